#include "text/charsets.h"

#include <gtest/gtest.h>

#include "text/encoding.h"
#include "text/mojibake.h"
#include "text/scanner.h"

namespace earshot::text {
namespace {

using namespace std::string_view_literals;

struct Sample {
  std::string_view label;
  std::string_view bytes;
  std::string_view text;
};

std::string read(const Charset& charset, std::string_view bytes) {
  std::string out;
  CharsetReader reader(charset, bytes);
  while (!reader.at_end()) {
    if (const char32_t code = reader.next().code; code != 0) append_utf8(out, code);
  }
  return out;
}

Result<DecodedText> decode(std::string_view bytes) {
  return decode_text(std::as_bytes(std::span(bytes)));
}

std::string codes(const DecodedText& decoded) {
  std::string out;
  for (const Diagnostic& diagnostic : decoded.diagnostics)
    out += diagnostic.code + " ";
  return out;
}

TEST(Charsets, EachReadsItsOwnBytes) {
  for (const Sample& sample : std::initializer_list<Sample>{
           {"windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
           {"windows-1250", "\xBE\xEC\x9A\xE8", "ľěšč"},
           {"iso-8859-2", "\xB5\xEC\xB9\xE8", "ľěšč"},
           {"iso-8859-15", "\xA4 \xBD", "€ œ"},
           {"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"},
           {"koi8-u", "\xA7\xD6\xC1", "їжа"},
           {"macintosh", "caf\x8E \xD2quoted\xD3", "café “quoted”"},
           {"ibm850", "caf\x82", "café"},
           {"shift_jis", "\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD \xB1", "こんにちは ｱ"},
           {"shift_jis", "\x83\x5C\x95\x5C", "ソ表"},
           {"euc-jp", "\xA4\xB3\xA4\xF3\xCB\xDC\x8E\xB1", "こん本ｱ"},
           {"iso-2022-jp", "\x1B$B$3$s\x1B(B ok", "こん ok"},
           {"gb18030", "\xC4\xE3\xBA\xC3", "你好"},
           {"gb18030", "\x81\x30\x84\x36\x94\x39\xDA\x33", "¥💩"},
           {"big5", "\xA7\x41\xA6\x6E", "你好"},
           {"euc-kr", "\xBE\xC8\xB3\xE7 \x8C\x63", "안녕 똠"}}) {
    const Charset* const charset = charset_named(sample.label);
    ASSERT_NE(charset, nullptr) << sample.label;
    EXPECT_EQ(read(*charset, sample.bytes), sample.text) << sample.label;
  }
}

TEST(Charsets, LabelsAreFoundByAliasAndInAnySpelling) {
  EXPECT_EQ(charset_named("ISO-8859-1")->name, "windows-1252");
  EXPECT_EQ(charset_named("latin1")->name, "windows-1252");
  EXPECT_EQ(charset_named("Shift-JIS")->name, "shift_jis");
  EXPECT_EQ(charset_named("CP_1251")->name, "windows-1251");
  EXPECT_EQ(charset_named("GB2312")->name, "gb18030");
  EXPECT_EQ(charset_named("utf-8"), nullptr);
  EXPECT_EQ(charset_named("nonsense"), nullptr);
}

TEST(Charsets, ALoneLeadByteSwallowsNothing) {
  EXPECT_EQ(read(*charset_named("shift_jis"), "\x82\n"), "\xEF\xBF\xBD\n");
  EXPECT_EQ(read(*charset_named("gb18030"), "\xC4"), "\xEF\xBF\xBD");
  EXPECT_EQ(read(*charset_named("euc-kr"), "\xBE<"), "\xEF\xBF\xBD<");
}

TEST(DecodeText, AnXmlDeclarationNamesTheEncoding) {
  const auto decoded = decode("<?xml version='1.0' encoding='windows-1251'?><a>\xCF\xF0\xE8</a>");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "windows-1251");
  EXPECT_TRUE(decoded->utf8.contains("При"));
  EXPECT_EQ(codes(*decoded), "declared-encoding ");
}

TEST(DecodeText, AMetaElementNamesTheEncoding) {
  const auto decoded = decode("<html><meta content=\"text/html; charset=Shift_JIS\"><p>\x82\xB1");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "shift_jis");
  EXPECT_TRUE(decoded->utf8.ends_with("こ"));
}

TEST(DecodeText, ValidUtf8WinsOverAnotherDeclaration) {
  const auto decoded = decode("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>café</a>");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "utf-8");
  EXPECT_EQ(codes(*decoded), "wrong-encoding-declaration ");
}

