#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pack/pack.h"
#include "search/index.h"

namespace earshot::indexing {

/// What a track's text is to searching.
search::Field field_of(pack::TrackKind kind);
/// Where blocks with text begin, strictly ascending: where an index may cut passages.
std::vector<std::uint32_t> borders_of(std::span<const pack::BlockRecord> blocks);

/// The language of a track, else of its episode, else of the show; empty where none says it.
std::string_view language_of(const pack::Pack& pack, const pack::TrackRecord& track);

/// Adds a track's text to the search index under its number in the pack. The index depends on what
/// the pack holds alone, so that it can be built again from there. Linear.
///
/// `language` is that of the track, else of its episode, else of the show; empty where none says
/// it.
void index_track(search::IndexBuilder& index, std::uint32_t number, pack::TrackKind kind,
                 std::string_view language, std::string_view text,
                 std::span<const pack::BlockRecord> blocks);

/// The index of some of a pack's tracks, whose numbers ascend; of those that are not searched, or
/// cannot be read, it has nothing. With all of them it is the pack's own index, where no newer pack
/// knows the language of a show that this one does not. Linear in their texts.
std::vector<std::byte> index_tracks(const pack::Pack& pack, std::span<const std::uint32_t> tracks);
std::vector<std::byte> index_all_tracks(const pack::Pack& pack);

}  // namespace earshot::indexing
