#include "app/app.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <optional>
#include <set>
#include <utility>

#include "app/find.h"
#include "app/library.h"
#include "app/merging.h"
#include "app/quote.h"
#include "app/reader.h"
#include "app/results.h"
#include "app/source_text.h"
#include "app/user_data.h"
#include "search/related.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::app {
namespace {

std::string counted(std::uint32_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

constexpr std::size_t kMaxReports = 20;  // of one session; an import of a folder may hold 96 MB

struct Job {
  std::uint32_t number = 0;
  std::uint32_t count = 0;
  std::string label;
};

}  // namespace

/// The whole state. Each `on` carries out one action; what it changes for the panels is rebuilt at
/// the end of the dispatch, once.
struct App::State {
  explicit State(BuildFacts f) : facts(std::move(f)) {}

  BuildFacts facts;
  UserData user;
  UserData stored;  ///< as last handed to the host
  Library library;
  Results results;
  Reader reader;

  bool starting = true;
  bool drawer = false;
  bool system_dark = false, system_contrast = false;
  Find find;
  Dialog dialog = Dialog::None;
  std::int32_t current_show = kAllShows;
  std::string filter_text;
  std::string window_title;

  LibraryView library_view;
  std::vector<EpisodeRow> rows;
  ImportView import_view;
  SettingsView settings_view;
  NoticeView notice_view;
  std::string notice_text;
  std::uint64_t notice_serial = 0;

  std::deque<Job> jobs;               ///< the first one runs
  std::vector<ImportReport> reports;  ///< of the imports since the start
  std::size_t chosen_report = 0;
  std::vector<std::uint8_t> apart_files;  ///< of the chosen report
  std::uint32_t replaced_by_job = 0;
  SourceText source_text;  ///< what the source page shows
  SourceView source_view;
  std::vector<Range> source_marks;
  std::vector<Diagnostic> source_remarks;
  std::uint64_t source_serial = 0;
  std::vector<Id> arrived;  ///< episodes that the running job brought

  /// What one Undo takes back: the versions that were removed. An import is undone by removing what
  /// it brought.
  struct UndoEntry {
    std::vector<EpisodeVersion> removed;   ///< put back
    std::vector<EpisodeVersion> added;     ///< taken out
    std::size_t shown = 0;                 ///< of `removed`, those that were to be seen
    std::optional<SetApart> pairing = {};  ///< what puts it back
  };
  std::vector<UndoEntry> undo;

  std::vector<RelatedView> related;
  std::pair<Id, std::uint64_t> related_to;  // the episode, and the library then
  std::uint64_t library_serial = 0;

  std::vector<Effect> effects;
  std::uint64_t revision = 1;
  bool has_load_failed = false;
  bool is_merging = false;
  std::set<Id> not_to_merge;       ///< packs that could not be
  std::size_t damaged_blocks = 0;  ///< of the library that were told of
  bool library_changed = false;    ///< what of it is to be seen
  bool library_stale = false;      ///< that has not been worked out yet
  bool rows_changed = true;
  bool search_changed = false;

  void act(Action action) {
    std::visit([this](auto& a) { on(a); }, action);
    settle();
  }

  void settle() {
    if (library_changed) {
      const std::string show = current_show >= 0 ? user.session.show : std::string();
      rebuild_if_stale();
      current_show = show.empty() ? kAllShows : library.show_row(show);
      reader.refresh(library);
      rows_changed = true;
      search_changed = true;
    }
    if (search_changed && results.active()) {
      results.search(library, std::string(results.view().query), results.view().scope,
                     results.view().sort);
    }
    if (rows_changed) make_rows();
    library_changed = rows_changed = search_changed = false;
    tell_of_damage();
    find.follow(shown_text());
    make_views();
    remember();
    ++revision;
  }

  /// What is damaged turns out when it is first read.
  void tell_of_damage() {
    if (library.damaged_blocks() <= damaged_blocks) return;
    damaged_blocks = library.damaged_blocks();
    notify(
        "Part of the library was damaged where it is kept, and cannot be read. Import the files "
        "again to bring it back.",
        true);
  }

