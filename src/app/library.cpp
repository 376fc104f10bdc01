#include "app/library.h"

#include <algorithm>
#include <unordered_set>

#include "pack/versions.h"
#include "text/words.h"

namespace earshot::app {
namespace {

bool has_track(std::span<const pack::TrackRecord> tracks, pack::TrackKind kind) {
  return std::ranges::any_of(tracks, [kind](const pack::TrackRecord& track) {
    return track.kind == kind && track.text_size > 0;
  });
}

}  // namespace

std::int32_t block_at(std::span<const pack::BlockRecord> blocks, std::uint32_t offset_in_text) {
  const auto after =
      std::ranges::upper_bound(blocks, offset_in_text, {}, &pack::BlockRecord::begin);
  return static_cast<std::int32_t>(after - blocks.begin()) - 1;
}

TrackView track_view(const pack::Pack& pack, const pack::TrackRecord& track) {
  TrackView view;
  view.kind = track.kind;
  view.text = pack.text(track);
  view.blocks = pack.blocks(track);
  view.spans = pack.spans(track);
  view.speakers = pack.speakers(track);
  view.pack = &pack;
  view.language = pack.string(track.language);
  view.source = pack.string(track.source);
  view.squashed = track.squashed;
  return view;
}

Millis LoadedPack::passage_time(std::uint32_t document, std::uint32_t passage) const {
  if (passage >= index.passage_count()) return kNoTime;
  if (passage_times.empty()) {
    passage_times.assign(index.passage_count(), kNoTime);
    documents_with_times.assign(pack.tracks().size(), false);
  }
  if (document >= documents_with_times.size()) return kNoTime;
  if (!documents_with_times[document]) {
    documents_with_times[document] = true;
    // Passages and blocks both ascend: one walk serves the whole document.
    const std::span<const pack::BlockRecord> blocks = pack.blocks(pack.tracks()[document]);
    const std::uint32_t first = index.first_passage(document);
    const std::uint32_t end =
        std::min(first + index.passage_count(document), index.passage_count());
    std::size_t block = 0;
    for (std::uint32_t number = first; number < end && !blocks.empty(); ++number) {
      const std::uint32_t begin = index.passage(number).range_in_text.begin;
      while (block + 1 < blocks.size() && blocks[block + 1].begin <= begin)
        ++block;
      passage_times[number] = blocks[block].start_ms < 0 ? kNoTime : blocks[block].start_ms;
    }
  }
  return passage_times[passage];
}

Result<const LoadedPack*> Library::add(PackBytes bytes, bool is_demo) {
  auto loaded = std::make_unique<LoadedPack>();
  loaded->bytes = std::move(bytes);
  Result<pack::Pack> pack = pack::Pack::open(loaded->bytes);
  if (!pack) return std::unexpected(pack.error());
  loaded->pack = *pack;
  Result<search::Index> index = search::Index::open(loaded->pack.index_bytes());
  if (!index) return std::unexpected(index.error());
  loaded->index = *index;
  loaded->id = loaded->pack.id();
  loaded->is_demo = is_demo;
  // The same pack a second time adds nothing but would count every word twice.
  for (const auto& other : packs_) {
    if (other->id == loaded->id) return other.get();
  }
  packs_.push_back(std::move(loaded));
  return packs_.back().get();
}

void Library::arrange(std::span<const Id> order) {
  std::ranges::stable_sort(packs_, {}, [order](const std::unique_ptr<LoadedPack>& loaded) {
    const auto at = std::ranges::find(order, loaded->id);
    return at == order.end() ? -1 : at - order.begin();
  });
}

void Library::rebuild(const std::set<EpisodeVersion>& removed) {
  by_id_.clear();
  shows_.clear();
  indexes_.clear();
  replaced_.clear();
  hidden_.clear();
  std::unordered_map<std::string, std::uint32_t> rows_by_title;
  // A file dropped again after an edit keeps its path but not its content: the newer one stands for
  // both.
  std::unordered_map<std::string, EpisodeRef> sources;
  for (std::size_t i = packs_.size(); i-- > 0;) {
    LoadedPack& loaded = *packs_[i];
    const pack::Pack& pack = loaded.pack;
    const auto shows = pack.shows();
    const auto episodes = pack.episodes();
    loaded.visible_episodes.assign(episodes.size(), false);
    loaded.show_rows.assign(shows.size(), UINT32_MAX);
    std::vector<std::pair<std::string, EpisodeRef>> new_sources;
    for (std::uint32_t e = 0; e < episodes.size(); ++e) {
      const pack::EpisodeRecord& record = episodes[e];
      const EpisodeVersion version{{record.id_high, record.id_low},
                                   {record.content_high, record.content_low}};
      if (removed.contains(version)) continue;
      const EpisodeRef ref{static_cast<std::uint32_t>(i), e};
      const auto [known, is_new] = by_id_.try_emplace(version.id, ref);
      if (!is_new) {
        const LoadedPack* newer = packs_[known->second.pack].get();
        if (newer != &loaded) ++replaced_[newer];
        if (known->second.pack != i) hidden_[version.id].push_back(version);
        continue;
      }
      const std::string_view show_title =
          record.show < shows.size() ? pack.string(shows[record.show].title) : std::string_view();
      if (record.kind == pack::EpisodeKind::Full && record.source.size > 0) {
        const auto key = [&](pack::StringRef source) {
          return std::string(show_title) + '\0' + std::string(pack.string(source));
        };
        const auto at = sources.find(key(record.source));
        if (at != sources.end() && is_version(at->second, ref)) {
          ++replaced_[packs_[at->second.pack].get()];
          hidden_[this->version(at->second).id].push_back(version);
          by_id_.erase(version.id);
          continue;
        }
        // Notes may join a transcript that was here alone: every file of an episode stands for it.
        new_sources.emplace_back(key(record.source), ref);
        for (const pack::TrackRecord& track : pack.tracks(record)) {
          if (track.source.size > 0) new_sources.emplace_back(key(track.source), ref);
        }
      }
      loaded.visible_episodes[e] = true;
      if (record.show < shows.size() && loaded.show_rows[record.show] == UINT32_MAX) {
        const pack::ShowRecord& show = shows[record.show];
        const auto [row, is_new_show] = rows_by_title.try_emplace(
            text::folded(show_title), static_cast<std::uint32_t>(shows_.size()));
        if (is_new_show) {
          shows_.push_back({});
          shows_.back().title = show_title;
          shows_.back().is_demo = loaded.is_demo;
        }
        ShowRow& merged = shows_[row->second];
        if (merged.author.empty()) merged.author = pack.string(show.author);
        if (merged.description.empty()) merged.description = pack.string(show.description);
        if (merged.language.empty()) merged.language = pack.string(show.language);
        if (merged.declared_episodes < 0) merged.declared_episodes = show.declared_episodes;
        loaded.show_rows[record.show] = row->second;
      }
      if (record.show < shows.size()) {
        ShowRow& merged = shows_[loaded.show_rows[record.show]];
        ++merged.episodes;
        if (has_track(pack.tracks(record), pack::TrackKind::Transcript)) ++merged.with_transcript;
      }
    }
    // Within one pack the same source may give several episodes (a page and its list).
    for (auto& [source, ref] : new_sources)
      sources.try_emplace(std::move(source), ref);
  }
  // Shows by title; the rows that packs hold follow.
  std::vector<std::uint32_t> order(shows_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
    const std::string left = text::folded(shows_[a].title);
    const std::string right = text::folded(shows_[b].title);
    return left != right ? left < right : shows_[a].title < shows_[b].title;
  });
  std::vector<std::uint32_t> new_row(order.size());
  std::vector<ShowRow> sorted;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    new_row[order[i]] = i;
    sorted.push_back(std::move(shows_[order[i]]));
  }
  shows_ = std::move(sorted);
  for (const auto& loaded : packs_) {
    for (std::uint32_t& row : loaded->show_rows) {
      if (row != UINT32_MAX) row = new_row[row];
    }
    indexes_.push_back(&loaded->index);
  }
}

