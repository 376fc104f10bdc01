#include "search/scan.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "search/query.h"
#include "search/scan_words.h"
#include "search/score.h"
#include "search/search.h"

namespace earshot::search {
namespace {

using Found = std::set<std::pair<std::uint32_t, std::uint32_t>>;  // document and passage of it

/// Texts with an index over them, whose passages a scan is given too.
struct ScannedTexts {
  explicit ScannedTexts(std::vector<std::string> own_texts,
                        std::vector<std::vector<Range>> given = {})
      : texts(std::move(own_texts)) {
    IndexBuilder builder;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      builder.add({.document = i,
                   .text = texts[i],
                   .borders_in_text = {},
                   .passages_in_text = given.empty() ? std::span<const Range>() : given[i]});
    }
    bytes = builder.finish();
    index = *Index::open(bytes);
    passages.resize(texts.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      for (std::uint32_t p = 0; p < index.passage_count(i); ++p)
        passages[i].push_back(index.passage(index.first_passage(i) + p).range_in_text);
      documents.push_back({i, Field::Transcript, texts[i], passages[i], !given.empty()});
    }
  }

  Found indexed(const FlatQuery& query) const {
    const Index* const indexes[] = {&index};
    Found found;
    for (const Hit& hit : search_flat(indexes, query, scoring_of(indexes, Ranker::Bm25), {}).hits)
      found.insert({hit.document, hit.passage - index.first_passage(hit.document)});
    return found;
  }
  ScanResult scanned(const FlatQuery& query, std::uint32_t limit = 0) const {
    Budget budget(UINT64_MAX);
    return scan(documents, query, limit, budget);
  }
  void expect_same(const FlatQuery& query) const {
    const ScanResult result = scanned(query);
    Found found;
    for (const ScanHit& hit : result.hits)
      found.insert({hit.document, hit.passage});
    std::string told;
    for (const FlatTerm& term : query.terms)
      told += std::string(term.text) + (term.is_prefix ? "* " : " ");
    EXPECT_EQ(found, indexed(query)) << told << "kind " << static_cast<int>(query.kind);
    EXPECT_EQ(result.total, found.size()) << told;
  }

  std::vector<std::string> texts;
  std::vector<std::byte> bytes;
  Index index;
  std::vector<std::vector<Range>> passages;
  std::vector<ScanDocument> documents;
};

std::string odd_text(std::mt19937& random, std::size_t pieces) {
  static const std::vector<std::string> kPieces = {"a",       "b",
                                                   "ab",      "AB",
                                                   "cat",     "Cat",
                                                   "cats",    "1",
                                                   "12",      "'",
                                                   ".",       ",",
                                                   ":",       ";",
                                                   "_",       "-",
                                                   " ",       " ",
                                                   " ",       " ",
                                                   " ",       "  ",
                                                   "\n",      ", ",
                                                   ". ",      "'s",
                                                   "/",       "(",
                                                   ")",       "\u00E9",
                                                   "e\u0301", "\u201C",
                                                   "\u2014",  "\u2026",
                                                   "\u2018",  "\u201D",
                                                   "\u2019",  " \u2013 ",
                                                   "\u65E5",  "\u672C",
                                                   "\u0444",  "\uFF21",
                                                   "\u00AD",  "l'a",
                                                   "l",       "d\u2019",
                                                   "un'",     "\u00E6",
                                                   "\uD559",  "\uAD50",
                                                   "\u304C",  "\u304B",
                                                   "\u3099",  "\u0E1B\u0E48",
                                                   "\u0E1B",  "\u0915\u093E",
                                                   "\u0915"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i)
    text += kPieces[random() % kPieces.size()];
  return text;
}

void expect_same_for_words_and_phrases(const ScannedTexts& texts, std::mt19937& random) {
  for (const std::string& text : texts.texts) {
    std::vector<std::string> terms;
    IndexTerms walk(text);
    std::string term;
    for (std::size_t begin = 0; walk.next(term, begin);)
      terms.push_back(term);
    for (std::size_t i = 0; i < terms.size(); i += 1 + random() % 4) {
      texts.expect_same({FlatQuery::Kind::All, {{terms[i], false}}});
      texts.expect_same({FlatQuery::Kind::All, {{terms[i], true}}});
      texts.expect_same({FlatQuery::Kind::All, {{terms[i], false}, {terms[i / 2], false}}});
      FlatQuery phrase{FlatQuery::Kind::Phrase, {}};
      const std::size_t words = 2 + random() % 3;
      for (std::size_t w = i; w < std::min(i + words, terms.size()); ++w)
        phrase.terms.push_back({terms[w], false});
      texts.expect_same(phrase);
      phrase.terms.back().is_prefix = true;
      texts.expect_same(phrase);
      phrase.terms.insert(phrase.terms.begin(), {terms[i / 2], false});
      texts.expect_same(phrase);
    }
  }
}

TEST(Scan, AgreesWithTheIndexBesideAnyMarkAndScript) {
  std::mt19937 random(1);
  for (int n = 0; n < 30; ++n) {
    const ScannedTexts texts({odd_text(random, 60), odd_text(random, 400)});
    expect_same_for_words_and_phrases(texts, random);
  }
}

TEST(Scan, AgreesWithTheIndexInPassagesThatStandApart) {
  std::mt19937 random(2);
  for (int n = 0; n < 30; ++n) {
    std::string text;
    std::vector<Range> passages;
    for (int p = 0; p < 12; ++p) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += odd_text(random, 25);
      passages.push_back({begin, static_cast<std::uint32_t>(text.size())});
      text += '\n';
    }
    const ScannedTexts texts({text}, {passages});
    expect_same_for_words_and_phrases(texts, random);
  }
}

