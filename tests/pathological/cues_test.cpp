#include "steps.h"

#include <gtest/gtest.h>

#include "formats/source_map.h"
#include "formats/vtt.h"

namespace earshot::formats {
namespace {

using model::Format;

constexpr std::string_view kInText[] = {
    "<",        "<c>",  "<c",    "<v ",    "<v A>",        "</",           "<00:01.000>",
    "<i.",      "&",    "&#",    "&#x",    "&amp",         "&l",           "{",
    "{\\",      "{a:",  "<x>",   "< ",     "a <b ",        "<lang a>",     "<ruby>",
    "<rt>",     "\n",   "\na",   "a\n \n", "A: \n",        "- ",           "\xE2\x80\x8B",
    "\r",       "<v\n", ">",     "-",      "->",           "\xE2\x86\x92", "&gt;",
    "A B: x\n", "[",    "\n1\n", "1",      "a\xEF\xBF\xBD"};

constexpr std::string_view kInFile[] = {"-->\n",
                                        "\n-->\n",
                                        "00:01.000 --> 00:02.000\n",
                                        "00:00:01,000 --> 00:00:02,000\n",
                                        "00:00:01,000 -->\n",
                                        "1\n00:00:01,000 --> 00:00:02,000\n\n",
                                        "1\n",
                                        "1\n\n",
                                        "1 ",
                                        "\n\n",
                                        "NOTE\n",
                                        "NOTE a\n\n",
                                        "STYLE\n{\n\n",
                                        "REGION\n\n",
                                        "WEBVTT\n",
                                        "WEBVTT\n\n",
                                        "a\n\n",
                                        "a --> b\nc\n\n",
                                        "00:01.000 -> 00:02.000\n",
                                        "00:01.000 --> 00:02.000 align:x\n\n",
                                        "00:01.000 --> 00:02.000 a\nb\n\n",
                                        "00:00:01,000 --> 00:00:02,000 a\nb\n\n",
                                        "00:01.000 --> 00:02.000\n<\n\n",
                                        "00:01.000 --> 00:02.000\nA: b\n\n",
                                        "00:01.000 --> 00:02.000\n<v A>b\n\n",
                                        "00:01.000 --> 00:02.000\n<a> <b c\n\n",
                                        "00:02.000 --> 00:01.000\r\n\r\n",
                                        "0:",
                                        "\r"};

struct Reader {
  Format format;
  std::string_view head;
  std::string_view times;
};
constexpr Reader kReaders[] = {{Format::Vtt, "WEBVTT\n\n", "00:01.000 --> 00:02.000"},
                               {Format::Srt, "", "1\n00:00:01,000 --> 00:00:02,000"}};

TEST(PathologicalCues, TwiceTheTextOfACueIsAboutTwiceTheWork) {
  for (const Reader& reader : kReaders) {
    const std::string head = std::string(reader.head) + std::string(reader.times) + "\n";
    for (const std::string_view part : kInText)
      expect_linear(reader.format, {part, head, "\n"});
  }
}

TEST(PathologicalCues, TwiceTheBlocksAreAboutTwiceTheWork) {
  for (const Reader& reader : kReaders) {
    for (const std::string_view part : kInFile)
      expect_linear(reader.format, {part, reader.head, "\n"});
  }
}

TEST(PathologicalCues, TwiceTheSettingsAreAboutTwiceTheWork) {
  for (const Reader& reader : kReaders) {
    const std::string head = std::string(reader.head) + std::string(reader.times) + " ";
    for (const std::string_view part :
         {"align:end ", "region:a ", "a:b ", "X1:4 ", "a", ":", "% ", "\1:\1 "})
      expect_linear(reader.format, {part, head, "\nx\n"});
  }
}

TEST(PathologicalCues, ManyCuesInManyRegionsAreLinearToo) {
  std::uint64_t counts[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::size_t times = many() << i;
    const std::string text = Many{"REGION\nid:\1\n\n", "WEBVTT\n\n"}.text(times) +
                             Many{"00:01.000 --> 00:02.000 region:x\n\n"}.text(times);
    model::ParsedFile file;
    SourceMap map(false);
    counts[i] = count_steps([&] { read_vtt(text, file, map); });
  }
  expect_about_double(counts[0], counts[1]);
}

}  // namespace
}  // namespace earshot::formats
