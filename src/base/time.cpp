#include "base/time.h"

namespace earshot {
namespace {

constexpr std::int32_t kDaysToEpoch = 719'468;  // from 0000-03-01 to 1970-01-01
constexpr std::int32_t kDaysPerEra = 146'097;   // 400 years
constexpr int kMaxYear = 9'999;                 // what an ISO date writes in four digits

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<Days> days_from_civil(int year, int month, int day) {
  if (year < 0 || year > kMaxYear || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  // Years that begin in March put the leap day at their end, so that a month's first day is a
  // linear function of its number.
  const int shifted_year = month <= 2 ? year - 1 : year;
  const int era = (shifted_year >= 0 ? shifted_year : shifted_year - 399) / 400;
  const int year_of_era = shifted_year - era * 400;
  const int shifted_month = month > 2 ? month - 3 : month + 9;
  const int day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kDaysToEpoch;
}

CivilDate civil_from_days(Days days) {
  const std::int64_t shifted = std::int64_t{days} + kDaysToEpoch;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - (kDaysPerEra - 1)) / kDaysPerEra;
  const int day_of_era = static_cast<int>(shifted - era * kDaysPerEra);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {.year = year, .month = month, .day = day};
}

std::string iso_date(Days days) {
  if (days == kNoDate) return {};
  const CivilDate date = civil_from_days(days);
  std::string out;
  if (date.year < 0) out += '-';
  append_padded(out, date.year < 0 ? -std::int64_t{date.year} : date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::string clock_time(Millis time) {
  if (time < 0) return {};
  const std::int32_t seconds = time / 1000;
  const std::int32_t hours = seconds / 3600;
  std::string out;
  if (hours > 0) {
    out += std::to_string(hours);
    out += ':';
  }
  append_padded(out, seconds / 60 % 60, 2);
  out += ':';
  append_padded(out, seconds % 60, 2);
  return out;
}

std::string spoken_duration(Millis duration) {
  if (duration < 0) return {};
  const std::int32_t seconds = duration / 1000;
  if (seconds < 60) return std::to_string(seconds) + " s";
  // Rounded to the minute: 12:39 is nearer to 13 min than to 12.
  const std::int32_t minutes = seconds / 60 + (seconds % 60 >= 30 ? 1 : 0);
  if (minutes < 60) return std::to_string(minutes) + " min";
  std::string out = std::to_string(minutes / 60) + " h";
  if (minutes % 60 != 0) out += " " + std::to_string(minutes % 60) + " min";
  return out;
}

}  // namespace earshot
