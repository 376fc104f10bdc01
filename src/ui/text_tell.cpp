// The telling quarter of the text view: what assistive technology is told of the text, and what of
// it is selected.
//
// A block is a paragraph, a heading, an item of a list, a row of a table. Where it is words
// alone, its name is its text; else it is told by parts: words, links, times and images in the
// order of the text, each once. A part's name is a range of the text, so that places go from the
// text to the tree and back. The parts are found in the laid-out runs, which know what acts where.

#include <algorithm>
#include <cmath>

#include "text/encoding.h"
#include "ui/interaction.h"
#include "ui/text_view.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;

constexpr float kStretch = 8192;  // points

/// What is broken into no parts (a row of a table) may be of any size.
Range at_most(std::string_view text, Range range_in_text) {
  if (range_in_text.size() <= kMostUnitBytes) return range_in_text;
  const std::size_t end =
      text::floor_to_character(text, std::size_t{range_in_text.begin} + kMostUnitBytes);
  return {range_in_text.begin, static_cast<std::uint32_t>(end)};
}

/// A stretch of a part that acts or stands for an image, or none.
struct Stretch {
  std::int32_t span = -1;  // in the track's spans
  Range range_in_text;
};

/// Links and times, and images outside of them.
std::int32_t outer_span(const TextRun& run) {
  return run.link >= 0 ? run.link : run.time >= 0 ? run.time : run.image;
}
std::int32_t image_span(const TextRun& run) {
  return run.image;
}

/// Cuts `range_in_text` where such spans begin and end, ascending and without gaps; empty where
/// there is none.
std::vector<Stretch> stretches_of(const TextLines& lines, Range range_in_text,
                                  std::int32_t (*span_of)(const TextRun&)) {
  std::vector<Stretch> stretches;
  for (const TextRun& run : lines.runs) {
    const std::int32_t span = span_of(run);
    const Range run_range = run.range_in_text;
    if (span < 0 || run_range.begin < range_in_text.begin || run_range.end > range_in_text.end)
      continue;
    stretches.push_back({span, run_range});
  }
  if (stretches.empty()) return stretches;
  std::ranges::sort(stretches, {}, [](const Stretch& at) { return at.range_in_text.begin; });
  std::vector<Stretch> all;
  for (const Stretch& next : stretches) {
    if (!all.empty() && all.back().span == next.span) {  // it goes on, over a line's end
      all.back().range_in_text.end = next.range_in_text.end;
      continue;
    }
    const std::uint32_t at = all.empty() ? range_in_text.begin : all.back().range_in_text.end;
    if (at < next.range_in_text.begin) all.push_back({-1, {at, next.range_in_text.begin}});
    all.push_back(next);
  }
  if (all.back().range_in_text.end < range_in_text.end)
    all.push_back({-1, {all.back().range_in_text.end, range_in_text.end}});
  return all;
}

Role role_of(const pack::BlockRecord& block) {
  switch (block.kind) {
    case BlockKind::Heading:
      return Role::Heading;
    case BlockKind::Item:
      return Role::ListItem;
    case BlockKind::Quote:
      return Role::BlockQuote;
    case BlockKind::Code:
      return Role::Code;
    case BlockKind::TableRow:
      return Role::Row;
    default:
      return Role::Paragraph;
  }
}

}  // namespace

std::int64_t TextView::holder_of(const Seen& seen) const {
  switch (layout_.shape()) {
    case TrackShape::Cues:
    case TrackShape::Chapters:
      return 0;
    case TrackShape::Source:
      return kNoHolder;
    case TrackShape::Prose:
      break;
  }
  const BlockKind kind = layout_.block(seen.number).kind;
  const bool is_held = kind == BlockKind::Item || kind == BlockKind::TableRow;
  return is_held ? std::int64_t{layout_.unit(seen.number).list} : kNoHolder;
}

