#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Files as the hosts with a disk need them: read whole, written whole or not at all, walked in
/// order.
namespace earshot::shell {

/// Fails with: NotFound, CannotRead, TooLarge (over `max_bytes`).
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// All of standard input. Fails with: CannotRead, TooLarge.
Result<std::vector<std::byte>> read_standard_input(std::size_t max_bytes);

/// Flushes a folder to the disk: what was made, renamed or removed in it is there only then. Where
/// the system has no such thing for folders, that is no failure. "" is the current folder, where a
/// path that is only a name lies. Fails with: CannotWrite.
Result<void> sync_folder(const std::filesystem::path& folder);

/// Asked before each step of a change on disk ("create", "write", "sync", "rename", "sync folder",
/// "remove"); tests answer false to break off there, as a kill would.
using StepGate = std::function<bool(std::string_view step)>;

/// Writes beside the target, flushes to the disk, renames: readers see the old file or the new one.
/// Fails with: CannotWrite.
Result<void> write_file_atomically(const std::filesystem::path& path,
                                   std::span<const std::byte> bytes, const StepGate& gate = {});

/// What a file dropped or named on the command line is called.
struct WalkedFile {
  std::filesystem::path path;  ///< absolute
  std::string entry_path;      ///< relative to what was dropped, with its name: "show/ep1.vtt"
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ms = 0;  ///< since 1970
};

struct Walk {
  std::vector<WalkedFile> files;  ///< by entry path
  std::vector<Error> errors;      ///< what could not be looked at; the detail is the path
};

/// Files below `roots` (files or folders). Hidden and system folders are passed over, symbolic
/// links to folders not followed. A file reached by two roots comes once.
Walk walk_files(std::span<const std::filesystem::path> roots);

}  // namespace earshot::shell
