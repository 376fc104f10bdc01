#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <imgui.h>

#include "ui/semantics.h"

namespace earshot::ui {

struct FrameInfo;

/// Keys a widget may take in a tick; whoever takes one first has it.
enum class Key : std::uint8_t {
  Up,
  Down,
  Left,
  Right,
  Home,
  End,
  PageUp,
  PageDown,
  Enter,
  Space,
  Escape,
  Delete,
  Menu,
  Tab,
  Count,
};

/// What a focusable widget is to the keyboard.
struct Stop {
  NodeId id = 0;
  NodeId group =
      0;  ///< arrow keys move within a group, Tab steps over all but one of it; 0: on its own
  bool is_group_entry = false;  ///< where Tab enters the group (the selected tab); else its first
  bool is_text_box = false;
  bool moves_sideways = false;  ///< the group is a row: left and right instead of up and down
  bool whole_group = true;      ///< all of the group is drawn: arrows go round, Home and End work
  Rect rect = {};
};

/// Which widget has the keyboard, how one gets from one to the next, and what lies on top.
///
/// Dear ImGui's own navigation is off: it knows nothing of groups and layers. Every focusable
/// widget registers itself in drawing order, in every tick; moves are made at the next tick's begin
/// over what was registered.
class Interaction {
 public:
  void begin_tick(const FrameInfo& info);
  /// Drops a focus whose widget is gone; gives it back to who had it before a layer.
  void end_tick();

  /// A layer is what lies over the page and keeps the keyboard: a dialog, a menu, the drawer.
  /// Widgets registered between belong to it. The first tick of a layer moves the focus to its
  /// first stop (none: `take_focus` false).
  void push_layer(NodeId id, bool take_focus = true);
  void pop_layer();
  /// The layer that has the keyboard; 0: the page.
  NodeId top_layer() const { return top_layer_; }

  void add_stop(const Stop& stop);
  /// Whether a click at a point of the window goes into a text box, as the last tick drew it: not
  /// under a layer, nor on a button in the box.
  bool is_text_box_at(float x, float y) const;
  NodeId focused() const { return focused_; }
  bool has_focus(NodeId id) const { return id != 0 && focused_ == id; }
  /// The focus ring is drawn: the keyboard was used last.
  bool shows_focus(NodeId id) const { return has_focus(id) && by_keyboard_; }
  bool text_box_focused() const { return focused_is_text_box_; }
  NodeId focused_group() const { return focused_group_; }
  /// The focused widget came to the focus by keys in this tick: it should scroll into view.
  bool focus_moved() const { return focus_moved_; }
  /// It came there by an arrow key within its group: radio buttons and tabs choose then.
  bool focus_moved_in_group() const { return focus_moved_in_group_; }
  void focus(NodeId id, bool by_keyboard = true);
  void focus_text_box(NodeId id);
  void clear_focus();
  /// Who had the focus before the open layers does not get it back: what comes has the keys.
  void give_back_to_none();
  /// Tab (or Shift+Tab) would leave the last stop: a page lets the browser have the key then.
  bool tab_leaves(bool backwards) const;

  /// What has the focus takes the next Tab, or Shift and Tab, for itself (a list of suggestions, a
  /// text that scrolls on): to be said in each tick.
  void keep_tab(bool backwards = false) { (backwards ? keeps_back_tab_ : keeps_tab_) = true; }
  bool keeps_tab(bool backwards = false) const { return backwards ? keeps_back_tab_ : keeps_tab_; }

  /// What has the focus takes left and right for itself: to be said in each tick.
  void keep_arrows() { keeps_arrows_ = true; }
  bool keeps_arrows() const { return keeps_arrows_; }

  /// A finger that comes down on `rect` drags what is there and does not scroll; counts while
  /// nothing lies over the layer that is open. To be said in each tick.
  void add_grab(const Rect& rect);
  bool is_grab_at(float x, float y) const;

  /// True once for each press of the key (repeats included) in this tick.
  bool take(Key key);
  bool pressed(Key key) const;
  /// No widget may see this tick's keys: a command had them.
  void drop_keys();
  bool by_keyboard() const { return by_keyboard_; }

 private:
  struct Registered {
    Stop stop;
    NodeId layer = 0;
  };
  struct Layer {
    NodeId id = 0;
    NodeId focus_before = 0;
  };
  void sample_keys();
  void move_by_tab(bool backwards);
  void move_in_group(int by);
  void move_to_end_of_group(bool last);
  void set_focus(const Stop& to, bool by_keyboard);
  const Registered* next_by_tab(bool backwards) const;
  bool is_tab_stop(const Registered& candidate) const;

  std::vector<Registered> stops_;    // of the tick under way, whole after end_tick
  std::vector<NodeId> open_layers_;  // pushed and not popped in this tick
  std::vector<NodeId> seen_layers_;  // pushed in this tick
  std::vector<Layer> layers_;        // that lie over the page, bottom first
  std::vector<std::pair<NodeId, NodeId>>
      last_of_group_;  // group, its member that had the focus last
  std::array<bool, static_cast<std::size_t>(Key::Count)> keys_ = {};
  NodeId focused_ = 0;
  NodeId focused_group_ = 0;
  NodeId top_layer_ = 0;
  NodeId wants_first_stop_ = 0;                 // layer whose first stop gets the focus
  int ticks_missing_ = 0;                       // since the focused widget was last registered
  std::vector<std::pair<Rect, NodeId>> grabs_;  // with their layers
  bool keeps_tab_ = false, keeps_back_tab_ = false;
  bool keeps_arrows_ = false;
  bool focused_is_text_box_ = false;
  bool by_keyboard_ = false;
  bool focus_moved_ = false;
  bool focus_moved_in_group_ = false;
};

}  // namespace earshot::ui
