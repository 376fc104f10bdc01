#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "search/document_walk.h"
#include "search/leaves.h"
#include "search/postings.h"

/// Passages as bits, a window at a time. Internal to `search`.
namespace earshot::search {

inline constexpr std::uint32_t kWindow = 8192;  ///< passages; 1 KiB of bits for each list
using Marks = std::array<std::uint64_t, kWindow / 64>;

/// A list of postings of which the passages of one window after the other are marked.
///
/// Of most passages it is asked only whether they are in the list: so counts are unpacked where one
/// is asked for, by a cursor of their own that follows.
class WindowList {
 public:
  /// `counts` pays for what is read a second time.
  WindowList(const PostingsCursor& postings, LanguageCheck language, Budget& counts)
      : postings_(postings), counting_(postings), language_(language) {
    counting_.charge(counts);
  }

  bool at_end() const { return postings_.at_end(); }
  /// The first passage behind the windows so far.
  std::uint32_t next_passage() const { return postings_.block_passages()[at_]; }
  /// Marks the passages in [begin, end), of which are at most kWindow; windows ascend.
  void enter(std::uint32_t begin, std::uint32_t end);
  /// Whether no passage of the window is in the list.
  bool is_empty() const { return is_empty_; }
  const Marks& marks() const { return is_narrowed_ ? narrowed_ : all_; }
  bool has(std::uint32_t place) const { return (marks()[place / 64] >> (place % 64) & 1U) != 0; }
  /// How often the term stands in the passage at this place, which is marked. Cheapest for places
  /// that ascend.
  std::uint32_t count_at(std::uint32_t place);

 private:
  void narrow(std::uint32_t begin);
  void sum_before();

  PostingsCursor postings_;
  PostingsCursor counting_;
  LanguageCheck language_;
  std::uint32_t at_ = 0;     // in the block
  std::uint32_t first_ = 0;  // of the window's postings, counted through the list
  bool is_empty_ = true;
  bool is_narrowed_ = false;
  bool has_sums_ = false;
  Marks all_{};
  Marks narrowed_;                                  // without those of other languages
  std::array<std::uint16_t, kWindow / 64> before_;  // marked in front of each 64
};

/// The passages of a window that have a word in any of its forms.
class WindowWord {
 public:
  /// `most`: no passage has more of a score by it.
  WindowWord(std::size_t term, float most) : term_(term), most_(most) {}

  void add(const PostingsCursor& postings, LanguageCheck language, Level level, Budget& counts) {
    if (!postings.at_end() && !language.passes_none())
      forms_.emplace_back(postings, language, level, counts);
  }
  /// For as many forms as will be added.
  void reserve(std::size_t forms) { forms_.reserve(forms); }

  std::size_t term() const { return term_; }  ///< its place in the query
  float most() const { return most_; }
  bool has_forms() const { return !forms_.empty(); }
  /// The first passage behind the windows so far; UINT32_MAX where there is none.
  std::uint32_t next_passage() const;

  /// False where none of its passages is in the window.
  bool enter(std::uint32_t begin, std::uint32_t end);
  // Of a window that it is in:
  std::uint64_t marks(std::size_t number) const { return (*marks_)[number]; }
  /// Of the word itself.
  std::uint64_t exact_marks(std::size_t number) const {
    const Form& first = forms_.front();
    return first.level == Level::Exact && !first.list.is_empty() ? first.list.marks()[number] : 0;
  }
  bool has(std::uint32_t place) const { return (marks(place / 64) >> (place % 64) & 1U) != 0; }
  /// What the passage has of it (`Tally`). Cheapest for places that ascend.
  std::uint32_t tally_at(std::uint32_t place);

 private:
  struct Form {
    Form(const PostingsCursor& postings, LanguageCheck language, Level of_level, Budget& counts)
        : list(postings, language, counts), level(of_level) {}
    WindowList list;
    Level level;
  };

  std::size_t term_;
  float most_;
  std::vector<Form> forms_;  // the word itself first
  const Marks* marks_ = nullptr;
  Marks joined_;  // of more than one form
};

}  // namespace earshot::search
