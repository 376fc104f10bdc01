#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/view.h"
#include "ui/height_index.h"
#include "ui/text_lines.h"
#include "ui/text_units.h"

namespace earshot::ui {

/// The room a track is laid out in, in points.
struct LayoutRoom {
  float width = 600;   ///< of the column: nothing of the text lies outside of it, but for tables
  float widest = 600;  ///< what a table may take instead
  float zoom = 1;
  bool operator==(const LayoutRoom&) const = default;
};

/// A chapter's title above a cue, laid out; offsets are in the title.
struct HeadLayout {
  std::string_view title;
  TextLines text;
  float top = 0, height = 0;
};

/// One unit, laid out: lines and what stands round them, from the unit's top left (the gap above
/// included).
struct UnitLayout {
  TextLines text;
  float height = 0;
  float top = 0;  ///< of the first line: below the gap, the heads and the speaker
  std::vector<HeadLayout> heads;
  float speaker_top = -1;     ///< below 0: no speaker's name here
  float left = 0, width = 0;  ///< of the text
  /// What the lines are of, ascending: the text but a time that stands apart; a table's row: its
  /// cells.
  std::vector<Range> parts_in_text;
  bool runs_left = false;  ///< its first paragraph does: what stands round it is mirrored
  Range time_in_text;      ///< the time in the right column is this part of the text
  std::string time_label;  ///< or this; empty: none
  TextStyle time_style;    ///< zoomed, and smaller where the width has no room for it
  float time_left = 0, time_width = 0, time_top = 0;
  bool time_above = false;                  ///< the time stands above the text, not beside it
  float marker_left = 0, marker_width = 0;  ///< of what hangs before an item; 0 wide: nothing
  std::vector<float> cell_lefts;  ///< tables: left edges of the columns, and the right edge
  /// Of a row whose cells stand one below another: tops of the cells, and the bottom of the last.
  std::vector<float> cell_tops;
  TextLines cell_labels;  ///< of such a row: what heads its column, above each cell
  TextStyle style;        ///< of the text, zoomed
};

/// A place of the text caret. Where a line broke without white space, as between ideographs or
/// behind a hyphen, one offset is the end of a line and the begin of the next one.
struct CaretPlace {
  std::uint32_t offset_in_text = 0;
  bool ends_line = false;  ///< at such an offset: the end of the upper line; elsewhere no matter
  bool operator==(const CaretPlace&) const = default;
};

/// A track laid out lazily: heights of units are estimated until they are seen.
///
/// Only what `ensure` was called for is measured. Keeps no text of its own: the track's spans and
/// the chapters' titles must stay valid while the layout is used.
class TextLayout {
 public:
  /// Takes a track, with the chapters that head its cues; true where it is another one, or other
  /// chapters, another room or folding, than before: heights are estimates again.
  bool set(const app::TrackView& track, std::span<const std::uint32_t> folded_blocks,
           const LayoutRoom& room, const TrackChapters& chapters = {});
  bool empty() const { return units_.empty(); }
  std::size_t size() const { return units_.size(); }
  const TextUnit& unit(std::size_t number) const { return units_[number]; }
  const pack::BlockRecord& block(std::size_t number) const {
    return track_.blocks[units_[number].block];
  }
  const app::TrackView& track() const { return track_; }
  const LayoutRoom& room() const { return room_; }
  TrackShape shape() const { return shape_; }
  /// Whether a time of the block's own stands beside or above the unit, not in its text. Lays
  /// nothing out.
  bool has_time(std::size_t number) const;
  /// Of the column of times that stands left of cues and chapters; 0: they stand above.
  float time_column() const { return time_column_; }
  /// A distance of the outline, given at zoom 1: smaller where the deepest level would else leave
  /// too little of the width.
  float indent(float points) const { return points * room_.zoom * indent_scale_; }

