#include "ui/ui.h"

#include <algorithm>
#include <cstring>
#include <span>

#include <imgui_internal.h>

#include "app/quote.h"
#include "base/hash.h"
#include "ui/app_bar.h"
#include "ui/commands.h"
#include "ui/dialogs.h"
#include "ui/drop_sign.h"
#include "ui/find_bar.h"
#include "ui/fonts.h"
#include "ui/imgui_glyph_runs.h"
#include "ui/import_panel.h"
#include "ui/interaction.h"
#include "ui/library_panel.h"
#include "ui/menus.h"
#include "ui/notice.h"
#include "ui/overlay.h"
#include "ui/palette.h"
#include "ui/rail.h"
#include "ui/reader.h"
#include "ui/results_panel.h"
#include "ui/settings_dialog.h"
#include "ui/source_page.h"
#include "ui/start_panel.h"
#include "ui/text_view.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr double kNextFrame = 0.016;
// ImGui and our scroll areas know sizes a tick late; after two ticks without a change nothing is
// owed.
constexpr int kSettlingTicks = 2;
constexpr double kKeyRepeatTick = 0.03;
constexpr float kLongestHeldKey = 30;  // seconds; beyond it the key's release was lost
constexpr int kMeasureStep = 5;        // characters

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
  void run_wish(const app::App& app, const FrameInfo& info, app::Outbox& out);
  bool run_on_text(CommandId id, app::Outbox& out);
  void show_text_menu();
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
  Reading reading;
  FindBar find;
  CommandPalette palette;
  float zoom_factor = 1;  ///< asked for since the last tick
  float foot = 0;         ///< height taken by what runs at the foot
  std::uint64_t picture = 0;
  std::uint64_t revision = 0;
  int ticks_to_settle = kSettlingTicks;
};

CommandState Ui::State::command_state(const app::App& app) const {
  const app::ReaderView& view = app.reader();
  const app::ResultsView& found = app.results();
  CommandState state;
  const float frame_width = info.width;
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
  state.can_undo = app.can_undo();
  state.has_report = app.import().has_report;
  state.has_about_episode = frame_width < kRailFrom && has_boxes(app);
  const TextView* text = reading.view;
  state.text_shown = text != nullptr;
  state.on_text =
      text != nullptr && (interaction.focused() == 0 || interaction.has_focus(text->document()));
  state.has_selection = text != nullptr && !text->selection().empty();
  state.find_open = text != nullptr && app.find().open;
  state.in_find = state.find_open && interaction.has_focus(find.id);
  const bool leaves_text = text != nullptr && (!text->selection().empty() || text->caret_shown());
  state.can_go_back = state.find_open || leaves_text || state.in_dialog || state.source_open ||
                      app.drawer_open() || found.shown || !found.query.empty() ||
                      interaction.focused() != 0;
  return state;
}

void Ui::State::run_commands(const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  if (const auto id = pressed_command(command_state(app), interaction)) run(*id, app, frame, out);
}

