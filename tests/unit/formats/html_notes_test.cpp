#include "formats/html_notes.h"

#include "formats/html_tree.h"
#include "formats/notes_builder.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

model::ParsedFile html(std::string_view text) {
  auto file = parse(text, "file", model::Format::NotesHtml);
  EXPECT_EQ(broken_promise(file, text), "") << text;
  return file;
}

TEST(HtmlNotes, AreToldByTheirTags) {
  EXPECT_EQ(parse("<p>We talk of locks.</p><ul><li>brass</li></ul>").format,
            model::Format::NotesHtml);
  EXPECT_EQ(parse("Hello<br>there<br/>and <a href='https://a.b'>here</a>").format,
            model::Format::NotesHtml);
  EXPECT_EQ(parse("<!DOCTYPE html><html><body>x</body></html>").format, model::Format::NotesHtml);
  EXPECT_NE(parse("if (a < b && c > d) { <T> }\n").format, model::Format::NotesHtml);
  EXPECT_EQ(parse("# T\n\n<br>\n\n**bold** [a](b)\n", "n.md").format, model::Format::NotesMarkdown);
}

TEST(HtmlNotes, HeadingsListsAndParagraphsAreBlocks) {
  const auto file = html(
      "<h1>Locks</h1><p>Old <b>iron</b>.</p><h2>Links</h2>"
      "<ul><li>a<ol start=3><li>b</li><li>c</li></ol></li><li><p>d</p></li></ul>");
  EXPECT_EQ(outline(notes_of(file)), "#1 Locks|p0 Old iron.|#2 Links|3 - a|4 3. b|4 4. c|3 - d");
  EXPECT_EQ(file.episodes[0].title, "Locks");
  EXPECT_TRUE(notes_html(notes_of(file)).contains("<ol start=\"3\">\n<li>b</li>"));
}

TEST(HtmlNotes, SpansAndLinksAreRanges) {
  const auto file = html(
      "<p>A <strong>bold <em>both</em></strong> <a href=\"https://a.b/?x=1&amp;y=2\">link</a>, "
      "<code>c</code></p>");
  const model::Notes& notes = notes_of(file);
  EXPECT_EQ(notes.plain, "A bold both link, c");
  ASSERT_EQ(notes.spans.size(), 4u);
  EXPECT_EQ(slice(notes.plain, notes.spans[1].text_in_plain), "both");
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].url, "https://a.b/?x=1&y=2");
}

TEST(HtmlNotes, AStyleOverSeveralBlocksGoesOnInEach) {
  const auto file = html("<b><p>one</p><p>two</p></b>");
  ASSERT_EQ(notes_of(file).spans.size(), 2u);
  EXPECT_EQ(notes_html(notes_of(file)),
            "<p><strong>one</strong></p>\n<p><strong>two</strong></p>\n");
}

TEST(HtmlNotes, WhiteSpaceIsMadeSingleAndBreaksAreLines) {
  EXPECT_EQ(notes_of(html("<p>  a \n  b<br>\n c <br> </p>\n<p>d</p>")).plain, "a b\nc\nd");
  EXPECT_EQ(outline(notes_of(html("one<br><br>two"))), "p0 one|p0 two");
}

TEST(HtmlNotes, LinesWithTimesAreEntries) {
  const auto file = html("<p>00:00 Hello<br>02:46 <b>Locks</b><br/>05:00 Keys</p>");
  EXPECT_EQ(outline(notes_of(file)), "1 00:00 Hello|1 02:46 Locks|1 05:00 Keys");
  EXPECT_EQ(file.episodes[0].chapters.size(), 3u);
}

TEST(HtmlNotes, LinesWithBulletsAreItems) {
  const auto file = html("<p>Links:<br>- brass<br>- steel<br>• tin</p>");
  EXPECT_EQ(outline(notes_of(file)), "p0 Links:|1 - brass|1 - steel|2 • tin");
}

TEST(HtmlNotes, TablesQuotesCodeAndRulesKeepTheirKinds) {
  const auto file = html(
      "<table><tr><th>lock<th>year<tr><td><b>pin</b><td>1848<br>or so</table><blockquote>said"
      "</blockquote><pre><code class=language-c>a  b\n</code></pre><hr>");
  const auto& blocks = notes_of(file).blocks;
  ASSERT_EQ(blocks.size(), 5u);
  EXPECT_EQ(blocks[0].kind, model::BlockKind::TableRow);
  EXPECT_EQ(blocks[0].level, 0);
  EXPECT_EQ(slice(notes_of(file).plain, blocks[1].text_in_plain), "pin\t1848 or so");
  EXPECT_EQ(blocks[2].kind, model::BlockKind::Quote);
  EXPECT_EQ(blocks[3].kind, model::BlockKind::Code);
  EXPECT_EQ(blocks[3].info, "c");
  EXPECT_EQ(slice(notes_of(file).plain, blocks[3].text_in_plain), "a  b\n");
  EXPECT_EQ(blocks[4].kind, model::BlockKind::Rule);
}

TEST(HtmlNotes, CodeInAnItemHasTheLevelOfTheItem) {
  const auto file = html("<h2>H</h2><ul><li>a<pre>b</pre></ul><pre>c</pre>");
  EXPECT_EQ(outline(notes_of(file)), "#2 H|3 - a|3 b|0 c");
}

