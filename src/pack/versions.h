#pragma once

#include <cstdint>
#include <span>

#include "base/hash.h"
#include "pack/pack.h"

namespace earshot::pack {

/// Whether two episodes that came from files of the same path are versions of one text, and not two
/// talks that happen to be called `ep1.vtt`: of up to eight longer lines of the older one, taken
/// evenly, at least a third stands unchanged in the newer. An episode without a longer line says
/// nothing against it.
bool is_version_of(const Pack& newer_pack, const EpisodeRecord& newer, const Pack& older_pack,
                   const EpisodeRecord& older);

/// Whether an older version of an episode stays although there is a newer one: it has a transcript
/// and the newer one has none. A feed that is read alone knows of every episode, but has no word
/// that was said.
bool stays_beside_newer(const Pack& older_pack, const EpisodeRecord& older, const Pack& newer_pack,
                        const EpisodeRecord& newer);

/// Whether two episodes are the same in all that packs say of them: texts with their blocks and
/// times, fields, chapters, links, and the files they came from. Of files whose ids `lists` names
/// (in `other`), which tell of other episodes as well, another version makes no difference; nor do
/// the show's own fields but its title and language.
bool is_same_episode(const Pack& pack, std::uint32_t number, const Pack& other,
                     std::uint32_t other_number, std::span<const Id> lists);

}  // namespace earshot::pack
