#include "ui/commands.h"

#include <set>
#include <tuple>

#include "harness.h"

namespace earshot::ui::testing {
namespace {

TEST(Commands, HaveNoChordTwiceInTheSameState) {
  std::set<std::string> chords;
  for (const Command& it : commands()) {
    if (!it.chord.empty()) {
      EXPECT_TRUE(chords.insert(std::string(it.chord)).second) << it.chord;
    }
    if (!it.second_chord.empty()) {
      EXPECT_TRUE(chords.insert(std::string(it.second_chord)).second) << it.second_chord;
    }
  }
}

TEST(Commands, LettersAreTextInATextBox) {
  CommandState state;
  EXPECT_EQ(command_of("t", state), CommandId::ToggleTheme);
  state.in_text_box = true;
  EXPECT_EQ(command_of("t", state), std::nullopt);
  EXPECT_EQ(command_of("Control+K", state), CommandId::FocusSearch);
}

TEST(Commands, LeaveTheSystemsOtherModifierAlone) {
  // On a Mac the page calls Command "Control", and Control, which is no key of ours, "Meta".
  EXPECT_EQ(command_of("Meta+K", {}), std::nullopt);
}

/// A chord as the page spells it, and the same as keys of a US keyboard.
struct SpelledKeys {
  const char* chord;
  ImGuiKey key;
  ImGuiKeyChord mods;
  bool is_ours;
};

TEST(Commands, AreWantedOfThePageWhereTheirKeysDoSomethingAndNowhereElse) {
  constexpr ImGuiKeyChord kNone = 0, kControl = ImGuiMod_Ctrl, kShift = ImGuiMod_Shift,
                          kAlt = ImGuiMod_Alt;
  const SpelledKeys table[] = {{"2", ImGuiKey_2, kNone, true},
                               {"@", ImGuiKey_2, kShift, false},
                               {"Control+2", ImGuiKey_2, kControl, false},
                               {"Alt+2", ImGuiKey_2, kAlt, false},
                               {"Control++", ImGuiKey_KeypadAdd, kControl, true},
                               {"Control++", ImGuiKey_Equal, kControl | kShift, true},
                               {"Control+Shift++", ImGuiKey_Equal, kControl | kShift, true},
                               {"Control+=", ImGuiKey_Equal, kControl, true},
                               {"Control+Alt+=", ImGuiKey_Equal, kControl | kAlt, false},
                               {"Control+-", ImGuiKey_Minus, kControl, true},
                               {"Control+-", ImGuiKey_KeypadSubtract, kControl, true},
                               {"Control+_", ImGuiKey_Minus, kControl | kShift, false},
                               {"Control+0", ImGuiKey_0, kControl, true},
                               {"Control+0", ImGuiKey_Keypad0, kControl, true},
                               {"Control+)", ImGuiKey_0, kControl | kShift, false},
                               {"T", ImGuiKey_T, kNone, true},
                               {"Shift+T", ImGuiKey_T, kShift, false},
                               {"Control+,", ImGuiKey_Comma, kControl, true},
                               {"Control+<", ImGuiKey_Comma, kControl | kShift, false},
                               {"/", ImGuiKey_Slash, kNone, true},
                               {"/", ImGuiKey_KeypadDivide, kNone, true},
                               {"?", ImGuiKey_Slash, kShift, true},
                               {"Control+?", ImGuiKey_Slash, kControl | kShift, false},
                               {"F1", ImGuiKey_F1, kNone, true},
                               {"Shift+F1", ImGuiKey_F1, kShift, false},
                               {"Shift+Space", ImGuiKey_Space, kShift, true}};
  for (const SpelledKeys& it : table) {
    Harness harness;
    harness.load_library();
    harness.dispatch(app::OpenEpisode{harness.app.library().episodes[0].id});
    harness.dispatch(app::SetZoom{3.9F});
    harness.settle();
    if (it.key == ImGuiKey_Space) harness.key(ImGuiKey_End);
    const auto all = [&harness] {
      return std::tuple(harness.nodes(), harness.app.settings().zoom, harness.app.settings().dark,
                        harness.app.dialog(), harness.focused_name());
    };
    const auto before = all();
    EXPECT_EQ(harness.ui().wants_key(harness.app, it.chord), it.is_ours) << it.chord;
    harness.key(it.key, it.mods);
    EXPECT_EQ(all() != before, it.is_ours) << it.chord;
  }
}

TEST(Commands, LeaveTheBrowsersShortcutsAlone) {
  Harness harness;
  harness.load_library();
  for (const char* chord : {"Control+T", "Control+W", "Control+R", "F5", "F11", "Control+S",
                            "Control+P", "Alt+ArrowLeft"}) {
    EXPECT_FALSE(harness.ui().wants_key(harness.app, chord)) << chord;
  }
}

TEST(Commands, SlashFocusesTheSearchAndIsNotItsText) {
  Harness harness;
  harness.load_library();
  ImGui::GetIO().AddInputCharacter('/');
  harness.key(ImGuiKey_Slash);
  EXPECT_EQ(harness.focused_name(), "Search");
  harness.type("caches");
  EXPECT_EQ(harness.app.results().query, "caches");
}

TEST(Commands, EscapeLeavesInTurn) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type("weather");
  ASSERT_TRUE(harness.app.results().shown);
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.app.results().shown);
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->value, "");
  harness.key(ImGuiKey_Escape);
  EXPECT_EQ(harness.focused(), nullptr);
}

