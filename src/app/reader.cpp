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

/// Which texts the episode has, and which of several is shown: the one that was asked for, else the
/// first, which is the richest.
void Reader::take_tracks(const Library& library, Library::EpisodeRef ref) {
  const LoadedPack& loaded = library.pack(ref.pack);
  const auto all = loaded.pack.tracks();
  choices_.clear();
  for (const std::uint32_t document : library.documents(ref)) {
    const TrackView seen = track_view(loaded.pack, all[document]);
    if (seen.text.empty()) continue;
    const bool asked_for = document_ == document;
    switch (seen.kind) {
      case pack::TrackKind::Notes:
        if (view_.notes.empty() || asked_for) view_.notes = seen;
        break;
      case pack::TrackKind::Transcript:
        if (view_.transcript.empty() || asked_for) view_.transcript = seen;
        break;
      case pack::TrackKind::Chapters:
        view_.chapters_track = seen;
        break;
      case pack::TrackKind::Offers:
        view_.offers = seen;
        break;
      case pack::TrackKind::Title:
        break;
    }
    if (seen.kind == pack::TrackKind::Notes || seen.kind == pack::TrackKind::Transcript)
      choices_.push_back({.document = document, .kind = seen.kind, .label = label_of(seen)});
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
  if (!same || document != kAnyDocument) document_ = document;
  const ScrollTarget target = view_.target;
  view_ = {};
  if (same) view_.target = target;
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
  take_tracks(library, *ref);
  view_.sections = count_sections(view_.notes);
  view_.wrong_characters = wrong_characters(view_.notes) + wrong_characters(view_.transcript);
  view_.folded_blocks = folds_[id];
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
  if (!same) offset_in_text_ = 0;
  return true;
}

void Reader::close() {
  view_ = {};
  source_.close();
  choices_.clear();
  matches_.clear();
  offset_in_text_ = 0;
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
    const std::int32_t block = block_at(read.blocks, offset_in_text_);
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
  offset_in_text_ = 0;
  mark(query_);
}

void Reader::choose_track(const Library& library, std::uint32_t document) {
  if (!view_.open) return;
  const auto choice = std::ranges::find(choices_, document, &TrackChoice::document);
  if (choice == choices_.end()) return;
  const Tab tab = tab_of(choice->kind);
  const search::Query query = query_;
  open(library, view_.episode.id, tab, document);
  offset_in_text_ = 0;
  mark(query);
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
    std::vector<std::uint32_t>& folds = folds_[view_.episode.id];
    if (block >= 0) unfold(view_.notes.blocks, static_cast<std::uint32_t>(block), folds);
    view_.folded_blocks = folds;
  }
  view_.target = {++serial_, track, range_in_text, restore};
}

void Reader::show_range(pack::TrackKind track, Range range_in_text, bool restore) {
  if (!view_.open) return;
  const Tab tab = tab_of(track);
  if (has(tab) && tab != view_.tab) show_tab(tab);
  view_.current_match = -1;
  if (track == pack::TrackKind::Title) {
    wish(view_.shown().kind, {0, 0}, true);
    return;
  }
  if (!restore) {
    // The match that holds the moment's first highlight is the current one.
    const auto at = std::ranges::upper_bound(matches_, range_in_text.begin, {}, &Range::end);
    if (at != matches_.end() && at->begin < std::max(range_in_text.end, range_in_text.begin + 1)) {
      view_.current_match = static_cast<std::int32_t>(at - matches_.begin());
    }
  }
  wish(track, range_in_text, restore);
}

void Reader::jump_to_time(Millis time) {
  if (!view_.open) return;
  for (const TrackView* track : {&view_.transcript, &view_.notes, &view_.chapters_track}) {
    const std::int32_t block = block_of_time(*track, time);
    if (block < 0) continue;
    const pack::BlockRecord& record = track->blocks[static_cast<std::size_t>(block)];
    const pack::TrackKind kind = track->kind;
    const Range range{record.begin, record.end};
    if (tab_of(kind) != view_.tab) show_tab(tab_of(kind));
    wish(kind, range, false);
    return;
  }
}

void Reader::jump_to_match(int by) {
  if (!view_.open || matches_.empty()) return;
  const auto count = static_cast<std::int32_t>(matches_.size());
  std::int32_t next = 0;
  if (view_.current_match < 0) {
    // From where one reads, not from the start.
    const auto at = std::ranges::lower_bound(matches_, offset_in_text_, {}, &Range::begin);
    next = static_cast<std::int32_t>(at - matches_.begin()) - (by < 0 ? 1 : 0);
  } else {
    next = view_.current_match + by;
  }
  view_.current_match = ((next % count) + count) % count;
  wish(view_.shown().kind, matches_[static_cast<std::size_t>(view_.current_match)], false);
}

void Reader::toggle_fold(std::uint32_t block) {
  if (!view_.open || block >= view_.notes.blocks.size()) return;
  std::vector<std::uint32_t>& folds = folds_[view_.episode.id];
  const auto at = std::ranges::lower_bound(folds, block);
  if (at != folds.end() && *at == block) {
    folds.erase(at);
  } else {
    folds.insert(at, block);
  }
  view_.folded_blocks = folds;
}

void Reader::set_folds(std::vector<std::uint32_t> blocks) {
  if (!view_.open) return;
  std::erase_if(blocks, [this](std::uint32_t it) { return it >= view_.notes.blocks.size(); });
  view_.folded_blocks = folds_[view_.episode.id] = std::move(blocks);
}

}  // namespace earshot::app
