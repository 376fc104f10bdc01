#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// What lies over the window while files are held over it, before they are dropped. (The page has
/// an element of its own for it.)
void draw_drop_sign(Context& context);

}  // namespace earshot::ui
