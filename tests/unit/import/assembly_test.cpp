#include "import/assembly.h"

#include <gtest/gtest.h>

namespace earshot::import {
namespace {

ParsedEntry file(std::size_t entry, std::string_view path, model::FileKind kind) {
  ParsedEntry out;
  out.entry = entry;
  out.path = path;
  out.name = library::read_file_name(path);
  out.source = {1, entry + 1};
  out.file.kind = kind;
  return out;
}

ParsedEntry transcript(std::size_t entry, std::string_view path, std::string_view plain) {
  ParsedEntry out = file(entry, path, model::FileKind::Transcript);
  out.file.transcript.emplace();
  out.file.transcript->plain = plain;
  return out;
}

ParsedEntry page(std::size_t entry, std::string_view path) {
  ParsedEntry out = file(entry, path, model::FileKind::Page);
  out.file.show.emplace();
  out.file.show->title = "Slow Machines";
  model::Episode main;
  main.title = "Cranes";
  main.duration = 60'000;
  model::Episode listed;
  listed.title = "Ropes";
  listed.listed_only = true;
  listed.notes.emplace();
  listed.notes->plain = "About ropes";
  out.file.episodes = {main, listed};
  return out;
}

TEST(Assemble, TakesThePageFirst) {
  std::vector<ParsedEntry> files;
  files.push_back(transcript(0, "s/ep.vtt", "words"));
  files.push_back(page(1, "s/ep.txt"));
  const Assembled out = assemble(std::move(files), "s");
  ASSERT_EQ(out.full.size(), 1u);
  EXPECT_EQ(out.full[0].episode.title, "Cranes");
  EXPECT_EQ(out.full[0].show, "Slow Machines");
  EXPECT_EQ(out.full[0].source, "s/ep.txt");
  EXPECT_EQ(out.full[0].transcripts.size(), 1u);
  ASSERT_EQ(out.listed.size(), 1u);
  EXPECT_EQ(out.listed[0].show, "Slow Machines");
  ASSERT_EQ(out.shows.size(), 1u);
}

TEST(Assemble, MakesATitleWhereTheReaderOnlyHadTheFilesName) {
  ParsedEntry notes = file(0, "s/012-deep-ropes.md", model::FileKind::Notes);
  notes.file.episodes.emplace_back();
  notes.file.episodes[0].title = "012-deep-ropes";
  std::vector<ParsedEntry> files;
  files.push_back(std::move(notes));
  const Assembled out = assemble(std::move(files), "s");
  EXPECT_EQ(out.full.at(0).episode.title, "Deep ropes");
  EXPECT_EQ(out.full.at(0).episode.number, 12);
  EXPECT_FALSE(out.full.at(0).is_title_told);
}

TEST(Assemble, KeepsTranscriptsOfTwoLanguages) {
  std::vector<ParsedEntry> files;
  files.push_back(transcript(0, "s/ep.de.vtt", "Worte"));
  files.push_back(transcript(1, "s/ep.en.vtt", "words"));
  const Assembled out = assemble(std::move(files), "s");
  ASSERT_EQ(out.full.at(0).transcripts.size(), 2u);
  EXPECT_EQ(out.full[0].transcripts[1].language, "en");
}

TEST(Assemble, GivesEachPageItsEpisode) {
  std::vector<ParsedEntry> files;
  files.push_back(page(0, "s/ep.txt"));
  files.push_back(page(1, "s/ep.md"));
  EXPECT_EQ(assemble(std::move(files), "s").full.size(), 2u);
}

TEST(Merge, FillsWhatIsNotKnown) {
  Draft full;
  full.episode.title = "Ropes";
  full.is_title_told = true;
  full.show = "folder";
  Draft other;
  other.episode.title = "ROPES";
  other.episode.duration = 5;
  other.show = "Slow Machines";
  other.is_show_told = true;
  other.notes.emplace_back();
  merge(full, std::move(other), "same title");
  EXPECT_EQ(full.episode.title, "Ropes");
  EXPECT_EQ(full.episode.duration, 5);
  EXPECT_EQ(full.show, "Slow Machines");
  EXPECT_EQ(full.notes.size(), 1u);
}

}  // namespace
}  // namespace earshot::import
