#pragma once

#include <cstdint>
#include <optional>

#include "app/effect.h"
#include "app/library.h"

namespace earshot::app {

/// How many places of the track's text were read in a wrong encoding (text/mojibake.h), as far as
/// its first megabyte tells. Linear.
std::uint32_t wrong_characters(const TrackView& track);

/// The order to make an episode anew, as a pack of its own, with these characters as they should
/// be; nothing where there is no such episode of a pack. Packs never change: what comes back lies
/// over the episode as a newer version, which Undo takes off again, and has the episode's sources
/// as they are.
std::optional<MergePacks> repair_order(const Library& library, Id episode);

}  // namespace earshot::app
