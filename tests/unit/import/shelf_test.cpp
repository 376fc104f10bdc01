#include "import/shelf.h"

#include <gtest/gtest.h>

#include "library/identity.h"

namespace earshot::import {
namespace {

Draft draft(std::string_view title, std::int32_t number = -1, std::string_view show = "show") {
  Draft out;
  out.episode.title = title;
  out.episode.number = number;
  out.title_key = library::title_key(title);
  out.show = show;
  return out;
}

TEST(Shelf, FindsThePartnerByTitle) {
  Shelf shelf;
  shelf.hold(draft("Ropes"));
  shelf.hold(draft("Cranes"));
  const auto partner = shelf.take_partner(draft("cranes"));
  ASSERT_TRUE(partner);
  EXPECT_EQ(partner->draft.episode.title, "Cranes");
  EXPECT_FALSE(shelf.take_partner(draft("cranes")));
  EXPECT_EQ(shelf.take_oldest()->episode.title, "Ropes");
  EXPECT_FALSE(shelf.take_oldest());
}

TEST(Shelf, ChoosesByNumberAmongEqualTitles) {
  Shelf shelf;
  shelf.hold(draft("Questions", 16));
  shelf.hold(draft("Questions", 30));
  EXPECT_FALSE(shelf.take_partner(draft("Questions")));  // either could be meant
  EXPECT_FALSE(shelf.take_partner(draft("Questions", 17)));
  EXPECT_EQ(shelf.take_partner(draft("Questions", 30))->draft.episode.number, 30);
}

TEST(Shelf, TakesABareNumberOnlyWhereTheLengthsAllowIt) {
  for (const bool is_same_length : {true, false}) {
    Shelf shelf;
    Draft page = draft("Ropes and Bridges", 4);
    page.episode.duration = 12 * 60'000;
    page.notes.emplace_back();
    shelf.hold(page);
    Draft transcript = draft("4", 4);
    transcript.has_only_number = true;
    transcript.episode.duration = (is_same_length ? 13 : 61) * 60'000;
    transcript.transcripts.emplace_back();
    EXPECT_EQ(shelf.take_partner(transcript).has_value(), is_same_length);
  }
}

TEST(Shelf, KeepsShowsApart) {
  Shelf shelf;
  shelf.hold(draft("Intro", -1, "one"));
  EXPECT_FALSE(shelf.take_partner(draft("Intro", -1, "two")));
  shelf.list(draft("Intro", -1, "one"));
  EXPECT_FALSE(shelf.take_listed(draft("Intro", -1, "two")));
  EXPECT_TRUE(shelf.take_listed(draft("Intro", -1, "one")));
}

TEST(Shelf, LetsAToldShowWinOverAFolder) {
  Shelf shelf;
  Draft listed = draft("Ropes", -1, "Slow Machines");
  listed.is_show_told = true;
  shelf.list(listed);
  EXPECT_TRUE(shelf.take_listed(draft("Ropes", -1, "downloads")));
}

TEST(Shelf, LetsTheOldestGoWhenFull) {
  Shelf shelf;
  for (int i = 0; i < 9; ++i) {
    Draft big = draft("Notes " + std::to_string(i));
    big.notes.emplace_back();
    big.notes[0].notes.plain.assign((std::size_t{1} << 20) - 100, 'x');
    shelf.hold(std::move(big));
  }
  const auto oldest = shelf.take_overflow();
  ASSERT_TRUE(oldest);
  EXPECT_EQ(oldest->episode.title, "Notes 0");
  EXPECT_FALSE(shelf.take_overflow());
}

}  // namespace
}  // namespace earshot::import
