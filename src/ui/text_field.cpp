#include "ui/text_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <imgui_internal.h>

#include "text/bidi.h"
#include "ui/cluster_places.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/text_box_menu.h"
#include "ui/text_selection.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr TextStyle kFieldStyle = kInterface;
constexpr float kClearButton = 28;
// What is to be selected waits so long for the keyboard: a menu that closes gives it back in the
// tick after the next.
constexpr int kTicksWanted = 4;

int grow_string(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
  auto& text = *static_cast<std::string*>(data->UserData);
  text.resize(static_cast<std::size_t>(data->BufTextLen));
  data->Buf = text.data();
  return 0;
}

std::uint32_t caret_of(const TextFieldState& state) {
  return state.selects_backward ? state.selection_in_text.begin : state.selection_in_text.end;
}

// The box follows the app where the app changed the value by itself.
void follow_value(TextFieldState& state, std::string_view value, NodeId id) {
  if (!state.is_new && value == state.value_before) return;
  state.is_new = false;
  state.value_before = value;
  if (state.text == value) return;
  state.text = value;
  const auto end = static_cast<std::uint32_t>(value.size());
  state.selection_in_text = {end, end};
  if (ImGuiInputTextState* editing = ImGui::GetInputTextState(id))
    editing->ReloadUserBufAndMoveToEnd();
}

/// Draws text, selection and caret as GlyphRuns shapes them, scrolled so that the caret is seen.
void draw_edited(Context& context, TextFieldState& state, std::span<const Cluster> clusters,
                 const Rect& box, bool has_focus) {
  // Without the focus the text is seen from its begin.
  const float caret = caret_x(clusters, has_focus ? caret_of(state) : 0);
  const float caret_room = box.width - 2;
  if (!has_focus) state.scroll_points = 0;
  state.scroll_points = std::clamp(state.scroll_points, std::max(0.0F, caret - caret_room), caret);
  const Palette& colours = context.theme.palette;
  ImGui::PushClipRect(top_left(box), bottom_right(box), true);
  const float left = box.left - state.scroll_points;
  const float top = centre_y(box) - kFieldStyle.line_height / 2;
  if (has_focus && !state.selection_in_text.empty()) {
    std::vector<Stretch> parts;
    stretches(clusters, state.selection_in_text, parts);
    for (const Stretch& part : parts)
      fill({left + part.left, top, part.right - part.left, kFieldStyle.line_height},
           colours.selection, 2);
  }
  text(context, ImVec2(left, top), state.text, kFieldStyle, colours.ink);
  if (has_focus && !state.composed_in_text.empty()) {
    std::vector<Stretch> parts;
    stretches(clusters, state.composed_in_text, parts);
    for (const Stretch& part : parts)
      fill({left + part.left, top + kFieldStyle.line_height - 3, part.right - part.left, 1.5F},
           colours.ink2);
  }
  if (has_focus) fill({snapped(context, left + caret), top + 2, 1.5F, 18}, colours.accent);
  ImGui::PopClipRect();
}

/// The box as it looks while an input method composes in it; nothing where none does.
std::optional<TextFieldState> composing(const Context& context, const TextFieldState& state,
                                        NodeId id) {
  const std::string& composed = context.frame.composed;
  if (composed.empty() || !context.interaction.has_focus(id) ||
      context.editing != TextEditing::InPlace)
    return std::nullopt;
  const auto size = static_cast<std::uint32_t>(state.text.size());
  const std::uint32_t begin = std::min(state.selection_in_text.begin, size);
  const std::uint32_t end = std::clamp(state.selection_in_text.end, begin, size);
  const auto length = static_cast<std::uint32_t>(composed.size());
  const std::uint32_t caret = begin + std::min(context.frame.caret_in_composed, length);
  TextFieldState shown;
  shown.scroll_points = state.scroll_points;
  shown.text = state.text.substr(0, begin) + composed + state.text.substr(end);
  shown.selection_in_text = {caret, caret};
  shown.composed_in_text = {begin, begin + length};
  return shown;
}

void want_selected(TextFieldState& state, Range range_in_text) {
  state.wanted_in_text = range_in_text;
  state.ticks_wanted = 0;
}

