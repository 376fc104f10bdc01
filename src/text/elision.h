#pragma once

#include <cstddef>
#include <string_view>

/// Articles, pronouns and the like that lose their vowel before another one: "l'école",
/// "dell'arte".
namespace earshot::text {

/// Is `before`, which stands before an apostrophe, elided there, where `behind` follows it? French,
/// Italian and Catalan; a closed list, by which other languages' apostrophes stay in their words:
/// nothing of it stands before a vowel or an h in "don't", "O'Brien", "it's", "c'hoant".
bool is_elided(std::string_view before, std::string_view behind);

/// What is elided at the beginning of a word, of "l'école" the first letter.
struct Elided {
  std::size_t letters = 0;  ///< bytes; 0 where nothing is elided
  std::size_t end = 0;      ///< behind the apostrophe
};
Elided elided_at_begin(std::string_view word);

}  // namespace earshot::text
