#include "formats/ttml_time.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

std::string body(std::string_view content, std::string_view attributes = "") {
  return "<tt xmlns=\"http://www.w3.org/ns/ttml\" " + std::string(attributes) + "><body><div>" +
         std::string(content) + "</div></body></tt>";
}

std::string words(const model::ParsedFile& file, std::size_t cue) {
  std::string out;
  for (const model::Cue::Word& word : file.transcript->cues.at(cue).words) {
    if (!out.empty()) out += '|';
    out += std::to_string(word.time.start) + "-" + std::to_string(word.time.end) + " " +
           std::string(slice(file.transcript->plain, word.text_in_plain));
  }
  return out;
}

struct Expression {
  std::string_view text;
  double millis;
  bool is_loose;
};

TEST(TtmlTime, ReadsEveryExpression) {
  TtmlClock clock;
  clock.set("25", "", "2", "10000000");
  for (const Expression& row :
       {Expression{"00:00:01", 1000, false}, Expression{"00:00:01.5", 1500, false},
        Expression{"01:02:03.045", 3'723'045, false}, Expression{"100:00:00", 360'000'000, false},
        Expression{"00:00:01:05", 1200, false}, Expression{"00:00:01:05.1", 1220, false},
        Expression{"1.5s", 1500, false}, Expression{"90s", 90'000, false},
        Expression{"250ms", 250, false}, Expression{"0.5m", 30'000, false},
        Expression{"1h", 3'600'000, false}, Expression{"50f", 2000, false},
        Expression{"15000000t", 1500, false}, Expression{"12.5", 12'500, true},
        Expression{"1:02.5", 62'500, true}, Expression{"00:00:01,5", 1500, true}}) {
    const auto time = read_ttml_time(row.text, clock);
    ASSERT_TRUE(time) << row.text;
    EXPECT_NEAR(time->millis, row.millis, 0.001) << row.text;
    EXPECT_EQ(time->is_loose, row.is_loose) << row.text;
  }
  for (const std::string_view text : {"", "soon", "1x", "00:61:00", ":10", "1:2:3:4:5", "-1s"})
    EXPECT_FALSE(read_ttml_time(text, clock)) << text;
}

TEST(TtmlTime, TheMultiplierScalesFrames) {
  TtmlClock clock;
  clock.set("30", "1000 1001", "", "");
  EXPECT_NEAR(read_ttml_time("30f", clock)->millis, 1001, 0.001);
  EXPECT_NEAR(read_ttml_time("00:00:00:15", clock)->millis, 500.5, 0.001);
}

TEST(TtmlTime, TicksDefaultToFrames) {
  TtmlClock clock;
  clock.set("10", "", "2", "");
  EXPECT_NEAR(read_ttml_time("20t", clock)->millis, 1000, 0.001);
  clock.set("", "", "", "");
  EXPECT_NEAR(read_ttml_time("3t", clock)->millis, 3000, 0.001);
}

TEST(ReadTtml, AParagraphIsACue) {
  const std::string text = body(
      "\n <p xml:id=\"c1\" begin=\"1s\" end=\"2.5s\">Hello <br/>\n  there &amp; "
      "you&nbsp;&#33;</p>\n"
      " <p begin=\"3s\" dur=\"1s\"/>\n",
      "xml:lang=\"en-US\"");
  const auto file = parse(text, "a.xml");
  ASSERT_EQ(file.format, Format::Ttml);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 2500}));
  EXPECT_EQ(cue_text(file, 0), "Hello\nthere & you\u00A0!");
  EXPECT_EQ(file.transcript->cues[0].id, "c1");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{3000, 4000}));
  EXPECT_EQ(cue_text(file, 1), "");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadTtml, TimesCountFromTheParent) {
  const auto file = parse(
      "<tt><body begin=\"10s\"><div begin=\"5s\" end=\"20s\"><p begin=\"1s\" end=\"2s\">a</p>"
      "<p begin=\"2s\">b</p><p begin=\"3s\" end=\"90s\">c</p></div></body></tt>");
  EXPECT_EQ(file.transcript->cues.at(0).time, (TimeSpan{16'000, 17'000}));
  EXPECT_EQ(file.transcript->cues.at(1).time, (TimeSpan{17'000, 30'000}));
  EXPECT_EQ(file.transcript->cues.at(2).time, (TimeSpan{18'000, 30'000}));
}

