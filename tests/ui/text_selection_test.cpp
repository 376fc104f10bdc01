#include "ui/text_selection.h"

#include <gtest/gtest.h>

#include "text_fakes.h"

namespace earshot::ui::testing {
namespace {

using pack::BlockKind;

/// Characters are 8 points wide: 40 of them fill a line.
class SelectionMoves : public ::testing::Test {
 protected:
  void lay_out(const MadeTrack& track) {
    layout_.set(track.view, {}, {.width = 320, .widest = 320, .zoom = 1});
  }
  std::uint32_t move(std::uint32_t from, CaretMove by) {
    return moved_caret(glyphs_, layout_, {from}, by, 200, goal_x_).offset_in_text;
  }
  FixedGlyphRuns glyphs_;
  TextLayout layout_;
  float goal_x_ = -1;
};

TEST_F(SelectionMoves, GoByCharactersAsReadersCountThem) {
  const MadeTrack track({{"e\u0301\U0001F469\u200D\U0001F680z"}, {"next"}});
  lay_out(track);
  const std::uint32_t first = move(0, CaretMove::Right);
  EXPECT_EQ(first, 3U);  // the letter with its accent
  const std::uint32_t second = move(first, CaretMove::Right);
  EXPECT_EQ(second, 14U);  // the astronaut
  EXPECT_EQ(move(second, CaretMove::Left), first);
  EXPECT_EQ(move(15, CaretMove::Right), 16U);  // into the next block
  EXPECT_EQ(move(16, CaretMove::Left), 15U);
}

TEST_F(SelectionMoves, GoByWords) {
  const MadeTrack track({{"It's one-way, really."}, {"Two"}});
  lay_out(track);
  EXPECT_EQ(move(0, CaretMove::WordRight), 4U);
  EXPECT_EQ(move(4, CaretMove::WordRight), 8U);
  EXPECT_EQ(move(21, CaretMove::WordLeft), 14U);
  EXPECT_EQ(move(21, CaretMove::WordRight), 22U);
  EXPECT_EQ(move(22, CaretMove::WordLeft), 21U);
}

TEST_F(SelectionMoves, KeepTheColumnOverShortLines) {
  const MadeTrack track({{"a long first paragraph"}, {"b"}, {"a long third paragraph"}});
  lay_out(track);
  const std::uint32_t below = move(10, CaretMove::LineDown);
  EXPECT_EQ(below, 24U);  // the end of "b"
  EXPECT_EQ(move(below, CaretMove::LineDown), 25U + 10U);
  EXPECT_EQ(move(35, CaretMove::LineUp), 24U);
  EXPECT_EQ(move(24, CaretMove::LineUp), 10U);
}

TEST_F(SelectionMoves, GoToTheEndsOfALineOfABlockAndOfTheText) {
  const MadeTrack track({{"words that fill more than a single line of forty"}, {"last"}});
  lay_out(track);
  EXPECT_EQ(move(12, CaretMove::LineStart), 0U);
  const std::uint32_t end = move(12, CaretMove::LineEnd);
  EXPECT_LT(end, 48U);
  EXPECT_EQ(track.view.text[end], ' ');  // before the space it broke at: still on this line
  EXPECT_EQ(move(12, CaretMove::BlockDown), 49U);
  EXPECT_EQ(move(49, CaretMove::BlockUp), 0U);
  EXPECT_EQ(move(12, CaretMove::End), 53U);
  EXPECT_EQ(move(12, CaretMove::Start), 0U);
}

/// Ideographs: 3 bytes each, a line break between any two.
std::string ideographs(int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "\u6587";
  return text;
}

TEST_F(SelectionMoves, StayAtTheEndOfALineThatBrokeWithoutASpace) {
  const MadeTrack track({{ideographs(100)}});
  lay_out(track);
  const UnitLayout& unit = layout_.ensure(glyphs_, 0);
  ASSERT_GT(unit.text.lines.size(), 2U);
  const std::uint32_t end = unit.text.lines[0].range_in_text.end;
  const CaretPlace at_end = moved_caret(glyphs_, layout_, {6}, CaretMove::LineEnd, 200, goal_x_);
  EXPECT_EQ(at_end, (CaretPlace{end, true}));
  EXPECT_EQ(layout_.caret(unit, at_end).top, unit.text.lines[0].top);
  EXPECT_GT(layout_.caret(unit, at_end).x, 300);
  EXPECT_EQ(layout_.caret(unit, {end}).top, unit.text.lines[1].top);
  // End once more, and Home, are of the same line.
  EXPECT_EQ(moved_caret(glyphs_, layout_, at_end, CaretMove::LineEnd, 200, goal_x_), at_end);
  EXPECT_EQ(moved_caret(glyphs_, layout_, at_end, CaretMove::LineStart, 200, goal_x_),
            CaretPlace{0});
  const CaretPlace below = moved_caret(glyphs_, layout_, at_end, CaretMove::LineDown, 200, goal_x_);
  EXPECT_EQ(below, (CaretPlace{unit.text.lines[1].range_in_text.end, true}));
}

TEST_F(SelectionMoves, AClickBehindALineThatBrokeWithoutASpacePutsTheCaretThere) {
  const MadeTrack track({{ideographs(100)}});
  lay_out(track);
  const UnitLayout& unit = layout_.ensure(glyphs_, 0);
  TextSelection selection;
  selection.press(layout_, layout_.place_at(unit, 1000, unit.text.lines[0].top + 1),
                  Grain::Character);
  EXPECT_EQ(layout_.caret(unit, selection.focus()).top, unit.text.lines[0].top);
}

// --- In a block that is cut for the layout's sake ------------------------------------------------

std::string many_words(std::size_t bytes) {
  std::string text;
  for (int number = 0; text.size() < bytes; ++number)
    text += "word" + std::to_string(number) + " ";
  return text + "end";
}

class CutBlockMoves : public SelectionMoves {
 protected:
  /// A block in two parts; returns where it is cut.
  std::uint32_t cut(const MadeTrack& track) {
    lay_out(track);
    EXPECT_EQ(layout_.size(), 2U);
    EXPECT_EQ(layout_.unit(0).range_in_text.end, layout_.unit(1).range_in_text.begin);
    return layout_.unit(1).range_in_text.begin;
  }
  CaretPlace moved(CaretPlace from, CaretMove by) {
    return moved_caret(glyphs_, layout_, from, by, 200, goal_x_);
  }
  /// The height of the caret in the whole text.
  float height_of(CaretPlace place) {
    const std::size_t unit = layout_.unit_of(place);
    const float inside = layout_.caret(layout_.ensure(glyphs_, unit), place).top;
    return static_cast<float>(layout_.top(unit)) + inside;
  }
};

TEST_F(CutBlockMoves, GoBackOverTheCutByCharacterAndByWord) {
  const MadeTrack track({{many_words(9000)}});
  const std::uint32_t at = cut(track);
  EXPECT_EQ(move(at + 1, CaretMove::Left), at);
  EXPECT_EQ(move(at, CaretMove::Left), at - 1);
  EXPECT_EQ(move(at - 1, CaretMove::Right), at);
  EXPECT_EQ(move(at, CaretMove::Right), at + 1);
  const std::uint32_t word = move(at, CaretMove::WordLeft);
  EXPECT_EQ(word, track.view.text.rfind("word", at - 1));
  EXPECT_GT(move(word, CaretMove::WordRight), word);
}

TEST_F(CutBlockMoves, GoUpAndDownOverTheCutWhereTheLastLineAboveIsShort) {
  const MadeTrack track({{many_words(8000) + "\nshort\n" + many_words(1000)}});
  const std::uint32_t at = cut(track);
  ASSERT_TRUE(track.view.text.substr(0, at).ends_with("\nshort\n"));
  CaretPlace place = moved({at + 2}, CaretMove::LineEnd);
  for (int lines = 0; lines < 3; ++lines) {
    const CaretPlace above = moved(place, CaretMove::LineUp);
    ASSERT_LT(height_of(above), height_of(place));
    place = above;
  }
  for (int lines = 0; lines < 3; ++lines) {
    const CaretPlace below = moved(place, CaretMove::LineDown);
    ASSERT_GT(height_of(below), height_of(place));
    place = below;
  }
}

TEST_F(CutBlockMoves, StayAtTheEndOfTheLastLineAboveTheCut) {
  for (const std::string& text : {many_words(9000), ideographs(3000)}) {
    const MadeTrack track({{text}});
    const std::uint32_t at = cut(track);
    const CaretPlace before{at - 4};
    const CaretPlace end = moved(before, CaretMove::LineEnd);
    EXPECT_EQ(height_of(end), height_of(before));
    EXPECT_GT(end.offset_in_text, before.offset_in_text);
    EXPECT_EQ(moved(end, CaretMove::LineEnd), end);
    EXPECT_LT(moved(end, CaretMove::LineStart).offset_in_text, before.offset_in_text);
    EXPECT_LT(height_of(moved(end, CaretMove::LineUp)), height_of(end));
    const CaretPlace below = moved(end, CaretMove::LineDown);
    EXPECT_EQ(layout_.unit_of(below), 1U);
    // A click behind the line.
    const UnitLayout& unit = layout_.ensure(glyphs_, 0);
    EXPECT_EQ(layout_.place_at(unit, 1000, unit.text.lines.back().top + 1), end);
  }
}

TEST_F(SelectionMoves, StopAtTheEndsOfTheText) {
  const MadeTrack track({{"ab"}});
  lay_out(track);
  EXPECT_EQ(move(0, CaretMove::Left), 0U);
  EXPECT_EQ(move(2, CaretMove::Right), 2U);
  EXPECT_EQ(move(2, CaretMove::LineDown), 2U);
  EXPECT_EQ(move(0, CaretMove::PageUp), 0U);
  EXPECT_EQ(move(0, CaretMove::BlockUp), 0U);
}

TEST_F(SelectionMoves, PassOverWhatIsFolded) {
  const MadeTrack track({{"One", BlockKind::Item, 1, "I."},
                         {"hidden", BlockKind::Item, 2, "-"},
                         {"Two", BlockKind::Item, 1, "II."}});
  const std::vector<std::uint32_t> folded = {0};
  layout_.set(track.view, folded, {.width = 320, .widest = 320, .zoom = 1});
  EXPECT_EQ(move(3, CaretMove::Right), track.find("Two").begin);
}

TEST_F(SelectionMoves, WordsAndBlocksAreWhatClicksChoose) {
  const MadeTrack track({{"Find the word."}, {"Other"}});
  lay_out(track);
  EXPECT_EQ(word_at(layout_, 10), (Range{9, 13}));
  EXPECT_EQ(word_at(layout_, 4), (Range{4, 5}));
  EXPECT_EQ(block_at(layout_, 7), (Range{0, 14}));
  EXPECT_EQ(word_at(layout_, 20), (Range{15, 20}));
}

TEST_F(SelectionMoves, AFingerOnASpaceMeansTheWordBesideIt) {
  const MadeTrack track({{"Find \u0442\u0435  word"}, {" lead"}});
  lay_out(track);
  EXPECT_EQ(word_at(layout_, in_word_beside(layout_, 4)), (Range{0, 4}));
  EXPECT_EQ(word_at(layout_, in_word_beside(layout_, 10)), (Range{5, 9}));
  EXPECT_EQ(in_word_beside(layout_, 12), 12U);
  const std::uint32_t lead = track.find(" lead").begin;
  EXPECT_EQ(word_at(layout_, in_word_beside(layout_, lead)), (Range{lead + 1, lead + 5}));
}

TEST_F(SelectionMoves, ASelectionByWordsNeverLeavesItsFirstWord) {
  const MadeTrack track({{"alpha beta gamma"}});
  lay_out(track);
  TextSelection selection;
  selection.press(layout_, {7}, Grain::Word);
  EXPECT_EQ(selection.range_in_text(), (Range{6, 10}));
  selection.drag_to(layout_, {13});
  EXPECT_EQ(selection.range_in_text(), (Range{6, 16}));
  selection.drag_to(layout_, {2});
  EXPECT_EQ(selection.range_in_text(), (Range{0, 10}));
}

TEST(CaretKeys, FollowTheConventionsOfThePlatform) {
  const CaretKeys plain{}, control{.control = true}, alt{.alt = true};
  EXPECT_EQ(caret_move("ArrowLeft", plain), CaretMove::Left);
  EXPECT_EQ(caret_move("ArrowLeft", control), CaretMove::WordLeft);
  EXPECT_EQ(caret_move("ArrowLeft", alt), std::nullopt);  // the browser's way back
  EXPECT_EQ(caret_move("Home", control), CaretMove::Start);
  EXPECT_EQ(caret_move("PageDown", control), std::nullopt);  // the browser's next tab
  EXPECT_EQ(caret_move("ArrowLeft", {.control = true, .mac = true}), CaretMove::LineStart);
  EXPECT_EQ(caret_move("ArrowLeft", {.alt = true, .mac = true}), CaretMove::WordLeft);
  EXPECT_EQ(caret_move("ArrowUp", {.control = true, .mac = true}), CaretMove::Start);
}

}  // namespace
}  // namespace earshot::ui::testing
