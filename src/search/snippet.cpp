#include <algorithm>
#include <cstddef>

#include "search/search.h"
#include "search/sentence.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// A cut at a sentence or cue is "near" when it spends no more than this share of the snippet.
constexpr std::size_t kNearShare = 3;

std::uint32_t floor_to_character(std::string_view text, std::size_t offset) {
  while (offset > 0 && offset < text.size() &&
         (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) {
    --offset;
  }
  return static_cast<std::uint32_t>(offset);
}

/// The part of `window` to show when all of it is too long: begins a third before `mark` at most.
Range cut_round(std::string_view text, Range window, Range mark,
                std::span<const std::uint32_t> borders_in_text, std::size_t max_bytes) {
  const auto lead = static_cast<std::uint32_t>(max_bytes / kNearShare);
  const auto room = static_cast<std::uint32_t>(max_bytes);
  const std::uint32_t earliest = std::max(window.begin, mark.begin - std::min(mark.begin, lead));
  // As they are written: none is cut between its letters.
  const std::vector<text::Word> words = text::words(slice(text, window), text::WordCut::Uax29);
  const auto begin_of = [&](const text::Word& word) { return word.begin + window.begin; };
  const auto end_of = [&](const text::Word& word) { return word.end + window.begin; };

  // Begin: the first sentence or cue that still has the mark in sight, else the first word.
  Range cut = {mark.begin, 0};
  bool begins_well = window.begin >= earliest && begins_anew(text, borders_in_text, window.begin);
  if (window.begin >= earliest) cut.begin = window.begin;
  for (const text::Word& word : words) {
    const std::uint32_t begin = begin_of(word);
    if (begin < earliest || begins_well) continue;
    if (begin > mark.begin) break;
    begins_well = begins_anew(text, borders_in_text, begin);
    if (begins_well || begin < cut.begin) cut.begin = begin;
  }

  // End: behind the last sentence or cue that fits, if it spends enough of the room, else word.
  const std::uint32_t latest = window.end - cut.begin <= room ? window.end : cut.begin + room;
  if (latest == window.end) return {cut.begin, window.end};
  const std::uint32_t near = latest - std::min(latest, lead);
  std::uint32_t previous_end = cut.begin;
  bool ends_well = false;
  for (const text::Word& word : words) {
    if (begin_of(word) < cut.begin) continue;
    if (previous_end > cut.begin) {
      const std::uint32_t good =
          previous_end + cut_in_gap(slice(text, {previous_end, begin_of(word)}));
      if (good <= latest && good >= mark.end && good >= near &&
          begins_anew(text, borders_in_text, begin_of(word))) {
        cut.end = good;
        ends_well = true;
      } else if (!ends_well && previous_end <= latest) {
        cut.end = previous_end;
      }
    }
    if (end_of(word) > latest) break;
    previous_end = end_of(word);
  }
  if (!ends_well && previous_end > cut.begin && previous_end <= latest) cut.end = previous_end;
  if (cut.end <= cut.begin) cut.end = std::max(floor_to_character(text, latest), cut.begin);
  return cut;
}

}  // namespace

Snippet make_snippet(std::string_view text, const Passage& passage,
                     std::span<const Range> highlights_in_text,
                     std::span<const std::uint32_t> borders_in_text, std::size_t max_bytes) {
  Snippet snippet;
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto clamp_to_text = [&](Range range) {
    const std::uint32_t begin = floor_to_character(text, std::min(range.begin, size));
    return Range{begin, std::max(begin, floor_to_character(text, std::min(range.end, size)))};
  };
  Range window = clamp_to_text(passage.range_in_text);
  Range mark = {window.begin, window.begin};
  if (!highlights_in_text.empty()) {
    mark = clamp_to_text(highlights_in_text.front());
    // A phrase may run on over the passage's end.
    window.begin = std::min(window.begin, mark.begin);
    window.end = std::max(window.end, clamp_to_text(highlights_in_text.back()).end);
  }
  Range range = window;
  if (window.size() > max_bytes) range = cut_round(text, window, mark, borders_in_text, max_bytes);
  range = text::trimmed(text, range);
  snippet.range_in_text = range;
  snippet.cut_before = !begins_anew(text, borders_in_text, range.begin);
  const std::string_view behind = text.substr(range.end);
  std::uint32_t next = range.end;
  while (next < size && text::is_white(text[next]))
    ++next;
  snippet.cut_after =
      !text::is_blank(behind) && (next == range.end || !begins_anew(text, borders_in_text, next));

  auto highlight = highlights_in_text.begin();
  const auto end = highlights_in_text.end();
  const auto length = [&] { return static_cast<std::uint32_t>(snippet.text.size()); };
  bool is_open = false;
  for (std::uint32_t at = range.begin; at < range.end;) {
    if (is_open && highlight->end <= at) {
      snippet.highlights_in_snippet.back().end = length();
      is_open = false;
      ++highlight;
    }
    while (!is_open && highlight != end && highlight->end <= at)
      ++highlight;
    // Asked at a character's first byte only: a byte in its middle is no white space.
    const bool is_first_byte = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    const auto white =
        is_first_byte ? static_cast<std::uint32_t>(text::white_at(text, at)) : std::uint32_t{0};
    if (white > 0) {
      if (!snippet.text.ends_with(' ')) snippet.text += ' ';
      at += white;
      continue;
    }
    if (!is_open && highlight != end && highlight->begin <= at) {
      snippet.highlights_in_snippet.push_back({length(), length()});
      is_open = true;
    }
    snippet.text += text[at++];
  }
  if (is_open) snippet.highlights_in_snippet.back().end = length();
  return snippet;
}

}  // namespace earshot::search
