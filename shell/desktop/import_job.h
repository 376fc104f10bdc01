#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/importer.h"
#include "shell/desktop/inbox.h"

namespace earshot::shell {

/// A file to import: on disk, or in memory where it was pasted.
struct ImportSource {
  import::FileEntry entry;
  std::string path_on_disk;  ///< empty: `bytes` are the file
  std::vector<std::byte> bytes;
};

/// Files that were dropped, picked, named or pasted together.
struct ImportJob {
  std::uint32_t number = 0;
  std::string label;          ///< the folder's or the only file's name
  std::string fallback_show;  ///< for episodes whose files name no show
  std::vector<ImportSource> sources;
};

/// Imports a job on the calling thread, file by file, so that at most one file and the packs under
/// way are in memory. Posts progress (at most every 50 ms), packs as they are finished, and the
/// report. Where `stop` becomes true between two files, the rest is left out.
void run_import(ImportJob job, const std::atomic<bool>& stop, Inbox& inbox);

}  // namespace earshot::shell
