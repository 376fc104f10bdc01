#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "base/hash.h"
#include "pack/pack.h"
#include "shell/common/library_store.h"

namespace earshot::shell {

/// The episodes of a library's whole packs. Making it reads and verifies every pack once, at the
/// speed of its checksums: an import is when what is lost can be brought back, and nothing else
/// would notice in time.
class StoredEpisodes {
 public:
  explicit StoredEpisodes(const LibraryStore& store);

  /// A pack is gone or damaged.
  bool is_any_lost() const { return is_any_lost_; }
  bool has(Id episode) const { return ids_.contains(episode); }
  /// Is the one episode of `of_one` to be seen already as it is, or one that it would not replace?
  /// `lists` as in `pack::is_same_episode`.
  bool has_same(const pack::Pack& of_one, std::span<const Id> lists) const;

 private:
  struct Place {
    std::size_t pack = 0;
    std::uint32_t number = 0;
  };
  std::vector<StoredPack> stored_;
  std::vector<pack::Pack> packs_;  // the whole ones
  std::set<Id> ids_;
  std::map<Id, Place> seen_;  // in the version that is to be seen
  bool is_any_lost_ = false;
};

}  // namespace earshot::shell
