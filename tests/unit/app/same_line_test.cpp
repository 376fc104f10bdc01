// Chapters and the lines of the notes that are one moment with them.

#include "app/same_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/library.h"
#include "app/results.h"
#include "app/track_lines.h"
#include "pack_builder.h"
#include "search/expand.h"
#include "text/words.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using testing::EpisodeSpec;
using testing::Line;
using testing::make_pack;

std::string folded_words(std::string_view line) {
  std::string out;
  for (const text::Word word : text::words(line))
    out += text::folded(slice(line, word)) + ' ';
  if (!out.empty()) out.pop_back();
  return out;
}

/// The same, by reading every passage that was found: what the index of lines is held against.
std::uint32_t repeated_by_reading(const Library& library, const search::Query& query,
                                  const std::vector<search::Hit>& hits) {
  struct FoundLine {
    Millis time = kNoTime;
    std::string words;
  };
  const auto found_lines = [&](const search::Hit& hit) {
    const LoadedPack& loaded = library.pack(hit.index);
    const TrackView track = track_view(loaded.pack, loaded.pack.tracks()[hit.document]);
    std::vector<FoundLine> lines;
    for (const Range found : matched_in_track(query, loaded.index.passage(hit.passage), track,
                                              loaded.index.field(hit.document))
                                 .highlights_in_text) {
      const std::int32_t number = block_at(track.blocks, found.begin);
      if (number < 0) continue;
      const pack::BlockRecord& line = track.blocks[static_cast<std::size_t>(number)];
      lines.push_back({line.start_ms, folded_words(slice(track.text, {line.begin, line.end}))});
    }
    return lines;
  };
  const auto kind = [&](const search::Hit& hit) {
    return library.pack(hit.index).pack.tracks()[hit.document].kind;
  };
  std::vector<FoundLine> listed;
  for (const search::Hit& hit : hits) {
    if (kind(hit) != pack::TrackKind::Chapters) continue;
    for (FoundLine& line : found_lines(hit))
      listed.push_back(std::move(line));
  }
  std::uint32_t repeated = 0;
  for (const search::Hit& hit : hits) {
    if (kind(hit) != pack::TrackKind::Notes) continue;
    const std::vector<FoundLine> lines = found_lines(hit);
    const bool is_repeated = std::ranges::all_of(lines, [&](const FoundLine& line) {
      return std::ranges::any_of(listed, [&](const FoundLine& it) {
        return line.words.contains(it.words) &&
               (it.time == line.time || it.time == kNoTime || line.time == kNoTime);
      });
    });
    if (is_repeated && !lines.empty()) ++repeated;
  }
  return repeated;
}

std::uint32_t total_by_reading(const Library& library, const std::string& text) {
  const search::Query query = search::expand(library.indexes(), search::parse_query(text, true));
  search::SearchOptions options;
  options.documents = &library.documents_of_indexes();
  const search::SearchResult all = search::search(library.indexes(), query, options);
  std::map<std::uint32_t, std::vector<search::Hit>> of_episodes;
  for (const search::Hit& hit : all.hits)
    of_episodes[library.pack(hit.index).episode_of(hit.document)].push_back(hit);
  auto total = static_cast<std::uint32_t>(all.hits.size());
  for (const auto& [episode, hits] : of_episodes)
    total -= repeated_by_reading(library, query, hits);
  return total;
}

