#include "formats/timed_lines.h"

#include <algorithm>

#include "formats/note_times.h"
#include "formats/notes_builder.h"
#include "formats/outline_marker.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;

struct TextLine {
  Range range_in_plain;
  bool has_head = false;  ///< a time heads it
  bool has_tail = false;  ///< a time ends it
};

std::vector<Range> line_ranges(std::string_view plain, Range range_in_plain) {
  std::vector<Range> lines;
  std::uint32_t begin = range_in_plain.begin;
  while (begin < range_in_plain.end) {
    const std::size_t found = plain.find_first_of("\n\v", begin);
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, range_in_plain.end));
    const Range line = text::trimmed(plain, {begin, end});
    if (!line.empty()) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

std::vector<TextLine> lines_of(std::string_view plain, Range range_in_plain) {
  std::vector<TextLine> lines;
  for (const Range& range : line_ranges(plain, range_in_plain)) {
    TextLine line;
    line.range_in_plain = range;
    const std::string_view text = slice(plain, range);
    const std::vector<FoundTime> times = find_times(text);
    line.has_head = !times.empty() && heads_line(text, times.front());
    line.has_tail = !times.empty() && ends_line(text, times.back());
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

void keep_spans_inside(model::Notes& notes, std::size_t first_block, std::uint32_t begin_in_plain) {
  const auto first = notes.blocks.begin() + static_cast<std::ptrdiff_t>(first_block);
  for (std::size_t i = notes.spans.size(); i-- > 0;) {
    Range& range = notes.spans[i].text_in_plain;
    if (range.begin < begin_in_plain) break;
    const auto next = std::upper_bound(
        first, notes.blocks.end(), range.begin,
        [](std::uint32_t at, const Block& block) { return at < block.text_in_plain.begin; });
    if (next == first) {
      range.end = range.begin;
      continue;
    }
    range.end = std::min(range.end, (next - 1)->text_in_plain.end);
    range.end = std::max(range.end, range.begin);
  }
}

bool split_timed_lines(model::Notes& notes, int entry_level) {
  const BlockKind kind = notes.blocks.back().kind;
  const std::vector<TextLine> lines = lines_of(notes.plain, notes.blocks.back().text_in_plain);
  if (lines.empty()) return false;
  const auto size = static_cast<std::ptrdiff_t>(lines.size());
  const auto heads = std::ranges::count_if(lines, &TextLine::has_head);
  const auto tails = std::ranges::count_if(lines, &TextLine::has_tail);
  // Times at the edges of wrapped prose are few among its lines, and do not head the first.
  const bool by_heads = heads >= 2 && (lines.front().has_head || heads * 2 >= size);
  const bool by_tails = tails >= 2 && tails * 2 >= size && kind != BlockKind::Item;
  if (!by_heads && !by_tails) return false;
  const Block whole = std::move(notes.blocks.back());
  notes.blocks.pop_back();
  const std::size_t first_block = notes.blocks.size();
  for (const TextLine& line : lines) {
    const bool is_first = notes.blocks.size() == first_block;
    const bool begins = is_first || !by_heads || line.has_head;
    if (!begins) {
      notes.blocks.back().text_in_plain.end = line.range_in_plain.end;
      continue;
    }
    Block block;
    block.kind = kind;
    block.level = whole.level;
    block.container = whole.container;
    block.text_in_plain = line.range_in_plain;
    if (is_first) {
      block.marker = whole.marker;
    } else if (kind == BlockKind::Item && !lines.front().has_head) {
      // "- Chapters:" and its lines: they hang on it.
      block.level = static_cast<std::uint8_t>(std::min(whole.level + 1, kMaxLevel));
    }
    const bool is_entry = line.has_head && by_heads && kind == BlockKind::Paragraph;
    if (is_entry) {
      block.kind = BlockKind::Item;
      block.level = static_cast<std::uint8_t>(std::min(entry_level, kMaxLevel));
    }
    notes.blocks.push_back(std::move(block));
  }
  keep_spans_inside(notes, first_block, whole.text_in_plain.begin);
  return true;
}

bool split_marked_lines(model::Notes& notes, int entry_level) {
  const Block& last = notes.blocks.back();
  if (last.kind != BlockKind::Paragraph) return false;
  const std::vector<Range> lines = line_ranges(notes.plain, last.text_in_plain);
  std::vector<std::optional<Marker>> markers;
  std::ptrdiff_t marked = 0;
  for (const Range& line : lines) {
    markers.push_back(find_marker(slice(notes.plain, line), false));
    if (markers.back()) ++marked;
  }
  if (marked < 2 || marked * 2 < static_cast<std::ptrdiff_t>(lines.size())) return false;
  const Block whole = std::move(notes.blocks.back());
  notes.blocks.pop_back();
  const std::size_t first_block = notes.blocks.size();
  OutlineLevels levels;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Block block;
    block.container = whole.container;
    block.text_in_plain = lines[i];
    if (markers[i]) {
      const auto bytes = static_cast<std::uint32_t>(markers[i]->bytes);
      block.marker = std::string(slice(notes.plain, lines[i]).substr(0, bytes));
      block.text_in_plain = text::trimmed(notes.plain, {lines[i].begin + bytes, lines[i].end});
      block.kind = BlockKind::Item;
      const int depth = levels.place(*markers[i], 0).depth - 1;
      block.level = static_cast<std::uint8_t>(std::min(entry_level + depth, kMaxLevel));
    } else if (notes.blocks.size() > first_block &&
               notes.blocks.back().kind == BlockKind::Paragraph) {
      notes.blocks.back().text_in_plain.end = lines[i].end;
      continue;
    } else {
      levels.reset();
    }
    notes.blocks.push_back(std::move(block));
  }
  keep_spans_inside(notes, first_block, whole.text_in_plain.begin);
  return true;
}

void join_times_with_titles(model::Notes& notes) {
  // Pieces of raw HTML count blocks, and run-on text keeps every character.
  if (!notes.raw_html.empty() || notes.squashed >= 0) return;
  constexpr std::uint32_t kLongestTitle = 160;
  const auto is_bare_time = [&](const Block& block) {
    if (block.kind != BlockKind::Paragraph && block.kind != BlockKind::Item) return false;
    // A range with its brackets, and few signs before and behind it.
    constexpr std::uint32_t kLongestBareTime = 64;
    if (block.text_in_plain.size() > kLongestBareTime) return false;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    const std::vector<FoundTime> times = find_times(text);
    return times.size() == 1 && heads_line(text, times[0]) && ends_line(text, times[0]);
  };
  const auto has_title = [&](std::size_t i) {
    if (i + 1 >= notes.blocks.size() || !notes.blocks[i].time.known()) return false;
    const Block& below = notes.blocks[i + 1];
    if (below.kind != BlockKind::Paragraph || below.time.known()) return false;
    if (below.container != notes.blocks[i].container) return false;
    const Range between = {notes.blocks[i].text_in_plain.end, below.text_in_plain.begin};
    return !below.text_in_plain.empty() && below.text_in_plain.size() <= kLongestTitle &&
           text::is_blank(slice(notes.plain, between)) && is_bare_time(notes.blocks[i]);
  };
  std::vector<std::size_t> heads;
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    if (has_title(i)) heads.push_back(i++);
  }
  if (heads.size() < 2) return;
  std::size_t kept = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    if (kept != i) notes.blocks[kept] = std::move(notes.blocks[i]);
    if (next < heads.size() && heads[next] == i) {
      Block& head = notes.blocks[kept];
      const Range title = notes.blocks[i + 1].text_in_plain;
      std::replace(notes.plain.begin() + head.text_in_plain.end, notes.plain.begin() + title.begin,
                   '\n', ' ');
      head.text_in_plain.end = title.end;
      ++i;
      ++next;
    }
    ++kept;
  }
  notes.blocks.resize(kept);
}

}  // namespace earshot::formats
