#include "ui/commands.h"

#include <algorithm>

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/interaction.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

using State = CommandState;
using Chord = std::string_view;

bool is_letter_chord(Chord chord) {
  return chord.size() == 1 || chord.starts_with("Shift+");
}

bool no_layer(const State& state) {
  return !state.in_menu && !state.in_dialog;
}

// A plain character is text where text is typed.
bool on_page(const State& state, Chord chord) {
  return no_layer(state) && !(is_letter_chord(chord) && state.in_text_box);
}

bool walks_hits(const State& state, Chord chord) {
  if (!no_layer(state) || !state.results_shown || state.in_suggestions) return false;
  if (is_letter_chord(chord)) return !state.in_text_box;
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
    {CommandId::Copy, word::kDoCopy, word::kTopicSelection, "Control+C", "", false, with_selection},
    {CommandId::CopyMarkdown, word::kDoCopyMarkdown, word::kTopicSelection, "", "", false,
     with_selection},
    {CommandId::CopyWithTimes, word::kDoCopyWithTimes, word::kTopicSelection, "", "", false,
     with_selection},
    {CommandId::CopyLink, word::kDoCopyLink, word::kTopicSelection, "L", "", false,
     [](const State& state, Chord chord) {
       return on_shown_text(state, chord) && state.reader_open && !state.source_open;
     }},
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
    {CommandId::ShowShortcuts, word::kDoShowShortcuts, word::kTopicEarshot, "?", "", false,
     on_page},
    {CommandId::ShowAbout, word::kDoShowAbout, word::kTopicEarshot, "", "", false, always},
};

struct KeyOfName {
  std::string_view name;
  ImGuiKey key;
};
constexpr KeyOfName kKeyNames[] = {
    {"ArrowDown", ImGuiKey_DownArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"+", ImGuiKey_KeypadAdd},
    {"=", ImGuiKey_Equal},
    {"-", ImGuiKey_Minus},
    {",", ImGuiKey_Comma},
    {".", ImGuiKey_Period},
    {"F1", ImGuiKey_F1},
    {"F3", ImGuiKey_F3},
    {"F7", ImGuiKey_F7},
    {"0", ImGuiKey_0},
    {"1", ImGuiKey_1},
    {"2", ImGuiKey_2},
    {"3", ImGuiKey_3},
    {"4", ImGuiKey_4},
};

bool was_typed(char character) {
  const ImVector<ImWchar>& queue = ImGui::GetIO().InputQueueCharacters;
  return std::any_of(queue.begin(), queue.end(),
                     [character](ImWchar it) { return it == static_cast<ImWchar>(character); });
}

bool chord_pressed(Chord chord, bool repeats, const Interaction& interaction) {
  const ImGuiIO& io = ImGui::GetIO();
  // Where these two stand depends on the keyboard: what was typed counts, the key only on a US
  // layout.
  if (chord == "/") {
    return was_typed('/') || (!io.KeyShift && !io.KeyCtrl && !io.KeyAlt &&
                              ImGui::IsKeyPressed(ImGuiKey_Slash, false));
  }
  if (chord == "?") {
    return was_typed('?') ||
           (io.KeyShift && !io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(ImGuiKey_Slash, false));
  }
  if (chord == "ArrowDown") return interaction.pressed(Key::Down);
  if (chord == "ArrowUp") return interaction.pressed(Key::Up);
  if (chord == "Enter") return interaction.pressed(Key::Enter);
  if (chord == "Escape") return interaction.pressed(Key::Escape);
  if (chord == "ContextMenu" || chord == "Shift+F10") return interaction.pressed(Key::Menu);
  ImGuiKeyChord mods = 0;
  if (chord.starts_with("Control+")) {
    mods |= ImGuiMod_Ctrl;
    chord.remove_prefix(8);
  }
  if (chord.starts_with("Shift+")) {
    mods |= ImGuiMod_Shift;
    chord.remove_prefix(6);
  }
  ImGuiKey key = ImGuiKey_None;
  if (chord.size() == 1 && chord[0] >= 'A' && chord[0] <= 'Z') {
    key = static_cast<ImGuiKey>(ImGuiKey_A + (chord[0] - 'A'));
  } else {
    for (const KeyOfName& known : kKeyNames) {
      if (known.name == chord) key = known.key;
    }
  }
  if (key == ImGuiKey_None || !ImGui::IsKeyPressed(key, repeats)) return false;
  // Plus is Shift and Equal on many keyboards.
  const ImGuiKeyChord pressed_mods =
      key == ImGuiKey_Equal ? io.KeyMods & ~ImGuiMod_Shift : io.KeyMods;
  return pressed_mods == mods;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

const Command& command(CommandId id) {
  const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                  [id](const Command& it) { return it.id == id; });
  return found == std::end(kCommands) ? kCommands[0] : *found;
}

std::optional<CommandId> command_of(std::string_view chord, const CommandState& state, bool mac) {
  std::string wanted(chord);
  if (mac) wanted = replaced(std::move(wanted), "Meta+", "Control+");
  if (wanted == "Shift+?") wanted = "?";  // the character says it already
  if (wanted == "Control+Shift++") wanted = "Control++";
  if (wanted.empty()) return std::nullopt;
  if (!wanted.empty() && wanted.back() >= 'a' && wanted.back() <= 'z' &&
      (wanted.size() == 1 || wanted[wanted.size() - 2] == '+')) {
    wanted.back() = static_cast<char>(wanted.back() - 'a' + 'A');
  }
  for (const Command& it : kCommands) {
    if (wanted != it.chord && wanted != it.second_chord) continue;
    if (it.when(state, wanted)) return it.id;
  }
  return std::nullopt;
}

std::optional<CommandId> pressed_command(const CommandState& state, Interaction& interaction) {
  for (const Command& it : kCommands) {
    for (const Chord chord : {it.chord, it.second_chord}) {
      if (chord.empty() || !it.when(state, chord) || !chord_pressed(chord, it.repeats, interaction))
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
