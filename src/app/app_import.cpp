#include "app/app_state.h"

#include <algorithm>
#include <utility>

#include "app/merging.h"
#include "app/repair.h"

namespace earshot::app {
namespace {

constexpr std::size_t kMaxReports = 20;  // of one session; an import of a folder may hold 96 MB

}  // namespace

void App::State::show_report() {
  import_view.has_report = !reports.empty();
  import_view.report_count = static_cast<std::int32_t>(reports.size());
  if (reports.empty()) return;
  chosen_report = std::min(chosen_report, reports.size() - 1);
  const ImportReport& report = reports[chosen_report];
  import_view.report_number = static_cast<std::int32_t>(chosen_report);
  import_view.report = report.files;
  import_view.report_label = report.label;
  import_view.refused = report.refused;
  import_view.with_diagnostics = report.with_diagnostics;
  import_view.episodes_added = report.episodes_added;
  import_view.replaced = report.replaced;
  std::vector<std::uint8_t> apart;
  for (const FileOutcome& file : report.files)
    apart.push_back(user.apart.contains({file.episode, file.source}) ? 1 : 0);
  is_report_stale |= apart != apart_files;
  apart_files = std::move(apart);
  import_view.apart = apart_files;
  if (source_view.open && source_view.is_report && is_report_stale) write_report();
  is_report_stale = false;
}

void App::State::write_report() {
  report_text.write(say, import_view);
  source_view.track = report_text.track();
}

void App::State::start_next_job() {
  arrived.clear();
  if (jobs.empty()) return;
  replaced_by_job = 0;
  import_view.files_done = 0;
  import_view.files_total = jobs.front().count;
  effects.push_back(StartImport{jobs.front().number});
}

void App::State::on(const ChooseReport& a) {
  if (a.report >= 0 && static_cast<std::size_t>(a.report) < reports.size())
    chosen_report = static_cast<std::size_t>(a.report);
}

void App::State::on(const CancelImport&) {
  if (!jobs.empty()) effects.push_back(StopImport{jobs.front().number});
}

void App::State::on(const UserDataLoaded& a) {
  user = read_user_data(a.json);
  stored = user;
  choose_words();
  library.put_apart(user.apart);
}

void App::State::on(PackLoaded& a) {
  if (const auto loaded = library.add(std::move(a.bytes), a.is_demo); !loaded) {
    on(LoadFailed{std::string(sentence(loaded.error().code))});
  }
  library_changed = library_stale = true;
}

void App::State::on(const LoadFailed& a) {
  has_load_failed = true;
  notify(say(word::kPartNotRead, say.of_core(a.what)), true);
}

void App::State::on(const StartFinished&) {
  results.forget_hits(library);  // they name packs by number, and packs are about to move
  library.arrange(user.packs);
  // What was merged is gone; what could not be read may come back, and keeps its place.
  if (!has_load_failed) std::erase_if(user.packs, [this](Id id) { return !library.has_pack(id); });
  library_stale = true;
  rebuild_if_stale();
  for (const Id pack : library.drop_unseen(offered_back(user))) {
    std::erase(user.packs, pack);
    effects.push_back(RemovePack{pack});
    library_stale = true;  // episodes name packs by number
  }
  rebuild_if_stale();
  const Session session = user.session;
  show_row(session.show.empty() ? kAllShows : library.show_row(session.show));
  if (session.show.empty() && library.shows().size() == 1) show_row(0);
  if (session.episode.valid() && library.find(session.episode)) {
    open_text(session.episode, session.tab, session.text);
    reader.set_folds(session.folded_blocks);
    go_back_to(session.tab, session.offset_in_text);
  }
  if (!session.query.empty() && !results.active()) {
    const bool has_hit = session.hit_episode.valid();
    results.restore(library, session.query, session.scope, session.hit_sort,
                    has_hit ? std::optional(std::pair(session.hit_episode, session.hit_in_text))
                            : std::nullopt);
    results.view().shown = session.in_results;
    reader.mark(results.query());
  }
  library_changed = true;
  starting = false;
  merge_if_many();
}

void App::State::on(FilesArrived& a) {
  jobs.push_back({a.job, a.count, say.of_core(a.label)});
  if (jobs.size() == 1) {
    start_next_job();
  }
}

void App::State::on(const ImportProgress& a) {
  if (jobs.empty() || jobs.front().number != a.job) return;
  import_view.files_done = a.files_done;
  import_view.files_total = a.files_total;
}

/// What was removed and is dropped again is wanted again.
void App::State::welcome(const LoadedPack& pack) {
  for (const pack::EpisodeRecord& episode : pack.pack.episodes()) {
    const EpisodeVersion version{{episode.id_high, episode.id_low},
                                 {episode.content_high, episode.content_low}};
    // An early pack had it: what was done since then counts.
    if (early.contains(version)) continue;
    user.removed.erase(version);
    user.discarded.erase(version);
    // Undo takes back what the import brought, not what was there before.
    const auto before = library.find(version.id);
    if (!before || library.version(*before) != version) arrived.push_back(version);
    if (pack.is_early) early.insert(version);
  }
}

void App::State::drop_early_packs(Library::Early which) {
  results.forget_hits(library);  // they name packs by number
  if (library.drop_early(which)) library_changed = library_stale = true;
  search_changed = true;
  rebuild_if_stale();
}

void App::State::on(EarlyPackArrived& a) {
  if (jobs.empty() || jobs.front().number != a.job) return;
  const auto loaded = library.add_early(std::move(a.bytes));
  if (!loaded || !(*loaded)->is_early) return;
  welcome(**loaded);
  library_changed = library_stale = true;
}

void App::State::on(PackArrived& a) {
  const std::uint32_t packs_before = library.pack_count();
  const auto loaded = library.add(std::move(a.bytes), false);
  if (!loaded) {
    notify(say(word::kDamagedPack, say.of_core(sentence(loaded.error().code))), true);
    return;
  }
  const LoadedPack& pack = **loaded;
  const bool is_known = library.pack_count() == packs_before;  // byte for byte
  welcome(pack);
  library_changed = library_stale = true;
  rebuild_if_stale();
  drop_early_packs(Library::Early::Replaced);
  if (is_known) return;
  replaced_by_job += library.replaced_by(pack);
  user.packs.push_back(pack.id);
  effects.push_back(StorePack{pack.id, pack.bytes});
}

void App::State::on(ImportFinished& a) {
  if (jobs.empty() || jobs.front().number != a.job) return;
  drop_early_packs(Library::Early::All);  // what a worker that died has not finished
  early.clear();
  ImportReport report{.label = jobs.front().label, .files = std::move(a.files)};
  report.replaced = replaced_by_job;
  for (const FileOutcome& file : report.files) {
    if (!file.error.empty()) ++report.refused;
    if (!file.diagnostics.empty()) ++report.with_diagnostics;
  }
  std::vector<EpisodeVersion> added;
  for (const EpisodeVersion& version : arrived) {
    // What has less than the library had is kept, but not shown in its place.
    const auto ref = library.find(version.id);
    if (ref && library.version(*ref) == version) added.push_back(version);
  }
  const auto episodes = static_cast<std::uint32_t>(added.size());
  report.episodes_added = episodes;
  show_what_arrived(jobs.front().count);
  std::string text;
  if (!a.error.empty()) {
    text = say.of_core(a.error);
  } else if (a.cancelled) {
    text = say(word::kImportStopped, episodes);
  } else if (episodes == 0 && report.files.size() == 1 && !report.files.front().error.empty()) {
    text = report.files.front().path + ": " + say.of_core(report.files.front().error);
  } else if (episodes == 0) {
    text = say(word::kNothingNew, report.files.size());
  } else {
    text = say(word::kAdded, episodes);
    if (report.replaced > 0) text = say(word::kAlsoReplaced, text, say.number(report.replaced));
  }
  const bool failed = !a.error.empty() || (episodes == 0 && report.refused > 0);
  if (!failed && report.refused > 0) {
    text = say(word::kAlsoRefused, report.refused, text);
  }
  const bool has_files = !report.files.empty();
  if (has_files) keep_report(std::move(report));
  if (episodes > 0)
    keep({.kind = Change::Kind::Import,
          .versions = std::move(added),
          .episodes = episodes,
          .said = text});
  notify(std::move(text), failed, !failed && episodes > 0, has_files);
  jobs.pop_front();
  start_next_job();
  library_changed = true;
  rebuild_if_stale();
  merge_if_many();
}

void App::State::merge_if_many() {
  if (is_merging || !jobs.empty()) return;
  while (!to_repair.empty()) {
    if (auto order = repair_order(library, to_repair.front())) {
      is_merging = is_repairing = true;
      effects.push_back(*std::move(order));
      return;
    }
    to_repair.pop_front();
  }
  auto order = plan_merge(library, offered_back(user), undo.empty() && redo.empty(), not_to_merge);
  if (!order) return;
  is_merging = true;
  effects.push_back(*std::move(order));
}

void App::State::on(PacksMerged& a) {
  is_merging = false;
  if (std::exchange(is_repairing, false)) {
    to_repair.pop_front();
    take_repaired(std::move(a.bytes));
    merge_if_many();
    return;
  }
  results.forget_hits(library);  // they name packs by number
  const LoadedPack* merged =
      a.bytes.empty() ? nullptr : library.replace(a.packs, std::move(a.bytes));
  if (merged == nullptr) {
    not_to_merge.insert(a.packs.begin(), a.packs.end());
    search_changed = true;
    return;
  }
  library_changed = library_stale = true;
  rebuild_if_stale();
  // The order is stored first, with old and new in it, so that it holds for what is stored
  // wherever it breaks off.
  if (std::ranges::find(user.packs, merged->id) == user.packs.end()) {
    const auto last = std::ranges::find(user.packs, a.packs.back());
    user.packs.insert(last == user.packs.end() ? last : last + 1, merged->id);
  }
  remember();
  std::erase(a.packs, merged->id);  // a pack whose index was built anew may be named as before
  effects.push_back(ReplacePacks{merged->id, merged->bytes, std::move(a.packs)});
  merge_if_many();
}

void App::State::on(const RepairText& a) {
  if (!library.find(a.episode) || std::ranges::find(to_repair, a.episode) != to_repair.end())
    return;
  to_repair.push_back(a.episode);
  merge_if_many();
}

void App::State::take_repaired(PackBytes bytes) {
  const std::uint32_t packs_before = library.pack_count();
  const auto loaded = bytes.empty() ? std::unexpected(Error{ErrorCode::Damaged, {}})
                                    : library.add(std::move(bytes), false);
  if (!loaded || (*loaded)->pack.episodes().empty()) {
    notify(std::string(say(word::kNotRepaired)), true);
    return;
  }
  const LoadedPack& pack = **loaded;
  Change change{.kind = Change::Kind::Repair, .said = std::string(say(word::kRepaired))};
  for (const pack::EpisodeRecord& episode : pack.pack.episodes()) {
    const EpisodeVersion version{pack::episode_id(episode),
                                 {episode.content_high, episode.content_low}};
    user.removed.erase(version);  // it was repaired before, and that was taken back
    user.discarded.erase(version);
    change.versions.push_back(version);
  }
  results.forget_hits(library);
  library_changed = library_stale = true;
  rebuild_if_stale();
  if (library.pack_count() != packs_before) {
    user.packs.push_back(pack.id);
    effects.push_back(StorePack{pack.id, pack.bytes});
  }
  did(std::move(change));
}

void App::State::keep_report(ImportReport report) {
  const bool is_read = dialog == Dialog::ImportReport || source_view.open;
  reports.push_back(std::move(report));
  if (reports.size() > kMaxReports) {
    reports.erase(reports.begin());
    if (chosen_report > 0) --chosen_report;
  }
  if (!is_read) chosen_report = reports.size() - 1;
}

void App::State::show_what_arrived(std::uint32_t file_count) {
  if (arrived.empty()) return;
  const auto ref = library.find(arrived.front().id);
  if (!ref) return;
  const EpisodeRow row = library.row(*ref);
  if (current_show != kAllShows) show_row(library.show_row(row.show));
  if (!results.view().shown && (file_count == 1 || !reader.view().open)) {
    open_episode(row.id, Tab::Notes);
  }
}

void App::State::on(const StoreFailed& a) {
  notify(say.of_core(a.message), true);
}

}  // namespace earshot::app
