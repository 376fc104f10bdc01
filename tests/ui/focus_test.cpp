#include "harness.h"

namespace earshot::ui::testing {
namespace {

TEST(Focus, TabReachesTheSearchBoxAndShowsTheRing) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST(Focus, TabGoesOnAndShiftTabComesBack) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_Tab);
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "Open");
  harness.key(ImGuiKey_Tab, ImGuiMod_Shift);
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST(Focus, TabStepsOverAGroupInOne) {
  Harness harness;
  harness.load_library();
  harness.focus(Role::Radio, "All");
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "Sort: Newest");
}

TEST(Focus, ArrowKeysChooseAmongRadioButtons) {
  Harness harness;
  harness.load_library();
  harness.focus(Role::Radio, "All");
  harness.key(ImGuiKey_RightArrow);
  EXPECT_EQ(harness.focused_name(), "Transcript");
  EXPECT_EQ(harness.app.library().filter, app::EpisodeFilter::WithTranscript);
}

TEST(Focus, EnterAndSpacePressWhatHasIt) {
  for (const ImGuiKey key : {ImGuiKey_Enter, ImGuiKey_Space}) {
    Harness harness;
    harness.load_library();
    harness.focus(Role::Button, "About linkers");
    harness.key(key);
    EXPECT_EQ(harness.app.reader().episode.title, "About linkers");
  }
}

TEST(Focus, ADialogKeepsItAndGivesItBack) {
  Harness harness;
  harness.load_library();
  harness.focus(Role::Button, "About linkers");
  harness.dispatch(app::OpenDialog{app::Dialog::About});
  harness.settle();
  EXPECT_EQ(harness.focused_name(), "Close");
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "Close") << "nothing behind the dialog can be reached";
  harness.key(ImGuiKey_Escape);
  EXPECT_EQ(harness.app.dialog(), app::Dialog::None);
  EXPECT_EQ(harness.focused_name(), "About linkers");
}

TEST(Focus, ArrowKeysScrollALongListOn) {
  Harness harness;
  harness.load_many(100);
  harness.focus(Role::Button, "Episode 0");
  for (int i = 0; i < 30; ++i)
    harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.focused_name(), "Episode 30");
  const Rect rect = harness.focused()->rect;
  EXPECT_GE(rect.top, 52);
  EXPECT_LE(rect.top + rect.height, 801);
}

TEST(Focus, EndGoesToTheLastRowOfALongList) {
  Harness harness;
  harness.load_many(100);
  harness.focus(Role::Button, "Episode 0");
  harness.key(ImGuiKey_End);
  EXPECT_EQ(harness.focused_name(), "Episode 99");
  harness.key(ImGuiKey_Home);
  EXPECT_EQ(harness.focused_name(), "Episode 0");
}

TEST(Focus, ThePageLetsTheBrowserHaveTabAtTheLastStop) {
  Harness harness;
  harness.dispatch(app::StartFinished{});
  harness.settle();
  EXPECT_TRUE(harness.ui().wants_key(harness.app, "Tab"));
  for (int i = 0; i < 20 && harness.ui().wants_key(harness.app, "Tab"); ++i)
    harness.key(ImGuiKey_Tab);
  EXPECT_FALSE(harness.ui().wants_key(harness.app, "Tab"));
  EXPECT_TRUE(harness.ui().wants_key(harness.app, "Shift+Tab"));
}

}  // namespace
}  // namespace earshot::ui::testing
