#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/bidi.h"
#include "ui/font_face.h"
#include "ui/fonts.h"
#include "ui/glyph_pictures.h"
#include "ui/glyph_runs.h"

namespace earshot::ui {

/// Text by ImGui's fonts: glyphs baked at the size on the screen, kerned pairs (GPOS or kern
/// table), figures of one width, baselines on whole pixels, one cluster a grapheme.
///
/// What the shipped fonts lack, and all that runs from right to left, is shaped and drawn by the
/// machine's own fonts, word by word, where the host offers them (LoadedFonts::system). What no
/// font has is a quiet box. Measuring draws no glyphs.
class ImGuiGlyphRuns final : public GlyphRuns {
 public:
  explicit ImGuiGlyphRuns(const LoadedFonts& fonts);

  /// Call after every NewFrame, before anything is drawn.
  void begin_tick(float pixel_ratio);

  void shape(std::string_view text, const TextStyle& style, Figures figures,
             std::vector<Cluster>& clusters, Order order = Order::Auto) override;
  float width(std::string_view text, const TextStyle& style,
              Figures figures = Figures::Proportional) override;
  void draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style,
            ImU32 colour, Figures figures = Figures::Proportional,
            Order order = Order::Auto) override;
  float draw_clipped(ImDrawList& list, ImVec2 at, float max_width, std::string_view text,
                     const TextStyle& style, ImU32 colour,
                     Figures figures = Figures::Proportional) override;

  /// What is remembered of the machine's own fonts; null where the host offers none. For tests.
  const GlyphPictures* pictures() const { return pictures_.get(); }

 private:
  enum class MarkKind : std::uint8_t { Glyph, Box, Picture };
  /// Something to draw: where, in points from the run's left edge.
  struct Mark {
    MarkKind kind = MarkKind::Glyph;
    char32_t code = 0;  ///< of a glyph
    float x = 0, width = 0;
    bool is_centred = false;   ///< a mark on a letter: its ink stands over `x`
    bool runs_left = false;    ///< a picture's text does
    Range range_in_text = {};  ///< of a picture
  };
  /// What one pass over a text makes; each list may be null.
  struct Output {
    std::vector<Cluster>* clusters = nullptr;
    std::vector<Mark>* marks = nullptr;
  };
  /// How a text is measured, worked out once for it.
  struct Measure {
    const FontFace& face;
    TextStyle style;
    Figures figures;
    float scale = 1, tracking = 0;
    bool has_system = false;
  };

  const FontFace& face(FontRole role) const { return faces_[static_cast<std::size_t>(role)]; }
  /// Shapes into what is asked for; returns the width.
  float run(std::string_view text, const TextStyle& style, Figures figures, Order order,
            const Output& out);
  float lay_right(std::string_view text, Range range, const Measure& measure, float x,
                  const Output& out);
  float lay_left(std::string_view text, Range range, const Measure& measure, float x,
                 const Output& out);
  /// Advances in ems of the clusters [first, end) of `begins_`, as one run of the machine's fonts.
  std::span<const float> system_advances(std::string_view text, Range range, std::size_t first,
                                         std::size_t end, FontRole font, bool runs_left);
  Range cluster_range(std::size_t first, std::size_t end, Range range) const;

  void paint(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style,
             ImU32 colour, const std::vector<Mark>& marks);
  void paint_pictures(ImDrawList& list, ImVec2 pen, std::string_view text, const TextStyle& style,
                      ImU32 colour, const std::vector<Mark>& marks);

  std::array<ImFont*, 5> fonts_;
  std::vector<FontFace> faces_;
  std::unique_ptr<GlyphPictures> pictures_;
  float pixel_ratio_ = 1.0F;
  // Kept between calls, so that shaping does not allocate.
  std::vector<std::uint32_t> begins_, relative_begins_;
  std::vector<Mark> marks_;
  text::BidiText bidi_;
  std::vector<float> advances_;
};

}  // namespace earshot::ui
