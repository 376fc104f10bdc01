#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/document_walk.h"
#include "search/index.h"
#include "search/postings.h"
#include "search/rank.h"
#include "search/sources.h"
#include "search/top.h"
#include "search/top_hits.h"
#include "search/window.h"

/// How flat queries are evaluated (`search_flat`). Internal to `search`.
namespace earshot::search {

class FlatSearch {
 public:
  FlatSearch(std::span<const Index* const> indexes, const FlatQuery& query, const Scoring& scoring,
             const SearchOptions& options)
      : indexes_(indexes),
        query_(query),
        scoring_(scoring),
        options_(options),
        budget_(options.budget_steps),
        asks_documents_(options.filter || options.ranked || options.marks_matches),
        top_(options.limit),
        highest_field_(std::ranges::max(scoring.field)),
        with_nearness_(options.limit) {}

  SearchResult run();

 private:
  using Words = std::uint64_t;  // a bit for each word of the query
  static constexpr Words kAllWords = ~Words{0};

  // top.cpp: words in one form.
  void resolve();
  void resolve_similar();
  void enter(std::uint32_t number);
  void evaluate(std::uint32_t number);
  void evaluate_one(const Source& source, float weight);
  void evaluate_all();
  void evaluate_phrase();
  float most_of(const std::array<format::Impact, format::kImpacts>& impacts, float weight,
                std::uint32_t more_quarters = 0) const;
  static std::vector<std::uint32_t> best_blocks(std::span<const float> bounds);
  using BlockScores = std::array<float, format::kBlockPostings>;
  void score_block(PostingsCursor& postings, DocumentWalk& walk, float weight,
                   std::uint32_t more_quarters, BlockScores& scores, BlockScores& factors) const;
  void offer_block(PostingsCursor& postings, DocumentWalk& walk, float weight);
  /// A match; `score` without the factor of its field. `words`, a bit each, may be in the passage.
  void offer(std::uint32_t passage, float score, float bonus = 0, Words words = kAllWords);
  bool passes(std::uint32_t document) const {
    return !options_.filter || options_.filter(number_, document);
  }
  bool ranks(std::uint32_t document) const {
    return !options_.ranked || options_.ranked(number_, document);
  }
  void count_match(std::uint32_t passage) {
    ++total_;
    if (options_.marks_matches) matches_[number_].add(passage);
  }
  float norm(std::uint32_t field, std::uint32_t passage) const {
    return scoring_.norm(field, IndexAccess::length(*index_, passage));
  }
  /// A term alone.
  float alone(float weight, float frequency, std::uint32_t field, float own_norm) const {
    return term_score(weight, frequency, own_norm) * scoring_.field[field];
  }

  // top_any.cpp: any of several words, with and without other forms.
  class Combinations;
  void evaluate_any();
  void offer_window(std::uint32_t begin, std::span<WindowWord* const> words);

  // top_forms.cpp: words with other forms.
  void evaluate_forms();
  /// May passages with the word itself be looked at before all others? A field that counts as a
  /// factor may lift others above them.
  bool takes_exact_first() const { return !top_.keeps_all() && highest_field_ <= 1; }
  /// Are there too few passages with the words themselves to fill the top?
  bool is_scarce() const { return own_passages_ < options_.limit; }
  template <typename Passes>
  void keep_documents(Bits& marked, Passes passes) const;
  void evaluate_one_by_blocks(const Source& source, float weight);
  void score_places(PostingsCursor& postings, DocumentWalk& walk, float weight,
                    std::uint32_t more_quarters, std::span<const std::uint8_t> places,
                    BlockScores& scores) const;
  float shortest_norm(const std::array<format::Impact, format::kImpacts>& impacts) const;
  float floor_of(std::span<float> own) const;
  void evaluate_one_by_list(const Source& source, float weight, bool only_others);
  /// What a passage gets beside its score for matching at a level.
  float bonus_of(Level level) const {
    return level == Level::Exact ? 2 * tier_ : level == Level::Stem ? tier_ : 0;
  }

  // top_all_forms.cpp: all of several words with other forms.
  class AllMatches;
  void evaluate_all_with_forms();
  static float most_with_others(const Source& source, const PostingsCursor& postings,
                                std::uint32_t own, float weight, float own_norm);
  void offer_with_places(AllMatches& matches, bool only_exact);
  void offer_by_lists(const AllMatches& matches, bool only_exact);

  // top_near.cpp: words near each other.
  using FoundWords = std::vector<std::vector<std::vector<FoundTerm>>>;  // by index, word
  void bound_nearness();
  float most_nearness(Words words) const;
  std::vector<FoundTerm> terms_of(std::uint32_t number, std::size_t word);
  std::vector<Hit> with_nearness(std::vector<Candidate> candidates);
  void add_nearness(std::span<Hit> hits, const FoundWords& terms) const;

  std::span<const Index* const> indexes_;
  const FlatQuery& query_;
  const Scoring& scoring_;
  const SearchOptions& options_;
  Budget budget_;
  Budget unlimited_{UINT64_MAX};  // for what is read a second time
  bool asks_documents_ = false;   // every match is looked at, by its document
  std::vector<Bits> matches_;     // by index; empty where not asked for
  TopHits top_;
  float highest_field_ = 1;
  std::uint64_t total_ = 0;
  std::vector<float> weights_;                // by term
  std::vector<std::vector<Source>> sources_;  // by index, term
  bool has_other_forms_ = false;
  std::uint64_t own_passages_ = 0;  // with the words themselves, of all indexes and terms together
  float tier_ = 0;
  bool is_near_ = false;          // nearness counts
  TopHits with_nearness_;         // hits that have their bonus already
  std::vector<float> pair_most_;  // what a word and the one before it can add

  // Of the index that is being evaluated:
  const Index* index_ = nullptr;
  std::uint32_t number_ = 0;
  DocumentWalk hit_walk_{*indexes_.front()};
  bool document_passes_ = true;
  bool document_ranks_ = true;
  bool asks_filter_ = false;  // offer() has to, and counts what passes
};

}  // namespace earshot::search
