#pragma once

#include <cstddef>
#include <string_view>

/// Single characters, for whoever walks over a text by code points.
namespace earshot::text {

/// The one character that is `code` in lower (upper) case; `code` where there is none.
char32_t lower(char32_t code);
char32_t upper(char32_t code);

/// A letter or a digit of any script, or the underscore.
bool is_word_character(char32_t code);

/// Behind the character at `at` and what folds together with it (`fold_word`): its marks, the jamo
/// of a syllable. Linear in these.
std::size_t letter_end(std::string_view text, std::size_t at);

/// Is this folded word of a script where `words` gives each character for a word (Han, kana,
/// Hangul, Thai and its neighbours)?
bool is_single_character_word(std::string_view folded);

/// Does `term`, one such word or two joined, begin with the word `single`? Not where that is only
/// the letter of a longer one ("\u0E1B" of "\u0E1B\u0E48").
bool begins_with_word(std::string_view term, std::string_view single);

}  // namespace earshot::text
