#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "search/index.h"

/// All words with one beginning as if they were one term. Internal to `search`.
namespace earshot::search {

struct PrefixCounts {
  /// For each passage of the index, how many of its words begin so; empty where none does anywhere.
  std::vector<std::uint8_t> counts;
  std::uint32_t passages = 0;  ///< with such a word
};

/// Linear in the postings of the words that begin with `prefix`, and in the passages of the index.
PrefixCounts count_prefix(const Index& index, std::string_view prefix, Budget& budget);

}  // namespace earshot::search
