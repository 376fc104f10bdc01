#include "harness.h"

namespace earshot::ui::testing {
namespace {

class ByHost : public ::testing::Test {
 protected:
  ByHost() : harness(1280, 800, TextEditing::ByHost) { harness.load_library(); }
  NodeId box() { return harness.find(Role::ComboBox, "Search")->id; }
  void set_value(std::string text, Range selection) {
    harness.ui().semantics().request({.kind = SemanticRequest::Kind::SetValue,
                                      .node = box(),
                                      .value = std::move(text),
                                      .selection_in_value = selection});
    harness.settle();
  }
  void select(Range range, bool backward) {
    harness.ui().semantics().request({.kind = SemanticRequest::Kind::SetSelection,
                                      .node = box(),
                                      .selection_in_value = range,
                                      .selects_backward = backward});
    harness.settle();
  }
  Harness harness;
};

TEST_F(ByHost, AValueOfTheHostIsTheQuery) {
  set_value("weather", {7, 7});
  EXPECT_EQ(harness.app.results().query, "weather");
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{7, 7}));
}

TEST_F(ByHost, AClickAsksForTheFocusAndSetsTheCaret) {
  set_value("weather", {7, 7});
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  harness.click({rect.left + 37, rect.top + 10, 2, 10});  // before the first letter
  const FrameAnswer answer = harness.tick();
  EXPECT_EQ(answer.focused_text_box, box());
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{0, 0}));
}

TEST_F(ByHost, ADragSelectsInEitherDirection) {
  set_value("weather", {7, 7});
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  const float y = rect.top + 15;
  const auto drag = [&](float from, float to) {
    ImGuiIO& io = ImGui::GetIO();
    harness.move_mouse(from, y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    harness.settle();
    harness.move_mouse(to, y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    harness.settle();
    return harness.find(Role::ComboBox, "Search")->selection_in_value;
  };
  EXPECT_EQ(drag(rect.left + 37, rect.left + 250), (Range{0, 7}));
  EXPECT_EQ(drag(rect.left + 250, rect.left + 37), (Range{0, 7}));
}

TEST_F(ByHost, ADragToTheLeftHasTheCaretAtTheBegin) {
  set_value("weather", {7, 7});
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  const float y = rect.top + 15;
  harness.move_mouse(rect.left + 250, y);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  harness.settle();
  EXPECT_FALSE(harness.find(Role::ComboBox, "Search")->selects_backward);
  harness.move_mouse(rect.left + 37, y);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  harness.settle();
  EXPECT_TRUE(harness.find(Role::ComboBox, "Search")->selects_backward);
}

class LongQuery : public ByHost {
 protected:
  LongQuery() {
    harness.focus(Role::ComboBox, "Search");
    set_value(text, {size, size});
  }
  float scrolled() { return harness.find(Role::ComboBox, "Search")->text_scrolled; }
  const std::string text = std::string(400, 'm');
  const std::uint32_t size = 400;
};

TEST_F(LongQuery, ShowsTheEndOfASelectionThatMoves) {
  const float at_the_end = scrolled();
  EXPECT_GT(at_the_end, 0);
  select({0, size}, true);
  EXPECT_EQ(scrolled(), 0);
  select({0, size}, false);
  EXPECT_EQ(scrolled(), at_the_end);
}

TEST_F(LongQuery, IsSeenFromItsBeginWithoutTheFocus) {
  harness.click({900, 600, 4, 4});
  EXPECT_EQ(scrolled(), 0);
}

TEST_F(LongQuery, HasItsCaretWhereItWasAfterItsMenu) {
  select({0, size}, true);
  harness.key(ImGuiKey_Menu);
  harness.key(ImGuiKey_Escape);
  EXPECT_TRUE(harness.find(Role::ComboBox, "Search")->selects_backward);
  EXPECT_EQ(scrolled(), 0);
}

TEST_F(ByHost, ShiftAndAClickGoOnFromTheCaret) {
  set_value("weather", {3, 3});
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  harness.click({rect.left + 250, rect.top + 10, 2, 10});
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  harness.settle();
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{3, 7}));
}

TEST_F(ByHost, ShiftAndAClickGoOnFromWhereABackwardSelectionBegan) {
  set_value("weather", {7, 7});
  select({1, 3}, true);
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  harness.click({rect.left + 37, rect.top + 10, 2, 10});  // before the first letter
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  harness.settle();
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{0, 3}));
}

TEST_F(ByHost, TwoClicksTakeTheWordThreeAll) {
  set_value("cold weather", {0, 0});
  const Rect rect = harness.find(Role::ComboBox, "Search")->rect;
  const Rect last_word{rect.left + 90, rect.top + 10, 2, 10};
  harness.click(last_word);
  harness.click(last_word);
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{5, 12}));
  harness.click(last_word);
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->selection_in_value, (Range{0, 12}));
}

TEST_F(ByHost, AClearedQueryEmptiesTheBox) {
  set_value("weather", {7, 7});
  harness.dispatch(app::ClearQuery{});
  harness.settle();
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->value, "");
}

TEST_F(ByHost, TheKeysOfEditingStayWithTheHost) {
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  set_value("weather", {7, 7});
  for (const char* chord :
       {"a", "ArrowLeft", "Home", "Control+A", "Control+V", "Backspace", "Control+Z"}) {
    EXPECT_FALSE(harness.ui().wants_key(harness.app, chord)) << chord;
  }
  for (const char* chord : {"ArrowDown", "Escape"})
    EXPECT_TRUE(harness.ui().wants_key(harness.app, chord)) << chord;
}

