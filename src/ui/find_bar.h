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

/// The field that looks for words in the text on the screen: over the text's top right corner.
/// `room` is the text's area below what stays at its top.
void draw_find_bar(Context& context, const app::App& app, FindBar& bar, const Rect& room);

}  // namespace earshot::ui
