#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/find.h"
#include "app/library.h"
#include "app/reader.h"
#include "app/report_text.h"
#include "app/results.h"
#include "app/source_text.h"
#include "app/user_data.h"
#include "words/catalogue.h"

// What the app holds and how it answers each action: for app*.cpp only.

namespace earshot::app {

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
  std::string system_languages;
  words::Words say;
  Find find;
  Dialog dialog = Dialog::None;
  std::int32_t current_show = kAllShows;
  std::string filter_text;
  std::string window_title;

  LibraryView library_view;
  std::vector<EpisodeRow> rows, removed_rows;
  ImportView import_view;
  SettingsView settings_view;
  NoticeView notice_view;
  std::string notice_text;
  std::uint64_t notice_serial = 0;

  struct Job {
    std::uint32_t number = 0;
    std::uint32_t count = 0;
    std::string label;
  };
  std::deque<Job> jobs;               ///< the first one runs
  std::vector<ImportReport> reports;  ///< of the imports since the start
  std::size_t chosen_report = 0;
  std::vector<std::uint8_t> apart_files;  ///< of the chosen report
  std::uint32_t replaced_by_job = 0;
  SourceText source_text;        ///< what the source page shows
  ReportText report_text;        ///< or this
  bool is_report_stale = false;  ///< a pairing or the language is another one
  SourceView source_view;
  std::vector<Range> source_marks;
  std::vector<Diagnostic> source_remarks;
  std::uint64_t source_serial = 0;
  std::vector<EpisodeVersion> arrived;  ///< that the running job brought
  std::set<EpisodeVersion> early;       ///< of them, those that early packs have

  /// Something that changed the library, which one Undo takes back and one Redo does again.
  struct Change {
    enum class Kind : std::uint8_t { Removal, Import, Repair, Pairing, Return, Discard };
    Kind kind = Kind::Removal;
    std::vector<EpisodeVersion> versions = {};  ///< that it hid, brought or gave up
    /// Removal: the versions under them, which must not come up, nor be offered to be brought back.
    std::vector<EpisodeVersion> older = {};
    std::uint64_t episodes = 0;            ///< that one saw come or go by it
    std::optional<SetApart> pairing = {};  ///< Pairing: what was done
    std::string said = {};                 ///< when it was done
  };
  std::vector<Change> undo, redo;  ///< the last one is next

  std::vector<RelatedView> related;
  std::pair<Id, std::uint64_t> related_to;  // the episode, and the library then
  std::uint64_t library_serial = 0;

  WhyView why;

  std::vector<Effect> effects;
  std::uint64_t revision = 1;
  bool has_load_failed = false;
  bool is_merging = false;
  std::deque<Id> to_repair;        ///< episodes, as soon as nothing else is under way
  bool is_repairing = false;       ///< what is being merged is the first of them
  std::set<Id> not_to_merge;       ///< packs that could not be
  std::size_t damaged_blocks = 0;  ///< of the library that were told of
  bool library_changed = false;    ///< what of it is to be seen
  bool library_stale = false;      ///< that has not been worked out yet
  bool rows_changed = true;
  bool search_changed = false;

  // --- The whole (app.cpp) -----------------------------------------------------------------------

  void notify(std::string text, bool is_error = false, bool can_undo = false,
              bool has_report = false);
  void act(Action action);
  void settle();
  /// What is damaged turns out when it is first read.
  void tell_of_damage();
  void rebuild_if_stale();
  void make_views();
  /// Hands the user's data to the host where they changed. Not before the start is over: what is
  /// stored has not been read yet, and must not be overwritten by defaults.
  void remember();
  void on(const GoBack&);
  void on(const SetTheme& a);
  void on(const SetZoom& a);
  void on(const SetMeasure& a);
  void on(const SetPaneWidth& a);
  void on(const SetDensity& a);
  void on(const SetLanguage& a);
  void on(const SetSingleKeys& a);
  void on(const SystemLanguages& a);
  void choose_words();
  void on(const ToggleDrawer&);
  void on(const OpenDialog& a);
  void on(const CloseDialog&);
  void on(const DismissNotice&);
  void on(const PickFiles& a);
  void on(const HostFailed& a);
  void on(const SystemThemeChanged& a);

