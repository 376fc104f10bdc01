#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "shell/common/file_bytes.h"

namespace earshot::shell {

void FileBytes::release() {
  if (data_ != nullptr) munmap(const_cast<std::byte*>(data_), size_);
}

Result<FileBytes> FileBytes::open(const std::filesystem::path& path, Reading /*reading*/) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::CannotRead;
    return std::unexpected(Error{code, path.string()});
  }
  struct stat info = {};
  FileBytes out;
  const bool is_known = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  if (is_known && info.st_size > 0) {
    const auto size = static_cast<std::size_t>(info.st_size);
    void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data != MAP_FAILED) {
      out.data_ = static_cast<const std::byte*>(data);
      out.size_ = size;
    }
  }
  ::close(file);
  const bool is_read = is_known && (info.st_size == 0 || out.data_ != nullptr);
  if (!is_read) return std::unexpected(Error{ErrorCode::CannotRead, path.string()});
  return out;
}

}  // namespace earshot::shell
