#include "ui/text_units.h"

#include <algorithm>
#include <utility>

#include "app/cue_heads.h"
#include "app/folds.h"
#include "app/open_items.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::ui {
namespace {

using pack::BlockKind;
using pack::BlockRecord;

// Distances of the reading column at zoom 1, after the pictures of the design.
constexpr float kListIndent = 24;   // text of a list's first level
constexpr float kLevelIndent = 28;  // each level further in
constexpr float kUnderSectionIndent = 12;
constexpr float kDeepestIndent = 240;  // deeper levels stay here: a phone shows 390 points
constexpr float kQuoteIndent = 16;
constexpr float kCodeIndent = 12;

constexpr float kParagraphGap = 12;
constexpr float kHeadingGap = 24, kSmallHeadingGap = 16;
constexpr float kSectionGap = 16;
constexpr float kItemGap = 2;
constexpr float kListGap = 10;  // between a paragraph and a list
constexpr float kTableGap = 14;
constexpr float kRuleGap = 16;
constexpr float kCueGap = 8, kTurnGap = 20, kHeadGap = 32;

Range clamped(const BlockRecord& block, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), UINT32_MAX));
  const std::uint32_t begin = std::min(block.begin, size);
  return {begin, std::clamp(block.end, begin, size)};
}

/// Where a block too long is cut: behind a line end or a space, else at a character.
std::uint32_t cut_before(std::string_view text, std::uint32_t begin, std::uint32_t most_end) {
  for (const char wanted : {'\n', ' '}) {
    for (std::uint32_t at = most_end; at > begin + (most_end - begin) / 2; --at) {
      if (text[at - 1] == wanted) return at;
    }
  }
  const auto at = static_cast<std::uint32_t>(text::floor_to_character(text, most_end));
  return at > begin ? at : most_end;
}

/// A level of the outline that is open while items are placed.
struct OpenItem {
  int level = 0;
  float indent = 0;
  int bullets = 0;  // bullets round it, itself included
  int depth = 0;
};

float gap_between(const BlockRecord& above, const TextUnit& above_unit, const BlockRecord& below,
                  const TextUnit& below_unit) {
  if (below.kind == BlockKind::Cue) return below_unit.opens_turn ? kTurnGap : kCueGap;
  if (below.kind == BlockKind::Heading) return below.level <= 2 ? kHeadingGap : kSmallHeadingGap;
  if (below.kind == BlockKind::Rule || above.kind == BlockKind::Rule) return kRuleGap;
  if (below_unit.is_section) return kSectionGap;
  if (below.kind == BlockKind::Item) {
    if (above.kind == BlockKind::Item) return above_unit.is_section ? 0 : kItemGap;
    return above.kind == BlockKind::Heading ? kSmallHeadingGap / 4 : kListGap;
  }
  if (above.kind == BlockKind::Heading) {
    return below.kind == BlockKind::Paragraph ? kSmallHeadingGap / 4 : kSmallHeadingGap / 2;
  }
  const bool tables = below.kind == BlockKind::TableRow;
  if (tables && above.kind == BlockKind::TableRow && below.level != 0) return 0;
  if (tables || above.kind == BlockKind::TableRow) return kTableGap;
  return kParagraphGap;
}

/// Gives items and rows their positions. Until a set is closed, `set_size` of its members is the
/// way back to the one before: its number and one more.
void count_sets(const app::TrackView& track, std::vector<TextUnit>& units) {
  struct OpenSet {
    std::uint8_t depth = 0;
    std::size_t last = 0;
  };
  std::vector<OpenSet> open;
  const auto close = [&] {
    const std::uint32_t size = units[open.back().last].position;
    for (std::size_t at = open.back().last + 1; at > 0;)
      at = std::exchange(units[at - 1].set_size, size);
    open.pop_back();
  };
  std::uint32_t list = 0;
  for (std::size_t number = 0; number < units.size(); ++number) {
    TextUnit& unit = units[number];
    const BlockKind kind = track.blocks[unit.block].kind;
    const bool counts = kind == BlockKind::Item || kind == BlockKind::TableRow;
    unit.position = unit.set_size = 0;
    if (unit.continues) continue;
    while (!open.empty() && (!counts || unit.list != list || open.back().depth > unit.depth))
      close();
    if (!counts) continue;
    list = unit.list;
    if (open.empty() || open.back().depth < unit.depth) {
      open.push_back({.depth = unit.depth, .last = number});
      unit.position = 1;
      continue;
    }
    unit.position = units[open.back().last].position + 1;
    unit.set_size = static_cast<std::uint32_t>(open.back().last) + 1;
    open.back().last = number;
  }
  while (!open.empty())
    close();
  for (std::size_t number = 1; number < units.size(); ++number) {
    if (!units[number].continues) continue;
    units[number].position = units[number - 1].position;
    units[number].set_size = units[number - 1].set_size;
  }
}

