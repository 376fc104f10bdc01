#include "app/cue_heads.h"

#include <cstddef>

#include "text/encoding.h"

namespace earshot::app {
namespace {

constexpr std::size_t kMostHeads = 8;         // above one cue
constexpr std::size_t kMostHeadBytes = 1024;  // of a title; the list of chapters has it whole

}  // namespace

std::vector<CueHead> cue_heads(const TrackView& track, const TrackChapters& chapters) {
  std::vector<CueHead> heads;
  const bool has_cues = !track.blocks.empty() && track.blocks.front().kind == pack::BlockKind::Cue;
  if (chapters.pack == nullptr || track.is_source || !has_cues) return heads;
  auto next = chapters.chapters.begin();
  for (std::uint32_t number = 0; number < track.blocks.size() && next != chapters.chapters.end();
       ++number) {
    const pack::BlockRecord& cue = track.blocks[number];
    if (slice(track.text, {cue.begin, cue.end}).empty()) continue;
    const std::size_t first = heads.size();
    for (; next != chapters.chapters.end() && next->start_ms <= cue.start_ms; ++next) {
      const std::string_view title = chapters.pack->string(next->title);
      if (title.empty() || next->start_ms < 0) continue;
      heads.push_back({.block = number,
                       .start = next->start_ms,
                       .title = title.substr(0, text::floor_to_character(title, kMostHeadBytes))});
    }
    // Of a heap of them the last ones are nearest.
    if (heads.size() - first > kMostHeads)
      heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(first),
                  heads.end() - static_cast<std::ptrdiff_t>(kMostHeads));
  }
  return heads;
}

bool has_heads_of(const TrackView& track, Range passage_in_text, std::uint32_t cue_begin_in_text) {
  const bool is_whole = passage_in_text.begin == 0 && passage_in_text.end >= track.text.size();
  return cue_begin_in_text < passage_in_text.end &&
         (passage_in_text.begin < cue_begin_in_text || is_whole);
}

std::vector<CueHead> heads_in(const TrackView& track, Range passage_in_text) {
  std::vector<CueHead> heads = cue_heads(track, track.chapters);
  std::erase_if(heads, [&](const CueHead& head) {
    return !has_heads_of(track, passage_in_text, track.blocks[head.block].begin);
  });
  return heads;
}

}  // namespace earshot::app
