#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/documents.h"
#include "search/index.h"
#include "search/query.h"

namespace earshot::search {

/// Where a passage matched. Small: a search gives all of them.
struct Hit {
  std::uint32_t index = 0;  ///< number of the index in the span that was searched
  std::uint32_t document = 0;
  std::uint32_t passage = 0;  ///< passage number in that index
  float score = 0;
};

/// Asked for every document that matched: may it appear? (removed episodes, scope). Null: all.
/// Statistics count all documents that no index leaves out (`Index::leave_out`), whatever the
/// filter says, so that a filter never changes an order.
using DocumentFilter = std::function<bool(std::uint32_t index, std::uint32_t document)>;

/// How matches are scored.
enum class Ranker : std::uint8_t {
  Shipped,  ///< BM25F with what stands near each other
  Bm25,     ///< plain, for comparison with other engines
};

struct SearchOptions {
  DocumentFilter filter;
  /// Asked for those that pass: may it give hits? Matches in the others are counted and marked all
  /// the same, so that one search can rank some documents and count all. Null: all may.
  DocumentFilter ranked;
  /// Whether `SearchResult::matches` is wanted. Then every match is looked at, as with a filter.
  bool marks_matches = false;
  /// Asked for what the words alone do not tell: filters, speakers, times, the texts themselves for
  /// regular expressions. Null: none of these matches anything.
  const Documents* documents = nullptr;
  Ranker ranker = Ranker::Shipped;
  std::uint64_t budget_steps =
      400'000'000;  ///< postings touched; beyond it the result says `truncated`
  /// Steps that regular expressions may take on all texts together, about one a character: what is
  /// typed may be one, and must not stop the page. Measured on transcripts: 160 M steps a second as
  /// wasm under Node, 230 M natively (with borders and line ends, twice as many), so that these end
  /// within 0.3 s. Beyond it the result says `truncated`.
  std::uint64_t expression_steps = 45'000'000;
  /// So many hits are wanted, the best; 0: all. Far cheaper for a page of results.
  std::uint32_t limit = 0;
};

struct SearchResult {
  /// The matching passages, best first; equal scores in the order of index, passage. At most
  /// `limit`, which leaves out the last ones and changes nothing else.
  std::vector<Hit> hits;
  /// How many passages match, whatever the limit and `ranked`.
  std::uint64_t total = 0;
  /// Which ones, by index; empty where that was not asked for, or nothing was searched.
  std::vector<Bits> matches;
  std::uint64_t steps = 0;             ///< of `budget_steps` that were used
  std::uint64_t expression_steps = 0;  ///< the same of those of expressions
  /// A limit was reached, here or in `expand`: hits are right but not all. What was found up to
  /// then is here.
  bool truncated = false;
  std::uint32_t limits = 0;  ///< bits of these: `limit_bit`
};

/// All passages that match, best first.
///
/// A passage matches when the tree holds for it: a word where it stands in it, a phrase, a NEAR or
/// an expression where it begins in it (and may run on over its end).
///
/// Scores: each word of the query that is not left out gives
///     idf * (k1 + 1) * tf / (tf + k1 * (1 - b + b * length / mean) / weight),
/// k1 1.2, b 0.75, idf = ln(1 + (N - df + 0.5) / (df + 0.5)); N and df over what counts in all
/// indexes, length and mean in words, the mean that of the passage's field, weight the field's:
/// BM25F (Robertson, Zaragoza, Taylor 2004) for passages, which are of one field each. A beginning
/// or a pattern counts as one term, and so does a word with its other forms, of which a stem counts
/// half and a typo a quarter. For each two words that follow one another in the query and both
/// stand in the passage, it gets a quarter of the weaker one's idf * (k1 + 1) divided by their
/// distance. Where some words have other forms, passages that match without those get on top what
/// no others can reach: exact ones come first, then stems, then typos. Filters and expressions
/// score nothing.
///
/// Linear in the postings of the query's words, and in the passages.
SearchResult search(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options = {});

/// Why a hit has its score: the parts that add up to it, rounding aside.
struct Explanation {
  struct Term {
    std::string text;            ///< as asked for; with a star where it is a beginning
    std::uint64_t passages = 0;  ///< that hold it, over all indexes
    float weight = 0;            ///< idf * (k1 + 1)
    std::uint32_t exact = 0, stems = 0, typos = 0;  ///< occurrences in the passage
    float share = 0;                                ///< of the score
  };
  struct Pair {
    std::uint32_t first = 0;     ///< in `terms`, the other one is the next
    std::uint32_t distance = 0;  ///< in words
    float bonus = 0;
  };
  std::vector<Term> terms;
  std::vector<Pair> pairs;
  Field field = Field::Transcript;
  float field_weight = 1;
  std::uint32_t length = 0;  ///< of the passage, in words
  float length_norm = 0;     ///< the part of the denominator that length, field and k1 make
  float first_rank = 0;      ///< added because it matches without typos
  bool is_as_typed = false;  ///< of `first_rank`: without other forms of words as well
  float score = 0;
};
/// As expensive as the search that gave the hit; same `query` and `options`.
Explanation explain(std::span<const Index* const> indexes, const Query& query,
                    const SearchOptions& options, const Hit& hit);
/// Sentences for people: "cache stands twice in 41 words of the transcript and is in 120 passages:
/// 4.2. ..."
std::string describe(const Explanation& explanation);

/// The lines of the text that is marked, ascending by their beginnings.
class TextLines {
 public:
  virtual std::uint32_t count() const = 0;
  virtual Line line(std::uint32_t number) const = 0;
  /// The name; empty where there is none of this number.
  virtual std::string_view speaker(std::int32_t number) const = 0;

