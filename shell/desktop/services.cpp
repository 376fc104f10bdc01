#include "shell/desktop/services.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "base/hash.h"
#include "embed/plain_css.h"
#include "import/merge.h"
#include "pack/pack.h"
#include "shell/common/library_store.h"
#include "shell/desktop/picker.h"
#include "shell/desktop/uri_list.h"

namespace earshot::shell {
namespace {

constexpr auto kBetweenUserData = std::chrono::milliseconds(300);
constexpr std::size_t kMaxPackBytes = std::size_t{1} << 30;  // import cuts them far below that

std::string last_part(const std::string& path) {
  std::error_code error;
  // "." and "show/.." have names too.
  const auto whole =
      std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  return error || whole.filename().empty() ? path : whole.filename().string();
}

std::string sentence_of(const Error& error) {
  std::string text(sentence(error.code));
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  return text;
}

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

}  // namespace

Services::Services(Setup setup, Inbox& inbox) : setup_(std::move(setup)), inbox_(inbox) {}

Services::~Services() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
    for (const auto& [job, stop] : stops_)
      *stop = true;
  }
  hurry_.notify_all();
  processes_.clear();
}

void Services::drain() {
  reader_.drain();
  importer_.drain();
  writer_.drain();
}

void Services::refuse(std::string sentence) {
  inbox_.post(app::HostFailed{std::move(sentence)});
}

bool Services::leaving() {
  const std::lock_guard lock(mutex_);
  return leaving_;
}

// --- Start --------------------------------------------------------------------------------------

void Services::load() {
  reader_.run([this] {
    app::UserDataLoaded user;
    open_library();
    if (store_) {
      if (auto json = store_->read_user_data()) {
        user.json = *std::move(json);
      } else {
        inbox_.post(app::LoadFailed{sentence_of(json.error())});
      }
    }
    inbox_.post(std::move(user));
    if (!setup_.demo_pack.empty()) {
      app::PackLoaded demo;
      demo.bytes.assign(setup_.demo_pack.begin(), setup_.demo_pack.end());
      demo.is_demo = true;
      inbox_.post(std::move(demo));
    }
    if (store_) {
      for (const PackEntry& entry : store_->manifest().packs)
        load_pack(store_->pack_path(entry.id));
    }
    for (const std::string& path : setup_.packs)
      load_pack(path);
    inbox_.post(app::StartFinished{});
  });
}

void Services::open_library() {
  if (setup_.library.empty()) return;
  auto opened = LibraryStore::open(
      setup_.library, setup_.keep ? LibraryStore::Access::Write : LibraryStore::Access::Read);
  const ErrorCode failure = opened ? ErrorCode::NotFound : opened.error().code;
  if (!opened && (setup_.keep || failure != ErrorCode::NotFound)) store_failed(opened.error());
  // What another program keeps there can be read nevertheless.
  if (failure == ErrorCode::InUse)
    opened = LibraryStore::open(setup_.library, LibraryStore::Access::Read);
  if (opened) store_ = *std::move(opened);
}

bool Services::can_write() const {
  return store_ && store_->can_write();
}

void Services::load_pack(const std::filesystem::path& path) {
  if (leaving()) return;
  if (auto bytes = read_file(path, kMaxPackBytes)) {
    app::PackLoaded loaded;
    loaded.bytes = *std::move(bytes);
    inbox_.post(std::move(loaded));
  } else {
    inbox_.post(app::LoadFailed{sentence_of(bytes.error())});
  }
}

// --- Effects ------------------------------------------------------------------------------------

bool Services::carry_out(app::Effect& effect) {
  if (const auto* const start = std::get_if<app::StartImport>(&effect)) {
    start_import(start->job);
  } else if (const auto* const stop = std::get_if<app::StopImport>(&effect)) {
    stop_import(stop->job);
  } else if (const auto* const store = std::get_if<app::StorePack>(&effect)) {
    store_pack(*store);
  } else if (const auto* const remove = std::get_if<app::RemovePack>(&effect)) {
    remove_pack(*remove);
  } else if (auto* const merge = std::get_if<app::MergePacks>(&effect)) {
    merge_packs(*merge);
  } else if (const auto* const replace = std::get_if<app::ReplacePacks>(&effect)) {
    replace_packs(*replace);
  } else if (auto* const user = std::get_if<app::StoreUserData>(&effect)) {
    store_user_data(*user);
  } else if (const auto* const picker = std::get_if<app::ShowFilePicker>(&effect)) {
    pick(*picker);
  } else if (const auto* const link = std::get_if<app::OpenUrl>(&effect)) {
    open_url(link->url);
  } else if (const auto* const page = std::get_if<app::ShowPage>(&effect)) {
    show_page(*page);
  } else {
    return false;
  }
  return true;
}

