#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/range.h"
#include "base/time.h"
#include "pack/pack.h"
#include "search/bits.h"
#include "search/index.h"
#include "search/query.h"
#include "search/search.h"

namespace earshot::app {

/// Chapters are often read from the notes: then a line and its chapter are one thing, found twice.
struct SameLine {
  std::uint32_t chapter = 0, notes = 0;  ///< numbers in the hits
};

/// The words of a query of which each one that stands in a passage was found there: single words
/// side by side or as alternatives. The answer wants any of them. Nothing for other queries: of
/// what takes several words, or is said by somebody, a word alone may not be meant.
std::optional<search::Query> line_words(const search::Query& query);

/// Which passages of the notes only repeat what the chapters of their episode have.
///
/// A passage has several lines, and which of them were found is the query's affair; that a line
/// repeats a chapter, by its time and its words, is the pack's. So that is worked out once, and the
/// lines get an index of their own, each a passage (cut where the pack's index cuts them): a query
/// of words, as most are, costs a search of these lines, a fraction of a millisecond in 2,000
/// episodes; cutting what was found into words again, for every key, took 40 ms. That is how others
/// are answered.
class SameLines {
 public:
  /// Of the pack's episodes that have notes and chapters in `index`, the pack's own;
  /// `episodes_of_tracks` says which tracks are of one episode. Costs the building of an index of
  /// these texts, and comparisons within a budget: texts and lines beyond it repeat nothing.
  SameLines(const pack::Pack& pack, const search::Index& index,
            std::span<const std::uint32_t> episodes_of_tracks);
  SameLines(const SameLines&) = delete;
  SameLines& operator=(const SameLines&) = delete;
  bool is_of(const search::Index& index, std::span<const std::uint32_t> episodes_of_tracks) const;

  /// The lines that have something of the query, of the passages that match; `words` are its
  /// `line_words`. `pack` and `index` as above. Takes from `budget`; where that runs out, some.
  search::Bits find(const search::Query& query, const std::optional<search::Query>& words,
                    const pack::Pack& pack, const search::Index& index, const search::Bits& matches,
                    Budget& budget) const;
  /// How many of the passages that match, `matches`, are of the notes and only repeat chapters that
  /// match: every line that was found there is a chapter that was found as well.
  std::uint32_t count(const search::Bits& matches, const search::Bits& lines) const;
  /// The same of some hits: each of the notes with the first of its chapters. Ascending by `notes`.
  std::vector<SameLine> among(std::span<const search::Hit> hits, const search::Bits& lines) const;

 private:
  /// A line, or what of it is in a passage of the pack's index: a passage of `index_`.
  struct Piece {
    std::uint32_t passage = 0;
    std::uint32_t line = 0;
  };
  struct Line {
    std::uint32_t first_piece = 0, end_piece = 0;
    std::uint32_t first_repeat = 0, end_repeat = 0;  // in `repeats_`
  };
  /// A passage of the pack's index with its lines.
  struct LinesOfPassage {
    std::uint32_t passage = 0;
    std::uint32_t first_piece = 0, end_piece = 0;
  };
  /// While it is made: a line as it is compared.
  struct Compared {
    Millis time = kNoTime;
    std::string words;  // folded
  };
  struct LinesOfEpisode {
    std::vector<std::uint32_t> chapters, notes;
  };

  void add_document(const pack::Pack& pack, const search::Index& index, std::uint32_t document,
                    std::vector<std::uint32_t>& lines, std::vector<Compared>& compared,
                    search::IndexBuilder& builder, Budget& budget);
  void compare(const LinesOfEpisode& episode, std::span<const Compared> compared, Budget& budget);
  /// Adds the passages of these lines in which `counts` holds for one.
  template <typename Counts>
  void list_passages(std::span<const std::uint32_t> lines, Counts counts,
                     std::vector<LinesOfPassage>& passages) const;
  search::Bits find(const search::Query& words, Budget& budget) const;
  search::Bits read(const search::Query& query, const pack::Pack& pack, const search::Index& index,
                    const search::Bits& matches, Budget& budget) const;
  template <typename Has>
  std::optional<std::uint32_t> repeated(const LinesOfPassage& notes, const search::Bits& lines,
                                        Has has) const;

  std::uint64_t index_id_ = 0;
  std::vector<std::uint32_t> episodes_of_tracks_;
  std::vector<std::byte> bytes_;  // of `index_`
  search::Index index_;
  std::vector<Piece> pieces_;
  std::vector<Range> ranges_in_text_;  // by piece
  std::vector<Line> lines_;
  std::vector<std::uint32_t> repeats_;    // lines of chapters
  std::vector<LinesOfPassage> notes_;     // with a line that repeats a chapter; ascending
  std::vector<LinesOfPassage> chapters_;  // with one that is repeated; ascending
};

}  // namespace earshot::app
