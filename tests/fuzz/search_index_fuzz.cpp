// Any bytes as a search index: open it, ask it everything, never crash. The first 16 bytes of the
// input choose the query, so that both sides are found by the fuzzer. Where the query begins with
// an exclamation mark, what follows are patches of a good index, so that damage deep inside is
// found as well.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/expand.h"
#include "search/score.h"
#include "search/search.h"
#include "search/top.h"

namespace search = earshot::search;

namespace {

/// Words in several forms, some in more than a block of passages; lists of beginnings.
std::vector<std::byte> good_index() {
  search::IndexBuilder builder({.heavy_prefix = 300});
  for (std::uint32_t document = 0; document < 3; ++document) {
    std::string text;
    for (int i = 0; i < 1200; ++i) {
      text += i % 3 == 0 ? "cache of a linker. " : i % 7 == 0 ? "caching links " : "the caches ";
      if (i % 50 == 0) text += "linked ";
    }
    builder.add({.document = document,
                 .field = static_cast<search::Field>(document),
                 .text = text,
                 .borders_in_text = {}});
  }
  return builder.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kQueryBytes = 16;
  if (size < kQueryBytes) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), kQueryBytes);
  const std::string words(text.substr(0, text.find('\0')));
  data += kQueryBytes;
  size -= kQueryBytes;
  static const std::vector<std::byte> good = good_index();
  const bool is_patched = words.starts_with('!');
  const std::size_t index_size = is_patched ? good.size() : size;
  const auto storage = std::make_unique<std::uint64_t[]>(index_size / 8 + 1);
  if (is_patched) {
    std::memcpy(storage.get(), good.data(), good.size());
    auto* const bytes = reinterpret_cast<std::uint8_t*>(storage.get());
    for (; size >= 3; data += 3, size -= 3)
      bytes[(data[0] | std::size_t{data[1]} << 8) % index_size] = data[2];
  } else if (size > 0) {
    std::memcpy(storage.get(), data, size);
  }
  size = index_size;
  const auto index =
      search::Index::open(std::as_bytes(std::span(storage.get(), size / 8 + 1)).first(size));
  if (!index) return 0;
  const search::Index* const indexes[] = {&*index};
  for (const std::string& query_text :
       {words, std::string("the cache \"of l*\" -\"a b\" c*"), std::string("caching"),
        std::string("linked OR caches"), std::string("linker cache")}) {
    const search::Query query = search::expand(indexes, search::parse_query(query_text, true));
    search::SearchOptions options;
    options.budget_steps = 200'000;
    for (const search::Hit& hit : search::search(indexes, query, options).hits) {
      const search::Passage passage = index->passage(hit.passage);
      const auto ranges = search::highlights_in_text(query, passage, "the cache of a linker");
      search::make_snippet("the cache of a linker", passage, ranges, {}, 12);
      break;
    }
    options.limit = 3;
    search::search(indexes, query, options);
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
