#include "import/importer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "formats/parse.h"
#include "import/importer_state.h"
#include "library/identity.h"
#include "text/encoding.h"

namespace earshot::import {
namespace {

/// When the last cue of a transcript ends.
Millis length_of(const ParsedEntry& file) {
  Millis last = kNoTime;
  if (!file.file.transcript) return last;
  for (const model::Cue& cue : file.file.transcript->cues)
    last = std::max({last, cue.time.start, cue.time.end});
  return last;
}

std::string became(model::FileKind kind) {
  return kind == model::FileKind::Unknown ? "ignored" : std::string(model::name(kind));
}

/// Data files lie in folders for many purposes: one that was read as notes only because nothing
/// else would have it is none of ours.
bool is_other_data(const library::NamedFile& file, const model::ParsedFile& parsed) {
  if (file.path.find('/') == std::string::npos || parsed.kind != model::FileKind::Notes)
    return false;
  return file.type == library::FileType::Feed || file.type == library::FileType::Data ||
         file.name.extension == "tsv";
}

/// What feeds that a list names are for.
Diagnostic about_feeds(std::size_t count) {
  return {.severity = Severity::Note,
          .code = "feed-list",
          .message = "A list of " + std::to_string(count) + (count == 1 ? " feed" : " feeds") +
                     ". Save the feeds you want as files and import these: most feeds "
                     "may not be fetched by another page.",
          .excerpt = {}};
}

}  // namespace

std::string sentence_of(const Error& error) {
  std::string text(sentence(error.code));
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  return text;
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
                           .with = draft.files.front().path,
                           .is_by_list = are_by_list[entry],
                           .is_audio = true});
  }
}

/// Keeps an episode of a list, and what a feed says of its files.
void Importer::State::list(Draft listed) {
  const model::Episode& episode = listed.episode;
  const std::vector<model::TranscriptRef> transcripts = episode.transcripts;
  const std::string chapters = episode.chapters_source.url;
  const std::string audio = episode.enclosure.url;
  if (!episode.guid.empty()) guid_ids.insert(library::id_from_guid(listed.show, episode.guid));
  const std::size_t number = shelf.list(std::move(listed));
  for (const model::TranscriptRef& transcript : transcripts)
    references.add(transcript.url, number, transcript.language);
  references.add(chapters, number);
  references.add_audio(audio, number);
}

/// What a feed made one group may be recordings of different lengths: takes those files out that
/// came with a transcript unlike in length to the one that the feed means most surely.
std::vector<ParsedEntry> Importer::State::take_other_recordings(const Group& group) {
  if (!group.told) return {};
  const auto rank = [](const ParsedEntry& file) {
    return file.reason == library::kNamedByFeed     ? 0
           : file.reason == library::kSameAudioName ? 1
                                                    : 2;
  };
  const ParsedEntry* surest = nullptr;
  for (const ParsedEntry& file : parsed) {
    if (length_of(file) > 0 && (surest == nullptr || rank(file) < rank(*surest))) surest = &file;
  }
  if (surest == nullptr) return {};
  const Millis length = length_of(*surest);
  const std::size_t kept = groups_by_name[surest->entry];
  std::set<std::size_t> others;
  for (const ParsedEntry& file : parsed) {
    const std::size_t by_name = groups_by_name[file.entry];
    if (by_name != kept && library::lengths_contradict(length_of(file), length))
      others.insert(by_name);
  }
  const auto rest = std::ranges::stable_partition(parsed, [&](const ParsedEntry& file) {
    return !others.contains(groups_by_name[file.entry]);
  });
  std::vector<ParsedEntry> out(std::make_move_iterator(rest.begin()),
                               std::make_move_iterator(rest.end()));
  parsed.erase(rest.begin(), rest.end());
  for (ParsedEntry& file : out) {
    file.reason = {};
    file.is_by_list = false;
  }
  return out;
}

void Importer::State::close_group(const Group& group) {
  if (parsed.empty()) return;
  std::vector<ParsedEntry> others = take_other_recordings(group);
  assemble_group(std::exchange(parsed, {}), group);
  while (!others.empty()) {  // each by the name it came under
    const std::size_t by_name = groups_by_name[others.front().entry];
    const auto rest = std::ranges::stable_partition(
        others, [&](const ParsedEntry& file) { return groups_by_name[file.entry] != by_name; });
    std::vector<ParsedEntry> own(std::make_move_iterator(rest.begin()),
                                 std::make_move_iterator(rest.end()));
    others.erase(rest.begin(), rest.end());
    assemble_group(std::move(own), {.entries = {}, .audio = {}, .told = {}});
  }
}

