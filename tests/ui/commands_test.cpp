#include "ui/commands.h"

#include <set>

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
  EXPECT_EQ(command_of("t", state, false), CommandId::ToggleTheme);
  state.in_text_box = true;
  EXPECT_EQ(command_of("t", state, false), std::nullopt);
  EXPECT_EQ(command_of("Control+K", state, false), CommandId::FocusSearch);
}

TEST(Commands, TakeCommandForControlOnTheMac) {
  EXPECT_EQ(command_of("Meta+K", {}, true), CommandId::FocusSearch);
  EXPECT_EQ(command_of("Meta+K", {}, false), std::nullopt);
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

}  // namespace
}  // namespace earshot::ui::testing
