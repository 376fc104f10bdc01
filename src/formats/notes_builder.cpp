#include "formats/notes_builder.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// A longer paragraph with a time at its end is prose, no entry of a table of contents.
constexpr std::uint32_t kLongestTimedLine = 160;

/// Lines that a time heads or ends are entries of the outline, with or without a bullet.
void lines_with_times_to_items(model::Notes& notes) {
  int level = 0;
  for (model::Block& block : notes.blocks) {
    if (block.kind == model::BlockKind::Heading) level = block.level;
    const bool is_line = block.kind == model::BlockKind::Paragraph && block.level == 0 &&
                         block.text_in_plain.size() <= kLongestTimedLine;
    if (!is_line || !block.time.known()) continue;
    block.kind = model::BlockKind::Item;
    block.level = static_cast<std::uint8_t>(level + 1);
  }
}

}  // namespace

void NotesBuilder::begin(model::BlockKind kind, int level, std::string_view marker) {
  if (is_open_) end();
  before_ = position();
  if (!notes_.plain.empty()) notes_.plain += '\n';
  begin_ = position();
  is_open_ = true;
  model::Block block;
  block.kind = kind;
  block.level = static_cast<std::uint8_t>(std::clamp(level, 0, kMaxLevel));
  block.marker = std::string(marker);
  notes_.blocks.push_back(std::move(block));
}

bool NotesBuilder::end() {
  if (!is_open_) return false;
  is_open_ = false;
  model::Block& block = notes_.blocks.back();
  const Range range = {begin_, position()};
  const bool is_code = block.kind == model::BlockKind::Code;
  block.text_in_plain = is_code ? range : text::trimmed(notes_.plain, range);
  const bool may_be_empty = block.kind == model::BlockKind::Rule ||
                            block.kind == model::BlockKind::Item ||
                            block.kind == model::BlockKind::TableRow;
  if (!block.text_in_plain.empty()) {
    notes_.plain.resize(block.text_in_plain.end);
    return true;
  }
  notes_.plain.resize(may_be_empty ? begin_ : before_);
  block.text_in_plain = {begin_, begin_};
  while (!notes_.spans.empty() && notes_.spans.back().text_in_plain.begin >= begin_) {
    notes_.spans.pop_back();
  }
  if (may_be_empty) return true;
  notes_.blocks.pop_back();
  return false;
}

model::Notes NotesBuilder::finish(Millis duration) {
  if (is_open_) end();
  complete_notes(notes_, duration);
  return std::move(notes_);
}

void complete_notes(model::Notes& notes, Millis duration) {
  find_note_times(notes, duration);
  const auto size = static_cast<std::uint32_t>(notes.plain.size());
  for (model::Span& span : notes.spans) {
    span.text_in_plain.end = std::min(span.text_in_plain.end, size);
    if (span.kind == model::SpanKind::Time) continue;
    span.text_in_plain = text::trimmed(notes.plain, span.text_in_plain);
  }
  std::erase_if(notes.spans, [](const model::Span& span) {
    return span.text_in_plain.empty() && span.kind != model::SpanKind::Image;
  });
  std::ranges::stable_sort(notes.spans, [](const model::Span& a, const model::Span& b) {
    if (a.text_in_plain.begin != b.text_in_plain.begin) {
      return a.text_in_plain.begin < b.text_in_plain.begin;
    }
    return a.text_in_plain.end > b.text_in_plain.end;
  });
  for (const model::Span& span : notes.spans) {
    // A link inside the page ("#t=00:22") leads nowhere once the notes are apart from it.
    if (span.kind != model::SpanKind::Link || span.url.starts_with('#')) continue;
    notes.links.push_back(
        {.text = std::string(slice(notes.plain, span.text_in_plain)), .url = span.url});
  }
  lines_with_times_to_items(notes);
  notes.html = notes_html(notes);
}

void find_bare_links(model::Notes& notes) {
  for (const model::Block& block : notes.blocks) {
    if (block.kind == model::BlockKind::Code) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    std::size_t at = 0;
    while (true) {
      const std::size_t found = text.find("://", at);
      if (found == std::string_view::npos) break;
      at = found + 3;
      const std::string_view before = text.substr(0, found);
      const std::size_t scheme = before.ends_with("https") ? 5 : before.ends_with("http") ? 4 : 0;
      if (scheme == 0) continue;
      std::size_t end = std::min(text.find_first_of(" \t\r\n\v\f<>\"", at), text.size());
      // Punctuation behind an address ends the sentence, not the address.
      while (end > at && std::string_view(".,;:!?)]}'").contains(text[end - 1]))
        --end;
      if (end == at) continue;
      const auto begin = static_cast<std::uint32_t>(found - scheme);
      const std::string_view url = text.substr(begin, end - begin);
      notes.spans.push_back(
          {.kind = model::SpanKind::Link,
           .text_in_plain = {block.text_in_plain.begin + begin,
                             block.text_in_plain.begin + static_cast<std::uint32_t>(end)},
           .url = std::string(url),
           .time = {}});
      at = end;
    }
  }
}

bool is_safe_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://", "mailto:"}) {
    if (text::starts_with_no_case(url, scheme)) return true;
  }
  return false;
}

}  // namespace earshot::formats
