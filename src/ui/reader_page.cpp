#include "ui/reader_page.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/time.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/offers_card.h"
#include "ui/paint.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kPadding = 40, kNarrowPadding = 16;
constexpr float kHeadTop = 32, kNarrowHeadTop = 20;
constexpr float kFactsGap = 12, kTabsGap = 16, kTextGap = 16;
constexpr float kMatchRow = 40;  // narrow: under the tabs
constexpr float kTabDistance = 24, kLeastTabDistance = 6;
constexpr float kMatchButton = 32;
constexpr float kChoiceButton = 26;     // behind a tab with several texts
constexpr float kRoomForMatches = 190;  // beside the tabs, at least
constexpr float kAboutButton = 36;      // at the right end of the tabs
constexpr float kEmptyWidth = 360;
constexpr float kRepairHeight = 32;

/// Where things of the page stand, from its top.
struct PagePlaces {
  float column_left = 0, column_width = 0;
  float title_top = 0, facts_top = 0, hint_top = 0, tabs_top = 0;
  float lead = 0, covered = 0, tail = 0;
  float offers_height = 0;
  bool matches_below_tabs = false;
  bool tabs_have_counts = true;
  float tab_distance = kTabDistance;
  float about_width = 0;  ///< taken from the right end of the tabs
  Rect beside_tabs;  ///< from the area's corner, as if tabs were at its top: for the find field
  float find_height = 0;  ///< above the text's first line, where the find field lies over it
};

struct TabItem {
  app::Tab tab;
  std::string_view name;
  std::int64_t count;
  std::string counted = {};    ///< the count with what is counted
  std::ptrdiff_t choices = 1;  ///< texts of that kind: of several one chooses by a menu
};

std::vector<TabItem> tabs_of(const words::Words& say, const app::ReaderView& view) {
  std::vector<TabItem> tabs;
  const auto choices = [&](pack::TrackKind kind) {
    return std::ranges::count(view.choices, kind, &app::TrackChoice::kind);
  };
  const auto add = [&](app::Tab tab, words::Message<0> name, std::size_t count,
                       words::Counted<1> counted, std::ptrdiff_t texts) {
    const bool is_counted = count > 0;
    tabs.push_back({tab, say(name), is_counted ? static_cast<std::int64_t>(count) : -1,
                    is_counted ? say(counted, count) : std::string(), texts});
  };
  if (!view.notes.empty())
    add(app::Tab::Notes, word::kNotes, view.sections, word::kSections,
        choices(pack::TrackKind::Notes));
  if (!view.transcript.empty())
    add(app::Tab::Transcript, word::kTranscript, view.transcript.blocks.size(), word::kCues,
        choices(pack::TrackKind::Transcript));
  if (!view.chapters.empty())
    add(app::Tab::Chapters, word::kChapters, view.chapters.size(), word::kChapterCount, 1);
  if (view.has_source) tabs.push_back({app::Tab::Source, say(word::kSource), -1});
  return tabs;
}

std::string facts_of(const words::Words& say, const app::ReaderView& view) {
  constexpr std::string_view kBetween = "  \xC2\xB7  ";
  std::string facts(view.author);
  for (const std::string& fact :
       {say.long_date(view.episode.date), say.duration(view.episode.duration)}) {
    if (fact.empty()) continue;
    if (!facts.empty()) facts += kBetween;
    facts += fact;
  }
  return facts;
}

std::string_view hint_of(const words::Words& say, const app::ReaderView& view) {
  if (view.wrong_characters > 0) return say(word::kWrongCharacters);
  if (view.episode.listed_only) return say(word::kKnownFromList);
  const bool nothing = view.notes.empty() && view.transcript.empty() && view.chapters.empty() &&
                       view.summary.empty();
  return nothing ? say(word::kNoTextYet) : std::string_view();
}

float wrapped_height(Context& context, std::string_view text, const TextStyle& style, float width) {
  if (text.empty()) return 0;
  return static_cast<float>(wrap(context, text, style, width).size()) * style.line_height;
}

