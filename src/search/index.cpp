#include "search/index.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string>
#include <utility>

#include "search/format.h"
#include "search/index_access.h"

namespace earshot::search {
namespace {

using format::BlockRecord;
using format::DocumentRecord;
using format::Header;
using format::PassageRecord;
using format::record;

std::unexpected<Error> damaged(std::string detail) {
  return std::unexpected(Error{ErrorCode::Damaged, "search index: " + std::move(detail)});
}

/// The first term of a dictionary block; empty where the block is damaged.
std::string_view first_term(const Index& index, std::uint32_t block) {
  const auto dictionary = IndexAccess::dictionary(index);
  const std::size_t at = record<BlockRecord>(IndexAccess::blocks(index), block).dictionary_offset;
  if (at > dictionary.size() || dictionary.size() - at < 2) return {};
  if (!IndexAccess::need(index, dictionary.subspan(at, 2))) return {};
  const auto size = static_cast<std::size_t>(dictionary[at + 1]);
  if (size > dictionary.size() - at - 2) return {};
  if (!IndexAccess::need(index, dictionary.subspan(at, size + 2))) return {};
  return {reinterpret_cast<const char*>(dictionary.data()) + at + 2, size};
}

}  // namespace

Result<Index> Index::open(std::span<const std::byte> bytes, const BlockChecks* checks) {
  if (bytes.size() < sizeof(Header)) return damaged("too short for a header");
  static std::atomic<std::uint64_t> opened = 0;
  Index index;
  index.id_ = ++opened;
  index.checks_ = checks;
  if (!IndexAccess::need(index, bytes.first(sizeof(Header)))) return damaged("no header");
  const auto header = record<Header>(bytes, 0);
  if (header.magic != format::kMagic) return damaged("wrong magic number");
  if (header.version != format::kVersion) {
    const auto code =
        header.version > format::kVersion ? ErrorCode::NewerVersion : ErrorCode::OlderVersion;
    return std::unexpected(Error{code, "search index: version " + std::to_string(header.version)});
  }
  if (header.header_bytes != sizeof(Header)) return damaged("wrong size of the header");
  if (header.total_bytes > bytes.size()) return damaged("cut off");

  index.bytes_ = bytes.first(static_cast<std::size_t>(header.total_bytes));
  std::array<std::span<const std::byte>, format::kSectionCount> sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const format::SectionRef ref = header.sections[i];
    if (ref.offset % 8 != 0 || ref.offset > header.total_bytes ||
        ref.size > header.total_bytes - ref.offset) {
      return damaged("a section lies outside");
    }
    sections[i] = index.bytes_.subspan(static_cast<std::size_t>(ref.offset),
                                       static_cast<std::size_t>(ref.size));
  }
  index.documents_ = sections[format::kDocuments];
  index.passages_ = sections[format::kPassages];
  index.lengths_ = sections[format::kLengths];
  index.postings_ = sections[format::kPostings];
  index.dictionary_ = sections[format::kDictionary];
  index.blocks_ = sections[format::kBlocks];
  index.prefixes_ = sections[format::kPrefixes];
  index.groups_ = sections[format::kGroups];
  index.forms_ = sections[format::kForms];
  index.has_wide_lengths_ = header.longest_passage > UINT8_MAX;
  index.analyzer_ = (header.flags & format::kPlainWords) != 0 ? Analyzer::Plain : Analyzer::Shipped;
  index.document_count_ = header.document_count;
  index.passage_count_ = header.passage_count;
  index.block_count_ = header.block_count;
  index.word_count_ = header.word_count;
  index.form_count_ = header.form_count;
  if (index.documents_.size() / sizeof(DocumentRecord) != header.document_count ||
      index.passages_.size() / sizeof(PassageRecord) != header.passage_count ||
      index.lengths_.size() / (index.has_wide_lengths_ ? 2 : 1) != header.passage_count ||
      index.blocks_.size() / sizeof(BlockRecord) != header.block_count ||
      index.prefixes_.size() / sizeof(format::PrefixRecord) != header.prefix_count ||
      index.groups_.size() / sizeof(format::GroupRecord) != header.group_count ||
      index.forms_.size() / sizeof(format::FormsRecord) < header.form_count ||
      index.postings_.size() < format::kSlackBytes || index.postings_.size() > UINT32_MAX ||
      header.passage_count > format::kMaxPassages || header.longest_passage > kMaxGivenWords) {
    return damaged("a table has the wrong size");
  }
  for (const auto table : {index.documents_, index.lengths_, index.blocks_, index.prefixes_}) {
    if (!IndexAccess::need(index, table)) return damaged("a table cannot be read");
  }
  std::uint32_t passages = 0;
  for (std::uint32_t i = 0; i < header.document_count; ++i) {
    const auto document = record<DocumentRecord>(index.documents_, i);
    const bool ascends =
        i == 0 ? document.first_passage == 0
               : document.document > record<DocumentRecord>(index.documents_, i - 1).document;
    if (!ascends || document.first_passage < passages ||
        document.first_passage > header.passage_count || document.field >= kFieldCount) {
      return damaged("the documents are out of order");
    }
    passages = document.first_passage;
    const auto first = record<DocumentRecord>(index.documents_, 0);
    index.has_one_language_ &= document.languages == first.languages;
  }
  if (header.document_count == 0 && header.passage_count != 0) {
    return damaged("passages without a document");
  }
  index.leave_out({});
  // What the phrase search sets aside is bounded by the words.
  std::uint64_t words = 0;
  for (const FieldCount& field : index.of_field_)
    words += field.words;
  if (header.word_count != words) return damaged("not as many words as the passages hold");
  return index;
}

