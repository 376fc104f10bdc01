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
  bool ends_line = false;            ///< of two lines at the focus, on the upper one (CaretPlace)
  Grain grain = Grain::Character;
  Range anchor_grain_in_text;  ///< what the first press covered: never left again while dragging
  bool is_placed = false;      ///< somebody chose a place in this text

  Range range_in_text() const;
  bool empty() const { return !is_placed || anchor_in_text == focus_in_text; }
  CaretPlace focus() const { return {focus_in_text, ends_line}; }
  /// A caret, and nothing selected.
  void place(CaretPlace place);
  void select(Range range_in_text);
  /// Moves the focus alone.
  void extend_to(CaretPlace place);
  /// The first press, at a place, and what follows it while the button is held.
  void press(const TextLayout& layout, CaretPlace place, Grain by);
  void drag_to(const TextLayout& layout, CaretPlace place);
};

/// The word at an offset (UAX 29); between words the white space or the sign there. Linear in the
/// unit.
Range word_at(std::string_view text, std::uint32_t offset_in_text);
Range word_at(const TextLayout& layout, std::uint32_t offset_in_text);
Range block_at(const TextLayout& layout, std::uint32_t offset_in_text);
/// What a finger means that presses there: where white space lies, an offset in the word beside it.
std::uint32_t in_word_beside(const TextLayout& layout, std::uint32_t offset_in_text);

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
CaretPlace moved_caret(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place, CaretMove move,
                       float page_points, float& goal_x);

}  // namespace earshot::ui
