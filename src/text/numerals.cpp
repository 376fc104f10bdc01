#include "text/numerals.h"

#include "text/scanner.h"

namespace earshot::text {
namespace {

constexpr std::size_t kLongestRoman = 15;  // MMMDCCCLXXXVIII

int roman_digit(char c) {
  switch (to_lower(c)) {
    case 'i':
      return 1;
    case 'v':
      return 5;
    case 'x':
      return 10;
    case 'l':
      return 50;
    case 'c':
      return 100;
    case 'd':
      return 500;
    case 'm':
      return 1000;
    default:
      return 0;
  }
}

}  // namespace

std::string to_roman(int value) {
  if (value < 1 || value > 3999) return {};
  struct Step {
    int value;
    std::string_view letters;
  };
  constexpr Step kSteps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                             {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                             {5, "V"},    {4, "IV"},   {1, "I"}};
  std::string out;
  for (const Step& step : kSteps) {
    while (value >= step.value) {
      out += step.letters;
      value -= step.value;
    }
  }
  return out;
}

std::optional<int> roman_value(std::string_view numeral) {
  if (numeral.empty() || numeral.size() > kLongestRoman) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < numeral.size(); ++i) {
    const int digit = roman_digit(numeral[i]);
    if (digit == 0 || is_upper(numeral[i]) != is_upper(numeral[0])) return std::nullopt;
    const int next = i + 1 < numeral.size() ? roman_digit(numeral[i + 1]) : 0;
    value += digit < next ? -digit : digit;
  }
  // Only the regular form is a numeral: what the value is written as must be what stood here.
  if (!equal_no_case(to_roman(value), numeral)) return std::nullopt;
  return value;
}

std::optional<int> letter_value(std::string_view letter) {
  if (letter.size() != 1 || !is_letter(letter[0])) return std::nullopt;
  return to_lower(letter[0]) - 'a' + 1;
}

}  // namespace earshot::text
