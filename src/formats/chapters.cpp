#include <algorithm>
#include <map>
#include <optional>

#include "formats/link_times.h"
#include "formats/note_times.h"
#include "formats/notes_builder.h"
#include "text/scanner.h"

// Which times in notes are meant. A time in brackets is, wherever it stands; a bare one where it
// heads a line, or ends it behind a sign that sets it apart, or where several lines end so and
// ascend. In the middle of prose "3:15" is a time of the day, a verse or a score more often than a
// moment of the episode, and is left alone.

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;

/// Chapters of fewer are mentions of moments.
constexpr std::size_t kFewestChapters = 3;
constexpr std::size_t kLongestChapterTitle = 300;

/// Whether a sign sets a time at the end of a line apart from the words before it.
bool is_set_apart(std::string_view text, const FoundTime& found) {
  if (found.is_bracketed) return true;
  const std::string_view before = text.substr(0, found.range_in_text.begin);
  if (before.ends_with('\t') || before.ends_with("  ")) return true;
  const std::string_view words = text::trimmed(before);
  static constexpr std::string_view kSigns[] = {"-", "–",  "—", "|", "@", "•",
                                                "·", "..", "…", "→", ">"};
  for (const std::string_view sign : kSigns) {
    if (words.ends_with(sign)) return true;
  }
  return false;
}

bool may_have_times(const Block& block) {
  return block.kind != BlockKind::Code && block.kind != BlockKind::Rule;
}

/// Whether the time at the end of a paragraph ends prose, not an entry of a list: it stands inside
/// a sentence, behind other ones, or behind many words.
bool ends_prose(BlockKind kind, std::string_view text, const std::vector<FoundTime>& found) {
  if (kind != BlockKind::Paragraph && kind != BlockKind::Quote) return false;
  constexpr std::size_t kMostWords = 14;
  const FoundTime& last = found.back();
  if (found.size() > 1 || text.substr(last.range_in_text.end).starts_with('.')) return true;
  const std::string_view before = text.substr(0, last.range_in_text.begin);
  for (const std::string_view sign : {". ", "? ", "! "}) {
    const std::size_t at = before.find(sign);
    // "1. Locks" and "Dr. Quill" are no sentences.
    if (at != std::string_view::npos && at >= 4 && at + 2 < before.size() &&
        text::is_upper(before[at + 2])) {
      return true;
    }
  }
  return static_cast<std::size_t>(std::ranges::count(before, ' ')) > kMostWords;
}

/// Whether a sign or a gap before a bare time says that a line began with it: in a run-on text,
/// lines that were not told apart still have their times.
bool begins_lost_line(const model::Notes& notes, std::string_view text, const FoundTime& found) {
  if (notes.squashed < 0 || found.range_in_text.begin == 0) return false;
  const std::string_view before = text.substr(0, found.range_in_text.begin);
  if (!text::is_white(before.back())) return true;
  return is_set_apart(text, found) || text::trimmed(before).ends_with('*');
}

/// The time that belongs to the block as a whole, by its place alone.
const FoundTime* time_of_block(BlockKind kind, std::string_view text,
                               const std::vector<FoundTime>& found, bool bare_tails) {
  if (found.empty()) return nullptr;
  if (heads_line(text, found.front())) return &found.front();
  if (ends_line(text, found.back()) && (bare_tails || is_set_apart(text, found.back())) &&
      !ends_prose(kind, text, found)) {
    return &found.back();
  }
  return nullptr;
}

/// Whether lines that end in a bare time do so together: at least three, ascending.
bool has_bare_tails(const model::Notes& notes) {
  std::size_t tails = 0;
  Millis last = kNoTime;
  std::vector<FoundTime> found;
  for (const Block& block : notes.blocks) {
    if (!may_have_times(block)) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    // Most lines end in words: no need to look for their times.
    const std::string_view end = text.substr(text.size() - std::min<std::size_t>(text.size(), 8));
    if (std::ranges::none_of(end, text::is_digit)) continue;
    find_times(text, found);
    if (found.empty() || found.back().is_bracketed || !ends_line(text, found.back())) continue;
    if (found.back().time.start < last) return false;
    last = found.back().time.start;
    ++tails;
  }
  return tails >= kFewestChapters;
}

