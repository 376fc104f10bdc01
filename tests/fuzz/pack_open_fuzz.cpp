// Bytes as a pack: opening, verifying and reading everything must stay inside them, whatever they
// hold.

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "../unit/pack/sample_pack.h"
#include "base/hash.h"
#include "pack/layout.h"
#include "pack/pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  // The allocator aligns to 8. Right checksums let the mutations through to the records.
  std::vector<std::byte> bytes(size);
  if (size != 0) std::memcpy(bytes.data(), data, size);
  if (size >= sizeof(pack::FileHeader)) {
    pack::FileHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    header.magic = pack::kMagic;
    header.file_size = size;
    const std::size_t table_size = std::size_t{header.section_count} * sizeof(pack::SectionEntry);
    if (table_size <= size - sizeof(header)) {
      for (std::size_t number = 0; number < header.section_count; ++number) {
        std::byte* at = bytes.data() + sizeof(header) + number * sizeof(pack::SectionEntry);
        pack::SectionEntry entry;
        std::memcpy(&entry, at, sizeof(entry));
        if (entry.offset > size || entry.size > size - entry.offset) continue;
        entry.checksum = checksum(std::span(bytes).subspan(static_cast<std::size_t>(entry.offset),
                                                           static_cast<std::size_t>(entry.size)));
        std::memcpy(at, &entry, sizeof(entry));
      }
      header.table_checksum =
          pack::table_checksum(header, std::span(bytes).subspan(sizeof(header), table_size));
    }
    std::memcpy(bytes.data(), &header, sizeof(header));
  }
  if (const auto opened = pack::Pack::open(bytes)) {
    pack::touch_everything(*opened);
    (void)opened->verify();
  }
  return 0;
}
