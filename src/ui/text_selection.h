#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/range.h"
#include "ui/text_layout.h"

namespace earshot::ui {

/// By what a selection grows: what the first press chose, by one, two or three clicks.
enum class Grain : std::uint8_t { Character, Word, Block };

/// A selection: two offsets of a track's text, so that it outlives scrolling, folding, zoom and
/// another width.
struct TextSelection {
  std::uint32_t anchor_in_text = 0;  ///< stays
  std::uint32_t focus_in_text = 0;   ///< moves; the caret stands there
  Grain grain = Grain::Character;
  Range anchor_grain_in_text;  ///< what the first press covered: never left again while dragging
  bool is_placed = false;      ///< somebody chose a place in this text

  Range range_in_text() const;
  bool empty() const { return !is_placed || anchor_in_text == focus_in_text; }
  /// A caret, and nothing selected.
  void place(std::uint32_t offset_in_text);
  void select(Range range_in_text);
  /// The first press, at an offset, and what follows it while the button is held.
  void press(const TextLayout& layout, std::uint32_t offset_in_text, Grain by);
  void drag_to(const TextLayout& layout, std::uint32_t offset_in_text);
};

/// The word at an offset (UAX 29); between words the white space or the sign there. Linear in the
/// unit.
Range word_at(std::string_view text, std::uint32_t offset_in_text);
Range word_at(const TextLayout& layout, std::uint32_t offset_in_text);
Range block_at(const TextLayout& layout, std::uint32_t offset_in_text);

enum class CaretMove : std::uint8_t {
  Left,
  Right,
  WordLeft,
  WordRight,
  LineUp,
  LineDown,
  LineStart,
  LineEnd,
  BlockUp,
  BlockDown,
  PageUp,
  PageDown,
  Start,
  End,
};

/// What a key means to a caret; `control` is Command on the Mac. Nothing where it is not ours.
struct CaretKeys {
  bool control = false, alt = false, mac = false;
};
std::optional<CaretMove> caret_move(std::string_view key, const CaretKeys& held);

/// Where the caret gets to. `goal_x` is kept by moves up and down (below 0: not yet known) and
/// forgotten by others. Lays out the lines it crosses; linear in one unit, a page for PageUp and
/// PageDown.
std::uint32_t moved_caret(GlyphRuns& glyphs, TextLayout& layout, std::uint32_t offset_in_text,
                          CaretMove move, float page_points, float& goal_x);

}  // namespace earshot::ui
