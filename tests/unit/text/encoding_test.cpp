#include "text/encoding.h"

#include <gtest/gtest.h>

namespace earshot::text {
namespace {

using namespace std::string_view_literals;

Result<DecodedText> decode(std::string_view bytes) {
  return decode_text(std::as_bytes(std::span(bytes)));
}

TEST(DecodeText, TakesAByteOrderMarkOff) {
  const auto decoded = decode("\xEF\xBB\xBFhello");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "hello");
  EXPECT_EQ(decoded->encoding, "utf-8");
}

TEST(DecodeText, ReadsUtf16OfBothOrdersWithSurrogates) {
  const auto little = decode(
      "\xFF\xFE"
      "h\0i\0\x3D\xD8\x00\xDE"sv);
  ASSERT_TRUE(little);
  EXPECT_EQ(little->utf8, "hi😀");
  EXPECT_EQ(little->encoding, "utf-16le");
  const auto big = decode("\xFE\xFF\0h\0i"sv);
  ASSERT_TRUE(big);
  EXPECT_EQ(big->utf8, "hi");
}

TEST(DecodeText, ReadsUtf16ThatLostItsMark) {
  const auto decoded = decode("h\0e\0l\0l\0o\0 \0y\0o\0u\0"sv);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "hello you");
}

TEST(DecodeText, ReplacesInvalidBytesAndTellsTheirLine) {
  const auto decoded = decode("fine\nso\xC3\xA9 bad\xFF here\n");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "fine\nsoé bad\xEF\xBF\xBD here\n");
  ASSERT_EQ(decoded->diagnostics.size(), 1u);
  EXPECT_EQ(decoded->diagnostics[0].code, "invalid-utf8");
  EXPECT_EQ(decoded->diagnostics[0].line_in_source, 2u);
  EXPECT_EQ(decoded->diagnostics[0].column_in_source, 9u);
}

TEST(DecodeText, ACharacterCutAtTheEndBecomesOneReplacement) {
  const auto decoded = decode("caf\xC3\xA9 \xE2\x82");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "café \xEF\xBF\xBD");
}

TEST(DecodeText, CountsTheRestOfManyInvalidBytes) {
  std::string bytes;
  for (int i = 0; i < 50; ++i)
    bytes += "some good text here \xFF ";
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded);
  ASSERT_EQ(decoded->diagnostics.size(), 11u);
  EXPECT_TRUE(decoded->diagnostics.back().message.starts_with("40 more"));
}

TEST(DecodeText, ReadsLettersOfWindows1252InsideWords) {
  const auto decoded = decode("Caf\xE9 na\xEFve \x93quoted\x94");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "Café naïve “quoted”");
  EXPECT_EQ(decoded->encoding, "windows-1252");
}

TEST(DecodeText, AVowelMayBeAWordOfWindows1252) {
  const auto decoded = decode("Il va \xE0 Paris. \xC0 toi, \xF4 ciel");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->utf8, "Il va à Paris. À toi, ô ciel");
}

TEST(DecodeText, LettersOfOtherLatinSetsAreJudgedByTheirOwnSet) {
  const auto decoded = decode(
      "Za\xBF\xF3\xB3\xE6 g\xEA\x9Cl\xB9 ja\x9F\xF1. Dzie\xF1 dobry, jak si\xEA masz? "
      "Cze\x9C\xE6, b\xEA\x64\xEA p\xF3\x9Fniej.");
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->utf8.starts_with("Zażółć gęślą jaźń.")) << decoded->utf8;
}

TEST(DecodeText, ACharacterCutAtTheEndSaysNothingAgainstUtf8) {
  for (const std::string_view bytes :
       {"we had \xE2\x80", "we had caf\xC3", "we had \xF0\x9F\x98"}) {
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->encoding, "utf-8");
    EXPECT_TRUE(decoded->utf8.ends_with("\xEF\xBF\xBD"));
    EXPECT_EQ(decoded->diagnostics.size(), 1u);
  }
}

