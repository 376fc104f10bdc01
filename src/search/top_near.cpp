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
#include "search/form_lists.h"
#include "search/leaves.h"
#include "search/score.h"

namespace earshot::search {
namespace {

/// Hits looked at before the top is asked again whether more can get into it; later ones twice as
/// many at a time, since neighbours share blocks of postings.
constexpr std::size_t kFirstTogether = 16;
constexpr std::size_t kMostTogether = 512;
/// Words with more terms than this (beginnings) are looked at once, for all hits.
constexpr std::size_t kManyTerms = 64;

bool is_before(const Hit& a, const Hit& b) {
  return a.index != b.index ? a.index < b.index : a.passage < b.passage;
}

bool is_less_promising(const Candidate& a, const Candidate& b) {
  return a.highest() != b.highest() ? a.highest() < b.highest() : is_better(b.hit, a.hit);
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

/// The terms that a word of the query stands for in an index, as they were looked up; those of a
/// beginning, which were added up, once more.
std::vector<FoundTerm> FlatSearch::terms_of(std::uint32_t number, std::size_t word) {
  const Source& source = sources_[number][word];
  if (source.is_merged) return find_terms(*indexes_[number], *query_.terms[word].slot, unlimited_);
  std::vector<FoundTerm> terms;
  if (source.word.passages > 0) terms.push_back({source.word, Level::Exact, UINT32_MAX});
  for (const OtherSource& other : source.others)
    terms.push_back({other.info, other.level, other.languages});
  return terms;
}

/// The best of the candidates, with their bonus, and of those that have theirs; with a limit
/// perhaps only as many.
std::vector<Hit> FlatSearch::with_nearness(std::vector<Candidate> candidates) {
  if (candidates.empty()) return with_nearness_.take();
  FoundWords terms(indexes_.size());
  std::size_t most_terms = 0;
  for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
    for (std::size_t t = 0; t < query_.terms.size(); ++t) {
      terms[i].push_back(terms_of(i, t));
      most_terms = std::max(most_terms, terms[i].back().size());
    }
  }
  std::vector<Hit> hits;
  // Indexes have their words merged all alike: then none has hits in `with_nearness_`.
  if (options_.limit == 0 || most_terms > kManyTerms) {
    hits.reserve(candidates.size());
    for (const Candidate& candidate : candidates)
      hits.push_back(candidate.hit);
    if (!std::ranges::is_sorted(hits, is_before)) std::ranges::sort(hits, is_before);
    add_nearness(hits, terms);
    sort_best_first(hits);
    return hits;
  }
  std::vector<std::vector<FormLists>> lists(indexes_.size());  // by index, word
  TopHits& top = with_nearness_;
  std::ranges::make_heap(candidates, is_less_promising);
  for (std::size_t together = kFirstTogether; !candidates.empty();
       together = std::min(together * 2, kMostTogether)) {
    hits.clear();
    while (hits.size() < together && !candidates.empty() &&
           candidates.front().highest() >= top.threshold()) {
      hits.push_back(candidates.front().hit);
      std::ranges::pop_heap(candidates, is_less_promising);
      candidates.pop_back();
    }
    if (hits.empty()) break;
    std::ranges::sort(hits, is_before);
    for (Hit& hit : hits) {
      std::vector<FormLists>& own = lists[hit.index];
      if (own.empty()) {
        for (const std::vector<FoundTerm>& found : terms[hit.index]) {
          FormLists& of_word = own.emplace_back();
          of_word.reserve(found.size());
          for (const FoundTerm& term : found)
            of_word.add(*indexes_[hit.index], term, unlimited_);
        }
      }
      std::uint64_t before = 0;
      float bonus = 0;
      for (std::size_t t = 0; t < own.size(); ++t) {
        const FormLists::Found found = own[t].in(hit.passage);
        if (t > 0)
          bonus += proximity(weights_[t - 1], weights_[t], nearest(before, found.positions));
        before = found.positions;
      }
      hit.score += bonus;
      top.offer(hit);
    }
  }
  return top.take();
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
