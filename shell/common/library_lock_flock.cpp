#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "shell/common/file_system.h"
#include "shell/common/library_lock.h"

namespace earshot::shell {
namespace {

constexpr std::size_t kMaxHolderBytes = 256;

std::string first_line(const std::filesystem::path& path) {
  const auto bytes = read_file(path, kMaxHolderBytes);
  if (!bytes) return {};
  const std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  return text.substr(0, text.find('\n'));
}

// What the file says is for people; that it is locked is what counts.
void write_holder(int file) {
  const std::string process = "process " + std::to_string(::getpid());
  const std::string program = first_line("/proc/self/comm");
  const std::string line = (program.empty() ? process : program + ", " + process) + "\n";
  if (::ftruncate(file, 0) == 0) (void)!::write(file, line.data(), line.size());
}

}  // namespace

void LibraryLock::release() {
  if (file_ >= 0) ::close(file_);
}

Result<LibraryLock> LibraryLock::take(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "library.lock";
  LibraryLock lock;
  // Programs that are started meanwhile must not keep it.
  lock.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock.file_ < 0) return std::unexpected(Error{ErrorCode::CannotWrite, path.string()});
  lock.is_held_ = true;
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0) {
    write_holder(lock.file_);
  } else if (errno == EWOULDBLOCK) {
    const std::string holder = first_line(path);
    return std::unexpected(
        Error{ErrorCode::InUse, folder.string() + (holder.empty() ? "" : " by " + holder)});
  }
  // Any other answer: this file system knows no locks, and the library works as it did without.
  return lock;
}

}  // namespace earshot::shell
