#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/commands.h"
#include "ui/context.h"
#include "ui/text_field.h"

namespace earshot::ui {

/// What the palette of commands keeps while it is open.
struct CommandPalette {
  TextFieldState field;
  std::size_t chosen = 0;
  bool was_open = false;
};

/// How well `typed` fits a name: its letters in their order, more for the beginnings of words and
/// for letters side by side. Below 0: not at all. Linear in the name for each letter.
int fuzzy_score(std::string_view name, std::string_view typed);

/// How well the words of `typed` begin words of a name, or of the other words for it. Below 0: one
/// of them begins none. All three are folded.
int word_score(std::string_view name, std::string_view also, std::string_view typed);

/// The commands that can be done in `state` and fit, best first; all of them where nothing is
/// typed, in the table's order. Case and accents do not count.
std::vector<const Command*> fitting_commands(const CommandState& state, std::string_view typed,
                                             const words::Words& say);

/// The dialog that finds a command by its name. What is chosen becomes the reading's wish.
/// `state` is that of the page without the dialog.
void draw_palette(Context& context, CommandPalette& palette, CommandState state);

}  // namespace earshot::ui
