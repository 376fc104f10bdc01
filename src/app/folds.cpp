#include "app/folds.h"

#include <algorithm>

namespace earshot::app {

using pack::BlockKind;

bool is_nested_under(const pack::BlockRecord& head, const pack::BlockRecord& block) {
  if (head.kind == BlockKind::Heading) {
    return block.kind != BlockKind::Heading || block.level > head.level;
  }
  // A paragraph in an item has the item's level.
  const bool has_level_of_item =
      block.kind == BlockKind::Paragraph || block.kind == BlockKind::Code;
  return block.kind != BlockKind::Heading && block.level + (has_level_of_item ? 1 : 0) > head.level;
}

void unfold(std::span<const pack::BlockRecord> blocks, std::uint32_t wanted,
            std::vector<std::uint32_t>& folded) {
  std::erase_if(folded, [&](std::uint32_t head) {
    if (head >= wanted || wanted >= blocks.size()) return false;
    return std::ranges::all_of(blocks.subspan(head + 1, wanted - head), [&](const auto& block) {
      return is_nested_under(blocks[head], block);
    });
  });
}

}  // namespace earshot::app
