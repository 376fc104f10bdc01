#pragma once

#include <cstdint>
#include <vector>

#include "base/range.h"

namespace earshot::text {

/// Where the bytes of a decoded text stood in the file it was decoded from.
///
/// Kept as runs in which every character takes as many bytes here and as many there, so that a
/// file in UTF-8 costs one run and any other about one for each change of script. Without runs
/// offsets are the same in both.
class OffsetMap {
 public:
  /// What the file begins with and the text leaves out: a byte order mark. Before any character.
  void skip_in_file(std::uint32_t bytes) { next_in_file_ += bytes; }

  /// The next `bytes` bytes are the same in the text and in the file.
  void add_same(std::uint32_t bytes);

  /// The next character takes `bytes_in_text` bytes of the text and `bytes_in_file` of the file.
  void add(std::uint32_t bytes_in_text, std::uint32_t bytes_in_file);

  /// The offset in the file for one in the text; inside a character that of its beginning, beyond
  /// the text the end of what was added. O(log runs).
  std::uint32_t in_file(std::uint32_t offset_in_text) const;
  Range in_file(Range range_in_text) const {
    return {in_file(range_in_text.begin), in_file(range_in_text.end)};
  }

  bool is_identity() const;

 private:
  struct Run {
    std::uint32_t begin_in_text;
    std::uint32_t begin_in_file;
    std::uint16_t step_in_text;
    std::uint16_t step_in_file;
  };

  std::vector<Run> runs_;
  std::uint32_t next_in_text_ = 0;
  std::uint32_t next_in_file_ = 0;
};

}  // namespace earshot::text