  double top(std::size_t number) const { return heights_.top(number); }
  float height(std::size_t number) const { return heights_.height(number); }
  double total_height() const { return heights_.total(); }
  /// The unit seen at `y`.
  std::size_t at(double y) const { return heights_.at(y); }
  /// The unit that holds an offset (the one before it, between units); the nearest seen one above,
  /// where it is folded away.
  std::size_t unit_of(std::uint32_t offset_in_text) const;
  /// The same for a caret: where a block was cut, one offset is the end of a unit and the begin of
  /// the next one, as with lines.
  std::size_t unit_of(CaretPlace place) const;
  /// Whether a block was cut there, with nothing between its parts.
  bool is_cut_at(std::uint32_t offset_in_text) const;
  /// The next or previous unit that is not hidden; nothing at the ends.
  std::optional<std::size_t> next(std::size_t number) const;
  std::optional<std::size_t> previous(std::size_t number) const;

  /// Lays the unit out, where it is not yet, and corrects its height.
  const UnitLayout& ensure(GlyphRuns& glyphs, std::size_t number);

  /// The caret's place nearest to a point, which is counted from the unit's top left.
  CaretPlace place_at(const UnitLayout& layout, float x, float y) const;
  /// The caret there: x, top and height from the unit's top left.
  struct Caret {
    float x = 0, top = 0, height = 0;
  };
  Caret caret(const UnitLayout& layout, CaretPlace place) const;
  /// Where a range lies in the unit, one rectangle a line: appended to `rects`.
  struct Box {
    float left = 0, top = 0, width = 0, height = 0;
  };
  void boxes(const UnitLayout& layout, Range range_in_text, std::vector<Box>& boxes) const;

  /// Units laid out since the layout was made; for tests of laziness.
  std::uint64_t laid_out_count() const { return laid_out_count_; }

 private:
  struct Kept {
    std::unique_ptr<UnitLayout> layout;
    std::uint64_t used = 0;
  };
  struct TableLayout {
    std::size_t first = 0, end = 0;
    std::vector<float> widths;
    bool is_stacked = false;  // too many columns for the width: cells stand one below another
  };

  float zoomed(float points) const { return points * room_.zoom; }
  TextStyle zoomed(TextStyle style) const;
  TextStyle style_of(std::size_t number) const;
  float estimate(std::size_t number) const;
  std::span<const UnitHead> heads_of(std::size_t number) const;
  void forget_layouts();
  void lay_out(GlyphRuns& glyphs, std::size_t number, UnitLayout& out);
  /// Returns the top of what follows them.
  float lay_out_heads(GlyphRuns& glyphs, std::size_t number, float top, UnitLayout& out);
  void lay_out_time(GlyphRuns& glyphs, std::size_t number, UnitLayout& out);
  void lay_out_marker(GlyphRuns& glyphs, std::size_t number, UnitLayout& out);
  void lay_out_row(GlyphRuns& glyphs, std::size_t number, UnitLayout& out);
  void lay_out_stacked_row(GlyphRuns& glyphs, std::size_t number, std::size_t head,
                           UnitLayout& out);
  const TableLayout& table_of(GlyphRuns& glyphs, std::size_t number);
  void drop_old();

  app::TrackView track_;
  std::vector<std::uint32_t> folded_;
  LayoutRoom room_;
  TrackShape shape_ = TrackShape::Prose;
  bool has_times_ = false, has_long_times_ = false;
  float time_column_ = 0;
  bool times_above_ = false;
  float indent_scale_ = 1;
  std::vector<TextUnit> units_;
  TrackChapters chapters_;
  std::vector<UnitHead> heads_;  // by unit
  HeightIndex heights_;
  std::unordered_map<std::size_t, Kept> kept_;
  std::vector<TableLayout> tables_;
  LineBreaker breaker_;
  std::uint64_t clock_ = 0;
  std::uint64_t laid_out_count_ = 0;
};

// Distances at zoom 1 that drawing and layout share.
inline constexpr float kSpeakerHeight = 18, kSpeakerGap = 6;
inline constexpr float kCellPadding = 12, kRowPadding = 5;
inline constexpr float kCodePadding = 10;
inline constexpr float kFoldedGap = 6;
inline constexpr std::string_view kFoldedMark = "\u2026";  ///< behind the text of what is folded
inline constexpr TextStyle kSpeakerStyle{FontRole::SemiBold, 13, 18};
inline constexpr TextStyle kTimeStyle{FontRole::Regular, 14, 26};

}  // namespace earshot::ui
