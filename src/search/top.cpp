// The best hits of flat queries.
//
// One term: blocks of postings are passed over where no posting of them can get into the top, as
// their impacts say (block-max; Ding and Suel 2011). Its count is known beforehand.
//
// Any of several terms: their count has to be found, so all their postings are read anyway. Scores
// add up in a window of passages that fits the first-level cache, term by term, and a bit map says
// which passages have any; this takes a third of the time of moving several cursors side by side.
//
// All of several terms: the rarest leads, the others are moved up to its passages.
//
// Passages come in ascending order, so that of equal scores the first one keeps its place.

#include "search/top.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

#include "base/budget.h"
#include "search/fuzzy.h"
#include "search/index_access.h"
#include "search/phrase.h"
#include "search/postings.h"
#include "search/prefix.h"

namespace earshot::search {
namespace {

/// Keeps the best hits of those that come in the order of index and passage.
class TopHits {
 public:
  explicit TopHits(std::uint32_t limit) : limit_(limit) {}

  /// A hit must score more than this to be kept.
  float threshold() const { return threshold_; }
  bool keeps_all() const { return limit_ == 0; }

  void offer(const Hit& hit) {
    if (limit_ == 0) {
      hits_.push_back(hit);
      return;
    }
    if (hit.score <= threshold_) return;
    if (hits_.size() == limit_) {
      std::ranges::pop_heap(hits_, is_better);
      hits_.back() = hit;
    } else {
      hits_.push_back(hit);
    }
    std::ranges::push_heap(hits_, is_better);
    if (hits_.size() == limit_) threshold_ = hits_.front().score;
  }

  std::vector<Hit> take() {
    if (limit_ == 0) {
      sort_best_first(hits_);
    } else {
      std::ranges::sort(hits_, is_better);
    }
    return std::move(hits_);
  }

 private:
  static bool is_better(const Hit& a, const Hit& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.index != b.index ? a.index < b.index : a.passage < b.passage;
  }

  std::uint32_t limit_;
  float threshold_ = -1;
  std::vector<Hit> hits_;  // a heap, the worst first, where there is a limit
};

/// Tells to which document ascending passages belong.
class DocumentWalk {
 public:
  explicit DocumentWalk(const Index& index) : index_(&index) {}

  /// Moves to the passage's document; true where it is another one than before.
  bool move_to(std::uint32_t passage) {
    if (passage < end_) return false;
    const std::uint32_t count = index_->document_count();
    // The first document from here on that ends behind the passage.
    std::uint32_t low = next_;
    std::uint32_t step = 1;
    while (low + step < count && IndexAccess::passages_end(*index_, low + step - 1) <= passage) {
      low += step;
      step *= 2;
    }
    std::uint32_t high = std::min(low + step, count);
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (IndexAccess::passages_end(*index_, middle) <= passage) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low >= count) return false;  // damaged
    next_ = low;
    const format::DocumentRecord record = IndexAccess::document(*index_, low);
    document_ = record.document;
    field_ = record.field;
    end_ = IndexAccess::passages_end(*index_, low);
    return true;
  }
  std::uint32_t document() const { return document_; }
  std::uint32_t field() const { return field_; }
  std::uint32_t end() const { return end_; }

 private:
  const Index* index_;
  std::uint32_t next_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t document_ = 0;
  std::uint32_t field_ = 0;
};

/// A term in one index.
struct Source {
  TermInfo word;
  MergedTerm merged;
  bool is_merged = false;

  std::uint32_t passages() const { return is_merged ? merged.passages : word.passages; }
  PostingsCursor cursor(const Index& index, Budget& budget) const {
    return is_merged ? merged.cursor(index, budget) : PostingsCursor(index, word, budget);
  }
};

constexpr std::uint32_t kWindow = 8192;  // passages; 32 KiB of scores

class FlatSearch {
 public:
  FlatSearch(std::span<const Index* const> indexes, const FlatQuery& query, const Scoring& scoring,
             const SearchOptions& options)
      : indexes_(indexes),
        query_(query),
        scoring_(scoring),
        options_(options),
        budget_(options.budget_steps),
        top_(options.limit),
        highest_field_(std::ranges::max(scoring.field)) {}

