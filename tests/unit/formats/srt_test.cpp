#include "parsing.h"

namespace earshot::formats {
namespace {

TEST(ReadSrt, ReadsRegularCues) {
  const std::string_view text =
      "1\n00:00:01,000 --> 00:00:02,500\nOne\nline more\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n";
  const auto file = parse(text);
  ASSERT_EQ(file.format, model::Format::Srt);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 2500}));
  EXPECT_EQ(file.transcript->cues[1].id, "2");
  EXPECT_EQ(file.transcript->cues[0].recovered, "");
  EXPECT_EQ(cue_text(file, 0), "One\nline more");
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
}

struct Damaged {
  std::string_view times;
  TimeSpan expected;
  std::string_view recovered;
};

TEST(ReadSrt, ReadsTimesInEveryDamagedForm) {
  for (const Damaged& row :
       {Damaged{"00:00:01.000 --> 00:00:02.500", {1000, 2500}, "point-decimal"},
        Damaged{"00:00:01 --> 00:00:02", {1000, 2000}, "no-fraction"},
        Damaged{"00:01,000 --> 00:02,500", {1000, 2500}, "no-hours"},
        Damaged{"0:0:1,5 --> 0:0:2,25", {1500, 2250}, "fraction-digits"},
        Damaged{"00:00:01,000 -->> 00:00:02,500", {1000, 2500}, "other-arrow"},
        Damaged{"00:00:01,000 -> 00:00:02,500", {1000, 2500}, "other-arrow"},
        Damaged{"00:00:01,000 → 00:00:02,500", {1000, 2500}, "other-arrow"},
        Damaged{"00:00:01:000 --> 00:00:02:500", {1000, 2500}, "colon-decimal"},
        Damaged{"00:00:100,000 --> 00:00:101,500", {100'000, 101'500}, "minutes-over-59"},
        Damaged{"00:00:001,000 --> 00:00:002,500", {1000, 2500}, "long-numbers"},
        Damaged{"00: 00: 01,000 --> 00: 00: 02,500", {1000, 2500}, ""},
        Damaged{"00:00:01,000 --> ", {1000, kNoTime}, "missing-end"}}) {
    const auto file = parse("1\n" + std::string(row.times) + "\nText\n", "a.srt");
    ASSERT_EQ(file.transcript->cues.size(), 1u) << row.times;
    EXPECT_EQ(file.transcript->cues[0].time, row.expected) << row.times;
    EXPECT_EQ(file.transcript->cues[0].recovered, row.recovered) << row.times;
    EXPECT_EQ(cue_text(file, 0), "Text") << row.times;
  }
}

TEST(ReadSrt, AMissingEndIsTheNextStart) {
  const auto file = parse("1\n00:00:01,000 -->\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 3000}));
}

TEST(ReadSrt, IndicesMayBeMissingOrWrong) {
  const auto file = parse(
      "00:00:01,000 --> 00:00:02,000\nA\n\n7\n00:00:02,000 --> 00:00:03,000\nB\n\n3\n"
      "00:00:03,000 --> 00:00:04,000\nC\n");
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(file.transcript->cues[0].recovered, "missing-index");
  EXPECT_TRUE(has_diagnostic(file, "missing-index"));
  EXPECT_TRUE(has_diagnostic(file, "index-out-of-order"));
  EXPECT_EQ(cue_text(file, 1), "B");
}

TEST(ReadSrt, CuesWithoutBlankLinesBetweenLoseNoText) {
  const auto file = parse(
      "1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:02,000 --> 00:00:03,000\n42\n3\n"
      "00:00:03,000 --> 00:00:04,000\nC\n");
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "A");
  EXPECT_EQ(cue_text(file, 1), "42");
}

TEST(ReadSrt, AnIndexThatCountsTheCueNeedsNoBlankLineBefore) {
  const auto file = parse(
      "00:00:01,000 --> 00:00:02,000\nA\n00:00:02,000 --> 00:00:03,000\nB\n3\n"
      "00:00:03,000 --> 00:00:04,000\nC\n");
  EXPECT_EQ(cue_text(file, 1), "B");
  EXPECT_EQ(file.transcript->cues.at(2).id, "3");
}

TEST(ReadSrt, ANumberBeforeTheFirstIndexIsNoText) {
  const auto file = parse("1\n1\n00:00:01,000 --> 00:00:02,000\nA\n");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].id, "1");
  EXPECT_TRUE(has_diagnostic(file, "text-outside-cue"));
}

TEST(ReadSrt, TimesPartedByACommaAreCues) {
  const auto file = parse("0:00:01.000,0:00:02.000\nA\nB\n\n0:00:03.000,0:00:04.000\nC\n");
  ASSERT_EQ(file.format, model::Format::Srt);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "A\nB");
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{3000, 4000}));
}

