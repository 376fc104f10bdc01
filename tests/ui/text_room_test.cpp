// Nothing of a text lies outside its column, however narrow that is and however large the text: no
// view scrolls sideways.

#include <gtest/gtest.h>

#include <format>

#include "text_fakes.h"
#include "ui/text_layout.h"

namespace earshot::ui::testing {
namespace {

using pack::BlockKind;

constexpr float kRounding = 0.51F;
constexpr float kOverhang = 12;  // of a number before an item: less than a phone's margin
constexpr Millis kHours = 35'000'000;

const std::string kProse =
    "Words of some length, unhyphenatedlongwords among them, and a few more.";
const std::string kHebrew = "\u05D0\u05D1\u05D2 \u05D3\u05D4\u05D5 \u05D6\u05D7\u05D8 \u05D9\u05DA";

std::vector<MadeBlock> outline(const std::string& text) {
  std::vector<MadeBlock> blocks = {{.text = text, .kind = BlockKind::Heading, .level = 1},
                                   {.text = text, .kind = BlockKind::Quote},
                                   {.text = text, .kind = BlockKind::Code}};
  for (const std::string marker : {"\u2022", "1.", "XVIII.", "1.2.3.4."}) {
    for (int level = 1; level <= 6; ++level) {
      blocks.push_back({.text = text, .kind = BlockKind::Item, .level = level, .marker = marker});
      for (const BlockKind kind : {BlockKind::Paragraph, BlockKind::Quote, BlockKind::Code})
        blocks.push_back({.text = text, .kind = kind, .level = level + 1});
      blocks.push_back({.text = text,
                        .kind = BlockKind::Item,
                        .level = level,
                        .marker = marker,
                        .start = kHours,
                        .end = kHours + 60'000});
    }
    blocks.push_back({.text = text, .kind = BlockKind::Heading, .level = 2, .marker = marker});
    blocks.push_back({.text = text, .kind = BlockKind::Rule});
  }
  return blocks;
}

std::vector<MadeBlock> tables(bool has_head) {
  std::vector<MadeBlock> blocks;
  for (int columns = 2; columns <= 12; ++columns) {
    for (int row = has_head ? 0 : 1; row < 4; ++row) {
      std::string text;
      for (int column = 0; column < columns; ++column) {
        if (column > 0) text += '\t';
        text += row == 0                  ? std::format("Head {}", column)
                : (row + column) % 3 == 0 ? std::string()
                                          : kProse.substr(0, 5 + 9 * row);
      }
      blocks.push_back({.text = text, .kind = BlockKind::TableRow, .level = row == 0 ? 0 : 1});
    }
    blocks.push_back({.text = kProse});
  }
  return blocks;
}

std::vector<MadeBlock> cues() {
  std::vector<MadeBlock> blocks;
  for (int number = 0; number < 6; ++number)
    blocks.push_back({.text = number % 2 == 0 ? kProse : kHebrew,
                      .kind = BlockKind::Cue,
                      .start = kHours + number * 4000,
                      .speaker = number / 2 % 2});
  return blocks;
}

std::vector<MadeBlock> tree() {
  std::vector<MadeBlock> blocks;
  for (int level = 1; level <= 5; ++level)
    blocks.push_back({.text = kProse, .kind = BlockKind::Item, .level = level});
  return blocks;
}

void expect_lines_inside(const TextLines& text, float widest, const std::string& where) {
  for (const TextLine& line : text.lines) {
    EXPECT_GE(line.left, -kRounding) << where;
    EXPECT_LE(line.left + line.width, widest + kRounding) << where;
  }
}

void expect_inside(const UnitLayout& unit, const LayoutRoom& room, const std::string& where) {
  expect_lines_inside(unit.text, room.widest, where);
  expect_lines_inside(unit.cell_labels, room.widest, where);
  for (const HeadLayout& head : unit.heads)
    expect_lines_inside(head.text, room.widest, where);
  if (!unit.time_label.empty()) {
    EXPECT_GE(unit.time_left, -kRounding) << where;
    EXPECT_LE(unit.time_left + unit.time_width, room.widest + kRounding) << where;
  }
  if (unit.marker_width > 0) {
    EXPECT_GE(unit.marker_left, -kOverhang) << where;
    EXPECT_LE(unit.marker_left + unit.marker_width, room.width + kOverhang) << where;
  }
  if (!unit.cell_lefts.empty()) EXPECT_LE(unit.cell_lefts.back(), room.widest + kRounding) << where;
}

void expect_all_inside(const std::vector<MadeBlock>& blocks, pack::TrackKind kind,
                       bool is_source = false) {
  MadeTrack track(blocks, {}, kind);
  track.view.is_source = is_source;
  const MadeChapters chapters({{kHours, kProse}, {kHours + 8000, kHebrew}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  for (float width = 328; width <= 900; width += 52) {
    for (const float zoom : {0.5F, 0.75F, 1.0F, 1.5F, 2.0F, 2.5F, 3.0F, 4.0F}) {
      const LayoutRoom room{.width = width, .widest = width, .zoom = zoom};
      layout.set(track.view, {}, room, chapters.view);
      for (std::size_t number = 0; number < layout.size(); ++number) {
        const UnitLayout& unit = layout.ensure(glyphs, number);
        const std::string where = std::format("width {}, zoom {}, block {}", width, zoom, number);
        expect_inside(unit, room, where);
        if (layout.block(number).kind == BlockKind::Rule) continue;
        EXPECT_GE(unit.width, 3 * unit.style.size / 2) << where << ": room for some letters";
        // What hangs before the text does not lie on it.
        if (unit.marker_width > 0 && !unit.runs_left)
          EXPECT_LE(unit.marker_left + unit.marker_width, unit.left) << where;
        const bool is_beside = !unit.time_label.empty() && !unit.time_above;
        if (is_beside && !unit.runs_left && layout.shape() == TrackShape::Cues)
          EXPECT_LE(unit.time_left + unit.time_width, unit.left) << where;
        if (unit.time_above) EXPECT_LT(unit.time_top, unit.top) << where;
      }
    }
  }
}

TEST(TextRoom, HoldsOutlinesWithQuotesCodeAndTimes) {
  expect_all_inside(outline(kProse), pack::TrackKind::Notes);
}

TEST(TextRoom, HoldsOutlinesThatRunLeft) {
  expect_all_inside(outline(kHebrew), pack::TrackKind::Notes);
}

TEST(TextRoom, HoldsTablesOfManyColumns) {
  expect_all_inside(tables(true), pack::TrackKind::Notes);
  expect_all_inside(tables(false), pack::TrackKind::Notes);
}

TEST(TextRoom, HoldsCuesWithTimesOfHoursAndTheirHeads) {
  expect_all_inside(cues(), pack::TrackKind::Transcript);
}

TEST(TextRoom, HoldsChapters) {
  std::vector<MadeBlock> blocks = cues();
  for (MadeBlock& block : blocks)
    block.kind = BlockKind::Item;
  expect_all_inside(blocks, pack::TrackKind::Chapters);
}

TEST(TextRoom, HoldsTheLinesOfAFile) {
  std::vector<MadeBlock> blocks(2000, MadeBlock{.text = "x"});
  blocks[1500].text = kProse;
  blocks[1501].text = std::string(300, 'x');
  MadeTrack track(blocks);
  track.view.is_source = true;
  FixedGlyphRuns glyphs;
  TextLayout layout;
  for (const float zoom : {1.0F, 2.0F, 4.0F}) {
    const LayoutRoom room{.width = 328, .widest = 328, .zoom = zoom};
    layout.set(track.view, {}, room);
    for (const std::size_t number : {0U, 1500U, 1501U, 1999U})
      expect_inside(layout.ensure(glyphs, number), room, std::format("{} {}", zoom, number));
  }
}

TEST(TextRoom, LeavesIndentsAsTheyAreWhereThereIsRoom) {
  const MadeTrack track(tree());
  TextLayout layout;
  layout.set(track.view, {}, {.width = 600, .widest = 600, .zoom = 1});
  EXPECT_EQ(layout.indent(10), 10);
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 1});
  EXPECT_LT(layout.indent(10), 10);
}

TEST(TextRoom, KeepsLevelsApartWhereIndentsShrink) {
  const MadeTrack track(tree());
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 4});
  for (std::size_t number = 1; number < layout.size(); ++number)
    EXPECT_GT(layout.ensure(glyphs, number).left, layout.ensure(glyphs, number - 1).left + 8);
}

TEST(TextRoom, PutsTimesAboveTheirCuesWhereTheColumnWouldTakeTooMuch) {
  const MadeTrack track(cues(), {}, pack::TrackKind::Transcript);
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 1});
  EXPECT_FALSE(layout.ensure(glyphs, 1).time_above);
  EXPECT_GT(layout.time_column(), 0);
  const double estimated_beside = layout.total_height();
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 4});
  const UnitLayout& unit = layout.ensure(glyphs, 1);
  EXPECT_TRUE(unit.time_above);
  EXPECT_EQ(layout.time_column(), 0);
  EXPECT_EQ(unit.left, 0);
  EXPECT_EQ(unit.width, 328);
  EXPECT_EQ(unit.time_top + unit.style.line_height, unit.top);
  EXPECT_GT(layout.total_height(), estimated_beside);
}

