#include "ui/commands.h"

#include <algorithm>

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/context.h"
#include "ui/interaction.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

using State = CommandState;
using Chord = std::string_view;

bool no_layer(const State& state) {
  return !state.in_menu && !state.in_dialog;
}

// A plain character is text where text is typed.
bool on_page(const State& state, Chord chord) {
  return no_layer(state) && !(is_single_key(chord) && state.in_text_box);
}

bool walks_hits(const State& state, Chord chord) {
  if (!no_layer(state) || !state.results_shown || state.in_suggestions) return false;
  if (is_single_key(chord)) return !state.in_text_box;
  return state.in_search || (!state.in_text_box && !state.in_group);
}

bool on_shown_text(const State& state, Chord chord) {
  return on_page(state, chord) && state.text_shown;
}

// A text box has a selection of its own.
bool with_selection(const State& state, Chord) {
  return no_layer(state) && state.has_selection && !state.in_text_box;
}

bool always(const State& state, Chord) {
  return no_layer(state);
}

bool with_results(const State& state, Chord) {
  return no_layer(state) && state.results_shown;
}

bool with_library(const State& state, Chord) {
  return no_layer(state) && state.has_library;
}

bool with_fold(const State& state, Chord) {
  return no_layer(state) && state.can_fold;
}

constexpr Command kCommands[] = {
    {CommandId::FocusSearch, word::kDoFocusSearch, word::kTopicSearch, "/", "Control+K", false,
     on_page},
    {CommandId::NextHit, word::kDoNextHit, word::kTopicSearch, "ArrowDown", "J", true, walks_hits,
     false},
    {CommandId::PreviousHit, word::kDoPreviousHit, word::kTopicSearch, "ArrowUp", "K", true,
     walks_hits, false},
    {CommandId::OpenHit, word::kDoOpenHit, word::kTopicSearch, "Enter", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.results_shown && state.hit_selected &&
              !state.suggestion_chosen && (state.in_search || !state.on_widget);
     },
     false},
    {CommandId::GoBack, word::kDoGoBack, word::kTopicSearch, "Escape", "", false,
     [](const State& state, Chord) {
       return !state.in_menu && (state.can_go_back || state.in_text_box);
     }},
    {CommandId::ExplainHit, word::kDoExplainHit, word::kTopicSearch, "W", "Control+.", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.results_shown && state.hit_selected;
     }},
    {CommandId::ForgetSearches, word::kDoForgetSearches, word::kTopicSearch, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_recent_queries; }},
    {CommandId::SearchEverywhere, word::kDoSearchEverywhere, word::kTopicSearch, "", "", false,
     with_results, true, word::kAlsoScope},
    {CommandId::SearchTranscripts, word::kDoSearchTranscripts, word::kTopicSearch, "", "", false,
     with_results, true, word::kAlsoScope},
    {CommandId::SearchNotes, word::kDoSearchNotes, word::kTopicSearch, "", "", false, with_results,
     true, word::kAlsoScope},
    {CommandId::HitsBestFirst, word::kDoHitsBestFirst, word::kTopicSearch, "", "", false,
     with_results, true, word::kAlsoOrder},
    {CommandId::HitsNewestFirst, word::kDoHitsNewestFirst, word::kTopicSearch, "", "", false,
     with_results, true, word::kAlsoOrder},
    {CommandId::HitsInOrder, word::kDoHitsInOrder, word::kTopicSearch, "", "", false, with_results,
     true, word::kAlsoOrder},
    {CommandId::OpenHitInNotes, word::kDoOpenHitInNotes, word::kTopicSearch, "", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.results_shown && state.hit_in_notes_too;
     }},
    {CommandId::CopyHit, word::kDoCopyHit, word::kTopicSearch, "", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.results_shown && state.hit_selected;
     }},
    {CommandId::OpenFind, word::kDoOpenFind, word::kTopicSearch, "Control+F", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::FindNext, word::kDoFindNext, word::kTopicSearch, "F3", "Control+G", true,
     [](const State& state, Chord) { return no_layer(state) && state.find_open; }},
    {CommandId::FindPrevious, word::kDoFindPrevious, word::kTopicSearch, "Shift+F3",
     "Control+Shift+G", true,
     [](const State& state, Chord) { return no_layer(state) && state.find_open; }},
    {CommandId::NextMatch, word::kDoNextMatch, word::kTopicReading, "N", "", true,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_matches && !state.results_shown;
     }},
    {CommandId::PreviousMatch, word::kDoPreviousMatch, word::kTopicReading, "Shift+N", "", true,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_matches && !state.results_shown;
     }},
    {CommandId::ShowNotes, word::kDoShowNotes, word::kTopicReading, "1", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_notes; }},
    {CommandId::ShowTranscript, word::kDoShowTranscript, word::kTopicReading, "2", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_transcript; }},
    {CommandId::ShowChapters, word::kDoShowChapters, word::kTopicReading, "3", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_chapters; }},
    {CommandId::ShowSource, word::kDoShowSource, word::kTopicReading, "4", "", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_source && !state.source_open;
     }},
    {CommandId::RepairText, word::kDoRepairText, word::kTopicReading, "Shift+R", "", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_wrong_characters && !state.source_open;
     }},
    {CommandId::PlainPage, word::kDoPlainPage, word::kTopicReading, "Shift+P", "Control+P", false,
     [](const State& state, Chord chord) {
       return on_shown_text(state, chord) && (state.reader_open || state.source_open);
     }},
    {CommandId::ZoomIn, word::kDoZoomIn, word::kTopicReading, "Control++", "Control+=", true,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::ZoomOut, word::kDoZoomOut, word::kTopicReading, "Control+-", "", true,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::ZoomReset, word::kDoZoomReset, word::kTopicReading, "Control+0", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::WiderText, word::kDoWiderText, word::kTopicReading, "", "", false, on_shown_text},
    {CommandId::NarrowerText, word::kDoNarrowerText, word::kTopicReading, "", "", false,
     on_shown_text},
    {CommandId::FoldAll, word::kDoFoldAll, word::kTopicReading, "", "", false, with_fold, true,
     word::kAlsoFold},
    {CommandId::UnfoldAll, word::kDoUnfoldAll, word::kTopicReading, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.can_fold && state.has_folds; },
     true, word::kAlsoUnfold},
    {CommandId::ChooseNotes, word::kDoChooseNotes, word::kTopicReading, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_other_notes; }},
    {CommandId::ChooseTranscript, word::kDoChooseTranscript, word::kTopicReading, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_other_transcripts; }},
    {CommandId::Copy, word::kDoCopy, word::kTopicSelection, "Control+C", "", false, with_selection},
    {CommandId::CopyMarkdown, word::kDoCopyMarkdown, word::kTopicSelection, "", "", false,
     with_selection},
    {CommandId::CopyWithTimes, word::kDoCopyWithTimes, word::kTopicSelection, "", "", false,
     with_selection},
    {CommandId::CopyLink, word::kDoCopyLink, word::kTopicSelection, "L", "", false,
     [](const State& state, Chord chord) {
       return on_shown_text(state, chord) && state.reader_open && !state.source_open;
     }},
    {CommandId::CopyLinkAddress, word::kDoCopyLinkAddress, word::kTopicSelection, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.on_link; }},
    {CommandId::SelectAll, word::kDoSelectAll, word::kTopicSelection, "Control+A", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.text_shown && !state.in_text_box;
     }},
    {CommandId::TextCursor, word::kDoTextCursor, word::kTopicSelection, "F7", "", false,
     on_shown_text},
    {CommandId::ShowTextMenu, word::kDoShowTextMenu, word::kTopicSelection, "ContextMenu",
     "Shift+F10", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown && state.on_text; },
     false},
    {CommandId::ShowLibrary, word::kDoShowLibrary, word::kTopicLibrary, "B", "", false, on_page},
    {CommandId::OpenFiles, word::kDoOpenFiles, word::kTopicLibrary, "Control+O", "", false, always},
    {CommandId::OpenFolder, word::kDoOpenFolder, word::kTopicLibrary, "Control+Shift+O", "", false,
     always},
    {CommandId::Undo, word::kDoUndo, word::kTopicLibrary, "Control+Z", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.can_undo && !state.in_text_box;
     }},
    {CommandId::Redo, word::kDoRedo, word::kTopicLibrary, "Control+Shift+Z", "Control+Y", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.can_redo && !state.in_text_box;
     }},
    {CommandId::ChooseShow, word::kDoChooseShow, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_shows; }, true,
     word::kAlsoShow},
    {CommandId::ShowAllShows, word::kDoShowAllShows, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_shows; }, true,
     word::kAlsoShow},
    {CommandId::ListAll, word::kDoListAll, word::kTopicLibrary, "", "", false, with_library, true,
     word::kAlsoFilter},
    {CommandId::ListWithTranscript, word::kDoListWithTranscript, word::kTopicLibrary, "", "", false,
     with_library, true, word::kAlsoFilter},
    {CommandId::ListWithNotes, word::kDoListWithNotes, word::kTopicLibrary, "", "", false,
     with_library, true, word::kAlsoFilter},
    {CommandId::SortNewest, word::kDoSortNewest, word::kTopicLibrary, "", "", false, with_library,
     true, word::kAlsoOrder},
    {CommandId::SortOldest, word::kDoSortOldest, word::kTopicLibrary, "", "", false, with_library,
     true, word::kAlsoOrder},
    {CommandId::SortTitle, word::kDoSortTitle, word::kTopicLibrary, "", "", false, with_library,
     true, word::kAlsoOrder},
    {CommandId::SortLongest, word::kDoSortLongest, word::kTopicLibrary, "", "", false, with_library,
     true, word::kAlsoOrder},
    {CommandId::CopyTitle, word::kDoCopyTitle, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.reader_open; }},
    {CommandId::PairAgain, word::kDoPairAgain, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.is_apart; }},
    {CommandId::RemoveEpisode, word::kDoRemoveEpisode, word::kTopicLibrary, "Delete", "", false,
     [](const State& state, Chord chord) {
       return no_layer(state) && (chord.empty() ? state.reader_open : state.on_episode);
     },
     true, word::kAlsoRemove},
    {CommandId::RemoveShow, word::kDoRemoveShow, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.is_one_show; }, true,
     word::kAlsoRemove},
    {CommandId::ShowRemoved, word::kDoShowRemoved, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_removed; }, true,
     word::kAlsoRemoved},
    {CommandId::ShowReport, word::kDoShowReport, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_report; }},
    {CommandId::ShowReportText, word::kDoShowReportText, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.has_report && !state.report_text_open;
     }},
    {CommandId::ShowEpisode, word::kDoShowEpisode, word::kTopicLibrary, "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_about_episode; }},
    {CommandId::ShowPalette, word::kDoShowPalette, word::kTopicEarshot, "Control+Shift+P", "F1",
     false, always, false},
    {CommandId::ShowSettings, word::kDoShowSettings, word::kTopicEarshot, "Control+,", "", false,
     always},
    {CommandId::ToggleTheme, word::kDoToggleTheme, word::kTopicEarshot, "T", "", false, on_page},
    {CommandId::ThemeLight, word::kDoThemeLight, word::kTopicEarshot, "", "", false, always},
    {CommandId::ThemeDark, word::kDoThemeDark, word::kTopicEarshot, "", "", false, always},
    {CommandId::ThemeContrast, word::kDoThemeContrast, word::kTopicEarshot, "", "", false, always},
    {CommandId::ThemeSystem, word::kDoThemeSystem, word::kTopicEarshot, "", "", false, always},
    {CommandId::ChangeDensity, word::kDoChangeDensity, word::kTopicEarshot, "", "", false, always},
    {CommandId::LanguageSystem, word::kDoLanguageSystem, word::kTopicEarshot, "", "", false, always,
     true, word::kAlsoLanguage},
    {CommandId::LanguageEnglish, word::kDoLanguageEnglish, word::kTopicEarshot, "", "", false,
     always, true, word::kAlsoEnglish},
    {CommandId::LanguageGerman, word::kDoLanguageGerman, word::kTopicEarshot, "", "", false, always,
     true, word::kAlsoGerman},
    {CommandId::SwitchSingleKeys, word::kDoSwitchSingleKeys, word::kTopicEarshot, "", "", false,
     always, true, word::kAlsoSingleKeys},
    {CommandId::ShowShortcuts, word::kDoShowShortcuts, word::kTopicEarshot, "?", "", false,
     on_page},
    {CommandId::ShowAbout, word::kDoShowAbout, word::kTopicEarshot, "", "", false, always},
};

