// Related episodes.
//
// What is looked up are terms of the index. Of scripts that are searched by pairs of characters
// these are pairs, which say little: where neighbouring pairs of an episode are rare, and another
// one has them too, the string that they make is read in both texts.

#include "search/related.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/budget.h"
#include "search/counted.h"
#include "search/index_access.h"
#include "search/postings.h"
#include "search/rank.h"
#include "search/related_runs.h"
#include "text/characters.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Shorter words are rarely what an episode is about.
constexpr std::size_t kMinWord = 4;
/// Terms whose episodes are counted: the rarest of the index by passages come first.
constexpr std::size_t kCandidates = 400;
/// Pairs of characters that stand for an episode: a word has one to five.
constexpr std::size_t kKeyPairs = 5 * kKeyTerms;
/// Episodes whose shared strings are read, for each that is asked for: some will share none.
constexpr std::size_t kReadForEach = 3;
/// So few episodes do not tell which words are rare.
constexpr std::uint64_t kFewEpisodes = 3;
/// A word in a third of the passages is common, unless there are hardly any: those of an episode's
/// title, notes and transcript may all have what it is about.
constexpr std::uint64_t kFewPassages = 4;
/// A word said very often says little more than one said often.
constexpr std::uint32_t kMostCounted = 8;

using EpisodeKey = std::pair<std::uint32_t, std::uint32_t>;  // index, episode
using Counts = std::map<std::string, std::uint32_t, std::less<>>;

struct Candidate {
  std::string term;
  std::uint32_t count = 0;  // in the episode
  std::uint64_t passages = 0;
  std::set<EpisodeKey> episodes;
  float weight = 0;
};

/// What an episode shares with the one that is asked about.
struct Shared {
  float score = 0;                 // of the words, and of all pairs before their strings are known
  std::vector<std::size_t> words;  // numbers of key terms, ascending
  std::vector<std::size_t> pairs;  // of key pairs
};

double rounded_log(std::uint32_t count) {
  return natural_log(1 + static_cast<double>(std::min(count, kMostCounted)));
}

class RelatedSearch {
 public:
  RelatedSearch(std::span<const Index* const> indexes, const Documents& documents,
                const DocumentFilter& filter, std::uint64_t budget_steps)
      : indexes_(indexes), documents_(documents), filter_(filter), budget_(budget_steps) {}

  RelatedResult run(EpisodeKey own, std::size_t limit) {
    for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
      all_episodes_ += episodes_of(i);
      all_passages_ += indexes_[i]->counted_passages();
    }
    read(own);
    words_ = key_terms(word_counts_, kKeyTerms, own, &Candidate::passages);
    // Most of the rarest pairs are of two words that happen to meet.
    pairs_ = key_terms(pair_counts_, kKeyPairs, own, [](const Candidate& candidate) {
      return static_cast<double>(candidate.passages) / candidate.count;
    });
    for (std::size_t p = 0; p < pairs_.size(); ++p)
      pair_numbers_.emplace(pairs_[p].term, p);
    const auto is_key = [&](std::string_view pair) { return pair_numbers_.contains(pair); };
    for (const std::string& chain : chains_of(own_runs_, is_key))
      own_chains_ += chain + '\n';

