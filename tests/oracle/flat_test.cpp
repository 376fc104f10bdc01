// The best hits of flat queries against plain loops over every word: the same passages, scores and
// totals, over one and several indexes, with and without lists of prefixes; and the scan of texts
// that have no index against an index of the same passages.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <format>
#include <memory>
#include <random>
#include <set>

#include "corpus.h"
#include "search/fuzzy.h"
#include "search/scan.h"
#include "search/score.h"
#include "search/top.h"
#include "text/words.h"

namespace earshot::oracle {
namespace {

using search::FlatQuery;
using search::Hit;
using search::Index;

/// A passage as its folded words.
struct PlainPassage {
  std::uint32_t index = 0;
  std::uint32_t passage = 0;
  std::uint32_t document = 0;
  std::vector<std::string> words;
  std::vector<std::string> following;  // of the same document
};

struct Expected {
  std::uint32_t index = 0;
  std::uint32_t passage = 0;
  double score = 0;
};

class FlatLibrary {
 public:
  FlatLibrary(std::vector<CorpusText> texts, std::uint32_t index_count, std::uint32_t heavy_prefix)
      : texts_(std::move(texts)) {
    for (std::uint32_t n = 0; n < index_count; ++n) {
      search::IndexBuilder builder({.heavy_prefix = heavy_prefix});
      for (std::size_t i = n; i < texts_.size(); i += index_count) {
        builder.add({static_cast<std::uint32_t>(i), search::Field::Transcript, texts_[i].text,
                     texts_[i].borders_in_text});
      }
      const std::vector<std::byte> bytes = builder.finish();
      storage_.push_back(std::make_unique<std::uint64_t[]>(bytes.size() / 8 + 1));
      std::memcpy(storage_.back().get(), bytes.data(), bytes.size());
      indexes_.push_back(
          Index::open(std::as_bytes(std::span(storage_.back().get(), bytes.size() / 8 + 1))
                          .first(bytes.size()))
              .value());
    }
    for (std::uint32_t n = 0; n < index_count; ++n) {
      pointers.push_back(&indexes_[n]);
      for (std::size_t i = n; i < texts_.size(); i += index_count)
        add_passages(n, static_cast<std::uint32_t>(i));
    }
    for (const PlainPassage& passage : passages)
      mean += static_cast<double>(passage.words.size()) / static_cast<double>(passages.size());
  }

  const std::vector<CorpusText>& texts() const { return texts_; }

  std::vector<const Index*> pointers;
  std::vector<PlainPassage> passages;
  double mean = 0;

 private:
  void add_passages(std::uint32_t number, std::uint32_t document) {
    const Index& index = indexes_[number];
    const std::string_view text = texts_[document].text;
    const std::vector<text::Word> words = text::words(text);
    const std::uint32_t first = index.first_passage(document);
    for (std::uint32_t p = first; p < first + index.passage_count(document); ++p) {
      PlainPassage passage = {number, p, document, {}, {}};
      const Range range = index.passage(p).range_in_text;
      for (const text::Word word : words) {
        std::string term = text::folded(slice(text, word));
        if (term.empty() || word.begin < range.begin) continue;
        if (word.begin < range.end) {
          passage.words.push_back(std::move(term));
        } else if (passage.following.size() < 4) {
          passage.following.push_back(std::move(term));
        } else {
          break;
        }
      }
      passages.push_back(std::move(passage));
    }
  }

  std::vector<CorpusText> texts_;
  std::vector<std::unique_ptr<std::uint64_t[]>> storage_;
  std::vector<Index> indexes_;
};

bool is_word(const search::FlatTerm& term, std::string_view word) {
  return term.is_prefix ? word.starts_with(term.text) : word == term.text;
}

bool has_phrase(const FlatQuery& query, const PlainPassage& passage) {
  std::vector<std::string> words = passage.words;
  words.insert(words.end(), passage.following.begin(), passage.following.end());
  for (std::size_t at = 0; at < passage.words.size(); ++at) {
    bool all = at + query.terms.size() <= words.size();
    for (std::size_t k = 0; all && k < query.terms.size(); ++k)
      all = is_word(query.terms[k], words[at + k]);
    if (all) return true;
  }
  return false;
}

/// All hits, in the order of indexes and passages.
std::vector<Expected> expected_hits(const FlatLibrary& library, const FlatQuery& query) {
  const auto count = [](const PlainPassage& passage, const search::FlatTerm& term) {
    return static_cast<double>(std::ranges::count_if(
        passage.words, [&](const std::string& word) { return is_word(term, word); }));
  };
  std::vector<double> weights;
  for (const search::FlatTerm& term : query.terms) {
    double with = 0;
    for (const PlainPassage& passage : library.passages)
      with += count(passage, term) > 0 ? 1 : 0;
    const auto all = static_cast<double>(library.passages.size());
    weights.push_back(std::log(1 + (all - with + 0.5) / (with + 0.5)));
  }
  std::vector<Expected> hits;
  for (const PlainPassage& passage : library.passages) {
    double score = 0;
    std::size_t found = 0;
    for (std::size_t t = 0; t < query.terms.size(); ++t) {
      const double tf = count(passage, query.terms[t]);
      if (tf > 0) ++found;
      const auto length = static_cast<double>(passage.words.size());
      score += weights[t] * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length / library.mean));
    }
    const bool matches = query.kind == FlatQuery::Kind::Any   ? found > 0
                         : query.kind == FlatQuery::Kind::All ? found == query.terms.size()
                                                              : has_phrase(query, passage);
    if (matches) hits.push_back({passage.index, passage.passage, score});
  }
  return hits;
}

