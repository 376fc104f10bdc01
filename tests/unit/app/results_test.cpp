#include <gtest/gtest.h>

#include "app/app.h"
#include "app/user_data.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::app::testing {
namespace {

class ResultsTest : public ::testing::Test {
 protected:
  ResultsTest() { app_.dispatch(StartFinished{}); }
  void load(const std::vector<EpisodeSpec>& episodes) {
    app_.dispatch(PackLoaded{make_pack(episodes), false});
  }
  /// Episodes with so many passages each that have the word "ferry".
  void load_many(int episodes, int passages) {
    std::vector<EpisodeSpec> specs;
    for (int e = 0; e < episodes; ++e) {
      EpisodeSpec episode{.title = "Crossing " + std::to_string(e), .date = 20'000 - e};
      for (int i = 0; i < passages; ++i) {
        std::string line = "ferry";
        for (int word = 0; word < 45; ++word)
          line += " w" + std::to_string(i) + "x" + std::to_string(word);
        episode.transcript.push_back({line, i * 1000});
      }
      episode.notes = {{"A ferry in the notes"}};
      specs.push_back(std::move(episode));
    }
    load(specs);
  }
  std::uint32_t hits() const {
    std::uint32_t count = 0;
    for (const HitGroup& group : app_.results().groups)
      count += group.hit_count;
    return count;
  }
  App app_{BuildFacts{}};
};

TEST_F(ResultsTest, CountsWhatIsOneThingOnceBeforeAllOfItIsHere) {
  std::vector<EpisodeSpec> specs;
  for (int e = 0; e < 400; ++e) {
    const std::string line = "The ferry of day " + std::to_string(e);
    specs.push_back({.title = "Crossing " + std::to_string(e),
                     .notes = {{line, 1000, pack::BlockKind::Item}},
                     .chapters = {{line, 1000, pack::BlockKind::Item}}});
  }
  load(specs);
  app_.dispatch(QueryChanged{"ferry"});
  ASSERT_TRUE(app_.results().is_first_page);
  EXPECT_EQ(app_.results().total, 400u);
  EXPECT_EQ(app_.results().in_notes, 400u);
  app_.dispatch(GrowResults{});
  ASSERT_FALSE(app_.results().is_first_page);
  EXPECT_EQ(app_.results().total, 400u);
  EXPECT_EQ(app_.results().in_notes, 400u);
  EXPECT_EQ(hits(), 400u);
}

TEST_F(ResultsTest, AsksForAPageAndCountsAll) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  EXPECT_TRUE(app_.results().is_first_page);
  EXPECT_LT(hits(), 1000u);
  EXPECT_EQ(app_.results().total, 40u * 31);
  EXPECT_EQ(app_.results().in_transcripts, 40u * 30);
  EXPECT_EQ(app_.results().in_notes, 40u);
  EXPECT_EQ(app_.results().episode_total, 40u);
}

TEST_F(ResultsTest, CountsAllUnderAScopeToo) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  app_.dispatch(SetScope{Scope::Transcripts});
  EXPECT_TRUE(app_.results().is_first_page);
  EXPECT_EQ(app_.results().shown_total, 40u * 30);
  EXPECT_EQ(app_.results().total, 40u * 31);
  app_.dispatch(SetScope{Scope::Notes});
  EXPECT_EQ(app_.results().shown_total, 40u);
  EXPECT_FALSE(app_.results().is_first_page);
}

TEST_F(ResultsTest, GrowsUntilAllAreHereAndKeepsTheSelectedOne) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  app_.dispatch(MoveHit{2});
  const auto selected = static_cast<std::uint32_t>(app_.results().selected_hit);
  const std::string text = app_.hit(selected).snippet.text;
  for (int i = 0; i < 10 && app_.results().is_first_page; ++i)
    app_.dispatch(GrowResults{});
  EXPECT_FALSE(app_.results().is_first_page);
  EXPECT_EQ(hits(), 40u * 31);
  EXPECT_EQ(app_.results().total, 40u * 31);
  EXPECT_EQ(app_.hit(static_cast<std::uint32_t>(app_.results().selected_hit)).snippet.text, text);
}

TEST_F(ResultsTest, GivesAllMomentsOfAnEpisodeThatIsUnfolded) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  app_.dispatch(ToggleGroup{0});
  EXPECT_TRUE(app_.results().groups[0].expanded);
  EXPECT_EQ(app_.results().groups[0].hit_count, 31u);
  EXPECT_FALSE(app_.results().groups[0].may_have_more);
}

TEST_F(ResultsTest, OrdersAllOfThemByDateNotOnlyTheBest) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  app_.dispatch(SetHitSort{HitSort::Date});
  EXPECT_FALSE(app_.results().is_first_page);
  EXPECT_EQ(app_.results().groups.front().title, "Crossing 0");
  app_.dispatch(SetHitSort{HitSort::Relevance});
  EXPECT_TRUE(app_.results().is_first_page) << "by rank a page is enough again";
}

