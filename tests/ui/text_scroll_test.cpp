#include "ui/text_scroll.h"

#include <gtest/gtest.h>

#include <cmath>

#include "text_fakes.h"

namespace earshot::ui {
namespace {

using testing::FixedGlyphRuns;
using testing::MadeTrack;

constexpr ScrollWindow kWindow{.height = 600, .lead = 150, .covered = 40, .tail = 64};
constexpr LayoutRoom kRoom{.width = 600, .widest = 600, .zoom = 1};

class TextScrollTest : public ::testing::Test {
 protected:
  void SetUp() override {
    layout_.set(track_.view, {}, kRoom);
    scroll_.to_top(kWindow);
    scroll_.settle(glyphs_, layout_, kWindow);
  }
  void by(double distance) {
    scroll_.by(layout_, kWindow, distance);
    scroll_.settle(glyphs_, layout_, kWindow);
  }
  double position() const { return scroll_.position(layout_, kWindow); }
  double line_top(std::uint32_t offset_in_text) {
    return scroll_.distance_to(glyphs_, layout_, {offset_in_text}, 0);
  }

  MadeTrack track_{testing::made_cues(5000), {}, pack::TrackKind::Transcript};
  FixedGlyphRuns glyphs_;
  TextLayout layout_;
  TextScroll scroll_;
};

TEST_F(TextScrollTest, StartsAtTheTopAndStaysThere) {
  EXPECT_EQ(position(), 0);
  by(-500);
  EXPECT_EQ(position(), 0);
}

TEST_F(TextScrollTest, EndsWithTheTailAtTheFoot) {
  by(1e9);
  EXPECT_NEAR(position(), scroll_.content_height(layout_, kWindow) - 600, 0.01);
  by(100);
  EXPECT_NEAR(position(), scroll_.content_height(layout_, kWindow) - 600, 0.01);
}

TEST_F(TextScrollTest, MovesWhatIsSeenByTheDistanceThoughEstimatesWereWrong) {
  by(40'000);  // by estimates, into the middle
  for (const double distance : {37.0, -11.0, 300.0, -480.0, -900.0, 1200.0}) {
    const std::uint32_t offset = scroll_.anchor(glyphs_, layout_, kWindow).offset_in_text;
    const double before = line_top(offset);
    by(distance);
    EXPECT_NEAR(line_top(offset), before - distance, 0.01);
  }
}

TEST_F(TextScrollTest, LaysOutOnlyWhatWasSeen) {
  const std::uint64_t at_first = layout_.laid_out_count();
  EXPECT_LT(at_first, 30U);
  for (int step = 0; step < 20; ++step)
    by(50);
  EXPECT_LT(layout_.laid_out_count(), at_first + 50);
  by(60'000);
  EXPECT_LT(layout_.laid_out_count(), at_first + 90);
}

TEST_F(TextScrollTest, KeepsTheTopLineWhereTheWidthOrTheZoomChanges) {
  by(30'000);
  const TextScroll::Anchor anchor = scroll_.anchor(glyphs_, layout_, kWindow);
  for (const LayoutRoom room : {LayoutRoom{.width = 250, .widest = 250, .zoom = 1},
                                LayoutRoom{.width = 600, .widest = 600, .zoom = 2}, kRoom}) {
    ASSERT_TRUE(layout_.set(track_.view, {}, room));
    scroll_.restore(glyphs_, layout_, kWindow, anchor);
    scroll_.settle(glyphs_, layout_, kWindow);
    EXPECT_NEAR(line_top(anchor.offset_in_text), static_cast<double>(anchor.from_top), 0.51);
  }
}

TEST_F(TextScrollTest, TakesTheFirstLineBelowWhatIsCoveredAsTheAnchor) {
  by(1000);
  const TextScroll::Anchor anchor = scroll_.anchor(glyphs_, layout_, kWindow);
  EXPECT_FALSE(anchor.at_top);
  EXPECT_GT(anchor.from_top, kWindow.covered - 26);  // a line that is half covered counts
  EXPECT_LT(anchor.from_top, kWindow.covered + 80);
}

TEST_F(TextScrollTest, ScrollsNothingThatFits) {
  const MadeTrack small({{.text = "short"}});
  layout_.set(small.view, {}, kRoom);
  scroll_.to_top(kWindow);
  by(200);
  EXPECT_EQ(position(), 0);
}

TEST_F(TextScrollTest, BearsAnEmptyText) {
  const MadeTrack none(std::vector<testing::MadeBlock>{});
  layout_.set(none.view, {}, kRoom);
  scroll_.to_top(kWindow);
  by(200);
  EXPECT_EQ(position(), 0);
}

}  // namespace
}  // namespace earshot::ui