void Importer::State::assemble_group(std::vector<ParsedEntry> of_group, const Group& group) {
  const std::string show = shows[of_group.front().entry];
  Assembled assembled = assemble(std::move(of_group), show);
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

/// Which listed episode this is of, where its name did not say. A guid of its own knows better than
/// a name.
void Importer::State::find_told(Draft& draft) const {
  if (draft.told) {
    const Draft* told = shelf.listed(*draft.told);
    const std::string& guid = draft.episode.guid;
    if (told == nullptr || guid.empty() || told->episode.guid.empty() ||
        told->episode.guid == guid || draft.files.front().reason != library::kSameTitle)
      return;
    draft.told.reset();
    draft.files.front().reason = {};
    draft.files.front().is_by_list = false;
  }
  const auto found = shelf.find_listed(draft);
  if (!found || !shelf.listed(found->number)->is_from_feed) return;
  draft.told = found->number;
  draft.know_main_by(found->reason);
}

/// Writes the episode, or lets it wait for its other half.
void Importer::State::place(Draft draft) {
  find_told(draft);
  bool is_joined = false;
  if (draft.told) {
    while (auto held = shelf.take_told(draft)) {
      merge(*held, std::move(draft), library::kSameTitle);
      draft = std::move(*held);
      is_joined = true;
    }
  }
  if (draft.transcripts.empty()) {
    // Chapters may meet the notes before the transcript comes. Notes of one title that no feed
    // tells of do not: many shows call an episode "Questions" every month.
    if (draft.notes.empty() && !is_joined) {
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
  if (draft.notes.empty() && !is_joined) {
    if (auto partner = shelf.take_partner(draft)) {
      merge(partner->draft, std::move(draft), partner->reason);
      draft = std::move(partner->draft);
    }
  }
  if (!draft.told) return write(std::move(draft));
  while (auto held = complete.take_told(draft)) {
    merge(*held, std::move(draft), library::kSameTitle);
    draft = std::move(*held);
  }
  complete.hold(std::move(draft));
  while (auto oldest = complete.take_overflow())
    write(std::move(*oldest));
}

/// The guid's id; else that of the transcript (it is what stays when notes are added later), else
/// of the notes.
Id Importer::State::told_id(const Draft& draft) {
  if (!draft.episode.guid.empty()) return library::id_from_guid(draft.show, draft.episode.guid);
  if (draft.episode.listed_only) return library::id_from_title(draft.show, draft.episode.title);
  if (!draft.transcripts.empty() && !draft.transcripts.front().transcript.plain.empty())
    return library::id_from_content(draft.transcripts.front().transcript.plain);
  if (!draft.notes.empty() && !draft.notes.front().notes.plain.empty())
    return library::id_from_content(draft.notes.front().notes.plain);
  return library::id_from_title(draft.show, draft.episode.title);
}

/// The id of the episode that the file of its main text went into before. Where that file is new,
/// the one that its other files had, if none of these went elsewhere.
std::optional<Id> Importer::State::kept_id(const Draft& draft) const {
  if (!draft.episode.guid.empty() || draft.episode.listed_only) return std::nullopt;
  const std::size_t main = !draft.transcripts.empty() ? draft.transcripts.front().entry
                           : !draft.notes.empty()     ? draft.notes.front().entry
                                                      : draft.files.front().entry;
  Id id = entries[main].episode;
  if (!id.valid()) {
    const auto other = std::ranges::find_if(draft.files, [&](const DraftFile& file) {
      return !file.is_list && entries[file.entry].episode.valid();
    });
    if (other == draft.files.end()) return std::nullopt;
    id = entries[other->entry].episode;
    for (std::size_t entry = 0; entry < entries.size(); ++entry) {
      if (entries[entry].episode == id &&
          std::ranges::find(draft.files, entry, &DraftFile::entry) == draft.files.end())
        return std::nullopt;
    }
  }
  if (ids.contains(id) || guid_ids.contains(id)) return std::nullopt;
  return id;
}

/// An id met twice in one import is made another one: nothing may hide an episode.
Id Importer::State::id_of(const Draft& draft) {
  Id id = kept_id(draft).value_or(told_id(draft));
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
    report.pairing_with = file.with.empty() ? main.path : file.with;
    report.pairing_reason = file.reason;
    report.can_stand_apart = !file.is_audio;  // nothing of it could stand
    if (partner == nullptr) partner = &file;
  }
  // A feed that names the episode without a text of its own is no part of it, but why it is meant.
  for (const DraftFile& file : draft.files) {
    if (partner == nullptr && file.is_list && &file != &main && !file.reason.empty())
      partner = &file;
  }
  FileReport& report = reports[main.entry];
  if (partner == nullptr || main.is_list || !report.pairing_with.empty()) return;
  // Why the main file is where it is: the list that means it, else what another file is with it
  // for.
  const bool has_own = !main.with.empty();
  report.pairing_with = has_own ? main.with : partner->path;
  report.pairing_reason = has_own ? main.reason : partner->reason;
}

/// Says of each file that the feed means by itself that it is with the feed.
void Importer::State::name_feed(Draft& draft, const Partner& listed) {
  const auto by_feed = std::ranges::find_if(draft.files, &DraftFile::is_by_list);
  DraftFile& main = draft.files.front();
  if (by_feed == draft.files.end()) {
    draft.know_main_by(listed.reason);
  } else if (!main.is_by_list && main.with.empty() && !main.reason.empty()) {
    main.with = by_feed->path;
  }
  for (DraftFile& file : draft.files) {
    if (file.is_by_list) file.with = listed.draft.files.front().path;
  }
}

/// Makes one of an episode and what a list tells of it.
void Importer::State::join_listed(Draft& draft, Partner listed) {
  if (listed.draft.is_from_feed) name_feed(draft, listed);
  // A page's list only adds a description; a feed is who says what the episode is.
  if (listed.draft.episode.listed_only) {
    merge(draft, std::move(listed.draft), listed.reason);
  } else {
    merge(listed.draft, std::move(draft), listed.reason);
    draft = std::move(listed.draft);
  }
}

void Importer::State::write(Draft draft) {
  const bool is_shown = draft.is_shown;
  if (!draft.episode.listed_only) {
    if (auto listed = shelf.take_listed(draft)) join_listed(draft, *std::move(listed));
  }
  order_texts(draft);
  fill_duration(draft);
  const Id id = id_of(draft);
  if (!draft.episode.listed_only) report(draft, id);
  draft.files.front().reason = {};  // the others are with it
  if (is_stored(draft, id)) {
    for (const DraftFile& file : draft.files) {
      if (!file.is_list) sources.erase(file.source);
    }
    return;
  }
  builder.add(draft, id, told_shows);
  if (options.makes_early_packs && !is_shown) early.add(draft, id, told_shows);
  write_sources(draft);
  if (std::max(builder.text_bytes(), builder.source_bytes()) >= pack_limit()) cut_pack();
}

bool Importer::State::is_stored(const Draft& draft, Id id) const {
  if (!options.is_stored) return false;
  std::vector<Id> lists;
  for (const DraftFile& file : draft.files) {
    if (file.is_list) lists.push_back(file.source);
  }
  PackBuilder alone(/*makes_index=*/false);
  alone.add(draft, id, told_shows);
  const std::vector<std::byte> bytes = alone.finish();
  const auto pack = pack::Pack::open(bytes);
  return pack && options.is_stored(*pack, lists);
}

/// A text in an old encoding is kept as the UTF-8 it was read as: whoever shows it then needs no
/// tables of old encodings.
void Importer::State::keep_source(FileReport& report, std::span<const std::byte> bytes,
                                  std::string_view encoding) {
  Result<text::DecodedText> decoded;
  if (!encoding.starts_with("utf-")) decoded = text::decode_text(bytes);
  if (decoded && !decoded->utf8.empty()) {
    bytes = std::as_bytes(std::span(decoded->utf8));
    report.source = hash_id(decoded->utf8);
  }
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
  early = PackBuilder();
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
      keep_source(report, bytes, file->encoding);
      if (file->kind != model::FileKind::Unknown && file->kind != model::FileKind::Opml) {
        parsed.push_back({.entry = entry,
                          .path = report.path,
                          .name = files[entry].name,
                          .source = report.source,
                          .reason = reasons[entry],
                          .is_by_list = are_by_list[entry],
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
  while (auto held = state.complete.take_oldest())
    state.write(std::move(*held));
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
