#pragma once

#include <array>
#include <string>
#include <string_view>

#include "app/app.h"

namespace earshot::shell {

/// One step of `--do` (see kHelp), for screenshots: an action for the app, or input for the next
/// tick. False where there is no such step.
bool run_step(app::App& app, std::string_view step);
/// Up to three numbers separated by commas, as they stand behind a step's colon.
std::array<float, 3> numbers(const std::string& text);

}  // namespace earshot::shell
