#pragma once

#include <cstdint>

#include "pack/pack.h"

namespace earshot::import {

/// Writes the strings of a show, given as members of these names, into the pack; the record to add
/// for it. Serves shows as parsed and shows as packs had them.
template <typename Show>
pack::ShowRecord show_record(pack::PackWriter& writer, const Show& show) {
  pack::ShowRecord record;
  record.title = writer.string(show.title);
  record.author = writer.string(show.author);
  record.description = writer.string(show.description);
  record.language = writer.string(show.language);
  record.link = writer.string(show.link);
  record.guid = writer.string(show.guid);
  record.image = writer.string(show.image);
  record.declared_episodes = show.declared_episodes;
  return record;
}

}  // namespace earshot::import
