#include "parsing.h"

namespace earshot::formats {
namespace {

TEST(ReadVtt, ReadsTimesIdSettingsAndText) {
  const auto file = parse(
      "WEBVTT - a title\nKind: captions\n\nintro\n00:00.860 --> 00:07.380 line:0 align:start\n"
      "Hello there,\nlistener.\n");
  ASSERT_EQ(file.format, model::Format::Vtt);
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  const model::Cue& cue = file.transcript->cues[0];
  EXPECT_EQ(cue.time, (TimeSpan{860, 7380}));
  EXPECT_EQ(cue.id, "intro");
  ASSERT_EQ(cue.settings.size(), 2u);
  EXPECT_EQ(cue.settings[1].second, "start");
  EXPECT_EQ(cue_text(file, 0), "Hello there,\nlistener.");
  EXPECT_EQ(cue.recovered, "");
}

TEST(ReadVtt, AcceptsEachLineEnd) {
  for (const std::string_view text : {"WEBVTT\n\n00:01.000 --> 00:02.000\na\nb\n",
                                      "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\na\r\nb\r\n",
                                      "WEBVTT\r\r00:01.000 --> 00:02.000\ra\rb\r"}) {
    const auto file = parse(text);
    ASSERT_EQ(file.transcript->cues.size(), 1u);
    EXPECT_EQ(cue_text(file, 0), "a\nb");
  }
}

TEST(ReadVtt, NotesStylesAndRegionsAreNoCues) {
  const std::string_view text =
      "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE a remark\nof two lines\n\n"
      "00:01.000 --> 00:02.000\ntext\n\nNOTE\n";
  const auto file = parse(text);
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
  const std::vector<model::Remark>& remarks = file.transcript->remarks;
  ASSERT_EQ(remarks.size(), 4u);
  EXPECT_EQ(remarks[0].kind, model::Remark::Kind::Style);
  EXPECT_EQ(remarks[0].text, "::cue { color: red }");
  EXPECT_EQ(remarks[1].kind, model::Remark::Kind::Region);
  EXPECT_EQ(remarks[1].text, "id:a");
  EXPECT_EQ(remarks[2].text, "a remark\nof two lines");
  EXPECT_EQ(remarks[2].line_in_source, 9u);
  EXPECT_EQ(remarks[3].text, "");
}

TEST(ReadVtt, TheHeaderIsKept) {
  const auto file = parse(
      "WEBVTT - a title\r\nKind: captions\r\nLanguage: de-CH\r\n\r\n"
      "00:01.000 --> 00:02.000\r\none\r\n");
  EXPECT_EQ(file.transcript->header, "- a title\nKind: captions\nLanguage: de-CH");
  EXPECT_EQ(file.language, "de-CH");
}

TEST(ReadVtt, TheLanguageOfTheHeaderIsACode) {
  for (const char* name : {"ger-CH", "de_CH", "deu-CH"}) {
    const auto file =
        parse("WEBVTT\nLanguage: " + std::string(name) + "\n\n00:01.000 --> 00:02.000\none\n");
    EXPECT_EQ(file.language, "de-CH") << name;
    EXPECT_EQ(file.transcript->language, "de-CH") << name;
  }
}

TEST(ReadVtt, TheRestOfAStyleBehindABlankLineIsNoText) {
  const auto file = parse(
      "WEBVTT\n\nSTYLE\n::cue {\ncolor: red;\n}\n\n::cue(b) {\ncolor: blue;\n}\n\n"
      "00:01.000 --> 00:02.000\none\n");
  EXPECT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->remarks.size(), 2u);
}

TEST(ReadVtt, ASecondArrowBeginsTheNextCue) {
  const auto file = parse("WEBVTT\n\n00:01.000 --> 00:02.000\none\n00:02.000 --> 00:03.000\ntwo\n");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "one");
  EXPECT_EQ(cue_text(file, 1), "two");
}

TEST(ReadVtt, ACueMayFollowTheHeaderAtOnce) {
  const auto file = parse("WEBVTT\n00:01.000 --> 00:02.000\none\n");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].id, "");
}

TEST(ReadVtt, HoursMayHaveMoreThanTwoDigits) {
  const auto file = parse("WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nlate\n");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].time.start, 360'001'000);
  EXPECT_EQ(file.transcript->cues[0].recovered, "");
}

struct Lenient {
  std::string_view times;
  TimeSpan expected;
  std::string_view recovered;
};

