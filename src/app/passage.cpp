#include "app/passage.h"

#include <algorithm>
#include <ranges>

#include "app/open_items.h"
#include "text/encoding.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;

struct OpenItem {
  int level = 0;
  std::uint16_t depth = 0;
};

/// Whether a block's level says nothing of items: that of a quote counts quotes, that of a row says
/// what heads a table.
bool is_of_unknown_depth(const BlockRecord& block) {
  return block.kind == BlockKind::Quote || block.kind == BlockKind::TableRow ||
         block.kind == BlockKind::Rule;
}

/// Items of a greater level end at this block.
int greatest_open_level(const BlockRecord& block) {
  if (block.kind == BlockKind::Item) return block.level - 1;
  const bool may_be_inside = block.kind == BlockKind::Paragraph || block.kind == BlockKind::Code;
  return may_be_inside ? block.level : 0;
}

}  // namespace

Range Passage::cut(const BlockRecord& block) const {
  return {std::max(block.begin, range_in_text.begin), std::min(block.end, range_in_text.end)};
}

Passage passage_of(const TrackView& track, Range range_in_text) {
  const std::size_t end = text::floor_to_character(track.text, range_in_text.end);
  const std::size_t begin =
      std::min(text::floor_to_character(track.text, range_in_text.begin), end);
  Passage passage;
  passage.range_in_text = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  const auto first =
      std::ranges::upper_bound(track.blocks, passage.range_in_text.begin, {}, &BlockRecord::end);
  const auto last =
      std::ranges::lower_bound(track.blocks, passage.range_in_text.end, {}, &BlockRecord::begin);
  passage.first = static_cast<std::size_t>(first - track.blocks.begin());
  passage.last = std::max(passage.first, static_cast<std::size_t>(last - track.blocks.begin()));
  return passage;
}

std::vector<std::uint16_t> item_depths(const TrackView& track, const Passage& passage) {
  const auto blocks = track.blocks.subspan(passage.first, passage.last - passage.first);
  // What a block does not say, the next one that does says for it: where that goes on deep in a
  // list, the list goes on.
  std::vector<int> greatest_open(blocks.size(), 0);
  int of_next = 0;
  for (std::size_t number = blocks.size(); number-- > 0;) {
    if (!is_of_unknown_depth(blocks[number])) of_next = greatest_open_level(blocks[number]);
    greatest_open[number] = of_next;
  }
  std::vector<std::uint16_t> depths;
  depths.reserve(blocks.size());
  OpenItems<OpenItem> open;
  for (std::size_t number = 0; number < blocks.size(); ++number) {
    const OpenItem* const parent = open.parent_of(greatest_open[number] + 1);
    OpenItem item{.level = blocks[number].level,
                  .depth = parent != nullptr ? parent->depth : std::uint16_t{0}};
    if (blocks[number].kind == BlockKind::Item) {
      ++item.depth;
      open.push(item);
    }
    depths.push_back(item.depth);
  }
  return depths;
}

bool are_together(const BlockRecord& above, const BlockRecord& below) {
  if (above.kind != below.kind) return false;
  if (below.kind == BlockKind::TableRow) return below.level != 0;  // what heads a table begins one
  return below.kind == BlockKind::Cue || below.kind == BlockKind::Item;
}

}  // namespace earshot::app
