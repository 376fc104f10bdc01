#include <gtest/gtest.h>
#include <utf8proc.h>

#include <random>
#include <string>

#include "text/words.h"

namespace earshot::text {
namespace {

std::string utf8(std::int32_t character) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(character, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool is_surrogate(std::int32_t character) {
  return character >= 0xD800 && character <= 0xDFFF;
}

TEST(FoldWord, TakesCaseAccentsAndWidthAway) {
  EXPECT_EQ(folded("Ｃafé"), "cafe");
  EXPECT_EQ(folded("Straße"), "strasse");
  EXPECT_EQ(folded("DON'T"), "don't");
  EXPECT_EQ(folded("Ångström"), "angstrom");
  EXPECT_EQ(folded("ΣΊΣΥΦΟΣ"), folded("σίσυφος"));
  EXPECT_EQ(folded("ﬁnal"), "final");
}

TEST(FoldWord, MakesTheCurvedApostropheStraight) {
  EXPECT_EQ(folded("Don’t"), "don't");
}

TEST(FoldWord, DropsWhatIsNotSeen) {
  EXPECT_EQ(folded("co\u00ADop\u200Der"), "cooper");
}

TEST(FoldWord, KeepsACharacterThatWouldBecomeSeveralWords) {
  EXPECT_EQ(folded("½"), "½");
  EXPECT_EQ(folded("ヿ"), "ヿ");
}

TEST(FoldWord, AppendsAndNeverOutgrowsATerm) {
  std::string out = "x";
  fold_word("Yes", out);
  EXPECT_EQ(out, "xyes");
  std::string hangul;
  for (int i = 0; i < 40; ++i)
    hangul += "한";
  EXPECT_LE(folded(hangul).size(), kMaxTermBytes);
  EXPECT_EQ(folded(hangul).size() % 3, 0u);
}

TEST(FoldWord, OfAFoldedWordChangesNothing) {
  for (std::int32_t c = 0; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    const std::string once = folded(utf8(c));
    ASSERT_EQ(folded(once), once) << std::hex << c;
  }
}

// What a query prints must read back as the same words.
TEST(FoldWord, OfOneWordIsOneWordAgain) {
  for (std::int32_t c = 0x20; c < 0x110000; ++c) {
    if (is_surrogate(c)) continue;
    for (const std::string& text : {utf8(c), "a" + utf8(c) + "b"}) {
      for (const Word word : words(text)) {
        const std::string once = folded(slice(text, word));
        if (once.empty()) continue;
        const auto again = words(once);
        ASSERT_EQ(again.size(), 1u) << std::hex << c << ' ' << once;
        ASSERT_EQ(again[0].size(), once.size()) << std::hex << c << ' ' << once;
      }
    }
  }
}

TEST(FoldWord, SurvivesBytesThatAreNotUtf8) {
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    for (int i = 0; i < 20; ++i)
      bytes.push_back(static_cast<char>(random() % 256));
    EXPECT_LE(folded(bytes).size(), kMaxTermBytes);
  }
}

}  // namespace
}  // namespace earshot::text
