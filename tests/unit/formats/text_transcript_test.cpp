#include "formats/text_heads.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

struct HeadRow {
  std::string_view line;
  std::string_view speaker;
  Millis start;
  std::string_view text;
};

TEST(TextHead, ReadsEveryForm) {
  for (const HeadRow& row :
       {HeadRow{"Ann Lee (00:01:02): Hello", "Ann Lee", 62'000, "Hello"},
        HeadRow{"Ann Lee (00:01:02):", "Ann Lee", 62'000, ""},
        HeadRow{"**Ann:** \\[04:33\\] Hello", "Ann", 273'000, "Hello"},
        HeadRow{"**Ann:** [04:33] Hello", "Ann", 273'000, "Hello"},
        HeadRow{"**Ann** (04:33): Hello", "Ann", 273'000, "Hello"},
        HeadRow{"**Ann (04:33):** Hello", "Ann", 273'000, "Hello"},
        HeadRow{"**[04:33] Ann:** Hello", "Ann", 273'000, "Hello"},
        HeadRow{"[00:04:33] Ann: Hello", "Ann", 273'000, "Hello"},
        HeadRow{"[00:04:33.500] **Ann:** Hello", "Ann", 273'500, "Hello"},
        HeadRow{"(04:33) Ann: Hello", "Ann", 273'000, "Hello"},
        HeadRow{"00:04:33 Ann: Hello", "Ann", 273'000, "Hello"},
        HeadRow{"00:04:33 Hello there", "", 273'000, "Hello there"},
        HeadRow{"00:04:33 - Hello there", "", 273'000, "Hello there"},
        HeadRow{"[04:33](https://a.b/#t=273) Hello there", "", 273'000, "Hello there"},
        HeadRow{"04:33 - 05:00 Ann: Hello", "Ann", 273'000, "Hello"},
        HeadRow{"Ann 04:33", "Ann", 273'000, ""},
        HeadRow{"Ann  04:33", "Ann", 273'000, ""},
        HeadRow{"Speaker 1 04:33", "Speaker 1", 273'000, ""},
        HeadRow{"Ann - 04:33", "Ann", 273'000, ""},
        HeadRow{"Ann [04:33]: Hello", "Ann", 273'000, "Hello"},
        HeadRow{"Ann: Hello", "Ann", kNoTime, "Hello"},
        HeadRow{"**Ann:** Hello *you*", "Ann", kNoTime, "Hello *you*"},
        HeadRow{"Dr. Who: Hello", "Dr. Who", kNoTime, "Hello"},
        HeadRow{"[00:01:02:13] Hello", "", 62'000, "Hello"},
        HeadRow{"### Ann (04:33)", "Ann", 273'000, ""}}) {
    const TextHead head = read_text_head(row.line);
    EXPECT_EQ(head.speaker, row.speaker) << row.line;
    EXPECT_EQ(head.time.start, row.start) << row.line;
    EXPECT_EQ(row.line.substr(head.text_begin), row.text) << row.line;
  }
}

TEST(TextHead, TimesOfTheDayAndWordsAreNone) {
  for (const std::string_view line :
       {"3:15 PM we met", "We met at 3:15", "https://a.b/c: x", "it was so: yes", "12:34/56 x"}) {
    const TextHead head = read_text_head(line);
    EXPECT_FALSE(head.has_time()) << line;
    EXPECT_EQ(head.speaker, "") << line;
  }
}

TEST(ReadTextTranscript, SpeakersWithTimesAndTextBelow) {
  const std::string_view text =
      "My Show, episode 3\n\nAnn Lee (00:00:00):\nHello and welcome.\nGood to have you.\n\n"
      "Bob (00:00:05):\nThanks.\n\nAnn Lee (00:00:09):\nSo.\n";
  const auto file = parse(text, "a.txt");
  ASSERT_EQ(file.format, Format::TranscriptText);
  ASSERT_EQ(file.kind, model::FileKind::Transcript);
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "Hello and welcome.\nGood to have you.");
  EXPECT_EQ(speaker(file, 2), "Ann Lee");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 5000}));
  EXPECT_EQ(file.transcript->cues[2].time, (TimeSpan{9000, kNoTime}));
  EXPECT_EQ(file.boilerplate, std::vector<std::string>{"My Show, episode 3"});
  EXPECT_TRUE(has_diagnostic(file, "text-outside-cue"));
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadTextTranscript, MarkdownWithEscapedBrackets) {
  const std::string_view text =
      "---\ntitle: Talk\nlang: en\n---\n\n**Ann:** \\[00:01\\] Hello \\*you\\* there.\n\n"
      "**Bob:** \\[00:04\\] It is **very** good.\n\n**Ann:** \\[00:09\\] Yes.\n";
  const auto file = parse(text, "a.md");
  ASSERT_EQ(file.format, Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "Hello *you* there.");
  EXPECT_EQ(cue_text(file, 1), "It is very good.");
  EXPECT_EQ(speaker(file, 1), "Bob");
  EXPECT_EQ(file.boilerplate.size(), 2u);
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(WithoutEmphasis, MarksThatAreTextStay) {
  EXPECT_EQ(without_emphasis("*a* **b** __c__ _d e_ 2 * 3 * 4 a_b_c \\*f\\* *g"),
            "a b c d e 2 * 3 * 4 a_b_c *f* *g");
}

TEST(ReadTextTranscript, TimesAloneOnTheirLines) {
  const auto file = parse(
      "00:00\nHello everyone and welcome to the show.\n00:04\nToday we talk of many things here.\n"
      "00:08\nAnd of some more of them.\n00:12\nBye.\n");
  ASSERT_EQ(file.format, Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 4u);
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{4000, 8000}));
  EXPECT_EQ(cue_text(file, 1), "Today we talk of many things here.");
}

TEST(ReadTextTranscript, NamesAndTimesOnLinesOfTheirOwn) {
  const std::string_view expected = "Hello everyone and welcome.";
  for (const std::string_view text :
       {"Ann\n00:00\nHello everyone and welcome.\n\nBob\n00:04\nThank you so "
        "much.\n\nAnn\n00:07\nWell.\n",
        "00:00\nAnn\nHello everyone and welcome.\n\n00:04\nBob\nThank you so "
        "much.\n\n00:07\nAnn\nWell.\n\n"
        "00:09\nBob\nYes.\n",
        "00:00 Ann\nHello everyone and welcome.\n\n00:04 Bob\nThank you so much.\n\n00:07 "
        "Ann\nWell.\n\n"
        "00:09 Bob\nYes.\n"}) {
    const auto file = parse(text, "a.txt");
    ASSERT_EQ(file.format, Format::TranscriptText) << text;
    EXPECT_EQ(speaker(file, 1), "Bob") << text;
    EXPECT_EQ(cue_text(file, 0), expected) << text;
    EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 4000})) << text;
    EXPECT_EQ(broken_promise(file, text), "") << text;
  }
}

TEST(ReadTextTranscript, AConversationNeedsNoTimes) {
  std::string text;
  for (int i = 0; i < 5; ++i)
    text +=
        "Ann: What do you think about the matter at hand?\n\nBob: It is a very good one, I "
        "think.\n\n";
  const auto file = parse(text, "a.txt");
  ASSERT_EQ(file.format, Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 10u);
  EXPECT_EQ(speaker(file, 1), "Bob");
  EXPECT_FALSE(file.transcript->cues[0].time.known());
}

TEST(ReadTextTranscript, AnyTextCanBeReadAsOne) {
  const auto file = parse("One paragraph\nof text.\n\nAnother.\n", "a.txt", Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "One paragraph\nof text.");
}

TEST(DetectTextTranscript, NotesWithTimesStayNotes) {
  for (const std::string_view text :
       {"00:00 Intro\n04:33 The news\n12:10 Questions\n44:02 The end\n",
        "Welcome to the show!\n\n[00:00] Intro\n[04:33] The news of the week, and what they mean "
        "for us all\n[40:10] End\n",
        "# Notes\n\n- **00:30** Welcome\n- **05:22** Sponsor: Someone\n- **09:51** A question "
        "about hosting\n",
        "Host: Ann\nGuest: Bob\nLinks: none\nMusic: Someone\nEditor: Eve\nSponsor: Acme\nThanks: "
        "all\n",
        "Ann (host)\nBob (guest)\n\n(0:00 - 0:40) Intro\n(0:40 - 12:00) Talk\n",
        "I. One [00:14-00:38]\nII. Two [00:38-04:00]\nIII. Three [04:00-20:00]\n"}) {
    EXPECT_NE(parse(text, "a.txt").kind, model::FileKind::Transcript) << text;
  }
}

TEST(DetectTextTranscript, OtherTranscriptsKeepTheirFormats) {
  EXPECT_EQ(parse("WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: x\n", "a.txt").format, Format::Vtt);
  EXPECT_EQ(parse("1\n00:00:01,000 --> 00:00:02,000\nAnn: x\n", "a.txt").format, Format::Srt);
}

TEST(Corpus, NotesStayNotesAndTranscriptsTranscripts) {
  namespace fs = std::filesystem;
  const fs::path folder = shared_folder();
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  for (const auto& entry : fs::recursive_directory_iterator(folder / "corpus")) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file() || (ending != ".md" && ending != ".txt")) continue;
    const std::string bytes = read_all(entry.path());
    EXPECT_NE(detect_format(entry.path().filename().string(), bytes), Format::TranscriptText)
        << entry.path();
  }
}

TEST(ReadTextTranscript, CellsOfARowAreTimeNameAndText) {
  const auto file = parse("00:01\tAnn Lee\tHello.\n00:03\tBob\tHi.\n00:05 | Ann Lee | Bye.\n",
                          "a.txt", model::Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(speaker(file, 0), "Ann Lee");
  EXPECT_EQ(cue_text(file, 1), "Hi.");
  EXPECT_EQ(cue_text(file, 2), "Bye.");
}

TEST(ReadTextTranscript, AHeadingWithAColonNamesNobody) {
  const auto file = parse(
      "# Episode 4: The thing\n\nAnn: Hello.\n\nBob: Hi.\n\n# Episode 4: The end\n\nAnn: Bye.\n\n"
      "Bob: Bye.\n",
      "a.md", model::Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 4u);
  EXPECT_EQ(file.boilerplate.size(), 2u);
}

TEST(DetectTextTranscript, AWatchBeforeATimeIsNoSpeaker) {
  for (const std::string_view sign : {"⏱", "🎙", "►"}) {
    std::string text;
    for (const std::string_view line : {" 00:00 Intro\n", " 01:00 Two\n", " 02:00 Three\n"})
      text += std::string(sign) + std::string(line);
    EXPECT_EQ(parse(text, "a.txt").kind, model::FileKind::Notes) << sign;
  }
}

TEST(ReadTextTranscript, LabelsInBracketsAreSpeakers) {
  const auto file = parse(
      "[SPEAKER_00]: Hello there.\n[SPEAKER_01]: Hi.\n[00:12] [SPEAKER_00]: Well.\n"
      "[SPEAKER_01]: Yes.\n",
      "a.txt", model::Format::TranscriptText);
  ASSERT_EQ(file.transcript->cues.size(), 4u);
  EXPECT_EQ(speaker(file, 1), "SPEAKER_01");
  EXPECT_EQ(cue_text(file, 1), "Hi.");
  EXPECT_EQ(speaker(file, 2), "SPEAKER_00");
  EXPECT_EQ(file.transcript->cues[2].time.start, 12'000);
}

TEST(DetectTextTranscript, AFewLinesAreOneWhereTheyFollowFast) {
  for (const std::string_view text :
       {"[00:04:33] Kevin: Hello\n[00:04:40] Ann: Hi\n[00:04:50] no speaker\n",
        "(00:01) Kevin: One\n(00:05) Ann: Two\n",
        "(00:01) Kevin: One\n(00:07) Ann: Two\n(01:30) Kevin: Three\n",
        "00:00:05 Kevin: Hello\n00:02:40 Ann: Hi\n", "00:00:01 Hello there\n00:00:04 Yes, hello\n",
        "00:00:01 Hello there\n00:00:04 Yes, hello\n00:00:09 Bye\n"}) {
    EXPECT_EQ(parse(text, "a.txt").format, Format::TranscriptText) << text;
  }
  for (const std::string_view text :
       {"00:00:00 Intro\n00:04:33 The news\n00:12:10 Questions\n",
        "00:00 Intro: Hello\n04:33 News: The week\n12:10 Talk: Ann\n",
        "[00:00] Intro\n[00:20] Sponsors\n[00:50] Kevin\n",
        "00:00 Intro: Hello\n00:20 Ann: News\n01:00 Bob: End\n",
        "・（12:30）港\n・（15:00）水\n・（19:00）川\n",
        "00:00:00 Intro to show\n00:00:10 Our sponsors\n00:00:20 The end of it\n",
        "00:00:00 Intro\n00:00:10 Ad\n00:00:20 End\n"}) {
    EXPECT_NE(parse(text, "a.txt").kind, model::FileKind::Transcript) << text;
  }
}

TEST(ReadTextTranscript, FullWidthSignsAreSigns) {
  const auto file = parse("（00:01）港：水\n（00:05）山：川\n", "a.txt", Format::TranscriptText);
  ASSERT_TRUE(file.transcript);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(speaker(file, 0), "港");
  EXPECT_EQ(cue_text(file, 1), "川");
  EXPECT_EQ(file.transcript->cues[1].time.start, 5'000);
}

}  // namespace
}  // namespace earshot::formats
