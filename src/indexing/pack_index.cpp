#include "indexing/pack_index.h"

#include <numeric>

#include "text/stems.h"

namespace earshot::indexing {

using pack::BlockRecord;
using pack::TrackKind;

search::Field field_of(TrackKind kind) {
  switch (kind) {
    case TrackKind::Title:
      return search::Field::Title;
    case TrackKind::Notes:
    case TrackKind::Offers:
      return search::Field::Notes;
    case TrackKind::Transcript:
      return search::Field::Transcript;
    case TrackKind::Chapters:
      return search::Field::Chapter;
  }
  return search::Field::Notes;
}

std::vector<std::uint32_t> borders_of(std::span<const BlockRecord> blocks) {
  std::vector<std::uint32_t> offsets_in_text;
  offsets_in_text.reserve(blocks.size());
  for (const BlockRecord& block : blocks) {
    if (block.end <= block.begin) continue;
    if (offsets_in_text.empty() || offsets_in_text.back() < block.begin)
      offsets_in_text.push_back(block.begin);
  }
  return offsets_in_text;
}

void index_track(search::IndexBuilder& index, std::uint32_t number, TrackKind kind,
                 std::string_view language, std::string_view text,
                 std::span<const BlockRecord> blocks) {
  index.add({.document = number,
             .field = field_of(kind),
             .text = text,
             .borders_in_text = borders_of(blocks),
             .language = text::stem_language(language)});
}

std::string_view language_of(const pack::Pack& pack, const pack::TrackRecord& track) {
  std::string_view language = pack.string(track.language);
  const auto episodes = pack.episodes();
  if (!language.empty() || track.episode >= episodes.size()) return language;
  const pack::EpisodeRecord& episode = episodes[track.episode];
  language = pack.string(episode.language);
  const auto shows = pack.shows();
  if (!language.empty() || episode.show >= shows.size()) return language;
  return pack.string(shows[episode.show].language);
}

std::vector<std::byte> index_tracks(const pack::Pack& pack, std::span<const std::uint32_t> tracks) {
  search::IndexBuilder index;
  const auto all = pack.tracks();
  for (const std::uint32_t number : tracks) {
    if (number >= all.size() || all[number].indexed == 0) continue;
    const pack::TrackRecord& track = all[number];
    const std::string_view text = pack.text(track);
    if (text.empty()) continue;
    index_track(index, number, track.kind, language_of(pack, track), text, pack.blocks(track));
  }
  return index.finish();
}

std::vector<std::byte> index_all_tracks(const pack::Pack& pack) {
  std::vector<std::uint32_t> tracks(pack.tracks().size());
  std::iota(tracks.begin(), tracks.end(), 0U);
  return index_tracks(pack, tracks);
}

}  // namespace earshot::indexing
