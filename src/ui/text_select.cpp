// The selecting third of the text view: pointer and keys change two offsets of the text; drawing
// asks for the boxes between them.

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/quote.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/interaction.h"
#include "ui/paint.h"
#include "ui/text_view.h"
#include "ui/touch_bar.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kEdge = 16;  // this near to the edge a drag scrolls already
constexpr double kLeastDragRate = 180, kDragRate = 18;  // points a second; more for each beyond
constexpr double kMostDragRate = 2400;
constexpr float kCaretWidth = 2;
constexpr float kHandle = 9;        // radius of a handle's knob
constexpr float kHandleReach = 22;  // of a finger round it
constexpr float kRevealMargin = 32;

constexpr struct {
  ImGuiKey key;
  std::string_view name;
} kCaretKeys[] = {
    {ImGuiKey_LeftArrow, "ArrowLeft"}, {ImGuiKey_RightArrow, "ArrowRight"},
    {ImGuiKey_UpArrow, "ArrowUp"},     {ImGuiKey_DownArrow, "ArrowDown"},
    {ImGuiKey_Home, "Home"},           {ImGuiKey_End, "End"},
    {ImGuiKey_PageUp, "PageUp"},       {ImGuiKey_PageDown, "PageDown"},
};

}  // namespace

float TextView::top_edge() const {
  return area_.top + std::max(window_.covered, window_.lead - scrolled_);
}

CaretPlace TextView::nearest(ImVec2 point) const {
  if (seen_.empty()) return {};
  const Seen* found = &seen_.front();
  for (const Seen& seen : seen_) {
    if (seen.top <= point.y) found = &seen;
  }
  const ImVec2 at = origin(*found);
  if (found->layout->text.lines.empty()) return {layout_.unit(found->number).range_in_text.begin};
  return layout_.place_at(*found->layout, point.x - at.x, point.y - at.y);
}

std::uint32_t TextView::place_in_text() const {
  if (selection_.is_placed) return selection_.range_in_text().begin;
  return anchor_.offset_in_text;
}

void TextView::select(Range range_in_text) {
  selection_.select(range_in_text);
  menu_in_text_.reset();
  goal_x_ = -1;
}

void TextView::select_all() {
  if (layout_.empty()) return;
  told_selection_.forget();
  selection_.select({0, static_cast<std::uint32_t>(input_.track.text.size())});
}

void TextView::clear_selection() {
  selection_ = {};
  menu_in_text_.reset();
  caret_shown_ = selects_ = rests_ = has_gone_on_ = false;
  held_handle_ = 0;
  drag_scroll_ = 0;
  goal_x_ = -1;
}

void TextView::set_caret(bool shown) {
  caret_shown_ = shown;
  if (shown && !selection_.is_placed) selection_.place({anchor_.offset_in_text});
}

bool TextView::wants_caret_key(CaretMove move, bool extends) const {
  if (layout_.empty()) return false;
  // Left and right have nothing else to do here.
  return caret_shown_ || extends || move == CaretMove::Left || move == CaretMove::Right;
}

// --- Pointer ------------------------------------------------------------------------------------

void TextView::take_pointer(Context& context) {
  const ImRect box(ImVec2(area_.left, top_edge()), bottom_right(area_));
  bool hovered = false, held = false, pressed = false;
  if (box.GetHeight() > 0 && !layout_.empty()) {
    ImGui::SetNextItemAllowOverlap();  // links, times and fold marks lie on it
    if (ImGui::ItemAdd(box, document_, nullptr, ImGuiItemFlags_NoNav)) {
      pressed =
          ImGui::ButtonBehavior(box, document_, &hovered, &held,
                                ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus |
                                    ImGuiButtonFlags_AllowOverlap);
    }
  }
  const ImGuiIO& io = ImGui::GetIO();
  Interaction& interaction = context.interaction;
  drag_scroll_ = 0;
  if (hovered && !context.frame.touch) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  // What overlaps it is known a tick late; a menu does not wait for that.
  const NodeId under_mouse = ImGui::GetCurrentContext()->HoveredIdPreviousFrame;
  const bool is_free = under_mouse == 0 || under_mouse == document_;
  const bool is_over = is_free && ImGui::IsWindowHovered() && box.Contains(io.MousePos);
  if ((hovered || is_over) && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
    interaction.focus(document_, false);
    call_menu(context, nearest(io.MousePos));
    return;
  }
  if (pressed) {
    menu_in_text_.reset();
    interaction.focus(document_, false);
    goal_x_ = -1;
    const CaretPlace at = nearest(io.MousePos);
    if (context.frame.touch) {
      clear_selection();
      context.animate();
      return;
    }
    selects_ = true;
    const int clicks = io.MouseClickedCount[ImGuiMouseButton_Left];
    if (io.KeyShift && selection_.is_placed) {
      selection_.drag_to(layout_, at);
    } else {
      selection_.press(layout_, at,
                       clicks >= 3   ? Grain::Block
                       : clicks == 2 ? Grain::Word
                                     : Grain::Character);
    }
    context.animate();
    return;
  }
  if (held && context.frame.touch && io.MouseDelta.y != 0) {
    // A finger on the desktop: the page makes wheel turns of them itself.
    scroll_.by(layout_, window_, static_cast<double>(-io.MouseDelta.y));
    context.animate();
    return;
  }
  selects_ = selects_ && held;
  rests_ = rests_ && io.MouseDown[ImGuiMouseButton_Right];
  has_gone_on_ = has_gone_on_ && rests_;
  if (!selects_ && !rests_ && held_handle_ == 0) return;
  const float top = area_.top + window_.covered + kEdge, foot = bottom(area_) - kEdge;
  const float beyond = io.MousePos.y < top    ? io.MousePos.y - top
                       : io.MousePos.y > foot ? io.MousePos.y - foot
                                              : 0;
  if (beyond != 0) {
    const double rate = kLeastDragRate + std::abs(static_cast<double>(beyond)) * kDragRate;
    drag_scroll_ = std::copysign(std::min(rate, kMostDragRate), static_cast<double>(beyond));
    context.animate();
  }
  if (!selects_ && !rests_) return;
  const bool has_moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || beyond != 0;
  if (!has_moved) return;
  const CaretPlace at = nearest(io.MousePos);
  if (at == selection_.focus()) return;
  const Range before = selection_.range_in_text();
  selection_.drag_to(layout_, at);
  has_gone_on_ |= rests_ && selection_.range_in_text() != before;
  context.animate();
}

