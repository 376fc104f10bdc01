#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "model/document.h"

namespace earshot::import {

/// The text of notes whose lines may touch, as those of a squashed description do
/// ("mindset|Smartphones"), with a line end put in wherever a block begins or ends in the middle of
/// what would be read as one word. What reads the text afterwards (index, scan, marks, find,
/// copies) then needs no rule of its own for such seams.
///
/// Keeps a reference to `notes`. Linear in the text and the blocks.
class SeparatedText {
 public:
  explicit SeparatedText(const model::Notes& notes);

  /// The notes' own `plain` where no lines touch.
  std::string_view text() const { return seams_in_plain_.empty() ? plain_ : text_; }
  /// The same characters in text(); a range that ends at a seam does not reach over it.
  Range range_in_text(Range range_in_plain) const;

 private:
  std::string_view plain_;
  std::vector<std::uint32_t> seams_in_plain_;  // offsets before which a line end was put, ascending
  std::string text_;
};

}  // namespace earshot::import
