#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/range.h"
#include "base/time.h"
#include "pack/records.h"

namespace earshot::app {

enum class Tab : std::uint8_t { Notes, Transcript, Chapters, Source };
enum class ThemeChoice : std::uint8_t { System, Light, Dark, Contrast };
enum class Density : std::uint8_t { Comfortable, Compact };
enum class LanguageChoice : std::uint8_t { System, English, German };
enum class EpisodeFilter : std::uint8_t { All, WithTranscript, WithNotes };
enum class EpisodeSort : std::uint8_t { Newest, Oldest, Title, Longest };
enum class Scope : std::uint8_t { Everywhere, Transcripts, Notes };
/// By date means the newest episode first; by position in the order of the library, as one would
/// read it; the moments of an episode then come in the order of their text.
enum class HitSort : std::uint8_t { Relevance, Date, Position };
enum class Dialog : std::uint8_t {
  None,
  About,
  ImportReport,
  Shortcuts,
  Episode,
  Settings,
  Palette,
  Why,
  Removed
};

/// What stands beside the page in a wide window.
enum class Pane : std::uint8_t { Library, Rail };
inline constexpr int kMostPanePoints = 2000;  // wider is no window's

/// Of the reading text: characters of a line. Outside of it lines tire (Bringhurst, 2.1.2).
inline constexpr int kLeastMeasure = 45, kUsualMeasure = 70, kMostMeasure = 80;

/// All shows together, in the library's list.
inline constexpr std::int32_t kAllShows = -1;

// --- What the user does -------------------------------------------------------------------------

struct OpenShow {
  std::int32_t show = kAllShows;
};  ///< row number in LibraryView::shows
struct OpenEpisode {
  Id id;
};  ///< in the reader; keeps the query, leaves the results
struct ChooseTab {
  Tab tab = Tab::Notes;
};
struct ChooseTrack {
  std::uint32_t document = 0;
};  ///< of several transcripts or notes of the open episode
struct SetApart {
  Id episode, file;
  bool apart = true;
};  ///< undoes the pairing of a file with an episode, or takes that back
struct ChooseReport {
  std::int32_t report = 0;
};  ///< of the imports since the start
struct ShowSource {
  std::uint32_t file = 0;
  std::int32_t remark = -1;
};  ///< of the report: the file as it was, at the place of a remark
struct ShowReportText {};  ///< the chosen report as one text
struct SetEpisodeFilter {
  EpisodeFilter filter = EpisodeFilter::All;
};
struct SetEpisodeSort {
  EpisodeSort sort = EpisodeSort::Newest;
};
struct SetFilterText {
  std::string text;
};  ///< narrows the list of episodes by title
struct QueryChanged {
  std::string text;
};  ///< as typed; shows the results, or the reader where empty
struct SetScope {
  Scope scope = Scope::Everywhere;
};
struct SetHitSort {
  HitSort sort = HitSort::Relevance;
};
struct ForgetQuery {
  std::string text;
};  ///< of those looked for lately; empty: all of them
struct MoveHit {
  int by = 1;
};  ///< selects a hit further down (or up), stops at the ends
struct HitChosen {
  std::uint32_t hit = 0;
  bool in_notes = false;
};  ///< opens it: number in ResultsView; of a chapter that is a line of the notes, either of both
struct ExplainHit {
  std::int32_t hit = -1;
};  ///< tells why it stands where it does; -1: the selected one
struct GrowResults {};  ///< one has come near the end of the moments that were asked for
struct OpenSelectedHit {};
struct ToggleGroup {
  std::uint32_t group = 0;
};  ///< all moments of an episode, or the first few
struct BackToResults {};
struct ClearQuery {};
struct GoBack {};  ///< Escape: dialog, drawer, results, query in turn
struct JumpToTime {
  Millis time = 0;
};  ///< in the reader: the cue or line of that time
struct JumpToMatch {
  int by = 1;
};  ///< next or previous match in the open text
struct ToggleFold {
  std::uint32_t block = 0;
};  ///< of the notes' outline
struct SetFolds {
  std::vector<std::uint32_t> blocks;
};  ///< ascending: these are folded, all others not
struct SetTheme {
  ThemeChoice theme = ThemeChoice::System;
};
struct SetZoom {
  float factor = 1.0F;
};  ///< of the reading text, clamped to 0.5 .. 4
struct SetMeasure {
  int characters = kUsualMeasure;
};  ///< clamped to kLeastMeasure .. kMostMeasure
struct SetPaneWidth {
  Pane pane = Pane::Library;
  int points = 0;
};  ///< 0: the usual one
struct SetDensity {
  Density density = Density::Comfortable;
};
struct SetLanguage {
  LanguageChoice language = LanguageChoice::System;
};
struct SetSingleKeys {
  bool on = true;
};  ///< shortcuts of one letter, digit or sign
struct OpenFind {
  std::string text;
  std::uint32_t from_in_text = 0;
};  ///< in the text on the screen; no text: what was looked for last
struct FindChanged {
  std::string text;
};
struct FindStep {
  int by = 1;
};
struct CloseFind {};
struct ToggleDrawer {};  ///< the library, in narrow windows
struct OpenDialog {
  Dialog dialog = Dialog::None;
};
struct CloseDialog {};
struct RemoveEpisode {
  Id id;
};  ///< with undo
struct RemoveShow {
  std::int32_t show = 0;
};  ///< with undo
struct BringBack {
  Id id;
};  ///< a removed episode; not valid: all of them; with undo
struct DiscardRemoved {};  ///< what was removed is not offered any more; with undo
struct Undo {};
struct Redo {};  ///< what was undone last
struct RepairText {
  Id episode;
};  ///< characters that were read in a wrong encoding become what they should be; with undo
struct DismissNotice {};
struct PickFiles {
  bool folder = false;
};  ///< needs the user's gesture
struct OpenLink {
  std::string url;
};  ///< needs the user's gesture
struct CopyText {
  std::string text;
  std::string said = {};  ///< a notice, where one cannot see that it was copied
};  ///< needs the user's gesture
struct PasteIntoTextBox {
  std::uint32_t node = 0;
};  ///< of the tree, whose text the host edits: needs the user's gesture
struct PasteRefused {};  ///< the host may not read the clipboard
struct CopyLink {
  std::uint32_t offset_in_text = 0;
};  ///< to this place of the open text; needs the user's gesture
struct ShowPlainPage {};  ///< the open episode, as a page that the host shows
struct SelectionMade {
  std::string text;
};  ///< for hosts with a primary selection
struct CancelImport {};
struct ReadingPositionChanged {  ///< the text view tells where one is, for the session
  std::uint32_t offset_in_text = 0;
};

// --- What the shell tells -----------------------------------------------------------------------

/// A pack's bytes, aligned to 8, owned from now on by the app.
using PackBytes = std::vector<std::byte>;

struct UserDataLoaded {
  std::string json;
};  ///< at start, empty on the first visit
struct PackLoaded {  ///< at start: one that is stored already (or the demo)
  PackBytes bytes;
  bool is_demo = false;
};
struct StartFinished {};  ///< everything stored has been loaded
struct LoadFailed {
  std::string what;
};  ///< a stored pack could not be read; the rest goes on
struct FilesArrived {  ///< the shell holds the files under `job`
  std::uint32_t job = 0;
  std::uint32_t count = 0;
  std::string label;  ///< the folder's or the only file's name
};
struct ImportProgress {
  std::uint32_t job = 0;
  std::uint32_t files_done = 0, files_total = 0;
};
struct PackArrived {
  std::uint32_t job = 0;
  PackBytes bytes;
};
/// Episodes that finished packs of the job bring later, nearly always as the same versions: to be
/// seen until then, and not stored.
struct EarlyPackArrived {
  std::uint32_t job = 0;
  PackBytes bytes;
};
/// As import::FileReport, which the app cannot include: it crosses from the worker.
struct FileOutcome {
  std::string path, became, format, episode_title, pairing_with, pairing_reason, error;
  Id episode;
  Id source;                     ///< hash of its bytes
  bool can_stand_apart = false;  ///< its pairing can be undone
  std::vector<Diagnostic> diagnostics;
  std::uint32_t more_diagnostics = 0;
};
struct ImportFinished {
  std::uint32_t job = 0;
  bool cancelled = false;
  std::string error;  ///< the worker died: why, in a sentence
  std::vector<FileOutcome> files;
};
struct PacksMerged {
  std::vector<Id> packs;  ///< as MergePacks named them
  PackBytes bytes;        ///< empty: it could not be done
};
struct StoreFailed {
  std::string message;
};  ///< the library works on but is not kept
struct HostFailed {
  std::string message;
};  ///< something that was asked of the host cannot be done here: why, in a sentence
struct SystemThemeChanged {
  bool dark = false;
  bool contrast = false;  ///< the system asks for more of it
};
struct SystemLanguages {
  std::string tags;
};  ///< what the user reads, best first: "de-AT,en" or "de_AT.UTF-8" (words/locale.h)
struct LinkFollowed {
  std::string link;
};  ///< to a moment: from the page's address, or given to the program

using Action = std::variant<
    OpenShow, OpenEpisode, ChooseTab, ChooseTrack, SetApart, ChooseReport, ShowSource,
    ShowReportText, SetEpisodeFilter, SetEpisodeSort, SetFilterText, QueryChanged, SetScope,
    SetHitSort, ForgetQuery, MoveHit, HitChosen, ExplainHit, GrowResults, OpenSelectedHit,
    ToggleGroup, BackToResults, ClearQuery, GoBack, JumpToTime, JumpToMatch, ToggleFold, SetFolds,
    SetTheme, SetZoom, SetMeasure, SetPaneWidth, SetDensity, SetLanguage, SetSingleKeys, OpenFind,
    FindChanged, FindStep, CloseFind, ToggleDrawer, OpenDialog, CloseDialog, RemoveEpisode,
    RemoveShow, RepairText, BringBack, DiscardRemoved, Undo, Redo, DismissNotice, PickFiles,
    OpenLink, CopyText, PasteIntoTextBox, PasteRefused, CopyLink, ShowPlainPage, SelectionMade,
    CancelImport, ReadingPositionChanged, UserDataLoaded, PackLoaded, StartFinished, LoadFailed,
    FilesArrived, ImportProgress, PackArrived, EarlyPackArrived, ImportFinished, PacksMerged,
    StoreFailed, HostFailed, SystemThemeChanged, SystemLanguages, LinkFollowed>;

/// Where panels put what the user did; the host hands it to the app after the frame.
class Outbox {
 public:
  template <typename T>
  void send(T action) {
    actions_.emplace_back(std::move(action));
  }
  std::vector<Action> take() { return std::exchange(actions_, {}); }
  bool empty() const { return actions_.empty(); }

 private:
  std::vector<Action> actions_;
};

}  // namespace earshot::app
