// Selecting and copying in the whole front end: by mouse, by finger, by keyboard.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/commands.h"
#include "ui/text_view.h"
#include "ui/told_selection.h"

namespace earshot::ui::testing {
namespace {

class SelectionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    harness_.load_library();
    harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[0].id});
    harness_.dispatch(app::ChooseTab{app::Tab::Transcript});
    harness_.settle();
    harness_.effects();
  }
  /// What was copied since the last call; of several the last.
  std::string copied() {
    std::string text = "(nothing)";
    for (const app::Effect& effect : harness_.effects()) {
      if (const auto* write = std::get_if<app::WriteClipboard>(&effect)) text = write->text;
      if (const auto* link = std::get_if<app::WriteLink>(&effect)) text = link->fragment;
    }
    return text;
  }
  std::string copy() {
    harness_.key(ImGuiKey_C, ImGuiMod_Ctrl);
    return copied();
  }
  /// What the host was given as its primary selection since the last call.
  /// The keyboard comes to a find bar that has these words, where the host has a primary selection.
  void come_back_to_find(std::string_view words) {
    harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
    harness_.type(words);
    harness_.key(ImGuiKey_Escape);
    harness_.info.has_primary_selection = true;
    harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  }
  std::vector<std::string> told_as_primary() {
    std::vector<std::string> told;
    for (const app::Effect& effect : harness_.effects()) {
      if (const auto* write = std::get_if<app::WritePrimarySelection>(&effect))
        told.push_back(write->text);
    }
    return told;
  }
  Rect place(std::string_view name) {
    const Node* node = harness_.find(Role::Paragraph, name);
    EXPECT_NE(node, nullptr) << name;
    return node ? node->rect : Rect{};
  }
  void press(float x, float y) {
    harness_.move_mouse(x, y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    harness_.settle();
  }
  void release() {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    harness_.settle();
  }
  void clicks(float x, float y, int count) {
    for (int click = 0; click < count; ++click) {
      press(x, y);
      release();
    }
  }
  static float middle(const Rect& rect) { return rect.top + 13; }

  Harness harness_;
};

