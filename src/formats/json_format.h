#pragma once

#include <optional>
#include <string_view>

#include "model/episode.h"

namespace earshot::formats {

/// What a JSON text is by its members' names: PodcastJson, WhisperJson (any list of objects with
/// times and text), ChaptersJson; nothing where it is none of these. Looks at the beginning only.
std::optional<model::Format> json_format(std::string_view source);
}  // namespace earshot::formats
