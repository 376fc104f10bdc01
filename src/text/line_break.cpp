#include "text/line_break.h"

#include <linebreak.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace earshot::text {

void line_break_opportunities(std::string_view text, std::string_view language,
                              std::vector<std::uint32_t>& offsets_in_text) {
  offsets_in_text.clear();
  if (text.empty()) return;
  // The library looks at the beginning of the tag only ("ko", "ja-strict"), and wants a C string.
  std::array<char, 16> tag{};
  std::ranges::copy(language.substr(0, tag.size() - 1), tag.begin());
  std::vector<char> breaks(text.size());
  set_linebreaks_utf8(reinterpret_cast<const utf8_t*>(text.data()), text.size(), tag.data(),
                      breaks.data());
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (breaks[i] == LINEBREAK_MUSTBREAK || breaks[i] == LINEBREAK_ALLOWBREAK) {
      offsets_in_text.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
}

}  // namespace earshot::text
