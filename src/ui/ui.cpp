#include "ui/ui.h"

#include <algorithm>
#include <cstring>
#include <span>

#include <imgui_internal.h>

#include "base/hash.h"
#include "ui/app_bar.h"
#include "ui/commands.h"
#include "ui/dialogs.h"
#include "ui/drop_sign.h"
#include "ui/fonts.h"
#include "ui/imgui_glyph_runs.h"
#include "ui/import_panel.h"
#include "ui/interaction.h"
#include "ui/library_panel.h"
#include "ui/menus.h"
#include "ui/notice.h"
#include "ui/overlay.h"
#include "ui/rail.h"
#include "ui/reader.h"
#include "ui/results_panel.h"
#include "ui/source_page.h"
#include "ui/start_panel.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr double kNextFrame = 0.016;
// ImGui and our scroll areas know sizes a tick late; after two ticks without a change nothing is
// owed.
constexpr int kSettlingTicks = 2;
constexpr double kKeyRepeatTick = 0.03;
constexpr float kLongestHeldKey = 30;  // seconds; beyond it the key's release was lost
constexpr float kZoomStep = 1.1F;

std::uint64_t mixed_in(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
}

template <typename T>
std::uint64_t mixed_in(std::uint64_t hash, const ImVector<T>& values) {
  return mixed_in(
      hash, checksum(std::as_bytes(std::span(values.Data, static_cast<std::size_t>(values.Size)))));
}

std::uint64_t mixed_in(std::uint64_t hash, const ImDrawList& list) {
  hash = mixed_in(mixed_in(hash, list.VtxBuffer), list.IdxBuffer);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    std::uint64_t clip[2];
    std::memcpy(clip, &command.ClipRect, sizeof clip);
    hash = mixed_in(mixed_in(mixed_in(hash, clip[0]), clip[1]), command.ElemCount);
  }
  return hash;
}

// What is about to be drawn, as one number: about a tenth of a millisecond for a full window.
std::uint64_t picture_hash(const FrameInfo& info) {
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  std::uint64_t hash = mixed_in(static_cast<std::uint64_t>(info.width * 64),
                                static_cast<std::uint64_t>(info.height * 64));
  hash = mixed_in(hash, static_cast<std::uint64_t>(info.pixel_ratio * 1024));
  for (const ImGuiWindow* window : imgui.Windows) {
    if (window->Active && !window->Hidden) hash = mixed_in(hash, *window->DrawList);
  }
  return mixed_in(hash, *ImGui::GetForegroundDrawList());
}

bool has_new_glyphs() {
  const auto& textures = ImGui::GetPlatformIO().Textures;
  return std::any_of(textures.begin(), textures.end(), [](const ImTextureData* texture) {
    return texture->Status == ImTextureStatus_WantCreate ||
           texture->Status == ImTextureStatus_WantUpdates;
  });
}

// Keys held down repeat by ImGui's clock, which only moves in ticks.
bool is_key_held() {
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_GamepadStart; ++key) {
    const ImGuiKeyData& data = *ImGui::GetKeyData(static_cast<ImGuiKey>(key));
    if (data.Down && data.DownDuration < kLongestHeldKey &&
        !ImGui::IsLRModKey(static_cast<ImGuiKey>(key)))
      return true;
  }
  return false;
}

}  // namespace

struct Ui::State {
  State(const FontFiles& files, TextEditing where)
      : fonts(load_fonts(files)), glyphs(fonts), editing(where) {
    theme.fonts = fonts.fonts;
  }

  CommandState command_state(const app::App& app) const;
  void run_commands(const app::App& app, const FrameInfo& info, app::Outbox& out);
  void run(CommandId id, const app::App& app, const FrameInfo& info, app::Outbox& out);
  void go_back(const app::App& app, app::Outbox& out);
  void draw_page(Context& context, const app::App& app);
  void draw_main(Context& context, const app::App& app, const Rect& rect);
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
  DialogState dialogs;
  MenuState menu;
  float foot = 0;  ///< height taken by what runs at the foot
  std::uint64_t picture = 0;
  std::uint64_t revision = 0;
  int ticks_to_settle = kSettlingTicks;
};

CommandState Ui::State::command_state(const app::App& app) const {
  const app::ReaderView& view = app.reader();
  const app::ResultsView& found = app.results();
  CommandState state;
  state.in_text_box = interaction.text_box_focused();
  state.in_search = app_bar.search_id != 0 && interaction.has_focus(app_bar.search_id);
  state.in_menu = menu.kind != MenuKind::None;
  state.in_dialog = app.dialog() != app::Dialog::None;
  state.on_widget = interaction.focused() != 0 && !state.in_text_box;
  state.in_group = interaction.focused_group() != 0;
  state.results_shown = found.shown;
  state.hit_selected = found.selected_hit >= 0;
  state.reader_open = view.open;
  state.has_matches = view.open && !view.matches_in_text.empty();
  state.has_notes = view.open && !view.notes.empty();
  state.has_transcript = view.open && !view.transcript.empty();
  state.has_chapters = view.open && !view.chapters_track.empty();
  state.has_source = view.open && view.has_source;
  state.source_open = app.source().open;
  if (state.source_open) {
    state.results_shown = false;
    state.has_matches = !app.source().marks_in_text.empty();
  }
  state.can_undo = app.notice().serial != 0 && app.notice().can_undo;
  state.can_go_back = state.in_dialog || state.source_open || app.drawer_open() || found.shown ||
                      !found.query.empty() || interaction.focused() != 0;
  return state;
}

