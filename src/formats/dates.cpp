#include "formats/dates.h"

#include <algorithm>
#include <vector>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr std::int64_t kMillisADay = 86'400'000;

/// A date is three tokens; more before the year than this is prose.
constexpr std::size_t kMostTokens = 4'096;

struct Token {
  std::string_view text;
  Range range;
  bool is_number = false;
};

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> out;
  std::size_t at = 0;
  while (at < text.size() && out.size() < kMostTokens) {
    const std::size_t begin = at;
    if (text::is_digit(text[at])) {
      while (at < text.size() && text::is_digit(text[at]))
        ++at;
    } else if (text::is_letter(text[at])) {
      while (at < text.size() && text::is_letter(text[at]))
        ++at;
    } else {
      ++at;
      continue;
    }
    out.push_back({.text = text.substr(begin, at - begin),
                   .range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
                   .is_number = text::is_digit(text[begin])});
  }
  return out;
}

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (int i = 0; i < 12; ++i) {
    const std::string_view month = kMonths[i];
    const bool is_short = word.size() == 3 || (word.size() == 4 && i == 8);
    if (text::equal_no_case(word, month) || (is_short && text::starts_with_no_case(month, word))) {
      return i + 1;
    }
  }
  return 0;
}

int number_of(const Token& token) {
  if (!token.is_number || token.text.size() > 4) return -1;
  return static_cast<int>(text::decimal_value(token.text).value_or(-1));
}

bool is_year(const Token& token) {
  const int value = number_of(token);
  return token.text.size() == 4 && value >= 1900 && value <= 2200;
}

bool is_day_suffix(const Token& token) {
  return token.text == "st" || token.text == "nd" || token.text == "rd" || token.text == "th";
}

/// The single character between two tokens, '\0' where there is more or none.
char between(std::string_view text, const Token& a, const Token& b) {
  return b.range.begin == a.range.end + 1 ? text[a.range.end] : '\0';
}

std::optional<FoundDate> date_at(std::string_view text, const std::vector<Token>& all,
                                 std::size_t i) {
  const auto make = [&](int year, int month, int day,
                        std::size_t last) -> std::optional<FoundDate> {
    const std::optional<Days> days = days_from_civil(year, month, day);
    if (!days) return std::nullopt;
    return FoundDate{.date = *days, .range_in_text = {all[i].range.begin, all[last].range.end}};
  };
  const auto is_near = [&](std::size_t a, std::size_t b) {
    return all[b].range.begin - all[a].range.end <= 3;  // ", " or ". "
  };
  if (i + 2 >= all.size()) return std::nullopt;
  const Token& first = all[i];
  // A suffix of the day ("14th") is a token of its own; it is stepped over.
  std::size_t second = i + 1;
  if (first.is_number && is_day_suffix(all[second]) && second + 2 < all.size()) ++second;
  if (first.is_number && all[second].text == "of" && second + 2 < all.size()) ++second;
  std::size_t third = second + 1;
  if (third < all.size() && is_day_suffix(all[third])) ++third;
  if (third >= all.size() || !is_near(i, i + 1) || !is_near(second, second + 1) ||
      !is_near(third - 1, third)) {
    return std::nullopt;
  }
  if (!first.is_number) {  // March 14, 2025
    const int month = month_of(first.text);
    if (month == 0 || !is_year(all[third])) return std::nullopt;
    return make(number_of(all[third]), month, number_of(all[second]), third);
  }
  if (const int month = all[second].is_number ? 0 : month_of(all[second].text)) {
    if (is_year(all[third])) {  // 14 Mar 2025
      return make(number_of(all[third]), month, number_of(first), third);
    }
    if (is_year(first)) return make(number_of(first), month, number_of(all[third]), third);
    return std::nullopt;
  }
  if (second != i + 1 || third != i + 2) return std::nullopt;
  const char sign = between(text, first, all[second]);
  if (sign != between(text, all[second], all[third])) return std::nullopt;
  if (sign != '-' && sign != '/' && sign != '.') return std::nullopt;
  const int a = number_of(first);
  const int b = number_of(all[second]);
  const int c = number_of(all[third]);
  if (is_year(first)) return make(a, b, c, third);
  if (!is_year(all[third])) return std::nullopt;
  // Day first where a point says so or the number is no month; else month first.
  if (sign == '.' || a > 12) return make(c, b, a, third);
  return make(c, a, b, third);
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text) {
  const std::vector<Token> all = tokens(text);
  for (std::size_t i = all.size(); i-- > 0;) {
    std::optional<FoundDate> found = date_at(text, all, i);
    if (!found) continue;
    // "14 Mar 2025" read from "Mar" fails, but "2025-03-14" must not lose its first number, nor
    // "14 March 5, 2025" gain one: an earlier start that ends at the same place is the whole date.
    if (i > 0) {
      const std::optional<FoundDate> longer = date_at(text, all, i - 1);
      if (longer && longer->range_in_text.end >= found->range_in_text.end) return longer;
    }
    return found;
  }
  return std::nullopt;
}

