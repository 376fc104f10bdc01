#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/cue_text.h"
#include "formats/reporter.h"
#include "formats/source_map.h"
#include "formats/transcript_builder.h"
#include "model/episode.h"

namespace earshot::formats {

/// Most cues of one file that are read. A hundred hours timed word by word have a million; what
/// has more is no transcript, and would need more memory than a browser's tab has.
inline constexpr std::size_t kMaxCues = 1'000'000;

/// The text of a cue as the model wants it: trimmed, lines by '\n', blank lines left out.
std::string cue_plain(std::string_view text);

/// Times, in milliseconds, as a file gives them: perhaps negative, not finite, or too great.
struct RawTimes {
  std::optional<double> start_ms;
  std::optional<double> end_ms;
};

/// Collects the cues of a format without rules of its own for odd cues, and reports those.
class CueList {
 public:
  CueList(std::string_view source, model::ParsedFile& file, SourceMap& map, Reporter& report)
      : source_(source), file_(file), map_(map), report_(report) {}

  /// A cue's times: rounded, brought into range. `at_in_source` is for the diagnostics.
  TimeSpan times(const RawTimes& raw, Range at_in_source);

  /// Adds a cue; `text.plain` is as cue_plain makes it. False, and a diagnostic once, where
  /// kMaxCues are there.
  bool add(model::Cue cue, CueText text, Range text_in_source, Range at_in_source);

  std::size_t size() const { return builder_.cues(); }

  /// Fills in missing ends and moves the transcript into the file.
  void finish(bool is_strict);

 private:
  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter& report_;
  TranscriptBuilder builder_;
  bool is_full_ = false;
};

/// Finds words, one after the other, in a cue's text, and times them.
class WordPlacer {
 public:
  /// `text` is the cue's; its words are added to it.
  explicit WordPlacer(CueText& text) : text_(text) {}

  /// Places a word at or behind the last one, if it stands near there. Letters' case and
  /// punctuation at the word's ends do not matter.
  bool place(std::string_view word, TimeSpan time);

 private:
  CueText& text_;
  std::size_t at_ = 0;
};

/// Appends a word to a text made of words: with a space between where the scripts have one and
/// neither `word` brings its own nor it is punctuation. Returns where the word stands, trimmed.
Range append_word(std::string& plain, std::string_view word);

}  // namespace earshot::formats
