#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "import/archive.h"
#include "import/assembly.h"
#include "import/importer.h"
#include "import/pack_builder.h"
#include "import/shelf.h"
#include "library/grouping.h"
#include "library/references.h"

// What an importer holds: for importer.cpp (the work), import_plan.cpp (its order),
// import_archives.cpp and early_pack.cpp only.

namespace earshot::import {

/// A file in an archive: its number there. Entries of the host's have none.
struct Archived {
  std::size_t archive = 0;
  std::size_t file = 0;
};

/// When a group is read.
enum class Phase : std::uint8_t { Feeds, Unknown, Texts, Data, Transcripts };

struct Group {
  std::vector<std::size_t> entries;  ///< to be read
  std::vector<std::size_t> audio;
  Phase phase = Phase::Texts;
  std::optional<std::size_t> told;  ///< the feed's episode that names it: number on the shelf
};

/// The next file to read: its group, and whether it is the group's last.
struct Turn {
  std::size_t entry = 0;
  std::size_t group = 0;
  bool is_last_of_group = false;
};

/// Forty hours of talk: the first pack of an import must not wait for much more.
inline constexpr std::size_t kMaxCompleteBytes = std::size_t{2} << 20;

struct Importer::State {
  ImportOptions options;
  std::vector<FileEntry> entries;                 // the host's, then those in archives
  std::vector<std::optional<Archived>> archived;  // of the entries
  std::vector<std::optional<Archive>> archives;   // until their last file is read
  std::vector<std::size_t> files_left;            // in each archive
  std::vector<std::size_t> archive_entries;       // to be read before anything is planned
  std::size_t next_archive = 0;
  std::size_t archive_bytes = 0;  // held
  bool is_planned = false;
  std::vector<library::NamedFile> files;  // of the entries
  std::vector<std::string> shows;         // of the entries: title where no file names one
  std::vector<FileReport> reports;
  std::vector<std::string_view> reasons;    // of the entries: why they are in their group
  std::vector<bool> are_by_list;            // of the entries: the reason is why a feed means it
  std::vector<std::size_t> groups_by_name;  // of the entries: the group that its name put it into
  std::vector<Group> groups;
  std::vector<Turn> turns;
  std::size_t next_turn = 0;
  std::size_t done = 0;

  std::vector<ParsedEntry> parsed;  // of the current group
  std::map<Id, std::size_t> seen;   // by content: the entry that was first
  std::map<std::size_t, std::size_t> duplicate_of;
  std::set<Id> ids;       // of the episodes written
  std::set<Id> guid_ids;  // that guids of lists give: no other episode may keep one of these
  Shows told_shows;
  Shelf shelf;
  /// Episodes with a transcript that a list tells of, until no file can come that is of them too.
  Shelf complete{kMaxCompleteBytes};
  library::References references;  // to numbers on the shelf
  bool are_feeds_read = false;
  PackBuilder builder;
  PackBuilder early;  // what has been read and no pack has shown yet
  std::size_t packs_cut = 0;
  struct Source {
    std::vector<std::byte> packed;
    std::size_t size = 0;
  };
  std::map<Id, Source> sources;  // of files read, until an episode of theirs is written
  std::deque<std::vector<std::byte>> packs;
  bool is_finished = false;

  void begin();
  void plan();
  std::size_t next_entry() const;
  void read(std::size_t entry, std::span<const std::byte> bytes);
  void open_archive(std::size_t entry, std::span<const std::byte> bytes);
  void end_archive();
  void read_archived(std::size_t entry);
  void refuse(std::size_t entry, std::string error);
  void end_turn();
  void make_turns(std::size_t first_group);
  void join_named_by_feed();
  void close_group(const Group& group);
  void add_audio(Draft& draft, const std::vector<std::size_t>& audio) const;
  void list(Draft listed);
  void assemble_group(std::vector<ParsedEntry> files, const Group& group);
  std::vector<ParsedEntry> take_other_recordings(const Group& group);
  std::optional<std::size_t> told_by_name(std::size_t entry);
  void find_told(Draft& draft) const;
  void place(Draft draft);
  void report(const Draft& draft, Id id);
  static void name_feed(Draft& draft, const Partner& listed);
  void write(Draft draft);
  void keep_source(FileReport& report, std::span<const std::byte> bytes, std::string_view encoding);
  void write_sources(const Draft& draft);
  static Id told_id(const Draft& draft);
  std::optional<Id> kept_id(const Draft& draft) const;
  Id id_of(const Draft& draft);
  bool is_stored(const Draft& draft, Id id) const;
  static void join_listed(Draft& draft, Partner listed);
  void show_waiting();
  void cut_pack();
  std::size_t pack_limit() const;
};

/// A sentence for the report.
std::string sentence_of(const Error& error);

/// Whether the file is an archive, by its name.
bool is_archive(std::string_view path);

}  // namespace earshot::import
