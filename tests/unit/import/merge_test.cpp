#include "import/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "base/hash.h"
#include "import_run.h"
#include "search/expand.h"
#include "search/search.h"

namespace earshot::import {
namespace {

using testing::ElementsAre;

/// Packs side by side, as a library has them.
struct Shelves {
  std::vector<std::vector<std::byte>> bytes;
  std::vector<pack::Pack> packs;
  std::vector<search::Index> indexes;
  std::set<std::pair<std::size_t, std::uint32_t>> hidden;  // packs and documents

  explicit Shelves(std::vector<std::vector<std::byte>> given) : bytes(std::move(given)) {
    for (const auto& pack : bytes) {
      packs.push_back(pack::Pack::open(pack).value());
      indexes.push_back(search::Index::open(packs.back().index_bytes()).value());
    }
  }

  /// Hides the episodes of these numbers, as who holds the packs does.
  void hide(std::size_t pack, std::span<const std::uint32_t> episodes) {
    std::vector<std::uint32_t> documents;
    const auto tracks = packs[pack].tracks();
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
      if (std::ranges::find(episodes, tracks[i].episode) != episodes.end()) documents.push_back(i);
    }
    indexes[pack].leave_out(documents);
    for (const std::uint32_t document : documents)
      hidden.emplace(pack, document);
  }

