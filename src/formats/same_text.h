#pragma once

#include <string>
#include <string_view>

namespace earshot::formats {

/// Appends what a text says without how it is written: letters and digits, those of ASCII in lower
/// case, without white space and without the marks of ASCII and of general punctuation. Two texts
/// that differ in nothing else are the same text told twice. Linear.
void append_letters(std::string& out, std::string_view text);

std::string letters_of(std::string_view text);

}  // namespace earshot::formats
