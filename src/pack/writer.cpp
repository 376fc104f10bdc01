#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

#include "base/block_checks.h"
#include "pack/layout.h"
#include "pack/pack.h"

namespace earshot::pack {
namespace {

constexpr std::size_t kMaxOffset = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kFirstSlots = 256;

std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

template <typename T>
std::span<const std::byte> bytes_of(const std::vector<T>& records) {
  return std::as_bytes(std::span(records));
}

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

std::uint64_t hash_of(std::string_view text) {
  return checksum(std::as_bytes(std::span(text)));
}

/// Appends `added` to `table`; the slice where it stands.
template <typename T>
Slice append(std::vector<T>& table, std::span<const T> added) {
  const Slice slice{static_cast<std::uint32_t>(table.size()),
                    static_cast<std::uint32_t>(added.size())};
  table.insert(table.end(), added.begin(), added.end());
  return slice;
}

/// The records of `table` that came after those of the episode before.
template <typename T>
Slice rest_after(Slice previous, const std::vector<T>& table) {
  const std::uint32_t first = previous.first + previous.count;
  return {first, static_cast<std::uint32_t>(table.size()) - first};
}

StringRef unpack(std::uint64_t slot) {
  return {static_cast<std::uint32_t>(slot >> 32U), static_cast<std::uint32_t>(slot & kMaxOffset)};
}

}  // namespace

/// The string table: slots of offset and size, 0 where free (an empty string is never stored).
struct PackAccess {
  static std::string_view at(const PackWriter& writer, StringRef ref) {
    return std::string_view(writer.strings_).substr(ref.offset, ref.size);
  }

  /// The slot that holds `text`, or the free one where it belongs.
  static std::uint64_t& slot_for(PackWriter& writer, std::string_view text) {
    const std::size_t mask = writer.string_slots_.size() - 1;
    std::size_t number = hash_of(text) & mask;
    while (writer.string_slots_[number] != 0 &&
           at(writer, unpack(writer.string_slots_[number])) != text)
      number = (number + 1) & mask;
    return writer.string_slots_[number];
  }

  static void grow(PackWriter& writer) {
    std::vector<std::uint64_t> old(std::max(kFirstSlots, writer.string_slots_.size() * 2));
    old.swap(writer.string_slots_);
    for (const std::uint64_t slot : old) {
      if (slot != 0) slot_for(writer, at(writer, unpack(slot))) = slot;
    }
  }

