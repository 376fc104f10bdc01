#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pack/records.h"

namespace earshot::app {

/// Whether a block that comes behind `head`, with nothing between that ends it, is folded with it:
/// what is under a heading, or deeper than a list's item.
bool is_nested_under(const pack::BlockRecord& head, const pack::BlockRecord& block);

/// Takes out of `folded` (ascending numbers of blocks) those that hide the block `wanted`.
void unfold(std::span<const pack::BlockRecord> blocks, std::uint32_t wanted,
            std::vector<std::uint32_t>& folded);

}  // namespace earshot::app
