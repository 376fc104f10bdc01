#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/result.h"

namespace earshot::shell {

/// The bytes of a file that does not change, aligned for packs: mapped where the system can, else
/// read.
class FileBytes {
 public:
  FileBytes() = default;
  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  /// Fails with: CannotRead, NotFound.
  static Result<FileBytes> open(const std::filesystem::path& path);
  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  void release();

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace earshot::shell