/// Selects what was wished for, where ImGui knows the box; else that waits until it edits it.
void select_wanted(TextFieldState& state, NodeId id) {
  ImGuiInputTextState* const editing = ImGui::GetInputTextState(id);
  if (!state.wanted_in_text || editing == nullptr) return;
  editing->ReloadUserBufAndKeepSelection();
  editing->ReloadSelectionStart = static_cast<int>(state.wanted_in_text->begin);
  editing->ReloadSelectionEnd = static_cast<int>(state.wanted_in_text->end);
  state.wanted_in_text.reset();
}

/// What is selected because the keyboard came (`has_come`) was nobody's choice, until all of it is
/// asked for.
void tell_selection(Context& context, TextFieldState& state, bool has_come) {
  const Range chosen = state.selection_in_text;
  if (!chosen.empty() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;  // it still grows
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A)) state.told.forget();
  const std::string_view words = slice(state.text, chosen);
  if (!state.told.is_news(chosen, words)) return;
  if (has_come || !context.frame.has_primary_selection) return;
  context.out.send(app::SelectionMade{std::string(words)});
}

/// Edits with Dear ImGui. Returns whether the text changed.
bool edit_in_place(Context& context, TextFieldState& state, NodeId id, const char* imgui_label,
                   const Rect& box) {
  ImGuiContext& imgui = *ImGui::GetCurrentContext();
  Interaction& interaction = context.interaction;
  const bool wants_focus = interaction.has_focus(id);
  if (wants_focus && imgui.ActiveId != id && !state.was_active) {
    imgui.NavActivateId = id;
    imgui.NavActivateFlags = ImGuiActivateFlags_PreferInput;
    imgui.IO.InputQueueCharacters.resize(0);  // the "/" that called for the field is not its text
  } else if (!wants_focus && imgui.ActiveId == id) {
    ImGui::ClearActiveID();
    // It would write back what it edited over what the app has put there since; every edit was
    // told.
    imgui.InputTextDeactivatedState.ID = 0;
  }
  if (wants_focus) select_wanted(state, id);
  // Enter and Escape are commands. ImGui would revert the text by Escape, which it asks for by its
  // owner; and end editing by Enter, which it owns and asks for whatever locks it.
  ImGui::SetKeyOwner(ImGuiKey_Escape, ImGui::GetID("command"), ImGuiInputFlags_LockThisFrame);
  ImGuiKeyData& enter = *ImGui::GetKeyData(ImGuiKey_Enter);
  ImGuiKeyData& other_enter = *ImGui::GetKeyData(ImGuiKey_KeypadEnter);
  const bool was_down = std::exchange(enter.Down, false);
  const bool other_was_down = std::exchange(other_enter.Down, false);
  ImGui::PushFont(context.theme.font(FontRole::Regular), kFieldStyle.size);
  // Baselines as GlyphRuns has them: the line's ascent and descent are centred, not its em.
  const ImFontBaked& font = *ImGui::GetFontBaked();
  const float padding = std::max(0.0F, (box.height - ImGui::GetFontSize()) / 2);
  const float lift = (font.Ascent - font.Descent - ImGui::GetFontSize()) / 2;
  ImGui::SetCursorScreenPos(ImVec2(box.left, snapped(context, box.top - lift)));
  ImGui::SetNextItemWidth(box.width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, padding));
  // ImGui would set letters that run to the left in the order of reading English, and knows nothing
  // of what is being composed: it edits, we draw.
  const bool is_shaped =
      text::may_run_left(state.text) || (wants_focus && !context.frame.composed.empty());
  constexpr std::array<ImGuiCol, 3> kDrawn = {ImGuiCol_Text, ImGuiCol_TextSelectedBg,
                                              ImGuiCol_InputTextCursor};
  for (const ImGuiCol colour : kDrawn)
    if (is_shaped) ImGui::PushStyleColor(colour, IM_COL32_BLACK_TRANS);
  const bool changed =
      ImGui::InputText(imgui_label, state.text.data(), state.text.capacity() + 1,
                       ImGuiInputTextFlags_CallbackResize, grow_string, &state.text);
  if (is_shaped) ImGui::PopStyleColor(static_cast<int>(kDrawn.size()));
  enter.Down = was_down;
  other_enter.Down = other_was_down;
  ImGui::PopStyleVar();
  ImGui::PopFont();
  const bool is_active = imgui.ActiveId == id;
  if (is_active && ImGui::IsItemActivated() && !interaction.has_focus(id))
    interaction.focus_text_box(id);
  if (!is_active && state.was_active && interaction.has_focus(id)) interaction.clear_focus();
  const bool has_come = is_active && !state.was_active;
  state.was_active = is_active;
  const bool is_wanted = state.wanted_in_text.has_value();
  if (is_wanted && is_active) {  // it came to be edited in this tick
    select_wanted(state, id);
    context.animate();
  } else if (is_wanted && ++state.ticks_wanted > kTicksWanted) {
    state.wanted_in_text.reset();
  }
  if (const ImGuiInputTextState* editing = ImGui::GetInputTextState(id)) {
    // Without a selection its ends are where the last one was.
    const bool has_selection = editing->HasSelection();
    const int cursor = editing->GetCursorPos();
    const auto from =
        static_cast<std::uint32_t>(has_selection ? editing->GetSelectionStart() : cursor);
    const auto to = static_cast<std::uint32_t>(has_selection ? editing->GetSelectionEnd() : cursor);
    state.selection_in_text = is_active ? Range{std::min(from, to), std::max(from, to)} : Range{};
    state.selects_backward = static_cast<std::uint32_t>(cursor) == state.selection_in_text.begin;
  }
  if (!is_wanted) tell_selection(context, state, has_come);  // else another one is on its way
  if (is_shaped) {
    std::optional<TextFieldState> composed = composing(context, state, id);
    TextFieldState& shown = composed ? *composed : state;
    std::vector<Cluster> clusters;
    context.glyphs.shape(shown.text, kFieldStyle, Figures::Proportional, clusters);
    draw_edited(context, shown, clusters, box, is_active);
    state.scroll_points = shown.scroll_points;
  }
  return changed;
}

