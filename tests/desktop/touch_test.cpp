// Gestures, by the rules of tests/js/touch.test.mjs.

#include "shell/desktop/touch.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

using Strings = std::vector<std::string>;

std::string whole(float number) {
  return std::to_string(static_cast<int>(number));
}

/// Writes down what fingers come to; what lies right of 900 points follows them.
class Notes : public TouchTarget {
 public:
  void move(float x, float y) override { did.push_back("move " + whole(x) + ' ' + whole(y)); }
  void press() override { did.emplace_back("press"); }
  void scroll(float, float dy) override { scrolled += dy; }
  bool drags(float x, float) const override { return x > 900; }
  void hold(bool down, int button) override {
    did.push_back((down ? "hold " : "let go ") + std::to_string(button));
  }
  bool zooms(float, float) const override { return has_text; }
  void zoom(float factor) override { did.push_back("zoom " + whole(factor * 100)); }
  void leave() override { did.emplace_back("leave"); }

  Strings did;
  float scrolled = 0;
  bool has_text = true;
};

class TouchTest : public testing::Test {
 protected:
  /// A finger that is lifted while it moves up.
  void throw_up() {
    touch.down(1, 0, 500, 0);
    for (int step = 1; step <= 5; ++step)
      touch.move(1, 0, 500 - static_cast<float>(step) * 16, step * 0.016);
    touch.up(1, 0.085);
  }

  Notes notes;
  Touch touch{notes};
};

TEST_F(TouchTest, ATapPressesWhereTheFingerWentDown) {
  touch.down(1, 30, 40, 0);
  touch.move(1, 32, 41, 0.05);
  touch.up(1, 0.1);
  EXPECT_EQ(notes.did, (Strings{"move 30 40", "press", "leave"}));
}

TEST_F(TouchTest, ADragScrollsByTheWayOfTheFingerAndPressesNothing) {
  touch.down(1, 30, 300, 0);
  for (int step = 1; step <= 10; ++step)
    touch.move(1, 30, 300 - static_cast<float>(step) * 20, step * 0.2);
  touch.up(1, 3);
  EXPECT_EQ(notes.scrolled, -200);
  EXPECT_EQ(notes.did, (Strings{"move 30 300", "leave"}));
}

TEST_F(TouchTest, AFingerWithinTheSlopScrollsNothing) {
  touch.down(1, 0, 0, 0);
  touch.move(1, 0, Touch::kSlop - 1, 0.1);
  EXPECT_EQ(notes.scrolled, 0);
}

TEST_F(TouchTest, ALongPressComesOnceAndIsNoTap) {
  touch.down(1, 5, 5, 1);
  touch.advance(1.4);
  EXPECT_EQ(notes.did, (Strings{"move 5 5"}));
  touch.advance(1.5);
  touch.advance(2);
  touch.up(1, 2.1);
  EXPECT_EQ(notes.did, (Strings{"move 5 5", "hold 1", "let go 1", "leave"}));
}

TEST_F(TouchTest, ALongPressIsWaitedFor) {
  EXPECT_LT(touch.next_in_seconds(1), 0);
  touch.down(1, 5, 5, 1);
  EXPECT_NEAR(touch.next_in_seconds(1.2), 0.3, 1e-6);
  touch.advance(1.5);
  EXPECT_LT(touch.next_in_seconds(1.5), 0);
}

TEST_F(TouchTest, AFingerThatScrollsNeverPressesLong) {
  touch.down(1, 5, 5, 0);
  touch.move(1, 5, 50, 0.1);
  touch.advance(2);
  EXPECT_EQ(notes.did, (Strings{"move 5 5"}));
}

TEST_F(TouchTest, ALongPressGoesOnWithTheFingerUntilThatIsLifted) {
  touch.down(1, 5, 5, 0);
  touch.advance(0.5);
  touch.move(1, 5, 90, 0.8);
  touch.up(1, 1);
  EXPECT_EQ(notes.did, (Strings{"move 5 5", "hold 1", "move 5 90", "let go 1", "leave"}));
}

TEST_F(TouchTest, ALongPressEndsWhereTheFingerIsTakenAway) {
  touch.down(1, 5, 5, 0);
  touch.advance(0.5);
  touch.cancel();
  EXPECT_EQ(notes.did, (Strings{"move 5 5", "hold 1", "let go 1", "leave"}));
}

