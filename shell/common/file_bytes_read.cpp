#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "shell/common/file_bytes.h"

namespace earshot::shell {

void FileBytes::release() {
  delete[] data_;
}

// Into its place at once: a pack read into one buffer and copied to another needs both.
Result<FileBytes> FileBytes::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::CannotRead;
    return std::unexpected(Error{code, path.string()});
  }
  struct stat info = {};
  FileBytes out;
  std::size_t done = 0;
  bool is_read = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  if (is_read) {
    const auto size = static_cast<std::size_t>(info.st_size);
    auto* const data = new std::byte[size];  // the allocator aligns to 8
    out.data_ = data;
    while (done < size) {
      const ssize_t got = ::read(file, data + done, size - done);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    out.size_ = done;
    is_read = done == size;
  }
  ::close(file);
  if (!is_read) return std::unexpected(Error{ErrorCode::CannotRead, path.string()});
  return out;
}

}  // namespace earshot::shell
