#pragma once

#include <cstddef>
#include <cstdint>

#include "model/document.h"

namespace earshot::formats {

/// Until a block is finished its line ends say how they came about: soft ones, which a writer's
/// wrapping left, and hard ones, which were asked for.
inline constexpr char kSoftBreak = '\n';
inline constexpr char kHardBreak = '\v';

/// Makes each line of the last block that a time heads a block, with the lines below it that none
/// heads; where times end the lines, each line. One such line alone is no table of contents.
///
/// Lines end with kSoftBreak or kHardBreak. `entry_level` is the level of items made of a
/// paragraph's lines. Returns whether anything was split.
bool split_timed_lines(model::Notes& notes, int entry_level);

/// Makes items of the lines of the last block that begin with a bullet or a number, if at least two
/// do; lines end with kHardBreak. Returns whether anything was split.
bool split_marked_lines(model::Notes& notes, int entry_level);

/// Spans belong to one block: those from `begin_in_plain` on that went on over several blocks end
/// with the first. `first_block` is the block that begins there.
void keep_spans_inside(model::Notes& notes, std::size_t first_block, std::uint32_t begin_in_plain);

/// Joins lines that are nothing but a time with the line below, which is their title, where at
/// least two such lines are among the blocks.
void join_times_with_titles(model::Notes& notes);

}  // namespace earshot::formats
