#pragma once

#include <cstddef>
#include <string_view>

#include "formats/notes_builder.h"
#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads notes that are HTML: a whole page or a piece of one.
///
/// `source` is valid UTF-8. Fills `file.episodes[0]`: title, notes, chapters from times. Headings,
/// lists, links, emphasis, code, quotes, tables and pictures (as links) are kept; scripts and
/// styles are dropped with a diagnostic; navigation and footers of a whole page are boilerplate.
/// `name` gives the title where the file gives none. No recursion; linear, see `kMostHtmlDepth`.
void read_html_notes(std::string_view name, std::string_view source, model::ParsedFile& file,
                     SourceMap& map);

/// Notes that stand inside another file, such as `content:encoded` or `description` of a feed.
///
/// `text` is valid UTF-8 with the escaping of the file around it gone. HTML, HTML that was escaped
/// once more, run-on text and plain outlines are told apart by content. `duration` is the
/// episode's, kNoTime where unknown.
model::Notes read_notes_fragment(std::string_view text, Millis duration = kNoTime);

/// Whether a text holds a tag of an element that notes are made of.
bool looks_like_html(std::string_view text);

/// How many such tags the beginning of a text holds, more where it begins with one; a number beyond
/// doubt where it begins like a page.
std::size_t html_weight(std::string_view text);

}  // namespace earshot::formats