void TextView::call_menu(Context& context, CaretPlace at) {
  const Range chosen = selection_.range_in_text();
  if (context.frame.touch) {
    selection_.press(layout_, {in_word_beside(layout_, at.offset_in_text)}, Grain::Word);
    rests_ = true;
    has_gone_on_ = false;
  } else {
    if (!chosen.contains(at.offset_in_text) && at.offset_in_text != chosen.end)
      selection_.place(at);
    menu_in_text_ = at.offset_in_text;
    context.reading.wish = CommandId::ShowTextMenu;
  }
  context.animate();
}

void TextView::tell_selection(Context& context) {
  const Range chosen = selection_.range_in_text();
  const bool grows = selects_ || rests_ || held_handle_ != 0;
  if (!context.frame.has_primary_selection || (grows && !chosen.empty())) return;
  if (!told_selection_.is_news(chosen)) return;
  context.out.send(app::SelectionMade{app::quote(input_.track, chosen, app::QuoteForm::Plain)});
}

// --- Keys ---------------------------------------------------------------------------------------

void TextView::take_caret_keys(Context& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (layout_.empty()) return;
  for (const auto& [key, name] : kCaretKeys) {
    if (!ImGui::IsKeyPressed(key, true)) continue;
    const auto move =
        caret_move(name, {.control = io.KeyCtrl, .alt = io.KeyAlt, .mac = context.frame.mac});
    if (!move || io.KeySuper || !wants_caret_key(*move, io.KeyShift)) continue;
    context.interaction.drop_keys();
    move_caret(context, *move, io.KeyShift);
  }
  if (!caret_shown_ || !context.interaction.pressed(Key::Enter)) return;
  for (const pack::SpanRecord& span : input_.track.spans) {
    if (span.begin > selection_.focus_in_text) break;
    if (span.end <= selection_.focus_in_text || !is_act(span)) continue;
    context.interaction.drop_keys();
    follow(context, span);
    return;
  }
}

bool TextView::move_caret(Context& context, CaretMove move, bool extends) {
  const bool shows_now = !caret_shown_ && !extends;
  menu_in_text_.reset();
  if (!selection_.is_placed) selection_.place({anchor_.offset_in_text});
  caret_shown_ = true;
  context.animate();
  if (shows_now) {  // the first press only shows where one is
    selection_.place(selection_.focus());
    reveal_caret(context);
    return true;
  }
  const float page = window_.height - window_.covered - 2 * 26;
  const Range chosen = selection_.range_in_text();
  const bool collapses = !extends && !chosen.empty();
  CaretPlace to = selection_.focus();
  if (collapses && move == CaretMove::Left) {
    to = {chosen.begin};
  } else if (collapses && move == CaretMove::Right) {
    to = {chosen.end};
  } else {
    to = moved_caret(context.glyphs, layout_, to, move, page, goal_x_);
  }
  if (extends) {
    selection_.extend_to(to);
  } else {
    selection_.place(to);
  }
  reveal_caret(context);
  return true;
}

void TextView::reveal_caret(Context& context) {
  reveal(context, selection_.focus());
}

