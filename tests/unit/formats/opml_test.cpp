#include "formats/opml.h"

#include <random>

#include "parsing.h"

namespace earshot::formats {
namespace {

/// "title url html [categories]" of each feed.
std::string feeds(std::string_view source) {
  const auto file = parse(source);
  EXPECT_EQ(file.kind, model::FileKind::Opml);
  EXPECT_EQ(broken_promise(file, source), "");
  std::string out;
  for (const model::FeedRef& feed : file.feeds) {
    out += feed.title + " " + feed.url + " " + feed.html_url + " [";
    for (const std::string& category : feed.categories)
      out += (out.back() == '[' ? "" : ",") + category;
    out += "]|";
  }
  return out;
}

TEST(Opml, OutlinesWithAnAddressAreFeeds) {
  EXPECT_EQ(
      feeds("<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>Mine</title></head>"
            "<body><outline type=\"rss\" text=\"A &amp; B\" xmlUrl=\"https://a.example/f?a=1"
            "&amp;b=2\" htmlUrl=\"https://a.example\" category=\"/News/Tech,Fun\"/></body></opml>"),
      "A & B https://a.example/f?a=1&b=2 https://a.example [News/Tech,Fun]|");
}

TEST(Opml, GroupsAreCategories) {
  EXPECT_EQ(feeds("<opml><body><outline text=\"News\"><outline text=\"Tech\"><outline text=\"A\" "
                  "xmlUrl=\"a\"/></outline><outline text=\"B\" xmlUrl=\"b\"/></outline>"
                  "<outline text=\"C\" xmlUrl=\"c\"/></body></opml>"),
            "A a  [News,Tech]|B b  [News]|C c  []|");
}

TEST(Opml, AttributesMayHaveAnyCaseAndNoType) {
  EXPECT_EQ(feeds("<OPML><BODY><OUTLINE TEXT='A' XMLURL='a'/><outline title=B xmlurl=b />"
                  "<outline text=\"C\" url=\"c\" type=\"rss\"/></BODY></OPML>"),
            "A a  []|B b  []|C c  []|");
}

TEST(Opml, WhatIsSaidBesideNamesIsKept) {
  const auto file = parse(
      "<opml version=\"2.0\"><head><title>My "
      "list</title><dateCreated>now</dateCreated></head><body>"
      "<outline text=\"a show!\" title=\"A Show\" description=\"About it\" "
      "xmlUrl=\"https://a.example\"/>"
      "<outline text=\"Mine\" title=\"B\" xmlUrl=\"https://b.example\"/></body></opml>");
  EXPECT_EQ(file.boilerplate, (std::vector<std::string>{"My list", "About it", "Mine"}));
}

TEST(Opml, DamagedOnesAreRead) {
  EXPECT_EQ(feeds("<opml><body><outline text=\"R&B\" xmlUrl=\"a?x=1&y=2\"><outline text=\"B\" "
                  "xmlUrl=\"b\"></body></opml>"),
            "R&B a?x=1&y=2  []|B b  []|");
  EXPECT_EQ(feeds("<opml><body><outline text=\"A\" xmlUrl=\"a\"/><outline text=\"B\" xmlU"),
            "A a  []|");
  EXPECT_EQ(feeds("<outline text=\"A\" xmlUrl=\"a\"/><outline text=\"B\" xmlUrl=\"b\"/>"),
            "A a  []|B b  []|");
}

TEST(Opml, ListsInRdfAreRead) {
  EXPECT_EQ(feeds("<rdf:RDF xmlns:foaf=\"http://xmlns.com/foaf/0.1/\"><foaf:Agent><foaf:name>A"
                  "</foaf:name><foaf:weblog><foaf:Document rdf:about=\"h\"><rdfs:seeAlso>"
                  "<rss:channel rdf:about=\"a\"/></rdfs:seeAlso></foaf:Document></foaf:weblog>"
                  "</foaf:Agent></rdf:RDF>"),
            "A a  []|");
}

TEST(Opml, OutlinesBelowAnRdfRootAreRead) {
  EXPECT_EQ(feeds("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><body>"
                  "<outline type=\"rss\" text=\"A\" xmlUrl=\"a\"/></body></rdf:RDF>"),
            "A a  []|");
}

TEST(Opml, WhatNamesNoFeedIsReported) {
  const auto file = parse(
      "<opml><body><outline text=\"Lost\"/><outline text=\"Page\" type=\"link\" "
      "url=\"https://a.example\"/></body></opml>");
  EXPECT_TRUE(file.feeds.empty());
  EXPECT_TRUE(has_diagnostic(file, "outline-without-address"));
  EXPECT_TRUE(has_diagnostic(file, "no-feeds"));
}

TEST(Opml, WhatIsWrittenIsReadAgain) {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  const std::vector<std::string> pieces = {"a",     "b", "&", "<",  ">",  "\"", "'",   "é",
                                           "&amp;", ",", "/", "\n", "\t", " x", "]]>", "日"};
  const auto text = [&](std::size_t most) {
    std::string out = "t";
    for (std::size_t i = pick(most); i-- > 0;)
      out += pieces[pick(pieces.size())];
    return out + "t";
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<model::FeedRef> feeds(1 + pick(4));
    for (model::FeedRef& feed : feeds) {
      if (pick(5) > 0) feed.title = text(8);
      feed.url = "https://" + text(8);
      if (pick(2) > 0) feed.html_url = "https://" + text(5);
      for (std::size_t i = 0, count = pick(3); i < count; ++i)
        feed.categories.push_back(text(5) + std::to_string(i));
    }
    const std::string written = write_opml(feeds, text(6));
    const auto read = parse(written);
    ASSERT_EQ(read.feeds.size(), feeds.size()) << written;
    for (std::size_t i = 0; i < feeds.size(); ++i) {
      EXPECT_EQ(read.feeds[i].title, feeds[i].title) << written;
      EXPECT_EQ(read.feeds[i].url, feeds[i].url) << written;
      EXPECT_EQ(read.feeds[i].html_url, feeds[i].html_url) << written;
      EXPECT_EQ(read.feeds[i].categories, feeds[i].categories) << written;
    }
    EXPECT_EQ(write_opml(read.feeds), write_opml(feeds));
  }
}

TEST(Opml, ControlCharactersDoNotKeepAListFromBeingReadAgain) {
  const auto file = parse(
      "<opml><!-- Locks, keys, doors, windows, and who opens them; all lists of the house. -->"
      "<body><outline title=\"Locks\4\4\4\4\4\" "
      "xmlUrl=\"https://a.example/f\"/></body></opml>",
      "x.opml", model::Format::Opml);
  ASSERT_EQ(file.feeds.size(), 1u);
  const auto again = parse(write_opml(file.feeds));
  ASSERT_EQ(again.feeds.size(), 1u);
  EXPECT_EQ(again.feeds[0].title, file.feeds[0].title);
}

}  // namespace
}  // namespace earshot::formats
