#include "ui/scroll.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/interaction.h"
#include "ui/paint.h"

namespace earshot::ui {
namespace {

constexpr float kBarWidth = 6, kBarMargin = 3, kBarGrip = 14, kShortestThumb = 32;
constexpr float kFingerGrip = 28, kFingerThumb = 44;

struct Bar {
  float thumb_top = 0, thumb_height = 0;
  float range = 0;   ///< of scrolling; below 1: no bar
  float travel = 1;  ///< of the thumb
};

Bar bar_of(const ScrollArea& area, float content_height) {
  Bar bar;
  bar.range = content_height - area.view.height;
  if (bar.range <= 1) return bar;
  const float track = area.view.height - 2 * kBarMargin;
  bar.thumb_height =
      std::min(track, std::max(kShortestThumb, track * area.view.height / content_height));
  bar.travel = std::max(1.0F, track - bar.thumb_height);
  bar.thumb_top = area.view.top + kBarMargin +
                  bar.travel * std::clamp(area.scrolled_points / bar.range, 0.0F, 1.0F);
  return bar;
}

// The bar is no item of the semantic tree: who does not use a mouse scrolls by what is in the area.
// It is tried before the content, which lies under it, with the height of the last tick.
void press_bar(Context& context, ScrollArea& area) {
  const Bar bar = bar_of(area, ImGui::GetCurrentWindow()->ContentSize.y);
  if (bar.range <= 1) return;
  ImGuiContext& imgui = *ImGui::GetCurrentContext();
  const ImGuiID id = ImGui::GetID("##scroll bar");
  const Rect finger = finger_grip(area.view, bar.thumb_top, bar.thumb_height);
  const Rect mouse{right(area.view) - kBarGrip, bar.thumb_top, kBarGrip, bar.thumb_height};
  const Rect& place = context.frame.touch ? finger : mouse;
  const ImRect grip(top_left(place), bottom_right(place));
  context.interaction.add_grab(finger);
  ImGui::KeepAliveID(id);
  const ImGuiLastItemData item = imgui.LastItemData;
  imgui.LastItemData.ID = id;
  imgui.LastItemData.ItemFlags = ImGuiItemFlags_NoNav;
  ImGui::ButtonBehavior(grip, id, &area.bar_hovered, &area.bar_held, ImGuiButtonFlags_NoNavFocus);
  imgui.LastItemData = item;
  if (!area.bar_held || ImGui::GetIO().MouseDelta.y == 0) return;
  const float moved = ImGui::GetIO().MouseDelta.y * bar.range / bar.travel;
  ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() + moved, 0.0F, bar.range));
  context.animate();
}

void draw_bar(Context& context, const ScrollArea& area, float content_height) {
  const Bar bar = bar_of(area, content_height);
  if (bar.range <= 1) return;
  const float strength = bar_strength(context, area.bar_held, area.bar_hovered);
  const float width = area.bar_held || area.bar_hovered ? kBarWidth + 2 : kBarWidth;
  fill({right(area.view) - kBarMargin - width, bar.thumb_top, width, bar.thumb_height},
       faded(context.theme.palette.ink, strength), width / 2);
}

}  // namespace

float bar_strength(const Context& context, bool held, bool hovered) {
  // In high contrast it is to be seen at once (WCAG 1.4.11: 3 to 1).
  const float rest = context.theme.contrast ? 0.6F : 0.16F;
  return rest + (held ? 0.29F : hovered ? 0.19F : 0.0F);
}

Rect finger_grip(const Rect& view, float thumb_top, float thumb_height) {
  const float height = std::min(view.height, std::max(thumb_height, kFingerThumb));
  const float top = thumb_top - (height - thumb_height) / 2;
  return {right(view) - kFingerGrip, std::clamp(top, view.top, bottom(view) - height), kFingerGrip,
          height};
}

ScrollArea begin_scroll(Context& context, const char* name, const Rect& view) {
  ImGui::SetCursorScreenPos(top_left(view));
  ImGui::BeginChild(
      name, ImVec2(std::max(1.0F, view.width), std::max(1.0F, view.height)), ImGuiChildFlags_None,
      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoDecoration);
  ScrollArea area;
  area.view = view;
  area.scrolled_points = ImGui::GetScrollY();
  area.origin = ImVec2(view.left, view.top - area.scrolled_points);
  press_bar(context, area);
  return area;
}

void end_scroll(Context& context, const ScrollArea& area, float content_height) {
  draw_bar(context, area, content_height);
  ImGui::SetCursorScreenPos(ImVec2(area.view.left, area.origin.y));
  ImGui::Dummy(ImVec2(1, std::max(1.0F, content_height)));
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  // The size of the content counts from the next tick on; a wish to scroll waits for it too.
  if (std::abs(window->ContentSize.y - content_height) > 1 || window->ScrollTarget.y < 1e30F)
    context.animate();
  ImGui::EndChild();
}

void scroll_into_view(Context& context, const ScrollArea& area, float top_in_content,
                      float bottom_in_content, float margin) {
  const float top = top_in_content - margin, bottom_edge = bottom_in_content + margin;
  if (top < area.seen_from()) {
    ImGui::SetScrollY(std::max(0.0F, top));
  } else if (bottom_edge > area.seen_to()) {
    ImGui::SetScrollY(std::max(0.0F, bottom_edge - area.view.height));
  } else {
    return;
  }
  context.animate();
}

void scroll_to(Context& context, float top_in_content) {
  ImGui::SetScrollY(std::max(0.0F, top_in_content));
  context.animate();
}

}  // namespace earshot::ui