void TextView::enter_holder(Context& context, const Seen* seen) {
  const std::int64_t holder = seen == nullptr ? kNoHolder : holder_of(*seen);
  if (holder == open_holder_) return;
  if (open_holder_ != kNoHolder) context.semantics.pop();
  open_holder_ = holder;
  if (holder == kNoHolder) return;
  const bool is_table = layout_.block(seen->number).kind == BlockKind::TableRow;
  const bool is_all = layout_.shape() != TrackShape::Prose;
  ImGui::PushID(static_cast<int>(holder));
  Node node = make_node(node_id(is_table ? "table" : "list"), is_table ? Role::Table : Role::List,
                        is_all ? input_.name : "");
  ImGui::PopID();
  if (is_table) node.set_size = static_cast<std::int32_t>(layout_.unit(seen->number).set_size);
  node.rect = area_;
  if (layout_.shape() == TrackShape::Cues) {
    // Its origin moves with the text, so that scrolling moves one node; not with all of a long
    // text, whose far places a float does not hold.
    const float passed = std::floor(scrolled_ / kStretch) * kStretch;
    node.rect.top = area_.top + window_.lead - (scrolled_ - passed);
  }
  context.semantics.push(std::move(node));
}

bool TextView::is_current(const Seen& seen) const {
  const std::int32_t match = input_.current_match;
  std::uint32_t offset = 0;
  if (match >= 0 && static_cast<std::size_t>(match) < input_.matches_in_text.size()) {
    offset = input_.matches_in_text[static_cast<std::size_t>(match)].begin;
  } else if (input_.target.serial != 0 && !input_.target.restore) {
    offset = input_.target.range_in_text.begin;
  } else {
    return false;
  }
  return layout_.unit_of(offset) == seen.number;
}

void TextView::push_cue(Context& context, const Seen& seen) {
  Node node = make_node(node_id("cue"), Role::ListItem, "");
  node.rect = {left_, seen.top, input_.column_width, seen.layout->height};
  node.position_in_set = static_cast<std::int32_t>(layout_.unit(seen.number).block) + 1;
  node.set_size = static_cast<std::int32_t>(input_.track.blocks.size());
  node.current = is_current(seen);
  context.semantics.push(std::move(node));
}

void TextView::tell_block(Context& context, const Seen& seen) {
  acts_.clear();
  if (layout_.shape() == TrackShape::Chapters) return;  // the row says it
  const pack::BlockRecord& block = layout_.block(seen.number);
  const TextUnit& unit = layout_.unit(seen.number);
  const UnitLayout& layout = *seen.layout;
  if (block.kind == BlockKind::Rule) {
    context.semantics.add(make_node(node_id("block"), Role::Separator, ""));
    return;
  }
  Node node = make_node(node_id("block"), role_of(block), "");
  node.rect = {left_ + layout.left, seen.top + layout.top, layout.width,
               layout.height - layout.top};
  if (layout_.shape() != TrackShape::Cues) node.current = is_current(seen);
  if (block.kind == BlockKind::TableRow) {
    tell_row(context, seen, std::move(node));
    return;
  }
  if (layout_.shape() == TrackShape::Source)
    node.description = context.say(word::kLineNumber, layout.time_label);
  if (node.role == Role::Heading) {
    node.level = static_cast<std::int16_t>(std::min(unit.rank + 1, 6));  // the title is the first
  } else if (node.role == Role::ListItem) {
    node.level = unit.depth;
    node.position_in_set = static_cast<std::int32_t>(unit.position);
    node.set_size = static_cast<std::int32_t>(unit.set_size);
  }
  const std::string_view marker = input_.track.string(block.marker);
  const Range words = layout.parts_in_text.empty() ? Range{} : layout.parts_in_text.front();
  if (words.empty() && node.role != Role::ListItem) return;  // an empty line says nothing
  tell_text(context, seen, std::move(node), words,
            is_number_marker(marker) && !unit.continues ? marker : std::string_view());
}

void TextView::tell_row(Context& context, const Seen& seen, Node row) {
  const TextUnit& unit = layout_.unit(seen.number);
  const UnitLayout& layout = *seen.layout;
  row.position_in_set = static_cast<std::int32_t>(unit.position);
  row.set_size = static_cast<std::int32_t>(unit.set_size);
  const bool is_head = layout_.block(seen.number).level == 0;
  const Rect rect = row.rect;
  context.semantics.push(std::move(row));
  for (std::size_t column = 0; column < layout.parts_in_text.size(); ++column) {
    ImGui::PushID(static_cast<int>(column));
    Node cell = make_node(node_id("cell"), is_head ? Role::ColumnHeader : Role::Cell, "");
    if (layout.cell_tops.empty()) {
      const float left = layout.cell_lefts[column];
      cell.rect = {left_ + left, rect.top, layout.cell_lefts[column + 1] - left, rect.height};
    } else {
      const float top = layout.cell_tops[column];
      cell.rect = {left_, seen.top + top, layout.cell_lefts.back(),
                   layout.cell_tops[column + 1] - top};
    }
    tell_text(context, seen, std::move(cell),
              at_most(input_.track.text, layout.parts_in_text[column]));
    ImGui::PopID();
  }
  context.semantics.pop();
}

