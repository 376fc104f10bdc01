#include "shell/common/file_bytes.h"

#include <utility>

namespace earshot::shell {

FileBytes::FileBytes(FileBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      source_(std::move(other.source_)) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(source_, other.source_);
  return *this;
}

FileBytes::~FileBytes() {
  release();
}

}  // namespace earshot::shell
