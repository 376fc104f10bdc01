#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace earshot::ui {

/// The measures of one font file, in units of its design grid. Reads the same bytes as ImGui, so
/// that measuring needs no glyph drawn. Not thread-safe (it remembers what it was asked).
class FontFace {
 public:
  /// Whether the bytes are a font that can be drawn from (TrueType or CFF; no collections, no
  /// CFF2).
  static bool readable(std::string_view bytes);

  /// `bytes` must be readable, or empty (a face without glyphs), and outlive the face.
  explicit FontFace(std::string_view bytes);
  ~FontFace();
  FontFace(FontFace&&) noexcept;
  FontFace& operator=(FontFace&&) noexcept;

  int units_per_em() const;
  int ascent() const;
  int descent() const;  ///< positive
  /// The number of the glyph that shows `code`; 0 where the font has none.
  int glyph(char32_t code) const;
  int advance(int glyph) const;
  /// What the pair's distance changes by; 0 for most.
  int kerning(int left_glyph, int right_glyph) const;
  /// The widest advance of the digits 0 to 9.
  int digit_advance() const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace earshot::ui