TEST_F(SelectionTest, GoesOverCuesByDragging) {
  const Rect from = place("Line 1 speaks*"), to = place("Line 3 speaks*");
  press(from.left - 4, middle(from));
  harness_.move_mouse(to.left - 4, middle(to));
  release();
  EXPECT_EQ(copy(),
            "Line 1 speaks of caches and of the weather.\n"
            "Line 2 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, TakesAWordByTwoClicksAndTheBlockByThree) {
  const Rect cue = place("Line 2 speaks*");
  clicks(cue.left + 4, middle(cue), 2);
  EXPECT_EQ(copy(), "Line");
  clicks(cue.left + 4, middle(cue), 3);
  EXPECT_EQ(copy(), "Line 2 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, GrowsByAClickWithShift) {
  const Rect first = place("Line 1 speaks*"), second = place("Line 2 speaks*");
  clicks(first.left - 4, middle(first), 1);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  clicks(second.left - 4, middle(second), 1);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  EXPECT_EQ(copy(), "Line 1 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, IsLeftAloneByScrollingZoomAndAnotherWidth) {
  const Rect cue = place("Line 2 speaks*");
  clicks(cue.left + 4, middle(cue), 3);
  ImGui::GetIO().AddMouseWheelEvent(0, -30);
  harness_.settle();
  EXPECT_FALSE(harness_.has(Role::Paragraph, "Line 2 speaks*"));
  harness_.dispatch(app::SetZoom{2.0F});
  harness_.resize(700, 600);
  EXPECT_EQ(copy(), "Line 2 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, ScrollsWhileOneDragsBeyondTheEdge) {
  const Rect from = place("Line 1 speaks*");
  press(from.left + 4, middle(from));
  ImGui::GetIO().AddMousePosEvent(from.left + 40, harness_.info.height - 2);
  for (int ticks = 0; ticks < 150; ++ticks)
    harness_.tick();
  EXPECT_FALSE(harness_.has(Role::Paragraph, "Line 1 speaks*"));
  ImGui::GetIO().AddMouseButtonEvent(0, false);
  harness_.settle();
  EXPECT_NE(copy().find("Line 30"), std::string::npos);
}

TEST_F(SelectionTest, OfAllIsTheWholeText) {
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  const std::string all = copy();
  EXPECT_TRUE(all.starts_with("Beginning\n\nLine 0 "));
  EXPECT_NE(all.find("Line 39 "), std::string::npos);
}

TEST_F(SelectionTest, EndsByEscapeAndByAClick) {
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness_.key(ImGuiKey_Escape);
  EXPECT_EQ(copy(), "(nothing)");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  const Rect cue = place("Line 1 speaks*");
  clicks(cue.left + 4, middle(cue), 1);
  EXPECT_EQ(copy(), "(nothing)");
}

TEST_F(SelectionTest, BelongsToItsTextAndGoesWithIt) {
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[2].id});
  harness_.settle();
  EXPECT_EQ(copy(), "(nothing)");
}

TEST_F(SelectionTest, IsMadeByKeysAlone) {
  harness_.key(ImGuiKey_F7);
  harness_.key(ImGuiKey_Home, ImGuiMod_Ctrl);
  harness_.key(ImGuiKey_DownArrow);
  harness_.key(ImGuiKey_RightArrow, ImGuiMod_Ctrl);
  harness_.key(ImGuiKey_RightArrow, ImGuiMod_Ctrl | ImGuiMod_Shift);
  harness_.key(ImGuiKey_RightArrow, ImGuiMod_Ctrl | ImGuiMod_Shift);
  EXPECT_EQ(copy(), " 1 speaks");
}

TEST_F(SelectionTest, BeginsOnTheScreenWhereNothingWasChosen) {
  harness_.key(ImGuiKey_DownArrow, ImGuiMod_Shift);
  EXPECT_EQ(copy(), "Line 0 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, KeepsTheCaretOnTheScreen) {
  harness_.key(ImGuiKey_F7);
  harness_.key(ImGuiKey_End, ImGuiMod_Ctrl);
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 39 speaks*"));
  harness_.key(ImGuiKey_Home, ImGuiMod_Ctrl);
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 0 speaks*"));
}

TEST_F(SelectionTest, LeavesArrowKeysToScrollingWithoutACaret) {
  EXPECT_FALSE(harness_.ui().wants_key(harness_.app, "Control+ArrowLeft"));
  EXPECT_TRUE(harness_.ui().wants_key(harness_.app, "Shift+ArrowDown"));
  EXPECT_FALSE(harness_.ui().wants_key(harness_.app, "Control+C"));  // the browser's
  EXPECT_FALSE(harness_.ui().wants_key(harness_.app, "Alt+ArrowLeft"));
  harness_.key(ImGuiKey_F7);
  EXPECT_TRUE(harness_.ui().wants_key(harness_.app, "Control+ArrowLeft"));
}

TEST_F(SelectionTest, HasAMenuWithTheWaysToCopy) {
  const Rect cue = place("Line 2 speaks*");
  clicks(cue.left + 4, middle(cue), 3);
  harness_.click({cue.left + 4, cue.top, 4, 26}, ImGuiMouseButton_Right);
  ASSERT_TRUE(harness_.has(Role::Menu, "Text"));
  harness_.press(Role::MenuItem, "Copy with times and speakers");
  EXPECT_EQ(copied(), "[00:20] Line 2 speaks of caches and of the weather.");
  EXPECT_FALSE(harness_.has(Role::Menu, "Text"));
  harness_.key(ImGuiKey_F10, ImGuiMod_Shift);
  harness_.press(Role::MenuItem, "Copy a link to this moment");
  EXPECT_EQ(copied(), "episode=" + to_string(harness_.app.reader().episode.id) + "&t=20");
}

TEST_F(SelectionTest, IsNotMadeByTheMenuOfAPlaceOutsideOfIt) {
  const Rect first = place("Line 1 speaks*"), other = place("Line 4 speaks*");
  clicks(first.left + 4, middle(first), 3);
  harness_.click({other.left + 4, other.top, 4, 26}, ImGuiMouseButton_Right);
  EXPECT_FALSE(harness_.has(Role::MenuItem, "Copy"));
  harness_.press(Role::MenuItem, "Copy a link to this moment");
  EXPECT_NE(copied().find("&t=40"), std::string::npos);
}

TEST_F(SelectionTest, ByALongPressHasHandlesAndABar) {
  harness_.info.touch = true;
  const Rect cue = place("Line 2 speaks*");
  harness_.click({cue.left + 4, cue.top, 4, 26}, ImGuiMouseButton_Right);
  ASSERT_TRUE(harness_.has(Role::Toolbar, "Selection"));
  const Node* end = harness_.find(Role::Image, "End of the selection");
  ASSERT_NE(end, nullptr);
  const Rect knob = end->rect;
  const float x = knob.left + knob.width / 2, y = knob.top + knob.height / 2;
  EXPECT_TRUE(harness_.ui().pointer_meaning(x, y).drags);
  press(x, y);
  harness_.move_mouse(x + 300, y);
  harness_.move_mouse(x + 600, y);
  release();
  harness_.press(Role::Button, "Copy");
  EXPECT_EQ(copied(), "Line 2 speaks of caches and of the weather.");
}

TEST_F(SelectionTest, HasHandlesThatPromiseNothingToAssistiveTechnology) {
  harness_.info.touch = true;
  const Rect cue = place("Line 2 speaks*");
  harness_.click({cue.left + 4, cue.top, 4, 26}, ImGuiMouseButton_Right);
  for (const std::string_view name : {"Begin of the selection", "End of the selection"}) {
    EXPECT_FALSE(harness_.has(Role::Button, name));
    ASSERT_TRUE(harness_.has(Role::Image, name));
    EXPECT_FALSE(harness_.find(Role::Image, name)->focusable);
  }
}

TEST_F(SelectionTest, ByALongPressThatGoesOnGrowsByWords) {
  harness_.info.touch = true;
  const Rect first = place("Line 2 speaks*"), next = place("Line 3 speaks*");
  harness_.move_mouse(first.left + 4, middle(first));
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, true);
  harness_.settle();
  EXPECT_TRUE(harness_.has(Role::Toolbar, "Selection"));
  harness_.move_mouse(next.left + 20, middle(next));  // amid a word
  EXPECT_FALSE(harness_.has(Role::Toolbar, "Selection")) << "it would lie under the finger";
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, false);
  harness_.settle();
  EXPECT_TRUE(harness_.has(Role::Toolbar, "Selection"));
  harness_.move_mouse(next.left + 200, middle(next));  // the finger is gone
  EXPECT_EQ(copy(), "Line 2 speaks of caches and of the weather.\nLine");
}

TEST_F(SelectionTest, IsToldToHostsWithAPrimarySelection) {
  harness_.info.has_primary_selection = true;
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness_.settle();
  EXPECT_EQ(told_as_primary().size(), 1U);
}

TEST_F(SelectionTest, IsToldAgainWhenTheSameWordsAreSelectedAgain) {
  harness_.info.has_primary_selection = true;
  const Rect cue = place("Line 2 speaks*"), other = place("Line 4 speaks*");
  clicks(cue.left + 4, middle(cue), 2);
  EXPECT_EQ(told_as_primary(), std::vector<std::string>{"Line"});
  // Meanwhile another program has a selection.
  clicks(other.left + 4, middle(other), 1);
  EXPECT_TRUE(told_as_primary().empty());
  clicks(cue.left + 4, middle(cue), 2);
  EXPECT_EQ(told_as_primary(), std::vector<std::string>{"Line"});
  harness_.key(ImGuiKey_Escape);
  for (int ticks = 0; ticks < 30; ++ticks)
    harness_.tick();  // else these were the third and fourth click
  clicks(cue.left + 4, middle(cue), 2);
  EXPECT_EQ(told_as_primary(), std::vector<std::string>{"Line"});
}

TEST_F(SelectionTest, OfATextBoxIsTheHostsPrimarySelectionToo) {
  harness_.info.has_primary_selection = true;
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  harness_.type("weather");
  EXPECT_TRUE(told_as_primary().empty());
  harness_.key(ImGuiKey_Home, ImGuiMod_Shift);
  EXPECT_EQ(told_as_primary(), std::vector<std::string>{"weather"});
}

TEST_F(SelectionTest, OfATextBoxThatTheKeyboardCameToIsNobodysChoice) {
  come_back_to_find("weather");
  ASSERT_EQ(harness_.find(Role::SearchBox, "Find")->value, "weather");
  EXPECT_TRUE(told_as_primary().empty());
}

TEST_F(SelectionTest, OfATextBoxThatTheKeyboardCameToIsToldWhereAllIsAskedFor) {
  come_back_to_find("weather");
  ASSERT_TRUE(told_as_primary().empty());
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  EXPECT_EQ(told_as_primary(), std::vector<std::string>{"weather"});
}

TEST_F(SelectionTest, OfAllIsToldAgainWhereItIsAskedForAgain) {
  harness_.info.has_primary_selection = true;
  for (int times = 0; times < 2; ++times) {
    harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
    EXPECT_EQ(told_as_primary().size(), 1U) << times;
  }
}

TEST(ToldSelectionTest, IsNewsWhereAnotherTextHasTheSameRange) {
  ToldSelection told;
  EXPECT_TRUE(told.is_news({0, 4}, "calm"));
  EXPECT_FALSE(told.is_news({0, 4}, "calm"));
  EXPECT_TRUE(told.is_news({0, 4}, "gale"));
}

TEST(ToldSelectionTest, IsNewsAgainAfterNothingWasSelected) {
  ToldSelection told;
  EXPECT_TRUE(told.is_news({0, 4}, "calm"));
  EXPECT_FALSE(told.is_news({2, 2}));
  EXPECT_TRUE(told.is_news({0, 4}, "calm"));
}

// --- Lines that break without a space ------------------------------------------------------------

TEST(CaretAtTheEndOfALine, IsOnTheScreenWhereTheLineWasCovered) {
  Harness harness;
  std::string words;  // a line break between any two
  for (int count = 0; count < 1500; ++count)
    words += "\u6587";
  harness.dispatch(app::PackLoaded{
      .bytes = app::testing::make_pack({{.title = "Words", .notes = {{.text = words}}}})});
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::OpenEpisode{app::testing::id_of("Words")});
  harness.dispatch(app::SetZoom{2});
  harness.settle();
  harness.key(ImGuiKey_F7);
  for (int line = 0; line < 30; ++line)
    harness.key(ImGuiKey_DownArrow);
  const auto tabs = std::ranges::find(harness.nodes(), Role::TabList, &Node::role);
  ASSERT_NE(tabs, harness.nodes().end());
  const float edge = tabs->rect.top + tabs->rect.height;
  const auto caret = [&] {
    return harness.view()->caret_rect({harness.view()->place_in_text(), true});
  };
  harness.key(ImGuiKey_RightArrow);
  const auto before = caret();
  ASSERT_TRUE(before);
  // Most of the line is above the edge.
  harness.move_mouse(before->left, before->top);
  constexpr float kWheelPoints = 75;
  ImGui::GetIO().AddMouseWheelEvent(0, (edge - 0.6F * before->height - before->top) / kWheelPoints);
  harness.settle();
  ASSERT_LT(caret()->top, edge);
  const std::uint32_t from = harness.view()->place_in_text();
  harness.key(ImGuiKey_End);
  ASSERT_GT(harness.view()->place_in_text(), from);
  ASSERT_TRUE(caret());
  EXPECT_GE(caret()->top, edge);
}

