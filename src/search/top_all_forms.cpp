// All of several words of which some have other forms.
//
// How many passages match is asked, and which are the best; and passages with the words themselves
// come before all others (`tier_`). So which passages match is found by bits alone, without counts.
// Where enough of them have all words themselves, only these are scored. What the other forms may
// add is bounded by where there are any and by the skip records: they are looked up only for what
// can be among the best with them, and so are the places in the passage, for nearness.
//
// Where all hits are wanted, or a word is a beginning, what the passages hold is added up a list at
// a time.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

#include "search/bits.h"
#include "search/flat_search.h"
#include "search/form_lists.h"
#include "search/score.h"

namespace earshot::search {
namespace {

/// Of a passage that has each word so far itself. Numbers of passages are smaller.
constexpr std::uint32_t kIsExact = 1U << 31;
static_assert(format::kMaxPassages <= kIsExact);

std::vector<std::size_t> rarest_first(std::span<const Source> sources) {
  std::vector<std::size_t> order(sources.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t t) { return sources[t].postings(); });
  return order;
}

}  // namespace

/// The passages that have each of the words in some form.
class FlatSearch::AllMatches {
 public:
  AllMatches(const Index& index, std::span<const Source> sources, Budget& budget)
      : index_(index), budget_(budget), words_(sources.size()) {
    const std::vector<std::size_t> order = rarest_first(sources);
    if (sources[order[0]].postings() == 0) return;
    Word& rarest = words_[order[0]];
    open_others(sources[order[0]], UINT64_MAX, rarest);
    any_ = mark_own(sources[order[0]]);
    exact_ = any_;
    if (rarest.others.size() > 0) any_ |= rarest.others;
    // Lists that are not much longer are marked and joined, in the others each passage is sought.
    const std::uint64_t few = kSeekShare * sources[order[0]].passages_of_all;
    std::vector<std::size_t> sought;
    for (const std::size_t t : std::span(order).subspan(1)) {
      Word& word = words_[t];
      open_others(sources[t], few, word);
      if (word.has_more || sources[t].passages() > few) {
        sought.push_back(t);
        continue;
      }
      Bits own = mark_own(sources[t]);
      exact_ &= own;
      if (word.others.size() > 0) own |= word.others;
      any_ &= own;
    }
    list_found(sources[order[0]].postings());
    for (const std::size_t t : sought)
      seek(sources[t], words_[t]);
  }

  /// Keeps the passages of documents that pass.
  template <typename Passes>
  void keep_documents(Passes passes) {
    DocumentWalk walk(index_);
    bool is_kept = false;
    std::erase_if(found_, [&](std::uint32_t found) {
      if (walk.move_to(found & ~kIsExact)) is_kept = passes(walk.document());
      return !is_kept;
    });
  }
  /// Ascending, with `kIsExact` where all words stand themselves.
  std::span<const std::uint32_t> found() const { return found_; }
  std::size_t count_exact() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(found_, [](std::uint32_t found) { return (found & kIsExact) != 0; }));
  }
  /// May the passage have another form of this word?
  bool may_have_others(std::size_t word, std::uint32_t passage) const {
    return words_[word].has_more || words_[word].has_marked(passage);
  }

 private:
  struct Word {
    Bits others;            // with another form; empty where no list is marked
    FormLists more;         // lists that are not marked
    bool has_more = false;  // are there any?

    bool has_marked(std::uint32_t passage) const {
      return others.size() > 0 && others.has(passage);
    }
  };

  Bits mark_own(const Source& source) {
    Bits own(index_.passage_count());
    mark_passages(source.cursor(index_, budget_), LanguageCheck(index_, UINT32_MAX), own);
    return own;
  }

  /// Marks the lists of other forms that have at most so many passages, and opens the rest.
  void open_others(const Source& source, std::uint64_t few, Word& word) {
    for (const OtherSource& other : source.others) {
      if (other.info.passages > few) {
        word.more.add(index_, {other.info, other.level, other.languages}, budget_);
        word.has_more = true;
        continue;
      }
      if (word.others.size() == 0) word.others = Bits(index_.passage_count());
      mark_passages(PostingsCursor(index_, other.info, budget_),
                    LanguageCheck(index_, other.languages), word.others);
    }
  }

  /// `most`: no more are marked.
  void list_found(std::uint64_t most) {
    const std::uint64_t* const any = any_.words().data();
    const std::uint64_t* const exact = exact_.words().data();
    found_.resize(std::min<std::size_t>(static_cast<std::size_t>(most), any_.words().size() * 64));
    std::uint32_t* to = found_.data();
    for_each_word(any_.words(), [&](std::size_t i) {
      const auto first = static_cast<std::uint32_t>(i * 64);
      for_each_bit(any[i], [&](std::uint32_t bit) {
        *to++ = (first + bit) | (static_cast<std::uint32_t>(exact[i] >> bit & 1U) << 31);
      });
    });
    found_.resize(static_cast<std::size_t>(to - found_.data()));
  }

  /// Keeps those that have the word.
  void seek(const Source& source, Word& word) {
    PostingsCursor own = source.cursor(index_, budget_);
    std::size_t kept = 0;
    for (const std::uint32_t found : found_) {
      const std::uint32_t passage = found & ~kIsExact;
      if (own.seek(passage) && own.passage() == passage) {
        found_[kept++] = found;
      } else if (word.has_marked(passage) || (word.has_more && word.more.is_in(passage))) {
        found_[kept++] = passage;
      }
    }
    found_.resize(kept);
  }

  const Index& index_;
  Budget& budget_;
  std::vector<std::uint32_t> found_;
  Bits any_;    // have all words that are marked, in some form
  Bits exact_;  // have them themselves
  std::vector<Word> words_;
};

