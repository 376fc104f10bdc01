// What is read again. A file that is unchanged is left out, unless it may share an episode with one
// that is not: it has the same group of names, went into the same episode, or its episode has the
// title that a new file's name gives. These are read again together, so that the episode is made
// anew of all its files; of these what is as it is stored is not written again.
#include "shell/common/library_import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "library/grouping.h"
#include "library/identity.h"
#include "pack/pack.h"
#include "shell/common/library_packs.h"
#include "shell/common/stored_episodes.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

enum class State : std::uint8_t { Unchanged, Touched, New };

struct Candidate {
  const WalkedFile* file = nullptr;
  const SourceRecord* known = nullptr;
  State state = State::New;
  bool is_read = false;
};

Id content_of(std::span<const std::byte> bytes) {
  return hash_id({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// Compares with what was known; reads the file only where its time alone differs.
State state_of(const WalkedFile& file, const SourceRecord* known, std::size_t max_bytes) {
  if (known == nullptr || known->size_bytes != file.size_bytes ||
      known->entry_path != file.entry_path)
    return State::New;
  if (known->modified_ms == file.modified_ms) return State::Unchanged;
  const auto bytes = read_file(file.path, max_bytes);
  return bytes && content_of(*bytes) == known->content ? State::Touched : State::New;
}

/// Of each candidate the episode that its file went into before: a file of the same path is the
/// same episode, edited. What was moved to another path takes its episode there.
std::vector<Id> episodes_before(std::span<const Candidate> candidates, const Manifest& manifest,
                                std::size_t max_bytes) {
  std::multimap<std::uint64_t, const SourceRecord*> by_size;
  for (const SourceRecord& source : manifest.sources) {
    if (source.episode.valid()) by_size.emplace(source.size_bytes, &source);
  }
  std::set<Id> unchanged;
  for (const Candidate& candidate : candidates) {
    if (candidate.state != State::New) unchanged.insert(candidate.known->episode);
  }
  std::vector<Id> before(candidates.size());
  std::set<Id> moved;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    if (candidate.state != State::New) continue;
    const auto [first, end] = by_size.equal_range(candidate.file->size_bytes);
    if (first == end) continue;
    const auto bytes = read_file(candidate.file->path, max_bytes);
    if (!bytes) continue;
    const Id content = content_of(*bytes);
    for (auto at = first; at != end && !before[i].valid(); ++at) {
      const SourceRecord& source = *at->second;
      if (source.content != content || unchanged.contains(source.episode)) continue;
      before[i] = source.episode;
      if (&source != candidate.known) moved.insert(source.episode);
    }
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const SourceRecord* const known = candidates[i].known;
    if (!before[i].valid() && known != nullptr && !moved.contains(known->episode))
      before[i] = known->episode;
  }
  return before;
}

/// Marks what may share an episode with a changed file.
void mark_companions(std::vector<Candidate>& candidates,
                     std::span<const library::NamedFile> named) {
  // A feed tells of every episode and names their files: with one among them, all are read again.
  bool is_any_feed = false;
  bool is_any_read = false;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    is_any_feed = is_any_feed || (named[i].type == library::FileType::Feed &&
                                  (candidates[i].is_read || candidates[i].known->became == "feed"));
    is_any_read = is_any_read || candidates[i].is_read;
  }
  if (is_any_feed && is_any_read) {
    for (Candidate& candidate : candidates)
      candidate.is_read = true;
    return;
  }
  std::set<Id> episodes;
  std::set<std::string> titles;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!candidates[i].is_read) continue;
    if (candidates[i].known != nullptr && candidates[i].known->episode.valid())
      episodes.insert(candidates[i].known->episode);
    titles.insert(library::title_key(named[i].name.title));
  }
  for (Candidate& candidate : candidates) {
    if (candidate.is_read || candidate.known == nullptr) continue;
    const SourceRecord& known = *candidate.known;
    if (!known.episode.valid()) continue;
    if (episodes.contains(known.episode) ||
        titles.contains(library::title_key(known.episode_title)))
      candidate.is_read = true;
  }
  for (const library::FileGroup& group : library::group_files(named)) {
    const bool is_one_read = std::ranges::any_of(
        group.files, [&](std::size_t file) { return candidates[file].is_read; });
    if (!is_one_read) continue;
    for (const std::size_t file : group.files)
      candidates[file].is_read = true;
  }
}

