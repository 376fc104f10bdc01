#pragma once

#include <cstdint>

namespace earshot {

/// Steps that a loop may still take. Counting steps, not time, keeps results the same on every
/// machine.
class Budget {
 public:
  explicit constexpr Budget(std::uint64_t steps) : left_(steps) {}

  /// Takes `steps`; false, and nothing left, where fewer remain.
  constexpr bool spend(std::uint64_t steps = 1) {
    if (left_ < steps) {
      left_ = 0;
      return false;
    }
    left_ -= steps;
    return true;
  }
  constexpr bool exhausted() const { return left_ == 0; }
  constexpr std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
};

}  // namespace earshot