// Eight lengths at once: a browser runs what is run once in code that it made in haste, and a large
// index would take longer to open than to read.
std::uint64_t Index::words_in(std::uint32_t passage, std::uint32_t end) const {
  constexpr std::uint64_t kOdd = 0x00FF00FF00FF00FF;
  constexpr std::uint32_t kMostSteps = 128;  // of 510 each: a lane of 16 bits holds them
  std::uint64_t words = 0;
  while (!has_wide_lengths_ && end - passage >= 8) {
    std::uint64_t lanes = 0;
    for (std::uint32_t steps = std::min((end - passage) / 8, kMostSteps); steps > 0; --steps) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, lengths_.data() + passage, sizeof(eight));
      lanes += (eight & kOdd) + ((eight >> 8) & kOdd);
      passage += 8;
    }
    for (; lanes != 0; lanes >>= 16)
      words += lanes & 0xFFFF;
  }
  for (; passage < end; ++passage)
    words += IndexAccess::length(*this, passage);
  return words;
}

void Index::leave_out(std::span<const std::uint32_t> documents) {
  left_out_.clear();
  of_field_ = {};
  languages_ = 0;
  counted_passages_ = 0;
  counted_words_ = word_count_;
  auto next = documents.begin();
  for (std::uint32_t i = 0; i < document_count_; ++i) {
    const DocumentRecord document = IndexAccess::document(*this, i);
    const std::uint32_t end = IndexAccess::passages_end(*this, i);
    while (next != documents.end() && *next < document.document)
      ++next;
    const bool counts = next == documents.end() || *next != document.document;
    if (counts) languages_ |= document.languages;
    if (end <= document.first_passage) continue;
    const std::uint64_t words = words_in(document.first_passage, end);
    if (counts) {
      FieldCount& count = of_field_[document.field];
      count.passages += end - document.first_passage;
      count.words += words;
      counted_passages_ += end - document.first_passage;
      continue;
    }
    counted_words_ -= std::min(words, counted_words_);
    if (!left_out_.empty() && left_out_.back().end == document.first_passage) {
      left_out_.back().end = end;
    } else {
      left_out_.push_back({document.first_passage, end});
    }
  }
}

std::uint32_t Index::document_count() const {
  return document_count_;
}
std::uint32_t Index::passage_count() const {
  return passage_count_;
}
std::uint64_t Index::word_count() const {
  return word_count_;
}

Passage Index::passage(std::uint32_t number) const {
  if (number >= passage_count_) return {};
  // The last document whose first passage is not behind this one.
  std::uint32_t low = 0;
  std::uint32_t high = document_count_;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (IndexAccess::document(*this, middle).first_passage <= number) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const DocumentRecord document = IndexAccess::document(*this, low);
  const std::size_t at = number * sizeof(PassageRecord);
  if (!IndexAccess::need(*this, passages_.subspan(at, sizeof(PassageRecord)))) return {};
  const auto stored = record<PassageRecord>(passages_, number);
  return {.document = document.document,
          .range_in_text = {stored.begin_in_text, stored.end_in_text},
          .first_word = stored.first_ordinal - document.first_ordinal,
          .word_count = IndexAccess::length(*this, number)};
}

