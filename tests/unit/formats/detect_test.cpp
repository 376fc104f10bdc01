#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

TEST(DetectFormat, ContentBeatsTheName) {
  EXPECT_EQ(detect_format("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n"), Format::Vtt);
  EXPECT_EQ(detect_format("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nx\n"), Format::Srt);
  EXPECT_EQ(detect_format("a.md", "1\n00:00:01,000 --> 00:00:02,000\nx\n"), Format::Srt);
  EXPECT_EQ(detect_format("a.txt", "# Title\n\nSome [link](http://a.b) here\n"),
            Format::NotesMarkdown);
  EXPECT_EQ(detect_format("a.md", "I. One\n\n  • a\n  • b\n\nII. Two\n\n  • c\n"),
            Format::NotesText);
}

TEST(DetectFormat, TheNameBreaksTies) {
  EXPECT_EQ(detect_format("a.vtt", "00:01.000 --> 00:02.000\nx\n"), Format::Vtt);
  EXPECT_EQ(detect_format("a.srt", "00:01.000 --> 00:02.000\nx\n"), Format::Srt);
  EXPECT_EQ(detect_format("a.md", "Just a paragraph.\n"), Format::NotesMarkdown);
  EXPECT_EQ(detect_format("a.txt", "Just a paragraph.\n"), Format::NotesText);
  EXPECT_EQ(detect_format("a.txt", "- one\n- two\n"), Format::NotesText);
}

TEST(DetectFormat, UnknownTextIsPlainNotes) {
  EXPECT_EQ(detect_format("", "what is this"), Format::NotesText);
  EXPECT_EQ(detect_format("a.xyz", "{\"no\": \"front matter\"}"), Format::NotesText);
}

TEST(DetectFormat, FrontMatterIsMarkdown) {
  EXPECT_EQ(detect_format("a.txt", "---\ntitle: A\n---\n\nText\n"), Format::NotesMarkdown);
  EXPECT_EQ(detect_format("a.txt", "{\"title\": \"A\"}\n\nText\n"), Format::NotesMarkdown);
}

TEST(DetectFormat, WhatFollowsFrontMatterDecides) {
  const std::string front = "---\ntitle: A\n---\n\n";
  EXPECT_EQ(detect_format("a.txt", front + "I. One\n\n  • a\n\n    • b `c`\n\nII. Two\n\n  • d\n"),
            Format::NotesText);
  EXPECT_EQ(detect_format("a.txt", front + "A. One\n   1. x\n      a. y\nB. Two\n   1. z\n"),
            Format::NotesText);
  EXPECT_EQ(detect_format("a.txt", front + "• one\n• two\n"), Format::NotesText);
  EXPECT_EQ(detect_format("a.txt", front + "# One\n\n- a\n- b\n"), Format::NotesMarkdown);
  EXPECT_EQ(detect_format("a.txt", front + "- a\n- [b](http://c.d)\n"), Format::NotesMarkdown);
  EXPECT_EQ(detect_format("a.txt", front + "| a | b |\n| --- | --- |\n| c | d |\n"),
            Format::NotesMarkdown);
}

TEST(DetectFormat, AFewArrowsInProseMakeNoTranscript) {
  std::string text = "How cues look:\n\n    00:01.000 --> 00:02.000\n";
  for (int i = 0; i < 20; ++i)
    text += "Another line of prose about that.\n";
  EXPECT_EQ(detect_format("a.txt", text), Format::NotesText);
}

TEST(DetectFormat, MarkdownAboutHtmlElementsStaysMarkdown) {
  EXPECT_EQ(detect_format("a.md",
                          "# Elements\n\n<cite>Who</cite>\n<time>0:05</time>\n<p>What</p>\n"
                          "<cite>You</cite>\n<time>0:09</time>\n<p>That</p>\n"),
            Format::NotesMarkdown);
}

TEST(DetectFormat, ATableWithTagsInItsTextIsATable) {
  EXPECT_EQ(detect_format("a.tsv",
                          "start\tend\ttext\n0\t900\t<p>a</p> <b>b</b> <br>\n"
                          "900\t1800\t<p>c</p> <i>d</i> <br>\n"),
            Format::Tsv);
}

}  // namespace
}  // namespace earshot::formats
