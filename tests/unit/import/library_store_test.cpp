#include "shell/common/library_store.h"

#include <map>
#include <optional>

#include "library_folder.h"
#include "pack/merge_plan.h"
#include "search/index.h"

namespace earshot::shell {
namespace {

class LibraryStoreTest : public LibraryFolder {};

TEST_F(LibraryStoreTest, ReadsOnlyWhatChanged) {
  write("a.vtt", vtt("one"));
  write("b.vtt", vtt("two"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  EXPECT_THAT(visible_texts(), testing::ElementsAre("one", "two"));

  auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->packs_written, 0u);
  EXPECT_EQ(again->reports.at(0).became, "unchanged");
  EXPECT_TRUE(again->reports.at(0).episode.valid());

  write("b.vtt", vtt("three"));
  again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reports.at(0).became, "unchanged");
  EXPECT_EQ(again->reports.at(1).became, "transcript");
  EXPECT_THAT(visible_texts(), testing::ElementsAre("one", "three"));
}

TEST_F(LibraryStoreTest, ReadsAgainWhatWasInAPackThatIsGoneOrCut) {
  write("a.vtt", vtt("one"));
  {
    LibraryStore store = open();
    ASSERT_TRUE(import_all(store));
  }
  for (const bool is_cut : {false, true}) {
    for (const auto& entry : fs::directory_iterator(library() / "packs")) {
      if (is_cut) {
        fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
      } else {
        fs::remove(entry.path());
      }
    }
    LibraryStore store = open();
    const auto again = import_all(store);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->packs_written, 1u);
    EXPECT_THAT(visible_texts(), testing::ElementsAre("one"));
  }
}

TEST_F(LibraryStoreTest, ReadsAgainWhatWasInAPackWithADamagedBlock) {
  write("a.vtt", vtt("one"));
  {
    LibraryStore store = open();
    ASSERT_TRUE(import_all(store));
  }
  for (const auto& entry : fs::directory_iterator(library() / "packs")) {
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    // In the middle: header and section table stay whole.
    const auto middle = static_cast<std::streamoff>(fs::file_size(entry.path()) / 2);
    file.seekg(middle);
    const auto before = static_cast<char>(file.get());
    file.seekp(middle);
    file.put(static_cast<char>(~before));
  }
  LibraryStore store = open();
  const auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->packs_written, 1u);
  std::vector<Error> errors;
  const auto packs = store.load_packs(errors);
  ASSERT_EQ(packs.size(), 1u);
  EXPECT_TRUE(pack::Pack::open(packs.front().file.bytes())->verify());
}

TEST_F(LibraryStoreTest, TakesATouchedFileForUnchanged) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  fs::last_write_time(folder_ / "talk/a.vtt",
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  const auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reports.at(0).became, "unchanged");
  EXPECT_EQ(again->packs_written, 0u);
}

TEST_F(LibraryStoreTest, ReadsThePartnerOfANewFileAgain) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  write("a.md", "---\ntitle: Ropes\n---\n\n- rope\n");
  const auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reports.at(1).became, "transcript");
  EXPECT_EQ(again->reports.at(1).pairing_reason, "same file name");
  EXPECT_EQ(visible_texts().size(), 1u);
  EXPECT_EQ(store.manifest().packs.size(), 1u);  // the first pack held nothing else
}

TEST_F(LibraryStoreTest, DropsPacksThatAreWhollyReplaced) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  write("a.vtt", vtt("another"));
  const auto again = import_all(store);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->packs_removed, 1u);
  EXPECT_EQ(files_in_library(), 2u);
  EXPECT_THAT(visible_texts(), testing::ElementsAre("another"));
}

// One step fails, and the disk goes on: no step's failure is passed over.
TEST_F(LibraryStoreTest, ReportsEveryStepThatFails) {
  write("a.vtt", vtt("one"));
  std::map<std::string, int> failed;
  bool is_any = true;
  for (int fail_at = 0; is_any && fail_at < 100; ++fail_at) {
    fs::remove_all(library());
    LibraryStore store = open();
    int steps = 0;
    std::string step;
    store.set_step_gate([&](std::string_view name) {
      if (steps++ != fail_at) return true;
      step = name;
      return false;
    });
    const auto imported = import_all(store);
    is_any = !step.empty();
    if (!is_any || step == "remove") continue;  // what stays is tried again at the next change
    ++failed[step];
    ASSERT_FALSE(imported) << step;
    EXPECT_EQ(imported.error().code, ErrorCode::CannotWrite) << step;
  }
  EXPECT_THAT(failed,
              testing::ElementsAre(testing::Pair("create", 2), testing::Pair("rename", 2),
                                   testing::Pair("sync", 2), testing::Pair("sync folder", 2),
                                   testing::Pair("write", 2)));
}

