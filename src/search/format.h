#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

/// The index's bytes as FORMAT.md describes them. Internal to `search`.
namespace earshot::search::format {

static_assert(std::endian::native == std::endian::little, "records are used as they lie");

inline constexpr std::array<char, 8> kMagic = {'e', 'a', 'r', 's', 'h', 'o', 't', 'I'};
inline constexpr std::uint32_t kVersion = 4;
inline constexpr std::uint32_t kBlockTerms = 16;  // of the dictionary: a look-up reads 8 on average
inline constexpr std::uint32_t kBlockPostings = 128;  // packed together, skipped together
/// Gaps of a block then add up to less than 2^32, whatever its bytes say.
inline constexpr std::uint32_t kMaxPassages = 1U << 24;
inline constexpr unsigned kMaxGapBits = 24;
/// Of a number of occurrences, of a position and of a length: no passage has more words.
inline constexpr unsigned kMaxWordBits = 16;
/// The postings end with as many zero bytes: packed numbers are read several bytes at a time.
inline constexpr std::size_t kSlackBytes = 8;
/// Longest beginning of words that can have a list of its own, in bytes.
inline constexpr std::size_t kMaxPrefixBytes = 8;

enum Section : std::uint32_t {
  kDocuments,
  kPassages,
  kLengths,
  kPostings,
  kDictionary,
  kBlocks,
  kPrefixes,
  kGroups,
  kForms,
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
  std::uint32_t prefix_count = 0;
  std::uint32_t group_count = 0;
  std::uint32_t longest_passage = 0;  ///< in words; above 255, lengths take two bytes each
  std::uint32_t flags = 0;            ///< kPlainWords
  std::uint32_t form_count = 0;       ///< groups of words of one stem
  std::uint32_t padding = 0;
  std::array<SectionRef, kSectionCount> sections;
};
static_assert(sizeof(Header) == 216);

/// The words are those of Analyzer::Plain.
inline constexpr std::uint32_t kPlainWords = 1;

/// A word's ordinal counts through all documents in order, with one left free after each document,
/// so that no phrase runs from one document into the next.
struct DocumentRecord {
  std::uint32_t document = 0;
  std::uint32_t first_passage = 0;
  std::uint32_t first_ordinal = 0;
  std::uint8_t field = 0;
  std::uint8_t padding = 0;
  std::uint16_t languages = 0;  ///< text::stem_language
};
static_assert(sizeof(DocumentRecord) == 16);

struct PassageRecord {
  std::uint32_t begin_in_text = 0;
  std::uint32_t end_in_text = 0;
  std::uint32_t first_ordinal = 0;
};
static_assert(sizeof(PassageRecord) == 12);

struct BlockRecord {
  std::uint64_t key = 0;                ///< prefix_key() of the block's first term
  std::uint32_t dictionary_offset = 0;  ///< of the block's first entry
  std::uint32_t postings_offset = 0;    ///< of the first entry's postings
};
static_assert(sizeof(BlockRecord) == 16);

/// What the best postings of a block can score, before statistics are known: of all its postings
/// those (field, occurrences, length) that no other one beats, at most four, rounded up where there
/// are more.
struct Impact {
  std::uint8_t count_and_field = 0;  ///< occurrences up to kManyOccurrences, field in the top bits
  std::uint8_t length = 0;           ///< of the passage in words, up to 255; rounded down
};
inline constexpr unsigned kImpactCountBits = 6;
/// As many or more, and then any number: 0 says that there is no such impact.
inline constexpr std::uint32_t kManyOccurrences = (1U << kImpactCountBits) - 1;
inline constexpr std::size_t kImpacts = 4;

/// Of `SkipRecord::other_forms`: so many or any more.
inline constexpr std::uint32_t kManyOtherForms = 255;

/// Leads a term's postings, one for each full block.
struct SkipRecord {
  std::uint32_t last_passage : 24 = 0;  // kMaxPassages
  /// Occurrences of other words of the same stem that a passage of the block has at most (255: or
  /// more), where the group of these words counts its passages.
  std::uint32_t other_forms : 8 = 0;
  std::uint32_t end = 0;  ///< of the block's bytes, counted from the end of the skip records
  std::array<Impact, kImpacts> impacts;
};
static_assert(sizeof(SkipRecord) == 16);

/// A beginning of many words, with a list of its own: of all passages with such a word.
struct PrefixRecord {
  std::uint64_t key = 0;       ///< prefix_key() of the beginning, which has no zero byte
  std::uint32_t passages = 0;  ///< in the list
  std::uint32_t postings_offset = 0;
  std::uint32_t postings_size = 0;
  std::uint32_t padding = 0;
  std::uint64_t hash = 0;  ///< XXH3 of its postings
};
static_assert(sizeof(PrefixRecord) == 32);

/// Consecutive blocks of the dictionary with their postings, by the XXH3 of their bytes.
struct GroupRecord {
  std::uint32_t first_block = 0;
  std::uint32_t postings_offset = 0;
  std::uint64_t hash = 0;
};
static_assert(sizeof(GroupRecord) == 16);

/// Words of one stem in one language.
struct FormsRecord {
  std::uint64_t hash = 0;      ///< of language and stem (`forms_hash`)
  std::uint32_t members = 0;   ///< where its words are listed, from the end of the records
  std::uint32_t passages = 0;  ///< with one of them; 0 where documents have several languages
};
static_assert(sizeof(FormsRecord) == 16);

/// The first eight bytes as a number that orders as they do; shorter ones end in zeros.
inline std::uint64_t prefix_key(std::string_view bytes) {
  std::array<char, kMaxPrefixBytes> first{};
  if (!bytes.empty()) std::memcpy(first.data(), bytes.data(), std::min(bytes.size(), first.size()));
  return __builtin_bswap64(std::bit_cast<std::uint64_t>(first));
}

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
  if (at < bytes.size() && static_cast<std::uint8_t>(bytes[at]) < 0x80) {
    value = static_cast<std::uint32_t>(bytes[at++]);
    return true;
  }
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
