#pragma once

#include <optional>
#include <string_view>

#include "base/range.h"
#include "base/time.h"

namespace earshot::formats {

/// A date found in a text.
struct FoundDate {
  Days date = kNoDate;
  Range range_in_text;
};

/// The last date that `text` contains, in English forms: "March 14, 2025", "14 Mar 2025",
/// "2025-03-14", "14.03.2025", "3/14/2025" (day and month told apart where they can be, else month
/// first). Weekday names and "published on" are not part of it.
std::optional<FoundDate> find_date(std::string_view text);

/// The date that the whole of `text` is: the forms above, ISO 8601 with a time, RFC 822, and
/// seconds or milliseconds since 1970.
std::optional<Days> read_date(std::string_view text);

/// A duration: "12:39", "1:02:39.5", "45" (seconds), "12 min", "1h 4m", "1.5 hr", "PT12M39S".
/// Parts of a second count to the millisecond.
std::optional<Millis> read_duration(std::string_view text);

}  // namespace earshot::formats
