#include "text/words.h"

#include <gtest/gtest.h>
#include <utf8proc.h>
#include <wordbreak.h>

#include <array>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::text {
namespace {

std::vector<std::string> word_strings(std::string_view text, WordCut cut = WordCut::Search) {
  std::vector<std::string> out;
  for (const Word word : words(text, cut))
    out.emplace_back(slice(text, word));
  return out;
}

using Strings = std::vector<std::string>;

void append_utf8(std::string& out, std::int32_t character) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(character, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool has_letter_or_digit(std::string_view segment) {
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(segment.data());
  for (std::size_t at = 0; at < segment.size();) {
    utf8proc_int32_t character = -1;
    const auto size =
        utf8proc_iterate(data + at, static_cast<utf8proc_ssize_t>(segment.size() - at), &character);
    if (size <= 0) return false;
    const char* category = utf8proc_category_string(character);
    if (category[0] == 'L' || category[0] == 'N') return true;
    at += static_cast<std::size_t>(size);
  }
  return false;
}

/// The whole text through libunibreak: what the walk over tokens must give as well.
Strings plain_words(std::string_view text) {
  std::vector<char> breaks(text.size());
  set_wordbreaks_utf8(reinterpret_cast<const utf8_t*>(text.data()), text.size(), "", breaks.data());
  Strings out;
  std::size_t first = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (breaks[i] != WORDBREAK_BREAK && i + 1 < text.size()) continue;
    const std::string_view segment = text.substr(first, i + 1 - first);
    if (has_letter_or_digit(segment)) out.emplace_back(segment);
    first = i + 1;
  }
  return out;
}

TEST(Words, KeepsApostrophesPointsAndUnderscoresInside) {
  EXPECT_EQ(word_strings("Don't say 3.14 or __init__, e.g. 1,000; it's."),
            (Strings{"Don't", "say", "3.14", "or", "__init__", "e.g", "1,000", "it's"}));
}

TEST(Words, DropsSegmentsWithoutLetterOrDigit) {
  EXPECT_EQ(word_strings("-- ... ___ \xE2\x80\x94 \xF0\x9F\x9A\x80 !"), Strings{});
}

TEST(Words, GivesOneWordPerCharacterWhereScriptsHaveNoSpaces) {
  EXPECT_EQ(word_strings("日本カタ、ひらabcไทย"),
            (Strings{"日", "本", "カ", "タ", "ひ", "ら", "abc", "ไ", "ท", "ย"}));
}

TEST(Words, GivesOneWordPerSyllableOfHangul) {
  EXPECT_EQ(word_strings("학교에서 K팝2"), (Strings{"학", "교", "에", "서", "K", "팝", "2"}));
  EXPECT_EQ(word_strings("\u1112\u1161\u11A8\u1100\u116D"),
            (Strings{"\u1112\u1161\u11A8", "\u1100\u116D"}));
  EXPECT_EQ(word_strings("한.국 abc:한 한_국 abc:\u0301한"),
            (Strings{"한", "국", "abc", "한", "한", "국", "abc", "한"}));
}

TEST(Words, KeepsMarksWithTheirCharacter) {
  EXPECT_EQ(word_strings("ป่าか\u3099ｶﾞ"), (Strings{"ป่", "า", "か\u3099", "ｶﾞ"}));
  EXPECT_EQ(word_strings("काम"), (Strings{"काम"}));
}

TEST(Words, CutsWhatIsElidedBeforeAVowel) {
  EXPECT_EQ(word_strings("L'école, qu’il d'accord dell'arte"),
            (Strings{"L", "école", "qu", "il", "d", "accord", "dell", "arte"}));
  EXPECT_EQ(word_strings("l’homme s'y l'œuvre, quelqu'un 한l'a"),
            (Strings{"l", "homme", "s", "y", "l", "œuvre", "quelqu", "un", "한", "l", "a"}));
}

TEST(Words, KeepsOtherApostrophes) {
  EXPECT_EQ(word_strings("don't O'Brien it's all's o'clock I'm aujourd'hui c'hoant l'x e.g"),
            (Strings{"don't", "O'Brien", "it's", "all's", "o'clock", "I'm", "aujourd'hui",
                     "c'hoant", "l'x", "e.g"}));
}

TEST(Words, OfUax29KeepWhatSearchCuts) {
  EXPECT_EQ(word_strings("l'école 학교에서 日本", WordCut::Uax29),
            (Strings{"l'école", "학교에서", "日", "本"}));
}

TEST(Words, CutsARunThatIsTooLongForATermAtACharacter) {
  const std::string ascii(2 * kMaxTermBytes + 7, 'a');
  EXPECT_EQ(words(ascii), (std::vector<Word>{{0, 120}, {120, 240}, {240, 247}}));
  std::string cyrillic = "x";
  for (int i = 0; i < 100; ++i)
    cyrillic += "ж";
  EXPECT_EQ(words(cyrillic), (std::vector<Word>{{0, 119}, {119, 201}}));
}

TEST(Words, CutsALongWordSoThatEachPieceAloneIsTheSameWord) {
  const std::string letters(kMaxTermBytes - 1, 'a');
  EXPECT_EQ(words(letters + "b'cd"), (std::vector<Word>{{0, 120}, {121, 123}}));
  EXPECT_EQ(words(letters + "'bcd"), (std::vector<Word>{{0, 119}, {120, 123}}));
  EXPECT_EQ(words("a" + std::string(2 * kMaxTermBytes, '_')), (std::vector<Word>{{0, 120}}));
  EXPECT_EQ(words(letters + "bj'a"), (std::vector<Word>{{0, 120}, {120, 121}, {122, 123}}))
      << "elided";
  std::mt19937 random(3);
  constexpr std::array<std::string_view, 9> kParts = {"a", "b",      "'",      "_", "7",
                                                      "j", "\u2019", "\u0436", "."};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    while (text.size() < 3 * kMaxTermBytes)
      text += kParts[random() % (random() % 4 == 0 ? kParts.size() : 2)];
    for (const Word word : words(text)) {
      const std::string piece = text.substr(word.begin, word.end - word.begin);
      ASSERT_EQ(words(piece), (std::vector<Word>{{0, word.end - word.begin}})) << piece;
    }
  }
}

