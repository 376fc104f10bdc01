#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "base/block_checks.h"
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

  enum class Reading : std::uint8_t {
    Whole,     ///< all bytes are there
    AsNeeded,  ///< where the system cannot map, `source` brings them
  };
  /// Fails with: CannotRead, NotFound.
  static Result<FileBytes> open(const std::filesystem::path& path,
                                Reading reading = Reading::Whole);
  std::span<const std::byte> bytes() const { return {data_, size_}; }
  /// Null where all bytes are there. Stays where it is when this is moved.
  ByteSource* source() const { return source_.get(); }

 private:
  void release();

  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::unique_ptr<ByteSource> source_;
};

}  // namespace earshot::shell
