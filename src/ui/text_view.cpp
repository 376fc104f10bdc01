#include "ui/text_view.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "ui/glyph_runs.h"
#include "ui/interaction.h"
#include "ui/settings_dialog.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr float kWheelPoints = 75;       // of one notch: as ImGui's own windows
constexpr float kArrowPoints = 52;       // two lines
constexpr double kSmoothRate = 16;       // of what is left to go, in a second
constexpr double kSettleSeconds = 0.25;  // a place that stays this long is told to the app
constexpr float kComfortBottom = 0.7F;
constexpr float kAbovePlace = kSpace3;  // room over a place that is gone back to

}  // namespace

void TextView::begin(Context& context, const Rect& area, const TextViewInput& input) {
  const bool other_track = !app::is_same_text(input.track, input_.track);
  const float height_before = window_.height;
  input_ = input;
  area_ = area;
  left_ = std::round(area.left + input.column_left);
  window_ = {
      .height = area.height, .lead = input.lead, .covered = input.covered, .tail = input.tail};
  document_ = node_id("document");
  row_group_ = node_id("rows");
  fold_group_ = node_id("folds");

  const float widest = std::max(area.width - input.column_left * 2, input.column_width);
  const LayoutRoom room{.width = input.column_width, .widest = widest, .zoom = input.zoom};
  const bool changed = layout_.set(input.track, input.folded_blocks, room, input.track.chapters);
  if (changed) {
    next_act_.reset();
    previous_act_.reset();
  }
  if (other_track || !has_place_) {
    scroll_.to_top(window_);
    has_place_ = true;
    pending_ = 0;
    goal_in_text_.reset();
    target_serial_ = 0;
    clear_selection();
    told_selection_.forget();
    told_pieces_.clear();
    own_acts_.clear();
    kept_tab_ = kept_back_tab_ = false;
    wanted_act_.reset();
    reveal_in_text_.reset();
    told_anchor_ = told_focus_ = {};
    wanted_place_.reset();
    kept_place_ = settled_place_ = {};
  } else if (changed || window_.height != height_before) {
    scroll_.restore(context.glyphs, layout_, window_, kept_place_);
    scroll_.settle(context.glyphs, layout_, window_);
    settled_place_ = seen_place(context);
  } else if (anchor_.at_top) {
    scroll_.to_top(window_);  // the head above may have another height
  }
  take_target(context);
  if (wanted_place_) {
    scroll_.restore(context.glyphs, layout_, window_, *wanted_place_);
    wanted_place_.reset();
    pending_ = 0;
    goal_in_text_.reset();
  }
  take_wheel_and_keys(context);
  move(context);
  scroll_.settle(context.glyphs, layout_, window_);
  scrolled_ = static_cast<float>(scroll_.position(layout_, window_));
  // Whole pixels: glyphs are sharp while scrolling, too.
  scrolled_ = std::round(scrolled_ * context.frame.pixel_ratio) / context.frame.pixel_ratio;
  anchor_ = seen_place(context);
  if (!(anchor_ == settled_place_)) kept_place_ = settled_place_ = anchor_;
  collect_seen(context);
  report_position(context);
  context.reading.view = this;
  context.reading.area = area_;
  take_pointer(context);
  take_selected(context);
  tell_selection(context);
}

/// What of a line shows in the room over a place that was gone back to is not what one reads: else
/// one would be a line further up each time.
TextScroll::Anchor TextView::seen_place(Context& context) {
  ScrollWindow window = window_;
  window.covered += kAbovePlace;
  return scroll_.anchor(context.glyphs, layout_, window);
}

