// Chapters that head the cues of a transcript: where they stand, what room they take, what is told.

#include <gtest/gtest.h>

#include <algorithm>

#include "harness.h"
#include "screen.h"
#include "tests/unit/app/pack_builder.h"
#include "text_fakes.h"
#include "ui/text_layout.h"
#include "ui/text_scroll.h"
#include "ui/text_view.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::id_of;
using pack::BlockKind;

constexpr LayoutRoom kRoom{.width = 600, .widest = 600, .zoom = 1};

using Placed = std::vector<std::pair<std::uint32_t, std::string>>;

Placed placed(const MadeTrack& track, const MadeChapters& chapters) {
  Placed placed;
  for (const UnitHead& head : place_heads(track.view, chapters.view, cut_units(track.view)))
    placed.emplace_back(head.unit, head.title);
  return placed;
}

MadeBlock cue(std::string text, Millis start, int speaker = -1) {
  return {.text = std::move(text), .kind = BlockKind::Cue, .start = start, .speaker = speaker};
}

TEST(PlaceHeads, PutsAChapterAboveTheFirstCueThatStartsWithItOrLater) {
  const MadeTrack track({cue("a", 3000), cue("b", 5000), cue("c", 9000)}, {},
                        pack::TrackKind::Transcript);
  const MadeChapters chapters({{0, "Open"}, {5000, "With it"}, {5001, "Later"}, {9001, "After"}});
  EXPECT_EQ(placed(track, chapters), (Placed{{0, "Open"}, {1, "With it"}, {2, "Later"}}));
}

TEST(PlaceHeads, PutsSeveralChaptersAboveOneCueInTheirOrder) {
  const MadeTrack track({cue("a", 9000)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{2000, "First"}, {4000, "Second"}, {4000, "Third"}});
  EXPECT_EQ(placed(track, chapters), (Placed{{0, "First"}, {0, "Second"}, {0, "Third"}}));
}

TEST(PlaceHeads, LeavesOutWhatHasNoTitleOrNoTime) {
  const MadeTrack track({cue("", 0), cue("a", 1000)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{0, ""}, {kNoTime, "Some day"}, {0, "Open"}});
  EXPECT_EQ(placed(track, chapters), (Placed{{1, "Open"}})) << "an empty cue is not headed";
}

TEST(PlaceHeads, HeadsNothingButCues) {
  const MadeTrack notes({{.text = "a", .start = 0}});
  const MadeChapters chapters({{0, "Open"}});
  EXPECT_TRUE(placed(notes, chapters).empty());
}

TEST(PlaceHeads, CutsATitleOfAnyLengthAtACharacter) {
  std::string title;
  for (int count = 0; count < 5000; ++count)
    title += "\u05D0";
  const MadeTrack track({cue("a", 0)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{0, title}});
  const Placed heads = placed(track, chapters);
  ASSERT_EQ(heads.size(), 1U);
  EXPECT_LT(heads[0].second.size(), 2000U);
  EXPECT_TRUE(title.starts_with(heads[0].second));
  EXPECT_EQ(heads[0].second.size() % 2, 0U);
}

class HeadLayoutTest : public ::testing::Test {
 protected:
  const UnitLayout& lay_out(const MadeTrack& track, const MadeChapters& chapters,
                            std::size_t number, const LayoutRoom& room = kRoom) {
    layout_.set(track.view, {}, room, chapters.view);
    return layout_.ensure(glyphs_, number);
  }
  FixedGlyphRuns glyphs_;
  TextLayout layout_;
};

TEST_F(HeadLayoutTest, StandsAboveTheSpeakerWhoIsNamedAgain) {
  const MadeTrack track({cue("one", 0, 0), cue("two", 5000, 0), cue("three", 9000, 0)}, {},
                        pack::TrackKind::Transcript);
  const MadeChapters chapters({{5000, "Later on"}});
  const UnitLayout& unit = lay_out(track, chapters, 1);
  ASSERT_EQ(unit.heads.size(), 1U);
  const HeadLayout& head = unit.heads[0];
  EXPECT_EQ(head.title, "Later on");
  EXPECT_GT(head.top, 20) << "further from the cue above than a turn is";
  ASSERT_GT(unit.speaker_top, 0);
  EXPECT_LE(head.top + head.height, unit.speaker_top);
  EXPECT_LT(unit.speaker_top, unit.top);
  ASSERT_EQ(head.text.lines.size(), 1U);
  EXPECT_EQ(head.text.lines[0].left, layout_.time_column());
  EXPECT_TRUE(layout_.ensure(glyphs_, 2).heads.empty());
  EXPECT_LT(layout_.ensure(glyphs_, 2).speaker_top, 0);
}

