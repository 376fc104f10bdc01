#include "text/mojibake.h"

#include <algorithm>
#include <iterator>

#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::text {
namespace {

/// What Windows-1252 has from 0x80 to 0x9F; 0 where nothing. A copy of charsets.cpp, whose tables
/// of all encodings would come into the page with it.
constexpr char16_t kHigh[] = {0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x0000, 0x017D, 0x0000,
                              0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178};

/// The byte that Windows-1252 shows as `code`; 0 where there is none over 0x7F.
unsigned byte_of(char32_t code) {
  if (code >= 0xA0 && code <= 0xFF) return static_cast<unsigned>(code);
  // The bytes it leaves undefined are often kept as control characters.
  if (code >= 0x80 && code < 0xA0) return static_cast<unsigned>(code);
  if (code < 0x152 || code > 0x2122) return 0;
  const auto* const found = std::ranges::find(kHigh, static_cast<char16_t>(code));
  return found == std::end(kHigh) ? 0 : 0x80U + static_cast<unsigned>(found - kHigh);
}

unsigned length_of_lead(unsigned byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return 2;
  if (byte >= 0xE0 && byte <= 0xEF) return 3;
  return byte >= 0xF0 && byte <= 0xF4 ? 4 : 0;
}

struct Found {
  std::string repaired;  ///< empty: none here
  std::uint32_t bytes = 0;
  unsigned length = 0;  ///< characters that stand for one
};

/// One wrongly read character at `at`.
Found read_one(std::string_view text, std::size_t at) {
  Found found;
  const unsigned length = length_of_lead(byte_of(character_at(text, at).code));
  if (length == 0) return found;
  std::string bytes;
  std::size_t position = at;
  for (unsigned i = 0; i < length; ++i) {
    const Character character = character_at(text, position);
    const unsigned byte = byte_of(character.code);
    if (i > 0 && (byte < 0x80 || byte > 0xBF)) return found;
    bytes += static_cast<char>(byte);
    position += character.bytes;
  }
  if (!is_valid_utf8(bytes)) return found;
  found.repaired = std::move(bytes);
  found.bytes = static_cast<std::uint32_t>(position - at);
  found.length = length;
  return found;
}

/// Whether two characters stood for one of Latin-1: their first was a capital A with a mark.
bool is_latin(std::string_view repaired) {
  return repaired.front() == '\xC2' || repaired.front() == '\xC3';
}

}  // namespace

std::vector<Mojibake> find_mojibake(std::string_view text, std::size_t limit, std::size_t& more) {
  std::vector<Mojibake> all;
  more = 0;
  for (std::size_t at = 0; at < text.size();) {
    // Every lead byte is C3 (U+00C2 to U+00F4) in UTF-8: the rest is passed over quickly.
    at = text.find('\xC3', at);
    if (at == std::string_view::npos) break;
    const std::size_t begin = at;
    std::string repaired;
    std::size_t count = 0;
    bool is_sure = false;
    for (Found found = read_one(text, at); found.length > 0; found = read_one(text, at)) {
      is_sure = is_sure || found.length > 2 || is_latin(found.repaired);
      repaired += found.repaired;
      at += found.bytes;
      ++count;
    }
    if (count == 0) {
      at += 2;
    } else if (is_sure || count >= 3) {
      if (all.size() == limit) {
        ++more;
      } else {
        all.push_back(
            {.range_in_text = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
             .repaired = std::move(repaired)});
      }
    }
  }
  return all;
}

}  // namespace earshot::text
