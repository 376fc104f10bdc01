#pragma once

#include <memory>

#include "app/app.h"
#include "ui/context.h"
#include "ui/find_bar.h"
#include "ui/menus.h"

namespace earshot::ui {

/// What the reader keeps between ticks: layouts, scroll positions, the wish last carried out.
class ReaderState {
 public:
  ReaderState();
  ~ReaderState();

 private:
  friend void draw_reader(Context&, const app::App&, ReaderState&, MenuState&, FindBar&);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The centre of the window: title, facts, tabs, and the text view with the open track. Fills
/// ImGui's current content region. Writes its nodes under the open semantic container.
void draw_reader(Context& context, const app::App& app, ReaderState& state, MenuState& menu,
                 FindBar& find);

}  // namespace earshot::ui
