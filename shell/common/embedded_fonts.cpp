#include "shell/common/embedded_fonts.h"

#include "embed/font_icons.h"
#include "embed/font_italic.h"
#include "embed/font_mono.h"
#include "embed/font_regular.h"
#include "embed/font_semibold.h"

namespace earshot::shell {
namespace {

std::string_view bytes(const unsigned char* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

ui::FontFiles embedded_fonts() {
  return {.regular = bytes(font_regular, font_regular_size),
          .italic = bytes(font_italic, font_italic_size),
          .semibold = bytes(font_semibold, font_semibold_size),
          .mono = bytes(font_mono, font_mono_size),
          .icons = bytes(font_icons, font_icons_size)};
}

}  // namespace earshot::shell
