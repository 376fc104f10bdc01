#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/episode.h"

namespace earshot::formats {

/// Which stretch of the source became which field (`earshot parse --spans`).
///
/// Readers add what they use, in any order; a stretch inside another one wins there. What nobody
/// added is given to one rest field, so that every byte that is not white space has exactly one.
class SourceMap {
 public:
  /// Where nobody asked for spans, adding costs nothing.
  explicit SourceMap(bool is_wanted) : is_wanted_(is_wanted) {}

  bool is_wanted() const { return is_wanted_; }
  void add(Range range_in_source, std::string_view field);

  /// The spans: ascending, not overlapping, without white space at their ends. O(n log n).
  std::vector<model::SourceSpan> finish(std::string_view source, std::string_view rest_field);

 private:
  bool is_wanted_;
  std::vector<model::SourceSpan> spans_;
};

}  // namespace earshot::formats
