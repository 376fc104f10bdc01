#include "ui/commands.h"

#include <algorithm>

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/interaction.h"

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
    {CommandId::FocusSearch, "Search", "Search", "/", "Control+K", false, on_page},
    {CommandId::NextHit, "Next moment", "Search", "ArrowDown", "J", true, walks_hits, false},
    {CommandId::PreviousHit, "Previous moment", "Search", "ArrowUp", "K", true, walks_hits, false},
    {CommandId::OpenHit, "Open the moment", "Search", "Enter", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.results_shown && state.hit_selected &&
              !state.suggestion_chosen && (state.in_search || !state.on_widget);
     },
     false},
    {CommandId::GoBack, "Back", "Search", "Escape", "", false,
     [](const State& state, Chord) {
       return !state.in_menu && (state.can_go_back || state.in_text_box);
     }},
    {CommandId::ExplainHit, "Why this moment ranks here", "Search", "W", "Control+.", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.results_shown && state.hit_selected;
     }},
    {CommandId::ForgetSearches, "Forget recent searches", "Search", "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_recent_queries; }},
    {CommandId::OpenFind, "Find in this text", "Search", "Control+F", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::FindNext, "Next found", "Search", "F3", "Control+G", true,
     [](const State& state, Chord) { return no_layer(state) && state.find_open; }},
    {CommandId::FindPrevious, "Previous found", "Search", "Shift+F3", "Control+Shift+G", true,
     [](const State& state, Chord) { return no_layer(state) && state.find_open; }},
    {CommandId::NextMatch, "Next match in the text", "Reading", "N", "", true,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_matches && !state.results_shown;
     }},
    {CommandId::PreviousMatch, "Previous match", "Reading", "Shift+N", "", true,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_matches && !state.results_shown;
     }},
    {CommandId::ShowNotes, "Notes", "Reading", "1", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_notes; }},
    {CommandId::ShowTranscript, "Transcript", "Reading", "2", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_transcript; }},
    {CommandId::ShowChapters, "Chapters", "Reading", "3", "", false,
     [](const State& state, Chord chord) { return on_page(state, chord) && state.has_chapters; }},
    {CommandId::ShowSource, "The file as it was", "Reading", "4", "", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_source && !state.source_open;
     }},
    {CommandId::RepairText, "Repair wrongly read characters", "Reading", "Shift+R", "", false,
     [](const State& state, Chord chord) {
       return on_page(state, chord) && state.has_wrong_characters && !state.source_open;
     }},
    {CommandId::ZoomIn, "Larger text", "Reading", "Control++", "Control+=", true,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::ZoomOut, "Smaller text", "Reading", "Control+-", "", true,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::ZoomReset, "Usual text size", "Reading", "Control+0", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown; }},
    {CommandId::WiderText, "Longer lines", "Reading", "", "", false, on_shown_text},
    {CommandId::NarrowerText, "Shorter lines", "Reading", "", "", false, on_shown_text},
    {CommandId::Copy, "Copy", "Selection", "Control+C", "", false, with_selection},
    {CommandId::CopyMarkdown, "Copy as Markdown", "Selection", "", "", false, with_selection},
    {CommandId::CopyWithTimes, "Copy with times and speakers", "Selection", "", "", false,
     with_selection},
    {CommandId::CopyLink, "Copy a link to this moment", "Selection", "L", "", false,
     [](const State& state, Chord chord) {
       return on_shown_text(state, chord) && state.reader_open && !state.source_open;
     }},
    {CommandId::SelectAll, "Select all", "Selection", "Control+A", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.text_shown && !state.in_text_box;
     }},
    {CommandId::TextCursor, "Read with a text cursor", "Selection", "F7", "", false, on_shown_text},
    {CommandId::ShowTextMenu, "Menu of the text", "Selection", "ContextMenu", "Shift+F10", false,
     [](const State& state, Chord) { return no_layer(state) && state.text_shown && state.on_text; },
     false},
    {CommandId::ShowLibrary, "Library", "Library", "B", "", false, on_page},
    {CommandId::OpenFiles, "Open files", "Library", "Control+O", "", false, always},
    {CommandId::OpenFolder, "Open a folder", "Library", "Control+Shift+O", "", false, always},
    {CommandId::Undo, "Undo", "Library", "Control+Z", "", false,
     [](const State& state, Chord) {
       return no_layer(state) && state.can_undo && !state.in_text_box;
     }},
    {CommandId::ShowReport, "Import report", "Library", "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_report; }},
    {CommandId::ShowEpisode, "About this episode", "Library", "", "", false,
     [](const State& state, Chord) { return no_layer(state) && state.has_about_episode; }},
    {CommandId::ShowPalette, "All commands", "Earshot", "Control+Shift+P", "F1", false, always,
     false},
    {CommandId::ShowSettings, "Settings", "Earshot", "Control+,", "", false, always},
    {CommandId::ToggleTheme, "Light or dark", "Earshot", "T", "", false, on_page},
    {CommandId::ThemeLight, "Light theme", "Earshot", "", "", false, always},
    {CommandId::ThemeDark, "Dark theme", "Earshot", "", "", false, always},
    {CommandId::ThemeContrast, "Theme of high contrast", "Earshot", "", "", false, always},
    {CommandId::ThemeSystem, "Theme of the system", "Earshot", "", "", false, always},
    {CommandId::ChangeDensity, "Comfortable or compact lists", "Earshot", "", "", false, always},
    {CommandId::ShowShortcuts, "Keyboard shortcuts", "Earshot", "?", "", false, on_page},
    {CommandId::ShowAbout, "About Earshot", "Earshot", "", "", false, always},
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

std::string spoken_chord(std::string_view chord, bool mac) {
  std::string spoken = replaced(std::string(chord), "Control", mac ? "Cmd" : "Ctrl");
  spoken = replaced(std::move(spoken), "ArrowDown", "Down");
  spoken = replaced(std::move(spoken), "ArrowUp", "Up");
  spoken = replaced(std::move(spoken), "ContextMenu", "Menu");
  return replaced(std::move(spoken), "Escape", "Esc");
}

std::string aria_chord(std::string_view chord, bool mac) {
  return mac ? replaced(std::string(chord), "Control", "Meta") : std::string(chord);
}

}  // namespace earshot::ui