TEST_F(HeadLayoutTest, HasNoGapAboveItWhereItBeginsTheText) {
  const MadeTrack track({cue("one", 0)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{0, "Open"}});
  const UnitLayout& unit = lay_out(track, chapters, 0);
  ASSERT_EQ(unit.heads.size(), 1U);
  EXPECT_EQ(unit.heads[0].top, 0);
  EXPECT_EQ(unit.height, unit.top + 26);
}

TEST_F(HeadLayoutTest, BreaksALongTitleIntoLines) {
  const MadeTrack track({cue("one", 0)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters(
      {{0, "One two three four five six seven eight nine ten eleven"}, {0, "Next"}});
  const UnitLayout& unit = lay_out(track, chapters, 0, {.width = 260, .widest = 260, .zoom = 1});
  ASSERT_EQ(unit.heads.size(), 2U);
  const auto& lines = unit.heads[0].text.lines;
  ASSERT_GT(lines.size(), 1U);
  for (const TextLine& line : lines)
    EXPECT_LE(line.left + line.width, 260.01F);
  EXPECT_GE(unit.heads[1].top, lines.back().top + lines.back().height);
  EXPECT_GE(unit.top, unit.heads[1].top + unit.heads[1].height);
}

TEST_F(HeadLayoutTest, PutsATitleThatRunsLeftAtTheRight) {
  const MadeTrack track({cue("one", 0)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{0, "\u05D0\u05D1\u05D2"}});
  const TextLine& line = lay_out(track, chapters, 0).heads.at(0).text.lines.at(0);
  EXPECT_EQ(line.left + line.width, 600);
}

TEST_F(HeadLayoutTest, ChangesNoOffsetOfTheText) {
  const MadeTrack track({cue("one two", 0), cue("three", 5000)}, {}, pack::TrackKind::Transcript);
  const MadeChapters chapters({{5000, "Three hundred"}});
  const UnitLayout& unit = lay_out(track, chapters, 1);
  EXPECT_EQ(slice(track.view.text, layout_.unit(1).range_in_text), "three");
  EXPECT_EQ(layout_.caret(unit, {track.find("three").begin}).top, unit.top);
  EXPECT_EQ(layout_.place_at(unit, 0, unit.heads.at(0).top + 1).offset_in_text,
            track.find("three").begin);
}

TEST_F(HeadLayoutTest, IsAmongWhatIsEstimated) {
  const MadeTrack track(made_cues(300), {}, pack::TrackKind::Transcript);
  std::vector<MadeChapters::Chapter> every_tenth;
  for (int number = 0; number < 30; ++number)
    every_tenth.push_back(
        {number * 40'000, "The chapter of that number " + std::to_string(number)});
  const MadeChapters chapters(every_tenth);
  layout_.set(track.view, {}, {.width = 390, .widest = 390, .zoom = 1});
  const double without = layout_.total_height();
  layout_.set(track.view, {}, {.width = 390, .widest = 390, .zoom = 1}, chapters.view);
  const double estimated = layout_.total_height();
  EXPECT_GT(estimated, without + 30 * 26);
  for (std::size_t number = 0; number < layout_.size(); ++number)
    layout_.ensure(glyphs_, number);
  EXPECT_NEAR(estimated / layout_.total_height(), 1.0, 0.15);
}

TEST_F(HeadLayoutTest, IsLaidOutAnewWhereOtherChaptersCome) {
  const MadeTrack track({cue("one", 0), cue("two", 5000)}, {}, pack::TrackKind::Transcript);
  const MadeChapters first({{0, "Open"}}), second({{5000, "Later"}});
  EXPECT_TRUE(layout_.set(track.view, {}, kRoom, first.view));
  EXPECT_EQ(layout_.ensure(glyphs_, 0).heads.size(), 1U);
  EXPECT_FALSE(layout_.set(track.view, {}, kRoom, first.view));
  EXPECT_TRUE(layout_.set(track.view, {}, kRoom, second.view));
  EXPECT_TRUE(layout_.ensure(glyphs_, 0).heads.empty());
  EXPECT_EQ(layout_.ensure(glyphs_, 1).heads.size(), 1U);
}

TEST_F(HeadLayoutTest, LaysOutNothingWhenALongTranscriptIsOpened) {
  const MadeTrack track(made_cues(100'000), {}, pack::TrackKind::Transcript);
  std::vector<MadeChapters::Chapter> many;
  for (int number = 0; number < 1000; ++number)
    many.push_back({number * 400'000, "Chapter"});
  const MadeChapters chapters(many);
  layout_.set(track.view, {}, kRoom, chapters.view);
  EXPECT_EQ(glyphs_.shaped, 0U);
  EXPECT_EQ(layout_.laid_out_count(), 0U);
}

TEST_F(HeadLayoutTest, LeavesTheLineInItsPlaceWhereZoomAndWidthChange) {
  const MadeTrack track(made_cues(2000), {}, pack::TrackKind::Transcript);
  std::vector<MadeChapters::Chapter> every_tenth;
  for (int number = 0; number < 200; ++number)
    every_tenth.push_back({number * 40'000, "The chapter of that number"});
  const MadeChapters chapters(every_tenth);
  constexpr ScrollWindow kWindow{.height = 600, .lead = 150, .covered = 40, .tail = 64};
  TextScroll scroll;
  layout_.set(track.view, {}, kRoom, chapters.view);
  // The tabs end in the middle of a head.
  scroll.restore(
      glyphs_, layout_, kWindow,
      {.offset_in_text = layout_.unit(1000).range_in_text.begin, .from_top = 60, .at_top = false});
  scroll.settle(glyphs_, layout_, kWindow);
  const TextScroll::Anchor anchor = scroll.anchor(glyphs_, layout_, kWindow);
  EXPECT_EQ(anchor.offset_in_text, layout_.unit(1000).range_in_text.begin);
  for (const LayoutRoom room : {LayoutRoom{.width = 250, .widest = 250, .zoom = 1},
                                LayoutRoom{.width = 600, .widest = 600, .zoom = 2}, kRoom}) {
    ASSERT_TRUE(layout_.set(track.view, {}, room, chapters.view));
    scroll.restore(glyphs_, layout_, kWindow, anchor);
    scroll.settle(glyphs_, layout_, kWindow);
    EXPECT_NEAR(scroll.distance_to(glyphs_, layout_, {anchor.offset_in_text}, anchor.from_top), 0,
                0.51);
  }
}

// --- In the front end ---------------------------------------------------------------------------

class TextHeadsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    EpisodeSpec episode{.title = "Ropes", .date = 20'000, .duration = 4'000'000};
    episode.notes = {{.text = "Ropes and knots", .kind = BlockKind::Paragraph}};
    for (int number = 0; number < 400; ++number)
      episode.transcript.push_back(
          {.text = "Cue " + std::to_string(number) + " says something.", .start = number * 5000});
    episode.chapters = {{.text = "Cold open", .start = 0},
                        {.text = "Splices", .start = 11'000},
                        {.text = "Hitches", .start = 14'000},
                        {.text = "Later on", .start = 1'000'000}};
    harness_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
    harness_.dispatch(app::StartFinished{});
    harness_.settle();
    harness_.dispatch(app::OpenEpisode{id_of("Ropes")});
    harness_.settle();
  }
  std::size_t place_of(const Node* node) const {
    return node == nullptr ? SIZE_MAX : static_cast<std::size_t>(node - harness_.nodes().data());
  }

  Harness harness_{1280, 800};
};

TEST_F(TextHeadsTest, AreToldAsHeadingsAboveTheirCues) {
  harness_.press(Role::Tab, "Transcript");
  const Node* open = harness_.find(Role::Heading, "Cold open");
  ASSERT_NE(open, nullptr);
  EXPECT_EQ(open->level, 2);
  const std::vector<std::size_t> places = {
      place_of(open),
      place_of(harness_.find(Role::Paragraph, "Cue 0*")),
      place_of(harness_.find(Role::Paragraph, "Cue 2*")),
      place_of(harness_.find(Role::Heading, "Splices")),
      place_of(harness_.find(Role::Heading, "Hitches")),
      place_of(harness_.find(Role::Paragraph, "Cue 3*")),
  };
  EXPECT_TRUE(std::ranges::is_sorted(places));
  EXPECT_NE(places.back(), SIZE_MAX);
  const Node* splices = harness_.find(Role::Heading, "Splices");
  const Node* hitches = harness_.find(Role::Heading, "Hitches");
  const Node* cue = harness_.find(Role::Paragraph, "Cue 3*");
  EXPECT_NE(splices->id, hitches->id);
  EXPECT_LE(splices->rect.top + splices->rect.height, hitches->rect.top);
  EXPECT_LE(hitches->rect.top + hitches->rect.height, cue->rect.top);
  EXPECT_FALSE(harness_.has(Role::Heading, "Later on")) << "only what is seen is told";
}

TEST_F(TextHeadsTest, AreSeenWhereOneJumpsToTheirChapter) {
  harness_.press(Role::Tab, "Transcript");
  harness_.press(Role::TreeItem, "Later on");
  const Node* head = harness_.find(Role::Heading, "Later on");
  ASSERT_NE(head, nullptr);
  EXPECT_GT(head->rect.top, 100);
  EXPECT_LT(head->rect.top + head->rect.height, 800);
}

TEST_F(TextHeadsTest, AreNoneOfTheTextThatIsSelected) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  const TextView& view = *harness_.view();
  EXPECT_EQ(view.selection().range_in_text().size(), view.track().text.size());
  EXPECT_EQ(view.track().text.find("Splices"), std::string_view::npos);
}

TEST_F(TextHeadsTest, AreCopiedWithWhatGoesAcrossThem) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness_.effects();
  harness_.key(ImGuiKey_C, ImGuiMod_Ctrl);
  std::string copied;
  for (const app::Effect& effect : harness_.effects()) {
    if (const auto* write = std::get_if<app::WriteClipboard>(&effect)) copied = write->text;
  }
  EXPECT_TRUE(copied.starts_with("Cold open\n\nCue 0 says")) << copied.substr(0, 80);
  EXPECT_TRUE(copied.contains("Cue 2 says something.\n\nSplices\n\nHitches\n\nCue 3 says"));
}

TEST_F(TextHeadsTest, AreShownAsSelectedWithWhatGoesAcrossThem) {
  harness_.press(Role::Tab, "Transcript");
  const Rect head = harness_.find(Role::Heading, "Splices")->rect;
  const auto ground = [&] {
    harness_.tick();
    const Screen screen;
    return screen.at(static_cast<int>(head.left) + 1, static_cast<int>(head.top + head.height / 2));
  };
  const ImU32 paper = ground();
  const Node* document = harness_.find(Role::Document, "Transcript");
  SemanticRequest wish;
  wish.kind = SemanticRequest::Kind::SelectText;
  wish.node = document->id;
  wish.anchor = {.node = harness_.find(Role::Paragraph, "Cue 3*")->id, .offset_in_name = 0};
  wish.focus = {.node = harness_.find(Role::Paragraph, "Cue 3*")->id, .offset_in_name = 5};
  harness_.ui().semantics().request(wish);
  harness_.settle();
  EXPECT_EQ(ground(), paper) << "it begins below";
  wish.anchor = {.node = harness_.find(Role::Paragraph, "Cue 2*")->id, .offset_in_name = 4};
  harness_.ui().semantics().request(wish);
  harness_.settle();
  EXPECT_NE(ground(), paper);
}

TEST_F(TextHeadsTest, MeanTheirCuesBeginToASelectionInTheTree) {
  harness_.press(Role::Tab, "Transcript");
  const Node* document = harness_.find(Role::Document, "Transcript");
  SemanticRequest wish;
  wish.kind = SemanticRequest::Kind::SelectText;
  wish.node = document->id;
  wish.anchor = {.node = harness_.find(Role::Heading, "Splices")->id, .offset_in_name = 3};
  wish.focus = {.node = harness_.find(Role::Paragraph, "Cue 3*")->id, .offset_in_name = 5};
  harness_.ui().semantics().request(wish);
  harness_.settle();
  const TextView& view = *harness_.view();
  EXPECT_EQ(slice(view.track().text, view.selection().range_in_text()), "Cue 3");
}

TEST_F(TextHeadsTest, StandInNoOtherText) {
  harness_.press(Role::Tab, "Chapters");
  EXPECT_FALSE(harness_.has(Role::Heading, "Cold open"));
  harness_.press(Role::Tab, "Notes");
  EXPECT_FALSE(harness_.has(Role::Heading, "Cold open"));
}

}  // namespace
}  // namespace earshot::ui::testing
