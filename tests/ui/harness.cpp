#include "harness.h"

#include <imgui_internal.h>

#include "tests/unit/app/pack_builder.h"

namespace earshot::ui::testing {

namespace {

using app::testing::EpisodeSpec;
using app::testing::Line;

constexpr int kMostTicks = 200;  // what has not settled by then never will

Harness* g_listening = nullptr;  // ImGui's hooks are free functions

std::vector<Line> transcript(std::string_view about) {
  std::vector<Line> lines;
  for (int i = 0; i < 40; ++i) {
    lines.push_back({.text = "Line " + std::to_string(i) + " speaks of " + std::string(about) +
                             " and of the weather.",
                     .start = i * 10'000});
  }
  return lines;
}

std::vector<Line> notes(std::string_view about) {
  return {
      {.text = "What " + std::string(about) + " is", .kind = pack::BlockKind::Heading, .level = 1},
      {.text = "A word about " + std::string(about), .kind = pack::BlockKind::Item, .level = 1},
      {.text = "And another", .kind = pack::BlockKind::Item, .level = 1}};
}

FontFiles built_fonts() {
  static const BuiltFonts kFonts;
  return kFonts.files();
}

}  // namespace

Harness::Harness(float width, float height, TextEditing editing, SystemGlyphs* system,
                 Fonts which) {
  imgui_.context()->TestEngineHookItems = true;
  info.width = width;
  info.height = height;
  FontFiles fonts = which == Fonts::Shipped ? built_fonts() : FontFiles{};
  fonts.system = system;
  ui_ = std::make_unique<Ui>(fonts, editing);
}

Harness::~Harness() {
  if (g_listening == this) g_listening = nullptr;
  ImGui::SetCurrentContext(imgui_.context());
  ui_.reset();
}

void Harness::load_library() {
  std::vector<EpisodeSpec> episodes;
  const std::string_view subjects[] = {"caches",     "linkers", "sockets", "profilers",
                                       "containers", "names",   "queues",  "fonts"};
  int number = 0;
  for (const std::string_view subject : subjects) {
    EpisodeSpec episode{.title = "About " + std::string(subject),
                        .show = "Slow Talk",
                        .date = 20'000 - number * 7,
                        .duration = 400'000};
    episode.notes = notes(subject);
    if (number % 2 == 0) {
      episode.transcript = transcript(subject);
      episode.transcript_source = "talks/" + std::string(subject) + ".vtt";
      episode.chapters = {{.text = "Beginning", .start = 0}, {.text = "Middle", .start = 200'000}};
    }
    episodes.push_back(episode);
    ++number;
  }
  episodes.push_back(
      {.title = "Elsewhere", .show = "Another Show", .date = 19'000, .notes = notes("gardens")});
  dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  dispatch(app::StartFinished{});
  settle();
}

void Harness::load_many(int count) {
  std::vector<EpisodeSpec> episodes;
  for (int i = 0; i < count; ++i) {
    EpisodeSpec episode{
        .title = "Episode " + std::to_string(i), .show = "Long Show", .date = 20'000 - i};
    episode.notes = notes("everything");
    episodes.push_back(episode);
  }
  dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  dispatch(app::StartFinished{});
  settle();
}

void Harness::dispatch(app::Action action) {
  app.dispatch(std::move(action));
}

FrameAnswer Harness::tick() {
  ImGui::SetCurrentContext(imgui_.context());
  g_listening = this;
  seen_items_.clear();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(info.width, info.height);
  io.DisplayFramebufferScale = ImVec2(info.pixel_ratio, info.pixel_ratio);
  io.DeltaTime = 0.016F;
  info.now_seconds += 0.016;
  ImGui::NewFrame();
  app::Outbox out;
  const FrameAnswer answer = ui_->frame(app, info, out);
  ImGui::Render();
  answer_textures();
  for (app::Action& action : out.take())
    app.dispatch(std::move(action));
  return answer;
}

int Harness::settle() {
  for (int ticks = 1; ticks <= kMostTicks; ++ticks) {
    const std::uint64_t revision = app.revision();
    const FrameAnswer answer = tick();
    if (answer.next_tick_in_seconds > 0.1) {
      info.now_seconds += answer.next_tick_in_seconds;
      continue;
    }
    if (answer.next_tick_in_seconds < 0 && app.revision() == revision &&
        imgui_.context()->InputEventsQueue.Size == 0)
      return ticks;
  }
  ADD_FAILURE() << "the screen does not come to rest";
  return kMostTicks;
}

const Node* Harness::find(Role role, std::string_view name) const {
  const bool is_prefix = name.ends_with('*');
  const std::string_view wanted = is_prefix ? name.substr(0, name.size() - 1) : name;
  for (const Node& node : nodes()) {
    if (node.role != role) continue;
    if (is_prefix ? std::string_view(node.name).starts_with(wanted) : node.name == wanted)
      return &node;
  }
  return nullptr;
}

const Node* Harness::focused() const {
  for (const Node& node : nodes()) {
    if (node.focused) return &node;
  }
  return nullptr;
}

std::string Harness::focused_name() const {
  const Node* node = focused();
  return node ? node->name : std::string();
}

int Harness::count(Role role) const {
  int count = 0;
  for (const Node& node : nodes())
    count += node.role == role ? 1 : 0;
  return count;
}

void Harness::request(SemanticRequest::Kind kind, Role role, std::string_view name) {
  const Node* node = find(role, name);
  ASSERT_NE(node, nullptr) << "there is no " << ui::name(role) << " \"" << name << '"';
  ui_->semantics().request({.kind = kind, .node = node->id});
  settle();
}

void Harness::press(Role role, std::string_view name) {
  request(SemanticRequest::Kind::Press, role, name);
}

void Harness::focus(Role role, std::string_view name) {
  request(SemanticRequest::Kind::Focus, role, name);
}

void Harness::key(ImGuiKey key, ImGuiKeyChord mods) {
  ImGui::SetCurrentContext(imgui_.context());
  ImGuiIO& io = ImGui::GetIO();
  for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
    if ((mods & mod) != 0) io.AddKeyEvent(mod, true);
  }
  io.AddKeyEvent(key, true);
  tick();
  io.AddKeyEvent(key, false);
  for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
    if ((mods & mod) != 0) io.AddKeyEvent(mod, false);
  }
  settle();
}

void Harness::type(std::string_view text) {
  ImGui::SetCurrentContext(imgui_.context());
  ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
  settle();
}

void Harness::move_mouse(float x, float y) {
  ImGui::SetCurrentContext(imgui_.context());
  ImGui::GetIO().AddMousePosEvent(x, y);
  settle();
}

void Harness::click(const Rect& rect, ImGuiMouseButton button) {
  move_mouse(rect.left + rect.width / 2, rect.top + rect.height / 2);
  ImGui::GetIO().AddMouseButtonEvent(button, true);
  settle();
  ImGui::GetIO().AddMouseButtonEvent(button, false);
  settle();
}

void Harness::resize(float width, float height) {
  info.width = width;
  info.height = height;
  settle();
}

void hear(ImGuiID id, const ImRect& rect) {
  if (!g_listening || id == 0) return;
  g_listening->see({.id = id, .rect = {rect.Min.x, rect.Min.y, rect.GetWidth(), rect.GetHeight()}});
}

}  // namespace earshot::ui::testing

// Dear ImGui calls these for every item when TestEngineHookItems is set. Windows are items of
// their parents, and the window that ImGui opens by itself is nobody's: neither is a widget.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& rect,
                                 const ImGuiLastItemData*) {
  const ImGuiWindow* window = context->CurrentWindow;
  if (!window || window->IsFallbackWindow || !window->ClipRect.Overlaps(rect)) return;
  for (const ImGuiWindow* other : context->Windows) {
    if (other->ID == id || other->ChildId == id || other->MoveId == id) return;
  }
  earshot::ui::testing::hear(id, rect);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
  return nullptr;
}
