#include "shell/common/library_packs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "import/merge.h"
#include "pack/merge_plan.h"
#include "pack/versions.h"
#include "search/index.h"

namespace earshot::shell {
namespace {

/// A library's packs, oldest first; those that cannot be opened are empty.
struct OpenPacks {
  std::vector<PackEntry> entries;
  std::vector<FileBytes> files;
  std::vector<pack::Pack> packs;

  std::vector<std::vector<bool>> replaced() const {
    std::vector<const pack::Pack*> pointers;
    for (const pack::Pack& pack : packs)
      pointers.push_back(&pack);
    return replaced_episodes(pointers, entries);
  }
};

OpenPacks open_packs(const LibraryStore& store, const Manifest& manifest) {
  OpenPacks out;
  for (const PackEntry& entry : manifest.packs) {
    out.entries.push_back(entry);
    out.files.push_back(FileBytes::open(store.pack_path(entry.id)).value_or(FileBytes()));
    out.packs.push_back(pack::Pack::open(out.files.back().bytes()).value_or(pack::Pack()));
  }
  return out;
}

/// What to write anew; `left_alone` are packs that were found damaged.
std::optional<pack::MergePlan> plan(const OpenPacks& open, const std::set<Id>& left_alone) {
  std::vector<pack::MergeCandidate> candidates;
  for (std::size_t i = 0; i < open.packs.size(); ++i) {
    const bool can_merge =
        !open.packs[i].bytes().empty() && !left_alone.contains(open.entries[i].id);
    if (can_merge && !search::Index::open(open.packs[i].index_bytes()))
      return pack::MergePlan{i, 1};
    // What is merged takes the import of its newest part; no older pack of an import that a part
    // came from may be left behind, because packs of one import do not replace each other.
    const bool can_begin =
        i == 0 || open.entries[i - 1].import_number != open.entries[i].import_number;
    candidates.push_back(
        {.bytes = open.files[i].bytes().size(), .can_merge = can_merge, .can_begin = can_begin});
  }
  return pack::plan_merge(candidates);
}

/// Sources of episodes that are left out, and of no others.
std::vector<Id> needless_sources(const OpenPacks& open,
                                 const std::vector<std::vector<bool>>& replaced) {
  std::set<Id> needed;
  std::set<Id> of_replaced;
  for (std::size_t i = 0; i < open.packs.size(); ++i) {
    for (const pack::FileRecord& file : open.packs[i].files()) {
      const bool is_replaced = file.episode < replaced[i].size() && replaced[i][file.episode];
      (is_replaced ? of_replaced : needed).insert(pack::file_id(file));
    }
  }
  std::vector<Id> needless;
  std::ranges::set_difference(of_replaced, needed, std::back_inserter(needless));
  return needless;
}

Result<std::vector<std::byte>> merge(const OpenPacks& open, pack::MergePlan plan) {
  const auto replaced = open.replaced();
  std::vector<import::MergePart> parts;
  for (std::size_t i = plan.first; i < plan.first + plan.count; ++i) {
    import::MergePart part{.pack = &open.packs[i], .left_out = {}};
    for (std::uint32_t number = 0; number < replaced[i].size(); ++number) {
      if (replaced[i][number]) part.left_out.push_back(number);
    }
    parts.push_back(std::move(part));
  }
  return import::merge_packs(parts, needless_sources(open, replaced));
}

}  // namespace

std::vector<std::vector<bool>> replaced_episodes(std::span<const pack::Pack* const> packs,
                                                 std::span<const PackEntry> entries) {
  std::vector<std::vector<bool>> replaced(packs.size());
  struct Place {
    std::size_t pack = 0, number = 0;
  };
  std::map<Id, Place> seen;
  struct Later {
    const pack::Pack* pack;
    const pack::EpisodeRecord* episode;
  };
  std::map<std::string_view, Later> sources;  // of later imports than the pack at hand
  std::vector<std::pair<std::string_view, Later>> of_this_import;
  for (std::size_t i = packs.size(); i-- > 0;) {
    const pack::Pack& pack = *packs[i];
    if (i + 1 < packs.size() && entries[i].import_number != entries[i + 1].import_number) {
      sources.insert(of_this_import.begin(), of_this_import.end());
      of_this_import.clear();
    }
    const auto episodes = pack.episodes();
    replaced[i].resize(episodes.size());
    for (std::size_t number = 0; number < episodes.size(); ++number) {
      const pack::EpisodeRecord& episode = episodes[number];
      if (!pack::episode_id(episode).valid()) {  // damaged: nothing to be seen of it
        replaced[i][number] = true;
        continue;
      }
      const bool is_full = episode.kind != pack::EpisodeKind::Listed;
      const auto [known, is_new] = seen.try_emplace(pack::episode_id(episode), Place{i, number});
      const Place newer = known->second;
      const auto later = is_full ? sources.find(pack.string(episode.source)) : sources.end();
      const bool is_edited =
          later != sources.end() &&
          pack::is_version_of(*later->second.pack, *later->second.episode, pack, episode);
      replaced[i][number] = !is_new || is_edited;
      const bool stays = !is_new && !is_edited && newer.pack != i &&
                         pack::stays_beside_newer(pack, episode, *packs[newer.pack],
                                                  packs[newer.pack]->episodes()[newer.number]);
      if (stays) {
        replaced[i][number] = false;
        replaced[newer.pack][newer.number] = true;
        known->second = {i, number};
      }
      if (!is_full) continue;
      for (const pack::TrackRecord& track : pack.tracks(episode)) {
        const std::string_view source = pack.string(track.source);
        if (!source.empty()) of_this_import.push_back({source, {&pack, &episode}});
      }
    }
  }
  return replaced;
}

std::size_t drop_replaced_packs(const LibraryStore& store, Manifest& manifest) {
  const OpenPacks open = open_packs(store, manifest);
  const auto replaced = open.replaced();
  std::size_t dropped = 0;
  for (std::size_t i = 0; i < open.packs.size(); ++i) {
    const bool is_seen = std::ranges::find(replaced[i], false) != replaced[i].end();
    if (is_seen || replaced[i].empty() || !open.packs[i].verify()) continue;
    std::erase_if(manifest.packs,
                  [&](const PackEntry& entry) { return entry.id == open.entries[i].id; });
    ++dropped;
  }
  return dropped;
}

Result<Tidied> tidy_packs(LibraryStore& store) {
  Tidied tidied;
  std::set<Id> left_alone;
  // Every turn leaves fewer packs, or fewer to look at.
  for (std::size_t turns = 2 * store.manifest().packs.size(); turns > 0; --turns) {
    const OpenPacks open = open_packs(store, store.manifest());
    const auto found = plan(open, left_alone);
    if (!found) break;
    const auto merged = merge(open, *found);
    if (!merged) {  // what is damaged stays as it is, and `verify` tells
      for (std::size_t i = found->first; i < found->first + found->count; ++i) {
        if (found->count == 1 || !open.packs[i].verify()) left_alone.insert(open.entries[i].id);
      }
      continue;
    }
    std::vector<Id> replaced;
    for (std::size_t i = found->first; i < found->first + found->count; ++i)
      replaced.push_back(open.entries[i].id);
    const auto id = store.replace_packs(*merged, replaced);
    if (!id) return std::unexpected(id.error());
    left_alone.insert(found->count == 1 ? *id : Id{});
    tidied.packs_merged += found->count;
    ++tidied.packs_written;
    tidied.pack_bytes += merged->size();
  }
  return tidied;
}

}  // namespace earshot::shell