TEST(SameLine, IsFoundAsByReadingWhateverIsAsked) {
  constexpr const char* kWords[] = {"ferry", "tide",  "lamp",  "keeper", "night",
                                    "ropes", "tides", "crane", "reef",   "buoys"};
  std::uint32_t state = 7;
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 16) % below;
  };
  const auto words = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
      text += std::string(i > 0 ? " " : "") + kWords[random(std::size(kWords))];
    return text;
  };
  std::vector<EpisodeSpec> specs;
  for (int e = 0; e < 250; ++e) {
    EpisodeSpec episode{.title = "Crossing " + std::to_string(e), .language = "en"};
    for (std::size_t i = 0, count = 1 + random(6); i < count; ++i) {
      const Millis time = random(3) == 0 ? kNoTime : static_cast<Millis>(random(3) * 1000);
      const std::string line = words(1 + random(3));
      if (random(4) != 0) episode.chapters.push_back({line, time, BlockKind::Item});
      if (random(4) != 0) {
        episode.notes.push_back({random(2) == 0 ? line : line + ' ' + words(1 + random(4)),
                                 random(3) == 0 ? kNoTime : time, BlockKind::Item});
      }
      if (random(6) == 0)
        episode.notes.push_back({words(5 + random(70)), kNoTime, BlockKind::Paragraph});
    }
    specs.push_back(std::move(episode));
  }
  Library library;
  ASSERT_TRUE(library.add(make_pack(specs), false));
  library.rebuild({});
  Results results;
  std::uint32_t merged = 0;
  for (const char* const query : {"f",
                                  "tide ",
                                  "ferry lamp ",
                                  "keeper OR tide ",
                                  "keeper (tide OR lamp) ",
                                  "tide -keeper ",
                                  "tide -\"night ferry\" ",
                                  "lanp ",
                                  "notes:lamp ",
                                  "chapter:lamp OR notes:tide ",
                                  "r*s ",
                                  "lang:en reef ",
                                  "\"night ferry\"",
                                  "\"tide lamp\" OR crane ",
                                  "lamp NEAR/3w ropes ",
                                  "lamp ONEAR/2s ropes ",
                                  "(lamp keeper) OR reef ",
                                  "(lamp -keeper) OR crane ",
                                  "/f[a-z]rry/",
                                  "/l.mp/ OR night ",
                                  "/r..f/ tide ",
                                  "-crane (tide reef) OR \"lamp lamp\" "}) {
    std::optional<std::uint32_t> total;
    for (const Scope scope : {Scope::Everywhere, Scope::Notes, Scope::Transcripts}) {
      for (const HitSort sort : {HitSort::Relevance, HitSort::Date, HitSort::Position}) {
        results.search(library, query, scope, sort);
        while (results.view().is_first_page)
          results.grow(library, true);
        if (!total) total = total_by_reading(library, query);
        EXPECT_EQ(results.view().total, *total) << query;
        EXPECT_EQ(results.view().limits, 0u) << query;
        std::uint32_t hits = 0;
        for (const HitGroup& group : results.view().groups)
          hits += group.hit_count;
        EXPECT_EQ(hits, results.view().shown_total) << query;
        if (scope != Scope::Transcripts) EXPECT_EQ(hits, *total) << query;
        for (std::uint32_t i = 0; sort == HitSort::Position && i < hits; ++i)
          merged += results.hit_view(library, i).is_in_notes_too ? 1 : 0;
      }
    }
  }
  EXPECT_GT(merged, 1000u);
}

