#pragma once

#include <string_view>

#include "ui/context.h"

namespace earshot::ui {

/// A part of the window that scrolls up and down, with a slim bar that lies over its right edge and
/// takes no room.
struct ScrollArea {
  Rect view;      ///< what is seen, in points of the window
  ImVec2 origin;  ///< where the content begins: above `view` by what was scrolled
  float scrolled_points = 0;
  bool bar_hovered = false, bar_held = false;
  float seen_from() const { return scrolled_points; }
  float seen_to() const { return scrolled_points + view.height; }
};

/// Share of the ink that a scroll bar's thumb is drawn with.
float bar_strength(const Context& context, bool held, bool hovered);
/// Where a finger takes a scroll bar's thumb, at the right edge of `view`: the bar itself is too
/// slim for it.
Rect finger_grip(const Rect& view, float thumb_top, float thumb_height);

/// Opens the area; everything until `end_scroll` is placed from `origin` and clipped to `view`.
ScrollArea begin_scroll(Context& context, const char* name, const Rect& view);
/// `content_height` in points says how far one can scroll.
void end_scroll(Context& context, const ScrollArea& area, float content_height);

/// Inside an open area: scrolls just enough that [top, bottom) of the content is seen, with
/// `margin` round it.
void scroll_into_view(Context& context, const ScrollArea& area, float top_in_content,
                      float bottom_in_content, float margin = 0);
void scroll_to(Context& context, float top_in_content);

}  // namespace earshot::ui
