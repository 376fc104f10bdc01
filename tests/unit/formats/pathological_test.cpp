#include "parsing.h"

namespace earshot::formats {
namespace {

// Inputs that make careless readers slow or deep. Each is a quarter of a megabyte or so; a reader
// that is not linear would run into the test's time limit, one that recurses into the stack's.

constexpr std::size_t kMany = 250'000;

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    out += part;
  return out;
}

void read_as_everything(const std::string& text) {
  for (const model::Format format :
       {model::Format::Vtt, model::Format::Srt, model::Format::NotesMarkdown,
        model::Format::NotesText, model::Format::NotesHtml}) {
    ParseOptions options;
    options.as = format;
    options.with_spans = true;
    const auto file = parse_file("x", std::as_bytes(std::span(text)), options);
    if (file) EXPECT_EQ(broken_promise(*file, text), "") << name(format);
  }
  parse(text);
}

TEST(Pathological, VeryManyOfOneCharacter) {
  for (const std::string_view c : {"a", "<", "&", "[", "(", "-", "*",  "#",  ">", ":",
                                   "1", "{", "|", "`", "_", "!", "\\", "\"", "I", "é"}) {
    SCOPED_TRACE(c);
    read_as_everything(repeated(c, kMany / c.size()));
  }
}

TEST(Pathological, VeryManyOfOneLine) {
  for (const std::string_view line :
       {"\n", "a\n", "- a\n", "> \n", "I. a\n", "1:00\n", "[1:00]\n", "-->\n", "# a\n", "a:\n",
        "00:01.000 --> 00:02.000\n", "|a|\n", "a)A(", "aB", "Aa: b\n", "Duration: 1:00\n"}) {
    SCOPED_TRACE(line);
    read_as_everything("x " + repeated(line, kMany / 2 / line.size()));
  }
}

TEST(Pathological, DeepNesting) {
  read_as_everything(repeated("> ", 50'000) + "deep");
  read_as_everything(repeated("- ", 50'000) + "deep");
  std::string indented;
  for (std::size_t i = 0; i < 1'000; ++i)
    indented += std::string(i, ' ') + "- x\n";
  read_as_everything(indented);
  read_as_everything(repeated("<b>", 100'000) + "x");
  read_as_everything(repeated("*a _b ", 50'000));
  read_as_everything(repeated("[a](", 50'000));
}

TEST(Pathological, ManyTagsInOneCue) {
  read_as_everything("WEBVTT\n\n00:01.000 --> 00:02.000\n" + repeated("<c>", 100'000) +
                     repeated("<00:01.500>", 50'000) + repeated("&amp", 100'000));
}

TEST(Pathological, ASquashedPageWithALongLine) {
  const std::string text =
      "T\nAuthor: A March 1, 2025 Duration: 1:00\nx\nLanguage: English Episodes: "
      "1\nS\nE\nDuration: "
      "1:00\n" +
      repeated("aaBbb)Cc [0:10]Dd", 60'000);
  EXPECT_EQ(broken_promise(parse(text), text), "");
}

}  // namespace
}  // namespace earshot::formats