TEST(SearchField, TheCrossClearsIt) {
  Harness harness;
  harness.load_library();
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type("weather");
  harness.press(Role::Button, "Clear Search");
  EXPECT_EQ(harness.app.results().query, "");
  EXPECT_EQ(harness.focused_name(), "Search");
}

class PutText : public ::testing::Test {
 protected:
  PutText() { harness.load_library(); }
  Rect box() { return harness.find(Role::ComboBox, "Search")->rect; }
  static float middle(const Rect& rect) { return rect.top + rect.height / 2; }
  bool takes_text_at(float x, float y) { return harness.ui().takes_text_at(x, y); }
  Harness harness;
};

TEST_F(PutText, GoesIntoATextBoxAlone) {
  EXPECT_TRUE(takes_text_at(box().left + 40, middle(box())));
  EXPECT_FALSE(takes_text_at(box().left + 40, box().top + box().height + 1));
  EXPECT_FALSE(takes_text_at(box().left - 1, middle(box())));
}

TEST_F(PutText, LeavesTheCrossInTheBoxAlone) {
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type("weather");
  const Rect cross = harness.find(Role::Button, "Clear Search")->rect;
  EXPECT_FALSE(takes_text_at(cross.left + cross.width / 2, middle(cross)));
  EXPECT_TRUE(takes_text_at(box().left + 40, middle(box())));
}

TEST_F(PutText, DoesNotReachUnderDialogsAndMenus) {
  const Rect search = box();
  for (const app::Dialog dialog : {app::Dialog::Settings, app::Dialog::Palette}) {
    harness.dispatch(app::OpenDialog{dialog});
    harness.settle();
    EXPECT_FALSE(takes_text_at(search.left + 40, middle(search)));
    if (dialog == app::Dialog::Palette) {
      const Rect inside = harness.focused()->rect;
      EXPECT_TRUE(takes_text_at(inside.left + inside.width / 2, middle(inside)));
    }
    harness.key(ImGuiKey_Escape);
  }
  harness.press(Role::Button, "More");
  ASSERT_TRUE(harness.has(Role::Menu, "*"));
  EXPECT_FALSE(takes_text_at(search.left + 40, middle(search)));
  harness.key(ImGuiKey_Escape);
  EXPECT_TRUE(takes_text_at(search.left + 40, middle(search)));
}

TEST_F(PutText, StandsWhereThePointerIsOnOneLine) {
  harness.click({box().left + 38, box().top + 10, 2, 10});
  harness.type("weather");
  harness.move_mouse(box().left + 37, middle(box()));  // before the first letter
  harness.ui().put_text_at_pointer("cold\n");
  harness.settle();
  EXPECT_EQ(harness.app.results().query, "cold weather");
}

TEST_F(PutText, IsNoSecondClickThatSelectsAWord) {
  harness.info.now_seconds += 10;
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type("weather");
  harness.move_mouse(box().left + 250, middle(box()));
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  harness.tick();
  harness.tick();
  harness.ui().put_text_at_pointer(" cold");
  harness.settle();
  EXPECT_EQ(harness.app.results().query, "weather cold");
}

TEST(SearchField, ASetValueRequestWorksInPlaceToo) {
  Harness harness;
  harness.load_library();
  const NodeId box = harness.find(Role::ComboBox, "Search")->id;
  harness.ui().semantics().request(
      {.kind = SemanticRequest::Kind::SetValue, .node = box, .value = "weather"});
  harness.settle();
  EXPECT_EQ(harness.app.results().query, "weather");
}

TEST(SearchField, AClickElsewhereTakesTheFocusAway) {
  Harness harness;
  harness.load_library();
  harness.click(harness.find(Role::ComboBox, "Search")->rect);
  ASSERT_EQ(harness.focused_name(), "Search");
  harness.click({900, 600, 4, 4});
  EXPECT_NE(harness.focused_name(), "Search");
}

class Composing : public ::testing::Test {
 protected:
  Composing() {
    harness.load_library();
    harness.focus(Role::ComboBox, "Search");
    harness.type("ab");
  }
  void compose(std::string text, std::uint32_t caret) {
    harness.info.composed = std::move(text);
    harness.info.caret_in_composed = caret;
    harness.settle();
  }
  const Node& box() { return *harness.find(Role::ComboBox, "Search"); }
  Harness harness;
};

TEST_F(Composing, StandsInTheBoxButIsNoQueryYet) {
  compose("\u306B\u307B", 3);
  EXPECT_EQ(box().value, "ab\u306B\u307B");
  EXPECT_EQ(harness.app.results().query, "ab");
}

TEST_F(Composing, StandsInPlaceOfWhatIsSelected) {
  harness.key(ImGuiKey_LeftArrow, ImGuiMod_Shift);
  compose("\u306B", 3);
  EXPECT_EQ(box().value, "a\u306B");
}

TEST_F(Composing, GivesWayToTheTextThatComesOfIt) {
  compose("\u306B", 3);
  harness.info.composed.clear();
  harness.type("\u4E8C");
  EXPECT_EQ(box().value, "ab\u4E8C");
  EXPECT_EQ(harness.app.results().query, "ab\u4E8C");
}

TEST_F(Composing, IsInNoBoxWithoutTheFocus) {
  harness.focus(Role::Button, "More");
  ASSERT_FALSE(box().focused);
  const std::string before = box().value;
  compose("\u306B", 3);
  EXPECT_EQ(box().value, before);
}

}  // namespace
}  // namespace earshot::ui::testing
