#pragma once

#include <string_view>

namespace earshot::text {

/// The encoding that the beginning of a file names: `encoding` of an XML declaration, `charset` of
/// an HTML meta element, or the header of a file that was saved with it. Empty where none.
std::string_view declared_encoding(std::string_view bytes);

/// The encoding that the bytes look like, by uchardet; empty where it does not know. Looks at a
/// bounded part of the bytes.
std::string_view guessed_encoding(std::string_view bytes);

/// Whether an encoding is for Latin letters of western and central Europe: guesses among those are
/// weak where there is little to go by.
bool is_latin_encoding(std::string_view name);

}  // namespace earshot::text
