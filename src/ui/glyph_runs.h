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
  float x = 0;                      ///< its left edge, from the run's left edge, in points
  float advance = 0;                ///< kerning included
  bool runs_left = false;           ///< the caret before it stands at its right edge
};

enum class Figures : std::uint8_t { Proportional, Tabular };

/// In which direction a text is written.
enum class Order : std::uint8_t {
  Auto,         ///< as the text itself says (UAX 9), its first strong letter first of all
  LeftToRight,  ///< a stretch of one even level
  RightToLeft,  ///< a stretch of one odd level
};

/// The seam behind which text is measured and drawn: ImGui's fonts with kerning for what is
/// shipped, the machine's own fonts, shaped by the host, for everything else. Not thread-safe;
/// widths hold for one pixel ratio.
class GlyphRuns {
 public:
  virtual ~GlyphRuns() = default;
  /// Clusters of `text` (one line, no line breaks) in the order of the text; where it runs left,
  /// `x` descends.
  virtual void shape(std::string_view text, const TextStyle& style, Figures figures,
                     std::vector<Cluster>& clusters, Order order = Order::Auto) = 0;
  /// Width in points; the same sum that `shape` gives.
  virtual float width(std::string_view text, const TextStyle& style,
                      Figures figures = Figures::Proportional) = 0;
  /// Draws one line with its top left at `at`; the text stands centred in the style's line height.
  virtual void draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style,
                    ImU32 colour, Figures figures = Figures::Proportional,
                    Order order = Order::Auto) = 0;
  /// As `draw`, cut with an ellipsis where wider than `max_width`. Returns the width drawn.
  virtual float draw_clipped(ImDrawList& list, ImVec2 at, float max_width, std::string_view text,
                             const TextStyle& style, ImU32 colour,
                             Figures figures = Figures::Proportional) = 0;
};

}  // namespace earshot::ui