const app::TrackView& shown_track(const words::Words& say, const app::ReaderView& view,
                                  app::TrackView& made, ReaderPage& page) {
  if (view.tab != app::Tab::Source || view.source_problem.empty()) return view.shown();
  page.source_problem = say.of_core(view.source_problem);
  page.problem_block = {};
  page.problem_block.end = static_cast<std::uint32_t>(page.source_problem.size());
  page.problem_block.kind = pack::BlockKind::Paragraph;
  made.kind = pack::TrackKind::Notes;
  made.text = page.source_problem;
  made.blocks = {&page.problem_block, 1};
  return made;
}

void draw_empty(Context& context, const Rect& area) {
  const Palette& colours = context.theme.palette;
  const float width = std::min(kEmptyWidth, area.width - kNarrowPadding * 2);
  const float left = area.left + (area.width - width) / 2;
  float y = area.top + std::max(area.height * 0.36F - 40, kSpace5);
  draw_icon(context, icon::kBookOpen, {left, y, width, 32}, 32, colours.ink3);
  y += 32 + kSpace4;
  const auto line = [&](std::string_view text, const TextStyle& style, ImU32 colour, Role role,
                        std::int16_t level) {
    const float top = y;
    for (const Range part : wrap(context, text, style, width)) {
      const std::string_view words = slice(text, part);
      const float part_width = context.glyphs.width(words, style);
      context.glyphs.draw(*ImGui::GetWindowDrawList(), ImVec2(left + (width - part_width) / 2, y),
                          words, style, colour);
      y += style.line_height;
    }
    add_text(context, text, {left, top, width, y - top}, role, level);
  };
  line(context.say(word::kNothingOpen), kHeading, colours.ink, Role::Heading, 1);
  y += kSpace1;
  line(context.say(word::kChooseEpisode), kInterface, colours.ink2, Role::Text, 0);
}

float tabs_width(Context& context, const std::vector<TabItem>& tabs, bool with_counts,
                 float distance = kTabDistance) {
  float width = 0;
  for (const TabItem& item : tabs) {
    const TabOptions options{.count = with_counts ? item.count : -1};
    width += tab_width(context, item.name, options) + (width > 0 ? distance : 0) +
             (item.choices > 1 ? kChoiceButton : 0);
  }
  return width;
}

/// Beside the tabs, for what `draw_matches` says there.
float room_for_matches(Context& context) {
  const words::Words& say = context.say;
  const std::string longest = say(word::kInThisText, say(word::kOneOf, "999", "999"));
  return std::max(kRoomForMatches, context.glyphs.width(longest, kSecondary, Figures::Tabular) +
                                       2 * kMatchButton + kSpace2);
}

/// Behind a tab with several texts: opens the menu of them.
void draw_choice(Context& context, const TabItem& item, const Rect& place, MenuState& menu) {
  const bool is_notes = item.tab == app::Tab::Notes;
  const MenuKind kind = is_notes ? MenuKind::OtherNotes : MenuKind::OtherTranscripts;
  ButtonOptions options{.emphasis = Emphasis::Quiet};
  options.expanded = menu.is_open(kind) ? 1 : 0;
  if (icon_button(context, context.say(is_notes ? word::kOtherNotes : word::kOtherTranscripts),
                  icon::kChevronDown, place, options))
    toggle_menu(menu, kind, place);
}

void draw_tabs(Context& context, const app::ReaderView& view, const std::vector<TabItem>& tabs,
               const Rect& row, const PagePlaces& places, MenuState& menu) {
  const Palette& colours = context.theme.palette;
  fill({row.left - kSpace2, row.top, row.width + kSpace4, row.height}, colours.paper);
  const NodeId group = push_container(context, Role::TabList, context.say(word::kWhatToRead), row);
  std::vector<std::pair<const TabItem*, Rect>> choices;
  float x = row.left;
  for (std::size_t number = 0; number < tabs.size(); ++number) {
    const TabItem& item = tabs[number];
    TabOptions options;
    options.selected = view.tab == item.tab;
    options.group = group;
    options.count = places.tabs_have_counts ? item.count : -1;
    options.counted = item.counted;
    options.set_size = static_cast<std::int32_t>(tabs.size());
    options.position_in_set = static_cast<std::int32_t>(number) + 1;
    if (tab(context, item.name, ImVec2(x, row.top), options))
      context.out.send(app::ChooseTab{item.tab});
    x += tab_width(context, item.name, options);
    if (item.choices > 1) {
      choices.emplace_back(&item, Rect{x, row.top + 6, kChoiceButton, kTabHeight - 14});
      x += kChoiceButton;
    }
    x += places.tab_distance;
  }
  context.semantics.pop();
  for (const auto& [item, place] : choices)
    draw_choice(context, *item, place, menu);  // no tab, so not among them
}

