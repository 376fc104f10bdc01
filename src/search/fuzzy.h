#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/index.h"
#include "search/index_access.h"

/// Terms of the dictionary that are like a word. Internal to `search`.
namespace earshot::search {

/// More edits than this make of any word any other.
inline constexpr std::uint32_t kMaxEdits = 2;

/// A longer word is not looked for with edits; nobody types one.
inline constexpr std::size_t kMaxFuzzyCharacters = 64;

struct SimilarTerm {
  std::string term;
  std::uint32_t edits = 0;
  TermInfo info;
};

/// The terms of the dictionary that at most `max_edits` (up to kMaxEdits) edits turn into `term`,
/// in the order of their bytes, `term` itself among them. An edit inserts, deletes or substitutes a
/// character or swaps two neighbours (optimal string alignment: what was swapped is not edited
/// again). Characters are code points; a byte that is no UTF-8 counts as one.
///
/// Walks over the dictionary as over a trie and leaves out every branch in which all rows of the
/// distance exceed `max_edits`; spends a step for each term that it looks at, some hundreds for one
/// edit. With an exhausted budget some may be missing.
std::vector<SimilarTerm> find_similar(const Index& index, std::string_view term,
                                      std::uint32_t max_edits, Budget& budget);

/// Edits between two words as above; `max_edits + 1` where there are more than `max_edits`.
std::uint32_t edits_between(std::string_view a, std::string_view b, std::uint32_t max_edits);

/// How many edits are forgiven in a word, by its length: short words have too many neighbours.
/// 0 below 4 characters, 1 below 8, else 2.
std::uint32_t edits_for_length(std::string_view term);

/// The terms that match a pattern in which each `*` stands for any characters, also none, in the
/// order of their bytes. All else in the pattern stands for itself, folded by the caller. Linear in
/// the terms that begin with what stands before the first `*`; spends a step for each.
std::vector<SimilarTerm> find_wildcard(const Index& index, std::string_view pattern,
                                       Budget& budget);

/// Does `term` match the pattern of find_wildcard()? At most the product of both lengths.
bool matches_wildcard(std::string_view pattern, std::string_view term);

}  // namespace earshot::search
