#include "pack/versions.h"

#include <algorithm>
#include <vector>

namespace earshot::pack {
namespace {

constexpr std::size_t kTellingBytes = 20;  // shorter lines ("Yeah.") stand in every talk
constexpr std::size_t kSamples = 8;        // each is looked for in a whole transcript

bool is_content(const TrackRecord& track) {
  return track.kind == TrackKind::Notes || track.kind == TrackKind::Transcript;
}

}  // namespace

bool is_version_of(const Pack& newer_pack, const EpisodeRecord& newer, const Pack& older_pack,
                   const EpisodeRecord& older) {
  std::vector<std::string_view> lines;
  for (const TrackRecord& track : older_pack.tracks(older)) {
    if (!is_content(track)) continue;
    const std::string_view text = older_pack.text(track);
    for (const BlockRecord& block : older_pack.blocks(track)) {
      const std::string_view line = slice(text, {block.begin, block.end});
      if (line.size() >= kTellingBytes) lines.push_back(line);
    }
  }
  if (lines.empty()) return true;
  const std::size_t samples = std::min(kSamples, lines.size());
  std::size_t found = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::string_view line = lines[i * lines.size() / samples];
    for (const TrackRecord& track : newer_pack.tracks(newer)) {
      if (!is_content(track) || newer_pack.text(track).find(line) == std::string_view::npos)
        continue;
      ++found;
      break;
    }
  }
  return found * 3 >= samples;
}

}  // namespace earshot::pack
