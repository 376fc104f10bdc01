#pragma once

#include "ui/context.h"
#include "ui/menus.h"
#include "ui/text_field.h"

namespace earshot::ui {

struct LibraryState {
  TextFieldState filter;
  Id open_before;  ///< the open episode, when last seen: a new one scrolls into view
  NodeId list_group = 0;
  bool wants_focus = false;  ///< the list gets the keyboard when next drawn
};

/// The library: which show, how it is narrowed and sorted, its episodes.
void draw_library(Context& context, const app::App& app, LibraryState& state, MenuState& menu,
                  const Rect& rect);

}  // namespace earshot::ui