IndexedDocument Index::document_at(std::uint32_t place) const {
  const format::DocumentRecord record = IndexAccess::document(*this, place);
  return {record.document, record.first_passage, IndexAccess::passages_end(*this, place)};
}

Field Index::field(std::uint32_t document) const {
  const std::uint32_t at = IndexAccess::find_document(*this, document);
  if (at == document_count_) return Field::Transcript;
  return static_cast<Field>(IndexAccess::document(*this, at).field);
}

std::uint32_t Index::first_passage(std::uint32_t document) const {
  const std::uint32_t at = IndexAccess::find_document(*this, document);
  return at == document_count_ ? passage_count_ : IndexAccess::document(*this, at).first_passage;
}

std::uint32_t Index::passage_count(std::uint32_t document) const {
  const std::uint32_t at = IndexAccess::find_document(*this, document);
  if (at == document_count_) return 0;
  return IndexAccess::passages_end(*this, at) - IndexAccess::document(*this, at).first_passage;
}

std::uint32_t Index::passage_at(std::uint32_t document, std::uint32_t offset_in_text) const {
  const std::uint32_t first = first_passage(document);
  const std::uint32_t count = passage_count(document);
  std::uint32_t low = first;
  std::uint32_t high = first + count;
  if (!IndexAccess::need_passages(*this)) return first;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (record<PassageRecord>(passages_, middle).end_in_text > offset_in_text) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return count > 0 && low == first + count ? low - 1 : low;
}

std::uint32_t IndexAccess::find_document(const Index& index, std::uint32_t document) {
  std::uint32_t low = 0;
  std::uint32_t high = index.document_count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (IndexAccess::document(index, middle).document < document) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const bool found =
      low < index.document_count_ && IndexAccess::document(index, low).document == document;
  return found ? low : index.document_count_;
}

TermInfo IndexAccess::find_term(const Index& index, std::string_view term) {
  const DictionaryCursor cursor(index, term);
  return cursor.valid() && cursor.term() == term ? cursor.info() : TermInfo{};
}

