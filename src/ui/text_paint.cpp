// The drawing half of the text view: grounds first, then highlights, then text and what one can
// press in it.

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/cue_heads.h"
#include "text/encoding.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/paint.h"
#include "ui/scroll.h"
#include "ui/text_view.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;

constexpr float kChevron = 14, kChevronDistance = 22;
constexpr float kQuoteBar = 3;
constexpr float kHighlightRadius = 3;
constexpr float kHighlightOverhang = 1;
constexpr float kBarWidth = 6, kWideBarWidth = 9, kBarMargin = 3, kLeastThumb = 28, kTickWidth = 6;
constexpr std::size_t kMostTicks = 2000;     // more than a screen has pixels
constexpr std::size_t kMostNameBytes = 400;  // of what is named by a text; one listens to it

std::string short_name(std::string_view text) {
  return std::string(text.substr(0, text::floor_to_character(text, kMostNameBytes)));
}

ImDrawList& list() {
  return *ImGui::GetWindowDrawList();
}

/// The ranges that reach into `range`: [first, last).
std::span<const Range> those_in(std::span<const Range> ranges, Range range) {
  const auto first = std::ranges::lower_bound(ranges, range.begin, {}, [](const Range& at) {
    return at.end > 0 ? at.end - 1 : 0;  // the first that ends behind the begin
  });
  const auto last = std::ranges::lower_bound(ranges, range.end, {}, &Range::begin);
  return first < last ? std::span(first, last) : std::span<const Range>();
}

}  // namespace

void TextView::draw(Context& context) {
  Node document = make_node(document_, Role::Document, std::string(input_.name));
  tell_language(context, document, input_.track.language);
  document.rect = area_;
  document.focusable = true;
  document.focused = context.interaction.has_focus(document_);
  context.semantics.push(std::move(document));

  ImGui::PushClipRect(ImVec2(area_.left, top_edge()), bottom_right(area_), true);
  open_holder_ = kNoHolder;
  told_pieces_.clear();
  drawn_in_text_.clear();
  own_acts_.clear();
  tell_further(context, -1);
  for (const Seen& seen : seen_)
    draw_unit(context, seen);
  enter_holder(context, nullptr);
  tell_further(context, 1);
  follow_acts(context);
  draw_caret(context);
  ImGui::PopClipRect();
  tell_selected(context);
  context.semantics.pop();
  draw_bar(context);
  draw_handles(context);
  if (context.interaction.shows_focus(document_) && !caret_shown_)
    focus_ring(context, area_, kRadius, -3);
  on_link_ = !link_address().empty();  // what asks for it comes between ticks, when the text may go
}

void TextView::draw_unit(Context& context, const Seen& seen) {
  const std::uint32_t block = layout_.unit(seen.number).block;
  const TrackShape shape = layout_.shape();
  const bool is_item = layout_.block(seen.number).kind == BlockKind::Item;
  const bool holds_acts = shape == TrackShape::Cues || (shape == TrackShape::Prose && is_item);
  enter_holder(context, &seen);
  ImGui::PushID(static_cast<int>(block));  // a pack's blocks never change: their number names them
  if (layout_.unit(seen.number).continues) ImGui::PushID(static_cast<int>(seen.number));
  draw_grounds(context, seen);
  if (shape == TrackShape::Chapters) draw_chapter_row(context, seen);
  draw_layers(context, seen);
  if (shape == TrackShape::Cues) push_cue(context, seen);
  draw_heads(context, seen);
  if (seen.layout->speaker_top >= 0) draw_speaker(context, seen);
  // What can be done with an item is in it, with other blocks it stands beside them.
  if (!holds_acts) draw_fold(context, seen);
  if (shape == TrackShape::Cues) draw_time(context, seen);
  tell_block(context, seen);
  if (holds_acts) draw_fold(context, seen);
  draw_hanging(context, seen);
  draw_lines(context, seen);
  if (shape != TrackShape::Cues) draw_time(context, seen);
  if (holds_acts) context.semantics.pop();
  if (layout_.unit(seen.number).continues) ImGui::PopID();
  ImGui::PopID();
}

