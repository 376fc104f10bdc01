#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace earshot::text {

/// Remembers where one byte comes next, so that asking for each line of a text whether it holds
/// that byte reads the text once, whatever the answers. For questions that move forward only.
class NextByte {
 public:
  NextByte(std::string_view text, char byte) : text_(text), byte_(byte) {}

  /// The first place at or behind `from`, the text's size where there is none. Linear over all
  /// calls whose `from` does not decrease.
  std::size_t from(std::size_t from) {
    if (!has_looked_ || position_ < from) {
      has_looked_ = true;
      const void* const found = from < text_.size()
                                    ? std::memchr(text_.data() + from, byte_, text_.size() - from)
                                    : nullptr;
      position_ = found == nullptr
                      ? text_.size()
                      : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    }
    return position_;
  }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
  char byte_;
  bool has_looked_ = false;
};

}  // namespace earshot::text