  void rebuild_if_stale() {
    if (library_stale) {
      library.rebuild(user.removed);
      ++library_serial;
    }
    library_stale = false;
  }

  void make_rows() {
    rows.clear();
    const auto refs = library.visible(current_show);
    const std::string wanted = text::folded(filter_text);
    for (const Library::EpisodeRef ref : refs) {
      EpisodeRow row = library.row(ref);
      if (user.session.filter == EpisodeFilter::WithTranscript && !row.has_transcript) continue;
      if (user.session.filter == EpisodeFilter::WithNotes && !row.has_notes) continue;
      if (!wanted.empty() && text::folded(row.title).find(wanted) == std::string::npos) continue;
      rows.push_back(row);
    }
    const auto by_title = [](const EpisodeRow& a, const EpisodeRow& b) {
      return a.title < b.title;
    };
    // Undated episodes follow the dated ones, by number and title: a folder of transcripts has no
    // dates at all.
    const auto undated = [&](const EpisodeRow& a, const EpisodeRow& b) {
      return a.number != b.number ? a.number < b.number : by_title(a, b);
    };
    std::ranges::stable_sort(rows, [&](const EpisodeRow& a, const EpisodeRow& b) {
      switch (user.session.sort) {
        case EpisodeSort::Newest:
          if (a.date != b.date) return a.date > b.date;
          return a.date == kNoDate ? undated(b, a) : undated(a, b);
        case EpisodeSort::Oldest:
          if (a.date != b.date) {
            if (a.date == kNoDate || b.date == kNoDate) return b.date == kNoDate;
            return a.date < b.date;
          }
          return undated(a, b);
        case EpisodeSort::Title:
          return by_title(a, b);
        case EpisodeSort::Longest:
          return a.duration > b.duration;
      }
      return false;
    });
    library_view.episodes_before_filter = static_cast<std::uint32_t>(refs.size());
  }

  void make_views() {
    library_view.shows = library.shows();
    library_view.current_show = current_show;
    library_view.episodes = rows;
    library_view.filter = user.session.filter;
    library_view.sort = user.session.sort;
    library_view.filter_text = filter_text;
    library_view.empty = library.empty();
    settings_view.theme = user.theme;
    settings_view.dark =
        user.theme == ThemeChoice::System ? system_dark : user.theme == ThemeChoice::Dark;
    settings_view.contrast =
        user.theme == ThemeChoice::System ? system_contrast : user.theme == ThemeChoice::Contrast;
    if (user.theme == ThemeChoice::Contrast) settings_view.dark = system_dark;
    settings_view.zoom = user.zoom;
    settings_view.measure = user.measure;
    settings_view.density = user.density;
    import_view.running = !jobs.empty();
    import_view.label = jobs.empty() ? std::string_view() : std::string_view(jobs.front().label);
    import_view.queued_jobs = jobs.empty() ? 0 : static_cast<std::uint32_t>(jobs.size() - 1);
    show_report();
    notice_view.text = notice_text;
    const ReaderView& open = reader.view();
    std::string title = open.open && !results.view().shown
                            ? std::string(open.episode.title) + " \u2013 Earshot"
                            : std::string("Earshot");
    if (title != window_title) {
      window_title = title;
      effects.push_back(SetWindowTitle{std::move(title)});
    }
  }

  void show_report() {
    import_view.has_report = !reports.empty();
    import_view.report_count = static_cast<std::int32_t>(reports.size());
    if (reports.empty()) return;
    chosen_report = std::min(chosen_report, reports.size() - 1);
    const ImportReport& report = reports[chosen_report];
    import_view.report_number = static_cast<std::int32_t>(chosen_report);
    import_view.report = report.files;
    import_view.report_label = report.label;
    import_view.refused = report.refused;
    import_view.with_diagnostics = report.with_diagnostics;
    import_view.episodes_added = report.episodes_added;
    import_view.replaced = report.replaced;
    apart_files.clear();
    for (const FileOutcome& file : report.files)
      apart_files.push_back(user.apart.contains({file.episode, file.source}) ? 1 : 0);
    import_view.apart = apart_files;
  }

