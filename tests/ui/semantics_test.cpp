#include "ui/semantics.h"

#include <gtest/gtest.h>

namespace earshot::ui {
namespace {

Node node_of(NodeId id, Role role, std::string name) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = std::move(name);
  return node;
}

TEST(SemanticTree, GivesNodesTheOpenContainerAsParent) {
  SemanticTree tree;
  tree.begin_tick();
  tree.push(node_of(1, Role::List, "list"));
  tree.add(node_of(2, Role::ListItem, "row"));
  tree.pop();
  tree.add(node_of(3, Role::Button, "after"));
  EXPECT_EQ(tree.find(2)->parent, 1u);
  EXPECT_EQ(tree.find(3)->parent, 0u);
}

TEST(SemanticTree, LiftsANodeOutOfItsParentAndLeavesAloneWhatIsNotThere) {
  SemanticTree tree;
  tree.begin_tick();
  tree.push(node_of(1, Role::Group, "group"));
  tree.push(node_of(2, Role::ListBox, "list"));
  tree.add(node_of(3, Role::Button, "why"));
  tree.lift(3);
  tree.lift(9);
  EXPECT_EQ(tree.find(3)->parent, 1u);
}

TEST(SemanticTree, SettlesALayerInTheDialogBelowItElseInTheMainPart) {
  SemanticTree tree;
  tree.begin_tick();
  tree.add(node_of(1, Role::Main, "main"));
  tree.settle_layer(tree.add(node_of(2, Role::Menu, "menu")));
  Node dialog = node_of(3, Role::Dialog, "dialog");
  dialog.modal = true;
  tree.add(dialog);
  tree.settle_layer(tree.add(node_of(4, Role::Menu, "menu over it")));
  EXPECT_EQ(tree.find(2)->parent, 1u);
  EXPECT_EQ(tree.find(4)->parent, 3u);
}

TEST(SemanticTree, HandsAPressToItsNodeOnceInTheNextTick) {
  SemanticTree tree;
  tree.begin_tick();
  tree.request({.kind = SemanticRequest::Kind::Press, .node = 7});
  EXPECT_FALSE(tree.take_press(7)) << "a request waits for the next tick";
  tree.end_tick();
  tree.begin_tick();
  EXPECT_FALSE(tree.take_press(8));
  EXPECT_TRUE(tree.take_press(7));
  EXPECT_FALSE(tree.take_press(7));
}

TEST(SemanticTree, DropsARequestThatNobodyTookInAWholeTick) {
  SemanticTree tree;
  tree.request({.kind = SemanticRequest::Kind::Press, .node = 7});
  tree.begin_tick();
  tree.end_tick();
  EXPECT_FALSE(tree.has_requests());
}

TEST(SemanticTree, LosesNoValueWhereASelectionComesInTheSameTick) {
  using Kind = SemanticRequest::Kind;
  SemanticTree tree;
  tree.request({.kind = Kind::SetSelection, .node = 7, .selection_in_value = {0, 3}});
  tree.request({.kind = Kind::SetValue, .node = 7, .value = "abcd", .selection_in_value = {4, 4}});
  tree.request({.kind = Kind::SetSelection, .node = 7, .selection_in_value = {1, 2}});
  tree.begin_tick();
  const auto taken = tree.take_value(7);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->kind, Kind::SetValue);
  EXPECT_EQ(taken->value, "abcd");
  EXPECT_EQ(taken->selection_in_value, (Range{1, 2}));
  EXPECT_FALSE(tree.take_value(7));
}

TEST(SemanticTree, WritesOnlyWhatApplies) {
  SemanticTree tree;
  tree.begin_tick();
  Node node = node_of(5, Role::Radio, "All \"quoted\"\n");
  node.checked = 1;
  node.rect = {1.5F, 2, 30, 40.25F};
  tree.add(node);
  EXPECT_EQ(
      tree.to_json(),
      R"([{"id":5,"parent":0,"role":"radio","name":"All \"quoted\"\n","rect":[1.5,2,30,40.25],"checked":true}])");
}

TEST(SemanticTree, CountsTheSelectionInUtf16Units) {
  SemanticTree tree;
  tree.begin_tick();
  Node node = node_of(5, Role::ComboBox, "Search");
  node.value = "a\u00e9\U0001F680b";  // 1, 2 and 4 bytes; the rocket is two units
  node.selection_in_value = {3, 7};
  tree.add(node);
  EXPECT_NE(tree.to_json().find("\"sel\":[2,4]"), std::string::npos) << tree.to_json();
}

TEST(SemanticTree, SaysThatTheCaretIsAtTheBeginOfASelection) {
  SemanticTree tree;
  tree.begin_tick();
  Node node = node_of(5, Role::ComboBox, "Search");
  node.value = "abc";
  node.selection_in_value = {0, 3};
  tree.add(node);
  EXPECT_EQ(tree.to_json().find("backward"), std::string::npos);
  tree.find(5)->selects_backward = true;
  EXPECT_NE(tree.to_json().find("\"backward\":true"), std::string::npos) << tree.to_json();
}

TEST(SemanticTree, SaysAPlaceInATextInUtf16UnitsOfTheNodeThatTellsIt) {
  SemanticTree tree;
  tree.begin_tick();
  Node document = node_of(5, Role::Document, "Notes");
  document.anchor = {.node = 6, .offset_in_name = 7};
  document.focus = {.node = 6, .offset_in_name = 3};
  tree.push(document);
  tree.add(node_of(6, Role::Paragraph, "a\u00e9\U0001F680b"));
  EXPECT_NE(tree.to_json().find(R"("anchor":[6,4],"focus":[6,2])"), std::string::npos)
      << tree.to_json();
}

TEST(SemanticTree, DoesNotWriteTheNameOfWhatIsToldByItsParts) {
  SemanticTree tree;
  tree.begin_tick();
  Node node = node_of(5, Role::Paragraph, "See this");
  node.told_by_parts = true;
  tree.add(node);
  EXPECT_EQ(tree.to_json().find("See"), std::string::npos);
}

TEST(SemanticTree, SaysOfATextThatItRunsToTheLeft) {
  SemanticTree tree;
  tree.begin_tick();
  tree.add(node_of(5, Role::Paragraph, "\u05E9\u05DC\u05D5\u05DD"));
  tree.add(node_of(6, Role::Paragraph, "caf\u00e9"));
  const std::string json = tree.to_json();
  EXPECT_LT(json.find("\"rtl\":true"), json.find("\"id\":6"));
  EXPECT_EQ(json.find("\"rtl\":true", json.find("\"id\":6")), std::string::npos);
}

TEST(SemanticTree, EscapesControlCharacters) {
  SemanticTree tree;
  tree.begin_tick();
  tree.add(node_of(1, Role::Text, std::string("\x01\t\\")));
  EXPECT_NE(tree.to_json().find(R"("name":"\u0001\u0009\\")"), std::string::npos) << tree.to_json();
}

}  // namespace
}  // namespace earshot::ui