  SearchResult run() {
    if (query_.terms.empty()) return {};
    if (query_.kind == FlatQuery::Kind::Similar) {
      resolve_similar();
    } else {
      resolve();
    }
    for (std::uint32_t i = 0; i < indexes_.size() && !budget_.exhausted(); ++i)
      evaluate(i);
    SearchResult result;
    result.truncated = budget_.exhausted();
    result.hits = top_.take();
    result.total = total_;
    return result;
  }

 private:
  void resolve();
  void resolve_similar();
  void evaluate(std::uint32_t number);
  void evaluate_one(const Source& source, float weight);
  void evaluate_any();
  void evaluate_all();
  void evaluate_phrase();
  void score_passages(std::span<const std::uint32_t> passages);
  bool can_enter(const std::array<format::Impact, format::kImpacts>& impacts, float weight) const;
  void add_window(PostingsCursor& postings, std::size_t& at, DocumentWalk& walk, float weight,
                  std::uint32_t begin, std::uint32_t end);
  /// A match; `score` without the factor of its field.
  void offer(std::uint32_t passage, float score);
  bool passes(std::uint32_t document) const {
    return !options_.filter || options_.filter(number_, document);
  }
  float norm(std::uint32_t field, std::uint32_t passage) const {
    return scoring_.norm(field, IndexAccess::length(*index_, passage));
  }
  /// A term alone.
  float alone(float weight, std::uint32_t count, std::uint32_t field, float own_norm) const {
    return term_score(weight, static_cast<float>(count), own_norm) * scoring_.field[field];
  }

  std::span<const Index* const> indexes_;
  const FlatQuery& query_;
  const Scoring& scoring_;
  const SearchOptions& options_;
  Budget budget_;
  TopHits top_;
  float highest_field_ = 1;
  std::uint64_t total_ = 0;
  std::vector<float> weights_;                // by term
  std::vector<std::vector<Source>> sources_;  // by index, term

  // Of the index that is being evaluated:
  const Index* index_ = nullptr;
  std::uint32_t number_ = 0;
  DocumentWalk hit_walk_{*indexes_.front()};
  bool document_passes_ = true;
  std::array<float, kWindow> window_;
  std::array<std::uint64_t, kWindow / 64> has_score_;
};

void FlatSearch::resolve() {
  sources_.resize(indexes_.size());
  std::vector<std::uint64_t> passages_with(query_.terms.size());
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    sources_[i].resize(query_.terms.size());
    for (std::size_t t = 0; t < query_.terms.size(); ++t) {
      const FlatTerm& term = query_.terms[t];
      Source& source = sources_[i][t];
      if (term.is_prefix) {
        source.merged = merge_prefix(*indexes_[i], term.text, budget_);
        source.is_merged = true;
      } else {
        source.word = IndexAccess::find_term(*indexes_[i], term.text);
      }
      passages_with[t] += source.passages();
    }
  }
  for (const std::uint64_t passages : passages_with)
    weights_.push_back(term_weight(scoring_.corpus, passages));
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
      at->passages += similar.info.passages;
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
    const auto share =
        static_cast<float>(static_cast<double>(word.passages) / static_cast<double>(all));
    const float step = 1.0F / static_cast<float>(1U << (8 * std::min(word.edits, 2U)));
    weights_.push_back(step * (1.0F + share));
  }
}

