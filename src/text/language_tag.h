#pragma once

#include <string>
#include <string_view>

namespace earshot::text {

/// A language's tag as BCP 47 wants it: with the code of two letters where the language has one
/// ("de" for ISO 639-2's "deu" and "ger"), parts joined by '-' ("pt-BR" for "pt_BR"). What begins
/// with no code of two or three letters stays as it is.
std::string language_tag(std::string_view tag);

}  // namespace earshot::text
