// Any text, scanned without an index for words and phrases of its own: finds the passages that an
// index over it finds.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/index.h"
#include "search/scan.h"
#include "search/scan_words.h"
#include "search/score.h"
#include "search/top.h"

namespace {

/// What stands for bytes that are not ASCII: marks, letters that fold to others, scripts in pairs.
constexpr std::string_view kOdd[] = {"\u00E9", "e\u0301", "\u201C", "\u201D", "\u2014", "\u2026",
                                     "\u2019", "\u2013",  "\u65E5", "\u672C", "\u0E01", "\u0444",
                                     "\uFF21", "\u00AD",  "\u2167", "\u00DF"};
constexpr std::size_t kMostBytes = 4000, kHead = 6;

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  using namespace earshot::search;
  if (size <= kHead || size > kMostBytes) return 0;
  std::string text;
  for (const std::uint8_t byte : std::span(data, size).subspan(kHead)) {
    if (byte < 0x80) {
      text += static_cast<char>(byte);
    } else {
      text += kOdd[byte % std::size(kOdd)];
    }
  }
  IndexBuilder builder;
  builder.add({.document = 0, .field = Field::Transcript, .text = text, .borders_in_text = {}});
  const std::vector<std::byte> bytes = builder.finish();
  const Index index = *Index::open(bytes);
  std::vector<Range> passages;
  for (std::uint32_t passage = 0; passage < index.passage_count(); ++passage)
    passages.push_back(index.passage(passage).range_in_text);

  std::vector<std::string> terms;
  IndexTerms walk(text);
  std::string term;
  for (std::size_t begin = 0; walk.next(term, begin);)
    terms.push_back(term);
  if (terms.empty()) return 0;
  constexpr FlatQuery::Kind kKinds[] = {FlatQuery::Kind::All, FlatQuery::Kind::Any,
                                        FlatQuery::Kind::Phrase};
  FlatQuery query{kKinds[data[0] % 3], {}};
  const std::size_t first = (data[1] | std::size_t{data[2]} << 8) % terms.size();
  const std::size_t step = query.kind == FlatQuery::Kind::Phrase ? 1 : 1 + data[3] % 7;
  for (std::size_t i = 0; i <= data[4] % 3U; ++i) {
    if (first + i * step < terms.size()) query.terms.push_back({terms[first + i * step], false});
  }
  query.terms.back().is_prefix = (data[5] & 1U) != 0;

  const Index* const indexes[] = {&index};
  std::set<std::uint32_t> indexed;
  for (const Hit& hit : search_flat(indexes, query, scoring_of(indexes, Ranker::Bm25), {}).hits)
    indexed.insert(hit.passage);
  Budget budget(UINT64_MAX);
  const ScanDocument document{0, Field::Transcript, text, passages, false};
  const ScanResult result = scan({&document, 1}, query, 0, budget);
  std::set<std::uint32_t> scanned;
  for (const ScanHit& hit : result.hits)
    scanned.insert(hit.passage);
  check(scanned == indexed && result.total == indexed.size());
  return 0;
}