TEST(ReadSrt, ANumberIsTextInAFileWithoutIndices) {
  const auto file =
      parse("00:00:01,000 --> 00:00:02,000\n1984\n00:00:02,000 --> 00:00:03,000\nB\n");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "1984");
}

TEST(ReadSrt, BlankLinesInsideACueDoNotEndIt) {
  const auto file = parse(
      "1\n00:00:01,000 --> 00:00:02,000\nA\n\nstill A\n\n\n2\n00:00:02,000 --> 00:00:03,000\nB\n");
  EXPECT_EQ(cue_text(file, 0), "A\nstill A");
}

TEST(ReadSrt, TagsAndPositionsVanishButOtherAnglesStay) {
  const auto file = parse(
      "1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\n{\\an8}<i>A</i> <font "
      "color=\"#fff\">b</font> "
      "&amp; 1<2 {kept}\n");
  EXPECT_EQ(cue_text(file, 0), "A b & 1<2 {kept}");
  EXPECT_EQ(file.transcript->cues[0].settings.size(), 2u);
}

TEST(ReadSrt, NamesBeforeAColonAreSpeakers) {
  std::string text;
  for (int i = 1; i < 40; ++i) {
    text += std::to_string(i) + "\n00:00:" + (i < 10 ? "0" : "") + std::to_string(i) +
            ",000 --> 00:00:59,000\n" +
            (i == 1       ? "Ann Lee: full"
             : i % 3 == 0 ? "Ann: hi"
                          : "no") +
            "\nsecond line\n\n";
  }
  const auto file = parse(text);
  EXPECT_EQ(speaker(file, 0), "Ann Lee");
  EXPECT_EQ(speaker(file, 2), "Ann");
  EXPECT_EQ(cue_text(file, 2), "hi\nsecond line");
  EXPECT_EQ(speaker(file, 3), "");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadSrt, NamesInBracketsAreSpeakers) {
  const std::string_view text =
      "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Hi.\n\n"
      "2\n00:00:02,000 --> 00:00:03,000\n(Ann): Yo.\n\n"
      "3\n00:00:03,000 --> 00:00:04,000\n>> Bob: Hey.\n\n"
      "4\n00:00:04,000 --> 00:00:05,000\n[Speaker 2] Oh.\n\n"
      "5\n00:00:05,000 --> 00:00:06,000\n[Applause] Thanks.\n";
  const auto file = parse(text);
  EXPECT_EQ(speaker(file, 0), "SPEAKER_00");
  EXPECT_EQ(cue_text(file, 0), "Hi.");
  EXPECT_EQ(speaker(file, 1), "Ann");
  EXPECT_EQ(speaker(file, 2), "Bob");
  EXPECT_EQ(cue_text(file, 2), "Hey.");
  EXPECT_EQ(speaker(file, 3), "Speaker 2");
  EXPECT_EQ(cue_text(file, 3), "Oh.");
  EXPECT_EQ(cue_text(file, 4), "[Applause] Thanks.");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadSrt, DialogueDashesStayInTheText) {
  const auto file = parse("1\n00:00:01,000 --> 00:00:02,000\n- Hi.\n- Yo.\n");
  EXPECT_EQ(cue_text(file, 0), "- Hi.\n- Yo.");
}

TEST(ReadSrt, TextBeforeTheFirstTimesIsACueOfItsOwn) {
  const std::string_view text = "made by a tool\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n";
  const auto file = parse(text, "a.srt");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "made by a tool");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 1000}));
  EXPECT_EQ(file.transcript->cues[0].recovered, "text-outside-cue");
  EXPECT_TRUE(has_diagnostic(file, "text-outside-cue"));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadSrt, TimesBeyondTheLimitAreFlagged) {
  for (const std::string_view times :
       {"600:00:00,000 --> 600:00:01,000", "00:00:99999999999999999999999,000 --> 00:00:01,000",
        "00:00:01,000 --> 597:00:00,000"}) {
    const auto file = parse("1\n" + std::string(times) + "\nA\n", "a.srt");
    EXPECT_EQ(file.transcript->cues.at(0).recovered, "time-too-great") << times;
    EXPECT_TRUE(has_diagnostic(file, "time-too-great")) << times;
  }
}

TEST(ReadSrt, MissingEndsAreTheNextLaterStart) {
  const auto file = parse(
      "1\n00:00:01,000 -->\nA\n\n2\n00:00:01,000 -->\nB\n\n3\n00:00:03,000 --> 00:00:04,000\nC\n");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 3000}));
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 3000}));
}

