// Measures how soon what is imported is found:
//
//     import_bench [FOLDER]
//
// FOLDER holds .vtt files (by default the corpus `talkpython` below EARSHOT_SHARED). They are
// imported as the programs with a window do, with a query standing in the search field: with early
// packs and without. Then the same library is searched with indexes that cannot be read. All in one
// thread, where the programs have two, so that import and app do not hide each other. Times are
// milliseconds of this process. The same program runs natively and as wasm under Node.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "app/unindexed.h"
#include "import/importer.h"
#include "indexing/pack_index.h"
#include "tests/bench/timing.h"

namespace earshot {
namespace {

namespace fs = std::filesystem;
using bench::now_ms;

constexpr const char* kQuery = "flask database";
constexpr double kBetweenEarlyPacks = 100;

struct File {
  std::string path, text;
};

std::vector<File> read_folder(const std::string& folder) {
  std::vector<File> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".vtt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.push_back({"talk/" + entry.path().filename().string(),
                     {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}});
  }
  std::ranges::sort(files, {}, &File::path);
  return files;
}

double most(const std::vector<double>& values) {
  return values.empty() ? 0 : *std::ranges::max_element(values);
}

double middle(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// One import into an app whose search field has the query.
class Import {
 public:
  Import(const std::vector<File>& files, bool with_early) : files_(files) {
    options_.makes_early_packs = with_early;
    // As shell/web/worker.cpp.
    options_.pack_text_bytes = {std::size_t{256} << 10, std::size_t{1} << 20, std::size_t{3} << 20,
                                std::size_t{6} << 20};
    app_.dispatch(app::UserDataLoaded{});
    app_.dispatch(app::StartFinished{});
    app_.dispatch(app::FilesArrived{1, static_cast<std::uint32_t>(files.size()), "talk"});
    app_.dispatch(app::QueryChanged{kQuery});
  }

  void run() {
    std::vector<import::FileEntry> entries;
    for (const File& file : files_)
      entries.push_back({.path = file.path, .size_bytes = file.text.size()});
    begin_ = now_ms();
    import::Importer importer(std::move(entries), options_);
    while (const auto next = importer.next_file()) {
      importer.add(*next, std::as_bytes(std::span(files_[*next].text)));
      waiting_.push_back(now_ms());
      take(importer);
    }
    importer.finish();
    take(importer);
    const double all = now_ms() - begin_;
    double of_app = 0;
    for (const double one : app_ms_)
      of_app += one;
    std::printf("  first moment after %.1f ms; a file waits %.0f ms at most, %.0f in the middle\n",
                first_, most(waits_), middle(waits_));
    std::printf(
        "  import %.0f ms and app %.0f; packs %zu, of the app at most %.1f ms, %.1f in the "
        "middle; %u moments\n",
        all - of_app, of_app, app_ms_.size(), most(app_ms_), middle(app_ms_), app_.results().total);
  }

  /// The finished packs.
  std::vector<app::PackBytes> packs;

 private:
  void take(import::Importer& importer) {
    while (auto pack = importer.take_pack()) {
      packs.push_back(*pack);
      dispatch(app::PackArrived{1, *std::move(pack)});
    }
    if (!options_.makes_early_packs || now_ms() - last_ < kBetweenEarlyPacks) return;
    if (auto pack = importer.take_early_pack())
      dispatch(app::EarlyPackArrived{1, *std::move(pack)});
  }
  void dispatch(app::Action action) {
    const double before = now_ms();
    app_.dispatch(std::move(action));
    last_ = now_ms();
    app_ms_.push_back(last_ - before);
    for (const double read : std::exchange(waiting_, {}))
      waits_.push_back(last_ - read);
    if (first_ == 0 && app_.results().total > 0) first_ = last_ - begin_;
  }

  const std::vector<File>& files_;
  import::ImportOptions options_;
  app::App app_{app::BuildFacts{}};
  double begin_ = 0, first_ = 0, last_ = -kBetweenEarlyPacks;
  std::vector<double> waiting_, waits_, app_ms_;
};

/// What an index costs where a scan would do, by one file's pack.
void compare_scan(const app::PackBytes& bytes) {
  const auto pack = pack::Pack::open(bytes);
  if (!pack) return;
  app::Unindexed texts(*pack);
  const search::Query query = search::parse_query(kQuery, true);
  double indexing = 1e9;
  double scanning = 1e9;
  for (int round = 0; round < 9; ++round) {
    const double begin = now_ms();
    const std::size_t size = indexing::index_all_tracks(*pack).size();
    const double indexed = now_ms();
    Budget budget(UINT64_MAX);
    const auto found = search::scan(texts.texts(), search::likely_words(query), 500, budget);
    const double scanned = now_ms();
    if (size > 0) indexing = std::min(indexing, indexed - begin);
    if (found.total > 0) scanning = std::min(scanning, scanned - indexed);
  }
  std::printf("  %.2f MB of text: index %.2f ms, scan %.2f\n",
              static_cast<double>(texts.text_bytes()) / 1e6, indexing, scanning);
}

void search_without_indexes(const std::vector<app::PackBytes>& packs) {
  app::App app{app::BuildFacts{}};
  app.dispatch(app::UserDataLoaded{});
  for (app::PackBytes bytes : packs) {
    const auto index = pack::Pack::open(bytes)->unverified_index_bytes();
    bytes[static_cast<std::size_t>(index.data() - bytes.data())] ^= std::byte{1};
    app.dispatch(app::PackLoaded{std::move(bytes), false});
  }
  app.dispatch(app::StartFinished{});
  std::vector<double> keys;
  double first = 0;
  for (const std::string text : {"flask database", "guido", "async notebook", "the michael"}) {
    for (std::size_t size = 1; size <= text.size(); ++size) {
      const double begin = now_ms();
      app.dispatch(app::QueryChanged{text.substr(0, size)});
      (first == 0 ? first : keys.emplace_back()) = now_ms() - begin;
    }
  }
  std::printf("  first letter %.1f ms, each one after it %.1f at most, %.1f in the middle\n", first,
              most(keys), middle(keys));
}

}  // namespace
}  // namespace earshot

int main(int count, char** arguments) {
  using namespace earshot;
  const char* const shared = std::getenv("EARSHOT_SHARED");
  const std::string folder = count > 1           ? arguments[1]
                             : shared != nullptr ? std::string(shared) + "/corpus/talkpython"
                                                 : std::string();
  const std::vector<File> files = read_folder(folder);
  if (files.empty()) {
    std::printf("import_bench: no .vtt files in '%s'\n", folder.c_str());
    return 1;
  }
  std::printf("%zu files\nfinished packs only\n", files.size());
  Import(files, false).run();
  std::printf("with early packs\n");
  Import import(files, true);
  import.run();
  std::printf("indexing beside scanning\n");
  for (const app::PackBytes& pack : import.packs)
    compare_scan(pack);
  std::printf("the same packs with indexes that cannot be read\n");
  search_without_indexes(import.packs);
  return 0;
}
