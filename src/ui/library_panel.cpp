#include "ui/library_panel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kTile = 56;
constexpr float kChipGap = 6;
constexpr std::uint32_t kFilterFieldFrom = 12;  // fewer can be looked over
constexpr TextStyle kShowName{FontRole::SemiBold, 16, 22};

const app::ShowRow* current_show(const app::LibraryView& library) {
  const std::int32_t row = one_show(library);
  return row < 0 ? nullptr : &library.shows[static_cast<std::size_t>(row)];
}

struct ShowWords {
  std::string name, count, transcripts;
};

ShowWords words_of(const words::Words& say, const app::LibraryView& library,
                   const app::ShowRow* show) {
  ShowWords words;
  std::uint64_t episodes = 0, with_transcript = 0;
  if (show) {
    words.name = show->title.empty() ? std::string(say(word::kWithoutShow)) : show->title;
    episodes = show->episodes;
    with_transcript = show->with_transcript;
    if (show->declared_episodes > 0 &&
        static_cast<std::uint32_t>(show->declared_episodes) > show->episodes) {
      words.count = say(word::kEpisodesHere, static_cast<std::uint64_t>(show->declared_episodes),
                        say.number(episodes));
    }
  } else {
    words.name = say(word::kAllShows);
    for (const app::ShowRow& it : library.shows) {
      episodes += it.episodes;
      with_transcript += it.with_transcript;
    }
    words.count = say(word::kInShows, library.shows.size(), say(word::kEpisodes, episodes));
  }
  if (words.count.empty()) words.count = say(word::kEpisodes, episodes);
  words.transcripts = with_transcript == 0 ? std::string(say(word::kNoTranscripts))
                      : with_transcript == episodes && episodes > 1
                          ? std::string(say(word::kAllTranscripts))
                          : say(word::kWithTranscripts, with_transcript);
  return words;
}

// Returns the height.
float draw_show(Context& context, const app::App& app, MenuState& menu, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const app::LibraryView& library = app.library();
  const app::ShowRow* show = current_show(library);
  const ShowWords words = words_of(context.say, library, show);
  const Rect tile{rect.left + kSpace4, rect.top + kSpace4, kTile, kTile};
  const bool can_switch = library.shows.size() > 1;
  const Rect area{rect.left + kSpace2, rect.top + kSpace2, rect.width - 2 * kSpace2,
                  kTile + 2 * kSpace2};
  if (can_switch) {
    const bool is_open = menu.is_open(MenuKind::Shows);
    Node node = make_node(node_id("show"), Role::Button, context.say(word::kShowNamed, words.name));
    node.expanded = is_open ? 1 : 0;
    const Press press = interact(context, std::move(node), area);
    if (press.hovered || is_open)
      fill(area, faded(colours.ink, press.held ? 0.09F : 0.05F), kRadius);
    if (press.ring) focus_ring(context, area, kRadius, -1);
    if (press)
      toggle_menu(menu, MenuKind::Shows, {tile.left, tile.top, area.width - 2 * kSpace2, kTile});
  }
  if (show) {
    show_tile(context, tile, words.name);
  } else {
    fill(tile, mixed(colours.panel, colours.ink, 0.08F), kRadius);
    draw_icon(context, icon::kLibrary, tile, 24, colours.ink2);
  }
  const float x = right(tile) + kSpace3;
  const float edge = right(rect) - kSpace4 - (can_switch ? 22 : 0);
  label(context, words.name, {x, tile.top - 1, edge - x, kShowName.line_height}, kShowName,
        colours.ink, Role::Heading, 2,
        show && !show->title.empty() ? show->language : std::string_view());
  label(context, words.count, {x, tile.top + 22, edge - x, 18}, kSecondary, colours.ink2);
  label(context, words.transcripts, {x, tile.top + 40, edge - x, 18}, kSecondary, colours.ink2);
  if (can_switch)
    draw_icon(context, icon::kChevronDown, {edge + 4, tile.top, 18, 22}, 16, colours.ink2);
  return kSpace4 + kTile + kSpace4;
}

words::Message<0> sort_label(app::EpisodeSort sort) {
  switch (sort) {
    case app::EpisodeSort::Newest:
      return word::kNewest;
    case app::EpisodeSort::Oldest:
      return word::kOldest;
    case app::EpisodeSort::Title:
      return word::kByTitle;
    case app::EpisodeSort::Longest:
      return word::kLongest;
  }
  return word::kNewest;
}