TEST(ReadSrt, OtherEncodingsAreReadToo) {
  const std::string_view text =
      "1\r\n00:00:01,000 --> 00:00:02,000\r\ncaf\u00E9 d'\u00E9t\u00E9\r\n";
  std::string wide = "\xFF\xFE";
  std::string latin;
  for (std::size_t at = 0; at < text.size();) {
    const text::Character character = text::character_at(text, at);
    wide += static_cast<char>(character.code);  // all of them are below 256
    wide += '\0';
    latin += static_cast<char>(character.code);
    at += character.bytes;
  }
  for (const std::string& bytes : {wide, latin}) {
    const auto file = parse(bytes, "a.srt");
    ASSERT_EQ(file.format, model::Format::Srt);
    EXPECT_EQ(cue_text(file, 0), "caf\u00E9 d'\u00E9t\u00E9");
    EXPECT_EQ(file.transcript->cues.at(0).recovered, "");
  }
}

TEST(ReadSrt, TextBesideTheTimesComesFirst) {
  const std::string_view text = "1\n00:00:01,000 --> 00:00:02,000 <i>Hello</i> there\nmore\n";
  const auto file = parse(text, "a.srt");
  EXPECT_EQ(cue_text(file, 0), "Hello there\nmore");
  EXPECT_EQ(file.transcript->cues[0].recovered, "text-beside-times");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadSrt, HtmlTagsMayBeClosedInAnyWay) {
  const auto file =
      parse("1\n00:00:01,000 --> 00:00:02,000\n<B >a</B ><br/>b<br />c</I>\n", "a.srt");
  EXPECT_EQ(cue_text(file, 0), "a\nb\nc");
}

/// A cue a second with these texts.
std::string cues(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out += std::to_string(i + 1) + "\n00:00:" + (i < 10 ? "0" : "") + std::to_string(i) +
           ",000 --> 00:00:" + (i < 10 ? "0" : "") + std::to_string(i) + ",900\n" + texts[i] +
           "\n\n";
  }
  return out;
}

std::string speakers(const model::ParsedFile& file) {
  std::string out;
  for (std::size_t i = 0; i < file.transcript->cues.size(); ++i)
    out += speaker(file, i).empty() ? "-" : speaker(file, i).substr(0, 1);
  return out;
}

TEST(ReadSrt, ASpeakerNamedOnlyAtChangesGoesOn) {
  const std::string text = cues({"before", "Ann: a", "b", "[music]", "c", "Ben: d", "e", "f",
                                 "Ann: g", "h", "Ben: i", "j", "k"});
  const auto file = parse(text);
  EXPECT_EQ(speakers(file), "-AA-ABBBAABBB");
  EXPECT_EQ(cue_text(file, 2), "b");
  EXPECT_EQ(file.transcript->speakers.size(), 2u);
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadSrt, WhereNamesComeAgainNobodyGoesOn) {
  EXPECT_EQ(speakers(parse(cues({"Ann: a", "b", "b", "Ann: c", "x", "x", "Ann: d", "y", "y",
                                 "Ben: e", "z", "z", "Ann: f", "w", "Ben: g", "v"}))),
            "A--A--A--B--A-B-");
  // Too few changes to know the habit.
  EXPECT_EQ(speakers(parse(cues({"Ann: a", "b", "b", "Ben: c", "x", "x", "x"}))), "A--B---");
}

TEST(ReadSrt, ADialogueEndsATurn) {
  EXPECT_EQ(speakers(parse(cues({"Ann: a", "b", "Ben: c", "d", "- Hi.\n- Yo.", "e", "Ann: f", "g",
                                 "— h", "Ben: i", "j"}))),
            "AABB--AAABB");
  EXPECT_EQ(speakers(parse(cues({"Ann: a", "b", "Ben: c", "d", "Ann: e\nBen: f", "g", "Ann: h", "i",
                                 "Ben: j", "k", "Ann: l", "m"}))),
            "AABBABAABBAA");
}

TEST(ReadSrt, SeveralSpeakersInOneCueAreReportedAndKept) {
  const std::string text = cues({"Bob: Hello\nAlice: Hi Bob", "- Ann: Hi\n- Bob: Yo"});
  const auto file = parse(text);
  EXPECT_EQ(speaker(file, 0), "Bob");
  EXPECT_EQ(cue_text(file, 0), "Hello\nAlice: Hi Bob");
  EXPECT_EQ(speaker(file, 1), "Ann");
  EXPECT_EQ(cue_text(file, 1), "Hi\n- Bob: Yo");
  EXPECT_EQ(std::ranges::count(file.diagnostics, "several-voices", &Diagnostic::code), 2);
  EXPECT_EQ(broken_promise(file, text), "");
  EXPECT_FALSE(has_diagnostic(parse(cues({"Bob: Hello\nagain", "Ann: Yes"})), "several-voices"));
}

TEST(ReadSrt, AFullWidthColonEndsAName) {
  const std::string text = cues({"港：水", "山：川"});
  const auto file = parse(text);
  EXPECT_EQ(speaker(file, 0), "港");
  EXPECT_EQ(cue_text(file, 0), "水");
  EXPECT_EQ(speaker(file, 1), "山");
  EXPECT_EQ(broken_promise(file, text), "");
}

}  // namespace
}  // namespace earshot::formats