TEST(TextRoom, PutsATimeAboveItsItemWhereBothHaveNoRoomBeside) {
  const MadeTrack track({{.text = "9:43:20 Letters",
                          .kind = BlockKind::Item,
                          .level = 1,
                          .marker = "-",
                          .start = kHours}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 3});
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  EXPECT_TRUE(unit.time_above);
  std::vector<TextLayout::Box> boxes;
  layout.boxes(unit, track.find("9:43:20"), boxes);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_EQ(boxes[0].left, unit.left);
  EXPECT_EQ(boxes[0].top + boxes[0].height, unit.top);
  EXPECT_EQ(unit.height, unit.top + unit.style.line_height);
}

TEST(TextRoom, SetsCellsOneBelowAnotherUnderTheHeadsOfTheirColumns) {
  const MadeTrack track(
      {{.text = "Rope\tStrength\tPrice\tColour\tUse\tAge", .kind = BlockKind::TableRow, .level = 0},
       {.text = "Hemp from the coast\tgood enough\tlow as ever\t\tboats and barns\tvery old",
        .kind = BlockKind::TableRow,
        .level = 1}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 1});
  const UnitLayout& row = layout.ensure(glyphs, 1);
  ASSERT_EQ(row.parts_in_text.size(), 6U);
  ASSERT_EQ(row.cell_tops.size(), 7U);
  ASSERT_EQ(row.text.lines.size(), 5U) << "an empty cell has no line";
  ASSERT_EQ(row.cell_labels.lines.size(), 5U);
  for (std::size_t at = 0; at < 5; ++at) {
    EXPECT_LT(row.cell_labels.lines[at].top, row.text.lines[at].top);
    if (at > 0) EXPECT_GT(row.cell_labels.lines[at].top, row.text.lines[at - 1].top);
  }
  EXPECT_EQ(slice(track.view.text, row.cell_labels.lines[3].range_in_text), "Use");
  EXPECT_EQ(slice(track.view.text, row.text.lines[3].range_in_text), "boats and barns");
  EXPECT_GE(row.height, row.cell_tops.back());
  const UnitLayout& head = layout.ensure(glyphs, 0);
  EXPECT_TRUE(head.cell_labels.lines.empty());
  EXPECT_EQ(head.text.lines.size(), 6U);
  // Where there is room, side by side.
  layout.set(track.view, {}, {.width = 900, .widest = 900, .zoom = 1});
  EXPECT_TRUE(layout.ensure(glyphs, 1).cell_tops.empty());
}

TEST(TextRoom, GivesARowOfEmptyCellsALine) {
  const MadeTrack track(
      {{.text = "\t\t\t\t\t\t\t\t\t\t\t", .kind = BlockKind::TableRow, .level = 1}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 328, .widest = 328, .zoom = 1});
  const UnitLayout& row = layout.ensure(glyphs, 0);
  ASSERT_FALSE(row.cell_tops.empty());
  EXPECT_EQ(row.text.lines.size(), 1U);
}

TEST(TextRoom, LeavesRoomForTheMarkOfWhatIsFolded) {
  const MadeTrack track(
      {{.text = std::string(80, 'x'), .kind = BlockKind::Heading, .level = 2}, {.text = "body"}});
  const std::uint32_t folded[] = {0};
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, folded, {.width = 328, .widest = 328, .zoom = 2});
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  for (const TextLine& line : unit.text.lines)
    EXPECT_LE(line.left + line.width + kFoldedGap * 2 + unit.style.size / 2, 328);
}

}  // namespace
}  // namespace earshot::ui::testing
