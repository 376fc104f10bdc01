// Building an index.
//
// While documents are added, each word becomes the number of its term (terms are numbered as they
// come, by a hash table) in one stream, and passages are cut by a window over the last words. The
// end sorts the terms and turns the stream round: for a batch of terms, one walk over the stream
// collects their occurrences, which are then written as postings. Batches keep the memory at the
// end small; a walk costs 2 ns a word, so that few are not felt. Growing a list for each term while
// adding was the alternative: as fast, but it holds the postings twice when they are joined.

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <string>
#include <utility>

#include "base/range.h"
#include "search/format.h"
#include "search/index.h"
#include "search/postings.h"
#include "search/sentence.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Occurrences collected in one walk over the stream; five bytes each.
constexpr std::size_t kBatchOccurrences = std::size_t{2} << 20;

/// Ends are looked for from so many words on, so that passages stay comparable.
constexpr std::uint32_t kMinPassageWords = 24;

/// A document's rest of up to so many words stays one passage rather than leave a crumb.
constexpr std::uint32_t kMaxLastPassageWords = 56;

static_assert(kMinPassageWords < kPassageWords && kPassageWords < kMaxLastPassageWords &&
              kMaxLastPassageWords <= kMaxPassageWords);

/// Numbers in pieces of fixed size: growing copies nothing.
class Stream {
 public:
  void push(std::uint32_t number) {
    if (size_ % kPiece == 0) pieces_.push_back(std::make_unique<std::uint32_t[]>(kPiece));
    pieces_.back()[size_++ % kPiece] = number;
  }
  std::size_t size() const { return size_; }
  std::uint32_t operator[](std::size_t i) const { return pieces_[i / kPiece][i % kPiece]; }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 15;
  std::vector<std::unique_ptr<std::uint32_t[]>> pieces_;
  std::size_t size_ = 0;
};

/// Numbers terms in the order in which they come.
class Terms {
 public:
  Terms() : slots_(std::size_t{1} << 12) {}

  std::uint32_t number(std::string_view term) {
    const std::uint64_t hash = XXH3_64bits(term.data(), term.size());
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    std::size_t at = static_cast<std::size_t>(hash) & (slots_.size() - 1);
    for (;; at = (at + 1) & (slots_.size() - 1)) {
      const Slot slot = slots_[at];
      if (slot.number == kFree) break;
      if (slot.tag == tag && this->term(slot.number) == term) {
        ++counts_[slot.number];
        return slot.number;
      }
    }
    const auto number = static_cast<std::uint32_t>(counts_.size());
    slots_[at] = {tag, number};
    ends_.push_back(bytes_.size() + term.size());
    bytes_.append(term);
    counts_.push_back(1);
    if (counts_.size() * 2 > slots_.size()) grow();
    return number;
  }

  std::string_view term(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(counts_.size()); }
  std::uint32_t count(std::uint32_t number) const { return counts_[number]; }

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kFree;
  };

  void grow() {
    std::vector<Slot> slots(slots_.size() * 2);
    for (std::uint32_t number = 0; number < counts_.size(); ++number) {
      const std::string_view own = term(number);
      const std::uint64_t hash = XXH3_64bits(own.data(), own.size());
      std::size_t at = static_cast<std::size_t>(hash) & (slots.size() - 1);
      while (slots[at].number != kFree)
        at = (at + 1) & (slots.size() - 1);
      slots[at] = {static_cast<std::uint32_t>(hash >> 32), number};
    }
    slots_ = std::move(slots);
  }

  std::vector<Slot> slots_;
  std::string bytes_;
  std::vector<std::size_t> ends_;  // in bytes_
  std::vector<std::uint32_t> counts_;
};

/// A word that waits for its passage to be cut.
struct Pending {
  Range word_in_text;
  std::uint32_t cut_before = 0;  ///< where the text is cut if the passage begins with this word
  enum class Border : std::uint8_t { None, Sentence, Given } border = Border::None;
};

}  // namespace

struct IndexBuilder::State final : text::WordSink {
  void add(const DocumentInput& input);
  std::vector<std::byte> finish();
  void word(text::Word word_in_text) override;
  void cut_passage();
  std::uint32_t best_cut() const;

  Terms terms;
  Stream stream;
  std::vector<format::DocumentRecord> documents;
  std::vector<format::PassageRecord> passages;
  std::vector<std::uint8_t> lengths;
  std::uint32_t next_ordinal = 0;
  std::string folded;

