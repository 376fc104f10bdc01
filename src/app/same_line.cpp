#include "app/same_line.h"

#include <algorithm>
#include <optional>
#include <string>

#include "app/track_lines.h"
#include "text/words.h"

namespace earshot::app {
namespace {

struct FoundLine {
  std::uint32_t hit = 0;
  Millis time = kNoTime;
  std::string words;  ///< folded
};

/// The lines of a hit that hold what was found.
std::vector<FoundLine> found_lines(const Library& library, const search::Query& query,
                                   const search::Hit& hit, std::uint32_t number) {
  const LoadedPack& loaded = library.pack(hit.index);
  const pack::TrackRecord& record = loaded.pack.tracks()[hit.document];
  const TrackView track = track_view(loaded.pack, record);
  const std::string_view text = track.text;
  const auto blocks = track.blocks;
  std::vector<FoundLine> lines;
  std::int32_t before = -1;
  for (const Range found : matched_in_track(query, loaded.index.passage(hit.passage), track,
                                            loaded.index.field(hit.document))
                               .highlights_in_text) {
    const std::int32_t block = block_at(blocks, found.begin);
    if (block < 0 || block == before) continue;
    before = block;
    const pack::BlockRecord& line = blocks[static_cast<std::size_t>(block)];
    lines.push_back(
        {number, line.start_ms, text::folded(slice(text, Range{line.begin, line.end}))});
  }
  return lines;
}

}  // namespace

std::vector<SameLine> same_lines(const Library& library, const search::Query& query,
                                 std::span<const search::Hit> hits) {
  std::vector<std::uint32_t> chapters, notes;
  for (std::uint32_t i = 0; i < hits.size(); ++i) {
    const search::Field field = library.pack(hits[i].index).index.field(hits[i].document);
    if (field == search::Field::Chapter) chapters.push_back(i);
    if (field == search::Field::Notes) notes.push_back(i);
  }
  if (chapters.empty() || notes.empty()) return {};
  std::vector<FoundLine> listed;
  for (const std::uint32_t chapter : chapters) {
    for (FoundLine& line : found_lines(library, query, hits[chapter], chapter))
      listed.push_back(std::move(line));
  }
  std::vector<SameLine> same;
  for (const std::uint32_t number : notes) {
    const std::vector<FoundLine> lines = found_lines(library, query, hits[number], number);
    std::optional<std::uint32_t> chapter;
    const bool is_repeated = std::ranges::all_of(lines, [&](const FoundLine& line) {
      const auto at = std::ranges::find_if(listed, [&](const FoundLine& it) {
        if (it.words.empty() || line.words.find(it.words) == std::string::npos) return false;
        // A title twice in an episode is two chapters, which their times tell apart.
        return it.time == line.time || it.time == kNoTime || line.time == kNoTime;
      });
      if (at == listed.end()) return false;
      if (!chapter) chapter = at->hit;
      return true;
    });
    if (is_repeated && chapter) same.push_back({*chapter, number});
  }
  return same;
}

}  // namespace earshot::app
