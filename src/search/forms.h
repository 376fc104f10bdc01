#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "search/format.h"
#include "search/index.h"
#include "search/index_access.h"
#include "search/postings.h"
#include "search/term_table.h"

/// Words of one stem, as the index lists them. Internal to `search`.
namespace earshot::search {

/// A stem of fewer bytes says too little.
inline constexpr std::size_t kMinStem = 3;
/// Forms of one word that a reader looks at; no language has so many.
inline constexpr std::uint32_t kMaxFormsRead = 1000;

/// Stems from this size on are looked up in the dictionary where one word alone has them.
inline constexpr std::size_t kMinLoneStem = 5;

/// Is the word one of few that begin with this stem of its, so that it is found without a list? Of
/// "studies" the stem is "studi", and "study" has it too.
bool is_lone_form(std::string_view term, std::string_view stem);

/// Has the word forms at all? Not with digits in it, nor one of a script without spaces.
bool takes_forms(std::string_view term);

/// The name of a stem in the language of that bit (`text::stem_language`).
std::uint64_t forms_hash(std::uint32_t language, std::string_view stem);

/// The group of words with that name in an index: of two or more, or one that is no
/// `is_lone_form`. A binary search.
class Forms {
 public:
  Forms(const Index& index, std::uint64_t hash);

  /// How many passages hold one of them; 0 where that is not stored.
  std::uint32_t passages() const { return passages_; }
  std::uint32_t size() const { return size_; }
  /// Calls `visit(term, info)` for each, in the order of the dictionary.
  template <typename Visit>
  void for_each(Visit visit) const {
    std::size_t at = members_at_;
    std::uint32_t number = 0;
    DictionaryCursor cursor(*index_);
    for (std::uint32_t i = 0; i < size_; ++i) {
      std::uint32_t gap = 0;
      if (!format::read_number(IndexAccess::forms(*index_), at, gap)) return;
      number += gap;
      if (!cursor.move_to(number)) return;
      visit(cursor.term(), cursor.info());
    }
  }

 private:
  const Index* index_;
  std::size_t members_at_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t passages_ = 0;
};

/// Groups the terms of an index by their stems and counts the passages of each group.
class FormsWriter {
 public:
  /// `order` are the numbers of the terms, sorted; `passages` how many the index has. Cuts each
  /// term's stem in each of the languages.
  void plan(const TermTable& terms, std::span<const std::uint32_t> order, std::uint32_t languages,
            std::uint32_t passages, bool counts_passages);
  /// Takes the postings of the `number`th sorted term, which begin in `out` at `begin`; to be
  /// called for the terms in their order. With the last term of a group come the bounds of other
  /// forms in the skip records of all its terms.
  void add(std::uint32_t number, const PostingsList& list, std::size_t begin,
           std::vector<std::byte>& out);

  std::uint32_t size() const { return static_cast<std::uint32_t>(groups_.size()); }
  /// The section: records by hash, then the numbers of their terms.
  std::vector<std::byte> section() const;

 private:
  struct Member {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
    bool is_lone = false;
  };
  struct Group {
    std::uint32_t first = 0;  // in members_
    std::uint32_t size = 0;
    std::uint32_t passages = 0;
    struct Term {
      PostingsList list;
      std::size_t begin = 0;
    };
    std::vector<Term> terms;  // those that came, until all are there
  };
  void finish(Group& group, std::vector<std::byte>& out);

  std::vector<Member> members_;  // by hash, then number
  std::vector<Group> groups_;
  std::vector<std::uint32_t> group_of_;  // by term; UINT32_MAX: none that is counted
  std::vector<std::uint16_t> totals_;    // by passage; all 0 between groups
};

}  // namespace earshot::search
