#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "import/importer.h"
#include "shell/common/library_store.h"

namespace earshot::shell {

/// Told before each file is read; false stops the import, and nothing changes.
using ImportProgress =
    std::function<bool(std::size_t done, std::size_t total, std::string_view path)>;

struct LibraryImportOptions {
  import::ImportOptions import;
  ImportProgress progress;
};

/// What became of a file: as the importer says, or "unchanged" where it was known and not read
/// again.
struct ImportOutcome {
  std::vector<import::FileReport> reports;  ///< by path
  std::vector<Error> errors;                ///< paths that could not be looked at
  std::size_t packs_written = 0;
  std::size_t packs_removed = 0;  ///< of which every episode was replaced
  std::size_t packs_merged = 0;   ///< into fewer, afterwards
  std::size_t pack_bytes = 0;
};

/// Imports files and folders into the library as one change.
///
/// Files that look as they did at the last import (path, size, time; or else content) are not read
/// again, except where one that changed or is new may belong to the same episode. Cost of an
/// unchanged file: one look at it. Fails with: CannotWrite, Cancelled; the library is then as
/// before.
Result<ImportOutcome> import_into(LibraryStore& store, std::span<const std::filesystem::path> roots,
                                  const LibraryImportOptions& options);

/// Imports into one pack in memory, whatever its size.
Result<std::vector<std::byte>> import_single_pack(std::span<const std::filesystem::path> roots,
                                                  const LibraryImportOptions& options,
                                                  ImportOutcome& outcome);

}  // namespace earshot::shell
