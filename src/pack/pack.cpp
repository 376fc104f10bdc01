#include "pack/pack.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "pack/layout.h"

namespace earshot::pack {
namespace {

constexpr std::uint32_t kNowhere = UINT32_MAX;  // number of no record

// Without std::format, which brings 250 KB of tables for numbers with fractions into the page.
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

/// What stands for a record that cannot be read; `before` is the one in front of it.
template <typename T>
T blank_after(const T&) {
  return {};
}
template <>
EpisodeRecord blank_after(const EpisodeRecord&) {
  EpisodeRecord blank;  // without an id: to be passed over
  blank.show = kNowhere;
  return blank;
}
template <>
TrackRecord blank_after(const TrackRecord&) {
  TrackRecord blank;
  blank.episode = kNowhere;
  return blank;
}
template <>
FileRecord blank_after(const FileRecord& before) {
  FileRecord blank;
  blank.episode = before.episode;  // files ascend by episode
  return blank;
}

std::vector<SectionEntry> read_table(std::span<const std::byte> bytes, const FileHeader& header) {
  std::vector<SectionEntry> entries(header.section_count);
  std::memcpy(entries.data(), bytes.data() + sizeof(FileHeader),
              entries.size() * sizeof(SectionEntry));
  return entries;
}

/// Checks what no checksum protects from: bounds, order and sizes in the table. Nothing of the
/// section may lie before `end`.
bool is_in_place(std::span<const std::byte> bytes, const SectionEntry& entry, std::size_t number,
                 std::uint64_t end) {
  const std::uint32_t size = record_size(static_cast<Section>(number));
  return entry.id == number + 1 && entry.record_size == size && entry.offset % kAlignment == 0 &&
         entry.offset >= end && entry.offset <= bytes.size() &&
         entry.size <= bytes.size() - entry.offset && entry.size % size == 0;
}

/// The end of the checksums of all blocks, which follow the section table, or of the table.
std::uint64_t end_of_tables(std::span<const std::byte> bytes, const FileHeader& header,
                            std::span<const SectionEntry> entries) {
  std::uint64_t end = sizeof(FileHeader) + entries.size() * sizeof(SectionEntry);
  if (header.version == 0) return end;
  for (const SectionEntry& entry : entries) {
    // A size beyond the file's is refused elsewhere; here it must not make the sum run over.
    const std::uint64_t size = std::min<std::uint64_t>(entry.size, bytes.size());
    end += block_count(size) * sizeof(entry.checksum);
  }
  return end;
}

}  // namespace

/// The door to the sections, for functions that need no place in the header.
struct PackAccess {
  /// The whole section table: also what a later version added to it.
  static std::span<const std::byte> table_bytes(const Pack& pack) {
    const std::size_t count = read_header(pack.bytes_).section_count;
    return pack.bytes_.subspan(sizeof(FileHeader), count * sizeof(SectionEntry));
  }

  /// Null where the pack is default-constructed.
  static const BlockChecks* checks(const Pack& pack, Section section) {
    const auto number = static_cast<std::size_t>(section);
    return number < pack.sections_.size() ? &pack.sections_[number].checks : nullptr;
  }

  /// A table as a whole, with blank records where it is damaged.
  template <typename T>
  static std::span<const T> table(const Pack& pack, Section section) {
    if (pack.sections_.empty()) return {};
    const Pack::Part& part = pack.sections_[static_cast<std::size_t>(section)];
    if (!part.is_looked_at) {
      part.is_looked_at = true;
      if (!part.checks.verify_all()) part.mended = mended<T>(part.checks);
    }
    return records<T>(part.mended.empty() ? part.checks.bytes() : part.mended);
  }

  /// What `slice` names of a section; empty where it lies outside or is damaged.
  template <typename T>
  static std::span<const T> part(const Pack& pack, Section section, Slice slice) {
    const BlockChecks* checks = PackAccess::checks(pack, section);
    if (checks == nullptr) return {};
    const auto found = sub_span(records<T>(checks->bytes()), slice);
    return checks->verify(std::as_bytes(found)) ? found : std::span<const T>();
  }

  /// Whether `part` has all that `slice` names: nothing of it is damaged.
  template <typename T>
  static bool has_all(const Pack& pack, Section section, Slice slice) {
    return part<T>(pack, section, slice).size() == slice.count;
  }

