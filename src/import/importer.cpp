// The order of work. Files are grouped by name before any is read (`library::group_files`). Feeds
// come first: they name files, and groups that one episode of a feed names become one
// (`join_named_by_feed`). Then come groups without a transcript by name: they are small, and what
// they say (titles, listed episodes, shows) must be known when a transcript looks for its other
// half. Then come the groups with transcripts, each written into the current pack as soon as its
// last file is read. So at any time memory holds: one group, the shelf (bounded), what feeds tell,
// one pack.
//
// Audio is never asked for. It is in the groups, so that the report can say which episode it
// belongs to.
#include "import/importer.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "formats/parse.h"
#include "import/archive.h"
#include "import/assembly.h"
#include "import/pack_builder.h"
#include "import/shelf.h"
#include "library/grouping.h"
#include "library/identity.h"
#include "library/references.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::import {
namespace {

constexpr std::string_view kUnsorted = "Unsorted";

std::string sentence_of(const Error& error) {
  std::string text(sentence(error.code));
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  return text;
}

/// File systems give names in any bytes; texts are UTF-8.
std::string as_utf8(std::string path) {
  if (text::is_valid_utf8(path)) return path;
  std::string out;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else {
      out += "\xEF\xBF\xBD";
    }
  }
  return out;
}

std::string became(model::FileKind kind) {
  return kind == model::FileKind::Unknown ? "ignored" : std::string(model::name(kind));
}

/// Is the file to be read? A file dropped by itself is meant to be read, whatever its name says,
/// unless its name says picture, sound or archive.
bool is_wanted(const library::NamedFile& file) {
  switch (file.type) {
    case library::FileType::Unknown:
    case library::FileType::Housekeeping:
      return file.path.find('/') == std::string::npos && !file.path.starts_with('.');
    case library::FileType::Audio:
    case library::FileType::Other:
      return false;
    default:
      return library::is_read(file.type);
  }
}

/// Data files lie in folders for many purposes: one that was read as notes only because nothing
/// else would have it is none of ours.
bool is_other_data(const library::NamedFile& file, const model::ParsedFile& parsed) {
  if (file.path.find('/') == std::string::npos || parsed.kind != model::FileKind::Notes)
    return false;
  return file.type == library::FileType::Feed || file.type == library::FileType::Data ||
         file.name.extension == "tsv";
}

/// A file in an archive: its number there. Entries of the host's have none.
struct Archived {
  std::size_t archive = 0;
  std::size_t file = 0;
};

constexpr std::string_view kZip = ".zip";

bool is_archive(std::string_view path) {
  return path.size() > kZip.size() &&
         text::equal_no_case(path.substr(path.size() - kZip.size()), kZip);
}

Diagnostic remark(std::string_view code, std::string message) {
  return {.line_in_source = 0,
          .column_in_source = 0,
          .severity = Severity::Note,
          .code = std::string(code),
          .message = std::move(message),
          .excerpt = {}};
}

/// What feeds that a list names are for.
Diagnostic about_feeds(std::size_t count) {
  return remark("feed-list", "A list of " + std::to_string(count) +
                                 (count == 1 ? " feed" : " feeds") +
                                 ". Save the feeds you want as files and import these: most feeds "
                                 "may not be fetched by another page.");
}

/// When a group is read.
enum class Phase : std::uint8_t { Feeds, Unknown, Texts, Data, Transcripts };

Phase phase_of(library::FileType type) {
  switch (type) {
    case library::FileType::Feed:
      return Phase::Feeds;
    case library::FileType::Text:
      return Phase::Texts;
    case library::FileType::Data:
      return Phase::Data;
    case library::FileType::Transcript:
      return Phase::Transcripts;
    default:
      return Phase::Unknown;
  }
}

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

}  // namespace

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
  std::vector<std::string_view> reasons;  // of the entries: why they are in their group
  std::vector<Group> groups;
  std::vector<Turn> turns;
  std::size_t next_turn = 0;
  std::size_t done = 0;

  std::vector<ParsedEntry> parsed;  // of the current group
  std::map<Id, std::size_t> seen;   // by content: the entry that was first
  std::map<std::size_t, std::size_t> duplicate_of;
  std::set<Id> ids;  // of the episodes written
  Shows told_shows;
  Shelf shelf;
  library::References references;  // to numbers on the shelf
  bool are_feeds_read = false;
  PackBuilder builder;
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
  void place(Draft draft);
  void report(const Draft& draft, Id id);
  void write(Draft draft);
  void keep_source(FileReport& report, std::span<const std::byte> bytes);
  void write_sources(const Draft& draft);
  Id id_of(const Draft& draft);
  void cut_pack();
  std::size_t pack_limit() const;
};

