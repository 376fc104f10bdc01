// Searching.
//
// First every word is looked up in every index, since statistics count over all of them. Then each
// index is evaluated on its own (`evaluate.cpp`) and the passages that match get their scores, and
// the bonus for words near each other. Hits are sorted by the bits of their scores.

#include "search/search.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "base/budget.h"
#include "search/evaluate.h"
#include "search/index_access.h"
#include "search/rank.h"
#include "search/score.h"
#include "search/top.h"
#include "text/characters.h"

namespace earshot::search {
namespace {

class Search {
 public:
  Search(std::span<const Index* const> indexes, const Query& query, const SearchOptions& options)
      : indexes_(indexes),
        query_(query),
        options_(options),
        budget_(options.budget_steps),
        expressions_(options.expression_steps) {}

  SearchResult run() {
    prepare();
    for (std::size_t i = 0; options_.marks_matches && i < indexes_.size(); ++i)
      result_.matches.emplace_back(indexes_[i]->passage_count());
    for (Evaluation& evaluation : evaluations_)
      evaluation.read_ranked();
    for (std::uint32_t i = 0; i < indexes_.size() && !budget_.exhausted(); ++i)
      collect(i);
    if (budget_.exhausted()) result_.limits |= limit_bit(Limit::Steps);
    if (expressions_.exhausted()) result_.limits |= limit_bit(Limit::Expressions);
    result_.limits |= query_.limits;
    result_.truncated = result_.limits != 0;
    result_.steps = options_.budget_steps - budget_.left();
    result_.expression_steps = options_.expression_steps - expressions_.left();
    if (options_.ranker == Ranker::Shipped && units_.size() > 1) add_proximity();
    sort_best_first(result_.hits);
    if (options_.limit > 0 && result_.hits.size() > options_.limit) {
      result_.hits.resize(options_.limit);
    }
    return std::move(result_);
  }

  Explanation explain(const Hit& hit);

 private:
  void prepare() {
    units_ = units_of(query_.root);
    for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
      evaluations_.emplace_back(*indexes_[i], i, query_.root, units_, options_, budget_,
                                expressions_);
    }
    std::vector<const Evaluation*> all;
    for (const Evaluation& evaluation : evaluations_)
      all.push_back(&evaluation);
    weights_ = weigh(indexes_, all, units_.size(), options_.ranker);
  }

  void collect(std::uint32_t number);
  void add_proximity();
  std::vector<float> proximities(std::uint32_t number, std::span<const std::uint32_t> passages);

  std::span<const Index* const> indexes_;
  const Query& query_;
  const SearchOptions& options_;
  Budget budget_, expressions_;
  std::vector<Unit> units_;
  std::deque<Evaluation> evaluations_;  // by index
  Weights weights_;
  SearchResult result_;
};

void Search::collect(std::uint32_t number) {
  const Index& index = *indexes_[number];
  Evaluation& evaluation = evaluations_[number];
  Bits exact = evaluation.matching(Level::Exact);
  const bool has_tiers = evaluation.has_other_forms();
  Bits stems = has_tiers ? evaluation.matching(Level::Stem) : Bits();
  Bits all = has_tiers ? evaluation.matching(Level::Typo) : Bits();
  // What ran out of steps halfway lacks matches; those before it are right.
  if (has_tiers && budget_.exhausted()) all |= stems |= exact;
  const Bits& found = has_tiers ? all : exact;
  std::uint32_t place = 0;  // in the documents table
  std::uint32_t end = 0;    // passages of the document end here
  format::DocumentRecord document;
  bool passes = false;
  bool ranks = false;
  found.for_each([&](std::uint32_t passage) {
    if (passage >= end) {
      while (place < index.document_count() && passage >= IndexAccess::passages_end(index, place))
        ++place;
      if (place == index.document_count()) return;
      end = IndexAccess::passages_end(index, place);
      document = IndexAccess::document(index, place);
      passes = !options_.filter || options_.filter(number, document.document);
      ranks = passes && (!options_.ranked || options_.ranked(number, document.document));
    }
    if (!passes) return;
    ++result_.total;
    if (options_.marks_matches) result_.matches[number].add(passage);
    if (!ranks) return;
    const float norm = weights_.norm(document.field, IndexAccess::length(index, passage));
    float score = 0;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const float frequency = term_frequency(evaluation.counts(u), passage);
      if (frequency > 0) score += term_score(weights_.unit[u], frequency, norm);
    }
    score *= weights_.field[document.field];
    if (weights_.tier > 0) {
      if (exact.has(passage)) {
        score += 2 * weights_.tier;
      } else if (has_tiers && stems.has(passage)) {
        score += weights_.tier;
      }
    }
    result_.hits.push_back({number, document.document, passage, score});
  });
}