void Ui::State::go_back(const app::App& app, app::Outbox& out) {
  const bool has_layer =
      app.dialog() != app::Dialog::None || app.drawer_open() || app.source().open;
  const bool in_search = interaction.has_focus(app_bar.search_id);
  if (TextView* text = reading.view; text != nullptr && !in_search) {
    const bool below_layer = app.dialog() != app::Dialog::None || app.drawer_open();
    if (app.find().open && !below_layer) {
      // Out of the field one is back where one was; who has gone into the text stays there.
      if (interaction.has_focus(find.id)) text->go_back_to(find.place_to_return);
      out.send(app::CloseFind{});
      interaction.clear_focus();
      return;
    }
    const bool has_own = !text->selection().empty() || text->caret_shown();
    if (!below_layer && has_own && !interaction.text_box_focused()) {
      text->clear_selection();
      return;
    }
  }
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
      out.send(app::SetZoom{next_zoom(zoom, 1)});
      break;
    case CommandId::ZoomOut:
      out.send(app::SetZoom{next_zoom(zoom, -1)});
      break;
    case CommandId::ZoomReset:
      out.send(app::SetZoom{1.0F});
      break;
    case CommandId::WiderText:
      out.send(app::SetMeasure{app.settings().measure + kMeasureStep});
      break;
    case CommandId::NarrowerText:
      out.send(app::SetMeasure{app.settings().measure - kMeasureStep});
      break;
    case CommandId::ThemeLight:
      out.send(app::SetTheme{app::ThemeChoice::Light});
      break;
    case CommandId::ThemeDark:
      out.send(app::SetTheme{app::ThemeChoice::Dark});
      break;
    case CommandId::ThemeContrast:
      out.send(app::SetTheme{app::ThemeChoice::Contrast});
      break;
    case CommandId::ThemeSystem:
      out.send(app::SetTheme{app::ThemeChoice::System});
      break;
    case CommandId::ChangeDensity:
      out.send(app::SetDensity{app.settings().density == app::Density::Compact
                                   ? app::Density::Comfortable
                                   : app::Density::Compact});
      break;
    case CommandId::FindNext:
      out.send(app::FindStep{1});
      break;
    case CommandId::FindPrevious:
      out.send(app::FindStep{-1});
      break;
    case CommandId::ShowSettings:
      out.send(app::OpenDialog{app::Dialog::Settings});
      break;
    case CommandId::ShowPalette:
      out.send(app::OpenDialog{app::Dialog::Palette});
      break;
    case CommandId::ShowReport:
      out.send(app::OpenDialog{app::Dialog::ImportReport});
      break;
    case CommandId::ShowEpisode:
      out.send(app::OpenDialog{app::Dialog::Episode});
      break;
    case CommandId::ShowAbout:
      out.send(app::OpenDialog{app::Dialog::About});
      break;
    case CommandId::Copy:
    case CommandId::CopyMarkdown:
    case CommandId::CopyWithTimes:
    case CommandId::CopyLink:
    case CommandId::SelectAll:
    case CommandId::TextCursor:
    case CommandId::ShowTextMenu:
    case CommandId::OpenFind:
      reading.wish = id;  // after the text has been drawn from what is in the library now
      break;
    case CommandId::ShowShortcuts:
      out.send(app::OpenDialog{app::Dialog::Shortcuts});
      break;
  }
}

/// What was chosen in this tick, now that the text on the screen is that of this tick.
void Ui::State::run_wish(const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  const auto wish = std::exchange(reading.wish, std::nullopt);
  if (!wish || run_on_text(*wish, out)) return;
  run(*wish, app, frame, out);
  reading.wish.reset();
}

bool Ui::State::run_on_text(CommandId id, app::Outbox& out) {
  TextView* text = reading.view;
  if (text == nullptr) return false;
  const Range chosen = text->selection().range_in_text();
  const auto copy = [&](app::QuoteForm form, std::string said) {
    out.send(app::CopyText{app::quote(text->track(), chosen, form), std::move(said)});
  };
  switch (id) {
    case CommandId::Copy:
      copy(app::QuoteForm::Plain, {});
      return true;
    case CommandId::CopyMarkdown:
      copy(app::QuoteForm::Markdown, "Copied as Markdown");
      return true;
    case CommandId::CopyWithTimes:
      copy(app::QuoteForm::WithTimes, "Copied with times and speakers");
      return true;
    case CommandId::CopyLink:
      out.send(app::CopyLink{text->place_in_text()});
      return true;
    case CommandId::SelectAll:
      text->select_all();
      return true;
    case CommandId::TextCursor:
      text->set_caret(!text->caret_shown());
      if (text->caret_shown()) interaction.focus(text->document(), false);
      return true;
    case CommandId::ShowTextMenu:
      show_text_menu();
      return true;
    case CommandId::OpenFind: {
      find.place_to_return = text->place();
      const std::string_view words = slice(text->track().text, chosen);
      const bool is_line = words.size() <= 200 && words.find('\n') == std::string_view::npos;
      out.send(app::OpenFind{is_line ? std::string(words) : std::string(), text->place_in_text()});
      return true;
    }
    default:
      return false;
  }
}

