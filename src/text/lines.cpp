#include "text/lines.h"

#include <algorithm>

namespace earshot::text {

std::optional<Line> LineReader::next() {
  if (position_ >= source_.size()) return std::nullopt;
  const std::size_t begin = position_;
  const std::size_t end = std::min(source_.find_first_of("\r\n", begin), source_.size());
  std::uint8_t end_bytes = 0;
  if (end < source_.size()) {
    const bool pair = source_[end] == '\r' && end + 1 < source_.size() && source_[end + 1] == '\n';
    end_bytes = pair ? 2 : 1;
  }
  position_ = end + end_bytes;
  return Line{
      .range_in_source = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
      .number = ++number_,
      .end_bytes = end_bytes};
}

std::vector<Line> split_lines(std::string_view source) {
  std::vector<Line> lines;
  LineReader reader(source);
  while (std::optional<Line> line = reader.next())
    lines.push_back(*line);
  return lines;
}

}  // namespace earshot::text
