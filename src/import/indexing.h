#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pack/records.h"
#include "search/index.h"

namespace earshot::import {

/// Adds a track's text to the search index under its number in the pack. The index depends on what
/// the pack holds alone, so that it can be built again from there. Linear.
///
/// `language` is that of the track, else of its episode, else of the show; empty where none says
/// it.
void index_track(search::IndexBuilder& index, std::uint32_t number, pack::TrackKind kind,
                 std::string_view language, std::string_view text,
                 std::span<const pack::BlockRecord> blocks);

}  // namespace earshot::import
