#pragma once

#include <cstdint>
#include <type_traits>

/// The records of a pack as they lie in the file: little-endian, used without decoding.
/// Every field has a fixed width; reserved fields are written as zero.
namespace earshot::pack {

struct StringRef {
  std::uint32_t offset = 0;  ///< in the strings section
  std::uint32_t size = 0;
};

/// [first, first + count) of another table.
struct Slice {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct ShowRecord {
  StringRef title, author, description, language, link, guid, image;
  std::int32_t declared_episodes = -1;
  std::uint32_t reserved = 0;
};

enum class EpisodeKind : std::uint8_t { Full = 0, Listed = 1 };

struct EpisodeRecord {
  std::uint64_t id_high = 0, id_low = 0;            ///< stable id (guid, else content)
  std::uint64_t content_high = 0, content_low = 0;  ///< hash of all its sources' bytes
  std::uint32_t show = 0;                           ///< in the shows table
  std::int32_t date = INT32_MIN;                    ///< Days
  std::int32_t duration_ms = -1;
  std::int32_t season = -1, number = -1;
  EpisodeKind kind = EpisodeKind::Full;
  std::uint8_t reserved[3] = {};
  StringRef title, author, guid, language, link, summary;
  StringRef audio_url, audio_type;
  StringRef source;  ///< path of its main source file as dropped, '/' separated
  Slice tracks, chapters, links;
};

enum class TrackKind : std::uint8_t {
  Title = 0,  ///< the title, so that it is found
  Notes = 1,
  Transcript = 2,
  Chapters = 3,  ///< chapter titles, one a block
  Offers = 4,    ///< the offers block: shown apart, not indexed
};

/// One text of an episode. Its number in the tracks table is its document number in the index.
struct TrackRecord {
  TrackKind kind = TrackKind::Notes;
  std::uint8_t indexed = 0;
  std::uint8_t reserved[2] = {};
  std::uint32_t episode = 0;
  std::uint32_t text_offset = 0, text_size = 0;  ///< in the texts section; valid UTF-8
  Slice blocks, spans, speakers;
  StringRef language, format, source;
  float squashed = -1.0F;
  std::uint32_t file = 0;  ///< number in the files table, from 1; 0: not said
};

/// Values as model::BlockKind.
enum class BlockKind : std::uint8_t { Heading, Paragraph, Item, Quote, Code, TableRow, Rule, Cue };

struct BlockRecord {
  std::uint32_t begin = 0, end = 0;  ///< in the track's text
  BlockKind kind = BlockKind::Paragraph;
  std::uint8_t level = 0;
  std::int16_t speaker = -1;  ///< in the track's speakers
  std::int32_t start_ms = -1, end_ms = -1;
  StringRef marker = {};
};

/// Values as model::SpanKind; Word times a transcript's word.
enum class SpanKind : std::uint8_t { Strong, Emphasis, Strike, Code, Link, Time, Image, Word };

struct SpanRecord {
  std::uint32_t begin = 0, end = 0;  ///< in the track's text
  SpanKind kind = SpanKind::Strong;
  std::uint8_t reserved[3] = {};
  std::int32_t start_ms = -1, end_ms = -1;
  StringRef url = {};
};

struct ChapterRecord {
  std::int32_t start_ms = -1, end_ms = -1;
  StringRef title = {}, url = {}, image = {};
  std::uint32_t in_toc = 1;
};

struct LinkRecord {
  StringRef text, url;
};

enum class FileRecordKind : std::uint8_t {
  Text = 0,
  Audio = 1,  ///< belongs to the episode; nothing of it is stored
};

/// A file of an episode. The first one of an episode is its main one; why the others are with it
/// says `reason`.
struct FileRecord {
  std::uint64_t id_high = 0, id_low = 0;  ///< hash of its bytes; of its path where it is audio
  std::uint32_t episode = 0;              ///< files ascend by episode
  FileRecordKind kind = FileRecordKind::Text;
  std::uint8_t reserved[3] = {};
  StringRef path, reason;
  StringRef title;  ///< of an episode of this file alone
};

/// A file as it was, packed by zlib. One pack of an import has it, whichever files name it.
struct SourceRecord {
  std::uint64_t id_high = 0, id_low = 0;  ///< hash of its bytes
  std::uint64_t offset = 0;               ///< in the source bytes section
  std::uint32_t packed_size = 0;
  std::uint32_t size = 0;  ///< unpacked
};

static_assert(std::is_trivially_copyable_v<EpisodeRecord> &&
              std::is_trivially_copyable_v<BlockRecord>);
static_assert(sizeof(BlockRecord) == 28 && sizeof(SpanRecord) == 28);

}  // namespace earshot::pack
