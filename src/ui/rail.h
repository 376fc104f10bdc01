#pragma once

#include "ui/context.h"

namespace earshot::ui {

struct RailState {
  bool whole_blurb = false;
  bool whole_offers = false;
};

/// What belongs to the open episode beside its text: chapters, offers, the show, the files it came
/// from.
void draw_rail(Context& context, const app::App& app, RailState& state, const Rect& rect);

}  // namespace earshot::ui