TEST_F(ResultsTest, MakesOneMomentOfAChapterAndItsLineOfTheNotes) {
  load({{.title = "Harbours",
         .notes = {{"Lighthouses at night", 60'000, pack::BlockKind::Item, 1}},
         .chapters = {{"Lighthouses at night", 60'000}, {"Tides", 90'000}}}});
  app_.dispatch(QueryChanged{"lighthouses "});
  ASSERT_EQ(hits(), 1u);
  EXPECT_EQ(app_.results().total, 1u);
  EXPECT_EQ(app_.hit(0).field, search::Field::Chapter);
  EXPECT_TRUE(app_.hit(0).is_in_notes_too);
}

TEST_F(ResultsTest, ReachesBothOfThem) {
  load({{.title = "Harbours",
         .notes = {{"Lighthouses at night", 60'000, pack::BlockKind::Item, 1}},
         .chapters = {{"Lighthouses at night", 60'000}}}});
  app_.dispatch(QueryChanged{"lighthouses "});
  app_.dispatch(HitChosen{0});
  EXPECT_EQ(app_.reader().tab, Tab::Chapters);
  app_.dispatch(HitChosen{0, true});
  EXPECT_EQ(app_.reader().tab, Tab::Notes);
}

TEST_F(ResultsTest, KeepsALineOfTheNotesThatSaysSomethingElse) {
  load({{.title = "Harbours",
         .notes = {{"Why lighthouses were built", kNoTime, pack::BlockKind::Item, 1}},
         .chapters = {{"Lighthouses at night", 60'000}}}});
  app_.dispatch(QueryChanged{"lighthouses "});
  EXPECT_EQ(hits(), 2u);
}

TEST_F(ResultsTest, KeepsChaptersOfOneNameApartByTheirTimes) {
  load({{.title = "Harbours",
         .notes = {{"Questions", 300'000, pack::BlockKind::Item, 1}},
         .chapters = {{"Questions", 60'000}}}});
  app_.dispatch(QueryChanged{"questions "});
  EXPECT_EQ(hits(), 2u);
}

TEST_F(ResultsTest, TellsWhyAMomentRanksWhereItDoes) {
  load({{.title = "Harbours", .transcript = {{"The lighthouse keeper of the harbour", 0}}}});
  app_.dispatch(QueryChanged{"lighthouse keeper "});
  app_.dispatch(ExplainHit{});
  EXPECT_EQ(app_.dialog(), Dialog::Why);
  ASSERT_EQ(app_.why().explanation.terms.size(), 2u);
  EXPECT_EQ(app_.why().explanation.terms[1].text, "keeper");
  EXPECT_EQ(app_.why().title, "Harbours");
  EXPECT_GT(app_.why().explanation.score, 0);
}

TEST_F(ResultsTest, RemembersNoSearchThatIsTooLongToBeOne) {
  load({{.title = "Harbours", .transcript = {{"The lighthouse keeper", 0}}}});
  std::string query = "lighthouse";
  while (query.size() <= kMaxKeptQuery)
    query += " lighthouse";
  app_.dispatch(QueryChanged{query});
  app_.dispatch(OpenSelectedHit{});
  ASSERT_TRUE(app_.reader().open);
  EXPECT_TRUE(app_.recent_queries().empty());
  app_.dispatch(UserDataLoaded{R"({"recent_queries": [")" + query + R"(", "two"]})"});
  ASSERT_EQ(app_.recent_queries().size(), 1u);
  EXPECT_EQ(app_.recent_queries()[0], "two");
}

TEST_F(ResultsTest, ForgetsOneSearchOrAll) {
  app_.dispatch(UserDataLoaded{R"({"recent_queries": ["one", "two", "three"]})"});
  app_.dispatch(ForgetQuery{"two"});
  ASSERT_EQ(app_.recent_queries().size(), 2u);
  EXPECT_EQ(app_.recent_queries()[1], "three");
  app_.dispatch(ForgetQuery{});
  EXPECT_TRUE(app_.recent_queries().empty());
}

TEST_F(ResultsTest, LeaveAnOlderVersionWithATranscriptWhereANewerOneHasNone) {
  load({{.title = "Harbours", .transcript = {{"The lighthouse keeper", 0}}, .id = "guid"}});
  app_.dispatch(FilesArrived{1, 1, "feed.xml"});
  app_.dispatch(PackArrived{
      1, make_pack({{.title = "Harbours", .notes = {{"Of the feed"}}, .content = "2", .id = "guid"},
                    {.title = "Tides", .notes = {{"New in the feed"}}, .content = "3"}})});
  ImportFinished finished;
  finished.job = 1;
  finished.files.resize(1);
  app_.dispatch(std::move(finished));
  app_.dispatch(QueryChanged{"lighthouse "});
  EXPECT_EQ(app_.results().total, 1u);
  EXPECT_EQ(app_.notice().text, "Added 1 episode");
  app_.dispatch(Undo{});
  EXPECT_EQ(app_.library().episodes.size(), 1u) << "what was there before stays";
  EXPECT_EQ(app_.library().episodes.front().title, "Harbours");
}

}  // namespace
}  // namespace earshot::app::testing
