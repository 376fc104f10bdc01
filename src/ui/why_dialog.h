#pragma once

#include "ui/context.h"

namespace earshot::ui {

/// Why a moment of the results stands where it does: what each word gives, and what comes on top.
void draw_why(Context& context, const app::App& app);

}  // namespace earshot::ui
