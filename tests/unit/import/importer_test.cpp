#include "import/importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import_run.h"
#include "indexing/pack_index.h"
#include "search/search.h"

namespace earshot::import {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string notes(std::string_view title, std::string_view text) {
  return "---\ntitle: " + std::string(title) + "\n---\n\n# Contents\n\n" + std::string(text) + "\n";
}

TEST(Importer, MakesAnEpisodeOfATranscript) {
  const auto run = run_import({{"talk/009-Boxes-and-Cranes.vtt", vtt("hello there")}});
  EXPECT_THAT(run.episodes(), ElementsAre("talk/Boxes and Cranes: TS"));
  const pack::Pack pack = run.pack(0);
  const pack::EpisodeRecord& episode = pack.episodes()[0];
  EXPECT_EQ(episode.number, 9);
  EXPECT_EQ(episode.duration_ms, 4500);
  EXPECT_EQ(pack.string(episode.source), "talk/009-Boxes-and-Cranes.vtt");
  const pack::TrackRecord& track = pack.tracks(episode)[1];
  EXPECT_EQ(pack.text(track), "hello there");
  ASSERT_EQ(pack.blocks(track).size(), 1u);
  EXPECT_EQ(pack.blocks(track)[0].kind, pack::BlockKind::Cue);
  EXPECT_EQ(pack.blocks(track)[0].start_ms, 1000);
}

TEST(Importer, IndexesWhatIsToBeFound) {
  const auto run = run_import({{"talk/ep1.vtt", vtt("about gyroscopes")},
                               {"talk/ep1.md", notes("Spinning", "- a flywheel")}});
  const pack::Pack pack = run.pack(0);
  const auto index = search::Index::open(pack.index_bytes());
  ASSERT_TRUE(index);
  for (const std::string_view word : {"gyroscopes", "flywheel", "spinning"}) {
    const search::Index* indexes[] = {&*index};
    const auto found = search::search(indexes, search::parse_query(word, false));
    ASSERT_EQ(found.hits.size(), 1u) << word;
    EXPECT_LT(found.hits[0].document, pack.tracks().size());
  }
}

TEST(Importer, MakesTheIndexThatThePacksTextsGive) {
  const auto run =
      run_import({{"talk/ep1.vtt", vtt("about gyroscopes")},
                  {"talk/ep1.md", notes("Spinning", "- 00:01 a flywheel")},
                  {"talk/ep2.md",
                   "---\ntitle: H\u00E4user\nlanguage: de\n---\n\nTexte \u00FCber H\u00E4user\n"},
                  {"talk/ep2.vtt", vtt("Wir bauen H\u00E4user")}});
  const pack::Pack pack = run.pack(0);
  ASSERT_GT(pack.tracks().size(), 4u);
  EXPECT_THAT(indexing::index_all_tracks(pack), testing::ElementsAreArray(pack.index_bytes()));
}

/// The titles of a pack's episodes.
std::vector<std::string> titles_of(std::span<const std::byte> bytes) {
  const auto pack = pack::Pack::open(bytes);
  std::vector<std::string> titles;
  for (const pack::EpisodeRecord& episode : pack->episodes())
    titles.emplace_back(pack->string(episode.title));
  return titles;
}

class EarlyPacks : public ::testing::Test {
 protected:
  void add(std::string_view words) {
    const auto next = importer_.next_file();
    ASSERT_TRUE(next);
    importer_.add(*next, as_bytes(vtt(words)));
  }
  static Importer importer() {
    ImportOptions options;
    options.makes_early_packs = true;
    options.pack_text_bytes = {400};
    return Importer(
        {{"talk/a.vtt", 50}, {"talk/b.vtt", 50}, {"talk/c.vtt", 50}, {"talk/d.vtt", 50}}, options);
  }
  Importer importer_ = importer();
};

TEST_F(EarlyPacks, HaveWhatWasReadSinceThePackBefore) {
  EXPECT_FALSE(importer_.take_early_pack());
  add("one crane");
  EXPECT_THAT(titles_of(*importer_.take_early_pack()), ElementsAre("A"));
  EXPECT_FALSE(importer_.take_early_pack());
  add("two cranes");
  EXPECT_THAT(titles_of(*importer_.take_early_pack()), ElementsAre("B"));
  add("three cranes " + std::string(400, 'x'));
  EXPECT_THAT(titles_of(importer_.take_pack().value()), ElementsAre("A", "B", "C"));
  EXPECT_FALSE(importer_.take_early_pack()) << "the finished pack has it";
  add("the last");
  EXPECT_THAT(titles_of(*importer_.take_early_pack()), ElementsAre("D"));
  importer_.finish();
  EXPECT_THAT(titles_of(importer_.take_pack().value()), ElementsAre("D"));
  EXPECT_FALSE(importer_.take_early_pack());
}

TEST_F(EarlyPacks, HaveTheVersionsOfTheFinishedOneAndAnIndexButNoSources) {
  add("one crane");
  const auto early_bytes = importer_.take_early_pack();
  importer_.finish();
  const auto bytes = importer_.take_pack();
  ASSERT_TRUE(early_bytes && bytes);
  const auto early = pack::Pack::open(*early_bytes);
  const auto finished = pack::Pack::open(*bytes);
  EXPECT_EQ(pack::episode_id(early->episodes()[0]), pack::episode_id(finished->episodes()[0]));
  EXPECT_EQ(early->episodes()[0].content_low, finished->episodes()[0].content_low);
  EXPECT_THAT(early->index_bytes(), testing::ElementsAreArray(finished->index_bytes()));
  EXPECT_THAT(early->sources(), IsEmpty());
  EXPECT_THAT(finished->sources(), testing::SizeIs(1));
}

TEST(EarlyPack, HasWhatWaitsForMoreOfItsEpisodeAsTheFeedCallsIt) {
  const std::string feed =
      "<rss version=\"2.0\"><channel><title>Garden Talk</title>"
      "<item><title>Tomatoes in winter</title><guid>gt-1</guid>"
      "<enclosure url=\"https://x.example/ep1.mp3\" type=\"audio/mpeg\"/></item></channel></rss>";
  const std::vector<TestFile> files = {
      {"d/feed.xml", feed}, {"d/ep1.vtt", vtt("first words")}, {"d/ep2.vtt", vtt("others")}};
  std::vector<FileEntry> entries;
  for (const TestFile& file : files)
    entries.push_back({.path = file.path, .size_bytes = file.text.size()});
  ImportOptions options;
  options.makes_early_packs = true;
  Importer importer(entries, options);
  std::vector<std::vector<std::string>> early;
  std::vector<Id> ids;
  while (const auto next = importer.next_file()) {
    importer.add(*next, as_bytes(files[*next].text));
    const auto bytes = importer.take_early_pack();
    if (!bytes) continue;
    early.push_back(titles_of(*bytes));
    ids.push_back(pack::episode_id(pack::Pack::open(*bytes)->episodes()[0]));
  }
  EXPECT_THAT(early, ElementsAre(ElementsAre("Tomatoes in winter"), ElementsAre("Episode 2")));
  importer.finish();
  const auto bytes = importer.take_pack();
  ASSERT_TRUE(bytes);
  const auto pack = pack::Pack::open(*bytes);
  std::vector<Id> finished;
  for (const pack::EpisodeRecord& episode : pack->episodes())
    finished.push_back(pack::episode_id(episode));
  EXPECT_THAT(finished, testing::UnorderedElementsAreArray(ids));
}

TEST(Importer, PairsFilesOfOneName) {
  const auto run = run_import(
      {{"talk/ep1.md", notes("Spinning", "- a flywheel")}, {"talk/ep1.en.vtt", vtt("words")}});
  EXPECT_THAT(run.episodes(), ElementsAre("talk/Spinning: TNS"));
  EXPECT_EQ(run.report("talk/ep1.md").pairing_with, "talk/ep1.en.vtt");
  EXPECT_EQ(run.report("talk/ep1.en.vtt").pairing_with, "talk/ep1.md");
  EXPECT_EQ(run.report("talk/ep1.en.vtt").pairing_reason, "same file name");
  EXPECT_EQ(run.report("talk/ep1.md").episode, run.report("talk/ep1.en.vtt").episode);
}

TEST(Importer, PairsFilesOfOneTitle) {
  const auto run = run_import({{"talk/z-late.md", notes("Rope Bridges!", "- a rope")},
                               {"talk/rope-bridges.vtt", vtt("words")}});
  EXPECT_THAT(run.episodes(), ElementsAre("talk/Rope Bridges!: TNS"));
  EXPECT_EQ(run.report("talk/rope-bridges.vtt").pairing_reason, "same title");
  EXPECT_EQ(run.report("talk/z-late.md").pairing_with, "talk/rope-bridges.vtt");
}

TEST(Importer, TakesTheShowFromTheNotes) {
  const auto run =
      run_import({{"talk/ep1.md", "---\ntitle: One\nshow: Slow Machines\n---\n\n- a\n"},
                  {"ep2.vtt", vtt("words")}});
  EXPECT_THAT(run.episodes(),
              UnorderedElementsAre("Slow Machines/One: TN", "Unsorted/Episode 2: TS"));
}

TEST(Importer, TakesTheShowFromTheHostWhereItSays) {
  ImportOptions options;
  options.fallback_show = "Mine";
  EXPECT_THAT(run_import({{"talk/ep2.vtt", vtt("words")}}, options).episodes(),
              ElementsAre("Mine/Episode 2: TS"));
}

TEST(Importer, ReportsEveryFile) {
  const auto run =
      run_import({{"talk/ep1.vtt", vtt("words")},
                  {"talk/cover.png", "\x89PNG\r\n\x1A\n"},
                  {"talk/.DS_Store", "x"},
                  {"__MACOSX/talk/ep1.vtt", "x"},
                  {"talk/empty.vtt", ""},
                  {"talk/picture.vtt", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)},
                  {"talk/copy.vtt", vtt("words")}});
  EXPECT_EQ(run.reports.size(), 7u);
  EXPECT_EQ(run.report("talk/cover.png").became, "ignored");
  EXPECT_EQ(run.report("talk/.DS_Store").became, "ignored");
  EXPECT_EQ(run.report("__MACOSX/talk/ep1.vtt").became, "ignored");
  EXPECT_EQ(run.report("talk/empty.vtt").became, "refused");
  EXPECT_THAT(run.report("talk/empty.vtt").error, HasSubstr("empty"));
  EXPECT_EQ(run.report("talk/picture.vtt").became, "refused");
  EXPECT_FALSE(run.report("talk/picture.vtt").error.empty());
  EXPECT_EQ(run.episodes().size(), 1u);
}

