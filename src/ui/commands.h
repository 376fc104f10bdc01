#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/app.h"
#include "words/words.h"

namespace earshot::ui {

class Interaction;
struct Context;

enum class CommandId : std::uint8_t {
  FocusSearch,
  GoBack,
  NextHit,
  PreviousHit,
  OpenHit,
  NextMatch,
  PreviousMatch,
  ShowNotes,
  ShowTranscript,
  ShowChapters,
  ShowSource,
  ShowLibrary,
  OpenFiles,
  OpenFolder,
  Undo,
  ToggleTheme,
  ZoomIn,
  ZoomOut,
  ZoomReset,
  ShowShortcuts,
  Copy,
  CopyMarkdown,
  CopyWithTimes,
  CopyLink,
  CopyLinkAddress,
  PlainPage,
  SelectAll,
  TextCursor,
  ShowTextMenu,
  OpenFind,
  FindNext,
  FindPrevious,
  WiderText,
  NarrowerText,
  ThemeLight,
  ThemeDark,
  ThemeContrast,
  ThemeSystem,
  ChangeDensity,
  ShowSettings,
  ShowPalette,
  ShowReport,
  ShowReportText,
  ShowEpisode,
  ShowAbout,
  ForgetSearches,
  ExplainHit,
  RepairText,
  SearchEverywhere,
  SearchTranscripts,
  SearchNotes,
  HitsBestFirst,
  HitsNewestFirst,
  HitsInOrder,
  OpenHitInNotes,
  CopyHit,
  FoldAll,
  UnfoldAll,
  ChooseNotes,
  ChooseTranscript,
  ChooseShow,
  ShowAllShows,
  ListAll,
  ListWithTranscript,
  ListWithNotes,
  SortNewest,
  SortOldest,
  SortTitle,
  SortLongest,
  CopyTitle,
  PairAgain,
  RemoveEpisode,
  RemoveShow,
  LanguageSystem,
  LanguageEnglish,
  LanguageGerman,
  SwitchSingleKeys,
  Redo,
  ShowRemoved,
};

/// What a command may depend on.
struct CommandState {
  bool single_keys = true;         ///< letters, digits and signs alone are shortcuts
  bool in_text_box = false;        ///< letters are text
  bool in_search = false;          ///< the text box is the search field
  bool in_suggestions = false;     ///< its list is open: Up, Down and Escape are the list's
  bool suggestion_chosen = false;  ///< and Enter
  bool in_menu = false;            ///< a menu has the keys
  bool in_dialog = false;
  bool on_widget = false;  ///< a widget has the focus: Enter and Space are its own
  bool in_group = false;   ///< one with arrow keys of its own
  bool results_shown = false;
  bool hit_selected = false;
  bool reader_open = false;
  bool has_matches = false;
  bool has_notes = false, has_transcript = false, has_chapters = false, has_source = false;
  bool source_open = false;  ///< the page of a file lies over the reader
  bool can_undo = false, can_redo = false;
  bool can_go_back = false;
  bool text_shown = false;  ///< a text one reads is on the screen
  bool on_text = false;     ///< and has the keys
  bool has_selection = false;
  bool on_link = false;  ///< one begins or is selected at the place in the text
  bool in_find = false;  ///< the text box is the one of find
  bool find_open = false;
  bool has_report = false, has_about_episode = false, has_recent_queries = false;
  bool report_text_open = false;      ///< it is what one reads
  bool has_wrong_characters = false;  ///< the open episode, read in a wrong encoding
  bool hit_in_notes_too = false;      ///< the selected one: HitChosen can open both
  bool can_fold = false;              ///< notes with an outline are on the screen
  bool has_folds = false;             ///< something of it is folded
  bool has_removed = false;           ///< something that can be brought back
  bool has_library = false;           ///< there is a list of episodes
  bool has_shows = false;             ///< of more than one show
  bool is_one_show = false;           ///< the list is of one
  bool has_other_notes = false, has_other_transcripts = false;  ///< of the open episode
  bool is_apart = false;    ///< the open episode is a file that stands apart
  bool on_episode = false;  ///< a row of the list of episodes has the focus
};

/// One line of the table: what it is called, its keys, when they count. The menus, the shortcuts
/// sheet, the tooltips and the page's question `Ui::wants_key` all read it.
struct Command {
  CommandId id = CommandId::GoBack;
  words::Message<0> name;
  words::Message<0> topic;  ///< heading in the shortcuts sheet
  std::string_view chord;   ///< DOM names: "Control+Shift+O"; Command stands for Control on the Mac
  std::string_view second_chord = {};
  bool repeats = false;
  /// Whether it can be done; `chord` is one of its two, or empty for a menu and the palette.
  bool (*when)(const CommandState& state, std::string_view chord) = nullptr;
  bool in_palette = true;  ///< false: moves that make no sense without the place they start from
  /// More that one may type for it, between commas.
  std::optional<words::Message<0>> also = {};
};

/// Whether a chord is a letter, digit or sign alone, or with Shift: what dictation may press by
/// accident, so that it can be switched off (WCAG 2.1.4).
bool is_single_key(std::string_view chord);

std::span<const Command> commands();
const Command& command(CommandId id);

/// The chord by which a command is told: the first of its two that is not switched off; empty where
/// it has none.
std::string_view told_chord(const Command& command, bool single_keys);
std::string_view told_chord(const Context& context, CommandId id);

/// The command of a chord as the page spells it, if it counts now: Command is called Control on a
/// Mac, a sign is what was typed. By the same rule as `pressed_command` finds what was pressed.
std::optional<CommandId> command_of(std::string_view chord, const CommandState& state);

/// The command whose keys were pressed in this tick, if any; the keys are taken from `interaction`.
std::optional<CommandId> pressed_command(const CommandState& state, Interaction& interaction);

/// "Control+K" for people: "Ctrl+K", on the Mac "Cmd+K"; "ArrowDown" becomes "Down".
std::string spoken_chord(std::string_view chord, bool mac, const words::Words& say);
/// "Control+K" as aria-keyshortcuts has it: "Meta+K" on the Mac.
std::string aria_chord(std::string_view chord, bool mac);

}  // namespace earshot::ui