/// A report for each entry; archives wait to be opened, since what they hold must be planned.
void Importer::State::begin() {
  archived.resize(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    FileReport report;
    report.path = as_utf8(entries[i].path);
    reports.push_back(std::move(report));
    if (!is_archive(entries[i].path)) continue;
    if (entries[i].size_bytes > options.max_file_bytes) {
      refuse(i, sentence_of({ErrorCode::TooLarge, ""}));
      ++done;
    } else {
      archive_entries.push_back(i);
    }
  }
  archives.resize(archive_entries.size());
  files_left.resize(archive_entries.size());
  if (archive_entries.empty()) plan();
}

void Importer::State::plan() {
  is_planned = true;
  std::vector<std::size_t> wanted;
  std::vector<library::NamedFile> wanted_files;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string path = as_utf8(entries[i].path);
    if (archived[i]) {  // an archive names the show as a folder does
      const std::string& outer = reports[archive_entries[archived[i]->archive]].path;
      path.erase(outer.size() - kZip.size(), kZip.size());
    }
    const library::FileType type = library::file_type(path);
    files.push_back({path, library::read_file_name(path), type});
    if (!reports[i].became.empty()) continue;  // an archive, or one of its files that is refused
    if (type == library::FileType::Audio) {
      reports[i].became = "ignored";  // until an episode is found for it
      ++done;
      wanted.push_back(i);
      wanted_files.push_back(files.back());
    } else if (!is_wanted(files.back())) {
      reports[i].became = "ignored";
      ++done;
    } else if (entries[i].size_bytes > options.max_file_bytes) {
      refuse(i, sentence_of({ErrorCode::TooLarge, ""}));
      ++done;
    } else {
      wanted.push_back(i);
      wanted_files.push_back(files.back());
    }
  }

  shows.resize(entries.size());
  const std::vector<std::string> folders = library::show_folders(wanted_files);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string& said = entries[wanted[i]].show;
    shows[wanted[i]] = !options.fallback_show.empty() ? options.fallback_show
                       : !said.empty()                ? as_utf8(said)
                       : !folders[i].empty()          ? folders[i]
                                                      : std::string(kUnsorted);
  }

  reasons.resize(entries.size());
  for (const library::FileGroup& found : library::group_files(wanted_files)) {
    Group group;
    std::optional<Phase> phase;
    for (const std::size_t file : found.files) {
      reasons[wanted[file]] = found.reason;
      const library::FileType type = wanted_files[file].type;
      if (type == library::FileType::Audio) {
        group.audio.push_back(wanted[file]);
        continue;
      }
      group.entries.push_back(wanted[file]);
      // A feed beside anything is still read first; else what comes latest decides.
      const Phase own = phase_of(type);
      const bool is_feed = own == Phase::Feeds || phase == Phase::Feeds;
      phase = is_feed ? Phase::Feeds : std::max(phase.value_or(own), own);
    }
    group.phase = phase.value_or(Phase::Transcripts);
    groups.push_back(std::move(group));
  }
  std::ranges::stable_sort(groups, {}, &Group::phase);
  make_turns(0);
  for (const Turn& turn : turns) {
    if (archived[turn.entry]) ++files_left[archived[turn.entry]->archive];
  }
}

/// The turns of the groups from `first_group` on, in place of those that were planned.
void Importer::State::make_turns(std::size_t first_group) {
  turns.resize(next_turn);
  for (std::size_t i = first_group; i < groups.size(); ++i) {
    for (const std::size_t entry : groups[i].entries)
      turns.push_back({entry, i, entry == groups[i].entries.back()});
  }
}

