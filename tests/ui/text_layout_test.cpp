#include "ui/text_layout.h"

#include <gtest/gtest.h>

#include <cmath>

#include "text_fakes.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;
using testing::FixedGlyphRuns;
using testing::MadeBlock;
using testing::MadeTrack;

// At 16 points a cluster is 8 wide: 20 of them a line.
constexpr LayoutRoom kRoom{.width = 160, .widest = 160, .zoom = 1};

std::vector<std::string> lines_of(const app::TrackView& track, const UnitLayout& layout) {
  std::vector<std::string> lines;
  for (const TextLine& line : layout.text.lines)
    lines.emplace_back(slice(track.text, line.range_in_text));
  return lines;
}

TEST(TextLayout, BreaksLinesAtSpacesWhichHang) {
  const MadeTrack track({{.text = "one two three four five six seven"}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  EXPECT_EQ(lines_of(track.view, unit),
            (std::vector<std::string>{"one two three four ", "five six seven"}));
  EXPECT_EQ(unit.text.lines[0].width, 18 * 8);
  EXPECT_EQ(unit.height, 52);
}

TEST(TextLayout, BreaksAWordTooLongForALineAtACluster) {
  const MadeTrack track({{.text = "a " + std::string(45, 'x')}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const auto lines = lines_of(track.view, layout.ensure(glyphs, 0));
  EXPECT_EQ(lines,
            (std::vector<std::string>{"a ", std::string(20, 'x'), std::string(20, 'x'), "xxxxx"}));
}

TEST(TextLayout, BreaksAtALineEndInTheText) {
  const MadeTrack track({{.text = "int a;\n\nint b;", .kind = BlockKind::Code}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  EXPECT_EQ(lines_of(track.view, layout.ensure(glyphs, 0)),
            (std::vector<std::string>{"int a;\n", "\n", "int b;"}));
}

TEST(TextLayout, LetsACueFlowOverTheLinesOfItsFile) {
  const MadeTrack track({{.text = "one two\nthree four five six seven", .kind = BlockKind::Cue}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  EXPECT_EQ(lines_of(track.view, unit),
            (std::vector<std::string>{"one two\nthree four ", "five six seven"}));
  // The line end is as wide as a space, and a run of its own.
  const auto runs = unit.text.runs_of(unit.text.lines[0]);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(slice(track.view.text, runs[1].range_in_text), "\n");
  EXPECT_EQ(runs[2].x, 8 * 8);
}

TEST(TextLayout, KeepsLinesOfACueThatAnotherVoiceOrASongBegins) {
  const MadeTrack track({{.text = "- one?\n- two", .kind = BlockKind::Cue},
                         {.text = "one\n\u266A two", .kind = BlockKind::Cue},
                         {.text = "one\n\ntwo", .kind = BlockKind::Cue}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  EXPECT_EQ(lines_of(track.view, layout.ensure(glyphs, 0)),
            (std::vector<std::string>{"- one?\n", "- two"}));
  EXPECT_EQ(lines_of(track.view, layout.ensure(glyphs, 1)),
            (std::vector<std::string>{"one\n", "\u266A two"}));
  EXPECT_EQ(layout.ensure(glyphs, 2).text.lines.size(), 2U);
}

TEST(TextLayout, KeepsTheLineEndOfACueBeforeEachSignOfAnotherVoice) {
  for (const std::string_view second :
       {"BEN: There.", "Dr. Ann Lee: There.", "\u592A\u90CE\uFF1A\u306F\u3044",
        "\uFF08\u82B1\u5B50\uFF09\u3044\u3044\u3048", "\uFF0D\u3044\u3044\u3048", "\u2015 No.",
        "\u2212 No.", "\u266C la la"}) {
    const MadeTrack track({{.text = "Where?\n" + std::string(second), .kind = BlockKind::Cue}});
    FixedGlyphRuns glyphs;
    TextLayout layout;
    layout.set(track.view, {}, kRoom);
    EXPECT_EQ(lines_of(track.view, layout.ensure(glyphs, 0)),
              (std::vector<std::string>{"Where?\n", std::string(second)}));
  }
}

TEST(TextLayout, KeepsTheLineEndOfACueBehindASong) {
  for (const std::string_view song : {"\u266A la \u266A", "\u266A la \u266B ", "la \u266C"}) {
    const MadeTrack track({{.text = std::string(song) + "\nHello", .kind = BlockKind::Cue}});
    FixedGlyphRuns glyphs;
    TextLayout layout;
    layout.set(track.view, {}, kRoom);
    EXPECT_EQ(lines_of(track.view, layout.ensure(glyphs, 0)),
              (std::vector<std::string>{std::string(song) + "\n", "Hello"}));
  }
}

TEST(TextLayout, LetsACueFlowBeforeAColonThatNamesNobody) {
  const MadeTrack track({{.text = "see\nthis: it", .kind = BlockKind::Cue},
                         {.text = "at\n10:30", .kind = BlockKind::Cue},
                         {.text = "he said\nYes: no", .kind = BlockKind::Cue}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  for (std::size_t unit = 0; unit < 3; ++unit)
    EXPECT_EQ(layout.ensure(glyphs, unit).text.lines.size(), 1U) << unit;
}

TEST(TextLayout, JoinsLinesOfACueWithoutASpaceWhereTheScriptHasNone) {
  const MadeTrack track({{.text = "\u3053\u308C\n\u306F", .kind = BlockKind::Cue},
                         {.text = "\uAC00\n\uB098", .kind = BlockKind::Cue}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  EXPECT_EQ(layout.ensure(glyphs, 0).text.lines[0].width, 3 * 8);
  EXPECT_EQ(layout.ensure(glyphs, 1).text.lines[0].width, 3 * 8);
}

TEST(TextLayout, NeverBreaksInsideAGrapheme) {
  // A family of joined emoji, twelve times: each is one cluster.
  const std::string family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6";
  std::string text;
  for (int count = 0; count < 30; ++count)
    text += family;
  const MadeTrack track({{.text = text}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  for (const TextLine& line : layout.ensure(glyphs, 0).text.lines) {
    EXPECT_EQ(line.range_in_text.begin % family.size(), 0U);
  }
}

TEST(TextLayout, CutsRunsWhereTheStyleChanges) {
  MadeTrack track({{.text = "plain strong both end"}});
  std::vector<pack::SpanRecord> spans(3);
  spans[0] = {.begin = 6, .end = 17, .kind = pack::SpanKind::Strong};
  spans[1] = {.begin = 8, .end = 9, .kind = pack::SpanKind::Word};
  spans[2] = {.begin = 13, .end = 17, .kind = pack::SpanKind::Link};
  track.view.spans = spans;
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 400, .widest = 400, .zoom = 1});
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  ASSERT_EQ(unit.text.runs.size(), 4U);
  EXPECT_EQ(slice(track.view.text, unit.text.runs[1].range_in_text), "strong ");
  EXPECT_EQ(unit.text.runs[1].style.font, FontRole::SemiBold);
  EXPECT_EQ(unit.text.runs[2].link, 2);
  EXPECT_EQ(unit.text.runs[3].style.font, FontRole::Regular);
}

TEST(TextLayout, LeavesRoomForTheSignOfAnImageBeforeItsWords) {
  MadeTrack track({{.text = "see a light here"}});
  std::vector<pack::SpanRecord> spans(1);
  spans[0] = {.begin = 4, .end = 11, .kind = pack::SpanKind::Image};
  track.view.spans = spans;
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 400, .widest = 400, .zoom = 1});
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  ASSERT_EQ(unit.text.runs.size(), 3U);
  const TextRun& image = unit.text.runs[1];
  EXPECT_EQ(image.image, 0);
  EXPECT_EQ(image.x, 4 * 8);
  EXPECT_EQ(image.lead, 16 * kImageLead);
  EXPECT_EQ(image.width, 7 * 8 + image.lead);
  EXPECT_EQ(unit.text.runs[2].x, image.x + image.width);
  EXPECT_EQ(unit.text.runs[2].image, -1);
  EXPECT_EQ(layout.caret(unit, {5}).x, 5 * 8 + image.lead);
  EXPECT_EQ(unit.text.lines[0].width, 16 * 8 + image.lead);
}

TEST(TextLayout, GivesAnImageOneSignWhereItsWordsRunOverALinesEnd) {
  MadeTrack track({{.text = "see a light that shines over the sea"}});
  std::vector<pack::SpanRecord> spans(2);
  spans[0] = {.begin = 4, .end = 36, .kind = pack::SpanKind::Image};
  spans[1] = {.begin = 6, .end = 11, .kind = pack::SpanKind::Strong};
  track.view.spans = spans;
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  EXPECT_GT(unit.text.lines.size(), 1U);
  int signs = 0;
  for (const TextRun& run : unit.text.runs)
    signs += run.lead > 0 ? 1 : 0;
  EXPECT_EQ(signs, 1);
  for (const TextLine& line : unit.text.lines)
    EXPECT_LE(line.width, 160);
}

TEST(TextLayout, PutsTheSignOfAnImageToTheRightOfWordsThatRunLeft) {
  MadeTrack track({{.text = "\u05D0\u05D1\u05D2"}});
  std::vector<pack::SpanRecord> spans(1);
  spans[0] = {.begin = 0, .end = 6, .kind = pack::SpanKind::Image};
  track.view.spans = spans;
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  ASSERT_EQ(unit.text.runs.size(), 1U);
  EXPECT_EQ(unit.text.runs[0].order, Order::RightToLeft);
  EXPECT_EQ(unit.text.runs[0].lead, 16 * kImageLead);
  EXPECT_EQ(layout.caret(unit, {0}).x, 160);
  EXPECT_EQ(layout.caret(unit, {2}).x, 160 - 8 - unit.text.runs[0].lead);
}

TEST(TextLayout, FindsTheOffsetOfEveryCaretItPlaces) {
  const MadeTrack track(
      {{.text = "The na\xC3\xAFve caf\xC3\xA9 serves words, and then more of them to everybody."}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  for (const TextLine& line : unit.text.lines) {
    for (const Cluster& cluster : unit.text.clusters_of(line)) {
      if (cluster.begin_in_text == line.range_in_text.end) continue;  // the next line's begin
      const TextLayout::Caret caret = layout.caret(unit, {cluster.begin_in_text});
      EXPECT_EQ(layout.place_at(unit, caret.x, caret.top + 1).offset_in_text,
                cluster.begin_in_text);
    }
  }
}

TEST(TextLayout, GivesARectangleForEachLineThatARangeTouches) {
  const MadeTrack track({{.text = "one two three four five six seven"}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, kRoom);
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  std::vector<TextLayout::Box> boxes;
  layout.boxes(unit, track.find("four five"), boxes);
  ASSERT_EQ(boxes.size(), 2U);
  EXPECT_EQ(boxes[0].left, 14 * 8);
  EXPECT_EQ(boxes[0].width, 4 * 8);  // not the space that hangs
  EXPECT_EQ(boxes[1].left, 0);
  EXPECT_EQ(boxes[1].width, 4 * 8);
  EXPECT_EQ(boxes[1].top, 26);
}

TEST(TextLayout, MarksATimeInTheRightColumnWhereItIsFoundInTheText) {
  const MadeTrack track({{.text = "02:46 Three copies",
                          .kind = BlockKind::Item,
                          .level = 1,
                          .marker = "-",
                          .start = 166'000}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 600, .widest = 600, .zoom = 1});
  const UnitLayout& unit = layout.ensure(glyphs, 0);
  EXPECT_EQ(lines_of(track.view, unit), std::vector<std::string>{"Three copies"});
  std::vector<TextLayout::Box> boxes;
  layout.boxes(unit, track.find("02:46"), boxes);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_EQ(boxes[0].left + boxes[0].width, 600);
}

TEST(TextLayout, SetsCellsOfARowSideBySide) {
  const MadeTrack track(
      {{.text = "Head\tSecond", .kind = BlockKind::TableRow, .level = 0},
       {.text = "a\tlonger than the head", .kind = BlockKind::TableRow, .level = 1}});
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 600, .widest = 600, .zoom = 1});
  const UnitLayout& head = layout.ensure(glyphs, 0);
  const UnitLayout& body = layout.ensure(glyphs, 1);
  EXPECT_EQ(head.cell_lefts, body.cell_lefts);
  ASSERT_EQ(body.text.lines.size(), 2U);
  EXPECT_EQ(body.text.lines[0].top, body.text.lines[1].top);
  EXPECT_GT(body.text.lines[1].left, body.text.lines[0].left);
}

TEST(TextLayout, GivesFoldedUnitsNoHeight) {
  const MadeTrack track({{.text = "Head", .kind = BlockKind::Heading, .level = 2},
                         {.text = "body"},
                         {.text = "more"}});
  const std::uint32_t folded[] = {0};
  FixedGlyphRuns glyphs;
  TextLayout layout;
  EXPECT_TRUE(layout.set(track.view, {}, kRoom));
  EXPECT_GT(layout.height(1), 0);
  EXPECT_TRUE(layout.set(track.view, folded, kRoom));
  EXPECT_FALSE(layout.set(track.view, folded, kRoom));
  EXPECT_EQ(layout.height(1), 0);
  EXPECT_EQ(layout.next(0), std::nullopt);
  EXPECT_EQ(layout.unit_of(track.view.blocks[2].begin), 0U);
}

TEST(TextLayout, LaysOutNothingWhenALongTranscriptIsOpened) {
  const MadeTrack track(testing::made_cues(100'000), {}, pack::TrackKind::Transcript);
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 600, .widest = 600, .zoom = 1});
  EXPECT_EQ(layout.size(), 100'000U);
  EXPECT_EQ(layout.laid_out_count(), 0U);
  EXPECT_EQ(glyphs.shaped, 0U);
  EXPECT_GT(layout.total_height(), 100'000 * 26.0);
}

TEST(TextLayout, EstimatesComeNearTheTruth) {
  const MadeTrack track(testing::made_cues(300), {}, pack::TrackKind::Transcript);
  FixedGlyphRuns glyphs;
  TextLayout layout;
  layout.set(track.view, {}, {.width = 390, .widest = 390, .zoom = 1});
  const double estimated = layout.total_height();
  for (std::size_t number = 0; number < layout.size(); ++number)
    layout.ensure(glyphs, number);
  EXPECT_NEAR(estimated / layout.total_height(), 1.0, 0.15);
}

TEST(HeightIndex, FindsWhatCoversAPlace) {
  HeightIndex index;
  index.assign({10, 0, 20, 5});
  EXPECT_EQ(index.total(), 35);
  EXPECT_EQ(index.at(0), 0U);
  EXPECT_EQ(index.at(9.9), 0U);
  EXPECT_EQ(index.at(10), 2U);
  EXPECT_EQ(index.at(30), 3U);
  EXPECT_EQ(index.at(1000), 3U);
  index.set(0, 4);
  EXPECT_EQ(index.top(2), 4);
  EXPECT_EQ(index.at(4), 2U);
  EXPECT_EQ(index.total(), 29);
}

}  // namespace
}  // namespace earshot::ui