  /// Hands the user's data to the host where they changed. Not before the start is over: what is
  /// stored has not been read yet, and must not be overwritten by defaults.
  void remember() {
    if (starting) return;
    const ReaderView& open = reader.view();
    user.session.episode = open.open ? open.episode.id : Id{};
    user.session.tab = open.tab;
    user.session.offset_in_text = reader.reading_position();
    if (user == stored) return;
    stored = user;
    effects.push_back(StoreUserData{write_user_data(user)});
  }

  void notify(std::string text, bool is_error = false, bool can_undo = false,
              bool has_report = false) {
    notice_text = std::move(text);
    notice_view = {++notice_serial, notice_text, is_error, can_undo, has_report};
  }

  void show_row(std::int32_t row) {
    const auto count = static_cast<std::int32_t>(library.shows().size());
    current_show = row >= 0 && row < count ? row : kAllShows;
    user.session.show = current_show < 0
                            ? std::string()
                            : library.shows()[static_cast<std::size_t>(current_show)].title;
    rows_changed = true;
  }

  void open_episode(Id id, Tab tab, std::uint32_t document = kAnyDocument) {
    if (!reader.open(library, id, tab, document)) return;
    results.view().shown = false;
    source_view.open = false;
    drawer = false;
    reader.mark(results.query());
  }

  /// A search that led somewhere is worth keeping.
  void keep_query() {
    const std::string text(text::trimmed(results.view().query));
    if (text.empty()) return;
    auto& recent = user.recent_queries;
    std::erase(recent, text);
    recent.insert(recent.begin(), text);
    if (recent.size() > kMaxRecentQueries) recent.resize(kMaxRecentQueries);
  }

  std::span<const RelatedView> related_to_open() {
    const ReaderView& open = reader.view();
    const Id id = open.open ? open.episode.id : Id{};
    if (related_to == std::pair(id, library_serial)) return related;
    related_to = {id, library_serial};
    related.clear();
    const auto ref = open.open ? library.find(id) : std::nullopt;
    if (!ref) return related;
    const auto is_seen = [this](std::uint32_t index, std::uint32_t document) {
      const LoadedPack& loaded = library.pack(index);
      const std::uint32_t episode = loaded.episode_of(document);
      return episode < loaded.visible_episodes.size() && loaded.visible_episodes[episode];
    };
    for (search::Related& other :
         search::related(library.indexes(), library.documents_of_indexes(), ref->pack, ref->episode,
                         is_seen, kRelatedEpisodes)) {
      const EpisodeRow row = library.row({other.index, other.episode});
      related.push_back({row.id, row.title, row.show, row.date, std::move(other.terms)});
    }
    return related;
  }

  /// The place of a hit in the reader.
  void open_hit(std::uint32_t hit) {
    const auto place = results.place(library, hit);
    if (!place) return;
    results.select(static_cast<std::int32_t>(hit));
    keep_query();
    const Tab tab = place->track == pack::TrackKind::Transcript ? Tab::Transcript
                    : place->track == pack::TrackKind::Chapters ? Tab::Chapters
                                                                : Tab::Notes;
    open_episode(place->episode, tab, place->document);
    reader.show_range(place->track, place->range_in_text, false);
  }

  void remove(std::vector<EpisodeVersion> versions, std::string text) {
    if (versions.empty()) return;
    const std::size_t shown = versions.size();
    // An older version must not come up from under the one that is removed.
    for (std::size_t i = 0, count = versions.size(); i < count; ++i) {
      const auto hidden = library.hidden_by(versions[i].id);
      versions.insert(versions.end(), hidden.begin(), hidden.end());
    }
    user.removed.insert(versions.begin(), versions.end());
    undo.push_back({std::move(versions), {}, shown});
    library_changed = library_stale = true;
    notify(std::move(text), false, true);
  }

  void start_next_job() {
    arrived.clear();
    if (jobs.empty()) return;
    replaced_by_job = 0;
    import_view.files_done = 0;
    import_view.files_total = jobs.front().count;
    effects.push_back(StartImport{jobs.front().number});
  }

