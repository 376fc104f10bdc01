#include "formats/source_map.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Only ASCII white space is cut off: a no-break space is a byte that somebody may ask about.
Range without_white_ends(std::string_view source, Range range) {
  while (range.begin < range.end && text::is_white(source[range.begin]))
    ++range.begin;
  while (range.end > range.begin && text::is_white(source[range.end - 1]))
    --range.end;
  return range;
}

}  // namespace

void SourceMap::add(Range range_in_source, std::string_view field) {
  if (!is_wanted_ || range_in_source.empty()) return;
  spans_.push_back({.range_in_source = range_in_source, .field = std::string(field)});
}

std::vector<model::SourceSpan> SourceMap::finish(std::string_view source,
                                                 std::string_view rest_field) {
  std::vector<model::SourceSpan> out;
  if (!is_wanted_) return out;
  const auto size = static_cast<std::uint32_t>(source.size());
  std::ranges::stable_sort(spans_, [](const model::SourceSpan& a, const model::SourceSpan& b) {
    if (a.range_in_source.begin != b.range_in_source.begin) {
      return a.range_in_source.begin < b.range_in_source.begin;
    }
    return a.range_in_source.end > b.range_in_source.end;
  });
  std::vector<std::size_t> open;  // indices into spans_, innermost last
  std::uint32_t position = 0;
  const auto put = [&](Range range, std::string_view field) {
    range = without_white_ends(source, range);
    if (!range.empty()) out.push_back({.range_in_source = range, .field = std::string(field)});
  };
  const auto fill_to = [&](std::uint32_t target) {
    while (position < target) {
      while (!open.empty() && spans_[open.back()].range_in_source.end <= position)
        open.pop_back();
      if (open.empty()) {
        put({position, target}, rest_field);
        position = target;
        return;
      }
      const model::SourceSpan& top = spans_[open.back()];
      const std::uint32_t end = std::min(top.range_in_source.end, target);
      put({position, end}, top.field);
      position = end;
    }
  };
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    fill_to(std::min(spans_[i].range_in_source.begin, size));
    open.push_back(i);
  }
  fill_to(size);
  return out;
}

}  // namespace earshot::formats
