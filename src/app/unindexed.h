#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/range.h"
#include "pack/pack.h"
#include "search/index.h"
#include "search/query.h"
#include "search/scan.h"

namespace earshot::app {

/// What of a pack without a readable index can be searched all the same: an index of some of its
/// texts, made when a query may find something in them.
class Unindexed {
 public:
  /// `pack` must outlive it.
  explicit Unindexed(const pack::Pack& pack);
  Unindexed(const Unindexed&) = delete;
  Unindexed& operator=(const Unindexed&) = delete;

  /// The texts that are searched, by track, with passages of about the size of an index's. What
  /// cannot be read is left out.
  std::span<const search::ScanDocument> texts() const { return texts_; }
  std::uint64_t text_bytes() const { return text_bytes_; }
  /// Makes the index one of these tracks, which ascend. Costs the building of an index over them,
  /// unless it is one of them already.
  void index(std::vector<std::uint32_t> tracks);
  std::span<const std::uint32_t> indexed() const { return tracks_; }
  std::span<const std::byte> index_bytes() const { return index_bytes_; }

 private:
  const pack::Pack& pack_;
  std::vector<Range> passages_;
  std::vector<search::ScanDocument> texts_;
  std::uint64_t text_bytes_ = 0;
  std::vector<std::uint32_t> tracks_;
  std::vector<std::byte> index_bytes_;
};

/// So much text is indexed at most, of all packs together: some ten milliseconds in a browser.
inline constexpr std::uint64_t kIndexedAtOnce = std::uint64_t{1} << 20;
/// So much is scanned at most, which takes as long.
inline constexpr std::uint64_t kScannedAtOnce = std::uint64_t{32} << 20;

/// Indexes of `packs` what `query` finds best: all where that is little, else the texts with the
/// best passages that have any of its words, and what was indexed before as far as there is room.
/// A search over the indexes is then exact in what they have, and ranks it as ever.
///
/// True where the indexes have all texts: then the search misses nothing.
bool index_likely(std::span<Unindexed* const> packs, const search::Query& query);

}  // namespace earshot::app
