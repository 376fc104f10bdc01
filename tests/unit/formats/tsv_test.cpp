#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

TEST(ReadTsv, ReadsWhispersMilliseconds) {
  const std::string_view text = "start\tend\ttext\n0\t1500\tHello there.\n1500\t3020\tAnd more.\n";
  const auto file = parse(text, "a.tsv");
  ASSERT_EQ(file.format, Format::Tsv);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1500, 3020}));
  EXPECT_EQ(cue_text(file, 0), "Hello there.");
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
}

struct Row {
  std::string_view text;
  TimeSpan first;
};

TEST(ReadTsv, TimesMayBeSecondsOrClocks) {
  for (const Row& row :
       {Row{"start\tend\ttext\n0.5\t2.25\tHello\n", {500, 2250}},
        Row{"start\tend\ttext\n1\t3\tHello there, this is a long line\n3\t5\tand one more of it\n",
            {1000, 3000}},
        Row{"start\tend\ttext\n00:00:01.500\t00:00:02.000\tHello\n", {1500, 2000}},
        Row{"start_ms\tend_ms\ttext\n100\t200\tHello\n", {100, 200}},
        Row{"Start (s)\tEnd (s)\tText\n1\t2\tHello\n", {1000, 2000}},
        Row{"start\tduration\ttext\n1.0\t0.5\tHello\n", {1000, 1500}}}) {
    const auto file = parse(row.text);
    ASSERT_EQ(file.format, Format::Tsv) << row.text;
    EXPECT_EQ(file.transcript->cues.at(0).time, row.first) << row.text;
  }
}

TEST(ReadTsv, ColumnsMayComeInAnyOrder) {
  const auto file = parse("speaker\ttext\tstart\tend\nAnn\tHello\t0\t900\nBob\tYes\t900\t1500\n");
  EXPECT_EQ(speaker(file, 1), "Bob");
  EXPECT_EQ(cue_text(file, 0), "Hello");
  EXPECT_EQ(file.transcript->cues.at(1).time, (TimeSpan{900, 1500}));
}

TEST(ReadTsv, AHeaderMayBeMissing) {
  const auto file = parse("0\t1500\tHello there.\n1500\t3000\tAnd more.\n");
  ASSERT_EQ(file.format, Format::Tsv);
  EXPECT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_TRUE(has_diagnostic(file, "no-header"));
}

TEST(ReadTsv, ALineThatIsNoRowGoesOnWithTheCue) {
  const auto file = parse("start\tend\ttext\n0\t1500\tHello\nthere.\n1500\t3000\tMore.\n");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "Hello\nthere.");
  EXPECT_EQ(file.transcript->cues[0].recovered, "line-break-in-text");
}

TEST(ReadTsv, DoubledQuotesAreOne) {
  const auto file =
      parse("start\tend\ttext\n0\t1500\t\"She said \"\"yes\"\".\"\n1500\t3000\t\"No\"\n");
  EXPECT_EQ(cue_text(file, 0), "She said \"yes\".");
  EXPECT_EQ(cue_text(file, 1), "\"No\"");  // as Whisper writes what was quoted
}

TEST(ReadTsv, RowsWithoutTextOrTimeAreReported) {
  const std::string_view text = "start\tend\ttext\nx\ty\tLost\n0\t1000\tHello\n1000\n";
  const auto file = parse(text, "a.tsv");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_TRUE(has_diagnostic(file, "not-a-cue"));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadTsv, ATableOfCommasIsOneToo) {
  const auto file = parse(
      "start,end,speaker,text\n0,2500,\"Ann\",\"Hello, \"\"you\"\"\"\n2500,4000,Bob,\" Hi "
      "there\"\n",
      "a.csv");
  ASSERT_EQ(file.format, Format::Tsv);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "Hello, \"you\"");
  EXPECT_EQ(speaker(file, 0), "Ann");
  EXPECT_EQ(cue_text(file, 1), "Hi there");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{2500, 4000}));
}

TEST(DetectTsv, WordsBetweenCommasAreNoTable) {
  EXPECT_NE(parse("Time, text\nOne, two\nThree, four\n").format, Format::Tsv);
}

TEST(DetectTsv, OtherTablesAreNone) {
  EXPECT_NE(parse("name\tage\nAnn\t12\nBob\t13\n", "a.tsv").format, Format::Tsv);
  EXPECT_NE(parse("a\tb\tc\nd\te\tf\n").format, Format::Tsv);
}

}  // namespace
}  // namespace earshot::formats
