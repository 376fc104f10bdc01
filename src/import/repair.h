#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::import {

/// A text in which characters that were read in a wrong encoding are what they should be
/// (text/mojibake.h), and where its places went.
class RepairedText {
 public:
  explicit RepairedText(std::string_view text);
  const std::string& text() const { return text_; }
  /// Where an offset of the text as it was is now; one within such characters is at their begin.
  /// O(log n).
  std::uint32_t moved(std::uint32_t offset) const;

 private:
  struct Place {
    Range range_in_before;
    std::uint32_t begin_in_text = 0, end_in_text = 0;
  };
  std::string text_;
  std::vector<Place> places_;
};

}  // namespace earshot::import
