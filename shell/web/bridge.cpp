// The app's side of the border; web/bridge.js is the other. SDL2 makes the window and its WebGL 2
// context, the page owns input and the frame clock.
#include <SDL.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/plain_shown.h"
#include "embed/notices.h"
#include "shell/common/frame.h"
#include "shell/common/gl_renderer.h"
#include "shell/web/answer.h"
#include "shell/web/export.h"
#include "shell/web/json.h"
#include "shell/web/keys.h"
#include "shell/web/system_glyphs.h"
#include "ui/told_tree.h"
#include "ui/ui.h"

namespace earshot::web {
namespace {

/// Bits of earshot_frame_flags, as in web/bridge.js.
constexpr std::uint32_t kFlagRender = 1;
constexpr std::uint32_t kFlagTickNow = 2;
constexpr std::uint32_t kFlagTree = 4;
constexpr std::uint32_t kFlagEffects = 8;

/// Bits of a key's modifiers, as in web/bridge.js.
constexpr std::uint32_t kControl = 1;
constexpr std::uint32_t kShift = 2;
constexpr std::uint32_t kAlt = 4;
constexpr std::uint32_t kMeta = 8;

/// Kinds of pointer, as in web/bridge.js.
constexpr std::uint32_t kTouch = 1;
constexpr std::uint32_t kPen = 2;

/// Everything of the page's program. Made at load, before its parts: fonts come first, then the
/// app.
struct Program {
  std::array<std::vector<char>, 5> fonts;
  BrowserGlyphs glyphs;
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
  std::unique_ptr<app::App> app;
  std::unique_ptr<shell::Frame> frame;
  shell::GlRenderer renderer;
  ui::FrameInfo info;
  ui::FrameAnswer answer;
  app::PackBytes reserved_pack;
  std::vector<app::Effect> effects;
  ui::ToldTree told;  ///< as the page last read it
  bool tree_changed = false;
  bool input_came = false;  ///< since the last tick
};

Program& program() {
  static Program the_program;
  return the_program;
}

std::string_view text(const char* at, std::uint32_t size) {
  return {at, size};
}

std::string_view font(std::size_t role) {
  const std::vector<char>& bytes = program().fonts[role];
  return {bytes.data(), bytes.size()};
}

ImGuiIO& input() {
  program().input_came = true;
  return ImGui::GetIO();
}

template <typename T>
void dispatch(T action) {
  Program& p = program();
  if (!p.app) return;
  p.app->dispatch(std::move(action));
}

void collect_effects() {
  Program& p = program();
  if (!p.app) return;
  for (app::Effect& effect : p.app->take_effects())
    p.effects.push_back(std::move(effect));
}

/// Says what is missing, or nothing.
std::string make_context() {
  Program& p = program();
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return SDL_GetError();
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  // Everything is drawn flat and opaque, back to front: no buffer but the colour.
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  p.window = SDL_CreateWindow("Earshot", 0, 0, 1, 1, SDL_WINDOW_OPENGL);
  if (!p.window) return SDL_GetError();
  p.context = SDL_GL_CreateContext(p.window);
  if (!p.context) return SDL_GetError();
  // The page's own listeners feed ImGui; SDL's would swallow keys that belong to the browser.
  emscripten_html5_remove_all_event_listeners();
  if (!p.renderer.start(nullptr)) return p.renderer.failure();
  return "";
}

void set_modifiers(std::uint32_t modifiers) {
  ImGuiIO& io = input();
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & kControl) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & kShift) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & kAlt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & kMeta) != 0);
}

void set_pointer(std::uint32_t kind) {
  program().info.touch = kind == kTouch;
  input().AddMouseSourceEvent(kind == kTouch ? ImGuiMouseSource_TouchScreen
                              : kind == kPen ? ImGuiMouseSource_Pen
                                             : ImGuiMouseSource_Mouse);
}