void Ui::State::run_commands(const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  if (const auto id = pressed_command(command_state(app), interaction)) run(*id, app, frame, out);
}

void Ui::State::go_back(const app::App& app, app::Outbox& out) {
  const bool has_layer =
      app.dialog() != app::Dialog::None || app.drawer_open() || app.source().open;
  const bool in_search = interaction.has_focus(app_bar.search_id);
  if (!has_layer && interaction.text_box_focused() && !in_search) {
    // Out of the filter: first what it holds, then the box itself.
    if (!app.library().filter_text.empty()) {
      out.send(app::SetFilterText{});
    } else {
      interaction.clear_focus();
    }
    return;
  }
  const bool has_results = app.results().shown || !app.results().query.empty();
  if (!has_layer && !has_results) {
    interaction.clear_focus();
    return;
  }
  out.send(app::GoBack{});
}

void Ui::State::run(CommandId id, const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  const float zoom = app.settings().zoom;
  switch (id) {
    case CommandId::FocusSearch:
      interaction.focus_text_box(app_bar.search_id);
      break;
    case CommandId::GoBack:
      go_back(app, out);
      break;
    case CommandId::NextHit:
      out.send(app::MoveHit{1});
      break;
    case CommandId::PreviousHit:
      out.send(app::MoveHit{-1});
      break;
    case CommandId::OpenHit:
      interaction.clear_focus();  // what it opens has the keys
      out.send(app::OpenSelectedHit{});
      break;
    case CommandId::NextMatch:
      out.send(app::JumpToMatch{1});
      break;
    case CommandId::PreviousMatch:
      out.send(app::JumpToMatch{-1});
      break;
    case CommandId::ShowNotes:
      out.send(app::ChooseTab{app::Tab::Notes});
      break;
    case CommandId::ShowTranscript:
      out.send(app::ChooseTab{app::Tab::Transcript});
      break;
    case CommandId::ShowChapters:
      out.send(app::ChooseTab{app::Tab::Chapters});
      break;
    case CommandId::ShowSource:
      out.send(app::ChooseTab{app::Tab::Source});
      break;
    case CommandId::ShowLibrary:
      if (frame.width < kDrawerBelow) {
        out.send(app::ToggleDrawer{});
      } else {
        library.wants_focus = true;
      }
      break;
    case CommandId::OpenFiles:
      out.send(app::PickFiles{.folder = false});
      break;
    case CommandId::OpenFolder:
      out.send(app::PickFiles{.folder = true});
      break;
    case CommandId::Undo:
      out.send(app::Undo{});
      break;
    case CommandId::ToggleTheme:
      out.send(
          app::SetTheme{app.settings().dark ? app::ThemeChoice::Light : app::ThemeChoice::Dark});
      break;
    case CommandId::ZoomIn:
      out.send(app::SetZoom{zoom * kZoomStep});
      break;
    case CommandId::ZoomOut:
      out.send(app::SetZoom{zoom / kZoomStep});
      break;
    case CommandId::ZoomReset:
      out.send(app::SetZoom{1.0F});
      break;
    case CommandId::ShowShortcuts:
      out.send(app::OpenDialog{app::Dialog::Shortcuts});
      break;
  }
}

void Ui::State::draw_main(Context& context, const app::App& app, const Rect& rect) {
  push_container(context, Role::Main,
                 app.source().open     ? "File"
                 : app.results().shown ? "Results"
                                       : "Episode",
                 rect);
  if (app.source().open) {
    draw_source_page(context, app, source, rect);
  } else if (app.results().shown) {
    draw_results(context, app, results, menu, rect);
  } else if (app.reader().open) {
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::BeginChild("reader", ImVec2(rect.width, rect.height), ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                          ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_NoScrollWithMouse);
    draw_reader(context, app, reader, menu);
    ImGui::EndChild();
  } else {
    draw_start(context, app, rect);
  }
  context.semantics.pop();
}

