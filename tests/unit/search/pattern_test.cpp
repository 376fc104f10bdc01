#include "search/pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

#include "base/budget.h"
#include "search/pattern_automaton.h"

namespace earshot::search {
namespace {

std::string found(std::string_view pattern, std::string_view text) {
  const auto compiled = Pattern::compile(pattern);
  if (!compiled) return "fault: " + compiled.error().message;
  Budget budget(1'000'000);
  const auto match = compiled->find(text, {0, static_cast<std::uint32_t>(text.size())}, budget);
  return match ? std::string(slice(text, *match)) : "-";
}

TEST(Pattern, ReadsWhatExpressionsAreMadeOf) {
  EXPECT_EQ(found("c.che", "a Cache"), "Cache");
  EXPECT_EQ(found("ca(che|sh)", "cash cache"), "cash");
  EXPECT_EQ(found("[a-c]+", "xxbcay"), "bca");
  EXPECT_EQ(found("[^a-c ]+", "ab xy"), "xy");
  EXPECT_EQ(found("\\d{2}:\\d{2}", "at 12:30"), "12:30");
  EXPECT_EQ(found("a{2,3}", "aaaa"), "aaa");
  EXPECT_EQ(found("a{2,3}?", "aaaa"), "aa");
  EXPECT_EQ(found("\\bcat\\b", "concat cat"), "cat");
  EXPECT_EQ(found("^two$", "one\ntwo\nthree"), "two");
  EXPECT_EQ(found("\\.\\/", "a./"), "./");
  EXPECT_EQ(found("x*", "aaxx"), "xx");
  EXPECT_EQ(found("[]a]+", "b]a"), "]a");
  EXPECT_EQ(found("a{x", "a{x"), "a{x");
}

TEST(Pattern, ASetOfCharactersIsTheSameInWhateverOrderItIsWritten) {
  for (const std::string_view set : {"[a-cx]", "[xa-c]", "[cbaxabc]", "[b-ca-bxx]", "[a-ba-cxb]"}) {
    for (const char c : std::string_view("abcxdyw")) {
      EXPECT_EQ(found("^" + std::string(set) + "$", std::string(1, c)) != "-",
                std::string_view("abcx").contains(c))
          << set << ' ' << c;
    }
  }
}

TEST(Pattern, MatchesCodePointsInAnyCase) {
  EXPECT_EQ(found("\u00C9t.", "l'\u00E9t\u00E9"), "\u00E9t\u00E9");
  EXPECT_EQ(found("[\u0430-\u044F]+", "x \u041C\u0438\u0440"), "\u041C\u0438\u0440");
  EXPECT_EQ(found(".", "\u65E5"), "\u65E5");
}

TEST(Pattern, ASpaceRunsOnIntoTheNextCueTheDotDoesNot) {
  EXPECT_EQ(found("tail latency", "tail\nlatency"), "tail\nlatency");
  EXPECT_EQ(found("tail.latency", "tail\nlatency"), "-");
}

TEST(Pattern, NamesWhatIsWrongAndWhere) {
  const auto range = [](std::string_view pattern) {
    const auto compiled = Pattern::compile(pattern);
    EXPECT_FALSE(compiled) << pattern;
    return compiled ? Range{} : compiled.error().range_in_pattern;
  };
  EXPECT_EQ(range("a(b"), (Range{1, 2}));
  EXPECT_EQ(range("a)b"), (Range{1, 2}));
  EXPECT_EQ(range("[ab"), (Range{0, 1}));
  EXPECT_EQ(range("*a"), (Range{0, 1}));
  EXPECT_EQ(range("a**"), (Range{2, 3}));
  EXPECT_EQ(range("[z-a]"), (Range{1, 4}));
  EXPECT_EQ(range("(?=a)"), (Range{0, 3}));
  EXPECT_EQ(range("\\1"), (Range{0, 2}));
  EXPECT_EQ(range("a{999}"), (Range{1, 6}));
  EXPECT_EQ(range("\\b"), (Range{0, 2}));
  for (const char* huge : {"((a{100}){100}){100}", "((){100}){100}a", "(a|b){200}(c{200}){20}"}) {
    EXPECT_FALSE(Pattern::compile(huge)) << huge;
  }
}

TEST(Pattern, AMatchBeginsWithinAndEndsNotFarBehind) {
  const auto pattern = Pattern::compile("ab+");
  Budget budget(1'000'000);
  EXPECT_FALSE(pattern->find("xxab", {0, 2}, budget));
  EXPECT_EQ(pattern->find("xxabbb", {0, 3}, budget), (Range{2, 6}));
  const std::string text = "a" + std::string(1000, 'b');
  EXPECT_EQ(pattern->find(text, {0, 1}, budget), (Range{0, 1 + kPatternReach}));
}

TEST(Pattern, KnowsTheLettersThatEveryMatchHolds) {
  const auto required = [](std::string_view pattern) {
    return std::string(Pattern::compile(pattern)->required());
  };
  EXPECT_EQ(required("(Lin)ker[sz]"), "linker");
  EXPECT_EQ(required("a+bcd?e"), "bc");
  EXPECT_EQ(required("(abc|abd)"), "");
  EXPECT_EQ(required("abc def"), "abc");
  EXPECT_EQ(required("(abc)*de"), "de");
}

// Against std::regex, which has the same first match on ASCII.
TEST(Pattern, AgreesWithAnotherEngine) {
  constexpr std::string_view kParts[] = {"a",  "b",  "[ab]",  ".", "(a|b)", "(ab|a)",      "a*",
                                         "b+", "a?", "(ab)*", "c", "\\w",   "(a|bc){1,2}", "b{2}"};
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string pattern;
    for (auto n = 1 + random() % 4; n > 0; --n)
      pattern += kParts[random() % std::size(kParts)];
    std::string text;
    for (auto n = random() % 12; n > 0; --n)
      text += "abc "[random() % 4];
    std::smatch expected;
    const bool is_found = std::regex_search(text, expected, std::regex(pattern),
                                            std::regex_constants::match_not_null);
    const auto compiled = Pattern::compile(pattern);
    if (!compiled) continue;
    Budget budget(1'000'000);
    const auto match = compiled->find(text, {0, static_cast<std::uint32_t>(text.size())}, budget);
    ASSERT_EQ(match.has_value(), is_found) << pattern << " in " << text;
    // Where a non-empty match is asked for, backtracking tries more ends; beginnings are the same.
    if (match) ASSERT_EQ(match->begin, expected.position(0)) << pattern << " in " << text;
  }
}

TEST(Pattern, CatastrophicExpressionsTakeStepsInProportionToTheText) {
  for (const char* pattern : {"(a+)+$", "(a|aa)+b", "(a*)*b", "a?a?a?a?a?a?a?a?aaaaaaaa$",
                              "(.*)(.*)(.*)(.*)x", "((a{1,50}){1,20})b"}) {
    const auto compiled = Pattern::compile(pattern);
    ASSERT_TRUE(compiled) << pattern;
    const auto steps = [&](std::size_t size) {
      const std::string text = std::string(size, 'a') + '!';
      Budget budget(UINT64_MAX);
      compiled->find(text, {0, static_cast<std::uint32_t>(text.size())}, budget);
      return UINT64_MAX - budget.left();
    };
    EXPECT_LT(steps(2000), steps(500) * 5) << pattern;
    EXPECT_LT(steps(500), 3 * 501 * 2 * (kMaxProgram + 2)) << pattern;  // three an instruction
  }
}

TEST(PatternAutomaton, MatchesWhereThePatternFinds) {
  constexpr std::string_view kPieces[] = {"a",  "b",   "\u00E9", "\u65E5", " ", ".",      "\\w",
                                          "a*", "b+?", "[ab]",   "[^a]",   "|", "(a|b)*", "{2,3}",
                                          "(",  ")",   "\\d",    "a?",     "1", "(ab)+",  "x"};
  constexpr std::string_view kTexts[] = {"a", "b", "\u00E9", "\u65E5", " ", "\n", "1", "c", "ab"};
  std::mt19937 random(11);
  int compared = 0;
  int matching = 0;
  while (compared < 20'000) {
    std::string expression;
    for (auto n = 1 + random() % 6; n > 0; --n)
      expression += kPieces[random() % std::size(kPieces)];
    const auto pattern = Pattern::compile(expression);
    if (!pattern || !PatternAutomaton::suits(*pattern)) continue;
    PatternAutomaton automaton(*pattern);
    for (int round = 0; round < 20; ++round, ++compared) {
      std::string text;
      for (auto n = random() % 12; n > 0; --n)
        text += kTexts[random() % std::size(kTexts)];
      // Ranges begin and end at characters.
      std::vector<std::uint32_t> places = {0};
      for (std::uint32_t at = 1; at <= text.size(); ++at) {
        if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
          places.push_back(at);
      }
      const std::uint32_t begin = places[random() % places.size()];
      const Range starts = {begin, std::max(begin, places[random() % places.size()])};
      Budget budget(1'000'000);
      const bool is_found = pattern->find(text, starts, budget).has_value();
      matching += is_found ? 1 : 0;
      ASSERT_EQ(automaton.matches(text, starts, budget), is_found)
          << expression << " in " << text << " from " << starts.begin << " to " << starts.end;
    }
  }
  EXPECT_GT(matching, compared / 20);
}

TEST(PatternAutomaton, ForgetsStatesWhenTheyAreMany) {
  // Which of the last twelve characters were an a: 4,096 states.
  const auto pattern = Pattern::compile("a[ab]{12}x");
  ASSERT_TRUE(pattern);
  PatternAutomaton automaton(*pattern);
  std::mt19937 random(3);
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text += random() % 2 == 0 ? 'a' : 'b';
  Budget budget(100'000'000);
  const Range all = {0, static_cast<std::uint32_t>(text.size())};
  EXPECT_FALSE(automaton.matches(text, all, budget));
  text[text.size() - 13 - 1] = 'a';
  text.back() = 'x';
  EXPECT_TRUE(automaton.matches(text, all, budget));
  EXPECT_FALSE(budget.exhausted());
}

}  // namespace
}  // namespace earshot::search
