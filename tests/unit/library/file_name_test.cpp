#include "library/file_name.h"

#include <gtest/gtest.h>

namespace earshot::library {
namespace {

struct TitleCase {
  std::string_view path, title;
  std::int32_t season = -1, number = -1;
};

class ReadFileName : public testing::TestWithParam<TitleCase> {};

TEST_P(ReadFileName, MakesATitleAndFindsTheNumber) {
  const FileName name = read_file_name(GetParam().path);
  EXPECT_EQ(name.title, GetParam().title);
  EXPECT_EQ(name.season, GetParam().season);
  EXPECT_EQ(name.number, GetParam().number);
}

INSTANTIATE_TEST_SUITE_P(
    Names, ReadFileName,
    testing::Values(TitleCase{"x/009-Boxes-and-Cranes-with-Ann-Bee.vtt",
                              "Boxes and Cranes with Ann Bee", -1, 9},
                    TitleCase{"1_7.srt", "Season 1, episode 7", 1, 7},
                    TitleCase{"543.vtt", "Episode 543", -1, 543},
                    TitleCase{"000_introducing_the_show.vtt", "Introducing the show", -1, 0},
                    TitleCase{"049_ Some_Tool.vtt", "Some Tool", -1, 49},
                    TitleCase{"003-Big-Web Frame-Ann-McBee.vtt", "Big Web Frame Ann McBee", -1, 3},
                    TitleCase{"004_Enterprise_and_Large-Scale_Work.vtt",
                              "Enterprise and Large-Scale Work", -1, 4},
                    TitleCase{"540-modern-things-transcript.vtt", "Modern things", -1, 540},
                    TitleCase{"544-wheels-transcript-final.vtt", "Wheels", -1, 544},
                    TitleCase{"012 -Why is Everyone Here.md", "Why is Everyone Here", -1, 12},
                    TitleCase{"S02E05 - The Thing.srt", "The Thing", 2, 5},
                    TitleCase{"season 2 episode 5.srt", "Season 2, episode 5", 2, 5},
                    TitleCase{"1x07 Pilot.srt", "Pilot", 1, 7},
                    TitleCase{"ep12.en.vtt", "Episode 12", -1, 12},
                    TitleCase{"Episode-12.md", "Episode 12", -1, 12},
                    TitleCase{"3 things about cranes.md", "3 things about cranes", -1, -1},
                    TitleCase{"talk-012.vtt", "Talk 012", -1, 12},
                    TitleCase{"The final.md", "The final", -1, -1},
                    TitleCase{"ep12/transcript.vtt", "Episode 12", -1, 12},
                    TitleCase{"Season 3/04 - Rope.srt", "Rope", 3, 4},
                    TitleCase{"\xC3\x9C"
                              "ber die Br\xC3\xBC"
                              "cke.md",
                              "\xC3\x9C"
                              "ber die Br\xC3\xBC"
                              "cke",
                              -1, -1},
                    TitleCase{"...", "...", -1, -1}));

TEST(ReadFileNameDate, ReadsADateAtTheFront) {
  EXPECT_EQ(iso_date(read_file_name("2025-03-14-rope-bridges.md").date), "2025-03-14");
  EXPECT_EQ(read_file_name("2025-03-14-rope-bridges.md").title, "Rope bridges");
  EXPECT_EQ(iso_date(read_file_name("20250314.vtt").date), "2025-03-14");
  EXPECT_EQ(read_file_name("20251314.vtt").date, kNoDate);
}

TEST(ReadFileNameKey, IsEqualForLanguageAndKindSuffixes) {
  const std::string key = read_file_name("show/ep12.md").key;
  for (const std::string_view path :
       {"show/ep12.vtt", "show/ep12.en.vtt", "show/ep12.en-US.vtt", "show/EP12.srt",
        "show/ep12-transcript.vtt", "show/ep12_captions.srt", "show/transcripts/ep12.vtt",
        "show/notes/ep12.md", "show/ep12/transcript.vtt", "show/ep12-notes.md"})
    EXPECT_EQ(read_file_name(path).key, key) << path;
  EXPECT_NE(read_file_name("show/ep13.md").key, key);
  EXPECT_NE(read_file_name("other/ep12.md").key, key);
}

TEST(ReadFileNameKey, KeepsWordsThatOnlyLookLikeALanguage) {
  EXPECT_NE(read_file_name("what-is-it.md").key, read_file_name("what-is.md").key);
  EXPECT_EQ(read_file_name("Patreon.com_story.vtt").title, "Patreon.com story");
}

TEST(ReadFileNameLanguage, ComesFromTheSuffix) {
  EXPECT_EQ(read_file_name("ep12.en-US.vtt").language, "en-US");
  EXPECT_EQ(read_file_name("ep12.vtt").language, "");
  EXPECT_EQ(read_file_name("talk.eng.vtt").language, "en");
  EXPECT_EQ(read_file_name("talk.ger.vtt").language, "de");
  EXPECT_EQ(read_file_name("talk.pt_br.vtt").language, "pt-br");
}

TEST(WithoutShow, ReadsWhatStandsBehindTheShowsName) {
  const auto rest = [](std::string_view path) {
    const auto name = without_show(read_file_name(path), "garden talk");
    if (!name) return std::string("none");
    return std::to_string(name->season) + ' ' + std::to_string(name->number) + ' ' + name->title;
  };
  EXPECT_EQ(rest("d/Garden Talk - Potatoes.vtt"), "-1 -1 Potatoes");
  EXPECT_EQ(rest("d/Garden Talk - 02 - Potatoes.json"), "-1 2 Potatoes");
  EXPECT_EQ(rest("d/garden-talk-s01e02-potatoes.vtt"), "1 2 Potatoes");
  EXPECT_EQ(rest("d/Garden Talk #12.vtt"), "-1 12 Episode 12");
  EXPECT_EQ(rest("d/Garden Talk.vtt"), "none");
  EXPECT_EQ(rest("d/Garden Talks about hedges.vtt"), "none");
  EXPECT_EQ(rest("d/Potatoes - Garden Talk.vtt"), "none");
}

TEST(WithoutShow, LeavesNamesAloneWhereNoShowIsNamed) {
  EXPECT_FALSE(without_show(read_file_name("d/Garden Talk.vtt"), ""));
}

TEST(FileType, TellsReadableFromOthers) {
  EXPECT_EQ(file_type("a/b.VTT"), FileType::Transcript);
  EXPECT_EQ(file_type("a/b.md"), FileType::Text);
  EXPECT_EQ(file_type("a/b.mp3"), FileType::Audio);
  EXPECT_EQ(file_type("a/b.png"), FileType::Other);
  EXPECT_EQ(file_type("a/feed.xml"), FileType::Feed);
  EXPECT_EQ(file_type("a/b.chapters.json"), FileType::Data);
  EXPECT_EQ(file_type("a/b"), FileType::Unknown);
  EXPECT_EQ(file_type("a/.hidden.vtt"), FileType::Housekeeping);
  EXPECT_EQ(file_type("__MACOSX/b.vtt"), FileType::Housekeeping);
  EXPECT_EQ(file_type("a/.git/b.md"), FileType::Housekeeping);
  EXPECT_EQ(file_type("a/LICENSE"), FileType::Housekeeping);
  EXPECT_EQ(file_type("a/README.md"), FileType::Housekeeping);
}

TEST(NaturalLess, CountsAsPeopleDo) {
  EXPECT_TRUE(natural_less("ep2", "ep10"));
  EXPECT_TRUE(natural_less("ep002", "ep10"));
  EXPECT_FALSE(natural_less("ep10", "ep2"));
  EXPECT_TRUE(natural_less("ep", "ep1"));
  EXPECT_FALSE(natural_less("same", "same"));
  EXPECT_NE(natural_less("ep01", "ep1"), natural_less("ep1", "ep01"));
}

}  // namespace
}  // namespace earshot::library