  // --- The user ---------------------------------------------------------------------------------

  void on(const OpenShow& a) { show_row(a.show); }
  void on(const OpenEpisode& a) {
    const ReaderView& open = reader.view();
    const bool same = open.open && open.episode.id == a.id;
    open_episode(a.id, same ? open.tab : Tab::Notes);
  }
  void on(const ChooseTab& a) { reader.choose_tab(library, a.tab); }
  void on(const ChooseTrack& a) { reader.choose_track(library, a.document); }
  void on(const SetApart& a) {
    set_apart(a);
    UndoEntry entry;
    entry.pairing = SetApart{a.episode, a.file, !a.apart};
    undo.push_back(std::move(entry));
    notify(a.apart ? "The file stands apart as an episode of its own"
                   : "The file is paired with its episode again",
           false, true);
  }
  void set_apart(const SetApart& a) {
    if (a.apart) {
      user.apart.insert({a.episode, a.file});
    } else {
      user.apart.erase({a.episode, a.file});
    }
    const ReaderView& open = reader.view();
    const bool is_going = !a.apart && open.open && open.episode.apart_of == a.episode &&
                          open.episode.apart_file == a.file;
    library.put_apart(user.apart);
    library.rebuild(user.removed);
    ++library_serial;
    library_changed = true;
    if (is_going) open_episode(a.episode, open.tab);
  }
  void on(const ChooseReport& a) {
    if (a.report >= 0 && static_cast<std::size_t>(a.report) < reports.size())
      chosen_report = static_cast<std::size_t>(a.report);
  }
  /// Shows a file of the report as it was, with the places of its remarks.
  void on(const ShowSource& a) {
    if (chosen_report >= reports.size() || a.file >= reports[chosen_report].files.size()) return;
    const FileOutcome& file = reports[chosen_report].files[a.file];
    source_text.open(library, file.source, file.path);
    std::vector<std::pair<Range, std::size_t>> places;
    for (std::size_t i = 0; i < file.diagnostics.size(); ++i) {
      if (const auto place = source_text.place(file.diagnostics[i])) places.emplace_back(*place, i);
    }
    std::ranges::stable_sort(places, {}, [](const auto& place) { return place.first.begin; });
    source_marks.clear();
    source_remarks.clear();
    source_view = {};
    for (const auto& [range, remark] : places) {
      if (static_cast<std::int32_t>(remark) == a.remark)
        source_view.current_mark = static_cast<std::int32_t>(source_marks.size());
      source_marks.push_back(range);
      source_remarks.push_back(file.diagnostics[remark]);
    }
    source_view.open = true;
    source_view.path = source_text.path();
    source_view.problem = source_text.problem();
    source_view.track = source_text.track();
    source_view.marks_in_text = source_marks;
    source_view.remarks = source_remarks;
    go_to_mark();
    dialog = Dialog::None;
    drawer = false;
  }
  void go_to_mark() {
    const Range place = source_view.current_mark < 0
                            ? Range{}
                            : source_marks[static_cast<std::size_t>(source_view.current_mark)];
    source_view.target = {++source_serial, source_view.track.kind, place,
                          source_view.current_mark < 0};
  }
  void on(const SetEpisodeFilter& a) {
    user.session.filter = a.filter;
    rows_changed = true;
  }
  void on(const SetEpisodeSort& a) {
    user.session.sort = a.sort;
    rows_changed = true;
  }
  void on(SetFilterText& a) {
    filter_text = std::move(a.text);
    rows_changed = true;
  }
  void on(const QueryChanged& a) {
    const bool blank = a.text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank && a.text.empty()) {
      on(ClearQuery{});
      return;
    }
    results.search(library, a.text, results.view().scope, results.view().sort);
    results.view().shown = true;
    source_view.open = false;
  }
  void on(const SetScope& a) {
    results.view().scope = a.scope;
    results.view().selected_hit = -1;
    search_changed = true;
  }
  void on(const SetHitSort& a) {
    results.view().sort = a.sort;
    search_changed = true;
  }
  void on(const MoveHit& a) { results.move(a.by); }
  void on(const HitChosen& a) { open_hit(a.hit); }
  void on(const OpenSelectedHit&) {
    if (results.view().selected_hit >= 0) {
      open_hit(static_cast<std::uint32_t>(results.view().selected_hit));
    }
  }
  void on(const ToggleGroup& a) { results.toggle_group(a.group); }
  void on(const BackToResults&) { results.view().shown = results.active(); }
  void on(const ClearQuery&) {
    results.clear();
    reader.mark(results.query());
  }
  void on(const GoBack&) {
    if (dialog != Dialog::None) {
      dialog = Dialog::None;
    } else if (drawer) {
      drawer = false;
    } else if (source_view.open) {
      source_view.open = false;
      dialog = Dialog::ImportReport;
    } else if (results.view().shown) {
      on(ClearQuery{});
    } else if (results.active()) {
      results.view().shown = true;
    }
  }
  void on(const JumpToTime& a) {
    results.view().shown = false;
    reader.jump_to_time(a.time);
  }
  void on(const JumpToMatch& a) {
    if (!source_view.open) {
      reader.jump_to_match(a.by);
      return;
    }
    const auto count = static_cast<std::int32_t>(source_marks.size());
    if (count == 0) return;
    const std::int32_t next =
        source_view.current_mark < 0 ? (a.by < 0 ? count - 1 : 0) : source_view.current_mark + a.by;
    source_view.current_mark = ((next % count) + count) % count;
    go_to_mark();
  }
  /// What one reads: the page of a file lies over the episode.
  const TrackView& shown_text() const {
    return source_view.open ? source_view.track : reader.view().shown();
  }
  void go_to_found() {
    const FindView& found = find.view();
    if (found.current < 0) return;
    const Range place = found.matches_in_text[static_cast<std::size_t>(found.current)];
    if (source_view.open) {
      source_view.target = {++source_serial, source_view.track.kind, place, false};
    } else {
      reader.show_range(shown_text().kind, place, false);
    }
  }
  void on(const OpenFind& a) {
    find.open(shown_text(), a.text, a.from_in_text);
    go_to_found();
  }
  void on(const FindChanged& a) {
    find.change(a.text);
    go_to_found();
  }
  void on(const FindStep& a) {
    if (find.step(a.by)) go_to_found();
  }
  void on(const CloseFind&) { find.close(); }
  void on(const ToggleFold& a) { reader.toggle_fold(a.block); }
  void on(const SetTheme& a) { user.theme = a.theme; }
  void on(const SetZoom& a) { user.zoom = std::clamp(a.factor, kMinZoom, kMaxZoom); }
  void on(const SetMeasure& a) {
    user.measure = std::clamp(a.characters, kLeastMeasure, kMostMeasure);
  }
  void on(const SetDensity& a) { user.density = a.density; }
  void on(const ToggleDrawer&) { drawer = !drawer; }
  void on(const OpenDialog& a) {
    dialog = a.dialog;
    drawer = false;
  }
  void on(const CloseDialog&) { dialog = Dialog::None; }
  void on(const RemoveEpisode& a) {
    const auto ref = library.find(a.id);
    if (!ref) return;
    remove({library.version(*ref)},
           "Removed \u201C" + std::string(library.row(*ref).title) + "\u201D");
  }
  void on(const RemoveShow& a) {
    if (a.show < 0 || static_cast<std::size_t>(a.show) >= library.shows().size()) return;
    std::vector<EpisodeVersion> versions;
    for (const auto ref : library.visible(a.show))
      versions.push_back(library.version(ref));
    const ShowRow& show = library.shows()[static_cast<std::size_t>(a.show)];
    const std::string text =
        "Removed \u201C" + show.title + "\u201D, " + counted(show.episodes, "episode", "episodes");
    if (a.show == current_show) show_row(kAllShows);
    remove(std::move(versions), text);
  }
  void on(const Undo&) {
    if (undo.empty()) return;
    const UndoEntry entry = std::move(undo.back());
    undo.pop_back();
    if (entry.pairing) {
      set_apart(*entry.pairing);
      notify(entry.pairing->apart ? "The file stands apart again" : "The file is paired again");
      return;
    }
    for (const EpisodeVersion& version : entry.removed)
      user.removed.erase(version);
    user.removed.insert(entry.added.begin(), entry.added.end());
    library_changed = library_stale = true;
    const auto count = static_cast<std::uint32_t>(entry.removed.size() + entry.added.size());
    notify(entry.added.empty()
               ? "Brought back " +
                     counted(static_cast<std::uint32_t>(entry.shown), "episode", "episodes")
               : "Took back the import of " + counted(count, "episode", "episodes"));
  }
  void on(const DismissNotice&) { notice_view.serial = 0; }
  void on(const PickFiles& a) { effects.push_back(ShowFilePicker{a.folder}); }
  void on(OpenLink& a) {
    // Only what a browser opens as a page: a file must not start a program or run a script.
    const auto starts = [&a](std::string_view scheme) { return a.url.starts_with(scheme); };
    if (starts("https://") || starts("http://") || starts("mailto:")) {
      effects.push_back(OpenUrl{std::move(a.url)});
    } else {
      notify("This link is not one that can be opened: " + a.url, true);
    }
  }
  void on(CopyText& a) {
    effects.push_back(WriteClipboard{std::move(a.text)});
    if (!a.said.empty()) notify(std::move(a.said));
  }
  void on(const CopyLink& a) {
    const ReaderView& open = reader.view();
    if (!open.open) return;
    const Moment moment = moment_of(open.shown(), open.episode.id, open.tab, a.offset_in_text);
    effects.push_back(WriteLink{link_fragment(moment)});
    notify(moment.time >= 0 ? "Copied a link to " + clock_time(moment.time)
                            : "Copied a link to this place");
  }
  void on(SelectionMade& a) { effects.push_back(WritePrimarySelection{std::move(a.text)}); }
  void on(const CancelImport&) {
    if (!jobs.empty()) effects.push_back(StopImport{jobs.front().number});
  }
  void on(const ReadingPositionChanged& a) { reader.reading_position(a.offset_in_text); }

