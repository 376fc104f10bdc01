#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/document_walk.h"
#include "search/index.h"
#include "search/leaves.h"
#include "search/postings.h"
#include "search/sources.h"

/// Internal to `search`.
namespace earshot::search {

/// The lists of several terms that stand for one word, kept open.
class FormLists {
 public:
  FormLists() = default;
  /// For as many terms as will be added.
  void reserve(std::size_t terms) { lists_.reserve(terms); }
  void add(const Index& index, const FoundTerm& term, Budget& budget) {
    const LanguageCheck language(index, term.languages);
    if (!language.passes_none()) lists_.emplace_back(index, term, language, budget);
  }
  void add_others(const Index& index, const Source& source, Budget& budget) {
    reserve(source.others.size());
    for (const OtherSource& other : source.others)
      add(index, {other.info, other.level, other.languages}, budget);
  }

  struct Found {
    std::uint32_t tally = 0;      ///< `Tally`
    std::uint64_t positions = 0;  ///< below 64, where any of them stands, a bit each
  };
  /// What a passage has of them. Passages come in any order; near ones are cheapest.
  Found in(std::uint32_t passage) {
    Found found;
    for (List& list : lists_) {
      if (!list.has(passage)) continue;
      found.tally = Tally::sum(found.tally, Tally::of(list.level, list.postings.count()));
      found.positions |= list.postings.positions_here();
    }
    return found;
  }
  std::uint32_t tally_in(std::uint32_t passage) {
    std::uint32_t tally = 0;
    for (List& list : lists_) {
      if (!list.has(passage)) continue;
      tally = Tally::sum(tally, Tally::of(list.level, list.postings.count()));
    }
    return tally;
  }
  bool is_in(std::uint32_t passage) {
    return std::ranges::any_of(lists_, [passage](List& list) { return list.has(passage); });
  }
  /// Bounds what a passage from `first` to `last` has of them, in quarters. For ranges that ascend.
  std::uint32_t most_in(std::uint32_t first, std::uint32_t last) {
    std::uint32_t most = 0;
    for (List& list : lists_)
      most += list.postings.most_in(first, last) * quarters_of(list.level);
    return most;
  }

 private:
  struct List {
    List(const Index& index, const FoundTerm& term, const LanguageCheck& check, Budget& budget)
        : postings(PostingsCursor::unmoved(index, term.info, budget)),
          language(check),
          level(term.level) {}
    PostingsCursor postings;
    LanguageCheck language;
    Level level;
    bool has(std::uint32_t passage) {
      return language.passes(passage) && postings.move_to(passage);
    }
  };
  std::vector<List> lists_;
};

/// The other forms of one word. The lists are opened when one is asked.
class OtherForms {
 public:
  OtherForms(const Index& index, const Source& source, Budget& budget)
      : index_(index), source_(source), budget_(budget) {}

  /// The passages that have one. To be asked where these are wanted for themselves: passages with
  /// none are told from them from then on.
  const Bits& marked() {
    if (marked_.size() > 0) return marked_;
    marked_ = Bits(index_.passage_count());
    for (const OtherSource& other : source_.others) {
      mark_passages(PostingsCursor(index_, other.info, budget_),
                    LanguageCheck(index_, other.languages), marked_);
    }
    return marked_;
  }
  /// False: the passage has none.
  bool may_be_in(std::uint32_t passage) const {
    return marked_.size() == 0 || marked_.has(passage);
  }
  std::uint32_t tally_in(std::uint32_t passage) {
    return may_be_in(passage) ? lists().tally_in(passage) : 0;
  }
  /// As of FormLists.
  std::uint32_t most_in(std::uint32_t first, std::uint32_t last) {
    return lists().most_in(first, last);
  }

 private:
  FormLists& lists() {
    if (!is_open_) lists_.add_others(index_, source_, budget_);
    is_open_ = true;
    return lists_;
  }

  const Index& index_;
  const Source& source_;
  Budget& budget_;
  FormLists lists_;
  bool is_open_ = false;
  Bits marked_;
};

}  // namespace earshot::search