TEST(Importer, SaysWhatADuplicateIsADuplicateOf) {
  const auto run =
      run_import({{"talk/a.vtt", vtt("same words")}, {"talk/b.vtt", vtt("same words")}});
  EXPECT_EQ(run.report("talk/b.vtt").became, "duplicate");
  EXPECT_EQ(run.report("talk/b.vtt").pairing_with, "talk/a.vtt");
  EXPECT_EQ(run.report("talk/b.vtt").pairing_reason, "same content");
  EXPECT_EQ(run.report("talk/b.vtt").episode, run.report("talk/a.vtt").episode);
  EXPECT_EQ(run.episodes().size(), 1u);
}

TEST(Importer, FindsTheWordsOfTwoFormsOfATranscriptOnce) {
  const auto run = run_import({{"talk/a.vtt", vtt("same words")},
                               {"talk/a.srt", "1\n00:00:01,000 --> 00:00:04,500\nsame words\n"}});
  EXPECT_THAT(run.episodes(), ElementsAre("talk/A: TSS"));
  EXPECT_EQ(run.report("talk/a.srt").became, "transcript");
  const pack::Pack pack = run.pack(0);
  EXPECT_EQ(pack.tracks()[1].indexed, 1);
  EXPECT_EQ(pack.tracks()[2].indexed, 0);
}

