#include "app/merging.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "pack/merge_plan.h"

namespace earshot::app {
namespace {

/// The pack's own episodes that are not to be seen, and not because the user removed them.
std::vector<std::uint32_t> replaced_in(const LoadedPack& loaded,
                                       const std::set<EpisodeVersion>& removed) {
  std::vector<std::uint32_t> numbers;
  const auto episodes = loaded.pack.episodes();
  for (std::uint32_t number = 0; number < episodes.size(); ++number) {
    const pack::EpisodeRecord& record = episodes[number];
    const EpisodeVersion version{pack::episode_id(record),
                                 {record.content_high, record.content_low}};
    if (!loaded.visible_episodes[number] && !removed.contains(version)) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

std::optional<MergePacks> plan_merge(const Library& library,
                                     const std::set<EpisodeVersion>& removed, bool may_leave_out,
                                     const std::set<Id>& left_alone) {
  std::vector<pack::MergeCandidate> candidates;
  std::vector<std::vector<std::uint32_t>> replaced;
  for (std::uint32_t number = 0; number < library.pack_count(); ++number) {
    const LoadedPack& loaded = library.pack(number);
    replaced.push_back(replaced_in(loaded, removed));
    const bool can_merge = !loaded.is_demo && !left_alone.contains(loaded.id) &&
                           (may_leave_out || replaced.back().empty());
    candidates.push_back({.bytes = loaded.bytes.size(), .can_merge = can_merge});
  }
  auto plan = pack::plan_merge(candidates);
  for (std::uint32_t number = 0; number < library.pack_count(); ++number) {
    // It may be large: what counts is that it is found again.
    if (library.pack(number).needs_index && candidates[number].can_merge)
      plan = pack::MergePlan{number, 1};
  }
  if (!plan) return std::nullopt;

  MergePacks order;
  std::set<Id> needed;
  std::set<Id> of_replaced;
  for (std::uint32_t number = 0; number < library.pack_count(); ++number) {
    const LoadedPack& loaded = library.pack(number);
    for (const pack::FileRecord& file : loaded.pack.files()) {
      const bool is_replaced = std::ranges::binary_search(replaced[number], file.episode);
      (is_replaced ? of_replaced : needed).insert(pack::file_id(file));
    }
    if (number < plan->first || number >= plan->first + plan->count) continue;
    order.parts.push_back({loaded.id, loaded.bytes, std::move(replaced[number])});
  }
  std::ranges::set_difference(of_replaced, needed, std::back_inserter(order.left_out_sources));
  return order;
}

}  // namespace earshot::app
