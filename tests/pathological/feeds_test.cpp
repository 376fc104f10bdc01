#include "steps.h"

#include <gtest/gtest.h>

namespace earshot::formats {
namespace {

using model::Format;

TEST(PathologicalFeeds, VeryManyOfEachOpening) {
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
    expect_linear(Format::Rss, {part, "<rss><channel><item><title>t"});
  }
}

TEST(PathologicalFeeds, VeryManyOfEachOpeningInAList) {
  for (const std::string_view part :
       {"<outline>", "<outline text=\"g\">", "<outline xmlUrl=\"a\">",
        "<outline text=\"g\">"
        "<outline xmlUrl=\"a\"/>",
        "</outline>", "<channel about=\"x\">", "<channel about=\"x\"/><title>",
        "<outline category=\",,,,\" xmlUrl=\"a\"/>", "<outline text=\""}) {
    expect_linear(Format::Opml, {part, "<opml><body>"});
  }
}

}  // namespace
}  // namespace earshot::formats
