#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace earshot::formats {

using CueSettings = std::vector<std::pair<std::string, std::string>>;

/// What became of the settings behind a cue's times.
struct SettingsResult {
  bool has_invalid = false;      ///< some were ignored
  bool looks_like_text = false;  ///< no word of them is a setting or tries to be one
};

/// "Parse the WebVTT cue settings": appends what the standard accepts to `out`, as written, each
/// name once with the value that holds. `regions` are the identifiers defined so far. Linear.
SettingsResult read_vtt_settings(std::string_view settings,
                                 const std::unordered_set<std::string>& regions, CueSettings& out);

/// "Collect WebVTT region settings": the identifier a region block gives; empty where none.
std::string_view vtt_region_id(std::string_view settings);

}  // namespace earshot::formats
