#include "library/grouping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::library {
namespace {

std::vector<NamedFile> files(std::initializer_list<std::string_view> paths) {
  std::vector<NamedFile> out;
  for (const std::string_view path : paths)
    out.push_back({std::string(path), read_file_name(path), file_type(path)});
  return out;
}

/// "a.md+a.vtt(same file name) b.md", for comparing at a glance.
std::string grouped(std::initializer_list<std::string_view> paths) {
  const auto named = files(paths);
  std::string out;
  for (const FileGroup& group : group_files(named)) {
    if (!out.empty()) out += ' ';
    for (const std::size_t file : group.files) {
      if (file != group.files.front()) out += '+';
      out += named[file].path;
    }
    if (!group.reason.empty()) out += "(" + std::string(group.reason) + ")";
  }
  return out;
}

TEST(GroupFiles, PairsTheSameStem) {
  EXPECT_EQ(grouped({"s/b.vtt", "s/a.md", "s/a.vtt"}), "s/a.md+s/a.vtt(same file name) s/b.vtt");
}

TEST(GroupFiles, PairsAcrossFoldersThatOnlyTellAKind) {
  EXPECT_EQ(grouped({"s/notes/a.md", "s/transcripts/a.vtt"}),
            "s/notes/a.md+s/transcripts/a.vtt(same file name)");
}

TEST(GroupFiles, PairsByFolder) {
  EXPECT_EQ(grouped({"s/ep1/notes.md", "s/ep1/transcript.vtt"}),
            "s/ep1/notes.md+s/ep1/transcript.vtt(same folder)");
}

TEST(GroupFiles, PairsABareNumberWithATitledOne) {
  EXPECT_EQ(grouped({"s/012.md", "s/012_Deep_dive.vtt"}),
            "s/012.md+s/012_Deep_dive.vtt(same number)");
}

TEST(GroupFiles, PairsATrailingNumber) {
  EXPECT_EQ(grouped({"s/notes-012.md", "s/talk-012.vtt"}),
            "s/notes-012.md+s/talk-012.vtt(same number)");
}

TEST(GroupFiles, LeavesEqualNumbersOfUnlikeTitlesAlone) {
  EXPECT_EQ(grouped({"s/012-Ropes.md", "s/012-Cranes.vtt"}), "s/012-Cranes.vtt s/012-Ropes.md");
}

TEST(GroupFiles, LeavesAmbiguousNumbersAlone) {
  EXPECT_EQ(grouped({"s/12.md", "s/12-a.vtt", "s/12-b.vtt"}), "s/12-a.vtt s/12-b.vtt s/12.md");
}

TEST(GroupFiles, KeepsLanguagesOfOneEpisodeTogether) {
  EXPECT_EQ(grouped({"s/a.de.vtt", "s/a.en.vtt", "s/a.md"}),
            "s/a.de.vtt+s/a.en.vtt+s/a.md(same file name)");
}

TEST(GroupFiles, CountsInNaturalOrder) {
  EXPECT_EQ(grouped({"s/ep10.vtt", "s/ep2.vtt"}), "s/ep2.vtt s/ep10.vtt");
}

TEST(ShowFolders, IsTheDroppedFolder) {
  EXPECT_THAT(show_folders(files({"talk/1.vtt", "talk/transcripts/2.vtt", "3.vtt"})),
              testing::ElementsAre("talk", "talk", ""));
}

TEST(ShowFolders, IsTheFolderBelowAShelfOfShows) {
  EXPECT_THAT(show_folders(files({"all/a/1.vtt", "all/b/notes/2.md"})),
              testing::ElementsAre("a", "b"));
}

TEST(ShowFolders, IsTheDroppedFolderWhereSeasonsHaveFolders) {
  EXPECT_THAT(show_folders(files({"talk/2023/a.vtt", "talk/2024/b.vtt", "talk/s03/c.vtt"})),
              testing::ElementsAre("talk", "talk", "talk"));
}

TEST(ShowFolders, IsTheDroppedFolderWhereEpisodesHaveFolders) {
  EXPECT_THAT(show_folders(files({"talk/ep1/notes.md", "talk/ep2/transcript.vtt"})),
              testing::ElementsAre("talk", "talk"));
}

}  // namespace
}  // namespace earshot::library
