#pragma once

#include <cstdint>

#include "ui/context.h"

namespace earshot::ui {

enum class MenuKind : std::uint8_t {
  None,
  Open,
  More,
  EpisodeSort,
  Shows,
  Episode,
  Hit,
  HitSort,
  OtherNotes,
  OtherTranscripts,
  Text,
  TextBox,
};

/// The menu that is open, if any: what of, and where it hangs.
struct MenuState {
  MenuKind kind = MenuKind::None;
  Rect anchor;            ///< the widget it hangs from; no size: at the mouse
  Id episode;             ///< Episode
  std::uint32_t hit = 0;  ///< Hit
  bool from_right = false;
  bool is_open(MenuKind of) const { return kind == of; }
};

/// Opens the menu, or closes it if it is open.
void toggle_menu(MenuState& state, MenuKind kind, const Rect& anchor, bool from_right = false,
                 Id episode = {});

/// Draws the open menu over everything and sends what is chosen.
void draw_menu(Context& context, const app::App& app, MenuState& state);

}  // namespace earshot::ui
