#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// A sentence at the foot of the window with at most one button; stays until it is dismissed or
/// replaced. `foot` is the height taken at the window's foot.
void draw_notice(Context& context, const app::App& app, float foot);

}  // namespace earshot::ui