void TextView::reveal(Context& context, CaretPlace place) {
  const double from_top = scroll_.distance_to(context.glyphs, layout_, place, 0);
  const std::size_t number = layout_.unit_of(place);
  const TextLayout::Caret caret = layout_.caret(layout_.ensure(context.glyphs, number), place);
  const auto line = static_cast<double>(caret.height);
  const auto covered = static_cast<double>(window_.covered + kRevealMargin);
  const auto foot = static_cast<double>(window_.height - kRevealMargin);
  double wanted = from_top;
  if (from_top < covered) wanted = covered;
  if (from_top + line > foot) wanted = foot - line;
  if (wanted == from_top) return;
  pending_ = 0;
  goal_in_text_.reset();
  double distance = from_top - wanted;
  if (std::abs(distance) > 3 * static_cast<double>(window_.height)) {
    const auto goal = static_cast<float>(wanted);
    scroll_.restore(context.glyphs, layout_, window_,
                    {.offset_in_text = place.offset_in_text, .from_top = goal, .at_top = false});
    // That went by the lower one of two lines which have the offset.
    distance = scroll_.distance_to(context.glyphs, layout_, place, goal);
  }
  scroll_.by(layout_, window_, distance);
}

// --- Drawing ------------------------------------------------------------------------------------

void TextView::draw_selection(Context& context, const Seen& seen) {
  if (selection_.empty()) return;
  const std::array<Range, 1> ranges = {selection_.range_in_text()};
  draw_layer(
      context, seen,
      {.ranges_in_text = ranges, .fill = context.theme.palette.selection, .whole_lines = true});
}

void TextView::draw_caret(Context& context) {
  if (!caret_shown_) return;
  const auto place = caret_rect(selection_.focus());
  if (!place) return;
  fill({snapped(context, place->left) - kCaretWidth / 2, place->top + 2, kCaretWidth,
        place->height - 4},
       context.theme.palette.accent, 1);
}

void TextView::draw_handles(Context& context) {
  if (!context.frame.touch || selection_.empty() || layout_.empty()) {
    held_handle_ = 0;
    return;
  }
  const Range range = selection_.range_in_text();
  const auto begin = caret_rect({range.begin}), end = caret_rect({range.end, true});
  const ImGuiIO& io = ImGui::GetIO();
  int held_now = 0;
  for (const int side : {-1, 1}) {
    const auto& place = side < 0 ? begin : end;
    const bool is_held = held_handle_ == side;
    if (!place && !is_held) continue;
    if (place && !is_held &&
        (place->top + place->height < top_edge() || place->top > bottom(area_)))
      continue;
    const Rect line = place.value_or(Rect{io.MousePos.x, io.MousePos.y, 1, 0});
    const ImVec2 knob(line.left, line.top + line.height + kHandle - 2);
    const Rect reach{knob.x - kHandleReach, knob.y - kHandleReach, 2 * kHandleReach,
                     2 * kHandleReach};
    // A finger drags it; a press by assistive technology, which selects in the text, does nothing.
    Node node = make_node(node_id(side < 0 ? "selection begin" : "selection end"), Role::Image,
                          context.say(side < 0 ? word::kSelectionBegin : word::kSelectionEnd));
    const Press press = interact(context, std::move(node), reach,
                                 {.keep_when_clipped = is_held, .overlap = true, .no_stop = true});
    context.interaction.add_grab(reach);
    const ImU32 colour = context.theme.palette.accent;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (place) {
      fill({line.left - 1, line.top, 2, line.height}, colour);
      list.AddCircleFilled(knob, kHandle, colour, 24);
    }
    if (!press.held) continue;
    held_now = side;
    if (!is_held) {
      handle_offset_ = line.top + line.height / 2 - io.MousePos.y;
      // The held end moves; the other one stays.
      const Range now = selection_.range_in_text();
      selection_.select(now);
      if (side < 0) std::swap(selection_.anchor_in_text, selection_.focus_in_text);
    } else if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || drag_scroll_ != 0) {
      const CaretPlace at = nearest(ImVec2(io.MousePos.x, io.MousePos.y + handle_offset_));
      if (at.offset_in_text != selection_.anchor_in_text) selection_.extend_to(at);
      context.animate();
    }
  }
  held_handle_ = held_now;
  if (held_handle_ != 0 || has_gone_on_) return;
  const float top = begin ? begin->top : top_edge();
  const float foot = end ? end->top + end->height + 2 * kHandle : bottom(area_);
  draw_touch_bar(context, top, foot);
}

/// What a finger can do with the selection, over it where there is room.
void TextView::draw_touch_bar(Context& context, float top, float foot) {
  const std::array<std::string_view, 3> words = {
      context.say(word::kCopy), context.say(word::kSelectAll), context.say(word::kMoreMore)};
  constexpr std::array<CommandId, 3> kCommands = {CommandId::Copy, CommandId::SelectAll,
                                                  CommandId::ShowTextMenu};
  ImVec2 at(area_.left + (area_.width - touch_bar_width(context, words)) / 2,
            top - kTouchBarHeight - kSpace3);
  if (at.y < top_edge() + kSpace2) at.y = foot + kSpace3;
  if (at.y + kTouchBarHeight > bottom(area_) - kSpace2)
    at.y = bottom(area_) - kTouchBarHeight - kSpace4;
  at = ImVec2(snapped(context, at.x), snapped(context, at.y));
  const auto chosen =
      touch_bar(context, {.name = context.say(word::kSelection), .words = words, .at = at});
  if (chosen) context.reading.wish = kCommands[*chosen];
}

}  // namespace earshot::ui