/// Selects with the mouse, as in any text box: a click places the caret, a drag or Shift and a
/// click go on from there, two clicks take the word, three all.
void select_by_mouse(TextFieldState& state, bool pressed, bool held, std::uint32_t at) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto size = static_cast<std::uint32_t>(state.text.size());
  if (pressed) {
    const int clicks = io.MouseClickedCount[ImGuiMouseButton_Left];
    state.is_dragged = clicks == 1;
    if (clicks >= 2) {
      state.selects_backward = false;
      state.selection_in_text = clicks == 2 ? word_at(state.text, at) : Range{0, size};
      return;
    }
    if (!io.KeyShift) state.pressed_in_text = at;
  } else if (!held || !state.is_dragged || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0)) {
    return;
  }
  const std::uint32_t from = std::min(state.pressed_in_text, size);
  state.selection_in_text = {std::min(from, at), std::max(from, at)};
  state.selects_backward = at < from;
}

/// The other button of the mouse, a finger that rests, or the menu key asks what can be done with
/// the text. `box` is where the text stands, `area` where one points at it.
void ask_for_menu(Context& context, TextFieldState& state, NodeId id, const Rect& box,
                  const Rect& area) {
  Interaction& interaction = context.interaction;
  const bool by_pointer = ImGui::IsMouseClicked(ImGuiMouseButton_Right) &&
                          ImGui::IsWindowHovered() &&
                          ImGui::IsMouseHoveringRect(top_left(area), bottom_right(area));
  if (!by_pointer && !(interaction.has_focus(id) && interaction.take(Key::Menu))) return;
  TextBoxMenu& menu = context.text_box_menu;
  menu = {.box = id,
          .text = state.text,
          .selection_in_text = state.selection_in_text,
          .selects_backward = state.selects_backward};
  menu.box_rect = area;
  menu.anchor = {box.left, bottom(area), 0, 0};
  menu.is_bar = by_pointer && context.frame.touch;
  menu.wants_menu = !menu.is_bar;
  if (by_pointer) {
    const auto size = static_cast<std::uint32_t>(state.text.size());
    const ImGuiInputTextState* const editing = ImGui::GetInputTextState(id);
    const bool is_in_place = context.editing == TextEditing::InPlace;
    const float scrolled = !is_in_place ? state.scroll_points : editing ? editing->Scroll.x : 0;
    const ImVec2 mouse = ImGui::GetMousePos();
    std::vector<Cluster> clusters;
    context.glyphs.shape(state.text, kFieldStyle, Figures::Proportional, clusters);
    const std::uint32_t at = offset_at(clusters, mouse.x - box.left + scrolled, size);
    Range& chosen = menu.selection_in_text;
    if (menu.is_bar) {
      chosen = word_at(state.text, at);
    } else if (chosen.empty() || at < chosen.begin || at > chosen.end) {
      chosen = {at, at};
    }
    menu.anchor = {mouse.x, mouse.y, 0, 0};
    if (chosen != state.selection_in_text) menu.selects_backward = false;
    state.selection_in_text = chosen;
    state.selects_backward = menu.selects_backward;
    state.pressed_in_text = state.selects_backward ? chosen.end : chosen.begin;
    if (is_in_place) want_selected(state, chosen);
    interaction.focus_text_box(id);
  }
  context.animate();
}

