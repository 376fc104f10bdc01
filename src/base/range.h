#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace earshot {

/// Half-open range of bytes [begin, end). Which text it counts in is said by the name of the
/// variable that holds it (`range_in_plain`, `highlights_in_snippet`).
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end > begin ? end - begin : 0; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool contains(std::uint32_t offset) const { return offset >= begin && offset < end; }
  constexpr bool operator==(const Range&) const = default;
};

/// The part of `text` that `range` covers; what lies outside is cut off, never read.
constexpr std::string_view slice(std::string_view text, Range range) {
  const std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(range.end, begin, text.size());
  return text.substr(begin, end - begin);
}

}  // namespace earshot
