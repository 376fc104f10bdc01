#pragma once

#include <string>
#include <string_view>

#include "model/episode.h"

namespace earshot::formats {

/// Writes diagnostics into a file's list: finds the line, cuts the excerpt, keeps the cap.
class Reporter {
 public:
  /// Keeps references to both.
  Reporter(std::string_view source, model::ParsedFile& file) : source_(source), file_(file) {}

  /// Adds a diagnostic about `range_in_source`. Cheap where successive ranges are near each other.
  void add(Severity severity, std::string_view code, std::string message, Range range_in_source);

 private:
  /// Beyond this a column says nothing to a reader, and looking for it costs.
  static constexpr std::size_t kMaxFarColumn = 10'000;

  void go_to(std::size_t offset_in_source);

  std::string_view source_;
  model::ParsedFile& file_;
  std::size_t position_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace earshot::formats
