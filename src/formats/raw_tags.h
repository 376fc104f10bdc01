#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/document.h"

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

/// The span that an element makes of its text; nothing for elements that are passed over.
std::optional<model::SpanKind> span_of_element(std::string_view name);

}  // namespace earshot::formats
