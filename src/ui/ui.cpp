#include "ui/ui.h"

#include <algorithm>
#include <cfloat>
#include <string>
#include <utility>

#include <imgui_internal.h>

#include "ui/drop_sign.h"
#include "ui/import_panel.h"
#include "ui/notice.h"
#include "ui/overlay.h"
#include "ui/picture.h"
#include "ui/settings_dialog.h"
#include "ui/start_panel.h"
#include "ui/text_view.h"
#include "ui/ui_state.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr double kNextFrame = 0.016;
constexpr double kKeyRepeatTick = 0.03;
constexpr float kLongestHeldKey = 30;  // seconds; beyond it the key's release was lost

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

void Ui::State::draw_main(Context& context, const app::App& app, const Rect& rect) {
  push_container(
      context, Role::Main,
      context.say(app.source().open ? (app.source().is_report ? word::kImportReport : word::kFile)
                  : app.results().shown ? word::kResults
                                        : word::kEpisode),
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
  const PaneWidths widths = panes(app);
  const Rect library_place{0, middle.top, widths.library, middle.height};
  if (widths.library > 0) {
    draw_library(context, app, library, menu, library_place);
    middle.left += widths.library;
    middle.width -= widths.library;
  }
  const Rect rail_place{frame.width - widths.rail, middle.top, widths.rail, middle.height};
  middle.width -= widths.rail;
  draw_main(context, app, middle);
  if (widths.rail > 0) draw_rail(context, app, rail, rail_place);
  draw_splitters(context, widths, library_place, rail_place);
  draw_import_foot(context, app, {0, frame.height - foot, frame.width, foot});
  ImGui::End();
}

PaneWidths Ui::State::panes(const app::App& app) const {
  const app::SettingsView& settings = app.settings();
  const bool has_library = !app.library().empty && !app.starting() && info.width >= kDrawerBelow;
  const bool has_rail =
      info.width >= kRailFrom && app.reader().open && !app.results().shown && !app.source().open;
  const auto width = [](const SplitterState& held, int chosen, float usual, PaneLimits limits) {
    const float wanted = held.held_width.value_or(chosen > 0 ? static_cast<float>(chosen) : usual);
    return std::clamp(wanted, limits.least, limits.most);
  };
  PaneWidths widths;
  if (has_library) {
    widths.library = width(library_splitter, settings.library_width, kLibraryWidth,
                           pane_limits(info.width, has_rail ? kLeastPane : 0));
  }
  if (has_rail) {
    widths.rail = width(rail_splitter, settings.rail_width, kRailWidth,
                        pane_limits(info.width, widths.library));
  }
  return widths;
}

void Ui::State::draw_splitters(Context& context, const PaneWidths& widths,
                               const Rect& library_place, const Rect& rail_place) {
  const auto draw = [&](SplitterState& held, app::Pane pane, Splitter it, PaneLimits limits) {
    it.least = limits.least;
    it.most = limits.most;
    const auto kept = splitter(context, held, it);
    if (!kept) return;
    const bool is_usual = *kept == it.usual;
    context.out.send(app::SetPaneWidth{pane, is_usual ? 0 : static_cast<int>(*kept)});
  };
  if (widths.library > 0) {
    draw(library_splitter, app::Pane::Library,
         {.name = context.say(word::kLibraryWidth), .pane = library_place, .usual = kLibraryWidth},
         pane_limits(info.width, widths.rail > 0 ? kLeastPane : 0));
  }
  if (widths.rail > 0) {
    draw(rail_splitter, app::Pane::Rail,
         {.name = context.say(word::kRailWidth),
          .pane = rail_place,
          .is_right = true,
          .usual = kRailWidth},
         pane_limits(info.width, widths.library));
  }
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
  Context context{state.theme,
                  state.semantics,
                  state.glyphs,
                  out,
                  info,
                  app.words(),
                  state.editing,
                  next_tick,
                  state.interaction,
                  state.reading,
                  state.text_box_menu,
                  state.panes(app).library};
  context.single_keys = app.settings().single_keys;
  state.run_commands(app, info, out);
  if (const float factor = std::exchange(state.zoom_factor, 1.0F); factor != 1.0F)
    out.send(app::SetZoom{app.settings().zoom * factor});
  state.reading.view = nullptr;
  state.reading.area = {};
  state.library.focused_episode = {};
  state.draw_page(context, app);
  draw_suggestions(context, app, state.app_bar.suggestions, state.app_bar.search,
                   state.app_bar.search_id, state.app_bar.search_rect);
  state.draw_drawer(context, app);
  draw_notice(context, app, state.foot);
  draw_dialog(context, app, state.dialogs);
  if (app.dialog() == app::Dialog::Palette) {
    draw_palette(context, state.palette, state.command_state(app));
  } else {
    state.palette.was_open = false;
  }
  draw_text_box_bar(context);
  if (std::exchange(state.text_box_menu.wants_menu, false))
    toggle_menu(state.menu, MenuKind::TextBox, state.text_box_menu.anchor);
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

const TextView* Ui::text_view() const {
  return state_->reading.view;
}

Ui::PointerMeaning Ui::pointer_meaning(float x, float y) const {
  const auto holds = [x, y](const Rect& rect) {
    return x >= rect.left && x < right(rect) && y >= rect.top && y < bottom(rect);
  };
  const State& state = *state_;
  const bool on_page = state.interaction.top_layer() == 0 && state.reading.view != nullptr;
  return {.drags = state.interaction.is_grab_at(x, y),
          .zooms = on_page && holds(state.reading.area)};
}

bool Ui::takes_text_at(float x, float y) const {
  const SuggestionList& list = state_->app_bar.suggestions;
  const Rect& panel = list.panel;
  const bool is_covered =
      list.open && x >= panel.left && x < right(panel) && y >= panel.top && y < bottom(panel);
  return !is_covered && state_->interaction.is_text_box_at(x, y);
}

void Ui::put_text_at_pointer(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  ImGuiIO& io = ImGui::GetIO();
  // A click places the caret. It is nobody's second one, which would select the word there.
  io.MouseClickedTime[ImGuiMouseButton_Left] = -FLT_MAX;
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  io.AddInputCharactersUTF8(line.c_str());
}

void Ui::zoom_by(float factor) {
  state_->zoom_factor *= factor;
}

}  // namespace earshot::ui