/// "3 of 11 in this text" with a button each way; ends at `right_edge`.
void draw_matches(Context& context, const app::ReaderView& view, float left_edge, float right_edge,
                  float top, float height, bool is_wide) {
  const Palette& colours = context.theme.palette;
  const std::size_t count = view.matches_in_text.size();
  const words::Words& say = context.say;
  std::string said(say(word::kNoMatches));
  if (count > 0) {
    const auto current = static_cast<std::uint64_t>(view.current_match) + 1;
    said = view.current_match >= 0 ? say(word::kOneOf, say.number(current), say.number(count))
                                   : say(word::kMatches, count);
    if (is_wide) said = say(word::kInThisText, said);
  }
  float x = right_edge;
  if (count > 0) {
    const float button_top = top + (height - kMatchButton) / 2;
    x -= kMatchButton;
    ButtonOptions next{.emphasis = Emphasis::Quiet,
                       .shortcut = told_chord(context, CommandId::NextMatch)};
    if (icon_button(context, say(word::kNextMatch), icon::kChevronDown,
                    {x, button_top, kMatchButton, kMatchButton}, next)) {
      context.out.send(app::JumpToMatch{1});
    }
    x -= kMatchButton;
    ButtonOptions previous{.emphasis = Emphasis::Quiet,
                           .shortcut = told_chord(context, CommandId::PreviousMatch)};
    if (icon_button(context, say(word::kPreviousMatch), icon::kChevronUp,
                    {x, button_top, kMatchButton, kMatchButton}, previous)) {
      context.out.send(app::JumpToMatch{-1});
    }
    x -= kSpace2;
  }
  const float width = context.glyphs.width(said, kSecondary, Figures::Tabular);
  const float text_left = std::max(x - width, left_edge);
  context.glyphs.draw_clipped(*ImGui::GetWindowDrawList(),
                              ImVec2(text_left, top + (height - kSecondary.line_height) / 2),
                              x - text_left, said, kSecondary, colours.ink2, Figures::Tabular);
  Node node = make_node(node_id("matches"), Role::Status, said);
  node.rect = {text_left, top, width, height};
  node.live = true;
  context.semantics.add(std::move(node));
}

PagePlaces place(Context& context, const app::ReaderView& view, const ReaderPageInput& input,
                 const Rect& area, const std::vector<TabItem>& tabs, const std::string& facts,
                 std::string_view hint) {
  const bool is_narrow = area.width < kOneColumnBelow;
  const float padding = is_narrow ? kNarrowPadding : kPadding;
  PagePlaces places;
  const float measure = static_cast<float>(input.measure) * kMeanCharacter * kReading.size;
  places.column_width = std::max(
      std::min(area.width - padding * 2, std::round(measure * std::max(input.zoom, 1.0F))), 64.0F);
  places.column_left = std::round(std::max((area.width - places.column_width) / 2, 0.0F));
  places.title_top = is_narrow ? kNarrowHeadTop : kHeadTop;
  float y =
      places.title_top + wrapped_height(context, view.episode.title, kTitle, places.column_width);
  places.facts_top = y += kFactsGap;
  y += wrapped_height(context, facts, kSecondary, places.column_width);
  if (!hint.empty()) {
    places.hint_top = y += kSpace3;
    y += wrapped_height(context, hint, kSecondary, places.column_width - kSpace5);
    if (view.wrong_characters > 0) y += kRepairHeight + kSpace2;
  }
  places.tabs_top = y += kTabsGap;
  float tabs_height = tabs.empty() ? 0 : kTabHeight;
  if (!tabs.empty()) {
    places.about_width = input.has_about ? kAboutButton : 0;
    const float room = places.column_width - places.about_width;
    const float width = tabs_width(context, tabs, true);
    places.tabs_have_counts = width <= room;
    const float over = tabs_width(context, tabs, places.tabs_have_counts) - room;
    if (over > 0 && tabs.size() > 1) {
      const float share = std::ceil(over / static_cast<float>(tabs.size() - 1));
      places.tab_distance = std::max(kTabDistance - share, kLeastTabDistance);
    }
    places.matches_below_tabs =
        input.query_on && width + kTabDistance + room_for_matches(context) > room;
    if (places.matches_below_tabs) tabs_height += kMatchRow;
  }
  places.covered = tabs_height;
  if (!tabs.empty()) {
    const float from = places.column_left +
                       tabs_width(context, tabs, places.tabs_have_counts, places.tab_distance) +
                       kTabDistance;
    places.beside_tabs = {from, 0, area.width - kSpace5 - from, kTabHeight};
  }
  if (input.find.open && places.beside_tabs.width < kFindBesideFrom)
    places.find_height = kFindCovers;
  places.lead = y + tabs_height + (tabs.empty() ? 0 : kTextGap) + places.find_height;
  const bool offers_here = context.frame.width < kRailFrom && view.tab == app::Tab::Notes;
  places.offers_height = offers_here ? offers_height(context, view.offers, places.column_width) : 0;
  places.tail = kSpace6 * 2 + (places.offers_height > 0 ? places.offers_height + kSpace5 : 0);
  return places;
}