std::vector<Id> Library::drop_unseen() {
  std::vector<Id> dropped;
  std::erase_if(packs_, [&dropped](const std::unique_ptr<LoadedPack>& loaded) {
    const bool unseen = std::ranges::none_of(loaded->visible_episodes, [](bool v) { return v; });
    if (!unseen || loaded->is_demo) return false;
    dropped.push_back(loaded->id);
    return true;
  });
  return dropped;
}

std::optional<Library::EpisodeRef> Library::find(Id id) const {
  const auto at = by_id_.find(id);
  if (at == by_id_.end()) return std::nullopt;
  return at->second;
}

const pack::EpisodeRecord& Library::record(EpisodeRef ref) const {
  return packs_[ref.pack]->pack.episodes()[ref.episode];
}

EpisodeVersion Library::version(EpisodeRef ref) const {
  const pack::EpisodeRecord& episode = record(ref);
  return {{episode.id_high, episode.id_low}, {episode.content_high, episode.content_low}};
}

EpisodeRow Library::row(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const pack::EpisodeRecord& episode = record(ref);
  const auto tracks = loaded.pack.tracks(episode);
  EpisodeRow row;
  row.id = pack::episode_id(episode);
  row.title = loaded.pack.string(episode.title);
  if (episode.show < loaded.show_rows.size() && loaded.show_rows[episode.show] < shows_.size()) {
    row.show = shows_[loaded.show_rows[episode.show]].title;
  }
  row.date = episode.date;
  row.duration = episode.duration_ms < 0 ? kNoTime : episode.duration_ms;
  row.number = episode.number;
  row.has_notes = has_track(tracks, pack::TrackKind::Notes);
  row.has_transcript = has_track(tracks, pack::TrackKind::Transcript);
  row.has_chapters = episode.chapters.count > 0;
  row.has_audio = episode.audio_url.size > 0;
  row.listed_only = episode.kind == pack::EpisodeKind::Listed;
  return row;
}

