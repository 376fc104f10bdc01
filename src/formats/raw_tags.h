#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/document.h"
#include "text/scanner.h"

namespace earshot::formats {

/// A tag as it stands in raw HTML inside a line of Markdown.
struct RawTag {
  std::string name;  ///< lower case; empty for comments, declarations and the like
  bool is_closing = false;
  std::string url;    ///< href or src, references decoded
  std::string alt;    ///< of a picture
  std::string title;  ///< references decoded
};

/// Reads the tag that `html` begins with and takes it off. What is no tag is taken up to the next
/// "<". Linear.
RawTag take_tag(std::string_view& html);

/// The bytes of the tag, comment or declaration that `html` begins with, ended as HTML does; all of
/// `html` where none ends it.
std::size_t tag_bytes(std::string_view html);

/// The name of a tag in lower case, without "/".
std::string tag_name(std::string_view tag);

/// Reads the next attribute of a tag's inside; false at its end. `name` in lower case, `value` as
/// written, without quotes.
bool take_attribute(text::Scanner& scanner, std::string& name, std::string_view& value);

/// The span that an element makes of its text; nothing for elements that are passed over.
std::optional<model::SpanKind> span_of_element(std::string_view name);

}  // namespace earshot::formats