// --- Links to a moment, find, zoom ---------------------------------------------------------------

TEST_F(SelectionTest, ALinkLeadsBackToItsMoment) {
  const Id episode = harness_.app.reader().episode.id;
  harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[1].id});
  harness_.dispatch(app::LinkFollowed{"#episode=" + to_string(episode) + "&t=300"});
  harness_.settle();
  EXPECT_EQ(harness_.app.reader().episode.id, episode);
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 30 speaks*"));
}

TEST_F(SelectionTest, ALinkToAnUnknownEpisodeSaysSo) {
  harness_.dispatch(app::LinkFollowed{"earshot:episode=" + std::string(32, 'b')});
  harness_.settle();
  EXPECT_TRUE(harness_.has(Role::Alert, "This link leads to an episode*"));
}

class FindTest : public SelectionTest {
 protected:
  std::string count() const {
    for (const Node& node : harness_.nodes()) {
      if (node.role == Role::Status &&
          (node.name.find(" of ") != std::string::npos || node.name == "Nothing found"))
        return node.name;
    }
    return {};
  }
};

TEST_F(FindTest, CountsAndWalksWhatItFinds) {
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  EXPECT_EQ(harness_.focused_name(), "Find");
  harness_.type("line 3");
  EXPECT_EQ(count(), "1 of 11");
  harness_.key(ImGuiKey_Enter);
  EXPECT_EQ(count(), "2 of 11");
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 30 speaks*"));
  harness_.key(ImGuiKey_Enter, ImGuiMod_Shift);
  harness_.key(ImGuiKey_Enter, ImGuiMod_Shift);
  EXPECT_EQ(count(), "11 of 11");
  harness_.type("x");
  EXPECT_EQ(count(), "Nothing found");
}

