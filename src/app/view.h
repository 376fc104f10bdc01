#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "base/hash.h"
#include "base/range.h"
#include "base/time.h"
#include "pack/pack.h"
#include "search/index.h"
#include "search/search.h"

/// What panels read. Views point into the app and its packs: valid until the next dispatch.
namespace earshot::app {

struct EpisodeRow {
  Id id;
  std::string_view title;
  std::string_view show;
  std::string_view language;  ///< of its title and texts, a tag ("de-AT"); empty: not known
  Days date = kNoDate;
  Millis duration = kNoTime;
  std::int32_t number = -1;
  bool has_notes = false, has_transcript = false, has_chapters = false, has_audio = false;
  bool listed_only = false;  ///< known from a list only: a description, no page of its own
  Id apart_of, apart_file;   ///< the undone pairing that made it an episode; else not valid
};

struct ShowRow {
  std::string title, author, description, language;
  std::uint32_t episodes = 0, with_transcript = 0;
  std::int32_t declared_episodes = -1;  ///< -1 where not said
  bool is_demo = false;
};

struct LibraryView {
  std::span<const ShowRow> shows;         ///< by title
  std::int32_t current_show = kAllShows;  ///< row in `shows`
  std::span<const EpisodeRow> episodes;   ///< of the current show, filtered and sorted
  std::uint32_t episodes_before_filter = 0;
  EpisodeFilter filter = EpisodeFilter::All;
  EpisodeSort sort = EpisodeSort::Newest;
  std::string_view filter_text;
  bool empty = true;                    ///< nothing at all in the library
  std::span<const EpisodeRow> removed;  ///< can be brought back; by title
};

/// The chapters of the episode that a track belongs to.
struct TrackChapters {
  std::span<const pack::ChapterRecord> chapters;
  const pack::Pack* pack = nullptr;  ///< that their titles are in
};

/// One text to read, with its blocks and spans.
struct TrackView {
  pack::TrackKind kind = pack::TrackKind::Notes;
  std::string_view text;
  std::span<const pack::BlockRecord> blocks;
  std::span<const pack::SpanRecord> spans;
  std::span<const pack::StringRef> speakers;
  const pack::Pack* pack = nullptr;
  std::string_view language;
  std::string_view source;  ///< path of the file it came from
  std::string_view format;
  Id file;                     ///< of its bytes; not valid where not said
  Id episode;                  ///< that it belongs to in the pack
  std::uint32_t document = 0;  ///< its number in the pack
  bool is_source = false;      ///< a file as it was: a block a line
  float squashed = -1.0F;
  TrackChapters chapters;  ///< that head its cues

  std::string_view string(pack::StringRef ref) const {
    return pack ? pack->string(ref) : std::string_view();
  }
  std::string_view speaker(std::int32_t number) const {
    return number >= 0 && static_cast<std::size_t>(number) < speakers.size()
               ? string(speakers[static_cast<std::size_t>(number)])
               : std::string_view();
  }
  bool empty() const { return text.empty(); }
};

/// Whether what is shown is the same text as before: in the same place, or moved into another pack
/// with its episode, as happens while one reads. Reads neither.
inline bool is_same_text(const TrackView& now, const TrackView& before) {
  if (now.text.size() != before.text.size() || now.blocks.size() != before.blocks.size())
    return false;
  if (now.text.data() == before.text.data() && now.blocks.data() == before.blocks.data())
    return true;
  return now.file.valid() && now.file == before.file && now.episode == before.episode &&
         now.kind == before.kind && !now.is_source && !before.is_source;
}

/// A wish to the text view: show this range. A new `serial` is a new wish.
struct ScrollTarget {
  std::uint64_t serial = 0;
  pack::TrackKind track = pack::TrackKind::Notes;
  Range range_in_text;
  bool restore = false;  ///< session restore: put it at the top, without a mark
};

/// One of several texts of a kind.
struct TrackChoice {
  std::uint32_t document = 0;
  pack::TrackKind kind = pack::TrackKind::Transcript;
  std::string label;  ///< "German, VTT"
  bool is_shown = false;
};

/// Which of the texts of its kind is shown, from 0.
inline std::uint32_t shown_number(std::span<const TrackChoice> choices, pack::TrackKind kind) {
  std::uint32_t number = 0;
  for (const TrackChoice& choice : choices) {
    if (choice.kind == kind && choice.is_shown) return number;
    number += choice.kind == kind ? 1 : 0;
  }
  return 0;
}

/// Words looked for in the text on the screen.
struct FindView {
  bool open = false;
  std::uint64_t serial = 0;                ///< counts how often it was opened
  std::string_view text;                   ///< as typed
  std::span<const Range> matches_in_text;  ///< ascending; of the text that is shown
  std::int32_t current = -1;               ///< in `matches_in_text`
};

/// A file as it was imported, line by line; or the whole import report.
struct SourceView {
  bool open = false;
  bool is_report = false;
  std::string_view path;
  std::string_view problem;  ///< why it cannot be shown; empty where `track` has it
  TrackView track;
  std::span<const Range> marks_in_text;  ///< places of remarks, ascending
  std::span<const Diagnostic> remarks;   ///< of each mark
  std::int32_t current_mark = -1;        ///< in `marks_in_text`
  ScrollTarget target;
};

struct ReaderView {
  bool open = false;
  EpisodeRow episode;
  std::string_view author, summary, link;
  TrackView description;  ///< the summary as a paragraph, which is read where there are no notes
  Tab tab = Tab::Notes;
  TrackView notes, transcript, chapters_track, offers;
  std::span<const TrackChoice> choices;  ///< all notes and transcripts; one or more of each
  TrackView source;                      ///< the file of the text that was shown last
  std::string_view source_problem;       ///< why there is no `source`
  bool has_source = false;               ///< its file is known
  std::uint32_t wrong_characters = 0;    ///< places in its texts that were read in a wrong encoding
  const pack::Pack* pack = nullptr;
  std::span<const pack::ChapterRecord> chapters;
  std::span<const pack::LinkRecord> links;
  std::uint32_t sections = 0;              ///< top-level headings or items of the notes
  std::span<const Range> matches_in_text;  ///< of the query, in the shown track, ascending
  std::int32_t current_match = -1;         ///< in `matches_in_text`
  ScrollTarget target;
  std::uint32_t offset_in_text = 0;              ///< where one reads in the shown text
  std::span<const std::uint32_t> folded_blocks;  ///< ascending; of the notes

