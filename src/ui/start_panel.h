#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// The middle of the window while there is nothing to read: at the start, with an empty library,
/// with no episode open.
void draw_start(Context& context, const app::App& app, const Rect& rect);

}  // namespace earshot::ui
