#pragma once

#include "app/view.h"
#include "ui/context.h"
#include "ui/menus.h"
#include "ui/text_field.h"

namespace earshot::ui {

struct LibraryState {
  TextFieldState filter;
  NodeId filter_id = 0;  ///< of its text box
  Id open_before;        ///< the open episode, when last seen: a new one scrolls into view
  NodeId list_group = 0;
  bool wants_focus = false;  ///< the list gets the keyboard when next drawn
  Id focused_episode;        ///< whose row has the focus, as last drawn
  Id focus_instead;          ///< whose row gets it when next drawn: that of another one goes
};

/// The one show that the list is of, as a row of the view's shows; -1: of several, or none.
std::int32_t one_show(const app::LibraryView& library);

/// The library: which show, how it is narrowed and sorted, its episodes.
void draw_library(Context& context, const app::App& app, LibraryState& state, MenuState& menu,
                  const Rect& rect);

}  // namespace earshot::ui
