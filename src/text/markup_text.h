#pragma once

#include <string>
#include <string_view>

/// Text as it stands inside other notations.
namespace earshot::text {

/// Appends `text` as a string of JSON, in quotation marks. `text` is valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

/// Appends `text` as HTML has it between tags and inside quoted attributes: nothing of it is
/// markup. Control characters, which HTML has none of, become U+FFFD.
void append_html_text(std::string& out, std::string_view text);

/// Whether it has the form of a language's tag (RFC 5646): "de", "pt-BR".
bool is_language_tag(std::string_view tag);

}  // namespace earshot::text
