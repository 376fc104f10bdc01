#include "search/postings_writer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace earshot::search {
namespace {

using format::Impact;
using format::kBlockPostings;
using format::kImpacts;
using format::kManyOccurrences;
using format::SkipRecord;

constexpr unsigned field_of(Impact impact) {
  return impact.count_and_field >> format::kImpactCountBits;
}
constexpr unsigned count_of(Impact impact) {
  return impact.count_and_field & kManyOccurrences;
}

}  // namespace

template <typename Occurrence>
void PostingsWriter::write(std::span<const Occurrence> occurrences, unsigned position_bits,
                           std::vector<std::byte>& out) {
  const std::uint32_t mask = (1U << position_bits) - 1;
  list_.passages.resize(occurrences.size());
  list_.counts.resize(occurrences.size());
  if (ends_.size() < occurrences.size()) {
    ends_.resize(occurrences.size());
    positions_.resize(occurrences.size());
  }
  std::uint32_t* const passages = list_.passages.data();
  std::uint32_t* const ends = ends_.data();
  std::uint32_t* const positions = positions_.data();
  const Occurrence* const all = occurrences.data();
  for (std::size_t i = 0; i < occurrences.size(); ++i)
    positions[i] = static_cast<std::uint32_t>(all[i]) & mask;
  // Without a branch, which would be foretold wrongly for every fifth word: what is not the last
  // occurrence in its passage is written over by the next one.
  std::size_t size = 0;
  for (std::size_t i = 0; i + 1 < occurrences.size(); ++i) {
    const Occurrence passage = all[i] >> position_bits;
    passages[size] = static_cast<std::uint32_t>(passage);
    ends[size] = static_cast<std::uint32_t>(i + 1);
    size += all[i + 1] >> position_bits != passage ? 1U : 0U;
  }
  if (!occurrences.empty()) {
    passages[size] = static_cast<std::uint32_t>(occurrences.back() >> position_bits);
    ends[size++] = static_cast<std::uint32_t>(occurrences.size());
  }
  std::uint16_t* const counts = list_.counts.data();
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < size; ++i) {
    counts[i] = static_cast<std::uint16_t>(ends[i] - begin);
    begin = ends[i];
  }
  list_.passages.resize(size);
  list_.counts.resize(size);
  write_blocks(list_, std::span(positions_).first(occurrences.size()), out);
}

template void PostingsWriter::write(std::span<const std::uint32_t>, unsigned,
                                    std::vector<std::byte>&);
template void PostingsWriter::write(std::span<const std::uint64_t>, unsigned,
                                    std::vector<std::byte>&);

void PostingsWriter::write(const PostingsList& list, std::vector<std::byte>& out) {
  write_blocks(list, {}, out);
}