void Services::store_failed(const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(told_store_failure_, true)) return;
  }
  inbox_.post(app::StoreFailed{"The library cannot be kept: " + sentence_of(error) +
                               " Earshot works on, but what was added will be gone at the next "
                               "start."});
}

void Services::store_pack(const app::StorePack& effect) {
  if (!setup_.keep) return;
  writer_.run([this, bytes = effect.bytes] {
    if (!can_write()) return;
    if (const auto stored = store_->save_pack(bytes); !stored) store_failed(stored.error());
  });
}

void Services::remove_pack(const app::RemovePack& effect) {
  if (!setup_.keep) return;
  writer_.run([this, pack = effect.pack] {
    if (!can_write()) return;
    if (const auto removed = store_->remove_pack(pack); !removed) store_failed(removed.error());
  });
}

void Services::merge_packs(app::MergePacks& effect) {
  importer_.run([this, order = std::move(effect)] {
    app::PacksMerged merged;
    std::vector<pack::Pack> packs;
    std::vector<import::MergePart> parts;
    for (const app::MergePacks::Part& part : order.parts) {
      merged.packs.push_back(part.pack);
      packs.push_back(pack::Pack::open(part.bytes).value_or(pack::Pack()));
    }
    for (std::size_t i = 0; i < packs.size(); ++i)
      parts.push_back({&packs[i], order.parts[i].left_out});
    if (auto bytes = import::merge_packs(
            parts, order.left_out_sources,
            order.repairs_text ? import::RepairText::Yes : import::RepairText::No))
      merged.bytes = *std::move(bytes);
    // The app gives the old packs back with the answer: the writer must be through with them.
    auto held = std::make_shared<app::PacksMerged>(std::move(merged));
    writer_.run([this, held] { inbox_.post(std::move(*held)); });
  });
}

void Services::replace_packs(const app::ReplacePacks& effect) {
  if (!setup_.keep) return;
  writer_.run([this, bytes = effect.bytes, replaced = effect.replaced] {
    if (!can_write()) return;
    if (const auto stored = store_->replace_packs(bytes, replaced); !stored)
      store_failed(stored.error());
  });
}

void Services::store_user_data(app::StoreUserData& effect) {
  if (!setup_.keep) return;
  {
    const std::lock_guard lock(mutex_);
    const bool is_queued = unwritten_user_data_.has_value();
    unwritten_user_data_ = std::move(effect.json);
    if (is_queued) return;
  }
  writer_.run([this] {
    std::unique_lock lock(mutex_);
    // Whoever scrolls changes the place with every frame: the last of them is written.
    hurry_.wait_for(lock, kBetweenUserData, [this] { return leaving_; });
    const std::string json = *std::exchange(unwritten_user_data_, std::nullopt);
    lock.unlock();
    if (!can_write()) return;
    if (const auto stored = store_->write_user_data(json); !stored) store_failed(stored.error());
  });
}

// --- Import -------------------------------------------------------------------------------------

void Services::import_paths(std::vector<std::string> paths) {
  if (paths.empty()) return;
  reader_.run([this, job = ++last_job_, paths = std::move(paths)] { gather(job, paths); });
}

void Services::import_sources(std::vector<ImportSource> sources, std::string label) {
  ImportJob job;
  job.number = ++last_job_;
  job.label = std::move(label);
  job.sources = std::move(sources);
  // Behind what is being loaded or gathered, so that jobs keep their order.
  auto held = std::make_shared<ImportJob>(std::move(job));
  reader_.run([this, held] { offer(std::move(*held)); });
}

