// Any bytes as a search index: open it, ask it everything, never crash. The first 16 bytes of the
// input choose the query, so that both sides are found by the fuzzer.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "search/score.h"
#include "search/search.h"
#include "search/top.h"

namespace search = earshot::search;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kQueryBytes = 16;
  if (size < kQueryBytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), kQueryBytes);
  const std::string words(text.substr(0, text.find('\0')));
  data += kQueryBytes;
  size -= kQueryBytes;
  const auto storage = std::make_unique<std::uint64_t[]>(size / 8 + 1);
  std::memcpy(storage.get(), data, size);
  const auto index =
      search::Index::open(std::as_bytes(std::span(storage.get(), size / 8 + 1)).first(size));
  if (!index) return 0;
  const search::Index* const indexes[] = {&*index};
  for (const std::string& query_text : {words, std::string("the cache \"of l*\" -\"a b\" c*")}) {
    const search::Query query = search::parse_query(query_text, true);
    search::SearchOptions options;
    options.budget_steps = 200'000;
    for (const search::Hit& hit : search::search(indexes, query, options).hits) {
      const search::Passage passage = index->passage(hit.passage);
      const auto ranges = search::highlights_in_text(query, passage, "the cache of a linker");
      search::make_snippet("the cache of a linker", passage, ranges, {}, 12);
      break;
    }
    options.limit = 3;
    options.ranker = search::Ranker::Bm25;
    search::search(indexes, query, options);
    const search::Scoring scoring = search::scoring_of(indexes, options.ranker);
    for (const search::FlatQuery::Kind kind :
         {search::FlatQuery::Kind::Any, search::FlatQuery::Kind::Similar}) {
      search::search_flat(indexes, {kind, {{words, false}, {"c", true}}, 2}, scoring, options);
    }
  }
  index->passage_at(1, 7);
  index->field(0);
  return 0;
}
