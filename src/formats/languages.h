#pragma once

#include <string>
#include <string_view>

namespace earshot::formats {

/// The BCP 47 code of a language named in English or by itself ("English", "Deutsch"), or of a code
/// ("en-us", "eng"); the text as it stands where it is none we know.
std::string language_code(std::string_view text);

}  // namespace earshot::formats