/// The bonus of each of the `passages`, which ascend.
std::vector<float> Search::proximities(std::uint32_t number,
                                       std::span<const std::uint32_t> passages) {
  const Evaluation& evaluation = evaluations_[number];
  std::vector<float> bonus(passages.size());
  std::vector<std::uint64_t> before;
  // Its steps are few, and a bonus that is missing is none that was promised: no budget here.
  Budget own(UINT64_MAX);
  for (std::size_t u = 0; u < units_.size(); ++u) {
    std::vector<std::uint64_t> masks =
        positions_in(*indexes_[number], evaluation.terms(u), passages, own);
    for (std::size_t i = 0; u > 0 && i < passages.size(); ++i) {
      bonus[i] += proximity(weights_.unit[u - 1], weights_.unit[u], nearest(before[i], masks[i]));
    }
    before = std::move(masks);
  }
  return bonus;
}

/// Hits come by index and passage.
void Search::add_proximity() {
  std::vector<Hit>& hits = result_.hits;
  for (std::size_t begin = 0; begin < hits.size();) {
    const std::uint32_t number = hits[begin].index;
    std::vector<std::uint32_t> passages;
    std::size_t end = begin;
    for (; end < hits.size() && hits[end].index == number; ++end)
      passages.push_back(hits[end].passage);
    const std::vector<float> bonus = proximities(number, passages);
    for (std::size_t i = begin; i < end; ++i)
      hits[i].score += bonus[i - begin];
    begin = end;
  }
}

std::string words_of(const Slot& slot) {
  return slot.kind == Slot::Kind::Prefix || slot.kind == Slot::Kind::Open ? slot.text + '*'
                                                                          : slot.text;
}

Explanation Search::explain(const Hit& hit) {
  Explanation out;
  out.score = hit.score;
  if (hit.index >= indexes_.size() || hit.passage >= indexes_[hit.index]->passage_count()) {
    return out;
  }
  prepare();
  const Index& index = *indexes_[hit.index];
  Evaluation& evaluation = evaluations_[hit.index];
  const bool is_exact = evaluation.matching(Level::Exact).has(hit.passage);
  const bool is_stem =
      evaluation.has_other_forms() && evaluation.matching(Level::Stem).has(hit.passage);
  out.field = index.field(hit.document);
  out.length = IndexAccess::length(index, hit.passage);
  const auto field = static_cast<std::uint32_t>(out.field);
  const float norm = weights_.norm(field, out.length);
  out.field_weight = field_weight(field);
  out.length_norm = norm;
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const Counts& counts = evaluation.counts(u);
    Explanation::Term term;
    term.text = words_of(units_[u].step.slot);
    term.passages = weights_.passages[u];
    term.weight = weights_.unit[u];
    term.exact = counts.at(Level::Exact, hit.passage);
    term.stems = counts.at(Level::Stem, hit.passage);
    term.typos = counts.at(Level::Typo, hit.passage);
    const float frequency = term_frequency(counts, hit.passage);
    if (frequency > 0) term.share = term_score(weights_.unit[u], frequency, norm);
    out.terms.push_back(std::move(term));
  }
  out.first_rank = is_exact ? 2 * weights_.tier : is_stem ? weights_.tier : 0;
  out.is_as_typed = is_exact;
  if (options_.ranker == Ranker::Shipped && units_.size() > 1) {
    const std::uint32_t passages[] = {hit.passage};
    std::uint64_t before = 0;
    Budget own(UINT64_MAX);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const std::uint64_t mask = positions_in(index, evaluation.terms(u), passages, own)[0];
      const std::uint32_t distance = u > 0 ? nearest(before, mask) : 0;
      if (distance > 0) {
        const float bonus = proximity(weights_.unit[u - 1], weights_.unit[u], distance);
        out.pairs.push_back({static_cast<std::uint32_t>(u - 1), distance, bonus});
      }
      before = mask;
    }
  }
  return out;
}

