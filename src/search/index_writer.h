#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/format.h"
#include "search/index.h"
#include "search/term_table.h"

/// Writing an index's bytes. Internal to `search`.
namespace earshot::search {

/// All that was collected of documents.
struct CollectedIndex {
  TermTable terms;
  NumberStream words;  ///< the numbers of the terms, passage by passage
  std::vector<format::DocumentRecord> documents;
  std::vector<format::PassageRecord> passages;
  std::vector<std::uint16_t> lengths;  ///< of the passages, in words
  IndexOptions options;
};

/// The finished index (FORMAT.md). Takes the words from `collected`.
std::vector<std::byte> write_index(CollectedIndex& collected);

}  // namespace earshot::search
