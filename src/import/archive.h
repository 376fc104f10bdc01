#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace earshot::import {

/// A file in an archive, before it is unpacked.
struct ArchivedFile {
  std::string path;              ///< '/' separated, relative, UTF-8; nothing in it leads elsewhere
  std::uint64_t size_bytes = 0;  ///< unpacked, as the archive says
  std::string refusal;           ///< why it cannot be read: a sentence; empty where it may be
  bool is_renamed = false;       ///< its name in the archive led out of it, or was absolute
};

/// A ZIP archive in memory. Files are unpacked one at a time.
class Archive {
 public:
  /// How often larger than packed a file may be. Text shrinks to a tenth, a log of one line to a
  /// fiftieth; what shrinks more is made to burst.
  static constexpr std::uint64_t kMaxRatio = 200;
  /// Below this size no ratio is asked for: it does no harm.
  static constexpr std::uint64_t kHarmlessBytes = std::uint64_t{1} << 20;
  /// Files in one archive: more than the longest show has in every format.
  static constexpr std::size_t kMaxFiles = 100'000;

  /// Reads the list of files. `max_file_bytes` is the most that one of them may have, eight times
  /// that all together. Folders are left out.
  ///
  /// Fails with: NotThisFormat (no archive, or its list is damaged), TooLarge (its files have more
  /// bytes than it can hold honestly, or are too many).
  static Result<Archive> open(std::vector<std::byte> bytes, std::uint64_t max_file_bytes);

  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  const std::vector<ArchivedFile>& files() const;
  std::size_t bytes_held() const;

  /// Unpacks one file. Fails with: Damaged (its bytes or checksum are wrong, or a method of packing
  /// that is not read), TooLarge.
  Result<std::vector<std::byte>> read(std::size_t number) const;

 private:
  struct State;
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Whether the bytes begin like a ZIP archive.
bool is_zip(std::span<const std::byte> bytes);

/// A path of an archive as a relative one: '\' is '/', drives, roots, "." and ".." are left out.
std::string safe_path(std::string_view path);

}  // namespace earshot::import
