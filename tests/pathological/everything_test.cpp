#include "steps.h"

#include <gtest/gtest.h>

#include "formats/parse.h"

namespace earshot::formats {
namespace {

using model::Format;

// One character or line over and over, to every reader and to what tells them apart.

constexpr Format kEvery[] = {Format::Vtt,
                             Format::Srt,
                             Format::Ttml,
                             Format::Tsv,
                             Format::PodcastJson,
                             Format::WhisperJson,
                             Format::TranscriptHtml,
                             Format::TranscriptText,
                             Format::ChaptersJson,
                             Format::Psc,
                             Format::Rss,
                             Format::Atom,
                             Format::Opml,
                             Format::NotesMarkdown,
                             Format::NotesHtml,
                             Format::NotesText,
                             Format::Page};

void expect_linear_as_everything(const Many& many_parts) {
  for (const Format format : kEvery)
    expect_linear(format, many_parts);
  SCOPED_TRACE("detect: " + testing::PrintToString(many_parts.text(1)));
  std::uint64_t counts[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string text = many_parts.text(many() << i);
    counts[i] = count_steps([&] { EXPECT_NE(detect_format("x", text), Format::Unknown); });
  }
  // It looks no further than it must, so that there may be nothing to double.
  EXPECT_LT(counts[1], 2 * counts[0] + counts[0] / 3 + 1000);
}

TEST(Pathological, VeryManyOfOneCharacter) {
  for (const std::string_view c : {"a", "<", "&",  "[",  "(", "-", "*",
                                   "#", ">", ":",  "{",  "1", "|", "`",
                                   "_", "!", "\\", "\"", "I", "é", "\xF0\x9F\x94\xA5"})
    expect_linear_as_everything({c, "x "});
}

TEST(Pathological, VeryManyOfOneLine) {
  for (const std::string_view line : {"\n",
                                      "a\n",
                                      "- a\n",
                                      "> \n",
                                      "I. a\n",
                                      "1:00\n",
                                      "[1:00]\n",
                                      "-->\n",
                                      "# a\n",
                                      "a:\n",
                                      "00:01.000 --> 00:02.000\n",
                                      "|a|\n",
                                      "a)A(",
                                      "aB",
                                      "Aa: b\n",
                                      "Duration: 1:00\n",
                                      "\1 a\n",
                                      "<p>\n",
                                      "{\n",
                                      "a\tb\n",
                                      "\r",
                                      "\r\n"})
    expect_linear_as_everything({line, "x "});
}

TEST(Pathological, DeepNesting) {
  expect_linear_as_everything({"> ", {}, "deep"});
  expect_linear_as_everything({"- ", {}, "deep"});
  expect_linear_as_everything({"<b>", {}, "deep"});
  expect_linear_as_everything({"*a _b "});
  expect_linear_as_everything({"[a]("});
}

TEST(Pathological, EverDeeperIndentation) {
  // The text itself grows with the square of its lines.
  std::uint64_t counts[2] = {};
  std::size_t bytes[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    std::string text;
    for (std::size_t depth = 0; depth < 1'000u << i; ++depth)
      text += std::string(depth, ' ') + "- x\n";
    bytes[i] = text.size();
    for (const Format format : {Format::NotesMarkdown, Format::NotesText}) {
      ParseOptions options;
      options.as = format;
      counts[i] += count_steps(
          [&] { EXPECT_TRUE(parse_file("x", std::as_bytes(std::span(text)), options)); });
    }
  }
  EXPECT_LT(static_cast<double>(counts[1]) / static_cast<double>(counts[0]),
            1.15 * static_cast<double>(bytes[1]) / static_cast<double>(bytes[0]));
}

}  // namespace
}  // namespace earshot::formats
