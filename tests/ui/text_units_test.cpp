#include "ui/text_units.h"

#include <gtest/gtest.h>

#include "text_fakes.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;
using testing::MadeBlock;
using testing::MadeTrack;

constexpr float kSection = 36;

std::vector<TextUnit> units_of(const MadeTrack& track, std::vector<std::uint32_t> folded = {}) {
  std::vector<TextUnit> units = cut_units(track.view);
  arrange_units(track.view, folded, kSection, units);
  return units;
}

std::vector<MadeBlock> outline() {
  return {{.text = "First", .kind = BlockKind::Item, .level = 1, .marker = "I."},
          {.text = "one", .kind = BlockKind::Item, .level = 2, .marker = "\xE2\x80\xA2"},
          {.text = "deep", .kind = BlockKind::Item, .level = 3, .marker = "\xE2\x80\xA2"},
          {.text = "deeper", .kind = BlockKind::Item, .level = 4, .marker = "\xE2\x80\xA2"},
          {.text = "two", .kind = BlockKind::Item, .level = 2, .marker = "\xE2\x80\xA2"},
          {.text = "Second", .kind = BlockKind::Item, .level = 1, .marker = "II."},
          {.text = "three", .kind = BlockKind::Item, .level = 2, .marker = "\xE2\x80\xA2"}};
}

TEST(ArrangeUnits, HangsNumbersAndGivesEachBulletLevelItsMark) {
  const MadeTrack track(outline());
  const std::vector<TextUnit> units = units_of(track);
  ASSERT_EQ(units.size(), 7U);
  EXPECT_EQ(units[0].hanging, Hanging::Number);
  EXPECT_TRUE(units[0].is_section);
  EXPECT_EQ(units[1].hanging, Hanging::Bullet);
  EXPECT_EQ(units[2].hanging, Hanging::Circle);
  EXPECT_EQ(units[3].hanging, Hanging::Square);
  EXPECT_EQ(units[4].indent, units[1].indent);
  EXPECT_LT(units[0].indent, units[1].indent);
  EXPECT_LT(units[1].indent, units[2].indent);
}

TEST(ArrangeUnits, RanksHeadingsWithoutAGap) {
  const MadeTrack track({{.text = "a", .kind = BlockKind::Heading, .level = 2},
                         {.text = "b", .kind = BlockKind::Heading, .level = 5},
                         {.text = "c", .kind = BlockKind::Heading, .level = 3},
                         {.text = "d", .kind = BlockKind::Heading, .level = 1}});
  std::vector<int> ranks;
  for (const TextUnit& unit : units_of(track))
    ranks.push_back(unit.rank);
  EXPECT_EQ(ranks, (std::vector<int>{1, 2, 2, 1}));
}

TEST(ArrangeUnits, CountsItemsToOneListUntilOtherTextComes) {
  const MadeTrack track({{.text = "a", .kind = BlockKind::Item, .level = 1},
                         {.text = "b", .kind = BlockKind::Item, .level = 2},
                         {.text = "c", .kind = BlockKind::Paragraph},
                         {.text = "d", .kind = BlockKind::Item, .level = 1}});
  const std::vector<TextUnit> units = units_of(track);
  EXPECT_EQ(units[1].list, units[0].list);
  EXPECT_EQ(units[3].list, 3u);
}

TEST(ArrangeUnits, HidesWhatLiesUnderAFoldedItemAndNothingElse) {
  const MadeTrack track(outline());
  const std::vector<TextUnit> units = units_of(track, {0});
  std::vector<bool> hidden;
  for (const TextUnit& unit : units)
    hidden.push_back(unit.hidden);
  EXPECT_EQ(hidden, (std::vector<bool>{false, true, true, true, true, false, false}));
  EXPECT_TRUE(units[0].folded);
}

TEST(ArrangeUnits, KeepsTheParagraphsAndTheCodeOfAnItemWithIt) {
  const MadeTrack track({{.text = "First", .kind = BlockKind::Item, .level = 1},
                         {.text = "more of it", .kind = BlockKind::Paragraph, .level = 1},
                         {.text = "inner", .kind = BlockKind::Item, .level = 2},
                         {.text = "int code;", .kind = BlockKind::Code, .level = 2},
                         {.text = "Second", .kind = BlockKind::Item, .level = 1},
                         {.text = "outside", .kind = BlockKind::Paragraph}});
  const std::vector<TextUnit> open = units_of(track);
  EXPECT_EQ(open[1].indent, open[0].indent);
  EXPECT_GT(open[3].indent, open[2].indent);
  EXPECT_LT(open[5].indent, open[0].indent);
  const std::vector<TextUnit> folded = units_of(track, {0});
  for (std::size_t i = 0; i < folded.size(); ++i)
    EXPECT_EQ(folded[i].hidden, i > 0 && i < 4) << i;
}

