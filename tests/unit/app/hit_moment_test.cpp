#include "app/hit_moment.h"

#include <gtest/gtest.h>

#include <vector>

#include "app/track_lines.h"
#include "made_track.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using testing::MadeTrack;

MadeTrack talk() {
  return MadeTrack({{"The cache is warm.", BlockKind::Cue, 0, "", 0, 900, 0},
                    {"It misses", BlockKind::Cue, 0, "", 1000, 1900, 0},
                    {"now and then.", BlockKind::Cue, 0, "", 2000, 2900, 1},
                    {"At last!", BlockKind::Cue, 0, "", 62'000, 63'000, 1}},
                   {}, pack::TrackKind::Transcript);
}

MadeTrack outline() {
  return MadeTrack({{"Harbours", BlockKind::Heading, 1, "I.", 0, 60'000},
                    {"Tides", BlockKind::Item, 1, "A.", 10'000, 20'000},
                    {"Lighthouses at night", BlockKind::Item, 1, "B.", 20'000, 30'000},
                    {"Ferries", BlockKind::Item, 1, "C.", 30'000, 40'000}});
}

search::Matched matched_at(const std::vector<Range>& highlights, const search::Passage& passage) {
  search::Matched matched = {highlights, passage.range_in_text};
  if (!highlights.empty())
    matched.range_in_text = {highlights.front().begin, highlights.back().end};
  return matched;
}

/// The moment of a hit whose passage is the whole text.
HitMoment moment_of(const MadeTrack& track, search::Field field,
                    const std::vector<Range>& highlights, std::size_t snippet_bytes = 240) {
  search::Passage passage;
  passage.range_in_text = {0, static_cast<std::uint32_t>(track.view.text.size())};
  return hit_moment(track.view, field, passage, matched_at(highlights, passage), snippet_bytes);
}

TEST(HitMoment, RunsFromTheCueOfTheFirstMatchToTheEndOfThatOfTheLast) {
  const MadeTrack track = talk();
  const HitMoment moment =
      moment_of(track, search::Field::Transcript, {track.find("misses"), track.find("then")});
  EXPECT_EQ(moment.time, (TimeSpan{1000, 2900}));
  EXPECT_EQ(moment.speaker, "Mara");
  EXPECT_EQ(moment.line, 1);
}

TEST(HitMoment, OfAPhraseThatRunsOverAPassagesEndIsItsCues) {
  const MadeTrack track = talk();
  search::Passage passage;
  passage.range_in_text = {0, track.find("now").begin - 1};
  const std::vector<Range> highlights = {{track.find("misses").begin, track.find("now").end}};
  const HitMoment moment = hit_moment(track.view, search::Field::Transcript, passage,
                                      matched_at(highlights, passage), 240);
  EXPECT_EQ(moment.time, (TimeSpan{1000, 2900}));
  EXPECT_EQ(moment.snippet.text, "The cache is warm. It misses now");
}

TEST(HitMoment, EndsWhereTheLastOfItsOverlappingCuesEnds) {
  const MadeTrack track({{"long ago", BlockKind::Cue, 0, "", 0, 9000},
                         {"and now", BlockKind::Cue, 0, "", 1000, 2000}},
                        {}, pack::TrackKind::Transcript);
  const HitMoment moment =
      moment_of(track, search::Field::Transcript, {track.find("ago"), track.find("now")});
  EXPECT_EQ(moment.time, (TimeSpan{0, 9000}));
}

TEST(HitMoment, HasAllCuesOfATranscriptsPassage) {
  const MadeTrack track = talk();
  EXPECT_EQ(moment_of(track, search::Field::Transcript, {track.find("misses")}).snippet.text,
            "The cache is warm. It misses now and then. At last!");
}

TEST(HitMoment, LeavesOutTheLinesOfNotesThatSayOtherThings) {
  const MadeTrack track = outline();
  const HitMoment moment = moment_of(track, search::Field::Notes, {track.find("Lighthouses")});
  EXPECT_EQ(moment.snippet.text, "Lighthouses at night");
  EXPECT_FALSE(moment.snippet.cut_before);
  EXPECT_FALSE(moment.snippet.cut_after);
  EXPECT_EQ(moment.time, (TimeSpan{20'000, 30'000}));
}

TEST(HitMoment, HasTheLinesBetweenTwoThatMatch) {
  const MadeTrack track = outline();
  EXPECT_EQ(moment_of(track, search::Field::Notes, {track.find("Tides"), track.find("Ferries")})
                .snippet.text,
            "Tides Lighthouses at night Ferries");
}

TEST(HitMoment, HasNoEndWithoutABeginning) {
  const MadeTrack track(
      {{"Harbours", BlockKind::Item, 1}, {"Tides", BlockKind::Item, 1, "", 10, 20}});
  const HitMoment moment =
      moment_of(track, search::Field::Notes, {track.find("Harbours"), track.find("Tides")});
  EXPECT_EQ(moment.time, TimeSpan{});
}

TEST(HitMoment, WithoutMatchedWordsIsThePassage) {
  const MadeTrack track = outline();
  const HitMoment moment = moment_of(track, search::Field::Notes, {});
  EXPECT_EQ(moment.time, (TimeSpan{0, 60'000}));
  EXPECT_EQ(moment.snippet.text, "Harbours Tides Lighthouses at night Ferries");
}

TEST(HitMoment, OfASpeakerIsWhatTheySay) {
  const MadeTrack track = talk();
  search::Passage passage;
  passage.range_in_text = {0, static_cast<std::uint32_t>(track.view.text.size())};
  const auto moment_for = [&](std::string_view text) {
    const search::Query query = search::parse_query(text, false);
    return hit_moment(track.view, search::Field::Transcript, passage,
                      matched_in_track(query, passage, track.view, search::Field::Transcript), 240);
  };
  const HitMoment alone = moment_for("speaker:jonas");
  EXPECT_EQ(alone.speaker, "Jonas");
  EXPECT_EQ(alone.time, (TimeSpan{2000, 63'000}));
  EXPECT_EQ(alone.snippet.text, "now and then. At last!");
  EXPECT_TRUE(alone.snippet.highlights_in_snippet.empty());
  EXPECT_EQ(moment_for("speaker:jonas at").time, (TimeSpan{62'000, 63'000}));
  EXPECT_EQ(moment_for("now NEAR/10s then").time, (TimeSpan{2000, 2900}));
}

TEST(HitMoment, IsNoLineOfATextWithoutAny) {
  const MadeTrack track(std::vector<testing::MadeBlock>{});
  EXPECT_EQ(moment_of(track, search::Field::Title, {}).line, -1);
}

}  // namespace
}  // namespace earshot::app
