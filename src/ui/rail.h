#pragma once

#include "ui/context.h"

namespace earshot::ui {

struct RailState {
  bool whole_blurb = false;
  bool whole_related = false;
  Id related_to;        ///< the episode that is open
  int ticks_shown = 0;  ///< since then, until its related ones are asked for
  bool whole_offers = false;
};

/// What belongs to the open episode beside its text: chapters, offers, the show, the files it came
/// from.
void draw_rail(Context& context, const app::App& app, RailState& state, const Rect& rect);

/// Whether the rail has more to say of the open episode than its chapters.
bool has_boxes(const app::App& app);
/// The rail without the chapters, for windows too narrow for it: `place` says where it begins and
/// how wide it is. Returns the height.
float draw_boxes(Context& context, const app::App& app, RailState& state, const Rect& place);

}  // namespace earshot::ui
