#pragma once

#include "ui/context.h"
#include "ui/import_panel.h"
#include "ui/rail.h"

namespace earshot::ui {

struct DialogState {
  ReportState report;
  std::vector<Range> notice_lines;  ///< of the licence texts, wrapped for `notice_width`
  float notice_width = 0;
  RailState episode;
  float episode_height = 240;  ///< of what was last said of an episode
};

/// The dialog that is open, if any.
void draw_dialog(Context& context, const app::App& app, DialogState& state);

}  // namespace earshot::ui
