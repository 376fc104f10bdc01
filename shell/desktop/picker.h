#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::shell {

/// The arguments that make the desktop's own file dialog of that title ask for files (or one
/// folder), with the program's path first. Empty where neither zenity nor kdialog is installed.
std::vector<std::string> picker_arguments(bool folder, const std::string& title);

/// The absolute paths in what such a dialog printed.
std::vector<std::string> picked_paths(std::string_view output);

}  // namespace earshot::shell