TEST_F(TouchTest, ATapThatIsTakenAwayPressesNothing) {
  touch.down(1, 5, 5, 0);
  touch.cancel();
  touch.up(1, 0.1);
  EXPECT_EQ(notes.did, (Strings{"move 5 5", "leave"}));
}

TEST_F(TouchTest, AThrowRunsOnSlowsDownAndEnds) {
  throw_up();
  const float thrown_at = notes.scrolled;
  float before = thrown_at, way_before = 1000;
  double now = 0.085;
  int frames = 0;
  for (; touch.next_in_seconds(now) >= 0; ++frames) {
    touch.advance(now += 0.016);
    const float way = before - notes.scrolled;
    EXPECT_GT(way, 0);
    EXPECT_LE(way, way_before);
    before = notes.scrolled;
    way_before = way;
  }
  EXPECT_GT(frames, 20);
  EXPECT_LT(frames, 400);
  EXPECT_LT(notes.scrolled, thrown_at - 100);
  EXPECT_EQ(notes.did, (Strings{"move 0 500", "leave"}));
  touch.advance(now + 1);
  EXPECT_EQ(notes.scrolled, before);
}

TEST_F(TouchTest, AFingerOnARunningListStopsItAndPressesNothing) {
  throw_up();
  touch.advance(0.1);
  touch.down(2, 0, 300, 0.2);
  EXPECT_FALSE(touch.is_moving());
  touch.advance(2);
  touch.up(2, 2);
  EXPECT_EQ(notes.did, (Strings{"move 0 500", "move 0 300", "leave"}));
}

TEST_F(TouchTest, AFingerThatRestsBeforeItLiftsPutsTheListDown) {
  touch.down(1, 0, 500, 0);
  for (int step = 1; step <= 5; ++step)
    touch.move(1, 0, 500 - static_cast<float>(step) * 16, step * 0.016);
  touch.up(1, 0.6);
  EXPECT_FALSE(touch.is_moving());
}

TEST_F(TouchTest, AFingerOnAHandleDragsItAndScrollsNothing) {
  touch.down(1, 950, 40, 0);
  touch.move(1, 960, 90, 0.1);
  touch.up(1, 0.2);
  EXPECT_EQ(notes.did, (Strings{"move 950 40", "hold 0", "move 960 90", "let go 0", "leave"}));
  EXPECT_EQ(notes.scrolled, 0);
}

TEST_F(TouchTest, AHandleIsLetGoWhereTheFingerIsTakenAway) {
  touch.down(1, 950, 40, 0);
  touch.cancel();
  EXPECT_EQ(notes.did, (Strings{"move 950 40", "hold 0", "let go 0", "leave"}));
}

TEST_F(TouchTest, TwoFingersThatPartMakeTheTextLarger) {
  touch.down(1, 100, 100, 0);
  touch.down(2, 200, 100, 0.1);
  touch.move(2, 300, 100, 0.2);
  touch.move(1, 0, 100, 0.3);
  EXPECT_EQ(notes.did, (Strings{"move 100 100", "zoom 200", "zoom 150"}));
}

TEST_F(TouchTest, ASecondFingerEndsATapALongPressAndADrag) {
  touch.down(1, 100, 100, 0);
  touch.down(2, 200, 100, 0.1);
  touch.advance(2);
  touch.up(2, 2);
  touch.move(1, 0, 300, 2.1);
  touch.up(1, 2.2);
  EXPECT_EQ(notes.did, (Strings{"move 100 100", "leave"}));
  EXPECT_EQ(notes.scrolled, 0);
}

TEST_F(TouchTest, ASecondFingerIsPassedOverWhereThereIsNoText) {
  notes.has_text = false;
  touch.down(1, 100, 100, 0);
  touch.down(2, 200, 100, 0.1);
  touch.move(2, 300, 100, 0.2);
  touch.up(2, 0.3);
  touch.up(1, 0.4);
  EXPECT_EQ(notes.did, (Strings{"move 100 100", "press", "leave"}));
}

}  // namespace
}  // namespace earshot::shell