class FlatQueries {
 public:
  FlatQueries(const FlatLibrary& library, std::uint32_t seed) : library_(library), random_(seed) {}

  FlatQuery next() {
    words_.clear();
    FlatQuery query;
    const PlainPassage& passage = library_.passages[random_() % library_.passages.size()];
    const std::size_t at = random_() % passage.words.size();
    std::size_t terms = 1 + random_() % 3;
    switch (random_() % 3) {
      case 0:
        query.kind = FlatQuery::Kind::All;
        break;
      case 1:
        query.kind = FlatQuery::Kind::Any;
        break;
      default:
        query.kind = FlatQuery::Kind::Phrase;
        terms = std::min(terms + 1, passage.words.size() - at);
        break;
    }
    words_.reserve(terms);
    for (std::size_t t = 0; t < terms; ++t) {
      const bool is_phrase = query.kind == FlatQuery::Kind::Phrase;
      std::string word = passage.words[is_phrase ? at + t : random_() % passage.words.size()];
      const bool may_be_prefix = !is_phrase || (t > 0 && t + 1 == terms);
      const bool is_prefix = may_be_prefix && random_() % 3 == 0;
      if (is_prefix) word = beginning(word, 1 + random_() % 3);
      words_.push_back(std::move(word));
      query.terms.push_back({words_.back(), is_prefix});
    }
    return query;
  }

 private:
  static std::string beginning(const std::string& word, std::size_t characters) {
    std::size_t end = 0;
    for (; end < word.size() && characters > 0; --characters) {
      ++end;
      while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U)
        ++end;
    }
    return word.substr(0, end);
  }

  const FlatLibrary& library_;
  std::mt19937 random_;
  std::vector<std::string> words_;
};

std::string told(const FlatQuery& query) {
  std::string text = std::format("kind {}:", static_cast<int>(query.kind));
  for (const search::FlatTerm& term : query.terms)
    text += std::format(" {}{}", term.text, term.is_prefix ? "*" : "");
  return text;
}

void expect_agreement(const FlatLibrary& library, std::uint32_t seed, int queries) {
  FlatQueries generator(library, seed);
  const search::Scoring scoring = search::scoring_of(library.pointers, search::Ranker::Bm25);
  int matching = 0;
  for (int n = 0; n < queries; ++n) {
    const FlatQuery query = generator.next();
    const std::vector<Expected> expected = expected_hits(library, query);
    if (!expected.empty()) ++matching;
    const auto all = search::search_flat(library.pointers, query, scoring, {});
    ASSERT_EQ(all.total, expected.size()) << told(query);
    ASSERT_EQ(all.hits.size(), expected.size()) << told(query);
    std::vector<Hit> in_order = all.hits;
    std::ranges::sort(in_order, {},
                      [](const Hit& hit) { return std::pair(hit.index, hit.passage); });
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ(in_order[i].index, expected[i].index) << told(query);
      ASSERT_EQ(in_order[i].passage, expected[i].passage) << told(query);
      ASSERT_NEAR(in_order[i].score, expected[i].score, 1e-4 * (1 + expected[i].score))
          << told(query);
    }
    for (const std::uint32_t limit : {1U, 10U, 100U}) {
      search::SearchOptions options;
      options.limit = limit;
      const auto best = search::search_flat(library.pointers, query, scoring, options);
      ASSERT_EQ(best.total, expected.size()) << told(query);
      ASSERT_EQ(best.hits.size(), std::min<std::size_t>(limit, expected.size())) << told(query);
      for (std::size_t i = 0; i < best.hits.size(); ++i) {
        ASSERT_EQ(best.hits[i].index, all.hits[i].index) << told(query);
        ASSERT_EQ(best.hits[i].passage, all.hits[i].passage) << told(query) << " hit " << i;
        ASSERT_EQ(best.hits[i].score, all.hits[i].score) << told(query);
      }
      options.filter = [](std::uint32_t, std::uint32_t document) { return document % 2 == 0; };
      const auto filtered = search::search_flat(library.pointers, query, scoring, options);
      std::vector<Hit> passing;
      for (const Hit& hit : all.hits) {
        if (hit.document % 2 == 0) passing.push_back(hit);
      }
      ASSERT_EQ(filtered.total, passing.size()) << told(query);
      for (std::size_t i = 0; i < filtered.hits.size(); ++i)
        ASSERT_EQ(filtered.hits[i].passage, passing[i].passage) << told(query);
    }
  }
  EXPECT_GE(matching * 100, queries * 60);
}

