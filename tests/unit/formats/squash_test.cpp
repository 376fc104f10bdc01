#include "formats/squash.h"

#include <algorithm>

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
}

TEST(Squashed, AShortLineIsWhereItsBordersAreSure) {
  for (const std::string_view text :
       {"Short oneWith a border [0:10]and another (0:20)and a thirdThat is all",
        "1. Keys at home (1:14)2. Keys abroad (2:30)3. Lost and found (5:00)",
        "# Locks ## Why they stick- Cold shrinks oil- Rust grows in the rain",
        "00:26 Welcome01:24 What keys weigh04:24 Doors of the north"}) {
    EXPECT_TRUE(looks_squashed(text)) << text;
  }
}

TEST(Squashed, AHeadingInsideALineOfProseIsCut) {
  EXPECT_TRUE(looks_squashed(
      "We talk about locks, keys and the people who open them for a living, and about what they "
      "carry in their bags. ## Keys - Sponsor If you lost yours, ask th…"));
}

TEST(Squashed, ATimeBehindASpaceThatTheNextLineTouchesEndsItsLine) {
  EXPECT_EQ(cut("What is a key? 03:15-04:40Access to doors 04:40-06:00Closing words 06:00-07:30"),
            "#1 What is a key? 03:15-04:40|#2 Access to doors 04:40-06:00|#2 Closing words "
            "06:00-07:30");
  EXPECT_EQ(cut("What is a key? - 03:15Access to doors - 04:40Closing words - 06:00"),
            "#1 What is a key? - 03:15|#2 Access to doors - 04:40|#2 Closing words - 06:00");
}

TEST(Squashed, ATimeOfALineThatWasNotCutIsKept) {
  const std::string_view text =
      "LocksWhat they weigh [00:10]Doors for the rich - 01:05 Doors for the poorWindows [02:00]";
  const model::Notes notes = read_squashed(text, {}, kNoTime);
  EXPECT_TRUE(
      std::ranges::any_of(notes.spans,
                          [](const model::Span& span) {
                            return span.kind == model::SpanKind::Time && span.time.start == 65'000;
                          }) ||
      std::ranges::any_of(notes.blocks,
                          [](const model::Block& block) { return block.time.start == 65'000; }))
      << outline(notes);
}

TEST(Squashed, AParagraphOfHtmlIsCutAndKeepsItsLinks) {
  const std::string_view text =
      "<p>All About Keys<a href=\"https://a.example/\">Episode Notes</a>Why they stick in the "
      "winterOil helps a little [00:10-00:40]What the <em>smith</em> knowsHe knows it all</p>"
      "<p>A quiet word at the end.</p>";
  const auto file = parse(text, "x.html");
  const model::Notes& notes = notes_of(file);
  EXPECT_EQ(outline(notes),
            "#1 All About Keys|#2 Episode Notes|3 Why they stick in the winter|#2 Oil helps a "
            "little [00:10-00:40]|3 What the smith knows|3 He knows it all|p0 A quiet word at the "
            "end.");
  EXPECT_GT(notes.squashed, 0.8F);
  ASSERT_EQ(notes.links.size(), 1u);
  EXPECT_EQ(notes.links[0].text, "Episode Notes");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(Squashed, AnAccentAndAQuoteBehindATimeAreBorders) {
  EXPECT_EQ(cut("Locks\nOpening [00:00-00:14]`pin` is a word heard in a cafémore\nTo Do [0:14]x"),
            "#1 Locks|#2 Opening [00:00-00:14]|3 `pin` is a word heard in a cafémore|"
            "#2 To Do [0:14]|3 x");
  EXPECT_EQ(cut("Opening [00:00]Letters in a caféThe Rest [0:14]x"),
            "#1 Opening [00:00]|2 Letters in a café|#2 The Rest [0:14]|3 x");
}

TEST(Squashed, NumbersThatGoOnAreItems) {
  const std::string_view text =
      "Small Machines1. Edge IoT (1:14)2. Sensors that sleep (2:02)3. A radio for a year (4:40)";
  const model::Notes notes = read_squashed(text, {}, kNoTime);
  EXPECT_EQ(notes.plain, text);
  ASSERT_EQ(notes.blocks.size(), 4u) << outline(notes);
  EXPECT_EQ(notes.blocks[1].marker, "1.");
  EXPECT_EQ(notes.blocks[1].time.start, 74'000);
  EXPECT_EQ(notes.blocks[3].time.start, 280'000);
}

TEST(Squashed, TimesThatHeadLinesAreKept) {
  const std::string_view text =
      "Locks, and who opens them.Show Notes00:00 Welcome to the forge!01:10 What a key is03:21 In "
      "201804:12 The door that stayed open07:00 Closing";
  const model::Notes notes = read_squashed(text, {}, kNoTime);
  EXPECT_EQ(notes.plain, text);
  std::vector<Millis> starts;
  for (const model::Block& block : notes.blocks) {
    if (block.time.known()) starts.push_back(block.time.start);
  }
  EXPECT_EQ(starts, (std::vector<Millis>{0, 70'000, 201'000, 252'000, 420'000})) << outline(notes);
}

TEST(Squashed, BulletsWithSpacesRoundThemAreCut) {
  EXPECT_EQ(cut("What to carry • a spare key • a can of oil • a torch with a full battery"),
            "p0 What to carry|1 • a spare key|1 • a can of oil|1 • a torch with a full battery");
}

TEST(Squashed, AShortParagraphWithTimesOfTheDayIsNot) {
  for (const std::string_view text :
       {"We meet at 3:15 AM. John 3:16 says. Score 4:3. Call at 10:30 tomorrow.",
        "We recorded at 10:30 on Friday. Then 12:45 happened. See Mark 4:12. And 5:00 o clock.",
        "He ran 3:45. She ran 4:10. They won 2:1. Lunch at 12:30. Dinner at 7:15."}) {
    EXPECT_FALSE(looks_squashed(text)) << text;
  }
}

TEST(Squashed, CharactersReadInAWrongEncodingAreNot) {
  const std::string_view text =
      "A long word\u00e2\u20ac\u201dand one more. Don\u00e2\u20ac\u2122t miss the "
      "caf\u00c3\u00a9 and its r\u00c3\u00a9sum\u00c3\u00a9 of 3\u00c3\u20144.";
  EXPECT_FALSE(looks_squashed(text));
  EXPECT_EQ(read_squashed(text, {}, kNoTime).blocks.size(), 1u);
}

TEST(Squashed, OneLineSummariesAreNot) {
  for (const std::string_view text :
       {"Ann talks to Bob about JavaScript, WebAssembly and why OAuth2 is hard.",
        "How LaTeX, YouTube and the iPhone changed teaching - a talk with Dr. McDonald.",
        "We met at 3:15 PM in St. Mary's (the old one), read John 3:16 and lost 2:1.",
        "In this episode: locks, hinges & doors. Plus: a listener's question! What is a key?",
        "Rust vs. Go: which one - and when? With guests from GitHub and the BBC."}) {
    const model::Notes notes = read_squashed(text, {}, kNoTime);
    EXPECT_EQ(notes.blocks.size(), 1u) << outline(notes);
    EXPECT_LT(notes.squashed, 0) << text;
    EXPECT_FALSE(looks_squashed(text));
  }
}

}  // namespace
}  // namespace earshot::formats
