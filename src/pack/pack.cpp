#include "pack/pack.h"

#include <algorithm>
#include <cstring>
#include <format>

#include "pack/layout.h"

namespace earshot::pack {
namespace {

Error damaged(std::string detail) {
  return {ErrorCode::Damaged, std::move(detail)};
}

FileHeader read_header(std::span<const std::byte> bytes) {
  FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(FileHeader));
  return header;
}

/// The part of `all` that `slice` names; empty where it does not lie inside.
template <typename T>
std::span<const T> sub_span(std::span<const T> all, Slice slice) {
  if (slice.first > all.size() || slice.count > all.size() - slice.first) return {};
  return all.subspan(slice.first, slice.count);
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

/// The door to the sections, for functions that need no place in the header.
struct PackAccess {
  /// The whole section table: also what a later version added to it.
  static std::span<const std::byte> table(const Pack& pack) {
    const std::size_t count = read_header(pack.bytes_).section_count;
    return pack.bytes_.subspan(sizeof(FileHeader), count * sizeof(SectionEntry));
  }

  /// Nothing where the pack was written before there was such a section.
  static SectionEntry entry(const Pack& pack, Section section) {
    SectionEntry entry;
    if (static_cast<std::size_t>(section) >= read_header(pack.bytes_).section_count) return entry;
    std::memcpy(&entry,
                pack.bytes_.data() + sizeof(FileHeader) +
                    static_cast<std::size_t>(section) * sizeof(SectionEntry),
                sizeof(SectionEntry));
    return entry;
  }

  /// The section's bytes, verified at the first call; empty where they are damaged.
  static std::span<const std::byte> section(const Pack& pack, Section section) {
    if (pack.bytes_.empty()) return {};  // default-constructed
    const std::uint32_t bit = 1U << static_cast<unsigned>(section);
    if ((pack.damaged_sections_ & bit) != 0) return {};
    const SectionEntry entry = PackAccess::entry(pack, section);
    const auto bytes = pack.bytes_.subspan(static_cast<std::size_t>(entry.offset),
                                           static_cast<std::size_t>(entry.size));  // bounds: `open`
    if ((pack.verified_sections_ & bit) == 0) {
      pack.verified_sections_ |= bit;
      if (entry.id == 0) return {};
      if (checksum(bytes) != entry.checksum) {
        pack.damaged_sections_ |= bit;
        return {};
      }
    }
    return bytes;
  }

  template <typename T>
  static std::span<const T> records(const Pack& pack, Section section) {
    const auto bytes = PackAccess::section(pack, section);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  /// Checks what no checksum protects from: bounds, order and sizes in the table.
  static Result<void> check_table(std::span<const std::byte> bytes, const FileHeader& header) {
    std::uint64_t end = sizeof(FileHeader) + header.section_count * sizeof(SectionEntry);
    const std::size_t known = std::min<std::size_t>(header.section_count, kSectionCount);
    for (std::size_t number = 0; number < known; ++number) {
      const auto section = static_cast<Section>(number);
      SectionEntry entry;
      std::memcpy(&entry, bytes.data() + sizeof(FileHeader) + number * sizeof(SectionEntry),
                  sizeof(SectionEntry));
      const bool in_place = entry.id == number + 1 && entry.record_size == record_size(section);
      const bool in_bounds = entry.offset % kAlignment == 0 && entry.offset >= end &&
                             entry.offset <= bytes.size() &&
                             entry.size <= bytes.size() - entry.offset;
      if (!in_place || !in_bounds || entry.size % record_size(section) != 0)
        return std::unexpected(damaged(std::format("section {}", name(section))));
      end = entry.offset + entry.size;
    }
    return {};
  }
};

Result<Pack> Pack::open(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(FileHeader)) return std::unexpected(damaged("no header"));
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0)
    return std::unexpected(damaged("not aligned in memory"));
  const FileHeader header = read_header(bytes);
  if (header.magic != kMagic) return std::unexpected(damaged("not a pack"));
  if (header.version > kFormatVersion) {
    return std::unexpected(
        Error{ErrorCode::NewerVersion, std::format("pack version {}, this program reads up to {}",
                                                   header.version, kFormatVersion)});
  }
  if (header.section_count < kRequiredSections || header.section_count > kMaxSections)
    return std::unexpected(damaged("section table"));
  if (header.file_size != bytes.size()) {
    return std::unexpected(damaged(std::format("{} bytes of {}", bytes.size(), header.file_size)));
  }
  const std::size_t table_size = header.section_count * sizeof(SectionEntry);
  if (bytes.size() - sizeof(FileHeader) < table_size)
    return std::unexpected(damaged("section table"));
  if (table_checksum(header, bytes.subspan(sizeof(FileHeader), table_size)) !=
      header.table_checksum)
    return std::unexpected(damaged("section table"));
  if (auto checked = PackAccess::check_table(bytes, header); !checked)
    return std::unexpected(checked.error());

  Pack pack;
  pack.bytes_ = bytes;
  return pack;
}

Result<void> Pack::verify() const {
  for (std::size_t number = 0; number < kSectionCount; ++number)
    (void)PackAccess::section(*this, static_cast<Section>(number));
  if (damaged_sections_ == 0) return {};
  std::string names;
  for (const std::string_view damaged_name : damage()) {
    if (!names.empty()) names += ", ";
    names += damaged_name;
  }
  return std::unexpected(damaged("sections: " + names));
}

std::vector<std::string_view> Pack::damage() const {
  std::vector<std::string_view> names;
  for (std::size_t number = 0; number < kSectionCount; ++number) {
    if ((damaged_sections_ & 1U << number) != 0)
      names.push_back(name(static_cast<Section>(number)));
  }
  return names;
}

Id Pack::id() const {
  return bytes_.empty() ? Id{} : hash_id(as_text(PackAccess::table(*this)));
}

std::span<const ShowRecord> Pack::shows() const {
  return PackAccess::records<ShowRecord>(*this, Section::Shows);
}

std::span<const EpisodeRecord> Pack::episodes() const {
  return PackAccess::records<EpisodeRecord>(*this, Section::Episodes);
}

std::span<const TrackRecord> Pack::tracks() const {
  return PackAccess::records<TrackRecord>(*this, Section::Tracks);
}

std::span<const TrackRecord> Pack::tracks(const EpisodeRecord& episode) const {
  return sub_span(tracks(), episode.tracks);
}

std::span<const ChapterRecord> Pack::chapters(const EpisodeRecord& episode) const {
  return sub_span(PackAccess::records<ChapterRecord>(*this, Section::Chapters), episode.chapters);
}

std::span<const LinkRecord> Pack::links(const EpisodeRecord& episode) const {
  return sub_span(PackAccess::records<LinkRecord>(*this, Section::Links), episode.links);
}

std::span<const BlockRecord> Pack::blocks(const TrackRecord& track) const {
  return sub_span(PackAccess::records<BlockRecord>(*this, Section::Blocks), track.blocks);
}

std::span<const SpanRecord> Pack::spans(const TrackRecord& track) const {
  return sub_span(PackAccess::records<SpanRecord>(*this, Section::Spans), track.spans);
}

std::span<const StringRef> Pack::speakers(const TrackRecord& track) const {
  return sub_span(PackAccess::records<StringRef>(*this, Section::Speakers), track.speakers);
}

std::span<const FileRecord> Pack::files() const {
  return PackAccess::records<FileRecord>(*this, Section::Files);
}

std::span<const FileRecord> Pack::files(std::uint32_t number) const {
  const std::span<const FileRecord> all = files();
  const auto first = std::ranges::lower_bound(all, number, {}, &FileRecord::episode);
  auto last = first;
  while (last != all.end() && last->episode == number)
    ++last;
  return {first, last};
}

const FileRecord* Pack::file(const TrackRecord& track) const {
  const std::span<const FileRecord> all = files();
  return track.file > 0 && track.file <= all.size() ? &all[track.file - 1] : nullptr;
}

const SourceRecord* Pack::source(Id id) const {
  const auto all = PackAccess::records<SourceRecord>(*this, Section::Sources);
  const auto at = std::ranges::find_if(
      all, [id](const SourceRecord& source) { return Id{source.id_high, source.id_low} == id; });
  return at == all.end() ? nullptr : &*at;
}

Result<std::vector<std::byte>> Pack::unpack(const SourceRecord& source) const {
  const auto all = PackAccess::section(*this, Section::SourceBytes);
  if (source.offset > all.size() || source.packed_size > all.size() - source.offset ||
      source.size > kMaxSourceBytes)
    return std::unexpected(damaged("source"));
  auto bytes = unpack_source(
      all.subspan(static_cast<std::size_t>(source.offset), source.packed_size), source.size);
  const Id id{source.id_high, source.id_low};
  if (!bytes || hash_id(as_text(*bytes)) != id) return std::unexpected(damaged("source"));
  return *std::move(bytes);
}

std::string_view Pack::string(StringRef ref) const {
  return as_text(sub_span(PackAccess::section(*this, Section::Strings), {ref.offset, ref.size}));
}

std::string_view Pack::text(const TrackRecord& track) const {
  return as_text(
      sub_span(PackAccess::section(*this, Section::Texts), {track.text_offset, track.text_size}));
}

std::span<const std::byte> Pack::index_bytes() const {
  return PackAccess::section(*this, Section::Index);
}

}  // namespace earshot::pack