import::FileReport unchanged_report(const Candidate& candidate) {
  import::FileReport report;
  report.path = candidate.file->entry_path;
  report.became = "unchanged";
  if (candidate.known->became == "refused") {
    report.became = "refused";
    report.error = "This file is as it was when it was refused.";
  } else if (candidate.known->became == "ignored") {
    report.became = "ignored";
  }
  report.episode = candidate.known->episode;
  report.episode_title = candidate.known->episode_title;
  return report;
}

SourceRecord record_of(const WalkedFile& file, Id content, const import::FileReport& report) {
  return {.path = file.path.generic_string(),
          .entry_path = file.entry_path,
          .size_bytes = file.size_bytes,
          .modified_ms = file.modified_ms,
          .content = content,
          .episode = report.episode,
          .episode_title = report.episode_title,
          .became = report.became};
}

/// Runs the importer over `files`; `contents` gets the hash of each file that could be read.
Result<void> run(import::Importer& importer, std::span<const WalkedFile* const> files,
                 const LibraryImportOptions& options, std::vector<Id>& contents,
                 const std::function<Result<void>(std::span<const std::byte>)>& store) {
  contents.assign(files.size(), Id{});
  const auto store_packs = [&]() -> Result<void> {
    while (auto pack = importer.take_pack()) {
      if (auto stored = store(*pack); !stored) return stored;
    }
    return {};
  };
  while (true) {
    while (importer.read_archived()) {
      if (auto stored = store_packs(); !stored) return stored;
    }
    const auto next = importer.next_file();
    if (!next) break;
    const WalkedFile& file = *files[*next];
    if (options.progress &&
        !options.progress(importer.files_done(), importer.files_total(), file.entry_path))
      return std::unexpected(Error{ErrorCode::Cancelled, ""});
    const auto bytes = read_file(file.path, options.import.max_file_bytes);
    if (bytes) {
      contents[*next] = content_of(*bytes);
      importer.add(*next, *bytes);
    } else {
      importer.add_unreadable(*next, bytes.error());
    }
    if (auto stored = store_packs(); !stored) return stored;
  }
  importer.finish();
  return store_packs();
}

/// The show of each file by its folder, judged over all files, so that it does not depend on which
/// changed.
std::vector<std::string> shows_of(std::span<const library::NamedFile> named) {
  std::vector<library::NamedFile> readable;
  for (const library::NamedFile& file : named) {
    if (library::is_read(file.type)) readable.push_back(file);
  }
  std::vector<std::string> of_readable = library::show_folders(readable);
  std::vector<std::string> shows(named.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (library::is_read(named[i].type)) shows[i] = std::move(of_readable[next++]);
  }
  return shows;
}

void sort_reports(ImportOutcome& outcome) {
  std::ranges::stable_sort(outcome.reports, library::natural_less, &import::FileReport::path);
}

}  // namespace

