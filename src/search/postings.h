#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/index.h"
#include "search/index_access.h"

/// Writing and reading a term's postings. Internal to `search`.
namespace earshot::search {

/// Walks over the passages that hold a term, in ascending order, a block of 128 at a time.
///
/// Whatever the bytes, each passage it gives is below the index's passage_count(). Reading a block
/// spends its passages from `budget`; when that is exhausted the cursor is at its end.
class PostingsCursor {
 public:
  PostingsCursor(const Index& index, TermInfo info, Budget& budget);

  bool at_end() const { return at_end_; }
  std::uint32_t passage() const { return passages_[at_]; }
  /// How often the term stands in the passage.
  std::uint8_t count() const { return counts_[at_]; }

  /// Moves to the first passage that is not below `passage`, never backwards. False at the end.
  bool seek(std::uint32_t passage) {
    if (at_end_) return false;
    if (passages_[size_ - 1] < passage && !seek_block(passage)) return false;
    // Conjunctions of common words move by a few places; only then is a search worth its start.
    for (int i = 0; i < 4; ++i, ++at_) {
      if (passages_[at_] >= passage) return true;
    }
    seek_in_block(passage);
    return true;
  }

  /// The blocks as they are, for loops over everything. Starts at the first block.
  std::uint32_t block_size() const { return size_; }
  std::span<const std::uint32_t> block_passages() const { return {passages_.data(), size_}; }
  std::span<const std::uint8_t> block_counts() const { return {counts_.data(), size_}; }
  bool next_block();

  /// Position of the term's `number`th occurrence in the current passage, counted in the passage.
  std::uint32_t position(std::uint32_t number) { return position_at(at_, number); }
  /// The same for the `at`th passage of the block.
  std::uint32_t position_at(std::uint32_t at, std::uint32_t number) {
    if (!has_starts_) sum_starts();
    return packed_position(starts_[at] + number);
  }

 private:
  bool load(std::uint32_t block);
  bool load_full(std::uint32_t block);
  bool load_tail();
  bool seek_block(std::uint32_t passage);
  void seek_in_block(std::uint32_t passage);
  void sum_starts();
  std::uint32_t packed_position(std::uint32_t occurrence) const;
  format::SkipRecord skip(std::uint32_t block) const;
  bool finish_load(std::uint64_t next_passage, std::size_t positions_at);

  const Index* index_;
  Budget* budget_;
  std::span<const std::byte> bytes_;  // of the term, up to the end of the section
  std::size_t blocks_begin_ = 0;      // in bytes_, behind the skip records
  std::size_t end_ = 0;               // of the term's own bytes
  std::size_t positions_at_ = 0;      // of the block's positions in bytes_
  std::uint32_t full_blocks_ = 0;
  std::uint32_t tail_size_ = 0;
  std::uint32_t block_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t at_ = 0;
  bool at_end_ = true;
  bool has_starts_ = false;
  std::array<std::uint32_t, format::kBlockPostings> passages_;
  std::array<std::uint8_t, format::kBlockPostings> counts_;
  std::array<std::uint16_t, format::kBlockPostings> starts_;  // of a passage's occurrences
};

/// An occurrence of a term: its passage, and its position counted in the passage.
struct Occurrences {
  std::span<const std::uint32_t> passages;  ///< ascending, one for each occurrence
  std::span<const std::uint8_t> positions;  ///< ascending within a passage
};

/// Appends a term's postings to `out`; gives the number of passages.
std::uint32_t write_postings(const Occurrences& occurrences, std::vector<std::byte>& out);

/// Appends a number, seven bits a byte, low first.
void write_number(std::uint32_t value, std::vector<std::byte>& out);

}  // namespace earshot::search
