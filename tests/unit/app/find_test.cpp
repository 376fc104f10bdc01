#include "app/find.h"

#include <gtest/gtest.h>

namespace earshot::app {
namespace {

std::vector<std::string> found(std::string_view text, std::string_view words) {
  std::vector<std::string> parts;
  for (const Range match : FoldedText(text).find_all(FoldedText(words).folded()))
    parts.emplace_back(slice(text, match));
  return parts;
}

using Parts = std::vector<std::string>;

TEST(FoldedText, FindsWordsInAnyCaseAndWithOrWithoutAccents) {
  EXPECT_EQ(found("A Caf\u00e9, two CAFES, na\u00efve", "cafe"), (Parts{"Caf\u00e9", "CAFE"}));
  EXPECT_EQ(found("naive", "na\u00efve"), Parts{"naive"});
  EXPECT_EQ(found("Cafe\u0301 au lait", "caf\u00e9 au"), Parts{"Cafe\u0301 au"});
}

TEST(FoldedText, KeepsApartWhatTheIndexKeepsApart) {
  EXPECT_EQ(found("काम कम", "कम"), Parts{"कम"});
  EXPECT_EQ(found("かく がく か\u3099く", "がく"), (Parts{"がく", "か\u3099く"}));
  EXPECT_EQ(found("ｶﾞｸ", "ガ"), Parts{"ｶﾞ"});
  EXPECT_EQ(found("\u1112\u1161\u11A8교에서", "학교"), Parts{"\u1112\u1161\u11A8교"});
  EXPECT_EQ(found("мои мой мои\u0306", "мой"), (Parts{"мой", "мои\u0306"}));
  EXPECT_EQ(found("ป่า ป้า", "ป้า"), Parts{"ป้า"});
}

TEST(FoldedText, FindsWhatIsElidedAndLettersAsTheyAreTyped) {
  EXPECT_EQ(found("dans l’école", "ecole"), Parts{"école"});
  EXPECT_EQ(found("dans l’école", "l'école"), Parts{"l’école"});
  EXPECT_EQ(found("Ærø, Łódź", "aero"), Parts{"Ærø"});
  EXPECT_EQ(found("Ærø, Łódź", "lod"), Parts{"Łód"});
}

TEST(FoldedText, FindsPartsOfWordsAndPhrasesOverLineEnds) {
  EXPECT_EQ(found("undone\nby it", "done by"), Parts{"done\nby"});
}

TEST(FoldedText, AnswersWithWholeCharacters) {
  EXPECT_EQ(found("Stra\u00dfe", "strass"), Parts{"Stra\u00df"});
  EXPECT_EQ(found("Stra\u00dfe", "s"), (Parts{"S", "\u00df"}));
}

TEST(FoldedText, FindsNothingForNothing) {
  EXPECT_TRUE(found("text", "").empty());
  EXPECT_TRUE(found("", "text").empty());
}

TEST(FoldedText, FindsMatchesSideBySideButNotOneInAnother) {
  EXPECT_EQ(found("aaaa", "aa"), (Parts{"aa", "aa"}));
}

TEST(Find, BeginsWhereOneReadsAndGoesRoundTheEnds) {
  TrackView track;
  track.text = "hay needle hay needle hay";
  Find find;
  find.open(track, "needle", 12);
  EXPECT_EQ(find.view().current, 1);
  EXPECT_TRUE(find.step(1));
  EXPECT_EQ(find.view().current, 0);
  EXPECT_TRUE(find.step(-1));
  EXPECT_EQ(find.view().current, 1);
}

TEST(Find, StaysNearWhileOneTypesOn) {
  TrackView track;
  track.text = "nest needle need";
  Find find;
  find.open(track, "n", 5);
  EXPECT_EQ(find.view().matches_in_text.size(), 3U);
  EXPECT_EQ(find.view().current, 1);
  find.change("need");
  EXPECT_EQ(find.view().current, 0);
  find.change("needy");
  EXPECT_EQ(find.view().current, -1);
  EXPECT_FALSE(find.step(1));
}

TEST(Find, LooksAgainInAnotherText) {
  TrackView track;
  track.text = "one needle";
  TrackView other;
  other.text = "needle, needle";
  Find find;
  find.open(track, "needle", 0);
  EXPECT_FALSE(find.follow(track));
  EXPECT_TRUE(find.follow(other));
  EXPECT_EQ(find.view().matches_in_text.size(), 2U);
  find.close();
  EXPECT_TRUE(find.view().matches_in_text.empty());
}

TEST(Find, StaysAtItsMatchWhereTheTextMovesIntoAnotherPack) {
  const std::string text = "one needle, two needles";
  const std::string moved = text;
  TrackView track;
  track.text = text;
  track.file = Id{1, 2};
  Find find;
  find.open(track, "needle", 0);
  find.step(1);
  track.text = moved;
  EXPECT_FALSE(find.follow(track));
  EXPECT_EQ(find.view().current, 1);
}

}  // namespace
}  // namespace earshot::app
