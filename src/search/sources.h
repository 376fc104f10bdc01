#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/document_walk.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/leaves.h"
#include "search/postings.h"
#include "search/prefix.h"
#include "search/query.h"

/// What a word of a query is in an index: the word or its beginning, and other forms of it.
/// Internal to `search`.
namespace earshot::search {

/// What an occurrence counts, in quarters: a stem half of the word itself, a typo a quarter.
constexpr std::uint32_t quarters_of(Level level) {
  return level == Level::Exact ? 4U : level == Level::Stem ? 2U : 1U;
}

/// The occurrences in a passage in quarters, and bits that tell of which level there are any.
struct Tally {
  static constexpr std::uint32_t kExact = 1U << 30;
  static constexpr std::uint32_t kStem = 1U << 31;
  static constexpr std::uint32_t bit(Level level) {
    return level == Level::Exact ? kExact : level == Level::Stem ? kStem : 0U;
  }
  static constexpr std::uint32_t of(Level level, std::uint32_t count) {
    return count * quarters_of(level) | bit(level);
  }
  /// Of both; passages of so many words that the bits would be reached have none (`is_narrow`).
  static constexpr std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
    constexpr std::uint32_t kCounts = kExact - 1;
    return ((a & kCounts) + (b & kCounts)) | ((a | b) & ~kCounts);
  }
  /// The best level of which there are any.
  static constexpr Level level(std::uint32_t tally) {
    return (tally & kExact) != 0 ? Level::Exact : (tally & kStem) != 0 ? Level::Stem : Level::Typo;
  }
  static constexpr float frequency(std::uint32_t tally) {
    return static_cast<float>(tally & (kExact - 1)) * 0.25F;
  }
};

/// A term of the dictionary that stands for the word at a level.
struct OtherSource {
  TermInfo info;
  Level level = Level::Stem;
  std::uint32_t languages = UINT32_MAX;
};

/// A word of the query in one index.
struct Source {
  TermInfo word;
  MergedTerm merged;
  bool is_merged = false;
  std::vector<OtherSource> others;
  std::uint32_t passages_of_all = 0;  ///< with the word or another form of it
  std::uint32_t counted_of_all = 0;   ///< of these those that count
  bool has_bounds = false;            ///< `SkipRecord::other_forms` of the word bounds `others`

  /// With the word itself.
  std::uint32_t passages() const { return is_merged ? merged.passages : word.passages; }
  PostingsCursor cursor(const Index& index, Budget& budget) const {
    return is_merged ? merged.cursor(index, budget) : PostingsCursor(index, word, budget);
  }
  /// Of the word and all forms together, each passage as often as it is in a list.
  std::uint64_t postings() const {
    std::uint64_t sum = passages();
    for (const OtherSource& other : others)
      sum += other.info.passages;
    return sum;
  }
};

/// Looks a word up, or the words that begin so; with the other forms of its slot (null: none).
Source find_source(const Index& index, std::string_view word, bool is_prefix, const Slot* slot,
                   Budget& budget);

/// Adds the passages of a list that may count.
void mark_passages(PostingsCursor postings, LanguageCheck language, Bits& marked);

/// Passages in which a word stands in any form, ascending, with what they hold of it.
struct TallyList {
  std::vector<std::uint32_t> passages;
  std::vector<std::uint32_t> tallies;
};
/// Linear in the postings; where they are many, also in the passages of the index divided by 64.
TallyList tally_all(const Index& index, const Source& source, Budget& budget);

/// Adds to `tallies` what the `passages`, ascending, hold of the word. Each list costs its postings
/// or a seek a passage, whichever is less.
void add_tallies(const Index& index, const Source& source, std::span<const std::uint32_t> passages,
                 std::span<std::uint32_t> tallies, Budget& budget);

}  // namespace earshot::search