TEST(Importer, RefusesWhatIsTooLargeWithoutReadingIt) {
  ImportOptions options;
  options.max_file_bytes = 10;
  Importer importer({{.path = "a/b.vtt", .size_bytes = 11}}, options);
  EXPECT_EQ(importer.next_file(), std::nullopt);
  importer.finish();
  EXPECT_EQ(importer.reports().at(0).became, "refused");
  EXPECT_EQ(importer.files_done(), 1u);
}

TEST(Importer, ReportsWhatTheHostCouldNotRead) {
  Importer importer({{.path = "a/b.vtt", .size_bytes = 11}}, {});
  ASSERT_EQ(importer.next_file(), 0u);
  importer.add_unreadable(0, {ErrorCode::CannotRead, ""});
  EXPECT_EQ(importer.next_file(), std::nullopt);
  importer.finish();
  EXPECT_EQ(importer.reports().at(0).became, "refused");
}

TEST(Importer, SaysWhatWasNotReadWhenStoppedEarly) {
  Importer importer({{.path = "a/b.vtt"}, {.path = "a/c.vtt"}}, {});
  const std::string text = vtt("words");
  importer.add(importer.next_file().value(), as_bytes(text));
  importer.finish();
  EXPECT_TRUE(importer.take_pack().has_value());
  EXPECT_EQ(importer.reports().at(1).became, "refused");
  EXPECT_EQ(importer.next_file(), std::nullopt);
}

