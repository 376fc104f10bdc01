#include "formats/vtt_settings.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::string_view kNames[] = {"region", "vertical", "line", "position", "size", "align"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, text::is_digit);
}

std::string_view without_leading_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// "Parse a percentage string": digits, perhaps with a fraction, a percent sign; 0 to 100.
bool is_percentage(std::string_view text) {
  if (!text.ends_with('%')) return false;
  text.remove_suffix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : "0";
  if (!is_digits(text.substr(0, point)) || !is_digits(fraction)) return false;
  const std::string_view whole = without_leading_zeros(text.substr(0, point));
  return whole.size() < 3 || (whole == "100" && without_leading_zeros(fraction).empty());
}

/// A line's number: a sign, digits, one point inside them, and no more than a double holds.
bool is_line_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  if (!is_digits(whole)) return false;
  if (point < text.size() && !is_digits(text.substr(point + 1))) return false;
  constexpr std::size_t kDoubleDigits = 309;
  constexpr std::string_view kInfinityBegins = "17976931348623159";
  const std::string_view digits = without_leading_zeros(whole);
  return digits.size() < kDoubleDigits ||
         (digits.size() == kDoubleDigits &&
          digits.substr(0, kInfinityBegins.size()) < kInfinityBegins);
}

/// A setting whose second half is optional: "50%,center". The value that holds; empty where none
/// does. An alignment that the standard does not know leaves the first half standing.
template <typename IsNumber>
std::string_view with_alignment(std::string_view value, IsNumber is_number,
                                std::initializer_list<std::string_view> alignments) {
  const std::size_t comma = std::min(value.find(','), value.size());
  const std::string_view number = value.substr(0, comma);
  if (!is_number(number)) return {};
  if (comma == value.size()) return value;
  const bool is_known = std::ranges::find(alignments, value.substr(comma + 1)) != alignments.end();
  return is_known ? value : number;
}

/// The value that holds of a setting; empty where the setting is to be ignored.
std::string_view accepted(std::string_view name, std::string_view value) {
  const auto one_of = [&](std::initializer_list<std::string_view> values) {
    return std::ranges::find(values, value) != values.end() ? value : std::string_view{};
  };
  if (name == "vertical") return one_of({"rl", "lr"});
  if (name == "align") return one_of({"start", "center", "end", "left", "right"});
  if (name == "size") return is_percentage(value) ? value : std::string_view{};
  if (name == "position") {
    return with_alignment(value, is_percentage, {"line-left", "center", "line-right"});
  }
  if (name == "line") {
    const auto is_line = [](std::string_view number) {
      return number.ends_with('%') ? is_percentage(number) : is_line_number(number);
    };
    return with_alignment(value, is_line, {"start", "center", "end"});
  }
  return {};
}

void set(CueSettings& settings, std::string_view name, std::string_view value) {
  const auto found =
      std::ranges::find(settings, name, [](const auto& setting) { return setting.first; });
  if (found != settings.end()) {
    found->second = value;
  } else {
    settings.emplace_back(name, value);
  }
}

}  // namespace

SettingsResult read_vtt_settings(std::string_view settings,
                                 const std::unordered_set<std::string>& regions, CueSettings& out) {
  SettingsResult result;
  bool has_letter = false;
  bool tries_to_be_one = false;
  text::Scanner scanner(settings);
  while (true) {
    scanner.take_while(is_space);
    if (scanner.at_end()) break;
    const std::string_view setting = scanner.take_while([](char c) { return !is_space(c); });
    const std::size_t colon = setting.find(':');
    const std::string_view name = setting.substr(0, std::min(colon, setting.size()));
    tries_to_be_one = tries_to_be_one || std::ranges::find(kNames, name) != std::end(kNames) ||
                      setting.contains('%');
    has_letter = has_letter || std::ranges::any_of(setting, [](char c) {
                   return text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
                 });
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == setting.size()) {
      result.has_invalid = true;
      continue;
    }
    const std::string_view value = setting.substr(colon + 1);
    if (name == "region") {
      // A region that is not there takes back one that was named before.
      if (regions.contains(std::string(value))) {
        set(out, name, value);
      } else {
        std::erase_if(out, [](const auto& known) { return known.first == "region"; });
        result.has_invalid = true;
      }
      continue;
    }
    const std::string_view kept = accepted(name, value);
    if (kept.size() < value.size()) result.has_invalid = true;
    if (!kept.empty()) set(out, name, kept);
  }
  result.looks_like_text = has_letter && !tries_to_be_one;
  return result;
}

std::string_view vtt_region_id(std::string_view settings) {
  std::string_view id;
  text::Scanner scanner(settings);
  while (true) {
    scanner.take_while(is_space);
    if (scanner.at_end()) return id;
    const std::string_view setting = scanner.take_while([](char c) { return !is_space(c); });
    if (setting.starts_with("id:") && setting.size() > 3) id = setting.substr(3);
  }
}

}  // namespace earshot::formats