/// Whether all times of two numbers are hours and minutes: read as minutes and seconds they end in
/// the episode's first twentieth, read as hours they fill it.
bool are_hours(const std::vector<Millis>& starts, Millis duration) {
  if (duration == kNoTime || starts.size() < kFewestChapters) return false;
  const std::int64_t last = *std::ranges::max_element(starts);
  const std::int64_t total = duration;
  return last * 20 < total && last * 60 <= total + total / 50 && last * 60 * 5 >= total * 2;
}

void to_hours(TimeSpan& time) {
  time.start = clamp_millis(std::int64_t{time.start} * 60);
  if (time.end != kNoTime) time.end = clamp_millis(std::int64_t{time.end} * 60);
}

std::string_view chapter_title(std::string_view text) {
  static constexpr std::string_view kSigns[] = {"-",  "–",  "—",  ":", "|", "•",  "·",
                                                "@",  "*",  ">",  "→", "⏱", "⏰", "\xEF\xB8\x8F",
                                                "：", " .", "……", " …"};
  bool is_changed = true;
  while (is_changed) {
    is_changed = false;
    text = text::trimmed(text);
    // Most titles begin and end with a letter: no sign needs to be tried.
    const auto may_be_sign = [](char c) { return !text::is_letter(c) && !text::is_digit(c); };
    if (text.empty()) return text;
    const bool may_begin = may_be_sign(text.front());
    const bool may_end = may_be_sign(text.back());
    if (!may_begin && !may_end) return text;
    // Dots that lead to a time: "The end ....... 45:00", "The end . . . 45:00".
    const std::size_t bytes = text.size();
    if (text.starts_with(".."))
      text.remove_prefix(std::min(text.find_first_not_of('.'), text.size()));
    if (text.ends_with("..")) text = text.substr(0, text.find_last_not_of('.') + 1);
    is_changed = text.size() < bytes;
    for (const std::string_view sign : kSigns) {
      if (may_begin && text.starts_with(sign)) {
        text.remove_prefix(sign.size());
        is_changed = true;
      }
      if (may_end && text.ends_with(sign)) {
        text.remove_suffix(sign.size());
        is_changed = true;
      }
    }
  }
  return text;
}

/// A block with a time of its own.
struct Entry {
  std::size_t block = 0;
  Range range_in_text;
  bool has_head = false;  ///< the time heads the block
};

/// The entries of the highest level that has any, where nearly all of that level are: sections of
/// an outline. What is timed below them is a moment inside.
std::vector<Entry> top_entries(const model::Notes& notes, const std::vector<Entry>& entries) {
  std::uint8_t top = UINT8_MAX;
  for (const Entry& entry : entries)
    top = std::min(top, notes.blocks[entry.block].level);
  std::vector<Entry> out;
  for (const Entry& entry : entries) {
    const Block& block = notes.blocks[entry.block];
    if (block.kind == BlockKind::Item && block.level == top) out.push_back(entry);
  }
  const auto beside = std::ranges::count_if(notes.blocks, [&](const Block& block) {
    return block.kind == BlockKind::Item && block.level == top;
  });
  if (static_cast<std::ptrdiff_t>(out.size()) * 5 < beside * 4) out.clear();
  return out;
}

