// What a finger drags instead of scrolling: scroll bars, and the lines between the panes.

#include <algorithm>

#include "harness.h"
#include "ui/theme.h"

namespace earshot::ui::testing {
namespace {

void hold(Harness& harness, float x, float y) {
  harness.move_mouse(x, y);
  ImGui::GetIO().AddMouseButtonEvent(0, true);
  harness.settle();
}
void let_go(Harness& harness) {
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  harness.settle();
}
void drag(Harness& harness, float x, float y, float to_x, float to_y) {
  hold(harness, x, y);
  harness.move_mouse((x + to_x) / 2, (y + to_y) / 2);
  harness.move_mouse(to_x, to_y);
  let_go(harness);
}

void open_transcript(Harness& harness) {
  harness.load_library();
  harness.dispatch(app::OpenEpisode{harness.app.library().episodes[0].id});
  harness.dispatch(app::ChooseTab{app::Tab::Transcript});
  harness.settle();
}

// --- Scroll bars ---------------------------------------------------------------------------------

TEST(ScrollBar, IsDraggedByAFingerInAText) {
  Harness harness(400, 700);
  open_transcript(harness);
  harness.info.touch = true;
  harness.settle();
  const float x = harness.info.width - 20;  // beside the six points that are drawn
  float y = 0;
  while (y < harness.info.height && !harness.ui().pointer_meaning(x, y).drags)
    ++y;
  ASSERT_LT(y, 200) << "the thumb is at the top";
  EXPECT_FALSE(harness.ui().pointer_meaning(x - 20, y).drags) << "the text scrolls as before";
  drag(harness, x, y + 20, x, harness.info.height - 30);
  EXPECT_TRUE(harness.has(Role::Paragraph, "Line 39 speaks*")) << "downwards, as the thumb goes";
  EXPECT_FALSE(harness.ui().pointer_meaning(x, y).drags) << "it is at the foot now";
}

TEST(ScrollBar, IsDraggedByAFingerInAList) {
  Harness harness;
  harness.load_many(200);
  harness.info.touch = true;
  harness.settle();
  const float x = kLibraryWidth - 18;
  float y = 0;
  while (y < harness.info.height && !harness.ui().pointer_meaning(x, y).drags)
    ++y;
  ASSERT_LT(y, 400);
  drag(harness, x, y + 20, x, harness.info.height - 8);
  EXPECT_TRUE(harness.has(Role::Button, "Episode 199"));
}

TEST(ScrollBar, UnderADialogIsNotDragged) {
  Harness harness(400, 700);
  open_transcript(harness);
  harness.info.touch = true;
  harness.settle();
  const float x = harness.info.width - 10;
  float y = 0;
  while (y < harness.info.height && !harness.ui().pointer_meaning(x, y).drags)
    ++y;
  ASSERT_LT(y, harness.info.height);
  harness.dispatch(app::OpenDialog{app::Dialog::About});
  harness.settle();
  EXPECT_FALSE(harness.ui().pointer_meaning(x, y + 1).drags);
}

// --- Splitters -----------------------------------------------------------------------------------

class SplitterTest : public ::testing::Test {
 protected:
  SplitterTest() : harness_(1280, 800) { open_transcript(harness_); }
  const Node& line(std::string_view name) { return *harness_.find(Role::Separator, name); }
  const Node& library() { return line("Width of the library"); }
  const Node& rail() { return line("Width of the side column"); }
  float rail_left() { return harness_.find(Role::Complementary, "About the episode")->rect.left; }
  Harness harness_;
};

TEST_F(SplitterTest, TellsWhereItIsAndMayGo) {
  EXPECT_EQ(library().now, static_cast<int>(kLibraryWidth));
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth));
  EXPECT_LT(rail().least, rail().now);
  EXPECT_GT(rail().most, rail().now);
}

TEST_F(SplitterTest, IsDraggedByTheMouseAndKept) {
  drag(harness_, rail_left() + 1, 400, rail_left() - 59, 500);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth) + 60);
  EXPECT_EQ(harness_.app.settings().rail_width, static_cast<int>(kRailWidth) + 60);
  EXPECT_FLOAT_EQ(rail_left(), harness_.info.width - kRailWidth - 60);
  drag(harness_, kLibraryWidth + 1, 400, kLibraryWidth - 49, 400);
  EXPECT_EQ(harness_.app.settings().library_width, static_cast<int>(kLibraryWidth) - 50);
}

TEST_F(SplitterTest, FollowsTheMouseBeforeItIsLetGo) {
  const float x = rail_left() + 1;
  hold(harness_, x, 400);
  harness_.move_mouse(x - 30, 400);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth) + 30);
  EXPECT_EQ(harness_.app.settings().rail_width, 0) << "nothing is stored yet";
  let_go(harness_);
  EXPECT_EQ(harness_.app.settings().rail_width, static_cast<int>(kRailWidth) + 30);
}

TEST_F(SplitterTest, IsDraggedByAFinger) {
  harness_.info.touch = true;
  harness_.settle();
  const float x = rail_left() + 12, y = harness_.info.height / 2 + 20;
  EXPECT_TRUE(harness_.ui().pointer_meaning(x, y).drags);
  drag(harness_, x, y, x - 40, y);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth) + 40);
}

TEST_F(SplitterTest, IsMovedByArrowKeysAndToItsLimits) {
  harness_.focus(Role::Separator, "Width of the side column");
  EXPECT_TRUE(harness_.ui().wants_key(harness_.app, "ArrowLeft"));
  harness_.key(ImGuiKey_LeftArrow);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth) + 16);
  harness_.key(ImGuiKey_RightArrow);
  harness_.key(ImGuiKey_RightArrow);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth) - 16);
  harness_.key(ImGuiKey_Home);
  EXPECT_EQ(rail().now, rail().least);
  harness_.key(ImGuiKey_End);
  EXPECT_EQ(rail().now, rail().most);
  harness_.key(ImGuiKey_Enter);
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth));
  EXPECT_EQ(harness_.app.settings().rail_width, 0);
}

TEST_F(SplitterTest, TwoClicksGiveTheUsualWidth) {
  harness_.dispatch(app::SetPaneWidth{app::Pane::Rail, 350});
  harness_.settle();
  ASSERT_EQ(rail().now, 350);
  const float x = rail_left() + 1;
  for (int i = 0; i < 2; ++i) {
    hold(harness_, x, 400);
    let_go(harness_);
  }
  EXPECT_EQ(rail().now, static_cast<int>(kRailWidth));
}

TEST_F(SplitterTest, LeavesThePageItsRoomInEveryWindow) {
  harness_.dispatch(app::SetPaneWidth{app::Pane::Rail, 2000});
  harness_.dispatch(app::SetPaneWidth{app::Pane::Library, 2000});
  for (const float width : {768.0F, 900.0F, 1200.0F, 1280.0F, 1920.0F}) {
    harness_.resize(width, 800);
    const Node* const main = harness_.find(Role::Main, "Episode");
    ASSERT_NE(main, nullptr);
    EXPECT_GE(main->rect.width, 420) << width;
  }
  harness_.resize(768, 800);
  EXPECT_FALSE(harness_.has(Role::Separator, "Width of the library")) << "it is a drawer";
}

}  // namespace
}  // namespace earshot::ui::testing
