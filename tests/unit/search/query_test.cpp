#include "search/query.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>

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

TEST(ParseQuery, AQuotedWordIsExactAndStaysSo) {
  EXPECT_EQ(printed("\"cache\""), "\"cache\"");
  EXPECT_EQ(parse_query("\"cache\"", true).root.children[0].slots[0].kind, Slot::Kind::Exact);
  EXPECT_EQ(parse_query("cache", false).root.children[0].slots[0].kind, Slot::Kind::Forms);
}

TEST(ParseQuery, WordsWithoutASpaceBetweenThemAreAPhrase) {
  EXPECT_EQ(printed("foo-bar/baz"), "\"foo bar baz\"");
  EXPECT_EQ(printed("日本"), "日本");
  EXPECT_EQ(printed("\"학교 a 日本\""), "\"학교 a 日本\"");
}

TEST(ParseQuery, WhatIsElidedBeforeAWordMayBeThereOrNot) {
  EXPECT_EQ(printed("l’École"), "\"l ecole\" OR ecole");
  EXPECT_EQ(printed("x d'accord"), "x (\"d accord\" OR accord)");
  EXPECT_EQ(printed("\"l'école\""), "\"l ecole\"");
  EXPECT_EQ(printed("-l'école x"), "-\"l ecole\" x");
  EXPECT_EQ(printed("title:l'école"), "title:\"l ecole\" OR title:ecole");
  EXPECT_EQ(printed("l'école NEAR/5w x"), "(\"l ecole\" OR ecole) NEAR/5w x");
  EXPECT_EQ(printed("don't"), "don't");
  EXPECT_EQ(parse_query("l'éco", true).print(), "\"l eco*\" OR eco…");
}

TEST(ParseQuery, WhileTypingTheLastWordIsABeginning) {
  EXPECT_EQ(printed("cache mi", true), "cache mi…");
  EXPECT_EQ(printed("cache mi…"), "cache mi…");
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
  ASSERT_EQ(query.root.children.size(), 3u);
  EXPECT_EQ(query.root.children[1].range_in_query, (Range{3, 9}));
  EXPECT_EQ(query.root.children[2].range_in_query, (Range{10, 12}));
}

TEST(ParseQuery, CutsWhatIsTooLongWithAFault) {
  std::string many;
  for (std::size_t i = 0; i < kMaxClauses + 5; ++i)
    many += "w ";
  EXPECT_EQ(parse_query(many, false).root.children.size(), kMaxClauses);
  EXPECT_EQ(parse_query(many, false).faults.size(), 1u);
  const Query cut = parse_query(std::string(kMaxQueryBytes - 1, ' ') + "ééé", false);
  EXPECT_TRUE(cut.root.children.empty());
  EXPECT_EQ(cut.faults.back().range_in_query.begin, kMaxQueryBytes - 1);
}

/// The words of a tree where they stand, `shift` further on.
std::string shape(const Node& node, std::uint32_t shift) {
  std::string text;
  for (const Node& child : node.children) {
    if (child.kind != Node::Kind::Words) continue;
    text += std::to_string(child.range_in_query.begin + shift) + '-' +
            std::to_string(child.range_in_query.end + shift) + ' ';
    for (const Slot& slot : child.slots)
      text += slot.text + std::to_string(static_cast<int>(slot.kind)) + ' ';
  }
  return text;
}

TEST(ParseQuery, PlainWordsGiveTheTreeThatTheGrammarGives) {
  std::mt19937 random(11);
  constexpr std::string_view kParts[] = {"a",    "Word", "OR", "AND", "NEAR", "ONEAR", "x86",
                                         "2001", "OR2",  " ",  "  ",  "\t",   "\n",    "or"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto parts = 1 + random() % 9; parts > 0; --parts)
      text += kParts[random() % std::size(kParts)];
    if (i % 100 == 0) text += std::string(i % 200 == 0 ? 120 : 121, 'w');
    for (const bool is_typing : {false, true}) {
      // Behind a parenthesis, everything goes through the grammar.
      const Query plain = parse_query(text, is_typing);
      const Query whole = parse_query('(' + text, is_typing);
      ASSERT_EQ(plain.root, whole.root) << text;
      ASSERT_EQ(shape(plain.root, 1), shape(whole.root, 0)) << text;
      ASSERT_EQ(plain.faults.size(), whole.faults.size()) << text;
    }
  }
}