TEST(ReadVtt, ReadsTimesThatTheStandardDropsAndSaysSo) {
  for (const Lenient& row :
       {Lenient{"0.860 --> 7.380", {860, 7380}, "seconds-only"},
        Lenient{"00:01,500 --> 00:02,000", {1500, 2000}, "comma-decimal"},
        Lenient{"00:01 --> 00:02", {1000, 2000}, "no-fraction"},
        Lenient{"0:01.000 --> 0:02.000", {1000, 2000}, "short-numbers"},
        Lenient{"75:30.000 --> 75:31.000", {4'530'000, 4'531'000}, "minutes-over-59"},
        Lenient{"00:01.5 --> 00:02.25", {1500, 2250}, "fraction-digits"},
        Lenient{"00:01.000 -->> 00:02.000", {1000, 2000}, "other-arrow"}}) {
    const auto file = parse("WEBVTT\n\n" + std::string(row.times) + "\ntext\n");
    ASSERT_EQ(file.transcript->cues.size(), 1u) << row.times;
    EXPECT_EQ(file.transcript->cues[0].time, row.expected) << row.times;
    EXPECT_EQ(file.transcript->cues[0].recovered, row.recovered) << row.times;
  }
}

TEST(ReadVtt, WithoutSignatureAllCuesAreRecovered) {
  const auto file = parse("00:01.000 --> 00:02.000\ntext\n", "a.vtt");
  ASSERT_EQ(file.format, model::Format::Vtt);
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].recovered, "missing-signature");
  EXPECT_TRUE(has_diagnostic(file, "missing-signature"));
}

TEST(ReadVtt, ADoubledSignatureIsNoText) {
  const auto file = parse("WEBVTT\n\nWEBVTT\n\n00:01.000 --> 00:02.000\ntext\n");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].recovered, "");
  EXPECT_TRUE(has_diagnostic(file, "doubled-signature"));
}

TEST(ReadVtt, AVoiceIsTheSpeaker) {
  const auto file = parse(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ann  &amp; Bo>Hi</v>\n\n"
      "00:02.000 --> 00:03.000\n<v Cy>unclosed\n\n00:03.000 --> 00:04.000\nnobody\n");
  EXPECT_EQ(speaker(file, 0), "Ann & Bo");
  EXPECT_EQ(cue_text(file, 0), "Hi");
  EXPECT_EQ(speaker(file, 1), "Cy");
  EXPECT_EQ(cue_text(file, 1), "unclosed");
  EXPECT_EQ(speaker(file, 2), "");
}

TEST(ReadVtt, AVoiceGoesOnWhereOnlyChangesAreNamed) {
  const auto speakers = [](std::initializer_list<std::string_view> texts) {
    std::string source = "WEBVTT\n\n";
    for (const std::string_view text : texts)
      source += "00:01.000 --> 00:02.000\n" + std::string(text) + "\n\n";
    const auto file = parse(source);
    std::string out;
    for (std::size_t i = 0; i < file.transcript->cues.size(); ++i)
      out += speaker(file, i).empty() ? "-" : speaker(file, i);
    return out;
  };
  EXPECT_EQ(speakers({"a", "<v A>b", "c", "[music]", "<v B>d", "e"}), "-AA-BB");
  EXPECT_EQ(speakers({"<v A>a", "b", "<v A>c", "d", "<v B>e", "f"}), "A-A-B-");
  EXPECT_EQ(speakers({"<v A>a", "b", "<v B>c", "<v A>d", "<v B>e", "f"}), "A-BAB-");
}

TEST(ReadVtt, TagsVanishAndReferencesAreDecoded) {
  const auto file = parse(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>a</i> &lt;b&gt; <c.red>c</c> &eacute;&#233;&#xe9; "
      "&nope; "
      "<ruby>x<rt>y</rt></ruby> <lang fr>oui</lang>\n");
  EXPECT_EQ(cue_text(file, 0), "a <b> c ééé &nope; xy oui");
}

