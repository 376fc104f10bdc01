#include <cstring>
#include <utility>

#include "shell/common/file_bytes.h"
#include "shell/common/file_system.h"

namespace earshot::shell {

FileBytes::FileBytes(FileBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

FileBytes::~FileBytes() {
  release();
}

void FileBytes::release() {
  delete[] data_;
}

Result<FileBytes> FileBytes::open(const std::filesystem::path& path) {
  auto bytes = read_file(path, SIZE_MAX);
  if (!bytes) return std::unexpected(bytes.error());
  FileBytes out;
  auto* data = new std::byte[bytes->size()];  // the allocator aligns to 8
  if (!bytes->empty()) std::memcpy(data, bytes->data(), bytes->size());
  out.data_ = data;
  out.size_ = bytes->size();
  return out;
}

}  // namespace earshot::shell
