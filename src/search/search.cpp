// Evaluating a query.
//
// First every term is looked up in every index, since statistics count over all of them: a word by
// its dictionary entry, a prefix by adding up its words' postings into one byte a passage. Then
// each index is evaluated on its own: the rarest plain clause leads, the others are moved up to its
// passages, negated ones last; passages that are left get their score at once. Hits are collected
// for all passages and sorted by the bits of their scores.

#include "search/search.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "base/budget.h"
#include "search/index_access.h"
#include "search/phrase.h"
#include "search/postings.h"
#include "search/prefix.h"
#include "search/rank.h"

namespace earshot::search {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;  // no passage has this number

/// A word or prefix of the query.
struct Term {
  std::string_view text;
  bool is_prefix = false;
  bool is_scored = false;  // not negated
  float weight = 0;
};

/// A clause: terms [first_term, first_term + term_count) of the plan.
struct ClausePlan {
  Clause::Kind kind = Clause::Kind::Word;
  bool is_negated = false;
  std::size_t first_term = 0;
  std::size_t term_count = 0;
};

struct Plan {
  std::vector<Term> terms;
  std::vector<ClausePlan> clauses;
};

Plan plan_query(const Query& query) {
  Plan plan;
  for (const Clause& clause : query.clauses) {
    if (clause.terms.empty()) continue;
    plan.clauses.push_back({clause.kind, clause.negated, plan.terms.size(), clause.terms.size()});
    for (std::size_t i = 0; i < clause.terms.size(); ++i) {
      const bool is_last = i + 1 == clause.terms.size();
      const bool is_prefix =
          clause.kind == Clause::Kind::Prefix ||
          (clause.kind == Clause::Kind::Phrase && clause.last_is_prefix && is_last);
      plan.terms.push_back({clause.terms[i], is_prefix, !clause.negated, 0});
    }
  }
  return plan;
}

/// A term in one index.
struct Resolved {
  TermInfo word;
  MergedTerm prefix;

  std::uint32_t passages(const Term& term) const {
    return term.is_prefix ? prefix.passages : word.passages;
  }
  PostingsCursor cursor(const Index& index, const Term& term, Budget& budget) const {
    return term.is_prefix ? prefix.cursor(index, budget) : PostingsCursor(index, word, budget);
  }
};

/// Passages that hold a word, or one of a prefix.
class WordSource {
 public:
  explicit WordSource(PostingsCursor postings) : postings_(postings) {}

  std::uint32_t count(std::uint32_t passage) {
    return postings_.seek(passage) && postings_.passage() == passage ? postings_.count() : 0U;
  }
  std::uint32_t seek(std::uint32_t passage) {
    return postings_.seek(passage) ? postings_.passage() : kNone;
  }
  PostingsCursor& postings() { return postings_; }

 private:
  PostingsCursor postings_;
};

/// Passages in which a phrase begins.
class PhraseSource {
 public:
  explicit PhraseSource(std::vector<std::uint32_t> passages) : passages_(std::move(passages)) {}

  std::uint32_t seek(std::uint32_t passage) {
    const auto from = passages_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ += static_cast<std::size_t>(std::lower_bound(from, passages_.end(), passage) - from);
    return at_ < passages_.size() ? passages_[at_] : kNone;
  }

 private:
  std::vector<std::uint32_t> passages_;
  std::size_t at_ = 0;
};

/// Where one clause matches in one index.
struct Matcher {
  std::variant<WordSource, PhraseSource> source;
  std::size_t passages = 0;  // at most so many match
  std::size_t clause = 0;

  std::uint32_t seek(std::uint32_t passage) {
    if (auto* word = std::get_if<WordSource>(&source)) return word->seek(passage);
    return std::get_if<PhraseSource>(&source)->seek(passage);
  }
};

/// Gives one term's count in a passage, for its score. Apart from the matchers, which may run
/// ahead.
struct Scorer {
  WordSource source;
  float weight = 0;

  std::uint32_t count(std::uint32_t passage) { return source.count(passage); }
};

class Evaluator {
 public:
  Evaluator(std::span<const Index* const> indexes, const Query& query, const SearchOptions& options)
      : indexes_(indexes),
        options_(options),
        budget_(options.budget_steps),
        plan_(plan_query(query)) {}

