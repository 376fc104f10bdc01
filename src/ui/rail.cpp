#include "ui/rail.h"

#include <algorithm>
#include <string>

#include "app/report_text.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/scroll.h"
#include "ui/text_view.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kChapterRow = 30, kTimeColumn = 54, kLineFeed = 20;
constexpr std::size_t kBlurbLines = 6, kOfferLines = 8, kChapterLines = 2;
constexpr std::size_t kRelatedShown = 4;
constexpr int kTicksBeforeRelated = 2;
constexpr TextStyle kBoxText{FontRole::Regular, 14, 21};
constexpr TextStyle kBoxHeading{FontRole::SemiBold, 14, 21};

struct Column {
  Context& context;
  float left = 0, width = 0, top = 0;
};

/// `drawn` in capitals, which some screen readers spell: `told` is what it says.
void heading(Column& column, std::string_view drawn, std::string_view told) {
  const Rect rect{column.left, column.top, column.width, 16};
  text_clipped(column.context, top_left(rect), rect.width, drawn, kRailHeading,
               column.context.theme.palette.ink3);
  add_text(column.context, told, rect, Role::Heading, 2);
  column.top += 16 + kSpace2;
}

bool quiet_link(Column& column, std::string_view words, const char* symbol, Role role,
                float indent = 0) {
  Context& context = column.context;
  const Palette& colours = context.theme.palette;
  const float room = column.width - indent - (symbol ? 20 : 0);
  const float width = std::min(room, context.glyphs.width(words, kSecondary)) + (symbol ? 20 : 0);
  const Rect rect{column.left + indent, column.top, width, kLeastTarget};
  const Press press = interact(context, make_node(node_id(words), role, words), rect);
  const float drawn = text_clipped(context, ImVec2(rect.left, rect.top + 3), room, words,
                                   kSecondary, colours.accent);
  if (symbol)
    draw_icon(context, symbol, {rect.left + drawn + 5, rect.top, 13, rect.height}, 13,
              colours.accent);
  if (press.hovered) fill({rect.left, rect.top + 20, drawn, 1}, faded(colours.accent, 0.6F));
  if (press.ring) focus_ring(context, rect, kRadiusSmall, 1);
  column.top += rect.height;
  return press.pressed;
}

/// The moment one is at in a transcript: what was jumped to while that is on the screen, else what
/// stands at the top.
Millis moment_read(const Context& context, const app::ReaderView& reader) {
  const TextView* const view = context.reading.view;
  const app::TrackView& track = reader.transcript;
  if (view == nullptr || reader.tab != app::Tab::Transcript || track.blocks.empty()) return kNoTime;
  std::uint32_t offset_in_text = view->place().offset_in_text;
  if (reader.target.serial != 0 && !reader.target.restore && reader.target.track == track.kind) {
    const std::uint32_t wanted = reader.target.range_in_text.begin;
    const Rect& area = context.reading.area;
    const auto place = view->caret_rect({wanted});
    if (place && place->top >= area.top && place->top < bottom(area)) offset_in_text = wanted;
  }
  const auto after =
      std::ranges::upper_bound(track.blocks, offset_in_text, {}, &pack::BlockRecord::begin);
  // A line stands for all until the next one: a chapter mostly begins between two.
  if (after == track.blocks.end()) return kMaxTime;
  return after->start_ms >= 0 ? after->start_ms - 1 : kNoTime;
}

/// The chapter that a moment is in; nothing where none has begun.
const pack::ChapterRecord* chapter_at(const app::ReaderView& reader, Millis moment) {
  const pack::ChapterRecord* found = nullptr;
  for (const pack::ChapterRecord& it : reader.chapters) {
    if (it.in_toc != 0 && it.start_ms >= 0 && it.start_ms <= moment) found = &it;
  }
  return found;
}