TEST(Commands, OpenFilesAsksForThePicker) {
  Harness harness;
  harness.load_library();
  harness.effects();
  harness.key(ImGuiKey_O, ImGuiMod_Ctrl);
  harness.key(ImGuiKey_O, ImGuiMod_Ctrl | ImGuiMod_Shift);
  std::vector<bool> folders;
  for (const app::Effect& effect : harness.effects()) {
    if (const auto* picker = std::get_if<app::ShowFilePicker>(&effect))
      folders.push_back(picker->folder);
  }
  EXPECT_EQ(folders, (std::vector<bool>{false, true}));
}

TEST(Commands, NumbersChooseTabs) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Button, "About caches");
  harness.key(ImGuiKey_2);
  EXPECT_EQ(harness.app.reader().tab, app::Tab::Transcript);
  harness.key(ImGuiKey_1);
  EXPECT_EQ(harness.app.reader().tab, app::Tab::Notes);
}

TEST(Commands, TChangesTheTheme) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_T);
  EXPECT_TRUE(harness.app.settings().dark);
  harness.key(ImGuiKey_T);
  EXPECT_FALSE(harness.app.settings().dark);
}

TEST(Commands, KeysAloneAreLeftOutWhereTheyAreSwitchedOff) {
  for (const Command& it : commands()) {
    const std::string_view told = told_chord(it, false);
    EXPECT_FALSE(is_single_key(told)) << told;
  }
  EXPECT_EQ(told_chord(command(CommandId::FocusSearch), false), "Control+K");
  for (const char* chord : {"/", "?", "4", "N", "Shift+N"})
    EXPECT_TRUE(is_single_key(chord)) << chord;
  for (const char* chord : {"", "F3", "Shift+F3", "Enter", "Control+K", "Delete"})
    EXPECT_FALSE(is_single_key(chord)) << chord;
}

TEST(Commands, KeysAloneDoNothingOnceTheSettingIsOff) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_Comma, ImGuiMod_Ctrl);
  harness.press(Role::Radio, "Off");
  EXPECT_FALSE(harness.app.settings().single_keys);
  harness.key(ImGuiKey_Escape);
  for (const char* chord : {"T", "/", "?", "B"})
    EXPECT_FALSE(harness.ui().wants_key(harness.app, chord)) << chord;
  harness.key(ImGuiKey_T);
  EXPECT_FALSE(harness.app.settings().dark);
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->shortcut, "Control+K");
  EXPECT_EQ(harness.find(Role::Button, "Dark theme")->shortcut, "");
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  EXPECT_EQ(harness.focused_name(), "Search");
  harness.dispatch(app::OpenDialog{app::Dialog::Shortcuts});
  harness.settle();
  EXPECT_FALSE(harness.has(Role::Cell, "Light or dark"));
  EXPECT_TRUE(harness.has(Role::Cell, "Ctrl+K"));
}

}  // namespace
}  // namespace earshot::ui::testing
