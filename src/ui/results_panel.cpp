#include "ui/results_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/results_rows.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr float kColumn = 696;
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

float draw_faults(Context& context, const app::ResultsView& results, ImVec2 at, float width) {
  const Palette& colours = context.theme.palette;
  const float begin = at.y;
  for (std::size_t i = 0; i < std::min(results.faults.size(), kFaultsShown); ++i) {
    const search::QueryFault& fault = results.faults[i];
    const std::string_view part = slice(results.query, fault.range_in_query);
    const std::string words =
        part.empty() ? fault.message : "\u201c" + std::string(part) + "\u201d: " + fault.message;
    draw_icon(context, icon::kTriangleAlert, {at.x, at.y, 16, 20}, 15, colours.warning);
    add_text(context, words, {at.x + 24, at.y, width - 24, 20}, Role::Alert);
    at.y += text_wrapped(context, ImVec2(at.x + 24, at.y + 1), width - 24, words, kSecondary,
                         colours.warning, 2) +
            kSpace1;
  }
  for (const search::Correction& correction : results.corrections) {
    std::string words = "\u201c" + correction.word + "\u201d stands nowhere; found: ";
    for (std::size_t i = 0; i < correction.meant.size(); ++i)
      words += (i > 0 ? ", " : "") + correction.meant[i];
    label(context, words, {at.x, at.y, width, 18}, kSecondary, colours.ink3);
    at.y += 22;
  }
  if (plain_form(results.query) != plain_form(results.understood) && !results.understood.empty()) {
    const std::string words = "Understood as " + results.understood;
    label(context, words, {at.x, at.y, width, 18}, kSecondary, colours.ink3);
    at.y += 22;
  }
  return at.y == begin ? 0 : at.y - begin + kSpace2;
}

std::string total_words(const app::ResultsView& results) {
  std::string words = counted(results.shown_total, "moment", "moments") + " in " +
                      counted(results.groups.size(), "episode", "episodes");
  if (results.truncated) words += " at least";
  return words;
}

// Returns the height.
float draw_head(Context& context, const app::App& app, MenuState& menu, const ResultsLayout& layout,
                float top) {
  const Palette& colours = context.theme.palette;
  const app::ResultsView& results = app.results();
  const float begin = top;
  ImGui::PushID("scope");
  const Rect row{layout.left, top, layout.width, kChipHeight};
  const NodeId group = push_container(context, Role::RadioGroup, "Search in", row);
  float x = layout.left;
  std::int32_t position = 1;
  const auto scope_chip = [&](app::Scope scope, std::string_view name, std::uint32_t count) {
    const ChipOptions options{.selected = results.scope == scope,
                              .group = group,
                              .count = static_cast<std::int64_t>(count),
                              .set_size = 3,
                              .position_in_set = position++};
    if (chip(context, name, ImVec2(x, top), options) && results.scope != scope)
      context.out.send(app::SetScope{scope});
    x += chip_width(context, name, options) + 6;
  };
  scope_chip(app::Scope::Everywhere, layout.is_stacked ? "All" : "Everywhere", results.total);
  scope_chip(app::Scope::Transcripts, "Transcripts", results.in_transcripts);
  scope_chip(app::Scope::Notes, "Notes", results.in_notes);
  context.semantics.pop();
  const std::string words = total_words(results);
  const std::string_view sort =
      results.sort == app::HitSort::Relevance ? "Best first" : "Newest first";
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
  if (Node* node = context.semantics.find(node_id(sort))) node->name = "Sort: " + std::string(sort);
  const Rect count_place{count_fits ? layout.left + layout.width - count_width : layout.left,
                         top + 5, count_width + 1, 18};
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

void draw_nothing(Context& context, const app::ResultsView& results, const ResultsLayout& layout,
                  float top) {
  const Palette& colours = context.theme.palette;
  top += kSpace6;
  const std::string words = "Nothing found for \u201c" + std::string(results.query) + "\u201d";
  draw_icon(context, icon::kSearch, {layout.left, top, 28, 28}, 26, colours.ink3);
  top += 28 + kSpace4;
  const float height = text_wrapped(context, ImVec2(layout.left, top), layout.width, words,
                                    kHeading, colours.ink, 3);
  add_text(context, words, {layout.left, top, layout.width, height}, Role::Status);
  top += height + kSpace2;
  const bool elsewhere = results.scope != app::Scope::Everywhere && results.total > 0;
  const std::string hint = elsewhere
                               ? "But there " + std::string(results.total == 1 ? "is " : "are ") +
                                     counted(results.total, "moment", "moments") + " elsewhere."
                               : "All words must be close together. Try fewer words, the beginning "
                                 "of a word with a star "
                                 "(perform*), or take out what stands behind a minus.";
  add_text(context, hint, {layout.left, top, layout.width, 44});
  top += text_wrapped(context, ImVec2(layout.left, top), std::min(layout.width, 520.0F), hint,
                      kInterface, colours.ink2);
  if (!elsewhere) return;
  top += kSpace4;
  if (button(context, "Look everywhere",
             {layout.left, top, button_width(context, "Look everywhere"), 36})) {
    context.out.send(app::SetScope{app::Scope::Everywhere});
  }
}

// Where rows begin. Moments not seen yet are taken for two lines; measuring one moves what lies
// below.
void place_rows(const app::ResultsView& results, ResultsState& state, const ResultsLayout& layout) {
  state.tops.resize(results.rows.size() + 1);
  float top = 0;
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const app::ResultRow& row = results.rows[i];
    state.tops[i] = top;
    switch (row.kind) {
      case app::ResultRow::Kind::Group: {
        top += i == 0 ? 0 : kGroupGap;
        if (row.group < results.groups.size())
          top += group_height(layout, results.groups[row.group]);
        break;
      }
      case app::ResultRow::Kind::Hit: {
        const std::uint8_t lines =
            row.hit < state.lines_of_hit.size() ? state.lines_of_hit[row.hit] : 0;
        top += hit_height(layout, lines == 0 ? most_lines(layout) : lines);
        break;
      }
      case app::ResultRow::Kind::More:
        top += kMoreHeight;
        break;
    }
  }
  state.tops.back() = top;
}

