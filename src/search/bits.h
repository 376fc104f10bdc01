#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Sets of passages.
namespace earshot::search {

/// Calls `visit(number)` for each bit that is set, ascending.
template <typename Visit>
void for_each_bit(std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1)
    visit(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

/// Calls `visit(i)` for each word that is not 0, ascending; most of a sparse set is passed over
/// eight words at a time.
template <typename Visit>
void for_each_word(std::span<const std::uint64_t> words, Visit visit) {
  constexpr std::size_t kTogether = 8;
  const std::uint64_t* const data = words.data();
  for (std::size_t i = 0; i < words.size();) {
    const std::size_t end = std::min(i + kTogether, words.size());
    std::uint64_t any = 0;
    for (std::size_t at = i; at < end; ++at)
      any |= data[at];
    if (any == 0) {
      i = end;
      continue;
    }
    for (; i < end; ++i) {
      if (data[i] != 0) visit(i);
    }
  }
}

/// Sets the bits of the numbers, less `first` each, in `words`, which has room for them.
inline void set_bits(std::uint64_t* words, std::span<const std::uint32_t> numbers,
                     std::uint32_t first) {
  const auto set = [&](std::uint32_t number) {
    const std::uint32_t place = number - first;
    words[place / 64] |= std::uint64_t{1} << (place % 64);
  };
  // Neighbours share a word and would wait for one another: so four stretches side by side.
  const std::size_t quarter = numbers.size() / 4;
  const std::uint32_t* const from = numbers.data();
  for (std::size_t i = 0; i < quarter; ++i) {
    set(from[i]);
    set(from[i + quarter]);
    set(from[i + 2 * quarter]);
    set(from[i + 3 * quarter]);
  }
  for (std::size_t i = 4 * quarter; i < numbers.size(); ++i)
    set(from[i]);
}

/// A set of numbers below `size`, a bit each: 100,000 passages are 12 kB, joined in a microsecond.
class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t size, bool all = false)
      : size_(size), words_((size + 63) / 64, all ? ~std::uint64_t{0} : 0) {
    trim();
  }

  std::size_t size() const { return size_; }
  bool has(std::size_t number) const { return (words_[number / 64] >> (number % 64) & 1U) != 0; }
  void add(std::size_t number) { words_[number / 64] |= std::uint64_t{1} << (number % 64); }
  void add_all(std::span<const std::uint32_t> numbers) { set_bits(words_.data(), numbers, 0); }
  /// Adds [first, end), cut at the size.
  void add_range(std::size_t first, std::size_t end) {
    for (; first < end && first < size_; ++first)
      add(first);
  }
  /// Of [first, end), which are numbers of the set.
  bool has_any(std::size_t first, std::size_t end) const {
    bool is_any = false;
    for_each_part(first, end, [&](std::size_t word, std::uint64_t part) {
      is_any |= (words_[word] & part) != 0;
    });
    return is_any;
  }
  /// How many of [first, end), which are numbers of the set.
  std::size_t count(std::size_t first, std::size_t end) const {
    std::size_t sum = 0;
    for_each_part(first, end, [&](std::size_t word, std::uint64_t part) {
      sum += static_cast<std::size_t>(std::popcount(words_[word] & part));
    });
    return sum;
  }
  void remove_range(std::size_t first, std::size_t end) {
    for_each_part(first, end, [&](std::size_t word, std::uint64_t part) { words_[word] &= ~part; });
  }
  bool none() const {
    for (const std::uint64_t word : words_) {
      if (word != 0) return false;
    }
    return true;
  }
  std::size_t count() const {
    std::size_t sum = 0;
    for (const std::uint64_t word : words_)
      sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
  }

  // Both of the same size. Without the checks of the containers, which keep the loops from SIMD.
  Bits& operator&=(const Bits& other) {
    return join(other, [](std::uint64_t a, std::uint64_t b) { return a & b; });
  }
  Bits& operator|=(const Bits& other) {
    return join(other, [](std::uint64_t a, std::uint64_t b) { return a | b; });
  }
  Bits& subtract(const Bits& other) {
    return join(other, [](std::uint64_t a, std::uint64_t b) { return a & ~b; });
  }

  /// The set in groups of 64, for what joins several.
  std::span<const std::uint64_t> words() const { return words_; }
  /// Calls `visit(number)` for each, ascending.
  template <typename Visit>
  void for_each(Visit visit) const {
    for_each_word(words_, [&](std::size_t i) {
      for_each_bit(words_[i],
                   [&](std::uint32_t bit) { visit(static_cast<std::uint32_t>(i * 64) + bit); });
    });
  }

 private:
  template <typename Join>
  Bits& join(const Bits& other, Join both) {
    std::uint64_t* const own = words_.data();
    const std::uint64_t* const others = other.words_.data();
    const std::size_t size = std::min(words_.size(), other.words_.size());
    for (std::size_t i = 0; i < size; ++i)
      own[i] = both(own[i], others[i]);
    return *this;
  }
  /// Calls `visit(word, its bits)` for the words that hold [first, end).
  template <typename Visit>
  void for_each_part(std::size_t first, std::size_t end, Visit visit) const {
    while (first < end) {
      const std::size_t next = std::min(end, (first / 64 + 1) * 64);
      const std::uint64_t ones = ~std::uint64_t{0} >> (64 - (next - first));
      visit(first / 64, ones << (first % 64));
      first = next;
    }
  }
  void trim() {
    if (size_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
  }

  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace earshot::search
