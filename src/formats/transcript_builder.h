#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/cue_text.h"
#include "formats/reporter.h"
#include "formats/source_map.h"
#include "formats/speaker_prefix.h"
#include "model/document.h"

namespace earshot::formats {

/// Reports what is odd about a cue in any format: an end before its start, no length, no text.
void report_odd_cue(Reporter& report, const model::Cue& cue, std::string_view plain,
                    Range cue_in_source);

/// Puts cues together into a transcript: one text, ranges, speakers once each.
class TranscriptBuilder {
 public:
  /// Most cues of one file that are read. A hundred hours timed word by word have a million; what
  /// has more is no transcript, and would need more memory than a browser's tab has.
  static constexpr std::size_t kMaxCues = 1'000'000;

  /// Makes room for what a file is likely to hold.
  void reserve(std::size_t cues, std::size_t text_bytes);

  /// Adds a cue. `cue` holds all but text, words and speaker; `text_in_source` is its payload.
  void add(model::Cue cue, const CueText& text, Range text_in_source);

  std::size_t cues() const { return transcript_.cues.size(); }
  /// Times of the last cue; 0 and kNoTime where there is none.
  TimeSpan last_time() const {
    return transcript_.cues.empty() ? TimeSpan{0, kNoTime} : transcript_.cues.back().time;
  }

  /// Lets cues without an end end where the next later one starts.
  void fill_missing_ends();

  /// The transcript, once. Takes "Name:" off the texts where the whole file uses it for speakers
  /// (`is_strict`: see SpeakerPrefixes::decide). Where speakers are named only when they change,
  /// the cues between have the speaker before. Tells `map` where texts and speakers stand.
  model::Transcript finish(std::string_view source, bool is_strict, SourceMap& map);

  /// Where cues stand in which a later line names another speaker; valid once finished. They are
  /// given to the first, and the other's name stays in the text.
  const std::vector<Range>& several_speakers() const { return several_speakers_; }

 private:
  /// What must be known of a cue until all are there.
  struct Facts {
    Range text_in_source;
    bool has_several_voices = false;
    bool starts_with_dash = false;
  };
  /// What a cue says about who speaks in the cues behind it.
  struct Turn {
    std::int32_t last_speaker = -1;  ///< of the last line that names one
    bool is_open = true;             ///< the speaker may go on
    bool is_sound = false;           ///< "[music]": nobody speaks
  };

  std::int32_t speaker(std::string_view name);
  void take_prefixes_off(std::string_view source, SourceMap& map);
  std::vector<Turn> turns();
  void carry_speakers();

  SpeakerPrefixes prefixes_;
  model::Transcript transcript_;
  std::vector<Facts> facts_;
  std::vector<std::string> voices_;  ///< names by the index that cues have until `finish`
  std::unordered_map<std::string, std::int32_t> speakers_;
  std::int32_t last_voice_ = -1;
  std::vector<Range> several_speakers_;
};

}  // namespace earshot::formats
