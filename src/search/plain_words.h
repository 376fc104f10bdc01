#pragma once

#include <optional>
#include <string_view>

#include "search/query.h"

/// Internal to `search`.
namespace earshot::search {

/// Words of ASCII letters and digits with white space between them, as most queries are: read
/// without the grammar, to the same tree. Nothing where there is anything else.
std::optional<Query> plain_words(std::string_view text, bool last_word_is_prefix);

}  // namespace earshot::search
