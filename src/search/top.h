#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/rank.h"
#include "search/search.h"

/// The best hits of flat queries, without a score for every match. Internal to `search`.
namespace earshot::search {

/// Words of a flat query.
inline constexpr std::size_t kMaxFlatTerms = 64;

struct FlatTerm {
  std::string_view text;   ///< folded
  bool is_prefix = false;  ///< all words that begin so, as one term
  /// The word as a query has it: its other forms count too, and rank lower. Null: it has none.
  const Slot* slot = nullptr;
};

/// A query without a tree: words that all must stand in a passage, of which any may, or that must
/// stand one after the other (only the last one of these may be a prefix); or words like one word.
struct FlatQuery {
  enum class Kind : std::uint8_t { All, Any, Phrase, Similar };
  Kind kind = Kind::All;
  std::vector<FlatTerm> terms;   ///< one for Similar
  std::uint32_t edits = 0;       ///< of Similar
  bool counts_nearness = false;  ///< add the bonus for words near each other; all terms have slots
};

/// The best `options.limit` hits (0: all), as search() orders them, and how many there are in all.
///
/// A passage scores the sum over the terms of weight * count / (count + norm of its field and
/// length), in the order of the terms, times the factor of its field, and what search() says of
/// other forms and of nearness: bit by bit what the evaluation of the tree gives. Similar: words
/// with fewer edits come first, then those of which the index has more.
///
/// `options.ranker` and `options.documents` play no part. A single term costs the blocks of its
/// postings whose best may enter the top; any other query the postings that have to be looked at
/// for the count. Where words have other forms, no index may have passages of more than 255 words.
SearchResult search_flat(std::span<const Index* const> indexes, const FlatQuery& query,
                         const Scoring& scoring, const SearchOptions& options);

}  // namespace earshot::search
