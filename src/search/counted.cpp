#include "search/counted.h"

#include "base/budget.h"
#include "search/document_walk.h"

namespace earshot::search {

std::uint32_t counted_passages(const Index& index, const TermInfo& term) {
  if (term.passages == 0 || IndexAccess::left_out(index).empty()) return term.passages;
  if (index.counted_passages() == 0) return 0;
  Budget own(UINT64_MAX);
  std::uint32_t left_out = 0;
  for_each_left_out(index, PostingsCursor(index, term, own), [&](std::uint32_t) { ++left_out; });
  return term.passages - std::min(left_out, term.passages);
}

std::uint32_t counted_passages(const Index& index, const TermInfo& term, std::uint32_t languages) {
  LanguageCheck check(index, languages);
  if (check.passes_none()) return 0;
  if (check.passes_all()) return counted_passages(index, term);
  Budget own(UINT64_MAX);
  std::uint32_t counted = 0;
  for (PostingsCursor postings(index, term, own); !postings.at_end(); postings.next_block()) {
    for (const std::uint32_t passage : postings.block_passages()) {
      counted += !is_left_out(index, passage) && check.passes(passage) ? 1U : 0U;
    }
  }
  return counted;
}

bool is_counted(const Index& index, const TermInfo& term) {
  const std::span<const Range> stretches = IndexAccess::left_out(index);
  if (term.passages == 0 || stretches.empty()) return term.passages > 0;
  if (index.counted_passages() == 0) return false;
  Budget own(UINT64_MAX);
  PostingsCursor postings(index, term, own);
  while (!postings.at_end()) {
    const std::uint32_t passage = postings.passage();
    const auto stretch = std::ranges::upper_bound(stretches, passage, {}, &Range::end);
    if (stretch == stretches.end() || passage < stretch->begin) return true;
    if (!postings.seek(stretch->end)) return false;
  }
  return false;
}

std::uint32_t counted_passages(const Index& index, const Bits& passages) {
  auto counted = static_cast<std::uint32_t>(passages.count());
  for (const Range stretch : IndexAccess::left_out(index)) {
    for (std::uint32_t passage = stretch.begin; passage < stretch.end; ++passage)
      counted -= passages.has(passage) ? 1U : 0U;
  }
  return counted;
}

}  // namespace earshot::search