  template <typename T>
  static std::span<const T> records(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  template <typename T>
  static std::vector<std::byte> mended(const BlockChecks& checks) {
    std::vector<std::byte> bytes(checks.bytes().begin(), checks.bytes().end());
    T before{};
    for (std::size_t begin = 0; begin + sizeof(T) <= bytes.size(); begin += sizeof(T)) {
      std::byte* const at = bytes.data() + begin;
      if (!checks.verify(checks.bytes().subspan(begin, sizeof(T)))) {
        const T blank = blank_after(before);
        std::memcpy(at, &blank, sizeof(T));
      }
      std::memcpy(&before, at, sizeof(T));
    }
    return bytes;
  }

  /// Fails with: Damaged.
  static Result<Pack> open(std::span<const std::byte> bytes, const FileHeader& header,
                           ByteSource* source) {
    Pack pack;
    pack.bytes_ = bytes;
    pack.sections_.resize(kSectionCount);
    const std::vector<SectionEntry> entries = read_table(bytes, header);
    std::uint64_t end = end_of_tables(bytes, header, entries);
    if (end > bytes.size()) return std::unexpected(damaged("section table"));
    std::size_t next_checksum = sizeof(FileHeader) + entries.size() * sizeof(SectionEntry);
    for (std::size_t number = 0; number < std::min(entries.size(), kSectionCount); ++number) {
      const SectionEntry& entry = entries[number];
      if (!is_in_place(bytes, entry, number, end)) {
        const std::string_view section = name(static_cast<Section>(number));
        return std::unexpected(damaged("section " + std::string(section)));
      }
      end = entry.offset + entry.size;
      const auto own = bytes.subspan(static_cast<std::size_t>(entry.offset),
                                     static_cast<std::size_t>(entry.size));
      if (header.version == 0) {
        pack.sections_[number].checks = BlockChecks(own, entry.checksum, source);
        continue;
      }
      const auto size = static_cast<std::size_t>(block_count(entry.size)) * sizeof(entry.checksum);
      pack.sections_[number].checks =
          BlockChecks(own, kBlockBytes, bytes.subspan(next_checksum, size), entry.checksum, source);
      next_checksum += size;
    }
    return pack;
  }

  /// Whether something that belongs to the episode cannot be read.
  static bool is_damaged(const Pack& pack, const EpisodeRecord& episode) {
    if (!episode_id(episode).valid()) return true;
    for (const StringRef ref :
         {episode.title, episode.author, episode.guid, episode.language, episode.link,
          episode.summary, episode.audio_url, episode.audio_type, episode.source}) {
      if (pack.string(ref).size() != ref.size) return true;
    }
    if (!has_all<ChapterRecord>(pack, Section::Chapters, episode.chapters) ||
        !has_all<LinkRecord>(pack, Section::Links, episode.links))
      return true;
    return std::ranges::any_of(pack.tracks(episode), [&](const TrackRecord& track) {
      return track.episode == kNowhere || pack.text(track).size() != track.text_size ||
             !has_all<BlockRecord>(pack, Section::Blocks, track.blocks) ||
             !has_all<SpanRecord>(pack, Section::Spans, track.spans) ||
             !has_all<StringRef>(pack, Section::Speakers, track.speakers);
    });
  }
};

Result<Pack> Pack::open(std::span<const std::byte> bytes, ByteSource* source) {
  const auto is_there = [source](std::span<const std::byte> part) {
    return source == nullptr || source->bring(part);
  };
  if (bytes.size() < sizeof(FileHeader)) return std::unexpected(damaged("no header"));
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kAlignment != 0)
    return std::unexpected(damaged("not aligned in memory"));
  if (!is_there(bytes.first(sizeof(FileHeader)))) return std::unexpected(damaged("no header"));
  const FileHeader header = read_header(bytes);
  if (header.magic != kMagic) return std::unexpected(damaged("not a pack"));
  if (header.version > kFormatVersion) {
    return std::unexpected(Error{ErrorCode::NewerVersion, "pack version " +
                                                              std::to_string(header.version) +
                                                              ", this program reads up to " +
                                                              std::to_string(kFormatVersion)});
  }
  if (header.section_count < kRequiredSections || header.section_count > kMaxSections)
    return std::unexpected(damaged("section table"));
  if (header.file_size != bytes.size()) {
    return std::unexpected(
        damaged(std::to_string(bytes.size()) + " bytes of " + std::to_string(header.file_size)));
  }
  const std::size_t table_size = header.section_count * sizeof(SectionEntry);
  if (bytes.size() - sizeof(FileHeader) < table_size)
    return std::unexpected(damaged("section table"));
  if (!is_there(bytes.subspan(sizeof(FileHeader), table_size)))
    return std::unexpected(damaged("section table"));
  if (table_checksum(header, bytes.subspan(sizeof(FileHeader), table_size)) !=
      header.table_checksum)
    return std::unexpected(damaged("section table"));
  return PackAccess::open(bytes, header, source);
}

std::uint32_t Pack::version() const {
  return bytes_.empty() ? kFormatVersion : read_header(bytes_).version;
}

Result<void> Pack::verify() const {
  for (const Part& part : sections_)
    (void)part.checks.verify_all();
  if (damaged_blocks() == 0) return {};
  std::string names;
  for (const std::string_view damaged_name : damage()) {
    if (!names.empty()) names += ", ";
    names += damaged_name;
  }
  return std::unexpected(damaged("sections: " + names));
}

std::vector<std::string_view> Pack::damage() const {
  std::vector<std::string_view> names;
  for (std::size_t number = 0; number < sections_.size(); ++number) {
    if (sections_[number].checks.damaged_blocks() != 0)
      names.push_back(name(static_cast<Section>(number)));
  }
  return names;
}

std::size_t Pack::damaged_blocks() const {
  std::size_t blocks = 0;
  for (const Part& part : sections_)
    blocks += part.checks.damaged_blocks();
  return blocks;
}

std::vector<std::uint32_t> Pack::damaged_episodes() const {
  std::vector<std::uint32_t> numbers;
  const auto all = episodes();
  for (std::uint32_t number = 0; number < all.size(); ++number) {
    if (PackAccess::is_damaged(*this, all[number])) numbers.push_back(number);
  }
  return numbers;
}

Id Pack::id() const {
  return bytes_.empty() ? Id{} : hash_id(as_text(PackAccess::table_bytes(*this)));
}

std::span<const ShowRecord> Pack::shows() const {
  return PackAccess::table<ShowRecord>(*this, Section::Shows);
}

std::span<const EpisodeRecord> Pack::episodes() const {
  return PackAccess::table<EpisodeRecord>(*this, Section::Episodes);
}

std::span<const TrackRecord> Pack::tracks() const {
  return PackAccess::table<TrackRecord>(*this, Section::Tracks);
}

std::span<const TrackRecord> Pack::tracks(const EpisodeRecord& episode) const {
  return sub_span(tracks(), episode.tracks);
}

std::span<const ChapterRecord> Pack::chapters(const EpisodeRecord& episode) const {
  return PackAccess::part<ChapterRecord>(*this, Section::Chapters, episode.chapters);
}

std::span<const LinkRecord> Pack::links(const EpisodeRecord& episode) const {
  return PackAccess::part<LinkRecord>(*this, Section::Links, episode.links);
}

std::span<const BlockRecord> Pack::blocks(const TrackRecord& track) const {
  return PackAccess::part<BlockRecord>(*this, Section::Blocks, track.blocks);
}

std::span<const SpanRecord> Pack::spans(const TrackRecord& track) const {
  return PackAccess::part<SpanRecord>(*this, Section::Spans, track.spans);
}

std::span<const StringRef> Pack::speakers(const TrackRecord& track) const {
  return PackAccess::part<StringRef>(*this, Section::Speakers, track.speakers);
}

std::span<const FileRecord> Pack::files() const {
  return PackAccess::table<FileRecord>(*this, Section::Files);
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

std::span<const SourceRecord> Pack::sources() const {
  return PackAccess::table<SourceRecord>(*this, Section::Sources);
}

const SourceRecord* Pack::source(Id id) const {
  const auto all = sources();
  const auto at = std::ranges::find_if(
      all, [id](const SourceRecord& source) { return Id{source.id_high, source.id_low} == id; });
  return at == all.end() ? nullptr : &*at;
}

std::span<const std::byte> Pack::packed(const SourceRecord& source) const {
  const BlockChecks* checks = PackAccess::checks(*this, Section::SourceBytes);
  const auto all = checks == nullptr ? std::span<const std::byte>() : checks->bytes();
  if (source.offset > all.size() || source.packed_size > all.size() - source.offset) return {};
  const auto packed = all.subspan(static_cast<std::size_t>(source.offset), source.packed_size);
  return checks->verify(packed) ? packed : std::span<const std::byte>();
}

Result<std::vector<std::byte>> Pack::unpack(const SourceRecord& source) const {
  const auto packed = this->packed(source);
  if (packed.empty() || source.size > kMaxSourceBytes) return std::unexpected(damaged("source"));
  auto bytes = unpack_source(packed, source.size);
  const Id id{source.id_high, source.id_low};
  if (!bytes || hash_id(as_text(*bytes)) != id) return std::unexpected(damaged("source"));
  return *std::move(bytes);
}

std::string_view Pack::string(StringRef ref) const {
  return as_text(PackAccess::part<std::byte>(*this, Section::Strings, {ref.offset, ref.size}));
}

std::string_view Pack::text(const TrackRecord& track) const {
  return as_text(
      PackAccess::part<std::byte>(*this, Section::Texts, {track.text_offset, track.text_size}));
}

std::span<const std::byte> Pack::index_bytes() const {
  return verify_index() ? unverified_index_bytes() : std::span<const std::byte>();
}

std::span<const std::byte> Pack::unverified_index_bytes() const {
  const BlockChecks* checks = PackAccess::checks(*this, Section::Index);
  return checks != nullptr ? checks->bytes() : std::span<const std::byte>();
}

const BlockChecks* Pack::index_checks() const {
  return PackAccess::checks(*this, Section::Index);
}

bool Pack::is_index_damaged() const {
  const BlockChecks* checks = index_checks();
  return checks != nullptr && checks->damaged_blocks() > 0;
}

bool Pack::verify_index() const {
  const BlockChecks* checks = PackAccess::checks(*this, Section::Index);
  return checks != nullptr && checks->verify_all();
}

}  // namespace earshot::pack
