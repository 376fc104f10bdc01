#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/pack_documents.h"
#include "app/same_line.h"
#include "app/unindexed.h"
#include "app/user_data.h"
#include "app/view.h"
#include "base/result.h"
#include "pack/pack.h"
#include "search/index.h"
#include "search/query.h"

namespace earshot::app {

/// A pack in memory with its views.
struct LoadedPack {
  PackBytes bytes;
  pack::Pack pack;
  search::Index index;
  Id id;
  bool is_demo = false;
  bool is_early = false;     ///< of an import that is under way: until its finished packs have it
  bool needs_index = false;  ///< its own is damaged, or of a version that is no longer read
  /// Without an index of its own: what `index` is of, once somebody has searched.
  std::unique_ptr<Unindexed> unindexed;
  /// An episode of one file that was put apart from the episode it was paired with. Its tracks are
  /// those of the pack's episode `of` that came from the file. Numbered after the pack's episodes.
  struct Apart {
    pack::EpisodeRecord record;
    std::uint32_t of = 0;
    ApartFile key;
  };
  std::vector<Apart> apart;                       ///< as of the last rebuild
  std::vector<std::uint32_t> episodes_of_tracks;  ///< as of the last rebuild
  std::vector<bool> visible_episodes;             ///< not removed, not replaced by a newer one
  std::vector<std::uint32_t> show_rows;           ///< of each of its shows, in Library::shows
  /// Start of each passage in ms (kNoTime where its line has none), filled for a document at first
  /// use.
  mutable std::vector<Millis> passage_times;
  mutable std::vector<bool> documents_with_times;
  mutable std::unique_ptr<SameLines> made_same_lines;  ///< `same_lines`, once asked for

  /// The pack's episodes and those that stand apart.
  std::size_t episode_count() const { return pack.episodes().size() + apart.size(); }
  const pack::EpisodeRecord& episode(std::uint32_t number) const {
    const auto own = pack.episodes();
    return number < own.size() ? own[number] : apart[number - own.size()].record;
  }
  /// The number of the episode that a track belongs to; no episode's where there is no such track.
  /// Asked for every hit of a search.
  std::uint32_t episode_of(std::uint32_t document) const {
    return document < episodes_of_tracks.size() ? episodes_of_tracks[document] : UINT32_MAX;
  }

  /// Tells `index` which documents are of no visible episode, as of the last rebuild.
  void leave_out_unseen();
  /// Of what is in `index` now. Made when it is first asked for.
  const SameLines& same_lines() const;
  /// Of a passage of `document`.
  Millis passage_time(std::uint32_t document, std::uint32_t passage) const;
};

/// The block that holds `offset_in_text`: the last one that begins at or before it; -1 where none
/// does.
std::int32_t block_at(std::span<const pack::BlockRecord> blocks, std::uint32_t offset_in_text);

TrackView track_view(const pack::Pack& pack, const pack::TrackRecord& track);

/// All packs and what of them is to be seen: of two versions of an episode the newer pack's wins,
/// unless only the older one has a transcript; and what the user removed is left out.
class Library {
 public:
  /// Opens a pack and puts it last, as the newest. Fails with: Damaged, NewerVersion.
  Result<const LoadedPack*> add(PackBytes bytes, bool is_demo);
  /// As `add`, for a pack that is only to be seen until `drop_early`.
  Result<const LoadedPack*> add_early(PackBytes bytes);
  /// Drops from memory those of which a newer pack has everything (as of the last rebuild), or all.
  /// True where there were such: counts from the next rebuild on, and numbers of packs are others.
  enum class Early : std::uint8_t { Replaced, All };
  bool drop_early(Early which);
  /// Puts one pack in place of `packs`, which stand side by side; counts from the next rebuild on.
  /// Null where they do not (any more), or the bytes are no pack: nothing changes then.
  const LoadedPack* replace(std::span<const Id> packs, PackBytes bytes);
  /// Puts packs into the order in which they came, the newest last; packs that `order` does not
  /// name come first.
  void arrange(std::span<const Id> order);
  /// The files that stand apart; counts from the next rebuild on.
  void put_apart(std::set<ApartFile> apart) { apart_ = std::move(apart); }
  /// Recomputes what is to be seen.
  void rebuild(const std::set<EpisodeVersion>& removed);
  /// Packs of which nothing is to be seen, nor may be seen again as one of `offered`, the demo's
  /// excepted; they are dropped from memory.
  std::vector<Id> drop_unseen(const std::set<EpisodeVersion>& offered);

