#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// A key of the front matter with its value or values.
struct FrontMatterEntry {
  std::string key;                  ///< lower case
  std::vector<std::string> values;  ///< one, or a list's
  Range value_in_source;
  bool has_unread = false;  ///< mappings below it were passed over
};

struct FrontMatter {
  std::vector<FrontMatterEntry> entries;
  std::uint32_t end_in_source = 0;  ///< where the document's own text begins; 0 where there is none
  bool is_damaged = false;          ///< lines were passed over
};

/// Reads front matter, if the text begins with it ("---" or "+++" and its end, or a JSON object
/// with text behind): everyday YAML (key: value, lists, quotes, block scalars), JSON, or everyday
/// TOML. Nested mappings are passed over. Linear.
FrontMatter read_front_matter(std::string_view source);

inline bool has_front_matter(std::string_view source) {
  return read_front_matter(source).end_in_source > 0;
}

/// Moves what the text's front matter says into `episode` and the file's language, tells `map`
/// where it stood, and reports damage; what no field takes is boilerplate. Returns where the
/// document's own text begins.
std::uint32_t take_front_matter(std::string_view source, model::Episode& episode,
                                model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
