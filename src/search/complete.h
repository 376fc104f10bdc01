#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "search/documents.h"
#include "search/index.h"

namespace earshot::search {

/// What the part of a query at the caret may be going to be.
struct Suggestion {
  enum class Kind : std::uint8_t { Field, Speaker, Show, Language, Value, Word };
  Kind kind = Kind::Word;
  std::string text;     ///< takes the place of `Suggestions::range_in_query`: "speaker:", "linker"
  std::string meaning;  ///< Field: a few words; else empty
  std::uint64_t count = 0;  ///< Word: passages; Speaker, Show, Language: documents
};

struct Suggestions {
  /// What a suggestion takes the place of: the whole token at the caret, also what of it stands
  /// behind. Where that is a name with a colon, up to the colon.
  Range range_in_query;
  std::vector<Suggestion> items;  ///< the likeliest first
};

/// Terms looked at for words, of all indexes together: a letter of an English dictionary has some
/// thousands, which take 0.05 ms; so many, 10 ms, only what was made to have them.
inline constexpr std::uint64_t kMaxCompletionTerms = 400'000;
/// Documents asked for the names of shows, speakers and languages.
inline constexpr std::uint32_t kMaxCompletionDocuments = 20'000;

/// Completes the token at the caret by what of it stands before: after `speaker:`, `show:`, `lang:`
/// and `has:` their values, else names of fields (also after a minus) and then the commonest words
/// that begin so. Nothing for an empty token that is no value, in quotes or in an expression,
/// closed or not yet; nothing of documents that do not count (`Index::leave_out`). At most `limit`
/// items.
///
/// Linear in the terms that begin so, and bounded by the constants above.
Suggestions complete(std::span<const Index* const> indexes, const Documents* documents,
                     std::string_view query, std::uint32_t caret_in_query, std::size_t limit);

}  // namespace earshot::search