void Ui::State::draw_page(Context& context, const app::App& app) {
  const FrameInfo& frame = context.frame;
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImVec2(frame.width, frame.height));
  ImGui::Begin("##page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  const Rect window{0, 0, frame.width, frame.height};
  fill(window, theme.palette.paper);
  draw_app_bar(context, app, app_bar, menu, {0, 0, frame.width, kTopBarHeight});

  foot = app.import().running ? kImportFoot : 0;
  Rect middle{0, kTopBarHeight, frame.width, std::max(0.0F, frame.height - kTopBarHeight - foot)};
  const bool has_library = !app.library().empty && !app.starting();
  if (has_library && frame.width >= kDrawerBelow) {
    draw_library(context, app, library, menu, {0, middle.top, kLibraryWidth, middle.height});
    middle.left += kLibraryWidth;
    middle.width -= kLibraryWidth;
  }
  const bool has_rail =
      frame.width >= kRailFrom && app.reader().open && !app.results().shown && !app.source().open;
  const Rect rail_place{frame.width - kRailWidth, middle.top, kRailWidth, middle.height};
  if (has_rail) middle.width -= kRailWidth;
  draw_main(context, app, middle);
  if (has_rail) draw_rail(context, app, rail, rail_place);
  draw_import_foot(context, app, {0, frame.height - foot, frame.width, foot});
  ImGui::End();
}

void Ui::State::draw_drawer(Context& context, const app::App& app) {
  const FrameInfo& frame = context.frame;
  if (!app.drawer_open() || frame.width >= kDrawerBelow || app.library().empty) return;
  const Rect panel{0, 0, std::min(kLibraryWidth, frame.width - 48), frame.height - foot};
  begin_overlay(context, "##drawer", ImHashStr("drawer layer"), theme.palette.shade);
  shadow(context, panel, 0);
  ImGui::PushID("drawer");
  draw_library(context, app, library, menu, panel);
  ImGui::PopID();
  if (clicked_outside(panel)) context.out.send(app::ToggleDrawer{});
  end_overlay(context);
}

Ui::Ui(const FontFiles& fonts, TextEditing editing)
    : state_(std::make_unique<State>(fonts, editing)) {
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags &= ~(ImGuiConfigFlags_NavEnableKeyboard | ImGuiConfigFlags_NavEnableGamepad);
  io.ConfigInputTextCursorBlink = false;  // a blinking caret is a frame every half second
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.ConfigScrollbarScrollByPage = true;
}
Ui::~Ui() = default;

FrameAnswer Ui::frame(const app::App& app, const FrameInfo& info, app::Outbox& out) {
  State& state = *state_;
  state.info = info;
  ImGui::GetIO().ConfigMacOSXBehaviors = info.mac;
  state.theme.dark = app.settings().dark;
  state.theme.palette = palette(state.theme.dark);
  apply_style(state.theme);
  state.glyphs.begin_tick(info.pixel_ratio);
  state.semantics.begin_tick();
  state.interaction.begin_tick(info);

  double next_tick = -1;
  Context context{state.theme, state.semantics, state.glyphs, out,
                  info,        state.editing,   next_tick,    state.interaction};
  state.run_commands(app, info, out);
  state.draw_page(context, app);
  state.draw_drawer(context, app);
  draw_notice(context, app, state.foot);
  draw_dialog(context, app, state.dialogs);
  draw_menu(context, app, state.menu);
  draw_drop_sign(context);
  state.interaction.end_tick();
  state.semantics.end_tick();

  const std::uint64_t picture = picture_hash(info);
  const bool changed = picture != state.picture || has_new_glyphs();
  state.picture = picture;
  const bool is_busy =
      changed || !out.empty() || app.revision() != state.revision || state.semantics.has_requests();
  state.revision = app.revision();
  state.ticks_to_settle = is_busy ? kSettlingTicks : std::max(0, state.ticks_to_settle - 1);
  if (state.ticks_to_settle > 0) context.animate(kNextFrame);
  if (is_key_held()) context.animate(kKeyRepeatTick);
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) context.animate(0);

  FrameAnswer answer;
  answer.next_tick_in_seconds = next_tick;
  answer.wants_render = changed;
  answer.focused_text_box = state.interaction.text_box_focused() ? state.interaction.focused() : 0;
  return answer;
}

SemanticTree& Ui::semantics() {
  return state_->semantics;
}
const SemanticTree& Ui::semantics() const {
  return state_->semantics;
}

bool Ui::wants_key(const app::App& app, std::string_view chord) const {
  const State& state = *state_;
  const Interaction& interaction = state.interaction;
  const CommandState commands_now = state.command_state(app);
  const auto is_one_of = [chord](std::initializer_list<std::string_view> keys) {
    return std::find(keys.begin(), keys.end(), chord) != keys.end();
  };
  if (chord == "Tab") return !interaction.tab_leaves(false);
  if (chord == "Shift+Tab") return !interaction.tab_leaves(true);
  if (commands_now.in_menu) {
    return is_one_of({"ArrowUp", "ArrowDown", "Home", "End", "Enter", " ", "Space", "Escape"});
  }
  if (command_of(chord, commands_now, state.info.mac)) return true;
  if (commands_now.in_text_box) return false;
  if (commands_now.on_widget &&
      is_one_of({"Enter", " ", "Space", "Delete", "ContextMenu", "Shift+F10"}))
    return true;
  if (commands_now.in_group && is_one_of({"ArrowLeft", "ArrowRight"})) return true;
  return is_one_of({"ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Space"});
}

}  // namespace earshot::ui
