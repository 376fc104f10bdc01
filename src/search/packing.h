#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/format.h"

/// Numbers of a fixed count of bits. Internal to `search`.
namespace earshot::search {

/// A block's numbers, one for each posting.
using BlockNumbers = std::array<std::uint32_t, format::kBlockPostings>;

/// Bytes of a block's numbers of `bits` each, in lanes.
constexpr std::size_t lane_bytes(unsigned bits) {
  return std::size_t{16} * bits;
}

/// Unpacks 128 numbers of up to 32 bits in lanes: number i is the (i / 4)th of lane i % 4, lanes
/// being the four 32-bit words of each 16 bytes, numbers in a lane following one another low bits
/// first. `data` holds lane_bytes(bits).
void unpack_lanes(const std::byte* data, unsigned bits, BlockNumbers& out);
void pack_lanes(const BlockNumbers& numbers, unsigned bits, std::vector<std::byte>& out);

/// Makes of gaps the numbers: each is the one before it and its gap and one more; the one before
/// the first is `before`, modulo 2^32.
void sum_gaps(BlockNumbers& gaps, std::uint32_t before);

/// `count_below` looks at so many numbers together.
inline constexpr std::uint32_t kCountGroup = 16;

/// How many of the numbers from `from` on are below `limit`. They ascend, are below 2^31, and one
/// of them is not below it; what stands behind its group is not looked at.
std::uint32_t count_below(const BlockNumbers& numbers, std::uint32_t from, std::uint32_t limit);

/// Bytes of `count` numbers of `bits` each, one after the other.
constexpr std::size_t packed_bytes(std::size_t count, unsigned bits) {
  return (count * bits + 7) / 8;
}
void pack(std::span<const std::uint32_t> numbers, unsigned bits, std::vector<std::byte>& out);

/// The fewest bits that hold each of the numbers.
unsigned bits_for(std::span<const std::uint32_t> numbers);

/// Appends a number, seven bits a byte, low first.
void write_number(std::uint32_t value, std::vector<std::byte>& out);

}  // namespace earshot::search
