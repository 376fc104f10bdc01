// The machine's own fonts. What is installed differs: a test whose letters no font here has is
// skipped.
#include "shell/desktop/system_glyphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "text/graphemes.h"

namespace earshot::shell {
namespace {

class MachineGlyphsTest : public testing::Test {
 protected:
  void SetUp() override {
    glyphs_ = make_system_glyphs();
    if (glyphs_ == nullptr) GTEST_SKIP() << "EARSHOT_TEST_SKIPPED: built without fontconfig";
  }
  /// Advances of the text's clusters; empty where no font has it.
  std::vector<float> measure(std::string_view text, bool runs_left = false,
                             ui::FontRole font = ui::FontRole::Regular) {
    std::vector<std::uint32_t> begins;
    text::grapheme_begins(text, begins);
    std::vector<float> advances(begins.size());
    if (!glyphs_->measure({.text = text, .font = font, .runs_left = runs_left}, begins, advances))
      advances.clear();
    return advances;
  }
  ui::SystemPicture draw(std::string_view text, float size, bool runs_left = false) {
    ui::SystemPicture picture;
    EXPECT_TRUE(glyphs_->draw({.text = text, .runs_left = runs_left}, size, picture));
    EXPECT_EQ(picture.rgba.size(), static_cast<std::size_t>(picture.width) *
                                       static_cast<std::size_t>(picture.height) * 4);
    return picture;
  }
  static float sum(const std::vector<float>& advances) {
    return std::accumulate(advances.begin(), advances.end(), 0.0F);
  }
  static float ink(const ui::SystemPicture& picture) {
    float covered = 0;
    for (std::size_t at = 3; at < picture.rgba.size(); at += 4)
      covered += static_cast<float>(picture.rgba[at]) / 255;
    return covered;
  }

  std::unique_ptr<ui::SystemGlyphs> glyphs_;
};

#define SKIP_WITHOUT(text)                         \
  if (measure(text).empty()) {                     \
    GTEST_SKIP() << "no font here has " << (text); \
  }

TEST_F(MachineGlyphsTest, SayWhatNoFontHas) {
  EXPECT_TRUE(measure("\u0378").empty());  // unassigned
}

TEST_F(MachineGlyphsTest, AreAsWideAsTheyAreDrawn) {
  SKIP_WITHOUT("\u05E9\u05DC\u05D5\u05DD");
  const float ems = sum(measure("\u05E9\u05DC\u05D5\u05DD", true));
  const ui::SystemPicture picture = draw("\u05E9\u05DC\u05D5\u05DD", 64, true);
  EXPECT_NEAR(static_cast<float>(picture.width), ems * 64, 12);
  EXPECT_LT(picture.top, -20);  // stands on the baseline
  EXPECT_FALSE(picture.is_coloured);
  EXPECT_GT(ink(picture), 100);
}

TEST_F(MachineGlyphsTest, PutTheFirstLetterOnTheRightWhereTextRunsLeft) {
  // Alef has much ink, vav is one stroke: which half is heavier shows the order.
  SKIP_WITHOUT("\u05D0\u05D5");
  const ui::SystemPicture picture = draw("\u05D0\u05D5\u05D5\u05D5", 64, true);
  float left = 0, right = 0;
  const float wide = measure("\u05D0", true).at(0) * 64;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const float alpha = static_cast<float>(
          picture.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(x)) *
                           4 +
                       3]);
      if (static_cast<float>(x) < wide) left += alpha;
      if (static_cast<float>(x) >= static_cast<float>(picture.width) - wide) right += alpha;
    }
  }
  const ui::SystemPicture alef = draw("\u05D0", 64, true);
  EXPECT_NEAR(right / 255, ink(alef), ink(alef) * 0.15F);
  EXPECT_GT(std::abs(left / 255 - ink(alef)), ink(alef) * 0.02F);
}

TEST_F(MachineGlyphsTest, JoinArabicLetters) {
  SKIP_WITHOUT("\u0628\u0628\u0628");
  // Three letters that join are narrower than three that stand alone.
  EXPECT_LT(sum(measure("\u0628\u0628\u0628", true)), 3 * sum(measure("\u0628", true)) - 0.1F);
}

TEST_F(MachineGlyphsTest, ShareALigatureAmongItsClusters) {
  SKIP_WITHOUT("\u0644\u0627");
  const std::vector<float> advances = measure("\u0644\u0627", true);
  ASSERT_EQ(advances.size(), 2U);
  EXPECT_GT(advances[0], 0);
  EXPECT_GT(advances[1], 0);
}

TEST_F(MachineGlyphsTest, GrowInProportion) {
  SKIP_WITHOUT("\u4E2D");
  const ui::SystemPicture small = draw("\u4E2D", 16), large = draw("\u4E2D", 64);
  EXPECT_NEAR(static_cast<float>(large.width), static_cast<float>(small.width) * 4, 8);
}

TEST_F(MachineGlyphsTest, DrawEmojiInColourAndJoined) {
  SKIP_WITHOUT("\U0001F469");
  const ui::SystemPicture face = draw("\U0001F600", 32);
  if (!face.is_coloured) GTEST_SKIP() << "no coloured emoji here";
  EXPECT_NEAR(static_cast<float>(face.width), 32, 14);
  const float one = sum(measure("\U0001F469"));
  const std::vector<float> family = measure("\U0001F469\u200D\U0001F469\u200D\U0001F467");
  ASSERT_EQ(family.size(), 1U);
  EXPECT_NEAR(family[0], one, 0.1);
  EXPECT_NEAR(measure("\U0001F1EF\U0001F1F5").at(0), one, 0.1);
}

TEST_F(MachineGlyphsTest, RefuseSizesThatNobodyWishes) {
  ui::SystemPicture picture;
  EXPECT_FALSE(glyphs_->draw({.text = "a"}, 100'000, picture));
  EXPECT_FALSE(glyphs_->draw({.text = "a"}, -1, picture));
}

}  // namespace
}  // namespace earshot::shell
