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
#include "text/characters.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Shorter words are rarely what an episode is about.
constexpr std::size_t kMinWord = 4;
/// Words whose episodes are counted: the rarest of the index by passages come first.
constexpr std::size_t kCandidates = 400;
constexpr std::uint64_t kSteps = 20'000'000;  // postings
/// A word said very often says little more than one said often.
constexpr std::uint32_t kMostCounted = 8;

using EpisodeKey = std::pair<std::uint32_t, std::uint32_t>;  // index, episode

struct Candidate {
  std::string term;
  std::uint32_t count = 0;  // in the episode
  std::uint64_t passages = 0;
  std::set<EpisodeKey> episodes;
  float weight = 0;
};

class RelatedSearch {
 public:
  RelatedSearch(std::span<const Index* const> indexes, const Documents& documents,
                const DocumentFilter& filter)
      : indexes_(indexes), documents_(documents), filter_(filter), budget_(kSteps) {}

  std::vector<Related> run(EpisodeKey own, std::size_t limit) {
    std::vector<Candidate> candidates = words_of(own);
    if (candidates.size() > kCandidates) {
      std::ranges::stable_sort(candidates, {}, &Candidate::passages);
      candidates.resize(kCandidates);
    }
    std::uint64_t all = 0;
    for (std::uint32_t i = 0; i < indexes_.size(); ++i)
      all += episodes_of(i);
    for (Candidate& candidate : candidates) {
      find_episodes(candidate);
      const std::size_t others = candidate.episodes.size() - candidate.episodes.count(own);
      if (others == 0 || candidate.episodes.size() * 3 > all + 2) continue;
      const double idf = natural_log(1 + static_cast<double>(all) /
                                             static_cast<double>(candidate.episodes.size()));
      const auto count = static_cast<double>(std::min(candidate.count, kMostCounted));
      candidate.weight = static_cast<float>(idf * natural_log(1 + count));
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    if (candidates.size() > kKeyTerms) candidates.resize(kKeyTerms);
    std::map<EpisodeKey, Related> found;
    for (const Candidate& candidate : candidates) {
      if (candidate.weight <= 0) continue;
      for (const EpisodeKey key : candidate.episodes) {
        if (key == own) continue;
        Related& related = found[key];
        related.index = key.first;
        related.episode = key.second;
        related.score += candidate.weight;
        if (related.terms.size() < kMaxSharedTerms) related.terms.push_back(candidate.term);
      }
    }
    std::vector<Related> best;
    for (auto& [key, related] : found)
      best.push_back(std::move(related));
    std::ranges::stable_sort(best, std::ranges::greater{}, &Related::score);
    if (best.size() > limit) best.resize(limit);
    return best;
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

  /// The longer words of the episode that are in other passages too.
  std::vector<Candidate> words_of(EpisodeKey own) const {
    const Index& index = *indexes_[own.first];
    std::map<std::string, std::uint32_t, std::less<>> counts;
    std::size_t read = 0;
    std::string folded;
    for (std::uint32_t d = 0; d < index.document_count() && read < kMaxRelatedBytes; ++d) {
      const std::uint32_t document = IndexAccess::document(index, d).document;
      if (documents_.episode(own.first, document) != own.second) continue;
      const std::string_view whole = documents_.text(own.first, document);
      const std::string_view text = whole.substr(0, kMaxRelatedBytes - read);
      read += text.size();
      for (const text::Word word : text::words(text)) {
        folded.clear();
        text::fold_word(slice(text, word), folded);
        const bool is_word = folded.size() >= kMinWord && !text::is_digit(folded.front()) &&
                             !text::is_single_character_word(folded);
        if (is_word) ++counts[folded];
      }
    }
    std::vector<Candidate> candidates;
    for (const auto& [term, count] : counts) {
      std::uint64_t passages = 0;
      for (const Index* const other : indexes_)
        passages += counted_passages(*other, IndexAccess::find_term(*other, term));
      if (passages > 1) candidates.push_back({term, count, passages, {}, 0});
    }
    return candidates;
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

  std::span<const Index* const> indexes_;
  const Documents& documents_;
  const DocumentFilter& filter_;
  Budget budget_;
};

}  // namespace

std::vector<Related> related(std::span<const Index* const> indexes, const Documents& documents,
                             std::uint32_t index, std::uint32_t episode,
                             const DocumentFilter& filter, std::size_t limit) {
  if (index >= indexes.size()) return {};
  return RelatedSearch(indexes, documents, filter).run({index, episode}, limit);
}

}  // namespace earshot::search
