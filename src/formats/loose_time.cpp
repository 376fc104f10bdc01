#include "formats/loose_time.h"

#include <cmath>

namespace earshot::formats {
namespace {

constexpr std::size_t kLongestNumber = 40;

/// A fraction's digits as milliseconds, rounded.
std::int64_t fraction_millis(std::string_view digits) {
  std::int64_t millis = 0;
  std::int64_t place = 100;
  for (std::size_t i = 0; i < digits.size() && i < 3; ++i) {
    millis += (digits[i] - '0') * place;
    place /= 10;
  }
  if (digits.size() > 3 && digits[3] >= '5') ++millis;
  return millis;
}

}  // namespace

std::optional<std::int64_t> take_clock(text::Scanner& scanner) {
  const std::size_t begin = scanner.position();
  const auto fail = [&] {
    scanner.seek(begin);
    return std::nullopt;
  };
  const std::string_view first = scanner.take_digits();
  if (first.empty() || first.size() > 4) return fail();
  std::int64_t value = text::decimal_value(first).value_or(0);
  int parts = 1;
  while (parts < 3 && scanner.peek() == ':' && text::is_digit(scanner.peek(1))) {
    scanner.skip();
    const std::string_view next = scanner.take_digits();
    if (next.size() > 2) return fail();
    const std::int64_t number = text::decimal_value(next).value_or(0);
    if (number > 59) return fail();
    value = value * 60 + number;
    ++parts;
  }
  if (parts < 2) return fail();
  std::int64_t millis = value * 1000;
  const char mark = scanner.peek();
  const bool has_fraction = (mark == '.' || mark == ',') && text::is_digit(scanner.peek(1));
  if (has_fraction) {
    scanner.skip();
    millis += fraction_millis(scanner.take_digits());
  }
  return millis;
}

std::optional<double> read_decimal(std::string_view text) {
  text = text::trimmed(text);
  if (text.empty() || text.size() > kLongestNumber) return std::nullopt;
  text::Scanner scanner(text);
  const bool is_negative = scanner.consume('-');
  if (!is_negative) scanner.consume('+');
  double value = 0;
  int exponent = 0;
  const std::string_view whole = scanner.take_digits();
  std::string_view fraction;
  // A single comma is a decimal mark of other languages.
  if (scanner.consume('.') || scanner.consume(',')) fraction = scanner.take_digits();
  if (whole.empty() && fraction.empty()) return std::nullopt;
  for (const std::string_view digits : {whole, fraction}) {
    for (const char digit : digits)
      value = value * 10 + (digit - '0');
  }
  exponent -= static_cast<int>(fraction.size());
  if (scanner.consume('e') || scanner.consume('E')) {
    const bool is_small = scanner.consume('-');
    if (!is_small) scanner.consume('+');
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > 3) return std::nullopt;
    const auto power = static_cast<int>(text::decimal_value(digits).value_or(0));
    exponent += is_small ? -power : power;
  }
  if (!scanner.at_end()) return std::nullopt;
  // One division by an exact power keeps "0.1" what a compiler makes of it.
  value = exponent < 0 ? value / std::pow(10.0, -exponent) : value * std::pow(10.0, exponent);
  if (!std::isfinite(value)) return std::nullopt;
  return is_negative ? -value : value;
}

std::optional<double> read_time_text(std::string_view text, double unit_ms) {
  text = text::trimmed(text);
  if (text::starts_with_no_case(text, "PT") && text.size() > 3 &&
      text::to_lower(text.back()) == 's')
    return read_time_text(text.substr(2), 1000);
  const bool is_negative = text.starts_with('-');
  text::Scanner scanner(is_negative ? text.substr(1) : text);
  if (const std::optional<std::int64_t> clock = take_clock(scanner); clock && scanner.at_end())
    return static_cast<double>(is_negative ? -*clock : *clock);
  if (text.size() > 2 && text::equal_no_case(text.substr(text.size() - 2), "ms")) {
    text.remove_suffix(2);
    unit_ms = 1;
  } else if (text.size() > 1 && text::to_lower(text.back()) == 's') {
    text.remove_suffix(1);
    unit_ms = 1000;
  }
  const std::optional<double> number = read_decimal(text);
  if (!number) return std::nullopt;
  return *number * unit_ms;
}

}  // namespace earshot::formats
