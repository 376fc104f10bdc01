#include "pack/layout.h"

#include <bit>
#include <cstring>
#include <vector>

#include "base/hash.h"

namespace earshot::pack {

static_assert(std::endian::native == std::endian::little, "packs are used as they lie in the file");
static_assert(sizeof(StringRef) == 8 && sizeof(Slice) == 8 && sizeof(ShowRecord) == 64 &&
              sizeof(EpisodeRecord) == 152 && sizeof(TrackRecord) == 72 &&
              sizeof(BlockRecord) == 28 && sizeof(SpanRecord) == 28 &&
              sizeof(ChapterRecord) == 36 && sizeof(LinkRecord) == 16 && sizeof(FileRecord) == 48 &&
              sizeof(SourceRecord) == 32);
// No padding inside a record: it would carry stray bytes into the file.
static_assert(std::has_unique_object_representations_v<ShowRecord> &&
              std::has_unique_object_representations_v<EpisodeRecord> &&
              std::has_unique_object_representations_v<BlockRecord> &&
              std::has_unique_object_representations_v<SpanRecord> &&
              std::has_unique_object_representations_v<ChapterRecord> &&
              std::has_unique_object_representations_v<LinkRecord> &&
              std::has_unique_object_representations_v<FileRecord> &&
              std::has_unique_object_representations_v<SourceRecord>);

std::uint32_t record_size(Section section) {
  switch (section) {
    case Section::Shows:
      return sizeof(ShowRecord);
    case Section::Episodes:
      return sizeof(EpisodeRecord);
    case Section::Tracks:
      return sizeof(TrackRecord);
    case Section::Blocks:
      return sizeof(BlockRecord);
    case Section::Spans:
      return sizeof(SpanRecord);
    case Section::Speakers:
      return sizeof(StringRef);
    case Section::Chapters:
      return sizeof(ChapterRecord);
    case Section::Links:
      return sizeof(LinkRecord);
    case Section::Files:
      return sizeof(FileRecord);
    case Section::Sources:
      return sizeof(SourceRecord);
    case Section::Strings:
    case Section::Texts:
    case Section::Index:
    case Section::SourceBytes:
      return 1;
  }
  return 1;
}

std::string_view name(Section section) {
  constexpr std::array<std::string_view, kSectionCount> kNames = {
      "shows", "episodes", "tracks", "blocks", "spans", "speakers", "chapters",
      "links", "strings",  "texts",  "index",  "files", "sources",  "source bytes"};
  const auto number = static_cast<std::size_t>(section);
  return number < kNames.size() ? kNames[number] : "unknown";
}

std::uint64_t table_checksum(const FileHeader& header, std::span<const std::byte> table) {
  FileHeader cleared = header;
  cleared.table_checksum = 0;
  std::vector<std::byte> bytes(sizeof(FileHeader) + table.size());
  std::memcpy(bytes.data(), &cleared, sizeof(FileHeader));
  if (!table.empty()) std::memcpy(bytes.data() + sizeof(FileHeader), table.data(), table.size());
  return checksum(bytes);
}

}  // namespace earshot::pack
