#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::formats {

/// Which names are read without a semicolon.
enum class BareNames : std::uint8_t {
  Few,   ///< those that are hardly ever part of an address: "&timestamp=1" stays
  Html,  ///< all that HTML's own rules read so in text
};

/// Reads the HTML character reference that `text` begins with ("&amp;", "&#38;", "&#x26;") and
/// appends what it stands for.
///
/// Returns its length in bytes; 0, and appends nothing, where there is none. Semicolons may be
/// missing behind numbers and behind names as `bare_names` says.
std::size_t decode_entity(std::string_view text, std::string& out,
                          BareNames bare_names = BareNames::Few);

/// `text` with all character references decoded.
std::string decode_entities(std::string_view text);

/// Where a text is written in HTML or XML.
enum class EscapeFor : std::uint8_t {
  Text,       ///< &, <, > and "
  AnyQuotes,  ///< those and '
  Attribute,  ///< those of Text, and line ends and tabs, which readers make spaces
};

/// Appends `text` with the characters that mean something there written as references.
void append_escaped(std::string& out, std::string_view text, EscapeFor place);

}  // namespace earshot::formats
