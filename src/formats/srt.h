#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads SubRip in whatever state: indices missing or wrong, other decimals and arrows, no end,
/// blank lines inside cues, HTML tags, positions, "Name:" for speakers.
///
/// `source` is valid UTF-8 without a byte order mark. Fills `file.transcript` and diagnostics; cues
/// keep file order, their index is their id. Text that belongs to no cue is reported. Linear.
void read_srt(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
