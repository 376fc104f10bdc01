#include "shell/common/library_lock.h"

namespace earshot::shell {

void LibraryLock::release() {}

Result<LibraryLock> LibraryLock::take(const std::filesystem::path&) {
  LibraryLock lock;
  lock.is_held_ = true;
  return lock;
}

}  // namespace earshot::shell