TEST(HtmlNotes, TablesThatOnlyPlaceThingsAreNone) {
  const auto file = html("<table><tr><td><h2>Locks</h2><p>a</p></td><td>b</td></tr></table>");
  EXPECT_EQ(outline(notes_of(file)), "#2 Locks|p0 a|p0 b");
}

TEST(HtmlNotes, PicturesAreLinksToThem) {
  const auto file = html(
      "<p>See <img src='https://a.b/c.png' alt='a lock'> and <img src='/d/key.jpg'>"
      "<img src='https://t.r/x.gif' width=1 height=1></p>");
  EXPECT_EQ(notes_of(file).plain, "See a lock and key.jpg");
  EXPECT_FALSE(notes_html(notes_of(file)).contains("<img"));
  EXPECT_TRUE(notes_html(notes_of(file)).contains("<a href=\"https://a.b/c.png\">a lock</a>"));
}

TEST(HtmlNotes, ScriptsAndStylesAreDroppedAndReported) {
  const auto file = html("<style>p{}</style><p>Hi</p><script>alert('<p>no</p>')</script>");
  EXPECT_EQ(notes_of(file).plain, "Hi");
  EXPECT_TRUE(has_diagnostic(file, "dropped-script"));
}

TEST(HtmlNotes, AHarmfulLinkKeepsItsTextOnly) {
  const auto file = html(
      "<p><a href='javascript:alert(1)'>a</a> <a href=' JAVA\nscript:x'>b</a> "
      "<a href='data:text/html,x'>c</a> <a href='https://d.e'>d</a></p>");
  EXPECT_EQ(notes_of(file).plain, "a b c d");
  EXPECT_EQ(notes_of(file).links.size(), 1u);
  EXPECT_TRUE(has_diagnostic(file, "unsafe-link"));
  EXPECT_FALSE(notes_html(notes_of(file)).contains("script"));
}

TEST(HtmlNotes, OfAWholePageOnlyTheMainPartIsRead) {
  const auto file = html(
      "<!DOCTYPE html><html lang=de><head><title>Folge 5 | Tür</title><style>x</style></head>"
      "<body><header>Tür</header><nav><a href=/>Start</a></nav><main><h1>Folge 5</h1>"
      "<p>Text</p></main><footer>Impressum</footer></body></html>");
  EXPECT_EQ(notes_of(file).plain, "Folge 5\nText");
  EXPECT_EQ(file.episodes[0].title, "Folge 5");
  EXPECT_EQ(file.language, "de");
  EXPECT_EQ(file.boilerplate, (std::vector<std::string>{"Tür", "Start", "Impressum"}));
}

TEST(HtmlNotes, NestingBeyondTheLimitIsReadAsText) {
  std::string deep;
  for (int i = 0; i < 600; ++i)
    deep += "<div>";
  const auto file = html(deep + "bottom</div><p>after</p>");
  EXPECT_TRUE(has_diagnostic(file, "html-too-deep"));
  EXPECT_EQ(notes_of(file).plain, "bottom\nafter");
  EXPECT_FALSE(is_tame_html("<p" + std::string(600, ' ') + [] {
    std::string attributes;
    for (int i = 0; i < 300; ++i)
      attributes += " a" + std::to_string(i);
    return attributes;
  }() + ">"));
}

TEST(NotesFragment, HtmlEscapedHtmlAndTextAreToldApart) {
  EXPECT_EQ(read_notes_fragment("<p>a &amp; b</p><p>c</p>").plain, "a & b\nc");
  EXPECT_EQ(read_notes_fragment("&lt;p&gt;a &amp;amp; b&lt;/p&gt;").plain, "a & b");
  EXPECT_EQ(outline(read_notes_fragment("Links:\n- a &amp; b\n- c\n")),
            "#1 Links:|2 - a & b|2 - c");
  EXPECT_EQ(read_notes_fragment("").plain, "");
}

TEST(NotesFragment, TheDurationTellsHoursFromMinutes) {
  const auto notes = read_notes_fragment(
      "<ul><li>0:05 Hello<li>0:32 Locks<li>1:04 Keys<li>1:50 Goodbye</ul>", 130 * 60'000);
  EXPECT_EQ(notes.blocks.at(3).time.start, 110 * 60'000);
}

TEST(Offers, SponsorSectionsAreSetApart) {
  const auto file = html(
      "<h2>Locks</h2><p>All about locks, old and new, and who makes them.</p><h2>Sponsors</h2>"
      "<ul><li>Acme</li></ul><h3>More</h3><p>Bolt</p><h2>After</h2><p>End of it.</p>");
  EXPECT_EQ(outline(notes_of(file)),
            "#2 Locks|p0 All about locks, old and new, and who makes them.|#2 After|p0 End of it.");
  EXPECT_EQ(notes_of(file).offers.size(), 4u);
}

TEST(Offers, AWordFromASponsorIsOneParagraph) {
  const auto file = html(
      "<p>All about locks, old and new.</p><p>This episode is brought to you by Acme. Try it.</p>"
      "<p>We begin with brass.</p>");
  EXPECT_EQ(notes_of(file).plain, "All about locks, old and new.\nWe begin with brass.");
  EXPECT_EQ(notes_of(file).offers.size(), 1u);
}

TEST(Offers, NotesThatWouldBeNothingElseStay) {
  const auto file = html("<h2>Sponsors</h2><p>Everything there is stands below this one.</p>");
  EXPECT_TRUE(notes_of(file).offers.empty());
}

}  // namespace
}  // namespace earshot::formats
