#include "ui/splitter.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/interaction.h"
#include "ui/paint.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr float kStep = 16;                // of an arrow key
constexpr float kBefore = 2, kBeyond = 6;  // beside the line, where the mouse takes it: a scroll
                                           // bar is near on its left
constexpr float kHandle = 36, kHandleWidth = 4;  // for fingers, in the middle of the line
constexpr float kFingerBefore = 10, kFingerBeyond = 22, kFingerHeight = 88;

}  // namespace

PaneLimits pane_limits(float window_width, float other_pane) {
  return {kLeastPane, std::clamp(window_width - other_pane - kLeastPage, kLeastPane, kMostPane)};
}

std::optional<float> splitter(Context& context, SplitterState& state, const Splitter& it) {
  const bool by_finger = context.frame.touch;
  const float line = it.is_right ? it.pane.left : right(it.pane);
  const Rect finger{line - kFingerBefore, centre_y(it.pane) - kFingerHeight / 2,
                    kFingerBefore + kFingerBeyond, kFingerHeight};
  const Rect mouse{line - kBefore, it.pane.top, kBefore + kBeyond, it.pane.height};
  const Rect reach = by_finger ? finger : mouse;
  Interaction& interaction = context.interaction;
  interaction.add_grab(finger);

  // A window of its own lies over those of the panes, where an item of theirs would be.
  ImGui::SetCursorScreenPos(top_left(reach));
  ImGui::PushID(it.name.data(), it.name.data() + it.name.size());
  ImGui::BeginChild("splitter", ImVec2(reach.width, reach.height), ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                        ImGuiWindowFlags_NoScrollWithMouse);
  const NodeId id = node_id("line");
  bool hovered = false, held = false;
  const ImRect box(top_left(reach), bottom_right(reach));
  if (ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav))
    ImGui::ButtonBehavior(box, id, &hovered, &held,
                          ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
  if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);

  const auto limited = [&](float width) {
    return std::round(std::clamp(width, it.least, it.most));
  };
  std::optional<float> kept;
  const ImGuiIO& io = ImGui::GetIO();
  if (held && io.MouseClickedLastCount[ImGuiMouseButton_Left] >= 2) {
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) kept = it.usual;
  } else if (held) {
    if (!state.held_width) state.grip = io.MousePos.x - line;
    const float to = io.MousePos.x - state.grip;
    const float width = limited(it.is_right ? right(it.pane) - to : to - it.pane.left);
    if (width != state.held_width) context.animate();
    state.held_width = width;
  } else if (state.held_width) {
    kept = state.held_width;
    state.held_width.reset();
  }

  interaction.add_stop({.id = id, .rect = reach});
  if (context.semantics.take_focus(id) || context.semantics.take_press(id))
    interaction.focus(id, true);
  if (interaction.has_focus(id)) {
    interaction.keep_arrows();
    const float wider = it.is_right ? -kStep : kStep;
    if (interaction.take(Key::Right)) kept = limited(it.pane.width + wider);
    if (interaction.take(Key::Left)) kept = limited(it.pane.width - wider);
    if (interaction.take(Key::Home)) kept = it.least;
    if (interaction.take(Key::End)) kept = it.most;
    if (interaction.take(Key::Enter)) kept = it.usual;
  }
  Node node = make_node(id, Role::Separator, it.name);
  node.rect = reach;
  node.focusable = true;
  node.focused = interaction.has_focus(id);
  node.now = static_cast<std::int16_t>(it.pane.width);
  node.least = static_cast<std::int16_t>(it.least);
  node.most = static_cast<std::int16_t>(it.most);
  // It lies beside the landmarks that it divides, and all that is told stands in one.
  push_container(context, Role::Region, it.name, reach);
  context.semantics.add(std::move(node));
  context.semantics.pop();

  const Palette& colours = context.theme.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::PushClipRect(ImVec2(0, 0), ImVec2(context.frame.width, context.frame.height), false);
  const float x = snapped(context, line);
  const bool rings = interaction.shows_focus(id);
  if (held || hovered || rings) {
    const float width = held || rings ? 2.0F : 1.0F;
    list.AddRectFilled(ImVec2(x - width / 2, it.pane.top),
                       ImVec2(x + width / 2 + 1, bottom(it.pane)),
                       rings || held ? colours.accent : colours.ink3);
  }
  if (by_finger) {
    const float middle = snapped(context, centre_y(it.pane));
    list.AddRectFilled(ImVec2(x - kHandleWidth / 2, middle - kHandle / 2),
                       ImVec2(x + kHandleWidth / 2, middle + kHandle / 2),
                       held ? colours.accent : colours.ink3, kHandleWidth / 2);
  }
  ImGui::PopClipRect();
  ImGui::EndChild();
  ImGui::PopID();
  return kept;
}

}  // namespace earshot::ui
