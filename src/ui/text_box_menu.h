#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/semantics.h"
#include "words/catalogue.h"

/// What can be done with the text of a text box: a menu where the mouse or the menu key asks for
/// it, a bar of buttons where a finger rested. Text boxes open it, whichever panel they are in.
namespace earshot::ui {

struct Context;

enum class TextBoxAction : std::uint8_t { Cut, Copy, Paste, SelectAll };
words::Message<0> name_of(TextBoxAction action);

/// The text box that one is asked for, and what stood there then: a menu takes the keyboard, and a
/// box without it may forget what was selected.
struct TextBoxMenu {
  NodeId box = 0;  ///< 0: none
  std::string text;
  Range selection_in_text;
  bool selects_backward = false;  ///< the caret is at its begin
  Rect box_rect = {};
  Rect anchor = {};         ///< where a menu hangs
  bool is_bar = false;      ///< of a finger
  bool wants_menu = false;  ///< was asked for in this tick
};

/// What makes sense with what is selected.
std::vector<TextBoxAction> actions_of(const TextBoxMenu& menu);
/// Does it, in this tick and the next; the box has the result then.
void carry_out(Context& context, const TextBoxMenu& menu, TextBoxAction action);
/// Gives the box back what was selected there: its menu was left without a choice.
void leave_text_box_menu(Context& context, const TextBoxMenu& menu);

/// The bar, while its box has the keyboard and its text is as it was. To be drawn after all text
/// boxes of the page.
void draw_text_box_bar(Context& context);

}  // namespace earshot::ui
