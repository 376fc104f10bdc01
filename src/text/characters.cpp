#include "text/characters.h"

#include <utf8proc.h>

#include <algorithm>

#include "text/scanner.h"
#include "text/scripts.h"

namespace earshot::text {

char32_t lower(char32_t code) {
  if (code < 0x80) return static_cast<char32_t>(to_lower(static_cast<char>(code)));
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
}

char32_t upper(char32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z' ? code - 'a' + 'A' : code;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(code)));
}

bool is_word_character(char32_t code) {
  if (code < 0x80) {
    const char c = static_cast<char>(code);
    return is_letter(c) || is_digit(c) || c == '_';
  }
  return is_letter_or_digit(static_cast<std::int32_t>(code));
}

std::size_t letter_end(std::string_view text, std::size_t at) {
  for (bool is_first = true; at < text.size(); is_first = false) {
    if (!is_first && static_cast<unsigned char>(text[at]) < 0x80) break;
    const Character next = character_at(text, at);
    const auto code = static_cast<std::int32_t>(next.code);
    const bool goes_on = is_mark(code) || is_inner_jamo(code) || is_voicing_mark(code);
    if (!is_first && !goes_on) break;
    at += std::max<std::size_t>(next.bytes, 1);
  }
  return at;
}

bool is_single_character_word(std::string_view folded) {
  if (folded.empty() || static_cast<unsigned char>(folded[0]) < 0x80) return false;
  return is_word_of_its_own(static_cast<std::int32_t>(character_at(folded, 0).code));
}

bool begins_with_word(std::string_view term, std::string_view single) {
  if (!term.starts_with(single)) return false;
  if (term.size() == single.size()) return true;
  const auto next = static_cast<std::int32_t>(character_at(term, single.size()).code);
  return !is_mark(next) && !is_inner_jamo(next) && !is_voicing_mark(next);
}

}  // namespace earshot::text
