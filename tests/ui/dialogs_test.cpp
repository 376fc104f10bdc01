#include "harness.h"

namespace earshot::ui::testing {
namespace {

app::FileOutcome outcome(std::string path, std::string became, std::string title) {
  app::FileOutcome file;
  file.path = std::move(path);
  file.became = std::move(became);
  file.episode_title = std::move(title);
  return file;
}

app::ImportFinished mixed_import() {
  app::ImportFinished finished;
  finished.job = 1;
  finished.files = {outcome("show/a.vtt", "transcript", "A"),
                    outcome("show/b.vtt", "transcript", "B"), outcome("show/c.vtt", "refused", "")};
  Diagnostic diagnostic;
  diagnostic.line_in_source = 12;
  diagnostic.message = "This cue ends before it begins.";
  finished.files[1].diagnostics.push_back(diagnostic);
  finished.files[2].error = "This is not text.";
  return finished;
}

TEST(Dialogs, TheReportNamesEveryFileAndWhatBecameOfIt) {
  Harness harness;
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::FilesArrived{.job = 1, .count = 3, .label = "show"});
  harness.dispatch(mixed_import());
  harness.dispatch(app::OpenDialog{app::Dialog::ImportReport});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::ListItem, "a.vtt: Transcript of \u201cA\u201d"));
  EXPECT_TRUE(harness.has(Role::ListItem, "c.vtt: This is not text."));
  EXPECT_TRUE(harness.has(Role::Button, "Line 12: This cue ends before it begins."));
  harness.press(Role::Radio, "With remarks");
  EXPECT_FALSE(harness.has(Role::ListItem, "a.vtt: Transcript of \u201cA\u201d"));
}

TEST(Dialogs, ARunningImportShowsHowFarItIsAndCanBeCancelled) {
  Harness harness;
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::FilesArrived{.job = 1, .count = 560, .label = "show"});
  harness.dispatch(app::ImportProgress{.job = 1, .files_done = 120, .files_total = 560});
  harness.settle();
  const Node* bar = harness.find(Role::ProgressBar, "Reading files");
  ASSERT_NE(bar, nullptr);
  EXPECT_EQ(bar->value, "120 of 560");
  EXPECT_EQ(bar->percent, 21);
  harness.effects();
  harness.press(Role::Button, "Cancel");
  const auto effects = harness.effects();
  ASSERT_FALSE(effects.empty());
  EXPECT_TRUE(std::holds_alternative<app::StopImport>(effects[0]));
}

TEST(Dialogs, AboutTellsTheVersionAndTheLicences) {
  Harness harness;
  harness.dispatch(app::OpenDialog{app::Dialog::About});
  harness.settle();
  EXPECT_TRUE(harness.find(Role::Dialog, "About Earshot")->modal);
  EXPECT_TRUE(harness.has(Role::Text, "Version 0.0-test"));
  EXPECT_NE(harness.find(Role::Document, "Licences")->value.find("Licence of a library"),
            std::string::npos);
}

TEST(Dialogs, EndAndHomeGoToTheEndsOfWhatTheyShow) {
  Harness harness(800, 420);
  harness.load_library();
  harness.key(ImGuiKey_Slash, ImGuiMod_Shift);
  const auto top = [&] { return harness.find(Role::Table, "Library")->rect.top; };
  const float at_begin = top();
  harness.key(ImGuiKey_End);
  EXPECT_LT(top(), at_begin);
  harness.key(ImGuiKey_Home);
  EXPECT_EQ(top(), at_begin);
}

TEST(Dialogs, TheShortcutsSheetNamesEveryCommand) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::OpenDialog{app::Dialog::Shortcuts});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Cell, "Next match in the text"));
  EXPECT_TRUE(harness.has(Role::Table, "Library"));
}

/// What stands beside a cell in its row.
std::string beside(const Harness& harness, std::string_view cell) {
  const Node* const first = harness.find(Role::Cell, cell);
  for (const Node& node : harness.nodes()) {
    if (first != nullptr && node.parent == first->parent && node.id != first->id) return node.name;
  }
  return {};
}

