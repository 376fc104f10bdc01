#pragma once

#include "app/view.h"
#include "ui/context.h"

namespace earshot::ui {

/// How high the card of these offers is at a width; 0 where there are none.
float offers_height(Context& context, const app::TrackView& offers, float width);

/// What is offered beside the episode, under its notes where the window has no rail. Links stand in
/// their sentences, for the mouse, the keyboard and whoever is told.
void draw_offers(Context& context, const app::TrackView& offers, const Rect& card);

}  // namespace earshot::ui