TEST(ReadTtml, ASequenceGoesOnWhereTheLastPartEnded) {
  const auto file = parse(
      "<tt><body><div timeContainer=\"seq\" begin=\"1s\"><p dur=\"2s\">a</p><p dur=\"3s\">b</p>"
      "<p begin=\"1s\" dur=\"1s\">c</p></div></body></tt>");
  EXPECT_EQ(file.transcript->cues.at(0).time, (TimeSpan{1000, 3000}));
  EXPECT_EQ(file.transcript->cues.at(1).time, (TimeSpan{3000, 6000}));
  EXPECT_EQ(file.transcript->cues.at(2).time, (TimeSpan{7000, 8000}));
}

TEST(ReadTtml, AgentsAreSpeakers) {
  const auto file = parse(
      "<tt xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"><head><metadata>"
      "<ttm:agent xml:id=\"a\" type=\"person\"><ttm:name type=\"full\">Ann "
      "Lee</ttm:name></ttm:agent>"
      "<ttm:agent xml:id=\"b\"/></metadata></head><body><div><p begin=\"0s\" end=\"1s\" "
      "ttm:agent=\"a\">x</p>"
      "<p begin=\"1s\" end=\"2s\"><span ttm:agent=\"b\">y</span></p></div></body></tt>");
  EXPECT_EQ(speaker(file, 0), "Ann Lee");
  EXPECT_EQ(speaker(file, 1), "b");
  EXPECT_EQ(cue_text(file, 1), "y");
}

TEST(ReadTtml, AppleWritesWordsWithoutWhiteSpaceAndTimesFromTheStart) {
  const auto file =
      parse(body("<p begin=\"10.0\" end=\"12.0\" ttm:agent=\"SPEAKER_1\"><span "
                 "podcasts:unit=\"sentence\" begin=\"10.0\" end=\"12.0\">"
                 "<span podcasts:unit=\"word\" begin=\"10.0\" end=\"10.5\">Hello,</span>"
                 "<span podcasts:unit=\"word\" begin=\"10.5\" end=\"12.0\">world.</span></span></p>"
                 "<p begin=\"1:12.0\" end=\"1:13.0\"><span begin=\"1:12.0\" "
                 "end=\"1:12.5\">And</span><span begin=\"1:12.5\" end=\"1:13.0\">more</span></p>"));
  EXPECT_EQ(cue_text(file, 0), "Hello, world.");
  EXPECT_EQ(words(file, 0), "10000-10500 Hello,|10500-12000 world.");
  EXPECT_EQ(speaker(file, 0), "SPEAKER_1");
  EXPECT_EQ(file.transcript->cues.at(1).time, (TimeSpan{72'000, 73'000}));
  EXPECT_EQ(cue_text(file, 1), "And more");
  EXPECT_TRUE(has_diagnostic(file, "times-from-file-start"));
}

TEST(ReadTtml, SyllablesStayTogetherWhereTheFileHasWhiteSpace) {
  const auto file =
      parse(body("<p begin=\"0s\" end=\"2s\"><span begin=\"0s\" end=\"0.5s\">Hel</span><span "
                 "begin=\"0.5s\" end=\"1s\">lo</span> "
                 "<span begin=\"1s\" end=\"2s\">you</span></p>"));
  EXPECT_EQ(cue_text(file, 0), "Hello you");
}

TEST(ReadTtml, TimedLinesOfAParagraphAreCues) {
  const auto file =
      parse(body("<p><span begin=\"1s\" end=\"2s\">First line here</span><br/><span begin=\"2s\" "
                 "end=\"3s\">And the second</span></p>"));
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{2000, 3000}));
  EXPECT_EQ(cue_text(file, 0), "First line here");
}