  // --- The host ---------------------------------------------------------------------------------

  void on(const UserDataLoaded& a) {
    user = read_user_data(a.json);
    stored = user;
    library.put_apart(user.apart);
  }
  void on(PackLoaded& a) {
    if (const auto loaded = library.add(std::move(a.bytes), a.is_demo); !loaded) {
      on(LoadFailed{std::string(sentence(loaded.error().code))});
    }
    library_changed = library_stale = true;
  }
  void on(const LoadFailed& a) {
    has_load_failed = true;
    notify("A part of the library could not be read: " + a.what, true);
  }
  void on(const StartFinished&) {
    results.forget_hits(library);  // they name packs by number, and packs are about to move
    library.arrange(user.packs);
    // What was merged is gone; what could not be read may come back, and keeps its place.
    if (!has_load_failed)
      std::erase_if(user.packs, [this](Id id) { return !library.has_pack(id); });
    library_stale = true;
    rebuild_if_stale();
    for (const Id pack : library.drop_unseen()) {
      std::erase(user.packs, pack);
      effects.push_back(RemovePack{pack});
      library_stale = true;  // episodes name packs by number
    }
    rebuild_if_stale();
    const Session session = user.session;
    show_row(session.show.empty() ? kAllShows : library.show_row(session.show));
    if (session.show.empty() && library.shows().size() == 1) show_row(0);
    if (session.episode.valid() && library.find(session.episode)) {
      open_episode(session.episode, session.tab);
      if (session.offset_in_text > 0) {
        reader.show_range(reader.view().shown().kind,
                          {session.offset_in_text, session.offset_in_text}, true);
        reader.reading_position(session.offset_in_text);
      }
    }
    library_changed = true;
    starting = false;
    merge_if_many();
  }
  void on(FilesArrived& a) {
    jobs.push_back({a.job, a.count, std::move(a.label)});
    if (jobs.size() == 1) {
      start_next_job();
    }
  }
  void on(const ImportProgress& a) {
    if (jobs.empty() || jobs.front().number != a.job) return;
    import_view.files_done = a.files_done;
    import_view.files_total = a.files_total;
  }
  void on(PackArrived& a) {
    const std::uint32_t packs_before = library.pack_count();
    const auto loaded = library.add(std::move(a.bytes), false);
    if (!loaded) {
      notify("The import gave a damaged pack: " + std::string(sentence(loaded.error().code)), true);
      return;
    }
    const LoadedPack& pack = **loaded;
    // What was removed and is dropped again is wanted again.
    for (const pack::EpisodeRecord& episode : pack.pack.episodes()) {
      const EpisodeVersion version{{episode.id_high, episode.id_low},
                                   {episode.content_high, episode.content_low}};
      user.removed.erase(version);
      // Undo takes back what the import brought, not what was there before.
      const auto before = library.find(version.id);
      if (!before || library.version(*before) != version) arrived.push_back(version.id);
    }
    library_changed = library_stale = true;
    if (library.pack_count() == packs_before) return;  // known already, byte for byte
    rebuild_if_stale();
    replaced_by_job += library.replaced_by(pack);
    user.packs.push_back(pack.id);
    effects.push_back(StorePack{pack.id, pack.bytes});
  }
  void on(ImportFinished& a) {
    if (jobs.empty() || jobs.front().number != a.job) return;
    ImportReport report{.label = jobs.front().label, .files = std::move(a.files)};
    report.replaced = replaced_by_job;
    for (const FileOutcome& file : report.files) {
      if (!file.error.empty()) ++report.refused;
      if (!file.diagnostics.empty()) ++report.with_diagnostics;
    }
    std::vector<EpisodeVersion> added;
    for (const Id id : arrived) {
      if (const auto ref = library.find(id)) added.push_back(library.version(*ref));
    }
    const auto episodes = static_cast<std::uint32_t>(added.size());
    report.episodes_added = episodes;
    show_what_arrived(jobs.front().count);
    std::string text;
    if (!a.error.empty()) {
      text = a.error;
    } else if (a.cancelled) {
      text = "Import stopped; " + counted(episodes, "episode was", "episodes were") + " kept";
    } else if (episodes == 0 && report.files.size() == 1 && !report.files.front().error.empty()) {
      text = report.files.front().path + ": " + report.files.front().error;
    } else if (episodes == 0) {
      text = "Nothing new was found in " +
             counted(static_cast<std::uint32_t>(report.files.size()), "file", "files");
    } else {
      text = "Added " + counted(episodes, "episode", "episodes");
      if (report.replaced > 0) text += ", " + std::to_string(report.replaced) + " replaced";
    }
    const bool failed = !a.error.empty() || (episodes == 0 && report.refused > 0);
    if (!failed && report.refused > 0) {
      text += "; " + counted(report.refused, "file was", "files were") + " refused";
    }
    const bool has_files = !report.files.empty();
    if (has_files) keep_report(std::move(report));
    notify(std::move(text), failed, !failed && episodes > 0, has_files);
    if (episodes > 0) undo.push_back({{}, std::move(added), 0});
    jobs.pop_front();
    start_next_job();
    library_changed = true;
    rebuild_if_stale();
    merge_if_many();
  }

