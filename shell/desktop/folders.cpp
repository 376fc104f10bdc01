#include "shell/desktop/folders.h"

#include <cstdlib>
#include <filesystem>
#include <span>

#include "shell/common/file_system.h"

namespace earshot::shell {
namespace {

constexpr std::size_t kMaxNoteBytes = 4096;

}  // namespace

std::string default_library_folder() {
  // XDG Base Directory Specification 0.8: a relative path is to be ignored.
  const char* const data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && data[0] == '/') return std::string(data) + "/earshot";
  const char* const home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return std::string(home) + "/.local/share/earshot";
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
