#include "ui/results_head.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/plain_shown.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr TextStyle kSecondaryStrong{FontRole::SemiBold, 13, 18};
constexpr std::size_t kFaultsShown = 3;  // more say the same in other words

// What the query came to is worth saying where it is more than case, spaces and the sign behind the
// word being typed.
std::string plain_form(std::string_view query) {
  std::string plain;
  for (const char c : query) {
    if (c == '*' || c == '\xE2' || c == '\x80' || c == '\xA6' ||
        (c == ' ' && (plain.empty() || plain.back() == ' ')))
      continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!plain.empty() && plain.back() == ' ')
    plain.pop_back();
  return plain;
}

// Words that stand next to nowhere, and what was looked for besides: a press puts it into the
// query.
float draw_corrections(Context& context, const app::ResultsView& results, ImVec2 at, float width) {
  const Palette& colours = context.theme.palette;
  const float begin = at.y;
  const float line = context.frame.touch ? kTouchTarget : kLeastTarget;
  for (std::size_t c = 0; c < results.corrections.size(); ++c) {
    const search::Correction& correction = results.corrections[c];
    ImGui::PushID(static_cast<int>(c));
    const std::string words =
        context.say(correction.is_somewhere ? word::kStandsHardlyAnywhere : word::kStandsNowhere,
                    correction.word);
    float x = at.x + std::min(width, std::ceil(context.glyphs.width(words, kSecondary)));
    label(context, words, {at.x, at.y, width, kSecondary.line_height}, kSecondary, colours.ink2,
          Role::Status);
    x += kSpace2;
    for (const std::string& meant : correction.meant) {
      const float room = std::ceil(context.glyphs.width(meant, kSecondaryStrong));
      if (x + room > at.x + width) {
        x = at.x;
        at.y += line;
      }
      const Rect rect{x, at.y - 2, room, kSecondary.line_height + 4};
      Node node = make_node(node_id(meant), Role::Button, meant);
      node.description = context.say(word::kSearchThisInstead);
      // The words stand near to each other: half of what is between them is each one's.
      const Rect reach = inset(rect, -kSpace3 / 2, -(line - rect.height) / 2);
      const Press press = interact(context, std::move(node), reach);
      text(context, ImVec2(x, at.y), meant, kSecondaryStrong, colours.accent);
      if (press.hovered) fill({x, bottom(rect) - 2, room, 1}, faded(colours.accent, 0.6F));
      if (press.ring) focus_ring(context, rect, kRadiusSmall, 1);
      if (press) {
        std::string query(results.query);
        const auto size = static_cast<std::uint32_t>(query.size());
        const std::uint32_t from = std::min(correction.range_in_query.begin, size),
                            to = std::clamp(correction.range_in_query.end, from, size);
        query.replace(from, to - from, meant);
        context.out.send(app::QueryChanged{std::move(query)});
      }
      x += room + kSpace3;
    }
    ImGui::PopID();
    at.y += line;
  }
  return at.y - begin;
}

/// What is missing where the limit was reached.
words::Message<0> sentence_of(search::Limit limit) {
  switch (limit) {
    case search::Limit::Steps:
      return word::kSearchStopped;
    case search::Limit::Expressions:
      return word::kNotInAllTexts;
    case search::Limit::Forms:
      return word::kNotAllForms;
    case search::Limit::Slips:
      return word::kNotAllSlips;
  }
  return word::kSearchStopped;
}

float draw_faults(Context& context, const app::ResultsView& results, ImVec2 at, float width) {
  const Palette& colours = context.theme.palette;
  const float begin = at.y;
  const auto warn = [&](const std::string& words, int lines) {
    draw_icon(context, icon::kTriangleAlert, {at.x, at.y, 16, 20}, 15, colours.warning);
    add_text(context, words, {at.x + 24, at.y, width - 24, 20}, Role::Alert);
    at.y += text_wrapped(context, ImVec2(at.x + 24, at.y + 1), width - 24, words, kSecondary,
                         colours.warning, lines) +
            kSpace1;
  };
  for (std::size_t i = 0; i < std::min(results.faults.size(), kFaultsShown); ++i) {
    const search::QueryFault& fault = results.faults[i];
    const std::string_view part = slice(results.query, fault.range_in_query);
    const std::string message = context.say.of_core(fault.message);
    warn(part.empty() ? message : context.say(word::kQueryPart, part, message), 2);
  }
  for (int i = 0; i < search::kLimitCount; ++i) {
    const auto limit = static_cast<search::Limit>(i);
    if ((results.limits & search::limit_bit(limit)) != 0)
      warn(std::string(context.say(sentence_of(limit))), 3);
  }
  if (results.awaits_index) warn(std::string(context.say(word::kAwaitsIndex)), 3);
  at.y += draw_corrections(context, results, at, width);
  if (plain_form(results.query) != plain_form(results.understood) && !results.understood.empty()) {
    const std::string words = context.say(word::kUnderstoodAs, results.understood);
    label(context, words, {at.x, at.y, width, 18}, kSecondary, colours.ink3);
    at.y += 22;
  }
  return at.y == begin ? 0 : at.y - begin + kSpace2;
}

