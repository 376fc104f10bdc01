#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace earshot::text {

/// Offsets in bytes after which a line may break (UAX 14), ascending; the end of the text is not
/// listed. `language` is BCP 47 or empty. Linear in `text`.
void line_break_opportunities(std::string_view text, std::string_view language,
                              std::vector<std::uint32_t>& offsets_in_text);

}  // namespace earshot::text
