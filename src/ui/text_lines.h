#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "pack/records.h"
#include "text/bidi.h"
#include "ui/glyph_runs.h"

namespace earshot::ui {

/// A stretch of one line in one style.
struct TextRun {
  Range range_in_text;
  float x = 0;  ///< from the line's left edge
  float width = 0;
  TextStyle style;
  Figures figures = Figures::Proportional;
  std::int32_t link = -1;   ///< in the track's spans: a link
  std::int32_t time = -1;   ///< in the track's spans: a time
  std::int32_t image = -1;  ///< in the track's spans: an image, of which this is said instead
  float lead = 0;           ///< room before its first letter, for the sign of an image
  bool code = false, strike = false;
  Order order = Order::LeftToRight;
};

/// One line. Lengths in points, places from the top left of what it was laid out in.
struct TextLine {
  Range range_in_text;  ///< with the white space it broke at
  float left = 0, top = 0, width = 0, height = 0;
  std::uint32_t first_run = 0, run_count = 0;
  std::uint32_t first_cluster = 0, cluster_count = 0;
};

/// Lines in reading order; the runs of each from left to right, its clusters in the text's order.
/// The last cluster of a line stands for its end: it has no width.
struct TextLines {
  std::vector<TextLine> lines;
  std::vector<TextRun> runs;
  std::vector<Cluster> clusters;  ///< offsets in the track's text, `x` from the line's left edge

  std::span<const TextRun> runs_of(const TextLine& line) const {
    return std::span(runs).subspan(line.first_run, line.run_count);
  }
  std::span<const Cluster> clusters_of(const TextLine& line) const {
    return std::span(clusters).subspan(line.first_cluster, line.cluster_count);
  }
};

/// What is to be broken into lines, and the room for it.
struct LineWish {
  std::string_view text;  ///< the track's
  Range range_in_text;
  std::string_view language;
  std::span<const pack::SpanRecord> spans;  ///< the track's, by begin
  TextStyle style;                          ///< zoomed
  Figures figures = Figures::Proportional;
  float left = 0, top = 0, width = 0;
  /// Lines of a subtitle were cut to fit a picture: their ends are spaces, but for one that leads
  /// to another voice, a song or a blank line, or out of a song. Voices are known by what stands in
  /// the text: a dash, a bracket, a name with a colon. Those that only the file's tags told are
  /// not.
  bool flows = false;
};

/// What is seen of a cue's text: as long, with a space for each line end that is one (see
/// LineWish::flows). Its paragraphs are those that stand on lines of their own. Linear.
void join_lines(std::string_view text, std::string& out);

/// Breaks text into lines by UAX 14, words too long for a line at a cluster; spaces at a line's end
/// hang. Each line is put in order by UAX 9; paragraphs that run to the left stand at the right
/// edge. Linear in the range. Keeps its buffers between calls.
class LineBreaker {
 public:
  /// Appends to `out`; returns the height of what was added (at least one line).
  float lay_out(GlyphRuns& glyphs, const LineWish& wish, TextLines& out);

 private:
  struct Segment {
    Range range_in_text;
    TextRun look;  ///< style and meaning; places are filled in by lines
  };
  struct Piece {
    std::uint32_t begin_in_text = 0;
    std::uint32_t segment = 0;
    float advance = 0;
    float lead = 0;  // of the advance, before the letter
    text::BidiLevel level = 0;
    bool may_break_before = false;
    bool is_white = false;
    bool ends_line = false;
  };
  void cut_segments(const LineWish& wish);
  void cut_segments_by_level(const LineWish& wish);
  void shape_segments(GlyphRuns& glyphs, const LineWish& wish);
  void mark_breaks(const LineWish& wish);
  void add_line(const LineWish& wish, std::size_t first, std::size_t last, float top,
                TextLines& out);

  std::string_view seen_;  // the wish's range, in `joined_` where it flows; of one `lay_out`
  std::string joined_;
  std::vector<Segment> segments_;
  std::vector<Piece> pieces_;
  std::vector<Cluster> clusters_;
  std::vector<std::uint32_t> breaks_;
  std::vector<std::uint32_t> open_spans_;
  text::BidiText bidi_;
  std::vector<Segment> cut_segments_;
  std::vector<text::BidiLevel> levels_;
  std::vector<std::uint32_t> visual_;
};

/// The sign before the words that stand for an image, in ems of the text: its size, and its room.
inline constexpr float kImageSign = 1, kImageLead = 1.3F;

/// The part of a line's height that a highlight fills, as distance from the line's top and bottom.
inline constexpr float kHighlightInset = 2;

}  // namespace earshot::ui
