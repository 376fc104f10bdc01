#pragma once

#include <string_view>
#include <vector>

#include "base/range.h"
#include "base/time.h"

namespace earshot::formats {

/// A time or a range of times in prose.
struct FoundTime {
  Range range_in_text;  ///< with brackets
  TimeSpan time;        ///< two numbers read as minutes and seconds
  bool is_bracketed = false;
  bool has_two_numbers = true;  ///< "1:04", which might be hours and minutes
  bool is_named = false;        ///< words beside it say that it is one: "the 12:30 mark"
};

/// All times in `text`: "[00:14-00:38]", "(0:00 - 0:40)", "1:04:14", "75:30".
///
/// What cannot be one is left out: clock times ("3:15 AM"), numbers inside longer ones, seconds
/// over 59. Whether a bare time in the middle of prose is meant, the caller decides. Linear.
std::vector<FoundTime> find_times(std::string_view text);
/// The same into a list that is emptied first: for many lines one after the other.
void find_times(std::string_view text, std::vector<FoundTime>& found);

/// Whether nothing but signs stands before the time, or behind it: then it is the line's own.
bool heads_line(std::string_view line, const FoundTime& found);
bool ends_line(std::string_view line, const FoundTime& found);

}  // namespace earshot::formats
