#include "shell/common/stored_episodes.h"

#include <utility>

#include "pack/versions.h"
#include "shell/common/library_packs.h"

namespace earshot::shell {

StoredEpisodes::StoredEpisodes(const LibraryStore& store) {
  std::vector<Error> errors;
  stored_ = store.load_packs(errors);
  std::vector<PackEntry> entries;
  for (const StoredPack& one : stored_) {
    auto found = pack::Pack::open(one.file.bytes());
    if (!found || !found->verify()) continue;
    packs_.push_back(*std::move(found));
    entries.push_back(one.entry);
  }
  is_any_lost_ = !errors.empty() || packs_.size() != stored_.size();
  std::vector<const pack::Pack*> pointers;
  for (const pack::Pack& pack : packs_)
    pointers.push_back(&pack);
  const auto replaced = replaced_episodes(pointers, entries);
  for (std::size_t i = 0; i < packs_.size(); ++i) {
    const auto episodes = packs_[i].episodes();
    for (std::uint32_t number = 0; number < episodes.size(); ++number) {
      const Id id = pack::episode_id(episodes[number]);
      ids_.insert(id);
      if (!replaced[i][number]) seen_[id] = {i, number};
    }
  }
}

bool StoredEpisodes::has_same(const pack::Pack& of_one, std::span<const Id> lists) const {
  const auto episodes = of_one.episodes();
  if (episodes.size() != 1) return false;
  const auto at = seen_.find(pack::episode_id(episodes[0]));
  if (at == seen_.end()) return false;
  const auto& [number_of_pack, number] = at->second;
  const pack::Pack& stored = packs_[number_of_pack];
  return pack::is_same_episode(stored, number, of_one, 0, lists) ||
         pack::stays_beside_newer(stored, stored.episodes()[number], of_one, episodes[0]);
}

}  // namespace earshot::shell
