#pragma once

#include <array>
#include <string>

#include "app/view.h"
#include "ui/context.h"
#include "ui/find_bar.h"
#include "ui/menus.h"
#include "ui/text_view.h"

namespace earshot::ui {

/// What the reader's page keeps between ticks.
struct ReaderPage {
  std::array<TextView, 4> texts;    ///< by app::Tab
  std::string source_problem;       ///< why there is no source, as it is said here
  pack::BlockRecord problem_block;  ///< of it, as one paragraph
};

/// What the page needs to know beside the view.
struct ReaderPageInput {
  float zoom = 1;
  int measure = app::kUsualMeasure;
  app::FindView find;
  bool query_on = false;   ///< something is searched for: the matches are counted
  bool has_about = false;  ///< a button leads to what the rail would say, had it room
};

/// Draws the open episode (or that none is open) into `area`.
FindRoom draw_reader_page(Context& context, const app::ReaderView& view,
                          const ReaderPageInput& input, const Rect& area, ReaderPage& page,
                          MenuState& menu);

}  // namespace earshot::ui
