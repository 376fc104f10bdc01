#include "ui/text_lines.h"

#include <algorithm>

#include "text/line_break.h"
#include "text/speaker_name.h"

namespace earshot::ui {
namespace {

constexpr float kCodeScale = 0.9F;  // mono faces look larger than Inter at the same size
constexpr std::size_t kMostSpansInRange = 4096;  // more styles in one block are decoration

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_song_sign_at(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("\u266A") || text.substr(at).starts_with("\u266B") ||
         text.substr(at).starts_with("\u266C");
}

/// Whether what follows a line end of a subtitle begins a line of its own there as well: another
/// voice by its dash, bracket or name, a song, a blank line.
bool begins_line(std::string_view text) {
  static constexpr std::string_view kSigns[] = {"-",      "\u2010", "\u2013", "\u2014", "\u2015",
                                                "\u2212", "\uFF0D", "\u2022", ">",      "#",
                                                "(",      "\uFF08", "[",      "\n"};
  return text.empty() || is_song_sign_at(text, 0) || !text::speaker_candidate(text).empty() ||
         std::ranges::any_of(kSigns,
                             [text](std::string_view sign) { return text.starts_with(sign); });
}

/// Whether a song ends before a line end of a subtitle: what follows is spoken again.
bool ends_song(std::string_view text) {
  constexpr std::size_t kSignBytes = 3;
  const std::size_t end = text.find_last_not_of(' ') + 1;
  return end >= kSignBytes && is_song_sign_at(text, end - kSignBytes);
}

/// Whether a byte begins a character of a script without spaces: kana, ideographs, their signs.
bool leads_unspaced(char byte) {
  const auto lead = static_cast<unsigned char>(byte);
  return (lead >= 0xE3 && lead <= 0xE9) || lead == 0xEF;
}

/// Whether the line end at `at` of a cue's text is drawn as a space.
bool joins_lines(std::string_view text, std::size_t at) {
  return text[at] == '\n' && !begins_line(text.substr(at + 1)) && !ends_song(text.substr(0, at));
}

bool is_between_unspaced(std::string_view text, std::size_t line_end) {
  std::size_t before = line_end;
  while (before > 0 && (static_cast<unsigned char>(text[before - 1]) & 0xC0) == 0x80)
    --before;
  return before > 0 && line_end + 1 < text.size() && leads_unspaced(text[before - 1]) &&
         leads_unspaced(text[line_end + 1]);
}

}  // namespace

void join_lines(std::string_view text, std::string& out) {
  out = text;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (joins_lines(text, at)) out[at] = ' ';
  }
}

void LineBreaker::cut_segments(const LineWish& wish) {
  segments_.clear();
  open_spans_.clear();
  const Range range = wish.range_in_text;
  auto next = static_cast<std::size_t>(
      std::ranges::lower_bound(wish.spans, range.begin, {}, &pack::SpanRecord::begin) -
      wish.spans.begin());
  // Words time the text without changing its look: they cut nothing.
  const auto skip_words = [&] {
    while (next < wish.spans.size() && wish.spans[next].kind == pack::SpanKind::Word &&
           wish.spans[next].begin < range.end) {
      ++next;
    }
  };
  std::uint32_t at = range.begin;
  std::size_t used = 0;
  while (at < range.end) {
    while (!open_spans_.empty() && wish.spans[open_spans_.back()].end <= at)
      open_spans_.pop_back();
    skip_words();
    while (next < wish.spans.size() && wish.spans[next].begin <= at && used < kMostSpansInRange) {
      if (wish.spans[next].end > at) open_spans_.push_back(static_cast<std::uint32_t>(next));
      ++next;
      ++used;
      skip_words();
    }
    std::uint32_t end = range.end;
    if (next < wish.spans.size() && used < kMostSpansInRange) {
      end = std::min(end, wish.spans[next].begin);
    }
    for (const std::uint32_t number : open_spans_) {
      if (wish.spans[number].end > at) end = std::min(end, wish.spans[number].end);
    }
    // A line end that is a space is drawn by itself: the text on both sides knows nothing of it.
    if (wish.flows) {
      const std::size_t line_end = slice(wish.text, {at, end}).find('\n');
      if (line_end != std::string_view::npos)
        end = at + std::max<std::uint32_t>(static_cast<std::uint32_t>(line_end), 1);
    }

    Segment segment{.range_in_text = {at, end}, .look = {}};
    segment.look.style = wish.style;
    segment.look.figures = wish.figures;
    for (const std::uint32_t number : open_spans_) {
      const pack::SpanRecord& span = wish.spans[number];
      if (span.end <= at) continue;
      switch (span.kind) {
        case pack::SpanKind::Strong:
          segment.look.style.font = FontRole::SemiBold;
          break;
        case pack::SpanKind::Emphasis:
          if (segment.look.style.font == FontRole::Regular)
            segment.look.style.font = FontRole::Italic;
          break;
        case pack::SpanKind::Strike:
          segment.look.strike = true;
          break;
        case pack::SpanKind::Code:
          segment.look.code = true;
          break;
        case pack::SpanKind::Link:
          segment.look.link = static_cast<std::int32_t>(number);
          break;
        case pack::SpanKind::Time:
          segment.look.time = static_cast<std::int32_t>(number);
          segment.look.figures = Figures::Tabular;
          break;
        case pack::SpanKind::Image:
          segment.look.image = static_cast<std::int32_t>(number);
          break;
        case pack::SpanKind::Word:
          break;
      }
    }
    if (segment.look.code) {
      segment.look.style.font = FontRole::Mono;
      segment.look.style.size *= kCodeScale;
    }
    segments_.push_back(segment);
    at = end;
  }
}