/// Of a key that gives two signs.
enum class WithShift : std::uint8_t { No, Yes, Either };

struct KeyOfName {
  std::string_view name;
  ImGuiKey key;
  WithShift with_shift = WithShift::Either;
};
// Signs as a US keyboard has them. Where others have them elsewhere the hosts say so: they name the
// key by what it typed, or feed the character.
constexpr KeyOfName kKeyNames[] = {
    {"F1", ImGuiKey_F1},
    {"F3", ImGuiKey_F3},
    {"F7", ImGuiKey_F7},
    {"+", ImGuiKey_KeypadAdd},
    {"+", ImGuiKey_Equal, WithShift::Yes},
    {"=", ImGuiKey_Equal, WithShift::No},
    {"-", ImGuiKey_Minus, WithShift::No},
    {"-", ImGuiKey_KeypadSubtract},
    {",", ImGuiKey_Comma, WithShift::No},
    {".", ImGuiKey_Period, WithShift::No},
    {"/", ImGuiKey_Slash, WithShift::No},
    {"/", ImGuiKey_KeypadDivide},
    {"?", ImGuiKey_Slash, WithShift::Yes},
    {"0", ImGuiKey_0, WithShift::No},
    {"0", ImGuiKey_Keypad0},
    {"1", ImGuiKey_1, WithShift::No},
    {"2", ImGuiKey_2, WithShift::No},
    {"3", ImGuiKey_3, WithShift::No},
    {"4", ImGuiKey_4, WithShift::No},
};