void PostingsWriter::write_blocks(const PostingsList& list,
                                  std::span<const std::uint32_t> positions,
                                  std::vector<std::byte>& out) {
  const std::size_t total = list.passages.size();
  const std::size_t full_blocks = total / kBlockPostings;
  const std::size_t skips_begin = out.size();
  out.resize(skips_begin + full_blocks * sizeof(SkipRecord));
  const std::size_t blocks_begin = out.size();
  const auto take_positions = [&](std::size_t count) {
    const auto taken = positions.first(std::min(count, positions.size()));
    positions = positions.subspan(taken.size());
    return taken;
  };

  std::uint32_t next_passage = 0;
  BlockNumbers gaps;
  BlockNumbers counts;
  for (std::size_t block = 0; block < full_blocks; ++block) {
    const std::size_t begin = block * kBlockPostings;
    std::size_t occurrences = 0;
    const std::uint32_t* const own_passages = list.passages.data() + begin;
    const std::uint16_t* const own_counts = list.counts.data() + begin;
    gaps[0] = own_passages[0] - next_passage;
    for (std::size_t i = 1; i < kBlockPostings; ++i)
      gaps[i] = own_passages[i] - own_passages[i - 1] - 1;
    next_passage = own_passages[kBlockPostings - 1] + 1;
    for (std::size_t i = 0; i < kBlockPostings; ++i) {
      counts[i] = own_counts[i] - 1U;
      occurrences += own_counts[i];
    }
    const auto own_positions = take_positions(occurrences);
    const unsigned gap_bits = bits_for(gaps);
    const unsigned count_bits = bits_for(counts);
    const unsigned position_bits = bits_for(own_positions);
    out.push_back(static_cast<std::byte>(gap_bits));
    out.push_back(static_cast<std::byte>(count_bits));
    out.push_back(static_cast<std::byte>(position_bits));
    pack_lanes(gaps, gap_bits, out);
    pack_lanes(counts, count_bits, out);
    pack(own_positions, position_bits, out);
    SkipRecord skip;
    skip.last_passage = (next_passage - 1) & (format::kMaxPassages - 1);
    skip.end = static_cast<std::uint32_t>(out.size() - blocks_begin);
    skip.impacts = impacts(list, begin, begin + kBlockPostings);
    std::memcpy(out.data() + skips_begin + block * sizeof skip, &skip, sizeof skip);
  }
  if (total % kBlockPostings == 0) return;
  for (std::size_t i = full_blocks * kBlockPostings; i < total; ++i) {
    const std::uint32_t passage = list.passages[i];
    const std::uint32_t count = list.counts[i];
    write_number((passage - next_passage) << 1 | (count > 1 ? 1U : 0U), out);
    if (count > 1) write_number(count, out);
    next_passage = passage + 1;
  }
  if (positions.empty()) return;
  const unsigned position_bits = bits_for(positions);
  out.push_back(static_cast<std::byte>(position_bits));
  pack(positions, position_bits, out);
}

/// The block's postings that no other one beats, by field; where there are too many, one for each
/// field that is better than all of them.
std::array<Impact, kImpacts> PostingsWriter::impacts(const PostingsList& list, std::size_t begin,
                                                     std::size_t end) {
  // Of the shortest passage for each number of occurrences, by field; 0: none.
  std::array<std::array<std::uint8_t, kManyOccurrences + 1>, kFieldCount> shortness{};
  std::array<std::uint32_t, kFieldCount> most{};
  for (std::size_t i = begin; i < end; ++i) {
    const PassageFact fact = facts_[list.passages[i]];
    const std::uint32_t count = std::min<std::uint32_t>(list.counts[i], kManyOccurrences);
    std::uint8_t& known = shortness[fact.field][count];
    if (fact.shortness > known) known = fact.shortness;
    most[fact.field] = std::max(most[fact.field], count);
  }
  best_.clear();
  for (std::uint8_t field = 0; field < kFieldCount; ++field) {
    std::uint8_t above = 0;
    for (std::uint32_t count = most[field]; count > 0; --count) {
      const std::uint8_t own = shortness[field][count];
      if (own <= above) continue;
      above = own;
      best_.push_back({static_cast<std::uint8_t>(count | static_cast<unsigned>(field)
                                                             << format::kImpactCountBits),
                       static_cast<std::uint8_t>(256 - own)});
    }
  }
  // Neighbours of one field become one, from the low end, where they differ least.
  for (std::size_t i = best_.size(); best_.size() > kImpacts;) {
    i = i < 2 ? best_.size() - 1 : i - 1;
    if (field_of(best_[i]) != field_of(best_[i - 1])) continue;
    best_[i - 1].length = std::min(best_[i].length, best_[i - 1].length);
    best_[i - 1].count_and_field =
        static_cast<std::uint8_t>(std::max(count_of(best_[i]), count_of(best_[i - 1])) |
                                  field_of(best_[i]) << format::kImpactCountBits);
    best_.erase(best_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  std::array<Impact, kImpacts> result{};
  std::ranges::copy(best_, result.begin());
  return result;
}

}  // namespace earshot::search
