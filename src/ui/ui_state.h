#pragma once

#include "ui/app_bar.h"
#include "ui/commands.h"
#include "ui/dialogs.h"
#include "ui/find_bar.h"
#include "ui/fonts.h"
#include "ui/imgui_glyph_runs.h"
#include "ui/interaction.h"
#include "ui/library_panel.h"
#include "ui/menus.h"
#include "ui/palette.h"
#include "ui/rail.h"
#include "ui/reader.h"
#include "ui/results_panel.h"
#include "ui/source_page.h"
#include "ui/splitter.h"
#include "ui/text_box_menu.h"
#include "ui/ui.h"

// What the front end holds between ticks: for ui.cpp (the tick) and ui_commands.cpp (what the
// commands do) only.

namespace earshot::ui {

// ImGui and our scroll areas know sizes a tick late; after two ticks without a change nothing is
// owed.
inline constexpr int kSettlingTicks = 2;

struct Ui::State {
  State(const FontFiles& files, TextEditing where)
      : fonts(load_fonts(files)), glyphs(fonts), editing(where) {
    theme.fonts = fonts.fonts;
  }

  CommandState command_state(const app::App& app) const;
  void run_commands(const app::App& app, const FrameInfo& info, app::Outbox& out);
  void run(CommandId id, const app::App& app, const FrameInfo& info, app::Outbox& out,
           const CommandSubject& about = {});
  void run_on_episode(CommandId id, const app::App& app, app::Outbox& out, Id about);
  void run_on_hit(CommandId id, const app::App& app, app::Outbox& out, std::int32_t about);
  void run_wish(const app::App& app, const FrameInfo& info, app::Outbox& out);
  bool run_on_text(CommandId id, const words::Words& say, app::Outbox& out);
  void show_text_menu();
  void go_back(const app::App& app, app::Outbox& out);
  void draw_page(Context& context, const app::App& app);
  void draw_main(Context& context, const app::App& app, const Rect& rect);
  PaneWidths panes(const app::App& app) const;
  void draw_splitters(Context& context, const PaneWidths& widths, const Rect& library_place,
                      const Rect& rail_place);
  void draw_drawer(Context& context, const app::App& app);

  LoadedFonts fonts;
  ImGuiGlyphRuns glyphs;
  Theme theme;
  SemanticTree semantics;
  Interaction interaction;
  TextEditing editing;
  FrameInfo info;
  AppBarState app_bar;
  LibraryState library;
  ResultsState results;
  ReaderState reader;
  SourcePage source;
  RailState rail;
  SplitterState library_splitter, rail_splitter;
  DialogState dialogs;
  MenuState menu;
  TextBoxMenu text_box_menu;
  Reading reading;
  FindBar find;
  CommandPalette palette;
  float zoom_factor = 1;  ///< asked for since the last tick
  float foot = 0;         ///< height taken by what runs at the foot
  std::uint64_t picture = 0;
  std::uint64_t revision = 0;
  int ticks_to_settle = kSettlingTicks;
};

}  // namespace earshot::ui
