// Files that the user puts apart from the episode they were paired with.
#include <gtest/gtest.h>

#include "app/app.h"
#include "app/library.h"
#include "app/results.h"
#include "app/user_data.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::file_id_of;
using testing::id_of;
using testing::make_pack;

EpisodeSpec pair_spec() {
  return {.title = "Ropes",
          .source = "s/ropes.md",
          .transcript_source = "s/ep1.vtt",
          .transcript = {{"spoken words", 0}, {"last words", 90'000}},
          .notes = {{"written notes", kNoTime, pack::BlockKind::Paragraph}},
          .notes_file = "# Ropes",
          .transcript_file = "WEBVTT"};
}

std::vector<std::string> titles(const Library& library) {
  std::vector<std::string> out;
  for (const auto ref : library.visible(kAllShows))
    out.emplace_back(library.row(ref).title);
  return out;
}

TEST(ApartFile, IsAnEpisodeOfItsOwn) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({pair_spec(), {.title = "Other"}}), false));
  library.put_apart({{id_of("Ropes"), file_id_of("WEBVTT")}});
  library.rebuild({});
  EXPECT_EQ(titles(library), (std::vector<std::string>{"Ropes", "Other", "By its file name"}));
  const EpisodeRow whole = library.row(*library.find(id_of("Ropes")));
  EXPECT_TRUE(whole.has_notes);
  EXPECT_FALSE(whole.has_transcript);
  const auto apart = library.visible(kAllShows).back();
  const EpisodeRow row = library.row(apart);
  EXPECT_TRUE(row.has_transcript);
  EXPECT_FALSE(row.has_notes);
  EXPECT_EQ(row.duration, 90'000);
  EXPECT_EQ(row.show, "A Show");
  EXPECT_EQ(row.apart_of, id_of("Ropes"));
  EXPECT_EQ(library.shows()[0].episodes, 3U);
  EXPECT_EQ(library.find(row.id)->episode, apart.episode);
}

TEST(ApartFile, IsFoundUnderItsOwnEpisode) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({pair_spec()}), false));
  library.put_apart({{id_of("Ropes"), file_id_of("WEBVTT")}});
  library.rebuild({});
  Results results;
  results.search(library, "words", Scope::Everywhere, HitSort::Relevance);
  ASSERT_EQ(results.view().groups.size(), 1U);
  EXPECT_EQ(results.view().groups[0].title, "By its file name");
  EXPECT_EQ(results.place(library, 0)->episode, results.view().groups[0].episode);
}

TEST(ApartFile, CannotBeTheMainOne) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({pair_spec()}), false));
  library.put_apart({{id_of("Ropes"), file_id_of("# Ropes")}});
  library.rebuild({});
  EXPECT_EQ(titles(library), std::vector<std::string>{"Ropes"});
}

TEST(ApartFile, CanBeRemovedByItself) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({pair_spec()}), false));
  library.put_apart({{id_of("Ropes"), file_id_of("WEBVTT")}});
  library.rebuild({});
  const EpisodeVersion version = library.version(library.visible(kAllShows).back());
  library.rebuild({version});
  EXPECT_EQ(titles(library), std::vector<std::string>{"Ropes"});
  EXPECT_FALSE(library.row(*library.find(id_of("Ropes"))).has_transcript);
}

TEST(ApartFile, StaysApartInUserData) {
  UserData data;
  data.apart.insert({id_of("Ropes"), file_id_of("WEBVTT")});
  EXPECT_EQ(read_user_data(write_user_data(data)).apart, data.apart);
}

class Pairing : public ::testing::Test {
 protected:
  Pairing() {
    app_.dispatch(StartFinished{});
    app_.dispatch(FilesArrived{.job = 1, .count = 2, .label = "s"});
    app_.dispatch(PackArrived{.job = 1, .bytes = make_pack({pair_spec()})});
    ImportFinished finished;
    finished.job = 1;
    FileOutcome& file = finished.files.emplace_back();
    file.path = "s/ep1.vtt";
    file.episode = id_of("Ropes");
    file.source = file_id_of("WEBVTT");
    file.can_stand_apart = true;
    app_.dispatch(std::move(finished));
  }
  App app_{BuildFacts{}};
};

TEST_F(Pairing, IsUndoneAndTakenBack) {
  const SetApart undo{id_of("Ropes"), file_id_of("WEBVTT"), true};
  app_.dispatch(undo);
  EXPECT_EQ(app_.library().episodes.size(), 2U);
  EXPECT_EQ(app_.import().apart[0], 1);
  EXPECT_TRUE(app_.notice().can_undo);
  app_.dispatch(Undo{});
  EXPECT_EQ(app_.library().episodes.size(), 1U);
  EXPECT_EQ(app_.import().apart[0], 0);
}

TEST_F(Pairing, StaysUndoneInTheNextSession) {
  app_.dispatch(SetApart{id_of("Ropes"), file_id_of("WEBVTT"), true});
  std::string stored;
  for (const Effect& effect : app_.take_effects()) {
    if (const auto* data = std::get_if<StoreUserData>(&effect)) stored = data->json;
  }
  App next{BuildFacts{}};
  next.dispatch(UserDataLoaded{stored});
  next.dispatch(PackLoaded{.bytes = make_pack({pair_spec()})});
  next.dispatch(StartFinished{});
  EXPECT_EQ(next.library().episodes.size(), 2U);
}

TEST_F(Pairing, MadeAgainLeadsFromTheFilesEpisodeToTheWhole) {
  app_.dispatch(SetApart{id_of("Ropes"), file_id_of("WEBVTT"), true});
  for (const EpisodeRow& row : app_.library().episodes) {
    if (!row.apart_of.valid()) continue;
    app_.dispatch(OpenEpisode{row.id});
    break;
  }
  EXPECT_EQ(app_.reader().episode.title, "By its file name");
  app_.dispatch(SetApart{id_of("Ropes"), file_id_of("WEBVTT"), false});
  EXPECT_EQ(app_.reader().episode.title, "Ropes");
}

}  // namespace
}  // namespace earshot::app
