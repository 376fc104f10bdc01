// The texts of one episode, kept apart: files as they were, several notes, several transcripts.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/app.h"
#include "app/quote.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using testing::EpisodeSpec;
using testing::id_of;
using testing::Line;
using testing::make_pack;

constexpr std::string_view kFile = "WEBVTT\n\n00:01.000 --> 00:02.000\nspoken words\n";

std::vector<Line> cues(const std::string& words, Millis from, Millis step) {
  std::vector<Line> lines;
  for (int number = 0; number < 20; ++number)
    lines.push_back({words + " " + std::to_string(number), from + number * step});
  return lines;
}

std::vector<Line> outline(const std::string& words) {
  std::vector<Line> lines;
  for (const std::string part : {"one", "two"}) {
    lines.push_back({.text = words + " " + part, .kind = BlockKind::Item, .level = 1});
    lines.push_back({.text = "under " + part, .kind = BlockKind::Item, .level = 2});
  }
  return lines;
}

EpisodeSpec spec() {
  return {.title = "Ropes",
          .transcript_source = "s/ep1.vtt",
          .transcript = cues("spoken words", 0, 10'000),
          .notes = outline("ropes"),
          .transcript_file = std::string(kFile),
          .second_transcript = cues("gesprochene Worte und mehr davon", 5'000, 20'000),
          .second_notes = outline("sails")};
}

class Reading : public ::testing::Test {
 protected:
  Reading() { start(app_, {}); }
  static void start(App& app, const std::string& json) {
    app.dispatch(UserDataLoaded{json});
    app.dispatch(PackLoaded{make_pack({spec()}), false});
    app.dispatch(StartFinished{});
    app.dispatch(OpenEpisode{json.empty() ? id_of("Ropes") : app.reader().episode.id});
  }
  template <typename T>
  T last_effect() {
    T found;
    for (Effect& effect : app_.take_effects()) {
      if (T* wanted = std::get_if<T>(&effect)) found = std::move(*wanted);
    }
    return found;
  }
  std::string stored() { return last_effect<StoreUserData>().json; }
  /// The same episode in another version.
  void becomes(EpisodeSpec episode) {
    episode.content = "2";
    app_.dispatch(FilesArrived{1, 1, "ropes"});
    app_.dispatch(PackArrived{1, make_pack({std::move(episode)})});
  }
  std::string link_to(std::uint32_t offset_in_text) {
    app_.dispatch(CopyLink{offset_in_text});
    return last_effect<WriteLink>().fragment;
  }
  void choose(pack::TrackKind kind, std::size_t number) {
    for (const TrackChoice& choice : app_.reader().choices) {
      if (choice.kind != kind || number-- > 0) continue;
      app_.dispatch(ChooseTrack{choice.document});
      return;
    }
    FAIL() << "there is no such text";
  }
  static std::string_view target_words(const App& app) {
    const ReaderView& reader = app.reader();
    const std::string_view rest = reader.shown().text.substr(reader.target.range_in_text.begin);
    return rest.substr(0, rest.find('\n'));
  }
  const ReaderView& reader() const { return app_.reader(); }

  App app_{BuildFacts{}};
};

// --- A file as it was
// -----------------------------------------------------------------------------

TEST_F(Reading, FindStaysInTheFileThatIsShown) {
  app_.dispatch(ChooseTab{Tab::Source});
  app_.dispatch(OpenFind{"spoken"});
  ASSERT_EQ(app_.find().matches_in_text.size(), 1U);
  EXPECT_EQ(reader().tab, Tab::Source);
  EXPECT_EQ(reader().target.range_in_text, app_.find().matches_in_text[0]);
  EXPECT_EQ(reader().target.track, reader().shown().kind);
  EXPECT_FALSE(reader().target.restore);
}

TEST(ReadingATranscriptAlone, FindGoesToItsMatchesInTheFile) {
  App app{BuildFacts{}};
  EpisodeSpec episode = spec();
  episode.notes = episode.second_notes = {};
  app.dispatch(PackLoaded{make_pack({episode}), false});
  app.dispatch(StartFinished{});
  app.dispatch(OpenEpisode{id_of("Ropes")});
  app.dispatch(ChooseTab{Tab::Source});
  app.dispatch(OpenFind{"00:0"});
  app.dispatch(FindStep{1});
  ASSERT_EQ(app.find().current, 1);
  EXPECT_EQ(app.reader().target.range_in_text, app.find().matches_in_text[1]);
  EXPECT_FALSE(app.reader().target.restore);
}

TEST_F(Reading, ALinkToAPlaceInAFileLeadsBackToIt) {
  app_.dispatch(ChooseTab{Tab::Transcript});
  app_.dispatch(ChooseTab{Tab::Source});
  const auto place = static_cast<std::uint32_t>(kFile.find("spoken"));
  const std::string link = link_to(place);
  app_.dispatch(ChooseTab{Tab::Notes});
  app_.dispatch(LinkFollowed{link});
  EXPECT_EQ(reader().tab, Tab::Source);
  EXPECT_EQ(reader().shown().text, kFile);
  EXPECT_EQ(reader().target.range_in_text.begin, place);
}

TEST_F(Reading, ASessionThatWasLeftInAFileIsBackInIt) {
  app_.dispatch(ChooseTab{Tab::Transcript});
  app_.dispatch(ChooseTab{Tab::Source});
  const auto place = static_cast<std::uint32_t>(kFile.find("spoken"));
  app_.dispatch(ReadingPositionChanged{place});
  App next{BuildFacts{}};
  start(next, stored());
  EXPECT_EQ(next.reader().tab, Tab::Source);
  EXPECT_EQ(next.reader().shown().text, kFile);
  EXPECT_EQ(next.reader().target.range_in_text.begin, place);
  EXPECT_EQ(next.reader().offset_in_text, place);
}

// --- Several notes, several transcripts
// -----------------------------------------------------------

TEST_F(Reading, WhatIsFoldedIsOfTheNotesItWasFoldedIn) {
  app_.dispatch(ToggleFold{2});
  choose(pack::TrackKind::Notes, 1);
  ASSERT_TRUE(reader().notes.text.starts_with("sails"));
  EXPECT_TRUE(reader().folded_blocks.empty());
  app_.dispatch(ToggleFold{0});
  choose(pack::TrackKind::Notes, 0);
  EXPECT_EQ(std::vector(reader().folded_blocks.begin(), reader().folded_blocks.end()),
            std::vector<std::uint32_t>{2});
}

TEST_F(Reading, AnotherTranscriptOpensAtTheSameTime) {
  app_.dispatch(JumpToTime{100'000});
  ASSERT_EQ(target_words(app_), "spoken words 10");
  choose(pack::TrackKind::Transcript, 1);
  EXPECT_EQ(target_words(app_), "gesprochene Worte und mehr davon 4") << "of 1:25";
  EXPECT_TRUE(reader().target.restore) << "nothing in it is what was jumped to";
  const auto before = reader().target.serial;
  choose(pack::TrackKind::Transcript, 1);
  EXPECT_EQ(reader().target.serial, before) << "it is there already";
}

TEST_F(Reading, OtherNotesHaveNoPlaceThatWasGoneToInTheFirst) {
  app_.dispatch(OpenFind{"ropes two"});
  ASSERT_GT(reader().target.range_in_text.begin, 0U);
  choose(pack::TrackKind::Notes, 1);
  EXPECT_EQ(reader().target.serial, 0U);
  EXPECT_EQ(reader().offset_in_text, 0U);
}

TEST_F(Reading, AChosenTextStaysWhereItsEpisodeMovesIntoAnotherPack) {
  choose(pack::TrackKind::Notes, 1);
  choose(pack::TrackKind::Transcript, 1);
  app_.dispatch(JumpToTime{85'000});
  app_.dispatch(ReadingPositionChanged{reader().target.range_in_text.begin});
  const ScrollTarget target = reader().target;
  EpisodeSpec again = spec();
  again.content = "2";
  app_.dispatch(FilesArrived{1, 2, "ropes"});
  app_.dispatch(PackArrived{1, make_pack({{.title = "Knots", .notes = outline("knots")}, again})});
  EXPECT_TRUE(reader().transcript.text.starts_with("gesprochene"));
  EXPECT_TRUE(reader().notes.text.starts_with("sails"));
  EXPECT_EQ(reader().target.serial, target.serial);
  EXPECT_EQ(reader().offset_in_text, target.range_in_text.begin);
}

TEST_F(Reading, ATextThatIsGoneTakesItsPlaceWithIt) {
  choose(pack::TrackKind::Transcript, 1);
  app_.dispatch(JumpToTime{85'000});
  EpisodeSpec again = spec();
  again.second_transcript = {};
  becomes(again);
  EXPECT_TRUE(reader().transcript.text.starts_with("spoken"));
  EXPECT_EQ(reader().target.serial, 0U);
  EXPECT_EQ(reader().offset_in_text, 0U);
}

TEST_F(Reading, ASessionIsBackInTheTextThatWasRead) {
  choose(pack::TrackKind::Transcript, 1);
  const auto place = static_cast<std::uint32_t>(reader().transcript.text.find("davon 7") - 25);
  app_.dispatch(ReadingPositionChanged{place});
  App next{BuildFacts{}};
  start(next, stored());
  EXPECT_EQ(next.reader().tab, Tab::Transcript);
  EXPECT_TRUE(next.reader().transcript.text.starts_with("gesprochene"));
  EXPECT_EQ(next.reader().target.range_in_text.begin, place);
}

TEST_F(Reading, ASessionBeforeTextsHadNumbersOpensTheFirst) {
  choose(pack::TrackKind::Transcript, 1);
  std::string json = stored();
  const std::size_t at = json.find("\"text\"");
  ASSERT_NE(at, std::string::npos);
  json.replace(at, 6, "\"past\"");
  App next{BuildFacts{}};
  start(next, json);
  EXPECT_TRUE(next.reader().transcript.text.starts_with("spoken"));
}

TEST_F(Reading, FoldsOfOtherNotesAreNotKeptForTheFirst) {
  choose(pack::TrackKind::Notes, 1);
  app_.dispatch(ToggleFold{2});
  App in_them{BuildFacts{}};
  start(in_them, stored());
  EXPECT_TRUE(in_them.reader().notes.text.starts_with("sails"));
  EXPECT_EQ(in_them.reader().folded_blocks.size(), 1U);
  app_.dispatch(ChooseTab{Tab::Transcript});
  App elsewhere{BuildFacts{}};
  start(elsewhere, stored());
  EXPECT_TRUE(elsewhere.reader().folded_blocks.empty());
}

TEST_F(Reading, FoldsOfOtherNotesAreKeptWhereTheirFileIsShown) {
  EpisodeSpec episode = spec();
  episode.notes_file = "ropes one\n";
  becomes(episode);
  choose(pack::TrackKind::Notes, 1);
  app_.dispatch(ToggleFold{2});
  app_.dispatch(ChooseTab{Tab::Source});
  ASSERT_EQ(reader().tab, Tab::Source);
  App next{BuildFacts{}};
  next.dispatch(UserDataLoaded{stored()});
  next.dispatch(PackLoaded{make_pack({episode}), false});
  next.dispatch(StartFinished{});
  ASSERT_EQ(next.reader().tab, Tab::Source);
  EXPECT_TRUE(next.reader().notes.text.starts_with("sails"));
  EXPECT_EQ(next.reader().folded_blocks.size(), 1U);
}

TEST_F(Reading, ALinkToATimeNamesTheTranscriptWhateverTextItIsMadeIn) {
  EpisodeSpec episode = spec();
  episode.chapters = {{"Splices", 85'000}};
  episode.notes[0].start = 85'000;
  episode.second_notes[0].start = 85'000;
  becomes(episode);
  for (const std::size_t notes : {0U, 1U}) {
    for (const Tab tab : {Tab::Notes, Tab::Chapters}) {
      choose(pack::TrackKind::Transcript, 1);
      choose(pack::TrackKind::Notes, notes);
      app_.dispatch(ChooseTab{tab});
      const std::string link = link_to(0);
      EXPECT_TRUE(link.ends_with("&t=85&text=2")) << link;
      choose(pack::TrackKind::Transcript, 0);
      app_.dispatch(LinkFollowed{link});
      EXPECT_EQ(target_words(app_), "gesprochene Worte und mehr davon 4");
    }
  }
}

TEST_F(Reading, ALinkToATimeOfOtherNotesLeadsToThemWhereNoTranscriptHasIt) {
  EpisodeSpec episode = spec();
  episode.transcript = episode.second_transcript = {};
  episode.transcript_file = episode.transcript_source = {};
  episode.title = "Sheets";  // one that never had a transcript
  episode.notes[0].start = episode.second_notes[0].start = 0;
  episode.notes[2].start = episode.second_notes[2].start = 85'000;
  becomes(episode);
  app_.dispatch(OpenEpisode{id_of("Sheets")});
  ASSERT_TRUE(reader().transcript.empty());
  for (const auto& [number, words] : {std::pair(1, "sails two"), std::pair(0, "ropes two")}) {
    choose(pack::TrackKind::Notes, static_cast<std::size_t>(number));
    const std::string link = link_to(static_cast<std::uint32_t>(reader().notes.text.find(words)));
    choose(pack::TrackKind::Notes, 1 - static_cast<std::size_t>(number));
    app_.dispatch(LinkFollowed{link});
    EXPECT_EQ(target_words(app_), words) << link;
  }
}

TEST_F(Reading, ALinkLeadsToTheTextItWasMadeIn) {
  choose(pack::TrackKind::Notes, 1);
  const auto place = static_cast<std::uint32_t>(reader().notes.text.find("sails two"));
  const std::string in_notes = link_to(place);
  choose(pack::TrackKind::Transcript, 1);
  const std::string in_transcript = link_to(static_cast<std::uint32_t>(
      reader().transcript.text.find("gesprochene Worte und mehr davon 7")));
  choose(pack::TrackKind::Notes, 0);
  choose(pack::TrackKind::Transcript, 0);
  const std::string in_first = link_to(0);
  EXPECT_EQ(in_first.find("text="), std::string::npos);

  app_.dispatch(LinkFollowed{in_notes});
  EXPECT_EQ(reader().tab, Tab::Notes);
  EXPECT_EQ(target_words(app_), "sails two");
  app_.dispatch(LinkFollowed{in_transcript});
  EXPECT_EQ(target_words(app_), "gesprochene Worte und mehr davon 7");
  app_.dispatch(LinkFollowed{in_first});
  EXPECT_TRUE(reader().transcript.text.starts_with("spoken"));
}

TEST_F(Reading, ALinkToATextThatIsNotHereLeadsToTheFirst) {
  choose(pack::TrackKind::Notes, 1);
  app_.dispatch(LinkFollowed{"episode=" + to_string(id_of("Ropes")) + "&notes=0&text=9"});
  EXPECT_TRUE(reader().notes.text.starts_with("ropes"));
  EXPECT_EQ(reader().tab, Tab::Notes);
}

}  // namespace
}  // namespace earshot::app