// --- Times at the ends of a line -----------------------------------------------------------------

/// "4:33", "01:04:14", "75:30.5" at `at`; the end of it, or `at` where there is none.
std::uint32_t after_clock(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const std::uint32_t begin = at;
  const auto digits = [&](std::uint32_t most) {
    std::uint32_t count = 0;
    while (at < end && count < most && text::is_digit(text[at])) {
      ++at;
      ++count;
    }
    return count;
  };
  if (digits(4) == 0) return begin;
  std::uint32_t parts = 0;
  while (parts < 2 && at + 2 < end + 0U && text[at] == ':' && text::is_digit(text[at + 1]) &&
         text::is_digit(text[at + 2])) {
    at += 3;
    ++parts;
  }
  if (parts == 0) return begin;
  if (at + 1 < end && text[at] == '.' && text::is_digit(text[at + 1])) {
    ++at;
    digits(3);
  }
  return at < end && text::is_digit(text[at]) ? begin : at;
}

std::uint32_t after_spaces(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const auto bytes = static_cast<std::uint32_t>(text::white_at(text, at));
    if (bytes == 0) break;
    at += bytes;
  }
  return std::min(at, end);
}

/// A dash of any kind.
std::uint32_t after_dash(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at < end && text[at] == '-') return at + 1;
  const bool is_dash = at + 2 < end && text[at] == '\xE2' && text[at + 1] == '\x80' &&
                       static_cast<unsigned char>(text[at + 2]) >= 0x90 &&
                       static_cast<unsigned char>(text[at + 2]) <= 0x95;
  return is_dash ? at + 3 : at;
}

/// A time or a range of times, perhaps in brackets. Sets `time` to it without them.
std::uint32_t after_time(std::string_view text, std::uint32_t at, std::uint32_t end, Range& time) {
  const std::uint32_t begin = at;
  char close = 0;
  if (at < end && (text[at] == '(' || text[at] == '[')) close = text[at++] == '(' ? ')' : ']';
  at = after_spaces(text, at, end);
  time.begin = at;
  const std::uint32_t first_end = after_clock(text, at, end);
  if (first_end == at) return begin;
  at = time.end = first_end;
  const std::uint32_t dash_at = after_spaces(text, at, end);
  const std::uint32_t second_at = after_dash(text, dash_at, end);
  if (second_at != dash_at) {
    const std::uint32_t number_at = after_spaces(text, second_at, end);
    const std::uint32_t second_end = after_clock(text, number_at, end);
    if (second_end != number_at) at = time.end = second_end;
  }
  if (close != 0) {
    at = after_spaces(text, at, end);
    if (at >= end || text[at] != close) return begin;
    ++at;
  }
  return at;
}

/// What stands between a time and the words beside it.
std::uint32_t after_separators(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (true) {
    std::uint32_t next = after_dash(text, after_spaces(text, at, end), end);
    if (next < end && (text[next] == ':' || text[next] == '|')) ++next;
    if (next == at) return at;
    at = next;
  }
}

constexpr std::uint32_t kMostTimeBytes = 40;  // "( 01:04:14.500 - 01:05:10.000 )" and separators

}  // namespace

TrackShape shape_of(const app::TrackView& track) {
  if (track.is_source) return TrackShape::Source;
  if (track.kind == pack::TrackKind::Chapters) return TrackShape::Chapters;
  const bool cues = !track.blocks.empty() && track.blocks.front().kind == BlockKind::Cue;
  return cues ? TrackShape::Cues : TrackShape::Prose;
}

bool is_number_marker(std::string_view marker) {
  return std::ranges::any_of(marker,
                             [](char c) { return text::is_digit(c) || text::is_letter(c); });
}

std::vector<TextUnit> cut_units(const app::TrackView& track) {
  std::vector<TextUnit> units;
  units.reserve(track.blocks.size());
  const std::string_view text = track.text;
  std::uint32_t least_begin = 0;
  for (std::uint32_t number = 0; number < track.blocks.size(); ++number) {
    Range range = clamped(track.blocks[number], text);
    // Offsets ascend over the whole track, whatever a damaged pack says: places are found by them.
    range.begin = std::max(range.begin, least_begin);
    range.end = std::max(range.end, range.begin);
    least_begin = range.end;
    TextUnit unit;
    unit.block = number;
    const BlockKind kind = track.blocks[number].kind;
    while (range.size() > kMostUnitBytes && kind != BlockKind::TableRow) {
      const std::uint32_t end = cut_before(text, range.begin, range.begin + kMostUnitBytes);
      unit.range_in_text = {range.begin, end};
      units.push_back(unit);
      unit.continues = true;
      range.begin = end;
    }
    unit.range_in_text = range;
    units.push_back(unit);
  }
  return units;
}

