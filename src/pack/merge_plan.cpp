#include "pack/merge_plan.h"

namespace earshot::pack {

std::optional<MergePlan> plan_merge(std::span<const MergeCandidate> packs) {
  MergePlan best;
  for (std::size_t first = 0; first < packs.size(); ++first) {
    if (!packs[first].can_begin) continue;
    std::uint64_t bytes = 0;
    std::size_t end = first;
    while (end < packs.size() && packs[end].can_merge && packs[end].bytes < kSmallPackBytes &&
           bytes + packs[end].bytes <= kMergedPackBytes)
      bytes += packs[end++].bytes;
    if (end - first > best.count) best = {first, end - first};
    // What begins inside this run ends no earlier, and is shorter unless the size cut it off.
    if (end == packs.size() && bytes < kMergedPackBytes) break;
  }
  return best.count > kMaxSmallPacks ? std::optional(best) : std::nullopt;
}

}  // namespace earshot::pack
