#include "ui/notice.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kRow = 48, kMaxWidth = 560;
constexpr float kBelow = 40;  // a row for the button under the words

// A button in the colours of the notice, which stands on ink.
Press notice_button(Context& context, std::string_view words, const Rect& rect, ImU32 colour) {
  const Press press = interact(context, make_node(node_id(words), Role::Button, words), rect);
  const Palette& colours = context.theme.palette;
  if (press.hovered) fill(rect, faded(colours.paper, press.held ? 0.2F : 0.12F), kRadiusSmall);
  if (press.ring) focus_ring(context, rect, kRadiusSmall, -1);
  const float width = context.glyphs.width(words, kInterfaceStrong);
  text(context, ImVec2(snapped(context, rect.left + (rect.width - width) / 2), centre_y(rect) - 11),
       words, kInterfaceStrong, colour);
  return press;
}

}  // namespace

void draw_notice(Context& context, const app::App& app, float foot) {
  const app::NoticeView& notice = app.notice();
  if (notice.serial == 0 || notice.text.empty()) return;
  const Palette& colours = context.theme.palette;
  const std::string_view action = notice.can_undo     ? context.say(word::kUndo)
                                  : notice.has_report ? context.say(word::kReport)
                                                      : std::string_view();
  const float action_width =
      action.empty() ? 0 : std::ceil(context.glyphs.width(action, kInterfaceStrong)) + 2 * kSpace3;
  const float side = notice.is_error ? 28 : 0;
  // In one column the words need the whole width, and the button stands under them.
  const bool is_below = !action.empty() && context.frame.width < kOneColumnBelow;
  const float fixed = kSpace4 + side + (is_below ? 0 : action_width) + 40 + kSpace2;
  const float most = std::min(kMaxWidth, context.frame.width - 2 * kSpace3);
  const float text_room = most - fixed;
  const auto lines = wrap(context, notice.text, kInterface, text_room, 4);
  float text_width = 0;
  for (const Range line : lines) {
    text_width = std::max(text_width, context.glyphs.width(slice(notice.text, line), kInterface));
  }
  const float height =
      kRow +
      static_cast<float>(std::max<std::size_t>(lines.size(), 1) - 1) * kInterface.line_height +
      (is_below ? kBelow : 0);
  Rect rect{0, 0, is_below ? most : std::min(most, std::ceil(text_width) + fixed + kSpace2),
            height};
  // In the middle of what one reads: the list beside it stays free.
  const float from = context.library_width;
  rect.left = snapped(context, from + (context.frame.width - from - rect.width) / 2);
  rect.top = snapped(context, context.frame.height - foot - kSpace4 - height);

  constexpr float kShadowRoom = 24;
  ImGui::SetNextWindowPos(ImVec2(rect.left - kShadowRoom, rect.top - kShadowRoom));
  ImGui::SetNextWindowSize(ImVec2(rect.width + 2 * kShadowRoom, rect.height + 2 * kShadowRoom));
  ImGui::Begin("##notice", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  shadow(context, rect, kRadiusLarge);
  fill(rect, colours.ink, kRadiusLarge);
  Node node =
      make_node(node_id("notice"), notice.is_error ? Role::Alert : Role::Status, notice.text);
  node.rect = rect;
  node.live = true;
  context.semantics.push(std::move(node));
  const float words_height = rect.height - (is_below ? kBelow : 0);
  float x = rect.left + kSpace4;
  if (notice.is_error) {
    draw_icon(context, icon::kTriangleAlert, {x, rect.top, 18, words_height}, 18,
              palette(!context.theme.dark, context.theme.contrast).error);
    x += side;
  }
  text_wrapped(context, ImVec2(x, rect.top + (kRow - kInterface.line_height) / 2), text_room,
               notice.text, kInterface, colours.paper, 4);
  float edge = right(rect) - kSpace2;
  const Rect cross{edge - 34, rect.top + (words_height - 34) / 2, 34, 34};
  edge -= 34 + 2;
  if (!action.empty()) {
    const Rect place = is_below ? Rect{x - kSpace3, bottom(rect) - kBelow - 4, action_width, 36}
                                : Rect{edge - action_width, cross.top, action_width, 34};
    if (notice_button(context, action, place,
                      palette(!context.theme.dark, context.theme.contrast).accent)) {
      if (notice.can_undo) {
        context.out.send(app::Undo{});
      } else {
        context.out.send(app::OpenDialog{app::Dialog::ImportReport});
        context.out.send(app::DismissNotice{});
      }
    }
  }
  const Press dismiss = interact(
      context, make_node(node_id("dismiss"), Role::Button, context.say(word::kDismiss)), cross);
  if (dismiss.hovered) fill(cross, faded(colours.paper, 0.12F), kRadiusSmall);
  if (dismiss.ring) focus_ring(context, cross, kRadiusSmall, -1);
  draw_icon(context, icon::kX, cross, 16, colours.paper);
  if (dismiss) context.out.send(app::DismissNotice{});
  context.semantics.pop();
  ImGui::End();
}

}  // namespace earshot::ui
