#include "parsing.h"

namespace earshot::formats {
namespace {

using namespace std::string_view_literals;

Error refused(std::string_view text, std::string_view name, ParseOptions options = {}) {
  const auto file = parse_file(name, std::as_bytes(std::span(text)), options);
  EXPECT_FALSE(file) << name;
  return file ? Error{} : file.error();
}

TEST(BadInput, AnEmptyFileSaysSo) {
  const Error error = refused("", "a.vtt");
  EXPECT_EQ(error.code, ErrorCode::NotText);
  EXPECT_EQ(error.detail, "The file is empty.");
}

TEST(BadInput, WhiteSpaceOnlyIsNoText) {
  EXPECT_EQ(refused(" \n\t\r\n", "a.md").code, ErrorCode::NotText);
  EXPECT_EQ(refused("\xEF\xBB\xBF", "a.md").code, ErrorCode::NotText);
}

TEST(BadInput, APictureNamedVttIsNoText) {
  const Error error = refused("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"sv, "a.vtt");
  EXPECT_EQ(error.code, ErrorCode::NotText);
  EXPECT_TRUE(error.detail.contains("PNG"));
}

TEST(BadInput, AFileOverTheLimitIsTooLarge) {
  ParseOptions options;
  options.max_bytes = 10;
  const Error error = refused("more than ten bytes", "a.txt", options);
  EXPECT_EQ(error.code, ErrorCode::TooLarge);
  EXPECT_FALSE(error.detail.empty());
}

TEST(BadInput, AFormatThatWasAskedForMustFit) {
  ParseOptions options;
  options.as = model::Format::Page;
  EXPECT_EQ(refused("no page", "a.txt", options).code, ErrorCode::NotThisFormat);
  options.as = model::Format::Srt;
  EXPECT_EQ(refused("no cues", "a.txt", options).code, ErrorCode::NotThisFormat);
  options.as = model::Format::Vtt;
  EXPECT_EQ(refused("no cues", "a.txt", options).code, ErrorCode::NotThisFormat);
}

TEST(BadInput, InvalidUtf8IsReadAndFlagged) {
  const auto file = parse("WEBVTT\n\n00:01.000 --> 00:02.000\nbad \xFF\xFE byte\n");
  EXPECT_EQ(cue_text(file, 0), "bad \xEF\xBF\xBD\xEF\xBF\xBD byte");
  EXPECT_TRUE(has_diagnostic(file, "invalid-utf8"));
}

TEST(BadInput, DiagnosticsAreCappedAndCounted) {
  std::string text = "WEBVTT\n\n";
  for (int i = 0; i < 500; ++i)
    text += "00:01.000 --> 00:01.000\nzero\n\n";
  const auto file = parse(text);
  EXPECT_EQ(file.diagnostics.size(), kMaxDiagnosticsPerFile);
  EXPECT_EQ(file.more_diagnostics, 500 - kMaxDiagnosticsPerFile);
}

TEST(BadInput, EveryPrefixOfAFileKeepsThePromises) {
  const std::string_view vtt =
      "WEBVTT x\n\nNOTE n\n\nid\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hé &amp; "
      "<00:01.500>b</v>\n\n"
      "00:02,0 -->\n<b>x\n\nlost\n";
  const std::string_view notes =
      "---\ntitle: \"é\"\n---\n# A\n\n* **[00:22](#t=0)** x\n\n| a | b |\n|--|--|\n| c | d "
      "|\n\n<p>é</p>\n";
  for (const std::string_view whole : {vtt, notes}) {
    for (std::size_t size = 1; size < whole.size(); ++size) {
      const std::string_view part = whole.substr(0, text::floor_to_character(whole, size));
      if (text::is_blank(part)) continue;
      for (const std::string_view name : {"a.vtt", "a.srt", "a.md", "a.txt"}) {
        ASSERT_EQ(broken_promise(parse(part, name), part), "") << part;
      }
    }
  }
}

TEST(BadInput, ANullCharacterIsCalledOne) {
  const auto file = parse(std::string("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b\n", 36), "a.vtt");
  EXPECT_EQ(cue_text(file, 0),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_TRUE(has_diagnostic(file, "null-character"));
  EXPECT_FALSE(has_diagnostic(file, "invalid-utf8"));
}

}  // namespace
}  // namespace earshot::formats
