// Text that runs from right to left, and both ways, in lines: places, carets, selections. Every
// cluster is half an em, 8 points, wide.
#include <gtest/gtest.h>

#include "harness.h"
#include "system_fakes.h"
#include "tests/unit/app/pack_builder.h"
#include "text_fakes.h"
#include "ui/text_layout.h"
#include "ui/text_selection.h"

namespace earshot::ui::testing {
namespace {

constexpr LayoutRoom kRoom{.width = 160, .widest = 160, .zoom = 1};
constexpr std::string_view kHebrew = "\u05D0\u05D1\u05D2";  // two bytes each

class BidiLines : public ::testing::Test {
 protected:
  const UnitLayout& lay_out(const MadeTrack& track) {
    layout_.set(track.view, {}, kRoom);
    return layout_.ensure(glyphs_, 0);
  }
  float caret(const UnitLayout& unit, std::uint32_t offset) {
    return layout_.caret(unit, {offset}).x;
  }
  std::vector<TextLayout::Box> boxes(const UnitLayout& unit, Range range) {
    std::vector<TextLayout::Box> found;
    layout_.boxes(unit, range, found);
    return found;
  }
  std::uint32_t move(std::uint32_t from, CaretMove by) {
    float goal_x = -1;
    return moved_caret(glyphs_, layout_, {from}, by, 200, goal_x).offset_in_text;
  }
  FixedGlyphRuns glyphs_;
  TextLayout layout_;
};

TEST_F(BidiLines, PutAParagraphThatRunsLeftAtTheRightEdge) {
  const MadeTrack track({{std::string(kHebrew) + " ab"}});
  const UnitLayout& unit = lay_out(track);
  EXPECT_TRUE(unit.runs_left);
  ASSERT_EQ(unit.text.lines.size(), 1U);
  EXPECT_EQ(unit.text.lines[0].left, 160 - 6 * 8);
  EXPECT_EQ(caret(unit, 0), 160);          // before the first letter: the right edge
  EXPECT_EQ(caret(unit, 6), 160 - 3 * 8);  // before the space
  EXPECT_EQ(caret(unit, 7), 160 - 6 * 8);  // before "ab", which stands on the left and runs right
}

TEST_F(BidiLines, DrawEachStretchOfOneDirectionAsOneRunFromLeftToRight) {
  const MadeTrack track({{"a " + std::string(kHebrew) + " " + std::string(kHebrew) + " 12 b"}});
  const UnitLayout& unit = lay_out(track);
  std::string seen;
  float x = 0;
  for (const TextRun& run : unit.text.runs_of(unit.text.lines[0])) {
    EXPECT_EQ(run.x, x);
    x += run.width;
    seen += run.order == Order::RightToLeft ? '<' : '>';
  }
  // "a ", the number, both Hebrew words with what stands between, " b".
  EXPECT_EQ(seen, ">><>");
  EXPECT_EQ(x, unit.text.lines[0].width);
}

TEST_F(BidiLines, HangTheSpaceItBrokeAtOverTheLeftEdge) {
  std::string text;
  for (int word = 0; word < 8; ++word)
    text += std::string(kHebrew) + " ";
  const MadeTrack track({{text}});
  const UnitLayout& unit = lay_out(track);
  ASSERT_EQ(unit.text.lines.size(), 2U);
  const TextLine& line = unit.text.lines[0];
  EXPECT_EQ(line.width, 19 * 8);
  EXPECT_EQ(line.left, 8);
  const auto found = boxes(unit, {0, line.range_in_text.end});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].left, 8);
  EXPECT_EQ(found[0].width, 19 * 8);
}

TEST_F(BidiLines, SelectInPiecesWhereTheTextRunsBothWays) {
  const MadeTrack track({{"ab " + std::string(kHebrew)}});
  const UnitLayout& unit = lay_out(track);
  const auto found = boxes(unit, {1, 5});  // "b ", and the first Hebrew letter, on the right
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].left, 8);
  EXPECT_EQ(found[0].width, 16);
  EXPECT_EQ(found[1].left, 5 * 8);
  EXPECT_EQ(found[1].width, 8);
}

TEST_F(BidiLines, FindTheOffsetUnderThePointer) {
  const MadeTrack track({{"ab " + std::string(kHebrew)}});
  const UnitLayout& unit = lay_out(track);
  EXPECT_EQ(layout_.place_at(unit, 1, 5).offset_in_text, 0U);
  EXPECT_EQ(layout_.place_at(unit, 6 * 8 - 1, 5).offset_in_text,
            3U);  // the right half of the first letter
  EXPECT_EQ(layout_.place_at(unit, 3 * 8 + 1, 5).offset_in_text,
            9U);  // the left half of the last one
  for (std::uint32_t offset : {0U, 1U, 2U, 5U, 7U})
    EXPECT_EQ(
        layout_.place_at(unit, caret(unit, offset) + (offset > 3 ? -1.0F : 1.0F), 5).offset_in_text,
        offset);
}