void request(ui::SemanticRequest request) {
  Program& p = program();
  if (!p.frame) return;
  p.frame->ui().semantics().request(std::move(request));
  p.input_came = true;
}

}  // namespace
}  // namespace earshot::web

using earshot::web::program;
using earshot::web::Program;

// --- Start
// ----------------------------------------------------------------------------------------

/// Where the page writes a font's bytes; `role` as in ui::FontFiles.
EARSHOT_EXPORT char* earshot_font_reserve(std::uint32_t role, std::uint32_t size) {
  std::vector<char>& bytes = program().fonts[role % program().fonts.size()];
  bytes.assign(size, 0);
  return bytes.data();
}

/// Makes context, app and frame; the answer says what is missing, or nothing.
EARSHOT_EXPORT const char* earshot_app_start(int dark, int contrast, int mac, int reduced_motion) {
  Program& p = program();
  const std::string_view licences(reinterpret_cast<const char*>(notices), notices_size);
  p.app = std::make_unique<earshot::app::App>(earshot::app::BuildFacts{
      .version = EARSHOT_VERSION, .notices = std::string(licences), .page_leads_back = true});
  p.info.mac = mac != 0;
  p.info.reduced_motion = reduced_motion != 0;
  const earshot::ui::FontFiles fonts{.regular = earshot::web::font(0),
                                     .italic = earshot::web::font(1),
                                     .semibold = earshot::web::font(2),
                                     .mono = earshot::web::font(3),
                                     .icons = earshot::web::font(4),
                                     .system = &p.glyphs};
  p.frame =
      std::make_unique<earshot::shell::Frame>(*p.app, fonts, earshot::ui::TextEditing::ByHost);
  p.app->dispatch(earshot::app::SystemThemeChanged{.dark = dark != 0, .contrast = contrast != 0});
  return earshot::web::answer(earshot::web::make_context());
}

EARSHOT_EXPORT void earshot_userdata_load(const char* at, std::uint32_t size) {
  earshot::web::dispatch(earshot::app::UserDataLoaded{std::string(earshot::web::text(at, size))});
}

/// Where the page writes a pack's bytes before earshot_pack_load, earshot_pack_arrive or
/// earshot_early_pack_arrive.
EARSHOT_EXPORT std::byte* earshot_pack_reserve(std::uint32_t size) {
  program().reserved_pack = earshot::app::PackBytes(size);
  return program().reserved_pack.data();
}

EARSHOT_EXPORT void earshot_pack_load(int is_demo) {
  earshot::web::dispatch(earshot::app::PackLoaded{
      .bytes = std::exchange(program().reserved_pack, {}), .is_demo = is_demo != 0});
}

EARSHOT_EXPORT void earshot_load_fail(const char* at, std::uint32_t size) {
  earshot::web::dispatch(earshot::app::LoadFailed{std::string(earshot::web::text(at, size))});
}

EARSHOT_EXPORT void earshot_start_finish() {
  earshot::web::dispatch(earshot::app::StartFinished{});
}

// --- Window and input
// -----------------------------------------------------------------------------

EARSHOT_EXPORT void earshot_window_resize(float width, float height, float pixel_ratio) {
  Program& p = program();
  p.info.width = width;
  p.info.height = height;
  p.info.pixel_ratio = pixel_ratio;
  p.input_came = true;
}

EARSHOT_EXPORT void earshot_pointer_move(float x, float y, std::uint32_t kind) {
  earshot::web::set_pointer(kind);
  earshot::web::input().AddMousePosEvent(x, y);
}

