#include "app/reader.h"

#include <algorithm>

#include "app/folds.h"
#include "app/repair.h"
#include "app/track_lines.h"

namespace earshot::app {
namespace {

std::uint32_t count_sections(const TrackView& notes) {
  std::uint32_t headings = 0;
  std::uint32_t items = 0;
  std::uint8_t top = 255;
  for (const pack::BlockRecord& block : notes.blocks) {
    if (block.kind == pack::BlockKind::Heading) {
      if (block.level < top) {
        top = block.level;
        headings = 0;
      }
      if (block.level == top) ++headings;
    } else if (block.kind == pack::BlockKind::Item && block.level <= 1) {
      ++items;
    }
  }
  return headings > 0 ? headings : items;
}

Tab tab_of(pack::TrackKind track) {
  switch (track) {
    case pack::TrackKind::Transcript:
      return Tab::Transcript;
    case pack::TrackKind::Chapters:
      return Tab::Chapters;
    case pack::TrackKind::Title:
    case pack::TrackKind::Notes:
    case pack::TrackKind::Offers:
      return Tab::Notes;
  }
  return Tab::Notes;
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// "de, VTT: talk.de.vtt"
std::string label_of(const TrackView& track) {
  std::string label(track.language);
  if (!track.format.empty()) {
    if (!label.empty()) label += ", ";
    label += track.format.size() <= 4 ? upper_case(track.format) : std::string(track.format);
  }
  const std::string_view file = track.source.substr(track.source.rfind('/') + 1);
  if (!label.empty() && !file.empty()) label += ": ";
  return label.append(file);
}

/// Of the block that holds an offset; kNoTime where it has none.
Millis time_at(const TrackView& track, std::uint32_t offset_in_text) {
  const std::int32_t block = block_at(track.blocks, offset_in_text);
  return block < 0 ? kNoTime : track.blocks[static_cast<std::size_t>(block)].start_ms;
}

/// The last block whose time is at or before `time`; -1 where none has one.
std::int32_t block_of_time(const TrackView& track, Millis time) {
  std::int32_t best = -1;
  Millis best_start = kNoTime;
  for (std::size_t i = 0; i < track.blocks.size(); ++i) {
    const Millis start = track.blocks[i].start_ms;
    // Overlapping cues may start out of order: the latest start that is not too late wins.
    if (start < 0 || start > time || start < best_start) continue;
    best = static_cast<std::int32_t>(i);
    best_start = start;
  }
  return best;
}

}  // namespace

bool Reader::has(Tab tab) const {
  switch (tab) {
    case Tab::Notes:
      return !view_.notes.empty();
    case Tab::Transcript:
      return !view_.transcript.empty();
    case Tab::Chapters:
      return !view_.chapters.empty();
    case Tab::Source:
      return view_.has_source;
  }
  return false;
}

TextName Reader::name_of(const TrackView& track) const {
  if (track.empty()) return {};
  const auto choice = std::ranges::find(choices_, track.document, &TrackChoice::document);
  return choice == choices_.end() ? TextName{}
                                  : names_[static_cast<std::size_t>(choice - choices_.begin())];
}

/// Which texts the episode has, and which of several is shown: the one that was asked for or chosen
/// before, in whatever pack it is now, else the first, which is the richest.
void Reader::take_tracks(const Library& library, Library::EpisodeRef ref, std::uint32_t wanted) {
  const LoadedPack& loaded = library.pack(ref.pack);
  const auto all = loaded.pack.tracks();
  choices_.clear();
  names_.clear();
  for (const std::uint32_t document : library.documents(ref)) {
    const TrackView seen = track_view(loaded.pack, all[document]);
    if (seen.text.empty()) continue;
    switch (seen.kind) {
      case pack::TrackKind::Notes:
      case pack::TrackKind::Transcript: {
        const bool is_notes = seen.kind == pack::TrackKind::Notes;
        TextName name{.source = std::string(seen.source), .language = std::string(seen.language)};
        for (std::size_t at = 0; at < choices_.size(); ++at) {
          const bool is_alike = choices_[at].kind == seen.kind &&
                                names_[at].source == name.source &&
                                names_[at].language == name.language;
          name.number += is_alike ? 1 : 0;
        }
        TrackView& shown = is_notes ? view_.notes : view_.transcript;
        std::optional<TextName>& chosen = is_notes ? chosen_notes_ : chosen_transcript_;
        if (document == wanted) chosen = name;
        if (shown.empty() || chosen == name) shown = seen;
        choices_.push_back({.document = document, .kind = seen.kind, .label = label_of(seen)});
        names_.push_back(std::move(name));
        break;
      }
      case pack::TrackKind::Chapters:
        view_.chapters_track = seen;
        break;
      case pack::TrackKind::Offers:
        view_.offers = seen;
        break;
      case pack::TrackKind::Title:
        break;
    }
  }
  for (TrackChoice& choice : choices_) {
    const TrackView& shown = choice.kind == pack::TrackKind::Notes ? view_.notes : view_.transcript;
    choice.is_shown = shown.document == choice.document;
  }
  view_.choices = choices_;
  for (const TrackView* track : {&view_.notes, &view_.transcript, &view_.chapters_track})
    view_.has_source = view_.has_source || track->file.valid();
}

void Reader::open_source(const Library& library) {
  const TrackView* const candidates[] = {read_tab_ == Tab::Transcript ? &view_.transcript
                                         : read_tab_ == Tab::Chapters ? &view_.chapters_track
                                                                      : &view_.notes,
                                         &view_.notes, &view_.transcript, &view_.chapters_track};
  for (const TrackView* track : candidates) {
    if (!track->file.valid()) continue;
    source_.open(library, track->file, track->source);
    break;
  }
  view_.source = source_.track();
  view_.source_problem = source_.problem();
}

bool Reader::open(const Library& library, Id id, Tab tab, std::uint32_t document) {
  const auto ref = library.find(id);
  if (!ref) return false;
  const LoadedPack& loaded = library.pack(ref->pack);
  const pack::EpisodeRecord& record = library.record(*ref);
  const bool same = view_.open && view_.episode.id == id;
  if (!same) chosen_notes_ = chosen_transcript_ = std::nullopt;
  const ScrollTarget target = view_.target;
  const Tab tab_before = view_.tab;
  const std::uint32_t offset_before = view_.offset_in_text;
  const TextName notes_before = name_of(view_.notes);
  const TextName transcript_before = name_of(view_.transcript);
  view_ = {};
  view_.open = true;
  view_.episode = library.row(*ref);
  view_.author = loaded.pack.string(record.author);
  view_.summary = loaded.pack.string(record.summary);
  view_.description.kind = pack::TrackKind::Notes;
  view_.description.text = view_.summary;
  description_block_ = {};
  description_block_.end = static_cast<std::uint32_t>(view_.summary.size());
  description_block_.kind = pack::BlockKind::Paragraph;
  if (!view_.summary.empty()) view_.description.blocks = {&description_block_, 1};
  view_.link = loaded.pack.string(record.link);
  view_.pack = &loaded.pack;
  view_.chapters = library.chapters(*ref);
  view_.links = loaded.pack.links(record);
  take_tracks(library, *ref, document);
  view_.transcript.chapters = {.chapters = view_.chapters, .pack = view_.pack};
  view_.sections = count_sections(view_.notes);
  view_.wrong_characters = wrong_characters(view_.notes) + wrong_characters(view_.transcript);
  view_.folded_blocks = folds();
  view_.tab = tab;
  if (!has(tab)) {
    view_.tab = has(Tab::Notes)        ? Tab::Notes
                : has(Tab::Transcript) ? Tab::Transcript
                                       : Tab::Chapters;
  }
  if (view_.tab == Tab::Source) {
    open_source(library);
  } else {
    read_tab_ = view_.tab;
  }
  // A place is one of its text: another one does not have it.
  const auto has_still = [&](pack::TrackKind kind) {
    if (kind == pack::TrackKind::Notes) return name_of(view_.notes) == notes_before;
    return kind != pack::TrackKind::Transcript || name_of(view_.transcript) == transcript_before;
  };
  if (same && has_still(target.track)) view_.target = target;
  if (same && view_.tab == tab_before && has_still(view_.shown().kind))
    view_.offset_in_text = offset_before;
  return true;
}

bool Reader::open_text(const Library& library, Id id, Tab tab, std::uint32_t text) {
  if (!open(library, id, Tab::Notes)) return false;  // its texts are known now
  const TrackChoice* found = nullptr;
  std::uint32_t count = 0;
  for (const TrackChoice& choice : choices_) {
    if (tab != Tab::Source && tab_of(choice.kind) != tab) continue;
    if (found == nullptr || count == text) found = &choice;
    ++count;
  }
  const bool is_chapters_file = tab == Tab::Source && (found == nullptr || text == count);
  if (is_chapters_file) found = nullptr;
  read_tab_ = found == nullptr ? Tab::Chapters : tab_of(found->kind);
  return open(library, id, tab, found == nullptr ? kAnyDocument : found->document);
}

std::uint32_t Reader::text_number() const {
  switch (view_.tab) {
    case Tab::Notes:
      return shown_number(choices_, pack::TrackKind::Notes);
    case Tab::Transcript:
      return shown_number(choices_, pack::TrackKind::Transcript);
    case Tab::Chapters:
      return 0;
    case Tab::Source:
      break;
  }
  if (read_tab_ == Tab::Chapters) return static_cast<std::uint32_t>(choices_.size());
  const auto read = std::ranges::find_if(choices_, [this](const TrackChoice& choice) {
    return choice.is_shown && tab_of(choice.kind) == read_tab_;
  });
  return read == choices_.end() ? 0 : static_cast<std::uint32_t>(read - choices_.begin());
}

void Reader::close() {
  view_ = {};
  source_.close();
  choices_.clear();
  names_.clear();
  matches_.clear();
}

void Reader::refresh(const Library& library) {
  if (!view_.open) return;
  const search::Query query = query_;
  const std::int32_t current = view_.current_match;
  if (!open(library, view_.episode.id, view_.tab)) {
    close();
    return;
  }
  mark(query);
  if (current < static_cast<std::int32_t>(matches_.size())) view_.current_match = current;
}

void Reader::choose_tab(const Library& library, Tab tab) {
  if (!view_.open || !has(tab) || tab == view_.tab) return;
  if (tab == Tab::Source) {
    open_source(library);
    // The same place in the file as in the text, where its line stands there as it is.
    const TrackView& read = view_.shown();
    const std::int32_t block = block_at(read.blocks, view_.offset_in_text);
    std::optional<Range> line;
    if (block >= 0) {
      const pack::BlockRecord& record = read.blocks[static_cast<std::size_t>(block)];
      const std::string_view words = slice(read.text, {record.begin, record.end});
      line = source_.find(words.substr(0, words.find('\n')));
    }
    show_tab(tab);
    wish(view_.source.kind, line.value_or(Range{}), true);
    return;
  }
  show_tab(tab);
}

void Reader::show_tab(Tab tab) {
  if (tab != Tab::Source) read_tab_ = tab;
  view_.tab = tab;
  view_.offset_in_text = 0;
  mark(query_);
}

void Reader::choose_track(const Library& library, std::uint32_t document) {
  if (!view_.open) return;
  const auto choice = std::ranges::find(choices_, document, &TrackChoice::document);
  if (choice == choices_.end()) return;
  const Tab tab = tab_of(choice->kind);
  if (choice->is_shown && tab == view_.tab) return;
  const bool is_within = tab == view_.tab && view_.offset_in_text > 0;
  const Millis time = is_within ? time_at(view_.shown(), view_.offset_in_text) : kNoTime;
  const search::Query query = query_;
  open(library, view_.episode.id, tab, document);
  mark(query);
  // Where one reads is the same time in the other one, where it has that.
  const TrackView& shown = view_.shown();
  const std::int32_t block = time < 0 ? -1 : block_of_time(shown, time);
  if (block < 0) return;
  const std::uint32_t begin = shown.blocks[static_cast<std::size_t>(block)].begin;
  wish(shown.kind, {begin, begin}, true);
}

namespace {

/// Words that are asked for in another kind of text are not marked. A file as it was is all of
/// them.
search::FieldSet field_of(const TrackView& track) {
  if (track.is_source) return search::kAllFields;
  switch (track.kind) {
    case pack::TrackKind::Title:
      return search::field_bit(search::Field::Title);
    case pack::TrackKind::Transcript:
      return search::field_bit(search::Field::Transcript);
    case pack::TrackKind::Chapters:
      return search::field_bit(search::Field::Chapter);
    case pack::TrackKind::Notes:
    case pack::TrackKind::Offers:
      break;
  }
  return search::field_bit(search::Field::Notes);
}

}  // namespace

void Reader::mark(const search::Query& query) {
  query_ = query;
  matches_.clear();
  view_.current_match = -1;
  const TrackView& track = view_.shown();
  if (view_.open && !query_.empty() && !track.empty()) {
    const TrackLines lines(track);
    for (const Range match : search::matches_in_text(
             query_, track.text, {0, static_cast<std::uint32_t>(track.text.size())},
             field_of(track), &lines)) {
      // Words found side by side are one place to go to.
      const bool joins = !matches_.empty() && match.begin == matches_.back().end + 1 &&
                         track.text[matches_.back().end] == ' ';
      if (joins) {
        matches_.back().end = match.end;
      } else {
        matches_.push_back(match);
      }
    }
  }
  view_.matches_in_text = matches_;
}

void Reader::wish(pack::TrackKind track, Range range_in_text, bool restore) {
  // What one goes to is to be seen.
  if (track == pack::TrackKind::Notes) {
    const std::int32_t block = block_at(view_.notes.blocks, range_in_text.begin);
    if (block >= 0) unfold(view_.notes.blocks, static_cast<std::uint32_t>(block), folds());
    view_.folded_blocks = folds();
  }
  view_.target = {++serial_, track, range_in_text, restore};
  if (track == view_.shown().kind) view_.offset_in_text = range_in_text.begin;
}

std::vector<std::uint32_t>& Reader::folds() {
  return folds_[{view_.episode.id, name_of(view_.notes)}];
}

void Reader::show_range(pack::TrackKind track, Range range_in_text, bool restore) {
  if (!view_.open) return;
  const Tab tab = tab_of(track);
  if (has(tab) && tab != view_.tab) show_tab(tab);
  if (track == pack::TrackKind::Title) {
    show_here({0, 0}, true);
  } else {
    go_to(track, range_in_text, restore);
  }
}

void Reader::show_here(Range range_in_text, bool restore) {
  if (view_.open) go_to(view_.shown().kind, range_in_text, restore);
}

void Reader::go_to(pack::TrackKind track, Range range_in_text, bool restore) {
  view_.current_match = -1;
  if (!restore) {
    // The match that holds the moment's first highlight is the current one.
    const auto at = std::ranges::upper_bound(matches_, range_in_text.begin, {}, &Range::end);
    if (at != matches_.end() && at->begin < std::max(range_in_text.end, range_in_text.begin + 1)) {
      view_.current_match = static_cast<std::int32_t>(at - matches_.begin());
    }
  }
  wish(track, range_in_text, restore);
}

Reader::TimedPlace Reader::place_of_time(Millis time) const {
  for (const TrackView* track : {&view_.transcript, &view_.notes, &view_.chapters_track}) {
    const std::int32_t block = block_of_time(*track, time);
    if (block >= 0) return {.track = track, .block = static_cast<std::uint32_t>(block)};
  }
  return {};
}

bool Reader::is_time_in_notes(Millis time) const {
  return place_of_time(time).track == &view_.notes;
}

void Reader::jump_to_time(Millis time) {
  const TimedPlace place = place_of_time(time);
  if (!view_.open || place.track == nullptr) return;
  const pack::BlockRecord& record = place.track->blocks[place.block];
  const pack::TrackKind kind = place.track->kind;
  const Range range{record.begin, record.end};
  if (tab_of(kind) != view_.tab) show_tab(tab_of(kind));
  wish(kind, range, false);
}

void Reader::jump_to_match(int by) {
  if (!view_.open || matches_.empty()) return;
  const auto count = static_cast<std::int32_t>(matches_.size());
  std::int32_t next = 0;
  if (view_.current_match < 0) {
    // From where one reads, not from the start.
    const auto at = std::ranges::lower_bound(matches_, view_.offset_in_text, {}, &Range::begin);
    next = static_cast<std::int32_t>(at - matches_.begin()) - (by < 0 ? 1 : 0);
  } else {
    next = view_.current_match + by;
  }
  view_.current_match = ((next % count) + count) % count;
  wish(view_.shown().kind, matches_[static_cast<std::size_t>(view_.current_match)], false);
}

void Reader::toggle_fold(std::uint32_t block) {
  if (!view_.open || block >= view_.notes.blocks.size()) return;
  std::vector<std::uint32_t>& folded = folds();
  const auto at = std::ranges::lower_bound(folded, block);
  if (at != folded.end() && *at == block) {
    folded.erase(at);
  } else {
    folded.insert(at, block);
  }
  view_.folded_blocks = folded;
}

void Reader::set_folds(std::vector<std::uint32_t> blocks) {
  if (!view_.open) return;
  std::erase_if(blocks, [this](std::uint32_t it) { return it >= view_.notes.blocks.size(); });
  view_.folded_blocks = folds() = std::move(blocks);
}

}  // namespace earshot::app
