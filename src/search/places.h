#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/budget.h"
#include "base/range.h"
#include "search/documents.h"
#include "search/index.h"
#include "search/query.h"

/// From the words of an index to the lines, times and speakers of its documents. Internal to
/// `search`.
namespace earshot::search {

/// Lets through a line of a speaker of this name? Of a scope (`is_scope`); without a name: only
/// what excludes others.
bool lets_through(const Node& scope, std::string_view speaker);

/// Where words stand in their texts, found by cutting the passage into words again.
class Places {
 public:
  /// `number` is the index's in the span that is searched. Null `documents` have no lines.
  Places(const Index& index, std::uint32_t number, const Documents* documents, Budget& budget)
      : index_(index), number_(number), documents_(documents), budget_(budget) {}

  /// The lines of the passage's words, in their order; nothing where the text cannot be had.
  std::vector<Line> lines_of(std::uint32_t passage);
  /// When the line of the `position`th word of a passage begins; kNoTime where it is not said. Cuts
  /// a passage once.
  Millis time_of(std::uint32_t passage, std::uint32_t position);

  const Index& index() const { return index_; }
  const Documents* documents() const { return documents_; }
  std::uint32_t number() const { return number_; }
  Budget& budget() { return budget_; }

 private:
  const Index& index_;
  std::uint32_t number_;
  const Documents* documents_;
  Budget& budget_;
  std::vector<Millis> times_;  // of the words of the passages that were cut, one after the other
  std::vector<Range> times_of_passages_;  // in `times_`, by passage; empty: not cut
};

/// Words spoken by some of the speakers: a conjunction of `speaker:` filters, their alternatives
/// and exclusions.
class Scope {
 public:
  Scope(Places& places, std::vector<const Node*> filters)
      : places_(places), filters_(std::move(filters)) {}

  /// A bit for each of the passage's words that one of them says.
  std::uint64_t words(std::uint32_t passage);
  bool has(std::uint32_t passage, std::uint32_t position) {
    return (words(passage) >> (position % 64) & 1U) != 0;
  }
  /// Is a line of this speaker within?
  bool allows(std::uint32_t document, std::int32_t speaker);
  const std::vector<const Node*>& filters() const { return filters_; }

 private:
  std::uint64_t find_words(std::uint32_t passage);

  Places& places_;
  std::vector<const Node*> filters_;
  std::unordered_map<std::uint32_t, std::uint64_t> words_;  // by passage
  std::unordered_map<std::uint32_t, std::vector<std::uint8_t>>
      allowed_;  // by document, speaker + 1
};

/// Is the node a `speaker:` filter, or made of such alone?
bool is_scope(const Node& node);
/// Does the node ask for something that is said or written, not only for what episodes are?
bool has_text(const Node& node);

}  // namespace earshot::search
