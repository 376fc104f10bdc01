#include "formats/outline_marker.h"

#include <algorithm>

#include "formats/notes_builder.h"
#include "text/numerals.h"
#include "text/scanner.h"

// Nesting. A line belongs beside an earlier one of the same style at the same column (one column of
// wobble is forgiven); without such it goes under the nearest line that is not further right. That
// one rule reads indented outlines, flat ones ("I." over "A." over "1.", all at the margin) and
// mixtures. "C." and "I." are read as whatever continues an open list; a list begins with "I." in
// Roman numerals, and with other letters in letters.

namespace earshot::formats {
namespace {

constexpr int kWobble = 1;
constexpr std::size_t kMostNumberBytes = 8;

struct Bullet {
  std::string_view sign;
  char32_t style;
  bool needs_space = true;
};

// The signs on a keyboard are used at will inside one list; drawn bullets tell levels apart.
constexpr Bullet kBullets[] = {
    {"-", '-'},           {"*", '-'},          {"+", '-'},    {"–", '-'},    {"—", '-'},
    {"•", 0x2022},        {"◦", 0x25E6},       {"▪", 0x25AA}, {"▫", 0x25AB}, {"‣", 0x2023},
    {"⁃", 0x2043},        {"●", 0x25CF},       {"○", 0x25CB}, {"■", 0x25A0}, {"□", 0x25A1},
    {"►", 0x25BA},        {"▸", 0x25B8},       {"➢", 0x27A2}, {"➤", 0x27A4}, {"✓", 0x2713},
    {"✔", 0x2714},        {"·", 0xB7},         {"∙", 0x2219}, {"→", 0x2192}, {"・", 0x30FB, false},
    {"◆", 0x25C6, false}, {"◇", 0x25C7, false}};

std::optional<Marker> bullet(std::string_view text, bool may_be_letter_o) {
  const auto make = [&](std::size_t bytes, char32_t style,
                        bool needs_space = true) -> std::optional<Marker> {
    if (text.size() <= bytes) return std::nullopt;
    if (needs_space && text::white_at(text, bytes) == 0) return std::nullopt;
    Marker marker;
    marker.bytes = bytes;
    marker.readings.push_back({.style = {.kind = MarkerKind::Bullet, .sign = style}});
    return marker;
  };
  for (const Bullet& known : kBullets) {
    if (text.starts_with(known.sign))
      return make(known.sign.size(), known.style, known.needs_space);
  }
  if (may_be_letter_o && text.starts_with('o')) return make(1, 'o');
  return std::nullopt;
}

void add_letters(std::string_view body, char32_t sign, Marker& marker) {
  const bool is_upper = text::is_upper(body[0]);
  const auto add = [&](MarkerKind kind, int value) {
    marker.readings.push_back(
        {.style = {.kind = kind, .sign = sign, .is_upper = is_upper}, .value = value});
  };
  const std::optional<int> letter = text::letter_value(body);
  const std::optional<int> roman = text::roman_value(body);
  // "MIX." and "CD." are words; numerals of outlines are made of I, V and X.
  const bool is_small = body.find_first_not_of("IVXivx") == std::string_view::npos;
  const bool begins_roman = body == "I" || body == "i";
  if (roman && begins_roman) add(MarkerKind::Roman, *roman);
  if (letter) add(MarkerKind::Letter, *letter);
  if (roman && !begins_roman && (is_small || letter)) add(MarkerKind::Roman, *roman);
}

/// "①" to "⑳": numbers in circles, 1 to 20.
std::optional<Marker> circled_number(std::string_view text) {
  if (text.size() < 4 || !text.starts_with("\xE2\x91")) return std::nullopt;
  const int value = static_cast<unsigned char>(text[2]) - 0xA0 + 1;
  if (value < 1 || value > 20) return std::nullopt;
  Marker marker;
  marker.bytes = 3;
  marker.readings.push_back({.style = {.kind = MarkerKind::Digit, .sign = 0x2460}, .value = value});
  return marker;
}

std::optional<Marker> number(std::string_view text) {
  if (std::optional<Marker> found = circled_number(text)) return found;
  text::Scanner scanner(text);
  const bool has_bracket = scanner.consume('(');
  const std::size_t begin = scanner.position();
  const std::string_view body = scanner.take_while(
      [](char c) { return text::is_letter(c) || text::is_digit(c) || c == '.'; });
  if (body.empty() || body.size() > kMostNumberBytes) return std::nullopt;
  std::string_view core = body;
  char32_t sign = 0;
  if (scanner.peek() == ')') {
    sign = has_bracket ? '(' : ')';
    scanner.skip();
  } else if (has_bracket) {
    return std::nullopt;
  } else if (core.ends_with('.')) {
    sign = '.';
    core.remove_suffix(1);
  }
  Marker marker;
  marker.bytes = scanner.position();
  if (core.empty() || text::white_at(text, marker.bytes) == 0) return std::nullopt;
  const auto parts = static_cast<std::uint8_t>(1 + std::ranges::count(core, '.'));
  const bool is_decimal =
      std::ranges::all_of(core, [](char c) { return text::is_digit(c) || c == '.'; });
  if (is_decimal && parts > 1) {
    if (core.find("..") != std::string_view::npos || core.front() == '.' || core.back() == '.') {
      return std::nullopt;
    }
    const std::size_t last = core.rfind('.') + 1;
    const auto value = text::decimal_value(core.substr(last));
    // "3.5 million": a decimal number with few digits behind the point, no numbering, unless it
    // ends in a point or bracket itself or has three parts.
    if (sign == 0 && parts == 2 && begin == 0) return std::nullopt;
    marker.readings.push_back({.style = {.kind = MarkerKind::Decimal, .sign = '.', .parts = parts},
                               .value = static_cast<int>(value.value_or(0))});
    return marker;
  }
  if (sign == 0 || parts > 1) return std::nullopt;
  if (is_decimal) {
    if (core.size() > 3) return std::nullopt;  // "2025."
    marker.readings.push_back({.style = {.kind = MarkerKind::Digit, .sign = sign},
                               .value = static_cast<int>(text::decimal_value(core).value_or(0))});
    return marker;
  }
  if (!std::ranges::all_of(core, text::is_letter)) return std::nullopt;
  add_letters(core, sign, marker);
  return marker.readings.empty() ? std::nullopt : std::optional(std::move(marker));
}

}  // namespace

std::optional<Marker> find_marker(std::string_view text, bool may_be_letter_o) {
  if (std::optional<Marker> found = bullet(text, may_be_letter_o)) return found;
  return number(text);
}

std::optional<std::size_t> OutlineLevels::find_sibling(const MarkerStyle& style, int value,
                                                       int indent) const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Open& open = open_[i];
    if (open.indent < indent - kWobble) return std::nullopt;
    const bool is_at_column = open.indent <= indent + kWobble;
    if (is_at_column && open.style == style && (value < 0 || open.value + 1 == value)) return i;
  }
  return std::nullopt;
}

