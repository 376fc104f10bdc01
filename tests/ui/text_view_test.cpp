// The reader and its text view inside the whole front end, by role and name.

#include "ui/text_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::Line;
using pack::BlockKind;

class TextViewTest : public ::testing::Test {
 protected:
  /// One episode with an outline, a long transcript and chapters.
  void SetUp() override {
    EpisodeSpec episode{
        .title = "Why caches lie", .show = "Slow Talk", .date = 20'000, .duration = 4'000'000};
    episode.notes = {{.text = "What a cache promises", .kind = BlockKind::Item, .level = 1},
                     {.text = "Three copies of the truth",
                      .start = 166'000,
                      .kind = BlockKind::Item,
                      .level = 2},
                     {.text = "Letting go", .kind = BlockKind::Item, .level = 1}};
    for (int number = 0; number < 400; ++number) {
      episode.transcript.push_back({.text = "Cue " + std::to_string(number) +
                                            (number % 100 == 50 ? " holds a needle" : " holds hay"),
                                    .start = number * 5000});
    }
    episode.chapters = {{.text = "Cold open", .start = 0},
                        {.text = "Later on", .start = 1'000'000}};
    const std::vector<EpisodeSpec> episodes = {episode};
    harness_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
    harness_.dispatch(app::StartFinished{});
    harness_.settle();
    harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[0].id});
    harness_.settle();
  }
  bool in_window(const Node* node) const {
    return node != nullptr && node->rect.top >= 0 &&
           node->rect.top + node->rect.height <= harness_.info.height;
  }

  Harness harness_;
};

TEST_F(TextViewTest, TellsTitleTabsAndBlocks) {
  EXPECT_TRUE(harness_.has(Role::Heading, "Why caches lie"));
  const Node* notes = harness_.find(Role::Tab, "Notes");
  ASSERT_NE(notes, nullptr);
  EXPECT_EQ(notes->selected, 1);
  EXPECT_EQ(notes->set_size, 3);
  EXPECT_TRUE(harness_.has(Role::TabPanel, "Notes"));
  EXPECT_TRUE(harness_.has(Role::Document, "Notes"));
  EXPECT_TRUE(harness_.has(Role::ListItem, "What a cache promises"));
  EXPECT_TRUE(harness_.has(Role::Button, "02:46"));
}

TEST_F(TextViewTest, TellsTheRailsHeadingsAsWordsNotAsTheCapitalsThatAreDrawn) {
  harness_.resize(1600, 900);
  EXPECT_TRUE(harness_.has(Role::Heading, "Chapters"));
  EXPECT_FALSE(harness_.has(Role::Heading, "CHAPTERS"));
}

TEST_F(TextViewTest, ShowsATrackWhenItsTabIsPressed) {
  harness_.press(Role::Tab, "Transcript");
  EXPECT_TRUE(harness_.has(Role::Document, "Transcript"));
  EXPECT_TRUE(harness_.has(Role::Paragraph, "Cue 0 holds hay"));
  EXPECT_FALSE(harness_.has(Role::Paragraph, "Cue 399 holds hay"));
  harness_.press(Role::Tab, "Chapters");
  EXPECT_TRUE(harness_.has(Role::Button, "16:40 Later on"));
}

TEST_F(TextViewTest, BringsACueToTheScreenWhenItsTimeIsAskedFor) {
  harness_.press(Role::Tab, "Chapters");
  harness_.press(Role::Button, "16:40 Later on");
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 200 holds hay")));
}

TEST_F(TextViewTest, FoldsAnItemAndUnfoldsIt) {
  harness_.press(Role::Button, "Fold What a cache promises");
  EXPECT_FALSE(harness_.has(Role::ListItem, "Three copies of the truth"));
  EXPECT_TRUE(harness_.has(Role::ListItem, "Letting go"));
  const Node* fold = harness_.find(Role::Button, "Unfold What a cache promises");
  ASSERT_NE(fold, nullptr);
  EXPECT_EQ(fold->expanded, 0);
  harness_.press(Role::Button, "Unfold What a cache promises");
  EXPECT_TRUE(harness_.has(Role::ListItem, "Three copies of the truth"));
}

TEST_F(TextViewTest, GoesFromMatchToMatch) {
  harness_.dispatch(app::QueryChanged{"needle"});
  harness_.settle();
  harness_.dispatch(app::HitChosen{0});
  harness_.settle();
  ASSERT_EQ(harness_.app.reader().matches_in_text.size(), 4U);
  const std::int32_t before = harness_.app.reader().current_match;
  harness_.press(Role::Button, "Next match");
  EXPECT_NE(harness_.app.reader().current_match, before);
  const auto match = std::ranges::find_if(harness_.nodes(), [](const Node& node) {
    return node.role == Role::ListItem && node.current;
  });
  ASSERT_NE(match, harness_.nodes().end());
  EXPECT_TRUE(in_window(&*match));
  const auto words = std::ranges::find_if(harness_.nodes(), [&](const Node& node) {
    return node.parent == match->id && node.name.ends_with("needle");
  });
  EXPECT_NE(words, harness_.nodes().end());
}