 protected:
  ~TextLines() = default;
};

/// What of a passage a query matched.
struct Matched {
  std::vector<Range> highlights_in_text;  ///< ascending, merged where they overlap
  /// From the first of them to the last; without any, the lines of the speaker who was asked for;
  /// else the passage.
  Range range_in_text;
};

/// The words of `passage` (of a document whose whole text is `text`) that the query matched: said
/// by whom the query asks for, near what it asks for, and of those alternatives that match. A
/// phrase or an expression that runs on into the following passage is covered up to its end; of a
/// NEAR, what stands in the passage.
///
/// `fields`: what the text is; words that are asked for in other fields are not marked. Null
/// `lines`: speakers and times are not known, and are not asked for. Filters of episodes are taken
/// as passed. Costs the reading of one passage; with NEAR as much more as the distance reaches, at
/// most 64 KB. That is taken from `budget`, where there is one, by about the time of a step of
/// `SearchOptions::budget_steps`; where it runs out, matches are missing.
Matched matched_in_passage(const Query& query, const Passage& passage, std::string_view text,
                           FieldSet fields, const TextLines* lines, Budget* budget = nullptr);

/// The highlights of `matched_in_passage`.
std::vector<Range> highlights_in_text(const Query& query, const Passage& passage,
                                      std::string_view text, FieldSet fields = kAllFields,
                                      const TextLines* lines = nullptr);

/// All matches of the query's words in `text` within `range_in_text`, for showing in the reader:
/// words and prefixes anywhere, phrases as wholes, said by whom and near what the query asks for.
std::vector<Range> matches_in_text(const Query& query, std::string_view text, Range range_in_text,
                                   FieldSet fields = kAllFields, const TextLines* lines = nullptr);

/// A piece of `text` to show for a hit.
struct Snippet {
  std::string text;  ///< one line: white space runs become one space
  std::vector<Range> highlights_in_snippet;
  Range range_in_text;      ///< what it was taken from
  bool cut_before = false;  ///< text of the same sentence or cue was left out before
  bool cut_after = false;
};

/// Cuts a snippet of at most about `max_bytes` round the first highlight, at a sentence or cue
/// border where one is near, else at a word. `borders_in_text` as in DocumentInput (those in and
/// round the passage suffice).
Snippet make_snippet(std::string_view text, const Passage& passage,
                     std::span<const Range> highlights_in_text,
                     std::span<const std::uint32_t> borders_in_text, std::size_t max_bytes);

}  // namespace earshot::search
