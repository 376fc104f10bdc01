#include "search/postings.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <vector>

#include "library.h"
#include "search/index_access.h"

namespace earshot::search {
namespace {

PostingsCursor cursor_of(const TestLibrary& library, std::string_view term, Budget& budget) {
  return {library.index, IndexAccess::find_term(library.index, term), budget};
}

/// A passage for each document: each has "all", every third "third".
TestLibrary& add_passages(TestLibrary& library, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i)
    library.add({i % 3 == 0 ? "third all" : "all"});
  return library.open();
}

TEST(Packing, CountsTheNumbersBelowALimitFromAnyOneOn) {
  BlockNumbers numbers;
  for (std::uint32_t i = 0; i < numbers.size(); ++i)
    numbers[i] = 2 * i;
  for (std::uint32_t from = 0; from < numbers.size(); ++from) {
    for (std::uint32_t limit = 0; limit <= numbers.back(); ++limit) {
      const std::uint32_t below = (limit + 1) / 2;
      ASSERT_EQ(count_below(numbers, from, limit), below > from ? below - from : 0u)
          << from << ' ' << limit;
    }
  }
}

TEST(PostingsCursor, MovesToAPassageInEitherDirection) {
  TestLibrary library;
  add_passages(library, 1000);  // the list: two full blocks and a tail
  Budget budget(UINT64_MAX);
  PostingsCursor third = cursor_of(library, "third", budget);
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const std::uint32_t passage = i * 389 % 1000;
    ASSERT_EQ(third.move_to(passage), passage % 3 == 0) << passage;
    if (passage % 3 == 0) {
      ASSERT_EQ(third.passage(), passage);
      ASSERT_EQ(third.positions_here(), 1u);
    }
  }
}

TEST(PostingsCursor, PaysForTheBlocksThatItLooksAtForTheMostOccurrences) {
  TestLibrary library;
  add_passages(library, 1000);  // of "all" seven full blocks
  Budget budget(UINT64_MAX);
  PostingsCursor all = cursor_of(library, "all", budget);
  const std::uint64_t before = budget.left();
  EXPECT_EQ(all.most_in(0, 999), 1U);
  EXPECT_GE(before - budget.left(), 7U);
  Budget none(0);
  all.charge(none);
  EXPECT_EQ(all.most_in(0, 999), UINT16_MAX) << "a bound that is never too low";
}

TEST(PostingsCursor, ComesBackFromBehindTheEnd) {
  TestLibrary library;
  add_passages(library, 256);  // of "all" two full blocks without a tail
  Budget budget(UINT64_MAX);
  PostingsCursor all = cursor_of(library, "all", budget);
  EXPECT_FALSE(all.seek(256));
  EXPECT_FALSE(all.move_to(256));
  EXPECT_TRUE(all.move_to(255));
  EXPECT_TRUE(all.move_to(0));
  PostingsCursor none = cursor_of(library, "none", budget);
  EXPECT_FALSE(none.move_to(0));
}

TEST(PostingsCursor, FindsNothingInABlockThatEndsBeforeItsSkipRecordSays) {
  TestLibrary library;
  add_passages(library, 300);  // of "all" blocks to 127 and 255, and a tail
  std::vector<std::byte> bytes(library.bytes().begin(), library.bytes().end());
  int patched = 0;
  for (std::size_t at = 0; at + 2 * sizeof(format::SkipRecord) <= bytes.size(); ++at) {
    format::SkipRecord records[2];
    std::memcpy(&records, &bytes[at], sizeof records);
    if (records[0].last_passage != 127 || records[1].last_passage != 255) continue;
    records[1].last_passage = 299;
    std::memcpy(&bytes[at], &records, sizeof records);
    ++patched;
  }
  ASSERT_EQ(patched, 1);
  ASSERT_TRUE(library.take(bytes));
  Budget budget(UINT64_MAX);
  PostingsCursor all = cursor_of(library, "all", budget);
  EXPECT_FALSE(all.move_to(270));
  EXPECT_TRUE(all.move_to(200));
}

TEST(PostingsCursor, SeeksEachPassageFromEachOther) {
  TestLibrary library;
  add_passages(library, 450);
  Budget budget(UINT64_MAX);
  const PostingsCursor start = cursor_of(library, "third", budget);
  for (std::uint32_t from = 0; from < 450; from += 7) {
    PostingsCursor there = start;
    ASSERT_TRUE(from > 447 || there.seek(from));
    for (std::uint32_t to = from; to < 448; ++to) {
      PostingsCursor third = there;
      ASSERT_TRUE(third.seek(to));
      ASSERT_EQ(third.passage(), (to + 2) / 3 * 3) << from;
    }
  }
}

TEST(PostingsCursor, KnowsEveryPlaceOfAWordInAPassage) {
  // Of so many words that positions have from no bits to nine, with up to 60 places.
  for (const std::uint32_t words : {1U, 2U, 4U, 30U, 64U, 100U, 300U}) {
    for (const std::uint32_t step : {1U, 5U, 7U, 63U}) {
      std::string text;
      std::set<std::uint32_t> places;
      for (std::uint32_t i = 0; i < words; ++i) {
        const bool is_place = i % step == 0;
        if (is_place) places.insert(i);
        text += is_place ? "here " : "other ";
      }
      // A block of 128 such passages and some more.
      TestLibrary library;
      std::string all;
      std::vector<Range> passages;
      for (int i = 0; i < 130; ++i) {
        const auto begin = static_cast<std::uint32_t>(all.size());
        all += text;
        passages.push_back({begin, static_cast<std::uint32_t>(all.size())});
      }
      IndexBuilder builder;
      builder.add(
          {.document = 0, .text = all, .borders_in_text = {}, .passages_in_text = passages});
      library.take(builder.finish());
      Budget budget(UINT64_MAX);
      PostingsCursor here = cursor_of(library, "here", budget);
      for (const std::uint32_t passage : {0U, 77U, 129U}) {
        ASSERT_TRUE(here.move_to(passage));
        std::uint64_t mask = 0;
        for (std::uint32_t i = 0; i < words + 2; ++i) {
          ASSERT_EQ(here.has_position(i), places.contains(i)) << words << ' ' << step << ' ' << i;
          if (i < 64 && places.contains(i)) mask |= std::uint64_t{1} << i;
        }
        ASSERT_EQ(here.positions_here(), mask);
        ASSERT_FALSE(here.has_position(UINT32_MAX));
      }
    }
  }
}

}  // namespace
}  // namespace earshot::search