void FlatSearch::evaluate(std::uint32_t number) {
  index_ = indexes_[number];
  number_ = number;
  hit_walk_ = DocumentWalk(*index_);
  const auto& sources = sources_[number];
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

void FlatSearch::offer(std::uint32_t passage, float score) {
  if (hit_walk_.move_to(passage) && options_.filter) {
    document_passes_ = passes(hit_walk_.document());
  }
  if (options_.filter) {
    if (!document_passes_) return;
    ++total_;
  }
  top_.offer({number_, hit_walk_.document(), passage, score * scoring_.field[hit_walk_.field()]});
}

bool FlatSearch::can_enter(const std::array<format::Impact, format::kImpacts>& impacts,
                           float weight) const {
  for (const format::Impact impact : impacts) {
    const std::uint32_t count = impact.count_and_field & format::kManyOccurrences;
    if (count == 0) continue;
    const std::uint32_t field = impact.count_and_field >> format::kImpactCountBits;
    // Any number of occurrences comes near to the whole weight, and never above it.
    const float most = count == format::kManyOccurrences
                           ? weight * scoring_.field[field]
                           : alone(weight, count, field, scoring_.norm(field, impact.length));
    if (most > top_.threshold()) return true;
  }
  return false;
}

void FlatSearch::evaluate_one(const Source& source, float weight) {
  PostingsCursor postings = source.cursor(*index_, budget_);
  const bool needs_all = options_.filter || top_.keeps_all();
  const auto is_wanted = [&](const std::array<format::Impact, format::kImpacts>& impacts) {
    return needs_all || can_enter(impacts, weight);
  };
  // With a filter, offer() counts those that pass.
  if (!options_.filter) total_ += source.passages();
  if (!postings.first_block(is_wanted)) return;
  DocumentWalk walk(*index_);
  do {
    const auto passages = postings.block_passages();
    const auto counts = postings.block_counts();
    for (std::size_t i = 0; i < passages.size(); ++i) {
      walk.move_to(passages[i]);
      const float score = alone(weight, counts[i], walk.field(), norm(walk.field(), passages[i]));
      if (score > top_.threshold() || needs_all) {
        offer(passages[i], term_score(weight, counts[i], norm(walk.field(), passages[i])));
      }
    }
  } while (postings.next_block(is_wanted));
}

/// Adds a term's scores for the passages of [begin, end); `at` is the place in the block.
void FlatSearch::add_window(PostingsCursor& postings, std::size_t& at, DocumentWalk& walk,
                            float weight, std::uint32_t begin, std::uint32_t end) {
  while (!postings.at_end()) {
    const auto passages = postings.block_passages();
    const auto counts = postings.block_counts();
    for (; at < passages.size(); ++at) {
      const std::uint32_t passage = passages[at];
      if (passage >= end) return;
      if (passage < begin) continue;  // a damaged block that goes back
      walk.move_to(passage);
      const std::uint32_t place = passage - begin;
      window_[place] += term_score(weight, counts[at], norm(walk.field(), passage));
      has_score_[place / 64] |= std::uint64_t{1} << (place % 64);
    }
    postings.next_block();
    at = 0;
  }
}

void FlatSearch::evaluate_any() {
  struct Term {
    PostingsCursor postings;
    DocumentWalk walk;
    std::size_t at = 0;
    float weight = 0;
  };
  std::vector<Term> terms;
  for (std::size_t t = 0; t < weights_.size(); ++t) {
    PostingsCursor postings = sources_[number_][t].cursor(*index_, budget_);
    if (!postings.at_end()) terms.push_back({postings, DocumentWalk(*index_), 0, weights_[t]});
  }
  for (;;) {
    std::uint32_t begin = UINT32_MAX;
    for (Term& term : terms) {
      if (!term.postings.at_end()) {
        begin = std::min(begin, term.postings.block_passages()[term.at]);
      }
    }
    if (begin == UINT32_MAX) return;
    begin = begin / kWindow * kWindow;
    window_.fill(0);
    has_score_.fill(0);
    for (Term& term : terms)
      add_window(term.postings, term.at, term.walk, term.weight, begin, begin + kWindow);
    // What a cursor without budget said last may lack other terms.
    if (budget_.exhausted()) return;
    const bool needs_all = options_.filter || top_.keeps_all();
    for (std::uint32_t word = 0; word < has_score_.size(); ++word) {
      if (!options_.filter) total_ += static_cast<std::uint64_t>(std::popcount(has_score_[word]));
      for (std::uint64_t left = has_score_[word]; left != 0; left &= left - 1) {
        const std::uint32_t place = word * 64 + static_cast<std::uint32_t>(std::countr_zero(left));
        const float most = window_[place] * highest_field_;
        if (most <= top_.threshold() && !needs_all) continue;
        offer(begin + place, window_[place]);
      }
    }
  }
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
      if (!options_.filter) ++total_;
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
    if (!options_.filter) ++total_;
    offer(passage, score);
  }
}

}  // namespace

SearchResult search_flat(std::span<const Index* const> indexes, const FlatQuery& query,
                         const Scoring& scoring, const SearchOptions& options) {
  if (indexes.empty()) return {};
  return FlatSearch(indexes, query, scoring, options).run();
}

}  // namespace earshot::search
