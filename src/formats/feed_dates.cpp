#include "formats/feed_dates.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "formats/dates.h"
#include "text/scanner.h"

// A date is taken apart into words and numbers, and each says what it is by its looks: four digits
// are a year, a word that begins a month is one, "hh:mm" is the time, a sign behind the time begins
// the zone. What is left are the day, the month as a number, and a year of two digits, in the order
// in which they stand. Weekdays are passed over: half of those that are wrong are wrong by a zone.

namespace earshot::formats {
namespace {

constexpr std::size_t kLongestDate = 100;
constexpr std::int64_t kSecondsADay = 86'400;
constexpr int kTwoDigitPivot = 70;  // "69" is 2069, "70" is 1970, as POSIX has it

struct MonthWord {
  std::string_view begin;  ///< lower case
  int month;
};

// What the months begin with in English, German, French, Spanish, Italian, Portuguese, Dutch,
// Swedish, Danish, Norwegian, Polish, Czech, Hungarian, Turkish, Russian, Ukrainian and Greek. The
// longer first where one begins another.
constexpr auto kMonthWords = std::to_array<MonthWord>({
    {"jan", 1},  {"jän", 1},  {"janv", 1}, {"ene", 1},  {"gen", 1},  {"sty", 1},   {"led", 1},
    {"oca", 1},  {"янв", 1},  {"січ", 1},  {"feb", 2},  {"fév", 2},  {"fev", 2},   {"lut", 2},
    {"úno", 2},  {"şub", 2},  {"фев", 2},  {"лют", 2},  {"mar", 3},  {"mär", 3},   {"mrz", 3},
    {"mrt", 3},  {"maa", 3},  {"bře", 3},  {"мар", 3},  {"бер", 3},  {"apr", 4},   {"avr", 4},
    {"abr", 4},  {"kwi", 4},  {"dub", 4},  {"nis", 4},  {"апр", 4},  {"кві", 4},   {"may", 5},
    {"mai", 5},  {"mag", 5},  {"maj", 5},  {"mei", 5},  {"kvě", 5},  {"мая", 5},   {"май", 5},
    {"тра", 5},  {"jun", 6},  {"juin", 6}, {"giu", 6},  {"cze", 6},  {"červn", 6}, {"haz", 6},
    {"июн", 6},  {"чер", 6},  {"jul", 7},  {"juil", 7}, {"lug", 7},  {"lip", 7},   {"červe", 7},
    {"tem", 7},  {"июл", 7},  {"лип", 7},  {"aug", 8},  {"aoû", 8},  {"aou", 8},   {"ago", 8},
    {"sie", 8},  {"srp", 8},  {"ağu", 8},  {"авг", 8},  {"сер", 8},  {"sep", 9},   {"set", 9},
    {"wrz", 9},  {"zář", 9},  {"eyl", 9},  {"сен", 9},  {"вер", 9},  {"oct", 10},  {"okt", 10},
    {"out", 10}, {"ott", 10}, {"paź", 10}, {"říj", 10}, {"eki", 10}, {"окт", 10},  {"жов", 10},
    {"nov", 11}, {"lis", 11}, {"kas", 11}, {"ноя", 11}, {"лис", 11}, {"dec", 12},  {"dez", 12},
    {"déc", 12}, {"dic", 12}, {"des", 12}, {"gru", 12}, {"pro", 12}, {"ara", 12},  {"дек", 12},
    {"гру", 12}, {"ιαν", 1},  {"φεβ", 2},  {"μαρ", 3},  {"μάρ", 3},  {"απρ", 4},   {"μαϊ", 5},
    {"μάι", 5},  {"μαΐ", 5},  {"ιουν", 6}, {"ιούν", 6}, {"ιουλ", 7}, {"ιούλ", 7},  {"αυγ", 8},
    {"αύγ", 8},  {"σεπ", 9},  {"σεπτ", 9}, {"οκτ", 10}, {"νοε", 11}, {"νοέ", 11},  {"δεκ", 12},
    {"Ιαν", 1},  {"Φεβ", 2},  {"Μαρ", 3},  {"Μάρ", 3},  {"Απρ", 4},  {"Μαϊ", 5},   {"Μάι", 5},
    {"Μαΐ", 5},  {"Ιουν", 6}, {"Ιούν", 6}, {"Ιουλ", 7}, {"Ιούλ", 7}, {"Αυγ", 8},   {"Αύγ", 8},
    {"Σεπ", 9},  {"Οκτ", 10}, {"Νοε", 11}, {"Νοέ", 11}, {"Δεκ", 12}, {"már", 3},   {"ápr", 4},
    {"máj", 5},  {"jún", 6},  {"júl", 7},
});

struct ZoneName {
  std::string_view name;
  int minutes;
};

constexpr auto kZones = std::to_array<ZoneName>({
    {"UT", 0},     {"UTC", 0},    {"GMT", 0},     {"Z", 0},       {"WET", 0},    {"EST", -300},
    {"EDT", -240}, {"ET", -300},  {"CST", -360},  {"CDT", -300},  {"CT", -360},  {"MST", -420},
    {"MDT", -360}, {"MT", -420},  {"PST", -480},  {"PDT", -420},  {"PT", -480},  {"AST", -240},
    {"ADT", -180}, {"NST", -210}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"BRT", -180},
    {"ART", -180}, {"BST", 60},   {"WEST", 60},   {"CET", 60},    {"MEZ", 60},   {"MET", 60},
    {"CEST", 120}, {"MESZ", 120}, {"EET", 120},   {"SAST", 120},  {"EEST", 180}, {"MSK", 180},
    {"IST", 330},  {"PKT", 300},  {"HKT", 480},   {"SGT", 480},   {"AWST", 480}, {"JST", 540},
    {"KST", 540},  {"ACST", 570}, {"AEST", 600},  {"ACDT", 630},  {"AEDT", 660}, {"NZST", 720},
    {"NZDT", 780},
});

struct Part {
  std::string_view text;
  bool is_number = false;
  char before = '\0';  ///< the character it follows
};

bool is_word_byte(char c) {
  return text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (text::is_digit(text[at])) {
      while (at < text.size() && text::is_digit(text[at]))
        ++at;
    } else if (is_word_byte(text[at])) {
      while (at < text.size() && is_word_byte(text[at]))
        ++at;
    } else {
      ++at;
      continue;
    }
    parts.push_back({.text = text.substr(begin, at - begin),
                     .is_number = text::is_digit(text[begin]),
                     .before = begin > 0 ? text[begin - 1] : '\0'});
  }
  return parts;
}

