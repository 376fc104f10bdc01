// Four lanes of 32 bits are what SSE, NEON and wasm's SIMD all have: one shift, one mask and one
// store unpack four numbers. Compilers make them of the vector types below; where there is no SIMD
// they are plain code.

#include "search/packing.h"

#include <bit>
#include <cstring>

namespace earshot::search {
namespace {

using Lanes = std::uint32_t __attribute__((vector_size(16)));

Lanes load(const std::byte* data) {
  Lanes lanes;
  std::memcpy(&lanes, data, sizeof lanes);
  return lanes;
}

constexpr std::size_t kSteps = format::kBlockPostings / 4;

template <unsigned bits>
void unpack_fixed(const std::byte* data, std::uint32_t* out) {
  constexpr std::uint32_t kMask = bits == 32 ? UINT32_MAX : (1U << bits) - 1;
  Lanes words[bits];
#pragma clang loop unroll(full)
  for (unsigned i = 0; i < bits; ++i)
    words[i] = load(data + 16 * i);
#pragma clang loop unroll(full)
  for (unsigned i = 0; i < kSteps; ++i) {
    const unsigned word = i * bits / 32;
    const unsigned shift = i * bits % 32;
    Lanes value = words[word] >> shift;
    if (shift + bits > 32) value |= words[word + 1] << (32 - shift);
    value &= kMask;
    std::memcpy(out + 4 * i, &value, sizeof value);
  }
}

void unpack_any(const std::byte* data, unsigned bits, std::uint32_t* out) {
  const std::uint32_t mask = bits == 32 ? UINT32_MAX : (1U << bits) - 1;
  unsigned shift = 0;
  Lanes word = load(data);
  for (std::size_t i = 0; i < kSteps; ++i) {
    Lanes value = word >> shift;
    shift += bits;
    if (shift >= 32 && i + 1 < kSteps) {
      shift -= 32;
      data += 16;
      word = load(data);
      if (shift > 0) value |= word << (bits - shift);
    }
    value &= mask;
    std::memcpy(out + 4 * i, &value, sizeof value);
  }
}

}  // namespace

void unpack_lanes(const std::byte* data, unsigned bits, BlockNumbers& out) {
  // What common words have is unrolled; the rest, in a loop, takes twice as long.
  switch (bits) {
    case 0:
      out.fill(0);
      return;
    case 1:
      return unpack_fixed<1>(data, out.data());
    case 2:
      return unpack_fixed<2>(data, out.data());
    case 3:
      return unpack_fixed<3>(data, out.data());
    case 4:
      return unpack_fixed<4>(data, out.data());
    case 5:
      return unpack_fixed<5>(data, out.data());
    case 6:
      return unpack_fixed<6>(data, out.data());
    case 7:
      return unpack_fixed<7>(data, out.data());
    case 8:
      return unpack_fixed<8>(data, out.data());
    default:
      return unpack_any(data, bits, out.data());
  }
}

void pack_lanes(const BlockNumbers& numbers, unsigned bits, std::vector<std::byte>& out) {
  if (bits == 0) return;
  const std::size_t begin = out.size();
  out.resize(begin + lane_bytes(bits));
  std::byte* to = out.data() + begin;
  constexpr Lanes kNone = {0, 0, 0, 0};
  Lanes word = kNone;
  unsigned shift = 0;
  // 32 numbers a lane: they fill as many words as they have bits, and leave nothing over.
  for (std::size_t i = 0; i < numbers.size(); i += 4) {
    Lanes value;
    std::memcpy(&value, numbers.data() + i, sizeof value);
    word |= value << shift;
    shift += bits;
    if (shift < 32) continue;
    std::memcpy(to, &word, sizeof word);
    to += sizeof word;
    shift -= 32;
    word = shift > 0 ? value >> (bits - shift) : kNone;
  }
}

void sum_gaps(BlockNumbers& gaps, std::uint32_t before) {
  Lanes sum = {before, before, before, before};
  constexpr Lanes kZero = {0, 0, 0, 0};
  for (std::size_t i = 0; i < gaps.size(); i += 4) {
    Lanes lanes;
    std::memcpy(&lanes, gaps.data() + i, sizeof lanes);
    lanes += 1;
    lanes += __builtin_shufflevector(kZero, lanes, 3, 4, 5, 6);
    lanes += __builtin_shufflevector(kZero, lanes, 2, 3, 4, 5);
    sum += lanes;
    std::memcpy(gaps.data() + i, &sum, sizeof sum);
    sum = __builtin_shufflevector(sum, sum, 3, 3, 3, 3);
  }
}

// Sixteen at a time, without a branch among them: where a number stands is hardly ever to be
// guessed, and guessing wrong costs more than looking at all of them.
std::uint32_t count_below(const BlockNumbers& numbers, std::uint32_t from, std::uint32_t limit) {
  constexpr std::uint32_t kGroup = kCountGroup;
  using Signed = std::int32_t __attribute__((vector_size(16)));
  const std::uint32_t* const data = numbers.data();
  std::uint32_t at = from / kGroup * kGroup;
  while (at + kGroup < numbers.size() && data[at + kGroup - 1] < limit)
    at += kGroup;
  const Signed below = Signed{} + static_cast<std::int32_t>(limit);
  Signed count{};
  for (std::uint32_t i = 0; i < kGroup; i += 4) {
    Signed lanes;
    std::memcpy(&lanes, data + at + i, sizeof lanes);
    count -= lanes < below;
  }
  const std::uint32_t end =
      at + static_cast<std::uint32_t>(count[0] + count[1] + count[2] + count[3]);
  return end > from ? end - from : 0;
}

void pack(std::span<const std::uint32_t> numbers, unsigned bits, std::vector<std::byte>& out) {
  if (numbers.empty() || bits == 0) return;
  const std::size_t begin = out.size();
  out.resize(begin + packed_bytes(numbers.size(), bits));
  std::byte* data = out.data() + begin;
  std::uint64_t pending = 0;
  unsigned filled = 0;
  const auto add = [&](std::uint64_t low_bits, unsigned count) {
    pending |= low_bits << filled;
    filled += count;
    if (filled < 32) return;
    const auto low = static_cast<std::uint32_t>(pending);
    std::memcpy(data, &low, sizeof low);
    data += sizeof low;
    pending >>= 32;
    filled -= 32;
  };
  std::size_t i = 0;
  // Four at once where they have room: they are put together without waiting for what is pending.
  if (bits <= 8) {
    for (; i + 4 <= numbers.size(); i += 4) {
      const std::uint32_t* const own = numbers.data() + i;
      add(own[0] | own[1] << bits | (own[2] | own[3] << bits) << (2 * bits), 4 * bits);
    }
  }
  for (; i < numbers.size(); ++i)
    add(numbers[i], bits);
  for (; filled > 0; filled -= std::min(filled, 8U)) {
    *data++ = static_cast<std::byte>(pending & 0xFFU);
    pending >>= 8;
  }
}

unsigned bits_for(std::span<const std::uint32_t> numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers)
    all |= number;
  return static_cast<unsigned>(std::bit_width(all));
}

void write_number(std::uint32_t value, std::vector<std::byte>& out) {
  for (; value >= 0x80; value >>= 7)
    out.push_back(static_cast<std::byte>(value | 0x80U));
  out.push_back(static_cast<std::byte>(value));
}

}  // namespace earshot::search