TEST(ArrangeUnits, KeepsWhatIsHiddenByAnOuterFoldWhenAnInnerOneIsFoldedToo) {
  const MadeTrack track(outline());
  const std::vector<TextUnit> units = units_of(track, {0, 1, 2});
  EXPECT_TRUE(units[4].hidden);
  EXPECT_FALSE(units[5].hidden);
}

TEST(ArrangeUnits, FoldsAHeadingUpToTheNextOfItsLevel) {
  const MadeTrack track({{.text = "A", .kind = BlockKind::Heading, .level = 2},
                         {.text = "text"},
                         {.text = "a", .kind = BlockKind::Heading, .level = 3},
                         {.text = "more"},
                         {.text = "B", .kind = BlockKind::Heading, .level = 2}});
  const std::vector<TextUnit> units = units_of(track, {0});
  EXPECT_TRUE(units[1].hidden && units[2].hidden && units[3].hidden);
  EXPECT_FALSE(units[4].hidden);
  EXPECT_FALSE(units[4].foldable);
}

TEST(ArrangeUnits, NamesTheSpeakerWhereItChanges) {
  const MadeTrack track(testing::made_cues(7), {}, pack::TrackKind::Transcript);
  const std::vector<TextUnit> units = units_of(track);
  std::vector<bool> turns;
  for (const TextUnit& unit : units)
    turns.push_back(unit.opens_turn);
  EXPECT_EQ(turns, (std::vector<bool>{true, false, false, true, false, false, true}));
}

TEST(CutUnits, CutsALongBlockAtSpacesWithoutLosingAByte) {
  std::string words;
  while (words.size() < 100'000)
    words += "word ";
  const MadeTrack track({{.text = words}});
  const std::vector<TextUnit> units = units_of(track);
  ASSERT_GT(units.size(), 10U);
  std::uint32_t at = 0;
  for (const TextUnit& unit : units) {
    EXPECT_EQ(unit.range_in_text.begin, at);
    EXPECT_LE(unit.range_in_text.size(), kMostUnitBytes);
    at = unit.range_in_text.end;
  }
  EXPECT_EQ(at, words.size());
  EXPECT_EQ(track.view.text[units[1].range_in_text.begin], 'w');
}

TEST(CutUnits, ClampsBlocksOfADamagedPack) {
  MadeTrack track({{.text = "abc"}, {.text = "def"}});
  std::vector<pack::BlockRecord> blocks(3);
  blocks[0].begin = 5;
  blocks[0].end = 4'000'000'000;
  blocks[1].begin = 2;
  blocks[1].end = 1;
  blocks[2].begin = 4'000'000'000;
  blocks[2].end = 4'000'000'001;
  track.view.blocks = blocks;
  std::uint32_t at = 0;
  for (const TextUnit& unit : units_of(track)) {
    EXPECT_GE(unit.range_in_text.begin, at);
    EXPECT_LE(unit.range_in_text.end, track.view.text.size());
    at = unit.range_in_text.end;
  }
}

TEST(CutTime, TakesATimeOffEitherEnd) {
  struct Row {
    std::string_view line, body, time;
  };
  const Row rows[] = {
      {"02:46 Three copies", "Three copies", "02:46"},
      {"(1:04:14) Later", "Later", "1:04:14"},
      {"[00:14-00:38] Range", "Range", "00:14-00:38"},
      {"0:00 \xE2\x80\x93 0:40: Dash", "Dash", "0:00 \xE2\x80\x93 0:40"},
      {"Name first (07:12)", "Name first", "07:12"},
      {"Range behind 11:30 - 14:05", "Range behind", "11:30 - 14:05"},
      {"Dash before \xE2\x80\x94 19:48", "Dash before", "19:48"},
      {"In the 12:30 middle of it", "In the 12:30 middle of it", ""},
      {"12:30", "12:30", ""},
      {"No time at all", "No time at all", ""},
      {"A ratio of 3:4 is none", "A ratio of 3:4 is none", ""},
  };
  for (const Row& row : rows) {
    const CutTime cut = cut_time(row.line, {0, static_cast<std::uint32_t>(row.line.size())});
    EXPECT_EQ(slice(row.line, cut.body_in_text), row.body) << row.line;
    EXPECT_EQ(slice(row.line, cut.time_in_text), row.time) << row.line;
  }
}

}  // namespace
}  // namespace earshot::ui
