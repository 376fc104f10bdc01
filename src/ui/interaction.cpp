#include "ui/interaction.h"

#include <algorithm>
#include <utility>

#include "ui/paint.h"
#include "ui/ui.h"

namespace earshot::ui {
namespace {

// A widget that asked for the focus may be drawn a tick later: a row that must scroll into view
// first.
constexpr int kTicksWithoutWidget = 2;

struct KeyName {
  Key key;
  ImGuiKey imgui;
  bool repeats;
};

constexpr KeyName kKeys[] = {
    {Key::Up, ImGuiKey_UpArrow, true},     {Key::Down, ImGuiKey_DownArrow, true},
    {Key::Left, ImGuiKey_LeftArrow, true}, {Key::Right, ImGuiKey_RightArrow, true},
    {Key::Home, ImGuiKey_Home, true},      {Key::End, ImGuiKey_End, true},
    {Key::PageUp, ImGuiKey_PageUp, true},  {Key::PageDown, ImGuiKey_PageDown, true},
    {Key::Enter, ImGuiKey_Enter, false},   {Key::Enter, ImGuiKey_KeypadEnter, false},
    {Key::Space, ImGuiKey_Space, false},   {Key::Escape, ImGuiKey_Escape, false},
    {Key::Delete, ImGuiKey_Delete, false}, {Key::Menu, ImGuiKey_Menu, false},
    {Key::Tab, ImGuiKey_Tab, true},
};

}  // namespace

void Interaction::sample_keys() {
  keys_.fill(false);
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false))
    keys_[static_cast<std::size_t>(Key::Menu)] = true;
  if (io.KeyAlt || io.KeySuper) return;
  for (const KeyName& name : kKeys) {
    // Where no text cursor is, Control+Home goes where Home does.
    const bool is_end = name.key == Key::Home || name.key == Key::End;
    if (io.KeyCtrl && !is_end) continue;
    if (ImGui::IsKeyPressed(name.imgui, name.repeats))
      keys_[static_cast<std::size_t>(name.key)] = true;
  }
}

void Interaction::begin_tick(const FrameInfo&) {
  focus_moved_ = false;
  focus_moved_in_group_ = false;
  sample_keys();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) ||
      ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
    by_keyboard_ = false;
  }
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.KeyCtrl && !io.KeyAlt && !io.KeySuper && ImGui::IsKeyPressed(ImGuiKey_Tab, true) &&
      !keeps_tab(io.KeyShift)) {
    move_by_tab(io.KeyShift);
  } else if (focused_group_ != 0 && !focused_is_text_box_) {
    const auto current = std::find_if(stops_.begin(), stops_.end(), [this](const Registered& it) {
      return it.stop.id == focused_;
    });
    const bool sideways = current != stops_.end() && current->stop.moves_sideways;
    if (take(sideways ? Key::Left : Key::Up)) move_in_group(-1);
    if (take(sideways ? Key::Right : Key::Down)) move_in_group(1);
    if (current != stops_.end() && current->stop.whole_group) {
      if (take(Key::Home)) move_to_end_of_group(false);
      if (take(Key::End)) move_to_end_of_group(true);
    }
  }
  keeps_tab_ = keeps_back_tab_ = false;
  keeps_arrows_ = false;
  grabs_.clear();
  stops_.clear();
  open_layers_.clear();
  seen_layers_.clear();
}

