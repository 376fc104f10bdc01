// The best hits of flat queries.
//
// One term: blocks of postings are passed over where no posting of them can get into the top, as
// their impacts say (block-max; Ding and Suel 2011). Its count is known beforehand.
//
// All of several terms: the rarest leads, the others are moved up to its passages.
//
// Passages come in ascending order, so that of equal scores the first one keeps its place.
//
// Any of several terms is in top_any.cpp, words with other forms are in top_forms.cpp and
// top_all_forms.cpp, what stands near each other in top_near.cpp.

#include "search/top.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "search/counted.h"
#include "search/flat_search.h"
#include "search/fuzzy.h"
#include "search/phrase.h"
#include "search/score.h"

namespace earshot::search {

SearchResult FlatSearch::run() {
  if (query_.terms.empty()) return {};
  for (std::size_t i = 0; options_.marks_matches && i < indexes_.size(); ++i)
    matches_.emplace_back(indexes_[i]->passage_count());
  if (query_.kind == FlatQuery::Kind::Similar) {
    resolve_similar();
  } else {
    resolve();
  }
  is_near_ = query_.counts_nearness && query_.terms.size() > 1;
  if (is_near_) bound_nearness();
  for (std::uint32_t i = 0; i < indexes_.size() && !budget_.exhausted(); ++i)
    evaluate(i);
  // Only where too few passages have the word itself do those with other forms get in.
  if (has_other_forms_ && query_.terms.size() == 1 && takes_exact_first() && !is_scarce() &&
      !top_.is_full()) {
    const std::uint64_t total = total_;  // has these already
    for (std::uint32_t i = 0; i < indexes_.size() && !budget_.exhausted(); ++i) {
      enter(i);
      evaluate_one_by_list(sources_[i][0], weights_[0], true);
    }
    total_ = total;
  }
  SearchResult result;
  result.truncated = budget_.exhausted();
  result.steps = options_.budget_steps - budget_.left();
  result.total = total_;
  result.matches = std::move(matches_);
  result.hits = is_near_ ? with_nearness(top_.take_candidates()) : top_.take();
  if (options_.limit > 0 && result.hits.size() > options_.limit) {
    result.hits.resize(options_.limit);
  }
  return result;
}

void FlatSearch::resolve() {
  sources_.resize(indexes_.size());
  std::vector<std::uint64_t> passages_with(query_.terms.size());
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    sources_[i].reserve(query_.terms.size());
    for (std::size_t t = 0; t < query_.terms.size(); ++t) {
      const FlatTerm& term = query_.terms[t];
      const Source& source = sources_[i].emplace_back(
          find_source(*indexes_[i], term.text, term.is_prefix, term.slot, budget_));
      has_other_forms_ |= !source.others.empty();
      passages_with[t] += source.counted_of_all;
      own_passages_ += source.passages();
    }
  }
  float most = 0;  // as `weigh` has it
  for (const std::uint64_t passages : passages_with) {
    weights_.push_back(term_weight(scoring_.corpus, passages));
    most += weights_.back() * (1.0F + kProximityShare);
  }
  if (has_other_forms_) tier_ = most;
}

// The words are the terms of an Any. A word that others are mistaken for is likelier meant the
// commoner it is: what a rare term would get for its rarity, the common one gets here. A word of
// fewer edits gets more than all others of more edits together can.
void FlatSearch::resolve_similar() {
  struct Like {
    std::string term;
    std::uint32_t edits = 0;
    std::uint64_t passages = 0;
  };
  std::vector<Like> words;
  std::vector<std::vector<SimilarTerm>> found(indexes_.size());
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    found[i] = find_similar(*indexes_[i], query_.terms[0].text, query_.edits, budget_);
    for (const SimilarTerm& similar : found[i]) {
      auto at = std::ranges::lower_bound(words, similar.term, {}, &Like::term);
      if (at == words.end() || at->term != similar.term) {
        at = words.insert(at, {similar.term, similar.edits, 0});
      }
      at->passages += counted_passages(*indexes_[i], similar.info);
    }
  }
  sources_.resize(indexes_.size());
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    sources_[i].resize(words.size());
    for (const SimilarTerm& similar : found[i]) {
      const auto at = std::ranges::lower_bound(words, similar.term, {}, &Like::term);
      sources_[i][static_cast<std::size_t>(at - words.begin())].word = similar.info;
    }
  }
  std::uint64_t all = 0;
  for (const Like& word : words)
    all += word.passages;
  for (const Like& word : words) {
    const auto share = static_cast<float>(static_cast<double>(word.passages) /
                                          static_cast<double>(std::max<std::uint64_t>(all, 1)));
    const float step = 1.0F / static_cast<float>(1U << (8 * std::min(word.edits, 2U)));
    weights_.push_back(step * (1.0F + share));
  }
}

