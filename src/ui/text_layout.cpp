#include "ui/text_layout.h"

#include <algorithm>
#include <cmath>

#include "base/time.h"
#include "text/bidi.h"
#include "ui/cluster_places.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;

constexpr float kSectionIndent = 36;
constexpr float kLevelMargin = 28;                     // for the number of an item further in
constexpr float kCueColumn = 64, kLongCueColumn = 76;  // times with hours need more
constexpr float kChapterRowPadding = 5;
constexpr float kTimeGap = 16;
constexpr float kHeadGap = 10, kBelowHeads = 8;
constexpr float kNarrow = 480;             // below it a range of times shows its start only
constexpr float kMeanCharacterEm = 0.5F;   // of Inter's lower-case text, spaces included
constexpr float kMostTimeShare = 0.34F;    // of the width, for times beside the text
constexpr float kMostIndentShare = 0.35F;  // for the deepest level
constexpr float kMostMarkerShare = 0.5F;   // for a number before an item
constexpr float kMostPaddingShare = 0.04F;
constexpr float kMarkerOverhang = 12;  // a long number reaches out of the column, not of the window
constexpr float kBulletDistance = 16, kBulletRadius = 2.4F;  // of its middle from the text
constexpr float kLeastCell = 24;
constexpr float kLeastCutCell = 56;  // a cell that is broken into lines: some letters of a word
constexpr float kStackedGap = 4;
constexpr std::size_t kMostKept = 512;  // layouts: several screens of cues
constexpr std::size_t kMostMeasuredRows = 200;
constexpr std::size_t kMostColumns = 64;  // further cells of a row join the last column
constexpr Millis kHour = 3'600'000;

constexpr TextStyle kFirstHeading{FontRole::SemiBold, 20, 28};
constexpr TextStyle kSection{FontRole::SemiBold, 16, 26};
constexpr TextStyle kCode{FontRole::Mono, 14, 22};
constexpr TextStyle kSourceLine{FontRole::Mono, 13, 20};
constexpr float kDigit = 8, kSourceGap = 20;  // of the line numbers
constexpr TextStyle kCell{FontRole::Regular, 15, 22};
constexpr TextStyle kCellHead{FontRole::SemiBold, 14, 22};
constexpr TextStyle kCellLabel{FontRole::Regular, 13, 18};

/// The cells of a row: ranges between tabs.
void cut_cells(std::string_view text, Range row_in_text, std::vector<Range>& cells_in_text) {
  cells_in_text.clear();
  std::uint32_t begin = row_in_text.begin;
  for (std::uint32_t at = row_in_text.begin; at <= row_in_text.end; ++at) {
    if (at < row_in_text.end && text[at] != '\t') continue;
    if (at < row_in_text.end && cells_in_text.size() + 1 >= kMostColumns) continue;
    cells_in_text.push_back({begin, at});
    begin = at + 1;
  }
}

bool same_chapters(const TrackChapters& a, const TrackChapters& b) {
  return a.chapters.data() == b.chapters.data() && a.chapters.size() == b.chapters.size();
}

bool same_track(const app::TrackView& a, const app::TrackView& b) {
  return a.text.data() == b.text.data() && a.text.size() == b.text.size() &&
         a.blocks.data() == b.blocks.data() && a.blocks.size() == b.blocks.size() &&
         a.kind == b.kind;
}

}  // namespace

TextStyle TextLayout::zoomed(TextStyle style) const {
  style.size *= room_.zoom;
  style.line_height = std::round(style.line_height * room_.zoom);
  return style;
}

