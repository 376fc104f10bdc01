// The indexes of packs of every version of the index, as they were written then: the present one is
// used, for any other the texts are indexed anew.
//
// When the version of the index is raised, this writes a pack with the new one, to be committed:
//
//     EARSHOT_UPDATE_GOLDEN=1 ctest -R import_test

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "import/merge.h"
#include "indexing/pack_index.h"
#include "search/expand.h"
#include "search/format.h"
#include "search/search.h"

namespace earshot::import {
namespace {

std::filesystem::path golden_folder() {
  return std::filesystem::path(EARSHOT_SOURCE_DIR) / "tests" / "golden" / "packs";
}

std::vector<std::byte> read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto view = std::as_bytes(std::span(bytes));
  return {view.begin(), view.end()};
}

std::vector<std::filesystem::path> golden_packs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(golden_folder()))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

std::uint32_t index_version(const pack::Pack& pack) {
  return search::format::record<search::format::Header>(pack.index_bytes(), 0).version;
}

std::uint64_t passages_with(const search::Index& index, std::string_view query) {
  const search::Index* const indexes[] = {&index};
  return search::search(indexes, search::expand(indexes, search::parse_query(query, false))).total;
}

/// Packs by the versions of their indexes.
std::map<std::uint32_t, std::filesystem::path> packs_by_index() {
  std::map<std::uint32_t, std::filesystem::path> packs;
  for (const auto& path : golden_packs()) {
    const auto bytes = read(path);
    packs[index_version(pack::Pack::open(bytes).value())] = path;
  }
  return packs;
}

TEST(GoldenIndex, OfThePresentVersionIsThere) {
  if (std::getenv("EARSHOT_UPDATE_GOLDEN") != nullptr &&
      !packs_by_index().contains(search::format::kVersion)) {
    const auto bytes = read(golden_folder() / "version1.pack");
    const pack::Pack pack = pack::Pack::open(bytes).value();
    const MergePart part{&pack, {}};
    const auto merged = merge_packs({&part, 1}).value();
    std::ofstream file(
        golden_folder() / ("index" + std::to_string(search::format::kVersion) + ".pack"),
        std::ios::binary);
    file.write(reinterpret_cast<const char*>(merged.data()),
               static_cast<std::streamsize>(merged.size()));
  }
  EXPECT_TRUE(packs_by_index().contains(search::format::kVersion));
  EXPECT_GE(packs_by_index().size(), 2u);
}

TEST(GoldenIndex, OfThePresentVersionFindsItsWords) {
  const auto path = packs_by_index()[search::format::kVersion];
  const auto bytes = read(path);
  const pack::Pack pack = pack::Pack::open(bytes).value();
  const auto index = search::Index::open(pack.index_bytes());
  ASSERT_TRUE(index);
  EXPECT_EQ(passages_with(*index, "remembers rope"), 2u);
  EXPECT_EQ(passages_with(*index, "lifting"), 1u);
}

TEST(GoldenIndex, OfAnOlderVersionIsRefusedAsOlderNotDamaged) {
  for (const auto& [version, path] : packs_by_index()) {
    if (version == search::format::kVersion) continue;
    const auto bytes = read(path);
    const auto index = search::Index::open(pack::Pack::open(bytes).value().index_bytes());
    ASSERT_FALSE(index) << path;
    EXPECT_EQ(index.error().code, ErrorCode::OlderVersion) << path;
    EXPECT_EQ(index.error().detail, "search index: version " + std::to_string(version));
  }
}

TEST(GoldenIndex, OfAnyVersionIsMadeAnewOfTheTexts) {
  for (const auto& path : golden_packs()) {
    const auto bytes = read(path);
    const std::vector<std::byte> made = indexing::index_all_tracks(pack::Pack::open(bytes).value());
    const auto index = search::Index::open(made);
    ASSERT_TRUE(index) << path;
    EXPECT_EQ(passages_with(*index, "remembers rope"), 2u) << path;
  }
}

}  // namespace
}  // namespace earshot::import
