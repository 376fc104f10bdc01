#pragma once

#include <optional>
#include <set>

#include "app/effect.h"
#include "app/library.h"
#include "app/user_data.h"
#include "base/hash.h"

namespace earshot::app {

/// What of the library is to be merged next (pack/merge_plan.h), or which pack is to be given a new
/// index; nothing where its packs are few enough. As of the last rebuild. Episodes that a newer
/// pack replaces are left out; without `may_leave_out` packs with such episodes are not merged.
/// `left_alone` are packs that could not be merged. Linear in episodes and files.
std::optional<MergePacks> plan_merge(const Library& library,
                                     const std::set<EpisodeVersion>& removed, bool may_leave_out,
                                     const std::set<Id>& left_alone);

}  // namespace earshot::app
