#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace earshot::formats {

/// A speaker before what is said, as transcripts write one.
struct SpeakerPrefix {
  std::string_view name;  ///< empty where there is none
  std::size_t bytes = 0;  ///< up to the end of the colon or bracket
  bool is_label = false;  ///< "[Ann]:", "SPEAKER_00:": means nothing but a speaker
};

/// What `text` begins with: "Ann:", "- Ann:" (a line of a dialogue), "[Ann]:", "(Ann):",
/// "[SPEAKER_00]", ">> Ann:".
SpeakerPrefix speaker_prefix(std::string_view text);

/// Decides for a whole transcript which "Name:" at the beginning of a cue are speakers.
///
/// In prose a capital before a colon is common ("Question: why?"), so a name must come again, or
/// be the longer form of one that does ("Dan Ott:" where "Dan:" comes again). Labels are believed.
class SpeakerPrefixes {
 public:
  void see(std::string_view cue_text);

  /// To be called once, after all cues. Where the format has speakers of its own (`is_strict`) the
  /// prefixes must also be frequent and of two persons.
  void decide(bool is_strict);

  /// Whether any name was found to be one; valid once decided.
  bool any() const { return !counts_.empty(); }

  /// The prefix of `cue_text`; without a name where it begins with none of the names.
  SpeakerPrefix prefix_of(std::string_view cue_text) const;

 private:
  struct Count {
    std::uint32_t cues = 0;
    bool is_label = false;
  };

  std::unordered_map<std::string, Count> counts_;
  std::size_t cues_ = 0;
};

}  // namespace earshot::formats
