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

TEST(DetectFormat, AFewArrowsInProseMakeNoTranscript) {
  std::string text = "How cues look:\n\n    00:01.000 --> 00:02.000\n";
  for (int i = 0; i < 20; ++i)
    text += "Another line of prose about that.\n";
  EXPECT_EQ(detect_format("a.txt", text), Format::NotesText);
}

}  // namespace
}  // namespace earshot::formats
