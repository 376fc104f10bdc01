#pragma once

#include <span>
#include <string_view>

#include "formats/notes_builder.h"
#include "formats/source_map.h"
#include "model/episode.h"
#include "text/lines.h"

namespace earshot::formats {

/// Reads plain-text notes: outlines by Roman numerals, letters, digits, bullets and indentation,
/// headings, paragraphs, and an offers block, which is set apart.
///
/// `source` is valid UTF-8. Fills `file.episodes[0]`. `name` gives the title where the file gives
/// none. Linear.
void read_outline(std::string_view name, std::string_view source, model::ParsedFile& file,
                  SourceMap& map);

/// The same for some lines of a text: adds their blocks and offers to `notes`.
void read_outline_lines(std::string_view source, std::span<const text::Line> lines,
                        NotesBuilder& notes, SourceMap& map);

}  // namespace earshot::formats
