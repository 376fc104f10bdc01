#include "text/scanner.h"

#include <algorithm>

namespace earshot::text {
namespace {

bool is_unicode_space(char32_t code) {
  return code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 ||
         code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x2060 || code == 0x3000 ||
         code == 0xFEFF || code == 0x85;
}

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const unsigned lead = byte(offset);
  if (lead < 0x80) return {.code = lead, .bytes = 1};
  if (lead < 0xE0) return {.code = (lead & 0x1FU) << 6U | (byte(offset + 1) & 0x3FU), .bytes = 2};
  if (lead < 0xF0) {
    return {.code = (lead & 0x0FU) << 12U | (byte(offset + 1) & 0x3FU) << 6U |
                    (byte(offset + 2) & 0x3FU),
            .bytes = 3};
  }
  return {.code = (lead & 0x07U) << 18U | (byte(offset + 1) & 0x3FU) << 12U |
                  (byte(offset + 2) & 0x3FU) << 6U | (byte(offset + 3) & 0x3FU),
          .bytes = 4};
}

Character character_before(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  if (offset == 0) return {};
  std::size_t begin = offset - 1;
  while (begin > 0 && offset - begin < 4 &&
         (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    --begin;
  }
  return character_at(text, begin);
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | code >> 6U);
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3FU));
    put(0x80U | (code >> 6U & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::size_t white_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return 0;
  if (is_white(text[offset])) return 1;
  if (static_cast<unsigned char>(text[offset]) < 0x80) return 0;
  const Character character = character_at(text, offset);
  return is_unicode_space(character.code)
             ? std::min<std::size_t>(character.bytes, text.size() - offset)
             : 0;
}

Range trimmed_slowly(std::string_view text, Range range) {
  std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  std::size_t end = std::clamp<std::size_t>(range.end, begin, text.size());
  while (begin < end) {
    const std::size_t bytes = white_at(text, begin);
    if (bytes == 0 || begin + bytes > end) break;
    begin += bytes;
  }
  while (end > begin) {
    if (is_white(text[end - 1])) {
      --end;
      continue;
    }
    if (static_cast<unsigned char>(text[end - 1]) < 0x80) break;
    const Character character = character_before(text, end);
    if (!is_unicode_space(character.code) || end - begin < character.bytes) break;
    end -= character.bytes;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_blank(std::string_view text) {
  return trimmed(text).empty();
}

bool equal_no_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return to_lower(x) == to_lower(y);
         });
}

bool starts_with_no_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equal_no_case(text.substr(0, prefix.size()), prefix);
}

std::optional<std::int64_t> decimal_value(std::string_view digits) {
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace earshot::text
