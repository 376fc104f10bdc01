#include <ctime>

#include "formats/source_map.h"
#include "formats/srt.h"
#include "formats/vtt.h"
#include "parsing.h"

// Fifty thousand of everything that opens something, and twice as many: the work must about double.
// It is counted in this process's processor time, of which a reader whose work grows with the
// square needs four times as much; the best of some tries is taken, so that a busy machine does not
// matter.

namespace earshot::formats {
namespace {

constexpr std::size_t kMany = 50'000;
constexpr int kTries = 5;
constexpr double kAboutDouble = 3.0;
/// Shorter than this, the clock's own steps and the caches decide.
constexpr double kTooShortToTell = 0.004;

using Reader = void (*)(std::string_view, model::ParsedFile&, SourceMap&);

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    out += part;
  return out;
}

double seconds_of(Reader read, std::string_view source) {
  const std::clock_t begin = std::clock();
  model::ParsedFile file;
  SourceMap map(false);
  read(source, file, map);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// How much more work the source of twice the size is; at most 2 where that cannot be told.
template <typename Source>
double growth_of(Reader read, Source source) {
  const std::string once = source(kMany);
  const std::string twice = source(2 * kMany);
  double least = 1e9;
  for (int i = 0; i < kTries && least > kAboutDouble; ++i) {
    const double first = seconds_of(read, once);
    const double second = seconds_of(read, twice);
    least = second < kTooShortToTell ? 2.0 : std::min(least, second / std::max(first, 1e-6));
  }
  return least;
}

double growth(Reader read, std::string_view begin, std::string_view part, std::string_view end) {
  return growth_of(read, [&](std::size_t times) {
    return std::string(begin) + repeated(part, times) + std::string(end);
  });
}

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

struct Table {
  std::string_view name;
  Reader read;
  std::string_view head;
  std::string_view times;
};
constexpr Table kReaders[] = {{"vtt", read_vtt, "WEBVTT\n\n", "00:01.000 --> 00:02.000"},
                              {"srt", read_srt, "", "1\n00:00:01,000 --> 00:00:02,000"}};

TEST(CueSteps, TwiceTheTextOfACueIsAboutTwiceTheWork) {
  for (const Table& reader : kReaders) {
    const std::string begin = std::string(reader.head) + std::string(reader.times) + "\n";
    for (const std::string_view part : kInText)
      EXPECT_LT(growth(reader.read, begin, part, "\n"), kAboutDouble) << reader.name << part;
  }
}

TEST(CueSteps, TwiceTheBlocksAreAboutTwiceTheWork) {
  for (const Table& reader : kReaders) {
    for (const std::string_view part : kInFile)
      EXPECT_LT(growth(reader.read, reader.head, part, "\n"), kAboutDouble) << reader.name << part;
  }
}

TEST(CueSteps, TwiceTheSettingsAreAboutTwiceTheWork) {
  for (const Table& reader : kReaders) {
    const std::string begin = std::string(reader.head) + std::string(reader.times) + " ";
    for (const std::string_view part : {"align:end ", "region:a ", "a:b ", "X1:4 ", "a", ":", "% "})
      EXPECT_LT(growth(reader.read, begin, part, "\nx\n"), kAboutDouble) << reader.name << part;
  }
}

TEST(CueSteps, ManyCuesInManyRegionsAreLinearToo) {
  const auto source = [](std::size_t times) {
    std::string out = "WEBVTT\n\n";
    for (std::size_t i = 0; i < times; ++i)
      out += "REGION\nid:" + std::to_string(i) + "\n\n";
    return out + repeated("00:01.000 --> 00:02.000 region:x\n\n", times);
  };
  EXPECT_LT(growth_of(read_vtt, source), kAboutDouble);
}

}  // namespace
}  // namespace earshot::formats
