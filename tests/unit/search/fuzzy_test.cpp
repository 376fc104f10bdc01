#include "search/fuzzy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "library.h"

namespace earshot::search {
namespace {

std::vector<std::string> similar(const TestLibrary& library, std::string_view word,
                                 std::uint32_t edits) {
  Budget budget(1'000'000);
  std::vector<std::string> terms;
  for (const SimilarTerm& term : find_similar(library.index, word, edits, budget))
    terms.push_back(term.term + ":" + std::to_string(term.edits));
  return terms;
}

TEST(EditsBetween, CountsInsertionsDeletionsSubstitutionsAndSwaps) {
  EXPECT_EQ(edits_between("cache", "cache", 2), 0u);
  EXPECT_EQ(edits_between("cache", "caches", 2), 1u);
  EXPECT_EQ(edits_between("cache", "cach", 2), 1u);
  EXPECT_EQ(edits_between("cache", "catch", 2), 2u);
  EXPECT_EQ(edits_between("cache", "cahce", 2), 1u);
  EXPECT_EQ(edits_between("cache", "acceh", 2), 2u);
  EXPECT_EQ(edits_between("cache", "echac", 2), 3u);
  EXPECT_EQ(edits_between("", "ab", 2), 2u);
}

TEST(EditsBetween, CountsCharactersNotBytes) {
  EXPECT_EQ(edits_between("привет", "превет", 2), 1u);
  EXPECT_EQ(edits_between("日本語", "日語本", 2), 1u);
}

TEST(FindSimilar, GivesTermsWithTheirEditsInOrder) {
  TestLibrary library;
  library.add({"cache caches cahce coach each batch ache cachet"}).open();
  EXPECT_EQ(similar(library, "cache", 1),
            (std::vector<std::string>{"ache:1", "cache:0", "caches:1", "cachet:1", "cahce:1"}));
  EXPECT_EQ(similar(library, "cache", 0), std::vector<std::string>{"cache:0"});
  EXPECT_EQ(similar(library, "zzzzz", 1), std::vector<std::string>{});
}

TEST(FindSimilar, OfAnIndexOfNothingIsNothing) {
  TestLibrary library;
  library.open();
  EXPECT_TRUE(similar(library, "cache", 2).empty());
}

// The walk leaves out branches: it must find just what looking at every term finds.
TEST(FindSimilar, AgreesWithLookingAtEveryTerm) {
  std::mt19937 random(3);
  const std::vector<std::string> letters = {"a", "b", "c", "d", "é", "ж", "日", "\U0001F600"};
  const auto random_word = [&](std::size_t most) {
    std::string word;
    for (auto n = 1 + random() % most; n > 0; --n)
      word += letters[random() % (random() % 2 == 0 ? 3 : letters.size())];
    return word;
  };
  for (int round = 0; round < 20; ++round) {
    TestLibrary library;
    std::string text;
    for (int i = 0; i < 600; ++i)
      text += random_word(2 + static_cast<std::size_t>(round) % 7) + ' ';
    library.add({text}).open();
    std::vector<std::string> all;
    for (DictionaryCursor term(library.index, ""); term.valid(); term.next())
      all.emplace_back(term.term());
    for (int n = 0; n < 100; ++n) {
      const std::string word =
          n % 2 == 0 ? all[random() % all.size()] + letters[random() % 3] : random_word(8);
      for (std::uint32_t edits = 1; edits <= 2; ++edits) {
        std::vector<std::string> expected;
        for (const std::string& term : all) {
          const std::uint32_t between = edits_between(word, term, edits);
          if (between <= edits) expected.push_back(term + ":" + std::to_string(between));
        }
        ASSERT_EQ(similar(library, word, edits), expected) << word << ' ' << edits;
      }
    }
  }
}

/// All words that one edit makes of `word`, over a small alphabet.
std::set<std::string> one_edit(const std::string& word) {
  std::set<std::string> words;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (const char c : {'a', 'b'}) {
      words.insert(std::string(word).insert(i, 1, c));
      if (i < word.size()) words.insert(std::string(word).replace(i, 1, 1, c));
    }
    if (i < word.size()) words.insert(std::string(word).erase(i, 1));
    if (i + 1 < word.size()) {
      std::string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      words.insert(swapped);
    }
  }
  words.erase(word);
  return words;
}

TEST(EditsBetween, OfOneIsWhatOneEditMakes) {
  for (int bits = 0; bits < 63; ++bits) {
    std::string word;
    for (int rest = bits + 1; rest > 1; rest /= 2)
      word += rest % 2 == 0 ? 'a' : 'b';
    const std::set<std::string> made = one_edit(word);
    for (int other = 0; other < 127; ++other) {
      std::string term;
      for (int rest = other + 1; rest > 1; rest /= 2)
        term += rest % 2 == 0 ? 'a' : 'b';
      ASSERT_EQ(edits_between(word, term, 1) == 1, made.contains(term)) << word << ' ' << term;
    }
  }
}

TEST(FindSimilar, StopsWithItsBudget) {
  TestLibrary library;
  library.add({"cache caches cachet ache"}).open();
  Budget budget(1);
  EXPECT_LE(find_similar(library.index, "cache", 1, budget).size(), 1u);
  EXPECT_TRUE(budget.exhausted());
}

TEST(FindWildcard, MatchesStarsAnywhere) {
  TestLibrary library;
  library.add({"cache caches coach catch cat batch"}).open();
  const auto found = [&](std::string_view pattern) {
    Budget budget(1'000);
    std::vector<std::string> terms;
    for (const SimilarTerm& term : find_wildcard(library.index, pattern, budget))
      terms.push_back(term.term);
    return terms;
  };
  EXPECT_EQ(found("ca*ch*"), (std::vector<std::string>{"cache", "caches", "catch"}));
  EXPECT_EQ(found("*atch"), (std::vector<std::string>{"batch", "catch"}));
  EXPECT_EQ(found("cat"), std::vector<std::string>{"cat"});
  EXPECT_EQ(found("c**a*t"), std::vector<std::string>{"cat"});
}

}  // namespace
}  // namespace earshot::search