TEST_F(LibraryStoreTest, ReportsAFolderThatCannotBeFlushed) {
  const auto synced = sync_folder(folder_ / "gone");
  ASSERT_FALSE(synced);
  EXPECT_EQ(synced.error().code, ErrorCode::CannotWrite);
  EXPECT_TRUE(sync_folder(folder_));
}

TEST_F(LibraryStoreTest, FlushesTheCurrentFolderWhereAPathIsOnlyAName) {
  EXPECT_TRUE(sync_folder(std::filesystem::path("notes.md").parent_path()));
}

// Breaks off before each step in turn, as a kill would; the library must be as before or as after.
TEST_F(LibraryStoreTest, IsAsBeforeOrAsAfterWhereverAKillComes) {
  write("a.vtt", vtt("one"));
  {
    LibraryStore store = open();
    ASSERT_TRUE(import_all(store));
  }
  write("a.vtt", vtt("another"));
  write("b.vtt", vtt("two"));
  fs::copy(library(), folder_ / "saved", fs::copy_options::recursive);
  const std::vector<std::string> before = {"one"};
  const std::vector<std::string> after = {"another", "two"};
  bool is_finished = false;
  int broken = 0;
  for (int kill_at = 0; !is_finished && kill_at < 100; ++kill_at) {
    fs::remove_all(library());
    fs::copy(folder_ / "saved", library(), fs::copy_options::recursive);
    int step = 0;
    bool is_dead = false;
    {
      LibraryStore store = open();
      store.set_step_gate([&](std::string_view) {
        is_dead = is_dead || step++ == kill_at;
        return !is_dead;
      });
      (void)import_all(store);
    }
    is_finished = !is_dead;
    broken += is_dead ? 1 : 0;
    const auto texts = visible_texts();
    EXPECT_TRUE(texts == before || texts == after) << kill_at;
    // And the next import brings it up to date, without leftovers.
    LibraryStore store = open();
    ASSERT_TRUE(import_all(store));
    EXPECT_EQ(visible_texts(), after) << kill_at;
    EXPECT_LE(files_in_library(), 1 + 2 * store.manifest().packs.size());
  }
  EXPECT_TRUE(is_finished);
  EXPECT_GE(broken, 6);
}

TEST_F(LibraryStoreTest, IsEmptyOrWholeWhereverAKillComesInTheFirstImport) {
  for (int i = 0; i < 6; ++i)
    write(std::to_string(i) + ".vtt", vtt("word" + std::to_string(i)));
  bool is_finished = false;
  int empty = 0;
  for (int kill_at = 0; !is_finished && kill_at < 100; ++kill_at) {
    fs::remove_all(library());
    int step = 0;
    bool is_dead = false;
    {
      LibraryStore store = open();
      store.set_step_gate([&](std::string_view) {
        is_dead = is_dead || step++ == kill_at;
        return !is_dead;
      });
      LibraryImportOptions options;
      options.import.pack_text_bytes = {1};  // a pack for each
      const fs::path roots[] = {folder_ / "talk"};
      (void)import_into(store, roots, options);
    }
    is_finished = !is_dead;
    const std::size_t shown = visible_texts().size();
    EXPECT_TRUE(shown == 0 || shown == 6) << shown << " at " << kill_at;
    empty += shown == 0 ? 1 : 0;
  }
  EXPECT_TRUE(is_finished);
  EXPECT_GE(empty, 8);
}

TEST_F(LibraryStoreTest, MergesSmallPacksAndShowsTheSame) {
  const std::vector<std::string> texts = import_one_by_one(pack::kMaxSmallPacks + 1);
  LibraryStore store = open();
  EXPECT_EQ(store.manifest().packs.size(), pack::kMaxSmallPacks + 1);
  const auto tidied = tidy_packs(store);
  ASSERT_TRUE(tidied);
  EXPECT_EQ(tidied->packs_merged, pack::kMaxSmallPacks + 1);
  EXPECT_EQ(store.manifest().packs.size(), 1u);
  EXPECT_EQ(store.manifest().packs[0].import_number, pack::kMaxSmallPacks + 1);
  EXPECT_EQ(files_in_library(), 2u);
  EXPECT_EQ(visible_texts(), texts);
  EXPECT_EQ(tidy_packs(store)->packs_written, 0u);
}

