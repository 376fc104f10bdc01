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

TEST(FoldWord, KeepsVowelSignsAndViramas) {
  EXPECT_NE(folded("काम"), folded("कम"));
  EXPECT_NE(folded("दिन"), folded("दीन"));
  EXPECT_NE(folded("कर्म"), folded("करम"));
  EXPECT_EQ(folded("काम"), "काम");
  EXPECT_NE(folded("আমার"), folded("আমরা"));
  EXPECT_NE(folded("பால்"), folded("பல்"));
}

TEST(FoldWord, KeepsVowelsAndTonesOfThaiAndItsNeighbours) {
  EXPECT_NE(folded("ป่า"), folded("ป้า"));
  EXPECT_NE(folded("ที"), folded("ทิ"));
  EXPECT_NE(folded("ນ້ຳ"), folded("ນຳ"));
  EXPECT_NE(folded("ကို"), folded("က"));
  EXPECT_NE(folded("ការ"), folded("ករ"));
}

TEST(FoldWord, KeepsVoicingMarksOfKanaInEveryEncoding) {
  EXPECT_NE(folded("が"), folded("か"));
  EXPECT_NE(folded("ば"), folded("ぱ"));
  EXPECT_EQ(folded("か\u3099"), "が");
  EXPECT_EQ(folded("ｶﾞ"), "ガ");
  EXPECT_EQ(folded("ﾊﾟ"), "パ");
  EXPECT_EQ(folded("ｶ"), "カ");
}

TEST(FoldWord, ComposesSyllablesOfHangul) {
  EXPECT_EQ(folded("\u1112\u1161\u11A8"), "학");
  EXPECT_EQ(folded("하\u11A8"), "학");
  EXPECT_EQ(folded("ㅋ"), "ㅋ");
}

TEST(FoldWord, TakesPointsAndHarakatAway) {
  EXPECT_EQ(folded("שָׁלוֹם"), "שלום");
  EXPECT_EQ(folded("مُحَمَّد"), "محمد");
  EXPECT_EQ(folded("أحمد"), "احمد");
  EXPECT_EQ(folded("آب"), "اب");
  EXPECT_EQ(folded("محـــمد"), "محمد");
  EXPECT_EQ(folded("مدرسة"), folded("مدرسه"));
  EXPECT_EQ(folded("مصطفى"), folded("مصطفي"));
  EXPECT_EQ(folded("کتاب"), folded("كتاب"));
}

TEST(FoldWord, TakesNuktasAway) {
  EXPECT_EQ(folded("फ़िल्म"), "फिल्म");
  EXPECT_EQ(folded("\u095E"), folded("फ\u093C"));
}

TEST(FoldWord, KnowsWhichCyrillicLettersAreTheirOwn) {
  EXPECT_EQ(folded("Ёлка"), "елка");
  EXPECT_EQ(folded("мой"), "мой");
  EXPECT_NE(folded("мой"), folded("мои"));
  EXPECT_EQ(folded("мои\u0306"), "мой");
  EXPECT_EQ(folded("МОИ\u0306"), "мой");
  EXPECT_EQ(folded("за\u0301мок"), "замок");
}

TEST(FoldWord, SpellsLettersThatDoNotDecomposeAsTheyAreTyped) {
  EXPECT_EQ(folded("Ørsted"), "orsted");
  EXPECT_EQ(folded("Łódź"), "lodz");
  EXPECT_EQ(folded("Đorđe"), "dorde");
  EXPECT_EQ(folded("Diyarbakır"), "diyarbakir");
  EXPECT_EQ(folded("DİYARBAKIR"), "diyarbakir");
  EXPECT_EQ(folded("Ærø"), "aero");
  EXPECT_EQ(folded("Ǽ"), "ae");
  EXPECT_EQ(folded("cœur"), "coeur");
  EXPECT_EQ(folded("Þórður"), "thordur");
  EXPECT_EQ(folded("GROẞ"), "gross");
  EXPECT_EQ(folded("Ħal"), "hal");
}

TEST(FoldWord, LeavesTheIotaBelowAway) {
  EXPECT_EQ(folded("τῷ"), "τω");
  EXPECT_EQ(folded("ΤΩΙ"), "τωι");
}

TEST(FoldWord, OrdersMarksThatStay) {
  EXPECT_EQ(folded("ป\u0E48\u0E38"), folded("ป\u0E38\u0E48"));
}

TEST(FoldWord, AppendsAndNeverOutgrowsATerm) {
  std::string out = "x";
  fold_word("Yes", out);
  EXPECT_EQ(out, "xyes");
  std::string hangul;
  for (int i = 0; i < 80; ++i)
    hangul += "한";
  EXPECT_LE(folded(hangul).size(), kMaxTermBytes);
  EXPECT_EQ(folded(hangul).size() % 3, 0u);
  std::string grows;
  for (int i = 0; i < 80; ++i)
    grows += "\uFB03";  // two bytes more
  EXPECT_LE(folded(grows).size(), kMaxTermBytes);
}

TEST(FoldWordForId, StaysAsItWas) {
  const auto id = [](std::string_view word) {
    std::string out;
    fold_word_for_id(word, out);
    return out;
  };
  EXPECT_EQ(id("Ｃafé’s"), "cafe's");
  EXPECT_EQ(id("काम"), "कम");
  EXPECT_EQ(id("が"), "か");
  EXPECT_EQ(id("か\u3099"), "か");
  EXPECT_EQ(id("학"), "\u1112\u1161\u11A8");
  EXPECT_EQ(id("Ørsted"), "ørsted");
  EXPECT_EQ(id("мой"), "мои");
  EXPECT_EQ(id("ป่า"), "ปา");
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
    for (const std::string& text : {utf8(c), "a" + utf8(c) + "b", "l" + utf8(c) + "a",
                                    "l'" + utf8(c) + "a", utf8(c) + "'a", "한" + utf8(c) + "a"}) {
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
