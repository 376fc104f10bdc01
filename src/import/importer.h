#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/result.h"
#include "pack/pack.h"

namespace earshot::import {

/// A file to import, before it is read. `path` is '/' separated and relative to what was dropped.
struct FileEntry {
  std::string path;
  std::uint64_t size_bytes = 0;
  /// Title of its show where no file names one; empty: judged by the paths of all entries. For
  /// hosts that hand over only what changed in a folder.
  std::string show = {};
  /// The episode that the file of this path went into before, for hosts that know. It stays that
  /// episode when its text changed, unless a guid says which it is.
  Id episode = {};
};

/// What became of one file.
struct FileReport {
  std::string path;
  std::string became;  ///< "transcript", "notes", "page", "ignored", "refused", "duplicate",
                       ///< "audio", "opml", "archive"
  std::string format;  ///< "vtt", ...; empty where refused
  Id episode;          ///< the episode it went into (the main one), if any
  std::string episode_title;
  Id source;                   ///< hash of its bytes as kept: names its source in a pack
  std::string pairing_with;    ///< path of the file it was paired with or is a duplicate of
  std::string pairing_reason;  ///< one of library/grouping.h: "same file name", "named by the feed"
  bool can_stand_apart = false;  ///< the pairing can be undone: it is not the episode's main file
  std::string error;             ///< a sentence, where refused
  std::vector<Diagnostic> diagnostics;
  std::uint32_t more_diagnostics = 0;
};

struct ImportOptions {
  std::size_t max_file_bytes = std::size_t{512} << 20;
  /// Packs are cut when their text reaches these sizes in turn (the last one repeats): a small
  /// first one, so that searching begins early, then large ones. The last keeps peak memory
  /// bounded.
  std::vector<std::size_t> pack_text_bytes = {std::size_t{1} << 20, std::size_t{6} << 20,
                                              std::size_t{32} << 20};
  /// Title of the show for episodes whose files name none (the dropped folder's name).
  std::string fallback_show;
  bool makes_early_packs = false;  ///< `take_early_pack` is going to be asked
  pack::SourcePacking source_packing = pack::SourcePacking::Packed;
  /// Asked before an episode is written, which comes as a pack of its own without index and
  /// sources: is it stored as it is? Then it is left out. `lists` are the ids of its files that
  /// tell of other episodes as well: another version of such a file makes no other episode. Null:
  /// no. Files that are known and unchanged may be left out by the caller beforehand.
  std::function<bool(const pack::Pack& of_one, std::span<const Id> lists)> is_stored;
};

/// Import as a pure function, files to packs, in steps so that a host can show progress and cancel
/// between any two. The caller asks which file comes next, reads it, hands it over, and takes
/// finished packs.
///
///     Importer importer(entries, options);
///     while (auto next = importer.next_file()) {
///       importer.add(*next, bytes);            // or add_unreadable(*next, error)
///       while (auto pack = importer.take_pack()) store(*pack);
///     }
///     importer.finish(); ...take_pack()
///     importer.reports()
///
/// Order of files and packs' bytes depend on the input alone. Files that pair (same stem) come one
/// after the other; an episode is written when all its files are read.
class Importer {
 public:
  Importer(std::vector<FileEntry> entries, ImportOptions options);
  ~Importer();
  Importer(Importer&&) noexcept;
  Importer& operator=(Importer&&) noexcept;

  /// Number of the entry to read next; nothing when all were read. Entries too large are refused
  /// without being asked for; files of other kinds (images, audio, hidden) are reported as
  /// "ignored".
  ///
  /// ZIP archives are asked for first: their files are planned with all others, as files of a
  /// folder of the archive's name, and are read without being asked for. They get reports of their
  /// own behind those of the entries, with paths such as "show.zip/a.vtt".
  std::optional<std::size_t> next_file();
  /// Reads one file out of an archive where that comes next; false where it does not. For hosts
  /// that show progress or store packs between any two files; `next_file` does the rest.
  bool read_archived();
  void add(std::size_t entry, std::span<const std::byte> bytes);
  void add_unreadable(std::size_t entry, const Error& error);
  /// Writes what is left.
  void finish();

  std::optional<std::vector<std::byte>> take_pack();
  /// The episodes that have been read since the last pack, early or finished, as a pack of their
  /// own without sources: to be shown and searched, not to be kept. They come again, nearly always
  /// as the same versions, in a finished pack later. Nothing where there are none. Episodes without
  /// a transcript, which may be part of one that is still to be read, are not among them. Costs the
  /// writing and indexing of what is in it.
  std::optional<std::vector<std::byte>> take_early_pack();

  std::size_t files_done() const;
  std::size_t files_total() const;
  /// In the order of the entries, complete after `finish`.
  const std::vector<FileReport>& reports() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace earshot::import
