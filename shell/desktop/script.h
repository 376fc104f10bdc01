#pragma once

#include <string_view>

#include "app/app.h"

namespace earshot::shell {

/// One step of `--do` (see kHelp), for screenshots: an action for the app, or input for the next
/// tick. False where there is no such step.
bool run_step(app::App& app, std::string_view step);

}  // namespace earshot::shell
