#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

/// The index's bytes as FORMAT.md describes them. Internal to `search`.
namespace earshot::search::format {

static_assert(std::endian::native == std::endian::little, "records are used as they lie");

inline constexpr std::array<char, 8> kMagic = {'e', 'a', 'r', 's', 'h', 'o', 't', 'I'};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kBlockTerms = 16;  // of the dictionary: a look-up reads 8 on average
inline constexpr std::uint32_t kBlockPostings = 128;  // packed together, skipped together
inline constexpr std::uint32_t kPositionBits =
    6;  // a position in its passage, below kMaxPassageWords
/// The postings end with as many zero bytes: packed numbers are read eight bytes at a time.
inline constexpr std::size_t kSlackBytes = 8;

enum Section : std::uint32_t {
  kDocuments,
  kPassages,
  kLengths,
  kPostings,
  kDictionary,
  kBlocks,
  kSectionCount
};

struct SectionRef {
  std::uint64_t offset = 0;  ///< from the start of the index, a multiple of 8
  std::uint64_t size = 0;
};

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t header_bytes = 0;
  std::uint64_t total_bytes = 0;
  std::uint32_t document_count = 0;
  std::uint32_t passage_count = 0;
  std::uint64_t word_count = 0;
  std::uint32_t term_count = 0;
  std::uint32_t block_count = 0;
  std::array<SectionRef, kSectionCount> sections;
};
static_assert(sizeof(Header) == 144);

/// A word's ordinal counts through all documents in order, with one left free after each document,
/// so that no phrase runs from one document into the next.
struct DocumentRecord {
  std::uint32_t document = 0;
  std::uint32_t first_passage = 0;
  std::uint32_t first_ordinal = 0;
  std::uint32_t field = 0;
};
static_assert(sizeof(DocumentRecord) == 16);

struct PassageRecord {
  std::uint32_t begin_in_text = 0;
  std::uint32_t end_in_text = 0;
  std::uint32_t first_ordinal = 0;
};
static_assert(sizeof(PassageRecord) == 12);

struct BlockRecord {
  std::uint32_t dictionary_offset = 0;  ///< of the block's first entry
  std::uint32_t postings_offset = 0;    ///< of the first entry's postings
};
static_assert(sizeof(BlockRecord) == 8);

/// Leads a term's postings, one for each full block.
struct SkipRecord {
  std::uint32_t last_passage = 0;
  std::uint32_t end = 0;  ///< of the block's bytes, counted from the end of the skip records
};
static_assert(sizeof(SkipRecord) == 8);

/// The `number`th record of a section; the caller has checked that it is there.
template <typename Record>
Record record(std::span<const std::byte> section, std::size_t number) {
  static_assert(std::is_trivially_copyable_v<Record>);
  Record value;
  std::memcpy(&value, section.data() + number * sizeof(Record), sizeof(Record));
  return value;
}

/// Reads a variable-length number (seven bits a byte, low first) at `at` and moves `at` behind it.
/// False where the bytes end or the number has more than 32 bits.
inline bool read_number(std::span<const std::byte> bytes, std::size_t& at, std::uint32_t& value) {
  std::uint64_t result = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    if (at >= bytes.size()) return false;
    const auto byte = static_cast<std::uint8_t>(bytes[at++]);
    result |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) {
      value = static_cast<std::uint32_t>(result);
      return result <= UINT32_MAX;
    }
  }
  return false;
}

}  // namespace earshot::search::format
