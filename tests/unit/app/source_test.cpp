// Files as they were, shown beside what was read of them, and the reports that lead there.
#include <gtest/gtest.h>

#include "app/app.h"
#include "app/source_text.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::file_id_of;
using testing::id_of;
using testing::make_pack;

constexpr std::string_view kFile = "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\nspoken\rwords\n";

EpisodeSpec spec() {
  return {.title = "Ropes",
          .transcript_source = "s/ep1.vtt",
          .transcript = {{"spoken words", 0}},
          .transcript_file = std::string(kFile),
          .second_transcript = {{"gesprochene Worte", 0}}};
}

TEST(SourceText, CutsLinesAsReadersDo) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({spec()}), false));
  SourceText source;
  source.open(library, file_id_of(kFile), "s/ep1.vtt");
  EXPECT_EQ(source.problem(), "");
  const TrackView track = source.track();
  ASSERT_EQ(track.blocks.size(), 5U);
  const auto line = [&](std::size_t number) {
    return slice(track.text, {track.blocks[number].begin, track.blocks[number].end});
  };
  EXPECT_EQ(line(0), "WEBVTT");
  EXPECT_EQ(line(1), "");
  EXPECT_EQ(line(3), "spoken");
  EXPECT_EQ(line(4), "words");
}

TEST(SourceText, MarksTheLineOfARemark) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({spec()}), false));
  SourceText source;
  source.open(library, file_id_of(kFile), "s/ep1.vtt");
  Diagnostic remark;
  remark.line_in_source = 3;
  const auto place = source.place(remark);
  ASSERT_TRUE(place);
  EXPECT_EQ(slice(source.track().text, *place), "00:01.000 --> 00:02.000");
  remark.line_in_source = 99;
  EXPECT_FALSE(source.place(remark));
}

TEST(SourceText, MarksTheExcerptOnALongLine) {
  std::string file(1000, 'x');
  file += "here" + std::string(1000, 'y');
  EpisodeSpec episode = spec();
  episode.transcript_file = file;
  Library library;
  ASSERT_TRUE(library.add(make_pack({episode}), false));
  SourceText source;
  source.open(library, file_id_of(file), "s/ep1.json");
  Diagnostic remark;
  remark.line_in_source = 1;
  remark.excerpt = "here";
  EXPECT_EQ(slice(source.track().text, *source.place(remark)), "here");
}

TEST(SourceText, SaysWhereAFileWasNotKept) {
  const Library library;
  SourceText source;
  source.open(library, file_id_of("gone"), "s/gone.vtt");
  EXPECT_FALSE(source.problem().empty());
  EXPECT_TRUE(source.track().empty());
}

FileOutcome outcome(std::string path) {
  FileOutcome file;
  file.path = std::move(path);
  file.became = "transcript";
  return file;
}

class Reports : public ::testing::Test {
 protected:
  Reports() {
    app_.dispatch(StartFinished{});
    app_.dispatch(FilesArrived{.job = 1, .count = 1, .label = "first"});
    app_.dispatch(FilesArrived{.job = 2, .count = 1, .label = "second"});
    app_.dispatch(PackArrived{.job = 1, .bytes = make_pack({spec()})});
    ImportFinished finished;
    finished.job = 1;
    finished.files.push_back(outcome("s/ep1.vtt"));
    finished.files[0].source = file_id_of(kFile);
    for (const std::uint32_t line : {5U, 0U, 3U}) {
      Diagnostic& remark = finished.files[0].diagnostics.emplace_back();
      remark.line_in_source = line;
      remark.message = "Line " + std::to_string(line);
    }
    app_.dispatch(std::move(finished));
  }
  void finish_second() {
    ImportFinished finished;
    finished.job = 2;
    finished.files.push_back(outcome("other.vtt"));
    app_.dispatch(std::move(finished));
  }
  App app_{BuildFacts{}};
};

TEST_F(Reports, AreKeptForEachImport) {
  EXPECT_EQ(app_.import().episodes_added, 1U);
  finish_second();
  EXPECT_EQ(app_.import().report_count, 2);
  EXPECT_EQ(app_.import().report_label, "second");
  EXPECT_EQ(app_.import().episodes_added, 0U);
  app_.dispatch(ChooseReport{0});
  EXPECT_EQ(app_.import().report_label, "first");
  EXPECT_EQ(app_.import().episodes_added, 1U);
  EXPECT_EQ(app_.import().with_diagnostics, 1U);
}