/// Makes one group of all that one episode of a feed names, of what has not been read.
void Importer::State::join_named_by_feed() {
  if (references.empty()) return;
  const std::size_t first = next_turn < turns.size() ? turns[next_turn].group : groups.size();
  const auto is_open = [&](std::size_t group) {
    return group >= first || (groups[group].entries.empty() && !groups[group].audio.empty());
  };
  std::map<std::string, std::size_t> names;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!is_open(i)) continue;
    for (const auto* list : {&groups[i].entries, &groups[i].audio}) {
      for (const std::size_t entry : *list)
        ++names[library::folded_file_name(files[entry].path)];
    }
  }
  std::map<std::size_t, std::size_t> group_of;  // by the feed's episode
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!is_open(i)) continue;
    Group& group = groups[i];
    for (const auto* list : {&group.entries, &group.audio}) {
      for (const std::size_t entry : *list) {
        const std::string& path = files[entry].path;
        const auto found = references.find(path, names[library::folded_file_name(path)] > 1);
        if (!found || (group.told && *group.told != found->target)) continue;
        group.told = found->target;
        reasons[entry] = found->reason;
      }
    }
    if (!group.told) continue;
    const auto [known, is_new] = group_of.emplace(*group.told, i);
    if (is_new) continue;
    Group& whole = groups[known->second];
    whole.entries.insert(whole.entries.end(), group.entries.begin(), group.entries.end());
    whole.audio.insert(whole.audio.end(), group.audio.begin(), group.audio.end());
    whole.phase = std::max(whole.phase, group.phase);
    group.entries.clear();
    group.audio.clear();
  }
  // Audio alone is of the feed's episode itself.
  for (Group& group : groups) {
    if (!group.told || !group.entries.empty() || group.audio.empty()) continue;
    if (Draft* told = shelf.listed(*group.told)) add_audio(*told, std::exchange(group.audio, {}));
  }
  std::stable_sort(groups.begin() + static_cast<std::ptrdiff_t>(first), groups.end(),
                   [](const Group& a, const Group& b) { return a.phase < b.phase; });
  make_turns(first);
}

void Importer::State::refuse(std::size_t entry, std::string error) {
  reports[entry].became = "refused";
  reports[entry].error = std::move(error);
}

std::size_t Importer::State::pack_limit() const {
  if (options.pack_text_bytes.empty()) return SIZE_MAX;
  return options.pack_text_bytes[std::min(packs_cut, options.pack_text_bytes.size() - 1)];
}

void Importer::State::end_turn() {
  const Turn turn = turns[next_turn++];
  ++done;
  if (!turn.is_last_of_group) return;
  close_group(groups[turn.group]);
  const bool is_last_feed =
      next_turn == turns.size() || groups[turns[next_turn].group].phase > Phase::Unknown;
  if (!are_feeds_read && is_last_feed) {
    are_feeds_read = true;
    join_named_by_feed();
  }
}

void Importer::State::add_audio(Draft& draft, const std::vector<std::size_t>& audio) const {
  for (const std::size_t entry : audio) {
    const std::string& path = files[entry].path;
    draft.files.push_back({.entry = entry,
                           .source = hash_id(path),
                           .path = path,
                           .title = files[entry].name.title,
                           .reason = reasons[entry],
                           .is_audio = true});
  }
}

/// Keeps an episode of a list, and what a feed says of its files.
void Importer::State::list(Draft listed) {
  const model::Episode& episode = listed.episode;
  std::vector<std::string> urls;
  for (const model::TranscriptRef& transcript : episode.transcripts)
    urls.push_back(transcript.url);
  urls.push_back(episode.chapters_source.url);
  const std::string audio = episode.enclosure.url;
  const std::size_t number = shelf.list(std::move(listed));
  for (const std::string& url : urls)
    references.add(url, number);
  references.add_audio(audio, number);
}