void TextView::draw_heads(Context& context, const Seen& seen) {
  const std::uint32_t begin = layout_.unit(seen.number).range_in_text.begin;
  const bool is_selected =
      !selection_.empty() && app::has_heads_of(input_.track, selection_.range_in_text(), begin);
  int number = 0;
  for (const HeadLayout& head : seen.layout->heads) {
    for (const TextLine& line : head.text.lines) {
      const ImVec2 at(left_ + line.left, seen.top + line.top);
      if (!is_on_screen(at.y, line.height)) continue;
      if (is_selected)
        fill({snapped(context, at.x), snapped(context, at.y), line.width, line.height},
             context.theme.palette.selection);
      for (const TextRun& run : head.text.runs_of(line)) {
        context.glyphs.draw(list(), ImVec2(at.x + run.x, at.y),
                            slice(head.title, run.range_in_text), run.style,
                            context.theme.palette.ink, run.figures, run.order);
      }
    }
    ImGui::PushID(number++);
    Node node = make_node(node_id("head"), Role::Heading, head.title);
    ImGui::PopID();
    node.level = 2;  // the episode's title is the first
    node.rect = {left_ + layout_.time_column(), seen.top + head.top,
                 input_.column_width - layout_.time_column(), head.height};
    told_pieces_.push_back({node.id, {begin, begin}});
    context.semantics.add(std::move(node));
  }
}

void TextView::draw_speaker(Context& context, const Seen& seen) {
  const Palette& colours = context.theme.palette;
  const std::int16_t speaker = layout_.block(seen.number).speaker;
  TextStyle style = kSpeakerStyle;
  style.size *= input_.zoom;
  style.line_height = std::round(style.line_height * input_.zoom);
  const float x = left_ + layout_.time_column();
  const float y = seen.top + seen.layout->speaker_top;
  const std::string_view name = input_.track.speaker(speaker);
  const auto hue =
      static_cast<std::size_t>(std::max<std::int16_t>(speaker, 0)) % colours.speakers.size();
  const float width =
      context.glyphs.draw_clipped(list(), ImVec2(x, y), input_.column_width - layout_.time_column(),
                                  name, style, colours.speakers[hue]);
  Node node = make_node(node_id("speaker"), Role::Text, short_name(name));
  node.rect = {x, y, width, style.line_height};
  context.semantics.add(std::move(node));
}

void TextView::draw_grounds(Context& context, const Seen& seen) {
  const Palette& colours = context.theme.palette;
  const pack::BlockRecord& block = layout_.block(seen.number);
  const TextUnit& unit = layout_.unit(seen.number);
  const UnitLayout& layout = *seen.layout;
  const float gap = std::round(zoomed(unit.gap));
  switch (block.kind) {
    case BlockKind::Rule: {
      const float middle = left_ + input_.column_width / 2;
      const float half = std::min(zoomed(40), input_.column_width / 2);
      horizontal_line(context, middle - half, middle + half, seen.top + gap, colours.line);
      break;
    }
    case BlockKind::Quote: {
      const float distance = layout_.indent(16);
      const float x = layout.runs_left ? left_ + layout.left + layout.width + distance - kQuoteBar
                                       : left_ + layout.left - distance;
      const bool joined =
          seen.number > 0 && layout_.block(seen.number - 1).kind == BlockKind::Quote;
      const float top = seen.top + (joined ? 0 : gap);
      list().AddRectFilled(ImVec2(x, top), ImVec2(x + kQuoteBar, seen.top + layout.height),
                           colours.line, kQuoteBar / 2);
      break;
    }
    case BlockKind::Code: {
      const float x = left_ + layout.left - layout_.indent(12);
      const Rect ground{x, seen.top + gap, left_ + input_.column_width - x, layout.height - gap};
      fill(ground, colours.raised, kRadiusSmall);
      outline(context, ground, colours.line, kRadiusSmall);
      break;
    }
    case BlockKind::TableRow: {
      if (layout.cell_lefts.empty()) break;
      const float right_edge = left_ + layout.cell_lefts.back();
      const float bottom_edge = seen.top + layout.height;
      if (block.level == 0) {
        fill({left_, seen.top + gap, right_edge - left_, layout.height - gap}, colours.panel,
             kRadiusSmall);
      }
      horizontal_line(context, left_, right_edge, bottom_edge - 1 / context.frame.pixel_ratio,
                      colours.line);
      break;
    }
    default:
      break;
  }
}

