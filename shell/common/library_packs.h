#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"
#include "shell/common/library_store.h"

namespace earshot::shell {

/// The episodes of each pack (oldest first) that a later pack replaces: one with the same id, or
/// with one of whose texts it shares the source path, where the packs are of different imports. Of
/// two with the same id of which only the older one has a transcript, the newer one is replaced: a
/// feed that is imported alone tells of every episode and must hide none.
/// Also those of which a damaged pack has nothing to show.
std::vector<std::vector<bool>> replaced_episodes(std::span<const pack::Pack* const> packs,
                                                 std::span<const PackEntry> entries);

/// Takes packs out of `manifest` of which every episode is replaced; gives their number. Packs that
/// are damaged or of a newer version stay: they are not ours to throw away.
std::size_t drop_replaced_packs(const LibraryStore& store, Manifest& manifest);

/// What tidying did.
struct Tidied {
  std::size_t packs_merged = 0;
  std::size_t packs_written = 0;
  std::size_t pack_bytes = 0;
};

/// Merges small packs that stand side by side (pack/merge_plan.h), and builds the index anew of
/// packs whose index is damaged or of a version that is no longer read. Each pack that is written
/// is a change of its own: wherever it breaks off, the library is as before or as after. Of
/// episodes that are replaced nothing is kept; they counted in no statistics before. Hits and
/// scores stay as they are. Fails with: CannotWrite.
Result<Tidied> tidy_packs(LibraryStore& store);

}  // namespace earshot::shell