  // Of the document that is being added:
  std::string_view document_text;
  std::span<const std::uint32_t> borders;  // those that lie ahead
  std::array<Pending, kMaxPassageWords + 1> window;
  std::uint32_t window_size = 0;
  std::uint32_t previous_end = 0;  // of the previous word
};

void IndexBuilder::State::add(const DocumentInput& input) {
  documents.push_back({.document = input.document,
                       .first_passage = static_cast<std::uint32_t>(passages.size()),
                       .first_ordinal = next_ordinal,
                       .field = static_cast<std::uint32_t>(input.field)});
  document_text = input.text;
  borders = input.borders_in_text;
  window_size = 0;
  previous_end = 0;
  text::for_each_word(input.text, *this);
  while (window_size > 0)
    cut_passage();
  ++next_ordinal;  // the gap that no phrase crosses
}

void IndexBuilder::State::word(text::Word word_in_text) {
  folded.clear();
  text::fold_word(slice(document_text, word_in_text), folded);
  if (folded.empty()) return;
  stream.push(terms.number(folded));

  if (window_size == window.size()) cut_passage();
  Pending& pending = window[window_size++];
  const Range gap_in_text = {previous_end, word_in_text.begin};
  const std::string_view gap = slice(document_text, gap_in_text);
  pending.word_in_text = word_in_text;
  pending.border = Pending::Border::None;
  pending.cut_before = previous_end;
  while (!borders.empty() && borders.front() <= word_in_text.begin) {
    pending.border = Pending::Border::Given;
    pending.cut_before = std::max(borders.front(), previous_end);
    borders = borders.subspan(1);
  }
  // A lone space is nearly every gap.
  if (pending.border == Pending::Border::None && gap.size() > 1) {
    if (ends_sentence(gap)) pending.border = Pending::Border::Sentence;
    pending.cut_before = previous_end + cut_in_gap(gap);
  }
  previous_end = word_in_text.end;
}

/// How many words of the window become a passage: to the given border that is nearest to
/// kPassageWords, else to such a sentence's end, else as many as there may be.
std::uint32_t IndexBuilder::State::best_cut() const {
  if (window_size <= kMaxLastPassageWords) return window_size;  // the document's end is here
  std::uint32_t best = 0;
  auto best_border = Pending::Border::None;
  const auto distance = [](std::uint32_t words) {
    return words > kPassageWords ? words - kPassageWords : kPassageWords - words;
  };
  const std::uint32_t last = std::min(window_size - 1, kMaxPassageWords);
  for (std::uint32_t words = kMinPassageWords; words <= last; ++words) {
    const auto border = window[words].border;
    if (border == Pending::Border::None || border < best_border) continue;
    if (border > best_border || distance(words) < distance(best)) {
      best = words;
      best_border = border;
    }
  }
  return best > 0 ? best : std::min(window_size, kMaxPassageWords);
}

void IndexBuilder::State::cut_passage() {
  const std::uint32_t words = best_cut();
  const bool is_first = passages.size() == documents.back().first_passage;
  const bool is_last = words == window_size;
  const Range whole_in_text = {
      is_first ? 0 : window[0].cut_before,
      is_last ? static_cast<std::uint32_t>(document_text.size()) : window[words].cut_before};
  const Range range_in_text = text::trimmed(document_text, whole_in_text);
  passages.push_back({range_in_text.begin, range_in_text.end, next_ordinal});
  lengths.push_back(static_cast<std::uint8_t>(words));
  next_ordinal += words;
  std::copy(window.begin() + words, window.begin() + window_size, window.begin());
  window_size -= words;
}