  /// Episode, track, bytes in the text, score: a hit without the numbers that a merge changes.
  using Hit = std::tuple<Id, int, std::uint32_t, std::uint32_t, float>;
  std::vector<Hit> search(std::string_view query) const {
    std::vector<const search::Index*> all;
    for (const search::Index& index : indexes)
      all.push_back(&index);
    std::vector<Hit> hits;
    search::SearchOptions options;
    options.filter = [this](std::uint32_t index, std::uint32_t document) {
      return !hidden.contains({index, document});
    };
    const search::Query asked = search::expand(all, search::parse_query(query, true));
    for (const search::Hit& hit : search::search(all, asked, options).hits) {
      const pack::Pack& pack = packs[hit.index];
      const pack::TrackRecord& track = pack.tracks()[hit.document];
      const Range range = indexes[hit.index].passage(hit.passage).range_in_text;
      hits.emplace_back(pack::episode_id(pack.episodes()[track.episode]),
                        static_cast<int>(track.kind), range.begin, range.end, hit.score);
    }
    return hits;
  }
};

std::vector<MergePart> whole(const Shelves& shelves) {
  std::vector<MergePart> parts;
  for (const pack::Pack& pack : shelves.packs)
    parts.push_back({&pack, {}});
  return parts;
}

/// Twenty imports of a file or two each; the texts share words, and some have equal scores.
std::vector<std::vector<std::byte>> small_packs() {
  constexpr std::string_view kWords[] = {"crane", "rope", "load", "winch", "hook", "knot", "crate"};
  std::vector<std::vector<std::byte>> packs;
  for (std::size_t i = 0; i < 20; ++i) {
    std::string said;
    for (std::size_t word = 0; word < 90; ++word)
      said += std::string(kWords[(word * word + i * (word % 5)) % std::size(kWords)]) +
              (word % 9 == 8 ? ".\n\n00:0" + std::to_string(word / 9 % 10) + ".000 --> 00:59.000\n"
                             : " ");
    const std::string name = "talk/ep" + std::to_string(i % 18);
    const auto run =
        run_import({{name + ".vtt", "WEBVTT\n\n00:00.000 --> 00:59.000\n" + said},
                    {name + ".md", "# Episode " + std::to_string(i) +
                                       "\n\n- 00:05 the [hook](https://example.org/)\n"}});
    packs.push_back(run.packs.at(0));
  }
  return packs;
}

TEST(MergePacks, ChangesNoHitNoScoreAndNoOrder) {
  const auto packs = small_packs();
  const Shelves before(packs);
  const std::vector<std::string_view> queries = {"crane",   "rope load",      "\"rope load\"",
                                                 "ho*",     "hook -crane",    "k",
                                                 "episode", "crate knot hook"};
  for (const auto& [first, count] : {std::pair(0, 20), std::pair(3, 9), std::pair(11, 9)}) {
    std::vector<std::vector<std::byte>> fewer(packs.begin(), packs.begin() + first);
    const auto parts = whole(before);
    const auto merged = merge_packs(std::span(parts).subspan(first, count));
    ASSERT_TRUE(merged);
    fewer.push_back(*merged);
    fewer.insert(fewer.end(), packs.begin() + first + count, packs.end());
    const Shelves after(fewer);
    for (const std::string_view query : queries) {
      EXPECT_FALSE(before.search(query).empty()) << query;
      EXPECT_EQ(before.search(query), after.search(query)) << query;
    }
  }
}

/// Sixty imports of an episode; some are of an episode that an earlier one had, in other words.
std::vector<std::vector<std::byte>> packs_with_versions(std::size_t seed) {
  constexpr std::string_view kWords[] = {"crane",  "cranes", "rope",  "load",   "loads",
                                         "winch",  "hook",   "hooks", "knot",   "crate",
                                         "loaded", "roping", "cable", "cables", "pulley"};
  std::vector<std::vector<std::byte>> packs;
  for (std::size_t i = 0; i < 60; ++i) {
    std::string said;
    for (std::size_t word = 0; word < 40 + i % 50; ++word)
      said += std::string(kWords[(word * (seed + 3) + i * i + word * word % (i + 2)) %
                                 (std::size(kWords) - (i % 4 == 0 ? 0 : 3))]) +
              (word % 9 == 8 ? ".\n" : " ");
    const std::string guid = std::to_string(i * (seed + 5) % 41);
    packs.push_back(
        run_import({{"talk/feed.xml",
                     "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>"
                     "S</title><item><title>About " +
                         said.substr(0, 12) + "</title><guid>" + guid + "</guid><description>" +
                         said + "</description></item></channel></rss>"}})
            .packs.at(0));
  }
  return packs;
}

TEST(MergePacks, ChangesNoScoreByLeavingOutWhatIsReplacedOrRemoved) {
  for (std::size_t seed = 0; seed < 4; ++seed) {
    const auto packs = packs_with_versions(seed);
    Shelves before(packs);
    std::set<Id> later;
    std::vector<std::vector<std::uint32_t>> unseen(packs.size());
    for (std::size_t i = packs.size(); i-- > 0;) {
      const bool is_replaced =
          !later.insert(pack::episode_id(before.packs[i].episodes()[0])).second;
      if (is_replaced || i % 11 == seed) unseen[i].push_back(0);
    }
    std::vector<MergePart> parts;
    for (std::size_t i = 0; i < packs.size(); ++i) {
      before.hide(i, unseen[i]);
      parts.push_back({&before.packs[i], unseen[i]});
    }
    const auto merged = merge_packs(parts);
    ASSERT_TRUE(merged);
    const Shelves after({*merged});
    ASSERT_LT(after.packs[0].episodes().size(), packs.size());
    for (const std::string_view query :
         {"crane", "rope load", "\"rope load\"", "ho*", "hook -crane", "title:about", "pulley",
          "crnae", "cable OR knot", "loading", "rope NEAR/9w winch"}) {
      EXPECT_FALSE(before.search(query).empty()) << query;
      EXPECT_EQ(before.search(query), after.search(query)) << seed << ' ' << query;
    }
  }
}

TEST(MergePacks, DoesNotDependOnHowTheEpisodesCame) {
  const TestFile a{"talk/a.vtt", vtt("one two")};
  const TestFile b{"talk/b.vtt", vtt("three four")};
  ImportOptions options;
  options.fallback_show = "Talk";
  const Shelves apart({run_import({a}, options).packs.at(0), run_import({b}, options).packs.at(0)});
  const Shelves together({run_import({a, b}, options).packs.at(0)});
  const auto merged = merge_packs(whole(apart));
  ASSERT_TRUE(merged);
  EXPECT_EQ(*merged, merge_packs(whole(together)).value());
  const Shelves again({*merged});
  EXPECT_EQ(*merged, merge_packs(whole(again)).value());
}

TEST(MergePacks, KeepsWhatAnEpisodeHas) {
  const auto packs = small_packs();
  const Shelves before({packs[0], packs[1]});
  const auto bytes = merge_packs(whole(before));
  ASSERT_TRUE(bytes);
  const auto merged = pack::Pack::open(*bytes).value();
  EXPECT_TRUE(merged.verify());
  ASSERT_EQ(merged.episodes().size(), 2u);
  EXPECT_EQ(merged.shows().size(), 1u);
  const pack::Pack& old = before.packs[1];
  const pack::EpisodeRecord& was = old.episodes()[0];
  const pack::EpisodeRecord& is = merged.episodes()[1];
  EXPECT_EQ(pack::episode_id(is), pack::episode_id(was));
  EXPECT_EQ(is.content_low, was.content_low);
  EXPECT_EQ(merged.string(is.title), old.string(was.title));
  ASSERT_EQ(merged.tracks(is).size(), old.tracks(was).size());
  for (std::size_t i = 0; i < merged.tracks(is).size(); ++i) {
    const pack::TrackRecord& track = merged.tracks(is)[i];
    EXPECT_EQ(track.episode, 1u);
    EXPECT_EQ(merged.text(track), old.text(old.tracks(was)[i]));
    EXPECT_EQ(merged.blocks(track).size(), old.blocks(old.tracks(was)[i]).size());
    EXPECT_EQ(merged.string(merged.file(track)->path),
              old.string(old.file(old.tracks(was)[i])->path));
  }
  EXPECT_EQ(merged.string(merged.links(is)[0].url), "https://example.org/");
  for (const pack::FileRecord& file : merged.files(1)) {
    const pack::SourceRecord* source = merged.source(pack::file_id(file));
    ASSERT_NE(source, nullptr);
    EXPECT_TRUE(merged.unpack(*source));
  }
  EXPECT_EQ(merged.string(merged.files(1)[1].reason), "same file name");
}

TEST(MergePacks, LeavesOutWhatItIsTold) {
  const Shelves before({run_import({{"t/a.vtt", vtt("one")}, {"t/b.vtt", vtt("two")}}).packs.at(0),
                        run_import({{"t/c.vtt", vtt("three")}}).packs.at(0)});
  const Id gone = pack::file_id(before.packs[0].files(0)[0]);
  const MergePart parts[] = {{&before.packs[0], {0}}, {&before.packs[1], {}}};
  const auto bytes = merge_packs(parts, {&gone, 1});
  ASSERT_TRUE(bytes);
  const auto merged = pack::Pack::open(*bytes).value();
  std::vector<std::string_view> titles;
  for (const pack::EpisodeRecord& episode : merged.episodes())
    titles.push_back(merged.string(episode.title));
  EXPECT_THAT(titles, ElementsAre("B", "C"));
  EXPECT_EQ(merged.sources().size(), 2u);
  EXPECT_EQ(merged.source(gone), nullptr);
}

TEST(MergePacks, TakesWhatTheNewestSaysOfAShow) {
  const auto feed = [](std::string_view author, std::string_view link, std::string_view item) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\" "
           "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>S</title>" +
           std::string(link) + "<itunes:author>" + std::string(author) +
           "</itunes:author><item><title>" + std::string(item) + "</title><guid>" +
           std::string(item) + "</guid></item></channel></rss>";
  };
  const Shelves before(
      {run_import({{"a.xml", feed("Ada", "<link>https://example.org/</link>", "One")}}).packs.at(0),
       run_import({{"b.xml", feed("Bo", "", "Two")}}).packs.at(0)});
  const auto bytes = merge_packs(whole(before));
  const auto merged = pack::Pack::open(*bytes).value();
  ASSERT_EQ(merged.shows().size(), 1u);
  EXPECT_EQ(merged.string(merged.shows()[0].author), "Bo");
  EXPECT_EQ(merged.string(merged.shows()[0].link), "https://example.org/");
}