struct WidgetKey {
  std::string_view name;
  Key key;
};
// Whoever had them before the commands has taken them from `Interaction`.
constexpr WidgetKey kWidgetKeys[] = {{"ArrowDown", Key::Down}, {"ArrowUp", Key::Up},
                                     {"Enter", Key::Enter},    {"Escape", Key::Escape},
                                     {"F10", Key::Menu},       {"ContextMenu", Key::Menu},
                                     {"Delete", Key::Delete}};

struct Held {
  bool control = false, alt = false, shift = false, meta = false;
  bool operator==(const Held&) const = default;
};
/// A chord taken apart.
struct Keys {
  Held held;
  std::string_view key;
};

Keys keys_of(Chord chord) {
  const auto take = [&chord](std::string_view modifier) {
    if (chord.size() <= modifier.size() || !chord.starts_with(modifier)) return false;
    chord.remove_prefix(modifier.size());
    return true;
  };
  Keys keys;
  keys.held.control = take("Control+");
  keys.held.alt = take("Alt+");
  keys.held.shift = take("Shift+");
  keys.held.meta = take("Meta+");
  keys.key = chord;
  return keys;
}

bool is_letter(std::string_view key) {
  return key.size() == 1 && key[0] >= 'A' && key[0] <= 'Z';
}

