#include "formats/outline.h"

#include <algorithm>
#include <optional>

#include "formats/front_matter.h"
#include "formats/note_times.h"
#include "formats/offers.h"
#include "formats/outline_marker.h"
#include "formats/squash.h"
#include "formats/titles.h"
#include "text/scanner.h"

// One pass over the lines. A line with a marker is an item; one without is a heading if it looks
// like a title and something hangs on it, the rest of the line before if that was wrapped, else a
// paragraph. Nesting is OutlineLevels' business. From a line of offers on, lines are set apart
// until the outline goes on or a gap ends them.

namespace earshot::formats {
namespace {

using model::BlockKind;

constexpr int kTabColumns = 4;
constexpr std::size_t kLongestHeading = 100;
/// Lines of hard-wrapped text are about this long; shorter ones end where they mean to.
constexpr std::size_t kShortestWrapped = 55;
constexpr std::size_t kLongestWrapped = 110;
/// A paragraph this long after offers is prose, not another offer.
constexpr std::size_t kProseBytes = 160;

struct LineView {
  Range content;  ///< in source, without white space around
  std::string_view text;
  int indent = 0;
  std::optional<Marker> marker;
  bool heads_with_time = false;
};

class OutlineReader {
 public:
  OutlineReader(std::string_view source, std::span<const text::Line> lines, NotesBuilder& notes,
                SourceMap& map)
      : source_(source), lines_(lines), notes_(notes), map_(map) {}

  void read() {
    views_.reserve(lines_.size());
    bool has_bullets = false;
    for (const text::Line& line : lines_) {
      views_.push_back(view(line, has_bullets));
      has_bullets = has_bullets || views_.back().marker;
    }
    for (next_ = 0; next_ < views_.size();) {
      if (views_[next_].text.empty()) {
        ++blanks_;
        ++next_;
        continue;
      }
      read_line();
      blanks_ = 0;
    }
    notes_.end();
  }

 private:
  LineView view(const text::Line& line, bool may_be_letter_o) const {
    LineView out;
    out.content = text::trimmed(source_, line.range_in_source);
    out.text = slice(source_, out.content);
    for (std::uint32_t at = line.range_in_source.begin; at < out.content.begin; ++at) {
      const auto byte = static_cast<unsigned char>(source_[at]);
      if (byte == '\t') {
        out.indent += kTabColumns - out.indent % kTabColumns;
      } else if ((byte & 0xC0U) != 0x80U) {  // a space of several bytes is one column
        ++out.indent;
      }
    }
    out.marker = find_marker(out.text, may_be_letter_o && out.indent > 0);
    if (!out.text.empty() && !out.marker) {
      constexpr std::size_t kHeadBytes = 48;
      const std::vector<FoundTime> times = find_times(out.text.substr(0, kHeadBytes));
      out.heads_with_time = !times.empty() && times[0].range_in_text.begin <= 2;
    }
    return out;
  }

  const LineView* line_at(std::size_t index) const {
    return index < views_.size() ? &views_[index] : nullptr;
  }
  bool is_blank_at(std::size_t index) const {
    return index >= views_.size() || views_[index].text.empty();
  }
  const LineView* next_filled(std::size_t index) const {
    // The lines between are blank and are passed once more at most for each heading's look ahead.
    constexpr std::size_t kMostBlanks = 8;
    for (std::size_t i = index; i < views_.size() && i < index + kMostBlanks; ++i) {
      if (!views_[i].text.empty()) return &views_[i];
    }
    return nullptr;
  }

  void read_line() {
    const LineView& line = views_[next_];
    if (heads_offers(line.text)) return read_offers();
    if (is_rule(line.text)) return add_rule();
    if (line.marker) return add_item();
    if (continues_block(line)) return add_continuation();
    if (const int level = heading_level()) return add_heading(level);
    add_paragraph();
  }

