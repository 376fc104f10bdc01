#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/library.h"
#include "app/view.h"
#include "base/diagnostic.h"

namespace earshot::app {

/// A file as it was imported: read from its pack when asked for, decoded, cut into lines.
///
/// One file is held at a time. Lines end as they do for the readers, so that a remark's line is a
/// line here.
class SourceText {
 public:
  /// Reads the file; where it cannot be shown, `problem` says why. Linear in the file.
  void open(const Library& library, Id file, std::string_view path);
  void close();
  bool is_open() const { return file_.valid(); }
  Id file() const { return file_; }
  std::string_view path() const { return path_; }
  std::string_view problem() const { return problem_; }
  /// One block a line; valid until the next `open` or `close`.
  TrackView track() const;
  /// Where a remark points: its excerpt on its line where that stands there, else the whole line.
  /// Nothing where it names no line.
  std::optional<Range> place(const Diagnostic& remark) const;
  /// The line that holds the words, else nothing.
  std::optional<Range> find(std::string_view words) const;

 private:
  Id file_;
  std::string path_;
  std::string text_;
  std::string problem_;
  std::vector<pack::BlockRecord> lines_;
};

}  // namespace earshot::app
