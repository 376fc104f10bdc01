#include "formats/note_times.h"

#include <gtest/gtest.h>

#include "parsing.h"

namespace earshot::formats {
namespace {

std::string found_in(std::string_view text) {
  std::string out;
  for (const FoundTime& time : find_times(text)) {
    out += std::to_string(time.time.start / 1000);
    if (time.time.end != kNoTime) out += "-" + std::to_string(time.time.end / 1000);
    if (time.is_bracketed) out += "!";
    out += " ";
  }
  return out;
}

TEST(FindTimes, ReadsTimesAndRangesInEveryNotation) {
  EXPECT_EQ(found_in("Intro [00:14-00:38]"), "14-38! ");
  EXPECT_EQ(found_in("(0:00 - 0:40) Opening"), "0-40! ");
  EXPECT_EQ(found_in("1:04:14 late"), "3854 ");
  EXPECT_EQ(found_in("that (11:30) there"), "690! ");
  EXPECT_EQ(found_in("75:30 minutes over an hour"), "4530 ");
  EXPECT_EQ(found_in("00:14–00:38 and 01:00 to 02:00"), "14-38 60-120 ");
  EXPECT_EQ(found_in("[00:38]Low-level"), "38! ");
}

TEST(FindTimes, RefusesWhatIsNoTime) {
  for (const std::string_view text :
       {"3:15 AM", "at 3:15pm", "10:30 a.m.", "1:75", "16:9", "12:345", "a1:23", "2024:11:12:13",
        "http://host:80", "#t=00:22", "::1", "10:00 Uhr", "[3:16 PM]"}) {
    EXPECT_EQ(found_in(text), "") << text;
  }
}

TEST(NoteTimes, ATimeThatHeadsOrEndsALineBelongsToTheBlock) {
  const auto file =
      parse("00:10 First\n[01:00] Second\n⏱ 02:00 – Third\nFourth (03:00)\nFifth - 04:00\n");
  const auto& blocks = notes_of(file).blocks;
  ASSERT_EQ(blocks.size(), 5u);
  for (std::size_t i = 1; i < 5; ++i) {
    EXPECT_EQ(blocks[i].time.start, static_cast<Millis>(i) * 60'000) << i;
  }
  EXPECT_EQ(blocks[0].time.start, 10'000);
  EXPECT_EQ(slice(notes_of(file).plain, blocks[0].text_in_plain), "00:10 First");
}

TEST(NoteTimes, VersesScoresAndHoursInProseAreNone) {
  const auto file = parse(
      "We read John 3:16 together.\n\nThe verse was John 3:16\n\nThey won 21:14 in the end.\n\n"
      "We met at 3:15 AM.\n");
  for (const model::Block& block : notes_of(file).blocks)
    EXPECT_FALSE(block.time.known());
  EXPECT_TRUE(notes_of(file).spans.empty());
}

TEST(NoteTimes, ABracketedTimeInProseIsASpan) {
  const auto file =
      parse("We speak of locks (11:30) and of keys [12:00-13:00] at length, slowly.\n");
  ASSERT_EQ(notes_of(file).spans.size(), 2u);
  EXPECT_EQ(notes_of(file).spans[1].time, (TimeSpan{720'000, 780'000}));
}

TEST(NoteTimes, BareTimesAtLineEndsCountTogether) {
  const auto together = parse("Hello 00:10\nLocks 01:30\nKeys 04:00\n");
  EXPECT_EQ(together.episodes[0].chapters.size(), 3u);
  const auto alone = parse("Hello 00:10\nLocks and\nKeys\n");
  EXPECT_TRUE(alone.episodes[0].chapters.empty());
}

TEST(Chapters, ComeFromThreeAscendingTimes) {
  const auto file = parse("- 00:00 Hello\n- 02:46 Locks\n- [1:04:14] Keys\n");
  const auto& chapters = file.episodes[0].chapters;
  ASSERT_EQ(chapters.size(), 3u);
  EXPECT_EQ(chapters[1].title, "Locks");
  EXPECT_EQ(chapters[1].time, (TimeSpan{166'000, 3'854'000}));
  EXPECT_EQ(chapters[2].title, "Keys");
  EXPECT_TRUE(parse("- 00:00 Hello\n- 02:46 Locks\n").episodes[0].chapters.empty());
}

TEST(Chapters, ATimeAloneTakesTheNextLineAsTitle) {
  const auto file = parse("00:00\nHello\n\n02:46\nLocks\n\n05:00\nKeys\n");
  const auto& chapters = file.episodes[0].chapters;
  ASSERT_EQ(chapters.size(), 3u);
  EXPECT_EQ(chapters[0].title, "Hello");
  EXPECT_EQ(chapters[2].title, "Keys");
}

TEST(Chapters, TimesThatJumpAboutAreNone) {
  EXPECT_TRUE(parse("- 10:00 a\n- 02:00 b\n- 30:00 c\n- 01:00 d\n- 05:00 e\n- 40:00 f\n")
                  .episodes[0]
                  .chapters.empty());
}

TEST(NoteTimes, TwoNumbersAreHoursWhereTheDurationSaysSo) {
  const auto file = parse(
      "---\nduration: 2:10:00\n---\n\n- 0:05 Hello\n- 0:32 Locks\n- 1:04 Keys\n- 1:50 Goodbye\n");
  EXPECT_EQ(notes_of(file).blocks[3].time.start, 110 * 60'000);
  const auto minutes = parse("- 0:05 Hello\n- 0:32 Locks\n- 1:04 Keys\n- 1:50 Goodbye\n");
  EXPECT_EQ(notes_of(minutes).blocks[3].time.start, 110'000);
}

TEST(Chapters, LinesThatTimesHeadBeatMentions) {
  const auto file = parse(
      "- 00:00 Hello\n- 02:46 Locks\n- 05:00 Keys\n\nSaid in passing\n\n- a word (01:10)\n"
      "- a name (00:30)\n- a sum (04:00)\n");
  const auto& chapters = file.episodes[0].chapters;
  ASSERT_EQ(chapters.size(), 3u);
  EXPECT_EQ(chapters[2].title, "Keys");
}

TEST(Chapters, SectionsBeatMomentsInsideThem) {
  const auto file =
      parse("I. Hello (00:00)\n  - a\nII. Locks (02:46)\n  - a word (03:10)\nIII. Keys (05:00)\n");
  const auto& chapters = file.episodes[0].chapters;
  ASSERT_EQ(chapters.size(), 3u);
  EXPECT_EQ(chapters[1].time, (TimeSpan{166'000, 300'000}));
}

}  // namespace
}  // namespace earshot::formats
