// Which file went to which episode, and what the report says of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/assembly.h"
#include "import/shelf.h"
#include "import_run.h"
#include "library/grouping.h"
#include "library/identity.h"

namespace earshot::import {
namespace {

using testing::ElementsAre;

std::string notes(std::string_view title, std::string_view text) {
  return "---\ntitle: " + std::string(title) + "\n---\n\n# Contents\n\n" + std::string(text) + "\n";
}

constexpr std::string_view kFeed = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Slow Machines</title>
<item><title>Why ropes hold</title><guid>rope-guid</guid><itunes:duration>600</itunes:duration>
<description>On harbours, hawsers, splices and their strength.</description>
<enclosure url="https://cdn.example.org/audio/sm-07.mp3" type="audio/mpeg" length="1"/>
<podcast:transcript url="https://cdn.example.org/t/9f31.vtt" type="text/vtt"/>
<podcast:chapters url="https://cdn.example.org/c/9f31-c.json" type="application/json+chapters"/>
</item>
<item><title>Why cranes bend</title><guid>crane-guid</guid><itunes:duration>60</itunes:duration>
<description>On lattice booms, counterweights, hydraulics and weather.</description>
<enclosure url="https://cdn.example.org/audio/sm-08.mp3" type="audio/mpeg" length="1"/>
</item></channel></rss>
)";

/// Readers of feeds may be left out of a build.
bool reads_feeds() {
  return run_import({{"s/feed.xml", std::string(kFeed)}}).report("s/feed.xml").became == "feed";
}

TEST(Pairing, FollowsTheAddressesOfAFeed) {
  if (!reads_feeds()) GTEST_SKIP() << "no reader of feeds";
  const auto run = run_import({{"s/feed.xml", std::string(kFeed)},
                               {"s/9f31.vtt", vtt("words about hawsers")},
                               {"s/sm-07.mp3", "ID3"}});
  EXPECT_THAT(run.episodes(), testing::Contains("Slow Machines/Why ropes hold: TNS"));
  EXPECT_EQ(run.report("s/9f31.vtt").pairing_reason, "named by the feed");
  EXPECT_EQ(run.report("s/9f31.vtt").pairing_with, "s/feed.xml");
  EXPECT_EQ(run.report("s/sm-07.mp3").became, "audio");
  EXPECT_EQ(run.report("s/sm-07.mp3").pairing_reason, "named by the feed");
  EXPECT_EQ(run.report("s/sm-07.mp3").episode, run.report("s/9f31.vtt").episode);
}

TEST(Pairing, FollowsTheNameOfTheFeedsAudio) {
  if (!reads_feeds()) GTEST_SKIP() << "no reader of feeds";
  const auto run =
      run_import({{"s/feed.xml", std::string(kFeed)}, {"s/sm-08.en.vtt", vtt("other words")}});
  EXPECT_THAT(run.episodes(), testing::Contains("Slow Machines/Why cranes bend: TNS"));
  EXPECT_EQ(run.report("s/sm-08.en.vtt").pairing_reason, "same name as the feed's audio");
}

TEST(Pairing, TellsAudioFromTheFileOfItsName) {
  const auto run = run_import({{"s/ep1.mp3", "ID3"}, {"s/ep1.vtt", vtt("words")}});
  EXPECT_THAT(run.episodes(), ElementsAre("s/Episode 1: TS"));
  EXPECT_EQ(run.report("s/ep1.mp3").became, "audio");
  EXPECT_EQ(run.report("s/ep1.mp3").pairing_with, "s/ep1.vtt");
  EXPECT_EQ(run.report("s/ep1.mp3").pairing_reason, "same file name");
}

TEST(Pairing, LeavesAudioWithoutAnEpisodeOut) {
  const auto run = run_import({{"s/ep1.mp3", "ID3"}, {"s/ep2.vtt", vtt("words")}});
  EXPECT_EQ(run.report("s/ep1.mp3").became, "ignored");
  EXPECT_FALSE(run.report("s/ep1.mp3").episode.valid());
}

TEST(Pairing, KeepsBothNotesOfAnEpisode) {
  const auto run = run_import({{"s/ep1.md", notes("One", "- the first notes, longer")},
                               {"s/ep1.txt", "Other notes of it.\n\n- and a line\n"},
                               {"s/ep1.vtt", vtt("words")}});
  EXPECT_THAT(run.episodes(), ElementsAre("s/One: TNNS"));
}

TEST(Pairing, LeavesDataOfOtherPurposesOut) {
  const auto run = run_import({{"s/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}"},
                               {"s/ep2.vtt", vtt("words")}});
  EXPECT_EQ(run.report("s/package.json").became, "ignored");
  EXPECT_EQ(run.episodes().size(), 1u);
}

/// A feed whose episodes have no text of their own.
std::string bare_feed(std::string_view items) {
  return "<rss version=\"2.0\"><channel><title>Slow Machines</title>" + std::string(items) +
         "</channel></rss>";
}

TEST(Pairing, SaysWhyAFileIsOfAFeedsEpisodeWithoutText) {
  const auto run = run_import(
      {{"s/feed.xml", bare_feed("<item><title>Cranes</title><guid>g</guid>"
                                "<enclosure url=\"https://cdn.example.org/sm-08.mp3\"/></item>")},
       {"s/sm-08.vtt", vtt("words")}});
  EXPECT_EQ(run.report("s/sm-08.vtt").pairing_with, "s/feed.xml");
  EXPECT_EQ(run.report("s/sm-08.vtt").pairing_reason, "same name as the feed's audio");
}

TEST(Pairing, FindsAFeedsEpisodeWithoutTextByItsGuid) {
  const auto run = run_import(
      {{"s/feed.xml", bare_feed("<item><title>Cranes</title><guid>crane-guid</guid></item>")},
       {"s/x.md", "---\ntitle: Other\nguid: crane-guid\n---\n\nText.\n"}});
  EXPECT_EQ(run.report("s/x.md").pairing_reason, "same guid");
}

TEST(Pairing, ANumberBeforeATitleIsNoPartOfIt) {
  const auto run = run_import(
      {{"s/feed.xml", bare_feed("<item><title>#12: Ropes &amp;amp; Cranes</title></item>")},
       {"s/Ropes and cranes.vtt", vtt("words")}});
  EXPECT_EQ(run.report("s/Ropes and cranes.vtt").pairing_reason, "same title");
}

TEST(Pairing, SaysOfBothFilesWhy) {
  const auto run = run_import(
      {{"s/012.md", notes("Rope Bridges", "- a rope")}, {"s/012_Bridges.vtt", vtt("words")}});
  EXPECT_EQ(run.report("s/012.md").pairing_reason, "same number");
  EXPECT_EQ(run.report("s/012_Bridges.vtt").pairing_reason, "same number");
  EXPECT_EQ(run.report("s/012_Bridges.vtt").pairing_with, "s/012.md");
}

// --- The shelf
// ------------------------------------------------------------------------------------

Draft told(std::string_view title, std::string_view show = "show") {
  Draft out;
  out.episode.title = title;
  out.title_key = library::title_key(title);
  out.is_title_told = true;
  out.show = show;
  return out;
}

Draft spoken(std::string_view title, std::string_view words, Millis end) {
  Draft out = told(title);
  out.is_title_told = false;
  TranscriptPart& part = out.transcripts.emplace_back();
  part.transcript.plain = words;
  model::Cue& cue = part.transcript.cues.emplace_back();
  cue.time = {0, end};
  cue.text_in_plain = {0, static_cast<std::uint32_t>(words.size())};
  return out;
}

TEST(Shelf, FindsAListedEpisodeByItsGuid) {
  Shelf shelf;
  Draft listed = told("Old title");
  listed.episode.guid = "g1";
  shelf.list(listed);
  Draft full = told("New title");
  full.episode.guid = "g1";
  const auto found = shelf.take_listed(full);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->reason, library::kSameGuid);
}

