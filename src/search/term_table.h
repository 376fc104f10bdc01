#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/analyzer.h"

/// Numbers for terms while an index is built. Internal to `search`.
namespace earshot::search {

/// Numbers terms in the order in which they come, and counts them.
///
/// A hash table with open addressing whose slots hold a term's first eight bytes and its length:
/// most terms are no longer, so that a look-up reads one slot and nothing else.
class TermTable {
 public:
  TermTable() : slots_(std::size_t{1} << 12), mask_(slots_.size() - 1) {}

  [[gnu::always_inline]] std::uint32_t number(const Token& token) {
    const auto size = static_cast<std::uint32_t>(token.term.size());
    // Without the checks of the containers: this is asked for every word, and `mask_` is the check.
    const Slot* const slots = slots_.data();
    for (std::size_t at = hash(token.term, token.head) & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots[at];
      if (slot.size == 0) return add(at, token);
      if (slot.head == token.head && slot.size == size && (size <= 8 || is_same(slot, token))) {
        ++counts_.data()[slot.number];
        return slot.number;
      }
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(counts_.size()); }
  std::string_view term(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }
  /// How often the term came.
  std::uint32_t count(std::uint32_t number) const { return counts_[number]; }

 private:
  struct Slot {
    std::uint64_t head = 0;
    std::uint32_t number = 0;
    std::uint32_t size = 0;  // of the term in bytes; 0: free
  };

  /// Of the bytes in groups of eight; tables only, so that its quality matters little.
  static std::size_t hash(std::string_view term, std::uint64_t head) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // 2^64 by the golden ratio
    std::uint64_t mixed = (head ^ term.size()) * kOdd;
    // The last group reaches back into the one before, so that all are of eight.
    for (std::size_t at = 8; at < term.size(); at += 8) {
      std::uint64_t group;
      std::memcpy(&group, term.data() + std::min(at, term.size() - 8), sizeof group);
      mixed = (mixed ^ (mixed >> 29) ^ group) * kOdd;
    }
    return static_cast<std::size_t>(mixed >> 32);
  }
  /// Are the terms, of the same size and with the same first eight bytes, the same behind these?
  bool is_same(const Slot& slot, const Token& token) const {
    const char* const known =
        bytes_.data() + (slot.number == 0 ? 0 : ends_.data()[slot.number - 1]);
    const char* const own = token.term.data();
    for (std::size_t at = 8; at < token.term.size(); at += 8) {
      const std::size_t from = std::min(at, token.term.size() - 8);
      std::uint64_t a;
      std::uint64_t b;
      std::memcpy(&a, known + from, sizeof a);
      std::memcpy(&b, own + from, sizeof b);
      if (a != b) return false;
    }
    return true;
  }

  [[gnu::noinline]] std::uint32_t add(std::size_t at, const Token& token) {
    const auto number = static_cast<std::uint32_t>(counts_.size());
    slots_[at] = {token.head, number, static_cast<std::uint32_t>(token.term.size())};
    bytes_.append(token.term);
    ends_.push_back(bytes_.size());
    counts_.push_back(1);
    if (counts_.size() * 3 > slots_.size()) grow();
    return number;
  }

  void grow() {
    std::vector<Slot> slots(slots_.size() * 2);
    mask_ = slots.size() - 1;
    for (const Slot& slot : slots_) {
      if (slot.size == 0) continue;
      std::size_t at = hash(term(slot.number), slot.head) & mask_;
      while (slots[at].size != 0)
        at = (at + 1) & mask_;
      slots[at] = slot;
    }
    slots_ = std::move(slots);
  }

  std::vector<Slot> slots_;
  std::size_t mask_;
  std::string bytes_;
  std::vector<std::size_t> ends_;  // in bytes_
  std::vector<std::uint32_t> counts_;
};

/// Numbers in pieces of fixed size: growing copies nothing.
class NumberStream {
 public:
  static constexpr std::size_t kPiece = std::size_t{1} << 15;

  void push(std::uint32_t number) {
    if (at_ == end_) add_piece();
    *at_++ = number;
  }
  std::size_t size() const {
    return pieces_.size() * kPiece - static_cast<std::size_t>(end_ - at_);
  }
  /// The numbers from place `at` on that lie together, kPiece at most.
  const std::uint32_t* piece(std::size_t number) const { return pieces_[number].get(); }

 private:
  void add_piece() {
    pieces_.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(kPiece));
    at_ = pieces_.back().get();
    end_ = at_ + kPiece;
  }

  std::vector<std::unique_ptr<std::uint32_t[]>> pieces_;
  std::uint32_t* at_ = nullptr;
  std::uint32_t* end_ = nullptr;
};

/// Reads a NumberStream from its beginning.
class NumberReader {
 public:
  explicit NumberReader(const NumberStream& stream) : stream_(&stream) {}
  std::uint32_t next() {
    if (at_ == end_) {
      at_ = stream_->piece(piece_++);
      end_ = at_ + NumberStream::kPiece;
    }
    return *at_++;
  }

 private:
  const NumberStream* stream_;
  std::size_t piece_ = 0;
  const std::uint32_t* at_ = nullptr;
  const std::uint32_t* end_ = nullptr;
};

}  // namespace earshot::search
