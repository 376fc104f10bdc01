#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace earshot::text {

/// Where graphemes begin (UAX 29), in bytes, ascending; the first is 0, the end is not listed. What
/// a reader takes for one character (a letter with its marks, a flag, a family) is one grapheme.
/// ASCII runs on a fast path of equal result. Linear in `text`, which is valid UTF-8.
void grapheme_begins(std::string_view text, std::vector<std::uint32_t>& begins_in_text);

}  // namespace earshot::text
