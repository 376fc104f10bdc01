#include "formats/note_times.h"

#include <optional>
#include <string>

#include "formats/false_times.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using text::Scanner;

/// Signs before a time that heads a line are few: bullets, brackets, a watch.
constexpr std::size_t kMostBytesBeforeHead = 16;
constexpr std::size_t kMostBytesBehindTail = 4;

struct Clock {
  std::int64_t millis = 0;
  bool has_two_numbers = true;
};

/// Reads "m:ss" up to "mmm:ss", or "h:mm:ss".
std::optional<Clock> clock_at(Scanner& scanner) {
  const std::string_view first = scanner.take_digits();
  if (first.empty() || first.size() > 3 || scanner.peek() != ':') return std::nullopt;
  scanner.skip();
  const std::string_view second = scanner.take_digits();
  if (second.size() != 2) return std::nullopt;
  const std::int64_t a = *text::decimal_value(first);
  const std::int64_t b = *text::decimal_value(second);
  if (b > 59) return std::nullopt;
  if (scanner.peek() != ':') {
    // "3:15.2": tenths are kept out of the time, but are no reason to refuse it.
    return Clock{.millis = (a * 60 + b) * 1000, .has_two_numbers = true};
  }
  if (!text::is_digit(scanner.peek(1))) return Clock{(a * 60 + b) * 1000, true};
  scanner.skip();
  const std::string_view third = scanner.take_digits();
  if (third.size() != 2 || first.size() > 2) return std::nullopt;
  const std::int64_t c = *text::decimal_value(third);
  if (c > 59) return std::nullopt;
  std::int64_t millis = ((a * 60 + b) * 60 + c) * 1000;
  // "0:01:02.500", as chapter files for audio tools have it.
  if (scanner.peek() == '.' && text::is_digit(scanner.peek(1)) && text::is_digit(scanner.peek(2)) &&
      text::is_digit(scanner.peek(3)) && !text::is_digit(scanner.peek(4))) {
    scanner.skip();
    millis += *text::decimal_value(scanner.take_digits());
  }
  return Clock{.millis = millis, .has_two_numbers = false};
}

/// Whether what stands behind a time says that it is one of the day.
bool is_clock_suffix(std::string_view rest) {
  static constexpr std::string_view kFirstLetters = "apugceo";
  static constexpr std::string_view kSuffixes[] = {"am",   "pm",      "a.m", "p.m", "uhr", "utc",
                                                   "gmt",  "est",     "edt", "pst", "pdt", "cet",
                                                   "cest", "o'clock", "et",  "pt"};
  const std::string_view text = text::trimmed(rest.substr(0, 12));
  if (text.empty() || !kFirstLetters.contains(text::to_lower(text[0]))) return false;
  for (const std::string_view suffix : kSuffixes) {
    if (!text::starts_with_no_case(text, suffix)) continue;
    const char after = text.size() > suffix.size() ? text[suffix.size()] : ' ';
    if (!text::is_letter(after) && !text::is_digit(after)) return true;
  }
  return false;
}

/// Whether a character may touch a time without making it part of something else.
bool is_free_before(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  if (text::is_letter(c) || text::is_digit(c)) return false;
  if ((c == ':' || c == '.' || c == ',' || c == '/') && at > 1) {
    const char before = text[at - 2];
    return !text::is_digit(before) && !(c == '/' && !text::is_white(before));
  }
  return c != '$' && c != '#' && c != '=' && c != '+';
}

bool is_free_after(std::string_view rest) {
  if (rest.empty()) return true;
  const char c = rest[0];
  if (text::is_digit(c)) return false;
  // Letters may follow at once only as a new word in capitals ("00:38Low-level").
  if (text::is_lower(c)) return false;
  if (c == ':' || c == '.' || c == ',' || c == '/') {
    return rest.size() < 2 || !text::is_digit(rest[1]);
  }
  return true;
}

/// A dash of any kind, or "to", between two times.
bool consume_range_sign(Scanner& scanner) {
  const std::size_t begin = scanner.position();
  scanner.skip_white();
  const char first = scanner.peek();
  if (first != 't' && first != '-' && first != '~' && static_cast<unsigned char>(first) < 0x80) {
    scanner.seek(begin);
    return false;
  }
  const bool is_word = scanner.position() > begin && scanner.consume("to ");
  if (is_word || scanner.consume("–") || scanner.consume("—") || scanner.consume("−") ||
      scanner.consume("→") || scanner.consume("-->") || scanner.consume("->") ||
      scanner.consume("--") || scanner.consume('-') || scanner.consume('~')) {
    scanner.skip_white();
    if (text::is_digit(scanner.peek())) return true;
  }
  scanner.seek(begin);
  return false;
}

char closing(char open) {
  switch (open) {
    case '(':
      return ')';
    case '[':
      return ']';
    case '{':
      return '}';
    default:
      return '\0';
  }
}

