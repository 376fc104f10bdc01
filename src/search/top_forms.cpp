// Flat queries of words that have other forms.
//
// Passages with the words themselves come before all others (`tier_`). So of a single word only the
// word's own postings are walked, by blocks as in top.cpp; a block's bound is raised by as many
// stems as their blocks say there may be, and the stems of a passage are looked up only where it
// may get into the top. How many passages match in all is stored with the stem. Only where the word
// itself stands in too few passages are the postings of all forms added up.
//
// Under a filter the matches have to be found to be counted: they are marked, and those of
// documents that do not pass are passed over.
//
// All of several words are in top_all_forms.cpp.

#include <algorithm>
#include <array>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/flat_search.h"
#include "search/form_lists.h"

namespace earshot::search {
namespace {

/// A passage with so many occurrences of a word is scored without asking whether it may be worth
/// it.
constexpr std::uint32_t kManyCounts = 64;

}  // namespace

void FlatSearch::evaluate_forms() {
  const auto& sources = sources_[number_];
  if (sources.size() > 1) {
    return query_.kind == FlatQuery::Kind::All ? evaluate_all_with_forms() : evaluate_any();
  }
  if (!takes_exact_first() || is_scarce()) {
    evaluate_one_by_list(sources[0], weights_[0], false);
  } else {
    evaluate_one_by_blocks(sources[0], weights_[0]);
  }
}

/// Clears the passages of documents that do not pass, which is asked for those of which any passage
/// is marked.
template <typename Passes>
void FlatSearch::keep_documents(Bits& marked, Passes passes) const {
  for (std::uint32_t i = 0; i < index_->document_count(); ++i) {
    const format::DocumentRecord document = IndexAccess::document(*index_, i);
    const std::uint32_t end = IndexAccess::passages_end(*index_, i);
    if (marked.has_any(document.first_passage, end) && !passes(document.document))
      marked.remove_range(document.first_passage, end);
  }
}

void FlatSearch::evaluate_one_by_blocks(const Source& source, float weight) {
  PostingsCursor postings = source.cursor(*index_, budget_);
  OtherForms others(*index_, source, budget_);
  Bits passing;  // under a filter: what else matches is passed over
  const bool has_filter = asks_documents_;
  if (has_filter) {
    passing = others.marked();
    mark_passages(source.cursor(*index_, budget_), LanguageCheck(*index_, UINT32_MAX), passing);
    if (budget_.exhausted()) return;
    if (options_.filter)
      keep_documents(passing, [this](std::uint32_t document) { return passes(document); });
    asks_filter_ = false;
    if (options_.marks_matches) matches_[number_] = passing;
  }
  total_ += has_filter ? passing.count() : source.passages_of_all;
  if (options_.ranked)
    keep_documents(passing, [this](std::uint32_t document) { return ranks(document); });
  if (postings.at_end()) return;
  const float bonus = bonus_of(Level::Exact);
  std::vector<float> bounds(postings.full_blocks());
  // In quarters, what a passage of the block may have beside the word itself.
  std::vector<std::uint32_t> more(bounds.size());
  std::uint32_t first = 0;
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    const format::SkipRecord skip = postings.skip(block);
    more[block] = source.has_bounds && skip.other_forms < format::kManyOtherForms
                      ? skip.other_forms * quarters_of(Level::Stem)
                      : others.most_in(first, skip.last_passage);
    bounds[block] = most_of(skip.impacts, weight, more[block]) + bonus;
    first = skip.last_passage + 1;
  }
  DocumentWalk walk(*index_);
  std::vector<float> own;  // scores by the words themselves, until the top is full
  const auto offer_with_others = [&](std::uint32_t more_here, float shortest) {
    const std::size_t size = postings.block_size();
    const std::uint16_t* const counts = postings.block_counts().data();
    const std::uint32_t* const passages = postings.block_passages().data();
    float lowest = top_.threshold();
    if (!top_.is_full()) {
      BlockScores scores;
      BlockScores factors;
      score_block(postings, walk, weight, 0, scores, factors);
      for (std::size_t i = 0; i < size; ++i) {
        if (!has_filter || passing.has(passages[i])) own.push_back(scores[i] * factors[i]);
      }
      lowest = std::max(lowest, floor_of(own) + bonus);
    }
    // Most have too few occurrences, whatever their length.
    const auto most = [&](std::uint32_t count) {
      return term_score(weight, Tally::frequency(count * 4U + more_here), shortest);
    };
    std::uint32_t enough = 1;
    while (enough < kManyCounts && most(enough) * 1.00001F + bonus < lowest)
      ++enough;
    std::array<std::uint8_t, format::kBlockPostings> promising;
    std::size_t promising_size = 0;
    for (std::size_t i = 0; i < size; ++i) {
      promising[promising_size] = static_cast<std::uint8_t>(i);
      promising_size += counts[i] >= enough ? 1U : 0U;
    }
    const auto places = std::span(promising).first(promising_size);
    BlockScores scores;
    score_places(postings, walk, weight, more_here, places, scores);
    for (std::size_t k = 0; k < places.size(); ++k) {
      if (scores[k] + bonus < lowest) continue;
      const std::uint32_t passage = passages[places[k]];
      if (has_filter && !passing.has(passage)) continue;
      walk.move_to(passage);
      const float own_norm = norm(walk.field(), passage);
      const std::uint32_t tally =
          Tally::sum(Tally::of(Level::Exact, counts[places[k]]), others.tally_in(passage));
      offer(passage, term_score(weight, Tally::frequency(tally), own_norm), bonus);
      lowest = std::max(lowest, top_.threshold());
    }
  };
  const auto visit = [&](std::uint32_t block) {
    if (postings.move_to_block(block))
      offer_with_others(more[block], shortest_norm(postings.skip(block).impacts));
  };
  // The best blocks come first: with them the threshold is nearly where it ends up.
  const std::vector<std::uint32_t> best = best_blocks(bounds);
  for (const std::uint32_t block : best) {
    if (bounds[block] >= top_.threshold()) visit(block);
  }
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    if (bounds[block] < top_.threshold() || std::ranges::find(best, block) != best.end()) continue;
    visit(block);
  }
  // The tail, or all blocks of a list that has no bounds.
  for (std::uint32_t block = postings.full_blocks(); postings.move_to_block(block); ++block) {
    const auto passages = postings.block_passages();
    offer_with_others(others.most_in(passages.front(), passages.back()), 0);
  }
}

