#include "app/hit_moment.h"

#include <algorithm>
#include <vector>

#include "app/library.h"

namespace earshot::app {
namespace {

/// The first and the last block of what matched. Blocks are in the order of the text.
struct Lines {
  std::int32_t first = -1, last = -1;
};

Lines lines_of(const TrackView& track, Range matched_in_text) {
  const std::uint32_t last =
      matched_in_text.end > matched_in_text.begin ? matched_in_text.end - 1 : matched_in_text.begin;
  return {block_at(track.blocks, matched_in_text.begin), block_at(track.blocks, last)};
}

TimeSpan time_of(const TrackView& track, Lines lines) {
  if (lines.first < 0) return {};
  TimeSpan time = {track.blocks[static_cast<std::size_t>(lines.first)].start_ms, kNoTime};
  if (!time.known()) return {};
  // Cues may overlap: the last one need not be the one that ends last.
  for (std::int32_t i = lines.first; i <= lines.last; ++i)
    time.end = std::max(time.end, track.blocks[static_cast<std::size_t>(i)].end_ms);
  return time;
}

/// Where the blocks round a passage begin: where a snippet may be cut.
std::vector<std::uint32_t> borders_round(const TrackView& track, Range range_in_text,
                                         std::size_t snippet_bytes) {
  std::vector<std::uint32_t> borders;
  constexpr std::int32_t kBlocksBefore = 4;  // more than a snippet can hold
  const std::int32_t first =
      std::max(0, block_at(track.blocks, range_in_text.begin) - kBlocksBefore);
  for (auto i = static_cast<std::size_t>(first); i < track.blocks.size(); ++i) {
    if (track.blocks[i].begin > range_in_text.end + snippet_bytes) break;
    borders.push_back(track.blocks[i].begin);
  }
  return borders;
}

}  // namespace

HitMoment hit_moment(const TrackView& track, search::Field field, search::Passage passage,
                     const search::Matched& matched, std::size_t snippet_bytes) {
  HitMoment moment;
  Range& window = passage.range_in_text;
  const Lines lines = lines_of(track, matched.range_in_text);
  moment.line = lines.first;
  moment.time = time_of(track, lines);
  const bool has_words = !matched.highlights_in_text.empty();
  if (!has_words) window = matched.range_in_text;
  if (lines.first >= 0) {
    moment.speaker = track.speaker(track.blocks[static_cast<std::size_t>(lines.first)].speaker);
    if (field != search::Field::Transcript && has_words) {
      window.begin =
          std::max(window.begin, track.blocks[static_cast<std::size_t>(lines.first)].begin);
      window.end = std::min(window.end, track.blocks[static_cast<std::size_t>(lines.last)].end);
    }
  }
  moment.snippet = search::make_snippet(track.text, passage, matched.highlights_in_text,
                                        borders_round(track, window, snippet_bytes), snippet_bytes);
  return moment;
}

}  // namespace earshot::app
