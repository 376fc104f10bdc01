#include "parsing.h"

namespace earshot::formats {
namespace {

// Very many of each thing that opens something in a feed or a list of feeds, at n and at 2n. A
// reader that is not linear runs into the test's time limit: a quadratic one would compare some
// 10^11 bytes here.

constexpr std::size_t kMany = 20'000;

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    out += part;
  return out;
}

void read_twice(std::string_view head, std::string_view part, model::Format format) {
  for (const std::size_t count : {kMany, 2 * kMany}) {
    const std::string source = std::string(head) + repeated(part, count);
    ParseOptions options;
    options.as = format;
    options.with_spans = true;
    const auto file = parse_file("x", std::as_bytes(std::span(source)), options);
    ASSERT_TRUE(file) << part;
    EXPECT_EQ(broken_promise(*file, source), "") << part;
  }
}

TEST(PathologicalFeed, VeryManyOfEachOpening) {
  for (const std::string_view part : {"<",
                                      "<a>",
                                      "<a ",
                                      "<a b=\"",
                                      "<a b='x\"",
                                      "<a b=\"\" ",
                                      "</a>",
                                      "</item>",
                                      "<![CDATA[",
                                      "<![CDATA[</title>",
                                      "]]>",
                                      "<!--",
                                      "<!DOCTYPE [",
                                      "<![",
                                      "<?x",
                                      "&",
                                      "&amp",
                                      "&#x",
                                      "<title>",
                                      "<item>",
                                      "<item><title>",
                                      "<item><description><p>",
                                      "<description><![CDATA[x</description>",
                                      "<enclosure url=\"x\">",
                                      "<media:group>",
                                      "<media:content url=\"x\">",
                                      "<itunes:category text=\"x\">",
                                      "<itunes:author>",
                                      "<psc:chapters>",
                                      "<psc:chapters><psc:chapter start=\"1\"/>",
                                      "<podcast:person>",
                                      "xmlns:a=\"",
                                      "<x:y xmlns:x=\"z\">",
                                      "<link href=\"../\"/>",
                                      "<guid>x</guid>",
                                      "<pubDate>1 1 1 1</pubDate>"}) {
    SCOPED_TRACE(part);
    read_twice("<rss><channel><item><title>t", part, model::Format::Rss);
  }
}

TEST(PathologicalFeed, VeryManyOfEachOpeningInAList) {
  for (const std::string_view part :
       {"<outline>", "<outline text=\"g\">", "<outline xmlUrl=\"a\">",
        "<outline text=\"g\">"
        "<outline xmlUrl=\"a\"/>",
        "</outline>", "<channel about=\"x\">", "<channel about=\"x\"/><title>",
        "<outline category=\",,,,\" xmlUrl=\"a\"/>", "<outline text=\""}) {
    SCOPED_TRACE(part);
    read_twice("<opml><body>", part, model::Format::Opml);
  }
}

}  // namespace
}  // namespace earshot::formats
