#include "app/merging.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/app.h"
#include "pack/merge_plan.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::id_of;
using testing::make_pack;

EpisodeSpec episode(std::size_t number) {
  const std::string name = "Episode " + std::to_string(number);
  return {.title = name,
          .source = name + ".vtt",
          .transcript = {{"the crane of " + name, 0}, {"and its rope", 10'000}}};
}

/// An app that imported packs of one episode each; a host that merges is played by the test.
class Merging : public ::testing::Test {
 protected:
  Merging() : app_({"test", ""}) {
    app_.dispatch(UserDataLoaded{});
    app_.dispatch(StartFinished{});
    app_.take_effects();
  }
  void import(PackBytes bytes) {
    app_.dispatch(FilesArrived{++job_, 1, "x.vtt"});
    app_.dispatch(PackArrived{job_, std::move(bytes)});
    ImportFinished done;
    done.job = job_;
    app_.dispatch(std::move(done));
  }
  void import_many() {
    for (std::size_t i = 0; i <= pack::kMaxSmallPacks; ++i)
      import(make_pack({episode(i)}));
  }
  template <typename T>
  std::vector<T> effects() {
    std::vector<T> found;
    for (Effect& effect : app_.take_effects()) {
      if (T* wanted = std::get_if<T>(&effect)) found.push_back(std::move(*wanted));
    }
    return found;
  }
  static std::vector<Id> ids(const MergePacks& order) {
    std::vector<Id> out;
    for (const MergePacks::Part& part : order.parts)
      out.push_back(part.pack);
    return out;
  }
  /// What merging all of `import_many` gives.
  static PackBytes merged() {
    std::vector<EpisodeSpec> specs;
    for (std::size_t i = 0; i <= pack::kMaxSmallPacks; ++i)
      specs.push_back(episode(i));
    return make_pack(specs);
  }

  App app_;
  std::uint32_t job_ = 0;
};

TEST_F(Merging, IsAskedForWhenPacksAreMany) {
  import_many();
  const auto orders = effects<MergePacks>();
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].parts.size(), pack::kMaxSmallPacks + 1);
  EXPECT_TRUE(orders[0].parts[0].left_out.empty());
}

TEST_F(Merging, ChangesNothingThatIsShown) {
  import_many();
  const auto order = effects<MergePacks>().at(0);
  app_.dispatch(OpenEpisode{id_of("Episode 3")});
  app_.dispatch(QueryChanged{"rope"});
  app_.dispatch(MoveHit{2});
  std::vector<std::string> titles;
  for (const EpisodeRow& row : app_.library().episodes)
    titles.emplace_back(row.title);
  const std::uint32_t total = app_.results().total;
  const std::string selected(
      app_.hit(static_cast<std::uint32_t>(app_.results().selected_hit)).snippet.text);
  app_.take_effects();

  app_.dispatch(PacksMerged{ids(order), merged()});
  std::vector<std::string> after;
  for (const EpisodeRow& row : app_.library().episodes)
    after.emplace_back(row.title);
  EXPECT_EQ(after, titles);
  EXPECT_EQ(app_.results().total, total);
  EXPECT_EQ(app_.results().selected_hit, 2);
  EXPECT_EQ(app_.hit(2).snippet.text, selected);
  EXPECT_EQ(app_.reader().episode.title, "Episode 3");
}

TEST_F(Merging, StoresTheOrderFirstAndThenTheMergedPack) {
  import_many();
  const auto order = effects<MergePacks>().at(0);
  app_.dispatch(PacksMerged{ids(order), merged()});
  const auto all = app_.take_effects();
  const auto is_user = [](const Effect& effect) {
    return std::holds_alternative<StoreUserData>(effect);
  };
  const auto user = std::ranges::find_if(all, is_user);
  const auto replaced = std::ranges::find_if(
      all, [](const Effect& effect) { return std::holds_alternative<ReplacePacks>(effect); });
  ASSERT_NE(user, all.end());
  ASSERT_NE(replaced, all.end());
  EXPECT_LT(user, replaced);
  EXPECT_EQ(std::get<ReplacePacks>(*replaced).replaced, ids(order));
  const UserData stored = read_user_data(std::get<StoreUserData>(*user).json);
  EXPECT_EQ(stored.packs.back(), std::get<ReplacePacks>(*replaced).pack);
  EXPECT_EQ(stored.packs.size(), pack::kMaxSmallPacks + 2);
}

TEST_F(Merging, KeepsWhatUndoWouldShowAgain) {
  import(make_pack({{.title = "Old", .content = "1", .id = "same"}}));
  for (std::size_t i = 0; i < pack::kMaxSmallPacks; ++i)
    import(make_pack({episode(i)}));
  EXPECT_EQ(effects<MergePacks>().size(), 1u);
  app_.dispatch(PacksMerged{{}, {}});  // it could not be done
  import(make_pack({{.title = "New", .content = "2", .id = "same"}}));
  const auto orders = effects<MergePacks>();
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_EQ(orders[0].parts.size(), pack::kMaxSmallPacks + 1);  // without the first
  EXPECT_TRUE(orders[0].left_out_sources.empty());
}

TEST_F(Merging, LeavesReplacedEpisodesOutAtTheStart) {
  App app({"test", ""});
  app.dispatch(UserDataLoaded{});
  std::vector<PackBytes> packs = {
      make_pack({{.title = "Old", .content = "1", .id = "same", .notes_file = "old file"},
                 {.title = "Stays", .notes_file = "kept file"}})};
  for (std::size_t i = 0; i < pack::kMaxSmallPacks; ++i)
    packs.push_back(make_pack({episode(i)}));
  packs.push_back(make_pack({{.title = "New", .content = "2", .id = "same"}}));
  for (const PackBytes& pack : packs)
    app.dispatch(PackLoaded{pack, false});
  app.dispatch(StartFinished{});
  const auto all = app.take_effects();
  const auto order = std::ranges::find_if(
      all, [](const Effect& effect) { return std::holds_alternative<MergePacks>(effect); });
  ASSERT_NE(order, all.end());
  const auto& merge = std::get<MergePacks>(*order);
  EXPECT_EQ(merge.parts[0].left_out, std::vector<std::uint32_t>{0});
  EXPECT_EQ(merge.left_out_sources, std::vector<Id>{testing::file_id_of("old file")});
}

TEST_F(Merging, IsNotTriedAgainWhenItFailed) {
  import_many();
  const auto order = effects<MergePacks>().at(0);
  app_.dispatch(PacksMerged{ids(order), {}});
  EXPECT_TRUE(effects<MergePacks>().empty());
  EXPECT_EQ(app_.library().episodes.size(), pack::kMaxSmallPacks + 1);
  app_.dispatch(QueryChanged{"rope"});
  EXPECT_EQ(app_.results().total, pack::kMaxSmallPacks + 1);
}

TEST_F(Merging, GivesAPackItsIndexAgain) {
  PackBytes bytes = make_pack({episode(1)});
  const auto index = pack::Pack::open(bytes)->index_bytes();
  bytes[static_cast<std::size_t>(index.data() - bytes.data()) + 3] ^= std::byte{1};
  App app({"test", ""});
  app.dispatch(UserDataLoaded{});
  app.dispatch(PackLoaded{bytes, false});
  app.dispatch(StartFinished{});
  EXPECT_EQ(app.library().episodes.size(), 1u);
  EXPECT_TRUE(app.notice().is_error);
  MergePacks order;
  for (const Effect& effect : app.take_effects()) {
    if (const auto* found = std::get_if<MergePacks>(&effect)) order = *found;
  }
  ASSERT_EQ(order.parts.size(), 1u);
  app.dispatch(QueryChanged{"crane"});
  app.dispatch(PacksMerged{ids(order), make_pack({episode(1)})});
  EXPECT_EQ(app.results().total, 1u);
}

TEST_F(Merging, GivesAPackOfAnOlderIndexANewOneWithoutAWord) {
  std::ifstream file(std::string(EARSHOT_SOURCE_DIR) + "/tests/golden/packs/version1.pack",
                     std::ios::binary);
  const std::vector<char> chars{std::istreambuf_iterator<char>(file), {}};
  PackBytes bytes(chars.size());
  std::memcpy(bytes.data(), chars.data(), chars.size());
  App app({"test", ""});
  app.dispatch(UserDataLoaded{});
  app.dispatch(PackLoaded{bytes, false});
  app.dispatch(StartFinished{});
  EXPECT_EQ(app.library().episodes.size(), 2u);
  EXPECT_FALSE(app.notice().is_error);
  EXPECT_TRUE(app.notice().text.empty());
  MergePacks order;
  for (const Effect& effect : app.take_effects()) {
    if (const auto* found = std::get_if<MergePacks>(&effect)) order = *found;
  }
  EXPECT_EQ(order.parts.size(), 1u);
  app.dispatch(QueryChanged{"remembers rope"});
  EXPECT_EQ(app.results().total, 2u);
  EXPECT_FALSE(app.results().awaits_index);
}

TEST_F(Merging, GivesAPackItsIndexAgainThatTurnsOutToBeDamagedLater) {
  PackBytes bytes = make_pack({episode(1)});
  const auto index = pack::Pack::open(bytes)->index_bytes();
  bytes[static_cast<std::size_t>(index.data() - bytes.data()) + index.size() - 1] ^= std::byte{1};
  App app({"test", ""});
  app.dispatch(UserDataLoaded{});
  app.dispatch(PackLoaded{bytes, false});
  app.dispatch(StartFinished{});
  const auto has_order = [&app] {
    return std::ranges::any_of(app.take_effects(), [](const Effect& effect) {
      return std::holds_alternative<MergePacks>(effect);
    });
  };
  EXPECT_FALSE(has_order());
  app.dispatch(QueryChanged{"crane"});
  EXPECT_TRUE(has_order());
}

}  // namespace
}  // namespace earshot::app