void TextView::tell_text(Context& context, const Seen& seen, Node node, Range range_in_text,
                         std::string_view marker) {
  const std::vector<Stretch> stretches = stretches_of(seen.layout->text, range_in_text, outer_span);
  const bool stays_open = node.role == Role::ListItem;
  const NodeId id = node.id;
  const Rect rect = node.rect;
  node.name = slice(input_.track.text, range_in_text);
  if (stretches.empty() && marker.empty()) {
    told_pieces_.push_back({id, range_in_text});
    context.semantics.push(std::move(node));
    if (!stays_open) context.semantics.pop();
    return;
  }
  node.told_by_parts = true;
  if (!marker.empty()) node.name.insert(0, std::string(marker) + " ");
  context.semantics.push(std::move(node));
  int number = 0;
  const auto add_words = [&](std::string_view words, Range words_in_text) {
    ImGui::PushID(number++);
    tell_words(context, words, words_in_text, rect);
    ImGui::PopID();
  };
  // A marker is none of the text's; a place in it means the begin of what it marks.
  if (!marker.empty())
    add_words(std::string(marker) + " ", {range_in_text.begin, range_in_text.begin});
  if (stretches.empty()) add_words(slice(input_.track.text, range_in_text), range_in_text);
  for (const Stretch& stretch : stretches) {
    if (stretch.span < 0) {
      add_words(slice(input_.track.text, stretch.range_in_text), stretch.range_in_text);
    } else if (const auto span = static_cast<std::uint32_t>(stretch.span);
               input_.track.spans[span].kind == pack::SpanKind::Image) {
      tell_image(context, seen, stretch.range_in_text);
    } else {
      tell_act(context, seen, span, stretch.range_in_text);
    }
  }
  if (!stays_open) context.semantics.pop();
}

void TextView::tell_words(Context& context, std::string_view words, Range range_in_text,
                          const Rect& rect) {
  Node part = make_node(node_id("words"), Role::Text, words);
  part.rect = rect;
  part.flows = true;
  told_pieces_.push_back({part.id, range_in_text});
  context.semantics.add(std::move(part));
}

void TextView::tell_image(Context& context, const Seen& seen, Range range_in_text) {
  ImGui::PushID(static_cast<int>(range_in_text.begin));  // a time in its words cuts it in two
  Node node = make_node(node_id("image"), Role::Image, slice(input_.track.text, range_in_text));
  ImGui::PopID();
  node.rect = first_rect(seen, range_in_text);
  node.flows = true;
  told_pieces_.push_back({node.id, range_in_text});
  context.semantics.add(std::move(node));
}

Rect TextView::first_rect(const Seen& seen, Range range_in_text) const {
  std::vector<TextLayout::Box> boxes;
  layout_.boxes(*seen.layout, range_in_text, boxes);
  const ImVec2 at = origin(seen);
  if (boxes.empty()) return {at.x + seen.layout->left, at.y + seen.layout->top, 0, 0};
  const TextLayout::Box& box = boxes.front();
  return {at.x + box.left, at.y + box.top, box.width, box.height};
}

