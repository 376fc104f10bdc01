// Any of several words, in one form or in several.
//
// How many passages match has to be found, so all their postings are read anyway; but only which
// passages they are. A window at a time, a bit for each passage says which words it has: counting
// is adding up bits, and of most combinations of words it is clear that no passage with just these
// can be among the best. Only the others are scored. It takes a third of the time of adding up the
// scores of all postings.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>
#include <vector>

#include "search/bits.h"
#include "search/flat_search.h"
#include "search/window.h"

namespace earshot::search {
namespace {

/// The first window is smaller: until something is found, everything in it is scored.
constexpr std::uint32_t kFirstWindow = 512;
/// With more words in a window it costs too much to look at each combination.
constexpr std::size_t kMaxCombined = 5;

}  // namespace

/// Combinations of words, as bits by their order in the window, of which a passage needs one.
class FlatSearch::Combinations {
 public:
  /// Those of `words` whose bounds are above the threshold with this bonus, without those that have
  /// another one in them.
  Combinations(const FlatSearch& search, std::span<WindowWord* const> words, float bonus) {
    for (std::uint32_t mask = 1; mask < 1U << words.size(); ++mask) {
      const bool has_other = std::ranges::any_of(
          masks_, [mask](std::uint32_t other) { return (mask & other) == other; });
      if (has_other) continue;
      float most = bonus;
      Words in_query = 0;
      for (std::size_t w = 0; w < words.size(); ++w) {
        if ((mask >> w & 1U) == 0) continue;
        most += words[w]->most();
        in_query |= Words{1} << words[w]->term();
      }
      if (search.is_near_) most += search.most_nearness(in_query);
      if (most * 1.00001F >= search.top_.threshold()) masks_.push_back(mask);
    }
  }

  /// Which of 64 passages have one of them.
  std::uint64_t of(std::span<WindowWord* const> words, std::size_t number) const {
    std::uint64_t any = 0;
    for (const std::uint32_t mask : masks_) {
      std::uint64_t all = ~std::uint64_t{0};
      for_each_bit(mask, [&](std::uint32_t word) { all &= words[word]->marks(number); });
      any |= all;
    }
    return any;
  }

 private:
  std::vector<std::uint32_t> masks_;
};

void FlatSearch::evaluate_any() {
  std::vector<WindowWord> words;
  words.reserve(weights_.size());
  for (std::size_t t = 0; t < weights_.size(); ++t) {
    const Source& source = sources_[number_][t];
    WindowWord& word = words.emplace_back(t, weights_[t] * highest_field_);
    word.reserve(source.others.size() + 1);
    word.add(source.cursor(*index_, budget_), LanguageCheck(*index_, UINT32_MAX), Level::Exact,
             unlimited_);
    for (const OtherSource& other : source.others) {
      word.add(PostingsCursor(*index_, other.info, budget_),
               LanguageCheck(*index_, other.languages), other.level, unlimited_);
    }
    if (!word.has_forms()) words.pop_back();
  }
  std::vector<WindowWord*> in_window;
  for (std::uint32_t size = kFirstWindow;; size = std::min(size * 2, kWindow)) {
    std::uint32_t begin = UINT32_MAX;
    for (const WindowWord& word : words)
      begin = std::min(begin, word.next_passage());
    if (begin == UINT32_MAX) return;
    begin = begin / 64 * 64;
    in_window.clear();
    for (WindowWord& word : words) {
      if (word.enter(begin, begin + size)) in_window.push_back(&word);
    }
    // What a cursor without budget said last may lack other terms.
    if (budget_.exhausted()) return;
    offer_window(begin, in_window);
  }
}

/// Offers the passages of the window that may be among the best, and counts all.
void FlatSearch::offer_window(std::uint32_t begin, std::span<WindowWord* const> words) {
  const bool needs_all = asks_documents_ || top_.keeps_all();
  const bool combines = !needs_all && words.size() <= kMaxCombined;
  std::optional<Combinations> for_exact;
  std::optional<Combinations> for_others;
  if (combines) {
    for_exact.emplace(*this, words, bonus_of(Level::Exact));
    if (has_other_forms_) for_others.emplace(*this, words, bonus_of(Level::Stem));
  }
  DocumentWalk walk(*index_);
  for (std::uint32_t number = 0; number < kWindow / 64; ++number) {
    std::uint64_t any = 0;
    std::uint64_t exact = 0;
    for (const WindowWord* const word : words) {
      any |= word->marks(number);
      exact |= word->exact_marks(number);
    }
    if (any == 0) continue;
    if (!asks_documents_) total_ += static_cast<std::uint64_t>(std::popcount(any));
    if (combines) {
      any = for_exact->of(words, number) & exact;
      if (for_others) any |= for_others->of(words, number);
    }
    for_each_bit(any, [&](std::uint32_t bit) {
      const std::uint32_t place = number * 64 + bit;
      const std::uint32_t passage = begin + place;
      walk.move_to(passage);
      const float own_norm = norm(walk.field(), passage);
      float score = 0;
      auto level = Level::Typo;
      Words in_query = 0;
      for (WindowWord* const word : words) {
        if (!word->has(place)) continue;
        const std::uint32_t tally = word->tally_at(place);
        score += term_score(weights_[word->term()], Tally::frequency(tally), own_norm);
        level = std::min(level, Tally::level(tally));
        in_query |= Words{1} << word->term();
      }
      const float bonus = bonus_of(level);
      const float most =
          score * highest_field_ + bonus + (is_near_ ? most_nearness(in_query) : 0.0F);
      if (needs_all || most * 1.00001F >= top_.threshold()) offer(passage, score, bonus, in_query);
    });
  }
}

}  // namespace earshot::search
