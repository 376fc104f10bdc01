#include <algorithm>

#include "parsing.h"

namespace earshot::formats {
namespace {

// The demo show is what a first visitor sees: each file must be read as what it is.

struct Expected {
  const char* file;
  model::Format format;
  int deepest;  ///< level of an item
  std::size_t chapters;
  const char* last_chapter;
  std::size_t offers;
};

constexpr Expected kExpected[] = {
    {"217-three-copies-of-the-truth.md", model::Format::NotesMarkdown, 3, 7,
     "Vary, and other people's baskets", 0},
    {"218-the-linker-knows-your-name.txt", model::Format::NotesText, 3, 5, "When Names Collide", 0},
    {"219-the-slowest-request.md", model::Format::NotesMarkdown, 5, 6,
     "The queue in front of the counter", 0},
    {"220-build-it-only-once.txt", model::Format::NotesText, 3, 5, "Questions from the audience",
     0},
    {"221-what-a-socket-remembers.md", model::Format::NotesMarkdown, 3, 7, "Small by small", 0},
    {"222-naming-is-load-bearing.txt", model::Format::NotesText, 3, 5,
     "Names That Deserve to Stay Bad", 0},
    {"223-cold-start.txt", model::Format::NotesText, 3, 7, "Ready, Alive, and Patient", 6},
    {"225-the-patience-budget.md", model::Format::NotesMarkdown, 3, 11, "Goodbye until the autumn",
     0},
    {"episode-page.txt", model::Format::Page, 3, 3,
     "Keep both and show both: our Swiss–Swedish "
     "compromise",
     3},
};

std::string read_demo(std::string_view file) {
  return read_all(std::filesystem::path(EARSHOT_SOURCE_DIR) / "assets" / "demo" / file);
}

TEST(Demo, EveryFileOfNotesIsReadAsWhatItIs) {
  for (const Expected& expected : kExpected) {
    SCOPED_TRACE(expected.file);
    const std::string source = read_demo(expected.file);
    ASSERT_FALSE(source.empty());
    const auto file = parse(source, expected.file);
    EXPECT_EQ(file.format, expected.format);
    EXPECT_EQ(broken_promise(file, source), "");
    const model::Episode& episode = file.episodes.at(0);
    const model::Notes& notes = episode.notes.value();
    int deepest = 0;
    for (const model::Block& block : notes.blocks) {
      if (block.kind != model::BlockKind::Item) continue;
      deepest = std::max<int>(deepest, block.level);
      EXPECT_FALSE(slice(notes.plain, block.text_in_plain).contains("•"));
    }
    EXPECT_EQ(deepest, expected.deepest);
    ASSERT_EQ(episode.chapters.size(), expected.chapters);
    EXPECT_EQ(episode.chapters.back().title, expected.last_chapter);
    EXPECT_EQ(notes.offers.size(), expected.offers);
    EXPECT_NE(episode.duration, kNoTime);
    EXPECT_NE(episode.date, kNoDate);
    EXPECT_FALSE(episode.author.empty());
  }
}

TEST(Demo, EveryCueHasItsSpeaker) {
  for (const char* name : {"217-three-copies-of-the-truth.vtt", "219-the-slowest-request.srt",
                           "221-what-a-socket-remembers.vtt", "223-cold-start.srt"}) {
    SCOPED_TRACE(name);
    const auto file = parse(read_demo(name), name);
    ASSERT_GT(file.transcript->cues.size(), 200u);
    for (const model::Cue& cue : file.transcript->cues)
      EXPECT_GE(cue.speaker, 0) << cue.id;
    EXPECT_GE(file.transcript->speakers.size(), 2u);
    EXPECT_LE(file.transcript->speakers.size(), 3u);
  }
}

}  // namespace
}  // namespace earshot::formats
