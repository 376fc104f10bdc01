#include "formats/chapter_files.h"

#include "formats/write_transcript.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

TEST(ReadJsonChapters, ReadsThePodcastNamespacesForm) {
  const std::string_view text =
      R"({"version":"1.2.0","chapters":[{"startTime":0,"title":"Intro"},)"
      R"({"startTime":94.5,"endTime":100,"title":"Two","img":"https://a.b/c.jpg","url":"https://a.b","toc":false},)"
      R"({"startTime":200,"title":null,"img":null}]})";
  const auto file = parse(text, "chapters.json");
  ASSERT_EQ(file.format, Format::ChaptersJson);
  ASSERT_EQ(file.kind, model::FileKind::Chapters);
  ASSERT_EQ(file.chapters.size(), 3u);
  EXPECT_EQ(file.chapters[0].time, (TimeSpan{0, 94'500}));
  EXPECT_EQ(file.chapters[1].time, (TimeSpan{94'500, 100'000}));
  EXPECT_EQ(file.chapters[1].image, "https://a.b/c.jpg");
  EXPECT_EQ(file.chapters[1].url, "https://a.b");
  EXPECT_FALSE(file.chapters[1].in_toc);
  EXPECT_TRUE(file.chapters[2].in_toc);
  EXPECT_EQ(file.chapters[2].time, (TimeSpan{200'000, kNoTime}));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadJsonChapters, AreSortedByTheirStarts) {
  const auto file = parse(
      R"({"chapters":[{"startTime":50,"title":"b"},{"startTime":"0:10","title":"a"},{"startTime":50,"title":"c"}]})");
  ASSERT_EQ(file.chapters.size(), 3u);
  EXPECT_EQ(file.chapters[0].title, "a");
  EXPECT_EQ(file.chapters[0].time, (TimeSpan{10'000, 50'000}));
  EXPECT_EQ(file.chapters[1].title, "b");
  EXPECT_EQ(file.chapters[1].time.end, kNoTime);
  EXPECT_TRUE(has_diagnostic(file, "chapters-out-of-order"));
}

TEST(ReadJsonChapters, OddOnesAreKeptAndReported) {
  const auto file = parse(
      R"({"chapters":[{"title":"no start"},{"startTime":null,"title":"null"},{"startTime":-5,"title":"x"},{},)"
      R"({"startTime":9,"endTime":3,"title":"back"}]})",
      "a.json", Format::ChaptersJson);
  ASSERT_EQ(file.chapters.size(), 4u);
  EXPECT_EQ(file.chapters[0].time, (TimeSpan{0, 9000}));
  EXPECT_FALSE(file.chapters[3].time.known());
  for (const std::string_view code :
       {"chapter-without-time", "negative-time", "not-a-chapter", "chapter-end-before-start"})
    EXPECT_TRUE(has_diagnostic(file, code)) << code;
}

TEST(ReadJsonChapters, CountInTheTimeBaseTheyName) {
  const auto file = parse(
      R"({"chapters":[{"id":0,"time_base":"1/1000","start":0,"start_time":"0.000000","end":20500,)"
      R"("end_time":"20.500000","tags":{"title":"One"}},{"id":1,"time_base":"1/44100",)"
      R"("start":904050,"start_time":"20.500000","tags":{"title":"Two"}}]})");
  ASSERT_EQ(file.chapters.size(), 2u);
  EXPECT_EQ(file.chapters[0].time, (TimeSpan{0, 20'500}));
  EXPECT_EQ(file.chapters[1].time.start, 20'500);
  EXPECT_EQ(file.chapters[1].title, "Two");
  EXPECT_TRUE(file.boilerplate.empty());
}

TEST(ReadJsonChapters, ACutFileGivesWhatItHas) {
  const auto file = parse(
      R"({"version":"1.2.0","chapters":[{"startTime":0,"title":"Intro"},{"startTime":20,"title":"Tw)");
  ASSERT_EQ(file.format, Format::ChaptersJson);
  ASSERT_EQ(file.chapters.size(), 2u);
  EXPECT_TRUE(has_diagnostic(file, "json-cut-off"));
}

TEST(ReadPsc, PrefixesDoNotMatter) {
  for (const std::string_view text :
       {"<psc:chapters xmlns:psc=\"http://podlove.org/simple-chapters\" version=\"1.2\">"
        "<psc:chapter start=\"00:00:00.000\" title=\"A &amp; B\" href=\"http://x/?a=1&amp;b=2\"/>"
        "<psc:chapter start=\"1:02\" title=\"C\" image=\"i.png\"/></psc:chapters>",
        "<?xml version=\"1.0\"?><chapters xmlns=\"http://podlove.org/simple-chapters/\">"
        "<chapter start=\"0\" title=\"A & B\" href=\"http://x/?a=1&b=2\"></chapter>"
        "<chapter start=\"62\" title='C' image=\"i.png\"></chapters>"}) {
    const auto file = parse(text, "a.xml");
    ASSERT_EQ(file.format, Format::Psc) << text;
    ASSERT_EQ(file.chapters.size(), 2u) << text;
    EXPECT_EQ(file.chapters[0].title, "A & B") << text;
    EXPECT_EQ(file.chapters[0].url, "http://x/?a=1&b=2") << text;
    EXPECT_EQ(file.chapters[0].time, (TimeSpan{0, 62'000})) << text;
    EXPECT_EQ(file.chapters[1].image, "i.png") << text;
  }
}

TEST(ReadPsc, AChapterWithoutAStartIsReported) {
  const auto file = parse("<psc:chapters><psc:chapter title=\"x\"/></psc:chapters>");
  EXPECT_TRUE(file.chapters.empty());
  EXPECT_TRUE(has_diagnostic(file, "chapter-without-time"));
  EXPECT_TRUE(has_diagnostic(file, "no-chapters"));
}

TEST(ReadPsc, IsFoundInsideAFeed) {
  const std::string_view source =
      "<rss><channel><item><psc:chapters><psc:chapter start=\"0\" title=\"A\"/>"
      "<psc:chapter start=\"5.5\" title=\"B\"/></psc:chapters></item></channel></rss>";
  const XmlTree tree(source);
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    if (!tree.is_named(tree.node(i), "chapters")) continue;
    const auto chapters = read_psc(tree, i);
    ASSERT_EQ(chapters.size(), 2u);
    EXPECT_EQ(chapters[0].time, (TimeSpan{0, 5500}));
  }
}

TEST(WriteChapters, ComeBackAsTheyWere) {
  std::vector<model::Chapter> chapters(3);
  chapters[0] = {.time = {0, 1500},
                 .title = "A \"quoted\" & <b>",
                 .url = "https://a.b/?c&d",
                 .image = "",
                 .in_toc = true};
  chapters[1] = {
      .time = {1500, 2000}, .title = "", .url = "", .image = "i\\j.png", .in_toc = false};
  chapters[2] = {.time = {4000, kNoTime}, .title = "Ünï", .url = "", .image = "", .in_toc = true};
  const auto json = parse(write_chapters_json(chapters), "a.json", Format::ChaptersJson);
  const auto psc = parse(write_psc(chapters), "a.psc", Format::Psc);
  ASSERT_EQ(json.chapters.size(), 3u);
  ASSERT_EQ(psc.chapters.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(json.chapters[i].time, chapters[i].time);
    EXPECT_EQ(psc.chapters[i].time.start, chapters[i].time.start);
    EXPECT_EQ(json.chapters[i].in_toc, chapters[i].in_toc);
    for (const model::Chapter* read : {&json.chapters[i], &psc.chapters[i]}) {
      EXPECT_EQ(read->title, chapters[i].title);
      EXPECT_EQ(read->url, chapters[i].url);
      EXPECT_EQ(read->image, chapters[i].image);
    }
  }
}

}  // namespace
}  // namespace earshot::formats
