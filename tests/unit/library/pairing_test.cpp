#include <gtest/gtest.h>

#include "library/grouping.h"
#include "library/likeness.h"
#include "library/references.h"

namespace earshot::library {
namespace {

std::string found(const References& references, std::string_view path, bool is_common = false) {
  const auto at = references.find(path, is_common);
  return at ? std::to_string(at->target) + " " + std::string(at->reason) : "none";
}

TEST(References, FindTheFileAFeedNames) {
  References references;
  references.add("https://cdn.example.org/t/Rope%20Bridges.vtt?token=1#x", 3);
  EXPECT_EQ(found(references, "downloads/rope bridges.vtt"), "3 named by the feed");
  EXPECT_EQ(found(references, "downloads/rope.vtt"), "none");
}

TEST(References, TellTheLanguageOfTheFileThatIsMeant) {
  References references;
  references.add("https://example.org/de/1.vtt", 1, "de");
  references.add("https://example.org/en/1.vtt", 1, "en");
  references.add_audio("https://example.org/1.mp3", 1);
  EXPECT_EQ(references.find("show/en/1.vtt", true)->language, "en");
  EXPECT_EQ(references.find("show/de/1.vtt", true)->language, "de");
  EXPECT_EQ(references.find("show/1.txt", false)->language, "");
}

TEST(References, CompareFoldersWhereEpisodesShareAName) {
  References references;
  references.add("https://example.org/ep1/transcript.vtt", 1);
  references.add("https://example.org/ep2/transcript.vtt", 2);
  EXPECT_EQ(found(references, "show/ep2/transcript.vtt"), "2 named by the feed");
  EXPECT_EQ(found(references, "transcript.vtt"), "none");
}

TEST(References, AskForAFolderWhereSeveralFilesShareAName) {
  References references;
  references.add("https://example.org/ep1/transcript.vtt", 1);
  EXPECT_EQ(found(references, "show/ep1/transcript.vtt", true), "1 named by the feed");
  EXPECT_EQ(found(references, "show/ep2/transcript.vtt", true), "none");
}

TEST(References, FindFilesByTheNameOfTheAudio) {
  References references;
  references.add_audio("https://example.org/audio/EP12.mp3", 12);
  EXPECT_EQ(found(references, "show/ep12.mp3"), "12 named by the feed");
  EXPECT_EQ(found(references, "show/ep12.en.vtt"), "12 same name as the feed's audio");
  EXPECT_EQ(found(references, "show/ep12.chapters.json"), "12 same name as the feed's audio");
}

TEST(References, TrustNoAudioNameThatEpisodesShare) {
  References references;
  references.add_audio("https://example.org/1/audio.mp3", 1);
  references.add_audio("https://example.org/2/audio.mp3", 2);
  EXPECT_EQ(found(references, "audio.vtt"), "none");
}

TEST(References, KeepAPercentSignThatStandsForNothing) {
  References references;
  references.add("https://example.org/100%25-sure.vtt", 1);
  references.add("https://example.org/50%.vtt", 2);
  EXPECT_EQ(found(references, "100%-sure.vtt"), "1 named by the feed");
  EXPECT_EQ(found(references, "50%.vtt"), "2 named by the feed");
}

TEST(Likeness, AsksForLessWhereTheDurationAgrees) {
  const LongWords notes("suspension bridges, anchors and harnesses, weather");
  const LongWords talk("today we look at suspension bridges and at their anchors");
  EXPECT_TRUE(are_alike(notes, talk, true));
  EXPECT_FALSE(are_alike(notes, talk, false));
}

TEST(Likeness, TellsRecordingsFromEachOtherByTheirEnds) {
  constexpr Millis kMinute = 60'000;
  EXPECT_FALSE(lengths_contradict(30 * kMinute, 31 * kMinute)) << "a trailer left out";
  EXPECT_FALSE(lengths_contradict(60 * kMinute, 50 * kMinute));
  EXPECT_TRUE(lengths_contradict(60 * kMinute, 40 * kMinute));
  EXPECT_FALSE(lengths_contradict(kNoTime, 40 * kMinute)) << "an unknown end says nothing";
}

TEST(Likeness, PassesByWhatEveryTextHolds) {
  const LongWords notes("the way of all the old men and the sea");
  const LongWords talk("the men of the old way and all the sea");
  EXPECT_EQ(notes.size(), 0u);
  EXPECT_FALSE(are_alike(notes, talk, true));
}

}  // namespace
}  // namespace earshot::library
