#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "shell/common/library_import.h"
#include "shell/common/library_packs.h"
#include "shell/common/library_store.h"

namespace earshot::shell {

namespace fs = std::filesystem;

/// A folder that is gone after the test.
class LibraryFolder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("earshot-store-" + std::to_string(getpid()) + "-" + info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "talk");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(std::string_view name, std::string_view text) {
    std::ofstream file(folder_ / "talk" / name, std::ios::binary);
    file << text;
  }
  static std::string vtt(std::string_view words) {
    return "WEBVTT\n\n00:01.000 --> 00:04.500\n" + std::string(words) + "\n";
  }
  fs::path library() const { return folder_ / "library"; }
  LibraryStore open() { return LibraryStore::open(library(), LibraryStore::Access::Write).value(); }
  LibraryStore look() { return LibraryStore::open(library(), LibraryStore::Access::Read).value(); }

  Result<ImportOutcome> import_all(LibraryStore& store) {
    const fs::path roots[] = {folder_ / "talk"};
    return import_into(store, roots, {});
  }

  /// The texts of the episodes that are to be seen, sorted.
  std::vector<std::string> visible_texts() {
    const LibraryStore store = look();
    std::vector<Error> errors;
    const auto stored = store.load_packs(errors);
    EXPECT_TRUE(errors.empty());
    std::vector<pack::Pack> packs;
    std::vector<PackEntry> entries;
    for (const StoredPack& pack : stored) {
      auto opened = pack::Pack::open(pack.file.bytes());
      EXPECT_TRUE(opened);
      if (!opened) continue;
      EXPECT_TRUE(opened->verify());
      packs.push_back(*std::move(opened));
      entries.push_back(pack.entry);
    }
    std::vector<const pack::Pack*> pointers;
    for (const pack::Pack& pack : packs)
      pointers.push_back(&pack);
    const auto replaced = replaced_episodes(pointers, entries);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < packs.size(); ++i) {
      const auto episodes = packs[i].episodes();
      for (std::size_t number = 0; number < episodes.size(); ++number) {
        if (replaced[i][number]) continue;
        for (const pack::TrackRecord& track : packs[i].tracks(episodes[number])) {
          if (track.kind == pack::TrackKind::Transcript) texts.emplace_back(packs[i].text(track));
        }
      }
    }
    std::ranges::sort(texts);
    return texts;
  }

  /// Imports as many files, each by itself; gives the texts that are to be seen then.
  std::vector<std::string> import_one_by_one(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "ep" + std::to_string(i) + ".vtt";
      write(name, vtt("words of episode " + std::to_string(i)));
      LibraryStore store = open();
      const fs::path roots[] = {folder_ / "talk" / name};
      EXPECT_TRUE(import_into(store, roots, {}));
    }
    return visible_texts();
  }

  /// Flips a bit in the index of a stored pack.
  static void damage_index(const LibraryStore& store, std::size_t number) {
    const fs::path path = store.pack_path(store.manifest().packs[number].id);
    auto bytes = read_file(path, 1 << 20).value();
    const auto index = pack::Pack::open(bytes)->index_bytes();
    bytes[static_cast<std::size_t>(index.data() - bytes.data()) + index.size() / 2] ^= std::byte{1};
    ASSERT_TRUE(write_file_atomically(path, bytes));
  }

  std::size_t files_in_library() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(library()))
      count += entry.is_regular_file() && entry.path().extension() != ".lock" ? 1 : 0;
    return count;
  }

  fs::path folder_;
};

}  // namespace earshot::shell