TEST(ReadTtml, PreservedWhiteSpaceKeepsLines) {
  EXPECT_EQ(cue_text(parse(body("<p begin=\"0s\" xml:space=\"preserve\">a  b\nc</p>")), 0),
            "a  b\nc");
  EXPECT_EQ(cue_text(parse(body("<p begin=\"0s\">a  b\nc</p>")), 0), "a b c");
}

TEST(ReadTtml, NamespacesDoNotMatter) {
  for (const std::string_view text :
       {"<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\"><tt:body><tt:p "
        "begin=\"1s\">x</tt:p></tt:body></tt:tt>",
        "<tt xmlns=\"http://www.w3.org/2006/10/ttaf1\"><body><p begin=\"1s\">x</p></body></tt>",
        "<?xml version=\"1.0\"?><!-- c --><TT><BODY><P begin=\"1s\">x</P></BODY></TT>"}) {
    const auto file = parse(text, "a.xml");
    ASSERT_EQ(file.format, Format::Ttml) << text;
    ASSERT_EQ(file.transcript->cues.size(), 1u) << text;
    EXPECT_EQ(file.transcript->cues[0].time.start, 1000) << text;
  }
}

TEST(ReadTtml, DamageLosesNoText) {
  const std::string text =
      "<tt><body><div><p begin=\"0s\" end=\"1s\">Rock & roll <3</p><p begin=\"1s\" "
      "end=\"2s\"><span>two</p>"
      "stray<p begin=\"2s\" end=\"x\">three</i></p><p begin=\"3s\">cut o";
  const auto file = parse(text, "a.ttml");
  ASSERT_EQ(file.transcript->cues.size(), 4u);
  EXPECT_EQ(cue_text(file, 0), "Rock & roll <3");
  EXPECT_EQ(cue_text(file, 1), "two");
  EXPECT_EQ(cue_text(file, file.transcript->cues.size() - 1), "cut o");
  EXPECT_EQ(file.transcript->cues.back().recovered, "cut-off");
  for (const std::string_view code :
       {"xml-cut-off", "wrong-end-tag", "text-outside-cue", "bad-time"})
    EXPECT_TRUE(has_diagnostic(file, code)) << code;
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadTtml, LimitsAreSaid) {
  std::string deep = "<tt><body>";
  for (int i = 0; i < 300; ++i)
    deep += "<div>";
  EXPECT_TRUE(has_diagnostic(parse(deep + "<p begin=\"0s\">x</p>"), "too-deep"));
  std::string wide = "<tt><body><p begin=\"0s\"";
  for (int i = 0; i < 300; ++i)
    wide += " a" + std::to_string(i) + "=\"1\"";
  EXPECT_TRUE(has_diagnostic(parse(wide + ">x</p></body></tt>"), "too-many-attributes"));
}

TEST(TtmlTime, SmpteClocksCountFrames) {
  TtmlClock clock;
  clock.set("30", "1000 1001", "", "");
  clock.set_base("smpte", "nonDrop");
  EXPECT_NEAR(read_ttml_time("01:00:00:00", clock)->millis, 3'603'600, 0.001);
  EXPECT_NEAR(read_ttml_time("00:00:01:15", clock)->millis, 1501.5, 0.001);
  clock.set_base("smpte", "dropNTSC");
  EXPECT_NEAR(read_ttml_time("01:00:00:00", clock)->millis, 3'599'996.4, 0.001);
  EXPECT_NEAR(read_ttml_time("00:01:00:02", clock)->millis, 60'060, 0.001);
  clock.set_base("media", "");
  EXPECT_NEAR(read_ttml_time("01:00:00:00", clock)->millis, 3'600'000, 0.001);
}

TEST(ReadTtml, TheTimeBaseOfTheRootCounts) {
  const auto file = parse(
      "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" "
      "ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\">"
      "<body><div><p begin=\"01:00:00:00\" end=\"01:00:10:00\">Hi</p></div></body></tt>");
  ASSERT_TRUE(file.transcript);
  EXPECT_EQ(file.transcript->cues.at(0).time.start, 3'603'600);
}

}  // namespace
}  // namespace earshot::formats