TEST(ParseQuery, NearBindsClosestThenOrThenTheSpace) {
  EXPECT_EQ(printed("a b OR c d"), "a (b OR c) d");
  EXPECT_EQ(printed("a OR b"), "a OR b");
  EXPECT_EQ(printed("a b NEAR/30s c OR d"), "a ((b NEAR/30s c) OR d)");
  EXPECT_EQ(printed("(a b) OR c"), "(a b) OR c");
  EXPECT_EQ(printed("a AND b"), "a b");
}

TEST(ParseQuery, ReadsDistancesInWordsSecondsAndMinutesAlsoInOrder) {
  EXPECT_EQ(printed("a NEAR/5w b NEAR/5w c"), "a NEAR/5w b NEAR/5w c");
  EXPECT_EQ(printed("a NEAR b"), "a NEAR/10w b");
  EXPECT_EQ(printed("a ONEAR/2m \"b c\""), "a ONEAR/120s \"b c\"");
  EXPECT_EQ(printed("a NEAR/30s (b OR c)"), "a NEAR/30s (b OR c)");
}

TEST(ParseQuery, ANearOfOtherThingsIsAllOfThemAndSaysSo) {
  for (const char* text :
       {"a NEAR/5w -b", "a NEAR/5w (b c)", "a NEAR/5w lang:en", "/a/ NEAR/5w b"}) {
    EXPECT_EQ(parse_query(text, false).faults.size(), 1u) << text;
  }
  EXPECT_EQ(printed("a NEAR/5w (b c)"), "a b c");
  EXPECT_EQ(parse_query("a NEAR/5w b NEAR/9w c", false).faults.size(), 1u);
}

TEST(ParseQuery, FieldsGoWithWordsPhrasesExpressionsAndGroups) {
  EXPECT_EQ(printed("title:cache"), "title:cache");
  EXPECT_EQ(printed("Titles:\"a b\" notes:/x+y/"), "title:\"a b\" notes:/x+y/");
  EXPECT_EQ(printed("title:(a OR b -c)"), "(title:a OR title:b) -title:c");
  EXPECT_EQ(printed("title:(a notes:b)"), "title:a notes:b");
  EXPECT_EQ(printed("12:30 http://a.b"), "\"12 30\" \"http a.b\"");
}

TEST(ParseQuery, FiltersArePrintedAsTheyWereUnderstood) {
  EXPECT_EQ(printed("show:\"Slow  Compile\" speaker:Anna LANG:de_AT"),
            "show:\"slow compile\" speaker:anna lang:de-at");
  EXPECT_EQ(printed("lang:eng OR lang:ger_AT"), "lang:en OR lang:de-at");
  EXPECT_EQ(printed("after:2025 before:2025-3 before:2025-03-09"),
            "after:2025 before:2025-03 before:2025-03-09");
  EXPECT_EQ(printed("longer:90m shorter:1h30 shorter:1:02:03 longer:45"),
            "longer:1h30m shorter:1h30m shorter:1h2m3s longer:45m");
  EXPECT_EQ(printed("has:transcripts has:chapter"), "has:transcript has:chapters");
  EXPECT_EQ(printed("speaker:(anna OR \"bo c\")"), "speaker:anna OR speaker:\"bo c\"");
}

TEST(ParseQuery, NamesAFaultyFilterAndSearchesTheRest) {
  for (const char* text : {"after:soon cache", "after:2025-13 cache", "longer:x cache",
                           "has:wings cache", "lang:? cache", "speaker:() cache"}) {
    const Query query = parse_query(text, false);
    EXPECT_EQ(query.print(), "cache") << text;
    ASSERT_EQ(query.faults.size(), 1u) << text;
    EXPECT_FALSE(query.faults[0].message.empty());
    EXPECT_LT(query.faults[0].range_in_query.begin, query.faults[0].range_in_query.end);
  }
}

