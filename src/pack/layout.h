#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pack/records.h"

/// The frame of a pack file, shared by writer and reader only; FORMAT.md tells it in words.
namespace earshot::pack {

/// The sections in file order. A section's number here is its place in the section table.
enum class Section : std::uint8_t {
  Shows,
  Episodes,
  Tracks,
  Blocks,
  Spans,
  Speakers,
  Chapters,
  Links,
  Strings,
  Texts,
  Index,
  Files,
  Sources,
  SourceBytes,
};
inline constexpr std::size_t kSectionCount = 14;
/// A pack without those that came later is a pack with nothing in them.
inline constexpr std::size_t kRequiredSections = 11;

/// A section a later version adds stands after ours in the table; more than this is no pack.
inline constexpr std::size_t kMaxSections = 256;
inline constexpr std::size_t kAlignment = 8;
/// What one checksum covers. A fault on a disk is a sector or a page of this size, and takes no
/// more episodes than have something in it; the checksums cost 8 bytes of 4096.
inline constexpr std::size_t kBlockBytes = 4096;
inline constexpr std::array<char, 8> kMagic = {'E', 'A', 'R', 'P', 'A', 'C', 'K', '\x1A'};

struct FileHeader {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = 0;
  std::uint32_t section_count = 0;
  std::uint64_t file_size = 0;
  std::uint64_t table_checksum = 0;  ///< of the header with this field zero, then the table
};

struct SectionEntry {
  std::uint32_t id = 0;           ///< number of the section, from 1
  std::uint32_t record_size = 0;  ///< bytes of one record; 1 for bytes
  std::uint64_t offset = 0;       ///< in the file, a multiple of kAlignment
  std::uint64_t size = 0;         ///< without the padding after it
  std::uint64_t checksum = 0;     ///< of its blocks' checksums; in version 0 of its bytes
};

static_assert(sizeof(FileHeader) == 32 && sizeof(SectionEntry) == 32);

/// Blocks begun by that many bytes: the section's checksums in the table of blocks.
constexpr std::uint64_t block_count(std::uint64_t section_size) {
  return section_size / kBlockBytes + (section_size % kBlockBytes != 0 ? 1 : 0);
}

/// The bytes of one record of the section.
std::uint32_t record_size(Section section);
std::string_view name(Section section);

/// Undoes `pack_source`: exactly `size` bytes, or nothing.
std::optional<std::vector<std::byte>> unpack_source(std::span<const std::byte> packed,
                                                    std::size_t size);

/// The checksum that stands in `header`.
std::uint64_t table_checksum(const FileHeader& header, std::span<const std::byte> table);

}  // namespace earshot::pack