bool has_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::Character character = text::character_at(text, at);
    // Letters of any script; signs, arrows, dingbats and emoji are none.
    const char32_t code = character.code;
    const bool is_sign = (code >= 0x2000 && code < 0x2C00) || (code >= 0xFE00 && code < 0xFE10) ||
                         code >= 0x1F000 || (code >= 0x80 && code < 0xC0) ||
                         (code >= 0x3000 && code < 0x3040);
    if (code < 0x80) {
      const char c = static_cast<char>(code);
      if (text::is_letter(c) || text::is_digit(c)) return true;
    } else if (!is_sign) {
      return true;
    }
    at += character.bytes;
  }
  return false;
}

}  // namespace

std::vector<FoundTime> find_times(std::string_view text) {
  std::vector<FoundTime> found;
  find_times(text, found);
  return found;
}

namespace {

/// A full-width sign that times are written with (digits, colon, brackets, dash; U+FF08 to U+FF3D)
/// as the plain one; '\0' where none stands.
char plain_of_full_width(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xEF' || text[at + 1] != '\xBC') return '\0';
  const int plain = static_cast<unsigned char>(text[at + 2]) - 0x80 + ' ';
  const char c = static_cast<char>(plain);
  const bool is_of_times = plain < 0x7F && (text::is_digit(c) || c == ':' || c == '(' || c == ')' ||
                                            c == '[' || c == ']' || c == '-');
  return is_of_times ? c : '\0';
}

void find_plain_times(std::string_view text, std::vector<FoundTime>& found);

}  // namespace

void find_times(std::string_view text, std::vector<FoundTime>& found) {
  if (!text.contains("\xEF\xBC")) return find_plain_times(text, found);
  std::string plain;
  std::vector<std::uint32_t> in_text;  // where each byte of `plain`, and its end, stands
  plain.reserve(text.size());
  in_text.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size();) {
    const char sign = plain_of_full_width(text, at);
    plain += sign != '\0' ? sign : text[at];
    in_text.push_back(static_cast<std::uint32_t>(at));
    at += sign != '\0' ? 3 : 1;
  }
  in_text.push_back(static_cast<std::uint32_t>(text.size()));
  find_plain_times(plain, found);
  for (FoundTime& time : found) {
    time.range_in_text = {in_text[time.range_in_text.begin], in_text[time.range_in_text.end]};
  }
}

namespace {

void find_plain_times(std::string_view text, std::vector<FoundTime>& found) {
  found.clear();
  std::size_t at = 0;
  while (true) {
    // Every time has a colon between digits: from colon to colon, not from digit to digit.
    const std::size_t colon = text.find(':', at);
    if (colon == std::string_view::npos) return;
    std::size_t begin = colon;
    while (begin > at && colon - begin < 4 && text::is_digit(text[begin - 1]))
      --begin;
    at = colon + 1;
    if (begin == colon || !is_free_before(text, begin)) continue;
    Scanner scanner(text);
    scanner.seek(begin);
    const std::optional<Clock> start = clock_at(scanner);
    if (!start) continue;
    std::optional<Clock> end;
    std::size_t stop = scanner.position();
    if (consume_range_sign(scanner)) {
      const std::optional<Clock> second = clock_at(scanner);
      // "12:30-1:00 PM": both are times of the day.
      if (second && is_clock_suffix(text.substr(scanner.position()))) {
        at = scanner.position();
        continue;
      }
      if (second && second->millis >= start->millis) {
        end = second;
        stop = scanner.position();
      }
    }
    const std::string_view rest = text.substr(stop);
    if (!is_free_after(rest) || is_clock_suffix(rest)) {
      at = stop;
      continue;
    }
    FoundTime time;
    time.time = {clamp_millis(start->millis), end ? clamp_millis(end->millis) : kNoTime};
    time.has_two_numbers = start->has_two_numbers && (!end || end->has_two_numbers);
    // Brackets around nothing but the time belong to it.
    std::size_t open = begin;
    while (open > 0 && text[open - 1] == ' ' && begin - open < 2)
      --open;
    std::size_t close = stop;
    while (close < text.size() && text[close] == ' ' && close - stop < 2)
      ++close;
    const char sign = open > 0 ? closing(text[open - 1]) : '\0';
    if (sign != '\0' && close < text.size() && text[close] == sign) {
      time.is_bracketed = true;
      begin = open - 1;
      stop = close + 1;
    }
    at = stop;
    if (!time.is_bracketed && is_false_time(text, begin, stop)) continue;
    time.is_named = is_named_time(text, begin, stop);
    time.range_in_text = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(stop)};
    found.push_back(time);
  }
}

}  // namespace

bool heads_line(std::string_view line, const FoundTime& found) {
  const std::string_view before = line.substr(0, found.range_in_text.begin);
  return before.size() <= kMostBytesBeforeHead && !has_word(before);
}

bool ends_line(std::string_view line, const FoundTime& found) {
  const std::string_view behind = line.substr(found.range_in_text.end);
  return behind.size() <= kMostBytesBehindTail && !has_word(behind);
}

}  // namespace earshot::formats