void arrange_units(const app::TrackView& track, std::span<const std::uint32_t> folded_blocks,
                   float section_indent, std::vector<TextUnit>& units) {
  app::OpenItems<OpenItem> open;
  std::int32_t hidden_under = -1;  // the folded block whose insides are passed
  std::size_t next_folded = 0;
  const TextUnit* above = nullptr;
  std::int32_t speaker = -2;
  bool in_numbered_list = false, numbers_are_sections = false;  // at the outermost level
  std::vector<int> headings;  // levels as written, of those that one is under
  std::uint32_t list = 0;
  float base_indent = 0;  // under a heading with a number, everything stands further in
  for (std::size_t number = 0; number < units.size(); ++number) {
    TextUnit& unit = units[number];
    const BlockRecord& block = track.blocks[unit.block];
    if (unit.continues) {
      const TextUnit& first = units[number - 1];
      unit.indent = first.indent;
      unit.depth = first.depth;
      unit.rank = first.rank;
      unit.list = first.list;
      unit.hidden = first.hidden;
      if (!unit.hidden) above = &unit;
      continue;
    }
    unit.hanging = Hanging::None;
    unit.is_section = unit.foldable = unit.folded = unit.hidden = unit.opens_turn = false;
    unit.indent = unit.gap = 0;
    unit.depth = unit.rank = 0;

    const bool has_next = unit.block + 1 < track.blocks.size();
    const bool heads = block.kind == BlockKind::Heading || block.kind == BlockKind::Item;
    const bool has_children =
        heads && has_next && app::is_nested_under(block, track.blocks[unit.block + 1]);
    if (block.kind != BlockKind::Item && block.level == 0) in_numbered_list = false;
    switch (block.kind) {
      case BlockKind::Heading:
        in_numbered_list = false;
        open.clear();
        while (!headings.empty() && headings.back() >= block.level)
          headings.pop_back();
        headings.push_back(block.level);
        unit.rank = static_cast<std::uint8_t>(std::min<std::size_t>(headings.size(), 255));
        base_indent = 0;
        if (is_number_marker(track.string(block.marker))) {
          unit.hanging = Hanging::Number;
          unit.indent = base_indent = section_indent;
        }
        break;
      case BlockKind::Item: {
        const bool is_number = is_number_marker(track.string(block.marker));
        const OpenItem* const parent = open.parent_of(block.level);
        OpenItem item{.level = block.level, .indent = 0, .bullets = 0, .depth = 1};
        if (parent != nullptr) {
          item.depth = parent->depth + 1;
          item.bullets = parent->bullets;
          item.indent = parent->indent +
                        (parent->bullets == 0 && !is_number ? kUnderSectionIndent : kLevelIndent);
        } else {
          const float under_heading = base_indent + kUnderSectionIndent;
          item.indent = is_number         ? base_indent + section_indent
                        : base_indent > 0 ? under_heading
                                          : kListIndent;
        }
        item.indent = std::min(item.indent, kDeepestIndent);
        if (parent == nullptr) {
          // Roman numbers and capitals head sections; plain numbers where the list's first one
          // does.
          const std::string_view marker = track.string(block.marker);
          const bool is_capital = is_number && text::is_upper(marker.front());
          if (!in_numbered_list) numbers_are_sections = has_children;
          unit.is_section = is_number && (is_capital || numbers_are_sections);
          in_numbered_list = is_number;
        }
        if (is_number) {
          unit.hanging = Hanging::Number;
        } else if (track.kind != pack::TrackKind::Chapters) {
          ++item.bullets;
          unit.hanging = item.bullets == 1   ? Hanging::Bullet
                         : item.bullets == 2 ? Hanging::Circle
                                             : Hanging::Square;
        }
        unit.indent = item.indent;
        unit.depth = static_cast<std::uint8_t>(std::min(item.depth, 255));
        const bool goes_on = unit.block > 0 && track.blocks[unit.block - 1].kind == BlockKind::Item;
        list = goes_on ? list : unit.block;
        unit.list = list;
        open.push(item);
        break;
      }
      case BlockKind::Paragraph:
      case BlockKind::Code:
      case BlockKind::Quote: {
        // A paragraph in an item has the item's level; that of a quote counts quotes.
        const int below = block.level + (block.kind == BlockKind::Quote ? 0 : 1);
        const OpenItem* const parent = block.level > 0 ? open.parent_of(below) : nullptr;
        if (block.level == 0) open.clear();
        unit.indent = parent != nullptr ? parent->indent : base_indent;
        if (block.kind == BlockKind::Quote) unit.indent += kQuoteIndent;
        if (block.kind == BlockKind::Code) unit.indent += kCodeIndent;
        break;
      }
      case BlockKind::TableRow: {
        open.clear();
        // As the layout has it: what heads a table begins one.
        const bool goes_on = block.level != 0 && unit.block > 0 &&
                             track.blocks[unit.block - 1].kind == BlockKind::TableRow;
        list = goes_on ? list : unit.block;
        unit.list = list;
        break;
      }
      case BlockKind::Rule:
        open.clear();
        break;
      case BlockKind::Cue:
        unit.opens_turn = block.speaker >= 0 && block.speaker != speaker;
        speaker = block.speaker;
        break;
    }

    unit.foldable = has_children && track.kind == pack::TrackKind::Notes;
    while (next_folded < folded_blocks.size() && folded_blocks[next_folded] < unit.block)
      ++next_folded;
    const bool is_folded =
        next_folded < folded_blocks.size() && folded_blocks[next_folded] == unit.block;
    if (hidden_under >= 0) {
      unit.hidden =
          app::is_nested_under(track.blocks[static_cast<std::size_t>(hidden_under)], block);
      if (!unit.hidden) hidden_under = -1;
    }
    unit.folded = unit.foldable && is_folded;
    if (unit.folded && !unit.hidden) hidden_under = static_cast<std::int32_t>(unit.block);
    if (unit.hidden) continue;
    if (above != nullptr && !track.is_source)
      unit.gap = gap_between(track.blocks[above->block], *above, block, unit);
    above = &unit;
  }
  count_sets(track, units);
}

