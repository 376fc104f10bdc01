#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "ui/theme.h"

namespace earshot::ui {

/// One cluster of a shaped run: what the caret cannot enter.
struct Cluster {
  std::uint32_t begin_in_text = 0;  ///< byte offset; its end is the next cluster's begin
  float x = 0;                      ///< from the run's left edge, in points
  float advance = 0;                ///< kerning included
};

enum class Figures : std::uint8_t { Proportional, Tabular };

/// The seam behind which text is measured and drawn: ImGui's fonts with kerning today, the
/// browser's or HarfBuzz's shaping later. Not thread-safe; widths hold for one pixel ratio.
class GlyphRuns {
 public:
  virtual ~GlyphRuns() = default;
  /// Clusters of `text` (one line, no line breaks) in visual order for left-to-right text.
  virtual void shape(std::string_view text, const TextStyle& style, Figures figures,
                     std::vector<Cluster>& clusters) = 0;
  /// Width in points; the same sum that `shape` gives.
  virtual float width(std::string_view text, const TextStyle& style,
                      Figures figures = Figures::Proportional) = 0;
  /// Draws one line with its top left at `at`; the text stands centred in the style's line height.
  virtual void draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style,
                    ImU32 colour, Figures figures = Figures::Proportional) = 0;
  /// As `draw`, cut with an ellipsis where wider than `max_width`. Returns the width drawn.
  virtual float draw_clipped(ImDrawList& list, ImVec2 at, float max_width, std::string_view text,
                             const TextStyle& style, ImU32 colour,
                             Figures figures = Figures::Proportional) = 0;
};

}  // namespace earshot::ui
