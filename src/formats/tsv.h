#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Whether a text is a table of cues: fields by tabs, a header that names start and text, or lines
/// that begin with two times.
bool looks_like_tsv(std::string_view source);

/// Reads a transcript as a table: `start`, `end`, `text` (Whisper's, in milliseconds), in any order
/// and with a `speaker`; times as whole milliseconds, decimal seconds or clocks.
///
/// Lines that do not fit belong to the cue before, or are reported. Linear.
void read_tsv(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
