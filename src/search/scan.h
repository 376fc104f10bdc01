#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/range.h"
#include "search/index.h"
#include "search/query.h"
#include "search/top.h"

/// Searching texts that have no index yet.
namespace earshot::search {

/// A text that has just arrived.
struct ScanDocument {
  std::uint32_t document = 0;
  Field field = Field::Transcript;
  std::string_view text;  ///< valid UTF-8
  /// Its passages, ascending, none reaching into another: of `scan_passages`, or from outside.
  std::span<const Range> passages_in_text;
  /// As an index has passages that were given to it: no phrase runs from one into the next.
  bool passages_stand_apart = false;
};

struct ScanHit {
  std::uint32_t document = 0;
  std::uint32_t passage = 0;  ///< number in the document's passages
  Range range_in_text;
  float score = 0;
};

struct ScanResult {
  std::vector<ScanHit> hits;  ///< best first, equal ones in the order of the texts
  std::uint64_t total = 0;    ///< passages that match
  bool truncated = false;     ///< the budget ran out: some are missing
};

/// Cuts a text at borders (as of DocumentInput) into passages of about as many bytes as the index's
/// have. Not the same passages: for those every word would have to be found. Linear in the borders.
std::vector<Range> scan_passages(std::string_view text,
                                 std::span<const std::uint32_t> borders_in_text);

/// The passages that match a flat query (not Similar), by reading the texts: the same that an index
/// over the same passages finds. At most `limit` hits (0: all), ranked by BM25 over these texts
/// with a passage's bytes for its words and a phrase as if it were one word, which orders nearly
/// alike.
///
/// `document` ascends. Spends a step for each byte. Linear in the texts times the terms.
ScanResult scan(std::span<const ScanDocument> documents, const FlatQuery& query,
                std::uint32_t limit, Budget& budget);

/// What to look for where a query's matches are to be found first: any of its words, and of a word
/// that also wants its other forms, or has stars, what most of them begin with. Empty where the
/// query has none that it does not leave out. Its texts are those of `query`.
///
/// Most matches have one of them, the best ones several; not all do: a form or a slip may begin in
/// another way, and filters and expressions have no words.
FlatQuery likely_words(const Query& query);

}  // namespace earshot::search