void FlatSearch::enter(std::uint32_t number) {
  index_ = indexes_[number];
  number_ = number;
  hit_walk_ = DocumentWalk(*index_);
  asks_filter_ = asks_documents_;
}

void FlatSearch::evaluate(std::uint32_t number) {
  enter(number);
  const auto& sources = sources_[number];
  if (has_other_forms_) return evaluate_forms();
  switch (query_.kind) {
    case FlatQuery::Kind::All:
      if (sources.size() > 1) return evaluate_all();
      break;
    case FlatQuery::Kind::Phrase:
      if (sources.size() > 1) return evaluate_phrase();
      break;
    case FlatQuery::Kind::Any:
    case FlatQuery::Kind::Similar:
      if (sources.size() != 1) return evaluate_any();
      break;
  }
  evaluate_one(sources[0], weights_[0]);
}

void FlatSearch::offer(std::uint32_t passage, float score, float bonus, Words words) {
  if (hit_walk_.move_to(passage) && asks_filter_) {
    document_passes_ = passes(hit_walk_.document());
    document_ranks_ = document_passes_ && ranks(hit_walk_.document());
  }
  if (asks_filter_) {
    if (!document_passes_) return;
    count_match(passage);
    if (!document_ranks_) return;
  }
  score *= scoring_.field[hit_walk_.field()];
  const Hit hit = {number_, hit_walk_.document(), passage, bonus > 0 ? score + bonus : score};
  if (is_near_) {
    top_.offer(Candidate{hit, most_nearness(words)});
  } else {
    top_.offer(hit);
  }
}

/// What a posting with these impacts can score, were there so many more occurrences.
float FlatSearch::most_of(const std::array<format::Impact, format::kImpacts>& impacts, float weight,
                          std::uint32_t more_quarters) const {
  float most = 0;
  for (const format::Impact impact : impacts) {
    const std::uint32_t count = impact.count_and_field & format::kManyOccurrences;
    if (count == 0) continue;
    const std::uint32_t field = impact.count_and_field >> format::kImpactCountBits;
    // Any number of occurrences comes near to the whole weight, and never above it.
    most = std::max(most, count == format::kManyOccurrences
                              ? weight * scoring_.field[field]
                              : alone(weight, Tally::frequency(count * 4 + more_quarters), field,
                                      scoring_.norm(field, impact.length)));
  }
  return most;
}

/// A few blocks with the highest bounds: with them the threshold is nearly where it ends up.
std::vector<std::uint32_t> FlatSearch::best_blocks(std::span<const float> bounds) {
  constexpr std::size_t kBestBlocks = 4;
  std::vector<std::uint32_t> best;
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    if (best.size() == kBestBlocks && bounds[block] <= bounds[best.back()]) continue;
    if (best.size() == kBestBlocks) best.pop_back();
    std::size_t at = best.size();
    while (at > 0 && bounds[best[at - 1]] < bounds[block])
      --at;
    best.insert(best.begin() + static_cast<std::ptrdiff_t>(at), block);
  }
  return best;
}

