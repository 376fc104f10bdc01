#include "formats/reporter.h"

#include <algorithm>

#include "text/encoding.h"

namespace earshot::formats {

void Reporter::go_to(std::size_t offset_in_source) {
  // A line end is LF, or CR without LF behind it.
  const auto ends_line = [&](std::size_t at) {
    if (source_[at] == '\n') return true;
    return source_[at] == '\r' && (at + 1 >= source_.size() || source_[at + 1] != '\n');
  };
  const std::size_t target = std::min(offset_in_source, source_.size());
  for (; position_ < target; ++position_) {
    if (ends_line(position_)) ++line_;
  }
  for (; position_ > target; --position_) {
    if (ends_line(position_ - 1)) --line_;
  }
}

void Reporter::add(Severity severity, std::string_view code, std::string message,
                   Range range_in_source) {
  if (file_.diagnostics.size() >= kMaxDiagnosticsPerFile) {
    ++file_.more_diagnostics;
    return;
  }
  go_to(range_in_source.begin);
  std::size_t line_begin = position_;
  while (line_begin > 0 && source_[line_begin - 1] != '\n' && source_[line_begin - 1] != '\r' &&
         position_ - line_begin < kMaxFarColumn) {
    --line_begin;
  }
  const bool is_far = position_ - line_begin >= kMaxFarColumn;
  std::string_view excerpt = slice(source_, range_in_source);
  excerpt = excerpt.substr(0, text::floor_to_character(excerpt, kMaxExcerptBytes));
  file_.diagnostics.push_back(
      {.line_in_source = line_,
       .column_in_source = is_far ? 0 : static_cast<std::uint32_t>(position_ - line_begin + 1),
       .severity = severity,
       .code = std::string(code),
       .message = std::move(message),
       .excerpt = std::string(excerpt)});
}

}  // namespace earshot::formats