/// The query as a flat one, where that gives the same hits with the same scores: words without
/// fields and filters, all of which are wanted or any, or one phrase.
std::optional<FlatQuery> flattened(std::span<const Index* const> indexes, const Query& query,
                                   Ranker ranker) {
  FlatQuery flat;
  flat.counts_nearness = ranker == Ranker::Shipped;
  bool has_other_forms = false;
  const Node* node = &query.root;
  while ((node->kind == Node::Kind::And || node->kind == Node::Kind::Or) &&
         node->children.size() == 1) {
    node = &node->children.front();
  }
  const auto add = [&](const Node& words) {
    if (words.kind != Node::Kind::Words || words.fields != kAllFields) return false;
    for (const Slot& slot : words.slots) {
      const bool is_prefix = slot.kind == Slot::Kind::Prefix || slot.kind == Slot::Kind::Open;
      if (slot.kind == Slot::Kind::Glob || text::is_single_character_word(slot.text)) return false;
      has_other_forms |= !slot.also.empty();
      flat.terms.push_back({slot.text, is_prefix, &slot});
    }
    return true;
  };
  if (node->kind == Node::Kind::Words) {
    if (!add(*node)) return std::nullopt;
    flat.kind = flat.terms.size() > 1 ? FlatQuery::Kind::Phrase : FlatQuery::Kind::All;
    for (std::size_t t = 0; t + 1 < flat.terms.size(); ++t) {
      if (flat.terms[t].is_prefix) return std::nullopt;
    }
  } else if (node->kind == Node::Kind::And || node->kind == Node::Kind::Or) {
    for (const Node& child : node->children) {
      if (child.slots.size() != 1 || !add(child)) return std::nullopt;
    }
    flat.kind = node->kind == Node::Kind::And ? FlatQuery::Kind::All : FlatQuery::Kind::Any;
  }
  const bool is_narrow = std::ranges::none_of(indexes, [](const Index* index) {
    return index->passage_count() > 0 && IndexAccess::byte_lengths(*index).empty();
  });
  if (flat.terms.empty() || flat.terms.size() > kMaxFlatTerms || (has_other_forms && !is_narrow)) {
    return std::nullopt;
  }
  return flat;
}

}  // namespace

SearchResult search(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options) {
  if (query.empty()) return {};
  if (const auto flat = flattened(indexes, query, options.ranker)) {
    SearchResult result = search_flat(indexes, *flat, scoring_of(indexes, options.ranker), options);
    if (result.truncated) result.limits |= limit_bit(Limit::Steps);
    result.limits |= query.limits;
    result.truncated = result.limits != 0;
    return result;
  }
  return search_tree(indexes, query, options);
}

SearchResult search_tree(std::span<const Index* const> indexes, const Query& query,
                         const SearchOptions& options) {
  if (query.empty()) return {};
  return Search(indexes, query, options).run();
}

Explanation explain(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options, const Hit& hit) {
  if (query.empty()) return {};
  return Search(indexes, query, options).explain(hit);
}

}  // namespace earshot::search
