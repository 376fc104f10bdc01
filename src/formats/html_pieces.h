#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::formats {

enum class HtmlRole : std::uint8_t {
  Text,
  Speaker,  ///< `cite`, or an element whose class says so
  Time,     ///< `time`, or an element whose class says so
  Apart,    ///< navigation, forms, headings: no part of what is said
};

/// A stretch of text of an HTML document, in order.
struct HtmlPiece {
  HtmlRole role = HtmlRole::Text;
  std::string text;  ///< references decoded, white space as one space
  Range range_in_source;
  std::uint32_t block = 0;      ///< text of one block stands on one line
  std::uint32_t container = 0;  ///< number of the element around; see HtmlPieces::parents
};

struct HtmlPieces {
  std::vector<HtmlPiece> pieces;
  std::vector<std::uint32_t> parents;  ///< of elements that hold blocks; 0 is the document
  std::vector<std::uint32_t> depths;
  std::string language;
};

/// Cuts HTML into pieces, whatever its state. At most `max_bytes` are looked at. Linear.
HtmlPieces read_html_pieces(std::string_view source, std::size_t max_bytes = SIZE_MAX);

}  // namespace earshot::formats
