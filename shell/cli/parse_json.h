#pragma once

#include "model/episode.h"
#include "shell/cli/json.h"

namespace earshot::cli {

/// Writes what a file says under the keys that the documentation fixes.
void add_parsed_file(JsonLine& json, const model::ParsedFile& file);

}  // namespace earshot::cli