/// Whether a chord of the table is the one that was pressed: the one rule for what is asked of the
/// page and what is done. A sign is called what was typed: Shift has been needed for it or not, and
/// is no part of the chord.
bool is_chord(Chord chord, Keys pressed) {
  const Keys wanted = keys_of(chord);
  if (wanted.key.size() == 1 && !is_letter(wanted.key)) pressed.held.shift = false;
  return wanted.key == pressed.key && wanted.held == pressed.held;
}

bool was_typed(char character) {
  const ImVector<ImWchar>& queue = ImGui::GetIO().InputQueueCharacters;
  return std::any_of(queue.begin(), queue.end(),
                     [character](ImWchar it) { return it == static_cast<ImWchar>(character); });
}

bool key_pressed(std::string_view name, bool repeats, const Interaction& interaction) {
  if (is_letter(name))
    return ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A')), repeats);
  for (const WidgetKey& it : kWidgetKeys) {
    if (it.name == name) return interaction.pressed(it.key);
  }
  const bool shift = ImGui::GetIO().KeyShift;
  return std::ranges::any_of(kKeyNames, [&](const KeyOfName& it) {
    const bool fits =
        it.with_shift == WithShift::Either || (it.with_shift == WithShift::Yes) == shift;
    return it.name == name && fits && ImGui::IsKeyPressed(it.key, repeats);
  });
}