  /// Has small packs merged while nothing else is under way. What an undo would show again must
  /// stay.
  void merge_if_many() {
    if (is_merging || !jobs.empty()) return;
    auto order = plan_merge(library, user.removed, undo.empty(), not_to_merge);
    if (!order) return;
    is_merging = true;
    effects.push_back(*std::move(order));
  }
  void on(PacksMerged& a) {
    is_merging = false;
    results.forget_hits(library);  // they name packs by number
    const LoadedPack* merged =
        a.bytes.empty() ? nullptr : library.replace(a.packs, std::move(a.bytes));
    if (merged == nullptr) {
      not_to_merge.insert(a.packs.begin(), a.packs.end());
      search_changed = true;
      return;
    }
    library_changed = library_stale = true;
    rebuild_if_stale();
    // The order is stored first, with old and new in it, so that it holds for what is stored
    // wherever it breaks off.
    if (std::ranges::find(user.packs, merged->id) == user.packs.end()) {
      const auto last = std::ranges::find(user.packs, a.packs.back());
      user.packs.insert(last == user.packs.end() ? last : last + 1, merged->id);
    }
    remember();
    std::erase(a.packs, merged->id);  // a pack whose index was built anew may be named as before
    effects.push_back(ReplacePacks{merged->id, merged->bytes, std::move(a.packs)});
    merge_if_many();
  }

