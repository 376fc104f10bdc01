#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/postings.h"

/// Several words as if they were one term: those with one beginning, or alternatives. Internal to
/// `search`.
namespace earshot::search {

/// The passages with a word of a kind, and how many such words each has.
struct MergedTerm {
  std::uint32_t passages = 0;  ///< with such a word
  TermInfo stored;             ///< where the index has the list; else `list`
  PostingsList list;

  /// Walks over them; `*this` must outlive the cursor.
  PostingsCursor cursor(const Index& index, Budget& budget) const {
    return stored.passages > 0 ? PostingsCursor(index, stored, budget)
                               : PostingsCursor(list, budget);
  }
};

/// The words that begin with `prefix`. Very common beginnings have a list in the index; of others
/// the postings are added up: linear in these, and in the passages of the index divided by 64.
MergedTerm merge_prefix(const Index& index, std::string_view prefix, Budget& budget);

/// The words of `terms`, which are of `index`.
MergedTerm merge_terms(const Index& index, std::span<const TermInfo> terms, Budget& budget);

}  // namespace earshot::search