/// Draws what the host edits; the mouse places caret and selection.
void edit_by_host(Context& context, TextFieldState& state, NodeId id, const Rect& rect,
                  const Rect& box) {
  Interaction& interaction = context.interaction;
  const auto size = static_cast<std::uint32_t>(state.text.size());
  for (Range* range : {&state.selection_in_text, &state.composed_in_text}) {
    range->begin = std::min(range->begin, size);
    range->end = std::min(range->end, size);
  }
  bool hovered = false, held = false, pressed = false;
  const ImRect area(top_left(rect), bottom_right(rect));
  if (ImGui::ItemAdd(area, id, nullptr, ImGuiItemFlags_NoNav)) {
    pressed = ImGui::ButtonBehavior(area, id, &hovered, &held,
                                    ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
  }
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  if (pressed) interaction.focus_text_box(id);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !hovered && interaction.has_focus(id))
    interaction.clear_focus();

  std::vector<Cluster> clusters;
  context.glyphs.shape(state.text, kFieldStyle, Figures::Proportional, clusters);
  const float x = ImGui::GetMousePos().x - box.left + state.scroll_points;
  if (pressed || held) select_by_mouse(state, pressed, held, offset_at(clusters, x, size));
  draw_edited(context, state, clusters, box, interaction.has_focus(id));
}

}  // namespace

void set_text(TextFieldState& state, NodeId id, std::string text, std::uint32_t caret_in_text) {
  state.text = std::move(text);
  state.selection_in_text = {caret_in_text, caret_in_text};
  if (ImGuiInputTextState* editing = ImGui::GetInputTextState(id)) {
    editing->ReloadUserBufAndKeepSelection();
    editing->ReloadSelectionStart = editing->ReloadSelectionEnd = static_cast<int>(caret_in_text);
  }
}

