#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ui/font_face.h"
#include "ui/fonts.h"
#include "ui/glyph_runs.h"

namespace earshot::ui {

/// Text by ImGui's fonts: glyphs baked at the size on the screen, kerned pairs (GPOS or kern
/// table), figures of one width, baselines on whole pixels, one cluster a grapheme. What no font
/// has is a quiet box. Measuring draws no glyphs.
class ImGuiGlyphRuns final : public GlyphRuns {
 public:
  explicit ImGuiGlyphRuns(const LoadedFonts& fonts);

  /// Call after every NewFrame, before anything is drawn.
  void begin_tick(float pixel_ratio) { pixel_ratio_ = pixel_ratio > 0 ? pixel_ratio : 1.0F; }

  void shape(std::string_view text, const TextStyle& style, Figures figures,
             std::vector<Cluster>& clusters) override;
  float width(std::string_view text, const TextStyle& style,
              Figures figures = Figures::Proportional) override;
  void draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style,
            ImU32 colour, Figures figures = Figures::Proportional) override;
  float draw_clipped(ImDrawList& list, ImVec2 at, float max_width, std::string_view text,
                     const TextStyle& style, ImU32 colour,
                     Figures figures = Figures::Proportional) override;

 private:
  /// A character to draw: where, in points from the run's left edge.
  struct Mark {
    char32_t code = 0;  ///< 0: a box as wide as `width`
    float x = 0, width = 0;
    bool is_centred = false;  ///< a mark on a letter: its ink stands over `x`
  };

  const FontFace& face(FontRole role) const { return faces_[static_cast<std::size_t>(role)]; }
  /// Shapes into `clusters` and `marks` (each may be null); returns the width.
  float run(std::string_view text, const TextStyle& style, Figures figures,
            std::vector<Cluster>* clusters, std::vector<Mark>* marks);
  void paint(ImDrawList& list, ImVec2 at, const TextStyle& style, ImU32 colour,
             const std::vector<Mark>& marks);

  std::array<ImFont*, 5> fonts_;
  std::vector<FontFace> faces_;
  float pixel_ratio_ = 1.0F;
  std::vector<std::uint32_t> begins_;  // kept between calls, so that shaping does not allocate
  std::vector<Mark> marks_;
};

}  // namespace earshot::ui
