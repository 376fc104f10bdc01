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

TEST_F(ResultsTest, GivesWholeEpisodesByDateUntilAPageIsFull) {
  load_many(40, 30);
  app_.dispatch(SetHitSort{HitSort::Date});
  app_.dispatch(QueryChanged{"ferry "});
  EXPECT_TRUE(app_.results().is_first_page);
  EXPECT_EQ(hits(), 17u * 31) << "no more than needed for 500";
  EXPECT_EQ(app_.results().total, 40u * 31);
  EXPECT_EQ(app_.results().in_notes, 40u);
  EXPECT_EQ(app_.results().episode_total, 40u);
  for (const HitGroup& group : app_.results().groups) {
    EXPECT_EQ(group.hit_count, 31u);
    EXPECT_FALSE(group.may_have_more);
  }
  app_.dispatch(GrowResults{});
  EXPECT_FALSE(app_.results().is_first_page);
  ASSERT_EQ(app_.results().groups.size(), 40u);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(app_.results().groups[i].title, "Crossing " + std::to_string(i));
}

TEST_F(ResultsTest, KeepsTheSelectedMomentFarBehindTheFirstPageByDate) {
  load_many(40, 30);
  app_.dispatch(QueryChanged{"ferry "});
  const auto oldest =
      std::ranges::find(app_.results().groups, std::string_view("Crossing 39"), &HitGroup::title);
  ASSERT_NE(oldest, app_.results().groups.end());
  app_.dispatch(HitChosen{oldest->first_hit});
  app_.dispatch(SetHitSort{HitSort::Date});
  ASSERT_EQ(app_.results().groups.back().title, "Crossing 39");
  EXPECT_GE(app_.results().selected_hit,
            static_cast<std::int32_t>(app_.results().groups.back().first_hit));
}

TEST_F(ResultsTest, CountsTheSameUnderEveryScope) {
  load({{.title = "Harbours",
         .notes = {{"Lighthouses at night", 60'000, pack::BlockKind::Item, 1}},
         .chapters = {{"Lighthouses at night", 60'000}, {"Tides", 90'000}}}});
  app_.dispatch(QueryChanged{"lighthouses "});
  for (const Scope scope : {Scope::Everywhere, Scope::Transcripts, Scope::Notes}) {
    app_.dispatch(SetScope{scope});
    EXPECT_EQ(app_.results().total, 1u);
    EXPECT_EQ(app_.results().in_notes, 1u);
    EXPECT_EQ(app_.results().in_transcripts, 0u);
    EXPECT_EQ(app_.results().shown_total, scope == Scope::Transcripts ? 0u : 1u);
  }
}

TEST_F(ResultsTest, TellsApartTheLinesOfOnePassage) {
  load({{.title = "Harbours",
         .notes = {{"Lighthouses at night", 60'000, pack::BlockKind::Item, 1},
                   {"Tides", 90'000, pack::BlockKind::Item, 1},
                   {"Books about tides", kNoTime, pack::BlockKind::Paragraph}},
         .chapters = {{"Lighthouses at night", 60'000}, {"Tides", 90'000}}}});
  app_.dispatch(QueryChanged{"lighthouses "});
  EXPECT_EQ(app_.results().total, 1u);
  app_.dispatch(QueryChanged{"books "});
  EXPECT_EQ(app_.results().total, 1u);
  app_.dispatch(QueryChanged{"lighthouses OR books "});
  EXPECT_EQ(app_.results().total, 2u) << "the books are no chapter";
}

TEST_F(ResultsTest, HasAsManyMomentsAsItSaidBeforeAllWereHere) {
  using pack::BlockKind;
  constexpr const char* kWords[] = {"ferry", "tide", "lamp", "keeper", "night", "ropes"};
  std::uint32_t state = 1;
  const auto words = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      state = state * 1664525U + 1013904223U;
      text += std::string(i > 0 ? " " : "") + kWords[(state >> 16) % std::size(kWords)];
    }
    return text;
  };
  std::vector<EpisodeSpec> specs;
  for (int e = 0; e < 90; ++e) {
    EpisodeSpec episode{.title = "Crossing " + std::to_string(e), .language = "en", .date = e % 7};
    episode.notes.push_back({words(150), kNoTime, BlockKind::Paragraph});
    for (int i = 0; i < 12; ++i) {
      const std::string line = words(4);
      if (i % 3 != 2) episode.chapters.push_back({line, i * 1000, BlockKind::Item});
      episode.notes.push_back(
          {i % 2 == 0 ? line : line + " with " + words(2), i * 1000, BlockKind::Item});
      if (i % 4 == 1) episode.notes.push_back({words(9), kNoTime, BlockKind::Paragraph});
    }
    episode.transcript.push_back({words(80), 0});
    specs.push_back(std::move(episode));
  }
  load(specs);
  for (const char* const query :
       {"f", "tide ", "tides ", "ferry lamp ", "keeper OR tide ", "\"night ferry\"",
        "lamp NEAR/3w ropes", "notes:lamp", "tide -keeper", "/f[a-z]rry/"}) {
    app_.dispatch(QueryChanged{query});
    const std::uint32_t total = app_.results().total;
    const std::uint32_t in_notes = app_.results().in_notes;
    ASSERT_GT(total, 0u) << query;
    for (const Scope scope : {Scope::Everywhere, Scope::Notes, Scope::Transcripts}) {
      for (const HitSort sort : {HitSort::Relevance, HitSort::Date, HitSort::Position}) {
        app_.dispatch(SetScope{scope});
        app_.dispatch(SetHitSort{sort});
        EXPECT_EQ(app_.results().total, total) << query;
        EXPECT_EQ(app_.results().in_notes, in_notes) << query;
        while (app_.results().is_first_page)
          app_.dispatch(GrowResults{});
        EXPECT_EQ(app_.results().total, total) << query;
        EXPECT_EQ(app_.results().shown_total, hits()) << query;
        EXPECT_EQ(app_.results().groups.size(), app_.results().episode_total) << query;
      }
    }
    app_.dispatch(SetScope{Scope::Everywhere});
    app_.dispatch(SetHitSort{HitSort::Relevance});
  }
}

TEST_F(ResultsTest, FindsALineAndItsChapterByAnotherFormOfTheWord) {
  load({{.title = "Harbours",
         .language = "en",
         .notes = {{"Lighthouses at night", 60'000, pack::BlockKind::Item, 1}},
         .chapters = {{"Lighthouses at night", 60'000}}}});
  for (const char* const query :
       {"lighthouse ", "lightho", "lighthuoses ", "\"houses at\" OR light*"}) {
    app_.dispatch(QueryChanged{query});
    EXPECT_EQ(app_.results().total, 1u) << query;
    EXPECT_EQ(hits(), 1u) << query;
  }
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
  const float score = app_.why().explanation.score;
  app_.dispatch(SetHitSort{HitSort::Date});
  app_.dispatch(ExplainHit{});
  EXPECT_EQ(app_.why().explanation.score, score);
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
