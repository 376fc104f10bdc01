#pragma once

#include <cstdint>
#include <optional>

#include "app/action.h"
#include "base/hash.h"
#include "ui/semantics.h"
#include "ui/theme.h"
#include "ui/ui.h"
#include "words/words.h"

namespace earshot::ui {

class GlyphRuns;
struct TextBoxMenu;
class Interaction;
class TextView;
enum class CommandId : std::uint8_t;

/// What a command is about, where a menu hangs from it. Else it is about what is open, chosen or
/// has the focus.
struct CommandSubject {
  Id episode;
  std::int32_t hit = -1;
};

/// The text on the screen, as the commands and the host need to know it. The page that draws it
/// says so in every tick.
struct Reading {
  TextView* view = nullptr;
  Rect area;                      ///< of it: a pinch or Ctrl and the wheel zoom here
  std::optional<CommandId> wish;  ///< a command that was chosen by a menu or button in this tick
  CommandSubject subject;         ///< what it is about
};

/// Handed to every panel and widget for one tick.
struct Context {
  const Theme& theme;
  SemanticTree& semantics;
  GlyphRuns& glyphs;
  app::Outbox& out;
  const FrameInfo& frame;
  const words::Words& say;  ///< the interface's own words, numbers and dates
  TextEditing editing;
  /// A widget or panel that is moving asks for another tick soon (seconds; the smallest wins).
  double& next_tick_in_seconds;
  Interaction& interaction;
  Reading& reading;
  TextBoxMenu& text_box_menu;
  float library_width;  ///< of the pane beside the page, if it is there
  /// A form is being drawn that may be higher than its window: what is clipped away is told all the
  /// same, and is a stop of the Tab key that scrolls into view. Lists leave out what is not seen.
  bool tells_clipped = false;
  bool single_keys = true;  ///< shortcuts of one letter, digit or sign are not switched off

  void animate(double seconds = 0.016) const {
    if (next_tick_in_seconds < 0 || seconds < next_tick_in_seconds) next_tick_in_seconds = seconds;
  }
};

}  // namespace earshot::ui