TEST(DecodeText, ADeclarationThatTheBytesContradictIsPassedOver) {
  const auto decoded = decode("<?xml version=\"1.0\" encoding=\"utf-8\"?><a>Caf\xE9 na\xEFve</a>");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "windows-1252");
}

TEST(DecodeText, GuessesTheScriptOfAnUndeclaredText) {
  for (const Sample& sample : std::initializer_list<Sample>{
           {"windows-1251",
            "\xDD\xF2\xEE \xE2\xFB\xEF\xF3\xF1\xEA \xEF\xEE\xE4\xEA\xE0\xF1\xF2\xE0 \xEE \xEA\xF0"
            "\xE0\xED\xE0\xF5 \xE8 \xEC\xEE\xF1\xF2\xE0\xF5, \xE3\xE4\xE5 \xEC\xFB \xE3\xEE\xE2"
            "\xEE\xF0\xE8\xEC \xEE \xE6\xE5\xEB\xE5\xE7\xE5.",
            "Это выпуск подкаста о кранах и мостах, где мы говорим о железе."},
           {"shift_jis",
            "\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD\x81\x41\x90\xA2\x8A\x45\x81\x42\x82\xB1\x82"
            "\xEA\x82\xCD\x94\xD4\x91\x67\x82\xC5\x82\xB7\x81\x42",
            "こんにちは、世界。これは番組です。"}}) {
    const auto decoded = decode(sample.bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->encoding, sample.label);
    EXPECT_EQ(decoded->utf8, sample.text);
    EXPECT_EQ(codes(*decoded), "guessed-encoding ");
  }
}

TEST(DecodeText, ReadsUtf32OfBothOrders) {
  const auto little = decode("\xFF\xFE\0\0h\0\0\0\x00\xF6\x01\0"sv);
  ASSERT_TRUE(little);
  EXPECT_EQ(little->utf8, "h😀");
  EXPECT_EQ(little->encoding, "utf-32le");
  const auto big = decode("\0\0\xFE\xFF\0\0\0h\0\0"sv);
  ASSERT_TRUE(big);
  EXPECT_EQ(big->utf8, "h\xEF\xBF\xBD");
}

TEST(DecodeText, OffsetsOfOldEncodingsLeadBackToTheFile) {
  const auto decoded = decode("<?xml version='1.0' encoding='gbk'?>\xC4\xE3x\xBA\xC3");
  ASSERT_TRUE(decoded);
  const auto end = static_cast<std::uint32_t>(decoded->utf8.size());
  EXPECT_EQ(decoded->offsets.in_file(end - 3), 39u);
  EXPECT_EQ(decoded->offsets.in_file(end - 4), 38u);
}

std::string repaired(std::string_view text) {
  std::size_t more = 0;
  std::string out;
  for (const Mojibake& found : find_mojibake(text, 5, more)) {
    out += std::string(slice(text, found.range_in_text)) + "=" + found.repaired + ";";
  }
  return out + (more > 0 ? "+" + std::to_string(more) : "");
}

TEST(Mojibake, IsFoundWithWhatItStandsFor) {
  EXPECT_EQ(repaired("4 Ã— 4"), "Ã—=×;");
  EXPECT_EQ(repaired("donâ€™t â€” really"), "â€™=’;â€”=—;");
  EXPECT_EQ(repaired("cafÃ© naÃ¯ve"), "Ã©=é;Ã¯=ï;");
  EXPECT_EQ(repaired("ðŸ˜€"), "ðŸ˜€=😀;");
  EXPECT_EQ(repaired("ÐŸÑ€Ð¸Ð²ÐµÑ‚"), "ÐŸÑ€Ð¸Ð²ÐµÑ‚=Привет;");
}

TEST(Mojibake, LettersWithMarksAreNone) {
  EXPECT_EQ(repaired("café, São Paulo, ÉTÉ, Ärger, «À», naïve – “quoted”"), "");
  EXPECT_EQ(repaired("Ð and Ñ stand alone"), "");
}

TEST(Mojibake, BeyondTheLimitItIsCounted) {
  EXPECT_EQ(repaired("Ã© Ã© Ã© Ã© Ã© Ã© Ã©"), "Ã©=é;Ã©=é;Ã©=é;Ã©=é;Ã©=é;+2");
}

}  // namespace
}  // namespace earshot::text