TextFieldAnswer text_field(Context& context, TextFieldState& state, std::string_view name,
                           std::string_view value, const Rect& rect,
                           const TextFieldOptions& options) {
  const Palette& colours = context.theme.palette;
  Interaction& interaction = context.interaction;
  const std::string imgui_label = "##" + std::string(name);
  const NodeId id = node_id(imgui_label);
  follow_value(state, value, id);
  TextFieldAnswer answer;
  answer.id = id;
  if (auto request = context.semantics.take_value(id)) {
    if (request->kind == SemanticRequest::Kind::SetValue && request->value != state.text) {
      state.text = request->value;
      answer.changed = true;
    }
    if (context.editing == TextEditing::InPlace) want_selected(state, request->selection_in_value);
    const Range selected = request->selection_in_value;
    state.selection_in_text = selected;
    state.selects_backward = request->selects_backward;
    state.pressed_in_text = state.selects_backward ? selected.end : selected.begin;
    state.composed_in_text = request->composed_in_value;
  }
  if (context.semantics.take_focus(id) || context.semantics.take_press(id))
    interaction.focus_text_box(id);
  interaction.add_stop({.id = id, .is_text_box = true, .rect = rect});

  // Ground and border first; the text lies on them.
  const bool shown_focused = interaction.has_focus(id);
  fill(rect, colours.raised, options.radius);
  if (shown_focused) {
    fill(inset(rect, -2.5F, -2.5F), faded(colours.accent, 0.16F), options.radius + 2.5F);
    fill(rect, colours.raised, options.radius);
    outline(context, rect, colours.accent, options.radius,
            std::max(1.0F, 1.5F * context.frame.pixel_ratio));
  } else {
    // Stronger than other hairlines: it alone says where one can type (WCAG 1.4.11: 3 to 1).
    outline(context, rect, mixed(colours.line, colours.ink3, 0.72F), options.radius);
  }
  float left = rect.left + kSpace3;
  if (options.icon) {
    draw_icon(context, options.icon, {left, rect.top, 16, rect.height}, 16,
              shown_focused ? colours.ink : colours.ink3);
    left += 16 + kSpace2;
  }
  float right_edge = right(rect) - kSpace2;
  const bool can_clear = !state.text.empty();
  if (can_clear) {
    right_edge -= kClearButton;
  } else if (!options.shortcut.empty() && !shown_focused && !context.frame.touch) {
    right_edge -= key_caps(context, options.shortcut, right_edge, centre_y(rect)) + kSpace1;
  }
  const Rect box{left, rect.top, std::max(20.0F, right_edge - left), rect.height};
  const Rect area{rect.left, rect.top, right_edge - rect.left, rect.height};
  if (state.text.empty() && !composing(context, state, id)) {
    text_clipped(context, ImVec2(left, centre_y(rect) - kFieldStyle.line_height / 2), box.width,
                 options.placeholder, kFieldStyle, colours.ink3);
  }
  if (context.editing == TextEditing::InPlace) {
    // A click on the icon or the padding is meant for the text.
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect(top_left(rect), ImVec2(right_edge, bottom(rect))) &&
        !ImGui::IsMouseHoveringRect(top_left(box), bottom_right(box))) {
      interaction.focus_text_box(id);
    }
    if (edit_in_place(context, state, id, imgui_label.c_str(), box)) answer.changed = true;
  } else {
    edit_by_host(context, state, id, area, box);
  }
  ask_for_menu(context, state, id, box, area);
  answer.focused = interaction.has_focus(id);

  Node node = make_node(id, options.role, name);
  const std::optional<TextFieldState> shown = composing(context, state, id);
  node.value = shown ? shown->text : state.text;
  node.description = options.placeholder;
  node.shortcut = aria_chord(options.shortcut, context.frame.mac);
  node.rect = rect;
  node.focusable = true;
  node.focused = answer.focused;
  node.selection_in_value = state.selection_in_text;
  node.selects_backward = state.selects_backward && !state.selection_in_text.empty();
  node.text_left = box.left - rect.left;
  node.text_width = box.width;
  node.text_scrolled = state.scroll_points;
  if (options.role == Role::ComboBox) {
    node.expanded = options.controls != 0 ? 1 : 0;
    node.controls = options.controls;
    node.active = options.active;
  }
  context.semantics.add(std::move(node));

  if (can_clear) {
    ImGui::PushID(imgui_label.c_str());
    const Rect clear{right(rect) - kSpace1 - kClearButton, centre_y(rect) - kClearButton / 2,
                     kClearButton, kClearButton};
    const std::string clear_name = context.say(word::kClear, name);
    if (icon_button(context, clear_name, icon::kX, clear)) {
      state.text.clear();
      state.selection_in_text = {};
      answer.changed = true;
      if (ImGuiInputTextState* editing = ImGui::GetInputTextState(id))
        editing->ReloadUserBufAndMoveToEnd();
      interaction.focus_text_box(id);
    }
    ImGui::PopID();
  }
  return answer;
}

}  // namespace earshot::ui
