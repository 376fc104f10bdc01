#include "shell/desktop/import_job.h"

#include <chrono>
#include <utility>

#include "shell/common/file_system.h"

namespace earshot::shell {
namespace {

constexpr auto kBetweenProgress =
    std::chrono::milliseconds(50);  // twenty steps a second look smooth

/// What has been read is shown and searched this often; each time costs the window about a
/// millisecond.
constexpr auto kBetweenEarlyPacks = std::chrono::milliseconds(100);

/// Hands over finished packs, and between them what has been read since.
class Packs {
 public:
  Packs(import::Importer& importer, std::uint32_t job, Inbox& inbox)
      : importer_(importer), job_(job), inbox_(inbox) {}

  void post() {
    const auto now = std::chrono::steady_clock::now();
    while (auto pack = importer_.take_pack()) {
      post_as<app::PackArrived>(*std::move(pack));
      last_ = now;
    }
    if (now - last_ < kBetweenEarlyPacks) return;
    if (auto pack = importer_.take_early_pack()) {
      post_as<app::EarlyPackArrived>(*std::move(pack));
      last_ = now;
    }
  }

 private:
  template <typename Arrived>
  void post_as(std::vector<std::byte> bytes) {
    Arrived arrived;
    arrived.job = job_;
    arrived.bytes = std::move(bytes);
    inbox_.post(std::move(arrived));
  }

  import::Importer& importer_;
  std::uint32_t job_;
  Inbox& inbox_;
  std::chrono::steady_clock::time_point last_;  // long ago: the first file is shown at once
};

app::FileOutcome outcome_of(const import::FileReport& report) {
  app::FileOutcome outcome;
  outcome.path = report.path;
  outcome.became = report.became;
  outcome.format = report.format;
  outcome.episode_title = report.episode_title;
  outcome.pairing_with = report.pairing_with;
  outcome.pairing_reason = report.pairing_reason;
  outcome.error = report.error;
  outcome.episode = report.episode;
  outcome.source = report.source;
  outcome.can_stand_apart = report.can_stand_apart;
  outcome.diagnostics = report.diagnostics;
  outcome.more_diagnostics = report.more_diagnostics;
  return outcome;
}

}  // namespace

void run_import(ImportJob job, const std::atomic<bool>& stop, Inbox& inbox) {
  import::ImportOptions options;
  options.fallback_show = job.fallback_show;
  options.makes_early_packs = true;
  std::vector<import::FileEntry> entries;
  entries.reserve(job.sources.size());
  for (const ImportSource& source : job.sources)
    entries.push_back(source.entry);
  import::Importer importer(std::move(entries), options);
  Packs packs(importer, job.number, inbox);

  auto last_progress = std::chrono::steady_clock::now() - kBetweenProgress;
  const auto post_progress = [&](bool at_once) {
    const auto now = std::chrono::steady_clock::now();
    if (!at_once && now - last_progress < kBetweenProgress) return;
    last_progress = now;
    app::ImportProgress progress;
    progress.job = job.number;
    progress.files_done = static_cast<std::uint32_t>(importer.files_done());
    progress.files_total = static_cast<std::uint32_t>(importer.files_total());
    inbox.post(progress);
  };

  while (!stop) {
    while (!stop && importer.read_archived()) {
      packs.post();
      post_progress(false);
    }
    if (stop) break;
    const auto next = importer.next_file();
    if (!next) break;
    ImportSource& source = job.sources[*next];
    if (source.path_on_disk.empty()) {
      importer.add(*next, source.bytes);
    } else if (const auto bytes = read_file(source.path_on_disk, options.max_file_bytes)) {
      importer.add(*next, *bytes);
    } else {
      importer.add_unreadable(*next, bytes.error());
    }
    source = {};  // what was pasted is no longer needed
    packs.post();
    post_progress(false);
  }
  const bool stopped = stop;
  importer.finish();
  packs.post();
  post_progress(true);

  app::ImportFinished finished;
  finished.job = job.number;
  finished.cancelled = stopped;
  finished.files.reserve(importer.reports().size());
  for (const import::FileReport& report : importer.reports())
    finished.files.push_back(outcome_of(report));
  inbox.post(std::move(finished));
}

}  // namespace earshot::shell