TEST(Dialogs, TheShortcutsSheetTellsKeysAndMeaningsAsText) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::OpenDialog{app::Dialog::Shortcuts});
  harness.settle();
  EXPECT_EQ(beside(harness, "Open files"), "Ctrl+O");
  EXPECT_EQ(beside(harness, "Search"), "/ or Ctrl+K");
  EXPECT_EQ(beside(harness, "\"cache miss\""), "this phrase, just so");
  for (const Node& node : harness.nodes())
    EXPECT_TRUE(node.role != Role::Cell || node.description.empty()) << node.name;
}

TEST(Dialogs, AClickBesideADialogClosesIt) {
  Harness harness;
  harness.dispatch(app::OpenDialog{app::Dialog::About});
  harness.settle();
  harness.click({10, 700, 4, 4});
  EXPECT_EQ(harness.app.dialog(), app::Dialog::None);
}

TEST(Dialogs, TheCrossClosesADialog) {
  Harness harness;
  harness.dispatch(app::OpenDialog{app::Dialog::Shortcuts});
  harness.settle();
  harness.press(Role::Button, "Close");
  EXPECT_EQ(harness.app.dialog(), app::Dialog::None);
}

TEST(Dialogs, ANoticeCanBeDismissed) {
  Harness harness;
  harness.dispatch(app::StoreFailed{"The library cannot be kept: the disk is full."});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Alert, "The library cannot be kept: the disk is full."));
  harness.press(Role::Button, "Dismiss");
  EXPECT_FALSE(harness.has(Role::Alert, "The library cannot be kept: the disk is full."));
}

TEST(Settings, AreAllToldAndReachedInAWindowTooLowForThem) {
  Harness harness(1280, 320);
  harness.load_library();
  harness.dispatch(app::OpenDialog{app::Dialog::Settings});
  harness.settle();
  ASSERT_TRUE(harness.has(Role::Radio, "Deutsch"));
  harness.focus(Role::Radio, "Deutsch");
  harness.settle();
  const Node* const radio = harness.find(Role::Radio, "Deutsch");
  ASSERT_NE(radio, nullptr);
  EXPECT_LE(radio->rect.top + radio->rect.height, 320) << "it came into view";
}

TEST(Settings, FitIntoTheirDialogWhereTheWindowIsHighEnough) {
  for (const char* tag : {"en", "de"}) {
    Harness harness(1280, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
    harness.load_library();
    harness.dispatch(app::SystemLanguages{tag});
    harness.dispatch(app::OpenDialog{app::Dialog::Settings});
    harness.settle();
    const Node* const dialog = harness.find(Role::Dialog, "*");
    const Node* const radio = harness.find(Role::Radio, "Deutsch");
    ASSERT_TRUE(dialog != nullptr && radio != nullptr);
    EXPECT_LE(radio->rect.top + radio->rect.height + 40, dialog->rect.top + dialog->rect.height)
        << tag;
  }
}

TEST(Dialogs, WhatWasRemovedIsListedAndBroughtBack) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::RemoveEpisode{harness.app.library().episodes[0].id});
  harness.dispatch(app::RemoveEpisode{harness.app.library().episodes[0].id});
  harness.settle();
  harness.press(Role::Button, "More");
  harness.press(Role::MenuItem, "Removed episodes\u2026");
  ASSERT_TRUE(harness.has(Role::Dialog, "Removed episodes"));
  EXPECT_TRUE(harness.has(Role::Text, "About caches"));
  harness.press(Role::Button, "Bring back About caches");
  EXPECT_TRUE(harness.has(Role::Button, "About caches"));
  EXPECT_EQ(harness.focused_name(), "Bring back About linkers");
  harness.press(Role::Button, "Delete for good");
  EXPECT_TRUE(harness.has(Role::Status, "Nothing is left of what was removed."));
  EXPECT_EQ(harness.app.library().episodes.size(), 8U);
}

}  // namespace
}  // namespace earshot::ui::testing