bool TextLayout::set(const app::TrackView& track, std::span<const std::uint32_t> folded_blocks,
                     const LayoutRoom& room, const TrackChapters& chapters) {
  const bool is_same = same_track(track, track_);
  const bool chapters_same = same_chapters(chapters, chapters_);
  const bool folds_same = std::ranges::equal(folded_, folded_blocks);
  track_ = track;
  if (is_same && folds_same && chapters_same && room == room_) return false;
  room_ = room;
  chapters_ = chapters;
  folded_.assign(folded_blocks.begin(), folded_blocks.end());
  if (!is_same) {
    shape_ = shape_of(track);
    units_ = cut_units(track);
    has_times_ = has_long_times_ = false;
    for (const pack::BlockRecord& block : track.blocks) {
      has_times_ |= block.start_ms >= 0;
      has_long_times_ |= block.start_ms >= kHour;
    }
  }
  if (!is_same || !chapters_same) heads_ = place_heads(track_, chapters_, units_);
  time_column_ = 0;
  if (shape_ == TrackShape::Source) {
    const auto digits = static_cast<float>(std::to_string(track.blocks.size()).size());
    time_column_ = std::round(zoomed(std::max(digits, 2.0F) * kDigit + kSourceGap));
  } else if (shape_ != TrackShape::Prose && has_times_) {
    time_column_ = std::round(zoomed(has_long_times_ ? kLongCueColumn : kCueColumn));
  }
  arrange_units(track_, folded_, kSectionIndent, units_);
  arrange_heads(track_, heads_, units_);
  times_above_ = time_column_ > room_.width * kMostTimeShare;
  if (times_above_) time_column_ = 0;
  float deepest = 0;
  for (const TextUnit& unit : units_)
    deepest = std::max(deepest, unit.indent);
  const float most = room_.width * kMostIndentShare;
  indent_scale_ = zoomed(deepest) > most ? most / zoomed(deepest) : 1;
  forget_layouts();
  std::vector<float> heights(units_.size());
  for (std::size_t number = 0; number < units_.size(); ++number)
    heights[number] = estimate(number);
  heights_.assign(heights);
  return true;
}

void TextLayout::forget_layouts() {
  kept_.clear();
  tables_.clear();
}

TextStyle TextLayout::style_of(std::size_t number) const {
  if (shape_ == TrackShape::Source) return zoomed(kSourceLine);
  const pack::BlockRecord& record = block(number);
  switch (record.kind) {
    case BlockKind::Heading:
      return zoomed(record.level <= 1 ? kFirstHeading : record.level == 2 ? kHeading : kSection);
    case BlockKind::Code:
      return zoomed(kCode);
    case BlockKind::TableRow:
      return zoomed(record.level == 0 ? kCellHead : kCell);
    case BlockKind::Item:
      if (units_[number].is_section) return zoomed(kSection);
      return zoomed(kReading);
    default:
      return zoomed(kReading);
  }
}

std::span<const UnitHead> TextLayout::heads_of(std::size_t number) const {
  const auto found = std::ranges::equal_range(heads_, number, {}, &UnitHead::unit);
  return {found.begin(), found.end()};
}

float TextLayout::estimate(std::size_t number) const {
  const TextUnit& unit = units_[number];
  if (unit.hidden) return 0;
  const pack::BlockRecord& record = block(number);
  const TextStyle style = style_of(number);
  float height = zoomed(unit.gap);
  if (record.kind == BlockKind::Rule) return height + 1;
  if (unit.opens_turn) height += zoomed(kSpeakerHeight + kSpeakerGap);
  if (shape_ == TrackShape::Chapters) height += zoomed(kChapterRowPadding) * 2;
  if (times_above_ && !unit.continues && (shape_ == TrackShape::Source || record.start_ms >= 0))
    height += style.line_height;
  const float room = std::max(room_.width - time_column_ - indent(unit.indent), 1.0F);
  const auto lines_height = [room](std::size_t bytes, const TextStyle& of) {
    const float text_width = static_cast<float>(bytes) * of.size * kMeanCharacterEm;
    return std::max(1.0F, std::ceil(text_width / room)) * of.line_height;
  };
  const std::span<const UnitHead> heads = heads_of(number);
  const TextStyle head_style = zoomed(kHeading);
  for (const UnitHead& head : heads)
    height += lines_height(head.title.size(), head_style) + zoomed(kHeadGap);
  if (!heads.empty()) height += zoomed(kBelowHeads - kHeadGap);
  return height + lines_height(unit.range_in_text.size(), style);
}

std::size_t TextLayout::unit_of(std::uint32_t offset_in_text) const {
  const auto after = std::ranges::upper_bound(
      units_, offset_in_text, {}, [](const TextUnit& unit) { return unit.range_in_text.begin; });
  std::size_t number =
      after == units_.begin() ? 0 : static_cast<std::size_t>(after - units_.begin()) - 1;
  // Empty units begin where the next one does.
  while (number > 0 && units_[number].hidden)
    --number;
  return number;
}

bool TextLayout::is_cut_at(std::uint32_t offset_in_text) const {
  if (units_.empty()) return false;
  const TextUnit& unit = units_[unit_of(offset_in_text)];
  return unit.continues && unit.range_in_text.begin == offset_in_text;
}

std::size_t TextLayout::unit_of(CaretPlace place) const {
  const std::size_t number = unit_of(place.offset_in_text);
  return place.ends_line && is_cut_at(place.offset_in_text) ? number - 1 : number;
}

