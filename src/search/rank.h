#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/search.h"

/// BM25 and the order of hits. Only +, -, * and / on floats, in a fixed order and never fused, so
/// that ranks are the same on every machine. Internal to `search`.
namespace earshot::search {

/// What a field's word weighs in a score.
inline constexpr float kTitleWeight = 4.0F;       // a title names what an episode is about
inline constexpr float kChapterWeight = 2.0F;     // so does a chapter's, for some minutes of it
inline constexpr float kNotesWeight = 1.5F;       // written once, on purpose
inline constexpr float kTranscriptWeight = 1.0F;  // said in passing

float field_weight(std::uint32_t field);

/// Statistics over all indexes that are searched.
struct Corpus {
  std::uint64_t passages = 0;
  std::uint64_t words = 0;
};

/// Natural logarithm of a number not below 1, to about 1 ulp: the machines' own differ in the last
/// bit.
double natural_log(double x);

/// How much a term that `passages_with_term` hold tells; times (k1 + 1), as BM25 wants it.
float term_weight(const Corpus& corpus, std::uint64_t passages_with_term);

/// The part of BM25's denominator that depends on a passage's length in words.
class LengthNorms {
 public:
  LengthNorms() = default;

  /// `divisor` is what the part is divided by.
  explicit LengthNorms(const Corpus& corpus, float divisor) { set(corpus, divisor); }

  /// Of one that has not been asked yet: gives it what it is made of, without a copy of the table.
  void set(const Corpus& corpus, float divisor);

  float operator[](std::size_t words) const {
    if (words >= table_.size()) return of(words);
    float& known = table_[words];
    if (known == 0) known = of(words);
    return known;
  }

 private:
  float of(std::size_t words) const;

  double mean_ = 1;
  float divisor_ = 1;
  mutable std::array<float, 256> table_{};  // 0: not asked for yet
};

/// What scores need to know beside the terms.
struct Scoring {
  Corpus corpus;
  /// The part of BM25's denominator that depends on a passage's field and length in words, divided
  /// by the field's weight where that counts in there.
  std::array<LengthNorms, kFieldCount> norms;
  std::array<float, kFieldCount> field{};  ///< factor of a whole score

  float norm(std::uint32_t of_field, std::uint32_t words) const { return norms[of_field][words]; }
};

/// One term's share of a score.
inline float term_score(float weight, float count, float norm) {
  return weight * count / (count + norm);
}

/// Best first, equal scores as they stand. Linear for many hits.
void sort_best_first(std::vector<Hit>& hits);

}  // namespace earshot::search
