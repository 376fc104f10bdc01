#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace earshot::formats {

/// Where the places of a repaired copy of a text stand in its source.
///
/// Anchors ascend; between two of them bytes count on from the first. A copy that was not changed
/// has no anchors.
class OffsetMap {
 public:
  void anchor(std::size_t offset_in_copy, std::size_t offset_in_source) {
    anchors_.push_back(
        {static_cast<std::uint32_t>(offset_in_copy), static_cast<std::uint32_t>(offset_in_source)});
  }

  /// O(log n).
  std::uint32_t to_source(std::size_t offset_in_copy) const {
    const auto offset = static_cast<std::uint32_t>(offset_in_copy);
    const auto next = std::ranges::upper_bound(anchors_, offset, {}, &Anchor::in_copy);
    if (next == anchors_.begin()) return offset;
    const Anchor& anchor = *(next - 1);
    const std::uint32_t found = anchor.in_source + (offset - anchor.in_copy);
    return next == anchors_.end() ? found : std::min(found, next->in_source);
  }

 private:
  struct Anchor {
    std::uint32_t in_copy;
    std::uint32_t in_source;
  };
  std::vector<Anchor> anchors_;
};

}  // namespace earshot::formats
