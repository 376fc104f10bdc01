#include "ui/told_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace earshot::ui {
namespace {

Node placed(NodeId id, NodeId parent, std::string name, Rect rect) {
  Node node;
  node.id = id;
  node.parent = parent;
  node.role = Role::Group;
  node.name = std::move(name);
  node.rect = rect;
  return node;
}

/// What the page is told when the tree of `before` becomes that of `now`.
std::string change(const std::vector<Node>& before, const std::vector<Node>& now) {
  ToldTree told;
  told.next(before);
  return told.next(now);
}

class ToldTreeTest : public ::testing::Test {
 protected:
  std::vector<Node> nodes_ = {placed(1, 0, "list", {10, 10, 100, 100}),
                              placed(2, 1, "row", {10, 20, 100, 20}),
                              placed(3, 2, "cell", {12, 22, 50, 10})};

  /// `nodes_` and a list of so many rows, of which the first is the one of this number.
  std::vector<Node> with_rows(NodeId count, NodeId first = 0) const {
    std::vector<Node> all = nodes_;
    for (NodeId row = first; row < first + count; ++row)
      all.push_back(placed(100 + row, 1, "new row", {10, 50, 100, 20}));
    return all;
  }
  static Node& node(std::vector<Node>& nodes, NodeId id) {
    return *std::ranges::find(nodes, id, &Node::id);
  }
  static bool has(const ToldTree& told, NodeId id) {
    return std::ranges::contains(told.nodes(), id, &Node::id);
  }
};

TEST_F(ToldTreeTest, TellsNothingWhereNothingChanged) {
  EXPECT_EQ(change(nodes_, nodes_), R"({"gone":[],"nodes":[],"children":[],"moved":[]})");
}

TEST_F(ToldTreeTest, TellsAllAtFirstWhateverTheWork) {
  ToldTree told;
  const std::string json = told.next(with_rows(200));
  EXPECT_NE(json.find(R"("name":"cell","rect":[2,2,50,10])"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("id":299)"), std::string::npos);
  EXPECT_FALSE(told.is_behind());
  const std::string small = change({}, nodes_);
  EXPECT_TRUE(small.ends_with(R"("children":[0,1,1,1,1,2,2,1,3],"moved":[]})")) << small;
}

TEST_F(ToldTreeTest, TellsFiveNumbersWhereSomethingMovesAndNothingForWhatIsInIt) {
  std::vector<Node> now = nodes_;
  now[1].rect.top -= 5;
  now[2].rect.top -= 5;
  EXPECT_EQ(change(nodes_, now), R"({"gone":[],"nodes":[],"children":[],"moved":[2,0,5,100,20]})");
}

TEST_F(ToldTreeTest, TellsANodeWhereItSaysSomethingElse) {
  std::vector<Node> now = nodes_;
  now[1].selected = 1;
  const std::string json = change(nodes_, now);
  EXPECT_TRUE(json.starts_with(R"({"gone":[],"nodes":[{"id":2,)")) << json;
  EXPECT_EQ(json.find("\"id\":3"), std::string::npos) << json;
  EXPECT_TRUE(json.ends_with(R"("children":[],"moved":[]})")) << json;
}

TEST_F(ToldTreeTest, TellsTheChildrenWhereNodesComeAndGo) {
  std::vector<Node> now = nodes_;
  now.erase(now.begin() + 2);
  now.push_back(placed(4, 1, "new", {10, 50, 100, 20}));
  ToldTree told;
  told.next(nodes_);
  const std::string came = told.next(now);
  EXPECT_TRUE(came.starts_with(R"({"gone":[],"nodes":[{"id":4,)")) << came;
  EXPECT_TRUE(came.ends_with(R"("children":[1,2,2,4],"moved":[]})")) << came;
  EXPECT_EQ(told.next(now), R"({"gone":[3],"nodes":[],"children":[2,0],"moved":[]})");
}

TEST_F(ToldTreeTest, TellsNoChildrenOfWhatIsGone) {
  std::vector<Node> now = nodes_;
  now.resize(1);
  EXPECT_EQ(change(nodes_, now), R"({"gone":[2,3],"nodes":[],"children":[1,0],"moved":[]})");
}

TEST_F(ToldTreeTest, TellsAndTakesAwayByTurnsWhereThereIsAlwaysBoth) {
  // A list that is scrolled by screens.
  constexpr NodeId kRows = 40, kSteps = 20;
  ToldTree told;
  told.next(with_rows(kRows, 0));
  bool took_before = false;
  for (NodeId step = 1; step <= kSteps; ++step) {
    const std::string json = told.next(with_rows(kRows, step * kRows));
    const bool took = !json.starts_with(R"({"gone":[])");
    const bool told_something = !json.contains(R"("nodes":[])");
    EXPECT_NE(took, told_something) << step;
    EXPECT_FALSE(took && took_before) << step;
    took_before = took;
    EXPECT_LT(told.nodes().size(), 3 * kRows);
  }
}

TEST_F(ToldTreeTest, TakesFewAwayTogetherWhileThereIsSomethingToTell) {
  // A list that is scrolled: a row goes and another comes, each time.
  constexpr NodeId kRows = 40, kSteps = 40;
  ToldTree told;
  told.next(with_rows(kRows, 0));
  std::size_t steps_that_took = 0;
  for (NodeId first = 1; first <= kSteps; ++first) {
    steps_that_took += told.next(with_rows(kRows, first)).starts_with(R"({"gone":[])") ? 0 : 1;
    EXPECT_LT(told.nodes().size(), nodes_.size() + kRows + ToldTree::kLeastGoneAtOnce);
    EXPECT_TRUE(has(told, 100 + first + kRows - 2)) << "at the latest one step later";
  }
  EXPECT_EQ(steps_that_took, kSteps / ToldTree::kLeastGoneAtOnce);
  EXPECT_TRUE(told.is_behind());
  told.next(with_rows(kRows, kSteps));
  EXPECT_EQ(told.nodes(), with_rows(kRows, kSteps));
}

TEST_F(ToldTreeTest, TellsOnceWhatStandsThereTwiceWithOneId) {
  std::vector<Node> now = nodes_;
  now.push_back(placed(3, 1, "its double", {}));
  ToldTree told;
  for (int step = 0; step < 3; ++step) {
    told.next(now);
    EXPECT_EQ(told.nodes(), nodes_);
    EXPECT_FALSE(told.is_behind());
  }
}

TEST_F(ToldTreeTest, TellsManyInStepsUntilAllIsTold) {
  ToldTree told;
  told.next(nodes_);
  const std::vector<Node> now = with_rows(40);
  std::size_t before = told.nodes().size();
  int steps = 0;
  do {
    told.next(now);
    const std::size_t most = ToldTree::kWorkOfAStep / ToldTree::kWorkOfNew;
    EXPECT_LE(told.nodes().size() - before, most);
    EXPECT_GT(told.nodes().size(), before);
    before = told.nodes().size();
    ++steps;
  } while (told.is_behind());
  EXPECT_EQ(steps, 5);
  EXPECT_EQ(told.nodes(), now);
}

TEST_F(ToldTreeTest, TellsInEachStepATreeInTheOrderOfTheScreen) {
  // Rows stand in groups; the screen changes while the page is behind.
  std::vector<Node> now = nodes_;
  for (NodeId group = 0; group < 12; ++group) {
    now.push_back(placed(50 + group, 1, "group", {}));
    for (NodeId row = 0; row < 5; ++row)
      now.push_back(placed(100 + group * 5 + row, 50 + group, "row", {}));
  }
  ToldTree told;
  told.next(nodes_);
  for (int step = 0; step < 30; ++step) {
    if (step == 2)
      std::erase_if(now, [](const Node& at) { return at.id == 51 || at.parent == 51; });
    told.next(now);
    std::set<NodeId> seen{0};
    std::size_t at = 0;
    for (const Node& node : told.nodes()) {
      EXPECT_TRUE(seen.contains(node.parent)) << node.id << " came before " << node.parent;
      seen.insert(node.id);
      // What is gone stays for a while.
      if (!std::ranges::contains(now, node.id, &Node::id)) continue;
      while (at < now.size() && now[at].id != node.id)
        ++at;
      EXPECT_LT(at, now.size()) << node.id << " is not in order";
    }
  }
  EXPECT_FALSE(told.is_behind());
  EXPECT_EQ(told.nodes(), now);
}

TEST_F(ToldTreeTest, NeverTellsWhatCameAndWentBetweenTwoSteps) {
  ToldTree told;
  told.next(nodes_);
  told.next(with_rows(40));
  ASSERT_FALSE(has(told, 139));
  const std::string json = told.next(nodes_);
  EXPECT_EQ(json.find("139"), std::string::npos) << json;
  EXPECT_FALSE(told.is_behind());
}

TEST_F(ToldTreeTest, TakesManyAwayInStepsThoseThatStandInOthersFirst) {
  std::vector<Node> before = with_rows(40);
  for (NodeId row = 0; row < 40; ++row)
    before.push_back(placed(200 + row, 100 + row, "its text", {}));
  ToldTree told;
  told.next(before);
  std::size_t count = told.nodes().size();
  int steps = 0;
  do {
    told.next(nodes_);
    EXPECT_LE(count - told.nodes().size(), ToldTree::kWorkForGone);
    count = told.nodes().size();
    for (const Node& node : told.nodes())
      EXPECT_TRUE(node.parent == 0 || has(told, node.parent)) << node.id;
    ++steps;
  } while (told.is_behind() && steps < 20);
  EXPECT_EQ(steps, 4);
  EXPECT_EQ(told.nodes(), nodes_);
}

TEST_F(ToldTreeTest, KeepsWhatIsGoneForAWhileWhereItStoodAndMovesItWithWhatItIsIn) {
  ToldTree told;
  told.next(with_rows(40));
  std::vector<Node> now = with_rows(50);
  std::erase_if(now, [](const Node& at) { return at.id >= 100 && at.id < 130; });
  node(now, 1).rect.top -= 100;
  const std::string json = told.next(now);
  ASSERT_TRUE(has(told, 100));
  const auto& nodes = told.nodes();
  const auto place = [&](NodeId id) { return std::ranges::find(nodes, id, &Node::id); };
  EXPECT_LT(place(3), place(100));
  EXPECT_LT(place(100), place(130));
  EXPECT_LT(place(139), place(140));
  EXPECT_EQ(place(100)->rect.top, -50);
  EXPECT_EQ(json.find("\"moved\":[100"), std::string::npos);
}

TEST_F(ToldTreeTest, TakesAwayAtOnceWhatHadTheFocusOrWasModalWithAllInIt) {
  std::vector<Node> before = with_rows(40);
  before.push_back(placed(500, 0, "dialog", {}));
  before.back().modal = true;
  for (NodeId row = 0; row < 40; ++row)
    before.push_back(placed(501 + row, 500, "row of it", {}));
  node(before, 100).focused = true;
  ToldTree told;
  told.next(before);
  told.next(nodes_);
  EXPECT_FALSE(has(told, 100));
  EXPECT_FALSE(has(told, 500));
  EXPECT_FALSE(has(told, 510));
  EXPECT_TRUE(has(told, 101));
}

TEST_F(ToldTreeTest, TellsTheFocusAtOnceWithAllItStandsIn) {
  std::vector<Node> now = with_rows(40);
  now.push_back(placed(500, 0, "far group", {}));
  now.push_back(placed(501, 500, "far row", {}));
  now.back().focused = true;
  now.push_back(placed(502, 0, "box", {}));
  ToldTree told;
  told.next(nodes_);
  told.next(now, 502);
  EXPECT_TRUE(has(told, 500) && has(told, 501) && has(told, 502));
  EXPECT_FALSE(has(told, 139));
}

TEST_F(ToldTreeTest, TellsAtOnceWhatIsAnnouncedAndWhereTheSelectionIs) {
  std::vector<Node> now = with_rows(40);
  node(now, 138).live = true;
  node(now, 1).anchor = {.node = 139, .offset_in_name = 1};
  node(now, 1).focus = {.node = 137, .offset_in_name = 2};
  ToldTree told;
  told.next(nodes_);
  const std::string json = told.next(now);
  EXPECT_TRUE(has(told, 137) && has(told, 138) && has(told, 139));
  EXPECT_NE(json.find(R"("anchor":[139,1],"focus":[137,2])"), std::string::npos) << json;
}

TEST_F(ToldTreeTest, LeavesAllThatCanWaitToTheStepOfTheFrame) {
  ToldTree told;
  told.next(with_rows(40));
  std::vector<Node> now = with_rows(40, 20);
  now.push_back(placed(500, 0, "far group", {}));
  now.push_back(placed(501, 500, "far row", {}));
  now.back().focused = true;
  node(now, 130).name = "other words";
  const std::string json = told.next(now, 0, ToldTree::Pace::Urgent);
  EXPECT_TRUE(json.starts_with(R"({"gone":[])")) << json;
  EXPECT_TRUE(has(told, 500) && has(told, 501));
  EXPECT_FALSE(has(told, 140)) << "is new";
  EXPECT_TRUE(has(told, 100)) << "is gone";
  EXPECT_TRUE(told.is_behind());
  while (told.is_behind())
    told.next(now);
  EXPECT_EQ(told.nodes(), now);
}

TEST_F(ToldTreeTest, TellsWhoLostTheFocusInTheStepThatTellsWhoHasIt) {
  const auto with_focus = [this](NodeId focused) {
    std::vector<Node> now = with_rows(40);
    if (focused != 0) node(now, focused).focused = true;
    return now;
  };
  const auto told_focus = [](const ToldTree& told) {
    std::vector<NodeId> focused;
    for (const Node& node : told.nodes())
      if (node.focused) focused.push_back(node.id);
    return focused;
  };
  ToldTree told;
  told.next(with_focus(100));
  // Two keys before a frame: there and back.
  for (const NodeId id : {NodeId{139}, NodeId{100}, NodeId{0}, NodeId{120}}) {
    told.next(with_focus(id), 0, ToldTree::Pace::Urgent);
    EXPECT_EQ(told_focus(told), id == 0 ? std::vector<NodeId>() : std::vector<NodeId>{id});
  }
}

TEST_F(ToldTreeTest, TellsAllAtFirstInWhateverStepThatIs) {
  ToldTree told;
  told.next(with_rows(200), 0, ToldTree::Pace::Urgent);
  EXPECT_EQ(told.nodes(), with_rows(200));
}

TEST_F(ToldTreeTest, TellsWhatADialogHoldsBeforeTheRest) {
  std::vector<Node> now = with_rows(40);
  now.push_back(placed(500, 0, "dialog", {}));
  now.back().modal = true;
  for (NodeId row = 0; row < 6; ++row)
    now.push_back(placed(501 + row, 500, "row of it", {}));
  ToldTree told;
  told.next(nodes_);
  told.next(now);
  EXPECT_TRUE(has(told, 506));
  EXPECT_FALSE(has(told, 139));
}

TEST_F(ToldTreeTest, TellsTheCurrentRowBeforeThoseBesideIt) {
  std::vector<Node> now = with_rows(40);
  node(now, 139).current = true;
  now.push_back(placed(500, 139, "its text", {}));
  ToldTree told;
  told.next(nodes_);
  told.next(now);
  EXPECT_TRUE(has(told, 139) && has(told, 500));
  EXPECT_FALSE(has(told, 138));
}

TEST_F(ToldTreeTest, MovesAtOnceWhatSaysSomethingElseLater) {
  ToldTree told;
  told.next(with_rows(40));
  std::vector<Node> now = with_rows(40);
  for (Node& at : now) {
    at.rect.top += 7;
    if (at.id >= 100) at.name = "other words";
  }
  told.next(now);
  EXPECT_TRUE(told.is_behind());
  const Node last = told.nodes().back();
  EXPECT_EQ(last.name, "new row");
  EXPECT_EQ(last.rect, now.back().rect);
  while (told.is_behind())
    told.next(now);
  EXPECT_EQ(told.nodes(), now);
}

TEST_F(ToldTreeTest, TellsAtOnceWhereANodeWentToAnotherParent) {
  ToldTree told;
  told.next(with_rows(40));
  std::vector<Node> now = with_rows(39);
  now.push_back(placed(600, 0, "another list", {}));
  now.push_back(placed(139, 600, "new row", {}));
  for (Node& at : now)
    if (at.id >= 100 && at.id < 139) at.name = "other words";
  told.next(now);
  EXPECT_TRUE(told.is_behind());
  EXPECT_TRUE(has(told, 600));
  EXPECT_EQ(told.nodes().back().parent, 600u);
}

}  // namespace
}  // namespace earshot::ui
