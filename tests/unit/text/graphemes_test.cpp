#include "text/graphemes.h"

#include <gtest/gtest.h>

namespace earshot::text {
namespace {

std::vector<std::uint32_t> begins(std::string_view text) {
  std::vector<std::uint32_t> found;
  grapheme_begins(text, found);
  return found;
}

using Begins = std::vector<std::uint32_t>;

TEST(Graphemes, KeepConjunctsTogether) {
  EXPECT_EQ(begins("\u0915\u094D\u0937\u092F"), (Begins{0, 9}));     // ksha, ya
  EXPECT_EQ(begins("\u0C1C\u0C4D\u0C1E"), (Begins{0}));              // jnya
  EXPECT_EQ(begins("\u0915\u094D\u200D\u0937"), (Begins{0}));        // with a joiner
  EXPECT_EQ(begins("\u0915\u094D\u0915\u094D\u0915"), (Begins{0}));  // three
}

TEST(Graphemes, LeaveConsonantsWithoutAViramaApart) {
  EXPECT_EQ(begins("\u0915\u0937"), (Begins{0, 3}));
  EXPECT_EQ(begins("\u0915\u094D \u0937"), (Begins{0, 6, 7}));
  EXPECT_EQ(begins("\u0B95\u0BCD\u0BB7"), (Begins{0, 6}));  // Tamil shows its virama
}

TEST(Graphemes, AreLinearInARowOfViramas) {
  std::string text = "\u0915";
  for (int count = 0; count < 20'000; ++count)
    text += "\u094D";
  EXPECT_EQ(begins(text + "\u0937").size(), 1U);
}

TEST(Graphemes, KeepFamiliesAndFlagsTogether) {
  EXPECT_EQ(begins("\U0001F469\u200D\U0001F467\U0001F1EF\U0001F1F5\U0001F1E7\U0001F1F7").size(),
            3U);
}

}  // namespace
}  // namespace earshot::text