void TextView::draw_chapter_row(Context& context, const Seen& seen) {
  const pack::BlockRecord& block = layout_.block(seen.number);
  const Rect row{left_ - kSpace2, seen.top + zoomed(layout_.unit(seen.number).gap),
                 input_.column_width + kSpace4,
                 seen.layout->height - zoomed(layout_.unit(seen.number).gap)};
  const Range range_in_text = layout_.unit(seen.number).range_in_text;
  const std::string_view title = slice(input_.track.text, range_in_text);
  const std::string time = block.start_ms >= 0 ? clock_time(block.start_ms) + " " : std::string();
  Node item = make_node(node_id("row"), Role::ListItem, {});
  item.rect = row;
  item.position_in_set = static_cast<std::int32_t>(seen.number) + 1;
  item.set_size = static_cast<std::int32_t>(layout_.size());
  context.semantics.push(std::move(item));
  Node button = make_node(node_id("chapter"), Role::Button, time + std::string(title));
  button.told_by_parts = true;
  const NodeId id = button.id;
  const Press press = block.start_ms < 0
                          ? interact(context, std::move(button), row, {.disabled = true})
                          : act(context, seen, std::move(button), row,
                                layout_.unit(seen.number).range_in_text.begin, act_group());
  if (context.semantics.find(id) != nullptr) {
    // Its title is text that can be selected.
    context.semantics.reopen(id);
    if (!time.empty()) {
      ImGui::PushID("time");
      tell_words(context, time, {range_in_text.begin, range_in_text.begin}, row);
      ImGui::PopID();
    }
    tell_words(context, title, range_in_text, row);
    context.semantics.pop();
  }
  context.semantics.pop();
  if (press.hovered || press.held) fill(row, context.theme.palette.panel, kRadius);
  if (press.ring) focus_ring(context, row, kRadius, 0);
  if (press) context.out.send(app::JumpToTime{block.start_ms});
}

void TextView::draw_layers(Context& context, const Seen& seen) {
  draw_selection(context, seen);
  for (const RangeLayer& layer : input_.layers)
    draw_layer(context, seen, layer);
}

void TextView::draw_layer(Context& context, const Seen& seen, const RangeLayer& layer) {
  const Range range = layout_.unit(seen.number).range_in_text;
  const ImVec2 at = origin(seen);
  std::vector<TextLayout::Box> boxes;
  for (const Range marked : those_in(layer.ranges_in_text, range)) {
    boxes.clear();
    layout_.boxes(*seen.layout, marked, boxes);
    for (const TextLayout::Box& box : boxes) {
      if (layer.whole_lines) {
        const float top = snapped(context, at.y + box.top);
        fill({snapped(context, at.x + box.left), top, box.width,
              snapped(context, at.y + box.top + box.height) - top},
             layer.fill);
        continue;
      }
      const float inset_y = std::round(box.height * 0.08F);
      const Rect rect{snapped(context, at.x + box.left - kHighlightOverhang),
                      snapped(context, at.y + box.top + inset_y),
                      box.width + kHighlightOverhang * 2, box.height - inset_y * 2};
      fill(rect, layer.fill, kHighlightRadius);
      if (layer.outline != 0)
        outline(context, rect, layer.outline, kHighlightRadius, 1.5F * context.frame.pixel_ratio);
    }
  }
}

