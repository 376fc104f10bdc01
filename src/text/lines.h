#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "text/next_byte.h"

namespace earshot::text {

/// A line of a text, without its end (LF, CR or CRLF).
struct Line {
  Range range_in_source;
  std::uint32_t number = 0;    ///< from 1
  std::uint8_t end_bytes = 0;  ///< 0 for a last line without an end
};

/// Walks a text line by line. A text that ends in a line end has no empty last line.
class LineReader {
 public:
  explicit LineReader(std::string_view source) : source_(source), line_feed_(source, '\n') {}

  std::optional<Line> next();

 private:
  std::string_view source_;
  NextByte line_feed_;
  std::size_t position_ = 0;
  std::uint32_t number_ = 0;
};

/// All lines of a text. Linear.
std::vector<Line> split_lines(std::string_view source);

}  // namespace earshot::text
