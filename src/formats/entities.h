#pragma once

#include <string>
#include <string_view>

namespace earshot::formats {

/// Reads the HTML character reference that `text` begins with ("&amp;", "&#38;", "&#x26;") and
/// appends what it stands for.
///
/// Returns its length in bytes; 0, and appends nothing, where there is none. Semicolons may be
/// missing behind numbers and behind the few names where HTML allows it.
std::size_t decode_entity(std::string_view text, std::string& out);

/// `text` with all character references decoded.
std::string decode_entities(std::string_view text);

/// Appends `text` with &, <, >, " and ' written as references.
void append_escaped(std::string& out, std::string_view text);

}  // namespace earshot::formats
