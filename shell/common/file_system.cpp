#include "shell/common/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "library/file_name.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadStep = std::size_t{1} << 20;

Error cannot(ErrorCode code, const fs::path& path) {
  return {code, path.string()};
}

/// Reads to the end; `expected` sizes the first step.
Result<std::vector<std::byte>> read_all(int file, std::size_t expected, std::size_t max_bytes,
                                        const fs::path& path) {
  std::vector<std::byte> bytes;
  std::size_t used = 0;
  bytes.resize(std::min(expected, max_bytes) + 1);  // one more, so that the end is seen at once
  while (true) {
    if (used == bytes.size()) bytes.resize(bytes.size() + std::max(kReadStep, bytes.size() / 2));
    const ssize_t got = ::read(file, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(cannot(ErrorCode::CannotRead, path));
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return std::unexpected(cannot(ErrorCode::TooLarge, path));
  }
  bytes.resize(used);
  return bytes;
}

bool write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), kReadStep));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool may_go_on(const StepGate& gate, std::string_view step) {
  return !gate || gate(step);
}

/// What the walk needs of a file; false where it is gone or no plain file.
bool look_at(const fs::path& path, WalkedFile& out) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  out.path = path;
  out.size_bytes = static_cast<std::uint64_t>(info.st_size);
  // To the nearest millisecond, as Node has it: a library must not take a file for changed only
  // because the other program looks.
  out.modified_ms = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1000 +
                    (static_cast<std::int64_t>(info.st_mtim.tv_nsec) + 500'000) / 1'000'000;
  return true;
}

bool is_passed_over(const fs::path& folder) {
  return library::file_type(folder.filename().string()) == library::FileType::Housekeeping &&
         folder.filename().string().find_first_of("._") == 0;
}

void walk_folder(const fs::path& root, Walk& out) {
  const fs::path above = root.parent_path();
  std::error_code error;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                         error);
  if (error) {
    out.errors.push_back(cannot(ErrorCode::CannotRead, root));
    return;
  }
  for (const fs::recursive_directory_iterator end; entry != end;) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && is_passed_over(entry->path())) {
      entry.disable_recursion_pending();
    } else if (WalkedFile file; look_at(entry->path(), file)) {
      file.entry_path = entry->path().lexically_relative(above).generic_string();
      out.files.push_back(std::move(file));
    }
    entry.increment(error);
    if (error) {
      out.errors.push_back(cannot(ErrorCode::CannotRead, root));
      return;
    }
  }
}

}  // namespace

Result<void> sync_folder(const fs::path& folder) {
  const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
  bool is_done = file >= 0 && ::fsync(file) == 0;
  // Some file systems do not flush folders, some folders can be written in and not be read; a
  // rename is still atomic.
  if (!is_done) is_done = errno == EINVAL || errno == ENOTSUP || errno == EACCES || errno == EISDIR;
  if (file >= 0) ::close(file);
  if (!is_done) return std::unexpected(cannot(ErrorCode::CannotWrite, folder));
  return {};
}

Result<std::vector<std::byte>> read_file(const fs::path& path, std::size_t max_bytes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::CannotRead;
    return std::unexpected(cannot(code, path));
  }
  struct stat info = {};
  Result<std::vector<std::byte>> bytes = std::unexpected(cannot(ErrorCode::CannotRead, path));
  if (fstat(file, &info) == 0 && !S_ISDIR(info.st_mode)) {
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(info.st_size, 0));
    if (size > max_bytes) {
      bytes = std::unexpected(cannot(ErrorCode::TooLarge, path));
    } else {
      bytes = read_all(file, static_cast<std::size_t>(size), max_bytes, path);
    }
  }
  ::close(file);
  return bytes;
}

Result<std::vector<std::byte>> read_standard_input(std::size_t max_bytes) {
  return read_all(STDIN_FILENO, kReadStep, max_bytes, "-");
}

Result<void> write_file_atomically(const fs::path& path, std::span<const std::byte> bytes,
                                   const StepGate& gate) {
  fs::path beside = path;
  beside += ".part";
  const auto failed = [&] { return std::unexpected(cannot(ErrorCode::CannotWrite, path)); };
  if (!may_go_on(gate, "create")) return failed();
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return failed();
  bool is_written = true;
  if (gate) {
    // Half the bytes, then the gate: a file that a kill cut must not be taken for whole.
    is_written = write_all(file, bytes.first(bytes.size() / 2));
    if (!gate("write")) {
      ::close(file);
      return failed();
    }
    bytes = bytes.subspan(bytes.size() / 2);
  }
  is_written = is_written && write_all(file, bytes);
  if (is_written && !may_go_on(gate, "sync")) {
    ::close(file);
    return failed();
  }
  is_written = is_written && ::fsync(file) == 0;
  is_written = ::close(file) == 0 && is_written;
  std::error_code error;
  if (!is_written) {
    fs::remove(beside, error);
    return failed();
  }
  if (!may_go_on(gate, "rename")) return failed();
  fs::rename(beside, path, error);
  if (error) {
    fs::remove(beside, error);
    return failed();
  }
  if (!may_go_on(gate, "sync folder")) return failed();
  return sync_folder(path.parent_path());
}

Walk walk_files(std::span<const fs::path> roots) {
  Walk out;
  for (const fs::path& named : roots) {
    std::error_code error;
    fs::path root = fs::weakly_canonical(fs::absolute(named, error), error);
    if (error) root = named;
    if (fs::is_directory(root, error)) {
      walk_folder(root, out);
    } else if (WalkedFile file; look_at(root, file)) {
      file.entry_path = root.filename().generic_string();
      out.files.push_back(std::move(file));
    } else {
      const bool exists = fs::exists(root, error);
      out.errors.push_back(cannot(exists ? ErrorCode::CannotRead : ErrorCode::NotFound, named));
    }
  }
  std::set<fs::path> seen;
  std::erase_if(out.files, [&](const WalkedFile& file) { return !seen.insert(file.path).second; });
  std::ranges::stable_sort(out.files, library::natural_less, &WalkedFile::entry_path);
  return out;
}

}  // namespace earshot::shell
