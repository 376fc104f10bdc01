#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/documents.h"
#include "search/leaves.h"
#include "search/pattern.h"
#include "search/pattern_automaton.h"
#include "search/places.h"
#include "search/query.h"
#include "search/search.h"

/// Which passages of an index match a query's tree. Internal to `search`.
namespace earshot::search {

/// A word of the query that counts for scores.
struct Unit {
  const Node* leaf = nullptr;
  Step step;
};

/// The words that count: those of the leaves that are not left out, in the order of the query.
std::vector<Unit> units_of(const Node& root);

/// A query in one index.
///
/// Every node of the tree becomes a set of passages; a set costs a bit a passage, whatever the
/// tree, so a query's time is that of its words' postings. Places in texts are looked up only where
/// NEAR in seconds, speakers or regular expressions ask for them, and these are asked last.
class Evaluation {
 public:
  Evaluation(const Index& index, std::uint32_t number, const Node& root,
             std::span<const Unit> units, const SearchOptions& options, Budget& budget,
             Budget& expressions);

  /// The passages that match when terms up to `level` count. Where a budget runs out, some of them.
  Bits matching(Level level);
  /// Before `matching`: reads the texts of those that may give hits for expressions, so that what
  /// is only counted does not use up their steps.
  void read_ranked();
  const Counts& counts(std::size_t unit) const { return counts_[unit]; }
  const std::vector<FoundTerm>& terms(std::size_t unit) const { return terms_[unit]; }
  /// Are there terms above Level::Exact?
  bool has_other_forms() const { return has_other_forms_; }

 private:
  /// The `speaker:` filters that words stand under.
  using ScopePath = std::vector<const Node*>;

  Bits evaluate(const Node& node, Level level, const ScopePath& scopes, const Bits* within);
  Bits evaluate_all(const Node& node, Level level, ScopePath scopes, const Bits* within);
  Bits evaluate_words(const Node& node, Level level, const ScopePath& scopes);
  Bits evaluate_regex(const Node& node, const ScopePath& scopes, const Bits* within);
  Bits evaluate_filter(const Node& node, const ScopePath& scopes);
  Bits evaluate_language(const Filter& filter);
  std::vector<Occurrence> occurrences(const Node& node, Level level, const ScopePath& scopes);
  const Bits& candidates(const Node& node);
  Bits passages_of_fields(FieldSet fields) const;
  Bits begins_of(std::span<const Occurrence> occurrences) const;
  Scope* scope(const ScopePath& scopes);
  void restrict_counts();
  void restrict_counts(const Node& node, ScopePath scopes);
  std::vector<std::vector<FoundTerm>> terms_of(std::span<const Step> steps);

  const Index& index_;
  std::uint32_t number_;
  const Node& root_;
  std::span<const Unit> units_;
  const SearchOptions& options_;
  const Documents* context_;
  bool lists_episodes_;  // it has nothing to be found in texts
  bool reads_only_ranked_ = false;
  Budget& budget_;
  Budget& expressions_;  // the characters that regular expressions may read
  Places places_;
  std::vector<std::vector<FoundTerm>> terms_;  // by unit
  std::vector<Counts> counts_;                 // by unit
  bool has_other_forms_ = false;
  std::map<ScopePath, std::unique_ptr<Scope>> scopes_;
  std::map<const Node*, Bits> candidates_;  // of regular expressions
  /// What is known of an expression: every level asks anew, the texts stay.
  struct Tried {
    Bits tried, found;
    std::optional<Pattern> pattern;             ///< nothing where it is none
    std::optional<PatternAutomaton> automaton;  ///< where it suits; its states stay as well
  };
  std::map<const Node*, Tried> tried_;
};

/// What search() gives, by the tree whatever the query: tests hold search_flat() against it.
SearchResult search_tree(std::span<const Index* const> indexes, const Query& query,
                         const SearchOptions& options);

/// Where a match of a regular expression may begin to belong to the passage: from its first byte to
/// that of the next one, so that the passages of a document leave nothing out.
Range regex_starts(const Index& index, std::uint32_t passage, std::string_view text);

/// The passages of documents of these fields.
Bits passages_of_fields(const Index& index, FieldSet fields);

}  // namespace earshot::search