TEST_F(FindTest, GoesBackToThePlaceByEscape) {
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  harness_.type("line 39");
  ASSERT_TRUE(harness_.has(Role::Paragraph, "Line 39 speaks*"));
  harness_.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness_.has(Role::SearchBox, "Find"));
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 0 speaks*"));
  EXPECT_TRUE(harness_.app.reader().open);
}

TEST_F(FindTest, StaysWithWhatWasFoundWhenItIsClosed) {
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  harness_.type("line 39");
  harness_.press(Role::Button, "Close find");
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 39 speaks*"));
  EXPECT_EQ(copy(), "Line 39");
}

TEST_F(FindTest, BeginsWithWhatIsSelected) {
  const Rect cue = place("Line 2 speaks*");
  clicks(cue.left + 4, middle(cue), 2);
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  EXPECT_EQ(harness_.find(Role::SearchBox, "Find")->value, "Line");
  EXPECT_EQ(count(), "3 of 40");
}

TEST_F(FindTest, LeavesTheFirstLineFreeWhereItLiesOverTheText) {
  harness_.resize(360, 720);
  harness_.settle();
  harness_.key(ImGuiKey_F, ImGuiMod_Ctrl);
  harness_.settle();
  const Node* bar = harness_.find(Role::Search, "Find in this text");
  ASSERT_NE(bar, nullptr);
  EXPECT_GE(place("Line 0 speaks*").top, bar->rect.top + bar->rect.height);
}