/// What each posting of the block scores alone, had it so many more occurrences, and the factors of
/// their fields. Four at a time where the machine can.
void FlatSearch::score_block(PostingsCursor& postings, DocumentWalk& walk, float weight,
                             std::uint32_t more_quarters, BlockScores& scores,
                             BlockScores& factors) const {
  const std::size_t size = postings.block_size();
  const std::uint32_t* const passages = postings.block_passages().data();
  const std::uint16_t* const counts = postings.block_counts().data();
  BlockScores norms;
  walk.move_to(passages[0]);
  if (passages[0] <= passages[size - 1] && passages[size - 1] < walk.end()) {
    const LengthNorms& of_field = scoring_.norms[walk.field()];
    factors.fill(scoring_.field[walk.field()]);
    for (std::size_t i = 0; i < size; ++i)
      norms[i] = of_field[IndexAccess::length(*index_, passages[i])];
  } else {
    for (std::size_t i = 0; i < size; ++i) {
      walk.move_to(passages[i]);
      factors[i] = scoring_.field[walk.field()];
      norms[i] = norm(walk.field(), passages[i]);
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    const float frequency = Tally::frequency(counts[i] * 4U + more_quarters);
    scores[i] = term_score(weight, frequency, norms[i]);
  }
}

void FlatSearch::offer_block(PostingsCursor& postings, DocumentWalk& walk, float weight) {
  const bool needs_all = asks_documents_ || top_.keeps_all();
  BlockScores scores;
  BlockScores factors;
  score_block(postings, walk, weight, 0, scores, factors);
  for (std::size_t i = 0; i < postings.block_size(); ++i) {
    if (!needs_all && scores[i] * factors[i] < top_.threshold()) continue;
    offer(postings.block_passages()[i], scores[i]);
  }
}

void FlatSearch::evaluate_one(const Source& source, float weight) {
  PostingsCursor postings = source.cursor(*index_, budget_);
  // With a filter, offer() counts those that pass.
  if (!asks_documents_) total_ += source.passages();
  if (postings.at_end()) return;
  DocumentWalk walk(*index_);
  if (asks_documents_ || top_.keeps_all() || postings.full_blocks() == 0) {
    do {
      offer_block(postings, walk, weight);
    } while (postings.next_block());
    return;
  }
  std::vector<float> bounds(postings.full_blocks());
  for (std::uint32_t block = 0; block < bounds.size(); ++block)
    bounds[block] = most_of(postings.skip(block).impacts, weight);
  const std::vector<std::uint32_t> best = best_blocks(bounds);
  for (const std::uint32_t block : best) {
    if (bounds[block] < top_.threshold()) break;
    if (postings.move_to_block(block)) offer_block(postings, walk, weight);
  }
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    if (bounds[block] < top_.threshold()) continue;
    if (std::ranges::find(best, block) != best.end()) continue;
    if (postings.move_to_block(block)) offer_block(postings, walk, weight);
  }
  if (postings.move_to_block(postings.full_blocks())) offer_block(postings, walk, weight);
}

void FlatSearch::evaluate_all() {
  const auto& sources = sources_[number_];
  std::vector<PostingsCursor> postings;  // in the order of the query, as scores add up
  std::vector<std::size_t> rarest_first;
  for (const Source& source : sources) {
    if (source.passages() == 0) return;
    rarest_first.push_back(rarest_first.size());
  }
  for (const Source& source : sources)
    postings.push_back(source.cursor(*index_, budget_));
  std::ranges::stable_sort(rarest_first, {}, [&](std::size_t t) { return sources[t].passages(); });
  PostingsCursor& leader = postings[rarest_first.front()];
  DocumentWalk walk(*index_);
  std::uint32_t passage = 0;
  while (leader.seek(passage)) {
    passage = leader.passage();
    std::uint32_t next = passage;
    for (std::size_t i = 1; i < rarest_first.size() && next == passage; ++i) {
      PostingsCursor& other = postings[rarest_first[i]];
      if (!other.seek(passage)) return;
      next = other.passage();
    }
    if (next == passage) {
      walk.move_to(passage);
      const float own_norm = norm(walk.field(), passage);
      float score = 0;
      for (std::size_t t = 0; t < postings.size(); ++t)
        score += term_score(weights_[t], static_cast<float>(postings[t].count()), own_norm);
      if (!asks_documents_) ++total_;
      offer(passage, score);
      ++next;
    }
    passage = next;
  }
}

void FlatSearch::evaluate_phrase() {
  const auto& sources = sources_[number_];
  std::vector<TermInfo> words;
  std::string_view last_prefix;
  for (std::size_t t = 0; t < sources.size(); ++t) {
    if (sources[t].passages() == 0) return;
    if (sources[t].is_merged) {
      last_prefix = query_.terms[t].text;
    } else {
      words.push_back(sources[t].word);
    }
  }
  const std::vector<std::uint32_t> passages = find_phrase(*index_, {words, last_prefix}, budget_);
  // A phrase may run over the passage's end: then some of its words need not stand in it.
  std::vector<PostingsCursor> postings;
  for (const Source& source : sources)
    postings.push_back(source.cursor(*index_, budget_));
  DocumentWalk walk(*index_);
  for (const std::uint32_t passage : passages) {
    walk.move_to(passage);
    const float own_norm = norm(walk.field(), passage);
    float score = 0;
    for (std::size_t t = 0; t < postings.size(); ++t) {
      if (!postings[t].seek(passage) || postings[t].passage() != passage) continue;
      score += term_score(weights_[t], static_cast<float>(postings[t].count()), own_norm);
    }
    if (budget_.exhausted()) return;
    if (!asks_documents_) ++total_;
    offer(passage, score);
  }
}

SearchResult search_flat(std::span<const Index* const> indexes, const FlatQuery& query,
                         const Scoring& scoring, const SearchOptions& options) {
  if (indexes.empty()) return {};
  return FlatSearch(indexes, query, scoring, options).run();
}

}  // namespace earshot::search