void LineBreaker::cut_segments_by_level(const LineWish& wish) {
  text::resolve_bidi(seen_, bidi_);
  if (bidi_.levels.empty()) return;
  const auto level_at = [&](std::uint32_t offset_in_text) {
    return bidi_.level_at(offset_in_text - wish.range_in_text.begin);
  };
  cut_segments_.clear();
  for (const Segment& segment : segments_) {
    for (std::uint32_t at = segment.range_in_text.begin; at < segment.range_in_text.end;) {
      std::uint32_t end = at + 1;
      while (end < segment.range_in_text.end && level_at(end) == level_at(at))
        ++end;
      Segment& part = cut_segments_.emplace_back(segment);
      part.range_in_text = {at, end};
      part.look.order = text::runs_left(level_at(at)) ? Order::RightToLeft : Order::LeftToRight;
      at = end;
    }
  }
  std::swap(segments_, cut_segments_);
}

void LineBreaker::shape_segments(GlyphRuns& glyphs, const LineWish& wish) {
  pieces_.clear();
  for (std::uint32_t number = 0; number < segments_.size(); ++number) {
    const Segment& segment = segments_[number];
    glyphs.shape(slice(wish.text, segment.range_in_text), segment.look.style, segment.look.figures,
                 clusters_, segment.look.order);
    const std::int32_t image = segment.look.image;
    const bool begins_image = image >= 0 && wish.spans[static_cast<std::size_t>(image)].begin ==
                                                segment.range_in_text.begin;
    for (const Cluster& cluster : clusters_) {
      const std::uint32_t begin = segment.range_in_text.begin + cluster.begin_in_text;
      const char lead = begin < wish.text.size() ? wish.text[begin] : ' ';
      const bool flows = lead == '\n' && seen_[begin - wish.range_in_text.begin] == ' ';
      float advance = cluster.advance;
      if (flows) {
        advance = is_between_unspaced(wish.text, begin)
                      ? 0
                      : glyphs.width(" ", segment.look.style, segment.look.figures);
      }
      const bool is_led = begins_image && begin == segment.range_in_text.begin;
      const float room = is_led ? segment.look.style.size * kImageLead : 0;
      pieces_.push_back({.begin_in_text = begin,
                         .segment = number,
                         .advance = advance + room,
                         .lead = room,
                         .level = bidi_.level_at(begin - wish.range_in_text.begin),
                         .may_break_before = false,
                         .is_white = is_white(lead),
                         .ends_line = lead == '\n' && !flows});
    }
  }
}

void LineBreaker::mark_breaks(const LineWish& wish) {
  text::line_break_opportunities(slice(wish.text, wish.range_in_text), wish.language, breaks_);
  std::size_t next = 0;
  for (Piece& piece : pieces_) {
    const std::uint32_t offset = piece.begin_in_text - wish.range_in_text.begin;
    while (next < breaks_.size() && breaks_[next] < offset)
      ++next;
    piece.may_break_before = next < breaks_.size() && breaks_[next] == offset;
  }
}