TEST(DecodeText, ZeroBytesBecomeReplacements) {
  const auto decoded = decode("some text with a \0 in it, otherwise fine"sv);
  ASSERT_TRUE(decoded);
  EXPECT_NE(decoded->utf8.find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(DecodeText, RefusesFilesOfKnownBinaryKinds) {
  for (const std::string_view bytes : {"\x89PNG\r\n\x1A\n0000"sv, "PK\x03\x04zip"sv, "OggS\0"sv,
                                       "ID3\x03\0\0"sv, "%PDF-1.4 text"sv, "\xFF\xD8\xFF\xE0"sv}) {
    const auto decoded = decode(bytes);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::NotText);
    EXPECT_FALSE(decoded.error().detail.empty());
  }
}

TEST(DecodeText, RefusesManyControlCharactersAndNothing) {
  EXPECT_FALSE(decode("\x01\x02\x03\x04\x05\x06 a\x07\x08"));
  EXPECT_FALSE(decode(""));
}

TEST(Utf8, OverlongSurrogateAndTooLargeFormsAreInvalid) {
  EXPECT_TRUE(is_valid_utf8("aé€😀"));
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_valid_utf8("abcdefgh\x80"));
}

TEST(Utf8, FlooringNeverCutsACharacter) {
  const std::string_view text = "a€b";
  EXPECT_EQ(floor_to_character(text, 0), 0u);
  EXPECT_EQ(floor_to_character(text, 2), 1u);
  EXPECT_EQ(floor_to_character(text, 3), 1u);
  EXPECT_EQ(floor_to_character(text, 4), 4u);
  EXPECT_EQ(floor_to_character(text, 99), 5u);
}

/// The bytes of the file that each character of `wanted` was read from.
std::string in_file(std::string_view bytes, std::string_view wanted) {
  const auto decoded = decode(bytes);
  if (!decoded) return "refused";
  const std::size_t at = decoded->utf8.find(wanted);
  if (at == std::string::npos) return "missing";
  const auto begin = static_cast<std::uint32_t>(at);
  const auto end = static_cast<std::uint32_t>(at + wanted.size());
  return std::string(slice(bytes, decoded->offsets.in_file(Range{begin, end})));
}

TEST(OffsetMap, PlainUtf8StandsWhereItStood) {
  const auto decoded = decode("caf\xC3\xA9 \xE2\x82\xAC");
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->offsets.is_identity());
  EXPECT_EQ(decoded->offsets.in_file(5u), 5u);
}

TEST(OffsetMap, CountsTheByteOrderMark) {
  EXPECT_EQ(in_file("\xEF\xBB\xBFhello you", "you"), "you");
}

TEST(OffsetMap, CountsEveryCharacterOfUtf16InItsOwnBytes) {
  const std::string_view bytes =
      "\xFF\xFE"
      "a\0\xE9\0\xAC\x20\x3D\xD8\x00\xDEz\0"sv;
  EXPECT_EQ(in_file(bytes, "\xC3\xA9"), "\xE9\0"sv);
  EXPECT_EQ(in_file(bytes, "\xE2\x82\xAC"), "\xAC\x20"sv);
  EXPECT_EQ(in_file(bytes, "\U0001F600"), "\x3D\xD8\x00\xDE"sv);
  EXPECT_EQ(in_file(bytes, "z"), "z\0"sv);
  const auto decoded = decode(bytes);
  EXPECT_EQ(decoded->offsets.in_file(static_cast<std::uint32_t>(decoded->utf8.size())),
            bytes.size());
}

TEST(OffsetMap, CountsOneByteForEachCharacterOfWindows1252) {
  EXPECT_EQ(in_file("Bj\xF6rk and caf\xE9 za", "z"), "z");
  EXPECT_EQ(in_file("Bj\xF6rk and caf\xE9 za", "\xC3\xB6"), "\xF6");
}

TEST(OffsetMap, CountsTheBytesThatWereReplaced) {
  const std::string_view bytes = "\xC3\xA9\xC3\xA9 a\xFF b\xE2\x82 c\0 d"sv;
  EXPECT_EQ(in_file(bytes, "b"), "b");
  EXPECT_EQ(in_file(bytes, "c"), "c");
  EXPECT_EQ(in_file(bytes, "d"), "d");
  EXPECT_EQ(in_file(bytes, "\xEF\xBF\xBD b"), "\xFF b");
}

}  // namespace
}  // namespace earshot::text