void Importer::State::close_group(const Group& group) {
  if (parsed.empty()) return;
  const std::string show = shows[parsed.front().entry];
  Assembled assembled = assemble(std::exchange(parsed, {}), show);
  for (model::Show& told : assembled.shows) {
    std::string key = show_key(told.title);
    told_shows.emplace(std::move(key), std::move(told));
  }
  for (Draft& listed : assembled.listed)
    list(std::move(listed));
  if (assembled.full.empty()) return;
  assembled.full.front().told = group.told;
  add_audio(assembled.full.front(), group.audio);
  for (Draft& full : assembled.full)
    place(std::move(full));
}

/// Writes the episode, or lets it wait for its other half.
void Importer::State::place(Draft draft) {
  if (draft.transcripts.empty()) {
    // Chapters may meet the notes before the transcript comes. Notes of one title do not: many
    // shows call an episode "Questions" every month.
    if (draft.notes.empty() && !draft.told) {
      if (auto partner = shelf.take_partner(draft)) {
        merge(partner->draft, std::move(draft), partner->reason);
        draft = std::move(partner->draft);
      }
    }
    shelf.hold(std::move(draft));
    while (auto oldest = shelf.take_overflow())
      write(std::move(*oldest));
    return;
  }
  if (draft.notes.empty() && !draft.told) {
    if (auto partner = shelf.take_partner(draft)) {
      merge(partner->draft, std::move(draft), partner->reason);
      draft = std::move(partner->draft);
    }
  }
  write(std::move(draft));
}

/// The guid's id; else that of the transcript (it is what stays when notes are added later), else
/// of the notes. An id met twice in one import is made another one: nothing may hide an episode.
Id Importer::State::id_of(const Draft& draft) {
  Id id;
  if (!draft.episode.guid.empty()) {
    id = library::id_from_guid(draft.show, draft.episode.guid);
  } else if (draft.episode.listed_only) {
    id = library::id_from_title(draft.show, draft.episode.title);
  } else if (!draft.transcripts.empty() && !draft.transcripts.front().transcript.plain.empty()) {
    id = library::id_from_content(draft.transcripts.front().transcript.plain);
  } else if (!draft.notes.empty() && !draft.notes.front().notes.plain.empty()) {
    id = library::id_from_content(draft.notes.front().notes.plain);
  } else {
    id = library::id_from_title(draft.show, draft.episode.title);
  }
  while (!ids.insert(id).second)
    id = library::id_from_guid(to_string(id), draft.source);
  return id;
}

/// Tells of each file of the episode with which it was paired, and why.
void Importer::State::report(const Draft& draft, Id id) {
  const DraftFile& main = draft.files.front();
  const DraftFile* partner = nullptr;
  for (const DraftFile& file : draft.files) {
    FileReport& report = reports[file.entry];
    // A list's own report is of its main episode.
    if (!file.is_list || !report.episode.valid()) {
      report.episode = id;
      report.episode_title = draft.episode.title;
    }
    if (file.is_audio) report.became = "audio";
    if (&file == &main || !report.pairing_with.empty()) continue;
    if (file.is_list) continue;
    report.pairing_with = main.path;
    report.pairing_reason = file.reason;
    report.can_stand_apart = !file.is_audio;  // nothing of it could stand
    if (partner == nullptr) partner = &file;
  }
  FileReport& report = reports[main.entry];
  if (partner == nullptr || main.is_list || !report.pairing_with.empty()) return;
  report.pairing_with = partner->path;
  report.pairing_reason = partner->reason;
}

void Importer::State::write(Draft draft) {
  if (!draft.episode.listed_only) {
    if (auto listed = shelf.take_listed(draft)) {
      // A page's list only adds a description; a feed is who says what the episode is.
      if (listed->draft.episode.listed_only) {
        merge(draft, std::move(listed->draft), listed->reason);
      } else {
        merge(listed->draft, std::move(draft), listed->reason);
        draft = std::move(listed->draft);
      }
    }
  }
  order_texts(draft);
  fill_duration(draft);
  const Id id = id_of(draft);
  draft.files.front().reason = {};  // the others are with it
  if (!draft.episode.listed_only) report(draft, id);
  builder.add(draft, id, told_shows);
  write_sources(draft);
  if (std::max(builder.text_bytes(), builder.source_bytes()) >= pack_limit()) cut_pack();
}

