// The bonus for words that stand near each other, in flat queries.
//
// It is bounded by which words a passage has: so only hits that could get among the best with it
// are kept until here (TopHits), and of these only as many are looked at, the most promising first,
// as can still change the top.

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "search/flat_search.h"
#include "search/leaves.h"
#include "search/score.h"

namespace earshot::search {
namespace {

/// Hits looked at together; opening the lists costs about as much as looking at so many.
constexpr std::size_t kTogether = 24;
/// Words with more terms than this (beginnings) are looked at once, for all hits.
constexpr std::size_t kManyTerms = 64;

bool is_before(const Hit& a, const Hit& b) {
  return a.index != b.index ? a.index < b.index : a.passage < b.passage;
}

}  // namespace

void FlatSearch::bound_nearness() {
  pair_most_.assign(weights_.size(), 0);
  for (std::size_t t = 1; t < weights_.size(); ++t)
    pair_most_[t] = proximity(weights_[t - 1], weights_[t], 1);
}

float FlatSearch::most_nearness(Words words) const {
  float most = 0;
  words &= words << 1;
  for (std::size_t t = 1; t < pair_most_.size(); ++t)
    most += (words >> t & 1U) != 0 ? pair_most_[t] : 0;
  return most;
}

/// The hits with their bonus, best first; with a limit only the first ones are sure to have it.
std::vector<Hit> FlatSearch::with_nearness(std::vector<Candidate> candidates) {
  FoundWords terms(indexes_.size());
  std::size_t most_terms = 0;
  Budget own(UINT64_MAX);  // its steps are few, and a bonus that is missing was not promised
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    for (const FlatTerm& term : query_.terms) {
      terms[i].push_back(find_terms(*indexes_[i], *term.slot, own));
      most_terms = std::max(most_terms, terms[i].back().size());
    }
  }
  const std::size_t limit = options_.limit;
  std::vector<Hit> hits;
  hits.reserve(candidates.size());
  if (limit == 0 || most_terms > kManyTerms) {
    for (const Candidate& candidate : candidates)
      hits.push_back(candidate.hit);
    if (!std::ranges::is_sorted(hits, is_before)) std::ranges::sort(hits, is_before);
    add_nearness(hits, terms);
    sort_best_first(hits);
    return hits;
  }
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.highest() != b.highest() ? a.highest() > b.highest() : is_better(a.hit, b.hit);
  });
  for (std::size_t done = 0; done < candidates.size();) {
    if (done >= limit) {
      const auto last = hits.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
      std::ranges::nth_element(hits, last, is_better);
      if (candidates[done].highest() < last->score) break;
    }
    const std::size_t end = std::min(candidates.size(), done + kTogether);
    for (std::size_t i = done; i < end; ++i)
      hits.push_back(candidates[i].hit);
    const auto added = std::span(hits).subspan(done);
    std::ranges::sort(added, is_before);
    add_nearness(added, terms);
    done = end;
  }
  std::ranges::sort(hits, is_better);
  return hits;
}

/// `hits` ascend by index and passage.
void FlatSearch::add_nearness(std::span<Hit> hits, const FoundWords& terms) const {
  Budget own(UINT64_MAX);
  for (std::size_t begin = 0; begin < hits.size();) {
    const std::uint32_t number = hits[begin].index;
    std::vector<std::uint32_t> passages;
    std::size_t end = begin;
    for (; end < hits.size() && hits[end].index == number; ++end)
      passages.push_back(hits[end].passage);
    std::vector<float> bonus(passages.size());
    std::vector<std::uint64_t> before;
    for (std::size_t t = 0; t < weights_.size(); ++t) {
      std::vector<std::uint64_t> masks =
          positions_in(*indexes_[number], terms[number][t], passages, own);
      for (std::size_t i = 0; t > 0 && i < passages.size(); ++i)
        bonus[i] += proximity(weights_[t - 1], weights_[t], nearest(before[i], masks[i]));
      before = std::move(masks);
    }
    for (std::size_t i = begin; i < end; ++i)
      hits[i].score += bonus[i - begin];
    begin = end;
  }
}

}  // namespace earshot::search
