#pragma once

#include "ui/context.h"

namespace earshot::ui {

inline constexpr float kImportFoot = 44;

/// The foot of the window while files are read: how far, and Cancel. Nothing where no import runs.
void draw_import_foot(Context& context, const app::App& app, const Rect& rect);

struct ReportState {
  bool problems_only = false;
  float body_height = 480;     ///< that the dialog asks for: its content's, as of the last tick
  std::int32_t number = -1;    ///< of the report that `tops` belongs to
  std::vector<float> tops;     ///< of the entries, for clipping
  std::uint64_t revision = 0;  ///< of what `tops` belongs to
  float width = 0;
  bool problems_before = false;
};

/// What became of every file of an import: which of several is chosen at the top. A file's name and
/// its remarks lead to the file as it was; a pairing can be undone.
void draw_import_report(Context& context, const app::App& app, ReportState& state);

}  // namespace earshot::ui