int value_of(const Part& part) {
  return part.text.size() > 6 ? -1 : static_cast<int>(text::decimal_value(part.text).value_or(-1));
}

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (const MonthWord& known : kMonthWords) {
    if (text::starts_with_no_case(word, known.begin)) return known.month;
  }
  return 0;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : parts_(parts_of(text)) {}

  std::optional<FeedDate> read() {
    if (!parts_.empty() && parts_.front().is_number) split_solid();
    if (is_week_date() && !read_week()) return std::nullopt;
    for (next_ = 0; next_ < parts_.size(); ++next_) {
      if (parts_[next_].is_number) {
        read_number();
      } else {
        read_word();
      }
    }
    return finish();
  }

 private:
  const Part& part() const { return parts_[next_]; }
  bool follows(std::size_t index, char sign) const {
    return index < parts_.size() && parts_[index].is_number && parts_[index].before == sign;
  }

  /// "20201009T043038": digits without signs between them.
  void split_solid() {
    const std::string_view first = parts_.front().text;
    if (first.size() != 8 && first.size() != 14) return;
    std::vector<Part> split = {{first.substr(0, 4), true, '\0'},
                               {first.substr(4, 2), true, '-'},
                               {first.substr(6, 2), true, '-'}};
    std::size_t rest = 1;
    std::string_view clock = first.substr(8);
    if (clock.empty() && parts_.size() > 2 && parts_[2].is_number &&
        (parts_[2].text.size() == 6 || parts_[2].text.size() == 4)) {
      clock = parts_[2].text;
      rest = 3;
    }
    for (std::size_t i = 0; i + 2 <= clock.size(); i += 2)
      split.push_back({clock.substr(i, 2), true, i == 0 ? 'T' : ':'});
    split.insert(split.end(), parts_.begin() + static_cast<std::ptrdiff_t>(rest), parts_.end());
    parts_ = std::move(split);
  }

  /// ISO 8601: "2025-W10-2", "2025W102", "2025-W10".
  bool is_week_date() const {
    return parts_.size() >= 3 && is_year(parts_[0]) && text::equal_no_case(parts_[1].text, "w") &&
           parts_[2].is_number && text::to_lower(parts_[2].before) == 'w';
  }

  bool read_week() {
    const int year = value_of(parts_[0]);
    int week = value_of(parts_[2]);
    int day = 1;
    std::size_t used = 3;
    if (parts_[2].text.size() == 3) {
      day = week % 10;
      week /= 10;
    } else if (parts_[2].text.size() != 2) {
      return false;
    } else if (follows(3, '-') && parts_[3].text.size() == 1) {
      day = value_of(parts_[used++]);
    }
    // The first week is that of the fourth of January; 1970 began on a Thursday.
    const std::optional<Days> fourth = days_from_civil(year, 1, 4);
    if (!fourth || week < 1 || week > 53 || day < 1 || day > 7) return false;
    const Days monday = *fourth - (*fourth + 3) % 7 + (week - 1) * 7;
    if (civil_from_days(monday + 3).year != year) return false;
    week_day_ = monday + day - 1;
    parts_.erase(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(used));
    return true;
  }

  void read_number() {
    if (follows(next_ + 1, ':') && hours_ < 0) {
      read_clock();
    } else if (hours_ >= 0 && (part().before == '+' || part().before == '-')) {
      read_offset();
    } else if (numbers_.size() < 4) {
      numbers_.push_back(part());
    }
  }

  void read_clock() {
    hours_ = value_of(parts_[next_]);
    minutes_ = value_of(parts_[++next_]);
    if (follows(next_ + 1, ':')) seconds_ = value_of(parts_[++next_]);
    if (follows(next_ + 1, '.') || follows(next_ + 1, ',')) ++next_;  // parts of a second
  }

  void read_offset() {
    const int sign = part().before == '-' ? -1 : 1;
    const int digits = value_of(part());
    int minutes = part().text.size() <= 2 ? digits * 60 : digits / 100 * 60 + digits % 100;
    if (follows(next_ + 1, ':')) minutes = digits * 60 + value_of(parts_[++next_]);
    // The earth has no zone beyond these; a wrong one is none.
    if (minutes > 14 * 60 || minutes < 0) return;
    zone_minutes_ = sign * minutes;
    is_zone_known_ = true;
  }

  void read_word() {
    const std::string_view word = part().text;
    if (text::equal_no_case(word, "pm") && hours_ >= 0 && hours_ < 12) hours_ += 12;
    if (text::equal_no_case(word, "am") && hours_ == 12) hours_ = 0;
    if (hours_ >= 0) {
      for (const ZoneName& zone : kZones) {
        if (!text::equal_no_case(word, zone.name)) continue;
        zone_minutes_ = zone.minutes;
        is_zone_known_ = true;
      }
      // "America/New_York": what it means depends on laws that are not at hand.
      const bool is_place = next_ + 1 < parts_.size() && !parts_[next_ + 1].is_number &&
                            parts_[next_ + 1].before == '/';
      if (is_place) has_odd_zone_ = true;
    }
    if (month_ == 0 && !is_weekday(word)) month_ = month_of(word);
    // "5 Foo 2004": a word between numbers is a month, if one that nobody knows. Those of Chinese
    // and Korean, "2004年1月2日", name what the numbers are.
    constexpr unsigned kFirstLeadBeyondAlphabets = 0xE2;
    const bool is_alphabetic = static_cast<unsigned char>(word[0]) < kFirstLeadBeyondAlphabets;
    if (!numbers_.empty() && hours_ < 0 && word.size() >= 3 && is_alphabetic && month_ == 0)
      has_unknown_month_ = true;
  }

  /// Weekdays that begin like a month of another language: "Mar" is Tuesday in Spanish, before a
  /// comma or at the beginning only where another month follows.
  bool is_weekday(std::string_view word) const {
    if (month_of(word) == 0) return true;
    return std::ranges::any_of(
        parts_.begin() + static_cast<std::ptrdiff_t>(next_) + 1, parts_.end(),
        [](const Part& later) { return !later.is_number && month_of(later.text) != 0; });
  }

  static bool is_year(const Part& part) {
    return part.text.size() == 4 && value_of(part) >= 1900 && value_of(part) <= 2200;
  }

  /// Takes the year out of the numbers: four digits, else the last number that may be one.
  int take_year() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (!is_year(numbers_[i])) continue;
      const int year = value_of(numbers_[i]);
      is_year_first_ = i == 0;
      numbers_.erase(numbers_.begin() + static_cast<std::ptrdiff_t>(i));
      return year;
    }
    const std::size_t needed = month_ > 0 ? 2 : 3;
    if (numbers_.size() < needed) return -1;
    const Part last = numbers_[needed - 1];
    if (last.text.size() > 3) return -1;
    numbers_.erase(numbers_.begin() + static_cast<std::ptrdiff_t>(needed) - 1);
    const int value = value_of(last);
    if (value >= 100) return 1900 + value;  // years since 1900: "120" is 2020
    return value + (value < kTwoDigitPivot ? 2000 : 1900);
  }

  std::optional<FeedDate> finish() {
    if (week_day_) return at_time(FeedDate{.date = *week_day_});
    const int year = take_year();
    if (year < 0) return std::nullopt;
    int month = month_;
    int day = 1;
    if (month > 0) {
      if (!numbers_.empty()) day = value_of(numbers_[0]);
    } else if (has_unknown_month_ && numbers_.size() < 2) {
      return std::nullopt;
    } else if (is_year_first_ && numbers_.size() == 1 && numbers_[0].text.size() == 3) {
      return ordinal(year, value_of(numbers_[0]));
    } else {
      month = numbers_.empty() ? 1 : value_of(numbers_[0]);
      if (numbers_.size() > 1) day = value_of(numbers_[1]);
      // 14/3/2025 and 14.3.2025 name the day first, 3/14/2025 the month.
      const bool is_day_first =
          !is_year_first_ && numbers_.size() > 1 && (month > 12 || numbers_[1].before == '.');
      if (is_day_first || (month > 12 && day <= 12)) std::swap(month, day);
    }
    return make(year, month, day);
  }

  std::optional<FeedDate> ordinal(int year, int day_of_year) {
    const std::optional<Days> first = days_from_civil(year, 1, 1);
    if (!first || day_of_year < 1 || day_of_year > 366) return std::nullopt;
    const CivilDate civil = civil_from_days(*first + day_of_year - 1);
    return make(civil.year, civil.month, civil.day);
  }

  std::optional<FeedDate> make(int year, int month, int day) {
    FeedDate found;
    std::optional<Days> days = days_from_civil(year, month, day);
    for (int last = 30; !days && day > 28 && day <= 31 && last >= 28; --last) {
      days = days_from_civil(year, month, last);
      found.is_repaired = true;
    }
    if (!days) return std::nullopt;
    found.date = *days;
    return at_time(found);
  }

  FeedDate at_time(FeedDate found) const {
    const bool is_clock = hours_ >= 0 && hours_ <= 24 && minutes_ >= 0 && minutes_ <= 59 &&
                          seconds_ >= 0 && seconds_ <= 60;
    found.has_unread_time = hours_ >= 0 && (!is_clock || (has_odd_zone_ && !is_zone_known_));
    if (is_clock && !found.has_unread_time) {
      found.instant_s = std::int64_t{found.date} * kSecondsADay + std::int64_t{hours_} * 3'600 +
                        std::int64_t{minutes_ - zone_minutes_} * 60 + seconds_;
    }
    return found;
  }

  std::vector<Part> parts_;
  std::vector<Part> numbers_;
  std::size_t next_ = 0;
  int month_ = 0;
  std::optional<Days> week_day_;  ///< of a date that names a week
  bool is_zone_known_ = false;
  bool has_odd_zone_ = false;  ///< a zone's name that says no offset
  int hours_ = -1;
  int minutes_ = 0;
  int seconds_ = 0;
  int zone_minutes_ = 0;
  bool is_year_first_ = false;
  bool has_unknown_month_ = false;
};

