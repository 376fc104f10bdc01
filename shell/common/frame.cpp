#include "shell/common/frame.h"

#include <algorithm>

#include <imgui.h>
#include <imgui_internal.h>

#include "shell/common/gl_renderer.h"
#include "ui/theme.h"

namespace earshot::shell {
namespace {

// An action may lead to one that follows from the new state (a scroll that reports its position);
// more rounds than this would be a loop of our own making.
constexpr int kMaxPasses = 8;

// ImGui wants time to pass between frames; passes of one tick happen at the same moment.
constexpr double kLeastDelta = 1e-4;
// After a sleep nothing shall jump. Still long enough to tell two clicks from a double one.
constexpr double kMostDelta = 1;

}  // namespace

ImGuiContext* make_imgui_context() {
  ImGuiContext* const context = ImGui::CreateContext();
  ImGui::SetCurrentContext(context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.MouseDoubleClickTime = 0.5F;         // as systems have it; ImGui's 0.3 s is for nimble hands
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw twice a second for ever
  // The atlas starts large enough for one theme's text: growing it means drawing all glyphs again.
  io.Fonts->TexMinWidth = 1024;
  io.Fonts->TexMinHeight = 512;
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
  return context;
}

Frame::Frame(app::App& app, const ui::FontFiles& fonts, ui::TextEditing editing)
    : app_(app), context_(make_imgui_context()) {
  ui_ = std::make_unique<ui::Ui>(fonts, editing);
}

Frame::~Frame() {
  ui_.reset();
  ImGui::DestroyContext(context_);
}

ui::FrameAnswer Frame::pass(const ui::FrameInfo& info) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(std::max(info.width, 1.0F), std::max(info.height, 1.0F));
  io.DisplayFramebufferScale = ImVec2(info.pixel_ratio, info.pixel_ratio);
  io.ConfigMacOSXBehaviors = info.mac;
  const double delta = last_tick_seconds_ < 0 ? kLeastDelta : info.now_seconds - last_tick_seconds_;
  io.DeltaTime = static_cast<float>(std::clamp(delta, kLeastDelta, kMostDelta));
  last_tick_seconds_ = info.now_seconds;

  ImGui::NewFrame();
  app::Outbox out;
  const ui::FrameAnswer answer = ui_->frame(app_, info, out);
  ImGui::EndFrame();
  for (app::Action& action : out.take())
    app_.dispatch(std::move(action));
  return answer;
}

ui::FrameAnswer Frame::tick(const ui::FrameInfo& info) {
  ImGui::SetCurrentContext(context_);
  ui::FrameAnswer answer;
  bool wants_render = false;
  for (int number = 0; number < kMaxPasses; ++number) {
    const std::uint64_t revision = app_.revision();
    answer = pass(info);
    wants_render |= answer.wants_render;
    const bool input_waits = context_->InputEventsQueue.Size > 0;
    if (app_.revision() == revision && !input_waits) break;
  }
  answer.wants_render |= wants_render;
  ticked_ = true;
  rendered_ = false;
  return answer;
}

ImDrawData* Frame::draw_data() {
  if (!ticked_) return nullptr;
  ImGui::SetCurrentContext(context_);
  if (!rendered_) ImGui::Render();
  rendered_ = true;
  return ImGui::GetDrawData();
}

void Frame::render(GlRenderer& renderer) {
  if (ImDrawData* const data = draw_data()) {
    renderer.draw(*data, ui::palette(app_.settings().dark, app_.settings().contrast).paper);
  }
}

}  // namespace earshot::shell