void FlatSearch::evaluate_all_with_forms() {
  const auto& sources = sources_[number_];
  AllMatches matches(*index_, sources, budget_);
  if (budget_.exhausted()) return;
  if (options_.filter)
    matches.keep_documents([this](std::uint32_t document) { return passes(document); });
  asks_filter_ = false;
  total_ += matches.found().size();
  if (options_.marks_matches) {
    for (const std::uint32_t found : matches.found())
      matches_[number_].add(found & ~kIsExact);
  }
  if (options_.ranked)
    matches.keep_documents([this](std::uint32_t document) { return ranks(document); });
  if (matches.found().empty()) return;
  const bool is_exact_enough = takes_exact_first() && matches.count_exact() >= options_.limit;
  if (is_near_ && takes_exact_first() && std::ranges::none_of(sources, &Source::is_merged)) {
    offer_with_places(matches, is_exact_enough);
  } else {
    offer_by_lists(matches, is_exact_enough);
  }
}

/// Offers each passage with what it gets for nearness.
void FlatSearch::offer_with_places(AllMatches& matches, bool only_exact) {
  const auto& sources = sources_[number_];
  struct Word {
    Word(const Index& index, const Source& source, Budget& budget)
        : own(source.cursor(index, budget)) {
      others.add_others(index, source, budget);
    }
    PostingsCursor own;
    FormLists others;
    std::uint32_t tally = 0;
    bool may_have_others = false;
  };
  std::vector<Word> words;
  words.reserve(sources.size());
  for (const Source& source : sources)
    words.emplace_back(*index_, source, unlimited_);
  const float nearness = most_nearness(kAllWords);
  for (const std::uint32_t found : matches.found()) {
    const bool is_exact = (found & kIsExact) != 0;
    if (only_exact && !is_exact) continue;
    const std::uint32_t passage = found & ~kIsExact;
    hit_walk_.move_to(passage);
    const std::uint32_t field = hit_walk_.field();
    const float own_norm = norm(field, passage);
    float most = 0;
    for (std::size_t t = 0; t < words.size(); ++t) {
      Word& word = words[t];
      word.may_have_others = matches.may_have_others(t, passage);
      if (!word.own.seek(passage) || word.own.passage() != passage) {
        word.tally = 0;
        most += weights_[t];
        continue;
      }
      word.tally = Tally::of(Level::Exact, word.own.count());
      most += word.may_have_others
                  ? most_with_others(sources[t], word.own, word.tally, weights_[t], own_norm)
                  : term_score(weights_[t], Tally::frequency(word.tally), own_norm);
    }
    most *= scoring_.field[field];
    most += bonus_of(is_exact ? Level::Exact : Level::Stem) + nearness;
    if (most * 1.00001F < with_nearness_.threshold()) continue;
    float score = 0;
    float near = 0;
    std::uint64_t before = 0;
    auto level = Level::Exact;
    for (std::size_t t = 0; t < words.size(); ++t) {
      Word& word = words[t];
      std::uint64_t positions = word.tally > 0 ? word.own.positions_here() : 0;
      if (word.may_have_others) {
        const FormLists::Found others = word.others.in(passage);
        word.tally = Tally::sum(word.tally, others.tally);
        positions |= others.positions;
      }
      score += term_score(weights_[t], Tally::frequency(word.tally), own_norm);
      level = std::max(level, Tally::level(word.tally));
      if (t > 0) near += proximity(weights_[t - 1], weights_[t], nearest(before, positions));
      before = positions;
    }
    const Hit hit = {number_, hit_walk_.document(), passage,
                     score * scoring_.field[field] + bonus_of(level) + near};
    with_nearness_.offer(hit);
  }
}

/// What the word can score in the passage where the cursor stands, with its other forms.
float FlatSearch::most_with_others(const Source& source, const PostingsCursor& postings,
                                   std::uint32_t own, float weight, float own_norm) {
  const std::uint32_t block = postings.block_number();
  if (!source.has_bounds || block >= postings.full_blocks()) return weight;
  const std::uint32_t others = postings.skip(block).other_forms;
  if (others == format::kManyOtherForms) return weight;
  const std::uint32_t all = Tally::sum(own, Tally::of(Level::Stem, others));
  return term_score(weight, Tally::frequency(all), own_norm);
}

void FlatSearch::offer_by_lists(const AllMatches& matches, bool only_exact) {
  const auto& sources = sources_[number_];
  std::vector<std::uint32_t> passages;
  passages.reserve(matches.found().size());
  for (const std::uint32_t found : matches.found()) {
    if (!only_exact || (found & kIsExact) != 0) passages.push_back(found & ~kIsExact);
  }
  std::vector<std::vector<std::uint32_t>> tallies(sources.size());
  for (std::size_t t = 0; t < sources.size(); ++t) {
    tallies[t].resize(passages.size());
    add_tallies(*index_, sources[t], passages, tallies[t], budget_);
    if (budget_.exhausted()) return;
  }
  DocumentWalk walk(*index_);
  for (std::size_t i = 0; i < passages.size(); ++i) {
    walk.move_to(passages[i]);
    const float own_norm = norm(walk.field(), passages[i]);
    float score = 0;
    auto level = Level::Exact;
    for (std::size_t t = 0; t < tallies.size(); ++t) {
      score += term_score(weights_[t], Tally::frequency(tallies[t][i]), own_norm);
      level = std::max(level, Tally::level(tallies[t][i]));
    }
    offer(passages[i], score, bonus_of(level));
  }
}

}  // namespace earshot::search
