#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace earshot::formats {

/// Stands where no instant is known.
inline constexpr std::int64_t kNoInstant = INT64_MIN;

/// A moment as a feed tells it.
struct FeedDate {
  Days date = kNoDate;                  ///< as the publisher's calendar has it, zone not applied
  std::int64_t instant_s = kNoInstant;  ///< seconds since 1970 in UTC; kNoInstant without a time
  bool is_repaired = false;      ///< a day that the month does not have was moved to its last
  bool has_unread_time = false;  ///< a time that no day has, or of a zone named by a place
};

/// Reads the date of a feed: RFC 822 (any weekday, two-digit years, names of zones and offsets,
/// seconds or zone missing, months in some dozen languages, any order that can be told), ISO 8601
/// (basic and extended, with months or days left out, days of weeks), asctime, and seconds or
/// milliseconds since 1970. A zone that is not known counts as UTC, but one named by a place
/// ("Europe/Rome") leaves the instant open.
std::optional<FeedDate> read_feed_date(std::string_view text);

/// The duration of an episode: seconds, a clock ("1:02:39", "62:39"), fractions, units, or ISO
/// 8601; kNoTime where there is none.
Millis read_feed_duration(std::string_view text);

/// A place in an episode: seconds or a clock, with a part of a second ("33.833", "1:02:03,5");
/// kNoTime where there is none.
Millis read_feed_time(std::string_view text);

/// "2020-10-09T04:30:38Z"; empty for kNoInstant.
std::string iso_instant(std::int64_t instant_s);

}  // namespace earshot::formats