  struct EpisodeRef {
    std::uint32_t pack = 0, episode = 0;
  };
  std::optional<EpisodeRef> find(Id id) const;
  const LoadedPack& pack(std::uint32_t number) const { return *packs_[number]; }
  std::uint32_t pack_count() const { return static_cast<std::uint32_t>(packs_.size()); }
  bool has_pack(Id id) const {
    return std::ranges::any_of(packs_, [id](const auto& pack) { return pack->id == id; });
  }
  const pack::EpisodeRecord& record(EpisodeRef ref) const;
  EpisodeVersion version(EpisodeRef ref) const;
  EpisodeRow row(EpisodeRef ref) const;
  /// The tag that the episode says, else its first text that says one, else its show; empty: none.
  std::string_view language(EpisodeRef ref) const;
  /// The tracks of an episode, by document number.
  std::vector<std::uint32_t> documents(EpisodeRef ref) const;
  std::span<const pack::ChapterRecord> chapters(EpisodeRef ref) const;
  /// The pairing that was undone to make this episode; nothing for the others.
  std::optional<ApartFile> apart(EpisodeRef ref) const;
  /// A kept source: its pack and record; nothing where none is kept.
  struct Source {
    const pack::Pack* pack = nullptr;
    const pack::SourceRecord* record = nullptr;
  };
  std::optional<Source> source(Id file) const;

  std::span<const ShowRow> shows() const { return shows_; }
  /// Of the episodes of which nothing is to be seen, those with one of `versions`, each in its
  /// newest; as of the last rebuild.
  std::vector<EpisodeRef> hidden(const std::set<EpisodeVersion>& versions) const;
  std::int32_t show_row(std::string_view title) const;  ///< -1 where there is none
  /// What is to be seen, in the order of packs; `show` a row of `shows` or kAllShows.
  std::vector<EpisodeRef> visible(std::int32_t show) const;
  bool empty() const { return by_id_.empty(); }
  /// The versions of this episode that a newer one hides, as of the last rebuild.
  std::span<const EpisodeVersion> hidden_by(Id id) const;
  /// How many episodes of the newest pack took the place of an older version, as of the last
  /// rebuild.
  std::uint32_t replaced_by(const LoadedPack& pack) const;
  /// How many blocks of its packs were touched and found damaged.
  std::size_t damaged_blocks() const;
  /// Before a search for `query`: gives the packs that have no index of their own one of the texts
  /// in which it is likely to be found (`app::index_likely`). False where that is not all of them.
  bool index_likely(const search::Query& query) const;
  /// What to search in, by number of the pack. Verifies each at the first call: one that is damaged
  /// is empty from then on, until `index_likely`.
  std::span<const search::Index* const> indexes() const;
  /// What the packs say about their tracks, for searching the indexes; as of the last rebuild.
  const PackDocuments& documents_of_indexes() const { return pack_documents_; }

 private:
  struct IdHash {
    std::size_t operator()(const Id& id) const { return static_cast<std::size_t>(id.low); }
  };
  void count_in_show(EpisodeRef ref, std::unordered_map<std::string, std::uint32_t>& rows);
  bool has_text(EpisodeRef ref, pack::TrackKind kind) const;
  void add_apart(LoadedPack& loaded, const std::vector<bool>& superseded);
  bool is_version(EpisodeRef newer, EpisodeRef older) const;
  /// Of each episode the version that is to be seen: the newest, unless it has lost the transcript
  /// that an older one has.
  std::unordered_map<Id, EpisodeRef, IdHash> versions_to_see(
      const std::set<EpisodeVersion>& removed) const;

  std::vector<std::unique_ptr<LoadedPack>> packs_;
  std::vector<const search::Index*> indexes_;
  PackDocuments pack_documents_;
  std::unordered_map<Id, EpisodeRef, IdHash> by_id_;
  std::vector<ShowRow> shows_;
  std::set<ApartFile> apart_;
  std::unordered_map<const LoadedPack*, std::uint32_t> replaced_;
  std::unordered_map<Id, std::vector<EpisodeVersion>, IdHash> hidden_;
};

}  // namespace earshot::app
