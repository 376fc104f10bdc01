#include "ui/text_box_menu.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <imgui_internal.h>

#include "ui/context.h"
#include "ui/interaction.h"
#include "ui/paint.h"
#include "ui/touch_bar.h"

namespace earshot::ui {
namespace {

/// The text with `words` in place of what is selected, as a request to the box.
SemanticRequest replaced(const TextBoxMenu& menu, std::string_view words) {
  const Range range = menu.selection_in_text;
  std::string text = menu.text.substr(0, range.begin);
  text += words;
  const auto caret = static_cast<std::uint32_t>(text.size());
  text += std::string_view(menu.text).substr(range.end);
  return {.kind = SemanticRequest::Kind::SetValue,
          .node = menu.box,
          .value = std::move(text),
          .selection_in_value = {caret, caret}};
}

/// As it was when the menu was asked for.
void select_again(Context& context, const TextBoxMenu& menu) {
  context.semantics.request({.kind = SemanticRequest::Kind::SetSelection,
                             .node = menu.box,
                             .selection_in_value = menu.selection_in_text,
                             .selects_backward = menu.selects_backward});
}

}  // namespace

words::Message<0> name_of(TextBoxAction action) {
  switch (action) {
    case TextBoxAction::Cut:
      return word::kCut;
    case TextBoxAction::Copy:
      return word::kCopy;
    case TextBoxAction::Paste:
      return word::kPaste;
    case TextBoxAction::SelectAll:
      break;
  }
  return word::kSelectAll;
}

std::vector<TextBoxAction> actions_of(const TextBoxMenu& menu) {
  std::vector<TextBoxAction> actions;
  if (!menu.selection_in_text.empty()) actions = {TextBoxAction::Cut, TextBoxAction::Copy};
  actions.push_back(TextBoxAction::Paste);
  if (menu.selection_in_text.size() < menu.text.size()) actions.push_back(TextBoxAction::SelectAll);
  return actions;
}

void carry_out(Context& context, const TextBoxMenu& menu, TextBoxAction action) {
  const auto copied = [&] { return std::string(slice(menu.text, menu.selection_in_text)); };
  switch (action) {
    case TextBoxAction::Cut:
      context.out.send(app::CopyText{copied(), {}});
      context.semantics.request(replaced(menu, {}));
      break;
    case TextBoxAction::Copy:
      context.out.send(app::CopyText{copied(), {}});
      select_again(context, menu);
      break;
    case TextBoxAction::Paste:
      if (context.editing == TextEditing::ByHost) {
        select_again(context, menu);
        context.out.send(app::PasteIntoTextBox{menu.box});
      } else if (const char* const text = ImGui::GetClipboardText()) {
        std::string line(text);
        std::ranges::replace_if(
            line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        context.semantics.request(replaced(menu, line));
      }
      break;
    case TextBoxAction::SelectAll:
      context.semantics.request(
          {.kind = SemanticRequest::Kind::SetSelection,
           .node = menu.box,
           .selection_in_value = {0, static_cast<std::uint32_t>(menu.text.size())}});
      break;
  }
  context.animate();
}

void leave_text_box_menu(Context& context, const TextBoxMenu& menu) {
  select_again(context, menu);
  context.animate();
}

void draw_text_box_bar(Context& context) {
  TextBoxMenu& menu = context.text_box_menu;
  if (menu.box == 0 || !menu.is_bar) return;
  const Node* const box = context.semantics.find(menu.box);
  // A press on the bar takes the keyboard from a box that was drawn before; it gets it back below.
  const bool is_pressed = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const bool is_left = !is_pressed && !context.interaction.has_focus(menu.box);
  if (box == nullptr || is_left || box->value != menu.text) {
    menu = {};
    return;
  }
  // A long press selects a tick before the box of the desktop has taken it up.
  if (!box->selection_in_value.empty()) menu.selection_in_text = box->selection_in_value;
  const std::vector<TextBoxAction> actions = actions_of(menu);
  std::vector<std::string_view> words;
  for (const TextBoxAction action : actions)
    words.push_back(context.say(name_of(action)));
  const float width = touch_bar_width(context, words);
  const Rect& field = menu.box_rect;
  const float most = std::max(kSpace2, context.frame.width - width - kSpace2);
  Rect place{std::clamp(menu.anchor.left - width / 2, kSpace2, most), bottom(field) + kSpace2,
             width, kTouchBarHeight};
  if (bottom(place) > context.frame.height - kSpace2)
    place.top = field.top - kSpace2 - kTouchBarHeight;
  place.left = snapped(context, place.left);
  place.top = snapped(context, place.top);

  ImGui::SetNextWindowPos(top_left(place));
  ImGui::SetNextWindowSize(ImVec2(place.width, place.height));
  ImGui::Begin("##text box bar", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::PushClipRect(ImVec2(0, 0), ImVec2(context.frame.width, context.frame.height), false);
  const auto chosen = touch_bar(context, {.name = context.say(word::kSelection),
                                          .words = words,
                                          .at = top_left(place),
                                          .leaves_focus = true});
  ImGui::PopClipRect();
  ImGui::End();
  if (!chosen) {
    const bool is_on_bar = ImGui::IsMouseHoveringRect(top_left(place), bottom_right(place), false);
    if (is_pressed && !is_on_bar) menu = {};
    return;
  }
  context.interaction.focus_text_box(menu.box);
  const TextBoxAction action = actions[*chosen];
  carry_out(context, menu, action);
  if (action == TextBoxAction::SelectAll) {
    menu.selection_in_text = {0, static_cast<std::uint32_t>(menu.text.size())};
  } else {
    menu = {};
  }
}

}  // namespace earshot::ui
