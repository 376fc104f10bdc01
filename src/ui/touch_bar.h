#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "ui/context.h"

/// What a finger gets over something it selected: a floating row of buttons.
namespace earshot::ui {

inline constexpr float kTouchBarHeight = 44;

/// One tick of a bar.
struct TouchBar {
  std::string_view name;                    ///< of the toolbar in the tree
  std::span<const std::string_view> words;  ///< of its buttons, side by side
  ImVec2 at;                                ///< its left upper corner
  /// A text box keeps the keyboard, and would lose it before a button is let go: buttons are no
  /// stops and act when they are pressed.
  bool leaves_focus = false;
};

/// How wide the row is.
float touch_bar_width(Context& context, std::span<const std::string_view> words);
/// Draws the bar; returns the number of the button that was pressed.
std::optional<std::size_t> touch_bar(Context& context, const TouchBar& bar);

}  // namespace earshot::ui
