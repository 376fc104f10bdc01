#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads a WebVTT file by the standard's parsing algorithm, and goes on where that gives up.
///
/// `source` is the whole file as valid UTF-8 without a byte order mark. Fills `file.transcript` and
/// the diagnostics; cues keep file order. A cue that only a leniency made readable says so in
/// `recovered`: without those, the list is exactly the standard's. Never fails; linear.
void read_vtt(std::string_view source, model::ParsedFile& file, SourceMap& map);

/// Whether the first line that is not blank has the format's signature, in any state of repair.
bool has_vtt_signature(std::string_view source);

}  // namespace earshot::formats
