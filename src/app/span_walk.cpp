#include "app/span_walk.h"

#include <algorithm>
#include <vector>

namespace earshot::app {
namespace {

using pack::SpanKind;
using pack::SpanRecord;

constexpr std::size_t kMostOpenSpans = 64;  // deeper nesting is decoration

}  // namespace

void walk_spans(const TrackView& track, Range range_in_text, SpanTaker& taker) {
  std::vector<const SpanRecord*> open;
  auto next = std::ranges::lower_bound(track.spans, range_in_text.begin, {}, &SpanRecord::begin);
  // Spans that reach in from before: none begins further up than the block's own text does.
  std::uint32_t at = range_in_text.begin;
  const auto write_words = [&](std::uint32_t to) {
    if (to <= at) return;
    const bool in_code = std::ranges::any_of(
        open, [](const SpanRecord* span) { return span->kind == SpanKind::Code; });
    taker.words(slice(track.text, {at, to}), in_code);
    at = to;
  };
  // Closes what ends at `to`, and what lies over it for a moment.
  const auto close_until = [&](std::uint32_t to) {
    while (!open.empty()) {
      // Of those that end together the innermost first: none is opened again for nothing.
      std::size_t kept = 0;
      for (std::size_t number = 1; number < open.size(); ++number) {
        if (open[number]->end <= open[kept]->end) kept = number;
      }
      const std::uint32_t end = std::min(open[kept]->end, range_in_text.end);
      if (end > to) return;
      write_words(end);
      for (std::size_t number = open.size(); number > kept; --number)
        taker.close(*open[number - 1]);
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(kept));
      for (std::size_t number = kept; number < open.size(); ++number)
        taker.open(*open[number]);
    }
  };
  for (; next != track.spans.end() && next->begin < range_in_text.end; ++next) {
    if (!taker.wants(*next) || next->end <= next->begin || open.size() >= kMostOpenSpans) continue;
    close_until(next->begin);
    write_words(next->begin);
    taker.open(*next);
    open.push_back(&*next);
  }
  close_until(range_in_text.end);
  write_words(range_in_text.end);
}

}  // namespace earshot::app
