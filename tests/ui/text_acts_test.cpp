// The keyboard, and assistive technology, among what can be pressed in a text.

#include <string>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/text_view.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::id_of;
using pack::BlockKind;

class TextActs : public ::testing::Test {
 protected:
  TextActs() {
    EpisodeSpec episode{.title = "Ropes", .date = 20'000, .duration = 4'000'000};
    for (int number = 0; number < 120; ++number) {
      const std::string words = "Paragraph " + std::to_string(number);
      const std::string link = "link " + std::to_string(number);
      if (number % 40 == 5) {
        episode.notes.push_back({.text = words + " has a " + link + " in it.",
                                 .kind = BlockKind::Paragraph,
                                 .links = {{link, "https://ropes.example/"}}});
      } else {
        episode.notes.push_back({.text = words, .kind = BlockKind::Paragraph});
      }
    }
    for (int number = 0; number < 3; ++number) {
      const std::string name = std::to_string(number);
      episode.notes.push_back({.text = "Item " + name, .kind = BlockKind::Item, .level = 1});
      episode.notes.push_back({.text = "Under " + name, .kind = BlockKind::Item, .level = 2});
    }
    for (int number = 0; number < 300; ++number)
      episode.transcript.push_back(
          {.text = "Cue " + std::to_string(number) + " is said.", .start = number * 5000});
    const EpisodeSpec other{.title = "Sails", .notes = {{.text = "One line"}}};
    harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode, other})});
    harness.dispatch(app::StartFinished{});
    harness.dispatch(app::OpenEpisode{id_of("Ropes")});
    harness.settle();
  }

  Harness harness{1280, 800};
};

TEST_F(TextActs, TabGoesOnToTheNextLinkOfTheTextWhereverItStands) {
  harness.focus(Role::Link, "link 5");
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "link 45");
  harness.key(ImGuiKey_Tab);
  EXPECT_EQ(harness.focused_name(), "link 85");
  harness.key(ImGuiKey_Tab, ImGuiMod_Shift);
  EXPECT_EQ(harness.focused_name(), "link 45");
  harness.key(ImGuiKey_Tab, ImGuiMod_Shift);
  EXPECT_EQ(harness.focused_name(), "link 5");
}

TEST_F(TextActs, ATickAtRestLooksForNoFurtherLink) {
  harness.focus(Role::Link, "link 5");
  harness.settle();
  const std::uint64_t looked_through = harness.view()->looked_through_count();
  EXPECT_GT(looked_through, 0U);
  for (int tick = 0; tick < 5; ++tick)
    harness.tick();
  EXPECT_EQ(harness.view()->looked_through_count(), looked_through);
}

TEST_F(TextActs, TabPassesOverALinkThatWasFoldedAwaySinceItWasFound) {
  EpisodeSpec episode{.title = "Knots"};
  episode.notes.push_back({.text = "Ties", .kind = BlockKind::Item, .level = 1});
  episode.notes.push_back({.text = "A folded link.",
                           .kind = BlockKind::Item,
                           .level = 2,
                           .links = {{"folded link", "https://ropes.example/"}}});
  for (int number = 0; number < 60; ++number)
    episode.notes.push_back({.text = "Filling", .kind = BlockKind::Paragraph});
  episode.notes.push_back({.text = "The last link.",
                           .kind = BlockKind::Paragraph,
                           .links = {{"last link", "https://ropes.example/"}}});
  harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
  harness.dispatch(app::OpenEpisode{id_of("Knots")});
  harness.settle();
  harness.key(ImGuiKey_End);
  harness.settle();
  harness.focus(Role::Link, "last link");
  harness.settle();
  harness.dispatch(app::ToggleFold{0});
  harness.settle();
  harness.key(ImGuiKey_Tab, ImGuiMod_Shift);
  EXPECT_EQ(harness.focused_name(), "Unfold Ties");
}

TEST_F(TextActs, TabIsHarmlessWhenAnotherTextComesInThatTick) {
  harness.focus(Role::Link, "link 5");
  harness.dispatch(app::OpenEpisode{id_of("Sails")});
  harness.key(ImGuiKey_Tab);
  EXPECT_TRUE(harness.has(Role::Heading, "Sails"));
}

TEST_F(TextActs, TabLeavesTheTextBehindItsLastOne) {
  harness.key(ImGuiKey_End);
  harness.focus(Role::Button, "Fold Item 2");
  harness.key(ImGuiKey_Tab);
  EXPECT_FALSE(harness.focused_name().starts_with("Fold"));
  EXPECT_FALSE(harness.focused_name().starts_with("link"));
}

TEST_F(TextActs, ScrollKeysScrollWhileALinkHasTheFocus) {
  harness.focus(Role::Link, "link 5");
  const float before = harness.view()->scrolled();
  harness.key(ImGuiKey_PageDown);
  EXPECT_GT(harness.view()->scrolled(), before + 300);
  ASSERT_NE(harness.focused(), nullptr);
  EXPECT_EQ(harness.focused()->role, Role::Document) << "the link is out of sight";
}

