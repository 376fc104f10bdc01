#pragma once

#include "ui/context.h"
#include "ui/menus.h"
#include "ui/suggestions.h"
#include "ui/text_field.h"

namespace earshot::ui {

struct AppBarState {
  TextFieldState search;
  NodeId search_id = 0;  ///< of the text box, for the command that focuses it
  Rect search_rect;
  SuggestionList suggestions;
};

/// The bar at the top: mark, search field, what opens files, theme, the menu of the rest.
void draw_app_bar(Context& context, const app::App& app, AppBarState& state, MenuState& menu,
                  const Rect& rect);

}  // namespace earshot::ui
