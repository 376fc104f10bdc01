#pragma once

#include "ui/theme.h"

struct ImFont;

namespace earshot::ui {

class SystemGlyphs;

/// Lets ImGui itself draw what `font` lacks: a source of glyphs behind the font's own, one
/// character at a time, by the machine's fonts. For ImGui's text box, whose caret and clicks go by
/// the widths of its glyphs; all other text is drawn by GlyphRuns, which shapes. `font` must be the
/// one added last (ImGui merges into no other), `system` must outlive it; `role` says in which
/// weight.
void add_system_source(ImFont* font, FontRole role, SystemGlyphs& system);

}  // namespace earshot::ui