void Interaction::end_tick() {
  // A layer that was not drawn is closed; who had the focus before it gets it back,
  // unless what was chosen there has moved it on already.
  while (!layers_.empty()) {
    const Layer& top = layers_.back();
    if (std::find(seen_layers_.begin(), seen_layers_.end(), top.id) != seen_layers_.end()) break;
    const bool has_gone_on = std::ranges::any_of(
        stops_, [this](const Registered& it) { return it.stop.id == focused_; });
    if (!has_gone_on) {
      focused_ = top.focus_before;
      focused_group_ = 0;
      focused_is_text_box_ = false;
      ticks_missing_ = 0;
      for (const Registered& it : stops_) {
        if (it.stop.id == focused_) set_focus(it.stop, by_keyboard_);
      }
      focus_moved_ = false;
    }
    layers_.pop_back();
  }
  const auto is_gone = [this](const Layer& layer) {
    return std::find(seen_layers_.begin(), seen_layers_.end(), layer.id) == seen_layers_.end();
  };
  // What was opened out of a layer that is gone gives the focus back where that one would have.
  for (std::size_t i = 1; i < layers_.size(); ++i) {
    if (is_gone(layers_[i - 1])) layers_[i].focus_before = layers_[i - 1].focus_before;
  }
  std::erase_if(layers_, is_gone);
  top_layer_ = layers_.empty() ? 0 : layers_.back().id;
  const bool is_there = std::any_of(stops_.begin(), stops_.end(), [this](const Registered& it) {
    return it.stop.id == focused_;
  });
  ticks_missing_ = is_there || focused_ == 0 ? 0 : ticks_missing_ + 1;
  if (ticks_missing_ > kTicksWithoutWidget) clear_focus();
}

void Interaction::push_layer(NodeId id, bool take_focus) {
  open_layers_.push_back(id);
  seen_layers_.push_back(id);
  const bool is_new = std::none_of(layers_.begin(), layers_.end(),
                                   [id](const Layer& layer) { return layer.id == id; });
  if (!is_new) return;
  layers_.push_back({.id = id, .focus_before = focused_});
  top_layer_ = id;
  clear_focus();
  if (take_focus) wants_first_stop_ = id;
}

void Interaction::give_back_to_none() {
  for (Layer& layer : layers_)
    layer.focus_before = 0;
}

void Interaction::pop_layer() {
  if (!open_layers_.empty()) open_layers_.pop_back();
}

void Interaction::add_stop(const Stop& stop) {
  const NodeId layer = open_layers_.empty() ? 0 : open_layers_.back();
  stops_.push_back({.stop = stop, .layer = layer});
  if (layer != 0 && wants_first_stop_ == layer) {
    wants_first_stop_ = 0;
    set_focus(stop, by_keyboard_);
  } else if (stop.id == focused_) {
    focused_group_ = stop.group;
    focused_is_text_box_ = stop.is_text_box;
  }
}

bool Interaction::is_text_box_at(float x, float y) const {
  const Rect* box = nullptr;
  for (const Registered& it : stops_) {
    const Rect& rect = it.stop.rect;
    const bool holds = x >= rect.left && x < right(rect) && y >= rect.top && y < bottom(rect);
    if (it.layer != top_layer_ || !holds) continue;
    if (it.stop.is_text_box) {
      box = &rect;
    } else if (box != nullptr && rect.left >= box->left && right(rect) <= right(*box)) {
      box = nullptr;  // its cross
    }
  }
  return box != nullptr;
}

void Interaction::add_grab(const Rect& rect) {
  grabs_.emplace_back(rect, open_layers_.empty() ? 0 : open_layers_.back());
}

bool Interaction::is_grab_at(float x, float y) const {
  return std::ranges::any_of(grabs_, [&](const auto& grab) {
    const Rect& rect = grab.first;
    return grab.second == top_layer_ && x >= rect.left && x < right(rect) && y >= rect.top &&
           y < bottom(rect);
  });
}

void Interaction::set_focus(const Stop& to, bool by_keyboard) {
  focused_ = to.id;
  focused_group_ = to.group;
  focused_is_text_box_ = to.is_text_box;
  by_keyboard_ = by_keyboard;
  focus_moved_ = true;
  ticks_missing_ = 0;
  if (to.group == 0) return;
  for (auto& [group, member] : last_of_group_) {
    if (group == to.group) {
      member = to.id;
      return;
    }
  }
  last_of_group_.emplace_back(to.group, to.id);
}

