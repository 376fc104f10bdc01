#pragma once

#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads Markdown notes (CommonMark with tables, strikethrough and bare links), with front matter.
///
/// `source` is valid UTF-8. Fills `file.episodes[0]`: front matter, notes, chapters from times.
/// Raw HTML loses its tags and keeps its text. `name` gives the title where the file gives none.
void read_markdown(std::string_view name, std::string_view source, model::ParsedFile& file,
                   SourceMap& map);

}  // namespace earshot::formats