namespace {

template <typename Record>
void append(std::span<const Record> records, std::vector<std::byte>& out) {
  const auto bytes = std::as_bytes(records);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void pad(std::vector<std::byte>& out) {
  out.resize((out.size() + 7) / 8 * 8);
}

/// Writes the dictionary as its terms come in order.
class DictionaryWriter {
 public:
  void add(std::string_view term, std::uint32_t passages, std::size_t postings_begin,
           std::size_t postings_end) {
    if (count_++ % format::kBlockTerms == 0) {
      blocks.push_back(
          {static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(postings_begin)});
      previous_ = {};
    }
    const auto differ = std::ranges::mismatch(previous_, term);
    const auto shared = static_cast<std::size_t>(differ.in2 - term.begin());
    bytes.push_back(static_cast<std::byte>(shared));
    bytes.push_back(static_cast<std::byte>(term.size() - shared));
    append(std::span(term).subspan(shared), bytes);
    write_number(passages, bytes);
    write_number(static_cast<std::uint32_t>(postings_end - postings_begin), bytes);
    previous_ = term;
  }

  std::vector<std::byte> bytes;
  std::vector<format::BlockRecord> blocks;

 private:
  std::string_view previous_;
  std::uint32_t count_ = 0;
};

}  // namespace

std::vector<std::byte> IndexBuilder::State::finish() {
  format::Header header;
  header.header_bytes = sizeof header;
  header.document_count = static_cast<std::uint32_t>(documents.size());
  header.passage_count = static_cast<std::uint32_t>(passages.size());
  header.word_count = stream.size();
  header.term_count = terms.size();

  std::vector<std::byte> out;
  // Postings take about 1.6 bytes a word; a guess too low costs a copy, nothing else.
  out.reserve(sizeof header + passages.size() * 13 + stream.size() * 7 / 4 +
              (std::size_t{1} << 16));
  out.resize(sizeof header);
  const auto end_section = [&](format::Section section, std::size_t begin) {
    header.sections[section] = {begin, out.size() - begin};
    pad(out);
  };
  std::size_t begin = out.size();
  append(std::span<const format::DocumentRecord>(documents), out);
  end_section(format::kDocuments, begin);
  begin = out.size();
  append(std::span<const format::PassageRecord>(passages), out);
  end_section(format::kPassages, begin);
  begin = out.size();
  append(std::span<const std::uint8_t>(lengths), out);
  end_section(format::kLengths, begin);

  std::vector<std::uint32_t> order(terms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t number) { return terms.term(number); });
  std::vector<std::uint32_t> rank(terms.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    rank[order[i]] = i;

  const std::size_t postings_begin = out.size();
  DictionaryWriter dictionary;
  std::vector<std::uint32_t> batch_passages;
  std::vector<std::uint8_t> batch_positions;
  std::vector<std::size_t> ends;  // of each term's occurrences in the batch
  for (std::uint32_t first = 0; first < order.size();) {
    std::size_t occurrences = 0;
    std::uint32_t last = first;
    ends.clear();
    while (last < order.size() &&
           (last == first || occurrences + terms.count(order[last]) <= kBatchOccurrences)) {
      ends.push_back(occurrences);  // its beginning, until the walk has moved it to the end
      occurrences += terms.count(order[last++]);
    }
    batch_passages.resize(occurrences);
    batch_positions.resize(occurrences);
    std::size_t at = 0;
    for (std::uint32_t passage = 0; passage < lengths.size(); ++passage) {
      for (std::uint8_t position = 0; position < lengths[passage]; ++position) {
        const std::uint32_t in_batch = rank[stream[at++]] - first;
        if (in_batch >= last - first) continue;
        const std::size_t slot = ends[in_batch]++;
        batch_passages[slot] = passage;
        batch_positions[slot] = position;
      }
    }
    std::size_t from = 0;
    for (std::uint32_t i = first; i < last; ++i) {
      const std::size_t to = ends[i - first];
      const std::size_t written = out.size();
      const std::uint32_t count =
          write_postings({std::span(batch_passages).subspan(from, to - from),
                          std::span(batch_positions).subspan(from, to - from)},
                         out);
      dictionary.add(terms.term(order[i]), count, written - postings_begin,
                     out.size() - postings_begin);
      from = to;
    }
    first = last;
  }
  out.resize(out.size() + format::kSlackBytes);
  end_section(format::kPostings, postings_begin);
  begin = out.size();
  append(std::span<const std::byte>(dictionary.bytes), out);
  end_section(format::kDictionary, begin);
  begin = out.size();
  append(std::span<const format::BlockRecord>(dictionary.blocks), out);
  end_section(format::kBlocks, begin);

  header.block_count = static_cast<std::uint32_t>(dictionary.blocks.size());
  header.total_bytes = out.size();
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

IndexBuilder::IndexBuilder() : state_(std::make_unique<State>()) {}
IndexBuilder::~IndexBuilder() = default;
IndexBuilder::IndexBuilder(IndexBuilder&&) noexcept = default;
IndexBuilder& IndexBuilder::operator=(IndexBuilder&&) noexcept = default;

void IndexBuilder::add(const DocumentInput& document) {
  state_->add(document);
}
std::vector<std::byte> IndexBuilder::finish() {
  std::vector<std::byte> bytes = state_->finish();
  state_ = std::make_unique<State>();
  return bytes;
}

}  // namespace earshot::search