TEST(Words, SurvivesBytesThatAreNotUtf8) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 40; ++i)
      bytes.push_back(static_cast<char>(random() % 256));
    std::uint32_t end = 0;
    for (const Word word : words(bytes)) {
      EXPECT_GE(word.begin, end);
      EXPECT_LT(word.begin, word.end);
      end = word.end;
    }
    EXPECT_LE(end, bytes.size());
  }
}

TEST(Words, AsciiFastPathEqualsLibunibreak) {
  std::mt19937 random(1);
  constexpr std::string_view kSome = "ab1_:.,;' \n-\"(Z9";
  for (int round = 0; round < 40000; ++round) {
    std::string text;
    const auto length = random() % 24;
    for (std::uint32_t i = 0; i < length; ++i) {
      text.push_back(round % 4 == 0 ? static_cast<char>(random() % 128)
                                    : kSome[random() % kSome.size()]);
    }
    ASSERT_EQ(word_strings(text, WordCut::Uax29), plain_words(text)) << text;
  }
}

TEST(Words, CuttingByTokensEqualsTheWholeTextThroughLibunibreak) {
  // No characters of scripts that we cut further than UAX 29 does.
  constexpr std::int32_t kSome[] = {'a',    'B',    '1',    '_',    ':',     '.',     '\'',
                                    ' ',    '\n',   '"',    0x2019, 0x00E9,  0x0301,  0x200D,
                                    0x00AD, 0x05D0, 0x0416, 0x0661, 0x1F680, 0x1F1E6, 0x3000,
                                    0xAC00, 0x1100, 0x00B7, 0x0E31, 0x2014,  0x00A0};
  std::mt19937 random(2);
  for (int round = 0; round < 40000; ++round) {
    std::string text;
    const auto length = random() % 16;
    for (std::uint32_t i = 0; i < length; ++i) {
      append_utf8(text, kSome[random() % std::size(kSome)]);
    }
    ASSERT_EQ(word_strings(text, WordCut::Uax29), plain_words(text)) << text;
  }
}

TEST(Words, AgreesWithUnicodesWordBreakTest) {
  std::ifstream file("/usr/share/unicode/auxiliary/WordBreakTest.txt");
  if (!file) GTEST_SKIP() << "WordBreakTest.txt is not here (Debian package unicode-data)";
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    line = line.substr(0, line.find('#'));
    if (line.empty()) continue;
    std::istringstream fields(line);
    std::string field;
    std::string text;
    Strings expected;
    std::string segment;
    bool has_own = false;
    while (fields >> field) {
      if (field == "÷") {
        if (has_letter_or_digit(segment)) expected.push_back(segment);
        segment.clear();
      } else if (field != "×") {
        const auto character = static_cast<std::int32_t>(std::stoul(field, nullptr, 16));
        has_own |= character >= 0x3031 && character <= 0x30FF;  // cut further by us
        append_utf8(text, character);
        append_utf8(segment, character);
      }
    }
    if (has_own) continue;
    ++cases;
    EXPECT_EQ(word_strings(text, WordCut::Uax29), expected) << line;
  }
  EXPECT_GT(cases, 1000);
}

}  // namespace
}  // namespace earshot::text
