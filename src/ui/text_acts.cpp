// The acting part of the text view: what of the text can be pressed (links, times, marks of folds,
// chapters), and how the keyboard and assistive technology come to what the window does not show.

#include <algorithm>

#include "ui/interaction.h"
#include "ui/text_view.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kFurtherHeight = 24;
constexpr int kTicksWanted = 4;  // until what is wanted must have been drawn
constexpr int kMostSpansInLink = 64;
constexpr int kMostLookedThrough = 20000;  // units without anything that acts

}  // namespace

bool TextView::is_act(const pack::SpanRecord& span) {
  return span.kind == pack::SpanKind::Link ||
         (span.kind == pack::SpanKind::Time && span.start_ms >= 0);
}

Press TextView::act(Context& context, const Seen& seen, Node node, const Rect& rect,
                    std::uint32_t offset_in_text, NodeId group) {
  // What the window's edge hides is told with its sentence; the keyboard comes to what one sees.
  const bool is_seen = rect.top + rect.height > top_edge() && rect.top < bottom(area_);
  const NodeId id = node.id;
  const Press press = interact(
      context, std::move(node), rect,
      {.group = group, .part_of_group = true, .keep_when_clipped = !is_seen, .no_stop = !is_seen});
  if (!is_seen) return press;
  own_acts_.push_back({.node = id, .unit = seen.number});
  if (press.menu) {
    const bool by_pointer = ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    call_menu(context, by_pointer ? nearest(ImGui::GetIO().MousePos) : CaretPlace{offset_in_text});
  }
  if (press.focused && context.interaction.focus_moved()) reveal_in_text_ = offset_in_text;
  return press;
}

std::string_view TextView::link_at(std::uint32_t offset_in_text) const {
  const std::span<const pack::SpanRecord> spans = input_.track.spans;
  auto at = std::ranges::upper_bound(spans, offset_in_text, {}, &pack::SpanRecord::begin);
  // Only what stands within the link begins between it and the place.
  for (int looked = 0; at != spans.begin() && looked < kMostSpansInLink; ++looked) {
    --at;
    if (at->kind == pack::SpanKind::Link && offset_in_text < at->end)
      return input_.track.string(at->url);
  }
  return {};
}

std::string_view TextView::link_address() const {
  if (!menu_in_text_ && !selection_.is_placed) return {};
  return link_at(menu_in_text_.value_or(selection_.focus_in_text));
}

NodeId TextView::act_group() const {
  // In prose each link is a stop of the Tab key, as on any page. Of a transcript's times and the
  // chapters all are one stop, and the arrow keys go from one to the next.
  return layout_.shape() == TrackShape::Prose ? 0 : row_group_;
}

bool TextView::has_act(std::size_t unit_number) const {
  const TextUnit& unit = layout_.unit(unit_number);
  if ((unit.foldable && !unit.continues) || layout_.has_time(unit_number)) return true;
  const std::span<const pack::SpanRecord> spans = input_.track.spans;
  auto at = std::ranges::lower_bound(spans, unit.range_in_text.begin, {}, &pack::SpanRecord::begin);
  for (; at != spans.end() && at->begin < unit.range_in_text.end; ++at)
    if (is_act(*at)) return true;
  return false;
}

std::optional<std::size_t> TextView::next_with_act(std::size_t unit, int by) {
  std::optional<NextAct>& known = by > 0 ? next_act_ : previous_act_;
  if (known && known->from == unit) return known->unit;
  known = NextAct{.from = unit, .unit = std::nullopt};
  std::optional<std::size_t> at = unit;
  for (int looked = 0; looked < kMostLookedThrough; ++looked) {
    at = by > 0 ? layout_.next(*at) : layout_.previous(*at);
    if (!at) break;
    ++looked_through_count_;
    if (!has_act(*at)) continue;
    known->unit = at;
    break;
  }
  return known->unit;
}

