#pragma once

#include "ui/context.h"
#include "ui/text_field.h"
#include "ui/text_scroll.h"

namespace earshot::ui {

/// What the find field keeps between ticks.
struct FindBar {
  TextFieldState field;
  NodeId id = 0;                       ///< of its text box
  std::uint64_t serial = 0;            ///< of the opening it has taken the focus for
  TextScroll::Anchor place_to_return;  ///< where one read when it was opened
};

/// Where the field may stand: beside the tabs where there is room for it, else over the text's top
/// right corner.
struct FindRoom {
  Rect beside_tabs;
  Rect text;  ///< below what stays at its top
};

/// The field that looks for words in the text on the screen.
void draw_find_bar(Context& context, const app::App& app, FindBar& bar, const FindRoom& room);

/// Room beside the tabs from which on the field stands there.
inline constexpr float kFindBesideFrom = 352;
/// Least distance of a match from the text's top edge while the field may lie over it; and what a
/// text that it lies over has free above its first line.
inline constexpr float kFindCovers = 64;

}  // namespace earshot::ui