std::int32_t Library::show_row(std::string_view title) const {
  const auto at = std::ranges::find(shows_, title, &ShowRow::title);
  return at == shows_.end() ? -1 : static_cast<std::int32_t>(at - shows_.begin());
}

std::vector<Library::EpisodeRef> Library::visible(std::int32_t show) const {
  std::vector<EpisodeRef> refs;
  for (std::uint32_t p = 0; p < packs_.size(); ++p) {
    const LoadedPack& loaded = *packs_[p];
    const auto episodes = loaded.pack.episodes();
    for (std::uint32_t e = 0; e < episodes.size() && e < loaded.visible_episodes.size(); ++e) {
      if (!loaded.visible_episodes[e]) continue;
      const std::uint32_t number = episodes[e].show;
      if (show != kAllShows && (number >= loaded.show_rows.size() ||
                                loaded.show_rows[number] != static_cast<std::uint32_t>(show))) {
        continue;
      }
      refs.push_back({p, e});
    }
  }
  return refs;
}

bool Library::is_version(EpisodeRef newer, EpisodeRef older) const {
  return pack::is_version_of(packs_[newer.pack]->pack, record(newer), packs_[older.pack]->pack,
                             record(older));
}

std::span<const EpisodeVersion> Library::hidden_by(Id id) const {
  const auto at = hidden_.find(id);
  return at == hidden_.end() ? std::span<const EpisodeVersion>()
                             : std::span<const EpisodeVersion>(at->second);
}

std::uint32_t Library::replaced_by(const LoadedPack& pack) const {
  const auto at = replaced_.find(&pack);
  return at == replaced_.end() ? 0 : at->second;
}

}  // namespace earshot::app
