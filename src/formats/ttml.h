#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Whether the text is XML whose first element is `tt`, whatever its namespace.
bool looks_like_ttml(std::string_view source);

/// Reads TTML (TTML2, DFXP, IMSC, Apple's transcripts), damaged or not: a cue for each `p`.
///
/// Times of `body`, `div`, `p` and `span` count from their parent's (12.4), unless the file
/// plainly counts all from its start, as Apple's do. Spans with times become words. `ttm:agent`
/// names speakers. Namespaces and the case of prefixes do not matter. Linear.
void read_ttml(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
