#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/view.h"
#include "base/range.h"

namespace earshot::app {

/// A part of a track and the blocks in it: [first, last) of the track's.
struct Passage {
  Range range_in_text;
  std::size_t first = 0, last = 0;

  /// What of a block is in the passage.
  Range cut(const pack::BlockRecord& block) const;
};

/// Offsets within a character or beyond the text are moved to the character before.
Passage passage_of(const TrackView& track, Range range_in_text);

/// For each block of the passage, in their order: an item's depth among the items of the passage,
/// from 1; of another block, the depth of the item that it stands in, 0 for none. Linear.
std::vector<std::uint16_t> item_depths(const TrackView& track, const Passage& passage);

/// Whether a block goes on with what the one above it is part of: a list, a table, a talk.
bool are_together(const pack::BlockRecord& above, const pack::BlockRecord& below);

}  // namespace earshot::app
