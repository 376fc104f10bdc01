#include "import/separated_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import_run.h"
#include "search/scan.h"
#include "search/search.h"
#include "text/words.h"

namespace earshot::import {
namespace {

using testing::ElementsAre;

model::Notes notes_of(std::string plain, std::vector<Range> blocks) {
  model::Notes notes;
  notes.plain = std::move(plain);
  for (const Range range : blocks) {
    model::Block block;
    block.text_in_plain = range;
    notes.blocks.push_back(std::move(block));
  }
  return notes;
}

TEST(SeparatedText, LeavesATextWithoutSeamsAsItIs) {
  const model::Notes notes = notes_of("one\ntwo three", {{0, 3}, {4, 13}});
  const SeparatedText separated(notes);
  EXPECT_EQ(separated.text().data(), notes.plain.data());
  EXPECT_EQ(separated.range_in_text({4, 7}), (Range{4, 7}));
}

TEST(SeparatedText, EndsALineWhereBlocksTouch) {
  const model::Notes notes = notes_of("mindsetSmartphones1960sThe", {{0, 7}, {7, 18}, {18, 26}});
  const SeparatedText separated(notes);
  EXPECT_EQ(separated.text(), "mindset\nSmartphones\n1960sThe");
  EXPECT_EQ(separated.range_in_text({0, 7}), (Range{0, 7}));
  EXPECT_EQ(separated.range_in_text({7, 18}), (Range{8, 19}));
  EXPECT_EQ(separated.range_in_text({18, 26}), (Range{20, 28}));
}

TEST(SeparatedText, EndsALineWhereSomethingStandsBetweenBlocks) {
  const model::Notes notes = notes_of("mindsetII. Phones", {{0, 7}, {11, 17}});
  EXPECT_EQ(SeparatedText(notes).text(), "mindset\nII. Phones");
}

TEST(SeparatedText, KeepsAnEmptyRangeEmpty) {
  const model::Notes notes = notes_of("onetwo", {{0, 3}, {3, 6}});
  EXPECT_EQ(SeparatedText(notes).range_in_text({3, 3}), (Range{4, 4}));
}

// Words at the seams of a squashed description were once read as one ("PromiseEpisode").
TEST(SeparatedText, LetsIndexScanAndMarksFindTheWordsAtSeams) {
  const std::string squashed =
      "---\ntitle: Hinges\nduration: \"6:00\"\n---\n\nHinges Are a PromiseEpisode NotesOpening "
      "[00:00-00:40]Why a door is silent on the day it is hung and never againA listener's gate "
      "called `old_anna`, and the family it came fromThe Pin [00:40-02:30]`butt` is a hinge, and a "
      "joke that every apprentice hears onceGrease helps for a week, graphite for a yearThe Frame "
      "[02:30-06:00]Wood moves with the weather in Anna's cafeScrews remember every hole they left"
      "Closing thought: the door is the guest\n";
  const ImportRun run = run_import({{"doors/hinges.txt", squashed}});
  const pack::Pack pack = run.pack(0);
  ASSERT_EQ(pack.episodes().size(), 1u);
  const pack::TrackRecord& track = pack.tracks(pack.episodes()[0])[1];
  ASSERT_EQ(track.kind, pack::TrackKind::Notes);
  const std::string_view text = pack.text(track);
  const auto index = search::Index::open(pack.index_bytes());
  ASSERT_TRUE(index);
  const search::Index* const indexes[] = {&*index};
  const std::vector<Range> passages = search::scan_passages(text, {});
  const search::ScanDocument document = {1, search::Field::Notes, text, passages};
  for (const std::string word : {"promise", "again", "once", "grease", "cafe", "screws"}) {
    const search::Query query = search::parse_query('"' + word + '"', false);
    const auto found = search::search(indexes, query);
    ASSERT_EQ(found.total, 1u) << word;
    const search::Passage passage = index->passage(found.hits[0].passage);
    const auto marks = search::highlights_in_text(query, passage, text);
    ASSERT_EQ(marks.size(), 1u) << word;
    EXPECT_EQ(text::folded(slice(text, marks[0])), word);
    Budget budget(UINT64_MAX);
    const search::FlatQuery flat = {search::FlatQuery::Kind::All, {{word, false}}, 0};
    EXPECT_EQ(search::scan({&document, 1}, flat, 10, budget).total, 1u) << word;
  }
  // The blocks are the lines still.
  std::vector<std::string_view> lines;
  for (const pack::BlockRecord& block : pack.blocks(track).first(3))
    lines.push_back(slice(text, {block.begin, block.end}));
  EXPECT_THAT(lines, ElementsAre("Hinges Are a Promise", "Episode Notes", "Opening [00:00-00:40]"));
}

}  // namespace
}  // namespace earshot::import
