#pragma once

#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::formats {

enum class LabelKind : std::uint8_t { Author, Date, Duration, Language, Episodes, Other };

/// "Author: Noah" in a line of such.
struct Label {
  LabelKind kind = LabelKind::Other;
  Range label_in_source;  ///< with the colon
  Range value_in_source;  ///< trimmed of white space and of signs between fields; may be empty
};

/// A line of labels, as pages print facts: "Author: X March 14, 2025 Duration: 12:39".
struct LabelLine {
  std::vector<Label> labels;  ///< in order
  Range lead_in_source;       ///< what stands before the first label

  const Label* find(LabelKind kind) const;
};

/// The labels of the line `range_in_source`; none where it is no such line.
LabelLine read_labels(std::string_view source, Range range_in_source);

}  // namespace earshot::formats
