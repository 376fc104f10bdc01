#pragma once

#include <cstdint>

/// What words.cpp, fold.cpp and the analyser of `search` ask about single characters. Internal to
/// these two.
namespace earshot::text {

/// Is this byte of UTF-8 not the first of its character?
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// General category L* or N*.
bool is_letter_or_digit(std::int32_t character);

/// Han, Hiragana, Katakana and Thai: scripts without spaces, where each character is a word.
bool is_word_of_its_own(std::int32_t character);

/// is_word_of_its_own, and the other scripts between whose letters UAX 29 always breaks (Lao,
/// Khmer, Myanmar, New Tai Lue, Tai Le ...): two such letters never make one word.
bool stands_alone(std::int32_t character);

constexpr bool is_hebrew(std::int32_t character) {
  return (character >= 0x0591 && character <= 0x05F4) ||
         (character >= 0xFB1D && character <= 0xFB4F);
}

}  // namespace earshot::text
