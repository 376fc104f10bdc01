#pragma once

#include <string>
#include <string_view>

namespace earshot::formats {

/// The text of a piece of HTML: tags, comments, scripts and styles gone, references decoded, a line
/// end for each tag that begins a block. A "<" that opens no tag stays. Linear.
std::string text_of_html(std::string_view html);

/// Whether `tag` ("<br>", "<br/>") is a line break.
bool is_break_tag(std::string_view tag);

}  // namespace earshot::formats