TEST_F(FindTest, IsTheBrowsersWhereNoTextIsShown) {
  harness_.dispatch(app::QueryChanged{"weather"});
  harness_.settle();
  EXPECT_FALSE(harness_.ui().wants_key(harness_.app, "Control+F"));
}

TEST_F(SelectionTest, ZoomKeepsTheFirstLine) {
  harness_.dispatch(app::JumpToTime{200'000});
  harness_.settle();
  ASSERT_TRUE(harness_.has(Role::Paragraph, "Line 20 speaks*"));
  for (const float zoom : {2.0F, 0.5F, 4.0F, 1.0F}) {
    harness_.dispatch(app::SetZoom{zoom});
    harness_.settle();
  }
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Line 20 speaks*"));
}

TEST_F(SelectionTest, ZoomByWheelAndPinchIsRemembered) {
  const Rect cue = place("Line 2 speaks*");
  harness_.move_mouse(cue.left + 4, middle(cue));
  EXPECT_TRUE(harness_.ui().pointer_meaning(cue.left + 4, middle(cue)).zooms);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
  ImGui::GetIO().AddMouseWheelEvent(0, 1);
  harness_.settle();
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
  EXPECT_NEAR(harness_.app.settings().zoom, 1.1F, 0.001F);
  harness_.ui().zoom_by(2);
  harness_.settle();
  EXPECT_NEAR(harness_.app.settings().zoom, 2.2F, 0.001F);
}

}  // namespace
}  // namespace earshot::ui::testing
