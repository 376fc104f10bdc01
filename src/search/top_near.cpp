// The bonus for words that stand near each other, in flat queries.
//
// It is bounded: so only hits that could get among the best with it are kept until here (TopHits),
// and of these only as many are looked at, from the best on, as can still change the top.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "search/flat_search.h"
#include "search/leaves.h"
#include "search/score.h"

namespace earshot::search {
namespace {

/// Hits looked at together: as many again for each list of postings that is opened.
constexpr std::size_t kTogether = 32;
/// Words with more terms than this (beginnings) are looked at once, for all hits.
constexpr std::size_t kManyTerms = 64;

}  // namespace

float FlatSearch::most_nearness() const {
  float most = 0;
  for (std::size_t t = 1; t < weights_.size(); ++t)
    most += proximity(weights_[t - 1], weights_[t], 1);
  return most;
}

/// Gives the best kProximityHits of `hits`, which are sorted, their bonus, and sorts these again;
/// the ones that cannot get among the first `options.limit` may go without.
void FlatSearch::add_nearness(std::vector<Hit>& hits) {
  const auto best = std::span(hits).first(std::min(hits.size(), kProximityHits));
  std::vector<std::vector<std::vector<FoundTerm>>> terms(indexes_.size());  // by index, word
  std::size_t most_terms = 0;
  Budget own(UINT64_MAX);  // its steps are few, and a bonus that is missing was not promised
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    for (const FlatTerm& term : query_.terms) {
      terms[i].push_back(find_terms(*indexes_[i], *term.slot, own));
      most_terms = std::max(most_terms, terms[i].back().size());
    }
  }
  const std::size_t limit = options_.limit;
  const std::size_t together = limit == 0 || most_terms > kManyTerms ? best.size() : kTogether;
  const float slack = most_nearness();
  std::size_t done = 0;
  while (done < best.size()) {
    if (limit > 0 && done >= limit) {
      // Rounding of a sum never makes more of it than of a greater one.
      std::ranges::nth_element(best.first(done),
                               best.begin() + static_cast<std::ptrdiff_t>(limit) - 1, is_better);
      if (best[done].score + slack * 1.001F < best[limit - 1].score) break;
    }
    const std::size_t end = std::min(best.size(), done + together);
    add_nearness(best.subspan(done, end - done), terms);
    done = end;
  }
  std::ranges::sort(best.first(done), is_better);
}

void FlatSearch::add_nearness(std::span<Hit> hits,
                              const std::vector<std::vector<std::vector<FoundTerm>>>& terms) {
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return std::pair(a.index, a.passage) < std::pair(b.index, b.passage);
  });
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
