#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::text {

/// A stretch of a text that was read as Windows-1252 though it was UTF-8, and then stored.
struct Mojibake {
  Range range_in_text;
  std::string repaired;
};

/// Finds such stretches in valid UTF-8, at most `limit`; `more` counts those beyond.
///
/// Three and four characters that stand for one are sure. Two are taken where they make one of
/// Latin-1's, which capital A with a mark hardly precedes otherwise, or where several follow each
/// other. Linear.
std::vector<Mojibake> find_mojibake(std::string_view text, std::size_t limit, std::size_t& more);

}  // namespace earshot::text
