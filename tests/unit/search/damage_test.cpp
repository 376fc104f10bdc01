#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <random>

#include "library.h"
#include "search/expand.h"
#include "search/format.h"
#include "search/index_access.h"
#include "search/score.h"
#include "search/top.h"

namespace earshot::search {
namespace {

TestLibrary some_library() {
  TestLibrary library;
  for (int i = 0; i < 12; ++i) {
    std::vector<std::string> lines;
    for (int n = 0; n < 30; ++n) {
      lines.push_back("the cache " + std::to_string(n * i % 17) + " of link" +
                      std::to_string(n % 11) + " and the caf\xC3\xA9");
    }
    library.add(lines, static_cast<Field>(i % kFieldCount));
  }
  library.open({.heavy_prefix = 300});
  return library;
}

/// Words with several blocks of postings, one of them in two forms.
TestLibrary library_of_long_lists() {
  TestLibrary library;
  for (int i = 0; i < 400; ++i)
    library.add({i % 40 == 30 ? "linker caches cache" : "caches cache"}).in("en");
  library.open();
  return library;
}

/// Asks for words whose passages are sought in long lists, forms and nearness too.
void ask_for_all_forms(const TestLibrary& library) {
  const Index* const indexes[] = {&library.index};
  for (const char* text : {"linker cache", "cache caches", "linker OR cache", "cache -linker",
                           "\"caches cache\"", "linker c*", "cache NEAR/2w linker"}) {
    for (const std::uint32_t limit : {0U, 10U}) {
      SearchOptions options;
      options.limit = limit;
      options.budget_steps = 1'000'000;
      search(indexes, expand(indexes, parse_query(text, false)), options);
    }
  }
}

/// Asks for everything that reads the index in its own way.
void ask_everything(const TestLibrary& library) {
  for (const char* query : {"the", "cache link*", "\"the cache\"", "\"of l*\"", "c* -\"and the\"",
                            "the -cafe", "1* the l*", "\"and the cafe the cache 3*\""}) {
    SearchOptions options;
    options.budget_steps = 1'000'000;
    const SearchResult result = library.search(query, options);
    for (std::size_t i = 0; i < std::min<std::size_t>(result.hits.size(), 8); ++i) {
      const Hit& hit = result.hits[i];
      const Passage passage = library.index.passage(hit.passage);
      const std::string_view text = library.documents[hit.document % 12].text;
      const auto ranges = highlights_in_text(parse_query(query, false), passage, text);
      make_snippet(text, passage, ranges, library.documents[0].borders_in_text, 60);
    }
    options.limit = 3;
    for (const Ranker ranker : {Ranker::Shipped, Ranker::Bm25}) {
      options.ranker = ranker;
      library.search(query, options);
    }
  }
  const Index* const indexes[] = {&library.index};
  const Scoring scoring = scoring_of(indexes, Ranker::Bm25);
  SearchOptions options;
  options.limit = 3;
  options.budget_steps = 1'000'000;
  using Kind = FlatQuery::Kind;
  search_flat(indexes, {Kind::Any, {{"the", false}, {"link1", false}, {"l", true}}}, scoring,
              options);
  search_flat(indexes, {Kind::Similar, {{"cach", false}}, 1}, scoring, options);
  search_flat(indexes, {Kind::Similar, {{"linkk", false}}, 2}, scoring, options);
  for (std::uint32_t i = 0; i < 14; ++i) {
    library.index.passage(library.index.first_passage(i));
    library.index.passage_at(i, 100 * i);
    library.index.field(i);
    library.index.passage_count(i);
  }
}

TEST(DamagedIndex, WithFlippedBytesNeverCrashes) {
  const TestLibrary whole = some_library();
  const std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
  std::mt19937 random(11);
  int opened = 0;
  for (int round = 0; round < 1500; ++round) {
    std::vector<std::byte> damaged = bytes;
    for (auto n = 1 + random() % 4; n > 0; --n) {
      // Often the header and the tables, which a random place in all of it would rarely hit.
      const std::size_t reach = random() % 3 == 0 ? 512 : damaged.size();
      damaged[random() % reach] = static_cast<std::byte>(random() % 3 == 0 ? 0xFF : random());
    }
    TestLibrary library = {};
    library.documents = whole.documents;
    if (!library.take(damaged)) continue;
    ++opened;
    ask_everything(library);
  }
  EXPECT_GT(opened, 500);
}

TEST(DamagedIndex, WithDamagedLongListsNeverCrashes) {
  const TestLibrary whole = library_of_long_lists();
  const std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
  std::vector<std::size_t> skips;  // where a full block's last passage stands
  for (std::size_t at = 0; at + sizeof(format::SkipRecord) <= bytes.size(); at += 4) {
    format::SkipRecord record;
    std::memcpy(&record, &bytes[at], sizeof record);
    if (record.last_passage % 128 == 127 && record.last_passage < 400) skips.push_back(at);
  }
  ASSERT_GE(skips.size(), 6U);
  std::mt19937 random(14);
  int opened = 0;
  for (int round = 0; round < 600; ++round) {
    std::vector<std::byte> damaged = bytes;
    for (auto n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % 2 == 0 ? skips[random() % skips.size()] + random() % 2
                                               : 144 + random() % (damaged.size() - 144);
      damaged[at] = static_cast<std::byte>(random());
    }
    TestLibrary library;
    library.documents = whole.documents;
    if (!library.take(damaged)) continue;
    ++opened;
    ask_for_all_forms(library);
  }
  EXPECT_GT(opened, 200);
}

TEST(DamagedIndex, HasNoWordInMorePassagesThanThereAre) {
  TestLibrary whole;
  whole.add({"alpha"}).in("en");
  whole.add({"alpha beta"}).in("en");
  whole.open();
  ASSERT_TRUE(IndexAccess::find_term(whole.index, "alpha").passages == 2);
  std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
  constexpr std::string_view kTerm = "alpha";
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t at = all.find(kTerm);
  ASSERT_NE(at, std::string_view::npos);
  ASSERT_EQ(bytes[at + kTerm.size()], std::byte{2});
  bytes[at + kTerm.size()] = std::byte{100};
  TestLibrary library;
  library.documents = whole.documents;
  ASSERT_TRUE(library.take(bytes));
  EXPECT_EQ(IndexAccess::find_term(library.index, "alpha").passages, 0U);
}

TEST(DamagedIndex, WithAnotherNumberOfWordsThanItsPassagesHaveDoesNotOpen) {
  const TestLibrary whole = some_library();
  const std::uint64_t words = whole.index.word_count();
  for (const std::uint64_t other : {words - 1, words + 1, words * 1000}) {
    std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
    std::memcpy(&bytes[offsetof(format::Header, word_count)], &other, sizeof other);
    TestLibrary library;
    EXPECT_FALSE(library.take(bytes)) << other;
  }
}

TEST(DamagedIndex, CutAnywhereNeverCrashes) {
  const TestLibrary whole = some_library();
  const std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
  std::mt19937 random(12);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::byte> cut = bytes;
    cut.resize(random() % bytes.size());
    TestLibrary library;
    EXPECT_FALSE(library.take(cut));
  }
}

TEST(DamagedIndex, WithARunOfOtherBytesNeverCrashes) {
  const TestLibrary whole = some_library();
  const std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
  std::mt19937 random(13);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::byte> damaged = bytes;
    const std::size_t begin = 144 + random() % (damaged.size() - 144);
    const std::size_t end = std::min<std::size_t>(damaged.size(), begin + random() % 200);
    for (std::size_t i = begin; i < end; ++i)
      damaged[i] = static_cast<std::byte>(random());
    TestLibrary library;
    library.documents = whole.documents;
    if (library.take(damaged)) ask_everything(library);
  }
}

}  // namespace
}  // namespace earshot::search