void TextView::tell_act(Context& context, const Seen& seen, std::uint32_t span_number,
                        Range range_in_text) {
  const pack::SpanRecord& span = input_.track.spans[span_number];
  const bool is_link = span.kind == pack::SpanKind::Link;
  const Rect rect = first_rect(seen, range_in_text);
  const std::vector<Stretch> images = stretches_of(seen.layout->text, range_in_text, image_span);
  ImGui::PushID(static_cast<int>(span_number));
  Node node = make_node(node_id("span"), is_link ? Role::Link : Role::Button,
                        slice(input_.track.text, range_in_text));
  ImGui::PopID();
  if (is_link) node.description = std::string(input_.track.string(span.url));
  node.flows = true;
  node.told_by_parts = !images.empty();
  const NodeId id = node.id;
  if (images.empty()) told_pieces_.push_back({id, range_in_text});
  const Press press = act(context, seen, std::move(node), rect, range_in_text.begin, act_group());
  acts_.push_back({.span = span_number, .press = press});
  if (!images.empty() && context.semantics.find(id) != nullptr) {
    // An image in a link: the words of the link are its parts.
    context.semantics.reopen(id);
    ImGui::PushID(static_cast<int>(span_number));
    for (const Stretch& stretch : images) {
      const Range part = stretch.range_in_text;
      if (stretch.span >= 0) {
        tell_image(context, seen, part);
        continue;
      }
      ImGui::PushID(static_cast<int>(part.begin));
      tell_words(context, slice(input_.track.text, part), part, rect);
      ImGui::PopID();
    }
    ImGui::PopID();
    context.semantics.pop();
  }
  if (press) follow(context, span);
}

void TextView::follow(Context& context, const pack::SpanRecord& span) {
  if (span.kind == pack::SpanKind::Link) {
    context.out.send(app::OpenLink{std::string(input_.track.string(span.url))});
  } else if (span.start_ms >= 0) {
    context.out.send(app::JumpToTime{span.start_ms});
  }
}

// --- What is selected ---------------------------------------------------------------------------

void TextView::tell_selected(Context& context) {
  told_anchor_ = told_focus_ = {};
  Node* const document = context.semantics.find(document_);
  if (document == nullptr || !selection_.is_placed) return;
  const Range range = selection_.range_in_text();
  if (range.empty() && !caret_shown_) return;
  // The selection as far as the tree tells it: what is scrolled away is cut off.
  const auto first = std::ranges::find_if(told_pieces_, [&](const Told& at) {
    if (at.range_in_text.empty()) return false;  // a marker
    return range.empty() ? at.range_in_text.end >= range.begin : at.range_in_text.end > range.begin;
  });
  auto last = first;
  for (auto at = first; at != told_pieces_.end() && at->range_in_text.begin < range.end; ++at) {
    if (!at->range_in_text.empty()) last = at;
  }
  const bool is_told = first != told_pieces_.end() && first->range_in_text.begin <= range.end &&
                       last->range_in_text.end > 0 &&
                       (range.empty() || first->range_in_text.begin < range.end);
  if (!is_told) return;
  const auto point = [](const Told& told, std::uint32_t offset_in_text) {
    const Range of = told.range_in_text;
    return TextPoint{told.node, std::clamp(offset_in_text, of.begin, of.end) - of.begin};
  };
  const bool goes_back = selection_.focus_in_text < selection_.anchor_in_text;
  Selected begin{point(*first, range.begin), range.begin}, end{point(*last, range.end), range.end};
  if (goes_back) std::swap(begin, end);
  told_anchor_ = begin;
  told_focus_ = end;
  document->anchor = begin.point;
  document->focus = end.point;
}

void TextView::take_selected(Context& context) {
  const auto wish = context.semantics.take_text_selection(document_);
  if (!wish) return;
  const auto offset_of = [&](const TextPoint& point) -> std::optional<std::uint32_t> {
    // An end that was left alone stays where it is, on the screen or not.
    for (const Selected& kept : {told_anchor_, told_focus_}) {
      if (kept.point.node != 0 && kept.point == point) return kept.offset_in_text;
    }
    const auto told = std::ranges::find(told_pieces_, point.node, &Told::node);
    if (told == told_pieces_.end()) return std::nullopt;
    const std::size_t wanted = std::min<std::size_t>(
        std::size_t{told->range_in_text.begin} + point.offset_in_name, told->range_in_text.end);
    return static_cast<std::uint32_t>(text::floor_to_character(input_.track.text, wanted));
  };
  const auto anchor = offset_of(wish->anchor), focus = offset_of(wish->focus);
  if (!anchor || !focus) return;
  selection_.place({*anchor});
  selection_.extend_to({*focus});
  goal_x_ = -1;
  context.animate();
}

}  // namespace earshot::ui
