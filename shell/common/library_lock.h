#pragma once

#include <filesystem>

#include "base/result.h"

namespace earshot::shell {

/// The right to write to a library folder: one process has it at a time, and the system gives it
/// back when that process ends, however it ends. Readers need none.
class LibraryLock {
 public:
  LibraryLock() = default;
  LibraryLock(LibraryLock&& other) noexcept;
  LibraryLock& operator=(LibraryLock&& other) noexcept;
  ~LibraryLock();

  /// Does not wait. Where the file system knows no locks, or the host has none (wasm under Node),
  /// everybody gets it. Fails with: InUse (the detail names who has it), CannotWrite.
  static Result<LibraryLock> take(const std::filesystem::path& folder);
  bool is_held() const { return is_held_; }

 private:
  void release();

  int file_ = -1;
  bool is_held_ = false;
};

}  // namespace earshot::shell
