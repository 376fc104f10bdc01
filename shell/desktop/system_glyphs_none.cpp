#include "shell/desktop/system_glyphs.h"

namespace earshot::shell {

std::unique_ptr<ui::SystemGlyphs> make_system_glyphs() {
  return nullptr;
}

}  // namespace earshot::shell
