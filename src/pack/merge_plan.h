#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace earshot::pack {

/// A library is merged where more than this many small packs stand side by side: every pack costs a
/// query a look into its dictionary.
inline constexpr std::size_t kMaxSmallPacks = 8;
/// A pack below this size, in bytes, is small. What an episode weighs is so written again at most
/// five times until it is in a pack that stays.
inline constexpr std::uint64_t kSmallPackBytes = std::uint64_t{8} << 20;
/// Merging stops at this size, in bytes: two packs that are nearly no longer small.
inline constexpr std::uint64_t kMergedPackBytes = 2 * kSmallPackBytes;

struct MergeCandidate {
  std::uint64_t bytes = 0;
  bool can_merge = true;  ///< not shipped with the program, not damaged
  bool can_begin = true;  ///< may be the oldest of a merge
};

/// Packs [first, first + count) are to be merged into one that takes the place of the last.
struct MergePlan {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// What to merge next, of a library's packs from the oldest to the newest; nothing where they are
/// few enough. Only neighbours are merged: of two with the same episode the newer one counts.
std::optional<MergePlan> plan_merge(std::span<const MergeCandidate> packs);

}  // namespace earshot::pack
