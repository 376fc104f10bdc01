// Which version of an episode is to be seen after files were edited, moved or told of by a feed.

#include "library_folder.h"

namespace earshot::shell {
namespace {

class LibraryVersionsTest : public LibraryFolder {};

TEST_F(LibraryVersionsTest, ReadsAllAgainBesideAFeed) {
  const std::string item =
      "<item><title>Ropes</title><guid>g1</guid><description>On hawsers.</description></item>";
  const auto feed = [](std::string_view items) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>S</title>" +
           std::string(items) + "</channel></rss>";
  };
  write("feed.xml", feed(item));
  write("ropes.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  write("feed.xml", feed(item + "<item><title>Cranes</title><guid>g2</guid></item>"));
  const auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reports.at(0).became, "feed");
  // The feed's episode would come anew without its transcript.
  EXPECT_EQ(again->reports.at(1).became, "transcript");
  EXPECT_EQ(again->reports.at(1).pairing_reason, "same title");
}

constexpr std::string_view kFirstTalk =
    "Good evening from the harbour, where the crane has been out of order for a week";
constexpr std::string_view kOtherTalk =
    "A recipe for bread that needs no more than flour and water and a warm kitchen";

TEST_F(LibraryVersionsTest, TakesAnEditedTranscriptForTheSameEpisodeWhateverItSaysNow) {
  write("a.vtt", vtt(kFirstTalk));
  LibraryStore store = open();
  const Id first = import_all(store)->reports.at(0).episode;
  write("a.vtt", vtt(kOtherTalk));
  EXPECT_EQ(import_all(store)->reports.at(0).episode, first);
  EXPECT_THAT(visible_texts(), testing::ElementsAre(kOtherTalk));
  write("a.md", "# Notes that came later\n");  // the transcript is read again with them
  EXPECT_EQ(import_all(store)->reports.at(1).episode, first);
  EXPECT_THAT(visible_texts(), testing::ElementsAre(kOtherTalk));
}

TEST_F(LibraryVersionsTest, TakesEditedNotesForTheSameEpisodeWhateverTheySayNow) {
  write("a.md", "# One\n\n" + std::string(kFirstTalk) + "\n");
  LibraryStore store = open();
  const Id first = import_all(store)->reports.at(0).episode;
  write("a.md", "# Two\n\n" + std::string(kOtherTalk) + "\n");
  const auto again = import_all(store);
  EXPECT_EQ(again->reports.at(0).episode, first);
  EXPECT_EQ(again->packs_removed, 1u) << "the old version is a second episode";
}

TEST_F(LibraryVersionsTest, TakesAnEpisodeAlongWithItsMovedFile) {
  write("a.vtt", vtt(kFirstTalk));
  LibraryStore store = open();
  const Id first = import_all(store)->reports.at(0).episode;
  fs::rename(folder_ / "talk" / "a.vtt", folder_ / "talk" / "b.vtt");
  write("a.vtt", vtt(kOtherTalk));
  const auto again = import_all(store);
  EXPECT_NE(again->reports.at(0).episode, first);
  EXPECT_EQ(again->reports.at(1).episode, first);
  EXPECT_THAT(visible_texts(), testing::ElementsAre(kOtherTalk, kFirstTalk));
}

std::string feed(std::size_t items) {
  std::string xml =
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Talk</title>"
      "<description>" +
      std::to_string(items) + " episodes</description>";
  for (std::size_t i = items; i-- > 0;) {
    const std::string number = std::to_string(i);
    xml += "<item><title>Part " + number + "</title><guid>guid-" + number +
           "</guid><description>What part " + number + " is about</description></item>";
  }
  return xml + "</channel></rss>";
}

TEST_F(LibraryVersionsTest, WritesOneEpisodeWhereAFeedOfAThousandTellsOfOneMore) {
  constexpr std::size_t kEpisodes = 1000;
  for (std::size_t i = 0; i < kEpisodes; ++i) {
    std::string said;
    for (std::size_t word = 0; word < 60; ++word)
      said += "word" + std::to_string(i * 60 + word) + ' ';
    write("part " + std::to_string(i) + ".vtt", vtt(said));
  }
  write("feed.xml", feed(kEpisodes));
  LibraryStore store = open();
  const auto first = import_all(store);
  ASSERT_TRUE(first);
  EXPECT_GT(first->pack_bytes, 1'000'000u);
  ASSERT_EQ(visible_texts().size(), kEpisodes);
  write("part " + std::to_string(kEpisodes) + ".vtt", vtt("the new one"));
  write("feed.xml", feed(kEpisodes + 1));
  const auto second = import_all(store);
  ASSERT_TRUE(second);
  EXPECT_LT(second->pack_bytes, 100'000u);
  EXPECT_EQ(visible_texts().size(), kEpisodes + 1);
  EXPECT_EQ(import_all(store)->pack_bytes, 0u);
}

TEST_F(LibraryVersionsTest, WritesAnEpisodeAgainWhoseFeedSaysSomethingElseOfIt) {
  write("part 0.vtt", vtt("the first"));
  write("part 1.vtt", vtt("the second"));
  write("feed.xml", feed(2));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  std::string changed = feed(2);
  changed.replace(changed.find("What part 1 is"), 14, "All part 1 has");
  write("feed.xml", changed);
  const auto again = import_all(store);
  EXPECT_EQ(again->packs_written, 1u);
  const auto bytes = read_file(store.pack_path(store.manifest().packs.back().id), 1 << 20).value();
  const auto pack = pack::Pack::open(bytes).value();
  ASSERT_EQ(pack.episodes().size(), 1u);
  EXPECT_EQ(pack.string(pack.episodes()[0].title), "Part 1");
  EXPECT_EQ(visible_texts().size(), 2u);
}
TEST_F(LibraryVersionsTest, KeepsAnOlderVersionWithATranscriptWhereANewerOneHasNone) {
  write("part 0.vtt", vtt("the first"));
  write("feed.xml", feed(1));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  ASSERT_THAT(visible_texts(), testing::ElementsAre("the first"));
  // Once more, from where no transcript is.
  fs::create_directories(folder_ / "elsewhere");
  std::ofstream(folder_ / "elsewhere" / "feed.xml", std::ios::binary) << feed(1);
  fs::remove_all(folder_ / "talk");
  const fs::path roots[] = {folder_ / "elsewhere"};
  ASSERT_TRUE(import_into(store, roots, {}));
  EXPECT_THAT(visible_texts(), testing::ElementsAre("the first"));
  const auto again = import_into(store, roots, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->pack_bytes, 0u);
}

}  // namespace
}  // namespace earshot::shell
