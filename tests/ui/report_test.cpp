// The import report: where its rows lead, and what can be undone in it.
#include <algorithm>

#include "../unit/app/pack_builder.h"
#include "harness.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::file_id_of;
using app::testing::id_of;
using app::testing::make_pack;

constexpr std::string_view kFile = "WEBVTT\n\n00:09.000 --> 00:02.000\nspoken words\n";

/// A library with one episode of two files, and the report of its import.
class Report : public ::testing::Test {
 protected:
  void import_into(Harness& harness) {
    harness.dispatch(app::StartFinished{});
    harness.dispatch(app::FilesArrived{.job = 1, .count = 2, .label = "ropes"});
    harness.dispatch(app::PackArrived{
        .job = 1,
        .bytes = make_pack({EpisodeSpec{.title = "Ropes",
                                        .source = "s/ropes.md",
                                        .transcript_source = "s/ep1.vtt",
                                        .transcript = {{"spoken words", 0}},
                                        .notes = {{"written", kNoTime, pack::BlockKind::Paragraph}},
                                        .notes_file = "# Ropes",
                                        .transcript_file = std::string(kFile),
                                        .second_transcript = {{"gesprochen", 0}}}})});
    app::ImportFinished finished;
    finished.job = 1;
    finished.files.push_back(outcome("s/ropes.md", "notes", file_id_of("# Ropes")));
    finished.files.push_back(outcome("s/ep1.vtt", "transcript", file_id_of(kFile)));
    finished.files[1].can_stand_apart = true;
    finished.files[1].pairing_with = "s/ropes.md";
    finished.files[1].pairing_reason = "same number";
    Diagnostic& remark = finished.files[1].diagnostics.emplace_back();
    remark.line_in_source = 3;
    remark.message = "This cue ends before it begins.";
    remark.excerpt = "00:09.000 --> 00:02.000";
    harness.dispatch(std::move(finished));
    harness.dispatch(app::OpenDialog{app::Dialog::ImportReport});
    harness.settle();
  }
  static app::FileOutcome outcome(std::string path, std::string became, Id source) {
    app::FileOutcome file;
    file.path = std::move(path);
    file.became = std::move(became);
    file.episode = id_of("Ropes");
    file.episode_title = "Ropes";
    file.source = source;
    return file;
  }
};

TEST_F(Report, AsTextHasAPlainPage) {
  Harness harness;
  import_into(harness);
  harness.press(Role::Button, "As text");
  harness.effects();
  EXPECT_TRUE(harness.ui().wants_key(harness.app, "Shift+P"));
  harness.key(ImGuiKey_P, ImGuiMod_Shift);
  const auto effects = harness.effects();
  EXPECT_TRUE(std::ranges::any_of(effects, [](const app::Effect& effect) {
    return std::holds_alternative<app::ShowPage>(effect);
  }));
}

TEST_F(Report, AsTextHasTheKeysWhateverTheReportWasOpenedFrom) {
  Harness harness;
  import_into(harness);
  harness.key(ImGuiKey_Escape);
  harness.press(Role::Button, "More");
  harness.press(Role::MenuItem, "Import report");
  harness.press(Role::Button, "As text");
  EXPECT_EQ(harness.focused(), nullptr);
}

TEST_F(Report, ARemarkLeadsToItsLineInTheFile) {
  Harness harness;
  import_into(harness);
  harness.press(Role::Button, "Line 3: This cue ends before it begins.");
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Heading, "ep1.vtt"));
  const Node* line = harness.find(Role::Paragraph, "00:09.000 --> 00:02.000");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->description, "Line 3");
  EXPECT_TRUE(line->current);
}

TEST_F(Report, EscapeLeadsBackToTheReport) {
  Harness harness;
  import_into(harness);
  harness.press(Role::Button, "Line 3:*");
  harness.settle();
  harness.key(ImGuiKey_Escape);
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Dialog, "Import report"));
  harness.key(ImGuiKey_Escape);
  harness.settle();
  EXPECT_FALSE(harness.has(Role::Dialog, "Import report"));
}

TEST_F(Report, IsWalkedAndOpenedByKeys) {
  Harness harness;
  import_into(harness);
  for (int i = 0; i < 8 && harness.focused_name() != "Source of ropes.md"; ++i) {
    harness.key(ImGuiKey_Tab);
    harness.settle();
  }
  harness.key(ImGuiKey_DownArrow);
  harness.settle();
  harness.key(ImGuiKey_DownArrow);
  harness.settle();
  EXPECT_EQ(harness.focused_name(), "Line 3: This cue ends before it begins.");
  harness.key(ImGuiKey_Enter);
  harness.settle();
  EXPECT_TRUE(harness.app.source().open);
}