void draw_head(Context& context, const app::ReaderView& view, const PagePlaces& places,
               const Rect& area, float top, const std::string& facts, std::string_view hint) {
  const Palette& colours = context.theme.palette;
  const float left = area.left + places.column_left, width = places.column_width;
  const float title_top = top + places.title_top;
  const float title_height = text_wrapped(context, ImVec2(left, title_top), width,
                                          view.episode.title, kTitle, colours.ink);
  Node title = make_node(node_id("title"), Role::Heading, view.episode.title);
  title.rect = {left, title_top, width, title_height};
  title.level = 1;
  tell_language(context, title, view.episode.language);
  context.semantics.add(std::move(title));
  const float facts_top = top + places.facts_top;
  if (!facts.empty()) {
    const float height =
        text_wrapped(context, ImVec2(left, facts_top), width, facts, kSecondary, colours.ink2);
    add_text(context, facts, {left, facts_top, width, height});
  }
  if (!hint.empty()) {
    const float hint_top = top + places.hint_top;
    draw_icon(context, icon::kInfo, {left, hint_top, kSpace4, kSecondary.line_height}, kSpace4 - 1,
              colours.ink3);
    const float height = text_wrapped(context, ImVec2(left + kSpace5, hint_top), width - kSpace5,
                                      hint, kSecondary, colours.ink2);
    add_text(context, hint, {left, hint_top, width, height});
    if (view.wrong_characters > 0) {
      const std::string_view repair = context.say(word::kRepairThem);
      const Rect place{left + kSpace5, hint_top + height + kSpace2,
                       button_width(context, repair, true), kRepairHeight};
      if (button(context, repair, place,
                 {.icon = icon::kFileCheck,
                  .shortcut = told_chord(context, CommandId::RepairText),
                  .description = context.say(word::kRepairDescription)}))
        context.out.send(app::RepairText{view.episode.id});
    }
  }
}

}  // namespace