TEST_F(TextActs, ArrowKeysGoFromFoldToFold) {
  harness.key(ImGuiKey_End);
  harness.focus(Role::Button, "Fold Item 0");
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.focused_name(), "Fold Item 1");
  harness.key(ImGuiKey_UpArrow);
  EXPECT_EQ(harness.focused_name(), "Fold Item 0");
}

TEST_F(TextActs, ArrowKeysGoFromTimeToTimeAndScrollOn) {
  harness.press(Role::Tab, "Transcript");
  harness.focus(Role::Button, "00:05");
  for (int presses = 0; presses < 60; ++presses)
    harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.focused_name(), "05:05");
  EXPECT_TRUE(harness.has(Role::Paragraph, "Cue 61 is said."));
}

TEST_F(TextActs, EnterIsTheTextCursorsWhereItIsShown) {
  EXPECT_FALSE(harness.ui().wants_key(harness.app, "Enter"));
  harness.key(ImGuiKey_RightArrow);
  ASSERT_TRUE(harness.view()->caret_shown());
  EXPECT_TRUE(harness.ui().wants_key(harness.app, "Enter"));
}

TEST_F(TextActs, AScreenReaderGoesOnBeyondTheWindow) {
  EXPECT_FALSE(harness.has(Role::Button, "Earlier text"));
  ASSERT_FALSE(harness.has(Role::Paragraph, "Paragraph 119"));
  int presses = 0;
  std::string first;
  for (; harness.has(Role::Button, "Further text") && presses < 60; ++presses) {
    harness.press(Role::Button, "Further text");
    EXPECT_TRUE(harness.focused() != nullptr && harness.focused()->role == Role::Document);
  }
  EXPECT_GT(presses, 2);
  EXPECT_TRUE(harness.has(Role::ListItem, "Under 2"));
  for (presses = 0; harness.has(Role::Button, "Earlier text") && presses < 60; ++presses)
    harness.press(Role::Button, "Earlier text");
  EXPECT_GT(presses, 2);
  EXPECT_TRUE(harness.has(Role::Paragraph, "Paragraph 0"));
}

TEST_F(TextActs, ALinkHasAMenuByMouseAndByKeyboardThatCopiesItsAddress) {
  const auto copied = [&] {
    std::string text;
    for (const app::Effect& effect : harness.effects())
      if (const auto* write = std::get_if<app::WriteClipboard>(&effect)) text = write->text;
    return text;
  };
  const Rect link = harness.find(Role::Link, "link 5")->rect;
  harness.move_mouse(link.left + 4, link.top + 8);
  for (const bool is_down : {true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, is_down);
    harness.settle();
  }
  ASSERT_TRUE(harness.has(Role::Menu, "Text"));
  harness.press(Role::MenuItem, "Copy the link's address");
  EXPECT_EQ(copied(), "https://ropes.example/");
  harness.focus(Role::Link, "link 5");
  harness.key(ImGuiKey_F10, ImGuiMod_Shift);
  ASSERT_TRUE(harness.has(Role::Menu, "Text"));
  harness.press(Role::MenuItem, "Copy the link's address");
  EXPECT_EQ(copied(), "https://ropes.example/");
}

TEST_F(TextActs, TheMenuOfALinkWithinASelectionCopiesThatLinksAddress) {
  harness.key(ImGuiKey_A, ImGuiMod_Ctrl);
  const Rect link = harness.find(Role::Link, "link 5")->rect;
  harness.move_mouse(link.left + 4, link.top + 8);
  for (const bool is_down : {true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, is_down);
    harness.settle();
  }
  EXPECT_FALSE(harness.view()->selection().empty());
  EXPECT_TRUE(harness.has(Role::MenuItem, "Copy the link's address"));
}

TEST_F(TextActs, ALongPressOnALinkSelectsItsWord) {
  harness.info.touch = true;
  harness.settle();
  const Rect link = harness.find(Role::Link, "link 5")->rect;
  harness.move_mouse(link.left + 4, link.top + 8);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, true);
  harness.settle();
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, false);
  harness.settle();
  const Range chosen = harness.view()->selection().range_in_text();
  EXPECT_EQ(slice(harness.view()->track().text, chosen), "link");
}

TEST_F(TextActs, WhatFollowsIsReadFromItsBegin) {
  std::string last;
  for (const Node& node : harness.nodes())
    if (node.role == Role::Paragraph && node.name.starts_with("Paragraph")) last = node.name;
  harness.press(Role::Button, "Further text");
  const std::uint32_t caret = harness.view()->selection().focus_in_text;
  EXPECT_EQ(slice(harness.view()->track().text, {caret, caret + 9}), "Paragraph");
  EXPECT_TRUE(harness.has(Role::Paragraph, last)) << "nothing is passed over";
}

}  // namespace
}  // namespace earshot::ui::testing
