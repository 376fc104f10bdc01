#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/user_data.h"
#include "app/view.h"
#include "base/result.h"
#include "pack/pack.h"
#include "search/index.h"

namespace earshot::app {

/// A pack in memory with its views.
struct LoadedPack {
  PackBytes bytes;
  pack::Pack pack;
  search::Index index;
  Id id;
  bool is_demo = false;
  std::vector<bool> visible_episodes;    ///< not removed, not replaced by a newer one
  std::vector<std::uint32_t> show_rows;  ///< of each of its shows, in Library::shows
  /// Start of each passage in ms (kNoTime where its line has none), filled for a document at first
  /// use.
  mutable std::vector<Millis> passage_times;
  mutable std::vector<bool> documents_with_times;

  /// Of a passage of `document`.
  Millis passage_time(std::uint32_t document, std::uint32_t passage) const;
};

/// The block that holds `offset_in_text`: the last one that begins at or before it; -1 where none
/// does.
std::int32_t block_at(std::span<const pack::BlockRecord> blocks, std::uint32_t offset_in_text);

TrackView track_view(const pack::Pack& pack, const pack::TrackRecord& track);

/// All packs and what of them is to be seen: of two versions of an episode the newer pack's wins,
/// and what the user removed is left out.
class Library {
 public:
  /// Opens a pack and puts it last, as the newest. Fails with: Damaged, NewerVersion.
  Result<const LoadedPack*> add(PackBytes bytes, bool is_demo);
  /// Puts packs into the order in which they came, the newest last; packs that `order` does not
  /// name come first.
  void arrange(std::span<const Id> order);
  /// Recomputes what is to be seen.
  void rebuild(const std::set<EpisodeVersion>& removed);
  /// Packs of which nothing is to be seen, the demo's excepted; they are dropped from memory.
  std::vector<Id> drop_unseen();

  struct EpisodeRef {
    std::uint32_t pack = 0, episode = 0;
  };
  std::optional<EpisodeRef> find(Id id) const;
  const LoadedPack& pack(std::uint32_t number) const { return *packs_[number]; }
  std::uint32_t pack_count() const { return static_cast<std::uint32_t>(packs_.size()); }
  const pack::EpisodeRecord& record(EpisodeRef ref) const;
  EpisodeVersion version(EpisodeRef ref) const;
  EpisodeRow row(EpisodeRef ref) const;

  std::span<const ShowRow> shows() const { return shows_; }
  std::int32_t show_row(std::string_view title) const;  ///< -1 where there is none
  /// What is to be seen, in the order of packs; `show` a row of `shows` or kAllShows.
  std::vector<EpisodeRef> visible(std::int32_t show) const;
  bool empty() const { return by_id_.empty(); }
  /// The versions of this episode that a newer one hides, as of the last rebuild.
  std::span<const EpisodeVersion> hidden_by(Id id) const;
  /// How many episodes of the newest pack took the place of an older version, as of the last
  /// rebuild.
  std::uint32_t replaced_by(const LoadedPack& pack) const;
  std::span<const search::Index* const> indexes() const { return indexes_; }

 private:
  struct IdHash {
    std::size_t operator()(const Id& id) const { return static_cast<std::size_t>(id.low); }
  };
  bool is_version(EpisodeRef newer, EpisodeRef older) const;

  std::vector<std::unique_ptr<LoadedPack>> packs_;
  std::vector<const search::Index*> indexes_;
  std::unordered_map<Id, EpisodeRef, IdHash> by_id_;
  std::vector<ShowRow> shows_;
  std::unordered_map<const LoadedPack*, std::uint32_t> replaced_;
  std::unordered_map<Id, std::vector<EpisodeVersion>, IdHash> hidden_;
};

}  // namespace earshot::app
