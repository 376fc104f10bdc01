// The order of work. Files are grouped by name before any is read (`library::group_files`). Groups
// without a transcript by name come first: they are small, and what they say (titles, listed
// episodes, shows) must be known when a transcript looks for its other half. Then come the groups
// with transcripts, each written into the current pack as soon as its last file is read. So at any
// time memory holds: one group, the shelf (bounded), one pack.
#include "import/importer.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "formats/parse.h"
#include "import/assembly.h"
#include "import/pack_builder.h"
#include "import/shelf.h"
#include "library/grouping.h"
#include "library/identity.h"
#include "text/encoding.h"

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
    case library::FileType::Transcript:
    case library::FileType::Text:
      return true;
    case library::FileType::Unknown:
    case library::FileType::Housekeeping:
      return file.path.find('/') == std::string::npos && !file.path.starts_with('.');
    case library::FileType::Other:
      return false;
  }
  return false;
}

struct Group {
  std::vector<std::size_t> entries;
  std::string_view reason;
  bool has_transcript = false;
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
  std::vector<FileEntry> entries;
  std::vector<library::NamedFile> files;  // of the entries
  std::vector<std::string> shows;         // of the entries: title where no file names one
  std::vector<FileReport> reports;
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
  PackBuilder builder;
  std::size_t packs_cut = 0;
  std::deque<std::vector<std::byte>> packs;
  bool is_finished = false;

  void plan();
  void refuse(std::size_t entry, std::string error);
  void end_turn();
  void close_group(const Group& group);
  void report_pairing(const Group& group);
  void place(Draft draft, const Group& group);
  void report_title_pairing(const Draft& notes, const Draft& transcript);
  void write(Draft draft);
  Id id_of(const Draft& draft);
  void cut_pack();
  std::size_t pack_limit() const;
};

void Importer::State::plan() {
  std::vector<std::size_t> wanted;
  std::vector<library::NamedFile> wanted_files;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string path = as_utf8(entries[i].path);
    FileReport report;
    report.path = path;
    reports.push_back(std::move(report));
    const library::FileType type = library::file_type(path);
    files.push_back({path, library::read_file_name(path), type});
    if (!is_wanted(files.back())) {
      reports.back().became = "ignored";
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

  for (const library::FileGroup& found : library::group_files(wanted_files)) {
    Group group{.entries = {}, .reason = found.reason};
    for (const std::size_t file : found.files) {
      group.entries.push_back(wanted[file]);
      if (wanted_files[file].type == library::FileType::Transcript) group.has_transcript = true;
    }
    groups.push_back(std::move(group));
  }
  std::ranges::stable_partition(groups, [](const Group& group) { return !group.has_transcript; });
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const std::size_t entry : groups[i].entries)
      turns.push_back({entry, i, entry == groups[i].entries.back()});
  }
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
  if (turn.is_last_of_group) close_group(groups[turn.group]);
}

/// Tells which file of the group was paired with which, before `parsed` is taken apart.
void Importer::State::report_pairing(const Group& group) {
  if (parsed.size() < 2) return;
  const auto is_main = [](const ParsedEntry& file) {
    return file.file.kind == model::FileKind::Page || file.file.kind == model::FileKind::Notes;
  };
  const auto found = std::ranges::find_if(parsed, is_main);
  const ParsedEntry& main = found == parsed.end() ? parsed.front() : *found;
  for (const ParsedEntry& file : parsed) {
    if (file.entry == main.entry) continue;
    if (reports[main.entry].pairing_with.empty()) reports[main.entry].pairing_with = file.path;
    reports[file.entry].pairing_with = main.path;
    reports[file.entry].pairing_reason = group.reason;
  }
  reports[main.entry].pairing_reason = group.reason;
}

void Importer::State::close_group(const Group& group) {
  if (parsed.empty()) return;
  report_pairing(group);
  const std::string show = shows[parsed.front().entry];
  Assembled assembled = assemble(std::exchange(parsed, {}), show);
  for (const SameWords& same : assembled.same_words) {
    reports[same.entry].became = "duplicate";
    reports[same.entry].pairing_with = reports[same.as_entry].path;
    reports[same.entry].pairing_reason = library::kSameContent;
  }
  for (model::Show& told : assembled.shows) {
    std::string key = show_key(told.title);
    told_shows.emplace(std::move(key), std::move(told));
  }
  for (Draft& listed : assembled.listed)
    shelf.list(std::move(listed));
  for (Draft& full : assembled.full)
    place(std::move(full), group);
}

