#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "search/documents.h"
#include "search/index.h"

namespace earshot::search {

/// What the part of a query at the caret may be going to be.
struct Suggestion {
  enum class Kind : std::uint8_t { Field, Speaker, Show, Language, Value, Word };
  Kind kind = Kind::Word;
  std::string text;     ///< takes the place of `Suggestions::range_in_query`: "speaker:", "linker"
  std::string meaning;  ///< Field: a few words; else empty
  std::uint64_t count = 0;  ///< Word: passages; Speaker, Show, Language: documents
};

struct Suggestions {
  Range range_in_query;           ///< what a suggestion takes the place of
  std::vector<Suggestion> items;  ///< the likeliest first
};

/// Terms looked at in one index for words.
inline constexpr std::uint32_t kMaxCompletionTerms = 3000;
/// Documents asked for the names of shows, speakers and languages.
inline constexpr std::uint32_t kMaxCompletionDocuments = 20'000;

/// Completes the token before the caret: after `speaker:`, `show:`, `lang:` and `has:` their
/// values, else names of fields (also after a minus) and then the commonest words that begin so.
/// Nothing for an empty token that is no value, in quotes or in an expression. At most `limit`
/// items.
///
/// Bounded by the constants above: some 0.1 ms an index.
Suggestions complete(std::span<const Index* const> indexes, const Documents* documents,
                     std::string_view query, std::uint32_t caret_in_query, std::size_t limit);

}  // namespace earshot::search
