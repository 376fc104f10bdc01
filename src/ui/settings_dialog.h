#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// Theme, size and measure of the reading text, density of the lists.
void draw_settings(Context& context, const app::App& app);

/// The next size up or down on the scale of text sizes (50 % to 400 %), from any size between.
float next_zoom(float zoom, int by);

}  // namespace earshot::ui
