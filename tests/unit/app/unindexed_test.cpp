#include "app/unindexed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/library.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::make_pack;

/// The pack with an index that cannot be read.
PackBytes without_index(PackBytes bytes) {
  const auto index = pack::Pack::open(bytes)->index_bytes();
  bytes[static_cast<std::size_t>(index.data() - bytes.data()) + 3] ^= std::byte{1};
  return bytes;
}

/// An episode with a transcript of about so many bytes, in which `said` stands now and then.
EpisodeSpec long_talk(const std::string& title, std::size_t bytes, const std::string& said,
                      std::size_t every) {
  EpisodeSpec episode{.title = title};
  std::size_t size = 0;
  for (std::size_t line = 0; size < bytes; ++line) {
    std::string text = "and so we went on and on along the shore of the sea";
    if (every > 0 && line % every == 0) text += ' ' + said;
    size += text.size() + 1;
    episode.transcript.push_back({std::move(text), static_cast<Millis>(line * 3000)});
  }
  return episode;
}

/// More text than is indexed at once, with a ferry in one episode.
std::vector<EpisodeSpec> many_talks() {
  std::vector<EpisodeSpec> talks;
  for (int i = 0; i < 20; ++i)
    talks.push_back(long_talk("Talk " + std::to_string(i), std::size_t{100} << 10, "a tram", 50));
  talks[13] = long_talk("Ferries", std::size_t{100} << 10, "a ferry", 500);
  return talks;
}

class UnindexedTest : public ::testing::Test {
 protected:
  UnindexedTest() { app_.dispatch(UserDataLoaded{}); }
  void load(PackBytes bytes) {
    app_.dispatch(PackLoaded{std::move(bytes), false});
    app_.dispatch(StartFinished{});
  }
  /// Titles and snippets of all moments, in their order.
  static std::vector<std::string> moments(const App& app) {
    std::vector<std::string> out;
    for (const HitGroup& group : app.results().groups) {
      out.emplace_back(group.title);
      for (std::uint32_t i = 0; i < group.hit_count; ++i)
        out.push_back(app.hit(group.first_hit + i).snippet.text);
    }
    return out;
  }
  App app_{BuildFacts{}};
};

TEST_F(UnindexedTest, OfLittleTextIsSearchedAsWithItsIndex) {
  const PackBytes bytes = make_pack(
      {{.title = "Harbours",
        .transcript = {{"the cranes were lifting", 0}, {"a crate of ropes", 30'000}}},
       {.title = "Bridges", .transcript = {{"no crane lifts a bridge", 0}}, .notes = {{"Ropes"}}}});
  App indexed{BuildFacts{}};
  indexed.dispatch(UserDataLoaded{});
  indexed.dispatch(PackLoaded{bytes, false});
  indexed.dispatch(StartFinished{});
  load(without_index(bytes));
  for (const char* query :
       {"crane", "cranes lift", "\"lifting a crate\"", "crane NEAR/40s rope", "crabe", "/cr.n/",
        "rope -crane", "notes:ropes", "has:notes crane", "cr*t*"}) {
    indexed.dispatch(QueryChanged{query});
    app_.dispatch(QueryChanged{query});
    EXPECT_EQ(moments(app_), moments(indexed)) << query;
    EXPECT_EQ(app_.results().total, indexed.results().total) << query;
    EXPECT_EQ(app_.results().corrections.size(), indexed.results().corrections.size()) << query;
    EXPECT_FALSE(app_.results().awaits_index) << query;
  }
  app_.dispatch(QueryChanged{"crane"});
  EXPECT_GT(app_.results().total, 0u);
}

TEST_F(UnindexedTest, OfMuchTextIsSearchedWhereTheWordsAre) {
  load(without_index(make_pack(many_talks())));
  app_.dispatch(QueryChanged{"ferries along"});
  ASSERT_FALSE(app_.results().groups.empty());
  EXPECT_EQ(app_.results().groups[0].title, "Ferries");
  EXPECT_TRUE(app_.results().awaits_index);
  EXPECT_TRUE(app_.results().corrections.empty()) << "it stands somewhere";
}

TEST_F(UnindexedTest, SearchesItAllWhenItHasItsIndexAgain) {
  const PackBytes bytes = make_pack(many_talks());
  load(without_index(bytes));
  app_.dispatch(QueryChanged{"tram "});
  EXPECT_TRUE(app_.results().awaits_index);
  const std::uint32_t some = app_.results().total;
  EXPECT_GT(some, 0u);
  std::optional<MergePacks> order;
  for (Effect& effect : app_.take_effects()) {
    if (auto* merge = std::get_if<MergePacks>(&effect)) order = std::move(*merge);
  }
  ASSERT_TRUE(order);
  app_.dispatch(PacksMerged{{order->parts[0].pack}, bytes});
  EXPECT_FALSE(app_.results().awaits_index);
  EXPECT_GT(app_.results().total, some);
}

TEST_F(UnindexedTest, KeepsWhatTheWordsBeforeHaveFound) {
  load(without_index(make_pack(many_talks())));
  app_.dispatch(QueryChanged{"\"ferry\""});
  const std::uint32_t total = app_.results().total;
  app_.dispatch(QueryChanged{"tram "});
  app_.dispatch(QueryChanged{"/fer+y/"});  // without words to look for
  EXPECT_EQ(app_.results().total, total);
}

TEST_F(UnindexedTest, KeepsItsIndexWhileThatIsOfTheSameTexts) {
  Library library;
  ASSERT_TRUE(library.add(without_index(make_pack({{.title = "Ferries"}})), false));
  library.rebuild({});
  EXPECT_TRUE(library.index_likely(search::parse_query("f", true)));
  const std::uint64_t index = library.pack(0).index.id();
  EXPECT_EQ(library.pack(0).index.passage_count(), 1u);
  EXPECT_TRUE(library.index_likely(search::parse_query("fe", true)));
  EXPECT_EQ(library.pack(0).index.id(), index);
}

TEST_F(UnindexedTest, IsIndexedWithinItsBounds) {
  const PackBytes bytes = make_pack(many_talks());
  const auto pack = pack::Pack::open(bytes);
  Unindexed unindexed(*pack);
  Unindexed* const packs[] = {&unindexed};
  for (const char* query : {"ferry", "tram", "and", "has:transcript", "-tram", "\u5B57"}) {
    EXPECT_FALSE(index_likely(packs, search::parse_query(query, true))) << query;
    std::uint64_t indexed = 0;
    for (const search::ScanDocument& text : unindexed.texts()) {
      if (std::ranges::binary_search(unindexed.indexed(), text.document))
        indexed += text.text.size();
    }
    EXPECT_LE(indexed, kIndexedAtOnce) << query;
    EXPECT_GT(indexed, 0u) << query;
  }
}

}  // namespace
}  // namespace earshot::app