namespace {

/// Is the first term of the block greater than `from`, whose prefix_key() is `key`?
bool begins_behind(const Index& index, std::uint32_t block, std::string_view from,
                   std::uint64_t key) {
  const std::uint64_t own = record<BlockRecord>(IndexAccess::blocks(index), block).key;
  return own != key ? own > key : first_term(index, block) > from;
}

/// The last block in [low, high) that does not begin behind `from`, else `low`.
std::uint32_t last_block_up_to(const Index& index, std::uint32_t low, std::uint32_t high,
                               std::string_view from, std::uint64_t key) {
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (begins_behind(index, middle, from, key)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return low;
}

}  // namespace

DictionaryCursor::DictionaryCursor(const Index& index, std::string_view from) : index_(&index) {
  const std::uint32_t count = IndexAccess::block_count(index);
  if (count == 0) return;
  open_block(last_block_up_to(index, 0, count, from, format::prefix_key(from)));
  valid_ = read_entry();
  find_from(from);
}

/// How many bytes both have in common, from the first `known` on, which they have.
static std::size_t common_bytes(std::string_view a, std::string_view b, std::size_t known) {
  const std::size_t size = std::min(a.size(), b.size());
  while (known < size && a[known] == b[known])
    ++known;
  return known;
}

// Most terms on the way are told from what they share with the one before: where that is more than
// the one before has in common with `from`, they stand on the same side of it.
void DictionaryCursor::find_from(std::string_view from) {
  const auto dictionary = IndexAccess::dictionary(*index_);
  std::size_t common = valid_ ? common_bytes(term(), from, 0) : 0;
  while (valid_ && common < from.size() &&
         (common == term_size_ ||
          static_cast<unsigned char>(term_[common]) < static_cast<unsigned char>(from[common]))) {
    if (left_in_block_ == 0 || at_ >= dictionary.size()) {
      next();
      common = common_bytes(term(), from, 0);
      continue;
    }
    const auto shared = static_cast<std::size_t>(dictionary[at_]);
    valid_ = read_entry();
    if (shared < common) return;  // it comes behind what the one before began with
    if (shared == common) common = common_bytes(term(), from, common);
  }
}

void DictionaryCursor::next() {
  if (left_in_block_ > 0) {
    valid_ = read_entry();
    return;
  }
  valid_ = block_ + 1 < IndexAccess::block_count(*index_);
  if (!valid_) return;
  open_block(block_ + 1);
  valid_ = read_entry();
}

void DictionaryCursor::seek(std::string_view from) {
  if (!valid_) return;
  // Most seeks go a short way: the steps double from here on.
  const std::uint32_t count = IndexAccess::block_count(*index_);
  const std::uint64_t key = format::prefix_key(from);
  std::uint32_t low = block_;
  std::uint32_t step = 1;
  while (low + step < count && !begins_behind(*index_, low + step, from, key)) {
    low += step;
    step *= 2;
  }
  const std::uint32_t block =
      last_block_up_to(*index_, low, std::min(low + step, count), from, key);
  if (block == block_) {
    next();
  } else {
    open_block(block);
    valid_ = read_entry();
  }
  find_from(from);
}

bool DictionaryCursor::move_to(std::uint32_t number) {
  const std::uint32_t block = number / format::kBlockTerms;
  if (block >= IndexAccess::block_count(*index_)) return valid_ = false;
  std::uint32_t at = block_ * format::kBlockTerms + (format::kBlockTerms - left_in_block_);
  if (!valid_ || block != block_ || at > number + 1) {
    open_block(block);
    at = block * format::kBlockTerms;
    valid_ = true;
  }
  for (; valid_ && at <= number; ++at)
    valid_ = left_in_block_ > 0 && read_entry();
  return valid_;
}

void DictionaryCursor::open_block(std::uint32_t block) {
  const auto blocks = IndexAccess::blocks(*index_);
  const auto opened = record<BlockRecord>(blocks, block);
  block_ = block;
  // Each block but the last is full; the last ends with the dictionary.
  left_in_block_ = format::kBlockTerms;
  at_ = opened.dictionary_offset;
  next_postings_ = opened.postings_offset;
  term_size_ = 0;
  if (IndexAccess::is_there(*index_)) return;
  // Up to where the next block begins, which a damaged table may put anywhere.
  const auto dictionary = IndexAccess::dictionary(*index_);
  const std::size_t end =
      block + 1 < IndexAccess::block_count(*index_)
          ? std::min<std::size_t>(record<BlockRecord>(blocks, block + 1).dictionary_offset,
                                  dictionary.size())
          : dictionary.size();
  if (at_ >= end) return;
  if (!IndexAccess::need(*index_, dictionary.subspan(at_, end - at_))) at_ = dictionary.size();
}

bool DictionaryCursor::read_entry() {
  const auto dictionary = IndexAccess::dictionary(*index_);
  if (at_ > dictionary.size() || dictionary.size() - at_ < 2) return false;
  const std::byte* const entry = dictionary.data() + at_;
  const auto shared = static_cast<std::size_t>(entry[0]);
  const auto added = static_cast<std::size_t>(entry[1]);
  std::size_t left = dictionary.size() - at_ - 2;
  if (shared > term_size_ || shared + added > term_.size() || added > left) return false;
  // Nearly all are copied in one step; what that is too much the next term overwrites.
  constexpr std::size_t kStep = 8;
  char* const to = term_.data() + shared;
  if (added <= kStep && left >= kStep && shared + kStep <= term_.size()) {
    std::memcpy(to, entry + 2, kStep);
  } else {
    std::memcpy(to, entry + 2, added);
  }
  term_size_ = shared + added;
  left -= added;
  at_ += 2 + added;
  // So are the numbers of most words a byte each.
  const std::byte* const numbers = entry + 2 + added;
  if (left >= 2 && static_cast<std::uint8_t>(numbers[0] | numbers[1]) < 0x80) {
    info_.passages = static_cast<std::uint32_t>(numbers[0]);
    info_.postings_size = static_cast<std::uint32_t>(numbers[1]);
    at_ += 2;
  } else if (!format::read_number(dictionary, at_, info_.passages) ||
             !format::read_number(dictionary, at_, info_.postings_size)) {
    return false;
  }
  if (next_postings_ + info_.postings_size >
          IndexAccess::postings(*index_).size() - format::kSlackBytes ||
      info_.passages == 0 || info_.passages > index_->passage_count()) {
    return false;
  }
  info_.postings_offset = static_cast<std::uint32_t>(next_postings_);
  next_postings_ += info_.postings_size;
  --left_in_block_;
  return true;
}

}  // namespace earshot::search