TEST_F(LibraryStoreTest, LeavesReplacedEpisodesAndTheirSourcesOutOfAMerge) {
  import_one_by_one(2);
  LibraryStore store = open();
  write("same.vtt", vtt("a long line that is the same in both versions") + "\nold words\n");
  write("more.vtt", vtt("more"));
  ASSERT_TRUE(import_all(store));
  write("same.vtt", vtt("a long line that is the same in both versions") + "\nnew words\n");
  ASSERT_TRUE(import_all(store));
  for (std::size_t i = 2; i < pack::kMaxSmallPacks + 2; ++i) {
    write("ep" + std::to_string(i) + ".vtt", vtt("words of episode " + std::to_string(i)));
    ASSERT_TRUE(import_all(store));
  }
  ASSERT_TRUE(tidy_packs(store));
  std::vector<Error> errors;
  const auto stored = look().load_packs(errors);
  ASSERT_EQ(stored.size(), 1u);
  const auto pack = pack::Pack::open(stored[0].file.bytes()).value();
  EXPECT_EQ(pack.episodes().size(), pack::kMaxSmallPacks + 4);
  EXPECT_EQ(pack.sources().size(), pack::kMaxSmallPacks + 4);
}

// A run that begins inside an import would make its rest the older version of itself.
TEST_F(LibraryStoreTest, DoesNotMergeTheRestOfAnImport) {
  import_one_by_one(pack::kMaxSmallPacks + 2);
  LibraryStore store = open();
  Manifest manifest = store.manifest();
  manifest.packs[1].import_number = manifest.packs[0].import_number;
  fs::resize_file(store.pack_path(manifest.packs[0].id), 100);  // cannot be opened: stays
  ASSERT_TRUE(store.commit(manifest));
  ASSERT_TRUE(tidy_packs(store));
  EXPECT_EQ(store.manifest().packs.size(), pack::kMaxSmallPacks + 2);
}

TEST_F(LibraryStoreTest, WritesADamagedPackAgainWhenItsFilesAreImportedAgain) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  const fs::path pack = store.pack_path(store.manifest().packs[0].id);
  std::vector<Error> errors;
  std::vector<std::byte> whole;
  {
    const auto stored = store.load_packs(errors);
    whole.assign(stored[0].file.bytes().begin(), stored[0].file.bytes().end());
  }
  auto bytes = whole;
  bytes[bytes.size() / 2] ^= std::byte{1};
  ASSERT_TRUE(write_file_atomically(pack, bytes));
  ASSERT_TRUE(store.put_pack(whole));
  EXPECT_EQ(read_file(pack, 1 << 20), whole);
}

TEST_F(LibraryStoreTest, BuildsADamagedIndexAnew) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  damage_index(store, 0);
  EXPECT_EQ(tidy_packs(store)->packs_written, 1u);
  std::vector<Error> errors;
  const auto stored = look().load_packs(errors);
  const auto pack = pack::Pack::open(stored.at(0).file.bytes()).value();
  EXPECT_TRUE(pack.verify());
  EXPECT_TRUE(search::Index::open(pack.index_bytes()));
  EXPECT_THAT(visible_texts(), testing::ElementsAre("one"));
}

// Adding one to many writes a pack of that one; what there was is not touched.
TEST_F(LibraryStoreTest, AddsAnEpisodeByWritingASmallPack) {
  for (int i = 0; i < 200; ++i)
    write("ep" + std::to_string(i) + ".vtt", vtt("words of episode " + std::to_string(i)));
  LibraryStore store = open();
  const auto first = import_all(store);
  ASSERT_TRUE(first);
  std::map<fs::path, fs::file_time_type> before;
  for (const auto& entry : fs::directory_iterator(library() / "packs"))
    before.emplace(entry.path(), entry.last_write_time());
  write("one more.vtt", vtt("the words of one more"));
  const auto second = import_all(store);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->packs_written, 1u);
  EXPECT_LT(second->pack_bytes, first->pack_bytes / 50);
  EXPECT_EQ(tidy_packs(store)->packs_written, 0u);
  for (const auto& [path, time] : before)
    EXPECT_EQ(fs::last_write_time(path), time);
}

// As above, for the merging of packs.
TEST_F(LibraryStoreTest, ShowsTheSameWhereverAKillComesIntoAMerge) {
  const std::vector<std::string> texts = import_one_by_one(pack::kMaxSmallPacks + 1);
  fs::copy(library(), folder_ / "saved", fs::copy_options::recursive);
  bool is_finished = false;
  int broken = 0;
  for (int kill_at = 0; !is_finished && kill_at < 100; ++kill_at) {
    fs::remove_all(library());
    fs::copy(folder_ / "saved", library(), fs::copy_options::recursive);
    int step = 0;
    bool is_dead = false;
    {
      LibraryStore store = open();
      store.set_step_gate([&](std::string_view) {
        is_dead = is_dead || step++ == kill_at;
        return !is_dead;
      });
      (void)tidy_packs(store);
    }
    is_finished = !is_dead;
    broken += is_dead ? 1 : 0;
    EXPECT_EQ(visible_texts(), texts) << kill_at;
    LibraryStore store = open();
    ASSERT_TRUE(tidy_packs(store));
    ASSERT_TRUE(store.commit(store.manifest()));
    EXPECT_EQ(visible_texts(), texts) << kill_at;
    EXPECT_EQ(files_in_library(), 2u) << kill_at;
  }
  EXPECT_TRUE(is_finished);
  EXPECT_GE(broken, 12);  // five steps for each of two files, and the removals
}

