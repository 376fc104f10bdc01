#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace earshot::text {

/// The value of a Roman numeral in its regular form, all capitals or all small ("XIV", "xiv");
/// nothing for irregular ones ("IIII", "Iv"), so that words made of the same letters are not read
/// as numbers.
std::optional<int> roman_value(std::string_view numeral);

/// The place of one ASCII letter in the alphabet: "a" and "A" are 1.
std::optional<int> letter_value(std::string_view letter);

/// A number in capital Roman numerals; empty outside 1 to 3999.
std::string to_roman(int value);

}  // namespace earshot::text