  // --- The library and its list (app_library.cpp) ------------------------------------------------

  void make_rows();
  void show_row(std::int32_t row);
  void remove(std::vector<EpisodeVersion> versions, std::string text);
  void on(const OpenShow& a);
  void on(const SetApart& a);
  void set_apart(const SetApart& a);
  void on(const SetEpisodeFilter& a);
  void on(const SetEpisodeSort& a);
  void on(SetFilterText& a);
  void on(const RemoveEpisode& a);
  void on(const RemoveShow& a);
  void on(const BringBack& a);
  void on(const DiscardRemoved&);
  void on(const Undo&);
  void on(const Redo&);
  void make_removed();
  /// Keeps for Undo what was done; `did` says it as well.
  void keep(Change change);
  void did(Change change);
  void apply(const Change& change, bool forward);

  // --- What is read (app_reading.cpp) ------------------------------------------------------------

  void open_episode(Id id, Tab tab, std::uint32_t document = kAnyDocument);
  void open_text(Id id, Tab tab, std::uint32_t text);
  void show_reader();
  /// To a place in the text that was opened; to its top where that is another tab's.
  void go_back_to(Tab tab, std::uint32_t offset_in_text);
  void on(const OpenEpisode& a);
  void on(const ChooseTab& a);
  void on(const ChooseTrack& a);
  /// Shows a file of the report as it was, with the places of its remarks.
  void on(const ShowSource& a);
  void on(const ShowReportText& a);
  void write_report();
  void go_to_mark();
  void on(const JumpToTime& a);
  void on(const JumpToMatch& a);
  /// What one reads: the page of a file lies over the episode.
  const TrackView& shown_text() const;
  void go_to_found();
  void on(const OpenFind& a);
  void on(const FindChanged& a);
  void on(const FindStep& a);
  void on(const CloseFind&);
  void on(const ToggleFold& a);
  void on(SetFolds& a);
  void on(OpenLink& a);
  void on(CopyText& a);
  void on(const PasteIntoTextBox& a);
  void on(const PasteRefused&);
  void on(const CopyLink& a);
  void on(const ShowPlainPage&);
  void on(SelectionMade& a);
  void on(const ReadingPositionChanged& a);
  void on(const LinkFollowed& a);

  // --- What is looked for (app_search.cpp) -------------------------------------------------------

  /// A search that led somewhere is worth keeping.
  void keep_query();
  std::span<const RelatedView> related_to_open();
  /// The place of a hit in the reader.
  void open_hit(std::uint32_t hit, bool in_notes = false);
  void on(const QueryChanged& a);
  void on(const SetScope& a);
  void on(const SetHitSort& a);
  void on(const ForgetQuery& a);
  void on(const MoveHit& a);
  void on(const HitChosen& a);
  void on(const ExplainHit& a);
  void on(const GrowResults&);
  void on(const OpenSelectedHit&);
  void on(const ToggleGroup& a);
  void on(const BackToResults&);
  void on(const ClearQuery&);

  // --- What is stored and what arrives (app_import.cpp) ------------------------------------------

  void show_report();
  void start_next_job();
  void on(const ChooseReport& a);
  void on(const CancelImport&);
  void on(const UserDataLoaded& a);
  void on(PackLoaded& a);
  void on(const LoadFailed& a);
  void on(const StartFinished&);
  void on(FilesArrived& a);
  void on(const ImportProgress& a);
  void on(PackArrived& a);
  void on(EarlyPackArrived& a);
  void welcome(const LoadedPack& pack);
  void drop_early_packs(Library::Early which);
  void on(ImportFinished& a);
  /// Has small packs merged while nothing else is under way. What an undo would show again must
  /// stay.
  void merge_if_many();
  void on(PacksMerged& a);
  void on(const RepairText& a);
  /// The repaired version of an episode, as a pack of its own.
  void take_repaired(PackBytes bytes);
  /// The newest report is the one to show, unless somebody is reading another.
  void keep_report(ImportReport report);
  /// A person who drops files wants to see them: the list goes to their show, and a single file is
  /// opened.
  void show_what_arrived(std::uint32_t file_count);
  void on(const StoreFailed& a);
};

}  // namespace earshot::app
