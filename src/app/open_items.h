#pragma once

#include <array>
#include <cstddef>

namespace earshot::app {

/// The items of lists round the current block, while a text's blocks are gone through. Levels of
/// items count from the heading above, so that how deep one stands is known by those round it
/// alone. `Item` has an int `level`.
template <typename Item>
class OpenItems {
 public:
  /// Ends the items that are not of a lower level. The innermost of those left; null: none.
  const Item* parent_of(int level) {
    while (count_ > 0 && items_[count_ - 1].level >= level)
      --count_;
    return count_ > 0 ? &items_[count_ - 1] : nullptr;
  }
  void push(const Item& item) {
    if (count_ < items_.size()) items_[count_++] = item;
  }
  void clear() { count_ = 0; }

 private:
  std::array<Item, 256> items_{};  // levels ascend, and a level is one byte
  std::size_t count_ = 0;
};

}  // namespace earshot::app