void LineBreaker::add_line(const LineWish& wish, std::size_t first, std::size_t last, float top,
                           TextLines& out) {
  TextLine line;
  line.left = wish.left;
  line.top = top;
  line.height = wish.style.line_height;
  line.range_in_text.begin =
      first < pieces_.size() ? pieces_[first].begin_in_text : wish.range_in_text.end;
  line.range_in_text.end =
      last < pieces_.size() ? pieces_[last].begin_in_text : wish.range_in_text.end;
  line.first_run = static_cast<std::uint32_t>(out.runs.size());
  line.first_cluster = static_cast<std::uint32_t>(out.clusters.size());
  std::size_t seen_end = last;  // what is drawn: without the spaces that hang
  while (seen_end > first && pieces_[seen_end - 1].is_white)
    --seen_end;

  // Rule L1 of UAX 9: spaces at a line's end are of the paragraph's level.
  const text::BidiLevel base = bidi_.base_at(line.range_in_text.begin - wish.range_in_text.begin);
  levels_.clear();
  for (std::size_t at = first; at < last; ++at)
    levels_.push_back(at < seen_end ? pieces_[at].level : base);
  text::visual_order(levels_, visual_);
  out.clusters.resize(out.clusters.size() + (last - first));

  // Spaces that hang before the left edge of a line that runs to the left.
  float x = 0;
  if (text::runs_left(base)) {
    for (std::size_t at = seen_end; at < last; ++at)
      x -= pieces_[at].advance;
  }
  std::size_t previous = last;  // the piece drawn before, on the left
  for (const std::uint32_t place : visual_) {
    const std::size_t at = first + place;
    const Piece& piece = pieces_[at];
    const bool runs_left = text::runs_left(levels_[place]);
    out.clusters[line.first_cluster + place] = {piece.begin_in_text, x, piece.advance, runs_left};
    if (at < seen_end) {
      const std::uint32_t end =
          at + 1 < pieces_.size() ? pieces_[at + 1].begin_in_text : wish.range_in_text.end;
      const bool goes_on = previous < last && pieces_[previous].segment == piece.segment &&
                           (runs_left ? at + 1 == previous : previous + 1 == at);
      if (!goes_on) {
        TextRun run = segments_[piece.segment].look;
        run.range_in_text = {piece.begin_in_text, end};
        run.x = x;
        out.runs.push_back(run);
      }
      TextRun& run = out.runs.back();
      run.range_in_text.begin = std::min(run.range_in_text.begin, piece.begin_in_text);
      run.range_in_text.end = std::max(run.range_in_text.end, end);
      run.width = x + piece.advance - run.x;
      run.lead += piece.lead;
      line.width = x + piece.advance;
      previous = at;
    }
    x += piece.advance;
  }
  if (text::runs_left(base)) line.left = wish.left + std::max(wish.width - line.width, 0.0F);
  // The end: behind the last cluster, wherever that stands.
  Cluster end{.begin_in_text = line.range_in_text.end, .runs_left = text::runs_left(base)};
  if (last > first) {
    const Cluster& behind = out.clusters.back();
    end.x = behind.runs_left ? behind.x : behind.x + behind.advance;
    end.runs_left = behind.runs_left;
  }
  out.clusters.push_back(end);
  line.run_count = static_cast<std::uint32_t>(out.runs.size()) - line.first_run;
  line.cluster_count = static_cast<std::uint32_t>(out.clusters.size()) - line.first_cluster;
  out.lines.push_back(line);
}

float LineBreaker::lay_out(GlyphRuns& glyphs, const LineWish& wish, TextLines& out) {
  seen_ = slice(wish.text, wish.range_in_text);
  if (wish.flows) {
    join_lines(seen_, joined_);
    seen_ = joined_;
  }
  cut_segments(wish);
  cut_segments_by_level(wish);
  shape_segments(glyphs, wish);
  mark_breaks(wish);

  float top = wish.top;
  std::size_t first = 0;
  do {
    float x = 0;
    std::size_t end = pieces_.size();
    std::size_t last_break = first;
    for (std::size_t at = first; at < pieces_.size(); ++at) {
      const Piece& piece = pieces_[at];
      if (at > first && piece.may_break_before) last_break = at;
      if (at > first && !piece.is_white && x + piece.advance > wish.width) {
        end = last_break > first ? last_break : at;
        break;
      }
      x += piece.advance;
      if (piece.ends_line) {
        end = at + 1;
        break;
      }
    }
    add_line(wish, first, end, top, out);
    top += wish.style.line_height;
    first = end;
  } while (first < pieces_.size());
  return top - wish.top;
}

}  // namespace earshot::ui