/// Returns its height. Where the language's words are too long for one row, the order is told by
/// its icon alone; where even that has no room, it goes below.
float draw_filters(Context& context, const app::App& app, MenuState& menu, const Rect& rect) {
  const app::LibraryView& library = app.library();
  ImGui::PushID("filters");
  const NodeId group =
      push_container(context, Role::RadioGroup, context.say(word::kShowEpisodes), rect);
  float x = rect.left;
  std::int32_t position = 1;
  const auto filter_chip = [&](app::EpisodeFilter filter, std::string_view name) {
    const ChipOptions options{.selected = library.filter == filter,
                              .group = group,
                              .set_size = 3,
                              .position_in_set = position++};
    if (chip(context, name, ImVec2(x, rect.top), options) && library.filter != filter) {
      context.out.send(app::SetEpisodeFilter{filter});
    }
    x += chip_width(context, name, options) + kChipGap;
  };
  filter_chip(app::EpisodeFilter::All, context.say(word::kAll));
  filter_chip(app::EpisodeFilter::WithTranscript, context.say(word::kTranscript));
  filter_chip(app::EpisodeFilter::WithNotes, context.say(word::kNotes));
  context.semantics.pop();
  const std::string_view sort = context.say(sort_label(library.sort));
  ChipOptions options{.is_menu_button = true, .open = menu.is_open(MenuKind::EpisodeSort)};
  constexpr float kLeastGap = 4;
  const auto fits_beside = [&] {
    return x - kChipGap + kLeastGap + chip_width(context, sort, options) <= right(rect);
  };
  if (!fits_beside()) {
    options.icon = icon::kArrowUpDown;
    options.icon_only = true;
  }
  const bool fits = fits_beside();
  const float width = chip_width(context, sort, options);
  const float height = fits ? kChipHeight : 2 * kChipHeight + kSpace2;
  const Rect place{right(rect) - width, rect.top + height - kChipHeight, width, kChipHeight};
  ImGui::PushID("sort");
  if (chip(context, sort, top_left(place), options))
    toggle_menu(menu, MenuKind::EpisodeSort, place, true);
  if (Node* node = context.semantics.find(node_id(sort)))
    node->name = context.say(word::kSortedBy, sort);
  ImGui::PopID();
  ImGui::PopID();
  return height;
}

std::string meta_of(const words::Words& say, const app::EpisodeRow& row, bool with_show) {
  const std::string date = say.short_date(row.date);
  const std::string duration = say.duration(row.duration);
  if (with_show) return joined(row.show, date, duration);
  if (date.empty() && duration.empty() && row.number >= 0)
    return say(word::kEpisodeNumber, std::to_string(row.number));
  return joined(date, duration);
}

std::string description_of(const words::Words& say, const app::EpisodeRow& row,
                           std::string_view meta) {
  std::string words(meta);
  if (row.has_notes) words = say(word::kHasNotes, words);
  if (row.has_transcript) words = say(word::kHasTranscript, words);
  if (row.listed_only) words = say(word::kListedOnly, words);
  return words;
}

struct RowContext {
  Context& context;
  const app::App& app;
  MenuState& menu;
  NodeId group = 0;
  bool with_show = false;
};