TEST(Scan, AgreesWithTheIndexRoundWordsThatAreCut) {
  // Runs without white space of every length near those where a word is cut.
  for (std::size_t length = 20; length < 300; length += length < 140 ? 1 : 7) {
    for (const std::size_t before : {0, 1, 31, 50, 200}) {
      const std::string text = std::string(before, ' ') + std::string(length, 'x') + "cat " +
                               std::string(length, 'x') + " cat." + std::string(length, 'y') + " " +
                               std::string(length / 2, 'x') + "\u2019" +
                               std::string(length / 2, 'x') + "cat\u2019s";
      const ScannedTexts texts({text});
      texts.expect_same({FlatQuery::Kind::All, {{"cat", false}}});
      texts.expect_same({FlatQuery::Kind::All, {{"ca", true}}});
      texts.expect_same({FlatQuery::Kind::All, {{"x", true}}});
      texts.expect_same({FlatQuery::Kind::All, {{"xcat", false}}});
    }
  }
}

TEST(Scan, AgreesWithTheIndexInLongTexts) {
  std::mt19937 random(3);
  const ScannedTexts texts({odd_text(random, 30'000), std::string(70'000, 'z') + " cat a cat"});
  for (const char* word : {"a", "ab", "cat", "cats", "12", "a.b", "\u65E5\u672C"}) {
    texts.expect_same({FlatQuery::Kind::All, {{word, false}}});
    texts.expect_same({FlatQuery::Kind::All, {{word, true}}});
    texts.expect_same({FlatQuery::Kind::Phrase, {{"a", false}, {word, false}}});
    texts.expect_same({FlatQuery::Kind::Phrase, {{word, false}, {"cat", false}}});
    texts.expect_same({FlatQuery::Kind::Any, {{word, false}, {"cat", false}, {"b", true}}});
  }
}

TEST(Scan, FindsAPhraseWhoseWordsStandFarApart) {
  for (const std::size_t gap : {10, 1000, 1100, 5000}) {
    const ScannedTexts texts(
        {"one" + std::string(gap, '-') + " two " + std::string(gap, ' ') + "threefold"});
    texts.expect_same({FlatQuery::Kind::Phrase, {{"one", false}, {"two", false}}});
    texts.expect_same(
        {FlatQuery::Kind::Phrase, {{"one", false}, {"two", false}, {"threefold", false}}});
  }
}

TEST(Scan, FindsAPhraseBehindALetterThatFoldsToMoreBytes) {
  const ScannedTexts texts({"\u2167\u2167 a b"});
  const FlatQuery query = {FlatQuery::Kind::Phrase, {{"viiiviii", false}, {"a", false}}};
  EXPECT_EQ(texts.scanned(query).total, 1U);
  texts.expect_same(query);
}

TEST(Scan, FindsAPhraseAmongMoreBeginningsThanItLooksAtOneByOne) {
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text += "\u201Cone ";
  const ScannedTexts texts({text + "one \u201Ctwo"});
  const FlatQuery query = {FlatQuery::Kind::Phrase, {{"one", false}, {"two", false}}};
  EXPECT_EQ(texts.scanned(query).total, 1U);
  texts.expect_same(query);
}

TEST(Scan, GivesTheBestOfAllWhereFewAreAskedFor) {
  std::mt19937 random(4);
  std::vector<std::string> own;
  for (int i = 0; i < 30; ++i)
    own.push_back(odd_text(random, 300));
  const ScannedTexts texts(own);
  const FlatQuery query = {FlatQuery::Kind::Any, {{"cat", false}, {"a", false}}};
  const ScanResult all = texts.scanned(query);
  ASSERT_GT(all.hits.size(), 40u);
  for (const std::uint32_t limit : {1U, 2U, 10U, 33U}) {
    const ScanResult best = texts.scanned(query, limit);
    EXPECT_EQ(best.total, all.total);
    ASSERT_EQ(best.hits.size(), limit);
    for (std::uint32_t i = 0; i < limit; ++i) {
      EXPECT_EQ(best.hits[i].document, all.hits[i].document);
      EXPECT_EQ(best.hits[i].passage, all.hits[i].passage);
    }
  }
}

/// The words as one types them, a star behind what is a beginning.
std::vector<std::string> likely(std::string_view text) {
  const Query query = parse_query(text, true);
  std::vector<std::string> words;
  for (const FlatTerm& term : likely_words(query).terms)
    words.push_back(std::string(term.text) + (term.is_prefix ? "*" : ""));
  return words;
}

TEST(LikelyWords, AreAllThatAreNotLeftOut) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(likely("\"cache miss\" (\"link\" OR \"elf\") -\"gold\" has:notes /x+/"),
            (Words{"cache", "miss", "link", "elf"}));
  EXPECT_EQ(likely("\"a\" NEAR/3w \"b\" \"a\""), (Words{"a", "b"}));
  EXPECT_EQ(likely("/x+/ lang:en"), Words{});
}

TEST(LikelyWords, AreWhatOtherFormsBeginWith) {
  EXPECT_EQ(likely("testing caches cat so "),
            (std::vector<std::string>{"test*", "cac*", "cat*", "so*"}));
  EXPECT_EQ(likely("h\u00E4user "), std::vector<std::string>{"hau*"})
      << "folded to letters of ASCII";
  EXPECT_EQ(likely("l*nker li*"), (std::vector<std::string>{"l*", "li*"}));
  EXPECT_EQ(likely("*ker "), std::vector<std::string>{});
}

TEST(LikelyWords, OfAScriptWithoutSpacesAreItsCharacters) {
  for (const std::string& word : likely("\"\u6771\u4EAC\""))
    EXPECT_EQ(word.back(), '*');
  EXPECT_FALSE(likely("\"\u6771\u4EAC\"").empty());
}

}  // namespace
}  // namespace earshot::search