TEST(MergePacks, KeepsTheLanguageThatTextsWereIndexedBy) {
  const auto feed = [](std::string_view language, std::string_view words) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>S</title>" +
           std::string(language) + "<item><title>" + std::string(words) + "</title><guid>" +
           std::string(words) + "</guid><description>" + std::string(words) +
           "</description></item></channel></rss>";
  };
  const Shelves before(
      {run_import({{"a.xml", feed("<language>de</language>", "Katzen auf dem Dach")}}).packs.at(0),
       run_import({{"b.xml", feed("", "Katze im Haus")}}).packs.at(0)});
  const auto bytes = merge_packs(whole(before));
  ASSERT_TRUE(bytes);
  const Shelves after({*bytes});
  for (const std::string_view query : {"katze ", "katzen ", "dach ", "hauses "})
    EXPECT_EQ(before.search(query), after.search(query)) << query;
  EXPECT_FALSE(before.search("katze ").empty());
}

TEST(MergePacks, RefusesADamagedPack) {
  auto bytes = run_import({{"a.vtt", vtt("one two")}}).packs.at(0);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  bytes[text.find("one two")] ^= std::byte{1};
  const auto pack = pack::Pack::open(bytes).value();
  const MergePart parts[] = {{&pack, {}}};
  const auto merged = merge_packs(parts);
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().code, ErrorCode::Damaged);
}

