#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/source_map.h"
#include "formats/xml_tree.h"
#include "model/episode.h"

namespace earshot::formats {

/// Most chapters of one file that are read: a chapter a second through a day of sound.
inline constexpr std::size_t kMaxChapters = 86'400;

/// Reads chapters in JSON: Podcasting 2.0 (`chapters` of `startTime`, `title`, `img`, `url`,
/// `toc`), and lists of objects with a start and a title.
///
/// Fills `file.chapters`, in order of their starts; a missing end is the next start. Damaged JSON
/// is read as far as it goes. Linear but for sorting.
void read_json_chapters(std::string_view source, model::ParsedFile& file, SourceMap& map);

/// Whether the text is XML whose first element is `chapters`, whatever its namespace.
bool looks_like_psc(std::string_view source);

/// Reads a file of Podlove Simple Chapters.
void read_psc_file(std::string_view source, model::ParsedFile& file, SourceMap& map);

/// Podlove Simple Chapters inside another file: the chapters below the element `chapters`, whatever
/// the prefixes; in order, ends filled in. Chapters without a readable start are left out.
std::vector<model::Chapter> read_psc(const XmlTree& tree, std::uint32_t chapters);

/// Puts chapters in order of their starts and lets those without an end end at the next start.
/// Chapters without a start come last. True where the order had to be changed.
bool complete_chapters(std::vector<model::Chapter>& chapters);

}  // namespace earshot::formats