void TextView::draw_hanging(Context& context, const Seen& seen) {
  const TextUnit& unit = layout_.unit(seen.number);
  if (unit.hanging == Hanging::None || unit.continues || layout_.shape() != TrackShape::Prose)
    return;
  const Palette& colours = context.theme.palette;
  const UnitLayout& layout = *seen.layout;
  const float top = seen.top + layout.top;
  if (unit.hanging == Hanging::Number) {
    const std::string_view marker = input_.track.string(layout_.block(seen.number).marker);
    TextStyle style = layout.style;
    style.font = FontRole::Regular;
    context.glyphs.draw_clipped(list(), ImVec2(left_ + layout.marker_left, top),
                                layout.marker_width + 0.5F, marker, style, colours.ink3,
                                Figures::Tabular);
    return;
  }
  const float scale = input_.zoom;
  const float pixel = context.frame.pixel_ratio;
  const auto whole = [&](float value) { return std::round(value * pixel) / pixel; };
  // On the middle of small letters, where the eye takes the line to be.
  const float radius = layout.marker_width / 2;
  const ImVec2 centre(whole(left_ + layout.marker_left + radius),
                      whole(top + layout.style.line_height / 2 + 0.5F * scale));
  switch (unit.hanging) {
    case Hanging::Bullet:
      list().AddCircleFilled(centre, radius, colours.ink3, 16);
      break;
    case Hanging::Circle:
      list().AddCircle(centre, radius, colours.ink3, 16, radius * 0.46F);
      break;
    default: {
      const float half = std::max(whole(radius * 0.67F), 1.0F);
      list().AddRectFilled(ImVec2(centre.x - half, centre.y - half),
                           ImVec2(centre.x + half, centre.y + half), colours.ink3);
      break;
    }
  }
}

/// One ground for all code that stands together; what runs left is a run of its own in it.
void TextView::draw_code_ground(Context& context, const UnitLayout& layout, const TextLine& line,
                                const TextRun& run, ImVec2 run_at) {
  const std::span<const TextRun> runs = layout.text.runs_of(line);
  const auto number = static_cast<std::size_t>(&run - runs.data());
  if (number > 0 && runs[number - 1].code) return;
  float width = 0;
  for (std::size_t at = number; at < runs.size() && runs[at].code; ++at)
    width = runs[at].x + runs[at].width - run.x;
  const float inset_y = std::round(line.height * 0.12F);
  const Rect ground{run_at.x - 2, run_at.y + inset_y, width + 4, line.height - inset_y * 2};
  fill(ground, context.theme.palette.panel, kHighlightRadius);
  outline(context, ground, context.theme.palette.line, kHighlightRadius);
}

