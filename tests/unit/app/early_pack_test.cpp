#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/app.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::id_of;
using testing::make_pack;

EpisodeSpec talk(const std::string& title) {
  return {.title = title,
          .source = title + ".vtt",
          .transcript = {{"the crane of " + title, 0}, {"and its rope", 10'000}}};
}

/// An app with one import under way.
class EarlyPackTest : public ::testing::Test {
 protected:
  EarlyPackTest() {
    app_.dispatch(UserDataLoaded{});
    app_.dispatch(StartFinished{});
    app_.dispatch(FilesArrived{1, 3, "talks"});
    app_.take_effects();
  }
  void early(const std::vector<EpisodeSpec>& episodes, std::uint32_t job = 1) {
    app_.dispatch(EarlyPackArrived{job, make_pack(episodes)});
  }
  /// Episodes with sources, as early packs do not have them: other bytes.
  static std::vector<EpisodeSpec> finished(std::vector<EpisodeSpec> episodes) {
    for (EpisodeSpec& episode : episodes)
      episode.notes_file = episode.title;
    return episodes;
  }
  void end() {
    ImportFinished done;
    done.job = 1;
    done.files.emplace_back().path = "A.vtt";
    app_.dispatch(std::move(done));
  }
  template <typename T>
  bool asked_for() {
    return std::ranges::any_of(app_.take_effects(), [](const Effect& effect) {
      return std::holds_alternative<T>(effect);
    });
  }
  std::vector<std::string> titles() const {
    std::vector<std::string> out;
    for (const EpisodeRow& row : app_.library().episodes)
      out.emplace_back(row.title);
    std::ranges::sort(out);
    return out;
  }
  using Titles = std::vector<std::string>;
  App app_{BuildFacts{}};
};

TEST_F(EarlyPackTest, IsShownAndSearchedButNotStored) {
  app_.dispatch(QueryChanged{"crane "});
  early({talk("A")});
  EXPECT_EQ(titles(), Titles{"A"});
  EXPECT_EQ(app_.results().total, 1u);
  EXPECT_FALSE(asked_for<StorePack>());
}

TEST_F(EarlyPackTest, GivesWayToTheFinishedPack) {
  early({talk("A")});
  early({talk("B")});
  app_.dispatch(OpenEpisode{id_of("B")});
  app_.dispatch(QueryChanged{"crane "});
  app_.dispatch(MoveHit{1});
  const auto selected = [this] {
    return app_.hit(static_cast<std::uint32_t>(app_.results().selected_hit)).snippet.text;
  };
  const std::string before = selected();
  app_.take_effects();
  app_.dispatch(PackArrived{1, make_pack(finished({talk("A"), talk("B"), talk("C")}))});
  EXPECT_TRUE(asked_for<StorePack>());
  EXPECT_EQ(titles(), (Titles{"A", "B", "C"}));
  EXPECT_EQ(app_.results().total, 3u);
  EXPECT_EQ(selected(), before);
  EXPECT_EQ(app_.reader().episode.title, "B");
  end();
  EXPECT_EQ(titles(), (Titles{"A", "B", "C"}));
  EXPECT_EQ(app_.import().episodes_added, 3u);
  EXPECT_EQ(app_.import().replaced, 0u);
}

TEST_F(EarlyPackTest, StaysUntilFinishedPacksHaveAllOfIt) {
  early({talk("A"), talk("B")});
  app_.dispatch(QueryChanged{"crane "});
  app_.dispatch(PackArrived{1, make_pack(finished({talk("A")}))});
  EXPECT_EQ(titles(), (Titles{"A", "B"}));
  EXPECT_EQ(app_.results().total, 2u);
  app_.dispatch(PackArrived{1, make_pack(finished({talk("B")}))});
  EXPECT_EQ(titles(), (Titles{"A", "B"}));
  EXPECT_EQ(app_.results().total, 2u);
  end();
  EXPECT_EQ(app_.import().episodes_added, 2u);
  EXPECT_EQ(app_.import().replaced, 0u);
}

TEST_F(EarlyPackTest, LeavesWhatWasRemovedMeanwhileRemoved) {
  early({talk("A"), talk("B")});
  app_.dispatch(RemoveEpisode{id_of("A")});
  app_.dispatch(PackArrived{1, make_pack(finished({talk("A"), talk("B")}))});
  end();
  EXPECT_EQ(titles(), Titles{"B"});
}

TEST_F(EarlyPackTest, IsTakenBackWithItsImport) {
  early({talk("A")});
  app_.dispatch(PackArrived{1, make_pack(finished({talk("A"), talk("B")}))});
  end();
  app_.dispatch(Undo{});
  EXPECT_EQ(titles(), Titles{});
}

TEST_F(EarlyPackTest, IsGoneWithAWorkerThatDied) {
  early({talk("A")});
  app_.dispatch(QueryChanged{"crane "});
  ImportFinished done;
  done.job = 1;
  done.error = "It died.";
  app_.dispatch(std::move(done));
  EXPECT_EQ(titles(), Titles{});
  EXPECT_EQ(app_.results().total, 0u);
}

TEST_F(EarlyPackTest, OfAJobThatIsOverIsNotTaken) {
  end();
  early({talk("A")});
  EXPECT_EQ(titles(), Titles{});
}

TEST_F(EarlyPackTest, HidesWhatItReplacesOnlyAsLongAsItIsThere) {
  end();
  app_.dispatch(FilesArrived{2, 1, "again"});
  app_.dispatch(PackArrived{2, make_pack({talk("A")})});
  ImportFinished done;
  done.job = 2;
  app_.dispatch(std::move(done));
  app_.dispatch(FilesArrived{3, 1, "and again"});
  EpisodeSpec newer = talk("A");
  newer.content = "2";
  newer.transcript.push_back({"a winch", 20'000});
  early({newer}, 3);
  app_.dispatch(QueryChanged{"winch "});
  EXPECT_EQ(app_.results().total, 1u);
  ImportFinished died;
  died.job = 3;
  died.error = "It died.";
  app_.dispatch(std::move(died));
  EXPECT_EQ(titles(), Titles{"A"});
  EXPECT_EQ(app_.results().total, 0u);
}

}  // namespace
}  // namespace earshot::app