void Services::import_pasted(std::string text) {
  if (std::vector<std::string> paths = paths_in_uri_list(text); !paths.empty()) {
    import_paths(std::move(paths));
    return;
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return;
  ImportSource source;
  const std::string hash = to_string(hash_id(text)).substr(0, 8);
  source.entry.path = "pasted text " + hash + ".txt";
  source.entry.size_bytes = text.size();
  source.bytes = bytes_of(text);
  std::vector<ImportSource> sources;
  sources.push_back(std::move(source));
  import_sources(std::move(sources), "Pasted text");
}

void Services::gather(std::uint32_t number, const std::vector<std::string>& paths) {
  const std::vector<std::filesystem::path> roots(paths.begin(), paths.end());
  Walk walk = walk_files(roots);
  for (const Error& error : walk.errors)
    refuse(sentence_of(error));
  ImportJob job;
  job.number = number;
  const std::string name = last_part(paths.front());
  if (paths.size() == 1) job.label = name;
  for (WalkedFile& file : walk.files) {
    ImportSource source;
    source.entry.path = std::move(file.entry_path);
    source.entry.size_bytes = file.size_bytes;
    source.path_on_disk = file.path.string();
    job.sources.push_back(std::move(source));
  }
  if (job.sources.empty()) {
    if (walk.errors.empty()) refuse("There are no files in " + name + ".");
    return;
  }
  offer(std::move(job));
}

void Services::offer(ImportJob job) {
  app::FilesArrived arrived;
  arrived.job = job.number;
  arrived.count = static_cast<std::uint32_t>(job.sources.size());
  arrived.label = job.label;
  {
    const std::lock_guard lock(mutex_);
    waiting_[job.number] = std::move(job);
  }
  inbox_.post(std::move(arrived));
}

void Services::start_import(std::uint32_t number) {
  auto held = std::make_shared<ImportJob>();
  std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(number);
    if (found == waiting_.end()) return;
    *held = std::move(found->second);
    waiting_.erase(found);
    stops_[number] = stop;
  }
  importer_.run([this, number, held, stop] {
    run_import(std::move(*held), *stop, inbox_);
    const std::lock_guard lock(mutex_);
    stops_.erase(number);
  });
}

void Services::stop_import(std::uint32_t number) {
  const std::lock_guard lock(mutex_);
  if (const auto found = stops_.find(number); found != stops_.end()) *found->second = true;
}

// --- Other programs -----------------------------------------------------------------------------

void Services::pick(const app::ShowFilePicker& wish) {
  std::erase_if(processes_, [](const auto& process) { return !process->running(); });
  std::vector<std::string> arguments = picker_arguments(wish.folder, wish.title);
  if (arguments.empty()) {
    refuse(
        "No file dialog is installed (zenity or kdialog). Drop files onto the window, or name them "
        "when starting: earshot-desktop FILE...");
    return;
  }
  processes_.push_back(
      std::make_unique<Process>(std::move(arguments), [this](const ProcessAnswer& answer) {
        // Exit code 1 is Cancel.
        if (answer.exit_code == 0) import_paths(picked_paths(answer.output));
      }));
}

void Services::open_url(const std::string& url) {
  const std::string opener = find_program("xdg-open");
  if (opener.empty() || !start_detached({opener, url}))
    refuse("No program was found that opens links (xdg-open): " + url);
}

/// The browser may load the page again long after this program has ended: it is a file that stays.
void Services::show_page(const app::ShowPage& effect) {
  const std::string_view styles(reinterpret_cast<const char*>(plain_css), plain_css_size);
  const std::string html = app::to_html_file(effect.page, {.title = effect.title,
                                                           .language = effect.language,
                                                           .styles = styles,
                                                           .version = EARSHOT_VERSION});
  const std::filesystem::path folder(setup_.pages);
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  const std::filesystem::path path = folder / (to_string(hash_id(effect.title)) + ".html");
  const auto written = write_file_atomically(path, std::as_bytes(std::span(html)));
  if (setup_.pages.empty() || !written) {
    refuse("The page could not be written to " + path.string() + ".");
    return;
  }
  open_url(path.string());
}

}  // namespace earshot::shell
