#pragma once

#include <functional>
#include <string_view>
#include <unordered_set>

#include "formats/json_document.h"
#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// What a reader of JSON used of a document.
struct JsonRead {
  std::unordered_set<const yyjson_val*>
      values;  ///< strings, and lists that were read by themselves
  /// Whether a string says what was read elsewhere; asked of those that are not in `values`.
  std::function<bool(std::string_view key, std::string_view text)> is_told;
};

/// Keeps the strings that a reader did not use (a file's title, a description, a place): all become
/// boilerplate, and those that say something to people a note each, with their name. What tools
/// write about themselves ("systeminfo", "model") gives no note. Linear in the values looked at.
void keep_rest_of_json(const JsonDocument& document, const JsonRead& read, model::ParsedFile& file,
                       SourceMap& map, Reporter& report);

}  // namespace earshot::formats
