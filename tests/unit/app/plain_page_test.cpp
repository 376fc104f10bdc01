#include "app/plain_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_track.h"
#include "pack_builder.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::SpanKind;
using ::testing::HasSubstr;
using testing::MadeTrack;
using ::testing::Not;

const words::Words kEnglish;

/// What the page has of these notes, from their section's first element on.
std::string notes_html(const MadeTrack& track, PlainTimes times = PlainTimes::Text) {
  PlainEpisode episode;
  episode.id = Id{1, 2};
  episode.title = "T";
  episode.notes = track.view;
  const std::string html = plain_page(episode, times, kEnglish).to_html();
  const std::string begin = "<h2>Notes</h2>\n<div>";
  const std::size_t from = html.find(begin) + begin.size();
  return html.substr(from, html.find("</div>\n</section>") - from);
}

std::string transcript_html(const MadeTrack& track, PlainTimes times = PlainTimes::Text) {
  PlainEpisode episode;
  episode.id = Id{1, 2};
  episode.title = "T";
  episode.transcript = track.view;
  return plain_page(episode, times, kEnglish).to_html();
}

TEST(PlainPage, HeadsAnEpisodeWithItsTitleAndFacts) {
  PlainEpisode episode;
  episode.title = "On <sextants>";
  episode.show = "The Show";
  episode.author = "Mara & Jonas";
  episode.link = "https://example.org/1";
  episode.date = days_from_civil(2024, 2, 29).value();
  episode.duration = 3'873'000;
  EXPECT_EQ(plain_page(episode, PlainTimes::Text, kEnglish).to_html(),
            "<article><header><h1 dir=\"auto\">On &lt;sextants&gt;</h1>\n"
            "<p class=\"facts\"><bdi>The Show</bdi> \u00b7 <bdi>Mara &amp; Jonas</bdi> \u00b7 "
            "<time datetime=\"2024-02-29\">29 February 2024</time> \u00b7 "
            "<time datetime=\"PT1H4M33S\">1 h 5 min</time> \u00b7 "
            "<a href=\"https://example.org/1\" rel=\"noopener noreferrer\" target=\"_blank\">"
            "Page of the episode</a></p>\n</header>\n</article>\n");
}

TEST(PlainPage, NestsListsAsTheirLevelsSay) {
  const MadeTrack track({{"One", BlockKind::Item, 1, "I."},
                         {"bullet", BlockKind::Item, 2, "-"},
                         {"more of it", BlockKind::Paragraph, 3},
                         {"Two", BlockKind::Item, 1, "II."},
                         {"After", BlockKind::Paragraph, 0}});
  EXPECT_EQ(notes_html(track),
            "<ol class=\"marked\"><li dir=\"auto\"><bdi class=\"marker\">I.</bdi> One"
            "<ul><li dir=\"auto\">bullet<p dir=\"auto\">more of it</p>\n</li>\n</ul>\n</li>\n"
            "<li dir=\"auto\"><bdi class=\"marker\">II.</bdi> Two</li>\n</ol>\n"
            "<p dir=\"auto\">After</p>\n");
}

TEST(PlainPage, BeginsAnotherListWhereNumbersFollowBullets) {
  const MadeTrack track({{"a", BlockKind::Item, 1, "*"}, {"b", BlockKind::Item, 1, "1."}});
  EXPECT_EQ(notes_html(track),
            "<ul><li dir=\"auto\">a</li>\n</ul>\n"
            "<ol class=\"marked\"><li dir=\"auto\"><bdi class=\"marker\">1.</bdi> b</li>\n</ol>\n");
}

TEST(PlainPage, NestsListsNoDeeperThanBrowsersDo) {
  std::vector<testing::MadeBlock> blocks;
  for (int level = 1; level < 250; ++level)
    blocks.push_back({"x", BlockKind::Item, level, "-"});
  const std::string html = notes_html(MadeTrack(blocks));
  std::size_t depth = 0, deepest = 0;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html.compare(at, 4, "<ul>") == 0) deepest = std::max(deepest, ++depth);
    if (html.compare(at, 5, "</ul>") == 0) --depth;
  }
  EXPECT_EQ(depth, 0u);
  EXPECT_EQ(deepest, 16u);
}

