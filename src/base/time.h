#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot {

/// A time or duration in whole milliseconds, counted from the start of the episode.
using Millis = std::int32_t;

/// Stands where no time is known. Times are never negative otherwise.
inline constexpr Millis kNoTime = -1;

/// The longest time kept: 596 hours, what a signed 32-bit count of milliseconds holds.
inline constexpr Millis kMaxTime = 2'147'483'647;

/// Half-open span of time; `end` may be kNoTime where only the start is known.
struct TimeSpan {
  Millis start = kNoTime;
  Millis end = kNoTime;
  constexpr bool known() const { return start >= 0; }
  constexpr bool operator==(const TimeSpan&) const = default;
};

/// Clamps a 64-bit count of milliseconds to [0, kMaxTime].
constexpr Millis clamp_millis(std::int64_t value) {
  return value < 0 ? 0 : value > kMaxTime ? kMaxTime : static_cast<Millis>(value);
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; kNoDate where unknown.
using Days = std::int32_t;
inline constexpr Days kNoDate = INT32_MIN;

/// A civil date.
struct CivilDate {
  int year;
  int month;  ///< 1 to 12
  int day;    ///< 1 to 31
};

/// Days of a civil date, or nothing where month or day do not exist.
std::optional<Days> days_from_civil(int year, int month, int day);
CivilDate civil_from_days(Days days);

/// "2025-03-14"; empty for kNoDate.
std::string iso_date(Days days);

/// "04:33" below an hour, "1:04:14" from an hour; empty for kNoTime.
std::string clock_time(Millis time);

/// "38 min", "1 h 4 min", "45 s"; empty for kNoTime.
std::string spoken_duration(Millis duration);

}  // namespace earshot
