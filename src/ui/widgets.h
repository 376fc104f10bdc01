#pragma once

#include <string_view>

#include "ui/context.h"
#include "ui/paint.h"

/// The widgets. Each is placed by a rectangle in points of the window, draws itself with the theme,
/// writes its node, takes presses by mouse, touch, keyboard and through the semantic tree, and
/// tells in its return value.
namespace earshot::ui {

/// What happened to something that can be pressed.
struct Press {
  bool pressed = false;
  bool menu = false;  ///< secondary button, the menu key, or Shift+F10
  bool hovered = false;
  bool held = false;
  bool focused = false;  ///< has the keyboard
  bool ring = false;     ///< and shows it
  explicit operator bool() const { return pressed; }
};

/// Where one takes what is drawn in `rect`: at least 24 points each way (WCAG 2.5.8), for a finger
/// 40.
Rect reach_of(const Context& context, const Rect& rect);

/// Node id of `label` in ImGui's current id stack; push data's ids there (`PushID`), never row
/// numbers.
NodeId node_id(std::string_view label);
NodeId node_id(const Id& id);

Node make_node(NodeId id, Role role, std::string_view name);

/// Tells in which language the node's words are, where it is known and is not the interface's;
/// `language` is a tag, as files have it.
void tell_language(const Context& context, Node& node, std::string_view language);

/// The part of a widget that is not drawn: hit test, focus stop, keyboard, semantic press. `node`
/// needs id, role and name; rectangle, focusable and focused are filled in and the node is added.
/// Clipped away: no node, unless `keep_when_clipped`.
struct InteractOptions {
  NodeId group = 0;
  bool is_group_entry = false;
  bool moves_sideways = false;
  bool disabled = false;
  bool part_of_group = false;  ///< more of the group stands where one has to scroll to
  bool keep_when_clipped = false;
  bool overlap = false;  ///< widgets drawn later may lie on it
  bool no_stop = false;  ///< the keyboard passes over it: it has another way there
};
Press interact(Context& context, Node node, const Rect& rect, const InteractOptions& options = {});

/// Tells that the arrow keys of the focused combo box have reached `option` of `list`. To be called
/// where all three have been told in this tick, the box before its list: it is walked in the list's
/// place, so that assistive technology hears of it only through the box.
void tell_reached(Context& context, NodeId list, NodeId option);

enum class Emphasis : std::uint8_t { Quiet, Plain, Primary };

struct ButtonOptions {
  const char* icon = nullptr;
  Emphasis emphasis = Emphasis::Plain;
  std::string_view shortcut = {};  ///< shown in the tooltip, and in the tree
  std::string_view description = {};
  bool disabled = false;
  std::int8_t expanded = -1;  ///< opens a menu: open or not
  std::int8_t pressed = -1;   ///< is a toggle
};

/// A container of nodes (a group, a list, a navigation); popped by SemanticTree::pop.
NodeId push_container(Context& context, Role role, std::string_view name, const Rect& rect);
/// Says what is drawn elsewhere: adds a node that nothing can be done with.
void add_text(Context& context, std::string_view text, const Rect& rect, Role role = Role::Text,
              std::int16_t level = 0, std::string_view language = {});

/// A button with a text, as wide as `rect`.
Press button(Context& context, std::string_view label, const Rect& rect,
             const ButtonOptions& options = {});
float button_width(Context& context, std::string_view label, bool has_icon = false);
/// A square button with an icon only; the label is its name and its tooltip.
Press icon_button(Context& context, std::string_view label, const char* icon, const Rect& rect,
                  const ButtonOptions& options = {});

/// A pill that is one of several (radio). `count` < 0: no number behind the label; `counted` says
/// it with what is counted.
struct ChipOptions {
  bool selected = false;
  NodeId group = 0;
  std::int64_t count = -1;
  std::string_view counted = {};
  std::int32_t set_size = -1, position_in_set = -1;
  const char* icon = nullptr;
  bool is_menu_button = false;  ///< a button that opens a menu, not a radio
  bool open = false;
  bool icon_only = false;  ///< where there is no room for the label, which is still its name
};
Press chip(Context& context, std::string_view label, ImVec2 at, const ChipOptions& options);
float chip_width(Context& context, std::string_view label, const ChipOptions& options = {});
inline constexpr float kChipHeight = 28;

/// Underlined tabs. `count` and `counted` as with chips.
struct TabOptions {
  bool selected = false;
  NodeId group = 0;
  std::int64_t count = -1;
  std::string_view counted = {};
  std::int32_t set_size = -1, position_in_set = -1;
};
Press tab(Context& context, std::string_view label, ImVec2 at, const TabOptions& options);
float tab_width(Context& context, std::string_view label, const TabOptions& options = {});
inline constexpr float kTabHeight = 40;

/// Text one reads, drawn on one line and cut with an ellipsis; adds a Text node (or the role
/// given).
void label(Context& context, std::string_view text, const Rect& rect, const TextStyle& style,
           ImU32 colour, Role role = Role::Text, std::int16_t level = 0,
           std::string_view language = {});

/// A slim bar; `fraction` below 0: not known. Name and value go into the tree.
void progress_bar(Context& context, std::string_view name, std::string_view value, float fraction,
                  const Rect& rect);

/// Shows `text` (and the key caps of `shortcut`) near `rect` when the mouse rests there, or at once
/// for the keyboard's focus.
void tooltip(Context& context, std::string_view text, std::string_view shortcut, const Rect& rect,
             const Press& press);

/// Key caps, right-aligned at `right`; returns their width.
float key_caps(Context& context, std::string_view chord, float right, float centre_y,
               bool draw = true);

}  // namespace earshot::ui
