#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "base/range.h"
#include "base/time.h"

namespace earshot::ui {

/// How a track is set: running text, cues with their times on the left, a list of chapters, or the
/// lines of a file with their numbers on the left.
enum class TrackShape : std::uint8_t { Prose, Cues, Chapters, Source };
TrackShape shape_of(const app::TrackView& track);

/// What hangs before an item's first line.
enum class Hanging : std::uint8_t { None, Number, Bullet, Circle, Square };

/// A block, or a part of one that is too long to be laid out at once. Lengths at zoom 1.
struct TextUnit {
  std::uint32_t block = 0;
  Range range_in_text;
  float indent = 0;  ///< of the text, from the column's left edge
  float gap = 0;     ///< above it; 0 for the first that is seen
  Hanging hanging = Hanging::None;
  std::uint8_t depth = 0;  ///< items: from 1
  std::uint8_t rank = 0;   ///< headings: from 1, each one below the one that it is under
  /// Items: the block of the first one of those without text between; rows: of the table's first.
  std::uint32_t list = 0;
  /// Items: among those beside it, from 1, folded ones included; rows: in the table.
  std::uint32_t position = 0, set_size = 0;
  bool continues = false;   ///< not the block's first part
  bool is_section = false;  ///< an item that heads others and has a number: set as a heading
  bool foldable = false, folded = false, hidden = false;
  bool opens_turn = false;  ///< cues: the speaker changes here
};

using app::TrackChapters;

/// A chapter's title that stands above a cue. It is none of the track's text.
struct UnitHead {
  std::uint32_t unit = 0;
  std::string_view title;  ///< in the pack; not empty
};

/// Longest part of a block that is laid out at once, in bytes: about two screens of text.
inline constexpr std::uint32_t kMostUnitBytes = 8192;

/// Cuts a track into units. Linear in the blocks (and, for huge blocks, their text).
std::vector<TextUnit> cut_units(const app::TrackView& track);

/// Sets indents, hanging marks, gaps and what is hidden by folded blocks (ascending). Linear.
void arrange_units(const app::TrackView& track, std::span<const std::uint32_t> folded_blocks,
                   float section_indent, std::vector<TextUnit>& units);

/// The units that `app::cue_heads` stand above, ascending. Linear in the units.
std::vector<UnitHead> place_heads(const app::TrackView& track, const TrackChapters& chapters,
                                  std::span<const TextUnit> units);

/// Gives units that have a head the gap above it; who speaks under a head is named again. After
/// `arrange_units`, which knows no heads.
void arrange_heads(const app::TrackView& track, std::span<const UnitHead> heads,
                   std::span<TextUnit> units);

/// Whether a marker is a number ("I.", "a)", "12."), not a bullet.
bool is_number_marker(std::string_view marker);

/// A time that heads or ends a line, taken out of the line's text.
struct CutTime {
  Range body_in_text;
  Range time_in_text;  ///< empty where the text has none there
};
/// `range_in_text` is a block's that has a time of its own.
CutTime cut_time(std::string_view text, Range range_in_text);

}  // namespace earshot::ui
