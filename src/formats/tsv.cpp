#include "formats/tsv.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "formats/cue_list.h"
#include "formats/loose_time.h"
#include "text/lines.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// A header with more columns is some other table's.
constexpr std::size_t kMostColumns = 64;
/// Faster nobody reads aloud: then whole numbers are seconds, not milliseconds.
constexpr double kMostLettersASecond = 400;

struct Columns {
  std::optional<std::size_t> start;
  std::optional<std::size_t> end;
  std::optional<std::size_t> duration;
  std::optional<std::size_t> text;
  std::optional<std::size_t> speaker;
  double unit_ms = 0;     ///< 0 where the numbers decide
  char separator = '\t';  ///< of the header; tables of commas are known by theirs only
};

bool is_any(std::string_view name, std::initializer_list<std::string_view> known) {
  return std::ranges::any_of(
      known, [&](std::string_view other) { return text::equal_no_case(name, other); });
}

/// Where a field of a table of commas ends: at the next separator outside quotes.
std::size_t quoted_field_end(std::string_view rest, char separator) {
  const std::size_t first = rest.find_first_not_of(' ');
  if (first == std::string_view::npos || rest[first] != '"') return rest.find(separator);
  for (std::size_t at = first + 1; at < rest.size(); ++at) {
    if (rest[at] != '"') continue;
    if (at + 1 == rest.size() || rest[at + 1] != '"') return rest.find(separator, at);
    ++at;
  }
  return std::string_view::npos;
}

std::vector<Range> fields_of(std::string_view source, Range line, char separator = '\t') {
  std::vector<Range> fields;
  std::uint32_t at = line.begin;
  while (true) {
    const std::string_view rest = slice(source, {at, line.end});
    const std::size_t tab = fields.size() + 1 >= kMostColumns ? std::string_view::npos
                            : separator == '\t'               ? rest.find('\t')
                                                              : quoted_field_end(rest, separator);
    if (tab == std::string_view::npos) {
      fields.push_back({at, line.end});
      return fields;
    }
    fields.push_back({at, at + static_cast<std::uint32_t>(tab)});
    at += static_cast<std::uint32_t>(tab) + 1;
  }
}

/// A name such as "Start (ms)" without its unit; the unit goes to `unit_ms`.
std::string_view without_unit(std::string_view name, double& unit_ms) {
  const std::size_t open = name.find_first_of("([");
  if (open != std::string_view::npos && open > 0) {
    const std::string_view unit = name.substr(open + 1, name.find_first_of(")]", open) - open - 1);
    if (is_any(unit, {"ms", "milliseconds"})) unit_ms = 1;
    if (is_any(unit, {"s", "sec", "seconds"})) unit_ms = 1000;
    return text::trimmed(name.substr(0, open));
  }
  if (name.size() > 3 && text::equal_no_case(name.substr(name.size() - 3), "_ms")) {
    unit_ms = 1;
    return name.substr(0, name.size() - 3);
  }
  return name;
}

std::string_view unquoted(std::string_view field) {
  field = text::trimmed(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field = field.substr(1, field.size() - 2);
  }
  return field;
}

/// The columns that a header line names.
std::optional<Columns> read_header(std::string_view source, Range line) {
  Columns columns;
  const std::string_view header = slice(source, line);
  for (const char separator : {',', ';'}) {
    if (columns.separator == '\t' && !header.contains('\t') && header.contains(separator))
      columns.separator = separator;
  }
  const std::vector<Range> fields = fields_of(source, line, columns.separator);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string_view name = without_unit(unquoted(slice(source, fields[i])), columns.unit_ms);
    const auto take = [&](std::optional<std::size_t>& column) {
      if (!column) column = i;
    };
    if (is_any(name, {"start", "start_time", "start time", "starttime", "begin", "from", "in",
                      "time", "timestamp", "timecode", "start timecode"})) {
      take(columns.start);
    } else if (is_any(name, {"end", "end_time", "end time", "endtime", "stop", "to", "out",
                             "end timecode"})) {
      take(columns.end);
    } else if (is_any(name, {"duration", "dur", "length"})) {
      take(columns.duration);
    } else if (is_any(name, {"text", "transcript", "body", "content", "caption", "sentence",
                             "utterance", "line"})) {
      take(columns.text);
    } else if (is_any(name, {"speaker", "speaker_name", "speaker name", "name", "voice",
                             "speaker_label", "speakerlabel"})) {
      take(columns.speaker);
    }
  }
  if (!columns.start || !columns.text) return std::nullopt;
  return columns;
}

