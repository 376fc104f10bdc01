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

TEST(FindTimes, ThousandthsBehindAWholeClockAreRead) {
  const auto times = find_times("00:01:02.500 Intro");
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].time.start, 62'500);
  EXPECT_EQ(found_in("version 10:20:30.4567"), "");
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

TEST(NoteTimes, ATableThatGoesOnBehindTheEndIsKept) {
  const auto table =
      parse("---\nduration: 5:00\n---\n\n- 0:05 Hello\n- 12:32 Locks\n- 51:04 Keys\n");
  EXPECT_EQ(notes_of(table).blocks[2].time.start, 3'064'000);
  const auto alone = parse("---\nduration: 5:00\n---\n\n- Hello\n- 51:04 Keys\n");
  EXPECT_FALSE(notes_of(alone).blocks[1].time.known());
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

TEST(FindTimes, RefusesVersesScoresAndDates) {
  for (const std::string_view text :
       {"John 3:16", "1 Cor. 13:04", "Romans 8:28-30", "won 21:14", "a ratio of 21:10",
        "2025-03-14 12:30:00", "12:30-1:00 PM", "12:30 - 1:30 p.m.", "on 3/14/2025, 10:30"}) {
    EXPECT_EQ(found_in(text), "") << text;
  }
  EXPECT_EQ(found_in("with John 03:16"), "196 ");
}

TEST(NoteTimes, ProseThatEndsInATimeIsNoEntry) {
  const std::string_view text = "Speaker said at 12:30 PM. See 3:16 and (1:02:03).\n";
  for (const auto format : {model::Format::NotesMarkdown, model::Format::NotesText}) {
    const auto file = parse(text, "n", format);
    ASSERT_EQ(notes_of(file).blocks.size(), 1u);
    EXPECT_EQ(notes_of(file).blocks[0].kind, model::BlockKind::Paragraph);
    EXPECT_FALSE(notes_of(file).blocks[0].time.known());
    ASSERT_EQ(notes_of(file).spans.size(), 1u);
    EXPECT_EQ(notes_of(file).spans[0].time.start, 3'723'000);
    EXPECT_EQ(slice(notes_of(file).plain, notes_of(file).spans[0].text_in_plain), "(1:02:03)");
  }
}

TEST(NoteTimes, BareTimesInProseCountWhereSeveralGoOn) {
  const auto file = parse(
      "We speak of locks from 2:15 on, of keys at 5:30 and of doors at 10:45, which are long.\n");
  ASSERT_EQ(notes_of(file).spans.size(), 3u);
  EXPECT_EQ(notes_of(file).spans[2].time.start, 645'000);
  EXPECT_TRUE(
      notes_of(parse("We speak from 5:30 on, of 2:15 and then of 10:45 as well.\n")).spans.empty());
  EXPECT_EQ(
      notes_of(parse("Listen at the 12:34 mark for the guest's own words on it.\n")).spans.size(),
      1u);
}

TEST(NoteTimes, MinutesGoOnAboveAnHourInBothNotations) {
  const auto file = parse("- 59:10 Locks\n- 61:30 Keys\n- 1:02:30 Doors\n");
  const auto& blocks = notes_of(file).blocks;
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[0].time.start, 3'550'000);
  EXPECT_EQ(blocks[1].time.start, 3'690'000);
  EXPECT_EQ(blocks[2].time.start, 3'750'000);
}

TEST(NoteTimes, ATimeAloneIsJoinedWithItsTitle) {
  const auto file = parse("00:00\nHello\n\n02:46\nLocks\n\n05:00\nKeys\n");
  EXPECT_EQ(outline(notes_of(file)), "1 00:00 Hello|1 02:46 Locks|1 05:00 Keys");
  EXPECT_EQ(file.episodes[0].chapters.size(), 3u);
}

TEST(NoteTimes, LinksIntoTheEpisodeHaveTimes) {
  const auto own = parse("- [Hello](#t=00:22)\n- [Locks](#t=90)\n", "n.md");
  EXPECT_EQ(notes_of(own).blocks[0].time.start, 22'000);
  EXPECT_EQ(notes_of(own).blocks[1].time.start, 90'000);
  const auto video = parse(
      "- [Hello](https://v.x/w?id=1&t=22s)\n- [Locks](https://v.x/w?id=1&t=1h2m3s)\n", "n.md");
  EXPECT_EQ(notes_of(video).blocks[1].time.start, 3'723'000);
  const auto other = parse("- [Hello](https://v.x/w?id=1&t=22)\n- [Locks](https://a.b)\n", "n.md");
  EXPECT_FALSE(notes_of(other).blocks[0].time.known());
}

TEST(FindTimes, RefusesOpeningHours) {
  for (const std::string_view text :
       {"The shop opens 9:00-17:00", "open 9:00 - 17:30.", "9:00-17:00 daily"}) {
    EXPECT_TRUE(find_times(text).empty()) << text;
  }
  EXPECT_EQ(find_times("9:00-17:00 The shop").size(), 1u);
  EXPECT_EQ(find_times("open 9:12-17:00").size(), 1u);
}

TEST(FindTimes, ReadsFullWidthSigns) {
  const std::string_view text = "港（12:30）と（１：２３）水";
  const auto found = find_times(text);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].time.start, 750'000);
  EXPECT_TRUE(found[0].is_bracketed);
  EXPECT_EQ(slice(text, found[0].range_in_text), "（12:30）");
  EXPECT_EQ(found[1].time.start, 83'000);
  EXPECT_EQ(slice(text, found[1].range_in_text), "（１：２３）");
}

TEST(Chapters, DotsThatLeadToATimeAreNotOfTheTitle) {
  const auto file = parse(
      "Intro ... 0:10\nThe middle ..... 12:30\nMore . . . 20:00\nThe end ... 45:00\n", "a.txt");
  std::string titles;
  for (const model::Chapter& chapter : file.episodes.at(0).chapters)
    titles += chapter.title + "|";
  EXPECT_EQ(titles, "Intro|The middle|More|The end|");
}

}  // namespace
}  // namespace earshot::formats
