#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

/// Texts to try searches on, read as plain text: lines with times and blank lines are left out,
/// each other line begins a cue.
namespace earshot::oracle {

struct CorpusText {
  std::string path;
  std::string text;
  std::vector<std::uint32_t> borders_in_text;
};

inline CorpusText read_text(const std::filesystem::path& path) {
  CorpusText out;
  out.path = path.string();
  std::ifstream file(path, std::ios::binary);
  std::string line;
  while (std::getline(file, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.find_first_not_of(" \t0123456789") == std::string::npos) continue;
    if (line.find("-->") != std::string::npos || line == "WEBVTT") continue;
    if (!out.text.empty()) out.text += '\n';
    out.borders_in_text.push_back(static_cast<std::uint32_t>(out.text.size()));
    out.text += line;
  }
  return out;
}

/// The files below `folder` with one of the endings, in the order of their paths.
inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                                   std::vector<std::string_view> endings) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  std::filesystem::recursive_directory_iterator file(folder, error);
  for (; !error && file != std::filesystem::recursive_directory_iterator(); file.increment(error)) {
    const std::string ending = file->path().extension().string();
    if (std::ranges::find(endings, ending) != endings.end()) paths.push_back(file->path());
  }
  std::ranges::sort(paths);
  return paths;
}

inline std::vector<CorpusText> demo_texts() {
  std::vector<CorpusText> texts;
  const auto folder = std::filesystem::path(EARSHOT_SOURCE_DIR) / "assets" / "demo";
  for (const auto& path : files_in(folder, {".vtt", ".srt", ".md", ".txt"})) {
    texts.push_back(read_text(path));
  }
  return texts;
}

/// The folder of real inputs that is not part of the project; empty where it is not there.
inline std::filesystem::path shared_corpus() {
  const char* named = std::getenv("EARSHOT_SHARED");
  const auto shared = named != nullptr
                          ? std::filesystem::path(named)
                          : std::filesystem::path(EARSHOT_SOURCE_DIR) / ".." / "shared";
  std::error_code error;
  const auto corpus = shared / "corpus";
  return std::filesystem::is_directory(corpus, error) ? corpus : std::filesystem::path();
}

/// `count` of the transcripts among the real inputs, spread over all of them.
inline std::vector<CorpusText> corpus_texts(std::size_t count) {
  const auto paths = files_in(shared_corpus(), {".vtt", ".srt"});
  std::vector<CorpusText> texts;
  for (std::size_t i = 0; i < count && i < paths.size(); ++i) {
    texts.push_back(read_text(paths[i * paths.size() / count]));
  }
  return texts;
}

}  // namespace earshot::oracle