TEST_F(TextViewTest, ScrollsByKeysAndComesToRest) {
  harness_.press(Role::Tab, "Transcript");
  SemanticRequest focus;
  focus.kind = SemanticRequest::Kind::Focus;
  focus.node = harness_.find(Role::Document, "Transcript")->id;
  harness_.ui().semantics().request(focus);
  harness_.settle();
  harness_.key(ImGuiKey_PageDown);
  EXPECT_FALSE(harness_.has(Role::Paragraph, "Cue 0 holds hay"));
  harness_.key(ImGuiKey_End);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 399 holds hay")));
  harness_.key(ImGuiKey_Home);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 0 holds hay")));
  EXPECT_TRUE(in_window(harness_.find(Role::Heading, "Why caches lie")));
  EXPECT_LT(harness_.tick().next_tick_in_seconds, 0);
}

TEST_F(TextViewTest, ScrollsAtOnceWhereLessMotionIsAskedFor) {
  harness_.press(Role::Tab, "Transcript");
  harness_.focus(Role::Document, "Transcript");
  // The places where a cue is seen on its way up by one line.
  const auto places_by_arrow = [this](bool reduced_motion) {
    harness_.info.reduced_motion = reduced_motion;
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiKey_DownArrow, true);
    io.AddKeyEvent(ImGuiKey_DownArrow, false);
    std::set<float> places;
    for (int tick = 0; tick < 60; ++tick) {
      harness_.tick();
      places.insert(harness_.find(Role::Paragraph, "Cue 5 holds hay")->rect.top);
    }
    return places.size();
  };
  EXPECT_GT(places_by_arrow(false), 3U);
  EXPECT_LE(places_by_arrow(true), 2U);
}

TEST_F(TextViewTest, IsBackInItsPlaceAfterAZoomAtWhichAllOfItWasSeen) {
  harness_.dispatch(app::SetZoom{4.0F});
  harness_.settle();
  harness_.focus(Role::Document, "Notes");
  harness_.key(ImGuiKey_End);
  const float before = harness_.find(Role::ListItem, "Letting go")->rect.top;
  ASSERT_FALSE(in_window(harness_.find(Role::Heading, "Why caches lie")));
  harness_.dispatch(app::SetZoom{0.5F});
  harness_.settle();
  ASSERT_TRUE(in_window(harness_.find(Role::Heading, "Why caches lie")));
  harness_.dispatch(app::SetZoom{4.0F});
  harness_.settle();
  const Node* const after = harness_.find(Role::ListItem, "Letting go");
  ASSERT_NE(after, nullptr);
  EXPECT_NEAR(after->rect.top, before, 1);
}

TEST_F(TextViewTest, GoesToItsEndsByControlTooWithoutATextCursor) {
  harness_.press(Role::Tab, "Transcript");
  harness_.focus(Role::Document, "Transcript");
  EXPECT_TRUE(harness_.ui().wants_key(harness_.app, "Control+End"));
  EXPECT_TRUE(harness_.ui().wants_key(harness_.app, "Control+Home"));
  harness_.key(ImGuiKey_End, ImGuiMod_Ctrl);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 399 holds hay")));
  harness_.key(ImGuiKey_Home, ImGuiMod_Ctrl);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 0 holds hay")));
}

TEST_F(TextViewTest, KeepsTheTextWhereTheWindowChangesItsWidth) {
  harness_.press(Role::Tab, "Chapters");
  harness_.press(Role::Button, "16:40 Later on");
  harness_.resize(390, 800);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 200 holds hay")));
  harness_.resize(1280, 800);
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 200 holds hay")));
}

TEST_F(TextViewTest, KeepsPlaceAndSelectionWhereTheTextMovesIntoAnotherPack) {
  EpisodeSpec episode{.title = "Ferries", .notes_file = "notes", .transcript_file = "said"};
  for (int number = 0; number < 400; ++number)
    episode.transcript.push_back({.text = "Line " + std::to_string(number)});
  const std::vector<EpisodeSpec> early = {episode};
  const std::vector<EpisodeSpec> finished = {EpisodeSpec{.title = "Another"}, episode};
  harness_.dispatch(app::FilesArrived{.job = 1, .count = 2, .label = "ferries"});
  harness_.dispatch(app::EarlyPackArrived{.job = 1, .bytes = app::testing::make_pack(early)});
  harness_.dispatch(app::OpenEpisode{app::testing::id_of("Ferries")});
  harness_.settle();
  harness_.focus(Role::Document, "Transcript");
  harness_.key(ImGuiKey_End);
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  EXPECT_FALSE(harness_.view()->selection().empty());
  harness_.dispatch(app::PackArrived{.job = 1, .bytes = app::testing::make_pack(finished)});
  harness_.settle();
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Line 399")));
  EXPECT_FALSE(harness_.view()->selection().empty());
  harness_.dispatch(app::OpenEpisode{app::testing::id_of("Why caches lie")});
  harness_.settle();
  EXPECT_TRUE(harness_.view()->selection().empty()) << "it was another text's";
}

