#pragma once

#include <cstdint>

/// What words.cpp, fold.cpp, the analyser of `search` and the writer of Markdown in `app` ask about
/// single characters.
namespace earshot::text {

/// Is this byte of UTF-8 not the first of its character?
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// General category L* or N*.
bool is_letter_or_digit(std::int32_t character);

/// General category M*: it belongs to the character before it.
bool is_mark(std::int32_t character);

/// Of a script whose runs are searched by pairs of characters: those without spaces (Han, Hiragana,
/// Katakana, Thai, Lao, Khmer, Myanmar ...), and Hangul.
bool is_word_of_its_own(std::int32_t character);

bool is_hangul(std::int32_t character);

/// A voicing mark of kana of half width, which is a letter by its category.
constexpr bool is_voicing_mark(std::int32_t character) {
  return character == 0xFF9E || character == 0xFF9F;
}

/// A conjoining jamo that goes on with the syllable before it.
bool is_inner_jamo(std::int32_t character);

constexpr bool is_hebrew(std::int32_t character) {
  return (character >= 0x0591 && character <= 0x05F4) ||
         (character >= 0xFB1D && character <= 0xFB4F);
}

}  // namespace earshot::text
