#include "formats/outline.h"

#include "formats/notes_builder.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

std::string read(std::string_view text) {
  const auto file = parse(text, "file.txt", model::Format::NotesText);
  EXPECT_EQ(broken_promise(file, text), "");
  return outline(notes_of(file));
}

TEST(Outline, IndentationNests) {
  EXPECT_EQ(read("I. One\n\n  • a\n\n    • deep\n    • deeper\n  • b\n\nII. Two\n  • c\n"),
            "1 I. One|2 • a|3 • deep|3 • deeper|2 • b|1 II. Two|2 • c");
}

TEST(Outline, StylesNestWhereAllStandsAtTheMargin) {
  EXPECT_EQ(read("I. One\nA. a\n1. x\n2. y\nB. b\n1. z\nII. Two\n"),
            "1 I. One|2 A. a|3 1. x|3 2. y|2 B. b|3 1. z|1 II. Two");
  EXPECT_EQ(read("• one\n◦ a\n▪ x\n◦ b\n• two\n"), "1 • one|2 ◦ a|3 ▪ x|2 ◦ b|1 • two");
}

TEST(Outline, AmbiguousLettersFollowTheirList) {
  EXPECT_EQ(read("A. a\nB. b\nC. c\nD. d\n"), "1 A. a|1 B. b|1 C. c|1 D. d");
  EXPECT_EQ(read("G. g\nH. h\nI. i\nJ. j\n"), "1 G. g|1 H. h|1 I. i|1 J. j");
  EXPECT_EQ(read("I. one\nII. two\nIII. three\nIV. four\nV. five\nVI. six\n"),
            "1 I. one|1 II. two|1 III. three|1 IV. four|1 V. five|1 VI. six");
  EXPECT_EQ(read("1. n\n  i. a\n  ii. b\n2. m\n"), "1 1. n|2 i. a|2 ii. b|1 2. m");
}

TEST(Outline, EveryBulletIsOne) {
  for (const std::string_view bullet : {"•", "◦", "▪", "‣", "–", "—", "*", "-", "+"}) {
    const std::string text = std::string(bullet) + " a\n" + std::string(bullet) + " b\n";
    EXPECT_EQ(read(text), "1 " + std::string(bullet) + " a|1 " + std::string(bullet) + " b");
  }
  EXPECT_EQ(read("• a\n    o b\n    o c\n"), "1 • a|2 o b|2 o c");
}

TEST(Outline, NumbersWithBracketsAndParts) {
  EXPECT_EQ(read("1) a\n  (a) x\n  (b) y\n2) b\n"), "1 1) a|2 (a) x|2 (b) y|1 2) b");
  EXPECT_EQ(read("1. a\n1.1. x\n1.2. y\n2. b\n2.1. z\n"),
            "1 1. a|2 1.1. x|2 1.2. y|1 2. b|2 2.1. z");
}

TEST(Outline, NumbersInProseAreNoMarkers) {
  EXPECT_EQ(read("2025. It was a year.\n\n3.5 million people heard it.\n\nMIX. What a word.\n"),
            "p0 2025. It was a year.|p0 3.5 million people heard it.|p0 MIX. What a word.");
}

TEST(Outline, HeadingsStandOverTheirItems) {
  EXPECT_EQ(read("Links\n\n- one\n- two\n\nPeople We Met\n\n- three\n"),
            "#1 Links|2 - one|2 - two|#1 People We Met|2 - three");
  EXPECT_EQ(read("A Title\n=======\n\nSome text that is long enough to be prose.\n"),
            "#1 A Title|p0 Some text that is long enough to be prose.");
}

TEST(Outline, ATitleOverNumberedSectionsIsNoBranch) {
  const auto file =
      parse("The Long Way Round\n\nI. Out\n  • boats\nII. Back\n  • trains\n", "x.txt");
  EXPECT_EQ(outline(notes_of(file)),
            "p0 The Long Way Round|1 I. Out|2 • boats|1 II. Back|2 • trains");
  EXPECT_EQ(file.episodes[0].title, "The Long Way Round");
}

TEST(Outline, WrappedLinesAreJoined) {
  EXPECT_EQ(
      read(
          "- an item that goes on and on until the line is full, and then\n  goes on below\n- b\n"),
      "1 - an item that goes on and on until the line is full, and then goes on below|1 - b");
  EXPECT_EQ(
      read("This paragraph was wrapped by hand at about sixty bytes, as\nmails are, and goes on "
           "here to its end.\n"),
      "p0 This paragraph was wrapped by hand at about sixty bytes, as mails are, and goes on "
      "here to its end.");
}

TEST(Outline, OffersAreSetApart) {
  const std::string_view text =
      "I. One\n  • a\n\n🔥 Hot offers this week:\n  • half a lamp\n\n🚀 Boost your career:\nat "
      "example.com\n";
  const auto file = parse(text, "x.txt");
  EXPECT_EQ(outline(notes_of(file)), "1 I. One|2 • a");
  ASSERT_EQ(notes_of(file).offers.size(), 4u);
  EXPECT_EQ(notes_of(file).offers[1], "• half a lamp");
  EXPECT_FALSE(notes_of(file).plain.contains("lamp"));
}

