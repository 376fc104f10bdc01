#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/evaluate.h"
#include "search/rank.h"
#include "search/search.h"

/// From matching passages to scores. Internal to `search`. Only +, -, * and / on floats, in a fixed
/// order and never fused.
namespace earshot::search {

/// What a stem and a typo count against the word itself.
inline constexpr float kStemShare = 0.5F;
inline constexpr float kTypoShare = 0.25F;
/// What two neighbours add, of the weaker word's weight.
inline constexpr float kProximityShare = 0.25F;

/// Statistics over all documents that count, of the indexes that are searched.
Scoring scoring_of(std::span<const Index* const> indexes, Ranker ranker);

/// What the scores of a query's hits need to know.
struct Weights : Scoring {
  std::vector<float> unit;              ///< idf * (k1 + 1)
  std::vector<std::uint64_t> passages;  ///< of each unit
  float tier = 0;                       ///< added for each level that a hit is better than Typo
};

Weights weigh(std::span<const Index* const> indexes, std::span<const Evaluation* const> evaluations,
              std::size_t units, Ranker ranker);

/// What a unit's occurrences in a passage count as.
float term_frequency(const Counts& counts, std::uint32_t passage);

/// The smallest distance of a bit of one mask from another one of the other; 0 where there is none.
std::uint32_t nearest(std::uint64_t a, std::uint64_t b);

/// The bonus for two neighbours of the query in one passage.
float proximity(float weight_a, float weight_b, std::uint32_t distance);

}  // namespace earshot::search