  /// Below a numbered outline a label with fire or a rocket heads offers whatever it says.
  bool heads_offers(std::string_view text) const {
    constexpr std::size_t kLongestLabel = 60;
    const bool is_label = text.size() <= kLongestLabel && text.ends_with(':') &&
                          (text.starts_with("🔥") || text.starts_with("🚀"));
    return begins_offers(text) || (has_numbers_ && is_label);
  }

  static bool is_rule(std::string_view text) {
    return text.size() >= 3 &&
           (text[0] == '-' || text[0] == '_' || text[0] == '*' || text[0] == '=') &&
           text.find_first_not_of(text[0]) == std::string_view::npos;
  }

  void add_rule() {
    map_.add(views_[next_].content, "markup");
    notes_.begin(BlockKind::Rule, 0);
    notes_.end();
    ++next_;
  }

  void append(Range range_in_source, std::string_view field) {
    map_.add(range_in_source, field);
    notes_.append(slice(source_, range_in_source));
  }

  void add_item() {
    const LineView& line = views_[next_];
    const OutlineLevels::Placed placed = levels_.place(*line.marker, line.indent);
    const auto bytes = static_cast<std::uint32_t>(line.marker->bytes);
    const Range marker = {line.content.begin, line.content.begin + bytes};
    const Range text = text::trimmed(source_, {marker.end, line.content.end});
    if (placed.reading.style.kind != MarkerKind::Bullet) has_numbers_ = true;
    item_level_ = base_level_ + placed.depth;
    item_text_indent_ = line.indent + static_cast<int>(bytes) + 1;
    item_indent_ = line.indent;
    notes_.begin(BlockKind::Item, item_level_, slice(source_, marker));
    map_.add(marker, "outline.marker");
    append(text, "outline.text");
    open_field_ = "outline.text";
    is_in_item_ = true;
    ++next_;
  }

  bool continues_block(const LineView& line) const {
    if (blanks_ > 0 || next_ == 0 || !notes_.is_open() || line.heads_with_time) return false;
    const LineView& before = views_[next_ - 1];
    if (before.text.empty()) return false;
    const bool is_small = !line.text.empty() && text::is_lower(line.text[0]);
    const bool was_wrapped = before.text.size() >= kShortestWrapped;
    if (is_in_item_) {
      if (line.indent > item_indent_ && line.indent + 2 >= item_text_indent_) return true;
      return was_wrapped && is_small;
    }
    return was_wrapped && before.text.size() <= kLongestWrapped && line.indent <= before.indent + 1;
  }

  void add_continuation() {
    notes_.append(" ");
    append(views_[next_].content, open_field_);
    ++next_;
  }

  /// 0 where the line is no heading.
  int heading_level() const {
    const LineView& line = views_[next_];
    if (line.text.size() > kLongestHeading || line.heads_with_time) return 0;
    const LineView* below = line_at(next_ + 1);
    if (below != nullptr && is_rule(below->text) && below->text[0] != '*' &&
        below->text[0] != '_') {
      return below->text[0] == '=' ? 1 : 2;
    }
    const bool begins_apart = next_ == 0 || blanks_ > 0;
    const LineView* next = next_filled(next_ + 1);
    if (!begins_apart || next == nullptr) return 0;
    const bool has_list = next->marker.has_value() || next->heads_with_time;
    if (!has_list && !is_blank_at(next_ + 1)) return 0;
    return looks_like_title(line.text) ? 1 : 0;
  }

  void add_heading(int level) {
    const LineView& line = views_[next_];
    const LineView* next = next_filled(next_ + 1);
    const bool heads_numbers = next != nullptr && next->marker &&
                               next->marker->readings[0].style.kind != MarkerKind::Bullet;
    // The title over a numbered outline is no branch of it: the sections are.
    const bool is_title = !has_numbers_ && heads_numbers && levels_.is_empty();
    is_in_item_ = false;
    if (is_title) {
      notes_.begin(BlockKind::Paragraph, 0);
      const std::uint32_t begin = notes_.position();
      append(line.content, "notes.heading");
      notes_.add_span({.kind = model::SpanKind::Strong,
                       .text_in_plain = {begin, notes_.position()},
                       .url = {},
                       .time = {}});
    } else {
      levels_.reset();
      base_level_ = level;
      notes_.begin(BlockKind::Heading, level);
      append(line.content, "notes.heading");
    }
    notes_.end();
    ++next_;
    if (next_ < views_.size() && is_rule(views_[next_].text)) {
      map_.add(views_[next_].content, "markup");
      ++next_;
    }
  }