TEST_F(LibraryStoreTest, KeepsNothingOfAnImportThatWasStopped) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  const fs::path roots[] = {folder_ / "talk"};
  LibraryImportOptions options;
  options.progress = [](std::size_t, std::size_t, std::string_view) { return false; };
  const auto stopped = import_into(store, roots, options);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
  EXPECT_TRUE(visible_texts().empty());
}

TEST_F(LibraryStoreTest, ReadsALibraryWhoseManifestIsLost) {
  write("a.vtt", vtt("one"));
  LibraryStore store = open();
  ASSERT_TRUE(import_all(store));
  std::ofstream(library() / "library.json") << "{\"versio";
  EXPECT_THAT(visible_texts(), testing::ElementsAre("one"));
  fs::remove(library() / "library.json");
  EXPECT_THAT(visible_texts(), testing::ElementsAre("one"));
}

TEST_F(LibraryStoreTest, RefusesALibraryOfANewerVersion) {
  (void)open();
  std::ofstream(library() / "library.json") << "{\"version\":99,\"packs\":[]}";
  const auto store = LibraryStore::open(library(), LibraryStore::Access::Read);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::NewerVersion);
}

TEST_F(LibraryStoreTest, SavesAndRemovesSinglePacks) {
  pack::PackWriter writer;
  writer.string("something");
  const auto bytes = writer.finish({});
  LibraryStore store = open();
  const auto id = store.save_pack(bytes);
  ASSERT_TRUE(id);
  EXPECT_EQ(store.save_pack(bytes).value(), *id);
  EXPECT_EQ(look().manifest().packs.size(), 1u);
  EXPECT_TRUE(fs::exists(store.pack_path(*id)));
  ASSERT_TRUE(store.remove_pack(*id));
  EXPECT_FALSE(fs::exists(store.pack_path(*id)));
  EXPECT_TRUE(look().manifest().packs.empty());
  const std::byte rubbish[16] = {};
  EXPECT_FALSE(store.save_pack(rubbish));
}

TEST_F(LibraryStoreTest, KeepsUserDataAsItIs) {
  LibraryStore store = open();
  EXPECT_EQ(store.read_user_data().value(), "");
  ASSERT_TRUE(store.write_user_data("{\"anything\":1}"));
  EXPECT_EQ(look().read_user_data().value(), "{\"anything\":1}");
}

TEST_F(LibraryStoreTest, PrintsAManifestThatReadsBack) {
  Manifest manifest;
  manifest.packs.push_back({Id{1, 2}, 7});
  manifest.sources.push_back({.path = "/x/\xFF.vtt",
                              .entry_path = "x/a.vtt",
                              .size_bytes = 5,
                              .modified_ms = 1'700'000'000'123,
                              .content = {3, 4},
                              .episode = {5, 6},
                              .episode_title = "A \"title\"",
                              .became = "transcript"});
  const auto again = parse_manifest(print_manifest(manifest));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->packs.at(0).id, (Id{1, 2}));
  EXPECT_EQ(again->packs.at(0).import_number, 7u);
  EXPECT_EQ(again->sources.at(0).path, "/x/\xFF.vtt");
  EXPECT_EQ(again->sources.at(0).modified_ms, 1'700'000'000'123);
  EXPECT_EQ(again->sources.at(0).episode_title, "A \"title\"");
}

TEST_F(LibraryStoreTest, WalksInNaturalOrderPastHiddenFolders) {
  write("ep10.vtt", "x");
  write("ep2.vtt", "x");
  fs::create_directories(folder_ / "talk/.git");
  write(".git/config", "x");
  const fs::path roots[] = {folder_ / "talk", folder_ / "talk/ep2.vtt", folder_ / "missing"};
  const Walk walk = walk_files(roots);
  ASSERT_EQ(walk.files.size(), 2u);
  EXPECT_EQ(walk.files[0].entry_path, "talk/ep2.vtt");  // once, as the first root names it
  EXPECT_EQ(walk.files[1].entry_path, "talk/ep10.vtt");
  ASSERT_EQ(walk.errors.size(), 1u);
  EXPECT_EQ(walk.errors[0].code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace earshot::shell