struct Walk {
  Context& context;
  const app::App& app;
  ResultsState& state;
  ResultsLayout& layout;
  const ScrollArea& area;
  float shift = 0;  ///< of the rows in the content
};

// Gives the names at the right the room that those in sight need. It only grows while one scrolls:
// text that is read must not be set anew in both directions.
bool widen_speakers(const Walk& in, std::size_t first, std::size_t last) {
  if (in.layout.is_stacked) return false;
  float widest = in.state.speaker_width;
  for (std::size_t i = first; i < last; ++i) {
    const app::ResultRow& row = in.app.results().rows[i];
    if (row.kind == app::ResultRow::Kind::Hit)
      widest = std::max(widest, speaker_width(in.context, in.app.hit(row.hit)));
  }
  if (widest == in.state.speaker_width) return false;
  in.state.speaker_width = in.layout.speaker_width = widest;
  std::ranges::fill(in.state.lines_of_hit, std::uint8_t{0});
  return true;
}

// Measures the rows that will be seen. True where a height changed.
bool measure_seen(const Walk& in, std::size_t first, std::size_t last) {
  bool changed = widen_speakers(in, first, last);
  for (std::size_t i = first; i < last; ++i) {
    const app::ResultRow& row = in.app.results().rows[i];
    if (row.kind != app::ResultRow::Kind::Hit || row.hit >= in.state.lines_of_hit.size()) continue;
    std::uint8_t& lines = in.state.lines_of_hit[row.hit];
    if (lines != 0) continue;
    lines = measure_hit(in.context, in.layout, in.app.hit(row.hit));
    changed = changed || lines != most_lines(in.layout);
  }
  return changed;
}

struct Seen {
  std::size_t first = 0, last = 0;
};

Seen seen_rows(const Walk& in) {
  const std::vector<float>& tops = in.state.tops;
  const auto from = std::upper_bound(tops.begin(), tops.end(), in.area.seen_from() - in.shift);
  const auto to = std::lower_bound(tops.begin(), tops.end(), in.area.seen_to() - in.shift);
  const std::size_t rows = tops.size() - 1;
  const auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, from - tops.begin() - 1));
  return {std::min(first, rows), std::min(static_cast<std::size_t>(to - tops.begin()), rows)};
}

