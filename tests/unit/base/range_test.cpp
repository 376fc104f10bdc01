#include "base/range.h"

#include <gtest/gtest.h>

#include "base/budget.h"

namespace earshot {
namespace {

TEST(Range, ASliceNeverLeavesTheText) {
  EXPECT_EQ(slice("abc", {1, 2}), "b");
  EXPECT_EQ(slice("abc", {1, 99}), "bc");
  EXPECT_EQ(slice("abc", {9, 99}), "");
  EXPECT_EQ(slice("abc", {2, 1}), "");
}

TEST(Range, ARangeThatEndsBeforeItBeginsIsEmpty) {
  EXPECT_EQ((Range{5, 3}.size()), 0u);
  EXPECT_TRUE((Range{5, 3}.empty()));
}

TEST(Budget, RefusesWhatIsMoreThanIsLeftAndIsThenSpent) {
  Budget budget(3);
  EXPECT_TRUE(budget.spend(2));
  EXPECT_FALSE(budget.spend(2));
  EXPECT_TRUE(budget.exhausted());
}

}  // namespace
}  // namespace earshot
