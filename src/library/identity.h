#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

/// Which episode is the same one: ids that survive a re-import, and titles that mean the same.
namespace earshot::library {

/// The folded words of a title.
std::vector<std::string> title_words(std::string_view title);

/// Equal for titles that differ only in case, accents, punctuation and spaces; empty for a title
/// without a word, which equals no other.
std::string title_key(std::string_view title);

/// As title_key, for finding the same episode under two titles: without the number before it
/// ("#12:", "Ep. 12 -", "Episode 12:"), with "and" for "&".
std::string title_match_key(std::string_view title);

/// What stands behind the name of the show at the front of a title ("Garden Talk - Potatoes"), from
/// its first letter, digit or '#' on. `show_key` is the title_key of the show. Nothing where the
/// title begins otherwise, or ends with the name.
std::optional<std::string_view> behind_show(std::string_view title, std::string_view show_key);

/// The id of an episode with a guid: it stays when title, files and texts change.
Id id_from_guid(std::string_view show, std::string_view guid);

/// The id of an episode known by its main text alone. The path has no part in it: a renamed file is
/// the same episode. White space does not count either, so that a transcript converted from SRT to
/// VTT stays what it was.
Id id_from_content(std::string_view plain);

/// The id of an episode that is only listed: its squashed description changes with every crawl.
Id id_from_title(std::string_view show, std::string_view title);

}  // namespace earshot::library
