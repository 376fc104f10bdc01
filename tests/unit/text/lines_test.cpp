#include "text/lines.h"

#include <gtest/gtest.h>

#include "text/numerals.h"
#include "text/scanner.h"

namespace earshot::text {
namespace {

TEST(Lines, EndAtLfCrAndCrLfAlike) {
  const std::string_view text = "a\nb\rc\r\nd";
  const auto lines = split_lines(text);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(slice(text, lines[2].range_in_source), "c");
  EXPECT_EQ(lines[2].end_bytes, 2);
  EXPECT_EQ(lines[3].number, 4u);
  EXPECT_EQ(lines[3].end_bytes, 0);
}

TEST(Lines, ALineEndAtTheEndBeginsNoOtherLine) {
  EXPECT_EQ(split_lines("a\n").size(), 1u);
  EXPECT_EQ(split_lines("\n\n").size(), 2u);
  EXPECT_TRUE(split_lines("").empty());
}

TEST(Scanner, NeverReadsPastTheEnd) {
  Scanner scanner("ab");
  scanner.skip(5);
  EXPECT_TRUE(scanner.at_end());
  EXPECT_EQ(scanner.peek(), '\0');
  EXPECT_FALSE(scanner.consume('a'));
}

TEST(Trimmed, CutsUnicodeSpacesToo) {
  EXPECT_EQ(trimmed("\xC2\xA0 \xE3\x80\x80word\xE2\x80\x83\n"), "word");
  EXPECT_EQ(trimmed(" \t\r\n"), "");
}

TEST(Decimal, RefusesWhatIsNoNumberOrTooLong) {
  EXPECT_EQ(decimal_value("0042"), 42);
  EXPECT_FALSE(decimal_value(""));
  EXPECT_FALSE(decimal_value("12a"));
  EXPECT_FALSE(decimal_value("1234567890123456789"));
}

TEST(RomanNumerals, ReadBackFromOneTo3999) {
  for (int value = 1; value < 4000; ++value)
    ASSERT_EQ(roman_value(to_roman(value)), value);
}

TEST(RomanNumerals, IrregularOnesAreWords) {
  for (const std::string_view word : {"", "IIII", "Iv", "VX", "IC", "XIXX", "mild", "A"}) {
    EXPECT_FALSE(roman_value(word)) << word;
  }
  EXPECT_EQ(roman_value("xiv"), 14);
}

TEST(LetterNumerals, AreOneAsciiLetter) {
  EXPECT_EQ(letter_value("a"), 1);
  EXPECT_EQ(letter_value("Z"), 26);
  EXPECT_FALSE(letter_value("aa"));
  EXPECT_FALSE(letter_value("1"));
}

}  // namespace
}  // namespace earshot::text
