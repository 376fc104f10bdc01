#include "search/postings.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace earshot::search {

using format::kBlockPostings;
using format::kSlackBytes;
using format::SkipRecord;

PostingsCursor::PostingsCursor(const Index& index, TermInfo info, Budget& budget)
    : PostingsCursor(index, info, budget, Start::First) {}

PostingsCursor::PostingsCursor(const Index& index, TermInfo info, Budget& budget, Start start)
    : budget_(&budget), passage_count_(index.passage_count()), has_positions_(info.has_positions) {
  const auto postings = IndexAccess::postings(index);
  if (info.passages == 0 || info.postings_offset > postings.size() - kSlackBytes) return;
  bytes_ = postings.subspan(info.postings_offset);
  end_ = info.postings_size;
  full_blocks_ = info.passages / kBlockPostings;
  tail_size_ = info.passages % kBlockPostings;
  // `open` and the dictionary have seen to that; a damaged table of prefixes has not.
  if (end_ > bytes_.size() - kSlackBytes || full_blocks_ > end_ / sizeof(SkipRecord) ||
      !IndexAccess::need(index, bytes_.first(end_ + kSlackBytes))) {
    full_blocks_ = 0;
    tail_size_ = 0;
    return;
  }
  blocks_begin_ = full_blocks_ * sizeof(SkipRecord);
  if (start == Start::First) load(0);
}

PostingsCursor::PostingsCursor(const PostingsList& list, Budget& budget)
    : list_(&list), budget_(&budget) {
  full_blocks_ = static_cast<std::uint32_t>(list.passages.size()) / kBlockPostings;
  tail_size_ = static_cast<std::uint32_t>(list.passages.size()) % kBlockPostings;
  load(0);
}

namespace {

/// Stands behind the last passage of a block that is not full: below no passage that is sought.
constexpr std::uint32_t kNoPassage = INT32_MAX;

}  // namespace

bool PostingsCursor::next_block() {
  return !at_end_ && load(block_ + 1);
}

bool PostingsCursor::load(std::uint32_t block) {
  block_ = block;
  at_ = 0;
  has_counts_ = false;
  has_starts_ = false;
  at_end_ = true;
  size_ = block < full_blocks_ ? kBlockPostings : block == full_blocks_ ? tail_size_ : 0;
  if (size_ == 0 || !budget_->spend(size_)) return false;
  if (list_ != nullptr) {
    at_end_ = !load_from_list(block);
  } else {
    at_end_ = !(block < full_blocks_ ? load_full(block) : load_tail());
  }
  return !at_end_;
}

/// Fills up what `count_below` looks at together with the last passages.
void PostingsCursor::close_group() {
  const std::size_t end = (size_ + kCountGroup - 1) / kCountGroup * kCountGroup;
  std::fill(passages_.begin() + size_, passages_.begin() + static_cast<std::ptrdiff_t>(end),
            kNoPassage);
}

bool PostingsCursor::load_from_list(std::uint32_t block) {
  const std::size_t begin = std::size_t{block} * kBlockPostings;
  std::memcpy(passages_.data(), list_->passages.data() + begin, size_ * sizeof passages_[0]);
  std::memcpy(counts_.data(), list_->counts.data() + begin, size_ * sizeof counts_[0]);
  close_group();
  has_counts_ = true;
  return true;
}

// A block: bits of the gaps, of the counts and of the positions, then all of these packed.
bool PostingsCursor::load_full(std::uint32_t block) {
  std::size_t at = blocks_begin_;
  std::uint32_t before = UINT32_MAX;  // one less than 0
  if (block > 0) {
    const SkipRecord last = skip(block - 1);
    at += last.end;
    before = last.last_passage;
    if (before >= passage_count_) return false;
  }
  if (at > end_ || end_ - at < 3) return false;
  const auto gap_bits = static_cast<unsigned>(bytes_[at]);
  count_bits_ = static_cast<unsigned>(bytes_[at + 1]);
  position_bits_ = static_cast<unsigned>(bytes_[at + 2]);
  at += 3;
  if (gap_bits > format::kMaxGapBits || count_bits_ > format::kMaxWordBits ||
      position_bits_ > format::kMaxWordBits) {
    return false;
  }
  counts_at_ = at + lane_bytes(gap_bits);
  positions_at_ = counts_at_ + lane_bytes(count_bits_);
  if (positions_at_ > end_) return false;
  unpack_lanes(bytes_.data() + at, gap_bits, passages_);
  sum_gaps(passages_, before);
  return passages_.back() < passage_count_;
}

