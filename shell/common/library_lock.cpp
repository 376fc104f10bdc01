#include "shell/common/library_lock.h"

#include <utility>

namespace earshot::shell {

LibraryLock::LibraryLock(LibraryLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)), is_held_(std::exchange(other.is_held_, false)) {}

LibraryLock& LibraryLock::operator=(LibraryLock&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(is_held_, other.is_held_);
  return *this;
}

LibraryLock::~LibraryLock() {
  release();
}

}  // namespace earshot::shell
