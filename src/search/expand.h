#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "search/index.h"
#include "search/query.h"

namespace earshot::search {

/// Other forms of one word that are taken along; a stem has rarely more.
inline constexpr std::size_t kMaxForms = 24;
/// Words that one is taken for where it stands nowhere.
inline constexpr std::size_t kMaxTypos = 12;
struct ExpandOptions {
  /// Terms looked at for the slips of one word in all indexes.
  std::uint64_t slip_steps = 200'000;
};

/// Finds in the dictionaries what else the words of a query stand for, and puts it into their
/// slots: the other forms of a word by its stem in each language that the indexes know; where a
/// word stands nowhere in any form, the words that one slip is away, or else two
/// (`edits_for_length`); where it stands in a passage or two next to one that is common, also that
/// one. Words in quotes, phrases and what is left out stay as they are.
///
/// `search` then finds all of these, and ranks what has the word itself first. Which words have one
/// stem is stored in the indexes: a word costs its stem and a look-up in each. Slips are looked for
/// in the dictionary, which takes some 0.1 ms.
///
/// Where a word has more forms than kMaxForms, or not all terms could be looked at for slips, the
/// query says so (`Query::limits`), and so does what is found with it. That no more than kMaxTypos
/// words are taken for what was meant is no such limit: which they are is a guess.
Query expand(std::span<const Index* const> indexes, Query query, const ExpandOptions& options = {});

}  // namespace earshot::search
