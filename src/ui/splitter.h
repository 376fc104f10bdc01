#pragma once

#include <optional>
#include <string_view>

#include "ui/context.h"

namespace earshot::ui {

/// The line between a pane and the page, by which the pane is made wider and narrower: by mouse,
/// finger and arrow keys. Home and End go to its limits; two clicks, or Enter, give it its usual
/// width. All widths are points.
struct Splitter {
  std::string_view name;
  Rect pane;              ///< as it is drawn in this tick
  bool is_right = false;  ///< the pane lies right of the line
  float least = 0, most = 0, usual = 0;
};

/// What a splitter keeps while it is held.
struct SplitterState {
  std::optional<float> held_width;  ///< what the pane should have until the line is let go
  float grip = 0;                   ///< from the line to where it is held
};

/// Draws the line's hover and its handle for fingers, over what was drawn before. Returns a width
/// that is to be kept.
std::optional<float> splitter(Context& context, SplitterState& state, const Splitter& it);

/// The widths of the panes beside the page; 0: not there.
struct PaneWidths {
  float library = 0, rail = 0;
};
struct PaneLimits {
  float least = 0, most = 0;
};
inline constexpr float kLeastPane = 220, kMostPane = 480, kLeastPage = 480;
/// How far a pane may go in a window so wide beside another pane, so that the page stays readable.
PaneLimits pane_limits(float window_width, float other_pane);

}  // namespace earshot::ui
