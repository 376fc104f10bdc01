#include "search/search.h"

#include <gtest/gtest.h>

#include <cmath>

#include "documents.h"
#include "search/expand.h"
#include "search/rank.h"

namespace earshot::search {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(Search, FindsWordsWhateverTheirCaseAndAccents) {
  TestLibrary library;
  library.add({"A Café in Paris"}).add({"no coffee"}).open();
  EXPECT_EQ(library.found("CAFE"), Numbers{0});
  EXPECT_EQ(library.found("café"), Numbers{0});
}

TEST(Search, WantsEveryPlainClause) {
  TestLibrary library;
  library.add({"red green"}).add({"green blue"}).add({"red blue"}).open();
  EXPECT_EQ(library.found("red blue"), Numbers{2});
  EXPECT_EQ(library.found("red missing"), Numbers{});
}

TEST(Search, LeavesOutWhatIsExcluded) {
  TestLibrary library;
  library.add({"red green"}).add({"red blue"}).add({"red bluish"}).open();
  EXPECT_EQ(library.found("red -blue"), (Numbers{0, 2}));
  EXPECT_EQ(library.found("red -blu*"), Numbers{0});
  EXPECT_EQ(library.found("red -\"red blue\""), (Numbers{0, 2}));
  EXPECT_EQ(library.found("red -missing"), (Numbers{0, 1, 2}));
}

TEST(Search, APrefixFindsAllWordsThatBeginSo) {
  TestLibrary library;
  library.add({"link"}).add({"linker"}).add({"blink"}).add({"lin"}).open();
  EXPECT_EQ(library.found("link*").size(), 2u);
  EXPECT_EQ(library.found("l*").size(), 3u);
  EXPECT_EQ(library.found("linkers*").size(), 0u);
}

TEST(Search, APhraseWantsItsWordsInOrderAndTogether) {
  TestLibrary library;
  library.add({"the cache miss"}).add({"miss the cache"}).add({"cache a miss"}).open();
  EXPECT_EQ(library.found("\"cache miss\""), Numbers{0});
  EXPECT_EQ(library.found("\"the cache\"").size(), 2u);
}

TEST(Search, APhraseCrossesPassagesAndBelongsToTheFirst) {
  TestLibrary library;
  library.add({numbered_words(0, 40), numbered_words(40, 40), numbered_words(80, 40)}).open();
  ASSERT_EQ(library.index.passage_count(), 3u);
  const SearchResult result = library.search("\"w38 w39 w40 w41\"");
  ASSERT_EQ(result.hits.size(), 1u);
  EXPECT_EQ(result.hits[0].passage, 0u);
}

TEST(Search, APhraseNeverCrossesDocuments) {
  TestLibrary library;
  library.add({"one two"}).add({"three four"}).open();
  EXPECT_EQ(library.found("\"two three\""), Numbers{});
  EXPECT_EQ(library.found("\"two t*\""), Numbers{});
}

TEST(Search, APhraseMayEndInAPrefixAndRepeatWords) {
  TestLibrary library;
  library.add({"to be or not to be that"}).add({"to be open"}).add({"to or"}).open();
  EXPECT_EQ(library.found("\"to be o*\"").size(), 2u);
  EXPECT_EQ(library.found("\"to be or not to be t*\""), Numbers{0});
  EXPECT_EQ(library.found("\"to to\""), Numbers{});
}

TEST(Search, ATitlesWordCountsMoreThanATranscripts) {
  TestLibrary library;
  library.add({"linker"}).add({"linker"}, Field::Title).add({"linker"}, Field::Notes).open();
  EXPECT_EQ(library.found("linker"), (Numbers{1, 2, 0}));
}

TEST(Search, EqualScoresKeepTheOrderOfIndexesAndPassages) {
  TestLibrary first;
  TestLibrary second;
  for (int i = 0; i < 700; ++i) {
    first.add({"same"});
    second.add({"same"});
  }
  first.open();
  second.open();
  const Index* const indexes[] = {&first.index, &second.index};
  const SearchResult result = search(indexes, parse_query("same", false));
  ASSERT_EQ(result.hits.size(), 1400u);
  for (std::uint32_t i = 0; i < 1400; ++i) {
    ASSERT_EQ(result.hits[i].index, i / 700);
    ASSERT_EQ(result.hits[i].passage, i % 700);
  }
}

TEST(Search, CountsStatisticsOverAllIndexes) {
  TestLibrary both;
  both.add({"rare common"}).add({"common"}).add({"other words here"}).open();
  TestLibrary first;
  first.add({"rare common"}).add({"common"}).open();
  TestLibrary second;
  second.add({"other words here"}).open();
  const Index* const indexes[] = {&first.index, &second.index};
  const Query query = parse_query("rare com*", false);
  EXPECT_EQ(search(indexes, query).hits.at(0).score, both.search("rare com*").hits.at(0).score);
}

TEST(Search, AFilterHidesDocumentsAndChangesNoScore) {
  TestLibrary library;
  library.add({"word"}).add({"word word"}).open();
  SearchOptions options;
  options.filter = [](std::uint32_t, std::uint32_t document) { return document == 0; };
  const SearchResult filtered = library.search("word", options);
  ASSERT_EQ(filtered.hits.size(), 1u);
  EXPECT_EQ(filtered.hits[0].score, library.search("word").hits.at(1).score);
}

/// Passages in an order of their own.
std::vector<std::uint32_t> passages_of(const SearchResult& result) {
  std::vector<std::uint32_t> passages;
  for (const Hit& hit : result.hits)
    passages.push_back(hit.passage);
  std::ranges::sort(passages);
  return passages;
}

TEST(Search, MarksAllThatMatchesInTheStepsThatRankingSomeTakes) {
  TestLibrary library;
  for (int i = 0; i < 300; ++i) {
    library
        .add({i % 2 == 0 ? "linker" : "links", i % 3 == 0 ? "cache misses" : "caches missed",
              i % 5 == 0 ? "link the cache" : "of nothing"},
             i % 4 == 0 ? Field::Notes : Field::Transcript)
        .in("en");
  }
  library.open();
  TestDocuments documents(library);
  const Index* const indexes[] = {&library.index};
  for (const char* const text :
       {"link", "li", "links", "cache misses", "link cache ", "link OR misses", "\"the cache\"",
        "link* -cache", "title:link OR nothing", "/l[a-z]nker/", "linkre",
        "link* \"of nothing\""}) {
    const Query query = expand(indexes, parse_query(text, true));
    SearchOptions options;
    options.documents = &documents;
    options.filter = [](std::uint32_t, std::uint32_t document) { return document % 7 != 0; };
    const SearchResult all = search(indexes, query, options);
    EXPECT_TRUE(all.matches.empty());
    options.filter = [](std::uint32_t, std::uint32_t document) {
      return document % 7 != 0 && document % 4 == 0;
    };
    const SearchResult some = search(indexes, query, options);
    ASSERT_FALSE(some.hits.empty()) << text;
    options.filter = [](std::uint32_t, std::uint32_t document) { return document % 7 != 0; };
    options.ranked = [](std::uint32_t, std::uint32_t document) { return document % 4 == 0; };
    options.marks_matches = true;
    for (const std::uint32_t limit : {0U, 1U, 5U}) {
      options.limit = limit;
      const SearchResult marked = search(indexes, query, options);
      ASSERT_EQ(marked.matches.size(), 1u);
      std::vector<std::uint32_t> passages;
      marked.matches[0].for_each([&](std::uint32_t passage) { passages.push_back(passage); });
      EXPECT_EQ(passages, passages_of(all)) << text;
      EXPECT_EQ(marked.total, all.total) << text;
      EXPECT_EQ(marked.expression_steps, all.expression_steps) << text;
      ASSERT_EQ(marked.hits.size(),
                limit == 0 ? some.hits.size() : std::min<std::size_t>(limit, some.hits.size()))
          << text;
      for (std::size_t i = 0; i < marked.hits.size(); ++i) {
        EXPECT_EQ(marked.hits[i].passage, some.hits[i].passage) << text << ' ' << limit;
        EXPECT_EQ(marked.hits[i].score, some.hits[i].score) << text << ' ' << limit;
      }
    }
  }
}

TEST(Search, TellsTheStepsThatItTook) {
  TestLibrary library;
  library.add({"in 1999"}).add({"in 2001"}).open();
  TestDocuments documents(library);
  SearchOptions options;
  options.documents = &documents;
  const SearchResult result = library.search("in /[0-9]{4}/", options);
  EXPECT_GT(result.steps, 0u);
  EXPECT_GT(result.expression_steps, 0u);
  // No step is spent that the budget does not need to have.
  options.expression_steps = result.expression_steps + 1;
  EXPECT_FALSE(library.search("in /[0-9]{4}/", options).truncated);
  options.expression_steps = result.expression_steps - 1;
  EXPECT_TRUE(library.search("in /[0-9]{4}/", options).truncated);
}

TEST(Search, WithoutBudgetSaysSoAndGivesOnlyRightHits) {
  TestLibrary library;
  for (int i = 0; i < 1000; ++i)
    library.add({i % 3 == 0 ? "alpha beta" : "alpha gamma"});
  library.open();
  for (const char* query :
       {"alpha", "alpha -beta", "a* -b*", "\"alpha g*\"", "alpha -\"alpha beta\""}) {
    const std::size_t all = library.search(query).hits.size();
    for (std::uint64_t steps : {1, 50, 200, 700, 1100, 1500, 3000}) {
      SearchOptions options;
      options.budget_steps = steps;
      const SearchResult result = library.search(query, options);
      EXPECT_EQ(result.truncated, result.hits.size() < all) << query << ' ' << steps;
      if (std::string_view(query) == "alpha") continue;
      for (const Hit& hit : result.hits) {
        if (std::string_view(query).find("-b") != std::string_view::npos) {
          EXPECT_NE(hit.document % 3, 0u) << query << ' ' << steps;
        }
      }
    }
  }
}

TEST(Search, AQueryOfNothingOrExclusionsOnlyFindsNothing) {
  TestLibrary library;
  library.add({"word"}).open();
  EXPECT_TRUE(library.search("").hits.empty());
  EXPECT_TRUE(library.search("-other").hits.empty());
}

TEST(Search, ScoresAreBm25) {
  TestLibrary library;
  library.add({"cat cat dog"}).add({"dog"}).add({"bird and dog too"}).open();
  // N 3, df 1, tf 2, length 3, mean length 8 / 3.
  const double idf = std::log(1 + (3 - 1 + 0.5) / (1 + 0.5));
  const double expected = idf * 2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 3 / (8.0 / 3)));
  EXPECT_NEAR(library.search("cat").hits.at(0).score, expected, 1e-5);
}

TEST(NaturalLog, IsTheLogarithm) {
  for (double x = 1; x < 1e12; x *= 1.0173) {
    EXPECT_NEAR(natural_log(x), std::log(x), 1e-15 * (1 + std::log(x))) << x;
  }
}

TEST(SortBestFirst, OrdersManyAsItOrdersFew) {
  std::vector<Hit> hits;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    hits.push_back({0, 0, i, static_cast<float>((i * 7919U) % 701U) / 64.0F});
  }
  std::vector<Hit> expected = hits;
  std::ranges::stable_sort(expected, std::ranges::greater{}, &Hit::score);
  sort_best_first(hits);
  for (std::size_t i = 0; i < hits.size(); ++i)
    ASSERT_EQ(hits[i].passage, expected[i].passage);
}

}  // namespace
}  // namespace earshot::search
