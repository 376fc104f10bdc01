#pragma once

#include <string>

#include "model/episode.h"

namespace earshot::golden {

/// All that a file says, one fact a line, for comparing with an expected dump.
std::string dump(const model::ParsedFile& file);

}  // namespace earshot::golden