TEST_F(BidiLines, MoveTheCaretToWhereTheArrowPoints) {
  const MadeTrack track({{std::string(kHebrew) + " " + std::string(kHebrew)}});
  lay_out(track);
  EXPECT_EQ(move(0, CaretMove::Left), 2U);
  EXPECT_EQ(move(2, CaretMove::Right), 0U);
  EXPECT_EQ(move(0, CaretMove::WordLeft), 6U);
  EXPECT_EQ(move(7, CaretMove::LineStart), 0U);
  EXPECT_EQ(move(0, CaretMove::LineEnd), 13U);
}

TEST_F(BidiLines, LetEachLineOfABlockHaveItsOwnDirection) {
  const MadeTrack track({{"ab\n" + std::string(kHebrew)}});
  const UnitLayout& unit = lay_out(track);
  ASSERT_EQ(unit.text.lines.size(), 2U);
  EXPECT_FALSE(unit.runs_left);
  EXPECT_EQ(unit.text.lines[0].left, 0);
  EXPECT_EQ(unit.text.lines[1].left, 160 - 3 * 8);
}

TEST_F(BidiLines, TakeTheLinesOfACueThatFlowAsOneParagraph) {
  for (const std::string_view rest : {"1984.", "ab \u05D0"}) {
    const std::string text = std::string(kHebrew) + "\n" + std::string(rest);
    const MadeTrack track({{.text = text, .kind = pack::BlockKind::Cue}});
    const UnitLayout& unit = lay_out(track);
    ASSERT_EQ(unit.text.lines.size(), 1U);
    // What is read first stands on the right, the second line goes on to the left of it.
    const std::uint32_t second = 7;
    EXPECT_EQ(caret(unit, 0), 160) << rest;
    EXPECT_LT(boxes(unit, {second, second + 1}).at(0).left, 160 - 4 * 8) << rest;
    const auto rest_end = static_cast<std::uint32_t>(text.size());
    EXPECT_EQ(caret(unit, rest_end), unit.text.lines[0].left) << rest;
    EXPECT_EQ(move(second + 1, CaretMove::LineStart), 0U) << rest;
  }
}

TEST_F(BidiLines, LetALineOfACueThatAnotherVoiceBeginsHaveItsOwnDirection) {
  const MadeTrack track(
      {{.text = "- " + std::string(kHebrew) + "\n- ab", .kind = pack::BlockKind::Cue}});
  const UnitLayout& unit = lay_out(track);
  ASSERT_EQ(unit.text.lines.size(), 2U);
  EXPECT_EQ(unit.text.lines[0].left, 160 - 5 * 8);
  EXPECT_EQ(unit.text.lines[1].left, 0);
  EXPECT_EQ(move(10, CaretMove::LineStart), 9U);
}

TEST_F(BidiLines, MirrorIndentsButNotWidths) {
  const MadeTrack track({{.text = std::string(kHebrew), .kind = pack::BlockKind::Item, .level = 1},
                         {.text = "abc", .kind = pack::BlockKind::Item, .level = 1}});
  layout_.set(track.view, {}, kRoom);
  const UnitLayout& left = layout_.ensure(glyphs_, 0);
  const UnitLayout& right = layout_.ensure(glyphs_, 1);
  EXPECT_EQ(left.left, 0);
  EXPECT_GT(right.left, 0);
  EXPECT_EQ(left.width, right.width);
}

TEST(BidiReader, ComesToRestWithGlyphsOfTheMachine) {
  MadeSystemGlyphs system;
  Harness harness(1280, 800, TextEditing::InPlace, &system);
  app::testing::EpisodeSpec episode{.title = "\u05E9\u05DC\u05D5\u05DD \u4E2D\u6587",
                                    .show = "Signs"};
  episode.notes = {{.text = std::string(kHebrew) + " (12) \u4E2D\u6587 \U0001F469\u200D\U0001F467",
                    .kind = pack::BlockKind::Paragraph,
                    .level = 0}};
  harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  harness.press(Role::Button, episode.title);
  EXPECT_FALSE(system.drawn.empty());
  EXPECT_TRUE(harness.find(Role::Paragraph, std::string(kHebrew) + "*") != nullptr);
  const std::size_t drawn = system.drawn.size();
  const FrameAnswer answer = harness.tick();
  EXPECT_LT(answer.next_tick_in_seconds, 0);
  EXPECT_FALSE(answer.wants_render);
  EXPECT_EQ(system.drawn.size(), drawn);
}

TEST(BidiReader, DrawsTheSearchFieldsTextInOrder) {
  MadeSystemGlyphs system;
  Harness harness(1280, 800, TextEditing::InPlace, &system);
  harness.load_library();
  harness.key(ImGuiKey_Slash);
  harness.type(std::string(kHebrew));
  EXPECT_TRUE(std::ranges::any_of(system.drawn, [](const MadeSystemGlyphs::Drawn& drawn) {
    return drawn.text == kHebrew && drawn.runs_left;
  }));
}

}  // namespace
}  // namespace earshot::ui::testing
