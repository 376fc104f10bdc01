#include "formats/cue_times.h"

#include <algorithm>

namespace earshot::formats {
namespace {

using text::Scanner;

/// "Skip whitespace" of the standard: no vertical tab.
void skip_vtt_white(Scanner& scanner) {
  scanner.take_while(
      [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; });
}

/// Hours beyond this are too great in any case, and would overflow when counted in milliseconds.
constexpr std::int64_t kHugeNumber = kMaxTime;

/// The value of digits, kHugeNumber where they are too many.
std::int64_t number(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return text::decimal_value(digits).value_or(kHugeNumber);
}

/// "00:00:01.000" with this decimal sign, as nearly every file writes it.
constexpr std::size_t kRegularTimeBytes = 12;
constexpr std::size_t kRegularTimingBytes = 2 * kRegularTimeBytes + 5;

std::optional<Millis> regular_time(std::string_view text, char decimal) {
  constexpr std::size_t kDigitPlaces[] = {0, 1, 3, 4, 6, 7, 9, 10, 11};
  unsigned digits[std::size(kDigitPlaces)];
  unsigned worst = 0;
  for (std::size_t i = 0; i < std::size(kDigitPlaces); ++i) {
    digits[i] = static_cast<unsigned char>(text[kDigitPlaces[i]]) - unsigned{'0'};
    worst = std::max(worst, digits[i]);
  }
  if (worst > 9 || text[2] != ':' || text[5] != ':' || text[8] != decimal) return std::nullopt;
  if (digits[2] > 5 || digits[4] > 5) return std::nullopt;
  const unsigned minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
  const unsigned seconds = minutes * 60 + digits[4] * 10 + digits[5];
  return static_cast<Millis>(seconds * 1000 + digits[6] * 100 + digits[7] * 10 + digits[8]);
}

/// "00:00:01.000 --> 00:00:02.000" and the end or a space: what the rules below would find there,
/// faster.
std::optional<CueTiming> regular_timing(std::string_view line, char decimal) {
  if (line.size() < kRegularTimingBytes) return std::nullopt;
  if (line.size() > kRegularTimingBytes && line[kRegularTimingBytes] != ' ') return std::nullopt;
  if (line.substr(kRegularTimeBytes, 5) != " --> ") return std::nullopt;
  const std::optional<Millis> start = regular_time(line, decimal);
  const std::optional<Millis> end = regular_time(line.substr(kRegularTimeBytes + 5), decimal);
  if (!start || !end) return std::nullopt;
  return CueTiming{
      .time = {*start, *end},
      .times_in_line = {0, kRegularTimingBytes},
      .settings_in_line = {kRegularTimingBytes, static_cast<std::uint32_t>(line.size())},
      .recovered = {}};
}

/// What was odd about a leniently read time, in the order in which it is told.
struct LooseTime {
  Millis time = 0;
  int groups = 0;       ///< numbers between colons
  char decimal = '\0';  ///< what stood before the fraction
  std::size_t fraction_digits = 0;
  bool has_short_group = false;  ///< "0:5" for "00:05"
  bool has_long_group = false;   ///< "00:001" for "00:01"
  bool has_large_group = false;  ///< minutes or seconds over 59
  bool is_too_great = false;     ///< beyond kMaxTime
  bool is_negative = false;
};

std::optional<LooseTime> loose_time(Scanner& scanner) {
  LooseTime found;
  if (scanner.peek() == '-' && text::is_digit(scanner.peek(1))) {
    found.is_negative = true;
    scanner.skip();
  }
  std::int64_t numbers[4] = {0, 0, 0, 0};
  std::size_t last_digits = 0;
  while (found.groups < 4) {
    const std::string_view digits = scanner.take_digits();
    if (digits.empty()) {
      if (found.groups == 0) return std::nullopt;
      break;
    }
    last_digits = digits.size();
    if (digits.size() < 2) found.has_short_group = true;
    if (digits.size() > 2 && found.groups > 0 && found.groups < 3) found.has_long_group = true;
    numbers[found.groups++] = number(digits);
    std::size_t ahead = 0;
    while (scanner.peek(ahead) == ' ')
      ++ahead;
    if (ahead > 1 || scanner.peek(ahead) != ':') break;
    scanner.skip(ahead + 1);
    scanner.take_while([](char c) { return c == ' '; });
  }
  std::int64_t millis = 0;
  int groups = found.groups;
  if (groups == 4) {  // "00:00:01:500": a colon before the thousandths
    if (last_digits != 2 && last_digits != 3) return std::nullopt;
    found.decimal = ':';
    found.fraction_digits = last_digits;
    groups = 3;
    // Two digits count frames; no file says of how many a second, 25 are the most usual.
    constexpr std::int64_t kFrameMs = 40;
    millis = last_digits == 3 ? numbers[3] : std::min<std::int64_t>(numbers[3] * kFrameMs, 999);
  }
  std::int64_t seconds = 0;
  for (int i = 0; i < groups; ++i) {
    if (i > 0 && numbers[i] > 59) found.has_large_group = true;
    seconds = seconds * 60 + std::min(numbers[i], kHugeNumber);
  }
  if (groups == 2 && numbers[0] > 59) found.has_large_group = true;
  // "00:01 , 500": translating programs put spaces round the sign.
  const std::size_t lead = scanner.peek() == ' ' && scanner.peek(1) != ' ' ? 1 : 0;
  const char sign = scanner.peek(lead);
  if (found.decimal == '\0' && (sign == '.' || sign == ',' || sign == ';')) {
    const std::size_t gap =
        scanner.peek(lead + 1) == ' ' && text::is_digit(scanner.peek(lead + 2)) ? 1 : 0;
    // A clock behind the sign is another time: "0:01.000,0:02.000".
    std::size_t digits_end = lead + 1 + gap;
    while (text::is_digit(scanner.peek(digits_end)))
      ++digits_end;
    if (text::is_digit(scanner.peek(lead + 1 + gap)) && scanner.peek(digits_end) != ':') {
      found.decimal = sign;
      scanner.skip(lead + 1 + gap);
      const std::string_view digits = scanner.take_digits();
      found.fraction_digits = digits.size();
      std::int64_t scale = 100;
      for (const char c : digits.substr(0, 3)) {
        millis += (c - '0') * scale;
        scale /= 10;
      }
    }
  }
  if (groups == 1 && found.decimal == '\0') return std::nullopt;  // a bare number is no time
  found.groups = groups;
  const std::int64_t time = seconds * 1000 + millis;
  found.is_too_great = time > kMaxTime;
  found.time = found.is_negative ? 0 : clamp_millis(time);
  return found;
}

/// Consumes an arrow: "-->", "->", "-->>", "- ->", a dash of any length with ">", "→", "--&gt;".
bool consume_arrow(Scanner& scanner, bool& is_regular) {
  const std::size_t begin = scanner.position();
  bool has_head = false;
  while (!scanner.at_end()) {
    if (scanner.consume("→") || scanner.consume("&gt;") || scanner.consume('>')) {
      has_head = true;
    } else if (!scanner.consume('-') && !scanner.consume("–") && !scanner.consume("—") &&
               !scanner.consume('=') && !scanner.consume(' ') && !scanner.consume('\t')) {
      break;
    }
  }
  if (!has_head) {
    scanner.seek(begin);
    return false;
  }
  const std::string_view arrow = scanner.text().substr(begin, scanner.position() - begin);
  is_regular = text::trimmed(arrow) == "-->";
  return true;
}

/// Consumes what stands between two times that fill a line, where it is no arrow: ",", "-", a dash.
bool consume_separator(Scanner& scanner) {
  scanner.skip_white();
  const bool found =
      scanner.consume(',') || scanner.consume('-') || scanner.consume("–") || scanner.consume("—");
  scanner.skip_white();
  return found;
}

std::string_view leniency(const LooseTime& time, TimingStyle style) {
  if (time.is_negative) return "negative-time";
  if (time.is_too_great) return kTimeTooGreat;
  if (time.groups == 1) return "seconds-only";
  if (time.decimal == '\0') return "no-fraction";
  if (time.decimal == ':') return time.fraction_digits == 2 ? "frames" : "colon-decimal";
  if (time.decimal == ';') return "semicolon-decimal";
  if (style == TimingStyle::Vtt && time.decimal == ',') return "comma-decimal";
  if (style == TimingStyle::Srt && time.decimal == '.') return "point-decimal";
  if (time.fraction_digits != 3) return "fraction-digits";
  if (time.has_large_group) return "minutes-over-59";
  if (time.has_long_group) return "long-numbers";
  if (time.has_short_group) return "short-numbers";
  if (style == TimingStyle::Srt && time.groups == 2) return "no-hours";
  return {};
}

/// "Collect a WebVTT timestamp", in milliseconds without an upper limit.
std::optional<std::int64_t> unlimited_vtt_timestamp(Scanner& scanner) {
  bool has_hours = false;
  if (!text::is_digit(scanner.peek())) return std::nullopt;
  const std::string_view first = scanner.take_digits();
  std::int64_t value1 = number(first);
  if (first.size() != 2 || value1 > 59) has_hours = true;
  if (!scanner.consume(':')) return std::nullopt;
  const std::string_view second = scanner.take_digits();
  if (second.size() != 2) return std::nullopt;
  std::int64_t value2 = *text::decimal_value(second);
  std::int64_t value3 = 0;
  if (has_hours || scanner.peek() == ':') {
    if (!scanner.consume(':')) return std::nullopt;
    const std::string_view third = scanner.take_digits();
    if (third.size() != 2) return std::nullopt;
    value3 = *text::decimal_value(third);
  } else {
    value3 = value2;
    value2 = value1;
    value1 = 0;
  }
  if (!scanner.consume('.')) return std::nullopt;
  const std::string_view fraction = scanner.take_digits();
  if (fraction.size() != 3 || value2 > 59 || value3 > 59) return std::nullopt;
  value1 = std::min(value1, kHugeNumber);
  return ((value1 * 60 + value2) * 60 + value3) * 1000 + *text::decimal_value(fraction);
}

}  // namespace

std::optional<Millis> strict_vtt_timestamp(Scanner& scanner) {
  const std::optional<std::int64_t> time = unlimited_vtt_timestamp(scanner);
  if (!time) return std::nullopt;
  return clamp_millis(*time);
}

std::optional<CueTiming> strict_vtt_timing(std::string_view line) {
  if (const std::optional<CueTiming> regular = regular_timing(line, '.')) return regular;
  Scanner scanner(line);
  skip_vtt_white(scanner);
  const std::size_t begin = scanner.position();
  const std::optional<std::int64_t> start = unlimited_vtt_timestamp(scanner);
  if (!start) return std::nullopt;
  skip_vtt_white(scanner);
  if (!scanner.consume("-->")) return std::nullopt;
  skip_vtt_white(scanner);
  const std::optional<std::int64_t> end = unlimited_vtt_timestamp(scanner);
  if (!end) return std::nullopt;
  const auto position = static_cast<std::uint32_t>(scanner.position());
  return CueTiming{
      .time = {clamp_millis(*start), clamp_millis(*end)},
      .times_in_line = {static_cast<std::uint32_t>(begin), position},
      .settings_in_line = {position, static_cast<std::uint32_t>(line.size())},
      .recovered = std::max(*start, *end) > kMaxTime ? kTimeTooGreat : std::string_view{}};
}

std::optional<CueTiming> lenient_timing(std::string_view line, TimingStyle style) {
  const char decimal = style == TimingStyle::Vtt ? '.' : ',';
  if (const std::optional<CueTiming> regular = regular_timing(line, decimal)) return regular;
  Scanner scanner(line);
  scanner.skip_white();
  const std::size_t begin = scanner.position();
  std::string_view recovered;
  if (scanner.peek() == '[' || scanner.peek() == '(') {
    scanner.skip();
    recovered = "brackets";
  }
  const std::optional<LooseTime> start = loose_time(scanner);
  if (!start) return std::nullopt;
  if (scanner.peek() == ']' || scanner.peek() == ')') scanner.skip();
  bool is_regular_arrow = false;
  const bool has_arrow = consume_arrow(scanner, is_regular_arrow);
  if (!has_arrow && (start->decimal == '\0' || !consume_separator(scanner))) return std::nullopt;
  if (scanner.peek() == '[' || scanner.peek() == '(') scanner.skip();
  const std::size_t before_end = scanner.position();
  const std::optional<LooseTime> end = loose_time(scanner);
  if (!end) {
    scanner.seek(before_end);
  } else if (scanner.peek() == ']' || scanner.peek() == ')') {
    scanner.skip();
  }
  // Without an arrow nothing but two whole times is a line of times.
  if (!has_arrow && (!end || end->decimal == '\0' || !text::is_blank(scanner.rest())))
    return std::nullopt;
  if (recovered.empty()) recovered = leniency(*start, style);
  if (recovered.empty() && !is_regular_arrow) recovered = "other-arrow";
  if (recovered.empty() && !end) recovered = "missing-end";
  if (recovered.empty() && end) recovered = leniency(*end, style);
  const auto position = static_cast<std::uint32_t>(scanner.position());
  return CueTiming{.time = {start->time, end ? end->time : kNoTime},
                   .times_in_line = {static_cast<std::uint32_t>(begin), position},
                   .settings_in_line = {position, static_cast<std::uint32_t>(line.size())},
                   .recovered = recovered};
}

}  // namespace earshot::formats
