#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::shell {

/// The paths of a text that consists of nothing but existing absolute paths or file: addresses, one
/// a line (RFC 2483's text/uri-list, and what file managers put into the clipboard). Empty where
/// any line is something else: then it is text.
std::vector<std::string> paths_in_uri_list(std::string_view text);

}  // namespace earshot::shell