TEST(ReadVtt, WhatAnUnclosedTagSwallowsComesOutBesideTheStandardsCue) {
  const std::string_view text = "WEBVTT\n\n00:01.000 --> 00:02.000\n1 < 2 is true\n";
  const auto file = parse(text);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "1");
  EXPECT_EQ(file.transcript->cues[0].recovered, "");
  EXPECT_EQ(cue_text(file, 1), "< 2 is true");
  EXPECT_EQ(file.transcript->cues[1].recovered, "unclosed-tag");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 2000}));
  EXPECT_TRUE(has_diagnostic(file, "unclosed-tag"));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadVtt, WordsInAnglesComeOutBesideTheStandardsCue) {
  const auto file = parse(
      "WEBVTT\n\n00:01.000 --> 00:02.000\nso <inaudible> yes <font color=red>x</font> "
      "<00:99.000>y\n");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "so  yes x y");
  EXPECT_EQ(cue_text(file, 1), "<inaudible>");
  EXPECT_EQ(file.transcript->cues[1].recovered, "unknown-tag");
}

TEST(ReadVtt, TimesInsideTheTextAreWords) {
  const auto file =
      parse("WEBVTT\n\n00:01.000 --> 00:04.000\nOne <00:02.000>two <00:03.000><c>three</c>\n");
  const model::Cue& cue = file.transcript->cues[0];
  EXPECT_EQ(cue_text(file, 0), "One two three");
  ASSERT_EQ(cue.words.size(), 3u);
  EXPECT_EQ(cue.words[0].time, (TimeSpan{1000, 2000}));
  EXPECT_EQ(cue.words[2].time, (TimeSpan{3000, 4000}));
  EXPECT_EQ(slice(file.transcript->plain, cue.words[1].text_in_plain), "two");
}

TEST(ReadVtt, OddCuesAreKeptAndReported) {
  const auto file = parse(
      "WEBVTT\n\n00:01.000 --> 00:01.000\nzero\n\n00:03.000 --> 00:02.000\nback\n\n"
      "00:04.000 --> 00:05.000\n\n");
  EXPECT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_TRUE(has_diagnostic(file, "cue-zero-length"));
  EXPECT_TRUE(has_diagnostic(file, "cue-end-before-start"));
  EXPECT_TRUE(has_diagnostic(file, "cue-without-text"));
  EXPECT_EQ(cue_text(file, 2), "");
}

TEST(ReadVtt, AHeartIsNoTime) {
  for (const std::string_view heart : {"<3 you", "<3> you", "<3"}) {
    const auto file = parse("WEBVTT\n\n00:01.000 --> 00:02.000\nI " + std::string(heart) + "\n");
    ASSERT_EQ(file.transcript->cues.size(), 2u) << heart;
    EXPECT_TRUE(cue_text(file, 0).starts_with("I")) << heart;
    EXPECT_TRUE(cue_text(file, 1).starts_with("<3")) << heart;
    EXPECT_EQ(file.transcript->cues[0].recovered, "") << heart;
  }
}

TEST(ReadVtt, TextOutsideCuesIsReportedAndPutToTheCueBefore) {
  const std::string_view text = "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\nlost words\n";
  const auto file = parse(text);
  ASSERT_EQ(file.diagnostics.size(), 1u);
  EXPECT_EQ(file.diagnostics[0].code, "text-outside-cue");
  EXPECT_EQ(file.diagnostics[0].line_in_source, 6u);
  EXPECT_EQ(file.diagnostics[0].excerpt, "lost words");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 1), "lost words");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 2000}));
  EXPECT_EQ(file.transcript->cues[1].recovered, "text-outside-cue");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadVtt, ACueWithUnreadableTimesKeepsItsTextBetweenItsNeighbours) {
  const std::string_view text =
      "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\nan id\nnow --> then\n<v Ann>kept\n\n"
      "00:05.000 --> 00:06.000\ntwo\n";
  const auto file = parse(text);
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  const model::Cue& cue = file.transcript->cues[1];
  EXPECT_EQ(cue.time, (TimeSpan{2000, 5000}));
  EXPECT_EQ(cue.recovered, "bad-cue-timing");
  EXPECT_EQ(cue.id, "an id");
  EXPECT_EQ(cue_text(file, 1), "kept");
  EXPECT_EQ(speaker(file, 1), "Ann");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadVtt, ArrowsThatAreNoneAreReadWhereNoCueClaimsThem) {
  const std::string_view text =
      "WEBVTT\n\ntitle\n00:01.000 -> 00:02.000\none\n00:02.000 → 00:03.000 still here\ntwo\n\n"
      "00:03.000 --> 00:04.000\nthree\n00:04.000 -> 00:05.000\n";
  const auto file = parse(text);
  ASSERT_EQ(file.transcript->cues.size(), 4u);
  EXPECT_EQ(cue_text(file, 0), "title");
  EXPECT_EQ(cue_text(file, 1), "one");
  EXPECT_EQ(file.transcript->cues[1].recovered, "other-arrow");
  EXPECT_EQ(cue_text(file, 2), "still here\ntwo");
  EXPECT_EQ(file.transcript->cues[2].time, (TimeSpan{2000, 3000}));
  EXPECT_EQ(cue_text(file, 3), "three\n00:04.000 -> 00:05.000");  // the standard's cue
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadVtt, TextBesideTheTimesIsKept) {
  const auto file =
      parse("WEBVTT\n\n00:01.000 --> 00:02.000 Hello there\n\n00:02,0 --> 00:03,0 and you\nmore\n");
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "");
  EXPECT_EQ(cue_text(file, 1), "Hello there");
  EXPECT_EQ(file.transcript->cues[1].recovered, "text-beside-times");
  EXPECT_EQ(cue_text(file, 2), "and you\nmore");
}