std::optional<std::size_t> TextLayout::next(std::size_t number) const {
  for (std::size_t at = number + 1; at < units_.size(); ++at) {
    if (!units_[at].hidden) return at;
  }
  return std::nullopt;
}

std::optional<std::size_t> TextLayout::previous(std::size_t number) const {
  while (number > 0) {
    if (!units_[--number].hidden) return number;
  }
  return std::nullopt;
}

const UnitLayout& TextLayout::ensure(GlyphRuns& glyphs, std::size_t number) {
  Kept& kept = kept_[number];
  kept.used = ++clock_;
  if (kept.layout == nullptr) {
    kept.layout = std::make_unique<UnitLayout>();
    lay_out(glyphs, number, *kept.layout);
    ++laid_out_count_;
    heights_.set(number, kept.layout->height);
    if (kept_.size() > kMostKept * 2) {
      UnitLayout* const made = kept.layout.get();
      drop_old();
      return *made;
    }
  }
  return *kept.layout;
}

void TextLayout::drop_old() {
  // Every entry was used at another time: all but the last kMostKept uses go.
  const std::uint64_t oldest = clock_ - std::min<std::uint64_t>(clock_, kMostKept);
  std::erase_if(kept_, [&](const auto& entry) { return entry.second.used <= oldest; });
}

float TextLayout::lay_out_heads(GlyphRuns& glyphs, std::size_t number, float top, UnitLayout& out) {
  const std::span<const UnitHead> heads = heads_of(number);
  for (const UnitHead& head : heads) {
    HeadLayout& made = out.heads.emplace_back();
    made.title = head.title;
    made.top = top;
    const LineWish wish{.text = head.title,
                        .range_in_text = {0, static_cast<std::uint32_t>(head.title.size())},
                        .language = track_.language,
                        .spans = {},
                        .style = zoomed(kHeading),
                        .left = time_column_,
                        .top = top,
                        .width = room_.width - time_column_};
    made.height = breaker_.lay_out(glyphs, wish, made.text);
    top += made.height + std::round(zoomed(&head == &heads.back() ? kBelowHeads : kHeadGap));
  }
  return top;
}

bool TextLayout::has_time(std::size_t number) const {
  const TextUnit& unit = units_[number];
  const pack::BlockRecord& record = block(number);
  if (shape_ == TrackShape::Source || unit.continues || record.start_ms < 0) return false;
  if (record.kind == BlockKind::Rule || record.kind == BlockKind::TableRow) return false;
  // Of several lines in one block only the first has its time here: then all keep theirs in the
  // text.
  return shape_ != TrackShape::Prose || !slice(track_.text, unit.range_in_text).contains('\n');
}

void TextLayout::lay_out_time(GlyphRuns& glyphs, std::size_t number, UnitLayout& out) {
  const pack::BlockRecord& record = block(number);
  const bool is_source = shape_ == TrackShape::Source, is_prose = shape_ == TrackShape::Prose;
  if (is_source ? units_[number].continues : !has_time(number)) return;
  out.time_style = is_source ? out.style : zoomed(kTimeStyle);
  out.time_style.line_height = out.style.line_height;
  out.time_label =
      is_source ? std::to_string(units_[number].block + 1) : clock_time(record.start_ms);
  if (is_prose && record.end_ms > record.start_ms && room_.width >= kNarrow * room_.zoom) {
    out.time_label += "\xE2\x80\x93";
    out.time_label += clock_time(record.end_ms);
  }
  const Figures figures = is_source ? Figures::Proportional : Figures::Tabular;
  out.time_width = glyphs.width(out.time_label, out.time_style, figures);
  if (out.time_width > room_.width) {
    out.time_style.size *= room_.width / out.time_width;
    out.time_width = room_.width;
  }
  out.time_top = out.top;
  out.time_above =
      is_prose ? out.time_width + zoomed(kTimeGap) > room_.width * kMostTimeShare : times_above_;
  if (out.time_above) {
    out.top += out.style.line_height;
  } else if (is_prose) {
    out.time_left = room_.width - out.time_width;
  } else if (shape_ != TrackShape::Chapters) {
    const float gap = zoomed(is_source ? kSourceGap : kTimeGap);
    out.time_left = std::max(time_column_ - gap - out.time_width, 0.0F);
  }
}

