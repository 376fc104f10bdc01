#include "ui/suggestions.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <imgui_internal.h>

#include "text/words.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

using Row = SuggestionList::Row;

constexpr float kPadding = 6, kLine = 34, kFingerRow = 44, kIcon = 16, kLeastWidth = 260;
constexpr std::size_t kQueriesShown = 6;

const char* icon_of(const Row& row) {
  using Kind = search::Suggestion::Kind;
  if (row.kind == Row::Kind::Query) return icon::kClock;
  switch (row.suggestion.kind) {
    case Kind::Field:
    case Kind::Value:
      return icon::kListFilter;
    case Kind::Speaker:
      return icon::kMic;
    case Kind::Show:
      return icon::kHeadphones;
    case Kind::Language:
      return icon::kMessageSquareQuote;
    case Kind::Word:
      break;
  }
  return icon::kSearch;
}

/// What stands at the right of a row.
std::string remark_of(const words::Words& say, const Row& row) {
  if (row.kind == Row::Kind::Query) return {};
  const search::Suggestion& it = row.suggestion;
  if (!it.meaning.empty() || it.count == 0) return say.of_core(it.meaning);
  return it.kind == search::Suggestion::Kind::Word ? say(word::kMoments, it.count)
                                                   : say(word::kTexts, it.count);
}

void close(SuggestionList& list) {
  list.open = false;
  list.chosen = -1;
}

/// Of what a suggestion takes the place of, what stands before the caret: it is gone by.
std::string_view typed_in(const SuggestionList& list, const TextFieldState& field) {
  const auto size = static_cast<std::uint32_t>(field.text.size());
  const std::uint32_t end = std::min({list.range_in_query.end, list.caret_in_query, size});
  return slice(field.text, Range{std::min(list.range_in_query.begin, end), end});
}

/// Fills the list for what stands in the field. Nothing to offer: the list stays closed.
void fill(const app::App& app, SuggestionList& list, const TextFieldState& field) {
  list.query = field.text;
  list.caret_in_query = field.selection_in_text.end;
  list.rows.clear();
  list.chosen = -1;
  if (field.text.empty()) {
    for (const std::string& query : app.recent_queries()) {
      if (list.rows.size() == kQueriesShown) break;
      list.rows.push_back({Row::Kind::Query, {.text = query, .meaning = {}}});
    }
  } else {
    search::Suggestions found = app.complete(field.text, list.caret_in_query);
    list.range_in_query = found.range_in_query;
    const std::string typed = text::folded(typed_in(list, field));
    for (search::Suggestion& it : found.items) {
      if (text::folded(it.text) == typed) continue;
      list.rows.push_back({Row::Kind::Part, std::move(it)});
    }
  }
  list.open = !list.rows.empty();
}

/// Puts a row's text into the field.
void take(Context& context, const app::App& app, SuggestionList& list, TextFieldState& field,
          NodeId field_id, std::size_t number) {
  if (number >= list.rows.size()) return;
  const Row row = list.rows[number];
  const bool is_part = row.kind == Row::Kind::Part;
  // A field waits for its value; a word is whole now, and a space says so.
  const bool goes_on = is_part && row.suggestion.kind == search::Suggestion::Kind::Field;
  std::string text = row.suggestion.text;
  std::size_t caret = text.size();
  if (is_part) {
    const auto size = static_cast<std::uint32_t>(field.text.size());
    const Range range{std::min(list.range_in_query.begin, size),
                      std::min(list.range_in_query.end, size)};
    std::string rest = field.text.substr(range.end);
    // One goes on typing behind the space, whether it was there or not.
    const bool has_space = rest.starts_with(' ');
    if (!goes_on && !has_space) text += ' ';
    caret = range.begin + text.size() + (!goes_on && has_space ? 1 : 0);
    text = field.text.substr(0, range.begin) + text + rest;
  }
  set_text(field, field_id, text, static_cast<std::uint32_t>(caret));
  context.interaction.focus_text_box(field_id);
  context.out.send(app::QueryChanged{std::move(text)});
  close(list);
  if (goes_on) fill(app, list, field);
  list.query = field.text;
  list.caret_in_query = field.selection_in_text.end;
  context.animate();
}

