#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "documents.h"
#include "search/complete.h"
#include "search/expand.h"

namespace earshot::search {
namespace {

/// What is asked of each library: one word, beginnings, other forms, slips, all, any, phrases,
/// fields, what is near, and what the tree alone answers.
constexpr const char* kQueries[] = {"crane",
                                    "cranes",
                                    "winch",
                                    "ca",
                                    "cach*",
                                    "c*e",
                                    "crnae",
                                    "buffr",
                                    "rope load",
                                    "rope OR knot",
                                    "\"rope load\"",
                                    "load -knot",
                                    "title:crane",
                                    "notes:hook",
                                    "rope NEAR/5w load",
                                    "(crane OR hook) -winch",
                                    "caching ropes",
                                    "knots hooks",
                                    "\"crane h",
                                    "buffering"};

constexpr const char* kWords[] = {"crane",  "cranes", "rope",    "ropes",   "load",    "loads",
                                  "winch",  "hook",   "hooks",   "knot",    "knots",   "cache",
                                  "caches", "cached", "caching", "buffer",  "buffers", "buffered",
                                  "crate",  "crates", "hooked",  "loading", "winches"};

struct Episode {
  Field field = Field::Transcript;
  std::string language;
  std::vector<std::string> lines;
  bool is_left_out = false;
};

/// Words of rank r come about 1/r as often: some stand in a few documents only.
std::vector<Episode> generated(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  std::vector<Episode> episodes(30 + below(30));
  for (Episode& episode : episodes) {
    episode.field = static_cast<Field>(below(kFieldCount));
    episode.language = below(6) == 0 ? "de" : "en";
    episode.is_left_out = below(3) == 0;
    const std::uint32_t lines = 1 + below(6);
    for (std::uint32_t line = 0; line < lines; ++line) {
      std::string text;
      for (std::uint32_t word = 0; word < 12; ++word) {
        const std::uint32_t rank = below(static_cast<std::uint32_t>(std::size(kWords)));
        text += kWords[(below(rank + 1) * 7 + seed) % std::size(kWords)];
        text += ' ';
      }
      episode.lines.push_back(std::move(text));
    }
  }
  return episodes;
}

/// A library in packs of `each` episodes; those that are left out are in it, or never were.
struct Packs {
  Packs(const std::vector<Episode>& episodes, std::size_t each, bool has_left_out) {
    for (std::size_t first = 0; first < episodes.size(); first += each) {
      libraries.push_back(std::make_unique<TestLibrary>());
      std::vector<std::uint32_t> left_out;
      const std::size_t end = std::min(first + each, episodes.size());
      for (std::size_t i = first; i < end; ++i) {
        const Episode& episode = episodes[i];
        if (episode.is_left_out && !has_left_out) continue;
        TestLibrary& library = *libraries.back();
        if (episode.is_left_out)
          left_out.push_back(static_cast<std::uint32_t>(library.documents.size()));
        library.add(episode.lines, episode.field).in(episode.language);
      }
      libraries.back()->open();
      libraries.back()->index.leave_out(left_out);
      hidden.push_back(std::move(left_out));
    }
    for (const auto& library : libraries)
      indexes.push_back(&library->index);
  }

  /// Text of the passage, score in ten thousandths: what does not depend on numbers.
  using Found = std::tuple<std::string, long>;
  std::vector<Found> found(const char* text, std::uint32_t limit) const {
    const Query query = expand(indexes, parse_query(text, true));
    SearchOptions options;
    options.limit = limit;
    options.filter = [&](std::uint32_t index, std::uint32_t document) {
      return !std::ranges::binary_search(hidden[index], document);
    };
    std::vector<Found> out;
    const SearchResult result = search(indexes, query, options);
    out.emplace_back(query.print(), static_cast<long>(result.total));
    for (const Correction& correction : query.corrections) {
      for (const std::string& word : correction.meant)
        out.emplace_back(word, 0);
    }
    for (const Hit& hit : result.hits) {
      const Passage passage = indexes[hit.index]->passage(hit.passage);
      const std::string& whole = libraries[hit.index]->documents[hit.document].text;
      out.emplace_back(std::string(slice(whole, passage.range_in_text)),
                       std::lround(static_cast<double>(hit.score) * 10'000));
    }
    return out;
  }

  std::vector<std::unique_ptr<TestLibrary>> libraries;
  std::vector<std::vector<std::uint32_t>> hidden;
  std::vector<const Index*> indexes;
};

TEST(LeftOut, DocumentsChangeNoHitNoScoreAndNoOrder) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const std::vector<Episode> episodes = generated(seed);
    const Packs with(episodes, 7, true);
    const Packs without(episodes, 1000, false);
    for (const char* const query : kQueries) {
      for (const std::uint32_t limit : {0U, 5U})
        EXPECT_EQ(with.found(query, limit), without.found(query, limit)) << seed << ' ' << query;
    }
  }
}

TEST(LeftOut, DocumentsSuggestNoWord) {
  TestLibrary library;
  library.add({"crane rope"}).add({"crank rope"}).open();
  const std::uint32_t second[] = {1};
  library.index.leave_out(second);
  const Index* const indexes[] = {&library.index};
  const Suggestions suggestions = complete(indexes, nullptr, "cra", 3, 10);
  ASSERT_EQ(suggestions.items.size(), 1u);
  EXPECT_EQ(suggestions.items[0].text, "crane");
}

TEST(LeftOut, DocumentsSuggestNoNameAndAreNotCounted) {
  TestLibrary library;
  library.add({"crane"}).add({"rope"}).add({"crank"}).open();
  TestDocuments documents(library);
  documents.documents[0].facts.show = documents.documents[1].facts.show = "Slow Compile";
  documents.documents[2].facts.show = "Slow Food";
  documents.documents[1].speakers = documents.documents[0].speakers = {"Anna"};
  documents.documents[2].speakers = {"Ben"};
  documents.documents[2].facts.language = "de";
  const std::uint32_t left_out[] = {1, 2};
  library.index.leave_out(left_out);
  const Index* const indexes[] = {&library.index};
  for (const char* const query : {"show:", "speaker:"}) {
    const Suggestions found =
        complete(indexes, &documents, query, static_cast<std::uint32_t>(std::strlen(query)), 10);
    ASSERT_EQ(found.items.size(), 1u) << query;
    EXPECT_EQ(found.items[0].count, 1u) << query;
  }
  EXPECT_TRUE(complete(indexes, &documents, "lang:", 5, 10).items.empty());
}

TEST(LeftOut, AllDocumentsLeaveAnIndexThatCountsNothing) {
  TestLibrary library;
  library.add({"crane rope"}).open();
  const std::uint32_t all[] = {0, 5};
  library.index.leave_out(all);
  EXPECT_EQ(library.index.counted_passages(), 0u);
  EXPECT_EQ(library.index.counted_words(), 0u);
  EXPECT_EQ(library.index.languages(), 0u);
  library.index.leave_out({});
  EXPECT_EQ(library.index.counted_words(), 2u);
}

}  // namespace
}  // namespace earshot::search
