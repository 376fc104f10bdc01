#include "text/line_break.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace earshot::text {
namespace {

std::vector<std::uint32_t> breaks(std::string_view text, std::string_view language = "") {
  std::vector<std::uint32_t> offsets_in_text = {99};
  line_break_opportunities(text, language, offsets_in_text);
  return offsets_in_text;
}

using Offsets = std::vector<std::uint32_t>;

TEST(LineBreak, ComesAfterSpacesAndHyphensNotTheEnd) {
  EXPECT_EQ(breaks("one two-three four"), (Offsets{4, 8, 14}));
  EXPECT_EQ(breaks(""), Offsets{});
}

TEST(LineBreak, NeverComesBeforePunctuationOrAtANoBreakSpace) {
  EXPECT_EQ(breaks("(a) b\u00A0c, d!"), (Offsets{4, 10}));
}

TEST(LineBreak, ComesBetweenHanButNotBeforeTheirFullStop) {
  EXPECT_EQ(breaks("日本。"), (Offsets{3}));
}

TEST(LineBreak, TakesAnyLanguageTag) {
  EXPECT_EQ(breaks("a b", "x-a-tag-longer-than-any-table"), (Offsets{2}));
}

}  // namespace
}  // namespace earshot::text