void draw_row(Context& context, const Row& row, std::string_view typed, const Rect& rect,
              bool is_chosen) {
  const Palette& colours = context.theme.palette;
  if (is_chosen) fill(rect, colours.accent_soft, kRadiusSmall);
  const float left = rect.left + kSpace2;
  draw_icon(context, icon_of(row), {left, rect.top, kIcon, rect.height}, 14, colours.ink3);
  const float x = left + kIcon + kSpace2;
  const float top = centre_y(rect) - kInterface.line_height / 2;
  float edge = right(rect) - kSpace2;
  const std::string remark = remark_of(context.say, row);
  const std::string_view words = row.suggestion.text;
  const float width = context.glyphs.width(words, kInterfaceStrong);
  if (!remark.empty() && x + width + kSpace4 + 40 < edge) {
    const float room = edge - x - width - kSpace4;
    const float drawn = std::min(room, context.glyphs.width(remark, kSecondary, Figures::Tabular));
    text_clipped(context, ImVec2(edge - drawn, centre_y(rect) - kSecondary.line_height / 2), room,
                 remark, kSecondary, colours.ink3, Figures::Tabular);
    edge -= drawn + kSpace3;
  }
  // What is there already is quiet; what would be added stands out.
  const bool goes_on = !typed.empty() && words.size() > typed.size() &&
                       text::folded(words.substr(0, typed.size())) == text::folded(typed);
  if (!goes_on) {
    text_clipped(context, ImVec2(x, top), edge - x, words, kInterface, colours.ink);
    return;
  }
  const float begun = text_clipped(context, ImVec2(x, top), edge - x, words.substr(0, typed.size()),
                                   kInterface, colours.ink2);
  text_clipped(context, ImVec2(x + begun, top), edge - x - begun, words.substr(typed.size()),
               kInterfaceStrong, colours.ink);
}

float needed_width(Context& context, const SuggestionList& list) {
  float width = 0;
  for (const Row& row : list.rows) {
    const std::string remark = remark_of(context.say, row);
    const float words = context.glyphs.width(row.suggestion.text, kInterfaceStrong);
    const float behind = remark.empty() ? 0 : context.glyphs.width(remark, kSecondary) + kSpace5;
    width = std::max(width, words + behind);
  }
  return std::ceil(width) + 2 * (kPadding + kSpace2) + kIcon + kSpace2;
}

}  // namespace

NodeId suggestion_list_node() {
  return ImHashStr("suggestions");
}

NodeId suggestion_node(const Row& row) {
  const ImGuiID seed = suggestion_list_node() + (row.kind == Row::Kind::Query ? 1U : 0U);
  return ImHashStr(row.suggestion.text.data(), row.suggestion.text.size(), seed);
}

bool follow_search_field(Context& context, const app::App& app, SuggestionList& list,
                         TextFieldState& field, const TextFieldAnswer& answer) {
  Interaction& interaction = context.interaction;
  const bool is_pressed = list.open && (ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
                                        ImGui::IsMouseReleased(ImGuiMouseButton_Left));
  const bool is_on_list = is_pressed && ImGui::IsMouseHoveringRect(top_left(list.panel),
                                                                   bottom_right(list.panel), false);
  if (!answer.focused && !is_on_list) {
    close(list);
    list.was_focused = false;
    return false;
  }
  const bool has_come = !list.was_focused;
  list.was_focused = true;
  if (is_on_list) {
    interaction.focus_text_box(answer.id);
    return false;
  }
  const bool is_emptied = field.text.empty() && !list.query.empty();
  if (answer.changed || is_emptied || (has_come && field.text.empty())) {
    fill(app, list, field);
    context.animate();
  } else if (list.open &&
             (field.text != list.query ||
              (!field.text.empty() && field.selection_in_text.end != list.caret_in_query))) {
    close(list);  // by other hands, or the caret went elsewhere
  }
  list.query = field.text;
  if (!list.open) {
    if (field.text.empty() && interaction.pressed(Key::Down)) {
      fill(app, list, field);
      if (list.open) list.chosen = interaction.take(Key::Down) ? 0 : -1;
      context.animate();
    }
    return false;
  }
  const auto count = static_cast<std::int32_t>(list.rows.size());
  list.chosen = std::min(list.chosen, count - 1);
  if (interaction.take(Key::Down)) {
    if (++list.chosen == count) close(list);
    context.animate();
  } else if (interaction.take(Key::Up)) {
    list.chosen = list.chosen < 0 ? count - 1 : list.chosen - 1;
    context.animate();
  }
  if (list.open && list.chosen >= 0) {
    if (interaction.take(Key::Enter) || interaction.take(Key::Tab)) {
      take(context, app, list, field, answer.id, static_cast<std::size_t>(list.chosen));
      return true;
    }
    interaction.keep_tab();
  }
  return false;
}

