#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/context.h"
#include "ui/told_selection.h"

namespace earshot::ui {

/// What a text box keeps between ticks.
struct TextFieldState {
  std::string text;                     ///< as edited; take it after `text_field` said it changed
  std::string value_before;             ///< the app's, when last seen
  Range selection_in_text;              ///< ByHost: the caret where empty
  bool selects_backward = false;        ///< the caret is at the selection's begin
  Range composed_in_text;               ///< ByHost: not finished yet by an input method
  std::uint32_t pressed_in_text = 0;    ///< ByHost: where a selection began
  bool is_dragged = false;              ///< ByHost: the mouse goes on with it
  float scroll_points = 0;              ///< ByHost: how far the text is moved left
  std::optional<Range> wanted_in_text;  ///< InPlace: to be selected once ImGui edits the box
  int ticks_wanted = 0;                 ///< since then
  bool was_active = false;
  ToldSelection told;  ///< InPlace: as the host's primary selection has it
  bool is_new = true;
};

struct TextFieldOptions {
  Role role = Role::TextBox;
  std::string_view placeholder = {};
  const char* icon = nullptr;
  std::string_view shortcut = {};  ///< shown as a key cap while empty and not focused
  float radius = kRadius;
  /// A combo box: its list while that is open, and the option chosen there.
  NodeId controls = 0, active = 0;
};

struct TextFieldAnswer {
  bool changed = false;
  bool focused = false;
  NodeId id = 0;
};

/// A one-line text box. `value` is what the app has; where the app changes it by itself (a cleared
/// query), the box follows. Edited in place by ImGui, or by the host's own element
/// (TextEditing::ByHost): then it draws what the host says by SetValue and SetSelection requests,
/// and a click's caret goes to the host in the node's selection.
/// Puts another text into the box, with the caret at this offset.
void set_text(TextFieldState& state, NodeId id, std::string text, std::uint32_t caret_in_text);

TextFieldAnswer text_field(Context& context, TextFieldState& state, std::string_view name,
                           std::string_view value, const Rect& rect,
                           const TextFieldOptions& options);

}  // namespace earshot::ui