  /// The track the tab shows; the description, where an episode has none.
  const TrackView& shown() const {
    if (tab == Tab::Source) return source;
    const TrackView& track = tab == Tab::Transcript ? transcript
                             : tab == Tab::Chapters ? chapters_track
                                                    : notes;
    return track.empty() ? description : track;
  }
};

/// One moment, ready to draw.
struct HitView {
  search::Field field = search::Field::Transcript;
  TimeSpan time;  ///< of its cues or lines, or of the chapter (HitMoment); may be unknown
  std::string_view speaker;
  std::string_view language;  ///< of the snippet, a tag; empty: not known
  search::Snippet snippet;
  std::string context;           ///< notes: the section it stands in ("II. Measuring")
  bool is_in_notes_too = false;  ///< a chapter that is a line of the notes: HitChosen can open both
};

struct HitGroup {
  Id episode;
  std::string_view title, show;
  std::string_view language;  ///< as EpisodeRow
  Days date = kNoDate;
  Millis duration = kNoTime;
  std::uint32_t first_hit = 0, hit_count = 0;  ///< numbers of its hits, consecutive
  bool may_have_more = false;  ///< only the best of all hits are here, perhaps not all of its own
  bool expanded = false;
  std::vector<float> ticks;  ///< where its timed hits lie, 0..1 of the duration, ascending
};

struct ResultRow {
  enum class Kind : std::uint8_t { Group, Hit, More };
  Kind kind = Kind::Group;
  std::uint32_t group = 0;
  std::uint32_t hit = 0;  ///< Hit
};

/// How many moments of an episode are shown before "more".
inline constexpr std::uint32_t kHitsPerGroup = 4;

struct ResultsView {
  bool shown = false;      ///< the results take the reader's place
  std::string_view query;  ///< as typed
  std::string understood;  ///< printed back
  std::span<const search::QueryFault> faults;
  /// Words that stood nowhere, and what was found in their place.
  std::span<const search::Correction> corrections;
  std::span<const HitGroup> groups;
  std::span<const ResultRow> rows;
  std::uint32_t total = 0, in_transcripts = 0, in_notes = 0;  ///< moments, of the whole query
  std::uint32_t shown_total = 0;                              ///< under the scope
  std::uint32_t episode_total = 0;                            ///< the same, episodes
  /// Of the moments only the best are in `groups`; GrowResults brings more.
  bool is_first_page = false;
  std::uint32_t limits = 0;   ///< reached ones, as in search::SearchResult: there may be more
  bool awaits_index = false;  ///< the same, until all packs have an index
  bool all_are_counted() const { return limits == 0 && !awaits_index; }
  Scope scope = Scope::Everywhere;
  HitSort sort = HitSort::Relevance;
  std::int32_t selected_hit = -1;
};

/// Why a moment stands where it does.
struct WhyView {
  std::string title;  ///< of the episode
  Millis time = kNoTime;
  search::Explanation explanation;
};

/// Another episode that has rare words in common with the open one.
struct RelatedView {
  Id episode;
  std::string_view title, show;
  std::string_view language;  ///< as EpisodeRow
  Days date = kNoDate;
  std::vector<std::string> terms;  ///< shared words, folded, the weightiest first
};
/// How many of them are looked for.
inline constexpr std::size_t kRelatedEpisodes = 8;

/// What became of the files of one import.
struct ImportReport {
  std::string label;
  std::vector<FileOutcome> files;
  std::uint32_t refused = 0, with_diagnostics = 0, episodes_added = 0, replaced = 0;
};

struct ImportView {
  bool running = false;
  std::string_view label;
  std::uint32_t files_done = 0, files_total = 0;
  std::uint32_t queued_jobs = 0;
  std::span<const FileOutcome> report;  ///< of the chosen import
  std::string_view report_label;
  std::uint32_t refused = 0, with_diagnostics = 0, episodes_added = 0, replaced = 0;  ///< of it
  std::span<const std::uint8_t> apart;  ///< by file of the report: its pairing is undone
  std::int32_t report_number = 0, report_count = 0;  ///< of the imports since the start
  bool has_report = false;
};

/// A sentence at the foot of the window, with at most one button.
struct NoticeView {
  std::uint64_t serial = 0;  ///< 0: none
  std::string_view text;
  bool is_error = false;
  bool can_undo = false;
  bool has_report = false;  ///< the button opens the import report
};

struct SettingsView {
  ThemeChoice theme = ThemeChoice::System;
  bool dark = false;      ///< what the choice and the system come to
  bool contrast = false;  ///< the same: stronger contrast
  float zoom = 1.0F;
  int measure = kUsualMeasure;            ///< characters of a line of the reading text
  int library_width = 0, rail_width = 0;  ///< points of the panes beside the page; 0: as usual
  Density density = Density::Comfortable;
  LanguageChoice language = LanguageChoice::System;
  bool single_keys = true;  ///< shortcuts of one letter, digit or sign
};

}  // namespace earshot::app
