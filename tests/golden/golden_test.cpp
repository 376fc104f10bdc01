#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "formats/parse.h"
#include "golden/dump.h"

// Each input in files/ and in tests/regressions beside what it is expected to say
// (`<input>.expected`). EARSHOT_REWRITE_GOLDEN=1 writes the expectations anew; read the difference.

namespace earshot::golden {
namespace {

namespace fs = std::filesystem;

std::string read_all(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> inputs() {
  std::vector<fs::path> paths;
  for (const char* folder : {"tests/golden/files", "tests/regressions"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(EARSHOT_SOURCE_DIR) / folder, error)) {
      const std::string ending = entry.path().extension().string();
      const bool is_input = ending == ".vtt" || ending == ".srt" || ending == ".md" ||
                            ending == ".txt" || ending == ".html" || ending == ".json" ||
                            ending == ".tsv" || ending == ".ttml" || ending == ".xml" ||
                            ending == ".atom" || ending == ".opml";
      if (entry.is_regular_file() && is_input) paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

TEST(Golden, EveryInputSaysWhatIsExpected) {
  const bool is_rewriting = std::getenv("EARSHOT_REWRITE_GOLDEN") != nullptr;
  ASSERT_FALSE(inputs().empty());
  for (const fs::path& path : inputs()) {
    const std::string bytes = read_all(path);
    formats::ParseOptions options;
    options.with_spans = true;
    const auto file =
        formats::parse_file(path.filename().string(), std::as_bytes(std::span(bytes)), options);
    const std::string actual =
        file ? dump(*file) : "refused " + std::string(name(file.error().code)) + "\n";
    const fs::path expected = path.string() + ".expected";
    if (is_rewriting) std::ofstream(expected, std::ios::binary) << actual;
    EXPECT_EQ(actual, read_all(expected)) << path.filename();
  }
}

}  // namespace
}  // namespace earshot::golden
