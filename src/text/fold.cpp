#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "text/scripts.h"
#include "text/words.h"

namespace earshot::text {
namespace {

/// The longest compatibility decomposition of one character (U+FDFA) has 18 characters.
constexpr std::size_t kMaxDecomposed = 32;

constexpr auto kFoldOptions =
    static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                   UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text)
    all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// May `decomposed` stand for `character` inside a word? For "½" (one, fraction slash, two) it may
/// not: cut into words again it would give others, and a printed query would change its meaning.
bool stays_one_word(utf8proc_int32_t character, std::span<const utf8proc_int32_t> decomposed) {
  if (decomposed.size() == 1) {
    return is_letter_or_digit(decomposed[0]) ||
           (!is_letter_or_digit(character) && decomposed[0] != 0x20);
  }
  return std::ranges::all_of(decomposed, [](utf8proc_int32_t part) {
    return is_letter_or_digit(part) && !stands_alone(part);
  });
}

void append_character(utf8proc_int32_t character, std::string& out) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size = utf8proc_encode_char(character, bytes.data());
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    out.push_back(static_cast<char>(bytes[static_cast<std::size_t>(i)]));
  }
}

void fold_characters(std::string_view word, std::string& out) {
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(word.data());
  std::array<utf8proc_int32_t, kMaxDecomposed> decomposed;
  utf8proc_int32_t previous = 0;
  for (std::size_t at = 0; at < word.size();) {
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(data + at, static_cast<utf8proc_ssize_t>(word.size() - at), &character);
    if (size <= 0) {  // not UTF-8: callers hand over valid text, so this byte says nothing
      ++at;
      continue;
    }
    at += static_cast<std::size_t>(size);
    // People type the straight apostrophe, notes are set with the curved one. After a Hebrew letter
    // both have rules of their own in UAX 29, so they stay there.
    if (character == 0x2019 && !is_hebrew(previous)) character = '\'';
    previous = character;
    int boundary_class = UTF8PROC_BOUNDCLASS_START;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        character, decomposed.data(), kMaxDecomposed, kFoldOptions, &boundary_class);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(kMaxDecomposed)) continue;
    const std::span<const utf8proc_int32_t> parts(decomposed.data(),
                                                  static_cast<std::size_t>(count));
    if (!stays_one_word(character, parts)) {
      append_character(character, out);
      continue;
    }
    for (const utf8proc_int32_t part : parts)
      append_character(part, out);
  }
}

}  // namespace

void fold_word(std::string_view word, std::string& out) {
  const std::size_t begin = out.size();
  if (is_ascii(word)) {
    out.resize(begin + word.size());
    std::ranges::transform(word, out.begin() + static_cast<std::ptrdiff_t>(begin), lower_ascii);
  } else {
    fold_characters(word, out);
  }
  if (out.size() - begin > kMaxTermBytes) {  // decomposing made it longer, or it was no word
    std::size_t end = begin + kMaxTermBytes;
    while (end > begin && is_continuation(out[end]))
      --end;
    out.resize(end);
  }
}

std::string folded(std::string_view word) {
  std::string out;
  fold_word(word, out);
  return out;
}

}  // namespace earshot::text
