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

/// A page that marks nothing up but the turns themselves.
std::string saved_page(std::string_view turns) {
  return "<html><head><title>Ep 4: The thing</title></head><body><header>The Show</header><main>"
         "<article><h1>Ep 4: The thing</h1><p>About the thing.</p>" +
         std::string(turns) +
         "</article><div><p>Ep 5: Another thing</p></div></main><aside><p>Read: more</p></aside>"
         "</body></html>";
}

std::string said(const model::ParsedFile& file) {
  std::string out;
  for (std::size_t i = 0; i < file.transcript->cues.size(); ++i) {
    if (i > 0) out += '|';
    out += std::to_string(file.transcript->cues[i].time.start / 1000) + " " + speaker(file, i) +
           ": " + cue_text(file, i);
  }
  return out;
}

TEST(ReadHtmlTranscript, WhatStandsRoundUnmarkedTurnsIsBoilerplate) {
  const std::string page = saved_page(
      "<p><b>Ann</b> [00:01]: Hello there.</p><p><b>Bob</b> [00:03]: Hi you all.</p>"
      "<p><b>Ann</b> [00:05]: Well, good bye.</p>");
  const auto file = parse(page, "a.html");
  ASSERT_EQ(file.format, Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann: Hello there.|3 Bob: Hi you all.|5 Ann: Well, good bye.");
  EXPECT_EQ(file.boilerplate.size(), 6u);
  EXPECT_EQ(broken_promise(file, page), "");
}

TEST(ReadHtmlTranscript, ARowOfATableIsATurn) {
  const auto file = parse(
      "<table><tr><td>00:01</td><td>Ann Lee</td><td>Hello there.</td></tr>"
      "<tr><td>00:03</td><td>Bob</td><td>Hi you all.</td></tr>"
      "<tr><td>00:05</td><td>Ann Lee</td><td>Bye.</td></tr></table>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann Lee: Hello there.|3 Bob: Hi you all.|5 Ann Lee: Bye.");
}

TEST(ReadHtmlTranscript, ASpeakersElementMayHoldTheTimeToo) {
  const auto file = parse(
      "<p class=\"speaker\">Ann Lee 00:01</p><p>Hello.</p><p class=\"speaker\">00:03 "
      "Bob</p><p>Hi.</p>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann Lee: Hello.|3 Bob: Hi.");
}

TEST(ReadHtmlTranscript, SpacesBetweenElementsOfALineStay) {
  const auto file = parse(
      "<p><b>Ann:</b> <i>Hello</i> <b>there</b></p><p>Bob: <i>Hi</i></p><p>Ann: Bye</p>"
      "<p>Bob: Bye</p>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(cue_text(file, 0), "Hello there");
}

TEST(ReadHtmlTranscript, AButtonWithAClockIsATime) {
  const auto file = parse(
      "<ul><li><button>0:01</button> <b>Ann</b><p>Hello.</p></li>"
      "<li><button>0:03</button> <b>Bob</b><p>Hi.</p></li>"
      "<li><button>0:05</button> <b>Ann</b><p>Bye.</p></li>"
      "<li><button>0:07</button> <b>Bob</b><p>Bye.</p><button>Share</button></li></ul>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann: Hello.|3 Bob: Hi.|5 Ann: Bye.|7 Bob: Bye.");
}

TEST(ReadHtmlTranscript, NamesAndTimesMayTouch) {
  const auto file = parse(
      "<div><b>Ann</b><small>0:01</small></div><div>Hello.</div>"
      "<div><b>Bob</b><small>0:03</small></div><div>Hi.</div>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann: Hello.|3 Bob: Hi.");
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

TEST(ReadHtmlTranscript, ACommentInAScriptEndsWithTheScript) {
  const auto file = parse(
      "<script>var a = '<!-- <p>no</p>';</script><cite>Ann</cite><time>0:01</time><p>Hello.</p>"
      "<SCRIPT><!--\nif (a</b/) b();</SCRIPT><cite>Bob</cite><time>0:03</time><p>Hi.</p>",
      "a.html", Format::TranscriptHtml);
  EXPECT_EQ(said(file), "1 Ann: Hello.|3 Bob: Hi.");
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
