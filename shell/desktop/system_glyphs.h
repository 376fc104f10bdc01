#pragma once

#include <memory>

#include "ui/system_glyphs.h"

namespace earshot::shell {

/// The fonts that fontconfig knows, shaped by HarfBuzz and drawn by FreeType: outlines, and the
/// bitmaps of coloured emoji (CBDT, sbix) scaled to the size; emoji made of layers (COLR) are not
/// drawn and stay boxes. Opens a font when it is first needed and keeps it; the first question
/// takes as long as fontconfig sorts what is installed (some milliseconds). Null in a program that
/// was built without these libraries.
std::unique_ptr<ui::SystemGlyphs> make_system_glyphs();

}  // namespace earshot::shell
