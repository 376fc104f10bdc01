#include <algorithm>
#include <array>
#include <filesystem>
#include <format>
#include <map>

#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/json.h"
#include "shell/cli/output.h"
#include "shell/common/library_import.h"
#include "shell/common/library_packs.h"

namespace earshot::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHelp =
    R"(earshot import PATH... -o LIBRARY [--json] [--show NAME] [--single-pack] [--quiet]

Reads files and folders into a library folder, and reports what became of every file and which
files were paired for what reason. Files that did not change since the last import are not read again.

  -o LIBRARY     the library's folder; made where it is not there
  --json         the report as one JSON object a line, one for each file
  --show NAME    the show of episodes whose files name none; without it, the folder's name
  --single-pack  one pack file instead of a library: LIBRARY itself where it ends in .pack, else in it
  --quiet        no report of single files
)";

constexpr std::array kOptions = {Option{"-o", true},      Option{"--json"},  Option{"--show", true},
                                 Option{"--single-pack"}, Option{"--quiet"}, Option{"--help"}};

void print_report(const import::FileReport& report) {
  std::string line = report.path + ": " + report.became;
  if (report.became == "duplicate") {
    line += " of " + report.pairing_with;
  } else {
    if (!report.format.empty()) line += " (" + report.format + ")";
    if (!report.pairing_with.empty())
      line += ", with " + report.pairing_with + " (" + report.pairing_reason + ")";
  }
  if (!report.error.empty()) line += ": " + report.error;
  if (!report.episode_title.empty()) line += ": \"" + report.episode_title + "\"";
  const std::size_t remarks = report.diagnostics.size() + report.more_diagnostics;
  if (remarks > 0) line += ", " + counted(remarks, "remark");
  print_line(line);
}

void print_report_json(const import::FileReport& report) {
  JsonLine json;
  yyjson_mut_val* root = json.root();
  json.text(root, "file", report.path);
  json.text(root, "became", report.became);
  json.text(root, "format", report.format);
  json.id(root, "episode", report.episode);
  json.text(root, "title", report.episode_title);
  if (!report.pairing_with.empty()) {
    yyjson_mut_val* pairing = json.object(root, "pairing");
    json.text(pairing, "with", report.pairing_with);
    json.text(pairing, "reason", report.pairing_reason);
  }
  json.text(root, "error", report.error);
  add_diagnostics(json, root, report.diagnostics, report.more_diagnostics);
  print_line(json.print());
}

/// "560 files: 558 transcript, 2 refused; 3 packs, 86.1 MB"
std::string summary(const shell::ImportOutcome& outcome) {
  std::map<std::string, std::size_t> counts;
  for (const import::FileReport& report : outcome.reports)
    ++counts[report.became];
  std::string line = counted(outcome.reports.size(), "file");
  std::string_view separator = ": ";
  for (const auto& [became, count] : counts) {
    line += std::format("{}{} {}", separator, count, became);
    separator = ", ";
  }
  line += std::format("; {} written, {}", counted(outcome.packs_written, "pack"),
                      spoken_size(outcome.pack_bytes));
  if (outcome.packs_removed > 0) line += std::format("; {} replaced", outcome.packs_removed);
  if (outcome.packs_merged > 0) line += std::format("; {} merged", outcome.packs_merged);
  return line;
}

int fail(const Error& error) {
  complain(std::format("import: {} ({})", sentence(error.code), printable(error.detail)));
  return kCannotReadOrWrite;
}

int import_to_file(const Arguments& arguments, std::span<const fs::path> roots,
                   const shell::LibraryImportOptions& options, shell::ImportOutcome& outcome) {
  shell::LibraryImportOptions single = options;
  single.import.source_packing = pack::SourcePacking::Plain;  // it is made to be served
  const auto pack = shell::import_single_pack(roots, single, outcome);
  if (!pack) return fail(pack.error());
  if (pack->empty()) return kDone;  // nothing was read; the report says why
  fs::path target = arguments.value("-o");
  std::error_code error;
  if (target.extension() != ".pack") {
    fs::path root = fs::weakly_canonical(fs::absolute(roots.front(), error), error);
    target /= root.filename().replace_extension(".pack");
  }
  if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
  const auto written = shell::write_file_atomically(target, *pack);
  return written ? kDone : fail(written.error());
}

int import_to_library(const Arguments& arguments, std::span<const fs::path> roots,
                      const shell::LibraryImportOptions& options, shell::ImportOutcome& outcome) {
  auto store = shell::LibraryStore::open(arguments.value("-o"), shell::LibraryStore::Access::Write);
  if (!store) return fail(store.error());
  auto imported = shell::import_into(*store, roots, options);
  if (!imported) return fail(imported.error());
  outcome = std::move(*imported);
  // Also where nothing came: an index may be of an older version.
  const auto tidied = shell::tidy_packs(*store);
  if (!tidied) return fail(tidied.error());
  outcome.packs_merged = tidied->packs_merged;
  return kDone;
}

}  // namespace

int import_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("import", arguments.error);
  if (arguments.operands.empty()) return wrong_call("import", "no file or folder given");
  if (arguments.value("-o").empty()) return wrong_call("import", "no library given (-o)");

  const std::vector<fs::path> roots(arguments.operands.begin(), arguments.operands.end());
  // Where nothing is there to be read, no library is made either.
  std::error_code ignored;
  const auto is_there = [&ignored](const fs::path& root) { return fs::exists(root, ignored); };
  if (std::ranges::none_of(roots, is_there)) {
    for (const fs::path& root : roots)
      complain(std::format("{}: {}", printable(root.string()), sentence(ErrorCode::NotFound)));
    return kCannotReadOrWrite;
  }
  shell::LibraryImportOptions options;
  options.import.fallback_show = printable(arguments.value("--show"));
  shell::ImportOutcome outcome;
  int code = kDone;
  {
    ProgressLine progress;
    options.progress = [&](std::size_t done, std::size_t total, std::string_view path) {
      progress.show(done, total, path);
      return true;
    };
    code = arguments.has("--single-pack") ? import_to_file(arguments, roots, options, outcome)
                                          : import_to_library(arguments, roots, options, outcome);
  }
  if (code != kDone) return code;

  for (const import::FileReport& report : outcome.reports) {
    if (report.became == "refused") {
      code = kSomeRefused;
      complain(std::format("{}: {}", report.path, report.error));
    }
    if (arguments.has("--json")) {
      print_report_json(report);
    } else if (!arguments.has("--quiet")) {
      print_report(report);
    }
  }
  if (!arguments.has("--json")) print_line(summary(outcome));
  for (const Error& error : outcome.errors) {
    complain(std::format("{}: {}", printable(error.detail), sentence(error.code)));
    code = kCannotReadOrWrite;
  }
  return code;
}

}  // namespace earshot::cli