class SameLineTest : public ::testing::Test {
 protected:
  void load(PackBytes bytes) {
    ASSERT_TRUE(library_.add(std::move(bytes), false));
    library_.rebuild({});
  }
  void load_harbours() {
    load(make_pack({{.title = "Harbours",
                     .notes = {{"Lighthouses at night", 60'000, BlockKind::Item, 1},
                               {"Tides", 90'000, BlockKind::Item, 1},
                               {"Books about tides by night", kNoTime, BlockKind::Paragraph}},
                     .chapters = {{"Lighthouses at night", 60'000}, {"Tides", 90'000}}}}));
  }
  std::uint32_t total(const char* query) {
    results_.search(library_, query, Scope::Everywhere, HitSort::Relevance);
    return results_.view().total;
  }
  Library library_;
  Results results_;
};

TEST_F(SameLineTest, IsWhereAnExpressionMatches) {
  load_harbours();
  EXPECT_EQ(total("/lighth.*/"), 1u);
  EXPECT_EQ(total("/b..ks/ OR lighthouses "), 2u);
}

TEST_F(SameLineTest, IsNotWhereOnlyAWordOfWhatIsWantedStands) {
  load_harbours();
  EXPECT_EQ(total("lighthouses NEAR/3w night "), 1u) << "another night is far from them";
  EXPECT_EQ(total("(books ferries) OR lighthouses "), 1u) << "there are no ferries";
}

TEST_F(SameLineTest, IsWhereAPhraseOverTwoOfThemBegins) {
  load_harbours();
  EXPECT_EQ(total("\"night tides\""), 1u);
  EXPECT_EQ(total("\"tides books\" OR lighthouses "), 2u) << "no chapter leads on to the books";
}

TEST_F(SameLineTest, IsAnyOfManyThatALineNames) {
  EpisodeSpec episode{.title = "Topics"};
  std::string all;
  for (int i = 0; i < 30; ++i) {
    const std::string topic = "topic" + std::to_string(i);
    all += topic + ' ';
    episode.chapters.push_back({topic, i * 60'000});
  }
  episode.notes.push_back({all, kNoTime, BlockKind::Paragraph});
  load(make_pack({episode}));
  for (int i = 10; i < 30; ++i)
    EXPECT_EQ(total(("\"topic" + std::to_string(i) + '"').c_str()), 1u) << i;
}

TEST_F(SameLineTest, IsNotLookedForInTitlesThatAreNone) {
  const std::string much(std::size_t{1} << 20, 'a');
  load(make_pack({{.title = "Much",
                   .notes = {{"ferry", kNoTime}, {much, kNoTime}},
                   .chapters = {{"ferry", 0}, {much.substr(0, much.size() / 2) + 'b', 1000}}}}));
  EXPECT_EQ(total("ferry "), 1u);
}

/// A track as a pack that was made to harm may have it.
struct MadeTrackOf {
  pack::TrackKind kind;
  search::Field field;
  std::string text;
  std::vector<Range> blocks;
};

PackBytes made_pack(const std::vector<MadeTrackOf>& tracks) {
  pack::PackWriter writer;
  search::IndexBuilder index;
  pack::ShowRecord show;
  show.title = writer.string("A Show");
  writer.add_show(show);
  std::uint32_t document = 0;
  for (const MadeTrackOf& track : tracks) {
    std::vector<pack::BlockRecord> blocks;
    for (const Range range : track.blocks) {
      pack::BlockRecord block;
      block.begin = range.begin;
      block.end = range.end;
      block.start_ms = kNoTime;
      blocks.push_back(block);
    }
    pack::TrackRecord record;
    record.kind = track.kind;
    record.indexed = 1;
    writer.add_track({record, track.text, blocks, {}, {}});
    index.add({document++, track.field, track.text, {}});
  }
  pack::EpisodeRecord episode;
  episode.id_low = 1;
  episode.content_low = 1;
  episode.title = writer.string("Made");
  writer.add_episode(episode);
  return writer.finish(index.finish());
}

TEST_F(SameLineTest, TakesNoMoreRoomThanTheTextWhereLinesHoldOneAnother) {
  MadeTrackOf notes{pack::TrackKind::Notes, search::Field::Notes, "ferry", {}};
  while (notes.text.size() < 100'000)
    notes.text += " rope";
  // All of them folded are 5 GB.
  for (std::uint32_t i = 0; i < notes.text.size(); ++i)
    notes.blocks.push_back({0, i + 1});
  const MadeTrackOf chapters{pack::TrackKind::Chapters, search::Field::Chapter, "ferry", {{0, 5}}};
  load(made_pack({notes, chapters}));
  EXPECT_EQ(total("ferry "), 2u) << "the line that counts is a letter";
}

TEST_F(SameLineTest, IsOfTheNotesByTheTrackWhateverTheIndexSays) {
  using pack::TrackKind;
  const auto track = [](TrackKind kind, search::Field field) {
    return MadeTrackOf{kind, field, "ferry", {{0, 5}}};
  };
  load(made_pack({track(TrackKind::Notes, search::Field::Notes),
                  track(TrackKind::Transcript, search::Field::Notes),
                  track(TrackKind::Transcript, search::Field::Notes),
                  track(TrackKind::Transcript, search::Field::Notes),
                  track(TrackKind::Chapters, search::Field::Chapter)}));
  EXPECT_EQ(total("ferry "), 4u);
  EXPECT_EQ(results_.view().in_notes, 1u);
  EXPECT_EQ(results_.view().in_transcripts, 3u);
}

}  // namespace
}  // namespace earshot::app
