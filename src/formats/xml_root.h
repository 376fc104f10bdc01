#pragma once

#include <string_view>

namespace earshot::formats {

/// The local name of an XML text's first element; empty where something else comes first.
std::string_view xml_root_name(std::string_view source);

}  // namespace earshot::formats