std::optional<double> time_of(std::string_view field, double unit_ms) {
  return read_time_text(unquoted(field), unit_ms);
}

/// Columns by what a line without a header holds: two times, perhaps a speaker, text.
std::optional<Columns> guess_columns(std::string_view source, Range line) {
  const std::vector<Range> fields = fields_of(source, line);
  if (fields.size() < 3 || fields.size() > 4) return std::nullopt;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!time_of(slice(source, fields[i]), 1)) return std::nullopt;
  }
  Columns columns;
  columns.start = 0;
  columns.end = 1;
  columns.text = fields.size() - 1;
  if (fields.size() == 4) columns.speaker = 2;
  return columns;
}

/// A row before the unit of its numbers is known.
struct Row {
  Range line_in_source;
  Range text_in_source;
  Range start_in_source;
  Range end_in_source;
  Range speaker_in_source;
  std::string text;
  bool has_more_lines = false;
};

class TsvReader {
 public:
  TsvReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source), map_(map), report_(source, file), cues_(source, file, map, report_) {}

  void read() {
    text::LineReader lines(source_);
    while (const std::optional<text::Line> line = lines.next()) {
      const Range range = line->range_in_source;
      if (text::is_blank(slice(source_, range))) continue;
      if (!columns_) {
        read_first_line(range);
      } else if (rows_.size() <= kMaxCues) {
        read_row(range);
      }
    }
    const double unit_ms = find_unit();
    for (const Row& row : rows_) {
      if (!add(row, unit_ms)) break;
    }
    cues_.finish(true);
  }

 private:
  void read_first_line(Range line) {
    columns_ = read_header(source_, line);
    if (columns_) {
      map_.add(line, "header");
      return;
    }
    columns_ = guess_columns(source_, line);
    if (columns_) {
      report_.add(Severity::Note, "no-header", "The table has no header; its columns were guessed.",
                  line);
      read_row(line);
      return;
    }
    report_.add(Severity::Warning, "text-outside-cue",
                "This line stands before the table; it is left out.", line);
    map_.add(line, "unread");
  }

  void read_row(Range line) {
    std::vector<Range> fields = fields_of(source_, line, columns_->separator);
    const std::size_t text_column = *columns_->text;
    const auto field = [&](std::optional<std::size_t> column) {
      return column && *column < fields.size() ? fields[*column] : Range{};
    };
    const bool has_start = time_of(slice(source_, field(columns_->start)), 1).has_value();
    if (!has_start || fields.size() <= text_column) {
      read_stray_line(line, has_start);
      return;
    }
    // Tabs in the text, where it is the last column, are part of it.
    const bool is_last = text_column >= columns_->start.value_or(0) &&
                         text_column >= columns_->end.value_or(0) &&
                         text_column >= columns_->speaker.value_or(0) &&
                         text_column >= columns_->duration.value_or(0);
    Row row;
    row.line_in_source = line;
    row.text_in_source = is_last && fields.size() > text_column + 1 && is_narrow()
                             ? Range{fields[text_column].begin, line.end}
                             : fields[text_column];
    row.start_in_source = field(columns_->start);
    row.end_in_source = columns_->end ? field(columns_->end) : field(columns_->duration);
    row.speaker_in_source = field(columns_->speaker);
    row.text = text_of(slice(source_, row.text_in_source), columns_->separator != '\t');
    rows_.push_back(std::move(row));
  }

  bool is_narrow() const { return !columns_->duration && !columns_->speaker; }

  /// A line that is no row goes on with the cue before.
  void read_stray_line(Range line, bool has_start) {
    if (has_start || rows_.empty()) {
      report_.add(Severity::Warning, "not-a-cue",
                  "The line has no text or no time; it is left out.", line);
      map_.add(line, "unread");
      return;
    }
    Row& row = rows_.back();
    row.text += '\n';
    row.text += slice(source_, line);
    row.text_in_source.end = line.end;
    row.has_more_lines = true;
  }

  /// Tables written as CSV are put quotes around a field that has some: then they come doubled. In
  /// a table of tabs other quotes are the text's.
  static std::string text_of(std::string_view field, bool is_quoting) {
    const std::string_view inner = unquoted(field);
    if (inner.size() == text::trimmed(field).size()) return std::string(field);
    if (!inner.contains("\"\"")) return std::string(is_quoting ? inner : field);
    std::string out;
    for (std::size_t i = 0; i < inner.size(); ++i) {
      out += inner[i];
      if (inner[i] == '"' && i + 1 < inner.size() && inner[i + 1] == '"') ++i;
    }
    return out;
  }

  /// Whisper writes whole milliseconds; others decimal seconds, or whole ones.
  double find_unit() const {
    if (columns_ && columns_->unit_ms > 0) return columns_->unit_ms;
    double length = 0;
    double letters = 0;
    for (const Row& row : rows_) {
      for (const Range& range : {row.start_in_source, row.end_in_source}) {
        if (slice(source_, range).contains('.')) return 1000;
      }
      const auto start = time_of(slice(source_, row.start_in_source), 1);
      const auto end = time_of(slice(source_, row.end_in_source), 1);
      if (!start || !end) continue;
      length += columns_->end ? std::max(*end - *start, 0.0) : *end;
      letters += static_cast<double>(row.text.size());
    }
    return letters * 1000 > length * kMostLettersASecond ? 1000 : 1;
  }

  bool add(const Row& row, double unit_ms) {
    RawTimes raw;
    raw.start_ms = time_of(slice(source_, row.start_in_source), unit_ms);
    raw.end_ms = time_of(slice(source_, row.end_in_source), unit_ms);
    if (!columns_->end && raw.end_ms && raw.start_ms) *raw.end_ms += *raw.start_ms;
    if (!raw.end_ms && !text::is_blank(slice(source_, row.end_in_source))) {
      report_.add(Severity::Warning, "bad-time", "The time is no number; it is left out.",
                  row.end_in_source);
    }
    map_.add(row.start_in_source, "cue.time");
    map_.add(row.end_in_source, "cue.time");
    map_.add(row.speaker_in_source, "cue.speaker");
    model::Cue cue;
    cue.time = cues_.times(raw, row.line_in_source);
    if (row.has_more_lines) {
      cue.recovered = "line-break-in-text";
      report_.add(Severity::Warning, cue.recovered,
                  "The cue's text has more lines than a table can hold; they were joined.",
                  row.line_in_source);
    }
    CueText text;
    text.plain = cue_plain(row.text);
    text.speaker = std::string(unquoted(slice(source_, row.speaker_in_source)));
    return cues_.add(std::move(cue), std::move(text), row.text_in_source, row.line_in_source);
  }

  std::string_view source_;
  SourceMap& map_;
  Reporter report_;
  CueList cues_;
  std::optional<Columns> columns_;
  std::vector<Row> rows_;
};

}  // namespace

