#include "library/identity.h"

#include <gtest/gtest.h>

namespace earshot::library {
namespace {

TEST(TitleKey, IgnoresCaseAccentsAndPunctuation) {
  EXPECT_EQ(title_key("Why is Everyone Here?"), title_key("why-is-everyone-here"));
  EXPECT_EQ(title_key("Caf\xC3\xA9 talk"), title_key("cafe  Talk!"));
  EXPECT_NE(title_key("Part 1"), title_key("Part 2"));
  EXPECT_EQ(title_key("?!"), "");
}

TEST(TitleMatchKey, LeavesNumbersBeforeATitleOut) {
  for (const std::string_view title :
       {"#12: Ropes & cranes", "Ep. 12 - Ropes and Cranes", "Episode 12: ropes and cranes",
        "12 | Ropes and cranes", "[12] Ropes and cranes", "EP12 Ropes and cranes"}) {
    EXPECT_EQ(title_match_key(title), "ropes and cranes") << title;
  }
}

TEST(TitleMatchKey, KeepsNumbersThatATitleBeginsWith) {
  EXPECT_EQ(title_match_key("12 angry men"), "12 angry men");
  EXPECT_EQ(title_match_key("24:7 work"), title_key("24:7 work"));
  EXPECT_EQ(title_match_key("Episode 12"), "episode 12");
  EXPECT_EQ(title_match_key("2024"), "2024");
}

TEST(Ids, DifferByKindAndPart) {
  EXPECT_NE(id_from_guid("show", "1"), id_from_title("show", "1"));
  EXPECT_NE(id_from_guid("show a", "1"), id_from_guid("show b", "1"));
  EXPECT_EQ(id_from_guid("Show A", "1"), id_from_guid("show a", "1"));
}

// Another id would make another episode of each that is imported again.
TEST(Ids, AreMadeOfTitlesAsAtFirst) {
  EXPECT_EQ(to_string(id_from_guid("Caf\u00E9 Ørsted l'école 학교에서 日本が काम й", "1")),
            "8ff0e33a9ab2f1efb62bb9a93f9ff1c9");
  EXPECT_EQ(id_from_title("काम", "が"), id_from_title("कम", "か"));
  EXPECT_NE(id_from_title("l'école", "1"), id_from_title("l école", "1"));
}

TEST(TitleKey, KeepsApartWordsThatDifferInAVowelSign) {
  EXPECT_NE(title_key("काम"), title_key("कम"));
  EXPECT_NE(title_key("がく"), title_key("かく"));
  EXPECT_EQ(title_key("l'école"), "l'ecole");
}

TEST(Ids, OfContentIgnoreWhiteSpace) {
  EXPECT_EQ(id_from_content("one two\nthree"), id_from_content("one two three\n"));
  EXPECT_NE(id_from_content("one two"), id_from_content("one too"));
}

}  // namespace
}  // namespace earshot::library
