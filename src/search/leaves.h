#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/query.h"

/// What the words of a query are in an index. Internal to `search`.
namespace earshot::search {

/// How a term stands for a word of the query; better ones rank first.
enum class Level : std::uint8_t { Exact, Stem, Typo };
inline constexpr int kLevels = 3;

/// A word of a query as it is looked for: several words of a character in a row (Han, Hangul, Thai
/// ...) are asked for by pairs, as they are indexed (`IndexBuilder`).
struct Step {
  std::uint32_t offset = 0;  ///< words behind the first of its phrase
  Slot slot;
};
std::vector<Step> steps_of(std::span<const Slot> slots);

struct FoundTerm {
  TermInfo info;
  Level level = Level::Exact;
  std::uint32_t languages = UINT32_MAX;  ///< only in documents of these
};

/// All terms of the dictionary that a step stands for; other forms only where they count.
std::vector<FoundTerm> find_terms(const Index& index, const Slot& slot, Budget& budget);

/// How often terms stand in the passages of an index, by level; a level without any has no counts.
struct Counts {
  std::array<std::vector<std::uint8_t>, kLevels> by_level;
  std::uint32_t passages = 0;  ///< of those that count, with one at least

  std::uint32_t at(Level level, std::uint32_t passage) const {
    const auto& counts = by_level[static_cast<std::size_t>(level)];
    return counts.empty() ? 0U : counts[passage];
  }
};
/// Linear in the postings, and in the passages of the index.
Counts count_terms(const Index& index, std::span<const FoundTerm> terms, Budget& budget);
/// The passages with a count up to that level.
Bits passages_of(const Counts& counts, Level level, std::uint32_t passage_count);

/// A place where a word or phrase stands: ordinals of its first and last word.
struct Occurrence {
  std::uint32_t begin = 0;
  std::uint32_t last = 0;
  std::uint32_t passage = 0;  ///< of the first word
  bool operator==(const Occurrence&) const = default;
};

/// Where the terms stand, ascending, each place once.
std::vector<Occurrence> occurrences_of(const Index& index, std::span<const FoundTerm> terms,
                                       Level level, Budget& budget);
/// Where the steps stand one after the other as their offsets say, ascending. `terms` of each step;
/// `words` the length of the phrase.
std::vector<Occurrence> phrase_occurrences(const Index& index, std::span<const Step> steps,
                                           std::span<const std::vector<FoundTerm>> terms,
                                           std::uint32_t words, Budget& budget);

/// The positions, a bit each, at which terms stand in each of the `passages` (ascending).
std::vector<std::uint64_t> positions_in(const Index& index, std::span<const FoundTerm> terms,
                                        std::span<const std::uint32_t> passages, Budget& budget);

}  // namespace earshot::search
