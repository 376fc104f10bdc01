#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "shell/common/file_bytes.h"
#include "shell/common/file_system.h"
#include "shell/common/library_lock.h"

namespace earshot::shell {

/// A source file that was imported: what it looked like then, so that it is read again only when it
/// changed.
struct SourceRecord {
  std::string path;        ///< absolute, '/' separated
  std::string entry_path;  ///< as the packs name it
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ms = 0;
  Id content;
  Id episode;  ///< the episode it went into, if any
  std::string episode_title;
  std::string became;  ///< as in import::FileReport
};

struct PackEntry {
  Id id;
  std::uint32_t import_number =
      0;  ///< packs of one import share it; later imports have greater ones
};

/// What `library.json` holds: the packs, oldest first, and the sources.
struct Manifest {
  std::vector<PackEntry> packs;
  std::vector<SourceRecord> sources;  ///< by path

  std::uint32_t next_import_number() const;
};

struct StoredPack {
  PackEntry entry;
  FileBytes file;
};

/// A library folder:
///
///     library.json        the manifest; a pack that it does not list does not count
///     packs/<id>.pack     immutable, named by content
///     user.json           what the user added; opaque here
///     library.lock        locked by who may write
///
/// A change is: write new packs, replace the manifest in one step, remove packs that are no longer
/// listed. So the library is as before or as after, wherever a kill comes. One process writes at a
/// time: who opened it with Access::Write, until it closes it or ends.
class LibraryStore {
 public:
  enum class Access : std::uint8_t { Read, Write };

  /// Reads the manifest; Access::Write makes the folder where it is missing. A folder with packs
  /// whose manifest is lost or damaged is read as the packs that are there. Fails with: NotFound,
  /// CannotRead, NewerVersion; with Access::Write also CannotWrite, InUse.
  static Result<LibraryStore> open(std::filesystem::path folder, Access access);

  const Manifest& manifest() const { return manifest_; }
  /// Why the manifest is not that of `library.json` but lists the packs that lie in the folder:
  /// Damaged or NotFound; nothing where it is, and for a new library.
  const std::optional<Error>& fault() const { return fault_; }
  /// Packs that lie in the folder and do not count: of an import that was killed, or of a manifest
  /// that has lost them. In the order they were written.
  std::vector<Id> unlisted_packs() const;
  const std::filesystem::path& folder() const { return folder_; }
  bool can_write() const { return lock_.is_held(); }
  std::filesystem::path pack_path(Id pack) const;

  /// The bytes of all listed packs, oldest first. What cannot be read is named in `errors` and left
  /// out.
  std::vector<StoredPack> load_packs(std::vector<Error>& errors,
                                     FileBytes::Reading reading = FileBytes::Reading::Whole) const;

  /// Writes the pack and lists it. Saving a pack that is there changes nothing.
  /// Fails with: CannotWrite, Damaged (no pack).
  Result<Id> save_pack(std::span<const std::byte> bytes);
  /// No longer lists the pack and removes its file. Fails with: CannotWrite.
  Result<void> remove_pack(Id pack);

  /// Writes the pack and lists it in place of `replaced`, where the newest of these stood, in one
  /// step; last where none of them is listed. Fails with: CannotWrite, Damaged (no pack).
  Result<Id> replace_packs(std::span<const std::byte> bytes, std::span<const Id> replaced);

  /// Several packs as one change: `put_pack` for each, then `commit` with a manifest that lists
  /// them.
  Result<Id> put_pack(std::span<const std::byte> bytes);
  Result<void> commit(Manifest manifest);

  /// Empty where there is none. Fails with: CannotRead.
  Result<std::string> read_user_data() const;
  Result<void> write_user_data(std::string_view json);

  void set_step_gate(StepGate gate) { gate_ = std::move(gate); }

 private:
  void remove_unlisted_files();

  std::filesystem::path folder_;
  LibraryLock lock_;
  Manifest manifest_;
  std::optional<Error> fault_;
  StepGate gate_;
};

/// The manifest as it stands in the file.
std::string print_manifest(const Manifest& manifest);
/// An entry that is not understood makes all of it damaged: a list that lacks one must not be taken
/// for the whole. Fails with: Damaged, NewerVersion.
Result<Manifest> parse_manifest(std::string_view json);

}  // namespace earshot::shell
