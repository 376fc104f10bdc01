// The order of work. Files are grouped by name before any is read (`library::group_files`). Feeds
// come first: they name files, and groups that one episode of a feed names, by address or by title,
// become one
// (`join_named_by_feed`). Then come groups without a transcript by name: they are small, and what
// they say (titles, listed episodes, shows) must be known when a transcript looks for its other
// half. Then come the groups with transcripts, each written into the current pack as soon as its
// last file is read. So at any time memory holds: one group, the shelf (bounded), what feeds tell,
// one pack.
//
// Audio is never asked for. It is in the groups, so that the report can say which episode it
// belongs to.
#include <algorithm>
#include <utility>

#include "import/importer_state.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::import {
namespace {

constexpr std::string_view kUnsorted = "Unsorted";

constexpr std::string_view kZip = ".zip";

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

}  // namespace

bool is_archive(std::string_view path) {
  return path.size() > kZip.size() &&
         text::equal_no_case(path.substr(path.size() - kZip.size()), kZip);
}

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
  are_by_list.resize(entries.size());
  groups_by_name.resize(entries.size());
  for (const library::FileGroup& found : library::group_files(wanted_files)) {
    Group group;
    std::optional<Phase> phase;
    for (const std::size_t file : found.files) {
      reasons[wanted[file]] = found.reason;
      groups_by_name[wanted[file]] = groups.size();
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

/// The one listed episode that has the title of the file's name, with or without the show's before
/// it. A show's name before a number is taken off for good: the number is all that it says then.
std::optional<std::size_t> Importer::State::told_by_name(std::size_t entry) {
  library::FileName& name = files[entry].name;
  if (const auto found = shelf.find_named(name, {})) return found;
  for (const auto& [key, show] : told_shows) {
    auto rest = library::without_show(name, key);
    if (!rest) continue;
    const auto found = shelf.find_named(*rest, key);
    if (found || !rest->has_title) name = *std::move(rest);
    return found;
  }
  return std::nullopt;
}

/// Makes one group of all that one episode of a feed names, of what has not been read.
void Importer::State::join_named_by_feed() {
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
        auto found = references.find(path, names[library::folded_file_name(path)] > 1);
        if (!found) {
          if (const auto told = told_by_name(entry)) found = {*told, library::kSameTitle, {}};
        }
        if (!found || (group.told && *group.told != found->target)) continue;
        group.told = found->target;
        reasons[entry] = found->reason;
        are_by_list[entry] = true;
        // As if its name said so: what the file itself says goes before both.
        std::string& language = files[entry].name.language;
        if (language.empty()) language = found->language;
      }
    }
    if (!group.told) continue;
    const auto [known, is_new] = group_of.emplace(*group.told, i);
    if (is_new) continue;
    // Audio without other files may lie before those that still have a turn: what is read goes
    // into a group that has one.
    const bool has_turn = known->second >= first;
    const std::size_t from = has_turn ? i : std::exchange(known->second, i);
    Group& part = groups[from];
    Group& whole = groups[known->second];
    whole.entries.insert(whole.entries.end(), part.entries.begin(), part.entries.end());
    whole.audio.insert(whole.audio.end(), part.audio.begin(), part.audio.end());
    whole.phase = std::max(whole.phase, part.phase);
    part.entries.clear();
    part.audio.clear();
  }
  // Audio alone is of the feed's episode itself.
  for (Group& group : groups) {
    if (!group.told || !group.entries.empty() || group.audio.empty()) continue;
    if (Draft* told = shelf.listed(*group.told)) add_audio(*told, std::exchange(group.audio, {}));
  }
  // What the feed names comes first: where two files cannot both be of an episode, it is the one.
  std::stable_sort(groups.begin() + static_cast<std::ptrdiff_t>(first), groups.end(),
                   [](const Group& a, const Group& b) {
                     return std::pair(a.phase, !a.told) < std::pair(b.phase, !b.told);
                   });
  make_turns(first);
}

/// The entry whose turn it is; the number of entries where all are done.
std::size_t Importer::State::next_entry() const {
  if (!is_planned) return archive_entries[next_archive];
  return next_turn < turns.size() ? turns[next_turn].entry : entries.size();
}

}  // namespace earshot::import
