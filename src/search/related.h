#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "search/documents.h"
#include "search/index.h"
#include "search/search.h"

namespace earshot::search {

/// Another episode that has rare words in common with one.
struct Related {
  std::uint32_t index = 0;
  std::uint32_t episode = 0;  ///< as `Documents::episode` numbers it
  float score = 0;            ///< the sum of the shared words' weights
  /// The shared words, the weightiest first; at most kMaxSharedTerms.
  std::vector<std::string> terms;
};

struct RelatedResult {
  std::vector<Related> episodes;  ///< best first
  bool truncated = false;         ///< the steps ran out: they are right, but may not be all
};

/// Postings read for one episode.
inline constexpr std::uint64_t kRelatedSteps = 20'000'000;
/// Words of an episode that stand for it.
inline constexpr std::size_t kKeyTerms = 40;
inline constexpr std::size_t kMaxSharedTerms = 6;
/// Of an episode's text so much is read.
inline constexpr std::size_t kMaxRelatedBytes = std::size_t{2} << 20;

/// The episodes that share the most rare words with an episode, best first, at most `limit`.
///
/// Its words are weighed by how often they stand in it and how few episodes have them (tf * idf, a
/// word in more than a third of the episodes counts nothing, unless these are two, nor does one
/// that no other has); the kKeyTerms weightiest stand for it, and an episode's score is the sum of
/// the weights of those that it has as well. Up to three episodes do not tell which words are rare:
/// there the passages do, which are counted in the same way. `filter` as in a search.
///
/// Of scripts that are searched by pairs of characters (Han, Katakana, Hangul, Thai ...) the words
/// are the longest strings of rare pairs that stand in both episodes.
///
/// Costs the reading of the episode's text, a look-up of each of its words, and the postings of the
/// key terms; where it has such pairs, also the reading of the likeliest episodes.
RelatedResult related(std::span<const Index* const> indexes, const Documents& documents,
                      std::uint32_t index, std::uint32_t episode, const DocumentFilter& filter,
                      std::size_t limit, std::uint64_t budget_steps = kRelatedSteps);

}  // namespace earshot::search
