// What can be done with the text of a text box, by menu and by a finger's bar.

#include <algorithm>
#include <string>

#include "harness.h"
#include "ui/theme.h"

namespace earshot::ui::testing {
namespace {

class TextBoxMenuTest : public ::testing::Test {
 protected:
  explicit TextBoxMenuTest(TextEditing editing = TextEditing::InPlace)
      : harness_(1280, 800, editing) {
    harness_.load_library();
    harness_.effects();
  }
  const Node& box() { return *harness_.find(Role::ComboBox, "Search"); }
  std::string query() { return std::string(harness_.app.results().query); }
  void type(std::string_view words) {
    harness_.key(ImGuiKey_K, ImGuiMod_Ctrl);
    harness_.type(words);
  }
  /// The right button of the mouse, or a finger that rests, on the text's first letter.
  void ask(bool by_finger = false) {
    harness_.info.touch = by_finger;
    const Rect rect = box().rect;
    harness_.click({rect.left + 36, rect.top, 2, rect.height}, ImGuiMouseButton_Right);
  }
  std::string copied() {
    std::string text = "(nothing)";
    for (const app::Effect& effect : harness_.effects()) {
      if (const auto* write = std::get_if<app::WriteClipboard>(&effect)) text = write->text;
    }
    return text;
  }
  Harness harness_;
};

TEST_F(TextBoxMenuTest, OffersWhatMakesSense) {
  type("weather report");
  ask();
  ASSERT_TRUE(harness_.has(Role::Menu, "Text box"));
  EXPECT_FALSE(harness_.has(Role::MenuItem, "Cut"));
  EXPECT_TRUE(harness_.has(Role::MenuItem, "Paste"));
  harness_.press(Role::MenuItem, "Select all");
  EXPECT_EQ(box().selection_in_value, (Range{0, 14}));
  ask();
  EXPECT_TRUE(harness_.has(Role::MenuItem, "Cut"));
  EXPECT_TRUE(harness_.has(Role::MenuItem, "Copy"));
  EXPECT_FALSE(harness_.has(Role::MenuItem, "Select all"));
}

TEST_F(TextBoxMenuTest, CopiesAndCuts) {
  type("weather");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  ask();
  harness_.press(Role::MenuItem, "Copy");
  EXPECT_EQ(copied(), "weather");
  EXPECT_EQ(box().selection_in_value, (Range{0, 7})) << "as it was";
  ask();
  harness_.press(Role::MenuItem, "Cut");
  EXPECT_EQ(copied(), "weather");
  EXPECT_EQ(query(), "");
  EXPECT_EQ(harness_.focused_name(), "Search");
}

TEST_F(TextBoxMenuTest, PastesInPlaceOfWhatIsSelectedAsOneLine) {
  type("weather");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  ImGui::SetClipboardText("cold\nfronts");
  ask();
  harness_.press(Role::MenuItem, "Paste");
  EXPECT_EQ(query(), "cold fronts");
  EXPECT_EQ(box().selection_in_value, (Range{11, 11}));
  harness_.type("!");
  EXPECT_EQ(query(), "cold fronts!");
}

TEST_F(TextBoxMenuTest, LeavesTheBoxAsItWasWithoutAChoice) {
  type("weather");
  harness_.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  harness_.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  harness_.key(ImGuiKey_F10, ImGuiMod_Shift);
  ASSERT_TRUE(harness_.has(Role::Menu, "Text box"));
  harness_.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness_.has(Role::Menu, "Text box"));
  EXPECT_EQ(harness_.focused_name(), "Search");
  EXPECT_EQ(box().selection_in_value, (Range{5, 7}));
}

TEST_F(TextBoxMenuTest, ALongPressSelectsTheWordAndShowsABar) {
  type("weather report");
  ask(true);
  EXPECT_FALSE(harness_.has(Role::Menu, "Text box"));
  ASSERT_TRUE(harness_.has(Role::Toolbar, "Selection"));
  EXPECT_EQ(box().selection_in_value, (Range{0, 7}));
  const Node* const copy = harness_.find(Role::Button, "Copy");
  ASSERT_NE(copy, nullptr);
  EXPECT_GE(copy->rect.height, kTouchTarget);
  harness_.click(copy->rect);
  EXPECT_EQ(copied(), "weather");
  EXPECT_FALSE(harness_.has(Role::Toolbar, "Selection"));
  EXPECT_EQ(harness_.focused_name(), "Search");
}

TEST_F(TextBoxMenuTest, TheBarGoesOnWithAllAndGoesWithAnotherTap) {
  type("weather report");
  ask(true);
  harness_.click(harness_.find(Role::Button, "Select all")->rect);
  EXPECT_EQ(box().selection_in_value, (Range{0, 14}));
  ASSERT_TRUE(harness_.has(Role::Button, "Cut"));
  EXPECT_FALSE(harness_.has(Role::Button, "Select all"));
  harness_.click({600, 500, 4, 4});
  EXPECT_FALSE(harness_.has(Role::Toolbar, "Selection"));
}

class TextBoxMenuByHost : public TextBoxMenuTest {
 protected:
  TextBoxMenuByHost() : TextBoxMenuTest(TextEditing::ByHost) {
    harness_.ui().semantics().request({.kind = SemanticRequest::Kind::SetValue,
                                       .node = box().id,
                                       .value = "weather report",
                                       .selection_in_value = {8, 14}});
    harness_.settle();
  }
};

TEST_F(TextBoxMenuByHost, AsksTheHostForTheClipboard) {
  harness_.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness_.effects();
  ask();
  EXPECT_EQ(box().selection_in_value, (Range{0, 0})) << "the caret went to where one pressed";
  harness_.press(Role::MenuItem, "Paste");
  const std::vector<app::Effect> effects = harness_.effects();
  const auto asked = std::ranges::find_if(effects, [](const app::Effect& effect) {
    return std::holds_alternative<app::ReadClipboard>(effect);
  });
  ASSERT_NE(asked, effects.end());
  EXPECT_EQ(std::get<app::ReadClipboard>(*asked).node, box().id);
  EXPECT_EQ(app::gesture_of(*asked), app::Gesture::Needed);
  harness_.dispatch(app::PasteRefused{});
  harness_.settle();
  EXPECT_TRUE(harness_.has(Role::Alert, "The browser does not let this page*"));
}

TEST_F(TextBoxMenuByHost, ALongPressSelectsTheWord) {
  ask(true);
  EXPECT_EQ(box().selection_in_value, (Range{0, 7}));
  harness_.click(harness_.find(Role::Button, "Cut")->rect);
  EXPECT_EQ(copied(), "weather");
  EXPECT_EQ(query(), " report");
  EXPECT_EQ(box().selection_in_value, (Range{0, 0}));
}

}  // namespace
}  // namespace earshot::ui::testing