  SearchResult run() {
    resolve();
    for (std::uint32_t i = 0; i < indexes_.size() && !budget_.exhausted(); ++i)
      evaluate(i);
    result_.truncated = budget_.exhausted();
    result_.total = result_.hits.size();
    sort_best_first(result_.hits);
    if (options_.limit > 0 && result_.hits.size() > options_.limit) {
      result_.hits.resize(options_.limit);
    }
    return std::move(result_);
  }

 private:
  void resolve();
  void evaluate(std::uint32_t number);
  bool add_matchers(const Index& index, std::span<const Resolved> terms);
  void collect_word(WordSource& word, float weight);
  void collect_all();
  bool begin_document(std::uint32_t passage);
  void add_hit(std::uint32_t passage, float score);

  std::span<const Index* const> indexes_;
  const SearchOptions& options_;
  Budget budget_;
  Plan plan_;
  LengthNorms norms_;
  std::vector<std::vector<Resolved>> resolved_;  // by index, term
  SearchResult result_;

  // Of the index that is being evaluated:
  const Index* index_ = nullptr;
  std::uint32_t number_ = 0;
  std::vector<Matcher> plain_;
  std::vector<Matcher> negated_;
  std::vector<Scorer> scorers_;
  std::uint32_t next_document_ = 0;  // place in the documents table
  std::uint32_t document_end_ = 0;   // passages of the current document end here
  std::uint32_t document_ = 0;
  float document_weight_ = 0;
  bool document_passes_ = false;
};

void Evaluator::resolve() {
  Corpus corpus;
  resolved_.resize(indexes_.size());
  std::vector<std::uint64_t> passages_with(plan_.terms.size());
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    const Index& index = *indexes_[i];
    corpus.passages += index.passage_count();
    corpus.words += index.word_count();
    resolved_[i].resize(plan_.terms.size());
    for (std::size_t t = 0; t < plan_.terms.size(); ++t) {
      const Term& term = plan_.terms[t];
      Resolved& resolved = resolved_[i][t];
      if (term.is_prefix) {
        resolved.prefix = merge_prefix(index, term.text, budget_);
      } else {
        resolved.word = IndexAccess::find_term(index, term.text);
      }
      passages_with[t] += resolved.passages(term);
    }
  }
  for (std::size_t t = 0; t < plan_.terms.size(); ++t) {
    plan_.terms[t].weight = term_weight(corpus, passages_with[t]);
  }
  norms_ = LengthNorms(corpus);
}

/// False where a plain clause cannot match in this index.
bool Evaluator::add_matchers(const Index& index, std::span<const Resolved> terms) {
  // Clauses that need a phrase to be looked for come after all look-ups: most misses are cheap.
  for (const ClausePlan& clause : plan_.clauses) {
    if (clause.is_negated) continue;
    for (std::size_t t = clause.first_term; t < clause.first_term + clause.term_count; ++t) {
      if (terms[t].passages(plan_.terms[t]) == 0) return false;
    }
  }
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    const ClausePlan& clause = plan_.clauses[c];
    const auto own_terms = std::span(plan_.terms).subspan(clause.first_term, clause.term_count);
    const auto own = terms.subspan(clause.first_term, clause.term_count);
    auto& matchers = clause.is_negated ? negated_ : plain_;
    if (clause.kind != Clause::Kind::Phrase) {
      const std::uint32_t passages = own[0].passages(own_terms[0]);
      if (passages == 0) continue;  // negated, and nowhere
      matchers.push_back({WordSource(own[0].cursor(index, own_terms[0], budget_)), passages, c});
      continue;
    }
    std::vector<TermInfo> words;
    std::string_view last_prefix;
    bool is_possible = true;
    for (std::size_t t = 0; t < own.size(); ++t) {
      is_possible &= own[t].passages(own_terms[t]) > 0;
      if (own_terms[t].is_prefix) {
        last_prefix = own_terms[t].text;
      } else {
        words.push_back(own[t].word);
      }
    }
    if (!is_possible) continue;
    std::vector<std::uint32_t> passages = find_phrase(index, {words, last_prefix}, budget_);
    if (passages.empty() && !clause.is_negated) return false;
    const std::size_t count = passages.size();
    matchers.push_back({PhraseSource(std::move(passages)), count, c});
  }
  return !plain_.empty();
}

