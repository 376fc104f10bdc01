#include "words/words.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "words/catalogue.h"

namespace earshot::words {
namespace {

const Words kEnglish;
const Words kGerman(Locale{.language = Language::German});
const Words kPseudo(Locale{.language = Language::Pseudo});

bool is_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

std::string slots_of(std::string_view pattern) {
  std::set<char> slots;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    if (pattern[i] == '{' && pattern[i + 2] == '}') slots.insert(pattern[i + 1]);
  }
  return {slots.begin(), slots.end()};
}

TEST(Words, SpeakTheLanguage) {
  EXPECT_EQ(kEnglish(word::kLibrary), "Library");
  EXPECT_EQ(kGerman(word::kLibrary), "Bibliothek");
}

TEST(Words, PutArgumentsWhereTheLanguageHasThem) {
  EXPECT_EQ(kEnglish(word::kOneOf, "3", "11"), "3 of 11");
  EXPECT_EQ(kGerman(word::kRemoveShow, "Slow Talk"), "\u201ESlow Talk\u201C entfernen");
  EXPECT_EQ(kEnglish(word::kOpenNamed, "{0} and {1}"), "Open {0} and {1}")
      << "an argument is no pattern";
}

TEST(Words, CountInTheFormsOfTheLanguage) {
  EXPECT_EQ(kEnglish(word::kMoments, 1), "1 moment");
  EXPECT_EQ(kEnglish(word::kMoments, 0), "0 moments");
  EXPECT_EQ(kGerman(word::kMoments, 1), "1 Stelle");
  EXPECT_EQ(kGerman(word::kMoments, 12'345), "12.345 Stellen");
  EXPECT_EQ(kEnglish(word::kInEpisodes, 2, "37 moments"), "37 moments in 2 episodes");
}

TEST(Words, SayDurationsToTheMinute) {
  EXPECT_EQ(kEnglish.duration(45'000), "45 s");
  EXPECT_EQ(kEnglish.duration(759'000), "13 min");
  EXPECT_EQ(kEnglish.duration(3'840'000), "1 h 4 min");
  EXPECT_EQ(kGerman.duration(3'840'000), "1 Std. 4 Min.");
  EXPECT_EQ(kGerman.duration(7'200'000), "2 Std.");
  EXPECT_EQ(kEnglish.duration(kNoTime), "");
}

TEST(Words, OfThePseudoLanguageAreLongerAndKeepTheArguments) {
  EXPECT_EQ(kPseudo(word::kOneOf, "3", "11"), "3 \u00F3\u0192 11 \u00F8");
  for (std::size_t i = 0; i < entry_count(); ++i) {
    const Entry it = entry(i);
    const std::string made = pseudo(it.english[1]);
    const bool has_words = std::ranges::any_of(it.english[1], is_letter);
    EXPECT_EQ(made.size() > it.english[1].size(), has_words) << it.name;
    EXPECT_EQ(slots_of(made), slots_of(it.english[1])) << it.name;
    for (std::size_t at = 0; at + 1 < made.size(); ++at) {
      EXPECT_FALSE(is_letter(made[at])) << it.name << ": " << made;
    }
  }
}

TEST(Catalogue, HasEveryMessageInEachLanguageWithAllItsArguments) {
  for (std::size_t i = 0; i < entry_count(); ++i) {
    const Entry it = entry(i);
    for (const std::string_view form : it.german)
      EXPECT_FALSE(form.empty()) << it.name;
    EXPECT_EQ(slots_of(it.german[1]), slots_of(it.english[1])) << it.name;
    EXPECT_EQ(slots_of(it.german[0]), slots_of(it.english[0])) << it.name;
  }
}

TEST(Catalogue, EndsSentencesAlikeInEachLanguage) {
  for (std::size_t i = 0; i < entry_count(); ++i) {
    const Entry it = entry(i);
    for (const char sign : {'.', ':', '?'}) {
      if (it.german[1].ends_with("Sek.") || it.german[1].ends_with("Min.") ||
          it.german[1].ends_with("Std."))
        continue;
      EXPECT_EQ(it.english[1].ends_with(sign), it.german[1].ends_with(sign)) << it.name;
    }
  }
}

}  // namespace
}  // namespace earshot::words