TEST(MergePacks, MendsADamagedIndex) {
  const Shelves before({run_import({{"a.vtt", vtt("one two")}}).packs.at(0)});
  auto bytes = before.bytes[0];
  const auto at = std::ranges::search(bytes, before.packs[0].index_bytes());
  at[at.size() / 2] ^= std::byte{1};
  const auto pack = pack::Pack::open(bytes).value();
  EXPECT_TRUE(pack.index_bytes().empty());
  const MergePart parts[] = {{&pack, {}}};
  EXPECT_EQ(merge_packs(parts).value(), merge_packs(whole(before)).value());
}

TEST(MergePacks, PutsWronglyReadCharactersRightWhereverTheyAreRead) {
  const auto run = run_import(
      {{"talk/one.vtt",
        "WEBVTT\n\n00:00.000 --> 00:05.000\n<v Ren\u00c3\u00a9>The Caf\u00c3\u00a9 and the "
        "<b>Th\u00c3\u00a9\u00c3\u00a2tre</b>\n\n00:05.000 --> 00:09.000\nLow water\n"}});
  const Shelves before({run.packs.at(0)});
  const auto repaired = merge_packs(whole(before), {}, RepairText::Yes);
  ASSERT_TRUE(repaired);
  const Shelves after({*repaired});
  const pack::Pack& pack = after.packs.front();
  const pack::EpisodeRecord& episode = pack.episodes().front();
  EXPECT_EQ(pack::episode_id(episode), pack::episode_id(before.packs.front().episodes().front()));
  EXPECT_NE(episode.content_low, before.packs.front().episodes().front().content_low);
  bool has_transcript = false;
  for (const pack::TrackRecord& track : pack.tracks(episode)) {
    if (track.kind != pack::TrackKind::Transcript) continue;
    has_transcript = true;
    const std::string_view text = pack.text(track);
    EXPECT_NE(text.find("The Caf\u00e9 and the Th\u00e9\u00e2tre"), std::string_view::npos) << text;
    ASSERT_EQ(pack.blocks(track).size(), 2u);
    const pack::BlockRecord& last = pack.blocks(track)[1];
    EXPECT_EQ(slice(text, Range{last.begin, last.end}), "Low water");
    EXPECT_EQ(pack.string(pack.speakers(track)[0]), "Ren\u00e9");
    for (const pack::SpanRecord& span : pack.spans(track)) {
      if (span.kind == pack::SpanKind::Strong)
        EXPECT_EQ(slice(text, Range{span.begin, span.end}), "Th\u00e9\u00e2tre");
    }
  }
  EXPECT_TRUE(has_transcript);
  EXPECT_EQ(after.search("th\u00e9\u00e2tre ").size(), 1u) << "what is searched is repaired, too";
  EXPECT_EQ(pack.sources().size(), 1u) << "the file as it was stays with it";
}

}  // namespace
}  // namespace earshot::import