EARSHOT_EXPORT void earshot_pointer_leave() {
  earshot::web::input().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

EARSHOT_EXPORT void earshot_pointer_press(int button, int down, std::uint32_t kind,
                                          std::uint32_t modifiers) {
  if (button < 0 || button >= ImGuiMouseButton_COUNT) return;
  earshot::web::set_pointer(kind);
  earshot::web::set_modifiers(modifiers);
  earshot::web::input().AddMouseButtonEvent(button, down != 0);
}

/// What the mouse's pointer should look like, as in web/bridge.js.
EARSHOT_EXPORT std::uint32_t earshot_pointer_shape() {
  if (!program().frame) return 0;
  switch (ImGui::GetMouseCursor()) {
    case ImGuiMouseCursor_TextInput:
      return 1;
    case ImGuiMouseCursor_Hand:
      return 2;
    case ImGuiMouseCursor_ResizeEW:
      return 3;
    case ImGuiMouseCursor_ResizeNS:
      return 4;
    default:
      return 0;
  }
}

/// Scrolls by points; a wheel with a modifier is told as what it means (a zoom, a turn to the
/// side).
EARSHOT_EXPORT void earshot_wheel_turn(float dx, float dy, std::uint32_t kind) {
  earshot::web::set_pointer(kind);
  // The release of one that was held with the last key is never told.
  earshot::web::set_modifiers(0);
  earshot::web::input().AddMouseWheelEvent(dx / earshot::shell::kPointsPerWheelUnit,
                                           dy / earshot::shell::kPointsPerWheelUnit);
}

EARSHOT_EXPORT int earshot_key_wanted(const char* at, std::uint32_t size) {
  const Program& p = program();
  return p.frame && p.frame->ui().wants_key(*p.app, earshot::web::text(at, size));
}

EARSHOT_EXPORT void earshot_key_press(const char* at, std::uint32_t size, int down,
                                      std::uint32_t modifiers) {
  earshot::web::set_modifiers(modifiers);
  const std::string_view name = earshot::web::text(at, size);
  if (name == "?") {
    // No key of its own: the character counts. The page tells no Shift with what Shift typed.
    if (down != 0) earshot::web::input().AddInputCharacter(static_cast<unsigned char>(name[0]));
    return;
  }
  const ImGuiKey key = earshot::web::key_of(name);
  if (key != ImGuiKey_None) earshot::web::input().AddKeyEvent(key, down != 0);
}

/// Key-ups are lost while the window has no focus.
EARSHOT_EXPORT void earshot_keys_clear() {
  earshot::web::input().ClearInputKeys();
}

/// What the user reads, best first, with commas: "de-AT,en".
EARSHOT_EXPORT void earshot_languages_change(const char* at, std::uint32_t size) {
  earshot::web::dispatch(earshot::app::SystemLanguages{std::string(earshot::web::text(at, size))});
}

EARSHOT_EXPORT void earshot_theme_change(int dark, int contrast) {
  earshot::web::dispatch(
      earshot::app::SystemThemeChanged{.dark = dark != 0, .contrast = contrast != 0});
}

/// What choice and system come to: 1 dark, 2 high contrast, 3 both, 0 neither.
EARSHOT_EXPORT int earshot_theme_shown() {
  if (!program().app) return 0;
  const earshot::app::SettingsView& settings = program().app->settings();
  return (settings.dark ? 1 : 0) + (settings.contrast ? 2 : 0);
}

/// What a finger or the wheel does at a place: 1 drags what is there, 2 zooms the text, 3 both.
EARSHOT_EXPORT int earshot_pointer_meaning(float x, float y) {
  if (!program().frame) return 0;
  const auto meaning = program().frame->ui().pointer_meaning(x, y);
  return (meaning.drags ? 1 : 0) + (meaning.zooms ? 2 : 0);
}

/// A pinch, or the wheel with Control over a text.
EARSHOT_EXPORT void earshot_zoom_turn(float factor) {
  Program& p = program();
  if (!p.frame) return;
  p.frame->ui().zoom_by(factor);
  p.input_came = true;
}

/// A link to a moment: what stands behind the "#" of the page's address.
EARSHOT_EXPORT void earshot_link_follow(const char* at, std::uint32_t size) {
  earshot::web::dispatch(earshot::app::LinkFollowed{std::string(earshot::web::text(at, size))});
}

/// What is to be printed, as an effect that shows it as a page.
EARSHOT_EXPORT void earshot_page_print() {
  Program& p = program();
  if (p.app) p.effects.emplace_back(earshot::app::plain_print(*p.app));
}

/// The clipboard that a ReadClipboard effect asked for may not be read.
EARSHOT_EXPORT void earshot_paste_refuse() {
  earshot::web::dispatch(earshot::app::PasteRefused{});
}

EARSHOT_EXPORT void earshot_motion_change(int reduced) {
  program().info.reduced_motion = reduced != 0;
}

// --- Frame
// ----------------------------------------------------------------------------------------

/// Takes up all input; answers in how many seconds the next tick is wanted, negative: only when
/// something happens.
EARSHOT_EXPORT double earshot_frame_tick(double now_seconds) {
  Program& p = program();
  if (!p.frame) return -1;
  p.info.now_seconds = now_seconds;
  // What lies under a pointer is known one tick after it moved.
  const bool settle = std::exchange(p.input_came, false);
  p.answer = p.frame->tick(p.info);
  if (settle) {
    const bool wants_render = p.answer.wants_render;
    p.answer = p.frame->tick(p.info);
    p.answer.wants_render |= wants_render;
  }
  if (p.frame->ui().semantics().nodes() != p.told.nodes()) p.tree_changed = true;
  return p.answer.next_tick_in_seconds;
}

EARSHOT_EXPORT std::uint32_t earshot_frame_flags() {
  Program& p = program();
  earshot::web::collect_effects();
  std::uint32_t flags = p.effects.empty() ? 0 : earshot::web::kFlagEffects;
  if (!p.frame) return flags;
  if (p.answer.wants_render) flags |= earshot::web::kFlagRender;
  if (p.tree_changed) flags |= earshot::web::kFlagTree;
  const bool input_waits = ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
  if (input_waits || p.input_came || p.frame->ui().semantics().has_requests())
    flags |= earshot::web::kFlagTickNow;
  return flags;
}

EARSHOT_EXPORT void earshot_frame_render() {
  Program& p = program();
  if (p.frame) p.frame->render(p.renderer);
}

EARSHOT_EXPORT void earshot_context_lose() {
  program().renderer.lost();
}

EARSHOT_EXPORT int earshot_context_restore() {
  return program().renderer.restored();
}

// --- Semantic tree
// --------------------------------------------------------------------------------

/// The next step towards the tree of the last tick (ui::ToldTree); `urgent`: of what cannot wait
/// for the frame's.
EARSHOT_EXPORT const char* earshot_tree_read(int urgent) {
  Program& p = program();
  const bool has_frame = p.frame != nullptr;
  std::string change = p.told.next(
      has_frame ? p.frame->ui().semantics().nodes() : std::vector<earshot::ui::Node>(),
      p.answer.focused_text_box,
      urgent != 0 ? earshot::ui::ToldTree::Pace::Urgent : earshot::ui::ToldTree::Pace::Frame);
  p.tree_changed = p.told.is_behind();
  return earshot::web::answer(std::move(change));
}

/// The text box with the focus: its element gets the real one. 0: none.
EARSHOT_EXPORT std::uint32_t earshot_tree_text_box() {
  return program().answer.focused_text_box;
}

EARSHOT_EXPORT void earshot_node_press(std::uint32_t node) {
  earshot::ui::SemanticRequest wish;
  wish.kind = earshot::ui::SemanticRequest::Kind::Press;
  wish.node = node;
  earshot::web::request(std::move(wish));
}

EARSHOT_EXPORT void earshot_node_focus(std::uint32_t node) {
  earshot::ui::SemanticRequest wish;
  wish.kind = earshot::ui::SemanticRequest::Kind::Focus;
  wish.node = node;
  earshot::web::request(std::move(wish));
}

EARSHOT_EXPORT void earshot_node_set_value(std::uint32_t node, const char* at, std::uint32_t size,
                                           std::uint32_t selection_begin,
                                           std::uint32_t selection_end,
                                           std::uint32_t composed_begin,
                                           std::uint32_t composed_end) {
  earshot::web::request({.kind = earshot::ui::SemanticRequest::Kind::SetValue,
                         .node = node,
                         .value = std::string(earshot::web::text(at, size)),
                         .selection_in_value = {selection_begin, selection_end},
                         .composed_in_value = {composed_begin, composed_end}});
}

EARSHOT_EXPORT void earshot_node_set_selection(std::uint32_t node, std::uint32_t begin,
                                               std::uint32_t end, int backward) {
  earshot::ui::SemanticRequest wish;
  wish.kind = earshot::ui::SemanticRequest::Kind::SetSelection;
  wish.node = node;
  wish.selection_in_value = {begin, end};
  wish.selects_backward = backward != 0;
  earshot::web::request(std::move(wish));
}

/// Selects in a document from one place of its nodes' text to another; offsets are bytes of their
/// names.
EARSHOT_EXPORT void earshot_node_select_text(std::uint32_t node, std::uint32_t anchor_node,
                                             std::uint32_t anchor_offset, std::uint32_t focus_node,
                                             std::uint32_t focus_offset) {
  earshot::ui::SemanticRequest wish;
  wish.kind = earshot::ui::SemanticRequest::Kind::SelectText;
  wish.node = node;
  wish.anchor = {.node = anchor_node, .offset_in_name = anchor_offset};
  wish.focus = {.node = focus_node, .offset_in_name = focus_offset};
  earshot::web::request(std::move(wish));
}

// --- Import, storage, effects
// ---------------------------------------------------------------------

EARSHOT_EXPORT void earshot_files_arrive(std::uint32_t job, std::uint32_t count,
                                         const char* label_at, std::uint32_t label_size) {
  earshot::web::dispatch(earshot::app::FilesArrived{
      .job = job, .count = count, .label = std::string(earshot::web::text(label_at, label_size))});
}

EARSHOT_EXPORT void earshot_import_progress(std::uint32_t job, std::uint32_t done,
                                            std::uint32_t total) {
  earshot::web::dispatch(
      earshot::app::ImportProgress{.job = job, .files_done = done, .files_total = total});
}

EARSHOT_EXPORT void earshot_pack_arrive(std::uint32_t job) {
  earshot::web::dispatch(
      earshot::app::PackArrived{.job = job, .bytes = std::exchange(program().reserved_pack, {})});
}

EARSHOT_EXPORT void earshot_early_pack_arrive(std::uint32_t job) {
  earshot::web::dispatch(earshot::app::EarlyPackArrived{
      .job = job, .bytes = std::exchange(program().reserved_pack, {})});
}

/// The answer to merge_packs: what was merged, as JSON, into the pack whose bytes were reserved;
/// none: it could not be done.
EARSHOT_EXPORT void earshot_packs_merge(const char* ids_at, std::uint32_t ids_size) {
  earshot::web::dispatch(
      earshot::app::PacksMerged{.packs = earshot::web::read_ids({ids_at, ids_size}),
                                .bytes = std::exchange(program().reserved_pack, {})});
}

EARSHOT_EXPORT void earshot_import_finish(std::uint32_t job, int cancelled, const char* error_at,
                                          std::uint32_t error_size, const char* files_at,
                                          std::uint32_t files_size) {
  earshot::web::dispatch(earshot::app::ImportFinished{
      .job = job,
      .cancelled = cancelled != 0,
      .error = std::string(earshot::web::text(error_at, error_size)),
      .files = earshot::web::read_reports(earshot::web::text(files_at, files_size))});
}

EARSHOT_EXPORT void earshot_store_fail(const char* at, std::uint32_t size) {
  earshot::web::dispatch(earshot::app::StoreFailed{std::string(earshot::web::text(at, size))});
}

/// The effects that are waiting, as JSON.
EARSHOT_EXPORT const char* earshot_effects_take() {
  earshot::web::collect_effects();
  return earshot::web::answer(earshot::web::write_effects(std::exchange(program().effects, {})));
}