Result<ImportOutcome> import_into(LibraryStore& store, std::span<const fs::path> roots,
                                  const LibraryImportOptions& options) {
  ImportOutcome outcome;
  Walk walk = walk_files(roots);
  outcome.errors = std::move(walk.errors);

  std::map<std::string_view, const SourceRecord*> known;
  for (const SourceRecord& source : store.manifest().sources)
    known.emplace(source.path, &source);

  const StoredEpisodes stored(store);
  std::vector<Candidate> candidates;
  std::vector<library::NamedFile> named;
  for (const WalkedFile& file : walk.files) {
    const auto found = known.find(file.path.generic_string());
    Candidate candidate{.file = &file, .known = found == known.end() ? nullptr : found->second};
    candidate.state = state_of(file, candidate.known, options.import.max_file_bytes);
    if (stored.is_any_lost() && candidate.known != nullptr && candidate.known->episode.valid() &&
        !stored.has(candidate.known->episode))
      candidate.state = State::New;  // the pack that had it is lost
    candidate.is_read = candidate.state == State::New;
    candidates.push_back(candidate);
    named.push_back({file.entry_path, library::read_file_name(file.entry_path),
                     library::file_type(file.entry_path)});
  }
  mark_companions(candidates, named);
  const std::vector<std::string> shows = shows_of(named);
  const std::vector<Id> before =
      episodes_before(candidates, store.manifest(), options.import.max_file_bytes);

  std::vector<import::FileEntry> entries;
  std::vector<const WalkedFile*> files;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!candidates[i].is_read) continue;
    files.push_back(candidates[i].file);
    entries.push_back({.path = candidates[i].file->entry_path,
                       .size_bytes = candidates[i].file->size_bytes,
                       .show = shows[i],
                       .episode = before[i]});
  }

  Manifest manifest = store.manifest();
  const std::uint32_t import_number = manifest.next_import_number();
  const std::size_t packs_before = manifest.packs.size();
  const auto put = [&](std::span<const std::byte> bytes) -> Result<void> {
    auto id = store.put_pack(bytes);
    if (!id) return std::unexpected(id.error());
    // The same content again counts as new: it was read again because something round it changed.
    std::erase_if(manifest.packs, [&](const PackEntry& entry) { return entry.id == *id; });
    manifest.packs.push_back({*id, import_number});
    outcome.pack_bytes += bytes.size();
    ++outcome.packs_written;
    return {};
  };
  std::vector<Id> contents;
  // With a feed all files are read again; what it does not change is not written again.
  import::ImportOptions importing = options.import;
  importing.is_stored = [&stored](const pack::Pack& of_one, std::span<const Id> lists) {
    return stored.has_same(of_one, lists);
  };
  import::Importer importer(std::move(entries), std::move(importing));
  if (auto ran = run(importer, files, options, contents, put); !ran)
    return std::unexpected(ran.error());

  std::map<std::string, SourceRecord> sources;
  for (SourceRecord& source : manifest.sources) {
    std::string path = source.path;
    sources.emplace(std::move(path), std::move(source));
  }
  outcome.reports = importer.reports();
  bool is_changed = outcome.packs_written != 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    SourceRecord record = record_of(*files[i], contents[i], outcome.reports[i]);
    // Unreadable today may be readable tomorrow; other refusals are of the content.
    if (!contents[i].valid() && outcome.reports[i].became == "refused") continue;
    std::string path = record.path;
    sources.insert_or_assign(std::move(path), std::move(record));
    is_changed = true;
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.is_read) continue;
    outcome.reports.push_back(unchanged_report(candidate));
    if (candidate.state == State::Touched) {
      sources[candidate.file->path.generic_string()].modified_ms = candidate.file->modified_ms;
      is_changed = true;
    }
  }
  sort_reports(outcome);
  if (!is_changed) return outcome;

  manifest.sources.clear();
  for (auto& [path, source] : sources)
    manifest.sources.push_back(std::move(source));
  if (packs_before != 0 && outcome.packs_written != 0) {
    outcome.packs_removed = drop_replaced_packs(store, manifest);
  }
  if (auto committed = store.commit(std::move(manifest)); !committed)
    return std::unexpected(committed.error());
  return outcome;
}

Result<std::vector<std::byte>> import_single_pack(std::span<const fs::path> roots,
                                                  const LibraryImportOptions& options,
                                                  ImportOutcome& outcome) {
  Walk walk = walk_files(roots);
  outcome.errors = std::move(walk.errors);
  std::vector<import::FileEntry> entries;
  std::vector<const WalkedFile*> files;
  for (const WalkedFile& file : walk.files) {
    entries.push_back({.path = file.entry_path, .size_bytes = file.size_bytes});
    files.push_back(&file);
  }
  LibraryImportOptions single = options;
  single.import.pack_text_bytes = {SIZE_MAX};
  std::vector<std::byte> pack;
  std::vector<Id> contents;
  import::Importer importer(std::move(entries), single.import);
  const auto keep = [&](std::span<const std::byte> bytes) -> Result<void> {
    pack.assign(bytes.begin(), bytes.end());
    outcome.pack_bytes = bytes.size();
    ++outcome.packs_written;
    return {};
  };
  if (auto ran = run(importer, files, single, contents, keep); !ran)
    return std::unexpected(ran.error());
  outcome.reports = importer.reports();
  sort_reports(outcome);
  return pack;
}

}  // namespace earshot::shell