void TextView::draw_lines(Context& context, const Seen& seen) {
  const Palette& colours = context.theme.palette;
  const TextUnit& unit = layout_.unit(seen.number);
  const pack::BlockRecord& block = layout_.block(seen.number);
  const UnitLayout& layout = *seen.layout;
  const bool is_quiet = unit.hanging == Hanging::Circle || unit.hanging == Hanging::Square ||
                        block.kind == BlockKind::Quote ||
                        (block.kind == BlockKind::TableRow && block.level == 0);
  const ImU32 ink = is_quiet ? colours.ink2 : colours.ink;
  const ImVec2 at = origin(seen);
  // What heads a column is told with its own row, once.
  for (const TextLine& line : layout.cell_labels.lines) {
    if (!is_on_screen(at.y + line.top, line.height)) continue;
    for (const TextRun& run : layout.cell_labels.runs_of(line))
      context.glyphs.draw(list(), ImVec2(at.x + line.left + run.x, at.y + line.top),
                          slice(input_.track.text, run.range_in_text), run.style, colours.ink3,
                          run.figures, run.order);
  }
  std::size_t run_number = 0;
  for (const TextLine& line : layout.text.lines) {
    const ImVec2 line_at(at.x + line.left, at.y + line.top);
    if (!is_on_screen(line_at.y, line.height)) {
      run_number += line.run_count;
      continue;
    }
    for (const TextRun& run : layout.text.runs_of(line)) {
      const ImVec2 run_at(line_at.x + run.x, line_at.y);
      const std::string_view text = slice(input_.track.text, run.range_in_text);
      if (run.code && block.kind != BlockKind::Code)
        draw_code_ground(context, layout, line, run, run_at);
      const bool acts = run.link >= 0 || run.time >= 0;
      const ImU32 colour = acts ? colours.accent : run.image >= 0 ? colours.ink2 : ink;
      const bool runs_left = run.order == Order::RightToLeft;
      const ImVec2 words_at(run_at.x + (runs_left ? 0 : run.lead), run_at.y);
      drawn_in_text_.push_back(run.range_in_text);
      context.glyphs.draw(list(), words_at, text, run.style, colour, run.figures, run.order);
      if (run.lead > 0) {
        const float size = run.style.size * kImageSign;
        const float x = runs_left ? run_at.x + run.width - size : run_at.x;
        draw_icon(context, icon::kImage, {x, run_at.y, size, line.height}, size, colour);
      }
      if (run.strike) {
        const float y = snapped(context, run_at.y + line.height * 0.52F);
        list().AddLine(ImVec2(words_at.x, y), ImVec2(words_at.x + run.width - run.lead, y), ink,
                       std::max(1.0F, input_.zoom));
      }
      if (acts) draw_link(context, seen, line, run, run_number);
      ++run_number;
    }
  }
  if (unit.folded && !layout.text.lines.empty()) {
    const TextLine& last = layout.text.lines.back();
    const float gap = zoomed(kFoldedGap);
    const float x = layout.runs_left
                        ? last.left - gap - context.glyphs.width(kFoldedMark, layout.style)
                        : last.left + last.width + gap;
    context.glyphs.draw(list(), ImVec2(at.x + x, at.y + last.top), kFoldedMark, layout.style,
                        colours.ink3);
  }
}

void TextView::draw_link(Context& context, const Seen& seen, const TextLine& line,
                         const TextRun& run, std::size_t run_number) {
  const auto number = static_cast<std::uint32_t>(run.link >= 0 ? run.link : run.time);
  const pack::SpanRecord& span = input_.track.spans[number];
  const ImVec2 at = origin(seen);
  const Rect rect{at.x + line.left + run.x, at.y + line.top, run.width, line.height};
  Press press;
  if (run.range_in_text.begin <= span.begin) {
    // It was told, and asked for, with the words round it.
    const auto act = std::ranges::find(acts_, number, &Act::span);
    if (act != acts_.end()) press = act->press;
  } else {
    // The rest of a link that runs on: pressed like its beginning, told once.
    ImGui::PushID(static_cast<int>(number));
    ImGui::PushID(static_cast<int>(run_number));
    const ImGuiID id = ImGui::GetID("rest");
    const ImRect box(top_left(rect), bottom_right(rect));
    if (ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav)) {
      press.pressed =
          ImGui::ButtonBehavior(box, id, &press.hovered, &press.held, ImGuiButtonFlags_NoNavFocus);
      if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    ImGui::PopID();
    ImGui::PopID();
    if (press) follow(context, span);
  }
  const ImU32 colour = context.theme.palette.accent;
  if (run.link >= 0 || press.hovered) {
    const float y = snapped(context, rect.top + rect.height * 0.5F + run.style.size * 0.46F);
    const float thickness = press.hovered ? 1.5F : 1.0F;
    list().AddRectFilled(
        ImVec2(rect.left, y),
        ImVec2(rect.left + rect.width, y + thickness * std::max(1.0F, input_.zoom * 0.8F)),
        run.link >= 0 && !press.hovered ? faded(colour, 0.55F) : colour);
  }
  if (press.ring) focus_ring(context, rect, kRadiusSmall, 1);
}

