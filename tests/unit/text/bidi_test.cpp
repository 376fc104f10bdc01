#include "text/bidi.h"

#include <gtest/gtest.h>

#include <string>

namespace earshot::text {
namespace {

std::string levels_of(std::string_view text) {
  BidiText bidi;
  resolve_bidi(text, bidi);
  std::string seen;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) continue;
    seen += static_cast<char>('0' + bidi.level_at(static_cast<std::uint32_t>(at)));
  }
  return seen;
}

TEST(Bidi, LeavesTextOfOneDirectionAlone) {
  BidiText bidi;
  resolve_bidi("Plain \u00E9 \u03B1 \u044F \u4E2D", bidi);
  EXPECT_TRUE(bidi.levels.empty());
  EXPECT_TRUE(bidi.paragraphs.empty());
}

TEST(Bidi, NestsHebrewInEnglish) {
  EXPECT_EQ(levels_of("a (\u05D0\u05D1) b"), "00011000");
}

TEST(Bidi, NestsNumbersInArabic) {
  EXPECT_EQ(levels_of("\u0627\u0628 12 \u062C"), "1112211");
}

TEST(Bidi, LetsTheFirstStrongLetterOfEachParagraphDecide) {
  BidiText bidi;
  resolve_bidi("one \u05D0\n\u05D1 two\n", bidi);
  ASSERT_EQ(bidi.paragraphs.size(), 2U);
  EXPECT_EQ(bidi.base_at(0), 0);
  EXPECT_EQ(bidi.base_at(8), 1);
}

TEST(Bidi, PassesOverSignsAndIsolatesToTheFirstStrongLetter) {
  EXPECT_TRUE(first_strong_runs_left("12 \u2014 \u2066abc\u2069 \u05D0 abc"));
  EXPECT_FALSE(first_strong_runs_left("12 abc \u05D0"));
  EXPECT_FALSE(first_strong_runs_left("12\n\u05D0"));
}

TEST(Bidi, SeesWhatDirectsWithoutLetters) {
  EXPECT_TRUE(may_run_left("\u202Eabc"));
  EXPECT_TRUE(may_run_left("\u2067abc\u2069"));
  EXPECT_TRUE(may_run_left("\U0001E900"));
  EXPECT_FALSE(may_run_left("\u2014 \u2026 \u0915 \uFF01"));
}

TEST(Bidi, OrdersALineFromLeftToRight) {
  const std::vector<BidiLevel> levels = {0, 1, 1, 2, 2, 1, 0};
  std::vector<std::uint32_t> order;
  visual_order(levels, order);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 5, 3, 4, 2, 1, 6}));
}

}  // namespace
}  // namespace earshot::text
