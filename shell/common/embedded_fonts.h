#pragma once

#include "ui/ui.h"

namespace earshot::shell {

/// The fonts that the build put into the program.
ui::FontFiles embedded_fonts();

}  // namespace earshot::shell
