#include "app/app.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/user_data.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::id_of;
using testing::Line;
using testing::make_pack;

constexpr auto kItem = pack::BlockKind::Item;

PackBytes sample_pack() {
  return make_pack({
      {.title = "Caches",
       .source = "caches.vtt",
       .date = 20000,
       .transcript = {{"people quote the hit rate", 0},
                      {"you wait for the slowest", 10'000},
                      {"request on the page", 20'000}},
       .notes = {{"What a cache promises", kNoTime, kItem, 1}, {"three copies", 5'000, kItem, 2}},
       .chapters = {{"Cold open", 0}, {"Tail latency", 12'000}}},
      {.title = "Linkers",
       .source = "linkers.vtt",
       .date = 20100,
       .transcript = {{"the slowest of them all", 30'000}}},
      {.title = "Sockets",
       .source = "sockets.md",
       .date = 19900,
       .notes = {{"no transcript here", kNoTime, kItem, 1}}},
  });
}

/// The first of them after an edit: another title, a line changed.
PackBytes edited_caches() {
  return make_pack(
      {{.title = "Caches, again",
        .source = "caches.vtt",
        .transcript = {{"people quote the hit rate", 0}, {"you wait for a request", 10'000}},
        .content = "2"}});
}

/// What the app wanted stored last since its effects were taken; empty: nothing.
std::string stored_by(App& app) {
  std::string json;
  for (Effect& effect : app.take_effects()) {
    if (auto* store = std::get_if<StoreUserData>(&effect)) json = store->json;
  }
  return json;
}

/// An app after its start, with the sample's three episodes.
class AppTest : public ::testing::Test {
 protected:
  AppTest() : app_({"test", ""}) {
    app_.dispatch(UserDataLoaded{});
    app_.dispatch(PackLoaded{sample_pack(), false});
    app_.dispatch(StartFinished{});
    app_.take_effects();
  }

  template <typename T>
  std::vector<T> effects() {
    std::vector<T> found;
    for (Effect& effect : app_.take_effects()) {
      if (T* wanted = std::get_if<T>(&effect)) found.push_back(*wanted);
    }
    return found;
  }
  std::vector<std::string> listed() const {
    std::vector<std::string> out;
    for (const EpisodeRow& row : app_.library().episodes)
      out.emplace_back(row.title);
    return out;
  }
  void import(std::uint32_t job, PackBytes bytes) {
    app_.dispatch(FilesArrived{job, 1, "x.vtt"});
    app_.dispatch(PackArrived{job, std::move(bytes)});
    ImportFinished done;
    done.job = job;
    done.files.push_back({});
    done.files[0].path = "x.vtt";
    app_.dispatch(std::move(done));
  }

  App app_;
};

using Titles = std::vector<std::string>;

TEST_F(AppTest, ListsTheNewestEpisodeFirst) {
  EXPECT_EQ(listed(), (Titles{"Linkers", "Caches", "Sockets"}));
}

TEST_F(AppTest, SortsByTheChosenOrder) {
  app_.dispatch(SetEpisodeSort{EpisodeSort::Oldest});
  EXPECT_EQ(listed(), (Titles{"Sockets", "Caches", "Linkers"}));
  app_.dispatch(SetEpisodeSort{EpisodeSort::Title});
  EXPECT_EQ(listed(), (Titles{"Caches", "Linkers", "Sockets"}));
}

TEST_F(AppTest, FiltersByWhatAnEpisodeHasAndByTitle) {
  app_.dispatch(SetEpisodeFilter{EpisodeFilter::WithTranscript});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Caches"}));
  app_.dispatch(SetFilterText{"CACH"});
  EXPECT_EQ(listed(), Titles{"Caches"});
  EXPECT_EQ(app_.library().episodes_before_filter, 3U);
}

TEST_F(AppTest, ShowsResultsWhileOneTypesAndTheReaderWhenTheFieldIsEmptied) {
  app_.dispatch(QueryChanged{"slow"});
  EXPECT_TRUE(app_.results().shown);
  EXPECT_EQ(app_.results().total, 2U);
  app_.dispatch(QueryChanged{""});
  EXPECT_FALSE(app_.results().shown);
  EXPECT_EQ(app_.results().total, 0U);
}

TEST_F(AppTest, GroupsHitsByEpisode) {
  app_.dispatch(QueryChanged{"slowest"});
  ASSERT_EQ(app_.results().groups.size(), 2U);
  for (const HitGroup& group : app_.results().groups)
    EXPECT_EQ(group.hit_count, 1U);
}

TEST_F(AppTest, PutsATickWhereATimedHitLies) {
  app_.dispatch(QueryChanged{"all"});
  ASSERT_EQ(app_.results().groups.size(), 1U);
  EXPECT_EQ(app_.results().groups[0].ticks, std::vector<float>{0.5F});
}

TEST_F(AppTest, PutsOneTickWhereManyHitsLieTogether) {
  EpisodeSpec episode{.title = "Long", .duration = 1'000'000};
  for (int i = 0; i < 400; ++i) {
    // Two in the same place of the strip, far from the next two. Long lines are passages each.
    std::string line = "ferry";
    for (int word = 0; word < 45; ++word)
      line += " w" + std::to_string(i) + "x" + std::to_string(word);
    episode.transcript.push_back({line, i / 2 * 5'000 + i % 2});
  }
  app_.dispatch(PackLoaded{make_pack({episode}), false});
  app_.dispatch(QueryChanged{"ferry"});
  ASSERT_EQ(app_.results().groups.size(), 1U);
  EXPECT_EQ(app_.results().total, 400U);
  const std::vector<float>& ticks = app_.results().groups[0].ticks;
  ASSERT_EQ(ticks.size(), 200U);
  for (std::size_t i = 0; i < ticks.size(); ++i)
    EXPECT_NEAR(ticks[i], static_cast<float>(i) * 0.005F, 0.001F);
}

TEST_F(AppTest, AsksPacksWhatFiltersWantToKnow) {
  app_.dispatch(QueryChanged{"after:2024-11 slowest "});
  ASSERT_EQ(app_.results().groups.size(), 1u);
  EXPECT_EQ(app_.results().groups[0].title, "Linkers");
  app_.dispatch(QueryChanged{"slowest NEAR/10s request "});
  EXPECT_EQ(app_.results().total, 1u);
  app_.dispatch(QueryChanged{"slowest NEAR/9s request "});
  EXPECT_EQ(app_.results().total, 0u);
}

TEST_F(AppTest, SaysWhichWordsWereMeant) {
  app_.dispatch(QueryChanged{"slwoest "});
  ASSERT_EQ(app_.results().corrections.size(), 1u);
  EXPECT_EQ(app_.results().corrections[0].meant.front(), "slowest");
  EXPECT_EQ(app_.results().total, 2u);
}

TEST_F(AppTest, SortsByPositionAsOneWouldRead) {
  app_.dispatch(QueryChanged{"slowest "});
  app_.dispatch(SetHitSort{HitSort::Position});
  ASSERT_EQ(app_.results().groups.size(), 2u);
  EXPECT_EQ(app_.results().groups[0].title, "Caches");
}

TEST_F(AppTest, RemembersSearchesThatLedToAMoment) {
  app_.dispatch(QueryChanged{"slowest"});
  EXPECT_TRUE(app_.recent_queries().empty());
  app_.dispatch(HitChosen{0});
  ASSERT_EQ(app_.recent_queries().size(), 1u);
  EXPECT_EQ(app_.recent_queries()[0], "slowest");
}

TEST_F(AppTest, RelatesTheOpenEpisodeByRareWordsAndCompletesQueries) {
  EXPECT_TRUE(app_.related().empty());
  app_.dispatch(QueryChanged{"request"});
  app_.dispatch(HitChosen{0});
  for (const RelatedView& related : app_.related())
    EXPECT_FALSE(related.terms.empty());
  EXPECT_EQ(app_.complete("slow", 4).items.at(0).text, "slowest");
}

TEST_F(AppTest, OpensAHitAtItsFirstMatchedWords) {
  app_.dispatch(QueryChanged{"\"slowest request\""});
  ASSERT_EQ(app_.results().total, 1U);
  app_.dispatch(OpenSelectedHit{});
  const ReaderView& reader = app_.reader();
  EXPECT_FALSE(app_.results().shown);
  EXPECT_EQ(reader.episode.title, "Caches");
  EXPECT_EQ(reader.tab, Tab::Transcript);
  EXPECT_EQ(slice(reader.transcript.text, reader.target.range_in_text), "slowest\nrequest");
  EXPECT_EQ(reader.current_match, 0);
}

TEST_F(AppTest, GivesAHitTheTimeOfItsCue) {
  app_.dispatch(QueryChanged{"\"slowest request\""});
  EXPECT_EQ(app_.hit(0).time.start, 10'000);
}

TEST_F(AppTest, GivesANotesHitItsSection) {
  app_.dispatch(QueryChanged{"copies"});
  ASSERT_EQ(app_.results().total, 1U);
  EXPECT_EQ(app_.hit(0).field, search::Field::Notes);
}

TEST_F(AppTest, ShowsOfAListOnlyTheLinesThatWereFound) {
  app_.dispatch(QueryChanged{"tail"});
  ASSERT_EQ(app_.results().total, 1U);
  EXPECT_EQ(app_.hit(0).snippet.text, "Tail latency");
}

TEST_F(AppTest, NarrowsTheScopeButCountsTheWholeQuery) {
  app_.dispatch(QueryChanged{"transcript"});
  app_.dispatch(SetScope{Scope::Transcripts});
  EXPECT_EQ(app_.results().total, 1U);
  EXPECT_EQ(app_.results().in_notes, 1U);
  EXPECT_EQ(app_.results().shown_total, 0U);
}

TEST_F(AppTest, EscapeLeadsBackStepByStep) {
  app_.dispatch(QueryChanged{"slowest"});
  app_.dispatch(OpenSelectedHit{});
  app_.dispatch(OpenDialog{Dialog::About});
  app_.dispatch(GoBack{});
  EXPECT_EQ(app_.dialog(), Dialog::None);
  EXPECT_FALSE(app_.results().shown);
  app_.dispatch(GoBack{});
  EXPECT_TRUE(app_.results().shown);
  app_.dispatch(GoBack{});
  EXPECT_FALSE(app_.results().shown);
  EXPECT_TRUE(app_.results().query.empty());
}

TEST_F(AppTest, UndoBringsARemovedEpisodeBack) {
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Sockets"}));
  EXPECT_TRUE(app_.notice().can_undo);
  app_.dispatch(QueryChanged{"people"});
  EXPECT_EQ(app_.results().total, 0U);
  app_.dispatch(Undo{});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Caches", "Sockets"}));
  EXPECT_EQ(app_.results().total, 1U);
}

TEST_F(AppTest, RedoDoesAgainWhatWasUndone) {
  EXPECT_FALSE(app_.can_redo());
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  app_.dispatch(RemoveEpisode{id_of("Sockets")});
  app_.dispatch(Undo{});
  app_.dispatch(Undo{});
  EXPECT_EQ(listed().size(), 3U);
  app_.dispatch(Redo{});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Sockets"}));
  EXPECT_EQ(app_.notice().text, "Removed \u201CCaches\u201D");
  app_.dispatch(Redo{});
  EXPECT_EQ(listed(), Titles{"Linkers"});
  EXPECT_FALSE(app_.can_redo());
  app_.dispatch(Undo{});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Sockets"})) << "it can be undone again";
}

TEST_F(AppTest, RedoIsOverWhenSomethingElseIsDone) {
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  app_.dispatch(Undo{});
  app_.dispatch(RemoveEpisode{id_of("Sockets")});
  EXPECT_FALSE(app_.can_redo());
}

TEST_F(AppTest, RedoBringsAnImportThatWasTakenBack) {
  import(1, edited_caches());
  app_.dispatch(Undo{});
  EXPECT_TRUE(app_.library().removed.empty()) << "it was not removed but never wanted";
  app_.dispatch(Redo{});
  EXPECT_EQ(listed().size(), 3U);
  EXPECT_TRUE(std::ranges::contains(listed(), "Caches, again"));
}

/// A second start with what the first one stored.
class NextSession : public AppTest {
 protected:
  void start_again() {
    for (Effect& effect : app_.take_effects()) {
      if (const auto* data = std::get_if<StoreUserData>(&effect)) stored_ = data->json;
    }
    next_.dispatch(UserDataLoaded{stored_});
    next_.dispatch(PackLoaded{sample_pack(), false});
    next_.dispatch(PackLoaded{lone_, false});
    next_.dispatch(StartFinished{});
  }
  bool drops_a_pack() {
    const auto all = next_.take_effects();
    return std::ranges::any_of(
        all, [](const Effect& effect) { return std::holds_alternative<RemovePack>(effect); });
  }
  PackBytes lone_ = make_pack({{.title = "Alone", .source = "alone.vtt"}});
  std::string stored_;
  App next_{{"test", ""}};
};

TEST_F(NextSession, OffersWhatWasRemovedBefore) {
  import(1, lone_);
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  app_.dispatch(RemoveEpisode{id_of("Alone")});
  start_again();
  ASSERT_EQ(next_.library().removed.size(), 2U);
  EXPECT_EQ(next_.library().removed[0].title, "Alone");
  EXPECT_FALSE(drops_a_pack()) << "the pack that holds nothing else";
  next_.dispatch(BringBack{id_of("Alone")});
  EXPECT_EQ(next_.library().removed.size(), 1U);
  EXPECT_EQ(next_.notice().text, "Brought back 1 episode");
  EXPECT_EQ(next_.library().episodes.size(), 3U);
  next_.dispatch(Undo{});
  EXPECT_EQ(next_.library().removed.size(), 2U);
  next_.dispatch(BringBack{});
  EXPECT_TRUE(next_.library().removed.empty());
  EXPECT_EQ(next_.library().episodes.size(), 4U);
}

TEST_F(NextSession, DropsWhatWasDeletedForGood) {
  import(1, lone_);
  app_.dispatch(RemoveEpisode{id_of("Alone")});
  app_.dispatch(DiscardRemoved{});
  EXPECT_TRUE(app_.library().removed.empty());
  app_.dispatch(Undo{});
  EXPECT_EQ(app_.library().removed.size(), 1U);
  app_.dispatch(Redo{});
  start_again();
  EXPECT_TRUE(drops_a_pack());
  EXPECT_TRUE(next_.library().removed.empty());
}

TEST_F(AppTest, BringsBackTheNewerVersionOfWhatWasRemoved) {
  import(1, edited_caches());
  app_.dispatch(RemoveEpisode{id_of("Caches, again")});
  ASSERT_EQ(app_.library().removed.size(), 1U);
  EXPECT_EQ(app_.library().removed[0].title, "Caches, again");
  app_.dispatch(BringBack{app_.library().removed[0].id});
  EXPECT_TRUE(std::ranges::contains(listed(), "Caches, again"));
  EXPECT_EQ(listed().size(), 3U);
}

TEST_F(AppTest, ClosesTheReaderWhenItsEpisodeIsRemoved) {
  app_.dispatch(OpenEpisode{id_of("Caches")});
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  EXPECT_FALSE(app_.reader().open);
}

TEST_F(AppTest, StoresAPackThatArrivesAndSaysWhatWasAdded) {
  import(1, make_pack({{.title = "Fresh", .source = "x.vtt"}}));
  EXPECT_EQ(effects<StorePack>().size(), 1U);
  EXPECT_EQ(listed().size(), 4U);
  EXPECT_EQ(app_.notice().text, "Added 1 episode");
  EXPECT_EQ(app_.reader().episode.title, "Fresh");
}

TEST_F(AppTest, UndoTakesAnImportBackAndShowsWhatItReplaced) {
  import(1, edited_caches());
  EXPECT_EQ(listed().size(), 3U);
  EXPECT_EQ(app_.import().replaced, 1U);
  app_.dispatch(Undo{});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Caches", "Sockets"}));
}

TEST_F(AppTest, ShowsARemovedEpisodeAgainWhenItsFileIsDroppedAgain) {
  app_.dispatch(RemoveEpisode{id_of("Caches")});
  import(1, make_pack({{.title = "Caches", .source = "caches.vtt"}}));
  EXPECT_EQ(listed().size(), 3U);
}

TEST_F(AppTest, FindsNothingNewInFilesThatAreThereAlready) {
  import(1, sample_pack());
  EXPECT_EQ(app_.notice().text, "Nothing new was found in 1 file");
  EXPECT_FALSE(app_.notice().can_undo);
  app_.dispatch(Undo{});
  EXPECT_EQ(listed().size(), 3U);
}

TEST_F(AppTest, DoesNotShowTheOlderVersionWhenTheNewerIsRemoved) {
  import(1, edited_caches());
  app_.dispatch(RemoveEpisode{id_of("Caches, again")});
  EXPECT_EQ(listed(), (Titles{"Linkers", "Sockets"}));
  app_.dispatch(Undo{});
  EXPECT_EQ(listed().size(), 3U);
  EXPECT_EQ(app_.notice().text, "Brought back 1 episode");
}

TEST_F(AppTest, RunsImportsOneAfterTheOther) {
  app_.dispatch(FilesArrived{1, 5, "a"});
  app_.dispatch(FilesArrived{2, 5, "b"});
  auto started = effects<StartImport>();
  ASSERT_EQ(started.size(), 1U);
  EXPECT_EQ(started[0].job, 1U);
  EXPECT_EQ(app_.import().queued_jobs, 1U);
  app_.dispatch(ImportFinished{1, false, "", {}});
  started = effects<StartImport>();
  ASSERT_EQ(started.size(), 1U);
  EXPECT_EQ(started[0].job, 2U);
  app_.dispatch(ImportFinished{2, false, "", {}});
  EXPECT_FALSE(app_.import().running);
}

TEST_F(AppTest, TellsWhyTheOnlyFileWasRefused) {
  app_.dispatch(FilesArrived{1, 1, "picture.vtt"});
  ImportFinished done;
  done.job = 1;
  done.files.push_back({});
  done.files[0].path = "picture.vtt";
  done.files[0].error = "This is not text.";
  app_.dispatch(std::move(done));
  EXPECT_EQ(app_.notice().text, "picture.vtt: This is not text.");
  EXPECT_TRUE(app_.notice().is_error);
}

TEST_F(AppTest, KeepsTheSelectedMomentWhileResultsGrow) {
  app_.dispatch(QueryChanged{"slowest"});
  app_.dispatch(MoveHit{1});
  const auto selected = [&] {
    for (const HitGroup& group : app_.results().groups) {
      const auto hit = static_cast<std::uint32_t>(app_.results().selected_hit);
      if (hit >= group.first_hit && hit < group.first_hit + group.hit_count) return group.episode;
    }
    return Id{};
  };
  const Id before = selected();
  app_.dispatch(FilesArrived{1, 1, "x"});
  app_.dispatch(PackArrived{
      1, make_pack({{.title = "More", .transcript = {{"slowest slowest slowest", 1'000}}}})});
  EXPECT_EQ(app_.results().total, 3U);
  EXPECT_EQ(selected(), before);
}

TEST_F(AppTest, JumpsToTheCueOfATime) {
  app_.dispatch(OpenEpisode{id_of("Caches")});
  app_.dispatch(JumpToTime{15'000});
  EXPECT_EQ(app_.reader().tab, Tab::Transcript);
  EXPECT_EQ(slice(app_.reader().transcript.text, app_.reader().target.range_in_text),
            "you wait for the slowest");
}

TEST_F(AppTest, WalksTheMatchesOfTheOpenTextInACircle) {
  app_.dispatch(OpenEpisode{id_of("Caches")});
  app_.dispatch(ChooseTab{Tab::Transcript});
  app_.dispatch(QueryChanged{"the"});
  app_.dispatch(OpenEpisode{id_of("Caches")});
  ASSERT_EQ(app_.reader().matches_in_text.size(), 3U);
  app_.dispatch(JumpToMatch{1});
  EXPECT_EQ(app_.reader().current_match, 0);
  app_.dispatch(JumpToMatch{-1});
  EXPECT_EQ(app_.reader().current_match, 2);
  app_.dispatch(JumpToMatch{1});
  EXPECT_EQ(app_.reader().current_match, 0);
}

TEST_F(AppTest, TakesWordsFoundSideBySideForOneMatch) {
  app_.dispatch(QueryChanged{"you slowest wait"});
  app_.dispatch(OpenSelectedHit{});
  const ReaderView& reader = app_.reader();
  ASSERT_EQ(reader.matches_in_text.size(), 2U);
  EXPECT_EQ(slice(reader.transcript.text, reader.matches_in_text[0]), "you wait");
  EXPECT_EQ(slice(reader.transcript.text, reader.matches_in_text[1]), "slowest");
  EXPECT_EQ(reader.current_match, 0);
}

TEST_F(AppTest, RefusesToOpenLinksThatAreNotPages) {
  app_.dispatch(OpenLink{"javascript:alert(1)"});
  app_.dispatch(OpenLink{"file:///etc/passwd"});
  EXPECT_TRUE(effects<OpenUrl>().empty());
  app_.dispatch(OpenLink{"https://example.org/"});
  EXPECT_EQ(effects<OpenUrl>().size(), 1U);
}

TEST_F(AppTest, WritesUserDataOnlyWhenTheyChanged) {
  app_.dispatch(SetTheme{ThemeChoice::Dark});
  EXPECT_EQ(effects<StoreUserData>().size(), 1U);
  app_.dispatch(SetTheme{ThemeChoice::Dark});
  app_.dispatch(OpenDialog{Dialog::About});
  EXPECT_TRUE(effects<StoreUserData>().empty());
}

TEST_F(AppTest, FoldsOutlineItemsAndUnfoldsThem) {
  app_.dispatch(OpenEpisode{id_of("Caches")});
  app_.dispatch(ToggleFold{0});
  EXPECT_EQ(app_.reader().folded_blocks.size(), 1U);
  app_.dispatch(ToggleFold{0});
  EXPECT_TRUE(app_.reader().folded_blocks.empty());
}

TEST_F(AppTest, UnfoldsWhatHidesThePlaceThatOneGoesTo) {
  app_.dispatch(OpenEpisode{id_of("Caches")});
  app_.dispatch(ChooseTab{Tab::Notes});
  app_.dispatch(ToggleFold{0});
  app_.dispatch(OpenFind{"promises", 0});
  EXPECT_EQ(app_.reader().folded_blocks.size(), 1U);
  app_.dispatch(FindChanged{"three"});
  EXPECT_TRUE(app_.reader().folded_blocks.empty());
}

TEST(App, FindsInTheDescriptionOfAnEpisodeThatHasNothingElse) {
  App app({"test", ""});
  app.dispatch(PackLoaded{
      make_pack({{.title = "Listed", .summary = "Why a cache that lies once a day wakes people."}}),
      false});
  app.dispatch(StartFinished{});
  app.dispatch(OpenEpisode{id_of("Listed")});
  ASSERT_EQ(app.reader().shown().text, "Why a cache that lies once a day wakes people.");
  app.dispatch(OpenFind{"once", 0});
  ASSERT_EQ(app.find().matches_in_text.size(), 1U);
  EXPECT_EQ(app.find().matches_in_text[0], (Range{22, 26}));
  EXPECT_EQ(app.reader().target.range_in_text, (Range{22, 26}));
}

TEST(App, RestoresTheSearchAndTheMomentThatWasSelected) {
  std::string json;
  {
    App app({"test", ""});
    app.dispatch(PackLoaded{sample_pack(), false});
    app.dispatch(StartFinished{});
    app.dispatch(OpenEpisode{id_of("Caches")});
    app.dispatch(ToggleFold{0});
    app.dispatch(QueryChanged{"slowest"});
    app.dispatch(SetHitSort{HitSort::Position});
    app.dispatch(MoveHit{1});
    ASSERT_EQ(app.results().selected_hit, 1);
    json = stored_by(app);
  }
  App app({"test", ""});
  app.dispatch(UserDataLoaded{json});
  app.dispatch(PackLoaded{sample_pack(), false});
  app.dispatch(StartFinished{});
  EXPECT_TRUE(app.results().shown);
  EXPECT_EQ(app.results().query, "slowest");
  EXPECT_EQ(app.results().sort, HitSort::Position);
  EXPECT_EQ(app.results().total, 2U);
  EXPECT_EQ(app.results().selected_hit, 1);
  EXPECT_EQ(app.reader().folded_blocks.size(), 1U);
}

TEST(App, RestoresTheSessionWhereItWasLeft) {
  std::string json;
  {
    App app({"test", ""});
    app.dispatch(PackLoaded{sample_pack(), false});
    app.dispatch(StartFinished{});
    app.dispatch(OpenEpisode{id_of("Caches")});
    app.dispatch(ChooseTab{Tab::Transcript});
    app.dispatch(ReadingPositionChanged{26});
    json = stored_by(app);
  }
  App app({"test", ""});
  app.dispatch(UserDataLoaded{json});
  app.dispatch(PackLoaded{sample_pack(), false});
  app.dispatch(StartFinished{});
  EXPECT_EQ(app.reader().episode.title, "Caches");
  EXPECT_EQ(app.reader().tab, Tab::Transcript);
  EXPECT_TRUE(app.reader().target.restore);
  EXPECT_EQ(app.reader().target.range_in_text.begin, 26U);
}

TEST(App, TakesTheNewerPackWhateverTheOrderInWhichTheyAreLoaded) {
  const PackBytes older = make_pack({{.title = "Old", .content = "1", .id = "same"}});
  const PackBytes newer = make_pack({{.title = "New", .content = "2", .id = "same"}});
  std::string json;
  {
    App app({"test", ""});
    app.dispatch(StartFinished{});
    app.dispatch(FilesArrived{1, 2, ""});
    app.dispatch(PackArrived{1, older});
    app.dispatch(PackArrived{1, newer});
    json = stored_by(app);
  }
  App app({"test", ""});
  app.dispatch(UserDataLoaded{json});
  app.dispatch(QueryChanged{"new"});  // typed before the start is over
  app.dispatch(PackLoaded{newer, false});
  app.dispatch(PackLoaded{older, false});
  app.dispatch(StartFinished{});
  ASSERT_EQ(app.library().episodes.size(), 1U);
  EXPECT_EQ(app.library().episodes[0].title, "New");
  EXPECT_EQ(app.results().total, 1U);
}

TEST(App, DoesNotOverwriteStoredDataBeforeTheStartIsOver) {
  App app({"test", ""});
  app.dispatch(SystemThemeChanged{true});
  app.dispatch(PackLoaded{sample_pack(), true});
  for (const Effect& effect : app.take_effects()) {
    EXPECT_FALSE(std::holds_alternative<StoreUserData>(effect));
  }
  EXPECT_TRUE(app.settings().dark);
}

TEST(App, GoesOnWhenAStoredPackIsDamaged) {
  App app({"test", ""});
  app.dispatch(PackLoaded{PackBytes(64), false});
  app.dispatch(PackLoaded{sample_pack(), false});
  app.dispatch(StartFinished{});
  EXPECT_EQ(app.library().episodes.size(), 3U);
  EXPECT_TRUE(app.notice().is_error);
}

}  // namespace
}  // namespace earshot::app
