#pragma once

#include <string>

namespace earshot::shell {

/// Where the user's library is kept: $XDG_DATA_HOME/earshot, else ~/.local/share/earshot. Empty
/// where the user has no home.
std::string default_library_folder();

/// For what can be made again: $XDG_CACHE_HOME/earshot, else ~/.cache/earshot. Empty where the user
/// has no home.
std::string cache_folder();

/// A small text kept beside the library that is nobody's data (the window's place). Empty where it
/// is missing; not being able to keep it is no loss.
std::string read_note(const std::string& folder, const std::string& name);
void write_note(const std::string& folder, const std::string& name, const std::string& text);

}  // namespace earshot::shell
