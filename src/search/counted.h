#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/range.h"
#include "search/bits.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/postings.h"

/// Document frequencies without the documents that are left out of the statistics
/// (`Index::leave_out`). Internal to `search`.
namespace earshot::search {

/// Whether the passage is left out.
inline bool is_left_out(const Index& index, std::uint32_t passage) {
  const std::span<const Range> stretches = IndexAccess::left_out(index);
  const auto stretch = std::ranges::upper_bound(stretches, passage, {}, &Range::end);
  return stretch != stretches.end() && passage >= stretch->begin;
}

/// Calls `visit(passage)` for those of the postings that are left out. Costs a seek for each
/// stretch that is left out, or their postings, whichever is less.
template <typename Visit>
void for_each_left_out(const Index& index, PostingsCursor postings, Visit visit) {
  const std::span<const Range> stretches = IndexAccess::left_out(index);
  auto stretch = stretches.begin();
  while (!postings.at_end()) {
    const std::uint32_t passage = postings.passage();
    stretch = std::ranges::upper_bound(stretch, stretches.end(), passage, {}, &Range::end);
    if (stretch == stretches.end()) return;
    if (passage >= stretch->begin) visit(passage);
    if (!postings.seek(std::max(passage + 1, stretch->begin))) return;
  }
}

/// How many passages with the term count. No budget: where nothing is left out it is known.
std::uint32_t counted_passages(const Index& index, const TermInfo& term);
/// The same, of documents of one of the languages (bits): linear in the postings, where the index
/// has documents of several.
std::uint32_t counted_passages(const Index& index, const TermInfo& term, std::uint32_t languages);

/// Whether any passage with the term counts: else it is as if there were no such term.
bool is_counted(const Index& index, const TermInfo& term);

/// How many of the `passages` count.
std::uint32_t counted_passages(const Index& index, const Bits& passages);

}  // namespace earshot::search