void draw_chapters(Column& column, const app::ReaderView& reader) {
  Context& context = column.context;
  const Palette& colours = context.theme.palette;
  const bool has_listed = std::any_of(reader.chapters.begin(), reader.chapters.end(),
                                      [](const pack::ChapterRecord& it) { return it.in_toc != 0; });
  if (!has_listed || !reader.pack) return;
  heading(column, context.say(word::kChaptersRail), context.say(word::kChapters));
  ImGui::PushID("chapters");
  const NodeId tree = push_container(context, Role::Tree, context.say(word::kChapters),
                                     {column.left, column.top, column.width, kChapterRow});
  if (Node* node = context.semantics.find(tree))
    tell_language(context, *node, reader.chapters_track.language);
  const NodeId group = ImGui::GetID("chapter rows");
  bool has_hours = false;
  for (const pack::ChapterRecord& it : reader.chapters)
    has_hours = has_hours || it.start_ms >= 3'600'000;
  const float time_column = has_hours ? kTimeColumn + 16 : kTimeColumn;
  const pack::ChapterRecord* const current = chapter_at(reader, moment_read(context, reader));
  const auto listed = std::ranges::count_if(
      reader.chapters, [](const pack::ChapterRecord& it) { return it.in_toc != 0; });
  int number = 0;
  for (const pack::ChapterRecord& chapter : reader.chapters) {
    if (chapter.in_toc == 0) continue;
    const std::string_view title = reader.pack->string(chapter.title);
    const std::string time = clock_time(chapter.start_ms);
    const float room = column.width - time_column;
    const bool is_current = &chapter == current;
    const TextStyle& style = is_current ? kBoxHeading : kBoxText;
    // As high as in the bolder style: nothing moves while one reads on.
    const std::size_t lines = wrap(context, title, kBoxHeading, room, kChapterLines).size();
    const float words_height =
        static_cast<float>(std::max<std::size_t>(lines, 1)) * kBoxText.line_height;
    const Rect row{column.left - kSpace2, column.top, column.width + 2 * kSpace2,
                   kChapterRow - kBoxText.line_height + words_height};
    ImGui::PushID(number++);
    Node node = make_node(node_id("jump"), Role::TreeItem, title);
    node.description = time;
    node.level = 1;
    node.position_in_set = number;
    node.set_size = static_cast<std::int32_t>(listed);
    node.current = is_current;
    const bool is_timed = chapter.start_ms >= 0;
    const Press press =
        interact(context, std::move(node), row,
                 {.group = group, .is_group_entry = is_current, .disabled = !is_timed});
    ImGui::PopID();
    if (press.hovered) fill(row, faded(colours.ink, press.held ? 0.09F : 0.05F), kRadiusSmall);
    if (press.ring) focus_ring(context, row, kRadiusSmall, -2);
    const float top = row.top + (row.height - words_height) / 2;
    text(context, ImVec2(column.left, top), time, style, is_current ? colours.accent : colours.ink3,
         Figures::Tabular);
    text_wrapped(context, ImVec2(column.left + time_column, top), room, title, style,
                 is_current ? colours.accent : colours.ink, kChapterLines);
    if (press) context.out.send(app::JumpToTime{chapter.start_ms});
    column.top += row.height;
  }
  context.semantics.pop();
  ImGui::PopID();
  column.top += kSpace5;
}

// A box with a hairline. `draw` fills it and returns nothing; the ground is drawn behind what it
// drew.
template <typename Draw>
void box(Column& column, std::string_view name, Draw draw) {
  Context& context = column.context;
  const Palette& colours = context.theme.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  Column inside{context, column.left + kSpace3, column.width - 2 * kSpace3, column.top + kSpace3};
  list.ChannelsSplit(2);
  list.ChannelsSetCurrent(1);
  ImGui::PushID(name.data(), name.data() + name.size());
  push_container(context, Role::Region, name, {column.left, column.top, column.width, 1});
  const NodeId id = context.semantics.nodes().back().id;
  draw(inside);
  context.semantics.pop();
  ImGui::PopID();
  const Rect rect{column.left, column.top, column.width, inside.top + kSpace3 - column.top};
  if (Node* node = context.semantics.find(id)) node->rect = rect;
  list.ChannelsSetCurrent(0);
  fill(rect, colours.panel, kRadius);
  outline(context, rect, colours.line, kRadius);
  list.ChannelsMerge();
  column.top = bottom(rect) + kSpace4;
}

void more_or_less(Column& column, bool& is_whole) {
  column.top += 2;
  if (quiet_link(column, column.context.say(is_whole ? word::kLess : word::kMore),
                 is_whole ? icon::kChevronUp : icon::kChevronDown, Role::Button)) {
    is_whole = !is_whole;
    column.context.animate();
  }
}