std::vector<UnitHead> place_heads(const app::TrackView& track, const TrackChapters& chapters,
                                  std::span<const TextUnit> units) {
  std::vector<UnitHead> heads;
  std::uint32_t number = 0;
  for (const app::CueHead& head : app::cue_heads(track, chapters)) {
    while (number < units.size() && units[number].block < head.block)
      ++number;
    if (number < units.size()) heads.push_back({number, head.title});
  }
  return heads;
}

void arrange_heads(const app::TrackView& track, std::span<const UnitHead> heads,
                   std::span<TextUnit> units) {
  for (const UnitHead& head : heads) {
    TextUnit& unit = units[head.unit];
    unit.opens_turn = track.blocks[unit.block].speaker >= 0;
    if (head.unit > 0) unit.gap = kHeadGap;
  }
}

CutTime cut_time(std::string_view text, Range range_in_text) {
  CutTime cut{.body_in_text = range_in_text, .time_in_text = {}};
  const std::uint32_t begin = range_in_text.begin, end = range_in_text.end;
  Range time;
  const std::uint32_t head = after_spaces(text, begin, end);
  if (const std::uint32_t after = after_time(text, head, end, time); after != head) {
    const std::uint32_t body = after_separators(text, after, end);
    const bool stands_apart =
        body > after || after == end || text[after - 1] == ')' || text[after - 1] == ']';
    if (stands_apart && body < end) {
      cut.time_in_text = time;
      cut.body_in_text.begin = body;
      return cut;
    }
  }
  // At the end: tried from every place where one may begin, in the last few bytes only.
  const std::uint32_t from = end - begin > kMostTimeBytes ? end - kMostTimeBytes : begin;
  for (std::uint32_t at = from; at < end; ++at) {
    const bool may_begin = text::is_digit(text[at]) || text[at] == '(' || text[at] == '[';
    const bool word_before =
        at > begin && (text::is_digit(text[at - 1]) || text::is_letter(text[at - 1]) ||
                       text[at - 1] == ':' || text[at - 1] == '.');
    if (!may_begin || word_before) continue;
    const std::uint32_t after = after_time(text, at, end, time);
    if (after == at || after_spaces(text, after, end) != end) continue;
    Range body = text::trimmed(text, {begin, at});
    // A dash that led to the time goes with it.
    for (const std::string_view dash :
         {"-", "\xE2\x80\x93", "\xE2\x80\x94", ":", "|", "\xC2\xB7"}) {
      if (slice(text, body).ends_with(dash)) {
        body.end -= static_cast<std::uint32_t>(dash.size());
        body = text::trimmed(text, body);
        break;
      }
    }
    if (body.empty()) break;
    cut.time_in_text = time;
    cut.body_in_text = body;
    break;
  }
  return cut;
}

}  // namespace earshot::ui
