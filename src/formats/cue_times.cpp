#include "formats/cue_times.h"

#include <algorithm>

namespace earshot::formats {
namespace {

using text::Scanner;

void skip_vtt_white(Scanner& scanner) {
  scanner.take_while(text::is_white);
}

/// What was odd about a leniently read time, in the order in which it is told.
struct LooseTime {
  Millis time = 0;
  int groups = 0;       ///< numbers between colons
  char decimal = '\0';  ///< what stood before the fraction
  std::size_t fraction_digits = 0;
  bool has_short_group = false;  ///< "0:5" for "00:05"
  bool has_large_group = false;  ///< minutes or seconds over 59
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
    const std::optional<std::int64_t> value = text::decimal_value(digits);
    if (!value) {
      if (found.groups == 0) return std::nullopt;
      break;
    }
    last_digits = digits.size();
    if (digits.size() < 2) found.has_short_group = true;
    numbers[found.groups++] = *value;
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
    if (last_digits != 3) return std::nullopt;
    millis = numbers[3];
    found.decimal = ':';
    found.fraction_digits = 3;
    groups = 3;
  }
  std::int64_t seconds = 0;
  for (int i = 0; i < groups; ++i) {
    if (i > 0 && numbers[i] > 59) found.has_large_group = true;
    if (numbers[i] > kMaxTime) numbers[i] = kMaxTime;
    seconds = seconds * 60 + numbers[i];
  }
  if (groups == 2 && numbers[0] > 59) found.has_large_group = true;
  if (found.decimal == '\0' && (scanner.peek() == '.' || scanner.peek() == ',')) {
    const std::size_t gap = scanner.peek(1) == ' ' && text::is_digit(scanner.peek(2)) ? 1 : 0;
    if (text::is_digit(scanner.peek(1 + gap))) {
      found.decimal = scanner.peek();
      scanner.skip(1 + gap);
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
  found.time = found.is_negative ? 0 : clamp_millis(seconds * 1000 + millis);
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

std::string_view leniency(const LooseTime& time, TimingStyle style) {
  if (time.is_negative) return "negative-time";
  if (time.groups == 1) return "seconds-only";
  if (time.decimal == '\0') return "no-fraction";
  if (time.decimal == ':') return "colon-decimal";
  if (style == TimingStyle::Vtt && time.decimal == ',') return "comma-decimal";
  if (style == TimingStyle::Srt && time.decimal == '.') return "point-decimal";
  if (time.fraction_digits != 3) return "fraction-digits";
  if (time.has_large_group) return "minutes-over-59";
  if (time.has_short_group) return "short-numbers";
  if (style == TimingStyle::Srt && time.groups == 2) return "no-hours";
  return {};
}

}  // namespace

std::optional<Millis> strict_vtt_timestamp(Scanner& scanner) {
  bool has_hours = false;
  if (!text::is_digit(scanner.peek())) return std::nullopt;
  const std::string_view first = scanner.take_digits();
  // A number of more digits than fit is an hour beyond all limits.
  std::int64_t value1 = text::decimal_value(first).value_or(kMaxTime);
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
  value1 = std::min<std::int64_t>(value1, kMaxTime);
  return clamp_millis(((value1 * 60 + value2) * 60 + value3) * 1000 +
                      *text::decimal_value(fraction));
}

std::optional<CueTiming> strict_vtt_timing(std::string_view line) {
  Scanner scanner(line);
  skip_vtt_white(scanner);
  const std::size_t begin = scanner.position();
  const std::optional<Millis> start = strict_vtt_timestamp(scanner);
  if (!start) return std::nullopt;
  skip_vtt_white(scanner);
  if (!scanner.consume("-->")) return std::nullopt;
  skip_vtt_white(scanner);
  const std::optional<Millis> end = strict_vtt_timestamp(scanner);
  if (!end) return std::nullopt;
  const auto position = static_cast<std::uint32_t>(scanner.position());
  return CueTiming{.time = {*start, *end},
                   .times_in_line = {static_cast<std::uint32_t>(begin), position},
                   .settings_in_line = {position, static_cast<std::uint32_t>(line.size())},
                   .recovered = {}};
}

std::optional<CueTiming> lenient_timing(std::string_view line, TimingStyle style) {
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
  if (!consume_arrow(scanner, is_regular_arrow)) return std::nullopt;
  if (scanner.peek() == '[' || scanner.peek() == '(') scanner.skip();
  const std::size_t before_end = scanner.position();
  const std::optional<LooseTime> end = loose_time(scanner);
  if (!end) {
    scanner.seek(before_end);
  } else if (scanner.peek() == ']' || scanner.peek() == ')') {
    scanner.skip();
  }
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
