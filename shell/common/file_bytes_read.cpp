#include <cstring>

#include "shell/common/file_bytes.h"
#include "shell/common/file_system.h"

namespace earshot::shell {

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
