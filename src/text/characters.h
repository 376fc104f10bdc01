#pragma once

#include <string_view>

/// Single characters, for whoever walks over a text by code points.
namespace earshot::text {

/// The one character that is `code` in lower (upper) case; `code` where there is none.
char32_t lower(char32_t code);
char32_t upper(char32_t code);

/// A letter or a digit of any script, or the underscore.
bool is_word_character(char32_t code);

/// Is this folded word of a script without spaces (Han, Hiragana, Katakana, Thai), where `words`
/// gives each character for a word?
bool is_single_character_word(std::string_view folded);

}  // namespace earshot::text