void TextView::draw_time(Context& context, const Seen& seen) {
  const UnitLayout& layout = *seen.layout;
  if (layout.time_label.empty()) return;
  const Palette& colours = context.theme.palette;
  if (layout_.shape() == TrackShape::Source) {
    text(context, ImVec2(left_ + layout.time_left, seen.top + layout.time_top), layout.time_label,
         layout.time_style, colours.ink3);
    return;
  }
  const TextStyle& style = layout.time_style;
  const Rect rect{left_ + layout.time_left, seen.top + layout.time_top, layout.time_width,
                  style.line_height};
  const bool is_prose = layout_.shape() == TrackShape::Prose;
  const ImU32 colour = is_prose ? colours.accent : colours.ink3;
  Press press;
  if (layout_.shape() != TrackShape::Chapters) {
    Node node = make_node(node_id("time"), Role::Button, layout.time_label);
    press = act(context, seen, std::move(node), rect, layout_.unit(seen.number).range_in_text.begin,
                act_group());
  }
  context.glyphs.draw(list(), ImVec2(rect.left, rect.top), layout.time_label, style,
                      press.hovered ? colours.accent : colour, Figures::Tabular);
  if (press.hovered) {
    const float y = snapped(context, rect.top + rect.height * 0.5F + style.size * 0.5F);
    list().AddRectFilled(ImVec2(rect.left, y), ImVec2(right(rect), y + 1), colours.accent);
  }
  if (press.ring) focus_ring(context, rect, kRadiusSmall, 1);
  if (press) context.out.send(app::JumpToTime{layout_.block(seen.number).start_ms});
}

void TextView::draw_fold(Context& context, const Seen& seen) {
  const TextUnit& unit = layout_.unit(seen.number);
  if (!unit.foldable || unit.continues) return;
  const UnitLayout& layout = *seen.layout;
  const float hang =
      layout.marker_width > 0 ? std::min(layout.marker_left, layout.left) : layout.left;
  // In the margin; where a phone has none, as far out as it goes.
  const float x = std::max(left_ + hang - kChevronDistance, area_.left + 1);
  const float top = seen.top + layout.top;
  const Rect rect{x, top + (layout.style.line_height - kChevron) / 2 - 2, kChevron + 4,
                  kChevron + 4};
  std::string name = context.say(unit.folded ? word::kUnfold : word::kFold,
                                 short_name(slice(input_.track.text, unit.range_in_text)));
  Node node = make_node(node_id("fold"), Role::Button, std::move(name));
  node.expanded = unit.folded ? 0 : 1;
  // Not beyond its own block: the next one's mark is near.
  Rect reach = reach_of(context, rect);
  const float room = std::max(rect.height, std::min(reach.height, layout.height));
  reach = {reach.left, centre_y(rect) - room / 2, reach.width, room};
  const Press press =
      act(context, seen, std::move(node), reach, unit.range_in_text.begin, fold_group_);
  const Rect line{x, top, left_ + input_.column_width - x, layout.height - layout.top};
  const bool is_near =
      ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(top_left(line), bottom_right(line));
  if (is_near || unit.folded || press.ring || context.frame.touch) {
    const Palette& colours = context.theme.palette;
    draw_icon(context, unit.folded ? icon::kChevronRight : icon::kChevronDown, rect, kChevron,
              press.hovered ? colours.ink : colours.ink3);
  }
  if (press.ring) focus_ring(context, rect, kRadiusSmall, 0);
  // As in a tree: to the right opens, to the left closes.
  const bool by_arrow =
      press.focused && context.interaction.take(unit.folded ? Key::Right : Key::Left);
  if (press || by_arrow) context.out.send(app::ToggleFold{unit.block});
}

// --- The scroll bar -----------------------------------------------------------------------------