std::vector<CorpusText> many_texts() {
  return shared_corpus().empty() ? demo_texts() : corpus_texts(6);
}

TEST(FlatSearch, AgreesWithPlainLoopsOverOneIndex) {
  expect_agreement(FlatLibrary(many_texts(), 1, search::kHeavyPrefix), 1, 150);
}

TEST(FlatSearch, AgreesOverSeveralIndexes) {
  expect_agreement(FlatLibrary(many_texts(), 3, search::kHeavyPrefix), 2, 150);
}

TEST(FlatSearch, AgreesWithListsOfPrefixes) {
  const FlatLibrary library(many_texts(), 2, 40);
  const auto prefixes = search::IndexAccess::prefixes(*library.pointers[0]);
  ASSERT_GT(prefixes.size() / sizeof(search::format::PrefixRecord), 20U);
  expect_agreement(library, 3, 150);
}

TEST(FlatSearch, OfSimilarWordsFindsThemAllExactOnesFirst) {
  const FlatLibrary library(many_texts(), 2, search::kHeavyPrefix);
  const search::Scoring scoring = search::scoring_of(library.pointers, search::Ranker::Bm25);
  std::mt19937 random(5);
  int several = 0;
  for (int n = 0; n < 25; ++n) {
    const PlainPassage& from = library.passages[random() % library.passages.size()];
    std::string word = from.words[random() % from.words.size()];
    if (random() % 2 == 0) word.erase(random() % word.size(), 1);
    FlatQuery query;
    query.kind = FlatQuery::Kind::Similar;
    query.terms.push_back({word, false});
    query.edits = 1;
    std::set<std::pair<std::uint32_t, std::uint32_t>> exact;
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (const PlainPassage& passage : library.passages) {
      for (const std::string& other : passage.words) {
        if (other == word) exact.insert({passage.index, passage.passage});
        if (search::edits_between(word, other, 1) <= 1)
          expected.insert({passage.index, passage.passage});
      }
    }
    if (expected.size() > exact.size()) ++several;
    const auto result = search::search_flat(library.pointers, query, scoring, {});
    ASSERT_EQ(result.total, expected.size()) << word;
    ASSERT_EQ(result.hits.size(), expected.size()) << word;
    for (std::size_t i = 0; i < result.hits.size(); ++i) {
      const std::pair at = {result.hits[i].index, result.hits[i].passage};
      ASSERT_TRUE(expected.contains(at)) << word;
      ASSERT_EQ(exact.contains(at), i < exact.size()) << word << " hit " << i;
    }
  }
  EXPECT_GT(several, 4);
}

// The fast paths under a limit must not be seen.
TEST(Search, WithALimitGivesTheFirstOfTheSameHits) {
  const FlatLibrary library(many_texts(), 2, 500);
  FlatQueries generator(library, 8);
  for (int n = 0; n < 200; ++n) {
    const FlatQuery flat = generator.next();
    const char quote = flat.kind == FlatQuery::Kind::Phrase ? '"' : ' ';
    std::string text(1, quote);
    for (const search::FlatTerm& term : flat.terms) {
      if (text.size() > 1) text += flat.kind == FlatQuery::Kind::Any ? " OR " : " ";
      text += term.text;
      if (term.is_prefix) text += '*';
    }
    const search::Query query = search::parse_query(text + quote, false);
    for (const search::Ranker ranker : {search::Ranker::Shipped, search::Ranker::Bm25}) {
      search::SearchOptions options;
      options.ranker = ranker;
      const auto all = search::search(library.pointers, query, options);
      options.limit = 10;
      const auto best = search::search(library.pointers, query, options);
      ASSERT_EQ(best.total, all.hits.size()) << text;
      ASSERT_EQ(best.hits.size(), std::min<std::size_t>(10, all.hits.size())) << text;
      for (std::size_t i = 0; i < best.hits.size(); ++i) {
        ASSERT_EQ(best.hits[i].index, all.hits[i].index) << text;
        ASSERT_EQ(best.hits[i].passage, all.hits[i].passage) << text;
        ASSERT_EQ(best.hits[i].document, all.hits[i].document) << text;
        ASSERT_EQ(best.hits[i].score, all.hits[i].score) << text;
      }
    }
  }
}

