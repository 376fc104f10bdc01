// Flat queries of words that have other forms.
//
// Passages with the words themselves come before all others (`tier_`). So of a single word only the
// word's own postings are walked, by blocks as in top.cpp; a block's bound is raised by as many
// stems as their blocks say there may be, and the stems of a passage are looked up only where it
// may get into the top. How many passages match in all is stored with the stem. Only where the word
// itself stands in too few passages are the postings of all forms added up.
//
// All of several words are in top_all_forms.cpp.

#include <algorithm>
#include <cstddef>

#include "search/flat_search.h"
#include "search/form_lists.h"

namespace earshot::search {

void FlatSearch::evaluate_forms() {
  const auto& sources = sources_[number_];
  if (sources.size() > 1) {
    return query_.kind == FlatQuery::Kind::All ? evaluate_all_with_forms() : evaluate_any();
  }
  if (!takes_exact_first()) {
    evaluate_one_by_list(sources[0], weights_[0], false);
  } else {
    total_ += sources[0].passages_of_all;
    evaluate_one_by_blocks(sources[0], weights_[0]);
  }
}

void FlatSearch::evaluate_one_by_blocks(const Source& source, float weight) {
  PostingsCursor postings = source.cursor(*index_, budget_);
  if (postings.at_end()) return;
  FormLists others;
  bool is_open = false;
  const auto opened = [&]() -> FormLists& {
    if (!is_open) others.add_others(*index_, source, budget_);
    is_open = true;
    return others;
  };
  const float bonus = bonus_of(Level::Exact);
  std::vector<float> bounds(postings.full_blocks());
  // In quarters, what a passage of the block may have beside the word itself.
  std::vector<std::uint32_t> more(bounds.size());
  std::uint32_t first = 0;
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    const format::SkipRecord skip = postings.skip(block);
    more[block] = source.has_bounds && skip.other_forms < format::kManyOtherForms
                      ? skip.other_forms * quarters_of(Level::Stem)
                      : opened().most_in(first, skip.last_passage);
    bounds[block] = most_of(skip.impacts, weight, more[block]) + bonus;
    first = skip.last_passage + 1;
  }
  const float floor = floor_of(postings, weight, best_blocks(bounds)) + bonus;
  const auto lowest = [&] { return std::max(floor, top_.threshold()); };
  DocumentWalk walk(*index_);
  BlockScores scores;
  BlockScores factors;
  const auto offer_with_others = [&](std::uint32_t more_here) {
    score_block(postings, walk, weight, more_here, scores, factors);
    for (std::uint32_t i = 0; i < postings.block_size(); ++i) {
      if (scores[i] * factors[i] + bonus < lowest()) continue;
      const std::uint32_t passage = postings.block_passages()[i];
      walk.move_to(passage);
      const std::uint32_t tally = Tally::sum(Tally::of(Level::Exact, postings.block_counts()[i]),
                                             opened().tally_in(passage));
      offer(passage, term_score(weight, Tally::frequency(tally), norm(walk.field(), passage)),
            bonus);
    }
  };
  for (std::uint32_t block = 0; block < bounds.size(); ++block) {
    if (bounds[block] >= lowest() && postings.move_to_block(block)) offer_with_others(more[block]);
  }
  // The tail, or all blocks of a list that has no bounds.
  for (std::uint32_t block = postings.full_blocks(); postings.move_to_block(block); ++block) {
    const auto passages = postings.block_passages();
    offer_with_others(opened().most_in(passages.front(), passages.back()));
  }
}

/// A score that the last of the best passages has at least, by their own words alone: without it
/// every other passage would have its stems looked up until the top has filled up with good ones.
float FlatSearch::floor_of(PostingsCursor& postings, float weight,
                           std::span<const std::uint32_t> blocks) {
  TopHits top(options_.limit);
  BlockScores scores;
  BlockScores factors;
  DocumentWalk walk(*index_);
  for (const std::uint32_t block : blocks) {
    if (!postings.move_to_block(block)) break;
    score_block(postings, walk, weight, 0, scores, factors);
    for (std::size_t i = 0; i < postings.block_size(); ++i) {
      const float score = scores[i] * factors[i];
      if (score >= top.threshold()) top.offer(Hit{0, 0, postings.block_passages()[i], score});
    }
  }
  return top.is_full() ? top.threshold() : -1;
}

void FlatSearch::evaluate_one_by_list(const Source& source, float weight, bool only_others) {
  const TallyList list = tally_all(*index_, source, budget_);
  if (budget_.exhausted()) return;
  if (!only_others && !options_.filter) total_ += list.passages.size();
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