void draw_offers(Column& column, const app::TrackView& offers, RailState& state) {
  if (offers.empty()) return;
  box(column, column.context.say(word::kOffers), [&](Column& inside) {
    Context& context = inside.context;
    const Palette& colours = context.theme.palette;
    label(context, context.say(word::kOffers), {inside.left, inside.top, inside.width, 21},
          kBoxHeading, colours.ink, Role::Heading, 2);
    inside.top += 24;
    std::size_t lines = 0;
    bool is_cut = false;
    for (const pack::BlockRecord& block : offers.blocks) {
      const std::string_view words = slice(offers.text, {block.begin, block.end});
      if (words.empty()) continue;
      if (!state.whole_offers && lines >= kOfferLines) {
        is_cut = true;
        break;
      }
      const std::size_t room = state.whole_offers ? SIZE_MAX : kOfferLines - lines;
      const std::size_t needed = wrap(context, words, kBoxText, inside.width).size();
      is_cut = is_cut || needed > room;
      lines += std::min(needed, room);
      const float height = text_wrapped(context, ImVec2(inside.left, inside.top), inside.width,
                                        words, kBoxText, colours.ink2, room);
      add_text(context, words, {inside.left, inside.top, inside.width, height}, Role::Paragraph, 0,
               offers.language);
      inside.top += height + 2;
    }
    for (const pack::SpanRecord& span : offers.spans) {
      const std::string_view url = offers.string(span.url);
      if (span.kind != pack::SpanKind::Link || url.empty()) continue;
      ImGui::PushID(static_cast<int>(span.begin));
      if (quiet_link(inside, slice(offers.text, {span.begin, span.end}), icon::kExternalLink,
                     Role::Link)) {
        context.out.send(app::OpenLink{std::string(url)});
      }
      ImGui::PopID();
    }
    if (is_cut || state.whole_offers) more_or_less(inside, state.whole_offers);
  });
}

// The open episode's show, if there is something to say of it.
const app::ShowRow* told_show(const app::App& app) {
  for (const app::ShowRow& it : app.library().shows) {
    if (it.title != app.reader().episode.show) continue;
    return it.description.empty() && it.author.empty() ? nullptr : &it;
  }
  return nullptr;
}

void draw_show(Column& column, const app::App& app, RailState& state) {
  const app::ShowRow* const show = told_show(app);
  if (!show) return;
  box(column, column.context.say(word::kAboutThisShow), [&](Column& inside) {
    Context& context = inside.context;
    const Palette& colours = context.theme.palette;
    label(context, context.say(word::kAboutThisShow), {inside.left, inside.top, inside.width, 21},
          kBoxHeading, colours.ink, Role::Heading, 2);
    inside.top += 24;
    const std::string_view words =
        show->description.empty() ? std::string_view(show->author) : show->description;
    const bool is_long =
        wrap(context, words, kBoxText, inside.width, kBlurbLines + 1).size() > kBlurbLines;
    const float height =
        text_wrapped(context, ImVec2(inside.left, inside.top), inside.width, words, kBoxText,
                     colours.ink2, state.whole_blurb ? SIZE_MAX : kBlurbLines);
    add_text(context, words, {inside.left, inside.top, inside.width, height}, Role::Paragraph, 0,
             show->language);
    inside.top += height;
    if (is_long) more_or_less(inside, state.whole_blurb);
  });
}

