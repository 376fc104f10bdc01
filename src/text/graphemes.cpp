#include "text/graphemes.h"

#include <graphemebreak.h>

#include <cstddef>

namespace earshot::text {
namespace {

/// No character below U+0300 joins its neighbour, but for a line end of two characters.
bool stands_alone(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0xCC || c == '\r') return false;  // 0xCC leads U+0300
  }
  return true;
}

}  // namespace

void grapheme_begins(std::string_view text, std::vector<std::uint32_t>& begins_in_text) {
  begins_in_text.clear();
  if (stands_alone(text)) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool continues = (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
      if (!continues || at == 0) begins_in_text.push_back(static_cast<std::uint32_t>(at));
    }
    return;
  }
  std::vector<char> breaks(text.size());
  set_graphemebreaks_utf8(reinterpret_cast<const utf8_t*>(text.data()), text.size(), "",
                          breaks.data());
  begins_in_text.push_back(0);
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (breaks[at] == GRAPHEMEBREAK_BREAK) {
      begins_in_text.push_back(static_cast<std::uint32_t>(at + 1));
    }
  }
}

}  // namespace earshot::text
