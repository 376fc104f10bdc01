#pragma once

#include "pack/pack.h"

namespace earshot::pack {

/// Whether two episodes that came from files of the same path are versions of one text, and not two
/// talks that happen to be called `ep1.vtt`: of up to eight longer lines of the older one, taken
/// evenly, at least a third stands unchanged in the newer. An episode without a longer line says
/// nothing against it.
bool is_version_of(const Pack& newer_pack, const EpisodeRecord& newer, const Pack& older_pack,
                   const EpisodeRecord& older);

}  // namespace earshot::pack