void TextView::place_ticks(float height) {
  const double content = scroll_.content_height(layout_, window_);
  const std::span<const Range> matches = input_.matches_in_text;
  const bool is_same = ticks_of_ == matches.data() && ticks_count_ == matches.size() &&
                       std::abs(ticks_height_ - content) < content * 0.002;
  if (is_same) return;
  ticks_of_ = matches.data();
  ticks_count_ = matches.size();
  ticks_height_ = content;
  ticks_.clear();
  const std::size_t step = std::max<std::size_t>(matches.size() / kMostTicks, 1);
  for (std::size_t at = 0; at < matches.size(); at += step) {
    const std::size_t unit = layout_.unit_of(matches[at].begin);
    const Range range = layout_.unit(unit).range_in_text;
    const float inside =
        range.empty()
            ? 0
            : static_cast<float>(matches[at].begin - std::min(matches[at].begin, range.begin)) /
                  static_cast<float>(range.size());
    const double y = static_cast<double>(window_.lead) + layout_.top(unit) +
                     static_cast<double>(layout_.height(unit) * std::min(inside, 1.0F));
    const auto share = static_cast<float>(y / std::max(content, 1.0));
    if (ticks_.empty() || (share - ticks_.back()) * height > 1.5F) ticks_.push_back(share);
  }
}

void TextView::draw_bar(Context& context) {
  const double content = scroll_.content_height(layout_, window_);
  if (layout_.empty() || content <= static_cast<double>(window_.height) + 1) return;
  const Palette& colours = context.theme.palette;
  const Rect track{area_.left + area_.width - kWideBarWidth - kBarMargin * 2,
                   area_.top + kBarMargin, kWideBarWidth + kBarMargin * 2,
                   area_.height - kBarMargin * 2};
  const auto share = static_cast<float>(static_cast<double>(window_.height) / content);
  const float thumb_height =
      std::clamp(track.height * share, std::min(kLeastThumb, track.height), track.height);
  const double travel = content - static_cast<double>(window_.height);
  const float thumb_top =
      track.top +
      (track.height - thumb_height) * static_cast<float>(static_cast<double>(scrolled_) / travel);

  bool hovered = false, held = false;
  const ImGuiID id = ImGui::GetID("bar");
  const Rect finger = finger_grip(area_, thumb_top, thumb_height);
  const Rect& reach = context.frame.touch ? finger : track;
  const ImRect box(top_left(reach), bottom_right(reach));
  context.interaction.add_grab(finger);
  if (ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav)) {
    ImGui::ButtonBehavior(box, id, &hovered, &held,
                          ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
  }
  if (held) {
    const float mouse = ImGui::GetIO().MousePos.y;
    if (bar_grab_ < 0) {
      const bool on_thumb =
          context.frame.touch || (mouse >= thumb_top && mouse < thumb_top + thumb_height);
      bar_grab_ = on_thumb ? mouse - thumb_top : thumb_height / 2;
    }
    const float room = std::max(track.height - thumb_height, 1.0F);
    const double wanted = std::clamp(
        static_cast<double>((mouse - bar_grab_ - track.top) / room) * travel, 0.0, travel);
    if (std::abs(wanted - static_cast<double>(scrolled_)) > 0.5) {
      pending_ = 0;
      goal_in_text_.reset();
      scroll_.to(layout_, window_, wanted);
      anchor_.at_top = false;  // the next tick must not put it back there
      context.animate();
    }
  } else {
    bar_grab_ = -1;
  }

  place_ticks(track.height);
  const float width = hovered || held ? kWideBarWidth : kBarWidth;
  const float right_edge = right(track) - kBarMargin;
  for (const float tick : ticks_) {
    const float y = snapped(context, track.top + tick * track.height);
    fill({right_edge - kTickWidth, y, kTickWidth, 2}, colours.match_outline);
  }
  fill({right_edge - width, thumb_top, width, thumb_height},
       faded(colours.ink, bar_strength(context, held, hovered)), width / 2);
  if (input_.current_match >= 0 &&
      static_cast<std::size_t>(input_.current_match) < input_.matches_in_text.size()) {
    const std::uint32_t offset =
        input_.matches_in_text[static_cast<std::size_t>(input_.current_match)].begin;
    const double y = static_cast<double>(window_.lead) + layout_.top(layout_.unit_of(offset));
    const float place =
        snapped(context, track.top + static_cast<float>(y / content) * track.height);
    fill({right_edge - kWideBarWidth - 2, place - 1, kWideBarWidth + 2, 3}, colours.accent);
  }
}

}  // namespace earshot::ui
