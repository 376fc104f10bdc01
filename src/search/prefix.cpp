#include "search/prefix.h"

#include <algorithm>
#include <cstddef>

#include "search/index_access.h"
#include "search/postings.h"

namespace earshot::search {

// Merging thousands of lists with a heap was the alternative; adding into one byte a passage needs
// no order among them and costs about 2 ns a posting.
PrefixCounts count_prefix(const Index& index, std::string_view prefix, Budget& budget) {
  PrefixCounts result;
  for (DictionaryCursor word(index, prefix); word.valid() && word.term().starts_with(prefix);
       word.next()) {
    if (!budget.spend()) return {};
    if (result.counts.empty()) result.counts.resize(index.passage_count());
    PostingsCursor postings(index, word.info(), budget);
    if (postings.at_end()) continue;
    do {
      const auto passages = postings.block_passages();
      const auto counts = postings.block_counts();
      for (std::size_t i = 0; i < passages.size(); ++i) {
        std::uint8_t& count = result.counts[passages[i]];
        count = static_cast<std::uint8_t>(count + counts[i]);
      }
    } while (postings.next_block());
  }
  result.passages =
      static_cast<std::uint32_t>(result.counts.size() - static_cast<std::size_t>(std::ranges::count(
                                                            result.counts, std::uint8_t{0})));
  return result;
}

}  // namespace earshot::search
