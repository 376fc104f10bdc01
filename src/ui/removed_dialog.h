#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// What was removed from the library: each episode can be brought back, or all deleted for good.
void draw_removed(Context& context, const app::App& app);

}  // namespace earshot::ui
