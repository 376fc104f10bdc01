#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "shell/common/file_bytes.h"

namespace earshot::shell {
namespace {

/// Reads [begin, begin + size) of the file into `place`.
bool read_at(int file, std::byte* place, std::size_t begin, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::pread(file, place + done, size - done, static_cast<off_t>(begin + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

/// Reads a file where it is asked for, at least so much at once: half of the time that a read takes
/// is then reading.
class FileSource : public ByteSource {
 public:
  static constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

  /// Closes the file in the end.
  FileSource(int file, std::span<std::byte> place)
      : file_(file),
        place_(place),
        is_there_((place.size() + kPieceBytes - 1) / kPieceBytes, false) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { ::close(file_); }

  bool bring(std::span<const std::byte> part) override {
    if (part.empty()) return true;
    const auto begin = static_cast<std::size_t>(part.data() - place_.data());
    const std::size_t end = (begin + part.size() - 1) / kPieceBytes + 1;
    for (std::size_t piece = begin / kPieceBytes; piece < end;) {
      std::size_t behind = piece;
      while (behind < end && !is_there_[behind])
        ++behind;
      if (behind > piece && !read(piece, behind)) return false;
      piece = behind + 1;
    }
    return true;
  }

 private:
  bool read(std::size_t piece, std::size_t behind) {
    const std::size_t begin = piece * kPieceBytes;
    const std::size_t end = std::min(behind * kPieceBytes, place_.size());
    if (!read_at(file_, place_.data() + begin, begin, end - begin)) return false;
    std::fill(is_there_.begin() + static_cast<std::ptrdiff_t>(piece),
              is_there_.begin() + static_cast<std::ptrdiff_t>(behind), true);
    return true;
  }

  int file_;
  std::span<std::byte> place_;
  std::vector<bool> is_there_;
};

}  // namespace

void FileBytes::release() {
  source_.reset();
  delete[] data_;
}

// Into its place at once: a pack read into one buffer and copied to another needs both.
Result<FileBytes> FileBytes::open(const std::filesystem::path& path, Reading reading) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::CannotRead;
    return std::unexpected(Error{code, path.string()});
  }
  struct stat info = {};
  FileBytes out;
  bool is_read = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  if (is_read) {
    const auto size = static_cast<std::size_t>(info.st_size);
    auto* const data = new std::byte[size];  // the allocator aligns to 8
    out.data_ = data;
    out.size_ = size;
    if (reading == Reading::AsNeeded) {
      out.source_ = std::make_unique<FileSource>(file, std::span(data, size));
      return out;
    }
    is_read = read_at(file, data, 0, size);
  }
  ::close(file);
  if (!is_read) return std::unexpected(Error{ErrorCode::CannotRead, path.string()});
  return out;
}

}  // namespace earshot::shell
