#include "ui/find_bar.h"

#include <algorithm>
#include <string>

#include <imgui_internal.h>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/text_view.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kBar = 48, kField = 34, kButton = 32;
constexpr float kCountRoom = 84;

std::string count_words(const Context& context, const app::FindView& find) {
  if (find.text.empty()) return {};
  const std::size_t count = find.matches_in_text.size();
  if (count == 0) return std::string(context.say(word::kNone));
  const auto current = static_cast<std::uint64_t>(find.current) + 1;
  return context.say(word::kOneOf, context.say.number(current), context.say.number(count));
}

}  // namespace

void draw_find_bar(Context& context, const app::App& app, FindBar& bar, const FindRoom& room) {
  const app::FindView& find = app.find();
  if (!find.open) return;
  const Palette& colours = context.theme.palette;
  const bool is_beside = room.beside_tabs.width >= kFindBesideFrom;
  const Rect& place = is_beside ? room.beside_tabs : room.text;
  const float width =
      is_beside ? kFindBesideFrom : std::min(kFindBesideFrom, place.width - 2 * kSpace2);
  const float top = is_beside ? centre_y(place) - kBar / 2 - 1 : place.top + kSpace2;
  const float margin = is_beside ? 0 : place.width > 500 ? kSpace5 : kSpace2;
  const Rect panel{snapped(context, right(place) - width - margin), snapped(context, top), width,
                   kBar};
  ImGui::PushID("find");
  // The text under it is neither hovered nor pressed.
  const NodeId region = node_id("region");
  const ImRect box(top_left(panel), bottom_right(panel));
  ImGui::SetNextItemAllowOverlap();
  if (ImGui::ItemAdd(box, region, nullptr, ImGuiItemFlags_NoNav)) {
    bool hovered = false, held = false;
    ImGui::ButtonBehavior(box, region, &hovered, &held,
                          ImGuiButtonFlags_NoNavFocus | ImGuiButtonFlags_AllowOverlap);
  }
  floating_panel(context, panel, kRadiusLarge);
  Node node = make_node(region, Role::Search, context.say(word::kFindInText));
  node.rect = panel;
  context.semantics.push(std::move(node));

  const float middle = centre_y(panel);
  float edge = right(panel) - kSpace2;
  const auto take_button = [&] {
    edge -= kButton;
    return Rect{edge, middle - kButton / 2, kButton, kButton};
  };
  const Rect close = take_button(), next = take_button(), previous = take_button();
  const std::string said = count_words(context, find);
  const float count_width =
      std::max(kCountRoom - 20, context.glyphs.width(said, kSecondary, Figures::Tabular) + kSpace3);
  const Rect field{panel.left + 7, middle - kField / 2, edge - count_width - panel.left - 7,
                   kField};
  const TextFieldAnswer answer =
      text_field(context, bar.field, context.say(word::kFind), find.text, field,
                 {.role = Role::SearchBox,
                  .placeholder = context.say(word::kFindInText),
                  .radius = kRadius - 2});
  bar.id = answer.id;
  Interaction& interaction = context.interaction;
  if (bar.serial != find.serial) {
    bar.serial = find.serial;
    interaction.focus_text_box(answer.id);
    const auto size = static_cast<std::uint32_t>(bar.field.text.size());
    bar.field.selection_in_text = {0, size};
    if (ImGuiInputTextState* editing = ImGui::GetInputTextState(answer.id)) editing->SelectAll();
    context.animate();
  }
  if (answer.changed) context.out.send(app::FindChanged{bar.field.text});
  if (answer.focused && interaction.take(Key::Enter))
    context.out.send(app::FindStep{ImGui::GetIO().KeyShift ? -1 : 1});
  const bool is_none = !find.text.empty() && find.matches_in_text.empty();
  text_right(context, edge - kSpace1, middle - kSecondary.line_height / 2, said, kSecondary,
             is_none ? colours.error : colours.ink2, Figures::Tabular);
  Node count = make_node(node_id("count"), Role::Status,
                         is_none        ? context.say(word::kNothingFound)
                         : said.empty() ? context.say(word::kNothingLookedFor)
                                        : std::string_view(said));
  count.rect = {edge - count_width, panel.top, count_width, panel.height};
  count.live = true;
  context.semantics.add(std::move(count));
  const bool has_matches = !find.matches_in_text.empty();
  if (icon_button(context, context.say(word::kDoFindPrevious), icon::kChevronUp, previous,
                  {.emphasis = Emphasis::Quiet,
                   .shortcut = told_chord(context, CommandId::FindPrevious),
                   .disabled = !has_matches}))
    context.out.send(app::FindStep{-1});
  if (icon_button(context, context.say(word::kDoFindNext), icon::kChevronDown, next,
                  {.emphasis = Emphasis::Quiet,
                   .shortcut = told_chord(context, CommandId::FindNext),
                   .disabled = !has_matches}))
    context.out.send(app::FindStep{1});
  if (icon_button(context, context.say(word::kCloseFind), icon::kX, close,
                  {.emphasis = Emphasis::Quiet})) {
    // One stays with what was found, and has it selected.
    if (context.reading.view != nullptr && find.current >= 0) {
      context.reading.view->select(find.matches_in_text[static_cast<std::size_t>(find.current)]);
    }
    context.out.send(app::CloseFind{});
    interaction.clear_focus();
  }
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace earshot::ui
