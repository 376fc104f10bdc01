#include "app/library.h"

#include <gtest/gtest.h>

#include "pack_builder.h"

namespace earshot::app {
namespace {

using testing::EpisodeSpec;
using testing::id_of;
using testing::make_pack;

std::vector<std::string> titles(const Library& library, std::int32_t show = kAllShows) {
  std::vector<std::string> out;
  for (const auto ref : library.visible(show))
    out.emplace_back(library.row(ref).title);
  return out;
}

TEST(Library, ShowsTheNewerPacksVersionOfAnEpisode) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "Old", .content = "1", .id = "same"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "New", .content = "2", .id = "same"}}), false));
  library.rebuild({});
  EXPECT_EQ(titles(library), std::vector<std::string>{"New"});
}

TEST(Library, CountsNoWordsOfEpisodesThatAreNotToBeSeen) {
  Library library;
  const auto said = [](const char* words) { return std::vector<testing::Line>{{words, 0}}; };
  const auto old =
      library.add(make_pack({{.title = "Old", .transcript = said("a crane"), .id = "same"},
                             {.title = "Gone", .transcript = said("a rope and a hook")}}),
                  false);
  const auto newer = library.add(
      make_pack({{.title = "New", .transcript = said("two cranes"), .content = "2", .id = "same"}}),
      false);
  ASSERT_TRUE(old && newer);
  library.rebuild({});
  EXPECT_EQ(library.indexes()[0]->counted_words(), 6u);
  EXPECT_EQ(library.indexes()[1]->counted_words(), 3u);
  library.rebuild({library.version({0, 1})});
  EXPECT_EQ(library.indexes()[0]->counted_words(), 0u);
  library.rebuild({library.version({1, 0})});
  EXPECT_EQ(library.indexes()[0]->counted_words(), 9u);
  EXPECT_EQ(library.indexes()[1]->counted_words(), 0u);
}

TEST(Library, ArrangesPacksAsTheyCameWhateverTheOrderOfStorage) {
  Library library;
  const auto newer =
      library.add(make_pack({{.title = "New", .content = "2", .id = "same"}}), false);
  const auto older =
      library.add(make_pack({{.title = "Old", .content = "1", .id = "same"}}), false);
  ASSERT_TRUE(newer && older);
  const std::vector<Id> order{(*older)->id, (*newer)->id};
  library.arrange(order);
  library.rebuild({});
  EXPECT_EQ(titles(library), std::vector<std::string>{"New"});
}

TEST(Library, LetsAFileWithTheSamePathReplaceTheOlderOne) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "Draft", .source = "a/b.md"}}), false));
  const auto newer =
      library.add(make_pack({{.title = "Final", .source = "a/b.md", .content = "2"}}), false);
  ASSERT_TRUE(newer);
  library.rebuild({});
  EXPECT_EQ(titles(library), std::vector<std::string>{"Final"});
  EXPECT_EQ(library.replaced_by(**newer), 1U);
  EXPECT_FALSE(library.find(id_of("Draft")));
}

TEST(Library, LetsNotesThatJoinATranscriptReplaceTheTranscriptAlone) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "012", .source = "a/012.vtt"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "Caches",
                                      .source = "a/012.md",
                                      .transcript_source = "a/012.vtt",
                                      .transcript = {{"hello", 0}}}}),
                          false));
  library.rebuild({});
  EXPECT_EQ(titles(library), std::vector<std::string>{"Caches"});
}

TEST(Library, KeepsTwoTalksWhoseFilesHappenToHaveTheSamePath) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "One",
                                      .source = "ep1.vtt",
                                      .transcript = {{"a talk about linkers and their maps", 0}}}}),
                          false));
  ASSERT_TRUE(library.add(make_pack({{.title = "Two",
                                      .source = "ep1.vtt",
                                      .transcript = {{"quite another one, about sockets", 0}}}}),
                          false));
  library.rebuild({});
  EXPECT_EQ(titles(library).size(), 2U);
}

TEST(Library, KeepsFilesOfTheSamePathInDifferentShows) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "A", .show = "X", .source = "01.vtt"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "B", .show = "Y", .source = "01.vtt"}}), false));
  library.rebuild({});
  EXPECT_EQ(titles(library).size(), 2U);
}

TEST(Library, KeepsAllEpisodesThatOneFileGives) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "Main", .source = "page.txt"},
                                     {.title = "Listed", .source = "page.txt"}}),
                          false));
  library.rebuild({});
  EXPECT_EQ(titles(library).size(), 2U);
}

TEST(Library, ShowsTheOlderVersionAgainWhenTheNewerIsRemoved) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "Old", .content = "1", .id = "same"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "New", .content = "2", .id = "same"}}), false));
  library.rebuild({{hash_id("same"), hash_id("2")}});
  EXPECT_EQ(titles(library), std::vector<std::string>{"Old"});
}

TEST(Library, MergesShowsWhoseTitlesDifferOnlyInCase) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "A", .show = "Slow Compile"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "B", .show = "slow compile"}}), false));
  library.rebuild({});
  ASSERT_EQ(library.shows().size(), 1U);
  EXPECT_EQ(library.shows()[0].episodes, 2U);
}

TEST(Library, ListsShowsByTitle) {
  Library library;
  ASSERT_TRUE(library.add(
      make_pack(
          {{.title = "1", .show = "b"}, {.title = "2", .show = "A"}, {.title = "3", .show = "c"}}),
      false));
  library.rebuild({});
  ASSERT_EQ(library.shows().size(), 3U);
  EXPECT_EQ(library.shows()[0].title, "A");
  EXPECT_EQ(titles(library, 0), std::vector<std::string>{"2"});
  EXPECT_EQ(titles(library, 2), std::vector<std::string>{"3"});
}

TEST(Library, DropsPacksOfWhichNothingIsSeenButNotTheDemo) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "A"}}), true));
  const auto gone = library.add(make_pack({{.title = "B"}}), false);
  ASSERT_TRUE(gone);
  const Id pack = (*gone)->id;
  library.rebuild({{id_of("A"), hash_id("1")}, {id_of("B"), hash_id("1")}});
  const std::set<EpisodeVersion> offered = {{id_of("B"), hash_id("1")}};
  EXPECT_EQ(library.drop_unseen(offered), std::vector<Id>{}) << "it may be brought back";
  EXPECT_EQ(library.drop_unseen({}), std::vector<Id>{pack});
  EXPECT_EQ(library.pack_count(), 1U);
}

TEST(Library, RefusesBytesThatAreNoPack) {
  Library library;
  EXPECT_FALSE(library.add(PackBytes(100), false));
  EXPECT_FALSE(library.add({}, false));
  EXPECT_EQ(library.pack_count(), 0U);
}

TEST(Library, TakesTheSamePackOnlyOnce) {
  Library library;
  ASSERT_TRUE(library.add(make_pack({{.title = "A"}}), false));
  ASSERT_TRUE(library.add(make_pack({{.title = "A"}}), false));
  EXPECT_EQ(library.pack_count(), 1U);
}

TEST(BlockAt, FindsTheLastBlockThatBeginsAtOrBefore) {
  std::vector<pack::BlockRecord> blocks(3);
  blocks[0].begin = 2;
  blocks[1].begin = 10;
  blocks[2].begin = 20;
  EXPECT_EQ(block_at(blocks, 0), -1);
  EXPECT_EQ(block_at(blocks, 2), 0);
  EXPECT_EQ(block_at(blocks, 19), 1);
  EXPECT_EQ(block_at(blocks, 500), 2);
  EXPECT_EQ(block_at({}, 5), -1);
}

}  // namespace
}  // namespace earshot::app
