#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/block_checks.h"
#include "base/hash.h"
#include "base/range.h"
#include "base/result.h"
#include "base/time.h"
#include "pack/records.h"

namespace earshot::pack {

inline constexpr std::uint32_t kFormatVersion = 1;

/// Largest file whose source is kept, in bytes: a show's whole feed, a day of timed words. To be
/// shown it is unpacked whole, beside the pack, in a browser's tab.
inline constexpr std::size_t kMaxSourceBytes = std::size_t{16} << 20;

/// How small a source is made. A pack that a server compresses as a whole is smaller with plain
/// ones: their words stand in its texts as well.
enum class SourcePacking : std::uint8_t { Packed, Plain };

/// Packs a file for `PackWriter::add_source`. Both ways are read alike.
std::vector<std::byte> pack_source(std::span<const std::byte> bytes,
                                   SourcePacking how = SourcePacking::Packed);

/// A pack used where it lies: checked spans over the bytes, no decoding.
///
/// Opening reads header and section table, and checks every bound in them. All else is verified at
/// its first touch, a block of 4 KB at a time (in packs of version 0 a section at a time). Where a
/// block is damaged:
/// - tables (shows, episodes, tracks, files) have blank records in its place: an episode without an
///   id, a track of no episode;
/// - a text, and what else an accessor gives of one episode, is empty.
/// So the damage takes the episodes that have something in the block, and no others.
///
/// Every accessor checks what it reads: whatever the bytes, a view is a sub-span of them (or of the
/// mended table). `bytes` must outlive the pack and be aligned to 8. Moving keeps all views.
class Pack {
 public:
  Pack() = default;
  Pack(Pack&&) noexcept = default;
  Pack& operator=(Pack&&) noexcept = default;
  Pack(const Pack&) = delete;  // views point into what a copy would have anew
  Pack& operator=(const Pack&) = delete;

  /// Fails with: Damaged, NewerVersion.
  ///
  /// With a `source`, which must outlive the pack, all that is read is brought from there first.
  static Result<Pack> open(std::span<const std::byte> bytes, ByteSource* source = nullptr);

  /// Verifies all blocks. Fails with: Damaged.
  ///
  /// Accessors remember what they verified, without a lock: threads that share a pack call this
  /// first.
  Result<void> verify() const;
  /// Names of the sections that were touched and found damaged: "texts", "index"; in file order.
  std::vector<std::string_view> damage() const;
  /// How many blocks were touched and found damaged: grows when something new turns out to be.
  std::size_t damaged_blocks() const;
  /// Numbers of the episodes of which something cannot be read. Verifies what belongs to episodes.
  std::vector<std::uint32_t> damaged_episodes() const;
  std::uint32_t version() const;

  std::span<const std::byte> bytes() const { return bytes_; }
  Id id() const;  ///< hash of the section table: names the pack's file

  std::span<const ShowRecord> shows() const;
  std::span<const EpisodeRecord> episodes() const;
  std::span<const TrackRecord> tracks() const;
  /// The tracks etc. of an episode; empty where the slice lies outside.
  std::span<const TrackRecord> tracks(const EpisodeRecord& episode) const;
  std::span<const ChapterRecord> chapters(const EpisodeRecord& episode) const;
  std::span<const LinkRecord> links(const EpisodeRecord& episode) const;
  std::span<const BlockRecord> blocks(const TrackRecord& track) const;
  std::span<const SpanRecord> spans(const TrackRecord& track) const;
  std::span<const StringRef> speakers(const TrackRecord& track) const;