void Evaluator::evaluate(std::uint32_t number) {
  const Index& index = *indexes_[number];
  const std::span<const Resolved> terms = resolved_[number];
  index_ = &index;
  number_ = number;
  next_document_ = 0;
  document_end_ = 0;
  plain_.clear();
  negated_.clear();
  scorers_.clear();
  if (!add_matchers(index, terms) || budget_.exhausted()) return;
  std::ranges::stable_sort(plain_, {}, &Matcher::passages);
  const std::size_t expected =
      result_.hits.size() + std::min<std::size_t>(plain_[0].passages, index.passage_count());
  if (expected > result_.hits.capacity()) {
    result_.hits.reserve(std::max(expected, 2 * result_.hits.capacity()));
  }
  if (plan_.clauses.size() == 1) {
    if (auto* word = std::get_if<WordSource>(&plain_[0].source)) {
      collect_word(*word, plan_.terms[0].weight);
      return;
    }
  }
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const Term& term = plan_.terms[t];
    if (!term.is_scored) continue;
    scorers_.push_back({WordSource(terms[t].cursor(index, term, budget_)), term.weight});
  }
  collect_all();
}

/// A query of one word, which is what people type first: no seeking, no other clause to ask.
void Evaluator::collect_word(WordSource& word, float weight) {
  PostingsCursor& postings = word.postings();
  if (postings.at_end()) return;
  do {
    const auto passages = postings.block_passages();
    const auto counts = postings.block_counts();
    for (std::size_t i = 0; i < passages.size(); ++i) {
      const std::uint32_t passage = passages[i];
      if (!begin_document(passage)) continue;
      const float norm = norms_[IndexAccess::length(*index_, passage)];
      add_hit(passage, term_score(weight, counts[i], norm));
    }
  } while (postings.next_block());
}

void Evaluator::collect_all() {
  std::uint32_t passage = plain_[0].seek(0);
  while (passage != kNone) {
    std::uint32_t next = passage;
    for (std::size_t i = 1; i < plain_.size() && next == passage; ++i)
      next = plain_[i].seek(passage);
    if (next == kNone) return;
    if (next != passage) {  // a clause is ahead: the leader follows
      passage = plain_[0].seek(next);
      continue;
    }
    const bool is_excluded = std::ranges::any_of(
        negated_, [&](Matcher& matcher) { return matcher.seek(passage) == passage; });
    if (!is_excluded && begin_document(passage)) {
      const float norm = norms_[IndexAccess::length(*index_, passage)];
      float score = 0;
      for (Scorer& scorer : scorers_) {
        score += term_score(scorer.weight, static_cast<float>(scorer.count(passage)), norm);
      }
      // A cursor that ran out of budget says that nothing is there; what it said last may be wrong.
      if (budget_.exhausted()) return;
      add_hit(passage, score);
    }
    if (passage + 1 == kNone) return;
    passage = plain_[0].seek(passage + 1);
  }
}

/// Moves on to the passage's document. False where the filter does not let it through.
bool Evaluator::begin_document(std::uint32_t passage) {
  if (passage < document_end_) return document_passes_;
  const std::uint32_t count = index_->document_count();
  while (next_document_ < count && passage >= IndexAccess::passages_end(*index_, next_document_)) {
    ++next_document_;
  }
  if (next_document_ == count) return false;
  const format::DocumentRecord document = IndexAccess::document(*index_, next_document_);
  document_end_ = IndexAccess::passages_end(*index_, next_document_);
  document_ = document.document;
  document_weight_ = field_weight(document.field);
  document_passes_ = !options_.filter || options_.filter(number_, document_);
  return document_passes_;
}

void Evaluator::add_hit(std::uint32_t passage, float score) {
  result_.hits.push_back({number_, document_, passage, score * document_weight_});
}

}  // namespace

SearchResult search(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options) {
  if (query.empty()) return {};
  return Evaluator(indexes, query, options).run();
}

}  // namespace earshot::search