  void add_paragraph() {
    const LineView& line = views_[next_];
    const bool is_inside = is_in_item_ && line.indent > item_indent_ && line.indent > 0;
    if (!is_inside) is_in_item_ = false;
    notes_.begin(BlockKind::Paragraph, is_inside ? item_level_ : 0);
    append(line.content, "notes.text");
    open_field_ = "notes.text";
    ++next_;
  }

  bool ends_offers(const LineView& line) const {
    if (heads_offers(line.text)) return false;
    if (blanks_ >= 2) return true;
    if (line.text.size() >= kProseBytes && blanks_ >= 1) return true;
    if (!line.marker || line.indent > 0 || !has_numbers_) return false;
    const MarkerKind kind = line.marker->readings[0].style.kind;
    return kind == MarkerKind::Roman || kind == MarkerKind::Letter;
  }

  void read_offers() {
    notes_.end();
    is_in_item_ = false;
    while (next_ < views_.size()) {
      const LineView& line = views_[next_];
      if (line.text.empty()) {
        ++blanks_;
        ++next_;
        continue;
      }
      if (!notes_.notes().offers.empty() && ends_offers(line)) return;
      blanks_ = 0;
      map_.add(line.content, "offers");
      notes_.notes().offers.emplace_back(line.text);
      ++next_;
    }
  }

  std::string_view source_;
  std::span<const text::Line> lines_;
  NotesBuilder& notes_;
  SourceMap& map_;
  std::vector<LineView> views_;
  std::size_t next_ = 0;
  std::size_t blanks_ = 0;  ///< blank lines directly before the current one
  OutlineLevels levels_;
  int base_level_ = 0;  ///< the level of the heading above
  int item_level_ = 0;
  int item_indent_ = 0;
  int item_text_indent_ = 0;
  bool is_in_item_ = false;
  bool has_numbers_ = false;
  std::string_view open_field_;
};

/// The lines of the text from `begin_in_source` on.
std::vector<text::Line> lines_from(std::string_view source, std::uint32_t begin_in_source) {
  std::vector<text::Line> lines = text::split_lines(source);
  std::erase_if(lines,
                [&](const text::Line& line) { return line.range_in_source.end < begin_in_source; });
  // JSON may end inside a line.
  if (!lines.empty() && lines[0].range_in_source.begin < begin_in_source) {
    lines[0].range_in_source.begin = begin_in_source;
  }
  return lines;
}

}  // namespace

void read_outline_lines(std::string_view source, std::span<const text::Line> lines,
                        NotesBuilder& notes, SourceMap& map) {
  OutlineReader(source, lines, notes, map).read();
  find_bare_links(notes.notes());
}

void read_outline(std::string_view name, std::string_view source, model::ParsedFile& file,
                  SourceMap& map) {
  model::Episode episode;
  const std::uint32_t begin = take_front_matter(source, episode, file, map);
  const Range body = text::trimmed(source, {begin, static_cast<std::uint32_t>(source.size())});
  if (looks_squashed(slice(source, body))) {
    map.add(body, "notes.text");
    CamelWords words;
    collect_camel_words(source.substr(0, body.begin), words);
    episode.notes = read_squashed(slice(source, body), words, episode.duration);
  } else {
    NotesBuilder notes;
    read_outline_lines(source, lines_from(source, begin), notes, map);
    episode.notes = notes.finish(episode.duration);
  }
  episode.chapters = chapters_from_times(*episode.notes);
  if (episode.title.empty()) episode.title = title_of_notes(*episode.notes, name);
  file.kind = model::FileKind::Notes;
  file.episodes.push_back(std::move(episode));
}

}  // namespace earshot::formats
