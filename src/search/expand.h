#pragma once

#include <cstddef>
#include <span>

#include "search/index.h"
#include "search/query.h"

namespace earshot::search {

/// Other forms of one word that are taken along; a stem has rarely more.
inline constexpr std::size_t kMaxForms = 24;
/// Words that one is taken for where it stands nowhere.
inline constexpr std::size_t kMaxTypos = 12;
/// Finds in the dictionaries what else the words of a query stand for, and puts it into their
/// slots: the other forms of a word by its stem in each language that the indexes know; where a
/// word stands nowhere in any form, the words that one slip is away, or else two
/// (`edits_for_length`); where it stands in a passage or two next to one that is common, also that
/// one. Words in quotes, phrases and what is left out stay as they are.
///
/// `search` then finds all of these, and ranks what has the word itself first. Which words have one
/// stem is stored in the indexes: a word costs its stem and a look-up in each. Slips are looked for
/// in the dictionary, which takes some 0.1 ms.
Query expand(std::span<const Index* const> indexes, Query query);

}  // namespace earshot::search
