#include "shell/desktop/folders.h"

#include <cstdlib>
#include <filesystem>
#include <span>
#include <string_view>

#include "shell/common/file_system.h"

namespace earshot::shell {
namespace {

constexpr std::size_t kMaxNoteBytes = 4096;

/// Ours in the folder that `variable` names, else in the usual one below the user's home.
std::string own_folder(const char* variable, std::string_view usual) {
  // XDG Base Directory Specification 0.8: a relative path is to be ignored.
  const char* const base = std::getenv(variable);
  if (base != nullptr && base[0] == '/') return std::string(base) + "/earshot";
  const char* const home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return std::string(home) + std::string(usual) + "/earshot";
}

}  // namespace

std::string default_library_folder() {
  return own_folder("XDG_DATA_HOME", "/.local/share");
}

std::string cache_folder() {
  return own_folder("XDG_CACHE_HOME", "/.cache");
}

std::string read_note(const std::string& folder, const std::string& name) {
  const auto bytes = read_file(std::filesystem::path(folder) / (name + ".txt"), kMaxNoteBytes);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

void write_note(const std::string& folder, const std::string& name, const std::string& text) {
  static_cast<void>(write_file_atomically(std::filesystem::path(folder) / (name + ".txt"),
                                          std::as_bytes(std::span(text))));
}

}  // namespace earshot::shell
