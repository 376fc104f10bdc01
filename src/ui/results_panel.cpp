#include "ui/results_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/results_head.h"
#include "ui/results_rows.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kColumn = 696;
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
  MenuState& menu;
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
  NodeId list = 0;
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
      list = push_container(context, Role::ListBox, context.say(word::kMomentList),
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
        const Rect rect{in.layout.left, top, in.layout.width, height};
        const HitPress press = draw_hit(context, in.app.hit(row.hit), in.layout, rect, place);
        if (selected && in.state.is_walked) tell_reached(context, list, hit_node(row.hit));
        if (press.is_chosen) {
          context.interaction.clear_focus();  // what it opens has the keys
          context.out.send(app::HitChosen{row.hit});
        }
        if (press.wants_reason)
          context.out.send(app::ExplainHit{static_cast<std::int32_t>(row.hit)});
        if (press.wants_menu) {
          const bool by_mouse = ImGui::IsMouseClicked(ImGuiMouseButton_Right);
          const ImVec2 mouse = ImGui::GetIO().MousePos;
          toggle_menu(in.menu, MenuKind::Hit, by_mouse ? Rect{mouse.x, mouse.y, 0, 0} : rect);
          in.menu.hit = row.hit;
        }
        ImGui::PushID(static_cast<int>(node_id(group.episode)));
        break;
      }
    }
  }
  close_group();
  // A window's worth before the end more is asked for.
  if (results.is_first_page &&
      in.state.tops.back() - in.state.tops[seen.last] < in.area.view.height)
    context.out.send(app::GrowResults{});
}

// The chosen moment is kept in sight, and the focus goes with it.
void follow_selection(const Walk& in) {
  const app::ResultsView& results = in.app.results();
  if (results.selected_hit == in.state.selected_before) return;
  const std::int32_t before = in.state.selected_before;
  in.state.selected_before = results.selected_hit;
  if (results.selected_hit < 0) return;
  Interaction& interaction = in.context.interaction;
  const NodeId reached = hit_node(static_cast<std::uint32_t>(results.selected_hit));
  if (before >= 0 && interaction.has_focus(hit_node(static_cast<std::uint32_t>(before)))) {
    interaction.focus(reached, interaction.by_keyboard());
  } else if (in.state.is_walked && interaction.focused() == 0 && interaction.top_layer() == 0) {
    interaction.focus(reached);  // walked from the page: nobody else could tell of it
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
  layout.is_stacked = rect.width < 560;
  const float margin = layout.is_stacked ? kSpace4 : kBesideColumn;
  layout.width = std::min(kColumn, rect.width - 2 * margin);
  layout.left = snapped(context, rect.left + (rect.width - layout.width) / 2);

  std::string asked(results.query);
  asked.append("/").append(std::to_string(static_cast<int>(results.scope)));
  asked.append(std::to_string(static_cast<int>(results.sort)));
  std::uint32_t hits = 0;
  for (const app::HitGroup& group : results.groups)
    hits = std::max(hits, group.first_hit + group.hit_count);
  std::string key = asked + "/" + std::to_string(results.shown_total) + "/" + std::to_string(hits);
  key.append("/").append(std::to_string(static_cast<int>(layout.width)));
  // More moments of the same query, while an import runs or one scrolls on, leave one where one is.
  const bool is_new = state.asked != asked;
  if (state.key != key) {
    state.key = std::move(key);
    state.lines_of_hit.assign(hits, 0);
    if (is_new) state.speaker_width = 0;
    if (is_new) state.is_walked = false;
    state.selected_before = results.selected_hit;
  }
  state.asked = std::move(asked);
  layout.speaker_width = state.speaker_width;
  ImGui::PushID("results");
  push_container(context, Role::Region, context.say(word::kSearchResults), rect);
  const ScrollArea area = begin_scroll(context, "moments", rect);
  float top = area.origin.y + (is_narrow ? kSpace4 : kSpace5);
  top += draw_results_head(context, app, menu, layout, top);
  float height = 0;
  if (results.rows.empty()) {
    draw_nothing_found(context, results, layout, top);
    height = top - area.origin.y + 200;
    if (height < rect.height) height = rect.height;
  } else {
    const Walk walk{context, app, state, menu, layout, area, top - area.origin.y};
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
