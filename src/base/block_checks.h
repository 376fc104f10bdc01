#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

/// Where bytes are that are not all in memory.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Brings `part` of the bytes into its place, if it is not there yet. False where it cannot be
  /// read: then it holds anything.
  virtual bool bring(std::span<const std::byte> part) = 0;
};

/// Bytes whose blocks have checksums (XXH3-64), each verified at its first touch and then known.
/// Where the bytes have a source, each block is brought from there before.
///
/// The checksums are protected by one of their own, which is verified at the first touch of all.
/// What is verified is remembered without a lock: threads that share a BlockChecks verify all of it
/// first.
class BlockChecks {
 public:
  BlockChecks() = default;
  /// `checksums` are those of the blocks as they lie in the file (little-endian, aligned to 8), one
  /// for every `block_bytes` begun; `root` is the checksum of these. `block_bytes` is a power of
  /// two. Keeps both spans, and the source.
  BlockChecks(std::span<const std::byte> bytes, std::size_t block_bytes,
              std::span<const std::byte> checksums, std::uint64_t root,
              ByteSource* source = nullptr);
  /// One block, whose checksum is `root`.
  BlockChecks(std::span<const std::byte> bytes, std::uint64_t root, ByteSource* source = nullptr);
  /// Bytes without checksums, which are only brought.
  BlockChecks(std::span<const std::byte> bytes, std::size_t block_bytes, ByteSource& source);

  std::span<const std::byte> bytes() const { return bytes_; }
  std::size_t block_bytes() const { return std::size_t{1} << shift_; }
  std::size_t block_count() const { return verified_.size(); }

  /// Whether every block of `part`, which lies in bytes(), is as it was written. Costs a look at a
  /// byte for each block of it, and at the first touch a pass over the block. False also where a
  /// block cannot be brought.
  bool verify(std::span<const std::byte> part) const {
    if (part.empty()) return true;
    const auto begin = static_cast<std::size_t>(part.data() - bytes_.data());
    const std::size_t last = (begin + part.size() - 1) >> shift_;
    bool is_whole = true;
    for (std::size_t number = begin >> shift_; number <= last; ++number) {
      if (verified_[number] == State::Whole) continue;
      is_whole = is_whole && verify_block(number);
    }
    return is_whole;
  }
  /// Verifies every block, also behind a damaged one.
  bool verify_all() const;

  /// As of what was touched so far.
  std::size_t damaged_blocks() const { return damaged_; }
  bool is_damaged(std::size_t block) const { return verified_[block] == State::Damaged; }

 private:
  enum class State : std::uint8_t { Untouched, Whole, Damaged };
  bool verify_block(std::size_t number) const;
  std::uint64_t expected(std::size_t number) const;

  std::span<const std::byte> bytes_;
  std::span<const std::byte> checksums_;  // empty where the one block's is `root_`
  std::uint64_t root_ = 0;
  ByteSource* source_ = nullptr;
  unsigned shift_ = 0;
  bool has_checksums_ = true;
  mutable State table_ = State::Untouched;
  mutable std::size_t damaged_ = 0;
  mutable bool is_all_verified_ = false;
  mutable std::vector<State> verified_;  // a byte a block: 8 KB for 32 MB
};

/// The checksums of `bytes` in blocks, one for every `block_bytes` begun.
std::vector<std::uint64_t> block_checksums(std::span<const std::byte> bytes,
                                           std::size_t block_bytes);

}  // namespace earshot