void draw_rows(const Walk& in) {
  Context& context = in.context;
  const app::ResultsView& results = in.app.results();
  Seen seen = seen_rows(in);
  for (int rounds = 0; rounds < 4 && measure_seen(in, seen.first, seen.last); ++rounds) {
    place_rows(results, in.state, in.layout);
    seen = seen_rows(in);
  }
  const bool with_show = in.app.library().shows.size() > 1;
  std::int64_t open_group = -1;
  bool in_list = false;
  const auto close_group = [&] {
    if (in_list) context.semantics.pop();
    if (open_group >= 0) {
      context.semantics.pop();
      ImGui::PopID();
    }
    in_list = false;
    open_group = -1;
  };
  for (std::size_t i = seen.first; i < seen.last; ++i) {
    const app::ResultRow& row = results.rows[i];
    if (row.group >= results.groups.size()) continue;
    const app::HitGroup& group = results.groups[row.group];
    const float top = in.area.origin.y + in.shift + in.state.tops[i];
    const float height = in.state.tops[i + 1] - in.state.tops[i];
    if (open_group != static_cast<std::int64_t>(row.group)) {
      close_group();
      open_group = row.group;
      ImGui::PushID(static_cast<int>(node_id(group.episode)));
      push_container(context, Role::Group, group.title,
                     {in.layout.left, top, in.layout.width, height});
    }
    const bool is_hit = row.kind == app::ResultRow::Kind::Hit;
    if (in_list && !is_hit) {
      context.semantics.pop();
      in_list = false;
    } else if (!in_list && is_hit) {
      push_container(context, Role::ListBox, "Moments",
                     {in.layout.left, top, in.layout.width, height});
      in_list = true;
    }
    switch (row.kind) {
      case app::ResultRow::Kind::Group:
        draw_group(context, group, in.layout, top + (i == 0 ? 0 : kGroupGap), with_show);
        break;
      case app::ResultRow::Kind::More:
        if (draw_more(context, group, in.layout, top))
          context.out.send(app::ToggleGroup{row.group});
        break;
      case app::ResultRow::Kind::Hit: {
        ImGui::PopID();  // ids of moments do not depend on the episode
        const bool selected = results.selected_hit == static_cast<std::int32_t>(row.hit);
        const HitPlace place{
            .number = row.hit,
            .is_selected = selected,
            .is_stop = selected || (results.selected_hit < 0 && i <= seen.first + 1),
            .set_size = static_cast<std::int32_t>(group.hit_count),
            .position_in_set = static_cast<std::int32_t>(row.hit - group.first_hit + 1)};
        if (draw_hit(context, in.app.hit(row.hit), in.layout,
                     {in.layout.left, top, in.layout.width, height}, place)) {
          context.interaction.clear_focus();  // what it opens has the keys
          context.out.send(app::HitChosen{row.hit});
        }
        ImGui::PushID(static_cast<int>(node_id(group.episode)));
        break;
      }
    }
  }
  close_group();
}

// The chosen moment is kept in sight, and the focus goes with it.
void follow_selection(const Walk& in) {
  const app::ResultsView& results = in.app.results();
  if (results.selected_hit == in.state.selected_before) return;
  const std::int32_t before = in.state.selected_before;
  in.state.selected_before = results.selected_hit;
  if (results.selected_hit < 0) return;
  Interaction& interaction = in.context.interaction;
  if (before >= 0 && interaction.has_focus(hit_node(static_cast<std::uint32_t>(before)))) {
    interaction.focus(hit_node(static_cast<std::uint32_t>(results.selected_hit)),
                      interaction.by_keyboard());
  }
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    const app::ResultRow& row = results.rows[i];
    if (row.kind != app::ResultRow::Kind::Hit ||
        row.hit != static_cast<std::uint32_t>(results.selected_hit))
      continue;
    // With the heading where it is the episode's first.
    const bool is_first = i > 0 && results.rows[i - 1].kind == app::ResultRow::Kind::Group;
    const float top = is_first ? (i == 1 ? -in.shift : in.state.tops[i - 1]) : in.state.tops[i];
    scroll_into_view(in.context, in.area, in.shift + top, in.shift + in.state.tops[i + 1], kSpace2);
    return;
  }
}

}  // namespace

void draw_results(Context& context, const app::App& app, ResultsState& state, MenuState& menu,
                  const Rect& rect) {
  const app::ResultsView& results = app.results();
  ResultsLayout layout;
  const bool is_narrow = rect.width < kOneColumnBelow;
  const float margin = is_narrow ? kSpace4 : kSpace6;
  layout.is_stacked = rect.width < 560;
  layout.width = std::min(kColumn, rect.width - 2 * margin);
  layout.left = snapped(context, rect.left + (rect.width - layout.width) / 2);

  std::string key(results.query);
  key.append("/").append(std::to_string(static_cast<int>(results.scope)));
  key.append(std::to_string(static_cast<int>(results.sort)))
      .append("/")
      .append(std::to_string(results.shown_total));
  const std::string place_key = key + "/" + std::to_string(static_cast<int>(layout.width));
  const bool is_new = state.key != place_key;
  if (is_new) {
    state.key = place_key;
    std::uint32_t hits = 0;
    for (const app::HitGroup& group : results.groups)
      hits = std::max(hits, group.first_hit + group.hit_count);
    state.lines_of_hit.assign(hits, 0);
    state.speaker_width = 0;
    state.selected_before = results.selected_hit;
  }
  layout.speaker_width = state.speaker_width;
  ImGui::PushID("results");
  push_container(context, Role::Region, "Search results", rect);
  const ScrollArea area = begin_scroll(context, "moments", rect);
  float top = area.origin.y + (is_narrow ? kSpace4 : kSpace5);
  top += draw_head(context, app, menu, layout, top);
  top += draw_faults(context, results, ImVec2(layout.left, top), layout.width);
  float height = 0;
  if (results.rows.empty()) {
    draw_nothing(context, results, layout, top);
    height = top - area.origin.y + 200;
    if (height < rect.height) height = rect.height;
  } else {
    const Walk walk{context, app, state, layout, area, top - area.origin.y};
    place_rows(results, state, layout);
    if (is_new) scroll_to(context, 0);
    follow_selection(walk);
    draw_rows(walk);
    height = walk.shift + state.tops.back() + kSpace6;
  }
  end_scroll(context, area, height);
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace earshot::ui
