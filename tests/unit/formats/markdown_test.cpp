#include <yyjson.h>

#include "formats/notes_builder.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

model::ParsedFile markdown(std::string_view text) {
  auto file = parse(text, "file.md", model::Format::NotesMarkdown);
  EXPECT_EQ(broken_promise(file, text), "") << text;
  return file;
}

TEST(Markdown, ItemsNestBelowTheirHeading) {
  const auto file = markdown("# T\n\n## Links\n\n* a\n  * b\n* c\n\n### Sub\n\n1. d\n2. e\n");
  EXPECT_EQ(outline(notes_of(file)), "#1 T|#2 Links|3 * a|4 * b|3 * c|#3 Sub|4 1. d|4 2. e");
  EXPECT_EQ(file.episodes[0].title, "T");
}

TEST(Markdown, SpansAndLinksAreRangesOfThePlainText) {
  const auto file =
      markdown("A **bold *both*** and ~~gone~~ `code` [link](https://a.b \"t\") x.\n");
  const model::Notes& notes = notes_of(file);
  EXPECT_EQ(notes.plain, "A bold both and gone code link x.");
  ASSERT_EQ(notes.spans.size(), 5u);
  EXPECT_EQ(slice(notes.plain, notes.spans[1].text_in_plain), "both");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].url, "https://a.b");
  EXPECT_EQ(notes.links[0].text, "link");
}

TEST(Markdown, BareLinksAndTables) {
  const auto file = markdown("See https://a.b/c and:\n\n| x | y |\n|---|---|\n| 1 | 2 |\n");
  const model::Notes& notes = notes_of(file);
  EXPECT_EQ(notes.links.at(0).url, "https://a.b/c");
  ASSERT_EQ(notes.blocks.size(), 3u);
  EXPECT_EQ(notes.blocks[1].kind, model::BlockKind::TableRow);
  EXPECT_EQ(slice(notes.plain, notes.blocks[2].text_in_plain), "1\t2");
  EXPECT_TRUE(notes_html(notes).contains("<td>2</td>"));
}

