#include "formats/same_text.h"

#include "text/scanner.h"

namespace earshot::formats {

void append_letters(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (text::is_letter(c) || text::is_digit(c)) {
      out += text::to_lower(c);
    } else if (text.substr(at).starts_with("\xE2\x80")) {  // U+2000 to U+203F: dashes, quotes
      at += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const std::size_t white = text::white_at(text, at);
      if (white > 0) {
        at += white - 1;
      } else {
        out += c;
      }
    }
  }
}

std::string letters_of(std::string_view text) {
  std::string out;
  append_letters(out, text);
  return out;
}

}  // namespace earshot::formats