/// As text that runs to the right has it. Moves the text where a number would reach out too far.
void TextLayout::lay_out_marker(GlyphRuns& glyphs, std::size_t number, UnitLayout& out) {
  const TextUnit& unit = units_[number];
  if (unit.hanging == Hanging::None || unit.continues || shape_ != TrackShape::Prose) return;
  if (unit.hanging != Hanging::Number) {
    const float distance = indent(kBulletDistance);
    const float radius = std::min(zoomed(kBulletRadius), distance * 0.4F);
    out.marker_left = out.left - distance - radius;
    out.marker_width = radius * 2;
    return;
  }
  TextStyle style = out.style;
  style.font = FontRole::Regular;
  const float width = glyphs.width(track_.string(block(number).marker), style, Figures::Tabular);
  const float gap = std::min(zoomed(kSpace2), room_.width * kMostPaddingShare);
  const float needed = std::ceil(width + gap - kMarkerOverhang);
  out.left = std::max(out.left, std::min(needed, std::round(room_.width * kMostMarkerShare)));
  const float room = indent(unit.depth > 1 ? kLevelMargin : kSectionIndent);
  out.marker_left = std::max(out.left - std::max(room, width + gap), -kMarkerOverhang);
  out.marker_width = std::min(width, out.left - gap - out.marker_left);
}

void TextLayout::lay_out(GlyphRuns& glyphs, std::size_t number, UnitLayout& out) {
  const TextUnit& unit = units_[number];
  const pack::BlockRecord& record = block(number);
  out.style = style_of(number);
  if (unit.hidden) return;
  float top = std::round(zoomed(unit.gap));
  if (record.kind == BlockKind::Rule) {
    out.top = top;
    out.height = top + 1;
    return;
  }
  if (record.kind == BlockKind::TableRow) {
    lay_out_row(glyphs, number, out);
    return;
  }
  top = lay_out_heads(glyphs, number, top, out);
  if (unit.opens_turn) {
    out.speaker_top = top;
    top += std::round(zoomed(kSpeakerHeight + kSpeakerGap));
  }
  const float padding = shape_ == TrackShape::Chapters   ? std::round(zoomed(kChapterRowPadding))
                        : record.kind == BlockKind::Code ? std::round(zoomed(kCodePadding))
                                                         : 0;
  out.top = top + (unit.continues ? 0 : padding);
  lay_out_time(glyphs, number, out);

  const bool is_prose = shape_ == TrackShape::Prose;
  Range body_in_text = unit.range_in_text;
  if (!out.time_label.empty() && is_prose) {
    const CutTime cut = cut_time(track_.text, unit.range_in_text);
    body_in_text = cut.body_in_text;
    out.time_in_text = cut.time_in_text;
  }
  out.parts_in_text.push_back(body_in_text);
  out.left = std::round(time_column_ + indent(unit.indent));
  lay_out_marker(glyphs, number, out);
  const bool is_time_beside = !out.time_label.empty() && is_prose && !out.time_above;
  float right = is_time_beside ? out.time_left - zoomed(kTimeGap) : room_.width;
  if (record.kind == BlockKind::Code)
    right -= std::min(zoomed(kCodePadding), room_.width * kMostPaddingShare);
  const float mark =
      unit.folded ? std::ceil(zoomed(kFoldedGap) + glyphs.width(kFoldedMark, out.style)) : 0;
  out.width = std::max(right - out.left - mark, 1.0F);
  out.runs_left = is_prose && record.kind != BlockKind::Code &&
                  text::first_strong_runs_left(slice(track_.text, body_in_text));
  if (is_prose && out.time_above) out.time_left = std::min(out.left, room_.width - out.time_width);
  if (out.runs_left) {
    // Times, marks and indents change sides; the text keeps its width.
    out.left = mark + (is_time_beside ? std::ceil(out.time_width + zoomed(kTimeGap)) : 0);
    out.time_left = room_.width - out.time_left - out.time_width;
    out.marker_left = room_.width - out.marker_left - out.marker_width;
  }
  const LineWish wish{.text = track_.text,
                      .range_in_text = body_in_text,
                      .language = track_.language,
                      .spans = track_.spans,
                      .style = out.style,
                      .left = out.left,
                      .top = out.top,
                      .width = out.width,
                      .flows = record.kind == BlockKind::Cue};
  const float height = breaker_.lay_out(glyphs, wish, out.text);
  const bool ends_block = number + 1 >= units_.size() || !units_[number + 1].continues;
  out.height = out.top + height + (ends_block ? padding : 0);
}

