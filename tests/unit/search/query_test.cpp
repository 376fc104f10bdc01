#include "search/query.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace earshot::search {
namespace {

std::string printed(std::string_view text, bool is_typing = false) {
  return parse_query(text, is_typing).print();
}

TEST(ParseQuery, ReadsWordsPrefixesPhrasesAndExclusions) {
  EXPECT_EQ(printed("Slow* \"Cache  Miss\" -Linker café"), "slow* \"cache miss\" -linker cafe");
}

TEST(ParseQuery, ClosesAnOpenQuote) {
  EXPECT_EQ(printed("\"cache miss"), "\"cache miss\"");
}

TEST(ParseQuery, TakesCurvedQuotesAsQuotes) {
  EXPECT_EQ(printed("“cache miss”"), "\"cache miss\"");
}

TEST(ParseQuery, AQuotedSingleWordIsAWord) {
  EXPECT_EQ(printed("\"cache\""), "cache");
}

TEST(ParseQuery, WordsWithoutASpaceBetweenThemAreAPhrase) {
  EXPECT_EQ(printed("foo-bar/baz"), "\"foo bar baz\"");
  EXPECT_EQ(printed("日本"), "\"日 本\"");
}

TEST(ParseQuery, WhileTypingTheLastWordIsAPrefix) {
  EXPECT_EQ(printed("cache mi", true), "cache mi*");
  EXPECT_EQ(printed("\"cache mi", true), "\"cache mi*\"");
}

TEST(ParseQuery, WhatIsFinishedIsNoPrefix) {
  EXPECT_EQ(printed("cache ", true), "cache");
  EXPECT_EQ(printed("\"cache miss\"", true), "\"cache miss\"");
  EXPECT_EQ(printed("cache.", true), "cache");
  EXPECT_EQ(printed("cache -mi", true), "cache -mi");
}

TEST(ParseQuery, NamesALoneMinusAndSearchesOn) {
  const Query query = parse_query("cache - miss", false);
  EXPECT_EQ(query.print(), "cache miss");
  ASSERT_EQ(query.faults.size(), 1u);
  EXPECT_EQ(query.faults[0].range_in_query, (Range{6, 7}));
}

TEST(ParseQuery, NamesWhatHoldsNoWord) {
  const Query query = parse_query("cache &&", false);
  EXPECT_EQ(query.print(), "cache");
  ASSERT_EQ(query.faults.size(), 1u);
  EXPECT_EQ(query.faults[0].range_in_query, (Range{6, 8}));
}

TEST(ParseQuery, OnlyExclusionsFindNothingAndSaySo) {
  const Query query = parse_query("-cache -\"a b\"", false);
  EXPECT_TRUE(query.empty());
  EXPECT_EQ(query.faults.size(), 1u);
}

TEST(ParseQuery, NothingTypedIsNoFault) {
  for (const char* text : {"", "   ", "\"", "\"\""}) {
    const Query query = parse_query(text, true);
    EXPECT_TRUE(query.empty()) << text;
    EXPECT_TRUE(query.faults.empty()) << text;
  }
}

TEST(ParseQuery, SaysWhichPartOfTheQueryAClauseIs) {
  const Query query = parse_query(" a -\"b c\" d*", false);
  ASSERT_EQ(query.clauses.size(), 3u);
  EXPECT_EQ(query.clauses[1].range_in_query, (Range{3, 9}));
  EXPECT_EQ(query.clauses[2].range_in_query, (Range{10, 12}));
}

TEST(ParseQuery, CutsWhatIsTooLongWithAFault) {
  std::string many;
  for (std::size_t i = 0; i < kMaxClauses + 5; ++i)
    many += "w ";
  EXPECT_EQ(parse_query(many, false).clauses.size(), kMaxClauses);
  EXPECT_EQ(parse_query(many, false).faults.size(), 1u);
  const Query cut = parse_query(std::string(kMaxQueryBytes - 1, ' ') + "ééé", false);
  EXPECT_TRUE(cut.clauses.empty());
  EXPECT_EQ(cut.faults.back().range_in_query.begin, kMaxQueryBytes - 1);
}

TEST(ParseQuery, WhatItPrintsReadsBackTheSame) {
  constexpr std::string_view kPieces[] = {
      "a", "Don't", "½",      "日本",   "\"", "-",   "*", " ", "é",  "_", "3.1", "'",
      "”", "カ",    "한국어", "\u0301", "ﬁn", "x-y", "ﷺ", "’", "א'", " ", "ŀ",   "."};
  std::mt19937 random(5);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto n = random() % 14; n > 0; --n)
      text += kPieces[random() % std::size(kPieces)];
    const std::string once = printed(text, random() % 2 == 0);
    ASSERT_EQ(printed(once), once) << text;
  }
}

}  // namespace
}  // namespace earshot::search