  /// The newest report is the one to show, unless somebody is reading another.
  void keep_report(ImportReport report) {
    const bool is_read = dialog == Dialog::ImportReport || source_view.open;
    reports.push_back(std::move(report));
    if (reports.size() > kMaxReports) {
      reports.erase(reports.begin());
      if (chosen_report > 0) --chosen_report;
    }
    if (!is_read) chosen_report = reports.size() - 1;
  }

  /// A person who drops files wants to see them: the list goes to their show, and a single file is
  /// opened.
  void show_what_arrived(std::uint32_t file_count) {
    if (arrived.empty()) return;
    const auto ref = library.find(arrived.front());
    if (!ref) return;
    const EpisodeRow row = library.row(*ref);
    if (current_show != kAllShows) show_row(library.show_row(row.show));
    if (!results.view().shown && (file_count == 1 || !reader.view().open)) {
      open_episode(row.id, Tab::Notes);
    }
  }
  void on(const StoreFailed& a) { notify(a.message, true); }
  void on(const HostFailed& a) { notify(a.message, true); }
  void on(const SystemThemeChanged& a) {
    system_dark = a.dark;
    system_contrast = a.contrast;
  }
  void on(const LinkFollowed& a) {
    const auto moment = read_link(a.link);
    if (!moment) return;  // an address has other fragments, too
    if (!library.find(moment->episode)) {
      notify("This link leads to an episode that is not in this library", true);
      return;
    }
    open_episode(moment->episode, moment->tab);
    if (moment->time >= 0) {
      reader.jump_to_time(moment->time);
    } else {
      const auto size = static_cast<std::uint32_t>(reader.view().shown().text.size());
      const std::uint32_t offset = std::min(moment->offset_in_text, size);
      reader.show_range(reader.view().shown().kind, {offset, offset}, true);
    }
  }
};

