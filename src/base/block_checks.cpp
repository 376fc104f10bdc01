#include "base/block_checks.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"

namespace earshot {

BlockChecks::BlockChecks(std::span<const std::byte> bytes, std::size_t block_bytes,
                         std::span<const std::byte> checksums, std::uint64_t root,
                         ByteSource* source)
    : bytes_(bytes),
      checksums_(checksums),
      root_(root),
      source_(source),
      shift_(static_cast<unsigned>(std::countr_zero(block_bytes))),
      verified_(checksums.size() / sizeof(std::uint64_t), State::Untouched) {}

BlockChecks::BlockChecks(std::span<const std::byte> bytes, std::uint64_t root, ByteSource* source)
    : bytes_(bytes),
      root_(root),
      source_(source),
      shift_(static_cast<unsigned>(std::bit_width(bytes.size()))),
      table_(State::Whole),
      verified_(bytes.empty() ? 0 : 1, State::Untouched) {}

BlockChecks::BlockChecks(std::span<const std::byte> bytes, std::size_t block_bytes,
                         ByteSource& source)
    : bytes_(bytes),
      source_(&source),
      shift_(static_cast<unsigned>(std::countr_zero(block_bytes))),
      has_checksums_(false),
      table_(State::Whole),
      verified_((bytes.size() + block_bytes - 1) / block_bytes, State::Untouched) {}

std::uint64_t BlockChecks::expected(std::size_t number) const {
  if (checksums_.empty()) return root_;
  std::uint64_t value = 0;
  std::memcpy(&value, checksums_.data() + number * sizeof(value), sizeof(value));
  return value;
}

bool BlockChecks::verify_block(std::size_t number) const {
  if (verified_[number] != State::Untouched) return verified_[number] == State::Whole;
  const auto is_there = [this](std::span<const std::byte> part) {
    return source_ == nullptr || source_->bring(part);
  };
  if (table_ == State::Untouched) {
    table_ = is_there(checksums_) && checksum(checksums_) == root_ ? State::Whole : State::Damaged;
  }
  const std::size_t begin = number << shift_;
  const auto block = bytes_.subspan(begin, std::min(bytes_.size() - begin, block_bytes()));
  const bool is_whole = table_ == State::Whole && is_there(block) &&
                        (!has_checksums_ || checksum(block) == expected(number));
  verified_[number] = is_whole ? State::Whole : State::Damaged;
  if (!is_whole) ++damaged_;
  return is_whole;
}

bool BlockChecks::verify_all() const {
  for (std::size_t number = 0; number < verified_.size() && !is_all_verified_; ++number)
    (void)verify_block(number);
  is_all_verified_ = true;
  return damaged_ == 0;
}

std::vector<std::uint64_t> block_checksums(std::span<const std::byte> bytes,
                                           std::size_t block_bytes) {
  std::vector<std::uint64_t> checksums;
  checksums.reserve((bytes.size() + block_bytes - 1) / block_bytes);
  for (std::size_t begin = 0; begin < bytes.size(); begin += block_bytes)
    checksums.push_back(
        checksum(bytes.subspan(begin, std::min(block_bytes, bytes.size() - begin))));
  return checksums;
}

}  // namespace earshot