TEST(PlainPage, LeavesNoGapBetweenLevelsOfHeadings) {
  const MadeTrack track({{"a", BlockKind::Heading, 1},
                         {"b", BlockKind::Heading, 4},
                         {"c", BlockKind::Heading, 2},
                         {"d", BlockKind::Heading, 1}});
  EXPECT_EQ(notes_html(track),
            "<h3 dir=\"auto\">a</h3>\n<h4 dir=\"auto\">b</h4>\n<h4 dir=\"auto\">c</h4>\n"
            "<h3 dir=\"auto\">d</h3>\n");
}

TEST(PlainPage, DoesNotRepeatItsTitleAboveTheNotes) {
  const MadeTrack track({{"T", BlockKind::Heading, 1}, {"Words", BlockKind::Paragraph}});
  EXPECT_EQ(notes_html(track), "<p dir=\"auto\">Words</p>\n");
  const MadeTrack other({{"Tea", BlockKind::Heading, 1}});
  EXPECT_EQ(notes_html(other), "<h3 dir=\"auto\">Tea</h3>\n");
}

TEST(PlainPage, SetsTablesQuotesCodeAndRules) {
  const MadeTrack track({{"Name\tSize", BlockKind::TableRow, 0},
                         {"a\t1", BlockKind::TableRow, 1},
                         {"said", BlockKind::Quote},
                         {"again", BlockKind::Quote},
                         {"x < y", BlockKind::Code},
                         {"", BlockKind::Rule}});
  EXPECT_EQ(
      notes_html(track),
      "<table><thead><tr><th dir=\"auto\" scope=\"col\">Name</th>\n"
      "<th dir=\"auto\" scope=\"col\">Size</th>\n</tr>\n</thead>\n"
      "<tbody><tr><td dir=\"auto\">a</td>\n<td dir=\"auto\">1</td>\n</tr>\n</tbody>\n</table>\n"
      "<blockquote><p dir=\"auto\">said</p>\n<p dir=\"auto\">again</p>\n</blockquote>\n"
      "<pre dir=\"ltr\"><code>x &lt; y</code></pre>\n<hr>\n");
}

TEST(PlainPage, LinksOnlyWhatABrowserOpensAsAPage) {
  // A link's address lies in the pack's strings; without one it is no page's.
  const MadeTrack track({{"go there"}}, {{.begin = 0, .end = 2, .kind = SpanKind::Link}});
  EXPECT_EQ(notes_html(track), "<p dir=\"auto\">go there</p>\n");
}

