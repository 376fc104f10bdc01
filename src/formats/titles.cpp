#include "formats/titles.h"

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kMostTitleWords = 14;
constexpr std::size_t kMostLabelWords = 6;

bool is_title_block(const model::Notes& notes, const model::Block& block) {
  if (block.kind == model::BlockKind::Heading) return true;
  // The title over a numbered outline is a strong paragraph.
  return block.kind == model::BlockKind::Paragraph && !notes.spans.empty() &&
         notes.spans[0].kind == model::SpanKind::Strong &&
         notes.spans[0].text_in_plain == block.text_in_plain;
}

}  // namespace

bool looks_like_title(std::string_view line) {
  line = text::trimmed(line);
  if (line.empty()) return false;
  const char last = line.back();
  if (last == '.' || last == ',' || last == ';' || line.ends_with("…")) return false;
  std::size_t words = 0;
  std::size_t long_words = 0;
  std::size_t capitals = 0;
  bool is_first_capital = false;
  text::Scanner scanner(line);
  while (!scanner.at_end()) {
    scanner.skip_white();
    const std::string_view word = scanner.take_while([](char c) { return !text::is_white(c); });
    if (word.empty()) break;
    ++words;
    std::size_t at = 0;
    while (at < word.size() && !text::is_letter(word[at]) && !text::is_digit(word[at]) &&
           static_cast<unsigned char>(word[at]) < 0x80) {
      ++at;
    }
    if (at == word.size()) continue;
    const bool is_capital = !text::is_lower(word[at]);
    if (words == 1) is_first_capital = is_capital;
    if (word.size() - at < 4 && words > 1) continue;  // "of", "the", "and"
    ++long_words;
    if (is_capital) ++capitals;
  }
  if (!is_first_capital || words > kMostTitleWords) return false;
  if (last == ':') return words <= kMostLabelWords;
  // A sentence has few capitals; a title nearly only.
  if (words == 1) return true;
  return capitals * 5 >= long_words * 3;
}

std::string title_of_notes(const model::Notes& notes, std::string_view file_name) {
  for (std::size_t i = 0; i < notes.blocks.size() && i < 3; ++i) {
    const model::Block& block = notes.blocks[i];
    if (!is_title_block(notes, block)) continue;
    // A label ("Show Notes:", "Introduction:") names a part, not the episode.
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    const bool is_first = i == 0 || block.level == 1;
    if (!is_first || text.ends_with(':') || text::equal_no_case(text, "show notes") ||
        text::equal_no_case(text, "shownotes") || text::equal_no_case(text, "notes") ||
        text::equal_no_case(text, "episode notes") || text::equal_no_case(text, "transcript") ||
        text::equal_no_case(text, "links")) {
      break;
    }
    return std::string(text);
  }
  const std::size_t slash = file_name.find_last_of('/');
  if (slash != std::string_view::npos) file_name = file_name.substr(slash + 1);
  const std::size_t dot = file_name.find_last_of('.');
  if (dot != std::string_view::npos && dot > 0) file_name = file_name.substr(0, dot);
  return std::string(file_name);
}

}  // namespace earshot::formats