/// The Tab key at the last act that is seen: on to the next one, which comes into view.
void TextView::go_on_by_tab(Context& context) {
  const int by = ImGui::GetIO().KeyShift ? -1 : 1;
  const bool is_kept = by > 0 ? kept_tab_ : kept_back_tab_;
  if (!is_kept || !context.interaction.take(Key::Tab)) return;
  const std::size_t from = by > 0 ? own_acts_.back().unit : own_acts_.front().unit;
  const auto unit = next_with_act(from, by);
  if (!unit) return;
  reveal_in_text_ = layout_.unit(*unit).range_in_text.begin;
  wanted_act_ = WantedAct{.unit = *unit, .is_last = by < 0, .ticks = kTicksWanted};
  context.animate();
}

void TextView::follow_acts(Context& context) {
  Interaction& interaction = context.interaction;
  if (wanted_act_) {
    const auto is_there = [this](const OwnAct& it) { return it.unit == wanted_act_->unit; };
    const auto first = std::ranges::find_if(own_acts_, is_there);
    const auto last = std::ranges::find_if(own_acts_.rbegin(), own_acts_.rend(), is_there);
    if (first != own_acts_.end()) {
      interaction.focus(wanted_act_->is_last ? last->node : first->node, true);
      wanted_act_.reset();
    } else if (--wanted_act_->ticks < 0) {
      wanted_act_.reset();
    }
    context.animate();
  }
  const NodeId focused = interaction.focused();
  const auto own = std::ranges::find(own_acts_, focused, &OwnAct::node);
  kept_tab_ = kept_back_tab_ = false;
  if (own == own_acts_.end()) {
    // It was scrolled away: the keyboard stays in the text.
    if (focused != 0 && focused == focused_act_ && interaction.top_layer() == 0 && !wanted_act_)
      interaction.focus(document_, interaction.by_keyboard());
    focused_act_ = wanted_act_ ? focused_act_ : 0;
    return;
  }
  focused_act_ = focused;
  if (layout_.shape() != TrackShape::Prose) return;
  const bool is_last = own + 1 == own_acts_.end(), is_first = own == own_acts_.begin();
  if (is_last && next_with_act(own->unit, 1)) {
    kept_tab_ = true;
    interaction.keep_tab(false);
  }
  if (is_first && next_with_act(own->unit, -1)) {
    kept_back_tab_ = true;
    interaction.keep_tab(true);
  }
}

/// Screen readers read what the tree tells, which is what the window shows: at either end a button
/// goes on. It is for them alone; others scroll.
void TextView::tell_further(Context& context, int by) {
  if (seen_.empty()) return;
  const Seen& edge = by > 0 ? seen_.back() : seen_.front();
  const bool is_cut =
      by > 0 ? edge.top + edge.layout->height > bottom(area_) : edge.top + 1 < top_edge();
  const auto beyond = by > 0 ? layout_.next(edge.number) : layout_.previous(edge.number);
  if (!is_cut && !beyond) return;
  const float top = by > 0 ? bottom(area_) - kFurtherHeight : top_edge();
  Node node = make_node(node_id(by > 0 ? "further text" : "earlier text"), Role::Button,
                        context.say(by > 0 ? word::kFurtherText : word::kEarlierText));
  node.rect = {area_.left, top, area_.width, kFurtherHeight};
  const bool is_pressed = context.semantics.take_press(node.id);
  context.semantics.add(std::move(node));
  if (!is_pressed) return;
  const float room = window_.height - window_.covered - kSpace3;
  if (is_cut && edge.layout->height > room) {  // higher than the window: a page of it
    pending_ = static_cast<double>(by) * static_cast<double>(room * 0.9F);
    context.animate();
    return;
  }
  const std::size_t unit = is_cut ? edge.number : *beyond;
  const std::uint32_t offset = layout_.unit(unit).range_in_text.begin;
  const float room_below =
      by > 0 ? 0 : std::max(room - layout_.ensure(context.glyphs, unit).height, 0.0F);
  go_back_to({.offset_in_text = offset,
              .from_top = window_.covered + kSpace3 + room_below,
              .at_top = false});
  selection_.place({offset});
  caret_shown_ = true;
  context.interaction.focus(document_, false);
  context.animate();
}

}  // namespace earshot::ui
