#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads a transcript in JSON: Podcasting 2.0, Whisper's dialects (segments with words; words at
/// the top level; whisper.cpp's `transcription`; WhisperX; `chunks`), transcription services'
/// answers, and any list of objects with times and text, found by shape.
///
/// `source` is valid UTF-8. Damaged JSON is read as far as it goes, and what is left out is
/// reported. Fills `file.transcript`; one cue an object. Linear.
void read_json_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
