#include "ui/overlay.h"

#include <algorithm>

#include <imgui_internal.h>

#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kDialogPadding = kSpace5, kDialogTitle = 64;

}  // namespace

void begin_overlay(Context& context, const char* name, NodeId layer, ImU32 shade, bool take_focus) {
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImVec2(context.frame.width, context.frame.height));
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  if (shade != 0) fill({0, 0, context.frame.width, context.frame.height}, shade);
  context.interaction.push_layer(layer, take_focus);
}

void end_overlay(Context& context) {
  context.interaction.pop_layer();
  ImGui::End();
}

bool clicked_outside(const Rect& panel) {
  const bool clicked =
      ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  return clicked && !ImGui::IsWindowAppearing() &&
         ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
         !ImGui::IsMouseHoveringRect(top_left(panel), bottom_right(panel), false);
}

void floating_panel(Context& context, const Rect& rect, float radius) {
  const Palette& colours = context.theme.palette;
  shadow(context, rect, radius);
  fill(rect, context.theme.dark ? colours.panel : colours.raised, radius);
  outline(context, rect, colours.line, radius);
}

DialogFrame begin_dialog(Context& context, std::string_view title, float width, float height) {
  const FrameInfo& frame = context.frame;
  const bool is_whole_window = frame.width < kOneColumnBelow;
  begin_overlay(context, "##dialog", ImHashStr(title.data(), title.size(), 1),
                context.theme.palette.shade);
  Rect panel{0, 0, frame.width, frame.height};
  if (!is_whole_window) {
    panel.width = std::min(width, frame.width - 2 * kSpace6);
    panel.height = std::min(height + kDialogTitle + kDialogPadding, frame.height - 2 * kSpace6);
    panel.left = snapped(context, (frame.width - panel.width) / 2);
    panel.top = snapped(context, (frame.height - panel.height) / 2);
  }
  const float padding = is_whole_window ? kSpace4 : kDialogPadding;
  floating_panel(context, panel, is_whole_window ? 0 : kRadiusLarge + 2);
  DialogFrame dialog;
  dialog.close = clicked_outside(panel);
  ImGui::PushID("dialog");
  Node node = make_node(node_id(title), Role::Dialog, title);
  node.rect = panel;
  node.modal = true;
  context.semantics.push(std::move(node));
  label(context, title,
        {panel.left + padding, panel.top + 20, panel.width - 2 * padding - kTouchTarget,
         kHeading.line_height},
        kHeading, context.theme.palette.ink, Role::Heading, 2);
  const Rect cross{right(panel) - padding - 36 + 8, panel.top + 15, 36, 36};
  if (icon_button(context, context.say(word::kClose), icon::kX, cross, {.shortcut = "Escape"}))
    dialog.close = true;
  dialog.body = {panel.left + padding, panel.top + kDialogTitle, panel.width - 2 * padding,
                 panel.height - kDialogTitle - padding};
  return dialog;
}

void end_dialog(Context& context) {
  context.semantics.pop();
  ImGui::PopID();
  end_overlay(context);
}

}  // namespace earshot::ui
