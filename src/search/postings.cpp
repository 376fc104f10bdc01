#include "search/postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "search/format.h"

namespace earshot::search {
namespace {

using format::kBlockPostings;
using format::kPositionBits;
using format::kSlackBytes;
using format::SkipRecord;

constexpr unsigned kMaxCountBits = 6;  // a passage has at most kMaxPassageWords occurrences
static_assert(kMaxPassageWords <= 1U << kPositionBits && kMaxPassageWords <= 1U << kMaxCountBits);

/// Bytes of `count` numbers of `bits` each.
constexpr std::size_t packed_bytes(std::size_t count, std::size_t bits) {
  return (count * bits + 7) / 8;
}

std::uint64_t load_eight(const std::byte* data) {
  std::uint64_t value;
  std::memcpy(&value, data, sizeof value);
  return value;
}

/// Unpacks a block's 128 numbers; `data` has eight bytes more than they fill.
template <typename Number>
void unpack(const std::byte* data, unsigned bits, Number* out) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    const std::size_t bit = i * bits;
    out[i] = static_cast<Number>((load_eight(data + (bit >> 3)) >> (bit & 7)) & mask);
  }
}

void pack(std::span<const std::uint32_t> numbers, unsigned bits, std::vector<std::byte>& out) {
  const std::size_t begin = out.size();
  out.resize(begin + packed_bytes(numbers.size(), bits));
  std::uint64_t pending = 0;
  unsigned filled = 0;
  std::size_t at = begin;
  for (const std::uint32_t number : numbers) {
    pending |= static_cast<std::uint64_t>(number) << filled;
    for (filled += bits; filled >= 8; filled -= 8) {
      out[at++] = static_cast<std::byte>(pending & 0xFFU);
      pending >>= 8;
    }
  }
  if (filled > 0) out[at] = static_cast<std::byte>(pending & 0xFFU);
}

unsigned bits_for(std::span<const std::uint32_t> numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers)
    all |= number;
  return static_cast<unsigned>(std::bit_width(all));
}

}  // namespace

PostingsCursor::PostingsCursor(const Index& index, TermInfo info, Budget& budget)
    : index_(&index), budget_(&budget) {
  if (info.passages == 0) return;
  bytes_ = IndexAccess::postings(index).subspan(info.postings_offset);
  end_ = info.postings_size;
  full_blocks_ = info.passages / kBlockPostings;
  tail_size_ = info.passages % kBlockPostings;
  if (full_blocks_ > end_ / sizeof(SkipRecord)) return;  // damaged
  blocks_begin_ = full_blocks_ * sizeof(SkipRecord);
  load(0);
}

SkipRecord PostingsCursor::skip(std::uint32_t block) const {
  return format::record<SkipRecord>(bytes_, block);
}

bool PostingsCursor::next_block() {
  return !at_end_ && load(block_ + 1);
}

bool PostingsCursor::load(std::uint32_t block) {
  block_ = block;
  at_ = 0;
  has_starts_ = false;
  at_end_ = true;
  if (block < full_blocks_) {
    at_end_ = !load_full(block);
  } else if (block == full_blocks_ && tail_size_ > 0) {
    at_end_ = !load_tail();
  }
  return !at_end_;
}

// A block: bits of the gaps, bits of the counts, then packed gaps, counts and positions.
bool PostingsCursor::load_full(std::uint32_t block) {
  size_ = kBlockPostings;
  if (!budget_->spend(size_)) return false;
  std::size_t at = blocks_begin_ + (block == 0 ? 0 : skip(block - 1).end);
  if (at > end_ || end_ - at < 2) return false;
  const auto gap_bits = static_cast<unsigned>(bytes_[at]);
  const auto count_bits = static_cast<unsigned>(bytes_[at + 1]);
  at += 2;
  if (gap_bits > 32 || count_bits > kMaxCountBits) return false;
  const std::size_t gap_bytes = packed_bytes(kBlockPostings, gap_bits);
  const std::size_t count_bytes = packed_bytes(kBlockPostings, count_bits);
  if (at + gap_bytes + count_bytes + kSlackBytes > bytes_.size()) return false;
  unpack(bytes_.data() + at, gap_bits, passages_.data());
  at += gap_bytes;
  unpack(bytes_.data() + at, count_bits, counts_.data());
  at += count_bytes;
  std::uint64_t next = block == 0 ? 0 : std::uint64_t{skip(block - 1).last_passage} + 1;
  for (std::uint32_t i = 0; i < kBlockPostings; ++i) {
    next += passages_[i];
    passages_[i] = static_cast<std::uint32_t>(next++);
    ++counts_[i];
  }
  return finish_load(next, at);
}

// The tail: a number for each passage, gap * 2, odd where a count follows; then packed positions.
bool PostingsCursor::load_tail() {
  size_ = tail_size_;
  if (!budget_->spend(size_)) return false;
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
    if (!format::read_number(own, at, number)) return false;
    if ((number & 1U) != 0 && !format::read_number(own, at, count)) return false;
    if (count == 0 || count > kMaxPassageWords) return false;
    next += number >> 1;
    passages_[i] = static_cast<std::uint32_t>(next++);
    counts_[i] = static_cast<std::uint8_t>(count);
  }
  return finish_load(next, at);
}

