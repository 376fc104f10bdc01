// Any text as a query, over a small library: it prints back as it was understood, finds the same
// again, keeps to its budget, and marks only what lies in the text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/complete.h"
#include "search/expand.h"
#include "search/search.h"

namespace earshot::search {
namespace {

constexpr std::string_view kTexts[] = {
    "The linker knows your name\nand is disappointed in you.\nLinking caches, cached.",
    "cache miss\nthe cache\nmisses a tail latency of 12:30",
    "\u65E5\u672C\u8A9E \u306E cache\n\u0E01\u0E34\u0E19 Stra\u00DFe",
    "l'\u00E9cole d\u2019accord \uD559\uAD50\uC5D0\uC11C\n\u0E1B\u0E48\u0E32 \u304B\u3099 "
    "\u0915\u093E\u092E \u00C6r\u00F8",
};

class SmallLibrary final : public Documents {
 public:
  SmallLibrary() {
    IndexBuilder builder;
    for (std::uint32_t i = 0; i < std::size(kTexts); ++i) {
      std::vector<std::uint32_t> borders = {0};
      for (std::size_t at = 0; (at = kTexts[i].find('\n', at)) != std::string_view::npos;)
        borders.push_back(static_cast<std::uint32_t>(++at));
      builder.add({i, static_cast<Field>(i), kTexts[i], borders});
      borders_.push_back(std::move(borders));
    }
    const std::vector<std::byte> bytes = builder.finish();
    storage_ = std::make_unique<std::uint64_t[]>(bytes.size() / 8 + 1);
    std::memcpy(storage_.get(), bytes.data(), bytes.size());
    index_ = *Index::open(
        std::as_bytes(std::span(storage_.get(), bytes.size() / 8 + 1)).first(bytes.size()));
  }

  const Index& index() const { return index_; }
  std::string_view text(std::uint32_t, std::uint32_t document) const override {
    return document < std::size(kTexts) ? kTexts[document] : std::string_view();
  }
  Facts facts(std::uint32_t, std::uint32_t document) const override {
    return {"Slow Compile", document == 2 ? "de" : "en", 20'000, 600'000, document};
  }
  std::uint32_t episode(std::uint32_t, std::uint32_t document) const override { return document; }
  std::uint32_t line_count(std::uint32_t, std::uint32_t document) const override {
    return document < borders_.size() ? static_cast<std::uint32_t>(borders_[document].size()) : 0;
  }
  Line line(std::uint32_t, std::uint32_t document, std::uint32_t number) const override {
    const std::uint32_t begin = borders_[document][number];
    return {{begin, begin + 1},
            static_cast<Millis>((number * 7 + document) % 5) * 4000,
            kNoTime,
            static_cast<std::int32_t>(number % 3) - 1};
  }
  std::uint32_t speaker_count(std::uint32_t, std::uint32_t) const override { return 2; }
  std::string_view speaker(std::uint32_t, std::uint32_t, std::uint32_t number) const override {
    return number == 0 ? "Anna Berg" : "Ben";
  }

 private:
  std::vector<std::vector<std::uint32_t>> borders_;
  std::unique_ptr<std::uint64_t[]> storage_;
  Index index_;
};

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace
}  // namespace earshot::search

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  using namespace earshot::search;
  static const SmallLibrary library;
  if (size == 0 || size > 2000) return 0;
  const bool is_typing = (data[0] & 1U) != 0;
  // The door lets valid UTF-8 through only; here a byte that is none is a letter.
  std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) c = static_cast<char>('a' + (c & 15));
  }
  const Query query = parse_query(text, is_typing);
  for (const QueryFault& fault : query.faults) {
    check(fault.range_in_query.begin <= fault.range_in_query.end);
    check(fault.range_in_query.end <= text.size() && !fault.message.empty());
  }
  if (text.size() <= kMaxQueryBytes / 4)
    check(parse_query(query.print(), false).root == query.root);
  const Index* const indexes[] = {&library.index()};
  const Query expanded = expand(indexes, query);
  SearchOptions options;
  options.documents = &library;
  options.budget_steps = 300'000;
  const SearchResult result = search::search(indexes, expanded, options);
  check(result.hits.size() <= library.index().passage_count());
  for (const Hit& hit : result.hits) {
    const std::string_view own = library.text(0, hit.document);
    const Passage passage = library.index().passage(hit.passage);
    for (const Range range : highlights_in_text(expanded, passage, own))
      check(range.begin < range.end && range.end <= own.size());
    explain(indexes, expanded, options, hit);
  }
  complete(indexes, &library, text, static_cast<std::uint32_t>(text.size() / 2), 5);
  return 0;
}
