#pragma once

#include <array>
#include <string_view>

#include "ui/theme.h"
#include "ui/ui.h"

struct ImFont;

namespace earshot::ui {

/// ImGui's fonts by FontRole, and the bytes they were made of.
struct LoadedFonts {
  std::array<ImFont*, 5> fonts = {};
  std::array<std::string_view, 5> bytes;
  SystemGlyphs* system = nullptr;  ///< for what they lack; null: nothing
};

/// Adds the fonts to the atlas of ImGui's current context, sized by em as in CSS, and makes Regular
/// the default.
///
/// Bytes that are no font fall back to Regular, and Regular to the first that can be read, else to
/// ImGui's own: a program without its fonts is ugly, not dead. `files` must outlive the context.
LoadedFonts load_fonts(const FontFiles& files);

}  // namespace earshot::ui