App::App(BuildFacts facts) : state_(std::make_unique<State>(std::move(facts))) {
  state_->make_views();
}
App::~App() = default;

void App::dispatch(Action action) {
  state_->act(std::move(action));
}
std::vector<Effect> App::take_effects() {
  return std::exchange(state_->effects, {});
}
std::uint64_t App::revision() const {
  return state_->revision;
}
bool App::starting() const {
  return state_->starting;
}
bool App::drawer_open() const {
  return state_->drawer;
}
Dialog App::dialog() const {
  return state_->dialog;
}
const BuildFacts& App::facts() const {
  return state_->facts;
}
const LibraryView& App::library() const {
  return state_->library_view;
}
const ReaderView& App::reader() const {
  return state_->reader.view();
}
const ResultsView& App::results() const {
  return state_->results.view();
}
const ImportView& App::import() const {
  return state_->import_view;
}
const NoticeView& App::notice() const {
  return state_->notice_view;
}
const SourceView& App::source() const {
  return state_->source_view;
}
const SettingsView& App::settings() const {
  return state_->settings_view;
}
std::span<const RelatedView> App::related() const {
  return state_->related_to_open();
}
search::Suggestions App::complete(std::string_view query, std::uint32_t caret_in_query) const {
  constexpr std::size_t kSuggestions = 8;
  return search::complete(state_->library.indexes(), &state_->library.documents_of_indexes(), query,
                          caret_in_query, kSuggestions);
}
std::span<const std::string> App::recent_queries() const {
  return state_->user.recent_queries;
}
const FindView& App::find() const {
  return state_->find.view();
}
bool App::can_undo() const {
  return !state_->undo.empty();
}
const HitView& App::hit(std::uint32_t number) const {
  return state_->results.hit_view(state_->library, number);
}

}  // namespace earshot::app