/// What the postings at these places of the block, which ascend, score with so many more
/// occurrences.
void FlatSearch::score_places(PostingsCursor& postings, DocumentWalk& walk, float weight,
                              std::uint32_t more_quarters, std::span<const std::uint8_t> places,
                              BlockScores& scores) const {
  if (places.empty()) return;
  const std::uint32_t* const passages = postings.block_passages().data();
  const std::uint16_t* const counts = postings.block_counts().data();
  const auto score = [&](std::uint8_t place, std::uint32_t field) {
    const float frequency = Tally::frequency(counts[place] * 4U + more_quarters);
    return alone(weight, frequency, field, norm(field, passages[place]));
  };
  walk.move_to(passages[places.front()]);
  const std::uint32_t first_field = walk.field();
  if (passages[places.back()] < walk.end()) {
    for (std::size_t k = 0; k < places.size(); ++k)
      scores[k] = score(places[k], first_field);
    return;
  }
  for (std::size_t k = 0; k < places.size(); ++k) {
    walk.move_to(passages[places[k]]);
    scores[k] = score(places[k], walk.field());
  }
}

/// No posting of a block with these impacts has less.
float FlatSearch::shortest_norm(const std::array<format::Impact, format::kImpacts>& impacts) const {
  float least = FLT_MAX;
  for (const format::Impact impact : impacts) {
    if ((impact.count_and_field & format::kManyOccurrences) == 0) continue;
    const std::uint32_t field = impact.count_and_field >> format::kImpactCountBits;
    least = std::min(least, scoring_.norm(field, impact.length));
  }
  return least == FLT_MAX ? 0 : least;
}

/// A score that the last of the best passages has at least, by their own words alone: without it
/// every other passage would have its stems looked up until the top has filled up with good ones.
/// `own` are the scores so far.
float FlatSearch::floor_of(std::span<float> own) const {
  if (own.size() < options_.limit) return -1;
  const auto last = own.begin() + static_cast<std::ptrdiff_t>(options_.limit) - 1;
  std::ranges::nth_element(own, last, std::ranges::greater{});
  return *last;
}

void FlatSearch::evaluate_one_by_list(const Source& source, float weight, bool only_others) {
  const TallyList list = tally_all(*index_, source, budget_);
  if (budget_.exhausted()) return;
  if (!only_others && !asks_documents_) total_ += list.passages.size();
  DocumentWalk walk(*index_);
  for (std::size_t i = 0; i < list.passages.size(); ++i) {
    const Level level = Tally::level(list.tallies[i]);
    if (only_others && level == Level::Exact) continue;
    walk.move_to(list.passages[i]);
    const float frequency = Tally::frequency(list.tallies[i]);
    offer(list.passages[i], term_score(weight, frequency, norm(walk.field(), list.passages[i])),
          bonus_of(level));
  }
}

}  // namespace earshot::search
