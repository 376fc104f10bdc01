#include "ui/text_selection.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/bidi.h"
#include "text/graphemes.h"
#include "text/scanner.h"
#include "text/words.h"
#include "ui/text_lines.h"

namespace earshot::ui {
namespace {

constexpr float kIntoTheLine = 1;  // points below a line's top: safely within it

Range unit_range(const TextLayout& layout, std::uint32_t offset_in_text) {
  return layout.unit(layout.unit_of(offset_in_text)).range_in_text;
}

std::vector<std::uint32_t> graphemes(const TextLayout& layout, Range range_in_text) {
  std::vector<std::uint32_t> begins;
  text::grapheme_begins(slice(layout.track().text, range_in_text), begins);
  for (std::uint32_t& begin : begins)
    begin += range_in_text.begin;
  return begins;
}

std::vector<Range> words(const TextLayout& layout, Range range_in_text) {
  std::vector<Range> found =
      text::words(slice(layout.track().text, range_in_text), text::WordCut::Uax29);
  for (Range& word : found) {
    word.begin += range_in_text.begin;
    word.end += range_in_text.begin;
  }
  return found;
}

/// The end of the text above, or the begin of the text below: where a move leaves its unit.
std::uint32_t end_above(const TextLayout& layout, std::size_t unit, std::uint32_t otherwise) {
  const auto above = layout.previous(unit);
  return above ? layout.unit(*above).range_in_text.end : otherwise;
}
std::uint32_t begin_below(const TextLayout& layout, std::size_t unit, std::uint32_t otherwise) {
  const auto below = layout.next(unit);
  return below ? layout.unit(*below).range_in_text.begin : otherwise;
}

std::uint32_t step(const TextLayout& layout, std::uint32_t offset, bool forward, bool by_word) {
  // Back from where a block was cut one goes on in the part above.
  const std::size_t unit = layout.unit_of(CaretPlace{offset, !forward});
  const Range range = layout.unit(unit).range_in_text;
  if (forward && offset >= range.end) return begin_below(layout, unit, offset);
  if (!forward && offset <= range.begin) return end_above(layout, unit, offset);
  if (!by_word) {
    const std::vector<std::uint32_t> begins = graphemes(layout, range);
    if (forward) {
      const auto after = std::ranges::upper_bound(begins, offset);
      return after == begins.end() ? range.end : *after;
    }
    const auto at = std::ranges::lower_bound(begins, offset);
    return at == begins.begin() ? range.begin : *(at - 1);
  }
  const std::vector<Range> found = words(layout, range);
  if (forward) {
    // To the end of this word or the next one, as people who select go on from there.
    const auto after = std::ranges::upper_bound(found, offset, {}, &Range::end);
    return after == found.end() ? range.end : after->end;
  }
  const auto at = std::ranges::lower_bound(found, offset, {}, &Range::begin);
  return at == found.begin() ? range.begin : (at - 1)->begin;
}

bool paragraph_runs_left(const TextLayout& layout, std::uint32_t offset) {
  const Range range = unit_range(layout, offset);
  const std::string_view text = slice(layout.track().text, range);
  if (!text::may_run_left(text)) return false;
  // As it was laid out: a cue's lines are one paragraph.
  std::string joined;
  const bool flows = layout.block(layout.unit_of(offset)).kind == pack::BlockKind::Cue;
  if (flows) join_lines(text, joined);
  text::BidiText bidi;
  text::resolve_bidi(flows ? std::string_view(joined) : text, bidi);
  return text::runs_left(bidi.base_at(offset - range.begin));
}

CaretPlace by_line(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place, bool down,
                   float& goal_x) {
  std::size_t number = layout.unit_of(place);
  const UnitLayout* unit = &layout.ensure(glyphs, number);
  const TextLayout::Caret caret = layout.caret(*unit, place);
  if (goal_x < 0) goal_x = caret.x;
  const std::vector<TextLine>& lines = unit->text.lines;
  const auto is_beyond = [&](const TextLine& line) {
    return down ? line.top >= caret.top + caret.height - kIntoTheLine
                : line.top + line.height <= caret.top + kIntoTheLine;
  };
  if (std::ranges::any_of(lines, is_beyond)) {
    const float y = down ? caret.top + caret.height + kIntoTheLine : caret.top - kIntoTheLine;
    return layout.place_at(*unit, goal_x, y);
  }
  // Out of the unit, over those without text.
  for (auto next = down ? layout.next(number) : layout.previous(number); next;
       next = down ? layout.next(number) : layout.previous(number)) {
    number = *next;
    unit = &layout.ensure(glyphs, number);
    if (unit->text.lines.empty()) continue;
    const TextLine& line = down ? unit->text.lines.front() : unit->text.lines.back();
    return layout.place_at(*unit, goal_x, line.top + kIntoTheLine);
  }
  const Range range = unit_range(layout, place.offset_in_text);
  return {down ? range.end : range.begin};
}

CaretPlace by_page(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place, bool down, float page,
                   float& goal_x) {
  float way = 0;
  while (way < page) {
    const CaretPlace next = by_line(glyphs, layout, place, down, goal_x);
    if (next == place) break;
    place = next;
    way += layout.caret(layout.ensure(glyphs, layout.unit_of(place)), place).height;
  }
  return place;
}

std::uint32_t by_block(const TextLayout& layout, std::uint32_t offset, bool down) {
  const Range here = block_at(layout, offset);
  if (!down && offset > here.begin) return here.begin;
  const std::size_t unit = layout.unit_of(down ? here.end : here.begin);
  if (down) return begin_below(layout, unit, here.end);
  const auto above = layout.previous(unit);
  return above ? block_at(layout, layout.unit(*above).range_in_text.begin).begin : here.begin;
}

}  // namespace

Range TextSelection::range_in_text() const {
  if (!is_placed) return {};
  return {std::min(anchor_in_text, focus_in_text), std::max(anchor_in_text, focus_in_text)};
}

void TextSelection::place(CaretPlace place) {
  *this = {};
  anchor_in_text = focus_in_text = place.offset_in_text;
  ends_line = place.ends_line;
  anchor_grain_in_text = {place.offset_in_text, place.offset_in_text};
  is_placed = true;
}

void TextSelection::select(Range range_in_text) {
  place({range_in_text.begin});
  focus_in_text = range_in_text.end;
}

void TextSelection::extend_to(CaretPlace place) {
  grain = Grain::Character;
  focus_in_text = place.offset_in_text;
  ends_line = place.ends_line;
}

void TextSelection::press(const TextLayout& layout, CaretPlace at, Grain by) {
  place(at);
  if (by == Grain::Character) return;
  grain = by;
  ends_line = false;
  const std::uint32_t offset_in_text = at.offset_in_text;
  anchor_grain_in_text =
      by == Grain::Word ? word_at(layout, offset_in_text) : block_at(layout, offset_in_text);
  anchor_in_text = anchor_grain_in_text.begin;
  focus_in_text = anchor_grain_in_text.end;
}

void TextSelection::drag_to(const TextLayout& layout, CaretPlace place) {
  if (grain == Grain::Character) {
    extend_to(place);
    return;
  }
  const std::uint32_t offset_in_text = place.offset_in_text;
  const Range here =
      grain == Grain::Word ? word_at(layout, offset_in_text) : block_at(layout, offset_in_text);
  if (here.begin < anchor_grain_in_text.begin) {
    anchor_in_text = anchor_grain_in_text.end;
    focus_in_text = here.begin;
  } else {
    anchor_in_text = anchor_grain_in_text.begin;
    focus_in_text = std::max(here.end, anchor_grain_in_text.end);
  }
}

Range word_at(std::string_view text, std::uint32_t offset_in_text) {
  const auto end = static_cast<std::uint32_t>(text.size());
  std::uint32_t gap_begin = 0;
  for (const Range word : text::words(text, text::WordCut::Uax29)) {
    if (offset_in_text < word.begin) return {std::min(gap_begin, offset_in_text), word.begin};
    // The end of a word that ends the text belongs to it: one clicks behind the last letter.
    const bool at_end = offset_in_text == word.end && word.end == end;
    if (offset_in_text < word.end || at_end) return word;
    gap_begin = word.end;
  }
  return {std::min(gap_begin, end), end};
}

Range word_at(const TextLayout& layout, std::uint32_t offset_in_text) {
  const Range range = unit_range(layout, offset_in_text);
  const Range word = word_at(slice(layout.track().text, range),
                             offset_in_text - std::min(offset_in_text, range.begin));
  return {range.begin + word.begin, range.begin + word.end};
}

std::uint32_t in_word_beside(const TextLayout& layout, std::uint32_t offset_in_text) {
  const Range found = word_at(layout, offset_in_text);
  if (!std::ranges::all_of(slice(layout.track().text, found), text::is_white))
    return offset_in_text;
  const Range unit = unit_range(layout, offset_in_text);
  return found.begin > unit.begin ? found.begin - 1 : found.end;
}

Range block_at(const TextLayout& layout, std::uint32_t offset_in_text) {
  if (layout.empty()) return {};
  const pack::BlockRecord& block = layout.block(layout.unit_of(offset_in_text));
  return {block.begin, block.end};
}

std::optional<CaretMove> caret_move(std::string_view key, const CaretKeys& held) {
  const bool left = key == "ArrowLeft", right = key == "ArrowRight";
  const bool up = key == "ArrowUp", down = key == "ArrowDown";
  const bool home = key == "Home", end = key == "End";
  if (held.control && held.alt) return std::nullopt;
  if (left || right) {
    if (held.mac && held.control) return left ? CaretMove::LineStart : CaretMove::LineEnd;
    if (held.mac ? held.alt : held.control)
      return left ? CaretMove::WordLeft : CaretMove::WordRight;
    if (held.alt) return std::nullopt;  // the browser's way back
    return left ? CaretMove::Left : CaretMove::Right;
  }
  if (up || down) {
    if (held.mac && held.control) return up ? CaretMove::Start : CaretMove::End;
    if (held.mac ? held.alt : held.control) return up ? CaretMove::BlockUp : CaretMove::BlockDown;
    if (held.alt) return std::nullopt;
    return up ? CaretMove::LineUp : CaretMove::LineDown;
  }
  if (held.alt) return std::nullopt;
  if (home || end) {
    if (held.mac || held.control) return home ? CaretMove::Start : CaretMove::End;
    return home ? CaretMove::LineStart : CaretMove::LineEnd;
  }
  if (held.control) return std::nullopt;  // the browser's tabs
  if (key == "PageUp") return CaretMove::PageUp;
  if (key == "PageDown") return CaretMove::PageDown;
  return std::nullopt;
}

CaretPlace moved_caret(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place, CaretMove move,
                       float page_points, float& goal_x) {
  if (layout.empty()) return {};
  const std::uint32_t offset_in_text = place.offset_in_text;
  const bool keeps_goal = move == CaretMove::LineUp || move == CaretMove::LineDown ||
                          move == CaretMove::PageUp || move == CaretMove::PageDown;
  if (!keeps_goal) goal_x = -1;
  switch (move) {
    case CaretMove::Left:
    case CaretMove::Right:
    case CaretMove::WordLeft:
    case CaretMove::WordRight: {
      const bool to_right = move == CaretMove::Right || move == CaretMove::WordRight;
      const bool by_word = move == CaretMove::WordLeft || move == CaretMove::WordRight;
      // Where the paragraph runs to the left, what is on the left comes later.
      return {step(layout, offset_in_text, to_right != paragraph_runs_left(layout, offset_in_text),
                   by_word)};
    }
    case CaretMove::LineUp:
      return by_line(glyphs, layout, place, false, goal_x);
    case CaretMove::LineDown:
      return by_line(glyphs, layout, place, true, goal_x);
    case CaretMove::PageUp:
      return by_page(glyphs, layout, place, false, page_points, goal_x);
    case CaretMove::PageDown:
      return by_page(glyphs, layout, place, true, page_points, goal_x);
    case CaretMove::BlockUp:
      return {by_block(layout, offset_in_text, false)};
    case CaretMove::BlockDown:
      return {by_block(layout, offset_in_text, true)};
    case CaretMove::Start:
      return {layout.unit(0).range_in_text.begin};
    case CaretMove::End:
      return {layout.unit(layout.size() - 1).range_in_text.end};
    case CaretMove::LineStart:
    case CaretMove::LineEnd: {
      const UnitLayout& unit = layout.ensure(glyphs, layout.unit_of(place));
      const TextLayout::Caret caret = layout.caret(unit, place);
      constexpr float kFar = 1e6F;
      const bool to_left =
          (move == CaretMove::LineStart) != paragraph_runs_left(layout, offset_in_text);
      return layout.place_at(unit, to_left ? -kFar : kFar, caret.top + kIntoTheLine);
    }
  }
  return place;
}

}  // namespace earshot::ui
