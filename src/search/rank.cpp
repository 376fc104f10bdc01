#include "search/rank.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

namespace earshot::search {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;

/// Scores are sorted by their bits, eleven at a time.
constexpr unsigned kRadixBits = 11;
constexpr std::size_t kRadix = std::size_t{1} << kRadixBits;

/// Fewer hits are sorted by comparing: clearing and summing the tables costs more.
constexpr std::size_t kFewHits = 512;

/// Ascends as a score that is not negative falls.
std::uint32_t sort_key(float score) {
  return ~std::bit_cast<std::uint32_t>(score);
}

}  // namespace

float field_weight(std::uint32_t field) {
  switch (static_cast<Field>(field)) {
    case Field::Title:
      return kTitleWeight;
    case Field::Chapter:
      return kChapterWeight;
    case Field::Notes:
      return kNotesWeight;
    case Field::Transcript:
      break;
  }
  return kTranscriptWeight;
}

// x = m * 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh((m - 1) / (m + 1)), whose series
// needs eleven terms for that range.
double natural_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>((bits >> 52) & 0x7FFU) - 1023;
  auto mantissa =
      std::bit_cast<double>((bits & ((std::uint64_t{1} << 52) - 1)) | (std::uint64_t{1023} << 52));
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    ++exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double sum = 0;
  for (int n = 21; n >= 1; n -= 2)
    sum = sum * square + 1.0 / n;
  return exponent * 0.6931471805599453 + 2 * s * sum;
}

float term_weight(const Corpus& corpus, std::uint64_t passages_with_term) {
  const auto passages = static_cast<double>(corpus.passages);
  const auto with_term = static_cast<double>(std::min(passages_with_term, corpus.passages));
  const double idf = natural_log(1 + (passages - with_term + 0.5) / (with_term + 0.5));
  return static_cast<float>(idf * (kK1 + 1));
}

void LengthNorms::set(const Corpus& corpus, float divisor) {
  divisor_ = divisor;
  if (corpus.passages > 0 && corpus.words > 0) {
    mean_ = static_cast<double>(corpus.words) / static_cast<double>(corpus.passages);
  }
}

float LengthNorms::of(std::size_t words) const {
  const double norm = kK1 * (1 - kB + kB * static_cast<double>(words) / mean_);
  return static_cast<float>(norm) / divisor_;
}

void sort_best_first(std::vector<Hit>& hits) {
  if (hits.size() < kFewHits) {
    std::ranges::stable_sort(hits, std::ranges::greater{}, &Hit::score);
    return;
  }
  struct Entry {
    std::uint32_t key;
    std::uint32_t hit;
  };
  std::vector<Entry> entries(hits.size());
  std::array<std::array<std::uint32_t, kRadix>, 3> counts{};
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const std::uint32_t key = sort_key(hits[i].score);
    entries[i] = {key, static_cast<std::uint32_t>(i)};
    for (std::size_t pass = 0; pass < counts.size(); ++pass) {
      ++counts[pass][(key >> (pass * kRadixBits)) % kRadix];
    }
  }
  std::vector<Entry> sorted(hits.size());
  for (std::size_t pass = 0; pass < counts.size(); ++pass) {
    std::uint32_t sum = 0;
    for (std::uint32_t& count : counts[pass])
      sum += std::exchange(count, sum);
    for (const Entry entry : entries) {
      sorted[counts[pass][(entry.key >> (pass * kRadixBits)) % kRadix]++] = entry;
    }
    std::swap(entries, sorted);
  }
  std::vector<Hit> best_first(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i)
    best_first[i] = hits[entries[i].hit];
  hits = std::move(best_first);
}

}  // namespace earshot::search