/// Chapters where at least three ascend and few jump back; else none.
std::vector<model::Chapter> chapters_of(const model::Notes& notes,
                                        const std::vector<Entry>& entries) {
  std::vector<model::Chapter> chapters;
  chapters.reserve(entries.size());
  for (const Entry& entry : entries) {
    const Block& block = notes.blocks[entry.block];
    if (!chapters.empty() && block.time.start <= chapters.back().time.start) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    std::string_view title = entry.has_head ? text.substr(entry.range_in_text.end)
                                            : text.substr(0, entry.range_in_text.begin);
    title = chapter_title(title);
    const std::size_t next = entry.block + 1;
    if (title.empty() && next < notes.blocks.size() && !notes.blocks[next].time.known()) {
      title = chapter_title(slice(notes.plain, notes.blocks[next].text_in_plain));
    }
    title = title.substr(0, title.find('\n'));
    if (title.size() > kLongestChapterTitle) {
      title = title.substr(0, title.find(' ', kLongestChapterTitle));
    }
    model::Chapter chapter;
    chapter.time = block.time;
    chapter.title = std::string(title);
    chapters.push_back(std::move(chapter));
  }
  // Times that jump back and forth are mentions, not a table of contents.
  if (chapters.size() < kFewestChapters || chapters.size() * 5 < entries.size() * 4) return {};
  for (std::size_t i = 0; i + 1 < chapters.size(); ++i) {
    if (chapters[i].time.end == kNoTime) chapters[i].time.end = chapters[i + 1].time.start;
  }
  return chapters;
}

/// Times that only the addresses of links tell. A link into the page itself leads into the episode;
/// others do where several lead into one recording.
void add_link_times(model::Notes& notes, std::size_t links_end) {
  std::map<std::string_view, std::size_t> bases;
  for (std::size_t i = 0; i < links_end; ++i) {
    const model::Span& span = notes.spans[i];
    if (span.kind == model::SpanKind::Link && time_of_link(span.url)) {
      ++bases[base_of_link(span.url)];
    }
  }
  if (bases.empty()) return;
  std::vector<Range> known;
  for (std::size_t i = links_end; i < notes.spans.size(); ++i)
    known.push_back(notes.spans[i].text_in_plain);
  std::ranges::sort(known, {}, &Range::begin);
  std::vector<model::Span> added;
  for (std::size_t i = 0; i < links_end; ++i) {
    const model::Span& span = notes.spans[i];
    if (span.kind != model::SpanKind::Link || span.text_in_plain.empty()) continue;
    const std::optional<TimeSpan> time = time_of_link(span.url);
    if (!time) continue;
    constexpr std::size_t kFewestLinks = 2;
    if (!span.url.starts_with('#') && bases[base_of_link(span.url)] < kFewestLinks) continue;
    const Range range = text::trimmed(notes.plain, span.text_in_plain);
    const auto after =
        std::ranges::upper_bound(notes.blocks, range.begin, {},
                                 [](const Block& block) { return block.text_in_plain.begin; });
    if (after == notes.blocks.begin()) continue;
    Block& block = *(after - 1);
    const Range whole = block.text_in_plain;
    if (!may_have_times(block) || range.begin >= whole.end || block.time.known()) continue;
    const auto next = std::ranges::lower_bound(known, range.begin, {}, &Range::begin);
    if (next != known.end() && next->begin < range.end) continue;
    const bool is_line = block.kind == BlockKind::Item || block.kind == BlockKind::Heading;
    if (is_line && (range.begin == whole.begin || range.end == whole.end)) {
      block.time = *time;
    } else {
      added.push_back(
          {.kind = model::SpanKind::Time, .text_in_plain = range, .url = {}, .time = *time});
    }
  }
  notes.spans.insert(notes.spans.end(), added.begin(), added.end());
}

}  // namespace