bool chord_pressed(Chord chord, bool repeats, const Interaction& interaction) {
  if (chord.size() == 1 && !is_letter(chord) && was_typed(chord[0])) return true;
  const ImGuiIO& io = ImGui::GetIO();
  const Keys pressed{
      .held = {.control = io.KeyCtrl, .alt = io.KeyAlt, .shift = io.KeyShift, .meta = io.KeySuper},
      .key = keys_of(chord).key};
  return is_chord(chord, pressed) && key_pressed(pressed.key, repeats, interaction);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

/// Whether a chord of the command counts now.
bool counts(const Command& it, const State& state, Chord chord) {
  return (state.single_keys || !is_single_key(chord)) && it.when(state, chord);
}

}  // namespace

bool is_single_key(std::string_view chord) {
  return chord.size() == 1 || (chord.size() == 7 && chord.starts_with("Shift+"));
}

std::span<const Command> commands() {
  return kCommands;
}

const Command& command(CommandId id) {
  const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                  [id](const Command& it) { return it.id == id; });
  return found == std::end(kCommands) ? kCommands[0] : *found;
}

std::string_view told_chord(const Command& command, bool single_keys) {
  for (const Chord chord : {command.chord, command.second_chord}) {
    if (single_keys || !is_single_key(chord)) return chord;
  }
  return {};
}

std::string_view told_chord(const Context& context, CommandId id) {
  return told_chord(command(id), context.single_keys);
}

std::optional<CommandId> command_of(std::string_view chord, const CommandState& state) {
  Keys pressed = keys_of(chord);
  std::string capital(pressed.key);
  if (capital.size() == 1 && capital[0] >= 'a' && capital[0] <= 'z') {
    capital[0] = static_cast<char>(capital[0] - 'a' + 'A');
    pressed.key = capital;
  }
  for (const Command& it : kCommands) {
    for (const Chord own : {it.chord, it.second_chord}) {
      if (!own.empty() && is_chord(own, pressed) && counts(it, state, own)) return it.id;
    }
  }
  return std::nullopt;
}

std::optional<CommandId> pressed_command(const CommandState& state, Interaction& interaction) {
  for (const Command& it : kCommands) {
    for (const Chord chord : {it.chord, it.second_chord}) {
      if (chord.empty() || !counts(it, state, chord) ||
          !chord_pressed(chord, it.repeats, interaction))
        continue;
      interaction.drop_keys();
      return it.id;
    }
  }
  return std::nullopt;
}

std::string spoken_chord(Chord chord, bool mac, const words::Words& say) {
  const struct {
    std::string_view key;
    words::Message<0> said;
  } names[] = {{"Control", mac ? word::kKeyCommand : word::kKeyControl},
               {"Shift", word::kKeyShift},
               {"ArrowDown", word::kKeyDown},
               {"ArrowUp", word::kKeyUp},
               {"Enter", word::kKeyEnter},
               {"Escape", word::kKeyEscape},
               {"Delete", word::kKeyDelete},
               {"ContextMenu", word::kKeyMenu}};
  std::string spoken;
  while (!chord.empty()) {
    const std::size_t end = std::min(chord.find('+', 1), chord.size());
    const std::string_view key = chord.substr(0, end);
    const auto named = std::ranges::find(names, key, [](const auto& it) { return it.key; });
    if (!spoken.empty()) spoken += '+';
    spoken += named == std::end(names) ? key : say(named->said);
    chord.remove_prefix(std::min(end + 1, chord.size()));
  }
  return spoken;
}

std::string aria_chord(std::string_view chord, bool mac) {
  return mac ? replaced(std::string(chord), "Control", "Meta") : std::string(chord);
}

}  // namespace earshot::ui