    std::map<EpisodeKey, Shared> found;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (const EpisodeKey key : words_[w].episodes) {
        found[key].words.push_back(w);
        found[key].score += words_[w].weight;
      }
    }
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      for (const EpisodeKey key : pairs_[p].episodes) {
        found[key].pairs.push_back(p);
        found[key].score += pairs_[p].weight;
      }
    }
    found.erase(own);
    std::vector<std::pair<EpisodeKey, Shared>> likely(found.begin(), found.end());
    std::ranges::stable_sort(likely, std::ranges::greater{},
                             [](const auto& episode) { return episode.second.score; });
    if (likely.size() / kReadForEach > limit) likely.resize(limit * kReadForEach);
    std::ranges::sort(likely, {}, [](const auto& episode) { return episode.first; });

    std::vector<Related> best;
    for (const auto& [key, shared] : likely) {
      Related related = related_by(key, shared);
      if (related.score > 0) best.push_back(std::move(related));
    }
    std::ranges::stable_sort(best, std::ranges::greater{}, &Related::score);
    if (best.size() > limit) best.resize(limit);
    return {std::move(best), budget_.exhausted()};
  }

 private:
  bool is_seen(std::uint32_t index, std::uint32_t document) const {
    return !filter_ || filter_(index, document);
  }

  std::uint64_t episodes_of(std::uint32_t number) const {
    std::set<std::uint32_t> episodes;
    for (std::uint32_t d = 0; d < indexes_[number]->document_count(); ++d) {
      const std::uint32_t document = IndexAccess::document(*indexes_[number], d).document;
      if (is_seen(number, document)) episodes.insert(documents_.episode(number, document));
    }
    return episodes.size();
  }

  /// Calls `visit(text)` for the texts of an episode.
  template <typename Visit>
  void for_each_text(EpisodeKey key, Visit visit) const {
    const Index& index = *indexes_[key.first];
    std::size_t read = 0;
    for (std::uint32_t d = 0; d < index.document_count() && read < kMaxRelatedBytes; ++d) {
      const std::uint32_t document = IndexAccess::document(index, d).document;
      if (documents_.episode(key.first, document) != key.second) continue;
      const std::string_view text =
          documents_.text(key.first, document).substr(0, kMaxRelatedBytes - read);
      read += text.size();
      visit(text);
    }
  }

  /// Counts the longer words of the episode, and its pairs of characters.
  void read(EpisodeKey own) {
    std::string folded;
    for_each_text(own, [&](std::string_view text) {
      for (const text::Word word : text::words(text)) {
        folded.clear();
        text::fold_word(slice(text, word), folded);
        const bool is_word = folded.size() >= kMinWord && !text::is_digit(folded.front()) &&
                             !text::is_single_character_word(folded);
        if (is_word) ++word_counts_[folded];
      }
      append_runs(text, own_runs_);
    });
    const std::string_view runs = own_runs_;
    for_each_pair(runs, [&](std::size_t begin, std::size_t, std::size_t end) {
      ++pair_counts_[std::string(runs.substr(begin, end - begin))];
    });
  }

  /// Those of the terms that tell most of the episode and that others have too, weightiest first;
  /// of more than kCandidates the ones of least `rareness`.
  template <typename Rareness>
  std::vector<Candidate> key_terms(const Counts& counts, std::size_t most, EpisodeKey own,
                                   Rareness rareness) {
    std::vector<Candidate> candidates;
    for (const auto& [term, count] : counts) {
      std::uint64_t passages = 0;
      for (const Index* const other : indexes_)
        passages += counted_passages(*other, IndexAccess::find_term(*other, term));
      if (passages > 1) candidates.push_back({term, count, passages, {}, 0});
    }
    if (candidates.size() > kCandidates) {
      std::ranges::stable_sort(candidates, {}, rareness);
      candidates.resize(kCandidates);
    }
    for (Candidate& candidate : candidates) {
      find_episodes(candidate);
      const std::size_t others = candidate.episodes.size() - candidate.episodes.count(own);
      const double times_as_many = others > 0 ? times_as_many_as(candidate) : 0;
      if (times_as_many == 0) continue;
      const double idf = natural_log(1 + times_as_many);
      candidate.weight = static_cast<float>(idf * rounded_log(candidate.count));
    }
    std::erase_if(candidates, [](const Candidate& candidate) { return candidate.weight <= 0; });
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    if (candidates.size() > most) candidates.resize(most);
    return candidates;
  }

  /// How many times as many episodes (or passages) there are as have the term; 0 where it is
  /// common.
  double times_as_many_as(const Candidate& candidate) const {
    const auto times = [](std::uint64_t all, std::uint64_t with_term) {
      return static_cast<double>(all) / static_cast<double>(with_term);
    };
    const std::uint64_t episodes = candidate.episodes.size();
    if (episodes > std::max<std::uint64_t>((all_episodes_ + 2) / 3, 2)) return 0;
    if (all_episodes_ > kFewEpisodes) return times(all_episodes_, episodes);
    if (candidate.passages > all_passages_ / 3 + kFewPassages) return 0;
    return times(all_passages_, candidate.passages);
  }

  void find_episodes(Candidate& candidate) {
    for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
      const Index& index = *indexes_[i];
      PostingsCursor postings(index, IndexAccess::find_term(index, candidate.term), budget_);
      std::uint32_t place = 0;
      while (!postings.at_end()) {
        const std::uint32_t passage = postings.passage();
        while (place < index.document_count() &&
               passage >= IndexAccess::passages_end(index, place)) {
          ++place;
        }
        if (place == index.document_count()) break;
        const std::uint32_t document = IndexAccess::document(index, place).document;
        if (is_seen(i, document)) candidate.episodes.insert({i, documents_.episode(i, document)});
        // The document's other passages say nothing new.
        if (!postings.seek(IndexAccess::passages_end(index, place))) break;
      }
    }
  }

  using WeighedTerm = std::pair<float, std::string>;

  /// The words and strings that the episode shares, weightiest first.
  Related related_by(EpisodeKey key, const Shared& shared) const {
    std::vector<WeighedTerm> terms = strings_of(key, shared.pairs);
    for (const std::size_t word : shared.words)
      terms.emplace_back(words_[word].weight, words_[word].term);
    std::ranges::sort(terms, [](const WeighedTerm& a, const WeighedTerm& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    Related related{key.first, key.second, 0, {}};
    for (WeighedTerm& term : terms) {
      related.score += term.first;
      if (related.terms.size() < kMaxSharedTerms) related.terms.push_back(std::move(term.second));
    }
    return related;
  }

  /// The strings of these key pairs that stand in both episodes, each with the weight of its
  /// weightiest pair that is in none before it.
  std::vector<WeighedTerm> strings_of(EpisodeKey key, const std::vector<std::size_t>& pairs) const {
    std::vector<WeighedTerm> strings;
    if (pairs.empty()) return strings;
    const auto is_shared = [&](std::string_view pair) {
      const auto number = pair_numbers_.find(pair);
      return number != pair_numbers_.end() && std::ranges::binary_search(pairs, number->second);
    };
    std::string runs;
    for_each_text(key, [&](std::string_view text) { append_runs(text, runs); });
    const std::set<std::string> theirs = chains_of(runs, is_shared);
    std::set<std::string_view> parts;
    const std::set<std::string> own = chains_of(own_chains_, is_shared);
    for (const std::string& chain : own)
      add_shared_parts(chain, theirs, parts);
    std::vector<std::string_view> longest_first(parts.begin(), parts.end());
    std::ranges::stable_sort(longest_first, std::ranges::greater{}, &std::string_view::size);
    std::set<std::size_t> taken;
    for (const std::string_view part : longest_first) {
      float weight = 0;
      for_each_pair(part, [&](std::size_t begin, std::size_t, std::size_t end) {
        const std::size_t number = pair_numbers_.find(part.substr(begin, end - begin))->second;
        if (taken.insert(number).second) weight = std::max(weight, pairs_[number].weight);
      });
      if (weight > 0) strings.emplace_back(weight, part);
    }
    return strings;
  }

  std::span<const Index* const> indexes_;
  const Documents& documents_;
  const DocumentFilter& filter_;
  Budget budget_;
  std::uint64_t all_episodes_ = 0;
  std::uint64_t all_passages_ = 0;
  Counts word_counts_, pair_counts_;  // of the episode
  std::string own_runs_;
  std::vector<Candidate> words_, pairs_;                          // key terms
  std::map<std::string, std::size_t, std::less<>> pair_numbers_;  // in pairs_
  std::string own_chains_;                                        // of key pairs, a line each
};

}  // namespace

RelatedResult related(std::span<const Index* const> indexes, const Documents& documents,
                      std::uint32_t index, std::uint32_t episode, const DocumentFilter& filter,
                      std::size_t limit, std::uint64_t budget_steps) {
  if (index >= indexes.size()) return {};
  return RelatedSearch(indexes, documents, filter, budget_steps).run({index, episode}, limit);
}

}  // namespace earshot::search