  /// All files, ascending by episode.
  std::span<const FileRecord> files() const;
  /// The files of episode `number`, the main one first.
  std::span<const FileRecord> files(std::uint32_t number) const;
  /// The file that the track came from; null where it is not said.
  const FileRecord* file(const TrackRecord& track) const;
  /// The kept source of that hash; null where this pack has none. Linear in the sources.
  const SourceRecord* source(Id id) const;
  std::span<const SourceRecord> sources() const;
  /// The source as it is kept; empty where it lies outside or is damaged.
  std::span<const std::byte> packed(const SourceRecord& source) const;
  /// Unpacks a source; never more than `size` says, and kMaxSourceBytes. Fails with: Damaged.
  Result<std::vector<std::byte>> unpack(const SourceRecord& source) const;

  std::string_view string(StringRef ref) const;
  std::string_view text(const TrackRecord& track) const;
  /// The search index's bytes, to be opened by search::Index::open; empty where they are damaged.
  std::span<const std::byte> index_bytes() const;
  /// The same before anything of them is read: for opening at no cost. Whoever searches in them
  /// asks `verify_index` first, which reads all of them once, and takes false for an empty index;
  /// or opens them with `index_checks` and looks at `is_index_damaged` after each search.
  std::span<const std::byte> unverified_index_bytes() const;
  bool verify_index() const;
  const BlockChecks* index_checks() const;  ///< null where the pack is default-constructed
  bool is_index_damaged() const;            ///< as far as it was touched

 private:
  friend struct PackAccess;
  struct Part {
    BlockChecks checks;
    mutable bool is_looked_at = false;
    mutable std::vector<std::byte> mended;  // of a table with damaged blocks
  };
  std::span<const std::byte> bytes_;
  std::vector<Part> sections_;  // empty where default-constructed
};

/// The id of an episode as the record holds it.
inline Id episode_id(const EpisodeRecord& record) {
  return {record.id_high, record.id_low};
}

inline Id file_id(const FileRecord& record) {
  return {record.id_high, record.id_low};
}

/// Collects records and texts, gives a pack's bytes. Same input, same bytes.
class PackWriter {
 public:
  StringRef string(std::string_view text);  ///< equal strings are stored once
  std::uint32_t add_show(const ShowRecord& show);
  /// Adds an episode; its tracks, chapters, links and files are those added since the last
  /// episode.
  std::uint32_t add_episode(EpisodeRecord episode);
  struct TrackInput {
    TrackRecord
        record;  ///< kind, indexed, language, format, source, squashed, file; the rest is filled in
    std::string_view text;
    std::span<const BlockRecord> blocks;
    std::span<const SpanRecord> spans;
    std::span<const StringRef> speakers;
  };
  std::uint32_t add_track(const TrackInput& track);
  void add_chapter(const ChapterRecord& chapter);
  void add_link(const LinkRecord& link);
  /// Adds a file of the episode to come; its number for `TrackRecord::file`.
  std::uint32_t add_file(FileRecord file);
  /// `packed` is what `pack_source` gave for a file of `size` bytes.
  void add_source(Id id, std::span<const std::byte> packed, std::size_t size);
  std::size_t source_bytes() const { return source_bytes_.size(); }
  std::size_t text_bytes() const { return texts_.size(); }
  std::size_t episode_count() const { return episodes_.size(); }

  /// The finished pack with the search index built over the indexed tracks.
  std::vector<std::byte> finish(std::span<const std::byte> index);

 private:
  friend struct PackAccess;
  std::vector<ShowRecord> shows_;
  std::vector<EpisodeRecord> episodes_;
  std::vector<TrackRecord> tracks_;
  std::vector<BlockRecord> blocks_;
  std::vector<SpanRecord> spans_;
  std::vector<StringRef> speakers_;
  std::vector<ChapterRecord> chapters_;
  std::vector<LinkRecord> links_;
  std::vector<FileRecord> files_;
  std::vector<SourceRecord> sources_;
  std::vector<std::byte> source_bytes_;
  std::string texts_;
  std::string strings_;
  std::vector<std::uint64_t> string_slots_;  // open-addressed table: offset << 32 | size
  std::size_t string_count_ = 0;             // slots in use
};

}  // namespace earshot::pack