bool looks_like_tsv(std::string_view source) {
  constexpr std::size_t kLookAtBytes = 64 * 1024;
  constexpr std::size_t kLookAtLines = 50;
  source = source.substr(0, kLookAtBytes);
  text::LineReader lines(source);
  bool is_first = true;
  std::optional<Columns> header;
  std::size_t rows = 0;
  std::size_t seen = 0;
  while (const std::optional<text::Line> line = lines.next()) {
    const Range range = line->range_in_source;
    if (text::is_blank(slice(source, range))) continue;
    if (is_first) header = read_header(source, range);
    is_first = false;
    if (++seen > kLookAtLines) break;
    if (guess_columns(source, range)) ++rows;
    // A table in other columns than the usual ones is known by its header alone; lists in prose
    // have commas too.
    if (!header || seen == 1) continue;
    const std::vector<Range> fields = fields_of(source, range, header->separator);
    const bool has_time = *header->start < fields.size() &&
                          time_of(slice(source, fields[*header->start]), 1).has_value();
    if (fields.size() >= 2 && (has_time || header->separator == '\t')) ++rows;
  }
  const bool may_be_empty = header && header->separator == '\t';
  if (header) return rows > 0 || (may_be_empty && seen == 1);
  return seen > 0 && rows >= 2 && rows * 10 >= seen * 9;
}

void read_tsv(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  TsvReader(source, file, map).read();
}

}  // namespace earshot::formats