TEST_F(TextViewTest, ReadsOnWhereItWasAfterAnotherTabWasShown) {
  harness_.dispatch(app::QueryChanged{"needle"});
  harness_.dispatch(app::BackToResults{});
  harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[0].id});
  harness_.settle();
  harness_.press(Role::Tab, "Transcript");
  harness_.dispatch(app::JumpToTime{1'000'000});
  harness_.settle();
  const std::uint32_t place = harness_.app.reader().offset_in_text;
  const std::string_view text = harness_.app.reader().transcript.text;
  ASSERT_GT(place, text.find("Cue 150 holds"));
  harness_.press(Role::Tab, "Notes");
  EXPECT_EQ(harness_.app.reader().offset_in_text, 0U);
  harness_.press(Role::Tab, "Transcript");
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Cue 200 holds hay")));
  EXPECT_EQ(harness_.app.reader().offset_in_text, place);
  harness_.dispatch(app::JumpToMatch{1});
  EXPECT_EQ(harness_.app.reader().target.range_in_text.begin,
            text.find("needle", text.find("Cue 250 ")));
}

TEST_F(TextViewTest, IsInTheSamePlaceAfterEachReload) {
  harness_.press(Role::Tab, "Transcript");
  harness_.move_mouse(640, 500);
  ImGui::GetIO().AddMouseWheelEvent(0, -20);
  harness_.settle();
  const std::uint32_t place = harness_.app.reader().offset_in_text;
  ASSERT_GT(place, 0U);
  for (int reload = 0; reload < 3; ++reload) {
    const std::string id = to_string(harness_.app.reader().episode.id);
    harness_.dispatch(app::LinkFollowed{
        "episode=" + id + "&transcript=" + std::to_string(harness_.app.reader().offset_in_text)});
    harness_.settle();
  }
  EXPECT_EQ(harness_.app.reader().offset_in_text, place);
}

TEST_F(TextViewTest, TheReportIsNoneOfThePlacesInTheEpisode) {
  harness_.press(Role::Tab, "Transcript");
  harness_.dispatch(app::JumpToTime{1'000'000});
  harness_.settle();
  const std::uint32_t place = harness_.app.reader().offset_in_text;
  harness_.dispatch(app::FilesArrived{.job = 1, .count = 200, .label = "ropes"});
  app::ImportFinished finished;
  finished.job = 1;
  for (int number = 0; number < 200; ++number)
    finished.files.emplace_back().path = "file " + std::to_string(number) + ".txt";
  harness_.dispatch(std::move(finished));
  harness_.dispatch(app::ShowReportText{});
  harness_.settle();
  harness_.move_mouse(640, 500);
  ImGui::GetIO().AddMouseWheelEvent(0, -20);
  harness_.settle();
  ASSERT_GT(harness_.view()->scrolled(), 500);
  EXPECT_EQ(harness_.app.reader().offset_in_text, place);
}

TEST_F(TextViewTest, AnotherTranscriptIsShownAtTheTimeThatWasJumpedTo) {
  EpisodeSpec episode{.title = "Ferries"};
  for (int number = 0; number < 400; ++number) {
    episode.transcript.push_back(
        {.text = "Line " + std::to_string(number), .start = number * 5000});
    episode.second_transcript.push_back(
        {.text = "Zeile " + std::to_string(number) + " ist auch noch viel, viel breiter",
         .start = number * 5000});
  }
  harness_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
  harness_.dispatch(app::OpenEpisode{app::testing::id_of("Ferries")});
  harness_.dispatch(app::JumpToTime{1'000'000});
  harness_.settle();
  ASSERT_TRUE(in_window(harness_.find(Role::Paragraph, "Line 200")));
  harness_.dispatch(app::ChooseTrack{harness_.app.reader().choices[1].document});
  harness_.settle();
  EXPECT_TRUE(in_window(harness_.find(Role::Paragraph, "Zeile 200 ist*")));
  EXPECT_TRUE(std::ranges::none_of(harness_.nodes(), [](const Node& node) {
    return node.role == Role::ListItem && node.current;
  }));
}

TEST_F(TextViewTest, TellsTheReadingPositionWhenItStays) {
  harness_.press(Role::Tab, "Transcript");
  harness_.effects();
  harness_.move_mouse(640, 500);
  ImGui::GetIO().AddMouseWheelEvent(0, -20);
  harness_.settle();
  bool stored = false;
  for (const app::Effect& effect : harness_.effects())
    stored |= std::holds_alternative<app::StoreUserData>(effect);
  EXPECT_TRUE(stored);
}

}  // namespace
}  // namespace earshot::ui::testing
