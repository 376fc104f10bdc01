#include "text/lines.h"

#include <cstring>

namespace earshot::text {

std::optional<Line> LineReader::next() {
  if (position_ >= source_.size()) return std::nullopt;
  const std::size_t begin = position_;
  // A carriage return is looked for up to the next line feed only, so all is read twice at most.
  const std::size_t feed = line_feed_.from(begin);
  const void* const found =
      feed > begin ? std::memchr(source_.data() + begin, '\r', feed - begin) : nullptr;
  std::size_t end = feed;
  std::uint8_t end_bytes = feed < source_.size() ? 1 : 0;
  if (found != nullptr) {
    end = static_cast<std::size_t>(static_cast<const char*>(found) - source_.data());
    end_bytes = end + 1 == feed && feed < source_.size() ? 2 : 1;
  }
  position_ = end + end_bytes;
  return Line{
      .range_in_source = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
      .number = ++number_,
      .end_bytes = end_bytes};
}

std::vector<Line> split_lines(std::string_view source) {
  constexpr std::size_t kShortLine = 24;  // fewer bytes a line than most texts have
  std::vector<Line> lines;
  lines.reserve(source.size() / kShortLine);
  LineReader reader(source);
  while (std::optional<Line> line = reader.next())
    lines.push_back(*line);
  return lines;
}

}  // namespace earshot::text
