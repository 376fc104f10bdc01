#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/index.h"
#include "search/index_access.h"

/// Words one after the other. Internal to `search`.
namespace earshot::search {

struct PhraseTerms {
  std::span<const TermInfo> words;  ///< the exact words, in order; all of them are in the index
  /// The beginning of the word that follows them; empty where none does.
  std::string_view last_prefix;
};

/// The passages in which the phrase begins, ascending, each once. It may end in a later one.
///
/// Linear in the occurrences of the rarest word, each with a seek in the other words' postings;
/// with a `last_prefix` also in the postings of the words that begin so.
std::vector<std::uint32_t> find_phrase(const Index& index, const PhraseTerms& phrase,
                                       Budget& budget);

}  // namespace earshot::search
