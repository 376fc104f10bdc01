#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/block_checks.h"
#include "base/range.h"
#include "base/result.h"

namespace earshot::search {

/// What a document (one track of an episode) is to the ranking and to the `field:` filters.
enum class Field : std::uint8_t { Title, Notes, Transcript, Chapter };
inline constexpr int kFieldCount = 4;

/// What a word is. `Shipped`: by UAX 29, folded (text/words.h). `Plain`: a run of letters and
/// digits in lower case, for comparing with other engines, which do so.
enum class Analyzer : std::uint8_t { Shipped, Plain };

/// One document to index. `document` is its number in the pack (the track's number) and ascends
/// from call to call. `borders_in_text` are the byte offsets where a cue, turn or block begins,
/// ascending: passages are cut there, or after a sentence's end, or at the latest at
/// kMaxPassageWords.
struct DocumentInput {
  std::uint32_t document = 0;
  Field field = Field::Transcript;
  std::string_view text;
  std::span<const std::uint32_t> borders_in_text;
  /// Where the passages are given from outside: ranges of the text, ascending, none reaching into
  /// another, each with at most kMaxGivenWords words; words between them are left out. Such a
  /// passage stands apart: no phrase runs from it into the next. Empty: passages are cut here.
  std::span<const Range> passages_in_text = {};
  /// `text::stem_language` of the text: its words also stand for others of the same stem.
  std::uint32_t language = 1;
};

inline constexpr std::uint32_t kPassageWords = 40;  ///< aimed at; a moment one can read at a glance
inline constexpr std::uint32_t kMaxPassageWords = 64;  ///< a text without any border is cut here

inline constexpr std::uint32_t kMaxGivenWords = 65535;  ///< of a passage from outside

/// Beginnings whose words have so many occurrences get a list of their own: adding up so many
/// postings at query time costs about a third of a millisecond.
inline constexpr std::uint32_t kHeavyPrefix = 128 * 1024;

/// And such a share of all words in the index: with size alone, the lists of an index of 110 MB
/// take an eighth of its text instead of a sixteenth, to save a millisecond.
inline constexpr std::uint32_t kHeavyPrefixShare = 64;

struct IndexOptions {
  Analyzer analyzer = Analyzer::Shipped;
  std::uint32_t heavy_prefix = kHeavyPrefix;  ///< lower for tests
};

/// Collects documents, gives the index as bytes.
///
/// The result depends on the documents alone. Takes four bytes a word while adding, and while
/// finishing as many again beside the finished index. The dictionary holds folded words
/// (`text::fold_word`); positions run through the whole document, so that phrases cross passages.
class IndexBuilder {
 public:
  explicit IndexBuilder(IndexOptions options = {});
  ~IndexBuilder();
  IndexBuilder(IndexBuilder&&) noexcept;
  IndexBuilder& operator=(IndexBuilder&&) noexcept;

  void add(const DocumentInput& document);
  /// Passages and words that were left out because an index cannot hold more than 2^24 passages or
  /// 2^32 words, or a given passage more than kMaxGivenWords: to be said, never silent. 0 so far.
  std::uint64_t left_out() const;
  /// The finished index, little-endian, to be stored as it is; its format is in
  /// src/search/FORMAT.md.
  std::vector<std::byte> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A passage: the unit that is ranked.
struct Passage {
  std::uint32_t document = 0;
  Range range_in_text;           ///< in the document's text, white space trimmed
  std::uint32_t first_word = 0;  ///< position of its first word in the document
  std::uint32_t word_count = 0;
};

/// A document of an index, and its passages: [first_passage, end_passage).
struct IndexedDocument {
  std::uint32_t document = 0;
  std::uint32_t first_passage = 0, end_passage = 0;
};

/// What an index has of a field.
struct FieldCount {
  std::uint64_t passages = 0;
  std::uint64_t words = 0;
};

/// Where a term's postings are.
struct TermInfo {
  std::uint32_t passages = 0;  ///< that hold the term (its document frequency); 0: no such term
  std::uint32_t postings_offset = 0;
  std::uint32_t postings_size = 0;
  bool has_positions = true;  ///< not so the list of a prefix
};

/// A finished index used where it lies: `bytes` must outlive it and be aligned to 8.
///
/// Opening reads header and small tables only: 1 byte a passage, some for each document and term.
/// No read ever leaves `bytes`, whatever they hold: damaged
/// postings give wrong or missing matches, never a crash.
class Index {
 public:
  /// Fails with: Damaged (structure), NewerVersion, OlderVersion: then its texts are to be indexed
  /// anew.
  ///
  /// With `checks`, which are those of `bytes` and must outlive the index, each part is verified
  /// (and brought, where they have a source) before it is first read. What cannot be is as if it
  /// were not there: whoever searches looks at the checks after it.
  static Result<Index> open(std::span<const std::byte> bytes, const BlockChecks* checks = nullptr);

