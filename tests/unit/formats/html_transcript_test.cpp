#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

TEST(ReadHtmlTranscript, CiteTimeAndParagraph) {
  const std::string_view text =
      "<cite>Ann:</cite>\n<time>0:00</time>\n<p>Hello &amp; welcome, it&#39;s\n  time.</p>\n"
      "<cite>Bob:</cite>\n<time>1:02:03</time>\n<p>Thanks.</p>\n<p>More of it.</p>\n";
  const auto file = parse(text, "a.html");
  ASSERT_EQ(file.format, Format::TranscriptHtml);
  ASSERT_EQ(file.kind, model::FileKind::Transcript);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "Hello & welcome, it's time.");
  EXPECT_EQ(speaker(file, 1), "Bob");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 3'723'000}));
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{3'723'000, kNoTime}));
  EXPECT_EQ(cue_text(file, 1), "Thanks.\nMore of it.");
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadHtmlTranscript, ASavedPageRoundItIsBoilerplate) {
  const std::string_view text =
      "<!DOCTYPE html><html lang=\"de\"><head><title>The Show</title><style>p{}</style>"
      "<script>if (a < b) { document.write('<time>9:99</time>') }</script></head><body>"
      "<nav><a href=\"/\">Home</a></nav><article><h1>Episode 4</h1>"
      "<p>Published <time datetime=\"2025-01-01\">January 1</time></p><section>"
      "<h2>Transcript</h2><p><cite>Ann</cite> <time>00:05</time> Guten Tag.</p>"
      "<p><cite>Bob</cite> <time>00:09</time> <em>Hallo</em>!</p>"
      "<p><cite>Ann</cite> <time>00:12</time> Los!</p></section></article>"
      "<footer>All rights</footer></body></html>";
  const auto file = parse(text, "a.html");
  ASSERT_EQ(file.format, Format::TranscriptHtml);
  EXPECT_EQ(file.language, "de");
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "Guten Tag.");
  EXPECT_EQ(cue_text(file, 1), "Hallo!");
  EXPECT_EQ(cue_text(file, 2), "Los!");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{9000, 12'000}));
  const std::vector<std::string> expected = {
      "The Show", "Home", "Episode 4", "Published January 1", "Transcript", "All rights"};
  EXPECT_EQ(file.boilerplate, expected);
  EXPECT_TRUE(has_diagnostic(file, "text-around-transcript"));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadHtmlTranscript, ClassesTellSpeakersAndTimes) {
  const auto file = parse(
      "<div class=\"transcript\"><div class=\"row\"><span class=\"transcript-speaker\">Ann</span>"
      "<span class=\"timestamp\">(00:01)</span><p>One.</p></div><div class=\"row\">"
      "<span class=\"transcript-speaker\">Bob</span><span class=\"timestamp\">(00:03)</span>"
      "<p>Two.</p></div></div>",
      "a.html");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(speaker(file, 0), "Ann");
  EXPECT_EQ(cue_text(file, 1), "Two.");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 3000}));
}

TEST(ReadHtmlTranscript, ParagraphsMayBeginWithNamesAndTimes) {
  const auto file = parse(
      "<html><body><h1>Talk</h1><p><b>Ann:</b> [00:01] Hello to you all.</p>"
      "<p><b>Bob:</b> [00:04] And to you.</p><p><b>Ann:</b> [00:06] So let us "
      "go.</p></body></html>",
      "a.html");
  ASSERT_EQ(file.format, Format::TranscriptHtml);
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(speaker(file, 2), "Ann");
  EXPECT_EQ(cue_text(file, 2), "So let us go.");
  EXPECT_EQ(file.boilerplate, std::vector<std::string>{"Talk"});
}

TEST(ReadHtmlTranscript, DamagedHtmlIsReadAsFarAsItGoes) {
  const std::string_view text =
      "<cite>Ann:</cite><time>0:00</time><p>One "
      "<b>two<p>three</div><cite>Bob:<time>0:05</time><p>fo";
  const auto file = parse(text, "a.html");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "One two\nthree");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(DetectHtmlTranscript, NotesInHtmlAreNone) {
  for (const std::string_view text :
       {"<p>We talk about <a href=\"x\">it</a>.</p><ul><li>00:00 Intro</li><li>04:10 "
        "News</li><li>20:00 End</li></ul>",
        "<p>Published <time>March 3</time> by <cite>Ann</cite></p>",
        "<html><body><p>Just a page.</p><p>No more.</p></body></html>"}) {
    EXPECT_NE(parse(text, "a.html").format, Format::TranscriptHtml) << text;
  }
}

}  // namespace
}  // namespace earshot::formats
