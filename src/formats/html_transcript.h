#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Whether HTML holds a transcript: `cite` and `time` with clocks in them, or lines that are one.
bool looks_like_html_transcript(std::string_view source);

/// Reads a transcript in HTML: Podcasting 2.0's `cite`, `time` and `p`, elements whose class says
/// "speaker" or "timestamp", or paragraphs that begin with names and times; alone, or in a saved
/// page.
///
/// What stands around the transcript is boilerplate; scripts and styles are markup. Damaged HTML
/// is read as far as it goes. Linear, without recursion.
void read_html_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