void find_note_times(model::Notes& notes, Millis duration) {
  const bool bare_tails = has_bare_tails(notes);
  std::vector<Millis> starts;
  std::vector<std::size_t> two_number_blocks;
  std::vector<model::Span> bare;
  std::vector<FoundTime> found;
  struct LateTime {
    std::size_t block;
    FoundTime time;
  };
  std::vector<LateTime> late;  // of blocks, behind the episode's end
  std::size_t owners = 0;      // blocks with a time of their own
  const std::size_t first_span = notes.spans.size();
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    Block& block = notes.blocks[i];
    if (!may_have_times(block)) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    find_times(text, found);
    if (found.empty()) continue;
    const FoundTime* own = time_of_block(block.kind, text, found, bare_tails);
    const auto is_beyond = [&](const FoundTime& time) {
      return duration != kNoTime && !time.is_bracketed &&
             time.time.start > std::int64_t{duration} + duration / 10 + 60'000;
    };
    if (own != nullptr && is_beyond(*own)) {
      late.push_back({.block = i, .time = *own});
      own = nullptr;
    }
    if (own != nullptr) {
      ++owners;
      block.time = own->time;
      if (own->has_two_numbers) {
        starts.push_back(own->time.start);
        two_number_blocks.push_back(i);
      }
    }
    for (const FoundTime& time : found) {
      const bool is_meant = time.is_bracketed || time.time.end != kNoTime ||
                            !time.has_two_numbers || time.is_named ||
                            begins_lost_line(notes, text, time);
      if (&time == own || is_beyond(time)) continue;
      const Range range = {block.text_in_plain.begin + time.range_in_text.begin,
                           block.text_in_plain.begin + time.range_in_text.end};
      model::Span span;
      span.kind = model::SpanKind::Time;
      span.text_in_plain = range;
      span.time = time.time;
      (is_meant ? notes.spans : bare).push_back(std::move(span));
    }
  }
  // A table of contents that goes on behind the episode's end: its duration is wrong, or another
  // recording's.
  if (owners + late.size() >= kFewestChapters) {
    for (const LateTime& found_late : late) {
      notes.blocks[found_late.block].time = found_late.time.time;
      if (!found_late.time.has_two_numbers) continue;
      starts.push_back(found_late.time.time.start);
      two_number_blocks.push_back(found_late.block);
    }
  }
  // Bare times in prose are meant where several go on with the episode.
  const auto goes_back = [](const model::Span& a, const model::Span& b) {
    return b.time.start <= a.time.start;
  };
  if (bare.size() >= kFewestChapters && std::ranges::adjacent_find(bare, goes_back) == bare.end()) {
    notes.spans.insert(notes.spans.end(), bare.begin(), bare.end());
  }
  add_link_times(notes, first_span);
  // Spans may nest, never cross: a time that overlaps the edge of another span is given up.
  const std::size_t times = notes.spans.size() - first_span;
  if (times > 0 && first_span > 0) {
    std::vector<Range> others;
    for (std::size_t i = 0; i < first_span; ++i)
      others.push_back(notes.spans[i].text_in_plain);
    std::vector<std::uint32_t> edges;
    for (const Range& range : others) {
      edges.push_back(range.begin);
      edges.push_back(range.end);
    }
    std::ranges::sort(edges);
    std::erase_if(notes.spans, [&](const model::Span& span) {
      if (span.kind != model::SpanKind::Time) return false;
      const auto edge = std::ranges::upper_bound(edges, span.text_in_plain.begin);
      return edge != edges.end() && *edge < span.text_in_plain.end;
    });
  }
  if (!are_hours(starts, duration)) return;
  for (const std::size_t i : two_number_blocks)
    to_hours(notes.blocks[i].time);
}

std::vector<model::Chapter> chapters_from_times(const model::Notes& notes) {
  const auto timed =
      std::ranges::count_if(notes.blocks, [](const Block& block) { return block.time.known(); });
  if (timed < static_cast<std::ptrdiff_t>(kFewestChapters)) return {};
  std::optional<bool> bare_tails;  // looked for where no time heads a line
  std::vector<FoundTime> found;
  std::vector<Entry> entries;
  std::vector<Entry> heads;
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    const Block& block = notes.blocks[i];
    if (!block.time.known()) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    find_times(text, found);
    if (found.empty()) continue;
    if (heads_line(text, found.front())) {
      entries.push_back(
          {.block = i, .range_in_text = found.front().range_in_text, .has_head = true});
      heads.push_back(entries.back());
      continue;
    }
    if (!bare_tails) bare_tails = has_bare_tails(notes);
    const FoundTime* own = time_of_block(block.kind, text, found, *bare_tails);
    if (own != nullptr) entries.push_back({.block = i, .range_in_text = own->range_in_text});
  }
  // Lines that times head are a table of contents; times behind other lines are mentions then.
  std::vector<model::Chapter> chapters = chapters_of(notes, heads);
  if (chapters.empty()) chapters = chapters_of(notes, top_entries(notes, entries));
  if (chapters.empty()) chapters = chapters_of(notes, entries);
  return chapters;
}

}  // namespace earshot::formats
