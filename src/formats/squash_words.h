#pragma once

#include <string>
#include <string_view>

#include "formats/squash.h"

namespace earshot::formats {

/// Longest word that may be one with capitals inside; longer runs of letters are no words.
inline constexpr std::size_t kLongestCamelWord = 40;

/// Whether a small letter is followed by a capital, or a run of capitals by a word: "GitHub",
/// "JSONPath".
bool is_camel_word(std::string_view word);

/// Names with capitals inside that technical talk is full of.
bool is_common_camel_word(std::string_view word);

/// Small words that hardly end a line: "the", "of", "with". ASCII, any case.
bool is_joining_word(std::string_view word);

/// Words that sentences and questions begin with: "The", "How", "What".
bool is_opening_word(std::string_view word);

/// Words that headings of notes begin with: "Introduction", "Links", "Sponsors".
bool is_heading_word(std::string_view word);

}  // namespace earshot::formats