void Importer::State::keep_source(FileReport& report, std::span<const std::byte> bytes) {
  if (bytes.size() <= pack::kMaxSourceBytes) {
    sources[report.source] = {pack::pack_source(bytes, options.source_packing), bytes.size()};
    return;
  }
  report.diagnostics.push_back({.severity = Severity::Note,
                                .code = "source-not-kept",
                                .message = "The file has over " +
                                           std::to_string(pack::kMaxSourceBytes >> 20) +
                                           " MB: it is read, but cannot be shown as it was.",
                                .excerpt = {}});
}

/// Each source goes into one pack, the first with an episode of it.
void Importer::State::write_sources(const Draft& draft) {
  for (const DraftFile& file : draft.files) {
    const auto at = sources.find(file.source);
    if (at == sources.end()) continue;
    builder.add_source(at->first, at->second.packed, at->second.size);
    sources.erase(at);
  }
}

void Importer::State::cut_pack() {
  if (builder.empty()) return;
  packs.push_back(builder.finish());
  builder = PackBuilder();
  ++packs_cut;
}

Importer::Importer(std::vector<FileEntry> entries, ImportOptions options)
    : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->entries = std::move(entries);
  state_->begin();
}

Importer::~Importer() = default;
Importer::Importer(Importer&&) noexcept = default;
Importer& Importer::operator=(Importer&&) noexcept = default;

/// The entry whose turn it is; the number of entries where all are done.
std::size_t Importer::State::next_entry() const {
  if (!is_planned) return archive_entries[next_archive];
  return next_turn < turns.size() ? turns[next_turn].entry : entries.size();
}

void Importer::State::open_archive(std::size_t entry, std::span<const std::byte> bytes) {
  // All archives are held until they are read: their files pair with each other.
  if (archive_bytes + bytes.size() > options.max_file_bytes) {
    return refuse(entry, "The archives are too large together; import them one after the other.");
  }
  auto archive = Archive::open({bytes.begin(), bytes.end()}, options.max_file_bytes);
  if (!archive) return refuse(entry, sentence_of(archive.error()));
  reports[entry].became = "archive";
  for (std::size_t i = 0; i < archive->files().size(); ++i) {
    const ArchivedFile& file = archive->files()[i];
    FileReport report;
    report.path = reports[entry].path + "/" + file.path;
    if (is_archive(file.path)) {
      report.became = "refused";
      report.error = "An archive in an archive is not read; unpack it and import its folder.";
    } else if (!file.refusal.empty() && library::is_read(library::file_type(file.path))) {
      report.became = "refused";
      report.error = file.refusal;
    }
    if (!report.became.empty()) ++done;
    if (file.is_renamed) {
      report.diagnostics.push_back(
          remark("unsafe-name",
                 "Its name in the archive was changed: it led out of the archive, "
                 "or was written as on Windows."));
    }
    entries.push_back({.path = report.path, .size_bytes = file.size_bytes});
    archived.push_back(Archived{next_archive, i});
    reports.push_back(std::move(report));
  }
  archive_bytes += bytes.size();
  archives[next_archive] = *std::move(archive);
}

/// The archive was read, or was not; when all were, the files are planned.
void Importer::State::end_archive() {
  ++done;
  if (++next_archive == archive_entries.size()) plan();
}

/// Reads a file out of its archive; the last one gives the archive's memory back.
void Importer::State::read_archived(std::size_t entry) {
  const Archived place = *archived[entry];
  std::optional<Archive>& archive = archives[place.archive];
  const auto bytes = archive->read(place.file);
  if (bytes) {
    read(entry, *bytes);
  } else {
    refuse(entry, sentence_of(bytes.error()));
  }
  if (--files_left[place.archive] == 0) {
    archive_bytes -= archive->bytes_held();
    archive.reset();
  }
  end_turn();
}

std::optional<std::size_t> Importer::next_file() {
  while (read_archived()) {
  }
  const std::size_t next = state_->next_entry();
  return next < state_->entries.size() ? std::optional(next) : std::nullopt;
}

bool Importer::read_archived() {
  State& state = *state_;
  const std::size_t next = state.next_entry();
  if (next >= state.entries.size() || !state.archived[next]) return false;
  state.read_archived(next);
  return true;
}

