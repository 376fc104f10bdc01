#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/query.h"

namespace earshot::search {

/// Where a passage matched. Small: a search gives all of them.
struct Hit {
  std::uint32_t index = 0;  ///< number of the index in the span that was searched
  std::uint32_t document = 0;
  std::uint32_t passage = 0;  ///< passage number in that index
  float score = 0;
};

/// Asked for every document that matched: may it appear? (filters, removed episodes, scope). Null:
/// all. Statistics count all documents whatever the filter says, so that a filter never changes an
/// order.
using DocumentFilter = std::function<bool(std::uint32_t index, std::uint32_t document)>;

struct SearchOptions {
  DocumentFilter filter;
  /// So many hits are wanted, the best; 0: all. Far cheaper for a page of results.
  std::uint32_t limit = 0;
  std::uint64_t budget_steps =
      400'000'000;  ///< postings touched; beyond it the result says `truncated`
};

struct SearchResult {
  /// The matching passages, best first; equal scores in the order of index, passage. At most
  /// `limit`, which leaves out the last ones and changes nothing else.
  std::vector<Hit> hits;
  /// How many passages match, whatever the limit.
  std::uint64_t total = 0;
  bool truncated = false;  ///< the budget ran out: hits are right but not all
};

/// All passages that match, ranked by BM25 (k1 1.2, b 0.75; idf = ln(1 + (N - df + 0.5) / (df +
/// 0.5)); a prefix counts as one term; a phrase scores as its words do) with statistics summed over
/// all indexes, weighted by field (a title's word counts more than a transcript's).
///
/// A passage matches when it holds every plain clause and none of the negated ones. A phrase may
/// run on over the passage's end; it belongs to the passage in which it begins.
SearchResult search(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options = {});

/// The words of `passage` (of a document whose whole text is `text`) that the query matched, as
/// ranges in `text`, ascending and merged where they overlap; a phrase that runs on into the
/// following passage is covered up to its end. Costs the reading of one passage.
std::vector<Range> highlights_in_text(const Query& query, const Passage& passage,
                                      std::string_view text);

/// All matches of the query's words in `text` within `range_in_text`, for showing in the reader:
/// words and prefixes anywhere, phrases as wholes.
std::vector<Range> matches_in_text(const Query& query, std::string_view text, Range range_in_text);

/// A piece of `text` to show for a hit.
struct Snippet {
  std::string text;  ///< one line: white space runs become one space
  std::vector<Range> highlights_in_snippet;
  Range range_in_text;      ///< what it was taken from
  bool cut_before = false;  ///< text of the same sentence or cue was left out before
  bool cut_after = false;
};

/// Cuts a snippet of at most about `max_bytes` round the first highlight, at a sentence or cue
/// border where one is near, else at a word. `borders_in_text` as in DocumentInput (those in and
/// round the passage suffice).
Snippet make_snippet(std::string_view text, const Passage& passage,
                     std::span<const Range> highlights_in_text,
                     std::span<const std::uint32_t> borders_in_text, std::size_t max_bytes);

}  // namespace earshot::search
