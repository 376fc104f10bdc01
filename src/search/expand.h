#pragma once

#include <cstddef>
#include <span>

#include "search/documents.h"
#include "search/index.h"
#include "search/query.h"

namespace earshot::search {

/// Other forms of one word that are taken along; a stem has rarely more.
inline constexpr std::size_t kMaxForms = 24;
/// Words that one is taken for where it stands nowhere.
inline constexpr std::size_t kMaxTypos = 12;
/// Terms looked at for the forms of one word in one index and language.
inline constexpr std::uint32_t kMaxFormCandidates = 1500;

/// Finds in the dictionaries what else the words of a query stand for, and puts it into their
/// slots: the other forms of a word by the stem of each language that `documents` have (English
/// where there are none); where a word stands nowhere in any form, or in a passage or two next to
/// one that is common, the words that a slip or two away are (`edits_for_length`). Words in quotes,
/// phrases and what is left out stay as they are.
///
/// `search` then finds all of these, and ranks what has the word itself first. Stems are looked for
/// when they are asked, not stored: the forms of a word stand side by side in the dictionary, so a
/// walk of some dozens of terms finds them, and indexes stay as they are when a stemmer is mended.
Query expand(std::span<const Index* const> indexes, Query query, const Documents* documents);

}  // namespace earshot::search
