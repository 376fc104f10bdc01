// Operators of queries, over what documents say about themselves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "documents.h"

namespace earshot::search {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(Search, AlternativesAndGroupsFindWhatTheySay) {
  TestLibrary library;
  library.add({"red"}).add({"blue"}).add({"red blue"}).add({"green blue"}).open();
  EXPECT_EQ(library.found("red OR green").size(), 3u);
  EXPECT_EQ(library.found("(red OR green) blue").size(), 2u);
  EXPECT_EQ(library.found("blue -(red OR green)"), Numbers{1});
  EXPECT_EQ(library.found("blue -(red blue)").size(), 2u);
}

TEST(Search, AFieldIsWhereAWordStands) {
  TestLibrary library;
  library.add({"linker"}, Field::Title).add({"linker"}, Field::Notes).add({"linker"}).open();
  EXPECT_EQ(library.found("title:linker"), Numbers{0});
  EXPECT_EQ(library.found("title:linker OR transcript:\"linker\"").size(), 2u);
  EXPECT_EQ(library.found("linker -notes:linker").size(), 2u);
}

TEST(Search, NearInWordsCountsFromTheLastToTheFirst) {
  TestLibrary library;
  library.add({"one two three four five"}).open();
  EXPECT_EQ(library.found("one NEAR/3w four"), Numbers{0});
  EXPECT_EQ(library.found("one NEAR/2w four"), Numbers{});
  EXPECT_EQ(library.found("four NEAR/3w one"), Numbers{0});
  EXPECT_EQ(library.found("four ONEAR/3w one"), Numbers{});
  EXPECT_EQ(library.found("\"one two\" NEAR/1w \"three four\""), Numbers{0});
  EXPECT_EQ(library.found("one NEAR/4w three NEAR/4w five"), Numbers{0});
  EXPECT_EQ(library.found("one NEAR/9w one"), Numbers{});
}

TEST(Search, NearNeverCrossesDocumentsButPassages) {
  TestLibrary library;
  library.add({"one"}).add({"two"}).open();
  EXPECT_EQ(library.found("one NEAR/9w two"), Numbers{});
  TestLibrary long_one;
  long_one.add({numbered_words(0, 40), numbered_words(40, 40)}).open();
  ASSERT_EQ(long_one.index.passage_count(), 2u);
  const SearchResult result = long_one.search("w42 NEAR/5w w37");
  ASSERT_EQ(result.hits.size(), 1u);
  EXPECT_EQ(result.hits[0].passage, 0u);  // where it begins
}

TEST(Search, NearInSecondsIsExactAtTheBordersOfCues) {
  TestLibrary library;
  library.add({"start alpha", "middle", "omega end"}).open();
  TestDocuments documents(library);
  documents.documents[0].lines = {{1000, -1}, {20'000, -1}, {31'000, -1}};
  EXPECT_EQ(documents.found("alpha NEAR/30s omega"), Numbers{0});
  EXPECT_EQ(documents.found("alpha NEAR/29s omega"), Numbers{});
  EXPECT_EQ(documents.found("omega NEAR/30s alpha"), Numbers{0});
  EXPECT_EQ(documents.found("omega ONEAR/30s alpha"), Numbers{});
  EXPECT_EQ(documents.found("start NEAR/0s alpha"), Numbers{0});
  documents.documents[0].lines[0].start = kNoTime;
  EXPECT_EQ(documents.found("alpha NEAR/30s omega"), Numbers{});
  EXPECT_EQ(library.found("start NEAR/9s alpha"), Numbers{}) << "no times are known";
}

TEST(Search, NearInSecondsFindsCuesThatAreInNoOrder) {
  TestLibrary library;
  library.add({"alpha", "other", "omega far", "omega near"}).open();
  TestDocuments documents(library);
  documents.documents[0].lines = {{50'000, -1}, {1000, -1}, {90'000, -1}, {48'000, -1}};
  EXPECT_EQ(documents.found("alpha NEAR/3s omega"), Numbers{0});
  EXPECT_EQ(documents.found("alpha NEAR/1s omega"), Numbers{});
}

/// In steps of the budget, since a test has no clock.
TEST(Search, NearInSecondsIsNotQuadraticWhereTimesFall) {
  constexpr int kCues = 4000;
  std::vector<std::string> cues(kCues, "kappa lambda mu nu");
  TestLibrary library;
  library.add(std::move(cues)).open();
  TestDocuments documents(library);
  for (std::size_t i = 0; i < kCues; ++i)
    documents.documents[0].lines[i].start = static_cast<Millis>((kCues - i) * 2000);
  SearchOptions options;
  options.documents = &documents;
  options.budget_steps = 3'000'000;  // pairs: 8,000,000
  for (const char* query :
       {"kappa NEAR/1s mu", "mu ONEAR/1s kappa", "mu NEAR/2s kappa NEAR/2s nu"}) {
    const SearchResult result = library.search(query, options);
    EXPECT_FALSE(result.truncated) << query;
    EXPECT_EQ(result.total, query[0] == 'm' && query[3] == 'O' ? 0U : library.index.passage_count())
        << query;
  }
}

TEST(Search, ASpeakerSaysTheWordsOfTheSameGroup) {
  TestLibrary library;
  library.add({"hello cache", "goodbye linker"}).open();
  TestDocuments documents(library);
  documents.documents[0].speakers = {"Anna M\u00FCller", "Ben"};
  documents.documents[0].lines = {{0, 0}, {5000, 1}};
  EXPECT_EQ(documents.found("speaker:anna cache"), Numbers{0});
  EXPECT_EQ(documents.found("speaker:\"anna muller\" cache"), Numbers{0});
  EXPECT_EQ(documents.found("speaker:ben cache"), Numbers{});
  EXPECT_EQ(documents.found("-speaker:ben cache"), Numbers{0});
  EXPECT_EQ(documents.found("(speaker:ben cache) OR linker"), Numbers{0});
  EXPECT_EQ(documents.found("(speaker:ben linker) (speaker:anna cache)"), Numbers{0});
  EXPECT_EQ(documents.found("speaker:ben"), Numbers{0});
  EXPECT_EQ(documents.found("speaker:cleo"), Numbers{});
  EXPECT_EQ(documents.found("speaker:ben /good.ye/"), Numbers{0});
  EXPECT_EQ(documents.found("speaker:anna /good.ye/"), Numbers{});
}

TEST(Search, FiltersAskWhatIsKnownOfEpisodes) {
  TestLibrary library;
  library.add({"word"}).add({"word"}).open();
  TestDocuments documents(library);
  documents.documents[0].facts = {"Slow Compile", "de-AT", 20'000, 600'000, 1};
  const auto passes = [&](std::string_view filter) {
    return documents.found(std::string(filter) + " word") == Numbers{0};
  };
  EXPECT_TRUE(passes("show:comp"));
  EXPECT_TRUE(passes("lang:de"));
  EXPECT_TRUE(passes("lang:de-at"));
  EXPECT_FALSE(passes("lang:d"));
  EXPECT_TRUE(passes("after:2024-10-04"));  // day 20,000 itself
  EXPECT_FALSE(passes("after:2024-10-05"));
  EXPECT_FALSE(passes("before:2024-10-04"));
  EXPECT_TRUE(passes("before:2024-10-05"));
  EXPECT_TRUE(passes("shorter:11m"));
  EXPECT_FALSE(passes("longer:10m"));
  EXPECT_TRUE(passes("longer:9m59s"));
  EXPECT_TRUE(passes("has:transcript"));
  EXPECT_FALSE(passes("has:audio"));
}

TEST(Search, FiltersAloneListTitles) {
  TestLibrary library;
  library.add({"The title"}, Field::Title).add({"words"}).open();
  TestDocuments documents(library);
  documents.documents[0].facts.show = documents.documents[1].facts.show = "Slow";
  EXPECT_EQ(documents.found("show:slow"), Numbers{0});
}

TEST(Search, FiltersAloneListTheEpisodesThatHaveATextOfTheLanguage) {
  TestLibrary library;
  library.add({"One"}, Field::Title).add({"ein Wort"}).add({"a word"});
  library.add({"Two"}, Field::Title).add({"one more word"}).open();
  TestDocuments documents(library);
  constexpr std::array<std::string_view, 5> kLanguages = {"", "de", "en-GB", "", "eng"};
  for (std::uint32_t i = 0; i < kLanguages.size(); ++i) {
    documents.documents[i].episode = i < 3 ? 0 : 1;
    documents.documents[i].facts.show = "Talk";
    documents.documents[i].facts.language = kLanguages[i];
  }
  EXPECT_EQ(documents.found("lang:de"), Numbers{0});
  EXPECT_EQ(documents.found("lang:en"), (Numbers{0, 3}));
  EXPECT_EQ(documents.found("lang:deu"), Numbers{0});
  EXPECT_EQ(documents.found("lang:fr"), Numbers{});
  EXPECT_EQ(documents.found("lang:de lang:en"), Numbers{0});
  EXPECT_EQ(documents.found("lang:de OR lang:en"), (Numbers{0, 3}));
  EXPECT_EQ(documents.found("show:talk -lang:de"), Numbers{3});
  EXPECT_EQ(documents.found("lang:de word"), Numbers{}) << "beside words it is of the text";
  EXPECT_EQ(documents.found("lang:en word"), (Numbers{2, 4}));
}

TEST(Search, StarsMatchInsideWordsAndPhrases) {
  TestLibrary library;
  library.add({"the cache misses"}).add({"a cliche"}).add({"cash"}).open();
  EXPECT_EQ(library.found("c*che").size(), 2u);
  EXPECT_EQ(library.found("*ache"), Numbers{0});
  EXPECT_EQ(library.found("\"the *c*e miss*\""), Numbers{0});
}

TEST(Search, ExpressionsReadTheTextItself) {
  TestLibrary library;
  library.add({"tail", "latency, they say"}).add({"no such thing"}).open();
  TestDocuments documents(library);
  EXPECT_EQ(documents.found("/tail lat[a-z]+, th/"), Numbers{0});
  EXPECT_EQ(documents.found("/s[a-z]ch thing/ no"), Numbers{1});
  EXPECT_EQ(library.found("/tail/"), Numbers{}) << "there are no texts to read";
}

TEST(Search, WhatAnExpressionFoundBeforeItRanOutOfStepsStays) {
  TestLibrary library;
  library.add({"in 1999"}).add({numbered_words(0, 2000)}).add({"in 2001"}).open();
  TestDocuments documents(library);
  SearchOptions options;
  options.documents = &documents;
  options.expression_steps = 4000;
  const SearchResult result = library.search("/[0-9]{4}/", options);
  EXPECT_TRUE(result.truncated);
  ASSERT_FALSE(result.hits.empty());
  EXPECT_EQ(result.hits[0].document, 0U);
  EXPECT_EQ(library.search("in /[0-9]{4}/", options).total, 2U)
      << "only what holds the word is read";
  const SearchResult excluding = library.search("in OR (w* -/[0-9]{5}/)", options);
  EXPECT_TRUE(excluding.truncated);
  EXPECT_EQ(excluding.total, 2U) << "what was not read may have to be left out";
}

/// A text that is read in few steps stands between two that take more than there are.
class ExpressionOfFewSteps : public testing::Test {
 protected:
  ExpressionOfFewSteps() {
    library_.add({numbered_words(0, 2000)}).add({"in 2001"}).add({numbered_words(0, 2000)}).open();
    options_.documents = &documents_.emplace(library_);
    options_.expression_steps = 4000;
  }
  static bool is_short(std::uint32_t, std::uint32_t document) { return document == 1; }

  TestLibrary library_;
  std::optional<TestDocuments> documents_;
  SearchOptions options_;
};

TEST_F(ExpressionOfFewSteps, ReadsOnlyWhatMayAppear) {
  options_.filter = is_short;
  for (const std::string_view query : {"/[0-9]{4}/", "in OR /[0-9]{4}/", "in -/[0-9]{5}/"}) {
    const SearchResult result = library_.search(query, options_);
    EXPECT_FALSE(result.truncated) << query;
    EXPECT_EQ(result.total, 1U) << query;
  }
}

TEST_F(ExpressionOfFewSteps, ReadsFirstWhatGivesHits) {
  options_.marks_matches = true;
  options_.ranked = is_short;
  for (const std::string_view query : {"/[0-9]{4}/", "in OR /[0-9]{4}/"}) {
    const SearchResult result = library_.search(query, options_);
    EXPECT_TRUE(result.truncated) << query << ": not all are counted";
    ASSERT_EQ(result.hits.size(), 1U) << query;
    EXPECT_EQ(result.hits[0].document, 1U) << query;
  }
}

TEST(Search, WhatWasFoundBeforeStepsRanOutStays) {
  TestLibrary library;
  for (int i = 0; i < 200; ++i)
    library.add({"alpha beta"});
  library.open();
  TestDocuments documents(library);
  for (auto& document : documents.documents)
    document.lines[0].start = 0;
  SearchOptions options;
  options.documents = &documents;
  options.budget_steps = 100'000;  // half of the passages that NEAR has to cut into words
  const SearchResult result = library.search("alpha NEAR/1s beta", options);
  EXPECT_TRUE(result.truncated);
  EXPECT_GT(result.total, 0U);
  EXPECT_LT(result.total, 200U);
}

TEST(Search, CharactersOfScriptsWithoutSpacesAreFoundByPairsAndAlone) {
  TestLibrary library;
  library.add({"\u65E5\u672C\u8A9E\u3092"})
      .add({"\u672C\u65E5"})
      .add({"\u65E5", "\u672C a"})
      .open();
  EXPECT_EQ(library.found("\u65E5\u672C").size(), 2u);  // across cues too
  EXPECT_EQ(library.found("\u65E5").size(), 3u);
  EXPECT_EQ(library.found("\u65E5\u672C\u8A9E"), Numbers{0});
  EXPECT_EQ(library.found("\"\u672C a\""), Numbers{2});
  EXPECT_EQ(library.found("\u0E01"), Numbers{});
}

TEST(Search, KoreanNounsAreFoundWithTheirParticles) {
  TestLibrary library;
  library.add({"나는 학교에서 공부한다"}).add({"학교"}).add({"교학"}).add({"\u1112\u1161\u11A8교"});
  library.open();
  EXPECT_EQ(library.found("학교").size(), 3u);
  EXPECT_EQ(library.found("학교에서"), Numbers{0});
  EXPECT_EQ(library.found("학").size(), 4u);
  EXPECT_EQ(library.found("\u1112\u1161\u11A8\u1100\u116D").size(), 3u);
}

TEST(Search, ACharacterAloneIsNotFoundWithOtherMarks) {
  TestLibrary library;
  library.add({"ป่าไม้"}).add({"ปลา"}).add({"か\u309Aな"}).add({"かな"}).open();
  EXPECT_EQ(library.found("ป"), Numbers{1});
  EXPECT_EQ(library.found("ป่"), Numbers{0});
  EXPECT_EQ(library.found("か"), Numbers{3});
  EXPECT_EQ(library.found("\"か*\""), Numbers{3});
}

TEST(Search, WordsThatDifferInAVowelSignOrVoicingMarkAreDifferent) {
  TestLibrary library;
  library.add({"काम"}).add({"कम"}).add({"がく"}).add({"かく"}).add({"ｶﾞｸ"}).open();
  EXPECT_EQ(library.found("काम"), Numbers{0});
  EXPECT_EQ(library.found("कम"), Numbers{1});
  EXPECT_EQ(library.found("がく"), Numbers{2});
  EXPECT_EQ(library.found("ガク"), Numbers{4});
}

TEST(Search, AWordIsFoundBehindWhatIsElidedBeforeIt) {
  TestLibrary library;
  library.add({"dans l’école"}).add({"une école"}).add({"d'école"}).add({"l ecole"}).open();
  EXPECT_EQ(library.found("école").size(), 4u);
  EXPECT_EQ(library.found("ecol*").size(), 4u);
  EXPECT_EQ(library.found("\"l'école\""), (Numbers{3, 0}));
  EXPECT_EQ(library.found("\"l'éc*\""), (Numbers{3, 0}));
  const Numbers all = library.found("l'école");
  ASSERT_EQ(all.size(), 4u);
  EXPECT_TRUE(all[0] % 3 == 0 && all[1] % 3 == 0) << "the form that was asked for comes first";
  EXPECT_EQ(library.found("école -l'école").size(), 2u);
}

TEST(Search, OtherApostrophesStayInTheirWords) {
  TestLibrary library;
  library.add({"don't"}).add({"O'Brien"}).add({"t"}).add({"o brien"}).open();
  EXPECT_EQ(library.found("don't"), Numbers{0});
  EXPECT_EQ(library.found("brien"), Numbers{3});
  EXPECT_EQ(library.found("O’Brien"), Numbers{1});
}

TEST(Search, LettersAreFoundAsTheyAreTyped) {
  TestLibrary library;
  library.add({"Ærø"}).add({"Łódź"}).add({"aero"}).open();
  EXPECT_EQ(library.found("aero").size(), 2u);
  EXPECT_EQ(library.found("ÆRØ").size(), 2u);
  EXPECT_EQ(library.found("lodz"), Numbers{1});
}

TEST(Search, NeighboursInTheQueryRankHigherWhereTheyAreNear) {
  TestLibrary library;
  library.add({"red a b c d e blue"}).add({"red blue a b c d e"}).open();
  EXPECT_EQ(library.found("red blue"), (Numbers{1, 0}));
}

TEST(Explain, ThePartsOfAScoreAddUpToIt) {
  TestLibrary library;
  library.add({"red blue a b"}, Field::Notes).add({"red"}).add({"blue reds"}).open();
  const Index* const indexes[] = {&library.index};
  Query query = parse_query("red bl*", false);
  query.root.children[0].slots[0].also = {{"reds", OtherForm::Kind::Stem, UINT32_MAX}};
  const SearchResult result = search(indexes, query);
  ASSERT_EQ(result.hits.size(), 2u);
  for (const Hit& hit : result.hits) {
    const Explanation why = explain(indexes, query, {}, hit);
    float sum = why.first_rank;
    for (const auto& term : why.terms)
      sum += term.share;
    for (const auto& pair : why.pairs)
      sum += pair.bonus;
    EXPECT_NEAR(sum, hit.score, 1e-4);
    EXPECT_THAT(describe(why), testing::HasSubstr("neighbours"));
  }
  EXPECT_EQ(result.hits[0].document, 0u);  // the word itself before its other form
}

TEST(Explain, SaysInWhichFormAHitHasTheWords) {
  constexpr std::string_view kAsTyped = "as they were typed";
  constexpr std::string_view kInOtherForms = "in other forms";
  TestLibrary library;
  library.add({"cold caches"}).add({"a cold cache"}).add({"a cold cachet"}).open();
  const Index* const indexes[] = {&library.index};
  Query query = parse_query("caches cold", false);
  query.root.children[0].slots[0].also = {{"cache", OtherForm::Kind::Stem, UINT32_MAX},
                                          {"cachet", OtherForm::Kind::Typo, UINT32_MAX}};
  const SearchResult result = search(indexes, query);
  ASSERT_EQ(result.hits.size(), 3u);
  for (std::uint32_t i = 0; i < result.hits.size(); ++i) {
    ASSERT_EQ(result.hits[i].document, i);
    const std::string why = describe(explain(indexes, query, {}, result.hits[i]));
    EXPECT_EQ(why.contains(kAsTyped), i == 0) << why;
    EXPECT_EQ(why.contains(kInOtherForms), i == 1) << why;
  }
}

TEST(Search, WorkIsCountedHoweverQueriesAreMade) {
  TestLibrary library;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int n = 0; n < 400; ++n)
      text += n % 3 == 0 ? "a " : n % 3 == 1 ? "ab " : "aab ";
    library.add({text, text});
  }
  library.open();
  TestDocuments documents(library);
  for (auto& document : documents.documents) {
    for (std::size_t i = 0; i < document.lines.size(); ++i)
      document.lines[i] = {static_cast<Millis>(i % 2 == 0 ? 900'000 : 0), 0};
  }
  std::string groups;
  for (int i = 0; i < 16; ++i)
    groups += "(a* NEAR/1000w *b) ";
  for (const std::string& text :
       {groups, std::string("a NEAR/3600s ab NEAR/3600s aab"), std::string("/(a+ )+x/"),
        std::string("*a* *b* *a*b* \"*a* *b* *a*\""),
        std::string("a ONEAR/1000w a ONEAR/1000w x")}) {
    SearchOptions options;
    options.documents = &documents;
    options.budget_steps = 3'000'000;
    const SearchResult result = library.search(text, options);
    EXPECT_TRUE(result.truncated || result.total <= library.index.passage_count()) << text;
  }
}

}  // namespace
}  // namespace earshot::search
