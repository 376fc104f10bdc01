#pragma once

#include <vector>

#include "search/leaves.h"
#include "search/places.h"
#include "search/query.h"

/// Words near each other. Internal to `search`.
namespace earshot::search {

/// The occurrences that begin a match, ascending: one of any operand (of the first, where the
/// distance is ordered) behind which each other operand stands, in the same document and within the
/// distance. Behind means: begins after its last word.
///
/// Linear in the occurrences, times the logarithm of their number. Where the times of a document's
/// cues fall, every pair within that document may have to be looked at; the budget counts them.
std::vector<Occurrence> find_near(Places& places, const Distance& distance,
                                  const std::vector<std::vector<Occurrence>>& operands);

}  // namespace earshot::search
