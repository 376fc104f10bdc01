#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/range.h"
#include "search/format.h"
#include "search/index.h"

namespace earshot::search {

/// The evaluator's door to an index. Every read is checked against the sections.
///
/// Documents, lengths, blocks of the dictionary and prefixes are there once the index is open;
/// whoever reads in another section asks `need` for the part before.
struct IndexAccess {
  /// Whether `part`, which lies in a section, can be read.
  static bool need(const Index& index, std::span<const std::byte> part) {
    return index.checks_ == nullptr || index.checks_->verify(part);
  }
  /// Whether all of it is there, so that nothing has to be asked.
  static bool is_there(const Index& index) { return index.checks_ == nullptr; }
  /// The passages' places and first ordinals.
  static bool need_passages(const Index& index) { return need(index, index.passages_); }
  /// The stretches of passages that do not count, ascending.
  static std::span<const Range> left_out(const Index& index) { return index.left_out_; }
  static std::span<const std::byte> postings(const Index& index) { return index.postings_; }
  static std::span<const std::byte> dictionary(const Index& index) { return index.dictionary_; }
  static std::span<const std::byte> blocks(const Index& index) { return index.blocks_; }
  static std::uint32_t block_count(const Index& index) { return index.block_count_; }
  static std::span<const std::byte> prefixes(const Index& index) { return index.prefixes_; }
  static std::span<const std::byte> forms(const Index& index) { return index.forms_; }
  static std::uint32_t form_count(const Index& index) { return index.form_count_; }

  /// Words in the passage; `passage` is below passage_count(). Up to 65535 in a damaged index.
  static std::uint32_t length(const Index& index, std::uint32_t passage) {
    if (!index.has_wide_lengths_) return static_cast<std::uint8_t>(index.lengths_[passage]);
    return format::record<std::uint16_t>(index.lengths_, passage);
  }
  /// The lengths where each takes one byte; else nothing.
  static std::span<const std::byte> byte_lengths(const Index& index) {
    return index.has_wide_lengths_ ? std::span<const std::byte>() : index.lengths_;
  }
  /// Ordinal of the passage's first word; `passage` is below passage_count().
  static std::uint32_t first_ordinal(const Index& index, std::uint32_t passage) {
    return format::record<format::PassageRecord>(index.passages_, passage).first_ordinal;
  }
  /// The `number`th document of the index (not its number in the pack).
  static format::DocumentRecord document(const Index& index, std::uint32_t number) {
    return format::record<format::DocumentRecord>(index.documents_, number);
  }
  /// One past the last passage of the `number`th document.
  static std::uint32_t passages_end(const Index& index, std::uint32_t number) {
    return number + 1 < index.document_count_ ? document(index, number + 1).first_passage
                                              : index.passage_count_;
  }
  /// The place in the documents table of the pack's document, or document_count().
  static std::uint32_t find_document(const Index& index, std::uint32_t document);

  static TermInfo find_term(const Index& index, std::string_view term);
};

/// Walks over the terms of the dictionary in the order of their bytes.
class DictionaryCursor {
 public:
  /// Stands at the first term that is not less than `from`.
  DictionaryCursor(const Index& index, std::string_view from);
  /// Stands nowhere until it is moved.
  explicit DictionaryCursor(const Index& index) : index_(&index) {}

  /// False behind the last term, or where the dictionary is damaged.
  bool valid() const { return valid_; }
  std::string_view term() const { return {term_.data(), term_size_}; }
  TermInfo info() const { return info_; }
  void next();
  /// Moves on to the `number`th term of the dictionary; not backwards. False where there is none.
  bool move_to(std::uint32_t number);
  /// Moves on to the first term that is not less than `from`, at least by one.
  void seek(std::string_view from);

 private:
  void open_block(std::uint32_t block);
  bool read_entry();
  void find_from(std::string_view from);

  const Index* index_;
  std::uint32_t block_ = 0;
  std::uint32_t left_in_block_ = 0;
  std::size_t at_ = 0;               // in the dictionary
  std::uint64_t next_postings_ = 0;  // offset of the next entry's postings
  std::array<char, 256> term_;
  std::size_t term_size_ = 0;
  TermInfo info_;
  bool valid_ = false;
};

}  // namespace earshot::search