TEST(ParseQuery, LeavesOutAFieldThatDoesNotExistAndNamesIt) {
  for (const char* part : {"speakr:anna", "speeker:\"anna b\"", "foo:bar", "titel:(a OR -b)",
                           "foo:(&)", "chaptr:", "-foo:bar"}) {
    const std::string text = std::string(part) + " cache";
    const Query query = parse_query(text, false);
    EXPECT_EQ(query.print(), "cache") << text;
    ASSERT_EQ(query.faults.size(), 1u) << text;
    const std::uint32_t begin = part[0] == '-' ? 1 : 0;
    EXPECT_EQ(query.faults[0].range_in_query,
              (Range{begin, static_cast<std::uint32_t>(std::string_view(part).size())}))
        << text;
  }
  EXPECT_NE(parse_query("speeker:anna", false).faults[0].message.find("speaker:"),
            std::string::npos);
}

TEST(ParseQuery, TakesColonsOfTimesAddressesAndHeadingsAsTheyAre) {
  for (const char* text :
       {"12:30", "http://a.b/c:d", "mailto:anna@example.com", "std::sort", "c++::x", "c:x",
        "localhost:8080", "Tides: a story", "tides: a story", "EU:n", "s:t", "kl:12"}) {
    const Query query = parse_query(text, false);
    EXPECT_TRUE(query.faults.empty()) << text;
    EXPECT_FALSE(query.empty()) << text;
  }
}

TEST(ParseQuery, NamesADistanceThatCannotBeReadAndWantsAllParts) {
  for (const char* near : {"NEAR/30", "NEAR/30x", "NEAR/abc", "NEAR/", "ONEAR/5"}) {
    const std::string text = std::string("alpha ") + near + " beta";
    const Query query = parse_query(text, false);
    EXPECT_EQ(query.print(), "alpha beta") << text;
    ASSERT_EQ(query.faults.size(), 1u) << text;
    EXPECT_EQ(query.faults[0].range_in_query,
              (Range{6, static_cast<std::uint32_t>(text.size()) - 5}))
        << text;
  }
  EXPECT_EQ(printed("alpha OR NEAR/30 beta"), "alpha beta");
  EXPECT_EQ(parse_query("alpha OR NEAR/5w beta", false).faults.size(), 1u);
  EXPECT_TRUE(parse_query("alpha NEAR/30", true).faults.empty()) << "still being typed";
  EXPECT_EQ(printed("near/30 x"), "\"near 30\" x");
}

TEST(ParseQuery, WhatEndsTooSoonIsNamedWhereNothingMoreIsTyped) {
  for (const std::string_view rest :
       {"OR", "OR OR", "NEAR", "NEAR/30s", "NEAR/30", "NEAR/", "speaker:", "title:", "speaker:\"",
        "after:", "\"", "(", "OR (", "-title:"}) {
    const std::string text = "cache " + std::string(rest);
    const Query query = parse_query(text, true, Unfinished::Named);
    EXPECT_EQ(query.print(), "cache") << text;
    ASSERT_FALSE(query.faults.empty()) << text;
    EXPECT_GE(query.faults[0].range_in_query.begin, 6u) << text;
  }
  const Query whole = parse_query("(cache OR \"a b", true, Unfinished::Named);
  EXPECT_TRUE(whole.faults.empty()) << "what is missing at the end is added";
  EXPECT_TRUE(parse_query("", true, Unfinished::Named).faults.empty());
}

TEST(ParseQuery, WhatEndsTooSoonIsNoFaultWhileOneTypes) {
  for (const std::string_view rest :
       {"OR", "NEAR/30s", "NEAR/30", "speaker:", "speaker:\"", "\"", "("}) {
    EXPECT_TRUE(parse_query("cache " + std::string(rest), true).faults.empty()) << rest;
  }
}

