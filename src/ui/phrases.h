#pragma once

#include <string>
#include <string_view>

/// Pieces of text put together as people write them; what words they are is the catalogue's.
namespace earshot::ui {

/// Joins what is not empty by " · ".
std::string joined(std::string_view first, std::string_view second, std::string_view third = {});

}  // namespace earshot::ui
