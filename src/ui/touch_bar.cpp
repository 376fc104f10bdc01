#include "ui/touch_bar.h"

#include <cmath>

#include "ui/glyph_runs.h"
#include "ui/overlay.h"
#include "ui/paint.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

float button_room(Context& context, std::string_view words) {
  return std::ceil(context.glyphs.width(words, kInterface)) + 2 * kSpace4;
}

}  // namespace

float touch_bar_width(Context& context, std::span<const std::string_view> words) {
  float width = 0;
  for (const std::string_view it : words)
    width += button_room(context, it);
  return width;
}

std::optional<std::size_t> touch_bar(Context& context, const TouchBar& bar) {
  const Palette& colours = context.theme.palette;
  const Rect rect{bar.at.x, bar.at.y, touch_bar_width(context, bar.words), kTouchBarHeight};
  floating_panel(context, rect, kRadiusLarge);
  const NodeId toolbar = push_container(context, Role::Toolbar, bar.name, rect);
  if (bar.leaves_focus) context.semantics.settle_layer(toolbar);
  std::optional<std::size_t> chosen;
  float x = rect.left;
  for (std::size_t number = 0; number < bar.words.size(); ++number) {
    const std::string_view words = bar.words[number];
    const Rect place{x, rect.top, button_room(context, words), rect.height};
    const Press press = interact(context, make_node(node_id(words), Role::Button, words), place,
                                 {.overlap = true, .no_stop = bar.leaves_focus});
    if (press.held) fill(inset(place, 4, 4), faded(colours.ink, 0.1F), kRadiusSmall);
    text(context, ImVec2(x + kSpace4, centre_y(place) - kInterface.line_height / 2), words,
         kInterface, colours.ink);
    const bool is_at_once =
        bar.leaves_focus && press.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    const bool is_let_go = press.pressed && !(bar.leaves_focus && press.hovered);
    if (is_at_once || is_let_go) chosen = number;
    x += place.width;
    if (number + 1 < bar.words.size())
      vertical_line(context, x, rect.top + kSpace3, bottom(rect) - kSpace3, colours.line);
  }
  context.semantics.pop();
  return chosen;
}

}  // namespace earshot::ui
