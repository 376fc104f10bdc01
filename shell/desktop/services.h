#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/effect.h"
#include "base/result.h"
#include "shell/common/library_store.h"
#include "shell/desktop/import_job.h"
#include "shell/desktop/inbox.h"
#include "shell/desktop/process.h"
#include "shell/desktop/worker.h"

namespace earshot::shell {

/// What the desktop program does beside drawing: reads and keeps the library, imports, asks for
/// files, opens links. Everything slow happens on threads of its own; what comes of it is posted to
/// the inbox. Called from one thread.
class Services {
 public:
  struct Setup {
    std::string library;                   ///< folder; empty: nothing is read, nothing kept
    bool keep = true;                      ///< false: the library is read, but stays as it is
    std::span<const std::byte> demo_pack;  ///< empty: none
    std::vector<std::string> packs;        ///< shown, but not kept
    std::string pages;                     ///< folder of the pages that a browser shows
  };

  /// `inbox` must outlive this.
  Services(Setup setup, Inbox& inbox);
  /// Stops imports, writes what is to be kept, ends programs that still ask.
  ~Services();
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  /// Posts what is stored, then StartFinished.
  void load();
  /// False for effects that are the window's.
  bool carry_out(app::Effect& effect);

  /// Gathers files and folders, and hands them to the app as one job. Safe from any thread.
  void import_paths(std::vector<std::string> paths);
  /// Imports files that lie in memory.
  void import_sources(std::vector<ImportSource> sources, std::string label);
  /// What was pasted: paths or file: addresses are imported as files, other text as a page.
  void import_pasted(std::string text);

  /// Waits until nothing is under way, but for programs that ask. Work that the app must ask for
  /// first (StartImport) is not under way.
  void drain();

 private:
  void open_library();
  bool can_write() const;  ///< for the writer's tasks
  void load_pack(const std::filesystem::path& path);
  void gather(std::uint32_t job, const std::vector<std::string>& paths);
  void offer(ImportJob job);
  void start_import(std::uint32_t job);
  void stop_import(std::uint32_t job);
  void store_pack(const app::StorePack& effect);
  void remove_pack(const app::RemovePack& effect);
  void merge_packs(app::MergePacks& effect);
  void replace_packs(const app::ReplacePacks& effect);
  void store_user_data(app::StoreUserData& effect);
  void store_failed(const Error& error);
  void pick(const app::ShowFilePicker& wish);
  void open_url(const std::string& url);
  void show_page(const app::ShowPage& effect);
  void refuse(std::string sentence);
  bool leaving();

  const Setup setup_;
  std::optional<LibraryStore> store_;  // set by the load, used by the writer afterwards
  Inbox& inbox_;
  std::atomic<std::uint32_t> last_job_ = 0;

  std::mutex mutex_;  // of what follows, up to the processes
  std::condition_variable hurry_;
  bool leaving_ = false;
  std::map<std::uint32_t, ImportJob> waiting_;
  std::map<std::uint32_t, std::shared_ptr<std::atomic<bool>>> stops_;
  std::optional<std::string> unwritten_user_data_;
  bool told_store_failure_ = false;

  std::vector<std::unique_ptr<Process>> processes_;
  // Last, and so ended first: their tasks use all of the above.
  Worker writer_;
  Worker importer_;
  Worker reader_;
};

}  // namespace earshot::shell
