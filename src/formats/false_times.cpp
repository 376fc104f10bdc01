#include "formats/false_times.h"

#include <algorithm>
#include <string>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Books that are cited by chapter and verse. Those that are also everyday words are left out.
constexpr std::string_view kBooks[] = {
    "genesis",   "exodus",       "leviticus",  "deuteronomy",   "joshua",       "judges",
    "ruth",      "samuel",       "kings",      "chronicles",    "ezra",         "nehemiah",
    "esther",    "psalm",        "psalms",     "proverbs",      "ecclesiastes", "isaiah",
    "jeremiah",  "lamentations", "ezekiel",    "daniel",        "hosea",        "joel",
    "amos",      "obadiah",      "jonah",      "micah",         "nahum",        "habakkuk",
    "zephaniah", "haggai",       "zechariah",  "malachi",       "matthew",      "mark",
    "luke",      "john",         "acts",       "romans",        "corinthians",  "galatians",
    "ephesians", "philippians",  "colossians", "thessalonians", "timothy",      "titus",
    "philemon",  "hebrews",      "james",      "peter",         "jude",         "revelation",
    "gen",       "exod",         "deut",       "matt",          "rom",          "cor",
    "heb",       "rev",          "surah",      "sura",          "quran",        "verse",
    "verses"};

constexpr std::string_view kScores[] = {"won",   "wins",   "win",     "lost",   "lose",
                                        "loses", "beat",   "beats",   "score",  "scored",
                                        "ratio", "ratios", "scale",   "aspect", "defeated",
                                        "led",   "leads",  "trailed", "odds",   "resolution"};

/// The word that ends at `end`, in lower case; an "of" is passed over.
std::string word_before(std::string_view text, std::size_t end) {
  if (text.substr(0, end).ends_with(" of ")) end -= 3;
  constexpr std::size_t kLongestWord = 16;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '.' || text[end - 1] == '\n'))
    --end;
  std::size_t begin = end;
  while (begin > 0 && text::is_letter(text[begin - 1]) && end - begin < kLongestWord)
    --begin;
  std::string word(text.substr(begin, end - begin));
  for (char& c : word)
    c = text::to_lower(c);
  return word;
}

/// Whether a date stands directly before: "2025-03-14 ", "3/14/2025, ".
bool is_after_date(std::string_view text, std::size_t begin) {
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == ','))
    --begin;
  std::size_t digits = 0;
  while (begin > digits && text::is_digit(text[begin - digits - 1]) && digits < 4)
    ++digits;
  if (digits == 0 || begin < digits + 2) return false;
  const char sign = text[begin - digits - 1];
  return (sign == '-' || sign == '/' || sign == '.') && text::is_digit(text[begin - digits - 2]);
}

/// Whether "9:00-17:00" are hours of a shop or an office: on the quarters of hours of a day, behind
/// "open" or before "daily".
bool are_opening_hours(std::string_view range, std::string_view word, std::string_view rest) {
  constexpr std::size_t kShortest = std::string_view("9:00-5:00").size();
  if (range.size() < kShortest) return false;
  const bool is_said = word == "open" || word == "opens" || word == "opened" || word == "daily" ||
                       text::starts_with_no_case(text::trimmed(rest.substr(0, 16)), "daily") ||
                       text::starts_with_no_case(text::trimmed(rest.substr(0, 16)), "every day");
  if (!is_said) return false;
  text::Scanner scanner(range);
  int times = 0;
  while (!scanner.at_end()) {
    const std::string_view hours = scanner.take_digits();
    if (hours.empty()) {
      scanner.skip();
      continue;
    }
    if (!scanner.consume(':')) return false;
    const std::string_view minutes = scanner.take_digits();
    const bool is_quarter =
        minutes == "00" || minutes == "15" || minutes == "30" || minutes == "45";
    const std::int64_t hour = text::decimal_value(hours).value_or(99);
    if (!is_quarter || hour > 24 || (times == 0 && hour == 0)) return false;
    ++times;
    if (scanner.peek() == ':') return false;
  }
  return times == 2;
}

}  // namespace

bool is_false_time(std::string_view text, std::size_t begin, std::size_t end) {
  if (is_after_date(text, begin)) return true;
  // "3:16-18": verses of a chapter.
  std::string_view rest = text.substr(end);
  const bool has_dash = rest.starts_with('-') || rest.starts_with("–");
  if (has_dash) {
    rest.remove_prefix(rest.starts_with('-') ? 1 : 3);
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits > 0 && digits <= 3 && (digits == rest.size() || rest[digits] != ':')) return true;
  }
  const std::string word = word_before(text, begin);
  if (are_opening_hours(text.substr(begin, end - begin), word, text.substr(end))) return true;
  if (word.empty()) return false;
  if (std::ranges::find(kScores, word) != std::end(kScores)) return true;
  const bool has_zero = text[begin] == '0';
  return !has_zero && std::ranges::find(kBooks, word) != std::end(kBooks);
}

bool is_named_time(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin > 0 && text[begin - 1] == '@') return true;
  const std::string word = word_before(text, begin);
  if (word == "timestamp" || word == "timecode" || word == "minute") return true;
  const std::string_view rest = text::trimmed(text.substr(end, 24));
  return text::starts_with_no_case(rest, "mark") ||
         text::starts_with_no_case(rest, "minute mark") ||
         text::starts_with_no_case(rest, "into the episode");
}

}  // namespace earshot::formats
