#pragma once

#include <cstddef>
#include <string_view>

namespace earshot::formats {

/// Whether the words before a time without brackets make it something else: a verse ("John 3:16"),
/// a score ("won 21:14"), a ratio, a time on a date ("2025-03-14 12:30:00").
///
/// `begin` and `end` are the time's in `text`. Looks at a few words only.
bool is_false_time(std::string_view text, std::size_t begin, std::size_t end);

/// Whether words beside a time say that it is one of a recording: "timestamp 12:30", "the 12:30
/// mark", "@12:30".
bool is_named_time(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace earshot::formats