std::optional<Days> read_date(std::string_view text) {
  text = text::trimmed(text);
  if (const std::optional<std::int64_t> number = text::decimal_value(text)) {
    if (text.size() >= 12) return static_cast<Days>(*number / kMillisADay);
    if (text.size() >= 9) return static_cast<Days>(*number * 1000 / kMillisADay);
    if (text.size() == 8) {  // 20250314
      return days_from_civil(static_cast<int>(*number / 10'000),
                             static_cast<int>(*number / 100 % 100),
                             static_cast<int>(*number % 100));
    }
    return std::nullopt;
  }
  const std::optional<FoundDate> found = find_date(text);
  return found ? std::optional(found->date) : std::nullopt;
}

std::optional<Millis> read_duration(std::string_view text) {
  text = text::trimmed(text);
  text::Scanner scanner(text);
  if (text::starts_with_no_case(text, "pt")) scanner.skip(2);
  std::int64_t groups[3] = {0, 0, 0};
  std::int64_t millis = 0;
  int count = 0;
  bool has_units = false;
  bool has_colon = false;
  while (!scanner.at_end()) {
    scanner.skip_white();
    const std::string_view digits = scanner.take_digits();
    const std::optional<std::int64_t> value = text::decimal_value(digits);
    if (!value || digits.size() > 9) {
      if (count > 0 && (scanner.consume(',') || scanner.consume("and "))) continue;
      return std::nullopt;
    }
    std::int64_t thousandths = 0;
    if (scanner.peek() == '.' && text::is_digit(scanner.peek(1))) {
      scanner.skip();
      std::int64_t place = 100;
      for (const char digit : scanner.take_digits()) {
        thousandths += (digit - '0') * place;
        place /= 10;
      }
    }
    scanner.skip_white();
    const std::string_view unit = scanner.take_while(text::is_letter);
    scanner.consume('.');
    if (!unit.empty()) {
      const char first = text::to_lower(unit[0]);
      const std::int64_t factor = first == 'h'   ? 3'600'000
                                  : first == 'm' ? 60'000
                                  : first == 's' ? 1'000
                                                 : 0;
      if (factor == 0 || has_colon) return std::nullopt;
      millis += *value * factor + factor / 1000 * thousandths;
      has_units = true;
      ++count;
      scanner.skip_white();
      continue;
    }
    if (has_units || count == 3) return std::nullopt;
    groups[count++] = *value;
    millis = thousandths;
    if (scanner.at_end()) break;
    if (thousandths > 0) return std::nullopt;  // "1.5:30": only the last may have a part
    if (!scanner.consume(':') || scanner.at_end()) return std::nullopt;
    has_colon = true;
  }
  if (count == 0) return std::nullopt;
  if (has_units) return clamp_millis(millis);
  std::int64_t seconds = 0;
  for (int i = 0; i < count; ++i)
    seconds = seconds * 60 + groups[i];
  return clamp_millis(seconds * 1000 + millis);
}

}  // namespace earshot::formats