std::string padded(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::optional<FeedDate> read_feed_date(std::string_view text) {
  text = text::trimmed(text);
  if (text.empty() || text.size() > kLongestDate) return std::nullopt;
  if (const auto number = text::decimal_value(text);
      number && text.size() != 8 && text.size() != 14) {
    if (text.size() < 9 || text.size() > 13) {
      // A year, or a year and a month.
      if (text.size() != 4) return std::nullopt;
      return DateReader(text).read();
    }
    const std::int64_t seconds = text.size() >= 12 ? *number / 1'000 : *number;
    return FeedDate{.date = static_cast<Days>(seconds / kSecondsADay), .instant_s = seconds};
  }
  return DateReader(text).read();
}

Millis read_feed_duration(std::string_view text) {
  text = text::trimmed(text);
  if (text.size() > kLongestDate) return kNoTime;
  std::string cleaned(text);
  // "1:02:03.500" and "1:02:03,5": a part of a second behind a clock; "1;02;03" and "1.02.03".
  std::ranges::replace(cleaned, ';', ':');
  if (std::ranges::count(cleaned, '.') == 2) std::ranges::replace(cleaned, '.', ':');
  if (const std::size_t comma = cleaned.find(',');
      comma != std::string::npos && cleaned.find_first_of("hms", 0) == std::string::npos) {
    cleaned[comma] = '.';
  }
  while (cleaned.ends_with(':'))
    cleaned.pop_back();
  while (cleaned.starts_with(':'))
    cleaned.erase(cleaned.begin());
  if (cleaned.starts_with('-')) return kNoTime;
  // Zero says that nobody measured it.
  const Millis duration = read_duration(cleaned).value_or(0);
  return duration > 0 ? duration : kNoTime;
}

Millis read_feed_time(std::string_view text) {
  text::Scanner scanner(text::trimmed(text));
  std::int64_t seconds = 0;
  for (int groups = 0; groups < 3; ++groups) {
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > 9) return kNoTime;
    seconds = seconds * 60 + text::decimal_value(digits).value_or(0);
    if (!scanner.consume(':')) break;
  }
  std::int64_t millis = 0;
  if (scanner.consume('.') || scanner.consume(',')) {
    std::int64_t unit = 100;
    for (const char digit : scanner.take_digits()) {
      millis += (digit - '0') * unit;
      unit /= 10;
    }
  }
  return scanner.at_end() ? clamp_millis(seconds * 1000 + millis) : kNoTime;
}

std::string iso_instant(std::int64_t instant_s) {
  if (instant_s == kNoInstant) return {};
  std::int64_t days = instant_s / kSecondsADay;
  std::int64_t seconds = instant_s % kSecondsADay;
  if (seconds < 0) {
    seconds += kSecondsADay;
    --days;
  }
  return iso_date(static_cast<Days>(days)) + "T" + padded(seconds / 3'600) + ":" +
         padded(seconds / 60 % 60) + ":" + padded(seconds % 60) + "Z";
}

}  // namespace earshot::formats