  /// Says which documents (numbers in the pack, ascending; unknown ones are passed over) do not
  /// count: those of episodes that are not to be seen. Statistics, languages and other forms of
  /// words are then what they were without these documents, as in a pack that never had them.
  /// Their passages are found all the same: a filter leaves them out of the hits. Replaces what was
  /// said before. Linear in documents and passages.
  void leave_out(std::span<const std::uint32_t> documents);

  std::uint32_t document_count() const;
  std::uint32_t passage_count() const;
  std::uint64_t word_count() const;  ///< over all documents
  Analyzer analyzer() const { return analyzer_; }
  /// Of the documents that count.
  std::uint32_t counted_passages() const { return counted_passages_; }
  std::uint64_t counted_words() const { return counted_words_; }
  const FieldCount& of_field(std::uint32_t field) const { return of_field_[field]; }
  Passage passage(std::uint32_t number) const;
  /// The one at this place, which is below document_count(): ascending, and so are passages.
  IndexedDocument document_at(std::uint32_t place) const;
  Field field(std::uint32_t document) const;
  /// The passages of a document: [first, first + count).
  std::uint32_t first_passage(std::uint32_t document) const;
  std::uint32_t passage_count(std::uint32_t document) const;
  /// The passage of the document that holds or follows this byte of its text.
  std::uint32_t passage_at(std::uint32_t document, std::uint32_t offset_in_text) const;

  /// The languages of its documents that count, whose forms of words it knows: bits of
  /// `text::stem_language`.
  std::uint32_t languages() const { return languages_; }
  /// Have all documents the same ones, whether they count or not?
  bool has_one_language() const { return has_one_language_; }

  std::span<const std::byte> bytes() const { return bytes_; }
  /// Which index this is: no other one that was opened, only its copies, has this number. Never 0.
  std::uint64_t id() const { return id_; }

 private:
  friend struct IndexAccess;  // the evaluator's door to dictionary and postings, in src/search
  std::span<const std::byte> bytes_;
  const BlockChecks* checks_ = nullptr;
  // Sections of `bytes_`, see FORMAT.md. Their sizes fit the counts: `open` has checked that.
  /// Sum of the lengths of passages [passage, end), which are there.
  std::uint64_t words_in(std::uint32_t passage, std::uint32_t end) const;

  std::span<const std::byte> documents_;
  std::span<const std::byte> passages_;
  std::span<const std::byte> lengths_;
  std::span<const std::byte> postings_;
  std::span<const std::byte> dictionary_;
  std::span<const std::byte> blocks_;
  std::span<const std::byte> prefixes_;
  std::span<const std::byte> groups_;
  std::span<const std::byte> forms_;
  std::uint64_t id_ = 0;
  std::uint32_t document_count_ = 0;
  std::uint32_t passage_count_ = 0;
  std::uint32_t block_count_ = 0;
  std::uint32_t form_count_ = 0;
  std::uint64_t word_count_ = 0;
  // What counts; `leave_out` says what does not.
  std::vector<Range> left_out_;  // passages, ascending, none touching the next
  std::uint32_t counted_passages_ = 0;
  std::uint64_t counted_words_ = 0;
  std::array<FieldCount, kFieldCount> of_field_;
  std::uint32_t languages_ = 0;
  bool has_one_language_ = true;
  bool has_wide_lengths_ = false;
  Analyzer analyzer_ = Analyzer::Shipped;
};

}  // namespace earshot::search
