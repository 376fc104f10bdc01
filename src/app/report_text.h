#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "words/words.h"

namespace earshot::app {

/// What became of a file, as the import report says it: "Transcript of “Caching”, paired: same
/// name".
std::string outcome_words(const words::Words& say, const FileOutcome& file, bool is_apart);
/// A remark with the line it is about: "Line 12: Two cues overlap."
std::string remark_words(const words::Words& say, const Diagnostic& remark);
/// The import in one line: "12 files, 6 new episodes, 2 with remarks".
std::string report_summary(const words::Words& say, const ImportView& import);
/// What stands after the last '/'.
std::string_view file_name(std::string_view path);

/// An import report as one text, to be read, searched, selected and copied like any other: a
/// heading a file, what became of it, and all its remarks with what stands there in the file.
class ReportText {
 public:
  /// Linear in the report.
  void write(const words::Words& say, const ImportView& import);
  /// Valid until the next `write`.
  TrackView track() const;

 private:
  void add(pack::BlockKind kind, std::uint8_t level, std::string_view words);

  std::string text_;
  std::vector<pack::BlockRecord> blocks_;
};

}  // namespace earshot::app
