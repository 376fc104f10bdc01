#include <algorithm>
#include <map>
#include <set>

#include "harness.h"
#include "states.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::ui::testing {
namespace {

// Scroll bars are no nodes: who cannot use a mouse scrolls by what is in the area. A finger's grip
// is wider.
bool is_scroll_bar(const SeenItem& item) {
  return item.rect.width <= 28 && item.rect.height >= 100;
}

std::string items_missing_in_tree(const Harness& harness) {
  std::set<NodeId> ids;
  for (const Node& node : harness.nodes())
    ids.insert(node.id);
  std::string missing;
  for (const SeenItem& item : harness.seen_items()) {
    if (ids.contains(item.id) || is_scroll_bar(item)) continue;
    missing += "item at " + std::to_string(item.rect.left) + "," + std::to_string(item.rect.top) +
               " size " + std::to_string(item.rect.width) + "x" + std::to_string(item.rect.height) +
               "\n";
  }
  return missing;
}

std::string ids_given_twice(const Harness& harness) {
  std::set<NodeId> ids;
  std::string twice;
  for (const Node& node : harness.nodes()) {
    if (!ids.insert(node.id).second)
      twice += std::string(name(node.role)) + " \"" + node.name + "\"\n";
  }
  return twice;
}

bool is_cell(Role role) {
  return role == Role::Cell || role == Role::ColumnHeader;
}

std::string nameless(const Harness& harness) {
  std::string found;
  for (const Node& node : harness.nodes()) {
    const bool may_be = node.role == Role::List || node.role == Role::ListItem ||
                        node.role == Role::Group || node.role == Role::Separator ||
                        node.role == Role::Table || node.role == Role::Row || is_cell(node.role);
    if (node.name.empty() && !may_be) found += std::string(name(node.role)) + " ";
  }
  return found;
}

/// Roles of which each stands nowhere but in the other, and that have no other children.
constexpr struct {
  Role child, parent;
} kPairs[] = {{Role::ListItem, Role::List},
              {Role::Option, Role::ListBox},
              {Role::TreeItem, Role::Tree},
              {Role::Row, Role::Table}};

/// Children that WAI-ARIA 1.2 does not allow where they are.
std::string misplaced(const Harness& harness) {
  std::map<NodeId, Role> roles;
  std::string found;
  for (const Node& node : harness.nodes()) {
    roles[node.id] = node.role;
    const auto parent = roles.find(node.parent);
    const Role above = parent == roles.end() ? Role::Application : parent->second;
    const bool is_wrong = is_cell(node.role) != (above == Role::Row) ||
                          std::ranges::any_of(kPairs, [&](const auto& pair) {
                            return (node.role == pair.child) != (above == pair.parent);
                          });
    if (is_wrong) found += std::string(name(node.role)) + " \"" + node.name + "\"\n";
  }
  return found;
}

/// What says where it stands must say of how many, and not be behind them.
std::string miscounted(const Harness& harness) {
  std::string found;
  for (const Node& node : harness.nodes()) {
    const bool is_set = node.role == Role::Table;  // it says how many rows it has
    if (!is_set && (node.position_in_set > 0) != (node.set_size > 0)) found += node.name + "\n";
    if (node.position_in_set > node.set_size || node.position_in_set == 0)
      found += node.name + "\n";
  }
  return found;
}

void expect_sound(const Harness& harness, std::string_view where) {
  EXPECT_EQ(items_missing_in_tree(harness), "") << where;
  EXPECT_EQ(ids_given_twice(harness), "") << where;
  EXPECT_EQ(nameless(harness), "") << where;
  EXPECT_EQ(misplaced(harness), "") << where;
  EXPECT_EQ(miscounted(harness), "") << where;
}

TEST(SemanticAudit, HoldsEveryItemThatImGuiSawOnceAndByName) {
  Harness harness;
  harness.settle();
  expect_sound(harness, "starting");
  harness.dispatch(app::StartFinished{});
  harness.settle();
  expect_sound(harness, "empty");
  harness.load_library();
  expect_sound(harness, "library");
  harness.press(Role::Button, "About caches");
  expect_sound(harness, "reader");
  harness.dispatch(app::ChooseTab{app::Tab::Transcript});
  harness.settle();
  expect_sound(harness, "transcript");
  harness.dispatch(app::OpenFind{});
  harness.settle();
  expect_sound(harness, "find");
  harness.dispatch(app::CloseFind{});
  harness.dispatch(app::ChooseTab{app::Tab::Chapters});
  harness.settle();
  expect_sound(harness, "chapters");
  harness.dispatch(app::QueryChanged{"weather"});
  harness.settle();
  expect_sound(harness, "results");
  harness.press(Role::Button, "Sort: Best first");
  expect_sound(harness, "menu");
  harness.key(ImGuiKey_Escape);
  for (const app::Dialog dialog :
       {app::Dialog::About, app::Dialog::Shortcuts, app::Dialog::ImportReport, app::Dialog::Episode,
        app::Dialog::Settings, app::Dialog::Palette}) {
    harness.dispatch(app::OpenDialog{dialog});
    harness.settle();
    expect_sound(harness, "dialog");
  }
}

TEST(SemanticAudit, HoldsInEveryStateOfTheScreenWideAndNarrow) {
  for (const float width : {1280.0F, 390.0F}) {
    for (const ScreenState& state : screen_states()) {
      Harness harness(width, 800);
      state.enter(harness);
      expect_sound(harness, std::string(state.name) + " at " + std::to_string(width));
    }
  }
}

/// What opens a menu and is closed.
std::vector<NodeId> menu_buttons(const Harness& harness) {
  std::vector<NodeId> buttons;
  for (const Node& node : harness.nodes()) {
    const bool folds = node.name.starts_with("Fold ");
    if (node.role == Role::Button && node.expanded == 0 && !folds) buttons.push_back(node.id);
  }
  return buttons;
}

TEST(SemanticAudit, HoldsInEveryMenu) {
  Harness harness(1280, 800);
  harness.load_library();
  int menus = 0;
  const auto audit_menus = [&] {
    for (const NodeId button : menu_buttons(harness)) {
      harness.ui().semantics().request({.node = button});
      harness.settle();
      if (harness.count(Role::Menu) == 0) continue;
      ++menus;
      expect_sound(harness, "menu");
      harness.key(ImGuiKey_Escape);
      EXPECT_EQ(harness.count(Role::Menu), 0);
    }
  };
  audit_menus();
  harness.press(Role::Button, "About caches");
  audit_menus();
  harness.key(ImGuiKey_F7);
  harness.key(ImGuiKey_F10, ImGuiMod_Shift);
  expect_sound(harness, "menu of the text");
  EXPECT_EQ(harness.count(Role::Menu), 1);
  harness.key(ImGuiKey_Escape);
  harness.dispatch(app::QueryChanged{"weather"});
  harness.dispatch(app::MoveHit{});
  harness.settle();
  audit_menus();
  EXPECT_GT(menus, 15);
}

TEST(SemanticAudit, HoldsWhereEpisodesAreRelated) {
  // Two of five share rare words.
  std::vector<app::testing::EpisodeSpec> episodes;
  for (const char* words : {"sextant astrolabe meridian", "sextant astrolabe meridian",
                            "bread oven", "violin bow", "chess clock"}) {
    const std::string title = "Episode " + std::to_string(episodes.size());
    episodes.push_back({.title = title, .transcript = {{words, 0}}});
  }
  Harness harness(1400, 900);
  harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  harness.press(Role::Button, "Episode 0");
  ASSERT_EQ(harness.app.related().size(), 1u);
  EXPECT_TRUE(harness.has(Role::Heading, "Related episodes"));
  expect_sound(harness, "related");
  const auto is_related = [](const Node& node) {
    return node.role == Role::Button && node.name == "Episode 1" &&
           node.description.find("sextant") != std::string::npos;
  };
  EXPECT_TRUE(std::ranges::any_of(harness.nodes(), is_related));
}

TEST(SemanticAudit, HoldsInNarrowWindowsToo) {
  Harness harness(390, 800);
  harness.load_library();
  expect_sound(harness, "start");
  harness.press(Role::Button, "Library");
  expect_sound(harness, "drawer");
}

TEST(SemanticAudit, ParentsComeBeforeTheirChildren) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::QueryChanged{"weather"});
  harness.settle();
  std::set<NodeId> seen = {0};
  for (const Node& node : harness.nodes()) {
    EXPECT_TRUE(seen.contains(node.parent)) << name(node.role) << " " << node.name;
    seen.insert(node.id);
  }
}

}  // namespace
}  // namespace earshot::ui::testing