/// Returns whether the row has the focus.
bool draw_episode(const RowContext& in, const app::EpisodeRow& row, const Rect& rect,
                  std::size_t number, std::size_t count) {
  Context& context = in.context;
  const Palette& colours = context.theme.palette;
  const bool is_open = in.app.reader().open && in.app.reader().episode.id == row.id;
  const bool has_menu_open = in.menu.is_open(MenuKind::Episode) && in.menu.episode == row.id;
  const std::string meta = meta_of(context.say, row, in.with_show);
  const std::string_view title = row.title.empty() ? context.say(word::kUntitled) : row.title;

  ImGui::PushID(static_cast<int>(node_id(row.id)));
  Node item = make_node(node_id("row"), Role::ListItem, {});
  item.rect = rect;
  item.set_size = static_cast<std::int32_t>(count);
  item.position_in_set = static_cast<std::int32_t>(number + 1);
  context.semantics.push(std::move(item));
  Node node = make_node(node_id("open"), Role::Button, title);
  node.description = description_of(context.say, row, meta);
  if (!row.title.empty()) tell_language(context, node, row.language);
  node.current = is_open;
  const Press press = interact(
      context, std::move(node), rect,
      {.group = in.group, .is_group_entry = is_open, .keep_when_clipped = true, .overlap = true});

  if (is_open) {
    // In high contrast, where all grounds are one, a colour tells.
    fill(rect, context.theme.contrast ? colours.accent_soft : colours.raised);
    fill({rect.left, rect.top, 3, rect.height}, colours.accent);
  }
  if (!is_open && (press.hovered || has_menu_open))
    fill(rect, faded(colours.ink, press.held ? 0.07F : 0.035F));
  horizontal_line(context, rect.left, right(rect), bottom(rect) - 1, colours.line);
  if (press.ring) focus_ring(context, rect, kRadiusSmall, -4);

  // The row's menu shows itself to a mouse over the row; keyboards have the menu key, fingers
  // always see it.
  const Rect dots{right(rect) - kSpace2 - 32, rect.top + 3, 32, 32};
  const bool over =
      ImGui::IsMouseHoveringRect(top_left(rect), bottom_right(rect)) && ImGui::IsWindowHovered();
  const bool shows_dots = context.frame.touch || over || has_menu_open || press.ring;
  const float title_top = rect.top + (context.theme.compact ? 3 : 9);
  const float meta_top = title_top + (context.theme.compact ? 21 : 24);
  const float title_width = right(rect) - kSpace4 - (rect.left + kSpace4) - (shows_dots ? 26 : 0);
  text_clipped(context, ImVec2(rect.left + kSpace4, title_top), title_width, title,
               row.listed_only ? kInterface : kInterfaceStrong,
               row.listed_only ? colours.ink2 : colours.ink);
  float edge = right(rect) - kSpace4;
  const auto mark = [&](const char* symbol) {
    edge -= 15;
    draw_icon(context, symbol, {edge, meta_top, 15, 18}, 14, colours.ink3);
    edge -= 7;
  };
  if (row.has_transcript) mark(icon::kMessageSquareQuote);
  if (row.has_notes && !row.listed_only) mark(icon::kFileText);
  text_clipped(context, ImVec2(rect.left + kSpace4, meta_top), edge - rect.left - kSpace4, meta,
               kSecondary, row.listed_only ? colours.ink3 : colours.ink2, Figures::Tabular);
  Node dots_node = make_node(node_id("menu"), Role::Button, context.say(word::kActionsFor, title));
  dots_node.expanded = has_menu_open ? 1 : 0;
  const Press dots_press = interact(context, std::move(dots_node), dots, {.no_stop = true});
  if (shows_dots) {
    if (dots_press.hovered || has_menu_open)
      fill(inset(dots, 2, 2), faded(colours.ink, 0.08F), kRadiusSmall);
    draw_icon(context, icon::kEllipsis, dots, 16, colours.ink2);
  }
  context.semantics.pop();
  ImGui::PopID();

  if (dots_press) {
    toggle_menu(in.menu, MenuKind::Episode, dots, true, row.id);
  } else if (press.menu) {
    const ImVec2 mouse = ImGui::GetMousePos();
    const bool by_mouse = over && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    toggle_menu(in.menu, MenuKind::Episode, by_mouse ? Rect{mouse.x, mouse.y, 0, 0} : dots,
                !by_mouse, row.id);
  } else if (press.pressed) {
    context.out.send(app::OpenEpisode{row.id});
  }
  return press.focused;
}

NodeId row_node(const app::EpisodeRow& row) {
  ImGui::PushID(static_cast<int>(node_id(row.id)));
  const NodeId id = node_id("open");
  ImGui::PopID();
  return id;
}

void draw_nothing(Context& context, const app::App& app, LibraryState& state, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const app::LibraryView& library = app.library();
  const float width = rect.width - 2 * kSpace5;
  float top = rect.top + kSpace6;
  const bool narrowed = library.episodes_before_filter > 0;
  const std::string_view words =
      context.say(!narrowed                                              ? word::kNoEpisodes
                  : !library.filter_text.empty()                         ? word::kNoTitleMatches
                  : library.filter == app::EpisodeFilter::WithTranscript ? word::kNoneHasTranscript
                                                                         : word::kNoneHasNotes);
  add_text(context, words, {rect.left + kSpace5, top, width, 22}, Role::Status);
  top += text_wrapped(context, ImVec2(rect.left + kSpace5, top), width, words, kInterface,
                      colours.ink2) +
         kSpace3;
  if (!narrowed) return;
  const float needed = button_width(context, context.say(word::kShowAllEpisodes));
  if (button(context, context.say(word::kShowAllEpisodes),
             {rect.left + kSpace5, top, needed, 36})) {
    state.filter.text.clear();
    context.out.send(app::SetFilterText{});
    context.out.send(app::SetEpisodeFilter{app::EpisodeFilter::All});
  }
}

