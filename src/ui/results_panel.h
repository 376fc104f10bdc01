#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/context.h"
#include "ui/menus.h"

namespace earshot::ui {

struct ResultsState {
  std::string asked;  ///< the query with scope and order: another one is shown from its top
  std::string key;    ///< of the results that `lines_of_hit` belongs to
  std::vector<std::uint8_t> lines_of_hit;  ///< as measured; 0: not seen yet
  std::vector<float> tops;  ///< of the rows, in the scrolled content; one more at the end
  float speaker_width = 0;  ///< that the names seen so far ask for
  std::int32_t selected_before = -1;
  /// The selected moment was walked to. The first one is selected by itself, while one types: told
  /// of that, a screen reader would talk into every letter.
  bool is_walked = false;
  bool opened = false;  ///< shown in the last tick
};

/// What was found, by episode. Takes the reader's place while a query is typed.
void draw_results(Context& context, const app::App& app, ResultsState& state, MenuState& menu,
                  const Rect& rect);

}  // namespace earshot::ui
