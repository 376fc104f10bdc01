#include "app/plain_shown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::file_id_of;
using ::testing::HasSubstr;
using testing::id_of;
using testing::make_pack;

constexpr std::string_view kFile = "WEBVTT\r\n\r\n00:09.000 --> 00:02.000\nspoken <words>\n";

/// A library of two episodes, and the report of the import that brought one's transcript.
class PlainShown : public ::testing::Test {
 protected:
  PlainShown() {
    app_.dispatch(FilesArrived{.job = 1, .count = 1, .label = "ropes"});
    app_.dispatch(PackArrived{
        .job = 1,
        .bytes = make_pack({EpisodeSpec{.title = "Ropes",
                                        .transcript_source = "s/ep1.vtt",
                                        .transcript = {{"spoken words", 0}},
                                        .transcript_file = std::string(kFile)},
                            EpisodeSpec{.title = "Knots", .transcript = {{"tied words", 0}}}})});
    app_.dispatch(StartFinished{});
    ImportFinished finished;
    finished.job = 1;
    FileOutcome& file = finished.files.emplace_back();
    file.path = "s/ep1.vtt";
    file.became = "transcript";
    file.source = file_id_of(kFile);
    Diagnostic& remark = file.diagnostics.emplace_back();
    remark.line_in_source = 3;
    remark.message = "Odd & early.";
    remark.excerpt = "00:09.000 --> 00:02.000";
    app_.dispatch(std::move(finished));
    app_.take_effects();
  }
  /// What the command shows; empty: nothing.
  std::string commanded() {
    app_.dispatch(ShowPlainPage{});
    for (const Effect& effect : app_.take_effects()) {
      if (const auto* page = std::get_if<ShowPage>(&effect)) return page->page.to_html();
    }
    return {};
  }
  std::string printed() const { return plain_print(app_).page.to_html(); }

  App app_{BuildFacts{}};
};

TEST_F(PlainShown, TheReportAsTextIsAPageOfItsOwn) {
  app_.dispatch(ShowReportText{});
  const std::string html = commanded();
  EXPECT_THAT(html, HasSubstr("<h1 dir=\"auto\">Import report</h1>"));
  EXPECT_THAT(html, HasSubstr("<h2 dir=\"auto\">s/ep1.vtt</h2>"));
  EXPECT_THAT(html, HasSubstr("Line 3: Odd &amp; early."));
  EXPECT_THAT(html, HasSubstr("00:09.000 --&gt; 00:02.000"));
  EXPECT_EQ(html, printed());
}

TEST_F(PlainShown, AFileAsItWasIsAPageWithItsRemarksAndEveryLine) {
  app_.dispatch(ShowSource{.file = 0});
  const std::string html = commanded();
  EXPECT_THAT(html, HasSubstr("<h1 dir=\"auto\">ep1.vtt</h1>"));
  EXPECT_THAT(html, HasSubstr("Line 3: Odd &amp; early."));
  EXPECT_THAT(html,
              HasSubstr("WEBVTT\n\n00:09.000 --&gt; 00:02.000\nspoken &lt;words&gt;\n</code>"));
  EXPECT_EQ(html, printed());
}

TEST_F(PlainShown, TheSourceOfAnOpenEpisodeIsTheFile) {
  app_.dispatch(OpenEpisode{id_of("Ropes")});
  app_.dispatch(ChooseTab{Tab::Source});
  EXPECT_THAT(commanded(), HasSubstr("<h1 dir=\"auto\">ep1.vtt</h1>"));
}

TEST_F(PlainShown, ADialogOrResultsOverAnEpisodeDoNotKeepItFromPaper) {
  app_.dispatch(OpenEpisode{id_of("Ropes")});
  app_.dispatch(OpenDialog{Dialog::Settings});
  EXPECT_THAT(printed(), HasSubstr("spoken words"));
  app_.dispatch(GoBack{});
  app_.dispatch(QueryChanged{"tied"});
  ASSERT_TRUE(app_.results().shown);
  EXPECT_THAT(printed(), HasSubstr("spoken words"));
}

TEST(PlainPrint, OfNothingOpenIsTheListOfEpisodes) {
  App app{BuildFacts{}};
  app.dispatch(PackLoaded{.bytes = make_pack({EpisodeSpec{.title = "Ropes & more"}})});
  app.dispatch(StartFinished{});
  const std::string html = plain_print(app).page.to_html();
  EXPECT_THAT(html, HasSubstr("1 episode"));
  EXPECT_THAT(html, HasSubstr("<bdi>Ropes &amp; more</bdi>"));
}

TEST(PlainPrint, OfMomentsFoundNamesThemUnderTheirEpisodes) {
  App app{BuildFacts{}};
  app.dispatch(PackLoaded{
      .bytes = make_pack({EpisodeSpec{.title = "Ropes", .transcript = {{"many words", 0}}}})});
  app.dispatch(StartFinished{});
  app.dispatch(QueryChanged{"words"});
  const std::string html = plain_print(app).page.to_html();
  EXPECT_THAT(html, HasSubstr("1 moment in 1 episode"));
  EXPECT_THAT(html, HasSubstr("<h2 dir=\"auto\">Ropes</h2>"));
  EXPECT_THAT(html, HasSubstr("many <strong>words</strong>"));
  app.dispatch(QueryChanged{"absent"});
  EXPECT_THAT(plain_print(app).page.to_html(), HasSubstr("Nothing found for"));
}

TEST(PlainPrint, SaysTheLanguageOfTheInterface) {
  App app{BuildFacts{}};
  app.dispatch(StartFinished{});
  app.dispatch(SetLanguage{LanguageChoice::German});
  EXPECT_EQ(plain_print(app).language, "de");
  app.dispatch(SetLanguage{LanguageChoice::English});
  EXPECT_EQ(plain_print(app).language, "en");
}

TEST(PlainPrint, OfAnEmptyLibraryIsNotEmpty) {
  App app{BuildFacts{}};
  app.dispatch(StartFinished{});
  EXPECT_THAT(plain_print(app).page.to_html(), HasSubstr("Earshot reads"));
}

}  // namespace
}  // namespace earshot::app
