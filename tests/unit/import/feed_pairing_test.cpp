// Files that belong to an episode of a feed, each known by a reason of its own.
#include <gtest/gtest.h>

#include <algorithm>

#include "import_run.h"

namespace earshot::import {
namespace {

constexpr std::string_view kFeed = R"(<rss version="2.0"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Garden Talk</title>
<item><title>Tomatoes in winter</title><guid>gt-1</guid><itunes:episode>1</itunes:episode>
<enclosure url="https://x.example/audio/ep1.mp3" type="audio/mpeg"/>
<podcast:transcript url="https://x.example/t/ep1.vtt" type="text/vtt"/></item>
<item><title>Potatoes forever</title><guid>gt-2</guid><itunes:episode>2</itunes:episode>
<enclosure url="https://x.example/audio/ep2.mp3" type="audio/mpeg"/></item>
</channel></rss>)";

constexpr std::string_view kHeading = "# Tomatoes in winter\n\n- 0:00 Intro\n- 5:00 Greenhouse\n";
constexpr std::string_view kChapters =
    R"({"version":"1.2.0","chapters":[{"startTime":0,"title":"Intro"},{"startTime":9,"title":"B"}]})";

std::string srt(std::string_view words, std::string_view end = "00:00:04,500") {
  return "1\n00:00:01,000 --> " + std::string(end) + "\n" + std::string(words) + "\n";
}

/// The files beside the feed, which is the first.
ImportRun run_beside_feed(std::vector<TestFile> files, std::string_view feed = kFeed) {
  files.insert(files.begin(), {"d/feed.xml", std::string(feed)});
  return run_import(files);
}

bool are_all_of(const ImportRun& run, std::string_view title) {
  const Id first = run.reports[1].episode;
  return std::ranges::all_of(std::span(run.reports).subspan(1), [&](const FileReport& report) {
    return report.episode == first && report.episode_title == title;
  });
}

TEST(FeedPairing, JoinsNotesKnownByTitleWithATranscriptKnownByAudio) {
  const std::string front_matter = "---\ntitle: Tomatoes in winter\n---\n\nText of the notes.\n";
  for (const TestFile& notes :
       {TestFile{"d/tomatoes-in-winter.md", std::string(kHeading)},
        TestFile{"d/notes.md", std::string(kHeading)}, TestFile{"d/other.md", front_matter}}) {
    const auto run = run_beside_feed({{"d/ep1.en.vtt", vtt("Welcome")}, notes});
    EXPECT_TRUE(are_all_of(run, "Tomatoes in winter")) << notes.path;
    EXPECT_EQ(run.report("d/ep1.en.vtt").pairing_reason, "same name as the feed's audio");
    EXPECT_EQ(run.report(notes.path).pairing_reason, "same title") << notes.path;
    EXPECT_EQ(run.report(notes.path).pairing_with, "d/feed.xml") << notes.path;
  }
}

TEST(FeedPairing, GivesATranscriptTheLanguageThatTheFeedSaysWhereNothingElseDoes) {
  constexpr std::string_view kOfTwo =
      "<rss version=\"2.0\" xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"><channel>"
      "<title>Garden Talk</title><item><title>Tomatoes</title><guid>gt-1</guid>"
      "<podcast:transcript url=\"https://x.example/1.vtt\" language=\"deu\"/>"
      "<podcast:transcript url=\"https://x.example/1.fr.vtt\" language=\"it\"/>"
      "<podcast:transcript url=\"https://x.example/2.vtt\" language=\"it\"/>"
      "</item></channel></rss>";
  const std::string danish = "WEBVTT\nLanguage: dan\n\n00:01.000 --> 00:04.500\ntredje\n";
  const auto run = run_beside_feed(
      {{"d/1.vtt", vtt("eins")}, {"d/1.fr.vtt", vtt("deux")}, {"d/2.vtt", danish}}, kOfTwo);
  ASSERT_EQ(run.languages().size(), 1u);
  for (const std::string_view transcript : {" S:de", " S:fr", " S:da"})
    EXPECT_TRUE(run.languages()[0].contains(transcript)) << run.languages()[0];
}

TEST(FeedPairing, JoinsTranscriptsKnownByDifferentReasons) {
  const auto run = run_beside_feed({{"d/Potatoes forever.srt", srt("first words")},
                                    {"d/ep2.vtt", vtt("second words")},
                                    {"d/002.tsv", "start\tend\ttext\n1000\t4500\tthird words\n"},
                                    {"d/S01E02.srt", srt("fourth words")}});
  EXPECT_TRUE(are_all_of(run, "Potatoes forever"));
  EXPECT_EQ(run.report("d/S01E02.srt").pairing_reason, "same number");
}

TEST(FeedPairing, JoinsChaptersNotesAndTranscriptOfThreeReasons) {
  const auto run = run_beside_feed({{"d/ep2.chapters.json", std::string(kChapters)},
                                    {"d/02.txt", "Some notes.\n\n- and a line\n"},
                                    {"d/Potatoes forever.vtt", vtt("words")}});
  EXPECT_TRUE(are_all_of(run, "Potatoes forever"));
}

TEST(FeedPairing, ReadsFilesThatMeetAudioOfAnEarlierName) {
  const auto run =
      run_beside_feed({{"d/Potatoes forever.mp3", "ID3"}, {"d/ep2.vtt", vtt("words")}});
  EXPECT_EQ(run.report("d/ep2.vtt").became, "transcript");
  EXPECT_TRUE(are_all_of(run, "Potatoes forever"));
}

TEST(FeedPairing, KeepsTranscriptsOfClearlyDifferentLengthApart) {
  for (const std::string_view other : {"d/Potatoes forever.srt", "d/002.srt"}) {
    const auto run = run_beside_feed({{"d/ep2.vtt", vtt("short words")},
                                      {std::string(other), srt("long words", "00:30:00,000")}});
    EXPECT_EQ(run.report("d/ep2.vtt").episode_title, "Potatoes forever") << other;
    EXPECT_EQ(run.report("d/ep2.vtt").pairing_reason, "same name as the feed's audio") << other;
    EXPECT_NE(run.report("d/ep2.vtt").episode, run.report(other).episode) << other;
    EXPECT_EQ(run.report(other).pairing_with, "") << other;
  }
}

TEST(FeedPairing, KeepsEqualTitlesOfOtherNumbersApart) {
  const auto run = run_beside_feed(
      {{"d/030.md", "# Questions\n\nAbout the hedge.\n"},
       {"d/016.md", "# Questions\n\nAbout the lawn.\n"}},
      "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel>"
      "<title>Garden Talk</title><item><title>Questions</title><guid>q30</guid>"
      "<itunes:episode>30</itunes:episode></item></channel></rss>");
  EXPECT_NE(run.report("d/030.md").episode, run.report("d/016.md").episode);
}

TEST(FeedPairing, LetsAGuidOverruleAName) {
  const auto run = run_beside_feed(
      {{"d/Potatoes forever.md", "---\ntitle: Potatoes forever\nguid: gt-1\n---\n\nText.\n"}});
  EXPECT_EQ(run.report("d/Potatoes forever.md").pairing_reason, "same guid");
}

TEST(FeedPairing, FindsNumbersAndTitlesInNames) {
  for (const auto& [path, reason] :
       {std::pair("d/002.vtt", "same number"), std::pair("d/S01E02.vtt", "same number"),
        std::pair("d/Garden Talk - Potatoes forever.vtt", "same title"),
        std::pair("d/Garden Talk - 02 - Potatoes forever.vtt", "same title"),
        std::pair("d/garden_talk_s01e02_potatoes_forever.vtt", "same title"),
        std::pair("d/Garden Talk 002.vtt", "same number")}) {
    const auto run = run_beside_feed({{path, vtt("words")}});
    EXPECT_TRUE(are_all_of(run, "Potatoes forever")) << path;
    EXPECT_EQ(run.report(path).pairing_with, "d/feed.xml") << path;
    EXPECT_EQ(run.report(path).pairing_reason, reason) << path;
  }
}

TEST(FeedPairing, CountsNoFilesOfAnotherFolder) {
  const auto run = run_import({{"all/notes.txt", "A list of shows.\n"},
                               {"all/garden/feed.xml", std::string(kFeed)},
                               {"all/garden/transcripts/001.vtt", vtt("words of the garden")},
                               {"all/harbour/1_2.srt", srt("words of the harbour")}});
  EXPECT_EQ(run.report("all/garden/transcripts/001.vtt").pairing_reason, "same number");
  EXPECT_EQ(run.report("all/harbour/1_2.srt").pairing_with, "");
}

TEST(FeedPairing, FindsATitleBehindTheShowsNameInAHeading) {
  const auto run = run_beside_feed({{"d/x.md", "# Garden Talk: Potatoes forever\n\nText.\n"}});
  EXPECT_EQ(run.report("d/x.md").pairing_reason, "same title");
}

TEST(FeedPairing, TakesTheShowsNameForPartOfATitleThatIsNotInTheFeed) {
  const auto run = run_beside_feed({{"d/Garden Talk about hedges.vtt", vtt("words")}});
  EXPECT_EQ(run.report("d/Garden Talk about hedges.vtt").episode_title, "Garden Talk about hedges");
  EXPECT_EQ(run.report("d/Garden Talk about hedges.vtt").pairing_with, "");
}

TEST(FeedPairing, NamesTheFeedWithEachFilesOwnReason) {
  const auto run = run_beside_feed(
      {{"d/ep1.md", std::string(kHeading)}, {"d/ep1.vtt", vtt("words")}, {"d/ep1.mp3", "ID3"}});
  EXPECT_EQ(run.report("d/ep1.vtt").pairing_reason, "named by the feed");
  EXPECT_EQ(run.report("d/ep1.mp3").pairing_reason, "named by the feed");
  EXPECT_EQ(run.report("d/ep1.md").pairing_reason, "same name as the feed's audio");
  for (const std::string_view path : {"d/ep1.vtt", "d/ep1.mp3", "d/ep1.md"})
    EXPECT_EQ(run.report(path).pairing_with, "d/feed.xml") << path;
}

TEST(FeedPairing, NamesTheFileThatAnotherCameWith) {
  const auto run = run_beside_feed({{"d/x.md", std::string(kHeading)}, {"d/x.vtt", vtt("words")}});
  EXPECT_EQ(run.report("d/x.md").pairing_with, "d/feed.xml");
  EXPECT_EQ(run.report("d/x.md").pairing_reason, "same title");
  EXPECT_EQ(run.report("d/x.vtt").pairing_with, "d/x.md");
  EXPECT_EQ(run.report("d/x.vtt").pairing_reason, "same file name");
}

}  // namespace
}  // namespace earshot::import