/// Checks what every later access relies on: passages below passage_count(), positions inside.
bool PostingsCursor::finish_load(std::uint64_t next_passage, std::size_t positions_at) {
  if (next_passage > index_->passage_count()) return false;
  std::size_t occurrences = 0;
  for (std::uint32_t i = 0; i < size_; ++i)
    occurrences += counts_[i];
  if (positions_at + packed_bytes(occurrences, kPositionBits) + kSlackBytes > bytes_.size()) {
    return false;
  }
  positions_at_ = positions_at;
  return true;
}

bool PostingsCursor::seek_block(std::uint32_t passage) {
  // The first full block behind this one whose last passage is not below `passage`, else the tail.
  std::uint32_t low = std::min(block_ + 1, full_blocks_);
  std::uint32_t step = 1;
  std::uint32_t high = low;
  while (high < full_blocks_ && skip(high).last_passage < passage) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = std::min(high, full_blocks_);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (skip(middle).last_passage < passage) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (block_ == full_blocks_ || !load(low) || passages_[size_ - 1] < passage) {
    at_end_ = true;
    return false;
  }
  return true;
}

void PostingsCursor::seek_in_block(std::uint32_t passage) {
  const auto begin = passages_.begin();
  const auto found = std::lower_bound(begin + at_, begin + size_, passage);
  at_ = static_cast<std::uint32_t>(found - begin);
}

void PostingsCursor::sum_starts() {
  std::uint16_t sum = 0;
  for (std::uint32_t i = 0; i < size_; ++i) {
    starts_[i] = sum;
    sum = static_cast<std::uint16_t>(sum + counts_[i]);
  }
  has_starts_ = true;
}

std::uint32_t PostingsCursor::packed_position(std::uint32_t occurrence) const {
  const std::size_t bit = std::size_t{occurrence} * kPositionBits;
  const auto at = positions_at_ + (bit >> 3);
  const auto low = static_cast<std::uint32_t>(bytes_[at]);
  const auto high = static_cast<std::uint32_t>(bytes_[at + 1]);
  return ((low | high << 8) >> (bit & 7)) & ((1U << kPositionBits) - 1);
}

void write_number(std::uint32_t value, std::vector<std::byte>& out) {
  for (; value >= 0x80; value >>= 7)
    out.push_back(static_cast<std::byte>(value | 0x80U));
  out.push_back(static_cast<std::byte>(value));
}

std::uint32_t write_postings(const Occurrences& occurrences, std::vector<std::byte>& out) {
  const auto& passages = occurrences.passages;
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (i == 0 || passages[i] != passages[i - 1]) ++total;
  }
  const std::uint32_t full_blocks = total / kBlockPostings;
  const std::size_t skips_begin = out.size();
  out.resize(skips_begin + full_blocks * sizeof(SkipRecord));
  const std::size_t blocks_begin = out.size();

  std::size_t at = 0;  // occurrence
  std::uint32_t next_passage = 0;
  std::array<std::uint32_t, kBlockPostings> gaps;
  std::array<std::uint32_t, kBlockPostings> counts;
  std::array<std::uint32_t, kBlockPostings * kMaxPassageWords> positions;
  for (std::uint32_t done = 0; done < total;) {
    const std::uint32_t size = std::min(kBlockPostings, total - done);
    std::size_t position_count = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      const std::uint32_t passage = passages[at];
      gaps[i] = passage - next_passage;
      next_passage = passage + 1;
      const std::size_t first = at;
      for (; at < passages.size() && passages[at] == passage; ++at) {
        positions[position_count++] = occurrences.positions[at];
      }
      counts[i] = static_cast<std::uint32_t>(at - first - 1);
    }
    if (size == kBlockPostings) {
      const unsigned gap_bits = bits_for(gaps);
      const unsigned count_bits = bits_for(counts);
      out.push_back(static_cast<std::byte>(gap_bits));
      out.push_back(static_cast<std::byte>(count_bits));
      pack(gaps, gap_bits, out);
      pack(counts, count_bits, out);
    } else {
      for (std::uint32_t i = 0; i < size; ++i) {
        write_number(gaps[i] << 1 | (counts[i] > 0 ? 1U : 0U), out);
        if (counts[i] > 0) write_number(counts[i] + 1, out);
      }
    }
    pack(std::span(positions).first(position_count), kPositionBits, out);
    if (size == kBlockPostings) {
      const SkipRecord skip = {next_passage - 1,
                               static_cast<std::uint32_t>(out.size() - blocks_begin)};
      std::memcpy(out.data() + skips_begin + done / kBlockPostings * sizeof(SkipRecord), &skip,
                  sizeof skip);
    }
    done += size;
  }
  return total;
}

}  // namespace earshot::search