void PostingsCursor::unpack_counts() {
  BlockNumbers counts;
  unpack_lanes(bytes_.data() + counts_at_, count_bits_, counts);
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts_[i] = static_cast<std::uint16_t>(std::min(counts[i], 0xFFFEU) + 1);
  has_counts_ = true;
}

// The tail: a number for each passage, gap * 2, odd where a count follows; then the bits of the
// positions, and these packed.
bool PostingsCursor::load_tail() {
  std::uint64_t next = 0;
  std::size_t at = blocks_begin_;
  if (full_blocks_ > 0) {
    const SkipRecord last = skip(full_blocks_ - 1);
    at += last.end;
    next = std::uint64_t{last.last_passage} + 1;
  }
  if (at > end_) return false;
  const auto own = bytes_.first(end_);
  for (std::uint32_t i = 0; i < size_; ++i) {
    std::uint32_t number = 0;
    std::uint32_t count = 1;
    // Nearly all are one byte: a short gap, and no count.
    if (at < own.size() && (static_cast<std::uint8_t>(own.data()[at]) & 0x81U) == 0) {
      number = static_cast<std::uint32_t>(own.data()[at++]);
    } else {
      if (!format::read_number(own, at, number)) return false;
      if ((number & 1U) != 0 && !format::read_number(own, at, count)) return false;
      if (count == 0 || count > UINT16_MAX) return false;
    }
    next += number >> 1;
    passages_.data()[i] = static_cast<std::uint32_t>(next++);
    counts_.data()[i] = static_cast<std::uint16_t>(count);
  }
  if (next > passage_count_) return false;
  close_group();
  has_counts_ = true;
  if (has_positions_) {
    if (at >= end_) return false;
    position_bits_ = static_cast<unsigned>(bytes_[at]);
    if (position_bits_ > format::kMaxWordBits) return false;
    positions_at_ = at + 1;
  }
  return true;
}

std::uint32_t PostingsCursor::last_passage(std::uint32_t block) const {
  return list_ != nullptr ? list_->passages[std::size_t{block + 1} * kBlockPostings - 1]
                          : skip(block).last_passage;
}

