#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "pack/pack.h"

namespace earshot::import {

/// A pack to merge, and the numbers of its episodes that are not to be in the result, ascending.
struct MergePart {
  const pack::Pack* pack = nullptr;
  std::vector<std::uint32_t> left_out;
};

/// One pack of several, which stand side by side in the library, the oldest first.
///
/// Episodes keep their ids, versions, files and order, and every text is indexed as it was: a
/// search over the library gives the same hits with the same scores in the same order, where what
/// is left out did not count before (`search::Index::leave_out`). Of what the packs say of a show
/// the newest counts, as in the library, but for its language, which texts were indexed by: a show
/// of several is there once for each. A source is kept once, `left_out_sources` not at all. The
/// index is built anew; with a single part that is all that happens. Same input, same bytes. Costs
/// and memory are those of importing the texts without parsing. Fails with: Damaged (a part is, or
/// what the index is built of).
///
/// `RepairText::Yes`: characters of texts, titles and names that were read in a wrong encoding
/// become what they should be; the episodes are other versions then, with the same ids.
enum class RepairText : std::uint8_t { No, Yes };
Result<std::vector<std::byte>> merge_packs(std::span<const MergePart> parts,
                                           std::span<const Id> left_out_sources = {},
                                           RepairText repair = RepairText::No);

}  // namespace earshot::import
