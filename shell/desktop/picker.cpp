#include "shell/desktop/picker.h"

#include <algorithm>
#include <cstdlib>

#include "shell/desktop/process.h"

namespace earshot::shell {

std::vector<std::string> picker_arguments(bool folder, const std::string& title) {
  const std::string zenity = find_program("zenity");
  const std::string kdialog = find_program("kdialog");
  const char* const desktop = std::getenv("XDG_CURRENT_DESKTOP");
  const bool is_kde =
      desktop != nullptr && std::string_view(desktop).find("KDE") != std::string::npos;
  const char* const home = std::getenv("HOME");
  const std::string start = home != nullptr && *home != '\0' ? home : "/";
  if (!kdialog.empty() && (is_kde || zenity.empty())) {
    if (folder) return {kdialog, "--title", title, "--getexistingdirectory", start};
    return {kdialog, "--title", title, "--multiple", "--separate-output", "--getopenfilename",
            start};
  }
  if (zenity.empty()) return {};
  if (folder) return {zenity, "--file-selection", "--directory", "--title=" + title};
  return {zenity, "--file-selection", "--multiple", "--separator=\n", "--title=" + title};
}

std::vector<std::string> picked_paths(std::string_view output) {
  std::vector<std::string> paths;
  while (output.ends_with('\n'))
    output.remove_suffix(1);
  while (!output.empty()) {
    // Every path is absolute, so that a line break within a name separates nothing.
    const std::size_t end = std::min(output.find("\n/"), output.size());
    if (output.starts_with('/')) paths.emplace_back(output.substr(0, end));
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return paths;
}

}  // namespace earshot::shell