// Episodes with the same rare words. They are worked out when the open one has been drawn: opening
// must not wait for them.
void draw_related(Column& column, const app::App& app, RailState& state) {
  Context& context = column.context;
  const Palette& colours = context.theme.palette;
  if (state.related_to != app.reader().episode.id) {
    state.related_to = app.reader().episode.id;
    state.ticks_shown = 0;
  }
  if (state.ticks_shown < kTicksBeforeRelated) {
    ++state.ticks_shown;
    context.animate();
    return;
  }
  const auto related = app.related();
  if (related.empty()) return;
  box(column, context.say(word::kRelatedEpisodes), [&](Column& inside) {
    label(context, context.say(word::kRelatedEpisodes), {inside.left, inside.top, inside.width, 21},
          kBoxHeading, colours.ink, Role::Heading, 2);
    inside.top += 26;
    push_container(context, Role::List, context.say(word::kSameRareWords),
                   {inside.left, inside.top, inside.width, 1});
    const NodeId group = ImGui::GetID("related rows");
    const std::size_t shown =
        state.whole_related ? related.size() : std::min(related.size(), kRelatedShown);
    for (std::size_t i = 0; i < shown; ++i) {
      const app::RelatedView& other = related[i];
      ImGui::PushID(static_cast<int>(node_id(other.episode)));
      std::string terms;
      for (const std::string& term : other.terms)
        terms += (terms.empty() ? "" : ", ") + term;
      const std::size_t lines =
          std::max<std::size_t>(1, wrap(context, other.title, kBoxText, inside.width, 2).size());
      const std::size_t term_lines = wrap(context, terms, kSecondary, inside.width, 2).size();
      const float words = static_cast<float>(lines) * kBoxText.line_height;
      const float below = static_cast<float>(term_lines) * kSecondary.line_height;
      const Rect row{inside.left - kSpace2, inside.top, inside.width + 2 * kSpace2,
                     words + below + 10};
      Node item = make_node(node_id("row"), Role::ListItem, {});
      item.rect = row;
      context.semantics.push(std::move(item));
      Node node = make_node(node_id("open"), Role::Button, other.title);
      node.description = context.say(word::kShares, terms);
      tell_language(context, node, other.language);
      const Press press = interact(context, std::move(node), row, {.group = group});
      context.semantics.pop();
      ImGui::PopID();
      if (press.hovered) fill(row, faded(colours.ink, press.held ? 0.09F : 0.05F), kRadiusSmall);
      if (press.ring) focus_ring(context, row, kRadiusSmall, -2);
      text_wrapped(context, ImVec2(inside.left, row.top + 4), inside.width, other.title, kBoxText,
                   press.hovered ? colours.accent : colours.ink, 2);
      text_wrapped(context, ImVec2(inside.left, row.top + 5 + words), inside.width, terms,
                   kSecondary, colours.ink3, 2);
      if (press) context.out.send(app::OpenEpisode{other.episode});
      inside.top += row.height;
    }
    context.semantics.pop();
    if (related.size() > kRelatedShown) more_or_less(inside, state.whole_related);
  });
}

void draw_sources(Column& column, const app::App& app) {
  const app::ReaderView& reader = app.reader();
  const std::string_view sources[] = {reader.notes.source, reader.transcript.source};
  if (sources[0].empty() && sources[1].empty()) return;
  Context& context = column.context;
  const Palette& colours = context.theme.palette;
  column.top += kSpace1;
  heading(column, context.say(word::kFromRail), context.say(word::kFrom));
  std::size_t remarks = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    if (sources[i].empty() || (i == 1 && sources[1] == sources[0])) continue;
    const std::string_view name = app::file_name(sources[i]);
    draw_icon(context, icon::kFileText, {column.left, column.top, 14, kLineFeed}, 14, colours.ink3);
    label(context, name, {column.left + 22, column.top + 1, column.width - 22, 18}, kSecondary,
          colours.ink2);
    column.top += kLineFeed + 2;
    for (const app::FileOutcome& file : app.import().report) {
      if (file.path == sources[i]) remarks += file.diagnostics.size() + file.more_diagnostics;
    }
  }
  if (remarks == 0) return;
  if (quiet_link(column, context.say(word::kRemarksOnReading, remarks), icon::kChevronRight,
                 Role::Button, 22)) {
    context.out.send(app::OpenDialog{app::Dialog::ImportReport});
  }
}

}  // namespace

void draw_rail(Context& context, const app::App& app, RailState& state, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  vertical_line(context, rect.left, rect.top, bottom(rect), colours.line);
  ImGui::PushID("rail");
  push_container(context, Role::Complementary, context.say(word::kAboutTheEpisode), rect);
  const ScrollArea area =
      begin_scroll(context, "rail", {rect.left + 1, rect.top, rect.width - 1, rect.height});
  Column column{context, rect.left + kSpace4, rect.width - 2 * kSpace4, area.origin.y + kSpace5};
  draw_chapters(column, app.reader());
  draw_offers(column, app.reader().offers, state);
  draw_related(column, app, state);
  draw_show(column, app, state);
  draw_sources(column, app);
  end_scroll(context, area, column.top + kSpace5 - area.origin.y);
  context.semantics.pop();
  ImGui::PopID();
}

bool has_boxes(const app::App& app) {
  const app::ReaderView& reader = app.reader();
  return reader.open && (!reader.offers.empty() || !reader.notes.source.empty() ||
                         !reader.transcript.source.empty() || told_show(app));
}

float draw_boxes(Context& context, const app::App& app, RailState& state, const Rect& place) {
  Column column{context, place.left, place.width, place.top};
  draw_offers(column, app.reader().offers, state);
  draw_related(column, app, state);
  draw_show(column, app, state);
  draw_sources(column, app);
  return column.top - place.top;
}

}  // namespace earshot::ui
