#include "search/score.h"

#include <algorithm>
#include <bit>

#include "search/bits.h"

namespace earshot::search {

Scoring scoring_of(std::span<const Index* const> indexes, Ranker ranker) {
  Scoring scoring;
  for (const Index* const index : indexes) {
    scoring.corpus.passages += index->counted_passages();
    scoring.corpus.words += index->counted_words();
  }
  if (ranker == Ranker::Bm25) {
    for (std::uint32_t field = 0; field < kFieldCount; ++field) {
      scoring.norms[field].set(scoring.corpus, 1);
      scoring.field[field] = field_weight(field);
    }
  } else {
    for (std::uint32_t field = 0; field < kFieldCount; ++field) {
      Corpus corpus;
      for (const Index* const index : indexes) {
        const FieldCount& own = index->of_field(field);
        corpus.passages += own.passages;
        corpus.words += own.words;
      }
      scoring.norms[field].set(corpus, field_weight(field));
    }
    scoring.field.fill(1.0F);
  }
  return scoring;
}

Weights weigh(std::span<const Index* const> indexes, std::span<const Evaluation* const> evaluations,
              std::size_t units, Ranker ranker) {
  Weights weights{scoring_of(indexes, ranker), {}, {}, 0};
  weights.passages.resize(units);
  bool has_other_forms = false;
  for (const Evaluation* const evaluation : evaluations) {
    has_other_forms |= evaluation->has_other_forms();
    for (std::size_t u = 0; u < units; ++u)
      weights.passages[u] += evaluation->counts(u).passages;
  }
  float most =
      0;  // no score reaches this: a word's share is below its weight, a bonus below another
  for (std::size_t u = 0; u < units; ++u) {
    weights.unit.push_back(term_weight(weights.corpus, weights.passages[u]));
    most += weights.unit.back() * (1.0F + kProximityShare);
  }
  if (has_other_forms) weights.tier = most;
  return weights;
}

float term_frequency(const Counts& counts, std::uint32_t passage) {
  return static_cast<float>(counts.at(Level::Exact, passage)) +
         static_cast<float>(counts.at(Level::Stem, passage)) * kStemShare +
         static_cast<float>(counts.at(Level::Typo, passage)) * kTypoShare;
}

std::uint32_t nearest(std::uint64_t a, std::uint64_t b) {
  std::uint32_t best = 0;
  for_each_bit(a, [&](std::uint32_t at) {
    const std::uint64_t below = b & ((std::uint64_t{1} << at) - 1);
    const std::uint64_t above = at == 63 ? 0 : b & ~((std::uint64_t{2} << at) - 1);
    if (below != 0) {
      const std::uint32_t distance =
          at - (63U - static_cast<std::uint32_t>(std::countl_zero(below)));
      if (best == 0 || distance < best) best = distance;
    }
    if (above != 0) {
      const std::uint32_t distance = static_cast<std::uint32_t>(std::countr_zero(above)) - at;
      if (best == 0 || distance < best) best = distance;
    }
  });
  return best;
}

float proximity(float weight_a, float weight_b, std::uint32_t distance) {
  if (distance == 0) return 0;
  return std::min(weight_a, weight_b) * kProximityShare / static_cast<float>(distance);
}

}  // namespace earshot::search
