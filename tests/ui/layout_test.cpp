#include "harness.h"

namespace earshot::ui::testing {
namespace {

TEST(Layout, HasThreeColumnsInAWideWindow) {
  Harness harness(1280, 800);
  harness.load_library();
  harness.press(Role::Button, "About caches");
  EXPECT_TRUE(harness.has(Role::Navigation, "Library"));
  EXPECT_TRUE(harness.has(Role::Complementary, "About the episode"));
  EXPECT_EQ(harness.find(Role::Main, "Episode")->rect.width, 1280 - 312 - 288);
}

TEST(Layout, LeavesTheRailOutBelow1200) {
  Harness harness(1100, 800);
  harness.load_library();
  harness.press(Role::Button, "About caches");
  EXPECT_TRUE(harness.has(Role::Navigation, "Library"));
  EXPECT_FALSE(harness.has(Role::Complementary, "About the episode"));
}

TEST(Layout, SaysInADialogWhatTheRailWouldSay) {
  Harness harness(768, 800);
  harness.load_library();
  harness.press(Role::Button, "Library");
  harness.press(Role::Button, "About caches");
  EXPECT_FALSE(harness.has(Role::Text, "caches.vtt"));
  harness.press(Role::Button, "About this episode");
  EXPECT_TRUE(harness.has(Role::Dialog, "About this episode"));
  EXPECT_TRUE(harness.has(Role::Text, "caches.vtt"));
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.has(Role::Dialog, "About this episode"));
}

TEST(Layout, HasNoSecondWayToWhatTheRailSays) {
  Harness harness(1280, 800);
  harness.load_library();
  harness.press(Role::Button, "About caches");
  EXPECT_TRUE(harness.has(Role::Text, "caches.vtt"));
  EXPECT_FALSE(harness.has(Role::Button, "About this episode"));
}

TEST(Layout, SaysWhereFilesThatAreHeldOverTheWindowGo) {
  Harness harness;
  harness.load_library();
  harness.info.files_hover = true;
  harness.tick();
  EXPECT_TRUE(harness.has(Role::Status, "Drop transcripts, notes or whole folders"));
  harness.info.files_hover = false;
  harness.tick();
  EXPECT_FALSE(harness.has(Role::Status, "Drop transcripts, notes or whole folders"));
}

TEST(Layout, MakesTheLibraryADrawerBelow900) {
  Harness harness(768, 800);
  harness.load_library();
  EXPECT_FALSE(harness.has(Role::Navigation, "Library"));
  harness.press(Role::Button, "Library");
  EXPECT_TRUE(harness.has(Role::Navigation, "Library"));
  harness.press(Role::Button, "About caches");
  EXPECT_FALSE(harness.has(Role::Navigation, "Library")) << "who chose wants to read";
}

TEST(Layout, EscapeClosesTheDrawer) {
  Harness harness(390, 800);
  harness.load_library();
  harness.press(Role::Button, "Library");
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.app.drawer_open());
}

TEST(Layout, AClickBesideTheDrawerClosesIt) {
  Harness harness(768, 800);
  harness.load_library();
  harness.press(Role::Button, "Library");
  harness.click({700, 500, 4, 4});
  EXPECT_FALSE(harness.app.drawer_open());
}

TEST(Layout, KeepsEveryWidgetInsideAPhonesWindow) {
  Harness harness(360, 740);
  harness.load_library();
  harness.dispatch(app::QueryChanged{"weather"});
  harness.settle();
  for (const Node& node : harness.nodes()) {
    if (!node.focusable) continue;
    EXPECT_GE(node.rect.left, 0) << node.name;
    EXPECT_LE(node.rect.left + node.rect.width, 361) << node.name;
  }
}

TEST(Layout, RestsWhenNothingHappens) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Button, "About caches");
  harness.settle();
  const FrameAnswer answer = harness.tick();
  EXPECT_LT(answer.next_tick_in_seconds, 0);
  EXPECT_FALSE(answer.wants_render);
}

TEST(Layout, RestsWithTheCaretInTheSearchBox) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  const FrameAnswer answer = harness.tick();
  EXPECT_LT(answer.next_tick_in_seconds, 0);
  EXPECT_FALSE(answer.wants_render);
}

TEST(Layout, DrawsAgainWhenSomethingChanged) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::SetTheme{app::ThemeChoice::Dark});
  EXPECT_TRUE(harness.tick().wants_render);
}

}  // namespace
}  // namespace earshot::ui::testing