float draw_chips(Context& context, const app::App& app, MenuState& menu,
                 const ResultsLayout& layout, float top) {
  const Palette& colours = context.theme.palette;
  const app::ResultsView& results = app.results();
  const float begin = top;
  ImGui::PushID("scope");
  const Rect row{layout.left, top, layout.width, kChipHeight};
  const NodeId group = push_container(context, Role::RadioGroup, context.say(word::kSearchIn), row);
  float x = layout.left;
  std::int32_t position = 1;
  const auto scope_chip = [&](app::Scope scope, std::string_view name, std::uint32_t count) {
    const std::string counted = context.say(word::kMoments, count);
    const ChipOptions options{.selected = results.scope == scope,
                              .group = group,
                              .count = static_cast<std::int64_t>(count),
                              .counted = counted,
                              .set_size = 3,
                              .position_in_set = position++};
    if (chip(context, name, ImVec2(x, top), options) && results.scope != scope)
      context.out.send(app::SetScope{scope});
    x += chip_width(context, name, options) + 6;
  };
  scope_chip(app::Scope::Everywhere,
             context.say(layout.is_stacked ? word::kAll : word::kEverywhere), results.total);
  scope_chip(app::Scope::Transcripts, context.say(word::kTranscripts), results.in_transcripts);
  scope_chip(app::Scope::Notes, context.say(word::kNotes), results.in_notes);
  context.semantics.pop();
  const std::string words = app::found_words(results, context.say);
  const std::string_view sort = context.say(name_of(results.sort));
  if (results.rows.empty()) {
    // That nothing was found is said below; there is nothing to sort either.
    ImGui::PopID();
    return top + kChipHeight + kSpace4 - begin;
  }
  const ChipOptions sort_options{.is_menu_button = true, .open = menu.is_open(MenuKind::HitSort)};
  const float sort_width = chip_width(context, sort, sort_options);
  const bool fits = x + sort_width <= layout.left + layout.width;
  const float count_width = context.glyphs.width(words, kSecondary, Figures::Tabular);
  const bool count_fits = !layout.is_stacked && fits &&
                          x + sort_width + kSpace4 + count_width <= layout.left + layout.width;
  if (!count_fits) top += kChipHeight + kSpace2;
  const Rect sort_place =
      count_fits ? Rect{x, top, sort_width, kChipHeight}
                 : Rect{layout.left + layout.width - sort_width, top, sort_width, kChipHeight};
  if (chip(context, sort, top_left(sort_place), sort_options))
    toggle_menu(menu, MenuKind::HitSort, sort_place);
  if (Node* node = context.semantics.find(node_id(sort)))
    node->name = context.say(word::kSortedBy, sort);
  const float count_room = sort_place.left - kSpace3 - layout.left;  // where it stands before it
  const Rect count_place{count_fits ? layout.left + layout.width - count_width : layout.left,
                         top + 5,
                         count_fits ? count_width + 1 : std::min(count_width + 1, count_room), 18};
  text_clipped(context, top_left(count_place), count_place.width, words, kSecondary, colours.ink3,
               Figures::Tabular);
  Node status = make_node(node_id("total"), Role::Status, words);
  status.rect = count_place;
  status.live = true;
  context.semantics.add(std::move(status));
  ImGui::PopID();
  top += kChipHeight + kSpace4;
  return top - begin;
}

}  // namespace

words::Message<0> name_of(app::HitSort sort) {
  switch (sort) {
    case app::HitSort::Date:
      return word::kNewestFirst;
    case app::HitSort::Position:
      return word::kInOrder;
    case app::HitSort::Relevance:
      break;
  }
  return word::kBestFirst;
}

float draw_results_head(Context& context, const app::App& app, MenuState& menu,
                        const ResultsLayout& layout, float top) {
  const float chips = draw_chips(context, app, menu, layout, top);
  return chips +
         draw_faults(context, app.results(), ImVec2(layout.left, top + chips), layout.width);
}

void draw_nothing_found(Context& context, const app::ResultsView& results,
                        const ResultsLayout& layout, float top) {
  const Palette& colours = context.theme.palette;
  top += kSpace6;
  const std::string words = context.say(word::kNothingFoundFor, results.query);
  draw_icon(context, icon::kSearch, {layout.left, top, 28, 28}, 26, colours.ink3);
  top += 28 + kSpace4;
  const float height = text_wrapped(context, ImVec2(layout.left, top), layout.width, words,
                                    kHeading, colours.ink, 3);
  add_text(context, words, {layout.left, top, layout.width, height}, Role::Status);
  top += height + kSpace2;
  const bool elsewhere = results.scope != app::Scope::Everywhere && results.total > 0;
  const std::string hint = elsewhere ? context.say(word::kElsewhere, results.total)
                                     : std::string(context.say(word::kTryFewer));
  add_text(context, hint, {layout.left, top, layout.width, 44});
  top += text_wrapped(context, ImVec2(layout.left, top), std::min(layout.width, 520.0F), hint,
                      kInterface, colours.ink2);
  if (!elsewhere) return;
  top += kSpace4;
  const std::string_view everywhere = context.say(word::kLookEverywhere);
  if (button(context, everywhere, {layout.left, top, button_width(context, everywhere), 36})) {
    context.out.send(app::SetScope{app::Scope::Everywhere});
  }
}

}  // namespace earshot::ui
