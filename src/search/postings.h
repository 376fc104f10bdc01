#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/format.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/packing.h"

/// Reading a term's postings. Internal to `search`.
namespace earshot::search {

/// Postings made at query time: of the words of a prefix, of alternatives.
struct PostingsList {
  std::vector<std::uint32_t> passages;  ///< ascending, each below the index's passage_count()
  std::vector<std::uint16_t> counts;    ///< as many
};

/// A seek costs about so many postings read in a row.
inline constexpr std::uint64_t kSeekShare = 8;

/// Walks over the passages that hold a term, in ascending order, a block of 128 at a time.
///
/// Whatever the bytes, each passage it gives is below the index's passage_count(). Reading a block
/// spends its passages from `budget`; when that is exhausted the cursor is at its end. A block's
/// counts and positions are unpacked when somebody asks for them.
class PostingsCursor {
 public:
  PostingsCursor(const Index& index, TermInfo info, Budget& budget);
  /// The same, at its end until it is moved by `move_to`: where the first block may not be wanted.
  static PostingsCursor unmoved(const Index& index, TermInfo info, Budget& budget) {
    return {index, info, budget, Start::Unmoved};
  }
  /// Over a list that outlives it. It has no positions.
  PostingsCursor(const PostingsList& list, Budget& budget);

  bool at_end() const { return at_end_; }
  std::uint32_t passage() const { return passages_[at_]; }
  /// How often the term stands in the passage.
  std::uint32_t count() {
    if (!has_counts_) unpack_counts();
    return counts_[at_];
  }

  /// Moves to the first passage that is not below `passage`, never backwards. False at the end.
  bool seek(std::uint32_t passage) {
    if (at_end_) return false;
    if (passages_[size_ - 1] < passage && !seek_block(passage)) return false;
    if (passages_[at_] < passage) at_ += count_below(passages_, at_, passage);
    return true;
  }

  /// Moves to the passage, also backwards. False where the term is not in it. Positions of a few
  /// passages here and there are cheapest by `positions_here`.
  bool move_to(std::uint32_t passage);
  /// The positions in the current passage that are below 64, a bit each.
  std::uint64_t positions_here();

  /// Lets another budget pay for what is read from now on.
  void charge(Budget& budget) { budget_ = &budget; }

  std::uint32_t block_number() const { return block_; }
  std::uint32_t place_in_block() const { return at_; }
  /// The blocks as they are, for loops over everything. Starts at the first block.
  std::uint32_t block_size() const { return size_; }
  std::span<const std::uint32_t> block_passages() const { return {passages_.data(), size_}; }
  std::span<const std::uint16_t> block_counts() {
    if (!has_counts_) unpack_counts();
    return {counts_.data(), size_};
  }
  bool next_block();
  /// Full blocks, which have impacts; behind them may be another one. 0 for a list.
  std::uint32_t full_blocks() const { return list_ == nullptr ? full_blocks_ : 0; }
  format::SkipRecord skip(std::uint32_t block) const {
    return format::record<format::SkipRecord>(bytes_, block);
  }
  /// Moves to any block, also backwards. False where it is not there.
  bool move_to_block(std::uint32_t block) { return load(block); }
  /// A bound of the counts in passages from `first` to `last`; to be asked for ranges that ascend.
  std::uint32_t most_in(std::uint32_t first, std::uint32_t last);

  /// Does the term stand at that position of the current passage?
  bool has_position(std::uint32_t position) {
    if (!has_starts_) sum_starts();
    return has_packed(starts_[at_], counts_[at_], position);
  }
  /// Position of the term's `number`th occurrence in the current passage, counted in the passage.
  std::uint32_t position(std::uint32_t number) { return position_at(at_, number); }
  /// The same for the `at`th passage of the block.
  std::uint32_t position_at(std::uint32_t at, std::uint32_t number) {
    if (!has_starts_) sum_starts();
    return packed_position(starts_[at] + number);
  }

 private:
  enum class Start : bool { First, Unmoved };
  PostingsCursor(const Index& index, TermInfo info, Budget& budget, Start start);
  bool load(std::uint32_t block);
  bool load_full(std::uint32_t block);
  bool load_tail();
  bool load_from_list(std::uint32_t block);
  void close_group();
  bool seek_block(std::uint32_t passage);
  std::uint32_t find_block(std::uint32_t low, std::uint32_t passage) const;
  void unpack_counts();
  void sum_starts();
  void check_positions(std::uint32_t occurrences);
  // Inline, as it is most of what a phrase of common words costs.
  std::uint32_t packed_position(std::uint32_t occurrence) const {
    if (position_bits_ == 0) return 0;
    const std::size_t bit = std::size_t{occurrence} * position_bits_;
    std::uint32_t word;
    std::memcpy(&word, bytes_.data() + positions_at_ + (bit >> 3), sizeof word);
    return word >> (bit & 7) & ((1U << position_bits_) - 1);
  }
  std::uint32_t last_passage(std::uint32_t block) const;

  std::uint32_t first_passage_of(std::uint32_t block) const {
    return block == 0 ? 0 : last_passage(block - 1) + 1;
  }

  bool has_packed(std::uint32_t first, std::uint32_t count, std::uint32_t position) const;

  const PostingsList* list_ = nullptr;
  Budget* budget_;
  std::span<const std::byte> bytes_;  // of the term, up to the end of the section
  std::size_t blocks_begin_ = 0;      // in bytes_, behind the skip records
  std::size_t end_ = 0;               // of the term's own bytes
  std::size_t counts_at_ = 0;         // of the block's counts in bytes_
  std::size_t positions_at_ = 0;      // of the block's positions in bytes_
  std::uint32_t passage_count_ = 0;   // of the index
  std::uint32_t full_blocks_ = 0;
  std::uint32_t tail_size_ = 0;
  std::uint32_t block_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t at_ = 0;
  std::uint32_t bound_block_ = 0;   // of most_in
  std::uint32_t most_in_tail_ = 0;  // once it was asked for; 0: not yet
  unsigned count_bits_ = 0;
  unsigned position_bits_ = 0;
  bool has_positions_ = false;
  bool at_end_ = true;
  bool has_counts_ = false;
  bool has_starts_ = false;
  BlockNumbers passages_;
  std::array<std::uint16_t, format::kBlockPostings> counts_;
  std::array<std::uint32_t, format::kBlockPostings> starts_;  // of a passage's occurrences
};

}  // namespace earshot::search