TEST(Importer, CutsPacksAtTheSizesInTurn) {
  ImportOptions options;
  options.pack_text_bytes = {100, 1000};
  std::vector<TestFile> files;
  for (int i = 0; i < 40; ++i) {
    std::string words = "number " + std::to_string(i);
    for (int word = 0; word < 20; ++word)
      words += " word";
    files.push_back({"talk/" + std::to_string(i) + ".vtt", vtt(words)});
  }
  const auto run = run_import(files, options);
  ASSERT_GE(run.packs.size(), 4u);
  EXPECT_EQ(run.pack(0).episodes().size(), 1u);
  EXPECT_GT(run.pack(1).episodes().size(), 5u);
  EXPECT_EQ(run.episodes().size(), 40u);
}

TEST(Importer, GivesTheSamePacksForTheSameFiles) {
  const std::vector<TestFile> files = {{"talk/b.vtt", vtt("two words")},
                                       {"talk/a.md", notes("One", "- a")},
                                       {"talk/a.vtt", vtt("one word")}};
  const std::vector<TestFile> shuffled = {files[2], files[0], files[1]};
  EXPECT_EQ(run_import(files).packs, run_import(files).packs);
  EXPECT_EQ(run_import(files).packs, run_import(shuffled).packs);
}

TEST(Importer, KeepsAnEpisodesIdWhenItsFileMovesOrChangesForm) {
  const Id first = run_import({{"talk/a.vtt", vtt("one two")}}).reports[0].episode;
  EXPECT_TRUE(first.valid());
  EXPECT_EQ(run_import({{"other/b.vtt", vtt("one two")}}).reports[0].episode, first);
  EXPECT_EQ(run_import({{"other/b.srt", "1\n00:00:01,000 --> 00:00:02,000\none two\n"}})
                .reports[0]
                .episode,
            first);
  EXPECT_NE(run_import({{"talk/a.vtt", vtt("one three")}}).reports[0].episode, first);
}

TEST(Importer, GivesTwoEpisodesOfEqualTextIdsOfTheirOwn) {
  // As VTT and SRT under names that do not pair: not the same bytes, so no duplicate.
  const auto run = run_import({{"talk/a.vtt", vtt("one two")},
                               {"talk/b.srt", "1\n00:00:01,000 --> 00:00:02,000\none two\n"}});
  EXPECT_EQ(run.episodes().size(), 2u);
  EXPECT_NE(run.reports[0].episode, run.reports[1].episode);
}

TEST(Importer, LivesOnAnyBytes) {
  std::vector<TestFile> files;
  for (int i = 0; i < 60; ++i) {
    std::string bytes = vtt("some words \xF0\x9F\x9A\x80 here");
    for (std::size_t at = 0; at < bytes.size(); at += 3)
      bytes[at] = static_cast<char>(bytes[at] ^ (i * 37 + static_cast<int>(at)));
    files.push_back({"talk/" + std::to_string(i) + (i % 2 == 0 ? ".vtt" : ".md"), bytes});
  }
  files.push_back({"talk/bad\xFFname.vtt", vtt("words")});
  const auto run = run_import(files);
  EXPECT_EQ(run.reports.size(), files.size());
  for (const FileReport& report : run.reports)
    EXPECT_FALSE(report.became.empty()) << report.path;
}

TEST(Importer, AnswersNothingForNothing) {
  const auto run = run_import({});
  EXPECT_THAT(run.packs, IsEmpty());
  EXPECT_THAT(run.reports, IsEmpty());
}

TEST(Importer, NotesAndTranscriptsAreInTheLanguageThatTheirNamesSay) {
  const auto run =
      run_import({{"s/folge.de.md", "# Folge\n\n- ein Punkt\n"},
                  {"s/folge.de.vtt", vtt("ein Wort")},
                  {"s/talk.eng.md", "---\nlanguage: fre\n---\n\n# Talk\n\n- un point\n"},
                  {"s/talk.eng.vtt", vtt("a word")}});
  EXPECT_EQ(run.languages(), (std::vector<std::string>{"Folge N:de S:de", "Talk N:fr S:en"}));
}

}  // namespace
}  // namespace earshot::import
