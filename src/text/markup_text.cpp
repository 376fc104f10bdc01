#include "text/markup_text.h"

#include <cstddef>

#include "text/scanner.h"

namespace earshot::text {

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte == '\n') {
      out += "\\n";
    } else {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  out.append(text.substr(plain));
  out += '"';
}

void append_html_text(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    std::string_view instead;
    if (byte == '&') {
      instead = "&amp;";
    } else if (byte == '<') {
      instead = "&lt;";
    } else if (byte == '>') {
      instead = "&gt;";
    } else if (byte == '"') {
      instead = "&quot;";
    } else if (byte == '\'') {
      instead = "&#39;";
    } else if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) {
      instead = "\uFFFD";
    } else {
      continue;
    }
    out.append(text.substr(plain, i - plain));
    out += instead;
    plain = i + 1;
  }
  out.append(text.substr(plain));
}

bool is_language_tag(std::string_view tag) {
  bool is_first = true;
  while (true) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    if (part.empty() || part.size() > 8) return false;
    if (is_first && (part.size() < 2 || part.size() > 3)) return false;
    for (const char c : part) {
      if (!is_letter(c) && (is_first || !is_digit(c))) return false;
    }
    if (part.size() == tag.size()) return true;
    tag.remove_prefix(part.size() + 1);
    is_first = false;
  }
}

}  // namespace earshot::text
