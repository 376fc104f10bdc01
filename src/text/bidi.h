#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::text {

/// How deep a byte's direction is nested (UAX 9): even levels run to the right, odd ones to the
/// left.
using BidiLevel = std::uint8_t;

constexpr bool runs_left(BidiLevel level) {
  return (level & 1) != 0;
}

/// Whether a character may be in `text` that runs from right to left or directs others: where
/// false, everything is of level 0. Looks at bytes only and may say yes too often. Linear.
bool may_run_left(std::string_view text);

/// Whether the first strong letter runs to the left, and so the first paragraph does. Stops there.
bool first_strong_runs_left(std::string_view text);

/// A paragraph as UAX 9 cuts them, its separator included, and the level of the whole.
struct BidiParagraph {
  Range range_in_text;
  BidiLevel base = 0;
};

struct BidiText {
  std::vector<BidiLevel> levels;  ///< one a byte; empty: all are 0
  std::vector<BidiParagraph> paragraphs;

  BidiLevel level_at(std::uint32_t offset_in_text) const {
    return offset_in_text < levels.size() ? levels[offset_in_text] : BidiLevel{0};
  }
  /// Of the paragraph that holds the offset.
  BidiLevel base_at(std::uint32_t offset_in_text) const;
};

/// Resolves levels; the first strong letter of each paragraph decides its own (rules P2 and P3).
/// `text` is valid UTF-8. Keeps the buffers of `out`. Linear.
void resolve_bidi(std::string_view text, BidiText& out);

/// Rule L2: the order from left to right of things with these levels that stand on one line. Keeps
/// the buffer of `order`. Linear times the depth, which is at most 126.
void visual_order(std::span<const BidiLevel> levels, std::vector<std::uint32_t>& order);

}  // namespace earshot::text
