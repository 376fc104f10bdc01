#include "search/analyzer.h"

#include <gtest/gtest.h>

#include <random>

namespace earshot::search {
namespace {

struct Found {
  Range word_in_text;
  std::string term;
  bool operator==(const Found&) const = default;
};

void PrintTo(const Found& found, std::ostream* out) {
  *out << '[' << found.word_in_text.begin << ',' << found.word_in_text.end << ") " << found.term;
}

std::vector<Found> fast(std::string_view text) {
  std::vector<Found> found;
  Tokens tokens(text, Analyzer::Shipped);
  for (Token token; tokens.next(token);) {
    found.push_back({token.word_in_text, std::string(token.term)});
    std::array<char, 8> head{};
    std::memcpy(head.data(), token.term.data(), std::min(head.size(), token.term.size()));
    EXPECT_EQ(token.head, std::bit_cast<std::uint64_t>(head)) << token.term;
  }
  return found;
}

std::vector<Found> general(std::string_view text) {
  std::vector<Found> found;
  for (const text::Word word : text::words(text)) {
    std::string term = text::folded(slice(text, word));
    if (!term.empty()) found.push_back({word, std::move(term)});
  }
  return found;
}

TEST(Tokens, AreTheWordsAndFoldsOfText) {
  constexpr std::string_view kPieces[] = {"a",
                                          "b",
                                          "Z",
                                          "the",
                                          "Word",
                                          "nineteen",
                                          "extraordinary",
                                          "internationalisation",
                                          " ",
                                          " ",
                                          " ",
                                          " ",
                                          "\n",
                                          ".",
                                          ",",
                                          ":",
                                          ";",
                                          "'",
                                          "\"",
                                          "_",
                                          "-",
                                          "?",
                                          "!",
                                          "(",
                                          ")",
                                          "/",
                                          "@",
                                          "7",
                                          "42",
                                          "3.1",
                                          "é",
                                          "Ä",
                                          "ß",
                                          "ﬁ",
                                          "\u0301",
                                          "\u200D",
                                          "\u00AD",
                                          "’",
                                          "א",
                                          "\u05F3",
                                          "日",
                                          "カ",
                                          "ไ",
                                          "한",
                                          "\U0001F600",
                                          "\U0001F1E9",
                                          "…",
                                          "\u203F",
                                          "½",
                                          "\u00A0",
                                          "\t",
                                          "l'",
                                          "D’",
                                          "dell'",
                                          "don't",
                                          "ø",
                                          "が",
                                          "\u3099",
                                          "ﾞ",
                                          "ป่",
                                          "काम",
                                          "\0"};
  std::mt19937 random(7);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    const auto pieces = random() % 8 == 0 ? std::size(kPieces) : std::size_t{32};
    const bool elides = random() % 4 == 0;
    for (auto n = random() % 120; n > 0; --n)
      text += elides && random() % 4 == 0 ? "l'" : kPieces[random() % pieces];
    // Half of the texts end far behind, where eight bytes can always be read.
    if (round % 2 == 0) text += std::string(200, ' ');
    ASSERT_EQ(fast(text), general(text)) << text;
  }
}

TEST(Tokens, CutWhatIsTooLongAsTextDoes) {
  for (std::size_t size = 110; size < 260; ++size) {
    for (const char* behind : {" ", ".", "'s ", "é", "-x"}) {
      const std::string text = std::string(size, 'Q') + behind + std::string(200, ' ');
      ASSERT_EQ(fast(text), general(text)) << size << behind;
    }
  }
}

TEST(Tokens, OfTheLongestTextOfMarksNeedNoStack) {
  std::string text;
  for (int i = 0; i < 300'000; ++i)
    text += "_ ";
  EXPECT_TRUE(fast(text).empty());
}

TEST(PlainTokens, AreRunsOfLettersAndDigitsInLowerCase) {
  const auto plain = [](std::string text) {
    text +=
        " end of a text that is long enough for words to be read eight bytes at a time, which "
        "takes a hundred and thirty-six bytes that follow";
    std::string joined;
    for (const std::string& term : terms_of(text, Analyzer::Plain))
      joined += term + '|';
    return joined.substr(0, joined.find("|end|"));
  };
  EXPECT_EQ(plain("It's a Test-case, 3.14 and foo_bar."), "it|s|a|test|case|3|14|and|foo|bar");
  EXPECT_EQ(plain("Café ÄRGER straße x\u0301y"), "café|ärger|straße|x|y");
  EXPECT_EQ(plain("İstanbul 日本語 ½"), "i|stanbul|日本語|½");
}

}  // namespace
}  // namespace earshot::search
