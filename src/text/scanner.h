#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/range.h"

namespace earshot::text {

constexpr bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_letter(char c) {
  return is_upper(c) || is_lower(c);
}
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Length in bytes of the white space that `text` begins with at `offset`, ASCII or one of the
/// Unicode spaces that occur in podcasts' texts (no-break, en to hair, ideographic, zero-width
/// no-break); 0 where there is none.
std::size_t white_at(std::string_view text, std::size_t offset);

/// The part of `range` that is not white space, ASCII or Unicode, at its ends. `text` is what the
/// range counts in; what lies beyond it is cut off.
Range trimmed_slowly(std::string_view text, Range range);

/// The same; quick where the range begins and ends in a visible character of ASCII, as most do.
inline Range trimmed(std::string_view text, Range range) {
  const auto is_visible = [](char c) { return c > ' ' && c < 0x7F; };
  const bool is_trim = range.begin < range.end && range.end <= text.size() &&
                       is_visible(text[range.begin]) && is_visible(text[range.end - 1]);
  return is_trim ? range : trimmed_slowly(text, range);
}

/// Cuts white space, ASCII and Unicode, off both ends.
inline std::string_view trimmed(std::string_view text) {
  return slice(text, trimmed(text, {0, static_cast<std::uint32_t>(text.size())}));
}

bool is_blank(std::string_view text);

/// Equal but for the case of ASCII letters.
bool equal_no_case(std::string_view a, std::string_view b);
bool starts_with_no_case(std::string_view text, std::string_view prefix);

/// The code point at `offset` of valid UTF-8 `text` and its length; 0 and 0 at the end.
struct Character {
  char32_t code = 0;
  std::uint32_t bytes = 0;
};
Character character_at(std::string_view text, std::size_t offset);
/// The character that ends at `offset`.
Character character_before(std::string_view text, std::size_t offset);

void append_utf8(std::string& out, char32_t code);

/// Walks over one text from left to right; never reads past its end.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return position_ >= text_.size(); }
  std::size_t position() const { return position_; }
  void seek(std::size_t position) { position_ = position < text_.size() ? position : text_.size(); }
  /// The next byte, '\0' at the end.
  char peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  void skip(std::size_t bytes = 1) { seek(position_ + bytes); }
  bool consume(char c) {
    if (at_end() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  bool consume(std::string_view expected) {
    if (!rest().starts_with(expected)) return false;
    position_ += expected.size();
    return true;
  }
  void skip_white() {
    while (std::size_t bytes = white_at(text_, position_))
      position_ += bytes;
  }
  template <typename Predicate>
  std::string_view take_while(Predicate predicate) {
    const std::size_t begin = position_;
    while (position_ < text_.size() && predicate(text_[position_]))
      ++position_;
    return text_.substr(begin, position_ - begin);
  }
  std::string_view take_digits() { return take_while(is_digit); }
  std::string_view rest() const { return text_.substr(position_); }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

/// The value of decimal digits, nothing where there are none, other characters, or more than 18.
std::optional<std::int64_t> decimal_value(std::string_view digits);

}  // namespace earshot::text