OutlineLevels::Placed OutlineLevels::place(const Marker& marker, int indent) {
  Marker::Reading reading = marker.readings.front();
  std::optional<std::size_t> sibling;
  for (const Marker::Reading& candidate : marker.readings) {
    const auto found = find_sibling(candidate.style, candidate.value, indent);
    if (found && (!sibling || *found > *sibling)) {
      sibling = found;
      reading = candidate;
    }
  }
  if (!sibling) sibling = find_sibling(reading.style, -1, indent);
  // A number under bullets of its own column begins a list above them, not below.
  if (!sibling && reading.style.kind != MarkerKind::Bullet) {
    for (std::size_t i = open_.size(); i-- > 0 && open_[i].indent >= indent - kWobble;) {
      if (open_[i].style.kind != MarkerKind::Bullet) break;
      if (open_[i].indent <= indent + kWobble) sibling = i;
    }
  }
  // Parts of "1.2.3" say the level themselves.
  if (!sibling && reading.style.kind == MarkerKind::Decimal) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].style.kind == MarkerKind::Decimal &&
          open_[i].style.parts >= reading.style.parts) {
        sibling = i;
      }
    }
  }
  if (sibling) {
    open_.resize(*sibling);
  } else {
    while (!open_.empty() && open_.back().indent > indent + kWobble)
      open_.pop_back();
    if (open_.size() >= static_cast<std::size_t>(kMaxLevel)) open_.pop_back();
  }
  open_.push_back({.indent = indent, .style = reading.style, .value = reading.value});
  return {.depth = static_cast<int>(open_.size()), .reading = reading};
}

}  // namespace earshot::formats
