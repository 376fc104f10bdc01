#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::search {

/// One part of a query. A query is a conjunction of clauses for now; the next version makes it a
/// tree, so nobody outside `search` looks into it.
struct Clause {
  enum class Kind : std::uint8_t { Word, Prefix, Phrase };
  Kind kind = Kind::Word;
  bool negated = false;
  std::vector<std::string> terms;  ///< folded; one for Word and Prefix
  bool last_is_prefix = false;     ///< Phrase still being typed: its last term is a prefix
  Range range_in_query;
};

/// A faulty part of a query: named, and left out of the search.
struct QueryFault {
  Range range_in_query;
  std::string message;
};

struct Query {
  std::vector<Clause> clauses;
  std::vector<QueryFault> faults;

  /// Nothing to search for: no clause, or negated ones only.
  bool empty() const;
  /// The query as understood: `slow* "cache miss" -linker`. Parsing it again gives the same query.
  std::string print() const;
};

/// Longest query read, in bytes; longer is cut with a fault.
inline constexpr std::size_t kMaxQueryBytes = 1024;
/// Clauses read; more are left out with a fault.
inline constexpr std::size_t kMaxClauses = 32;

/// Reads what a person typed: words (folded), `"phrases"` (a missing closing quote is added),
/// `-not`, `word*`. Several words without a space between them (`foo-bar`, most of Han and Kana)
/// are a phrase. `last_word_is_prefix`: the last word, if nothing follows it and it is not
/// excluded, also finds the words that begin with it, as is wanted while typing.
Query parse_query(std::string_view text, bool last_word_is_prefix);

}  // namespace earshot::search