void draw_suggestions(Context& context, const app::App& app, SuggestionList& list,
                      TextFieldState& field, NodeId field_id, const Rect& field_rect) {
  if (!list.open) return;
  const FrameInfo& frame = context.frame;
  const bool has_queries = list.rows.front().kind == Row::Kind::Query;
  const float row_height = frame.touch ? kFingerRow : kLine;
  const float foot = has_queries ? row_height + 2 * kSpace1 + 1 : 0;
  const bool one_column = frame.width < kOneColumnBelow;
  const float room = one_column ? frame.width - 2 * kSpace2 : field_rect.width;
  Rect panel{one_column ? kSpace2 : field_rect.left, bottom(field_rect) + kSpace1,
             one_column ? room : std::clamp(needed_width(context, list), kLeastWidth, room),
             static_cast<float>(list.rows.size()) * row_height + 2 * kPadding + foot};
  panel.width = std::min(panel.width, room);
  list.panel = panel;
  ImGui::SetNextWindowPos(top_left(panel));
  ImGui::SetNextWindowSize(ImVec2(panel.width, panel.height));
  ImGui::Begin("##suggestions", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::PushClipRect(ImVec2(0, 0), ImVec2(frame.width, frame.height), false);
  floating_panel(context, panel, kRadiusLarge);
  ImGui::PopClipRect();
  const std::string_view name =
      context.say(has_queries ? word::kRecentSearches : word::kSuggestions);
  // It lies outside of the page's landmarks.
  push_container(context, Role::Region, name, panel);
  Node node = make_node(suggestion_list_node(), Role::ListBox, name);
  node.rect = panel;
  context.semantics.push(std::move(node));
  const std::string_view typed = has_queries ? std::string_view() : typed_in(list, field);
  float top = panel.top + kPadding;
  std::size_t taken = SIZE_MAX;
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const Row& row = list.rows[i];
    const Rect rect{panel.left + kPadding, top, panel.width - 2 * kPadding, row_height};
    Node option = make_node(suggestion_node(row), Role::Option, row.suggestion.text);
    option.description = remark_of(context.say, row);
    const bool is_chosen = static_cast<std::int32_t>(i) == list.chosen;
    option.selected = is_chosen ? 1 : 0;
    option.set_size = static_cast<std::int32_t>(list.rows.size());
    option.position_in_set = static_cast<std::int32_t>(i + 1);
    // The field keeps the keyboard: its arrow keys choose.
    const Press press = interact(context, std::move(option), rect, {.no_stop = true});
    if (!is_chosen && press.hovered)
      fill(rect, faded(context.theme.palette.ink, 0.06F), kRadiusSmall);
    draw_row(context, row, typed, rect, is_chosen);
    // At once, not at the release: until then the field would have lost the focus.
    const bool is_clicked = press.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    if (is_clicked || (press.pressed && !press.hovered)) taken = i;
    top += row_height;
  }
  context.semantics.pop();
  if (has_queries) {
    horizontal_line(context, panel.left + kSpace3, right(panel) - kSpace3, top + kSpace1,
                    context.theme.palette.line);
    top += 2 * kSpace1 + 1;
    const std::string_view forget = context.say(word::kForgetThese);
    const Rect rect{panel.left + kPadding, top, panel.width - 2 * kPadding, row_height};
    const Press press = interact(context, make_node(node_id(forget), Role::Button, forget), rect,
                                 {.no_stop = true});
    if (press.hovered) fill(rect, faded(context.theme.palette.ink, 0.06F), kRadiusSmall);
    draw_icon(context, icon::kTrash2, {rect.left + kSpace2, rect.top, kIcon, rect.height}, 14,
              context.theme.palette.ink3);
    text(context,
         ImVec2(rect.left + 2 * kSpace2 + kIcon, centre_y(rect) - kSecondary.line_height / 2),
         forget, kSecondary, context.theme.palette.ink2);
    if (press.pressed || (press.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left))) {
      context.out.send(app::ForgetQuery{});
      close(list);
      context.animate();
    }
  }
  context.semantics.pop();
  ImGui::End();
  if (taken != SIZE_MAX) take(context, app, list, field, field_id, taken);
}

}  // namespace earshot::ui
