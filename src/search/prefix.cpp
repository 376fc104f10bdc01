#include "search/prefix.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>

#include "search/bits.h"
#include "search/index_access.h"
#include "search/postings.h"

namespace earshot::search {
namespace {

/// Adds up postings of several terms.
///
/// One number for each passage, and a bit that says whether it is used yet, so that nothing has to
/// be cleared but the bits. Merging thousands of lists with a heap was the alternative: this needs
/// no order among them and costs about 2 ns a posting.
class Sum {
 public:
  explicit Sum(std::uint32_t passages)
      : counts_(std::make_unique_for_overwrite<std::uint16_t[]>(passages)),
        used_((std::size_t{passages} + 63) / 64) {}

  void add(PostingsCursor postings) {
    if (postings.at_end()) return;
    do {
      const auto passages = postings.block_passages();
      const auto counts = postings.block_counts();
      for (std::size_t i = 0; i < passages.size(); ++i) {
        const std::uint32_t passage = passages[i];
        std::uint64_t& used = used_[passage / 64];
        const std::uint64_t bit = std::uint64_t{1} << (passage % 64);
        const std::uint32_t before = (used & bit) != 0 ? counts_[passage] : 0U;
        counts_[passage] =
            static_cast<std::uint16_t>(std::min<std::uint32_t>(before + counts[i], UINT16_MAX));
        used |= bit;
      }
    } while (postings.next_block());
  }

  PostingsList list() const {
    std::size_t size = 0;
    for (const std::uint64_t used : used_)
      size += static_cast<std::size_t>(std::popcount(used));
    PostingsList list;
    list.passages.resize(size);
    list.counts.resize(size);
    std::size_t at = 0;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      for_each_bit(used_[i], [&](std::uint32_t bit) {
        const std::size_t passage = i * 64 + bit;
        list.passages[at] = static_cast<std::uint32_t>(passage);
        list.counts[at++] = counts_[passage];
      });
    }
    return list;
  }

 private:
  std::unique_ptr<std::uint16_t[]> counts_;
  std::vector<std::uint64_t> used_;
};

/// The list that the index has for the prefix, if any.
TermInfo stored_list(const Index& index, std::string_view prefix) {
  if (prefix.empty() || prefix.size() > format::kMaxPrefixBytes) return {};
  const auto prefixes = IndexAccess::prefixes(index);
  const std::uint64_t key = format::prefix_key(prefix);
  std::size_t low = 0;
  std::size_t high = prefixes.size() / sizeof(format::PrefixRecord);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const auto found = format::record<format::PrefixRecord>(prefixes, middle);
    if (found.key == key) {
      return {found.passages, found.postings_offset, found.postings_size, false};
    }
    if (found.key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return {};
}

MergedTerm merged(PostingsList list) {
  MergedTerm merged;
  merged.passages = static_cast<std::uint32_t>(list.passages.size());
  merged.list = std::move(list);
  return merged;
}

}  // namespace

MergedTerm merge_prefix(const Index& index, std::string_view prefix, Budget& budget) {
  if (const TermInfo stored = stored_list(index, prefix); stored.passages > 0) {
    MergedTerm found;
    found.passages = std::min(stored.passages, index.passage_count());
    found.stored = stored;
    return found;
  }
  DictionaryCursor word(index, prefix);
  if (!word.valid() || !word.term().starts_with(prefix)) return {};
  Sum sum(index.passage_count());
  for (; word.valid() && word.term().starts_with(prefix); word.next()) {
    if (!budget.spend()) return {};
    sum.add(PostingsCursor(index, word.info(), budget));
  }
  return merged(sum.list());
}

MergedTerm merge_terms(const Index& index, std::span<const TermInfo> terms, Budget& budget) {
  if (terms.empty()) return {};
  Sum sum(index.passage_count());
  for (const TermInfo& term : terms)
    sum.add(PostingsCursor(index, term, budget));
  return merged(sum.list());
}

}  // namespace earshot::search
