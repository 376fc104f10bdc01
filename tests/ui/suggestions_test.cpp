#include "harness.h"

namespace earshot::ui::testing {
namespace {

class Suggestions : public ::testing::Test {
 protected:
  void SetUp() override {
    harness.dispatch(app::UserDataLoaded{R"({"recent_queries": ["linkers", "queues sockets"]})"});
    harness.load_library();
    harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  }
  const Node* box() const { return harness.find(Role::ComboBox, "Search"); }
  bool is_open() const { return harness.has(Role::ListBox, "Suggestions"); }
  std::string chosen() const {
    for (const Node& node : harness.nodes()) {
      if (node.role == Role::Option && node.selected == 1 && node.id == box()->active)
        return node.name;
    }
    return {};
  }
  Harness harness;
};

TEST_F(Suggestions, TellHowTheWordMayGoOn) {
  harness.type("prof");
  EXPECT_TRUE(harness.has(Role::Option, "profilers"));
  EXPECT_EQ(box()->expanded, 1);
  EXPECT_EQ(box()->controls, harness.find(Role::ListBox, "Suggestions")->id);
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST_F(Suggestions, AreClosedWhereAWordCanNotGoOn) {
  harness.type("weather");
  EXPECT_FALSE(is_open());
  EXPECT_EQ(box()->expanded, 0);
}

TEST_F(Suggestions, AreChosenByTheArrowKeysAndTakenByEnter) {
  harness.type("prof");
  EXPECT_EQ(chosen(), "");
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(chosen(), "profilers");
  harness.key(ImGuiKey_Enter);
  EXPECT_EQ(harness.app.results().query, "profilers ");
  EXPECT_EQ(box()->value, "profilers ");
  EXPECT_TRUE(harness.app.results().shown) << "no moment was opened";
  EXPECT_FALSE(is_open());
  harness.type("wea");
  EXPECT_EQ(harness.app.results().query, "profilers wea") << "the caret stands behind the word";
}

TEST_F(Suggestions, AreTakenByTab) {
  harness.type("prof");
  harness.key(ImGuiKey_DownArrow);
  EXPECT_TRUE(harness.ui().wants_key(harness.app, "Tab"));
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.app.results().query, "profilers ");
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST_F(Suggestions, LeaveTabAloneWhileNoneIsChosen) {
  harness.type("prof");
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.app.results().query, "prof");
  EXPECT_NE(harness.focused_name(), "Search");
  EXPECT_FALSE(is_open());
}

TEST_F(Suggestions, LeaveEnterToTheMomentsWhileNoneIsChosen) {
  harness.type("prof");
  harness.key(ImGuiKey_Enter);
  EXPECT_TRUE(harness.app.reader().open);
  EXPECT_FALSE(harness.app.results().shown);
}

TEST_F(Suggestions, AreClosedByEscapeBeforeTheResults) {
  harness.type("prof");
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(is_open());
  EXPECT_TRUE(harness.app.results().shown);
  EXPECT_EQ(harness.app.results().query, "prof");
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.app.results().selected_hit, 1) << "the arrow keys walk the moments again";
}

TEST_F(Suggestions, LetTheArrowKeyRunOnIntoTheMoments) {
  harness.type("prof");
  harness.key(ImGuiKey_DownArrow);
  harness.key(ImGuiKey_DownArrow);
  EXPECT_FALSE(is_open());
  EXPECT_EQ(harness.app.results().selected_hit, 0);
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.app.results().selected_hit, 1);
}

TEST_F(Suggestions, OfAFieldGoOnWithItsValues) {
  harness.type("ha");
  harness.press(Role::Option, "has:");
  EXPECT_EQ(box()->value, "has:");
  EXPECT_TRUE(harness.has(Role::Option, "has:transcript"));
  harness.press(Role::Option, "has:transcript");
  EXPECT_EQ(harness.app.results().query, "has:transcript ");
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST_F(Suggestions, AreTakenByTheMouse) {
  harness.type("prof");
  harness.click(harness.find(Role::Option, "profilers")->rect);
  EXPECT_EQ(harness.app.results().query, "profilers ");
  EXPECT_EQ(harness.focused_name(), "Search");
  EXPECT_FALSE(is_open());
}

TEST(SuggestionsByHost, CompleteTheWordAtTheCaret) {
  Harness by_host(1280, 800, TextEditing::ByHost);
  by_host.load_library();
  by_host.key(ImGuiKey_K, ImGuiMod_Ctrl);
  const NodeId id = by_host.find(Role::ComboBox, "Search")->id;
  by_host.ui().semantics().request({.kind = SemanticRequest::Kind::SetValue,
                                    .node = id,
                                    .value = "prof weather",
                                    .selection_in_value = {4, 4}});
  by_host.settle();
  by_host.press(Role::Option, "profilers");
  EXPECT_EQ(by_host.app.results().query, "profilers weather");
  EXPECT_EQ(by_host.find(Role::ComboBox, "Search")->selection_in_value, (Range{10, 10}))
      << "behind the space";
}

TEST(SuggestionsByHost, TakeThePlaceOfTheRestOfTheWordToo) {
  Harness by_host(1280, 800, TextEditing::ByHost);
  by_host.load_library();
  by_host.key(ImGuiKey_K, ImGuiMod_Ctrl);
  const NodeId id = by_host.find(Role::ComboBox, "Search")->id;
  for (const auto& [value, taken] :
       {std::pair("profilers", "profilers "), std::pair("profit weather", "profilers weather")}) {
    by_host.ui().semantics().request({.kind = SemanticRequest::Kind::SetValue,
                                      .node = id,
                                      .value = value,
                                      .selection_in_value = {4, 4}});
    by_host.settle();
    by_host.press(Role::Option, "profilers");
    EXPECT_EQ(by_host.app.results().query, taken);
    EXPECT_EQ(by_host.find(Role::ComboBox, "Search")->selection_in_value, (Range{10, 10}));
  }
}

TEST_F(Suggestions, OfAnEmptyFieldAreTheSearchesThatLedSomewhere) {
  ASSERT_TRUE(harness.has(Role::ListBox, "Recent searches"));
  harness.key(ImGuiKey_DownArrow);
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(chosen(), "queues sockets");
  harness.key(ImGuiKey_Enter);
  EXPECT_EQ(harness.app.results().query, "queues sockets");
}

TEST_F(Suggestions, OfAnEmptyFieldComeBackByDown) {
  harness.key(ImGuiKey_Escape);
  ASSERT_FALSE(harness.has(Role::ListBox, "Recent searches"));
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(chosen(), "linkers");
}

TEST_F(Suggestions, ForgetTheSearches) {
  harness.press(Role::Button, "Forget these searches");
  EXPECT_TRUE(harness.app.recent_queries().empty());
  EXPECT_FALSE(harness.has(Role::ListBox, "Recent searches"));
}

TEST_F(Suggestions, KeysOfTheListAreOurs) {
  harness.type("prof");
  for (const char* chord : {"ArrowDown", "ArrowUp", "Escape"})
    EXPECT_TRUE(harness.ui().wants_key(harness.app, chord)) << chord;
}

TEST_F(Suggestions, FitIntoANarrowWindow) {
  harness.resize(360, 640);
  harness.type("h");
  const Node* list = harness.find(Role::ListBox, "Suggestions");
  ASSERT_NE(list, nullptr);
  EXPECT_GE(list->rect.left, 0);
  EXPECT_LE(list->rect.left + list->rect.width, 360);
}

}  // namespace
}  // namespace earshot::ui::testing
