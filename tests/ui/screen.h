#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <imgui.h>

#include "ui/semantics.h"

namespace earshot::ui::testing {

/// WCAG 2.2: from 1 (the same) to 21 (black on white). Alpha does not count.
double contrast(ImU32 a, ImU32 b);

/// A character on the screen, and how it stands out there.
struct DrawnGlyph {
  char32_t character = 0;
  Rect rect;             ///< of its ink, uncut, in pixels
  float size = 0;        ///< of its font, in pixels
  ImU32 colour = 0;      ///< as seen: mixed with what is behind it
  ImU32 ground = 0;      ///< what is behind most of its ink
  bool is_cut = false;   ///< at its left or right, by a border of its area or of the window
  bool is_seen = false;  ///< at least half of it lies in its area and under nothing that hides it
  std::size_t lies_on = SIZE_MAX;  ///< another glyph, of which it covers a good part
  bool is_icon() const { return character >= 0xE000 && character <= 0xF8FF; }
};

/// What ImGui has drawn last, in pixels, without a graphics card: all shapes are painted, and of
/// each character is found out what it stands on.
class Screen {
 public:
  /// Of the current context, after ImGui::Render. Linear in the pixels that are painted.
  Screen();

  int width() const { return width_; }
  int height() const { return height_; }
  /// In the order in which they were drawn.
  const std::vector<DrawnGlyph>& glyphs() const { return glyphs_; }
  /// The screen without its characters.
  ImU32 at(int x, int y) const { return pixels_[index(x, y)]; }
  /// The characters about that one that were drawn in one go with it, to name it by.
  std::string words_at(std::size_t glyph) const;

 private:
  class Sampled;  ///< a texture and the glyphs in it
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }
  void paint(const ImDrawList& list, const ImDrawCmd& command, const Sampled& texture);
  bool add_glyph(const ImDrawVert& first, const ImDrawVert& last, const Rect& clip,
                 const Sampled& texture);

  int width_ = 0, height_ = 0;
  ImVec2 origin_, scale_;
  std::unique_ptr<ImU32[]> pixels_;
  std::unique_ptr<std::uint32_t[]> owners_;  ///< of each pixel: 1 + the glyph that lies on top
  std::vector<DrawnGlyph> glyphs_;
};

}  // namespace earshot::ui::testing