const TextLayout::TableLayout& TextLayout::table_of(GlyphRuns& glyphs, std::size_t number) {
  for (const TableLayout& known : tables_) {
    if (number >= known.first && number < known.end) return known;
  }
  const auto is_row = [&](std::size_t at) { return block(at).kind == BlockKind::TableRow; };
  TableLayout table{.first = number, .end = number + 1, .widths = {}};
  while (table.first > 0 && is_row(table.first - 1) && block(table.first).level != 0)
    --table.first;
  while (table.end < units_.size() && is_row(table.end) && block(table.end).level != 0)
    ++table.end;

  std::vector<Range> cells;
  const std::size_t measured_end = std::min(table.end, table.first + kMostMeasuredRows);
  for (std::size_t row = table.first; row < measured_end; ++row) {
    cut_cells(track_.text, units_[row].range_in_text, cells);
    if (table.widths.size() < cells.size()) table.widths.resize(cells.size(), 0);
    for (std::size_t column = 0; column < cells.size(); ++column) {
      // What is longer than a line is broken anyway.
      Range cell = cells[column];
      cell.end = std::min(cell.end, cell.begin + 200);
      const float width = glyphs.width(slice(track_.text, cell), style_of(row));
      table.widths[column] = std::max(table.widths[column], std::ceil(width) + 1);
    }
  }
  if (table.widths.empty()) table.widths.push_back(0);
  const auto count = static_cast<float>(table.widths.size());
  const float room = room_.widest - std::round(zoomed(kCellPadding)) * 2 * count;
  float wanted = 0;
  for (float& width : table.widths)
    wanted += width = std::max(width, zoomed(kLeastCell));
  if (wanted > room) {
    // Columns that need less than their share keep what they need; the others share the rest.
    std::vector<float> by_width = table.widths;
    std::ranges::sort(by_width);
    float left = room;
    float limit = 0;
    for (std::size_t at = 0; at < by_width.size(); ++at) {
      limit = left / static_cast<float>(by_width.size() - at);
      if (by_width[at] > limit) break;
      left -= by_width[at];
    }
    table.is_stacked = limit < zoomed(kLeastCutCell);
    for (float& width : table.widths)
      width = std::min(width, std::floor(limit));
  }
  tables_.push_back(std::move(table));
  return tables_.back();
}

void TextLayout::lay_out_row(GlyphRuns& glyphs, std::size_t number, UnitLayout& out) {
  const TableLayout& table = table_of(glyphs, number);
  if (table.is_stacked) {
    lay_out_stacked_row(glyphs, number, table.first, out);
    return;
  }
  std::vector<Range> cells;
  cut_cells(track_.text, units_[number].range_in_text, cells);
  const float padding = std::round(zoomed(kCellPadding));
  const float row_padding = std::round(zoomed(kRowPadding));
  out.top = std::round(zoomed(units_[number].gap)) + row_padding;
  float left = 0, height = out.style.line_height;
  for (std::size_t column = 0; column < table.widths.size(); ++column) {
    out.cell_lefts.push_back(left);
    const float width = table.widths[column];
    if (column < cells.size()) {
      const LineWish wish{.text = track_.text,
                          .range_in_text = cells[column],
                          .language = track_.language,
                          .spans = track_.spans,
                          .style = out.style,
                          .left = left + padding,
                          .top = out.top,
                          .width = width};
      height = std::max(height, breaker_.lay_out(glyphs, wish, out.text));
      out.parts_in_text.push_back(cells[column]);
    }
    left += width + padding * 2;
  }
  out.cell_lefts.push_back(left);
  out.left = padding;
  out.width = left - padding * 2;
  out.height = out.top + height + row_padding;
}

