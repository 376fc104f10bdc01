#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "base/block_checks.h"
#include "base/hash.h"
#include "pack/layout.h"

namespace earshot::pack {

/// Puts the right checksum over header and section table.
inline void forge_table_checksum(std::span<std::byte> bytes) {
  FileHeader header;
  if (bytes.size() < sizeof(header)) return;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.section_count > (bytes.size() - sizeof(header)) / sizeof(SectionEntry)) return;
  header.table_checksum = table_checksum(
      header, bytes.subspan(sizeof(header), header.section_count * sizeof(SectionEntry)));
  std::memcpy(bytes.data(), &header, sizeof(header));
}

/// Puts right checksums over changed bytes, as a forger would, as far as the tables let it.
inline void forge_checksums(std::span<std::byte> bytes) {
  FileHeader header;
  if (bytes.size() < sizeof(header)) return;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.section_count > (bytes.size() - sizeof(header)) / sizeof(SectionEntry)) return;
  const std::size_t count = std::min<std::size_t>(header.section_count, kMaxSections);
  std::size_t next_block = sizeof(header) + count * sizeof(SectionEntry);
  for (std::size_t number = 0; number < count; ++number) {
    std::byte* const at = bytes.data() + sizeof(header) + number * sizeof(SectionEntry);
    SectionEntry entry;
    std::memcpy(&entry, at, sizeof(entry));
    if (entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) continue;
    const auto own =
        bytes.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.size));
    const auto blocks = block_checksums(own, kBlockBytes);
    const auto block_bytes = std::as_bytes(std::span(blocks));
    entry.checksum = checksum(header.version == 0 ? own : block_bytes);
    std::memcpy(at, &entry, sizeof(entry));
    if (header.version == 0 || block_bytes.size() > bytes.size() - next_block) continue;
    if (!blocks.empty())
      std::memcpy(bytes.data() + next_block, block_bytes.data(), block_bytes.size());
    next_block += block_bytes.size();
  }
  forge_table_checksum(bytes);
}

}  // namespace earshot::pack