void TextView::take_target(Context& context) {
  const app::ScrollTarget& target = input_.target;
  if (target.serial == 0 || target.serial == target_serial_ || layout_.empty()) return;
  target_serial_ = target.serial;
  pending_ = 0;
  goal_in_text_.reset();
  const std::uint32_t offset = target.range_in_text.begin;
  if (target.restore) {
    if (offset == 0) {
      scroll_.to_top(window_);
      return;
    }
    scroll_.restore(
        context.glyphs, layout_, window_,
        {.offset_in_text = offset, .from_top = window_.covered + kAbovePlace, .at_top = false});
    return;
  }
  scroll_.settle(context.glyphs, layout_, window_);
  const float seen_height = window_.height - window_.covered;
  const double from_covered =
      scroll_.distance_to(context.glyphs, layout_, {offset}, window_.covered);
  const double lead_left = static_cast<double>(window_.lead) - scroll_.position(layout_, window_);
  const double least = std::max(lead_left - static_cast<double>(window_.covered), 0.0) +
                       static_cast<double>(lead_left > 0 ? 0 : input_.comfort_top);
  if (from_covered >= least && from_covered < static_cast<double>(seen_height * kComfortBottom))
    return;
  goal_from_top_ = window_.covered + seen_height / 3;
  const double distance = scroll_.distance_to(context.glyphs, layout_, {offset}, goal_from_top_);
  const bool is_near = std::abs(distance) < 1.5 * static_cast<double>(window_.height);
  if (is_near && !context.frame.reduced_motion) {
    goal_in_text_ = offset;
    return;
  }
  scroll_.restore(context.glyphs, layout_, window_,
                  {.offset_in_text = offset, .from_top = goal_from_top_, .at_top = false});
}

void TextView::take_wheel_and_keys(Context& context) {
  double distance = 0;
  bool at_once = context.frame.touch || context.frame.reduced_motion;
  const ImGuiIO& io = ImGui::GetIO();
  const ImRect box(top_left(area_), bottom_right(area_));
  const bool is_under_mouse =
      box.Contains(io.MousePos) &&
      ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (is_under_mouse && io.MouseWheel != 0 && !io.KeyCtrl) {
    distance -= static_cast<double>(io.MouseWheel * kWheelPoints);
    at_once |=
        std::abs(io.MouseWheel - std::round(io.MouseWheel)) > 0.01F;  // a touch pad: fine steps
  }

  if (is_under_mouse && io.MouseWheel != 0 && io.KeyCtrl)
    context.out.send(app::SetZoom{next_zoom(input_.zoom, io.MouseWheel > 0 ? 1 : -1)});

  Interaction& interaction = context.interaction;
  interaction.add_stop({.id = document_, .rect = area_});
  if (context.semantics.take_focus(document_)) interaction.focus(document_, true);
  const NodeId focused = interaction.focused();
  const bool on_own_act = focused != 0 && focused == focused_act_;
  if (on_own_act) go_on_by_tab(context);
  if (reveal_in_text_) reveal(context, {*std::exchange(reveal_in_text_, std::nullopt)});
  if (interaction.top_layer() == 0 && (focused == 0 || focused == document_ || on_own_act)) {
    if (!on_own_act) take_caret_keys(context);
    const double page = static_cast<double>(window_.height - window_.covered) - 2 * 26;
    if (interaction.take(Key::Down)) distance += static_cast<double>(kArrowPoints);
    if (interaction.take(Key::Up)) distance -= static_cast<double>(kArrowPoints);
    if (interaction.take(Key::PageDown)) distance += page;
    if (interaction.take(Key::PageUp)) distance -= page;
    if (!on_own_act && interaction.take(Key::Space)) distance += io.KeyShift ? -page : page;
    if (interaction.take(Key::Home)) {
      scroll_.to_top(window_);
      pending_ = 0;
      goal_in_text_.reset();
    }
    if (interaction.take(Key::End)) {
      scroll_.to(layout_, window_, scroll_.content_height(layout_, window_));
      pending_ = 0;
      goal_in_text_.reset();
    }
  }
  if (drag_scroll_ != 0) {
    distance += drag_scroll_ * std::clamp(context.frame.now_seconds - last_seconds_, 0.0, 0.05);
    at_once = true;
    context.animate();
  }
  if (distance == 0) return;
  goal_in_text_.reset();
  if (at_once) {
    pending_ = 0;
    scroll_.by(layout_, window_, distance);
  } else {
    pending_ += distance;
  }
}

