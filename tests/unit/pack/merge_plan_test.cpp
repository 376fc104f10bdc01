#include "pack/merge_plan.h"

#include <gtest/gtest.h>

#include <vector>

namespace earshot::pack {
namespace {

constexpr std::uint64_t kTiny = 100'000;

std::vector<MergeCandidate> candidates(std::vector<std::uint64_t> sizes) {
  std::vector<MergeCandidate> packs;
  for (const std::uint64_t size : sizes)
    packs.push_back({.bytes = size});
  return packs;
}

TEST(MergePlan, LeavesAFewSmallPacksAlone) {
  EXPECT_FALSE(plan_merge({}));
  EXPECT_FALSE(plan_merge(candidates(std::vector<std::uint64_t>(kMaxSmallPacks, kTiny))));
}

TEST(MergePlan, TakesTheLongestRunOfSmallPacks) {
  std::vector<std::uint64_t> sizes(3, kTiny);
  sizes.push_back(kSmallPackBytes);
  sizes.insert(sizes.end(), kMaxSmallPacks + 1, kTiny);
  const auto plan = plan_merge(candidates(sizes));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->first, 4u);
  EXPECT_EQ(plan->count, kMaxSmallPacks + 1);
}

TEST(MergePlan, LeavesLargePacksAlone) {
  EXPECT_FALSE(plan_merge(candidates(std::vector<std::uint64_t>(30, kSmallPackBytes))));
}

TEST(MergePlan, StopsAtTheSizeOfAMergedPack) {
  const std::uint64_t size = kMergedPackBytes / (kMaxSmallPacks + 2);
  const auto plan = plan_merge(candidates(std::vector<std::uint64_t>(30, size)));
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->count, kMaxSmallPacks + 2);
  EXPECT_LE(plan->count * size, kMergedPackBytes);
}

TEST(MergePlan, DoesNotBeginOrGoThroughWhereItMayNot) {
  auto packs = candidates(std::vector<std::uint64_t>(2 * kMaxSmallPacks + 2, kTiny));
  packs[0].can_begin = false;
  packs[kMaxSmallPacks + 1].can_merge = false;
  const auto plan = plan_merge(packs);
  EXPECT_FALSE(plan);
  packs[kMaxSmallPacks + 1].can_merge = true;
  EXPECT_EQ(plan_merge(packs)->first, 1u);
}

// What a library costs that grows by one episode a day: how often a byte is written again.
TEST(MergePlan, WritesAByteAFewTimesOnly) {
  std::vector<std::uint64_t> sizes;
  std::uint64_t added = 0;
  std::uint64_t written = 0;
  for (int day = 0; day < 2000; ++day) {
    sizes.push_back(200'000);
    added += sizes.back();
    written += sizes.back();
    while (const auto plan = plan_merge(candidates(sizes))) {
      std::uint64_t merged = 0;
      for (std::size_t i = 0; i < plan->count; ++i)
        merged += sizes[plan->first + i];
      const auto first = sizes.begin() + static_cast<std::ptrdiff_t>(plan->first);
      sizes.erase(first + 1, first + static_cast<std::ptrdiff_t>(plan->count));
      *first = merged;
      written += merged;
    }
  }
  EXPECT_LE(sizes.size(), added / kSmallPackBytes + kMaxSmallPacks);
  EXPECT_LE(written, 6 * added);
}

}  // namespace
}  // namespace earshot::pack
