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

}  // namespace
}  // namespace earshot::formats