TEST(Outline, OffersEndWhereTheOutlineGoesOn) {
  const auto file = parse("I. One\n\n💰 Deals:\n- lamp\n\nII. Two\n  - b\n", "x.txt");
  EXPECT_EQ(outline(notes_of(file)), "1 I. One|1 II. Two|2 - b");
}

TEST(Outline, AnEmojiAloneMakesNoOffer) {
  EXPECT_EQ(read("🔥 What a day that was for all of us.\n"),
            "p0 🔥 What a day that was for all of us.");
}

TEST(Outline, WithoutATitleTheFileNamesIt) {
  EXPECT_EQ(parse("just some words here.", "shows/My Talk.txt").episodes[0].title, "My Talk");
}

TEST(Outline, AddressesAreLinks) {
  const auto file = parse("See (https://a.b/c?d=1), or http://x.y/z.\nftp://no\n", "x.txt");
  ASSERT_EQ(notes_of(file).links.size(), 2u);
  EXPECT_EQ(notes_of(file).links[0].url, "https://a.b/c?d=1");
  EXPECT_EQ(notes_of(file).links[1].url, "http://x.y/z");
}

TEST(Outline, HtmlIsNestedAndEscaped) {
  const auto file = parse("1. a <b>\n  - \"x\" & y\n2. c\n", "x.txt");
  EXPECT_EQ(notes_html(notes_of(file)),
            "<ol>\n<li>a &lt;b&gt;\n<ul>\n<li>&quot;x&quot; &amp; "
            "y</li>\n</ul>\n</li>\n<li>c</li>\n</ol>\n");
}

TEST(Outline, FrontMatterStandsOverItAndGivesTheFields) {
  const std::string_view text =
      "---\ntitle: Salt\nauthor: Mara Quill\nduration: \"12:26\"\nnumber: 7\n---\n\n"
      "Salt, and What It Does to Iron\n\nI. Sea [00:00-00:38]\n\n  • a\n\n    • b\n    • c "
      "(00:21)\n\n"
      "II. Air [00:38-02:00]\n\n  • d\n\nIII. Rust [02:00-03:00]\n";
  const auto file = parse(text, "x.txt");
  EXPECT_EQ(file.format, model::Format::NotesText);
  EXPECT_EQ(broken_promise(file, text), "");
  EXPECT_EQ(file.episodes[0].title, "Salt");
  EXPECT_EQ(file.episodes[0].author, "Mara Quill");
  EXPECT_EQ(file.episodes[0].number, 7);
  EXPECT_EQ(outline(notes_of(file)),
            "p0 Salt, and What It Does to Iron|1 I. Sea [00:00-00:38]|2 • a|3 • b|3 • c (00:21)|"
            "1 II. Air [00:38-02:00]|2 • d|1 III. Rust [02:00-03:00]");
  ASSERT_EQ(file.episodes[0].chapters.size(), 3u);
  EXPECT_EQ(file.episodes[0].chapters[1].title, "Air");
}

TEST(Outline, FireHeadsOffersBelowANumberedOutline) {
  const auto file =
      parse("I. One\n\n  • a\n\n🔥 Warm from the Forge:\n\nA nail: example.com/nail\n", "x.txt");
  EXPECT_EQ(outline(notes_of(file)), "1 I. One|2 • a");
  EXPECT_EQ(notes_of(file).offers.size(), 2u);
  EXPECT_EQ(read("🔥 Warm from the Forge:\n\n- a nail\n"), "#1 🔥 Warm from the Forge:|2 - a nail");
}

TEST(Outline, FrontMatterInOneLineOfJson) {
  const std::string_view text = "{\"title\": \"Salt\"} • a\n• b\n";
  const auto file = parse(text, "x.txt", model::Format::NotesText);
  EXPECT_EQ(broken_promise(file, text), "");
  EXPECT_EQ(file.episodes[0].title, "Salt");
  EXPECT_EQ(outline(notes_of(file)), "1 • a|1 • b");
}

TEST(Outline, AnAddressKeepsTheBracketsThatItOpens) {
  const auto file = parse("See (https://ex.com/a_(b)) and https://ex.com/c_(d).\n", "x.txt");
  ASSERT_EQ(notes_of(file).links.size(), 2u);
  EXPECT_EQ(notes_of(file).links[0].url, "https://ex.com/a_(b)");
  EXPECT_EQ(notes_of(file).links[1].url, "https://ex.com/c_(d)");
}

TEST(Outline, AddressesOfMailAndWithoutASchemeAreLinks) {
  const auto file = parse(
      "Visit www.foo.com/a, write to (me@x.org).\nNot www.x nor @you nor git@h.org:p nor a@b.\n",
      "x.txt");
  ASSERT_EQ(notes_of(file).links.size(), 2u);
  EXPECT_EQ(notes_of(file).links[0].url, "http://www.foo.com/a");
  EXPECT_EQ(notes_of(file).links[0].text, "www.foo.com/a");
  EXPECT_EQ(notes_of(file).links[1].url, "mailto:me@x.org");
}

TEST(Outline, BulletsOfEastAsiaNeedNoSpace) {
  EXPECT_EQ(read("・港\n・水\n"), "1 ・ 港|1 ・ 水");
  EXPECT_EQ(read("◆ a\n◆ b\n"), "1 ◆ a|1 ◆ b");
  EXPECT_EQ(read("① a\n②b\n"), "1 ① a|1 ② b");
}

}  // namespace
}  // namespace earshot::formats