TEST(Markdown, TimesThatAreLinksInBoldHeadItems) {
  const auto file = markdown(
      "* **[00:22](#t=00:22)** Welcome\n* **[01:50](#t=01:50)** Locks\n"
      "* **[03:33](#t=03:33)** Keys\n");
  EXPECT_EQ(notes_of(file).blocks[1].time.start, 110'000);
  EXPECT_TRUE(notes_of(file).links.empty());
  ASSERT_EQ(file.episodes[0].chapters.size(), 3u);
  EXPECT_EQ(file.episodes[0].chapters[2].title, "Keys");
}

TEST(Markdown, LinesWithTimesInOneParagraphAreBlocks) {
  const auto file =
      markdown("00:00 Hello\n01:00 Locks\n02:00 Keys\n\nPlain words\nwrapped here.\n");
  ASSERT_EQ(notes_of(file).blocks.size(), 4u);
  EXPECT_EQ(notes_of(file).blocks[2].time.start, 120'000);
  EXPECT_EQ(slice(notes_of(file).plain, notes_of(file).blocks[3].text_in_plain),
            "Plain words wrapped here.");
}

TEST(Markdown, RawHtmlLosesItsTagsOnly) {
  const auto file =
      markdown("<div>\n<p>Hello <b>you</b> &amp; me</p>\n</div>\n\nA <span>b</span> c<br>d\n");
  EXPECT_EQ(notes_of(file).plain, "Hello you & me\nA b c\nd");
}

TEST(Markdown, HtmlHoldsNoScriptAndNoStrangeLinks) {
  const auto file = markdown(
      "[a](javascript:alert(1)) [b](data:text/html,x) [c](https://x.y/?a=1&b=\"q\") "
      "![d](https://x.y/p.png) <script>alert(1)</script>\n\n<script>alert(2)</script>\n");
  const std::string html = notes_html(notes_of(file));
  EXPECT_FALSE(html.contains("javascript"));
  EXPECT_FALSE(html.contains("data:"));
  EXPECT_FALSE(html.contains("<script"));
  EXPECT_TRUE(html.contains("<img src=\"https://x.y/p.png\" alt=\"d\" />"));
  EXPECT_TRUE(html.contains("href=\"https://x.y/?a=1&amp;b="));
}

TEST(Markdown, CodeQuotesAndRulesKeepTheirKinds) {
  const auto file = markdown("> said\n\n```\na  b\n```\n\n---\n");
  const auto& blocks = notes_of(file).blocks;
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[0].kind, model::BlockKind::Quote);
  EXPECT_EQ(blocks[1].kind, model::BlockKind::Code);
  EXPECT_EQ(blocks[2].kind, model::BlockKind::Rule);
  EXPECT_TRUE(notes_html(notes_of(file)).contains("<pre><code>a  b"));
}

TEST(Markdown, OffersAreSetApart) {
  const auto file =
      markdown("# T\n\nText **strong**.\n\n🔥 Hot offers:\n\n- lamp\n\n## After\n\n*last*\n");
  const model::Notes& notes = notes_of(file);
  EXPECT_EQ(outline(notes), "#1 T|p0 Text strong.|#2 After|p0 last");
  EXPECT_EQ(notes.offers.size(), 2u);
  ASSERT_EQ(notes.spans.size(), 2u);
  EXPECT_EQ(slice(notes.plain, notes.spans[1].text_in_plain), "last");
}

TEST(Markdown, EveryExampleOfCommonMarkKeepsThePromises) {
  const auto folder = shared_folder();
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const std::string json = read_all(folder / "corpus" / "commonmark-tests.json");
  yyjson_doc* doc = yyjson_read(json.data(), json.size(), 0);
  if (doc == nullptr) GTEST_SKIP() << "commonmark-tests.json is missing";
  std::size_t examples = 0;
  yyjson_arr_iter items = yyjson_arr_iter_with(yyjson_doc_get_root(doc));
  while (yyjson_val* item = yyjson_arr_iter_next(&items)) {
    yyjson_val* value = yyjson_obj_get(item, "markdown");
    const std::string_view text(yyjson_get_str(value), yyjson_get_len(value));
    if (text::is_blank(text)) continue;
    markdown(text);
    ++examples;
  }
  yyjson_doc_free(doc);
  EXPECT_GT(examples, 600u);
}

TEST(Markdown, LinesWithTimesAndHardBreaksAreItems) {
  const auto file = markdown(
      "## Times\n\n00:00 Cold open  \n02:46 Three `locks`  \n**04:10** Keys\\\n06:00 Doors\n");
  EXPECT_EQ(outline(notes_of(file)),
            "#2 Times|3 00:00 Cold open|3 02:46 Three locks|3 04:10 Keys|3 06:00 Doors");
  EXPECT_EQ(notes_of(file).blocks[2].time.start, 166'000);
  ASSERT_EQ(file.episodes[0].chapters.size(), 4u);
  EXPECT_EQ(file.episodes[0].chapters[1].title, "Three locks");
}

TEST(Markdown, LinesWithoutATimeBelongToTheOneAbove) {
  const auto file =
      markdown("00:00 Hello\nand who we are\n02:00 Locks  \nwhich rust\n03:00 Keys\n");
  EXPECT_EQ(outline(notes_of(file)),
            "1 00:00 Hello and who we are|1 02:00 Locks\nwhich rust|1 03:00 Keys");
  const auto labelled = markdown("Chapters:\n00:00 Hello\n02:00 Locks\n03:00 Keys\n");
  EXPECT_EQ(outline(notes_of(labelled)), "p0 Chapters:|1 00:00 Hello|1 02:00 Locks|1 03:00 Keys");
}

TEST(Markdown, LinesWithTimesInsideAnItemHangOnIt) {
  const auto file = markdown("- Chapters\n  00:00 Hello\n  02:00 Locks\n  03:00 Keys\n- Links\n");
  EXPECT_EQ(outline(notes_of(file)),
            "1 - Chapters|2 00:00 Hello|2 02:00 Locks|2 03:00 Keys|1 - Links");
  const auto bare = markdown("- 00:00 Hello\n  02:00 Locks\n");
  EXPECT_EQ(outline(notes_of(bare)), "1 - 00:00 Hello|1 02:00 Locks");
}

TEST(Markdown, WrappedProseWithTimesIsOneParagraph) {
  const auto file = markdown(
      "In the talk on salt we said\n(05:10) that iron likes it, and in another\n"
      "(07:30) that it does not, which is\nwrong in both cases, as a smith from\n"
      "Bergen has since written to us.\n");
  ASSERT_EQ(notes_of(file).blocks.size(), 1u);
  EXPECT_EQ(notes_of(file).blocks[0].kind, model::BlockKind::Paragraph);
}

TEST(Markdown, ASpanOverLinesWithTimesStaysInItsBlock) {
  const auto file =
      markdown("**00:00 Hello\n02:00 Locks** and [03:00 Keys\n04:00 x](http://a.b)\n");
  const model::Notes& notes = notes_of(file);
  ASSERT_EQ(notes.blocks.size(), 3u);
  ASSERT_EQ(notes.spans.size(), 2u);
  EXPECT_EQ(slice(notes.plain, notes.spans[0].text_in_plain), "00:00 Hello");
  EXPECT_EQ(slice(notes.plain, notes.spans[1].text_in_plain), "03:00 Keys");
}

TEST(Markdown, ListsKeepTheirNumbersTightnessAndNesting) {
  const auto file = markdown("3. a\n\n   b\n\n4. > c\n");
  EXPECT_EQ(notes_html(notes_of(file)),
            "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<blockquote>\n<p>c</p>\n"
            "</blockquote>\n</li>\n</ol>\n");
}

TEST(Markdown, TagsInsideALineAreWhatTheyMean) {
  const auto file = markdown(
      "A <b>bold</b> <a href=\"https://a.b\">link</a> <u>x</u><br>y <img src=\"https://c.d/e.png\" "
      "alt=\"pic\">\n");
  EXPECT_EQ(notes_of(file).plain, "A bold link x\ny pic");
  ASSERT_EQ(notes_of(file).links.size(), 1u);
  EXPECT_EQ(notes_of(file).links[0].text, "link");
  EXPECT_TRUE(has_diagnostic(file, "raw-html"));
}

TEST(Markdown, BlocksOfHtmlAreReadAsHtml) {
  const auto file =
      markdown("Text\n\n<ul>\n<li>one</li>\n<li><a href=\"https://a.b\">two</a></li>\n</ul>\n");
  EXPECT_EQ(outline(notes_of(file)), "p0 Text|1 - one|1 - two");
  EXPECT_EQ(notes_of(file).links.size(), 1u);
  for (const model::SourceSpan& span : file.spans)
    EXPECT_NE(span.field, "boilerplate");
}

TEST(Markdown, CodeInAnItemHasTheLevelOfTheItem) {
  EXPECT_EQ(outline(notes_of(markdown("## H\n\n- a\n\n  ```\n  b\n  ```\n\n```\nc\n```\n"))),
            "#2 H|3 - a|3 b\n|0 c\n");
}

TEST(Markdown, HtmlThatIsWrittenOutIsSafeAndWellFormed) {
  const auto file = markdown(
      "<div onclick=\"x()\" class=\"a\"><p>one<p>two <script>alert(1)</script>\n\n*three*\n\n"
      "<a href=\"javascript:x\">four</a></b></div></div><iframe src=x></iframe>\n");
  EXPECT_EQ(notes_html(notes_of(file)),
            "<div class=\"a\"><p>one</p><p>two \n</p>\n<p><em>three</em></p>\n<p>four</p>\n</div>");
}

TEST(Markdown, AHarmfulLinkKeepsItsTextAndIsReported) {
  const auto file = markdown("A [word](javascript:alert(1)) and [more](https://a.b).\n");
  EXPECT_EQ(notes_of(file).plain, "A word and more.");
  ASSERT_EQ(notes_of(file).links.size(), 1u);
  ASSERT_EQ(file.diagnostics.size(), 1u);
  EXPECT_EQ(file.diagnostics[0].code, "unsafe-link");
  EXPECT_EQ(file.diagnostics[0].excerpt, "javascript:alert(1)");
}

}  // namespace
}  // namespace earshot::formats
