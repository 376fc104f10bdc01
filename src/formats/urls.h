#pragma once

#include <string>
#include <string_view>

namespace earshot::formats {

/// The address that `reference` means in a document at `base` (RFC 3986, 5.2). Where the base is no
/// absolute address the reference stays as it is.
std::string resolve_url(std::string_view base, std::string_view reference);

/// Whether an address names its scheme: "https:", "mailto:".
bool has_scheme(std::string_view url);

}  // namespace earshot::formats
