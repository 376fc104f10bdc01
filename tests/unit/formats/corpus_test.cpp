#include <algorithm>
#include <vector>

#include "parsing.h"

namespace earshot::formats {
namespace {

namespace fs = std::filesystem;

/// All that is asked of real inputs: they are read, keep the promises, and their cues are all
/// there.
struct Tally {
  std::size_t files = 0;
  std::size_t cues = 0;
  std::size_t arrows = 0;
  std::size_t recovered = 0;
  std::size_t chapters = 0;
};

Tally read_folder(const fs::path& folder, std::string_view ending, model::Format expected) {
  Tally tally;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ending) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  for (const fs::path& path : paths) {
    const std::string bytes = read_all(path);
    const auto file = parse(bytes, path.filename().string());
    EXPECT_EQ(file.format, expected) << path;
    const std::string_view source = std::string_view(bytes).starts_with("\xEF\xBB\xBF")
                                        ? std::string_view(bytes).substr(3)
                                        : std::string_view(bytes);
    EXPECT_EQ(broken_promise(file, source), "") << path;
    ++tally.files;
    for (std::size_t at = bytes.find(" --> "); at != std::string::npos;
         at = bytes.find(" --> ", at + 1)) {
      ++tally.arrows;
    }
    if (file.transcript) {
      tally.cues += file.transcript->cues.size();
      for (const model::Cue& cue : file.transcript->cues)
        tally.recovered += !cue.recovered.empty();
    }
    for (const model::Episode& episode : file.episodes)
      tally.chapters += !episode.chapters.empty();
  }
  return tally;
}

fs::path corpus(std::string_view name) {
  const fs::path folder = shared_folder();
  if (folder.empty()) return {};
  const fs::path path = folder / "corpus" / name;
  std::error_code error;
  return fs::is_directory(path, error) ? path : fs::path();
}

TEST(Corpus, EveryCueOfTheVttShowIsRead) {
  const fs::path folder = corpus("talkpython");
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const Tally tally = read_folder(folder, ".vtt", model::Format::Vtt);
  EXPECT_EQ(tally.files, 560u);
  EXPECT_EQ(tally.cues, tally.arrows);
  EXPECT_GT(tally.cues, 600'000u);
  EXPECT_EQ(tally.recovered, 0u);
}

TEST(Corpus, EveryCueOfTheSrtShowIsRead) {
  const fs::path folder = corpus("virtual-coffee");
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const Tally tally = read_folder(folder, ".srt", model::Format::Srt);
  EXPECT_GT(tally.files, 60u);
  EXPECT_EQ(tally.cues, tally.arrows);
}

TEST(Corpus, TheMarkdownNotesAreReadAndMostHaveChapters) {
  const fs::path folder = corpus("syntaxfm");
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const Tally tally = read_folder(folder, ".md", model::Format::NotesMarkdown);
  EXPECT_GT(tally.files, 900u);
  EXPECT_GT(tally.chapters, tally.files / 2);
}

TEST(Corpus, AnyOtherFileIsReadAsSomething) {
  const fs::path folder = corpus("podcast-namespace");
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = read_all(entry.path());
    const auto file = parse_file(entry.path().filename().string(), std::as_bytes(std::span(bytes)));
    if (!file) EXPECT_EQ(file.error().code, ErrorCode::NotText) << entry.path();
  }
}

}  // namespace
}  // namespace earshot::formats
