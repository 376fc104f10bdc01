#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace earshot::formats {

enum class MarkerKind : std::uint8_t { Bullet, Digit, Decimal, Letter, Roman };

/// How siblings are marked: two markers of one list have equal styles.
struct MarkerStyle {
  MarkerKind kind = MarkerKind::Bullet;
  char32_t sign = 0;  ///< bullet, or what stands behind the number; '(' for "(a)"
  bool is_upper = false;
  std::uint8_t parts = 1;  ///< of "1.2.3"
  bool operator==(const MarkerStyle&) const = default;
};

/// What a line begins with. A single letter that is also a Roman numeral has two readings.
struct Marker {
  struct Reading {
    MarkerStyle style;
    int value = 0;
  };
  std::size_t bytes = 0;  ///< without the white space behind it
  std::vector<Reading> readings;
};

/// The marker that `text`, without white space before it, begins with: "I.", "(a)", "2)", "1.2.",
/// a bullet. White space and more must follow. `may_be_letter_o`: whether "o" is read as a bullet.
std::optional<Marker> find_marker(std::string_view text, bool may_be_letter_o);

/// Keeps the nesting of an outline: indentation first, else the markers' styles.
class OutlineLevels {
 public:
  struct Placed {
    int depth = 1;  ///< from 1
    Marker::Reading reading;
  };

  /// Where a marker at `indent` columns belongs, given those before it.
  Placed place(const Marker& marker, int indent);
  void reset() { open_.clear(); }
  bool is_empty() const { return open_.empty(); }

 private:
  struct Open {
    int indent;
    MarkerStyle style;
    int value;
  };
  std::optional<std::size_t> find_sibling(const MarkerStyle& style, int value, int indent) const;

  std::vector<Open> open_;
};

}  // namespace earshot::formats