TEST_F(Report, UndoesAPairingAndMakesItAgain) {
  Harness harness;
  import_into(harness);
  harness.press(Role::Button, "Undo pairing");
  harness.settle();
  EXPECT_EQ(harness.app.library().episodes.size(), 2U);
  EXPECT_TRUE(harness.has(Role::ListItem, "ep1.vtt: Stands apart*"));
  harness.press(Role::Button, "Pair again");
  harness.settle();
  EXPECT_EQ(harness.app.library().episodes.size(), 1U);
}

TEST_F(Report, IsReadAndCopiedAsText) {
  Harness harness;
  import_into(harness);
  harness.press(Role::Button, "As text");
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Heading, "Import report"));
  EXPECT_TRUE(harness.has(Role::Heading, "s/ep1.vtt"));
  harness.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness.settle();
  harness.effects();
  harness.key(ImGuiKey_C, ImGuiMod_Ctrl);
  harness.settle();
  std::string copied;
  for (app::Effect& effect : harness.effects()) {
    if (auto* const it = std::get_if<app::WriteClipboard>(&effect)) copied = std::move(it->text);
  }
  EXPECT_NE(copied.find("Line 3: This cue ends before it begins."), std::string::npos) << copied;
  EXPECT_NE(copied.find("00:09.000 --> 00:02.000"), std::string::npos) << copied;
  harness.key(ImGuiKey_Escape);
  harness.key(ImGuiKey_Escape);
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Dialog, "Import report"));
}

TEST_F(Report, IsAsHighAsWhatIsInIt) {
  Harness harness;
  import_into(harness);
  const Node* dialog = harness.find(Role::Dialog, "Import report");
  ASSERT_NE(dialog, nullptr);
  EXPECT_LT(dialog->rect.height, 360);
  EXPECT_GT(dialog->rect.height, 180);
}

TEST_F(Report, FitsANarrowWindow) {
  Harness harness(390, 800);
  import_into(harness);
  for (const Node& node : harness.nodes()) {
    if (node.role != Role::Button) continue;
    EXPECT_GE(node.rect.left, 0) << node.name;
    EXPECT_LE(node.rect.left + node.rect.width, 390.5F) << node.name;
  }
  harness.press(Role::Button, "Line 3:*");
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Button, "Import report"));
}

TEST_F(Report, OneOfSeveralImportsIsChosen) {
  Harness harness;
  import_into(harness);
  harness.dispatch(app::CloseDialog{});
  harness.dispatch(app::FilesArrived{.job = 2, .count = 1, .label = "cranes"});
  app::ImportFinished finished;
  finished.job = 2;
  finished.files.push_back(outcome("cranes.vtt", "transcript", {}));
  harness.dispatch(std::move(finished));
  harness.dispatch(app::OpenDialog{app::Dialog::ImportReport});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Text, "Import 2 of 2: cranes"));
  harness.press(Role::Button, "Earlier import");
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Text, "Import 1 of 2: ropes"));
  EXPECT_TRUE(harness.has(Role::ListItem, "ropes.md:*"));
}

TEST_F(Report, TheReaderShowsTheFileBesideItsText) {
  Harness harness;
  import_into(harness);
  harness.dispatch(app::OpenEpisode{id_of("Ropes")});
  harness.dispatch(app::CloseDialog{});
  harness.settle();
  harness.press(Role::Tab, "Transcript");
  harness.press(Role::Tab, "Source");
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Paragraph, "00:09.000 --> 00:02.000"));
  harness.key(ImGuiKey_2);
  harness.settle();
  EXPECT_FALSE(harness.has(Role::Paragraph, "00:09.000 --> 00:02.000"));
}

TEST_F(Report, TheReaderOffersTheOtherTranscripts) {
  Harness harness;
  import_into(harness);
  harness.dispatch(app::OpenEpisode{id_of("Ropes")});
  harness.dispatch(app::CloseDialog{});
  harness.settle();
  harness.press(Role::Tab, "Transcript");
  harness.press(Role::Button, "Other transcripts");
  harness.settle();
  int items = 0;
  for (const Node& node : harness.nodes())
    items += node.role == Role::MenuItemRadio ? 1 : 0;
  EXPECT_EQ(items, 2);
}

}  // namespace
}  // namespace earshot::ui::testing
