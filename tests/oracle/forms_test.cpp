// Queries of words with other forms and of words near each other have an evaluator of their own,
// which looks at as little as it can: it must give bit by bit what the tree gives.

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstring>
#include <format>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "search/evaluate.h"
#include "search/expand.h"
#include "search/search.h"
#include "text/stems.h"

namespace earshot::oracle {
namespace {

using search::Hit;
using search::Index;

constexpr std::array<std::string_view, 6> kEndings = {"", "s", "ed", "ing", "er", "ly"};

/// Made-up words, the first ones common, in several forms each; and slips of them.
class Words {
 public:
  explicit Words(std::uint32_t seed) : random_(seed) {}

  std::string word() {
    const std::uint32_t roll = random_() % 1000;
    // About as many of each as twice its number: the first are in most passages.
    const std::uint32_t number = static_cast<std::uint32_t>(1000.0 / (1 + roll)) % 12 == 0
                                     ? random_() % 200
                                     : roll % (1 + random_() % 40);
    std::string word = root(number);
    word += random_() % 3 != 0 ? "" : kEndings[random_() % kEndings.size()];
    if (random_() % 400 == 0) std::swap(word[1], word[2]);
    return word;
  }
  std::uint32_t roll(std::uint32_t sides) { return random_() % sides; }

 private:
  static std::string root(std::uint32_t number) {
    constexpr std::string_view kSyllables = "bakedifogumatinosupelirok";
    std::string root;
    for (int i = 0; i < 3; ++i, number = number / 7 + 3)
      root += kSyllables.substr(number % 12 * 2, 2);
    return root;
  }

  std::mt19937 random_;
};

class Library {
 public:
  Library(std::uint32_t seed, std::uint32_t index_count, bool has_languages) {
    Words words(seed);
    for (std::uint32_t n = 0; n < index_count; ++n) {
      search::IndexBuilder builder({.heavy_prefix = 4000});
      for (std::uint32_t document = 0; document < 24; ++document) {
        std::string text;
        const std::uint32_t count = document % 6 == 0 ? 12 : 4000 / index_count;
        for (std::uint32_t i = 0; i < count; ++i)
          text += words.word() + (words.roll(12) == 0 ? ". " : " ");
        const std::string_view language = !has_languages ? "en" : document % 3 == 1 ? "de" : "";
        builder.add({.document = document,
                     .field = static_cast<search::Field>(document % 6 == 0 ? 0 : document % 4),
                     .text = text,
                     .borders_in_text = {},
                     .language = text::stem_language(language)});
      }
      const std::vector<std::byte> bytes = builder.finish();
      storage_.push_back(std::make_unique<std::uint64_t[]>(bytes.size() / 8 + 1));
      std::memcpy(storage_.back().get(), bytes.data(), bytes.size());
      indexes_.push_back(std::make_unique<Index>(
          Index::open(std::as_bytes(std::span(storage_.back().get(), bytes.size() / 8 + 1))
                          .first(bytes.size()))
              .value()));
      pointers.push_back(indexes_.back().get());
    }
  }

  std::vector<const Index*> pointers;

 private:
  std::vector<std::unique_ptr<std::uint64_t[]>> storage_;
  std::vector<std::unique_ptr<Index>> indexes_;
};

std::string query_of(Words& words) {
  const std::string a = words.word();
  const std::string b = words.word();
  switch (words.roll(9)) {
    case 0:
    case 1:
      return a;
    case 2:
      return a + ' ' + b;
    case 3:
      return a + " OR " + b;
    case 4:
      return a + " OR " + b + " OR " + words.word();
    case 5:
      return '"' + a + ' ' + b + '"';
    case 6:
      return a + ' ' + b.substr(0, 2 + words.roll(4));  // typed: its last word is a beginning
    case 7:
      return a + ' ' + b + ' ' + words.word();
    default:
      return a.substr(0, 1 + words.roll(6)) + '*';
  }
}

std::string text_of(const Hit& hit) {
  return std::format("{}/{} {:08x}", hit.index, hit.passage,
                     std::bit_cast<std::uint32_t>(hit.score));
}

void expect_the_same(const Library& library, std::uint32_t seed, int queries) {
  Words words(seed);
  std::uint64_t hits = 0;
  for (int i = 0; i < queries; ++i) {
    const std::string text = query_of(words);
    const search::Query query =
        search::expand(library.pointers, search::parse_query(text, words.roll(2) == 0));
    search::SearchOptions options;
    options.ranker = words.roll(4) == 0 ? search::Ranker::Bm25 : search::Ranker::Shipped;
    if (words.roll(5) == 0) {
      options.filter = [](std::uint32_t index, std::uint32_t document) {
        return (index + document) % 3 != 0;
      };
    }
    const search::SearchResult expected = search::search_tree(library.pointers, query, options);
    hits += expected.total;
    for (const std::uint32_t limit : {0U, 1U, 10U, 200U, 1500U}) {
      options.limit = limit;
      const search::SearchResult result = search::search(library.pointers, query, options);
      ASSERT_EQ(result.total, expected.total) << text << " (" << query.print() << "), " << limit;
      const std::size_t size =
          limit == 0 ? expected.hits.size() : std::min<std::size_t>(limit, expected.hits.size());
      ASSERT_EQ(result.hits.size(), size) << text << ", " << limit;
      for (std::size_t h = 0; h < size; ++h) {
        ASSERT_EQ(text_of(result.hits[h]), text_of(expected.hits[h]))
            << text << " (" << query.print() << "), hit " << h << " of " << limit;
      }
    }
  }
  EXPECT_GT(hits, static_cast<std::uint64_t>(queries) * 10);
}

TEST(Forms, AreRankedAsByTheTree) {
  expect_the_same(Library(1, 1, false), 2, 300);
}

TEST(Forms, AreRankedAsByTheTreeOverSeveralPacks) {
  expect_the_same(Library(3, 3, false), 4, 300);
}

TEST(Forms, AreRankedAsByTheTreeInSeveralLanguages) {
  expect_the_same(Library(5, 2, true), 6, 300);
}

}  // namespace
}  // namespace earshot::oracle