void Ui::State::show_text_menu() {
  TextView& text = *reading.view;
  Rect anchor{reading.area.left + reading.area.width / 2, reading.area.top + 80, 0, 0};
  const bool by_mouse = ImGui::IsMouseClicked(ImGuiMouseButton_Right) && !info.touch;
  if (by_mouse) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    anchor = {mouse.x, mouse.y, 0, 0};
  } else {
    const std::vector<Rect> places = text.rects(text.selection().range_in_text());
    if (!places.empty()) {
      anchor = places.back();
    } else if (const auto caret = text.caret_rect(text.place_in_text())) {
      anchor = *caret;
    }
  }
  toggle_menu(menu, MenuKind::Text, anchor);
}

void Ui::State::draw_main(Context& context, const app::App& app, const Rect& rect) {
  push_container(context, Role::Main,
                 app.source().open     ? "File"
                 : app.results().shown ? "Results"
                                       : "Episode",
                 rect);
  if (app.source().open) {
    draw_source_page(context, app, source, find, rect);
  } else if (app.results().shown) {
    draw_results(context, app, results, menu, rect);
  } else if (app.reader().open) {
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::BeginChild("reader", ImVec2(rect.width, rect.height), ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                          ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_NoScrollWithMouse);
    draw_reader(context, app, reader, menu, find);
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
  state.theme.contrast = app.settings().contrast;
  state.theme.compact = app.settings().density == app::Density::Compact;
  state.theme.palette = palette(state.theme.dark, state.theme.contrast);
  apply_style(state.theme);
  state.glyphs.begin_tick(info.pixel_ratio);
  state.semantics.begin_tick();
  state.interaction.begin_tick(info);

  double next_tick = -1;
  Context context{state.theme,   state.semantics, state.glyphs,      out,          info,
                  state.editing, next_tick,       state.interaction, state.reading};
  state.run_commands(app, info, out);
  if (const float factor = std::exchange(state.zoom_factor, 1.0F); factor != 1.0F)
    out.send(app::SetZoom{app.settings().zoom * factor});
  state.reading.view = nullptr;
  state.reading.grabs.clear();
  state.reading.area = {};
  state.draw_page(context, app);
  state.draw_drawer(context, app);
  draw_notice(context, app, state.foot);
  draw_dialog(context, app, state.dialogs);
  if (app.dialog() == app::Dialog::Palette) {
    draw_palette(context, state.palette, state.command_state(app));
  } else {
    state.palette.was_open = false;
  }
  draw_menu(context, app, state.menu);
  draw_drop_sign(context);
  if (state.reading.wish) context.animate();
  state.run_wish(app, info, out);
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

bool Ui::wants_caret(std::string_view chord) const {
  CaretKeys held{.mac = state_->info.mac};
  bool extends = false;
  const auto take = [&chord](std::string_view modifier) {
    if (!chord.starts_with(modifier)) return false;
    chord.remove_prefix(modifier.size());
    return true;
  };
  held.control = take("Control+");
  held.alt = take("Alt+");
  extends = take("Shift+");
  const auto move = caret_move(chord, held);
  return move && state_->reading.view->wants_caret_key(*move, extends);
}

Ui::PointerMeaning Ui::pointer_meaning(float x, float y) const {
  const auto holds = [x, y](const Rect& rect) {
    return x >= rect.left && x < right(rect) && y >= rect.top && y < bottom(rect);
  };
  const State& state = *state_;
  const bool on_page = state.interaction.top_layer() == 0 && state.reading.view != nullptr;
  return {.drags = on_page && std::ranges::any_of(state.reading.grabs, holds),
          .zooms = on_page && holds(state.reading.area)};
}

void Ui::zoom_by(float factor) {
  state_->zoom_factor *= factor;
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
  const bool in_palette = app.dialog() == app::Dialog::Palette;
  if (in_palette && is_one_of({"ArrowUp", "ArrowDown", "Enter"})) return true;
  if (commands_now.in_find && is_one_of({"Enter", "Shift+Enter"})) return true;
  if (commands_now.in_text_box) return false;
  if (commands_now.on_text && !commands_now.in_dialog && wants_caret(chord)) return true;
  if (commands_now.on_widget &&
      is_one_of({"Enter", " ", "Space", "Delete", "ContextMenu", "Shift+F10"}))
    return true;
  if (commands_now.in_group && is_one_of({"ArrowLeft", "ArrowRight"})) return true;
  return is_one_of({"ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Space"});
}

}  // namespace earshot::ui