void Importer::State::report_title_pairing(const Draft& notes, const Draft& transcript) {
  const auto pair = [&](std::size_t entry, std::size_t with) {
    if (!reports[entry].pairing_with.empty()) return;
    reports[entry].pairing_with = reports[with].path;
    reports[entry].pairing_reason = library::kSameTitle;
  };
  pair(notes.entries.front(), transcript.entries.front());
  for (const std::size_t entry : transcript.entries)
    pair(entry, notes.entries.front());
}

/// Writes the episode, or lets it wait for its other half.
void Importer::State::place(Draft draft, const Group& group) {
  if (!group.has_transcript && draft.transcripts.empty()) {
    shelf.hold(std::move(draft));
    while (auto oldest = shelf.take_overflow())
      write(std::move(*oldest));
    return;
  }
  if (draft.notes.empty()) {
    if (auto partner = shelf.take_partner(draft)) {
      report_title_pairing(*partner, draft);
      partner->entries.insert(partner->entries.end(), draft.entries.begin(), draft.entries.end());
      partner->sources.insert(partner->sources.end(), draft.sources.begin(), draft.sources.end());
      merge(*partner, std::move(draft));
      write(std::move(*partner));
      return;
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

void Importer::State::write(Draft draft) {
  if (!draft.episode.listed_only) {
    if (auto listed = shelf.take_listed(draft)) {
      // The page stays a source of the episode for its description; its own report is of its main
      // one.
      if (draft.notes.empty()) draft.sources.push_back(listed->sources.front());
      merge(draft, std::move(*listed));
      draft.episode.listed_only = false;
    }
  }
  fill_duration(draft);
  const Id id = id_of(draft);
  if (!draft.episode.listed_only) {
    for (const std::size_t entry : draft.entries) {
      reports[entry].episode = id;
      reports[entry].episode_title = draft.episode.title;
    }
  }
  builder.add(draft, id, told_shows);
  if (builder.text_bytes() >= pack_limit()) cut_pack();
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
  state_->plan();
}

Importer::~Importer() = default;
Importer::Importer(Importer&&) noexcept = default;
Importer& Importer::operator=(Importer&&) noexcept = default;

std::optional<std::size_t> Importer::next_file() {
  if (state_->next_turn == state_->turns.size()) return std::nullopt;
  return state_->turns[state_->next_turn].entry;
}

void Importer::add(std::size_t entry, std::span<const std::byte> bytes) {
  State& state = *state_;
  if (next_file() != entry) return;  // not asked for
  FileReport& report = state.reports[entry];
  const Id source = hash_id({reinterpret_cast<const char*>(bytes.data()), bytes.size()});

  if (bytes.empty()) {
    state.refuse(entry, "This file is empty.");
  } else if (const auto first = state.seen.find(source); first != state.seen.end()) {
    state.duplicate_of.emplace(entry, first->second);
    report.became = "duplicate";
    report.pairing_with = state.reports[first->second].path;
    report.pairing_reason = library::kSameContent;
  } else {
    formats::ParseOptions options;
    options.max_bytes = state.options.max_file_bytes;
    auto file = formats::parse_file(report.path, bytes, options);
    if (!file) {
      state.refuse(entry, sentence_of(file.error()));
    } else {
      state.seen.emplace(source, entry);
      report.became = became(file->kind);
      report.format = model::name(file->format);
      report.diagnostics = std::move(file->diagnostics);
      report.more_diagnostics = file->more_diagnostics;
      if (file->kind != model::FileKind::Unknown && file->kind != model::FileKind::Opml) {
        state.parsed.push_back({.entry = entry,
                                .path = report.path,
                                .name = state.files[entry].name,
                                .source = source,
                                .file = std::move(*file)});
      }
    }
  }
  state.end_turn();
}

void Importer::add_unreadable(std::size_t entry, const Error& error) {
  if (next_file() != entry) return;
  state_->refuse(entry, sentence_of(error));
  state_->end_turn();
}

void Importer::finish() {
  State& state = *state_;
  if (state.is_finished) return;
  state.is_finished = true;
  // Where the host stopped early, what was not read is left out, and said to be.
  if (!state.parsed.empty()) state.close_group(state.groups[state.turns[state.next_turn].group]);
  for (; state.next_turn < state.turns.size(); ++state.next_turn)
    state.refuse(state.turns[state.next_turn].entry, sentence_of({ErrorCode::Cancelled, ""}));
  while (auto held = state.shelf.take_oldest())
    state.write(std::move(*held));
  for (Draft& listed : state.shelf.take_all_listed())
    state.write(std::move(listed));
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
