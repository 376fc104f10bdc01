#include "shell/desktop/picker.h"

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

using Paths = std::vector<std::string>;

TEST(PickedPaths, AreTheLines) {
  EXPECT_EQ(picked_paths("/a/b.vtt\n/c d.srt\n"), (Paths{"/a/b.vtt", "/c d.srt"}));
}

TEST(PickedPaths, KeepALineBreakWithinAName) {
  EXPECT_EQ(picked_paths("/a\nb.vtt\n/c.srt"), (Paths{"/a\nb.vtt", "/c.srt"}));
}

TEST(PickedPaths, AreNoneWhereNothingWasPrinted) {
  EXPECT_EQ(picked_paths(""), Paths{});
  EXPECT_EQ(picked_paths("\n"), Paths{});
}

}  // namespace
}  // namespace earshot::shell
