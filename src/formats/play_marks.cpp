#include "formats/play_marks.h"

#include <algorithm>
#include <map>
#include <vector>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kLongestMark = 60;

constexpr std::string_view kSymbols[] = {"▶️",  "▶",  "►",  "⏵",  "▷", "⏯", "🔊",
                                         "🔈", "🎧", "🎙️", "🎙", "⯈", "❯", "◀"};

char opening(char close) {
  switch (close) {
    case ']':
      return '[';
    case ')':
      return '(';
    case '>':
      return '<';
    default:
      return '\0';
  }
}

/// The mark-like word at the end of `text`: bracketed or a symbol. Empty where there is none.
std::string_view last_mark(std::string_view text) {
  for (const std::string_view symbol : kSymbols) {
    if (text.ends_with(symbol)) return text.substr(text.size() - symbol.size());
  }
  if (text.empty()) return {};
  const char open = opening(text.back());
  if (open == '\0') return {};
  const std::size_t window = text.size() > kLongestMark ? text.size() - kLongestMark : 0;
  const std::size_t begin = text.substr(window).rfind(open);
  return begin == std::string_view::npos ? std::string_view{} : text.substr(window + begin);
}

std::string_view first_mark(std::string_view text) {
  for (const std::string_view symbol : kSymbols) {
    if (text.starts_with(symbol)) return text.substr(0, symbol.size());
  }
  for (const auto& [open, close] : {std::pair{'[', ']'}, std::pair{'(', ')'}}) {
    if (!text.starts_with(open)) continue;
    const std::size_t end = text.substr(0, kLongestMark).find(close);
    if (end != std::string_view::npos) return text.substr(0, end + 1);
  }
  return {};
}

bool is_mark_by_itself(std::string_view mark) {
  if (mark.empty()) return false;
  if (opening(mark.back()) == '\0') return true;  // a symbol
  std::string lower;
  for (const char c : mark)
    lower += text::to_lower(c);
  // "(Part 1)" and "[Explicit]" belong to titles; these words in brackets do not.
  for (const std::string_view word :
       {"audio", "play", "url", "mp3", "listen", "download", "player"}) {
    if (!lower.contains(word)) continue;
    const bool is_one_word = lower.find(' ') == std::string::npos;
    if (is_one_word || mark.size() <= 16) return true;
  }
  return false;
}

}  // namespace

PlayMarks common_play_marks(std::string_view source, std::span<const Range> titles_in_source) {
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const Range& range : titles_in_source) {
    std::string_view title = text::trimmed(slice(source, range));
    PlayMarks here;
    for (std::string_view mark = last_mark(title); !mark.empty() && mark.size() < title.size();
         mark = last_mark(title)) {
      here.insert(std::string(mark));
      title = text::trimmed(title.substr(0, title.size() - mark.size()));
    }
    for (std::string_view mark = first_mark(title); !mark.empty() && mark.size() < title.size();
         mark = first_mark(title)) {
      here.insert(std::string(mark));
      title = text::trimmed(title.substr(mark.size()));
    }
    for (const std::string& mark : here)
      ++counts[mark];
  }
  PlayMarks marks;
  for (const auto& [mark, count] : counts) {
    // A word in brackets that all titles share says nothing about any of them.
    if (count >= 3 && count * 5 >= titles_in_source.size() * 4) marks.insert(mark);
  }
  return marks;
}

Range without_play_marks(std::string_view source, Range title_in_source, const PlayMarks& marks) {
  Range range = text::trimmed(source, title_in_source);
  bool is_changed = true;
  while (is_changed) {
    is_changed = false;
    const std::string_view title = slice(source, range);
    const std::string_view last = last_mark(title);
    const std::string_view first = first_mark(title);
    const auto is_mark = [&](std::string_view mark) {
      return !mark.empty() && mark.size() < title.size() &&
             (marks.contains(mark) || is_mark_by_itself(mark));
    };
    if (is_mark(last)) {
      range.end -= static_cast<std::uint32_t>(last.size());
      is_changed = true;
    } else if (is_mark(first)) {
      range.begin += static_cast<std::uint32_t>(first.size());
      is_changed = true;
    }
    range = text::trimmed(source, range);
  }
  return range;
}

bool is_play_mark(std::string_view text) {
  text = text::trimmed(text);
  while (!text.empty()) {
    const std::string_view mark = last_mark(text);
    if (mark.empty() || !is_mark_by_itself(mark)) return text::equal_no_case(text, "play");
    text = text::trimmed(text.substr(0, text.size() - mark.size()));
  }
  return true;
}

}  // namespace earshot::formats
