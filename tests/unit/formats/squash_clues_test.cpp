#include "formats/squash_clues.h"

#include "formats/squash_weights.h"
#include "formats/squash_words.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

/// "All|Locks~Episode": atoms with '|' where a gap parts them, '~' where a line may have ended in
/// touching text, and nothing where none can have.
std::string atoms(std::string_view text) {
  const CamelWords none;
  const SquashClues squash(text, none);
  std::string out;
  for (std::size_t i = 0; i < squash.atoms().size(); ++i) {
    const Atom& atom = squash.atoms()[i];
    if (i > 0 && atom.gap != Gap::None) out += '|';
    if (atom.gap == Gap::None && squash.is_border(i)) out += '~';
    out += slice(text, atom.range_in_text);
  }
  return out;
}

TEST(SquashAtoms, WordsAreCutWhereALineMayHaveEnded) {
  EXPECT_EQ(atoms("NotesIntroduction under 100KBContrast"),
            "Notes~Introduction|under|100~KB~Contrast");
  EXPECT_EQ(atoms("Parallel1960s: an h264 file"), "Parallel~1960s:|an|h264|file");
  EXPECT_EQ(atoms("the APIsThen HTMLHere"), "the|APIs~Then|HTML~Here");
  EXPECT_EQ(atoms("im CaféÜber uns"), "im|Café~Über|uns");
  EXPECT_EQ(atoms("don't cut snake_caseOr node.js"), "don't|cut|snake_case~Or|node.js");
}

TEST(SquashAtoms, ATimeIsOneWhateverTouchesIt) {
  EXPECT_EQ(atoms("Opening [00:00-00:14]why"), "Opening|[00:00-00:14]~why");
  EXPECT_EQ(atoms("the end03:21Next, at 3:15 PM"), "the|end~03:21~Next,|at|3:15|PM");
  EXPECT_EQ(atoms("00:10 in 201804:12 More"), "00:10|in|2018~04:12|More");
  EXPECT_EQ(atoms("Notes1:002. Scott"), "Notes~1:00~2.|Scott");
}

TEST(SquashAtoms, BulletsNumbersAndHashesHeadLines) {
  EXPECT_EQ(atoms("Core- one* two• three## Four2. Five"),
            "Core~-|one~*|two~•|three~##|Four~2.|Five");
  EXPECT_EQ(atoms("well-known C# and *marked* words"), "well-known|C#|and|*marked*|words");
}

TEST(SquashAtoms, AddressesEndWhereProseBegins) {
  EXPECT_EQ(atoms("https://example.com/aNext one"), "https://example.com/a~Next|one");
  EXPECT_EQ(atoms("(https://example.com/a(b)c) and"), "(https://example.com/a(b)c)|and");
}

TEST(SquashClues, EveryByteThatIsNotWhiteBelongsToOneAtom) {
  const std::string_view text =
      "A “quoted” [link](https://example.com/x) and `code`, 漢字 🔥 1:00—2:00 «x» … C# @a #b **c** "
      "_d_ 50% ~x~ <y> & \"z\" 'q' Σίσυφος";
  const CamelWords none;
  const SquashClues squash(text, none);
  std::uint32_t at = 0;
  for (const Atom& atom : squash.atoms()) {
    EXPECT_TRUE(text::is_blank(slice(text, {at, atom.range_in_text.begin})));
    EXPECT_GT(atom.range_in_text.size(), 0u);
    at = atom.range_in_text.end;
  }
  EXPECT_EQ(at, text.size());
}

TEST(SquashWeights, WereLearnedForTheseClues) {
  EXPECT_EQ(fitted_clue_count(), clue_count());
}

TEST(SquashWeights, ChancesGrowWithTheWeight) {
  EXPECT_EQ(chance_of(0), 500);
  EXPECT_EQ(chance_of(100), 731);
  for (int weight = -1'000; weight < 1'000; ++weight) {
    EXPECT_LE(chance_of(weight), chance_of(weight + 1));
    EXPECT_EQ(chance_of(weight) + chance_of(-weight), 1'000);
  }
}

TEST(SquashWords, AreFoundInTheirOrder) {
  for (const std::string_view word : {"AdWords", "YouTube", "iPhone", "macOS", "MacOS", "xAI"})
    EXPECT_TRUE(is_common_camel_word(word)) << word;
  EXPECT_FALSE(is_common_camel_word("youtube"));
  EXPECT_TRUE(is_joining_word("The"));
  EXPECT_TRUE(is_joining_word("a"));
  EXPECT_TRUE(is_opening_word("What"));
  EXPECT_FALSE(is_opening_word("what"));
  EXPECT_TRUE(is_heading_word("Introduction"));
  EXPECT_TRUE(is_heading_word("Links"));
}

}  // namespace
}  // namespace earshot::formats