TEST(Shelf, FindsANumberWhereTheNameHoldsNothingElse) {
  Shelf shelf;
  Draft listed = told("Why ropes hold");
  listed.episode.number = 12;
  shelf.list(listed);
  Draft other = told("Why cranes bend");
  other.episode.number = 13;
  shelf.list(other);
  Draft full = spoken("Episode 12", "words", 1000);
  full.episode.number = 12;
  EXPECT_FALSE(shelf.take_listed(full)) << "a title that was told counts";
  full.has_only_number = true;
  const auto found = shelf.take_listed(full);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->draft.episode.title, "Why ropes hold");
  EXPECT_EQ(found->reason, library::kSameNumber);
}

TEST(Shelf, FindsTheOneOfEqualLengthAndLikeWords) {
  Shelf shelf;
  for (const auto& [title, summary] :
       {std::pair("Ropes", "harbours, hawsers, splices"), std::pair("Cranes", "booms, lattice")}) {
    Draft listed = told(title);
    listed.episode.duration = 600'000;
    listed.episode.summary = summary;
    shelf.list(listed);
  }
  const auto found = shelf.take_listed(
      spoken("audio 77", "we went to the harbours where hawsers and splices are", 595'000));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->draft.episode.title, "Ropes");
  EXPECT_EQ(found->reason, library::kSameLengthAndWords);
}

TEST(Shelf, LeavesUnlikeWordsOfEqualLengthApart) {
  Shelf shelf;
  Draft listed = told("Ropes");
  listed.episode.duration = 600'000;
  listed.episode.summary = "harbours, hawsers, splices";
  shelf.list(listed);
  EXPECT_FALSE(shelf.take_listed(spoken("audio 77", "a talk about nothing of it", 600'000)));
}

// --- Several texts of a kind
// -----------------------------------------------------------------------

TranscriptPart transcript(std::string_view format, std::size_t cues) {
  TranscriptPart part;
  part.format = format;
  part.transcript.plain = format;
  part.transcript.cues.resize(cues);
  for (model::Cue& cue : part.transcript.cues)
    cue.time = {0, 1};
  return part;
}

TEST(OrderTexts, ShowsSpeakersBeforeWordsBeforeCues) {
  Draft draft;
  draft.transcripts = {transcript("many", 9), transcript("words", 3), transcript("speakers", 2)};
  draft.transcripts[1].transcript.cues[0].words.push_back({{0, 1}, {0, 1}});
  draft.transcripts[2].transcript.cues[1].speaker = 0;
  order_texts(draft);
  EXPECT_EQ(draft.transcripts[0].format, "speakers");
  EXPECT_EQ(draft.transcripts[1].format, "words");
  EXPECT_EQ(draft.transcripts[2].format, "many");
}

TEST(OrderTexts, MarksNotesThatOthersHold) {
  Draft draft;
  draft.notes.resize(3);
  draft.notes[0].notes.plain = "about ropes";
  draft.notes[1].notes.plain = "All about  ropes\nand cranes";
  draft.notes[2].notes.plain = "something else";
  order_texts(draft);
  EXPECT_EQ(draft.notes[0].notes.plain, "All about  ropes\nand cranes");
  EXPECT_FALSE(draft.notes[1].has_same_words);
  EXPECT_TRUE(draft.notes[2].has_same_words);
}

}  // namespace
}  // namespace earshot::import