// What is scanned, and what is indexed, must not differ.
TEST(Scan, FindsThePassagesThatAnIndexFinds) {
  std::vector<CorpusText> texts = many_texts();
  CorpusText odd;
  odd.text =
      "The caf\u00E9's don't-care, U.S.-based \u201CCaf\u00E9\u201D cafe cafe\u0301 CAFE. cafe, "
      "x_cafe cafe_ 3.1 3.14 it's its it'' it' foo.bar foo. bar \u0444\u0443 \u0424\u0423-\u0444 "
      "\u65E5\u672C\u8A9E\u306E \uFF23afe the-cafe/cafe (cafe) cafe7 7cafe cafe:";
  odd.path = "odd.vtt";
  odd.borders_in_text = {0, 60, 120};
  texts.push_back(odd);
  const FlatLibrary library(texts, 1, search::kHeavyPrefix);
  const Index& index = *library.pointers[0];
  std::vector<std::vector<Range>> ranges(library.texts().size());
  std::vector<search::ScanDocument> documents;
  for (std::uint32_t d = 0; d < ranges.size(); ++d) {
    for (std::uint32_t p = 0; p < index.passage_count(d); ++p)
      ranges[d].push_back(index.passage(index.first_passage(d) + p).range_in_text);
    documents.push_back({d, search::Field::Transcript, library.texts()[d].text, ranges[d]});
  }
  const search::Scoring scoring = search::scoring_of(library.pointers, search::Ranker::Bm25);
  FlatQueries generator(library, 6);
  std::vector<std::string> odd_words;
  for (const text::Word word : text::words(odd.text))
    odd_words.push_back(text::folded(slice(odd.text, word)));
  const auto expect_same = [&](const FlatQuery& query) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (const Hit& hit : search::search_flat(library.pointers, query, scoring, {}).hits)
      expected.insert({hit.document, hit.passage - index.first_passage(hit.document)});
    Budget budget(1'000'000'000);
    const search::ScanResult result = search::scan(documents, query, 0, budget);
    std::set<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const search::ScanHit& hit : result.hits)
      found.insert({hit.document, hit.passage});
    EXPECT_EQ(found, expected) << told(query);
    EXPECT_EQ(result.total, expected.size()) << told(query);
  };
  for (int n = 0; n < 200; ++n)
    expect_same(generator.next());
  for (const std::string& word : odd_words) {
    expect_same({FlatQuery::Kind::All, {{word, false}}});
    expect_same({FlatQuery::Kind::All, {{word, true}}});
    expect_same({FlatQuery::Kind::Phrase, {{"cafe", false}, {word, true}}});
  }
}

TEST(Scan, FindsNoPhraseAcrossPassagesThatStandApart) {
  const std::string text = "one two three";
  const std::vector<Range> ranges = {{0, 3}, {4, 13}};
  const FlatQuery across = {FlatQuery::Kind::Phrase, {{"one", false}, {"two", false}}};
  const FlatQuery inside = {FlatQuery::Kind::Phrase, {{"two", false}, {"three", false}}};
  for (const bool are_apart : {false, true}) {
    const search::ScanDocument document = {0, search::Field::Notes, text, ranges, are_apart};
    Budget budget(1000);
    EXPECT_EQ(search::scan(std::span(&document, 1), across, 0, budget).total, are_apart ? 0u : 1u);
    EXPECT_EQ(search::scan(std::span(&document, 1), inside, 0, budget).total, 1u);
  }
}

TEST(Scan, WithoutBudgetSaysSo) {
  const std::string text = "one two three";
  const std::vector<Range> ranges = {{0, 13}};
  const search::ScanDocument document = {0, search::Field::Notes, text, ranges};
  Budget budget(5);
  EXPECT_TRUE(
      search::scan(std::span(&document, 1), {FlatQuery::Kind::All, {{"one", false}}}, 0, budget)
          .truncated);
}

}  // namespace
}  // namespace earshot::oracle