TEST(ReadVtt, ANumberOutsideCuesIsNoText) {
  const auto file = parse("WEBVTT\n\n1\n\n00:01.000 --> 00:02.000\none\n");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.diagnostics.at(0).excerpt, "1");
}

TEST(ReadVtt, TimesBeyondTheLimitAreFlagged) {
  const auto file = parse("WEBVTT\n\n600:00:00.000 --> 601:00:00.000\nlate\n");
  EXPECT_EQ(file.transcript->cues.at(0).time, (TimeSpan{kMaxTime, kMaxTime}));
  EXPECT_EQ(file.transcript->cues.at(0).recovered, "time-too-great");
  EXPECT_TRUE(has_diagnostic(file, "time-too-great"));
}

TEST(ReadVtt, AFileCutOffIsPartialAndFlagged) {
  for (const std::string_view end :
       {"and then we we", "<v An", "00:00:0", "00:00:03.000 --> 00:0"}) {
    const auto file = parse(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWhole.\n\n"
        "00:02.000 --> 00:03.000\nPart.\n" +
        std::string(end));
    EXPECT_GE(file.transcript->cues.size(), 2u);
    EXPECT_TRUE(has_diagnostic(file, "cut-off")) << end;
  }
}

TEST(ReadVtt, PrefixesAreSpeakersOnlyInAConversation) {
  std::string talk = "WEBVTT\n\n";
  std::string prose = "WEBVTT\n\n";
  for (int i = 10; i < 60; ++i) {
    const std::string times =
        "00:" + std::to_string(i) + ".000 --> 00:" + std::to_string(i) + ".900\n";
    talk += times + (i % 2 == 0 ? "Ann: yes it is\n\n" : "Bo Berg: no it is not\n\n");
    prose += times + (i == 20 ? "Remember Python: it is slow\n\n" : "and so it goes on\n\n");
  }
  const auto first = parse(talk);
  EXPECT_EQ(speaker(first, 0), "Ann");
  EXPECT_EQ(cue_text(first, 0), "yes it is");
  const auto second = parse(prose);
  EXPECT_TRUE(second.transcript->speakers.empty());
  EXPECT_EQ(cue_text(second, 10), "Remember Python: it is slow");
}

TEST(ReadVtt, ALabelIsASpeakerThoughNobodyElseSpeaks) {
  const auto file = parse(
      "WEBVTT\n\n00:00.000 --> 00:01.000\n[SPEAKER_00]: Hi.\n\n00:01.000 --> 00:02.000\nMore.\n");
  EXPECT_EQ(speaker(file, 0), "SPEAKER_00");
  EXPECT_EQ(cue_text(file, 0), "Hi.");
}

TEST(ReadVtt, AWordsTimeBehindTheEndOfItsCueIsTheEnd) {
  const auto file = parse("WEBVTT\n\n00:01.000 --> 00:02.000\na <00:05.000>b\n");
  const auto& words = file.transcript->cues.at(0).words;
  ASSERT_EQ(words.size(), 2u);
  for (const auto& word : words)
    EXPECT_LE(word.time.start, word.time.end);
  EXPECT_EQ(words[1].time.start, 2'000);
}

TEST(ReadVtt, AFullWidthColonEndsAName) {
  const auto file = parse(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n港：水\n\n"
      "00:02.000 --> 00:03.000\n山：川\n");
  EXPECT_EQ(speaker(file, 0), "港");
  EXPECT_EQ(cue_text(file, 1), "川");
}

}  // namespace
}  // namespace earshot::formats
