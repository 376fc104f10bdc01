// Archives are opened before anything is planned, for what they hold pairs with other files, and
// give their memory back when their last file is read.
#include "import/importer_state.h"

namespace earshot::import {
namespace {

Diagnostic remark(std::string_view code, std::string message) {
  return {.line_in_source = 0,
          .column_in_source = 0,
          .severity = Severity::Note,
          .code = std::string(code),
          .message = std::move(message),
          .excerpt = {}};
}

}  // namespace

void Importer::State::open_archive(std::size_t entry, std::span<const std::byte> bytes) {
  // All archives are held until they are read: their files pair with each other.
  if (archive_bytes + bytes.size() > options.max_file_bytes) {
    return refuse(entry, "The archives are too large together; import them one after the other.");
  }
  auto archive = Archive::open({bytes.begin(), bytes.end()}, options.max_file_bytes);
  if (!archive) return refuse(entry, sentence_of(archive.error()));
  reports[entry].became = "archive";
  for (std::size_t i = 0; i < archive->files().size(); ++i) {
    const ArchivedFile& file = archive->files()[i];
    FileReport report;
    report.path = reports[entry].path + "/" + file.path;
    if (is_archive(file.path)) {
      report.became = "refused";
      report.error = "An archive in an archive is not read; unpack it and import its folder.";
    } else if (!file.refusal.empty() && library::is_read(library::file_type(file.path))) {
      report.became = "refused";
      report.error = file.refusal;
    }
    if (!report.became.empty()) ++done;
    if (file.is_renamed) {
      report.diagnostics.push_back(
          remark("unsafe-name",
                 "Its name in the archive was changed: it led out of the archive, "
                 "or was written as on Windows."));
    }
    entries.push_back({.path = report.path, .size_bytes = file.size_bytes});
    archived.push_back(Archived{next_archive, i});
    reports.push_back(std::move(report));
  }
  archive_bytes += bytes.size();
  archives[next_archive] = *std::move(archive);
}

/// The archive was read, or was not; when all were, the files are planned.
void Importer::State::end_archive() {
  ++done;
  if (++next_archive == archive_entries.size()) plan();
}

/// Reads a file out of its archive; the last one gives the archive's memory back.
void Importer::State::read_archived(std::size_t entry) {
  const Archived place = *archived[entry];
  std::optional<Archive>& archive = archives[place.archive];
  const auto bytes = archive->read(place.file);
  if (bytes) {
    read(entry, *bytes);
  } else {
    refuse(entry, sentence_of(bytes.error()));
  }
  if (--files_left[place.archive] == 0) {
    archive_bytes -= archive->bytes_held();
    archive.reset();
  }
  end_turn();
}

}  // namespace earshot::import
