#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Whether the text is an episode's page as sites print it: near its top a line that labels author
/// or date and duration, further down the show's line or a list of episodes with durations.
bool looks_like_page(std::string_view source);

/// Reads an episode's page: the episode with its notes, the show, and the episodes listed below.
///
/// Everything is found by structure (labels, repetitions, distances), not by one site's words.
/// Fills `file.show` and `file.episodes`, the page's own first. Nothing of the text is lost: what
/// is no field is in `file.boilerplate`. Linear but for sorting.
void read_page(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