TEST(PlainPage, LinksTimesWhereEarshotIs) {
  const MadeTrack track({{"at 1:05 it"}},
                        {{.begin = 3, .end = 7, .kind = SpanKind::Time, .start_ms = 65'000}});
  EXPECT_EQ(notes_html(track),
            "<p dir=\"auto\">at <time datetime=\"PT1M5S\" dir=\"ltr\">1:05</time> it</p>\n");
  EXPECT_EQ(notes_html(track, PlainTimes::Links),
            "<p dir=\"auto\">at <a class=\"time\" "
            "href=\"#episode=00000000000000010000000000000002&amp;t=65\" dir=\"ltr\">1:05</a> "
            "it</p>\n");
}

TEST(PlainPage, LinksTheTimeOfAWholeBlockWhereItStands) {
  const MadeTrack track({{"The lamp (1:05)", BlockKind::Item, 1, "-", 65'000},
                         {"00:01:10: Oil at 3:15", BlockKind::Paragraph, 0, "", 70'000},
                         {"2:30 Wick", BlockKind::Paragraph, 0, "", 9'000'000},
                         {"A link told its time, in 2024", BlockKind::Paragraph, 0, "", 80'000}});
  const std::string link =
      "<a class=\"time\" href=\"#episode=00000000000000010000000000000002&amp;t=";
  EXPECT_EQ(notes_html(track, PlainTimes::Links),
            "<ul><li dir=\"auto\">The lamp (" + link + "65\" dir=\"ltr\">1:05</a>)</li>\n</ul>\n" +
                "<p dir=\"auto\">" + link + "70\" dir=\"ltr\">00:01:10</a>: Oil at 3:15</p>\n" +
                "<p dir=\"auto\">" + link + "9000\" dir=\"ltr\">2:30</a> Wick</p>\n" +
                "<p dir=\"auto\">A link told its time, in 2024</p>\n");
}

TEST(PlainPage, PutsNoLinkOfATimeIntoAnother) {
  const MadeTrack track({{"1:05 Oil", BlockKind::Paragraph, 0, "", 65'000}},
                        {{.begin = 0, .end = 8, .kind = SpanKind::Strong},
                         {.begin = 0, .end = 4, .kind = SpanKind::Time, .start_ms = 65'000}});
  EXPECT_EQ(notes_html(track, PlainTimes::Links),
            "<p dir=\"auto\"><strong><a class=\"time\" "
            "href=\"#episode=00000000000000010000000000000002&amp;t=65\" dir=\"ltr\">"
            "<time datetime=\"PT1M5S\" dir=\"ltr\">1:05</time></a> Oil</strong></p>\n");
}

TEST(PlainPage, SpeaksTheLanguageOfItsReader) {
  const MadeTrack track({{"Guten Abend", BlockKind::Cue, 0, "", 0, 900, 0}}, {},
                        pack::TrackKind::Transcript);
  PlainEpisode episode;
  episode.title = "T";
  episode.transcript = track.view;
  episode.link = "https://example.org/1";
  episode.date = days_from_civil(2024, 2, 29).value();
  episode.duration = 3'873'000;
  const words::Words german({.language = words::Language::German});
  const std::string html = plain_page(episode, PlainTimes::Text, german).to_html();
  for (const char* words :
       {">29. Februar 2024<", ">1 Std. 5 Min.<", ">Seite der Folge<", "<h2>Transkript</h2>"})
    EXPECT_THAT(html, HasSubstr(words));
}

TEST(PlainPage, MakesAParagraphOfATurn) {
  const MadeTrack track({{"Good evening.", BlockKind::Cue, 0, "", 0, 900, 0},
                         {"Tonight\nwe measure.", BlockKind::Cue, 0, "", 1000, 1900, 0},
                         {"At last!", BlockKind::Cue, 0, "", 62'000, 63'000, 1}},
                        {}, pack::TrackKind::Transcript);
  EXPECT_THAT(transcript_html(track),
              HasSubstr("<p dir=\"auto\"><time datetime=\"PT0S\" dir=\"ltr\">00:00</time> "
                        "<bdi class=\"speaker\">Mara:</bdi> Good evening. Tonight we measure.</p>\n"
                        "<p dir=\"auto\"><time datetime=\"PT1M2S\" dir=\"ltr\">01:02</time> "
                        "<bdi class=\"speaker\">Jonas:</bdi> At last!</p>\n"));
}

TEST(PlainPage, CutsALongTurnBehindASentence) {
  const std::string half(300, 'a');
  const MadeTrack track({{half, BlockKind::Cue, 0, "", 0, 1, 0},
                         {half + ".", BlockKind::Cue, 0, "", 1000, 2, 0},
                         {"b", BlockKind::Cue, 0, "", 2000, 3, 0}},
                        {}, pack::TrackKind::Transcript);
  EXPECT_THAT(transcript_html(track),
              HasSubstr(half + ".</p>\n<p dir=\"auto\"><time datetime=\"PT2S\" dir=\"ltr\">"
                               "00:02</time> b</p>\n"));
}

TEST(PlainPage, HeadsWhatIsSaidWithItsChapter) {
  const PackBytes bytes = testing::make_pack({{.title = "T",
                                               .transcript = {{"first", 0}, {"second", 5000}},
                                               .chapters = {{"Begin", 0}, {"End", 4000}}}});
  const pack::Pack pack = pack::Pack::open(bytes).value();
  const std::string html = plain_page(plain_episode(pack, 0), PlainTimes::Text, kEnglish).to_html();
  EXPECT_THAT(html, HasSubstr("<section class=\"chapters\"><h2>Chapters</h2>\n<div><ol>"
                              "<li dir=\"auto\"><time datetime=\"PT0S\" dir=\"ltr\">00:00</time> "
                              "Begin</li>\n"));
  EXPECT_THAT(html, HasSubstr("<h3 dir=\"auto\">End</h3>\n<p dir=\"auto\"><time "
                              "datetime=\"PT5S\" dir=\"ltr\">00:05</time> second</p>\n"));
}

TEST(PlainPage, HeadsACueWithNoMoreChaptersThanTheReaderDoes) {
  std::vector<testing::Line> chapters;
  for (int number = 0; number < 20; ++number)
    chapters.push_back({"Part " + std::to_string(number) + std::string(2000, 'x'), number * 10});
  const PackBytes bytes =
      testing::make_pack({{.title = "T", .transcript = {{"said", 5000}}, .chapters = chapters}});
  const pack::Pack pack = pack::Pack::open(bytes).value();
  const std::string html = plain_page(plain_episode(pack, 0), PlainTimes::Text, kEnglish).to_html();
  const std::string heads = html.substr(html.find("<h3"));
  EXPECT_TRUE(heads.starts_with("<h3 dir=\"auto\">Part 12")) << heads.substr(0, 40);
  EXPECT_LT(heads.size(), 10'000U);
}

TEST(PlainPage, SaysALanguageOnlyWhereItIsOne) {
  MadeTrack track({{"Guten Abend"}});
  PlainEpisode episode;
  episode.title = "T";
  episode.notes = track.view;
  episode.notes.language = "de-AT";
  EXPECT_THAT(plain_page(episode, PlainTimes::Text, kEnglish).to_html(),
              HasSubstr("<div lang=\"de-AT\">"));
  episode.notes.language = "german";
  EXPECT_THAT(plain_page(episode, PlainTimes::Text, kEnglish).to_html(), Not(HasSubstr("lang=")));
}

TEST(PlainPage, SaysTheLanguageOfChapters) {
  const PackBytes bytes = testing::make_pack({{.title = "T",
                                               .transcript = {{"erstens", 0}},
                                               .notes = {{"n", 0}},
                                               .chapters = {{"Anfang", 0}, {"Ende", 4000}}}});
  const pack::Pack pack = pack::Pack::open(bytes).value();
  PlainEpisode episode = plain_episode(pack, 0);
  episode.notes.language = {};
  episode.transcript.language = "de";
  std::string html = plain_page(episode, PlainTimes::Text, kEnglish).to_html();
  EXPECT_THAT(html, HasSubstr("<h2>Chapters</h2>\n<div lang=\"de\"><ol>"));
  EXPECT_THAT(html, HasSubstr("<h3 dir=\"auto\">Anfang</h3>"));
  episode.notes.language = "fr";
  html = plain_page(episode, PlainTimes::Text, kEnglish).to_html();
  EXPECT_THAT(html, HasSubstr("<h2>Chapters</h2>\n<div lang=\"fr\"><ol>"));
  EXPECT_THAT(html, HasSubstr("<h3 lang=\"fr\" dir=\"auto\">Anfang</h3>"));
}

TEST(PlainPage, LeavesInAnItemWhatAReaderFoundInIt) {
  // Of the notes "- one\n\n  more\n\n      code\n- two\n\nafter".
  const MadeTrack track({{"one", BlockKind::Item, 1, "-"},
                         {"more", BlockKind::Paragraph, 1},
                         {"code", BlockKind::Code, 1},
                         {"two", BlockKind::Item, 1, "-"},
                         {"said", BlockKind::Quote, 1},
                         {"after", BlockKind::Paragraph, 0}});
  EXPECT_EQ(notes_html(track),
            "<ul><li dir=\"auto\">one<p dir=\"auto\">more</p>\n"
            "<pre dir=\"ltr\"><code>code</code></pre>\n</li>\n"
            "<li dir=\"auto\">two</li>\n</ul>\n"
            "<blockquote><p dir=\"auto\">said</p>\n</blockquote>\n<p dir=\"auto\">after</p>\n");
}

TEST(PlainPage, ListsSeveralEpisodesAtTheTop) {
  const PackBytes bytes =
      testing::make_pack({{.title = "One", .notes = {{"n", 0}}}, {.title = "Two"}});
  const pack::Pack pack = pack::Pack::open(bytes).value();
  const PlainEpisode episodes[] = {plain_episode(pack, 0), plain_episode(pack, 1)};
  const std::string html =
      plain_page("A Show", "About it", episodes, PlainTimes::Text, kEnglish).to_html();
  const std::string id = to_string(testing::id_of("Two"));
  EXPECT_THAT(html, HasSubstr("<h1 dir=\"auto\">A Show</h1>\n<p dir=\"auto\">About it</p>\n"
                              "<nav aria-label=\"Episodes\"><ul>"));
  EXPECT_THAT(html, HasSubstr("<li><a href=\"#episode-" + id + "\" dir=\"auto\">Two</a></li>\n"));
  EXPECT_THAT(html,
              HasSubstr("<article id=\"episode-" + id + "\"><header><h2 dir=\"auto\">Two</h2>"));
  EXPECT_THAT(html, HasSubstr("<h3>Notes</h3>\n"));
}

TEST(PlainPage, OfNoEpisodeHasNothing) {
  const PackBytes bytes = testing::make_pack({});
  const pack::Pack pack = pack::Pack::open(bytes).value();
  EXPECT_EQ(plain_episode(pack, 7).title, "");
}

}  // namespace
}  // namespace earshot::app