void Importer::State::read(std::size_t entry, std::span<const std::byte> bytes) {
  FileReport& report = reports[entry];
  const Id source = hash_id({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  report.source = source;

  if (bytes.empty()) {
    refuse(entry, "This file is empty.");
  } else if (const auto first = seen.find(source); first != seen.end()) {
    duplicate_of.emplace(entry, first->second);
    report.became = "duplicate";
    report.pairing_with = reports[first->second].path;
    report.pairing_reason = library::kSameContent;
  } else {
    formats::ParseOptions parse_options;
    parse_options.max_bytes = options.max_file_bytes;
    auto file = formats::parse_file(report.path, bytes, parse_options);
    if (!file) {
      refuse(entry, sentence_of(file.error()));
    } else {
      seen.emplace(source, entry);
      if (is_other_data(files[entry], *file)) file->kind = model::FileKind::Unknown;
      report.became = became(file->kind);
      report.format = model::name(file->format);
      report.diagnostics.insert(report.diagnostics.end(),
                                std::make_move_iterator(file->diagnostics.begin()),
                                std::make_move_iterator(file->diagnostics.end()));
      if (file->kind == model::FileKind::Opml)
        report.diagnostics.insert(report.diagnostics.begin(), about_feeds(file->feeds.size()));
      report.more_diagnostics = file->more_diagnostics;
      keep_source(report, bytes);
      if (file->kind != model::FileKind::Unknown && file->kind != model::FileKind::Opml) {
        parsed.push_back({.entry = entry,
                          .path = report.path,
                          .name = files[entry].name,
                          .source = source,
                          .reason = reasons[entry],
                          .file = std::move(*file)});
      }
    }
  }
}

void Importer::add(std::size_t entry, std::span<const std::byte> bytes) {
  State& state = *state_;
  if (state.next_entry() != entry || entry >= state.entries.size()) return;  // not asked for
  if (!state.is_planned) {
    state.open_archive(entry, bytes);
    return state.end_archive();
  }
  state.read(entry, bytes);
  state.end_turn();
}

void Importer::add_unreadable(std::size_t entry, const Error& error) {
  State& state = *state_;
  if (state.next_entry() != entry || entry >= state.entries.size()) return;
  state.refuse(entry, sentence_of(error));
  state.is_planned ? state.end_turn() : state.end_archive();
}

void Importer::finish() {
  State& state = *state_;
  if (state.is_finished) return;
  state.is_finished = true;
  while (!state.is_planned) {
    state.refuse(state.archive_entries[state.next_archive],
                 sentence_of({ErrorCode::Cancelled, ""}));
    state.end_archive();
  }
  // Where the host stopped early, what was not read is left out, and said to be.
  if (!state.parsed.empty()) state.close_group(state.groups[state.turns[state.next_turn].group]);
  for (; state.next_turn < state.turns.size(); ++state.next_turn)
    state.refuse(state.turns[state.next_turn].entry, sentence_of({ErrorCode::Cancelled, ""}));
  while (auto held = state.shelf.take_oldest())
    state.write(std::move(*held));
  for (Draft& listed : state.shelf.take_all_listed())
    state.write(std::move(listed));
  // Files that gave no episode have remarks to be looked at as well.
  if (!state.builder.empty()) {
    for (const auto& [id, kept] : std::exchange(state.sources, {}))
      state.builder.add_source(id, kept.packed, kept.size);
  }
  state.cut_pack();
  for (const auto& [entry, first] : state.duplicate_of) {
    state.reports[entry].episode = state.reports[first].episode;
    state.reports[entry].episode_title = state.reports[first].episode_title;
  }
}

std::optional<std::vector<std::byte>> Importer::take_pack() {
  if (state_->packs.empty()) return std::nullopt;
  std::vector<std::byte> pack = std::move(state_->packs.front());
  state_->packs.pop_front();
  return pack;
}

std::size_t Importer::files_done() const {
  return state_->done;
}
std::size_t Importer::files_total() const {
  return state_->entries.size();
}
const std::vector<FileReport>& Importer::reports() const {
  return state_->reports;
}

}  // namespace earshot::import