  /// Half full is when probing begins to cost.
  static bool is_crowded(const PackWriter& writer) {
    return (writer.string_count_ + 1) * 2 > writer.string_slots_.size();
  }
};

StringRef PackWriter::string(std::string_view text) {
  if (text.empty() || text.size() > kMaxOffset - strings_.size()) return {};
  if (PackAccess::is_crowded(*this)) PackAccess::grow(*this);
  std::uint64_t& slot = PackAccess::slot_for(*this, text);
  if (slot == 0) {
    slot = static_cast<std::uint64_t>(strings_.size()) << 32U | text.size();
    strings_ += text;
    ++string_count_;
  }
  return unpack(slot);
}

std::uint32_t PackWriter::add_show(const ShowRecord& show) {
  shows_.push_back(show);
  return static_cast<std::uint32_t>(shows_.size() - 1);
}

std::uint32_t PackWriter::add_episode(EpisodeRecord episode) {
  const EpisodeRecord previous = episodes_.empty() ? EpisodeRecord{} : episodes_.back();
  episode.tracks = rest_after(previous.tracks, tracks_);
  episode.chapters = rest_after(previous.chapters, chapters_);
  episode.links = rest_after(previous.links, links_);
  episodes_.push_back(episode);
  return static_cast<std::uint32_t>(episodes_.size() - 1);
}

std::uint32_t PackWriter::add_track(const TrackInput& track) {
  assert(track.text.size() <= kMaxOffset - texts_.size());  // packs are cut long before
  TrackRecord record = track.record;
  record.episode = static_cast<std::uint32_t>(episodes_.size());
  record.text_offset = static_cast<std::uint32_t>(texts_.size());
  record.text_size = static_cast<std::uint32_t>(track.text.size());
  texts_ += track.text;
  record.blocks = append(blocks_, track.blocks);
  record.spans = append(spans_, track.spans);
  record.speakers = append(speakers_, track.speakers);
  tracks_.push_back(record);
  return static_cast<std::uint32_t>(tracks_.size() - 1);
}

void PackWriter::add_chapter(const ChapterRecord& chapter) {
  chapters_.push_back(chapter);
}

void PackWriter::add_link(const LinkRecord& link) {
  links_.push_back(link);
}

std::uint32_t PackWriter::add_file(FileRecord file) {
  file.episode = static_cast<std::uint32_t>(episodes_.size());
  files_.push_back(file);
  return static_cast<std::uint32_t>(files_.size());
}

void PackWriter::add_source(Id id, std::span<const std::byte> packed, std::size_t size) {
  sources_.push_back({.id_high = id.high,
                      .id_low = id.low,
                      .offset = source_bytes_.size(),
                      .packed_size = static_cast<std::uint32_t>(packed.size()),
                      .size = static_cast<std::uint32_t>(size)});
  source_bytes_.insert(source_bytes_.end(), packed.begin(), packed.end());
}

std::vector<std::byte> PackWriter::finish(std::span<const std::byte> index) {
  const std::array<std::span<const std::byte>, kSectionCount> sections = {bytes_of(shows_),
                                                                          bytes_of(episodes_),
                                                                          bytes_of(tracks_),
                                                                          bytes_of(blocks_),
                                                                          bytes_of(spans_),
                                                                          bytes_of(speakers_),
                                                                          bytes_of(chapters_),
                                                                          bytes_of(links_),
                                                                          bytes_of(strings_),
                                                                          bytes_of(texts_),
                                                                          index,
                                                                          bytes_of(files_),
                                                                          bytes_of(sources_),
                                                                          source_bytes_};

  std::array<SectionEntry, kSectionCount> table;
  std::vector<std::uint64_t> blocks;
  for (const std::span<const std::byte> section : sections) {
    const auto added = block_checksums(section, kBlockBytes);
    blocks.insert(blocks.end(), added.begin(), added.end());
  }
  const auto block_bytes = std::as_bytes(std::span(blocks));
  std::size_t end = sizeof(FileHeader) + sizeof(table) + block_bytes.size();
  std::size_t first_block = 0;
  for (std::size_t number = 0; number < kSectionCount; ++number) {
    const std::size_t begin = aligned(end);
    end = begin + sections[number].size();
    const auto own_blocks = static_cast<std::size_t>(block_count(sections[number].size()));
    table[number] = {
        .id = static_cast<std::uint32_t>(number + 1),
        .record_size = record_size(static_cast<Section>(number)),
        .offset = begin,
        .size = sections[number].size(),
        .checksum = checksum(std::as_bytes(std::span(blocks).subspan(first_block, own_blocks)))};
    first_block += own_blocks;
  }

  FileHeader header;
  header.version = kFormatVersion;
  header.section_count = kSectionCount;
  header.file_size = aligned(end);
  const auto table_bytes = std::as_bytes(std::span(table));
  header.table_checksum = table_checksum(header, table_bytes);

  std::vector<std::byte> file(
      static_cast<std::size_t>(header.file_size));  // zeros: the padding between sections
  std::memcpy(file.data(), &header, sizeof(header));
  std::memcpy(file.data() + sizeof(header), table_bytes.data(), table_bytes.size());
  if (!block_bytes.empty())
    std::memcpy(file.data() + sizeof(header) + sizeof(table), block_bytes.data(),
                block_bytes.size());
  for (std::size_t number = 0; number < kSectionCount; ++number) {
    if (!sections[number].empty())
      std::memcpy(file.data() + table[number].offset, sections[number].data(),
                  sections[number].size());
  }
  return file;
}

}  // namespace earshot::pack
