#include "formats/feed.h"

#include <algorithm>

#include "parsing.h"

namespace earshot::formats {
namespace {

std::string rss(std::string_view items, std::string_view show = "<title>Show</title>") {
  return "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
         "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
         "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:media=\"http://search.yahoo.com/mrss/\" "
         "xmlns:psc=\"http://podlove.org/simple-chapters\" "
         "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>" +
         std::string(show) + std::string(items) + "</channel></rss>";
}

model::Episode item(std::string_view fields, std::string_view show = "<title>Show</title>") {
  const std::string source = rss("<item>" + std::string(fields) + "</item>", show);
  model::ParsedFile file = parse(source);
  EXPECT_EQ(file.kind, model::FileKind::Feed);
  EXPECT_EQ(broken_promise(file, source), "");
  if (file.episodes.size() != 1) {
    ADD_FAILURE() << file.episodes.size() << " episodes";
    return {};
  }
  return std::move(file.episodes[0]);
}

TEST(Feed, TheShowIsWhatTheChannelSays) {
  const auto file = parse(rss(
      "",
      "<title>Fish &amp; Chips</title><link>https://a.example/show</link><description>All &lt;b&gt;"
      "about&lt;/b&gt; it</description><language>en-GB</language><itunes:author>Ann</itunes:author>"
      "<itunes:image href=\"https://a.example/i.png\"/><itunes:category text=\"News\">"
      "<itunes:category text=\"Tech News\"/></itunes:category><podcast:guid>g-1</podcast:guid>"
      "<itunes:explicit>clean</itunes:explicit><itunes:type>serial</itunes:type>"
      "<podcast:license url=\"https://l.example\">cc-by</podcast:license>"
      "<podcast:trailer pubdate=\"Thu, 01 Apr 2021 08:00:00 EST\" "
      "url=\"t.mp3\">Soon</podcast:trailer>"
      "<podcast:podroll><podcast:remoteItem feedGuid=\"g2\" feedUrl=\"https://b.example/f\"/>"
      "</podcast:podroll>"));
  ASSERT_TRUE(file.show);
  const model::Show& show = *file.show;
  EXPECT_EQ(show.title, "Fish & Chips");
  EXPECT_EQ(show.description, "All about it");
  EXPECT_EQ(show.link, "https://a.example/show");
  EXPECT_EQ(show.author, "Ann");
  EXPECT_EQ(show.language, "en-GB");
  EXPECT_EQ(show.image, "https://a.example/i.png");
  EXPECT_EQ(show.guid, "g-1");
  EXPECT_EQ(show.categories, (std::vector<std::string>{"News", "Tech News"}));
  EXPECT_EQ(show.is_explicit, model::Explicit::No);
  EXPECT_EQ(show.type, "serial");
  EXPECT_EQ(show.license.name, "cc-by");
  ASSERT_EQ(show.trailers.size(), 1u);
  EXPECT_EQ(iso_date(show.trailers[0].date), "2021-04-01");
  ASSERT_EQ(show.podroll.size(), 1u);
  EXPECT_EQ(show.podroll[0].url, "https://b.example/f");
  EXPECT_TRUE(has_diagnostic(file, "no-episodes"));
}

TEST(Feed, AnItemIsAnEpisode) {
  const auto episode = item(
      "<title>One</title><guid isPermaLink=\"true\">https://a.example/1</guid>"
      "<pubDate>Fri, 09 Oct 2020 04:30:38 GMT</pubDate><itunes:duration>1:02:03</itunes:duration>"
      "<itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>"
      "<itunes:episodeType>bonus</itunes:episodeType><itunes:explicit>yes</itunes:explicit>"
      "<itunes:author>Ann</itunes:author><itunes:image href=\"https://a.example/1.png\"/>"
      "<category>Cranes</category><enclosure url=\"https://a.example/1.mp3\" length=\"12\" "
      "type=\"audio/mpeg\"/>");
  EXPECT_EQ(episode.title, "One");
  EXPECT_EQ(episode.guid, "https://a.example/1");
  EXPECT_EQ(episode.link, "https://a.example/1");
  EXPECT_EQ(iso_date(episode.date), "2020-10-09");
  EXPECT_EQ(episode.duration, 3'723'000);
  EXPECT_EQ(episode.season, 2);
  EXPECT_EQ(episode.number, 7);
  EXPECT_EQ(episode.type, "bonus");
  EXPECT_EQ(episode.is_explicit, model::Explicit::Yes);
  EXPECT_EQ(episode.author, "Ann");
  EXPECT_EQ(episode.image, "https://a.example/1.png");
  EXPECT_EQ(episode.categories, std::vector<std::string>{"Cranes"});
  EXPECT_EQ(episode.enclosure.url, "https://a.example/1.mp3");
  EXPECT_EQ(episode.enclosure.length, 12);
  EXPECT_TRUE(episode.listed_only);
}

TEST(Feed, Podcasting20IsRead) {
  const auto episode = item(
      "<podcast:transcript url=\"https://a.example/1.vtt\" type=\"text/vtt\" language=\"spa\" "
      "rel=\"captions\"/><podcast:chapters url=\"https://a.example/1.json\" "
      "type=\"application/json+chapters\"/><podcast:person role=\"guest\" group=\"cast\" "
      "img=\"https://a.example/p.png\" href=\"https://p.example\">Bob</podcast:person>"
      "<podcast:soundbite startTime=\"33.833\" duration=\"60.0\">Best</podcast:soundbite>"
      "<podcast:season name=\"Bridges\">3</podcast:season><podcast:episode>4.0</podcast:episode>"
      "<podcast:location geo=\"geo:1,2\">Rome</podcast:location>");
  ASSERT_EQ(episode.transcripts.size(), 1u);
  EXPECT_EQ(episode.transcripts[0].language, "es");
  EXPECT_EQ(episode.transcripts[0].rel, "captions");
  EXPECT_EQ(episode.chapters_source.type, "application/json+chapters");
  ASSERT_EQ(episode.persons.size(), 1u);
  EXPECT_EQ(episode.persons[0].name, "Bob");
  EXPECT_EQ(episode.persons[0].role, "guest");
  ASSERT_EQ(episode.soundbites.size(), 1u);
  EXPECT_EQ(episode.soundbites[0].time, (TimeSpan{33'833, 93'833}));
  EXPECT_EQ(episode.soundbites[0].title, "Best");
  EXPECT_EQ(episode.season, 3);
  EXPECT_EQ(episode.season_name, "Bridges");
  EXPECT_EQ(episode.number, 4);
  ASSERT_EQ(episode.locations.size(), 1u);
  EXPECT_EQ(episode.locations[0].name, "Rome");
}

TEST(Feed, PodloveChaptersStandInTheItem) {
  const auto episode = item(
      "<psc:chapters version=\"1.2\"><psc:chapter start=\"00:01:02.500\" title=\"Two &amp; more\" "
      "href=\"https://a.example/c\"/><psc:chapter start=\"0\" title=\"One\"/></psc:chapters>");
  ASSERT_EQ(episode.chapters.size(), 2u);
  EXPECT_EQ(episode.chapters[0].time, (TimeSpan{0, 62'500}));
  EXPECT_EQ(episode.chapters[1].title, "Two & more");
  EXPECT_EQ(episode.chapters[1].url, "https://a.example/c");
}

TEST(Feed, MediaRssFillsTheGaps) {
  const auto episode = item(
      "<media:group><media:content url=\"https://a.example/1.mp4\" type=\"video/mp4\" "
      "fileSize=\"99\" duration=\"61\"/><media:title>Film</media:title><media:thumbnail "
      "url=\"https://a.example/t.png\"/><media:description>What is seen</media:description>"
      "</media:group>");
  EXPECT_EQ(episode.title, "Film");
  EXPECT_EQ(episode.enclosure.url, "https://a.example/1.mp4");
  EXPECT_EQ(episode.enclosure.length, 99);
  EXPECT_EQ(episode.duration, 61'000);
  EXPECT_EQ(episode.image, "https://a.example/t.png");
  ASSERT_TRUE(episode.notes);
  EXPECT_EQ(episode.notes->plain, "What is seen");
}

TEST(Feed, NotesAreTheRichestTextAndTheOthersTheSummary) {
  const auto episode = item(
      "<description>Short words of its own</description><itunes:subtitle>Head</itunes:subtitle>"
      "<content:encoded><![CDATA[<h2>Head</h2><ul><li>one</li><li>two</li></ul>]]></"
      "content:encoded>");
  ASSERT_TRUE(episode.notes);
  EXPECT_EQ(episode.notes->plain, "Head\none\ntwo");
  EXPECT_EQ(episode.summary, "Short words of its own");
  EXPECT_FALSE(episode.listed_only);
}

TEST(Feed, AtomIsRead) {
  const auto file = parse(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/\" xml:lang=\"de\">"
      "<title>Show</title><id>urn:show</id><author><name>Ann</name></author>"
      "<link rel=\"self\" href=\"feed.atom\"/><link href=\"show/\"/><entry><title type=\"html\">A "
      "&amp;amp; B</title><id>urn:1</id><published>2020-10-09T23:30:00-05:00</published>"
      "<link href=\"1\"/><link rel=\"enclosure\" href=\"1.mp3\" type=\"audio/mpeg\" length=\"5\"/>"
      "<content type=\"xhtml\"><div><p>Some <b>words</b></p></div></content></entry></feed>");
  EXPECT_EQ(file.format, model::Format::Atom);
  EXPECT_EQ(file.language, "de");
  EXPECT_EQ(file.show->author, "Ann");
  EXPECT_EQ(file.show->link, "https://a.example/show/");
  ASSERT_EQ(file.episodes.size(), 1u);
  const model::Episode& episode = file.episodes[0];
  EXPECT_EQ(episode.title, "A & B");
  EXPECT_EQ(episode.guid, "urn:1");
  EXPECT_EQ(iso_date(episode.date), "2020-10-09");
  EXPECT_EQ(episode.link, "https://a.example/1");
  EXPECT_EQ(episode.enclosure.url, "https://a.example/1.mp3");
  EXPECT_EQ(episode.notes->plain, "Some words");
}

TEST(Feed, WhatAFieldCannotHoldIsKept) {
  const auto file = parse(rss(
      "<item><title>One</title><itunes:title>Two</itunes:title><media:title>one!</media:title>"
      "<itunes:author>Ann</itunes:author><author>Bob</author><itunes:keywords>k</itunes:keywords>"
      "<source url=\"https://s.example\">Origin</source></item>",
      "<title>Show</title><description>Short.</description><itunes:summary>Long.</itunes:summary>"
      "<itunes:subtitle>Short</itunes:subtitle><itunes:keywords>l</itunes:keywords>"
      "<itunes:owner><itunes:name>Cyd</itunes:name><itunes:email>c@e.example</itunes:email>"
      "</itunes:owner>"));
  std::vector<std::string> kept = file.boilerplate;
  std::ranges::sort(kept);
  EXPECT_EQ(kept, (std::vector<std::string>{"Bob", "Cyd c@e.example", "Long.", "Origin", "Two", "k",
                                            "l"}));
}

TEST(Feed, AtomOfOldCallsTheDescriptionATagline) {
  const auto file = parse(
      "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\" xml:base=\"https://a.example/b/\">"
      "<title>S</title><tagline>All about it</tagline><link rel=\"self\" href=\"feed\"/></feed>");
  EXPECT_EQ(file.show->description, "All about it");
  EXPECT_EQ(file.show->feed, "https://a.example/b/feed");
}

TEST(Feed, ALiveItemIsNoEpisode) {
  const auto file =
      parse(rss("<podcast:liveItem status=\"pending\"><title>Live</title></podcast:liveItem>"
                "<item><title>One</title></item>"));
  ASSERT_EQ(file.episodes.size(), 1u);
  ASSERT_EQ(file.live.size(), 1u);
  EXPECT_EQ(file.live[0].type, "pending");
}

TEST(DamagedFeed, ReferencesThatXmlDoesNotDefineAreRead) {
  const auto episode = item("<title>Caf&eacute;&nbsp;&hellip; R&B &unknown; &#8217;</title>");
  EXPECT_EQ(episode.title, "Café … R&B &unknown; ’");
}

TEST(DamagedFeed, ABareAmpersandInAnAddressStays) {
  const auto episode = item("<enclosure url=\"https://a.example/?a=1&copy=2&amp;b=3\"/>");
  EXPECT_EQ(episode.enclosure.url, "https://a.example/?a=1&copy=2&b=3");
}

TEST(DamagedFeed, WhatWasEscapedTwiceIsReadOnce) {
  EXPECT_EQ(item("<title>Tom &amp;amp; Jerry</title>").title, "Tom & Jerry");
  EXPECT_EQ(item("<title><![CDATA[Tom &amp; Jerry]]></title>").title, "Tom & Jerry");
}

TEST(DamagedFeed, PrefixesMayBeWrongUndeclaredOrMissing) {
  const std::string source =
      "<rss xmlns:itunes=\"http://wrong.example\" xmlns:it=\"http://www.itunes.com/DTDs/"
      "Podcast-1.0.dtd\"><channel><title>S</title><item><it:duration>61</"
      "it:duration><itunes:episode>"
      "5</itunes:episode><season>2</season><content:encoded>Words</content:encoded></item></"
      "channel>"
      "</rss>";
  const auto file = parse(source);
  ASSERT_EQ(file.episodes.size(), 1u);
  EXPECT_EQ(file.episodes[0].duration, 61'000);
  EXPECT_EQ(file.episodes[0].number, 5);
  EXPECT_EQ(file.episodes[0].season, 2);
  EXPECT_TRUE(file.episodes[0].notes);
  EXPECT_TRUE(has_diagnostic(file, "unknown-namespace"));
  EXPECT_TRUE(has_diagnostic(file, "undeclared-prefix"));
}

TEST(DamagedFeed, CdataWithoutAnEndEndsWithItsElement) {
  const std::string source =
      rss("<item><title>A</title><description><![CDATA[<p>one</p></description></item>"
          "<item><title>B</title><description><![CDATA[<p>two</p>]]></description></item>"
          "<item><title>C</title><description><![CDATA[<p>three</p></description></item>");
  const auto file = parse(source);
  ASSERT_EQ(file.episodes.size(), 3u);
  EXPECT_EQ(file.episodes[0].notes->plain, "one");
  EXPECT_EQ(file.episodes[1].notes->plain, "two");
  EXPECT_EQ(file.episodes[2].notes->plain, "three");
  EXPECT_TRUE(has_diagnostic(file, "broken-cdata"));
}

TEST(DamagedFeed, CdataWithinCdataLeavesNoMarks) {
  EXPECT_EQ(item("<description><![CDATA[<![CDATA[words]]>]]></description>").notes->plain, "words");
  EXPECT_EQ(item("<description>&lt;![CDATA[words]]&gt;</description>").notes->plain, "words");
}

TEST(DamagedFeed, HtmlThatNobodyEscapedIsRead) {
  const auto episode = item(
      "<description><p>One <a href=\"https://x.example\">link</a></p><br><p>5 < 6</p>"
      "</description><guid>g</guid>");
  EXPECT_EQ(episode.notes->plain, "One link\n5 < 6");
  EXPECT_EQ(episode.notes->links.size(), 1u);
  EXPECT_EQ(episode.guid, "g");
}

TEST(DamagedFeed, AnElementWithoutEndEndsWhereTheNextBegins) {
  const std::string source = rss(
      "<item><title>One<guid>g</guid><enclosure url=\"https://a.example/1.mp3\"><pubDate>Fri, 09 "
      "Oct 2020 04:30:38 GMT</pubDate><description>words<itunes:duration>61</itunes:duration>"
      "<item><title>Two</title></item>");
  const auto file = parse(source);
  ASSERT_EQ(file.episodes.size(), 2u);
  EXPECT_EQ(file.episodes[0].title, "One");
  EXPECT_EQ(file.episodes[0].guid, "g");
  EXPECT_EQ(file.episodes[0].duration, 61'000);
  EXPECT_EQ(file.episodes[0].notes->plain, "words");
  EXPECT_EQ(iso_date(file.episodes[0].date), "2020-10-09");
  EXPECT_EQ(file.episodes[1].title, "Two");
  EXPECT_TRUE(has_diagnostic(file, "unclosed-element"));
}

TEST(DamagedFeed, AWrongEndTagCostsNothing) {
  const auto episode = item("<title>One</titel></title><unknown><guid>g</guid>");
  EXPECT_EQ(episode.title, "One");
  EXPECT_EQ(episode.guid, "g");
}

TEST(DamagedFeed, AFeedCutAnywhereGivesWhatItHas) {
  const std::string whole =
      rss("<item><title>One</title><guid>g1</guid><description><![CDATA[<p>first words</p>]]>"
          "</description></item><item><title>Two</title><enclosure url=\"https://a.example/2.mp3\" "
          "type=\"audio/mpeg\"/><description>second words</description></item>");
  const std::size_t first = whole.find("first words");
  for (std::size_t size = first; size < whole.size() - 1; ++size) {
    const std::string source = whole.substr(0, size);
    const auto file = parse(source);
    ASSERT_GE(file.episodes.size(), 1u) << size;
    EXPECT_EQ(file.episodes[0].title, "One") << size;
    EXPECT_TRUE(has_diagnostic(file, "cut-off")) << size;
    EXPECT_EQ(broken_promise(file, source), "") << size;
  }
}

TEST(DamagedFeed, AddressesCountFromTheShowsPage) {
  const auto episode = item(
      "<link>/1</link><enclosure url=\"../a/1.mp3\"/><description>&lt;p&gt;&lt;a "
      "href=\"n.html\"&gt;"
      "x&lt;/a&gt;&lt;/p&gt;</description>",
      "<title>S</title><link>https://a.example/show/</link>");
  EXPECT_EQ(episode.link, "https://a.example/1");
  EXPECT_EQ(episode.enclosure.url, "https://a.example/a/1.mp3");
  EXPECT_EQ(episode.notes->links.at(0).url, "https://a.example/show/n.html");
}

TEST(DamagedFeed, MissingAndDoubledGuidsAreReported) {
  const auto file =
      parse(rss("<item><title>A</title></item><item><guid>x</guid></item>"
                "<item><guid>x</guid></item>"));
  EXPECT_EQ(file.episodes.size(), 3u);
  EXPECT_TRUE(has_diagnostic(file, "missing-guid"));
  EXPECT_TRUE(has_diagnostic(file, "duplicate-guid"));
}

TEST(DamagedFeed, ADateThatCannotBeReadIsReported) {
  const auto file = parse(rss("<item><title>A</title><pubDate>some day</pubDate></item>"));
  EXPECT_TRUE(has_diagnostic(file, "bad-date"));
}

TEST(DamagedFeed, NoEntityIsExpanded) {
  const std::string source =
      "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/"
      "passwd\">]><rss><channel><title>&b;&c;</title></channel></rss>";
  const auto file = parse(source);
  EXPECT_EQ(file.show->title, "&b;&c;");
  EXPECT_TRUE(has_diagnostic(file, "entity-declaration"));
}

TEST(DetectFeed, TextBeforeTheDeclarationDoesNotHideAFeed) {
  const std::string source =
      "\n<br />\n<b>Warning</b>: in line 3<br />\n" + rss("<item><title>A</title></item>");
  const auto file = parse(source);
  EXPECT_EQ(file.kind, model::FileKind::Feed);
  EXPECT_EQ(file.episodes.size(), 1u);
  EXPECT_TRUE(has_diagnostic(file, "text-before-feed"));
}

TEST(DetectFeed, APageOrCodeIsNoFeed) {
  EXPECT_FALSE(
      looks_like_feed("<!DOCTYPE html><html><head><title>404</title></head><body>"
                      "<rss></rss></body></html>"));
  EXPECT_FALSE(looks_like_feed("<html><body>Not found</body></html>"));
  EXPECT_FALSE(looks_like_feed("# Notes\n\n```\n<rss><channel></channel></rss>\n```\n"));
  EXPECT_FALSE(looks_like_feed("<tt xmlns=\"http://www.w3.org/ns/ttml\"><body/></tt>"));
  EXPECT_FALSE(looks_like_feed("Plain words about rss."));
}

TEST(DetectFeed, FeedsOfEveryKindAreFeeds) {
  EXPECT_TRUE(looks_like_feed("<rss version=\"0.91\"><channel/></rss>"));
  EXPECT_TRUE(looks_like_feed("<RSS><Channel/></RSS>"));
  EXPECT_TRUE(looks_like_feed("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><item/></rdf:RDF>"));
  EXPECT_TRUE(looks_like_feed("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"/>"));
  EXPECT_TRUE(looks_like_feed("<item><title>x</title></item>"));
}

TEST(Feed, WhatAnEpisodesNumberCannotHoldIsKeptBesideIt) {
  const std::string source =
      rss("<item><title>A</title><podcast:episode display=\"Ch.3\">204.5</podcast:episode>"
          "<podcast:socialInteract uri=\"https://social.example/1\" protocol=\"activitypub\"/>"
          "</item>");
  const model::ParsedFile file = parse(source);
  EXPECT_EQ(file.episodes.at(0).number, 204);
  for (const std::string_view kept : {"204.5", "Ch.3", "https://social.example/1"})
    EXPECT_NE(std::ranges::find(file.boilerplate, kept), file.boilerplate.end()) << kept;
  EXPECT_EQ(broken_promise(file, source), "");
}

TEST(Feed, ADateWithAnUnreadTimeIsReported) {
  const model::ParsedFile file =
      parse(rss("<item><title>A</title><pubDate>Tue, 4 Mar 2025 25:61:00 +0000</pubDate></item>"));
  EXPECT_EQ(iso_date(file.episodes.at(0).date), "2025-03-04");
  EXPECT_TRUE(has_diagnostic(file, "bad-date"));
}

}  // namespace
}  // namespace earshot::formats