void Interaction::focus(NodeId id, bool by_keyboard) {
  for (const Registered& it : stops_) {
    if (it.stop.id == id) return set_focus(it.stop, by_keyboard);
  }
  // Not drawn yet; its group is known when it is.
  set_focus({.id = id}, by_keyboard);
}

void Interaction::focus_text_box(NodeId id) {
  set_focus({.id = id, .is_text_box = true}, true);
}

void Interaction::clear_focus() {
  focused_ = 0;
  focused_group_ = 0;
  focused_is_text_box_ = false;
  ticks_missing_ = 0;
}

bool Interaction::is_tab_stop(const Registered& candidate) const {
  if (candidate.layer != top_layer_) return false;
  const NodeId group = candidate.stop.group;
  if (group == 0) return true;
  if (group == focused_group_) return candidate.stop.id == focused_;
  // Where Tab enters the group: its selected member, else the one last there, else the first.
  const Registered* first = nullptr;
  const Registered* remembered = nullptr;
  NodeId last = 0;
  for (const auto& [known, member] : last_of_group_) {
    if (known == group) last = member;
  }
  for (const Registered& it : stops_) {
    if (it.stop.group != group || it.layer != top_layer_) continue;
    if (it.stop.is_group_entry) return it.stop.id == candidate.stop.id;
    if (!first) first = &it;
    if (it.stop.id == last) remembered = &it;
  }
  const Registered* entry = remembered ? remembered : first;
  return entry && entry->stop.id == candidate.stop.id;
}

const Interaction::Registered* Interaction::next_by_tab(bool backwards) const {
  const Registered* before = nullptr;
  bool passed = focused_ == 0;
  for (const Registered& it : stops_) {
    if (it.stop.id == focused_) {
      if (backwards) return before;
      passed = true;
      continue;
    }
    if (!is_tab_stop(it)) continue;
    if (passed && !backwards) return &it;
    before = &it;
  }
  return backwards && focused_ == 0 ? before : nullptr;
}

void Interaction::move_by_tab(bool backwards) {
  const Registered* next = next_by_tab(backwards);
  if (!next) {  // round the end
    for (const Registered& it : stops_) {
      if (!is_tab_stop(it)) continue;
      next = &it;
      if (!backwards) break;
    }
  }
  if (next) set_focus(next->stop, true);
}

void Interaction::move_in_group(int by) {
  std::vector<const Registered*> members;
  std::ptrdiff_t at = -1;
  for (const Registered& it : stops_) {
    if (it.stop.group != focused_group_ || it.layer != top_layer_) continue;
    if (it.stop.id == focused_) at = std::ssize(members);
    members.push_back(&it);
  }
  if (at < 0) return;
  std::ptrdiff_t to = at + by;
  // Short rows and menus go round; a list that is only partly drawn has ends.
  if (members[static_cast<std::size_t>(at)]->stop.whole_group) {
    to = (to + std::ssize(members)) % std::ssize(members);
  } else {
    to = std::clamp<std::ptrdiff_t>(to, 0, std::ssize(members) - 1);
  }
  set_focus(members[static_cast<std::size_t>(to)]->stop, true);
  focus_moved_in_group_ = true;
}

void Interaction::move_to_end_of_group(bool last) {
  const Registered* to = nullptr;
  for (const Registered& it : stops_) {
    if (it.stop.group != focused_group_ || it.layer != top_layer_) continue;
    if (!to || last) to = &it;
  }
  if (!to) return;
  set_focus(to->stop, true);
  focus_moved_in_group_ = true;
}

bool Interaction::tab_leaves(bool backwards) const {
  return top_layer_ == 0 && next_by_tab(backwards) == nullptr;
}

bool Interaction::take(Key key) {
  return std::exchange(keys_[static_cast<std::size_t>(key)], false);
}

bool Interaction::pressed(Key key) const {
  return keys_[static_cast<std::size_t>(key)];
}

void Interaction::drop_keys() {
  keys_.fill(false);
}

}  // namespace earshot::ui