void TextLayout::lay_out_stacked_row(GlyphRuns& glyphs, std::size_t number, std::size_t head,
                                     UnitLayout& out) {
  std::vector<Range> cells, heads;
  cut_cells(track_.text, units_[number].range_in_text, cells);
  if (block(head).level == 0 && number != head)
    cut_cells(track_.text, units_[head].range_in_text, heads);
  const float row_padding = std::round(zoomed(kRowPadding));
  out.left = std::round(std::min(zoomed(kCellPadding), room_.width * kMostPaddingShare));
  out.width = room_.width - out.left * 2;
  out.top = std::round(zoomed(units_[number].gap)) + row_padding;
  out.cell_lefts = {0, room_.width};
  float top = out.top;
  const auto add = [&](Range range_in_text, std::span<const pack::SpanRecord> spans,
                       const TextStyle& style, TextLines& lines) {
    const LineWish wish{.text = track_.text,
                        .range_in_text = range_in_text,
                        .language = track_.language,
                        .spans = spans,
                        .style = style,
                        .left = out.left,
                        .top = top,
                        .width = out.width};
    top += breaker_.lay_out(glyphs, wish, lines);
  };
  for (std::size_t column = 0; column < cells.size(); ++column) {
    out.cell_tops.push_back(top);
    out.parts_in_text.push_back(cells[column]);
    // Nothing is said of an empty cell; but a row has a line.
    const bool is_last = column + 1 == cells.size();
    if (cells[column].empty() && !(is_last && out.text.lines.empty())) continue;
    if (top > out.top) top += std::round(zoomed(kStackedGap));
    if (column < heads.size() && !heads[column].empty())
      add(heads[column], {}, zoomed(kCellLabel), out.cell_labels);
    add(cells[column], track_.spans, out.style, out.text);
  }
  out.cell_tops.push_back(top);
  out.height = top + row_padding;
}

// --- Places of the text -----------------------------------------------------------------------

CaretPlace TextLayout::place_at(const UnitLayout& layout, float x, float y) const {
  const TextLine* best = nullptr;
  float best_distance = 0;
  for (const TextLine& line : layout.text.lines) {
    const float above = std::max(line.top - y, y - (line.top + line.height));
    const float aside = std::max(line.left - x, x - (line.left + line.width));
    // Lines at the same height are cells of a table: then sideways decides.
    const float distance = std::max(above, 0.0F) * 1000 + std::max(aside, 0.0F);
    if (best == nullptr || distance < best_distance) {
      best = &line;
      best_distance = distance;
    }
  }
  if (best == nullptr) return {};
  const std::span<const Cluster> clusters = layout.text.clusters_of(*best);
  const std::span<const Cluster> seen = clusters.first(clusters.size() - 1);
  const std::uint32_t found = ui::offset_at(seen, x - best->left, best->range_in_text.end);
  if (found != best->range_in_text.end) return {found};
  // Behind the last cluster that is drawn: before the space it broke at, which belongs to this
  // line.
  const bool is_last = best->range_in_text.empty() ||
                       (best == &layout.text.lines.back() && !is_cut_at(best->range_in_text.end));
  if (is_last || clusters.size() < 2) return {best->range_in_text.end};
  const std::uint32_t last = clusters[clusters.size() - 2].begin_in_text;
  const char broke_at = last < track_.text.size() ? track_.text[last] : ' ';
  if (broke_at == ' ' || broke_at == '\t' || broke_at == '\n') return {last};
  return {best->range_in_text.end, true};
}

TextLayout::Caret TextLayout::caret(const UnitLayout& layout, CaretPlace place) const {
  const std::uint32_t offset_in_text = place.offset_in_text;
  const TextLine* found = nullptr;
  for (const TextLine& line : layout.text.lines) {
    const bool is_next = place.ends_line && line.range_in_text.begin == offset_in_text;
    if (found == nullptr || (line.range_in_text.begin <= offset_in_text && !is_next)) found = &line;
  }
  if (found == nullptr) return {layout.left, layout.top, layout.style.line_height};
  // The cluster that holds the offset: carets do not enter it.
  float x = 0;
  for (const Cluster& cluster : layout.text.clusters_of(*found)) {
    if (cluster.begin_in_text > offset_in_text) break;
    x = cluster.runs_left ? cluster.x + cluster.advance : cluster.x;
  }
  return {found->left + x, found->top, found->height};
}

void TextLayout::boxes(const UnitLayout& layout, Range range_in_text,
                       std::vector<Box>& boxes) const {
  const auto intersects = [&](Range other) {
    return range_in_text.begin < other.end && other.begin < range_in_text.end;
  };
  for (const TextLine& line : layout.text.lines) {
    if (!intersects(line.range_in_text)) continue;
    std::vector<Stretch> parts;
    stretches(layout.text.clusters_of(line), range_in_text, parts);
    for (const Stretch& part : parts) {
      // What hangs over the line's end is not shown.
      const float from = std::max(part.left, 0.0F), to = std::min(part.right, line.width);
      if (to > from) boxes.push_back({line.left + from, line.top, to - from, line.height});
    }
  }
  if (intersects(layout.time_in_text)) {
    boxes.push_back(
        {layout.time_left, layout.time_top, layout.time_width, layout.style.line_height});
  }
}

}  // namespace earshot::ui
