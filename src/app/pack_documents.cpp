#include "app/pack_documents.h"

#include <algorithm>

#include "search/query.h"

namespace earshot::app {
namespace {

constexpr std::uint32_t bit(search::Has what) {
  return 1U << static_cast<unsigned>(what);
}

/// What a track adds to what its episode has.
std::uint32_t has_of(const pack::Pack& pack, const pack::TrackRecord& track) {
  if (track.text_size == 0) return 0;
  std::uint32_t has = 0;
  if (track.kind == pack::TrackKind::Notes) has |= bit(search::Has::Notes);
  if (track.kind == pack::TrackKind::Chapters) has |= bit(search::Has::Chapters);
  if (track.kind == pack::TrackKind::Transcript) {
    has |= bit(search::Has::Transcript);
    if (track.speakers.count > 0) has |= bit(search::Has::Speakers);
    // A transcript has times throughout or not at all; a first cue without one is odd.
    constexpr std::size_t kLooked = 8;
    const auto blocks = pack.blocks(track);
    const auto first = blocks.first(std::min(blocks.size(), kLooked));
    if (std::ranges::any_of(first, [](const auto& block) { return block.start_ms >= 0; })) {
      has |= bit(search::Has::Times);
    }
  }
  return has;
}

}  // namespace

void PackDocuments::add(const pack::Pack& pack,
                        std::span<const pack::EpisodeRecord* const> episodes,
                        std::span<const std::uint32_t> episodes_of_tracks) {
  Part part;
  part.pack = &pack;
  part.episodes.assign(episodes_of_tracks.begin(), episodes_of_tracks.end());
  const auto tracks = pack.tracks();
  part.episodes.resize(tracks.size(), UINT32_MAX);
  const auto shows = pack.shows();
  std::vector<search::Facts> of_episodes(episodes.size());
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    const pack::EpisodeRecord& record = *episodes[i];
    search::Facts& facts = of_episodes[i];
    if (record.show < shows.size()) {
      facts.show = pack.string(shows[record.show].title);
      facts.language = pack.string(shows[record.show].language);
    }
    if (record.language.size > 0) facts.language = pack.string(record.language);
    facts.date = record.date;
    facts.duration = record.duration_ms < 0 ? kNoTime : record.duration_ms;
    if (record.audio_url.size > 0) facts.has |= bit(search::Has::Audio);
    if (record.links.count > 0) facts.has |= bit(search::Has::Links);
    if (record.chapters.count > 0) facts.has |= bit(search::Has::Chapters);
  }
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    if (part.episodes[t] < of_episodes.size())
      of_episodes[part.episodes[t]].has |= has_of(pack, tracks[t]);
  }
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    search::Facts facts;
    if (part.episodes[t] < of_episodes.size()) facts = of_episodes[part.episodes[t]];
    if (tracks[t].language.size > 0) facts.language = pack.string(tracks[t].language);
    part.facts.push_back(facts);
  }
  parts_.push_back(std::move(part));
}

void PackDocuments::add(const pack::Pack& pack) {
  std::vector<const pack::EpisodeRecord*> episodes;
  for (const pack::EpisodeRecord& episode : pack.episodes())
    episodes.push_back(&episode);
  std::vector<std::uint32_t> episodes_of_tracks;
  for (const pack::TrackRecord& track : pack.tracks())
    episodes_of_tracks.push_back(track.episode);
  add(pack, episodes, episodes_of_tracks);
}

const pack::TrackRecord* PackDocuments::track(std::uint32_t index, std::uint32_t document) const {
  if (index >= parts_.size()) return nullptr;
  const auto tracks = parts_[index].pack->tracks();
  return document < tracks.size() ? &tracks[document] : nullptr;
}

std::string_view PackDocuments::text(std::uint32_t index, std::uint32_t document) const {
  const pack::TrackRecord* const own = track(index, document);
  return own != nullptr ? parts_[index].pack->text(*own) : std::string_view();
}

search::Facts PackDocuments::facts(std::uint32_t index, std::uint32_t document) const {
  if (index >= parts_.size() || document >= parts_[index].facts.size()) return {};
  return parts_[index].facts[document];
}

std::uint32_t PackDocuments::episode(std::uint32_t index, std::uint32_t document) const {
  if (index >= parts_.size() || document >= parts_[index].episodes.size()) return UINT32_MAX;
  return parts_[index].episodes[document];
}

std::span<const pack::BlockRecord> PackDocuments::blocks(std::uint32_t index,
                                                         std::uint32_t document) const {
  if (last_.index == index && last_.document == document) return last_.blocks;
  const pack::TrackRecord* const own = track(index, document);
  if (own == nullptr) return {};
  last_ = {index, document, parts_[index].pack->blocks(*own)};
  return last_.blocks;
}

std::uint32_t PackDocuments::line_count(std::uint32_t index, std::uint32_t document) const {
  return static_cast<std::uint32_t>(blocks(index, document).size());
}

search::Line PackDocuments::line(std::uint32_t index, std::uint32_t document,
                                 std::uint32_t number) const {
  const auto blocks = this->blocks(index, document);
  if (number >= blocks.size()) return {};
  const pack::BlockRecord& block = blocks[number];
  return {.range_in_text = {block.begin, block.end},
          .start = block.start_ms,
          .end = block.end_ms,
          .speaker = block.speaker};
}

std::uint32_t PackDocuments::speaker_count(std::uint32_t index, std::uint32_t document) const {
  const pack::TrackRecord* const own = track(index, document);
  return own != nullptr ? static_cast<std::uint32_t>(parts_[index].pack->speakers(*own).size()) : 0;
}

std::string_view PackDocuments::speaker(std::uint32_t index, std::uint32_t document,
                                        std::uint32_t number) const {
  const pack::TrackRecord* const own = track(index, document);
  if (own == nullptr) return {};
  const auto speakers = parts_[index].pack->speakers(*own);
  return number < speakers.size() ? parts_[index].pack->string(speakers[number])
                                  : std::string_view();
}

}  // namespace earshot::app
