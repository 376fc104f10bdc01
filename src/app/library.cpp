#include "app/library.h"

#include <algorithm>
#include <unordered_set>

#include "pack/versions.h"
#include "text/words.h"

namespace earshot::app {
namespace {

bool is_unseen(const LoadedPack& loaded) {
  return std::ranges::none_of(loaded.visible_episodes, [](bool v) { return v; });
}

/// The id of a file that stands apart: the same whenever it is put apart again.
Id apart_id(const ApartFile& key) {
  return hash_id("apart " + to_string(key.episode) + " " + to_string(key.file));
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
  view.format = pack.string(track.format);
  view.document = static_cast<std::uint32_t>(&track - pack.tracks().data());
  if (const pack::FileRecord* file = pack.file(track)) view.file = pack::file_id(*file);
  if (track.episode < pack.episodes().size())
    view.episode = pack::episode_id(pack.episodes()[track.episode]);
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

const SameLines& LoadedPack::same_lines() const {
  if (!made_same_lines || !made_same_lines->is_of(index, episodes_of_tracks))
    made_same_lines = std::make_unique<SameLines>(pack, index, episodes_of_tracks);
  return *made_same_lines;
}

void LoadedPack::leave_out_unseen() {
  std::vector<std::uint32_t> unseen;
  for (std::uint32_t document = 0; document < episodes_of_tracks.size(); ++document) {
    const std::uint32_t episode = episodes_of_tracks[document];
    if (episode >= visible_episodes.size() || !visible_episodes[episode])
      unseen.push_back(document);
  }
  index.leave_out(unseen);
}

namespace {

/// Fails with: Damaged, NewerVersion.
Result<std::unique_ptr<LoadedPack>> open_pack(PackBytes bytes, bool is_demo) {
  auto loaded = std::make_unique<LoadedPack>();
  loaded->bytes = std::move(bytes);
  Result<pack::Pack> pack = pack::Pack::open(loaded->bytes);
  if (!pack) return std::unexpected(pack.error());
  loaded->pack = *std::move(pack);
  // Without an index it is read, and not found until it has one again.
  Result<search::Index> index = search::Index::open(loaded->pack.unverified_index_bytes());
  loaded->needs_index = !index;
  if (index) {
    loaded->index = *index;
  } else {
    (void)loaded->pack.verify_index();  // is it damaged, or only old?
  }
  loaded->id = loaded->pack.id();
  loaded->is_demo = is_demo;
  return loaded;
}

}  // namespace

Result<const LoadedPack*> Library::add(PackBytes bytes, bool is_demo) {
  auto opened = open_pack(std::move(bytes), is_demo);
  if (!opened) return std::unexpected(opened.error());
  std::unique_ptr<LoadedPack> loaded = *std::move(opened);
  // The same pack a second time adds nothing but would count every word twice.
  for (const auto& other : packs_) {
    if (other->id == loaded->id) return other.get();
  }
  packs_.push_back(std::move(loaded));
  return packs_.back().get();
}

Result<const LoadedPack*> Library::add_early(PackBytes bytes) {
  const std::size_t count = packs_.size();
  auto added = add(std::move(bytes), false);
  if (added && packs_.size() > count) packs_.back()->is_early = true;
  return added;
}

bool Library::drop_early(Early which) {
  const std::size_t count = packs_.size();
  std::erase_if(packs_, [which](const std::unique_ptr<LoadedPack>& loaded) {
    return loaded->is_early && (which == Early::All || is_unseen(*loaded));
  });
  return packs_.size() != count;
}

const LoadedPack* Library::replace(std::span<const Id> packs, PackBytes bytes) {
  const auto same = [](const std::unique_ptr<LoadedPack>& loaded, Id id) {
    return loaded->id == id;
  };
  const auto found = std::ranges::search(packs_, packs, same);
  if (packs.empty() || found.empty()) return nullptr;
  auto opened = open_pack(std::move(bytes), false);
  if (!opened) return nullptr;
  const auto at = packs_.erase(found.begin(), found.end());
  return packs_.insert(at, *std::move(opened))->get();
}

void Library::arrange(std::span<const Id> order) {
  std::ranges::stable_sort(packs_, {}, [order](const std::unique_ptr<LoadedPack>& loaded) {
    const auto at = std::ranges::find(order, loaded->id);
    return at == order.end() ? -1 : at - order.begin();
  });
}

std::unordered_map<Id, Library::EpisodeRef, Library::IdHash> Library::versions_to_see(
    const std::set<EpisodeVersion>& removed) const {
  std::unordered_map<Id, EpisodeRef, IdHash> best;
  for (std::uint32_t i = pack_count(); i-- > 0;) {
    const auto episodes = packs_[i]->pack.episodes();
    for (std::uint32_t e = 0; e < episodes.size(); ++e) {
      const EpisodeRef ref{i, e};
      const EpisodeVersion version = this->version(ref);
      if (!version.id.valid() || removed.contains(version)) continue;
      const auto [known, is_new] = best.try_emplace(version.id, ref);
      if (is_new || known->second.pack == i) continue;
      if (pack::stays_beside_newer(packs_[i]->pack, record(ref), packs_[known->second.pack]->pack,
                                   record(known->second)))
        known->second = ref;
    }
  }
  return best;
}

void Library::rebuild(const std::set<EpisodeVersion>& removed) {
  by_id_.clear();
  shows_.clear();
  indexes_.clear();
  pack_documents_.clear();
  replaced_.clear();
  hidden_.clear();
  std::unordered_map<std::string, std::uint32_t> rows_by_title;
  // A file dropped again after an edit keeps its path but not its content: the newer one stands for
  // both.
  std::unordered_map<std::string, EpisodeRef> sources;
  const auto to_see = versions_to_see(removed);
  for (std::size_t i = packs_.size(); i-- > 0;) {
    LoadedPack& loaded = *packs_[i];
    const pack::Pack& pack = loaded.pack;
    const auto shows = pack.shows();
    const auto episodes = pack.episodes();
    loaded.visible_episodes.assign(episodes.size(), false);
    loaded.apart.clear();
    loaded.episodes_of_tracks.clear();
    std::vector<bool> superseded(episodes.size(), false);
    loaded.show_rows.assign(shows.size(), UINT32_MAX);
    std::vector<std::pair<std::string, EpisodeRef>> new_sources;
    for (std::uint32_t e = 0; e < episodes.size(); ++e) {
      const pack::EpisodeRecord& record = episodes[e];
      const EpisodeVersion version{{record.id_high, record.id_low},
                                   {record.content_high, record.content_low}};
      if (removed.contains(version) || !version.id.valid()) continue;  // without an id: damaged
      const EpisodeRef ref{static_cast<std::uint32_t>(i), e};
      const auto best = to_see.find(version.id);
      if (best == to_see.end() || best->second.pack != ref.pack ||
          best->second.episode != ref.episode) {
        const std::uint32_t seen = best == to_see.end() ? ref.pack : best->second.pack;
        if (seen > ref.pack && !loaded.is_early) ++replaced_[packs_[seen].get()];
        if (seen != ref.pack) hidden_[version.id].push_back(version);
        superseded[e] = true;
        continue;
      }
      by_id_.try_emplace(version.id, ref);
      const std::string_view show_title =
          record.show < shows.size() ? pack.string(shows[record.show].title) : std::string_view();
      if (record.kind == pack::EpisodeKind::Full && record.source.size > 0) {
        const auto key = [&](pack::StringRef source) {
          return std::string(show_title) + '\0' + std::string(pack.string(source));
        };
        const auto at = sources.find(key(record.source));
        if (at != sources.end() && is_version(at->second, ref)) {
          if (!loaded.is_early) ++replaced_[packs_[at->second.pack].get()];
          hidden_[this->version(at->second).id].push_back(version);
          by_id_.erase(version.id);
          superseded[e] = true;
          continue;
        }
        // Notes may join a transcript that was here alone: every file of an episode stands for it.
        new_sources.emplace_back(key(record.source), ref);
        for (const pack::TrackRecord& track : pack.tracks(record)) {
          if (track.source.size > 0) new_sources.emplace_back(key(track.source), ref);
        }
      }
      loaded.visible_episodes[e] = true;
    }
    add_apart(loaded, superseded);
    for (std::uint32_t e = 0; e < loaded.episode_count(); ++e) {
      if (e >= episodes.size()) {
        const pack::EpisodeRecord& record = loaded.episode(e);
        const EpisodeRef ref{static_cast<std::uint32_t>(i), e};
        const EpisodeVersion version = this->version(ref);
        const bool is_seen =
            !removed.contains(version) && by_id_.try_emplace(pack::episode_id(record), ref).second;
        loaded.visible_episodes.push_back(is_seen);
      }
      if (loaded.visible_episodes[e])
        count_in_show({static_cast<std::uint32_t>(i), e}, rows_by_title);
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
    loaded->leave_out_unseen();
    indexes_.push_back(&loaded->index);
    std::vector<const pack::EpisodeRecord*> episodes;
    for (std::uint32_t e = 0; e < loaded->episode_count(); ++e)
      episodes.push_back(&loaded->episode(e));
    pack_documents_.add(loaded->pack, episodes, loaded->episodes_of_tracks);
  }
}

/// Makes the episodes of files that stand apart, of those of the pack that no newer one replaces.
void Library::add_apart(LoadedPack& loaded, const std::vector<bool>& superseded) {
  const pack::Pack& pack = loaded.pack;
  for (const pack::TrackRecord& track : pack.tracks())
    loaded.episodes_of_tracks.push_back(track.episode);
  if (apart_.empty()) return;
  const auto episodes = pack.episodes();
  std::vector<std::uint32_t> number_of_file;  // of the episode it stands as, by number of the file
  for (const pack::FileRecord& file : pack.files()) {
    number_of_file.push_back(file.episode);
    const bool is_main = &file == pack.files().data() || (&file - 1)->episode != file.episode;
    if (is_main || file.episode >= episodes.size() || superseded[file.episode]) continue;
    const pack::EpisodeRecord& whole = episodes[file.episode];
    const ApartFile key{pack::episode_id(whole), pack::file_id(file)};
    if (file.kind != pack::FileRecordKind::Text || !apart_.contains(key)) continue;
    const auto own = static_cast<std::uint32_t>(&file - pack.files().data()) + 1;
    pack::EpisodeRecord record;
    const Id id = apart_id(key);
    record.id_high = id.high;
    record.id_low = id.low;
    record.content_high = file.id_high;
    record.content_low = file.id_low;
    record.show = whole.show;
    record.title = file.title;
    record.language = whole.language;
    record.source = file.path;
    record.tracks = whole.tracks;
    bool has_text = false;
    for (const pack::TrackRecord& track : pack.tracks(whole)) {
      if (track.file != own) continue;
      has_text = true;
      if (track.kind == pack::TrackKind::Chapters) record.chapters = whole.chapters;
      for (const pack::BlockRecord& block : pack.blocks(track))
        record.duration_ms = std::max({record.duration_ms, block.start_ms, block.end_ms});
    }
    if (!has_text) continue;
    number_of_file.back() = static_cast<std::uint32_t>(loaded.episode_count());
    loaded.apart.push_back({record, file.episode, key});
  }
  if (loaded.apart.empty()) return;
  const auto tracks = pack.tracks();
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const std::uint32_t file = tracks[i].file;
    if (file > 0 && file <= number_of_file.size())
      loaded.episodes_of_tracks[i] = number_of_file[file - 1];
  }
}

void Library::count_in_show(EpisodeRef ref, std::unordered_map<std::string, std::uint32_t>& rows) {
  LoadedPack& loaded = *packs_[ref.pack];
  const pack::Pack& pack = loaded.pack;
  const auto shows = pack.shows();
  const std::uint32_t number = record(ref).show;
  if (number >= shows.size()) return;
  if (loaded.show_rows[number] == UINT32_MAX) {
    const pack::ShowRecord& show = shows[number];
    const std::string_view title = pack.string(show.title);
    const auto [row, is_new] =
        rows.try_emplace(text::folded(title), static_cast<std::uint32_t>(shows_.size()));
    if (is_new) {
      shows_.push_back({});
      shows_.back().title = title;
      shows_.back().is_demo = loaded.is_demo;
    }
    ShowRow& merged = shows_[row->second];
    if (merged.author.empty()) merged.author = pack.string(show.author);
    if (merged.description.empty()) merged.description = pack.string(show.description);
    if (merged.language.empty()) merged.language = pack.string(show.language);
    if (merged.declared_episodes < 0) merged.declared_episodes = show.declared_episodes;
    loaded.show_rows[number] = row->second;
  }
  ShowRow& merged = shows_[loaded.show_rows[number]];
  ++merged.episodes;
  if (has_text(ref, pack::TrackKind::Transcript)) ++merged.with_transcript;
}

bool Library::has_text(EpisodeRef ref, pack::TrackKind kind) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const auto all = loaded.pack.tracks();
  return std::ranges::any_of(loaded.pack.tracks(record(ref)), [&](const pack::TrackRecord& track) {
    return track.kind == kind && track.text_size > 0 &&
           (loaded.apart.empty() ||
            loaded.episode_of(static_cast<std::uint32_t>(&track - all.data())) == ref.episode);
  });
}

std::vector<std::uint32_t> Library::documents(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const auto all = loaded.pack.tracks();
  std::vector<std::uint32_t> documents;
  for (const pack::TrackRecord& track : loaded.pack.tracks(record(ref))) {
    const auto number = static_cast<std::uint32_t>(&track - all.data());
    if (loaded.apart.empty() || loaded.episode_of(number) == ref.episode)
      documents.push_back(number);
  }
  return documents;
}

std::span<const pack::ChapterRecord> Library::chapters(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const auto chapters = loaded.pack.chapters(record(ref));
  if (loaded.apart.empty() || has_text(ref, pack::TrackKind::Chapters)) return chapters;
  // Chapters without titles have no track, and stay where they are.
  const bool is_elsewhere = std::ranges::any_of(
      loaded.pack.tracks(record(ref)),
      [](const pack::TrackRecord& track) { return track.kind == pack::TrackKind::Chapters; });
  return is_elsewhere ? std::span<const pack::ChapterRecord>() : chapters;
}

std::optional<ApartFile> Library::apart(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const std::size_t own = loaded.pack.episodes().size();
  if (ref.episode < own) return std::nullopt;
  return loaded.apart[ref.episode - own].key;
}

std::optional<Library::Source> Library::source(Id file) const {
  for (const auto& loaded : packs_) {
    if (const pack::SourceRecord* record = loaded->pack.source(file))
      return Source{&loaded->pack, record};
  }
  return std::nullopt;
}

std::vector<Id> Library::drop_unseen(const std::set<EpisodeVersion>& offered) {
  std::vector<Id> dropped;
  std::vector<bool> is_needed(packs_.size(), false);
  for (std::uint32_t number = 0; number < pack_count(); ++number) {
    const LoadedPack& loaded = *packs_[number];
    is_needed[number] = loaded.is_demo || !is_unseen(loaded);
    for (std::uint32_t e = 0; !is_needed[number] && e < loaded.episode_count(); ++e)
      is_needed[number] = offered.contains(version({number, e}));
  }
  std::size_t number = 0;
  std::erase_if(packs_, [&](const std::unique_ptr<LoadedPack>& loaded) {
    if (is_needed[number++]) return false;
    dropped.push_back(loaded->id);
    return true;
  });
  return dropped;
}

std::vector<Library::EpisodeRef> Library::hidden(const std::set<EpisodeVersion>& versions) const {
  std::vector<EpisodeRef> found;
  if (versions.empty()) return found;
  std::set<Id> told;
  for (std::uint32_t number = pack_count(); number-- > 0;) {
    for (std::uint32_t e = 0; e < packs_[number]->episode_count(); ++e) {
      const EpisodeRef ref{number, e};
      const EpisodeVersion version = this->version(ref);
      if (!versions.contains(version) || by_id_.contains(version.id)) continue;
      if (told.insert(version.id).second) found.push_back(ref);
    }
  }
  return found;
}

std::optional<Library::EpisodeRef> Library::find(Id id) const {
  const auto at = by_id_.find(id);
  if (at == by_id_.end()) return std::nullopt;
  return at->second;
}

const pack::EpisodeRecord& Library::record(EpisodeRef ref) const {
  return packs_[ref.pack]->episode(ref.episode);
}

EpisodeVersion Library::version(EpisodeRef ref) const {
  const pack::EpisodeRecord& episode = record(ref);
  return {{episode.id_high, episode.id_low}, {episode.content_high, episode.content_low}};
}

EpisodeRow Library::row(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const pack::EpisodeRecord& episode = record(ref);
  EpisodeRow row;
  row.id = pack::episode_id(episode);
  row.title = loaded.pack.string(episode.title);
  if (episode.show < loaded.show_rows.size() && loaded.show_rows[episode.show] < shows_.size()) {
    row.show = shows_[loaded.show_rows[episode.show]].title;
  }
  row.language = language(ref);
  row.date = episode.date;
  row.duration = episode.duration_ms < 0 ? kNoTime : episode.duration_ms;
  row.number = episode.number;
  row.has_notes = has_text(ref, pack::TrackKind::Notes);
  row.has_transcript = has_text(ref, pack::TrackKind::Transcript);
  row.has_chapters = !chapters(ref).empty();
  if (const auto key = apart(ref)) {
    row.apart_of = key->episode;
    row.apart_file = key->file;
  }
  row.has_audio = episode.audio_url.size > 0;
  row.listed_only = episode.kind == pack::EpisodeKind::Listed;
  return row;
}

std::string_view Library::language(EpisodeRef ref) const {
  const LoadedPack& loaded = *packs_[ref.pack];
  const pack::EpisodeRecord& episode = record(ref);
  if (episode.language.size > 0) return loaded.pack.string(episode.language);
  const auto all = loaded.pack.tracks();
  for (const std::uint32_t document : documents(ref)) {
    if (all[document].language.size > 0) return loaded.pack.string(all[document].language);
  }
  const auto shows = loaded.pack.shows();
  return episode.show < shows.size() ? loaded.pack.string(shows[episode.show].language)
                                     : std::string_view();
}

std::int32_t Library::show_row(std::string_view title) const {
  const auto at = std::ranges::find(shows_, title, &ShowRow::title);
  return at == shows_.end() ? -1 : static_cast<std::int32_t>(at - shows_.begin());
}

std::vector<Library::EpisodeRef> Library::visible(std::int32_t show) const {
  std::vector<EpisodeRef> refs;
  for (std::uint32_t p = 0; p < packs_.size(); ++p) {
    const LoadedPack& loaded = *packs_[p];
    for (std::uint32_t e = 0; e < loaded.visible_episodes.size(); ++e) {
      if (!loaded.visible_episodes[e]) continue;
      const std::uint32_t number = loaded.episode(e).show;
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

std::span<const search::Index* const> Library::indexes() const {
  for (const auto& loaded : packs_) {
    if (loaded->needs_index || loaded->pack.verify_index()) continue;
    loaded->index = search::Index();
    loaded->needs_index = true;
  }
  return indexes_;
}

bool Library::index_likely(const search::Query& query) const {
  (void)indexes();  // finds out which are damaged
  std::vector<Unindexed*> unindexed;
  for (const auto& loaded : packs_) {
    if (!loaded->needs_index) continue;
    if (!loaded->unindexed) loaded->unindexed = std::make_unique<Unindexed>(loaded->pack);
    unindexed.push_back(loaded->unindexed.get());
  }
  if (unindexed.empty()) return true;
  const bool has_all = app::index_likely(unindexed, query);
  for (const auto& loaded : packs_) {
    if (!loaded->needs_index) continue;
    const std::span<const std::byte> bytes = loaded->unindexed->index_bytes();
    const std::span<const std::byte> opened = loaded->index.bytes();
    // What is known of an index is known by its number, which opening it again would change.
    if (bytes.data() == opened.data() && bytes.size() == opened.size()) continue;
    loaded->index = search::Index::open(bytes).value_or(search::Index());
    loaded->leave_out_unseen();
    loaded->passage_times.clear();
  }
  return has_all;
}

std::size_t Library::damaged_blocks() const {
  std::size_t blocks = 0;
  for (const auto& loaded : packs_)
    blocks += loaded->pack.damaged_blocks();
  return blocks;
}

std::uint32_t Library::replaced_by(const LoadedPack& pack) const {
  const auto at = replaced_.find(&pack);
  return at == replaced_.end() ? 0 : at->second;
}

}  // namespace earshot::app