void draw_episodes(Context& context, const app::App& app, LibraryState& state, MenuState& menu,
                   const Rect& rect) {
  const app::LibraryView& library = app.library();
  const std::size_t count = library.episodes.size();
  const float row_height = context.theme.compact ? kCompactEpisodeRow : kEpisodeRowHeight;
  const ScrollArea area = begin_scroll(context, "episodes", rect);
  push_container(context, Role::List, context.say(word::kEpisodeList), rect);
  const NodeId group = ImGui::GetID("episode rows");
  state.list_group = group;
  Interaction& interaction = context.interaction;

  const auto show_row = [&](std::size_t number) {
    const float top = static_cast<float>(number) * row_height;
    scroll_into_view(context, area, top, top + row_height);
  };
  const auto go_to = [&](std::size_t number) {
    interaction.focus(row_node(library.episodes[number]), true);
    show_row(number);
  };
  if (app.reader().open && app.reader().episode.id != state.open_before) {
    state.open_before = app.reader().episode.id;
    const auto found =
        std::find_if(library.episodes.begin(), library.episodes.end(),
                     [&](const app::EpisodeRow& row) { return row.id == state.open_before; });
    if (found != library.episodes.end())
      show_row(static_cast<std::size_t>(found - library.episodes.begin()));
  }
  if (const Id instead = std::exchange(state.focus_instead, {}); instead.valid()) {
    const auto found = std::ranges::find(library.episodes, instead, &app::EpisodeRow::id);
    if (found != library.episodes.end())
      interaction.focus(row_node(*found), interaction.by_keyboard());
  }
  std::size_t focused_row = count;
  if (count > 0 && (state.wants_focus || interaction.focused_group() == group)) {
    for (std::size_t i = 0; i < count; ++i) {
      const app::EpisodeRow& row = library.episodes[i];
      if (state.wants_focus ? row.id == state.open_before : interaction.has_focus(row_node(row)))
        focused_row = i;
    }
    const auto page = static_cast<std::size_t>(std::max(1.0F, rect.height / row_height - 1));
    if (state.wants_focus) {
      go_to(focused_row < count ? focused_row : 0);
    } else if (focused_row < count) {
      if (interaction.take(Key::Home)) go_to(0);
      if (interaction.take(Key::End)) go_to(count - 1);
      if (interaction.take(Key::PageDown)) go_to(std::min(count - 1, focused_row + page));
      if (interaction.take(Key::PageUp)) go_to(focused_row > page ? focused_row - page : 0);
    }
    state.wants_focus = false;
  }

  // One row more at both ends, so that arrow keys have where to go; and the row with the focus,
  // wherever it is.
  const auto first =
      static_cast<std::size_t>(std::max(0.0F, std::floor(area.seen_from() / row_height) - 1));
  const std::size_t last = std::min(
      count, static_cast<std::size_t>(std::max(0.0F, std::ceil(area.seen_to() / row_height) + 1)));
  const RowContext row_context{context, app, menu, group,
                               library.shows.size() > 1 && library.current_show < 0};
  const auto draw = [&](std::size_t number) {
    const Rect row{rect.left, area.origin.y + static_cast<float>(number) * row_height, rect.width,
                   row_height};
    const app::EpisodeRow& episode = library.episodes[number];
    if (draw_episode(row_context, episode, row, number, count)) state.focused_episode = episode.id;
  };
  if (focused_row < std::min(first, count)) draw(focused_row);
  for (std::size_t i = first; i < last; ++i)
    draw(i);
  if (focused_row >= last && focused_row < count) draw(focused_row);
  context.semantics.pop();
  end_scroll(context, area, static_cast<float>(count) * row_height);
}

}  // namespace

std::int32_t one_show(const app::LibraryView& library) {
  const auto count = static_cast<std::int32_t>(library.shows.size());
  if (library.current_show >= 0 && library.current_show < count) return library.current_show;
  return count == 1 ? 0 : -1;
}

void draw_library(Context& context, const app::App& app, LibraryState& state, MenuState& menu,
                  const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const app::LibraryView& library = app.library();
  fill(rect, colours.panel);
  vertical_line(context, right(rect) - 1 / std::max(1.0F, context.frame.pixel_ratio), rect.top,
                bottom(rect), colours.line);
  ImGui::PushID("library");
  push_container(context, Role::Navigation, context.say(word::kLibrary), rect);
  const Rect inside{rect.left, rect.top, rect.width - 1, rect.height};
  float top = rect.top + draw_show(context, app, menu, inside);
  top += draw_filters(context, app, menu,
                      {rect.left + kSpace4, top, rect.width - 2 * kSpace4, kChipHeight}) +
         kSpace3;
  if (library.episodes_before_filter > kFilterFieldFrom || !library.filter_text.empty()) {
    const TextFieldAnswer answer =
        text_field(context, state.filter, context.say(word::kFilterByTitle), library.filter_text,
                   {rect.left + kSpace4, top, rect.width - 2 * kSpace4, 34},
                   {.placeholder = context.say(word::kFilterByTitle), .icon = icon::kListFilter});
    state.filter_id = answer.id;
    if (answer.changed) context.out.send(app::SetFilterText{state.filter.text});
    top += 34 + kSpace3;
  }
  horizontal_line(context, inside.left, right(inside), top, colours.line);
  top += 1;
  const Rect list{inside.left, top, inside.width, bottom(rect) - top};
  if (library.episodes.empty()) {
    draw_nothing(context, app, state, list);
  } else {
    draw_episodes(context, app, state, menu, list);
  }
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace earshot::ui