TEST_F(Reports, StayUnderTheReadersEyes) {
  app_.dispatch(OpenDialog{Dialog::ImportReport});
  finish_second();
  EXPECT_EQ(app_.import().report_label, "first");
}

TEST_F(Reports, LeadToThePlaceInTheSourceAndBack) {
  app_.dispatch(OpenDialog{Dialog::ImportReport});
  app_.dispatch(ShowSource{.file = 0, .remark = 2});
  const SourceView& source = app_.source();
  ASSERT_TRUE(source.open);
  EXPECT_EQ(app_.dialog(), Dialog::None);
  ASSERT_EQ(source.marks_in_text.size(), 2U);  // one names no line
  EXPECT_EQ(source.current_mark, 0);
  EXPECT_EQ(source.remarks[0].message, "Line 3");
  EXPECT_EQ(source.target.range_in_text, source.marks_in_text[0]);
  app_.dispatch(JumpToMatch{1});
  EXPECT_EQ(app_.source().current_mark, 1);
  app_.dispatch(GoBack{});
  EXPECT_FALSE(app_.source().open);
  EXPECT_EQ(app_.dialog(), Dialog::ImportReport);
}

TEST_F(Reports, AreOneTextWithEveryRemark) {
  app_.dispatch(OpenDialog{Dialog::ImportReport});
  app_.dispatch(ShowReportText{});
  const SourceView& source = app_.source();
  ASSERT_TRUE(source.open && source.is_report);
  EXPECT_EQ(app_.dialog(), Dialog::None);
  std::vector<std::string_view> lines;
  for (const pack::BlockRecord& block : source.track.blocks)
    lines.push_back(slice(source.track.text, {block.begin, block.end}));
  EXPECT_EQ(lines, (std::vector<std::string_view>{"1 file, 1 new episode, 1 with remarks",
                                                  "s/ep1.vtt", "Transcript", "Line 5: Line 5",
                                                  "Line 0", "Line 3: Line 3"}));
  app_.dispatch(GoBack{});
  EXPECT_EQ(app_.dialog(), Dialog::ImportReport);
}

TEST_F(Reports, AsTextFollowTheLanguage) {
  app_.dispatch(ShowReportText{});
  const char* const before = app_.source().track.text.data();
  app_.dispatch(SetLanguage{LanguageChoice::German});
  EXPECT_TRUE(app_.source().track.text.starts_with("1 Datei")) << app_.source().track.text;
  EXPECT_NE(app_.source().track.text.data(), before);
}

TEST_F(Reports, AsTextAreFoundInWhenWrittenAnew) {
  app_.dispatch(ShowReportText{});
  app_.dispatch(OpenFind{.text = "ep1.vtt"});
  app_.dispatch(SetLanguage{LanguageChoice::German});
  ASSERT_EQ(app_.find().matches_in_text.size(), 1U);
  EXPECT_EQ(slice(app_.source().track.text, app_.find().matches_in_text[0]), "ep1.vtt");
}

TEST_F(Reports, AsTextAreNotThereBeforeAnImport) {
  App fresh{BuildFacts{}};
  fresh.dispatch(ShowReportText{});
  EXPECT_FALSE(fresh.source().open);
}

TEST_F(Reports, GiveWayToWhatIsOpened) {
  app_.dispatch(ShowSource{.file = 0});
  app_.dispatch(OpenEpisode{id_of("Ropes")});
  EXPECT_FALSE(app_.source().open);
}

TEST_F(Reports, OffersTheSourceOfTheOpenText) {
  app_.dispatch(OpenEpisode{id_of("Ropes")});
  EXPECT_TRUE(app_.reader().has_source);
  app_.dispatch(ChooseTab{Tab::Source});
  EXPECT_EQ(app_.reader().tab, Tab::Source);
  EXPECT_EQ(app_.reader().shown().text, kFile);
  app_.dispatch(ChooseTab{Tab::Transcript});
  EXPECT_EQ(app_.reader().shown().text, "spoken words");
}

TEST_F(Reports, OffersEachOfSeveralTranscripts) {
  app_.dispatch(OpenEpisode{id_of("Ropes")});
  ASSERT_EQ(app_.reader().choices.size(), 2U);
  EXPECT_TRUE(app_.reader().choices[0].is_shown);
  EXPECT_EQ(app_.reader().choices[0].label, "VTT: ep1.vtt");
  app_.dispatch(ChooseTrack{app_.reader().choices[1].document});
  EXPECT_EQ(app_.reader().transcript.text, "gesprochene Worte");
  EXPECT_TRUE(app_.reader().choices[1].is_shown);
}

}  // namespace
}  // namespace earshot::app
