#include "shell/cli/open_library.h"

#include <utility>

#include "shell/common/library_packs.h"

namespace earshot::cli {

bool OpenLibrary::is_visible(std::uint32_t part, std::uint32_t document) const {
  if (part >= parts.size()) return false;
  const auto tracks = parts[part].pack.tracks();
  if (document >= tracks.size()) return false;
  const std::uint32_t episode = tracks[document].episode;
  return episode < replaced[part].size() && !replaced[part][episode];
}

Result<OpenLibrary> open_library(std::string_view folder) {
  auto store = shell::LibraryStore::open(folder, shell::LibraryStore::Access::Read);
  if (!store) return std::unexpected(store.error());
  OpenLibrary library;
  for (shell::StoredPack& stored : store->load_packs(library.errors)) {
    const std::string path = store->pack_path(stored.entry.id).string();
    auto pack = pack::Pack::open(stored.file.bytes());
    if (!pack) {
      library.errors.push_back({pack.error().code, path});
      continue;
    }
    auto index = search::Index::open(pack->index_bytes());
    if (!index) {
      library.errors.push_back({index.error().code, path});
      continue;
    }
    library.parts.push_back(
        {.stored = std::move(stored), .pack = std::move(*pack), .index = std::move(*index)});
  }
  std::vector<const pack::Pack*> packs;
  std::vector<shell::PackEntry> entries;
  for (const OpenLibrary::Part& part : library.parts) {
    packs.push_back(&part.pack);
    entries.push_back(part.stored.entry);
  }
  library.replaced = shell::replaced_episodes(packs, entries);
  return library;
}

}  // namespace earshot::cli
