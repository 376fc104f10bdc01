#include "search/sentence.h"

#include <algorithm>
#include <cstddef>

#include "text/scanner.h"

namespace earshot::search {
namespace {

constexpr bool is_full_stop(char c) {
  return c == '.' || c == '!' || c == '?';
}

/// Ideographic full stop, full-width exclamation and question mark.
bool has_east_asian_stop(std::string_view gap) {
  for (const std::string_view stop : {"\u3002", "\uFF01", "\uFF1F"}) {
    if (gap.find(stop) != std::string_view::npos) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool ends_sentence(std::string_view gap) {
  bool stopped = false;
  for (const char c : gap) {
    if (stopped && text::is_white(c)) return true;
    stopped |= is_full_stop(c);
  }
  return !is_ascii(gap) &&
         (has_east_asian_stop(gap) || (gap.starts_with("\u2026") && text::white_at(gap, 3) > 0));
}

std::uint32_t cut_in_gap(std::string_view gap) {
  for (std::size_t i = 0; i < gap.size(); ++i) {
    if (text::white_at(gap, i) > 0) return static_cast<std::uint32_t>(i);
  }
  return static_cast<std::uint32_t>(gap.size());
}

bool begins_anew(std::string_view text, std::span<const std::uint32_t> borders_in_text,
                 std::uint32_t offset_in_text) {
  const std::size_t offset = std::min<std::size_t>(offset_in_text, text.size());
  // The end of what stands before: white space and at most a few closing marks are stepped over.
  std::size_t end = offset;
  while (end > 0 && text::is_white(text[end - 1]))
    --end;
  if (end == 0) return true;
  const auto border = std::ranges::upper_bound(borders_in_text, offset);
  if (border != borders_in_text.begin() && *(border - 1) >= end) return true;
  constexpr std::size_t kMaxGap = 16;  // `.")` and the like; more says nothing about sentences
  std::size_t begin = end;
  while (begin > 0 && end - begin < kMaxGap && !text::is_letter(text[begin - 1]) &&
         !text::is_digit(text[begin - 1])) {
    --begin;
  }
  return ends_sentence(text.substr(begin, offset - begin));
}

}  // namespace earshot::search
