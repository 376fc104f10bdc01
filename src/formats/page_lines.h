#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "base/time.h"
#include "formats/labels.h"
#include "text/lines.h"

namespace earshot::formats {

/// A line of a page and the labels that stand on it.
struct PageLine {
  Range content;  ///< trimmed, in source
  std::string_view text;
  LabelLine labels;

  bool is_blank() const { return text.empty(); }
  bool has(LabelKind kind) const { return labels.find(kind) != nullptr; }
  /// Only labels and their values, as facts are printed.
  bool is_labels_only(std::string_view source) const;
};

/// Lines [first, end).
struct LineBlock {
  std::size_t first = 0;
  std::size_t end = 0;
};

PageLine page_line(std::string_view source, const text::Line& line);

/// A date and nothing but, perhaps with the day of the week.
bool is_whole_date(std::string_view text);

/// What the line's label of a duration says.
std::optional<Millis> duration_of(std::string_view source, const PageLine& line);

/// The facts: one line, or several together, with a duration and an author or a date. They are
/// looked for near the top only.
std::optional<LineBlock> find_facts(std::string_view source, const std::vector<PageLine>& lines);

/// Whether the text names a list of episodes ("More Episodes").
bool is_list_label(std::string_view text);

/// "Home > Shows > This one".
bool is_site_path(std::string_view text);

}  // namespace earshot::formats
