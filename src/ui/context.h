#pragma once

#include "app/action.h"
#include "ui/semantics.h"
#include "ui/theme.h"
#include "ui/ui.h"

namespace earshot::ui {

class GlyphRuns;
class Interaction;

/// Handed to every panel and widget for one tick.
struct Context {
  const Theme& theme;
  SemanticTree& semantics;
  GlyphRuns& glyphs;
  app::Outbox& out;
  const FrameInfo& frame;
  TextEditing editing;
  /// A widget or panel that is moving asks for another tick soon (seconds; the smallest wins).
  double& next_tick_in_seconds;
  Interaction& interaction;

  void animate(double seconds = 0.016) const {
    if (next_tick_in_seconds < 0 || seconds < next_tick_in_seconds) next_tick_in_seconds = seconds;
  }
};

}  // namespace earshot::ui