TEST(ParseQuery, StarsStandAnywhereInAWord) {
  EXPECT_EQ(printed("c*che *ache \"the *iss* l*\""), "c*che *ache \"the *iss* l*\"");
  EXPECT_EQ(printed("\"a* b\""), "\"a* b\"");
  EXPECT_EQ(printed("c**he"), "c*he");
  EXPECT_EQ(printed("c*h", true), "c*h*");
}

TEST(ParseQuery, WhatASlashClosesIsAnExpression) {
  EXPECT_EQ(parse_query("/ca(che|sh) m/", false).root.children[0].kind, Node::Kind::Regex);
  EXPECT_EQ(printed("/usr/bin/ and/or"), "\"usr bin\" \"and or\"");
  const Query query = parse_query("cache /a(b/", false);
  EXPECT_EQ(query.print(), "cache");
  ASSERT_EQ(query.faults.size(), 1u);
  EXPECT_EQ(query.faults[0].range_in_query, (Range{8, 9}));
}

TEST(ParseQuery, ClosesAnOpenParenthesisAndNamesAStrayOne) {
  EXPECT_EQ(printed("(a OR b"), "a OR b");
  EXPECT_TRUE(parse_query("(a OR b", true).faults.empty());
  EXPECT_EQ(parse_query("a) b", false).print(), "a b");
  EXPECT_EQ(printed("f(x) (f(x) y)"), "\"f x\" \"f x\" y");
}

TEST(ParseQuery, AnAlternativeThatOnlyLeavesOutIsNamed) {
  for (const char* text : {"a OR -b", "-b OR a", "a OR (-b -c)"}) {
    const Query query = parse_query(text, false);
    EXPECT_EQ(query.print(), "a") << text;
    EXPECT_EQ(query.faults.size(), 1u) << text;
  }
  EXPECT_EQ(printed("a -(b OR c)"), "a -(b OR c)");
  EXPECT_EQ(parse_query("a -(-b)", false).print(), "a");
}

TEST(ParseQuery, DeepParenthesesAreBoundedAndNamed) {
  for (const std::string_view piece :
       {"(", "-(", "title:(", "(a ", "(a OR ", "((b) OR -(", "a NEAR ("}) {
    std::string text;
    while (text.size() + piece.size() <= kMaxQueryBytes)
      text += piece;
    const Query query = parse_query(text, true);
    EXPECT_FALSE(query.faults.empty()) << piece;
    EXPECT_EQ(parse_query(query.print(), false).root, query.root) << piece;
  }
}

TEST(ParseQuery, WhatItPrintsReadsBackTheSame) {
  constexpr std::string_view kPieces[] = {
      "a",       "Don't",   "½",    "日本",      "\"",         "-",      "*",        " ",
      "é",       "_",       "3.1",  "'",         "”",          "カ",     "한국어",   "\u0301",
      "ﬁn",      "x-y",     "ﷺ",    "’",         "א'",         " ",      "ŀ",        ".",
      "(",       ")",       " OR ", " NEAR/5w ", " ONEAR/9s ", "title:", "speaker:", "after:",
      "2025-03", "longer:", "10m",  "/",         "\\",         "has:",   "times",    "…",
      ":",       "AND",     " OR",  "(",         ")",          "show:",  "[b]",      "+",
      "lang:en", " ",       "l'é",  "d’a",       "dell'",      "ø",      "ป่",        "\u3099"};
  std::mt19937 random(5);
  for (int round = 0; round < 15000; ++round) {
    std::string text;
    for (auto n = random() % 18; n > 0; --n)
      text += kPieces[random() % std::size(kPieces)];
    const Query query = parse_query(text, random() % 2 == 0);
    const Query again = parse_query(query.print(), false);
    ASSERT_EQ(again.print(), query.print()) << text;
    ASSERT_EQ(again.root, query.root) << text << " -> " << query.print();
    ASSERT_TRUE(again.faults.empty() || query.empty()) << text << " -> " << query.print();
  }
}

}  // namespace
}  // namespace earshot::search
