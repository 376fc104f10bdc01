#include "formats/squash.h"

#include "parsing.h"

namespace earshot::formats {
namespace {

std::string cut(std::string_view text) {
  const model::Notes notes = read_squashed(text, {}, kNoTime);
  EXPECT_EQ(notes.plain, text);
  return outline(notes);
}

TEST(Squashed, WordsThatTouchAreCut) {
  EXPECT_EQ(
      cut("All About LocksEpisode NotesWhy they stick in the winterOil helps a litt…"),
      "#1 All About Locks|#2 Episode Notes|3 Why they stick in the winter|3 Oil helps a litt…");
}

TEST(Squashed, ATimeInBracketsEndsItsHeading) {
  const std::string_view text =
      "LocksOpening [00:00-00:14]what this is aboutThe rest (0:14 - 1:00)More o…";
  const model::Notes notes = read_squashed(text, {}, kNoTime);
  EXPECT_EQ(
      outline(notes),
      "#1 Locks|#2 Opening [00:00-00:14]|3 what this is about|#2 The rest (0:14 - 1:00)|3 More o…");
  EXPECT_EQ(notes.blocks[1].time, (TimeSpan{0, 14'000}));
  EXPECT_GT(notes.squashed, 0.8F);
}

TEST(Squashed, MarkdownSignsAreCut) {
  EXPECT_EQ(cut("# Locks ## Kinds- Padlocks rust- Doors hold: - wood - steel"),
            "#1 Locks|#2 Kinds|3 - Padlocks rust|3 - Doors hold:|4 - wood|4 - steel");
}

TEST(Squashed, KnownWordsWithCapitalsAreNot) {
  EXPECT_EQ(cut("Using GitHub and JavaScript todayWhat PostgreSQL gives usMore in iOS"),
            "#1 Using GitHub and JavaScript today|#2 What PostgreSQL gives us|#2 More in iOS");
  EXPECT_EQ(cut("Tools were these: locks, LockMate, KeyForge, doors and so onPlans were ma…"),
            "p0 Tools were these: locks, LockMate, KeyForge, doors and so on|1 Plans were ma…");
}

TEST(Squashed, WordsOfThePageAreNot) {
  CamelWords known;
  collect_camel_words("Our guest built LockMate last year.", known);
  const model::Notes notes =
      read_squashed("What LockMate does for usIt keeps the door shut", known, kNoTime);
  EXPECT_EQ(outline(notes), "#1 What LockMate does for us|2 It keeps the door shut");
}

TEST(Squashed, ProseIsLeftAlone) {
  const model::Notes notes = read_squashed("A quiet talk about locks and McHenry.", {}, kNoTime);
  EXPECT_EQ(outline(notes), "p0 A quiet talk about locks and McHenry.");
  EXPECT_LT(notes.squashed, 0);
}

TEST(Squashed, YearsUnitsAndSentencesAreBorders) {
  EXPECT_EQ(cut("Locks Before the Wars1920s: iron everywhereBoxes under 100KBContrast with "
                "steel.Next came brass"),
            "#1 Locks Before the Wars|2 1920s: iron everywhere|#2 Boxes under 100KB|3 Contrast "
            "with steel.|3 Next came brass");
}

constexpr std::string_view kRunOn =
    "Locks That LastEpisode NotesOpening [00:00-00:14]What this is about, and why it took us years "
    "to askA smith named the `pin` and nobody knows whyThe Key [00:14-02:00]`teeth` are counted "
    "from the bow, in every caféThe Door (2:00 - 4:00)Wood moves, iron does notMore o…";

TEST(Squashed, AWholeFileMayBe) {
  EXPECT_TRUE(looks_squashed(kRunOn));
  const std::string text = "---\ntitle: Locks\n---\n\n" + std::string(kRunOn) + "\n";
  const auto file = parse(text, "x.txt");
  EXPECT_EQ(file.format, model::Format::NotesText);
  EXPECT_EQ(broken_promise(file, text), "");
  EXPECT_EQ(file.episodes[0].title, "Locks");
  EXPECT_GT(notes_of(file).squashed, 0.8F);
  ASSERT_EQ(file.episodes[0].chapters.size(), 3u);
  EXPECT_EQ(file.episodes[0].chapters[1].title, "The Key");
}

TEST(Squashed, ALongParagraphIsNot) {
  std::string prose;
  for (int i = 0; i < 30; ++i)
    prose += "A quiet talk about locks (and `lastKey`), JavaScript and McHenry. ";
  EXPECT_FALSE(looks_squashed(prose));
  EXPECT_FALSE(
      looks_squashed("Short oneWith a border [0:10]and another (0:20)and a thirdThat is all"));
}

TEST(Squashed, AnAccentAndAQuoteBehindATimeAreBorders) {
  EXPECT_EQ(cut("Locks\nOpening [00:00-00:14]`pin` is a word heard in a cafémore\nTo Do [0:14]x"),
            "#1 Locks|#2 Opening [00:00-00:14]|3 `pin` is a word heard in a cafémore|"
            "#2 To Do [0:14]|3 x");
  EXPECT_EQ(cut("Opening [00:00]Letters in a caféThe Rest [0:14]x"),
            "#1 Opening [00:00]|2 Letters in a café|#2 The Rest [0:14]|3 x");
}

}  // namespace
}  // namespace earshot::formats
