#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "formats/offset_map.h"

namespace earshot::formats {

/// A damaged JSON text made whole.
struct RepairedJson {
  std::string text;  ///< valid JSON: an array of what stood at the top level
  OffsetMap offsets;
  std::vector<Range> dropped_in_source;  ///< what has no place in JSON
  bool is_cut = false;                   ///< the text ended inside a value
};

/// Makes valid JSON of a text that is none: cut off, without commas or quotes, with comments,
/// barewords, single quotes, bad escapes, or several values one behind the other.
///
/// Every string that stood there is in the result; of a number that the end cut nothing is kept,
/// for it would be another number. Linear, without recursion.
RepairedJson repair_json(std::string_view source);

}  // namespace earshot::formats
