// How large what can be pressed is (WCAG 2.5.8: 24 by 24, links in a line of text aside).

#include "harness.h"
#include "states.h"
#include "ui/theme.h"

namespace earshot::ui::testing {
namespace {

bool is_pressed(const Node& node) {
  return node.role == Role::Button || node.role == Role::CheckBox || node.role == Role::Radio ||
         node.role == Role::Tab || node.role == Role::MenuItem ||
         node.role == Role::MenuItemRadio || node.role == Role::Option ||
         node.role == Role::TreeItem || node.role == Role::Link;
}

TEST(Targets, AreAtLeast24PointsEachWay) {
  for (const ScreenState& state : screen_states()) {
    for (const bool touch : {false, true}) {
      Harness harness;
      harness.info.touch = touch;
      state.enter(harness);
      harness.info.touch = touch;
      harness.settle();
      for (const Node& node : harness.nodes()) {
        if (!is_pressed(node) || node.flows || node.disabled) continue;
        EXPECT_GE(node.rect.width, kLeastTarget - 0.01F)
            << state.name << ": " << name(node.role) << ' ' << node.name;
        EXPECT_GE(node.rect.height, kLeastTarget - 0.01F)
            << state.name << ": " << name(node.role) << ' ' << node.name;
      }
    }
  }
}

}  // namespace
}  // namespace earshot::ui::testing
