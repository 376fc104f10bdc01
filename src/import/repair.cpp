#include "import/repair.h"

#include <algorithm>

#include "text/mojibake.h"

namespace earshot::import {

RepairedText::RepairedText(std::string_view text) {
  std::size_t more = 0;
  std::uint32_t from = 0;
  for (const text::Mojibake& wrong : text::find_mojibake(text, SIZE_MAX, more)) {
    text_ += slice(text, Range{from, wrong.range_in_text.begin});
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += wrong.repaired;
    places_.push_back({wrong.range_in_text, begin, static_cast<std::uint32_t>(text_.size())});
    from = wrong.range_in_text.end;
  }
  text_ += text.substr(from);
}

std::uint32_t RepairedText::moved(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(
      places_, offset, {}, [](const Place& place) { return place.range_in_before.begin; });
  if (after == places_.begin()) return offset;
  const Place& place = *(after - 1);
  if (offset < place.range_in_before.end) return place.begin_in_text;
  return place.end_in_text + (offset - place.range_in_before.end);
}

}  // namespace earshot::import