// The first full block from `low` on whose last passage is not below `passage`, else the tail. Most
// are near: the steps double.
std::uint32_t PostingsCursor::find_block(std::uint32_t low, std::uint32_t passage) const {
  std::uint32_t step = 1;
  std::uint32_t high = low;
  while (high < full_blocks_ && last_passage(high) < passage) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = std::min(high, full_blocks_);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (last_passage(middle) < passage) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool PostingsCursor::seek_block(std::uint32_t passage) {
  if (block_ == full_blocks_ || !load(find_block(block_ + 1, passage)) ||
      passages_[size_ - 1] < passage) {
    at_end_ = true;
    return false;
  }
  return true;
}

bool PostingsCursor::move_to(std::uint32_t passage) {
  const bool is_before = at_end_ || passage < first_passage_of(block_);
  if (is_before || passages_[size_ - 1] < passage) {
    const std::uint32_t block = find_block(is_before ? 0 : block_ + 1, passage);
    // Behind the end it stays where it is. A damaged block may end before its skip record says.
    if (block >= full_blocks_ + (tail_size_ > 0 ? 1 : 0) || !load(block) ||
        passages_[size_ - 1] < passage)
      return false;
  }
  if (at_ > 0 && passages_[at_ - 1] >= passage) at_ = 0;
  if (passages_[at_] < passage) at_ += count_below(passages_, at_, passage);
  return passages_[at_] == passage;
}

std::uint64_t PostingsCursor::positions_here() {
  // All occurrences in front of it are added up by itself: `sum_starts` is for whole blocks.
  const auto counts = block_counts();
  const std::uint32_t before = std::accumulate(counts.begin(), counts.begin() + at_, 0U);
  check_positions(std::accumulate(counts.begin() + at_, counts.end(), before));
  std::uint64_t positions = 0;
  for (std::uint32_t n = 0; n < counts[at_]; ++n) {
    const std::uint32_t position = packed_position(before + n);
    // Passages that were given from outside may be longer.
    if (position < 64) positions |= std::uint64_t{1} << position;
  }
  return positions;
}

std::uint32_t PostingsCursor::most_in(std::uint32_t first, std::uint32_t last) {
  if (list_ != nullptr) return UINT16_MAX;
  while (bound_block_ < full_blocks_ && skip(bound_block_).last_passage < first)
    ++bound_block_;
  std::uint32_t most = 0;
  std::uint32_t block = bound_block_;
  for (; block < full_blocks_ && first_passage_of(block) <= last; ++block) {
    if (!budget_->spend())
      return UINT16_MAX;  // skips that do not ascend would be read again and again
    for (const format::Impact impact : skip(block).impacts) {
      const std::uint32_t count = impact.count_and_field & format::kManyOccurrences;
      most = std::max(most, count == format::kManyOccurrences ? UINT16_MAX : count);
    }
  }
  if (block < full_blocks_ || tail_size_ == 0 || first_passage_of(block) > last) return most;
  if (most_in_tail_ == 0) {
    PostingsCursor tail = *this;
    if (!tail.load(full_blocks_)) return UINT16_MAX;
    most_in_tail_ = *std::ranges::max_element(tail.block_counts());
  }
  return std::max(most, most_in_tail_);
}

void PostingsCursor::sum_starts() {
  if (!has_counts_) unpack_counts();
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < size_; ++i) {
    starts_[i] = sum;
    sum += counts_[i];
  }
  has_starts_ = true;
  check_positions(sum);
}

// Damaged counts may ask for positions that are not there, and a list without them has none.
void PostingsCursor::check_positions(std::uint32_t occurrences) {
  if (!has_positions_ || positions_at_ + packed_bytes(occurrences, position_bits_) > end_) {
    position_bits_ = 0;
    positions_at_ = 0;
  }
}

namespace {

constexpr unsigned kLoadBits = 57;  // of 64 loaded at a byte, behind the bits before the first

/// Numbers of so many bits, each 1, as many as a load has.
constexpr std::uint64_t ones_of(unsigned bits) {
  std::uint64_t ones = 0;
  for (unsigned at = 0; at + bits <= kLoadBits; at += bits)
    ones |= std::uint64_t{1} << at;
  return ones;
}

constexpr auto kOnes = [] {
  std::array<std::uint64_t, format::kMaxWordBits + 1> ones{};
  for (unsigned bits = 1; bits < ones.size(); ++bits)
    ones[bits] = ones_of(bits);
  return ones;
}();

}  // namespace

// All numbers of a load are compared at once: which of a word's few places it is would be a branch
// that cannot be guessed. A number is equal where the difference is zero, and of a zero one can
// borrow (Hacker's Delight, 6-1); what borrows from behind a zero plays no part.
bool PostingsCursor::has_packed(std::uint32_t first, std::uint32_t count,
                                std::uint32_t position) const {
  const unsigned bits = position_bits_;
  if (bits == 0) return position == 0 && count > 0;
  if (position >> bits != 0) return false;
  const std::uint64_t ones = kOnes[bits];
  const std::uint64_t tops = ones << (bits - 1);
  const std::uint32_t at_once = kLoadBits / bits;
  std::size_t bit = std::size_t{first} * bits;
  for (std::uint32_t left = count;; left -= at_once, bit += std::size_t{at_once} * bits) {
    std::uint64_t numbers;
    std::memcpy(&numbers, bytes_.data() + positions_at_ + (bit >> 3), sizeof numbers);
    std::uint64_t differences = numbers >> (bit & 7) ^ ones * position;
    differences |= ~std::uint64_t{0} << (std::min(left, at_once) * bits);
    if (((differences - ones) & ~differences & tops) != 0) return true;
    if (left <= at_once) return false;
  }
}

}  // namespace earshot::search
