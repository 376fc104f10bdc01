#include <algorithm>

#include "base/hash.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

namespace fs = std::filesystem;

// The page the product was conceived from. Its text is not ours: what is expected of it is held as
// counts, and as one line for each span with its place, field and a hash of the bytes there.

fs::path seed() {
  const fs::path folder = shared_folder();
  if (folder.empty()) return {};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "seeds", error)) {
    if (entry.path().extension() == ".txt") return entry.path();
  }
  return {};
}

std::string hash_of(std::string_view text) {
  return to_string(hash_id(text)).substr(0, 12);
}

std::string described(const model::ParsedFile& file, std::string_view source) {
  std::string out;
  for (const model::SourceSpan& span : file.spans) {
    out += std::to_string(span.range_in_source.begin) + ".." +
           std::to_string(span.range_in_source.end) + " " + span.field + " " +
           hash_of(slice(source, span.range_in_source)) + "\n";
  }
  for (std::size_t i = 0; i < file.episodes.size(); ++i) {
    const model::Notes& notes = *file.episodes[i].notes;
    for (const model::Block& block : notes.blocks) {
      out += "episodes[" + std::to_string(i) + "] block " +
             std::to_string(static_cast<int>(block.kind)) + " level " +
             std::to_string(block.level) + " " + std::to_string(block.text_in_plain.begin) + ".." +
             std::to_string(block.text_in_plain.end) + " time " + std::to_string(block.time.start) +
             ".." + std::to_string(block.time.end) + " " +
             hash_of(slice(notes.plain, block.text_in_plain)) + "\n";
    }
  }
  return out;
}

TEST(Seed, BecomesOneFullEpisodeAndTenListedOnes) {
  const fs::path path = seed();
  if (path.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const std::string source = read_all(path);
  const auto file = parse(source, "pasted.txt");
  ASSERT_EQ(file.kind, model::FileKind::Page);
  EXPECT_EQ(broken_promise(file, source), "");
  EXPECT_EQ(file.language, "en");
  ASSERT_EQ(file.episodes.size(), 11u);
  const model::Episode& main = file.episodes[0];
  EXPECT_EQ(iso_date(main.date), "2025-03-14");
  EXPECT_EQ(main.duration, 759'000);
  EXPECT_EQ(main.author.size(), 9u);
  EXPECT_EQ(main.notes->offers.size(), 3u);
  int sections = 0;
  int second = 0;
  int third = 0;
  for (const model::Block& block : main.notes->blocks) {
    if (block.kind != model::BlockKind::Item) continue;
    sections += block.level == 1;
    second += block.level == 2;
    third += block.level == 3;
  }
  EXPECT_EQ(sections, 5);
  EXPECT_EQ(second, 10);
  EXPECT_EQ(third, 30);
  EXPECT_EQ(file.show->declared_episodes, 225);
  EXPECT_EQ(file.show->author, "");
  EXPECT_GT(file.show->description.size(), 1'000u);
  for (std::size_t i = 1; i < file.episodes.size(); ++i) {
    const model::Episode& listed = file.episodes[i];
    EXPECT_TRUE(listed.listed_only);
    EXPECT_GT(listed.duration, 300'000);
    EXPECT_TRUE(listed.notes->plain.ends_with("…"));
    EXPECT_GT(listed.notes->squashed, 0.5F);
    EXPECT_GE(listed.notes->blocks.size(), 4u);
  }
}

TEST(Seed, MapsEveryByteAsExpected) {
  const fs::path path = seed();
  if (path.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const std::string source = read_all(path);
  const std::string actual = described(parse(source, "pasted.txt"), source);
  const fs::path expected =
      fs::path(EARSHOT_SOURCE_DIR) / "tests" / "golden" / "seed-page.expected";
  if (const char* rewrite = std::getenv("EARSHOT_REWRITE_GOLDEN"); rewrite != nullptr) {
    std::ofstream(expected, std::ios::binary) << actual;
  }
  EXPECT_EQ(actual, read_all(expected));
}

}  // namespace
}  // namespace earshot::formats
