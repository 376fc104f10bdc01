#pragma once

#include <string_view>

#include "ui/context.h"

/// What lies over the page: shades, panels, dialogs. Each is a layer for the keyboard (Interaction)
/// and a window of its own for the mouse; later ones lie over earlier ones.
namespace earshot::ui {

/// Covers the whole window: nothing below is hovered or pressed. `shade` of 0 is invisible.
void begin_overlay(Context& context, const char* name, NodeId layer, ImU32 shade,
                   bool take_focus = true);
void end_overlay(Context& context);
/// A click outside of `panel` in the open overlay.
bool clicked_outside(const Rect& panel);

/// A floating panel's ground: shadow, fill, hairline.
void floating_panel(Context& context, const Rect& rect, float radius);

struct DialogFrame {
  Rect body;           ///< under the title, inside the padding
  bool close = false;  ///< the cross, or a click outside
};
/// A modal dialog as wide as `width` and as high as `height` where the window allows. In narrow
/// windows it is the window.
DialogFrame begin_dialog(Context& context, std::string_view title, float width, float height);
void end_dialog(Context& context);

}  // namespace earshot::ui