void TextView::move(Context& context) {
  const double now = context.frame.now_seconds;
  const double elapsed = std::clamp(now - last_seconds_, 0.0, 0.05);
  last_seconds_ = now;
  if (goal_in_text_) {
    pending_ = scroll_.distance_to(context.glyphs, layout_, {*goal_in_text_}, goal_from_top_);
  }
  if (pending_ == 0) return;
  double step = pending_ * (1 - std::exp(-kSmoothRate * elapsed));
  if (std::abs(pending_) < 0.75) step = pending_;
  const double before = scroll_.position(layout_, window_);
  scroll_.by(layout_, window_, step);
  scroll_.settle(context.glyphs, layout_, window_);
  pending_ -= step;
  const bool is_stuck = elapsed > 0 && std::abs(step) > 0.01 &&
                        std::abs(scroll_.position(layout_, window_) - before) < 0.005;
  if (is_stuck || pending_ == 0) {  // there, or at the content's end
    pending_ = 0;
    goal_in_text_.reset();
    return;
  }
  context.animate();
}

void TextView::collect_seen(Context& context) {
  seen_.clear();
  if (layout_.empty()) return;
  const float bottom_edge = area_.top + area_.height;
  const double text_top = static_cast<double>(area_.top + window_.lead - scrolled_);
  std::optional<std::size_t> at = scroll_.unit();
  float top = static_cast<float>(text_top + layout_.top(*at));
  while (at && top < bottom_edge) {
    const UnitLayout& unit = layout_.ensure(context.glyphs, *at);
    seen_.push_back({.number = *at, .top = top, .layout = &unit});
    top += unit.height;
    at = layout_.next(*at);
  }
}

void TextView::report_position(Context& context) {
  const std::uint32_t offset = kept_place_.at_top ? 0 : kept_place_.offset_in_text;
  if (seen_.empty() || !input_.known_place_in_text ||
      input_.track.kind == pack::TrackKind::Chapters)
    return;
  const double now = context.frame.now_seconds;
  const std::uint32_t unit_begin =
      kept_place_.at_top ? 0 : layout_.unit(layout_.unit_of(offset)).range_in_text.begin;
  if (unit_begin == *input_.known_place_in_text) {
    moved_at_seconds_ = now;
    return;
  }
  if (now - moved_at_seconds_ < kSettleSeconds) {
    context.animate(kSettleSeconds);
    return;
  }
  moved_at_seconds_ = now;
  context.out.send(app::ReadingPositionChanged{unit_begin});
}

std::optional<Rect> TextView::caret_rect(CaretPlace place) const {
  const std::uint32_t offset_in_text = place.offset_in_text;
  for (const Seen& seen : seen_) {
    const Range range = layout_.unit(seen.number).range_in_text;
    if (offset_in_text < range.begin || offset_in_text > range.end) continue;
    // Where a block was cut, two have it.
    if (layout_.is_cut_at(offset_in_text) && seen.number != layout_.unit_of(place)) continue;
    const TextLayout::Caret caret = layout_.caret(*seen.layout, place);
    const ImVec2 at = origin(seen);
    return Rect{at.x + caret.x, at.y + caret.top, 1, caret.height};
  }
  return std::nullopt;
}

std::vector<Rect> TextView::rects(Range range_in_text) const {
  std::vector<Rect> rects;
  std::vector<TextLayout::Box> boxes;
  for (const Seen& seen : seen_) {
    boxes.clear();
    layout_.boxes(*seen.layout, range_in_text, boxes);
    const ImVec2 at = origin(seen);
    for (const TextLayout::Box& box : boxes) {
      rects.push_back({at.x + box.left, at.y + box.top, box.width, box.height});
    }
  }
  return rects;
}

}  // namespace earshot::ui
