#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/cue_text.h"
#include "formats/source_map.h"
#include "model/document.h"

namespace earshot::formats {

/// Puts cues together into a transcript: one text, ranges, speakers once each.
class TranscriptBuilder {
 public:
  /// Adds a cue. `cue` holds all but text, words and speaker; `text_in_source` is its payload.
  void add(model::Cue cue, CueText text, Range text_in_source);

  std::size_t cues() const { return pending_.size(); }

  /// Lets cues without an end end where the next one starts, if that is later.
  void fill_missing_ends();

  /// The transcript, once. Takes "Name:" off the texts where the whole file uses it for speakers
  /// (`is_strict`: see SpeakerPrefixes::decide). Where speakers are named only when they change,
  /// the cues between have the speaker before. Tells `map` where texts and speakers stand.
  model::Transcript finish(std::string_view source, bool is_strict, SourceMap& map);

 private:
  struct Pending {
    model::Cue cue;
    CueText text;
    Range text_in_source;
  };
  std::int32_t speaker(model::Transcript& transcript, std::string_view name);

  /// What a cue says about who speaks in the cues behind it.
  struct Turn {
    std::int32_t last_speaker = -1;  ///< of the last line that names one
    bool is_open = true;             ///< the speaker may go on
    bool is_sound = false;           ///< "[music]": nobody speaks
  };
  static void carry_speakers(const std::vector<Turn>& turns, model::Transcript& transcript);

  std::vector<Pending> pending_;
  std::unordered_map<std::string, std::int32_t> speakers_;
};

}  // namespace earshot::formats