FindRoom draw_reader_page(Context& context, const app::ReaderView& view,
                          const ReaderPageInput& input, const Rect& area, ReaderPage& page,
                          MenuState& menu) {
  if (!view.open) {
    draw_empty(context, area);
    return {};
  }
  const std::vector<TabItem> tabs = tabs_of(context.say, view);
  const std::string facts = facts_of(context.say, view);
  const std::string_view hint = hint_of(context.say, view);
  const PagePlaces places = place(context, view, input, area, tabs, facts, hint);
  const Palette& colours = context.theme.palette;

  app::TrackView made;
  TextViewInput text_input;
  text_input.track = shown_track(context.say, view, made, page);
  if (view.tab == app::Tab::Notes) text_input.folded_blocks = view.folded_blocks;
  text_input.zoom = input.zoom;
  // Find has its own matches; those of the query come back when it is closed.
  const bool finds = input.find.open;
  const std::span<const Range> matches = finds ? input.find.matches_in_text : view.matches_in_text;
  const std::int32_t current_match = finds ? input.find.current : view.current_match;
  const bool has_current =
      current_match >= 0 && static_cast<std::size_t>(current_match) < matches.size();
  const std::span<const Range> current =
      has_current ? matches.subspan(static_cast<std::size_t>(current_match), 1)
                  : std::span<const Range>();
  const std::array<RangeLayer, 2> layers = {
      RangeLayer{.ranges_in_text = matches, .fill = colours.match},
      RangeLayer{.ranges_in_text = current,
                 .fill = colours.match_current,
                 .outline = colours.match_outline}};
  text_input.layers = layers;
  text_input.matches_in_text = matches;
  text_input.current_match = current_match;
  if (view.target.track == text_input.track.kind) text_input.target = view.target;
  text_input.known_place_in_text = view.offset_in_text;
  text_input.name = context.say(view.tab == app::Tab::Transcript ? word::kTranscript
                                : view.tab == app::Tab::Chapters ? word::kChapters
                                : view.tab == app::Tab::Source   ? word::kSource
                                                                 : word::kNotes);
  text_input.column_left = places.column_left;
  text_input.column_width = places.column_width;
  text_input.lead = places.lead;
  text_input.covered = places.covered;
  text_input.tail = places.tail;
  if (finds) text_input.comfort_top = kFindCovers;

  // Ids of blocks are the episode's.
  ImGui::PushID(static_cast<int>(node_id(view.episode.id)));
  TextView& text_view = page.texts[static_cast<std::size_t>(view.tab)];
  ImGui::PushID(static_cast<int>(view.tab));
  text_view.begin(context, area, text_input);
  ImGui::PopID();

  ImGui::PushClipRect(top_left(area), bottom_right(area), true);
  const float top = area.top - text_view.scrolled();
  draw_head(context, view, places, area, top, facts, hint);
  const float tabs_top = std::max(top + places.tabs_top, area.top);
  const Rect row{area.left + places.column_left, tabs_top, places.column_width, kTabHeight};
  if (!tabs.empty()) {
    draw_tabs(context, view, tabs, row, places, menu);
    if (places.about_width > 0) {
      const Rect about{right(row) - kMatchButton, row.top + 2, kMatchButton, kMatchButton};
      if (icon_button(context, context.say(word::kAboutThisEpisode), icon::kInfo, about))
        context.out.send(app::OpenDialog{app::Dialog::Episode});
    }
    if (input.query_on) {
      const float match_top = places.matches_below_tabs ? bottom(row) : row.top;
      if (places.matches_below_tabs)
        fill({row.left - kSpace2, bottom(row), row.width + kSpace4, kMatchRow}, colours.paper);
      const float match_right = right(row) - (places.matches_below_tabs ? 0 : places.about_width);
      draw_matches(context, view, row.left, match_right, match_top,
                   places.matches_below_tabs ? kMatchRow : kTabHeight - 4,
                   !places.matches_below_tabs);
    }
    const float pixel = 1 / context.frame.pixel_ratio;
    horizontal_line(context, row.left, right(row), bottom(row) - pixel, colours.line);
    if (places.matches_below_tabs) {
      horizontal_line(context, row.left, right(row), bottom(row) + kMatchRow - pixel, colours.line);
    }
  }
  push_container(context, Role::TabPanel, text_input.name, area);
  ImGui::PushID(static_cast<int>(view.tab));
  text_view.draw(context);
  ImGui::PopID();
  if (places.offers_height > 0) {
    const float offers_top =
        top + places.lead + static_cast<float>(text_view.layout().total_height()) + kSpace5;
    const float clip_top = tabs.empty() ? area.top : std::max(area.top, bottom(row));
    ImGui::PushClipRect(ImVec2(area.left, clip_top), bottom_right(area), true);
    if (offers_top < bottom(area)) {
      draw_offers(context, view.offers, {row.left, offers_top, row.width, places.offers_height});
    }
    ImGui::PopClipRect();
  }
  context.semantics.pop();
  ImGui::PopClipRect();
  ImGui::PopID();
  FindRoom room;
  const float text_top = tabs.empty() ? std::max(top + places.lead - places.find_height, area.top)
                                      : bottom(row) + (places.matches_below_tabs ? kMatchRow : 0);
  room.text = {area.left, text_top, area.width, std::max(bottom(area) - text_top, 0.0F)};
  room.beside_tabs = places.beside_tabs;
  room.beside_tabs.left += area.left;
  room.beside_tabs.top = row.top;
  return room;
}

}  // namespace earshot::ui
