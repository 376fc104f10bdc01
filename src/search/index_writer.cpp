// Writing an index.
//
// Terms are sorted, then the stream of words is turned round: for a batch of terms, one walk over
// the stream collects their occurrences (passage and position in one number), which are then
// written as postings. Batches keep the memory small; a walk costs 1.5 ns a word, so that the few
// there are hardly count. Growing a list for each term while adding was the alternative: as fast,
// but it holds the postings twice when they are joined.
//
// Beginnings of very many words ("t", "th") get lists of their own on the way: while their words
// are written, their counts add up in one number for each passage.

#include "search/index_writer.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "base/hash.h"
#include "search/forms.h"
#include "search/postings_writer.h"
#include "text/scripts.h"

namespace earshot::search {
namespace {

/// Occurrences collected in one walk over the stream; four bytes each.
constexpr std::size_t kBatchOccurrences = std::size_t{4} << 20;

/// Bytes of dictionary and postings that a group holds at least: enough for a request of its own.
constexpr std::size_t kGroupBytes = std::size_t{64} << 10;

template <typename Record>
void append(std::span<const Record> records, std::vector<std::byte>& out) {
  const auto bytes = std::as_bytes(records);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

/// The passages with a count above 0, by counts of all passages.
PostingsList list_of(std::span<const std::uint16_t> counts) {
  PostingsList list;
  list.passages.resize(counts.size());
  list.counts.resize(counts.size());
  std::uint32_t* const passages = list.passages.data();
  std::uint16_t* const own_counts = list.counts.data();
  std::size_t size = 0;
  for (std::uint32_t passage = 0; passage < counts.size(); ++passage) {
    passages[size] = passage;
    own_counts[size] = counts[passage];
    size += counts[passage] > 0 ? 1U : 0U;
  }
  list.passages.resize(size);
  list.counts.resize(size);
  return list;
}

/// Writes the dictionary as its terms come in order.
class DictionaryWriter {
 public:
  void add(std::string_view term, std::size_t passages, std::size_t postings_begin,
           std::size_t postings_end) {
    if (count_++ % format::kBlockTerms == 0) {
      blocks.push_back({format::prefix_key(term), static_cast<std::uint32_t>(bytes.size()),
                        static_cast<std::uint32_t>(postings_begin)});
      previous_ = {};
    }
    const auto differ = std::ranges::mismatch(previous_, term);
    const auto shared = static_cast<std::size_t>(differ.in2 - term.begin());
    bytes.push_back(static_cast<std::byte>(shared));
    bytes.push_back(static_cast<std::byte>(term.size() - shared));
    append(std::span(term).subspan(shared), bytes);
    write_number(static_cast<std::uint32_t>(passages), bytes);
    write_number(static_cast<std::uint32_t>(postings_end - postings_begin), bytes);
    previous_ = term;
  }

  std::vector<std::byte> bytes;
  std::vector<format::BlockRecord> blocks;

 private:
  std::string_view previous_;
  std::uint32_t count_ = 0;
};

/// A beginning that is to have a list: of the sorted terms [first, last).
struct PrefixPlan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint64_t key = 0;
};

/// Where the next occurrence of a term goes in a batch.
struct OccurrencePlace {
  std::uint32_t at = 0;
  std::uint32_t step = 0;  ///< 0: the term is not in the batch, what is written there is not read
};

class IndexWriter {
 public:
  explicit IndexWriter(CollectedIndex& collected)
      : collected_(collected), postings_(passage_facts(collected)) {}

  std::vector<std::byte> run();

 private:
  static std::vector<PassageFact> passage_facts(const CollectedIndex& collected);
  void sort_terms();
  void plan_prefixes();
  void plan_forms();
  template <typename Occurrence>
  void write_terms();
  template <typename Occurrence>
  void collect(std::uint32_t first_passage, std::uint32_t end, NumberReader& words,
               OccurrencePlace* places, Occurrence* occurrences) const;
  template <typename Occurrence>
  void write_term(std::uint32_t number, std::span<const Occurrence> occurrences);
  void add_to_prefixes(std::uint32_t number);
  void write_groups();
  void end_section(format::Section section, std::size_t begin) {
    header_.sections[section] = {begin, out_.size() - begin};
    out_.resize((out_.size() + 7) / 8 * 8);
  }
  template <typename Record>
  void write_section(format::Section section, std::span<const Record> records) {
    const std::size_t begin = out_.size();
    append(records, out_);
    end_section(section, begin);
  }
  std::string_view term(std::uint32_t sorted) const {
    return collected_.terms.term(order_[sorted]);
  }

  CollectedIndex& collected_;
  PostingsWriter postings_;
  format::Header header_;
  std::vector<std::byte> out_;
  std::vector<std::uint32_t> order_;  // the terms' numbers, sorted by their bytes
  unsigned position_bits_ = 0;
  std::size_t postings_begin_ = 0;  // in out_
  DictionaryWriter dictionary_;

  std::vector<PrefixPlan> plans_;  // by first, longer ranges first
  std::size_t next_plan_ = 0;
  struct OpenPrefix {
    PrefixPlan plan;
    std::vector<std::uint16_t> counts;  // for each passage
  };
  std::vector<OpenPrefix> open_;
  std::vector<std::byte> prefix_bytes_;
  std::vector<format::PrefixRecord> prefixes_;
  FormsWriter forms_;
};

std::vector<PassageFact> IndexWriter::passage_facts(const CollectedIndex& collected) {
  std::vector<PassageFact> facts(collected.passages.size());
  for (std::size_t d = 0; d < collected.documents.size(); ++d) {
    const std::size_t end = d + 1 < collected.documents.size()
                                ? collected.documents[d + 1].first_passage
                                : facts.size();
    for (std::size_t p = collected.documents[d].first_passage; p < end; ++p)
      facts[p] = passage_fact(collected.documents[d].field, collected.lengths[p]);
  }
  return facts;
}

void IndexWriter::sort_terms() {
  struct Entry {
    std::uint64_t key;
    std::uint32_t number;
  };
  std::vector<Entry> entries(collected_.terms.size());
  for (std::uint32_t number = 0; number < entries.size(); ++number)
    entries[number] = {format::prefix_key(collected_.terms.term(number)), number};
  std::ranges::sort(entries, [&](const Entry& a, const Entry& b) {
    if (a.key != b.key) return a.key < b.key;
    return collected_.terms.term(a.number) < collected_.terms.term(b.number);
  });
  order_.resize(entries.size());
  std::ranges::transform(entries, order_.begin(), &Entry::number);
}

/// Looks for the beginnings, whole characters of at most kMaxPrefixBytes, of heavy runs of terms.
void IndexWriter::plan_prefixes() {
  struct Run {
    std::uint32_t first = 0;
    std::uint64_t occurrences = 0;
  };
  std::array<Run, format::kMaxPrefixBytes + 1> runs;  // by the bytes of the beginning
  const std::uint64_t heavy = std::max<std::uint64_t>(collected_.options.heavy_prefix,
                                                      collected_.words.size() / kHeavyPrefixShare);
  std::string_view previous;
  const auto close = [&](std::uint32_t end, std::size_t from_bytes) {
    for (std::size_t bytes = format::kMaxPrefixBytes; bytes >= from_bytes; --bytes) {
      Run& run = runs[bytes];
      if (run.occurrences >= heavy && end - run.first > 1 && previous.size() >= bytes &&
          (bytes == previous.size() || !text::is_continuation(previous[bytes]))) {
        plans_.push_back({run.first, end, format::prefix_key(previous.substr(0, bytes))});
      }
      run = {end, 0};
    }
  };
  for (std::uint32_t i = 0; i < order_.size(); ++i) {
    const std::string_view own = term(i);
    const auto differ = std::ranges::mismatch(previous, own);
    const auto shared = static_cast<std::size_t>(differ.in2 - own.begin());
    if (shared < format::kMaxPrefixBytes) close(i, shared + 1);
    const std::size_t bytes = std::min(own.size(), format::kMaxPrefixBytes);
    for (std::size_t b = 1; b <= bytes; ++b)
      runs[b].occurrences += collected_.terms.count(order_[i]);
    previous = own;
  }
  close(static_cast<std::uint32_t>(order_.size()), 1);
  std::ranges::sort(plans_, [](const PrefixPlan& a, const PrefixPlan& b) {
    return a.first != b.first ? a.first < b.first
           : a.last != b.last ? a.last > b.last
                              : a.key < b.key;
  });
}

void IndexWriter::plan_forms() {
  if (collected_.options.analyzer == Analyzer::Plain) return;
  std::uint32_t languages = 0;
  bool is_one = true;
  for (const format::DocumentRecord& document : collected_.documents) {
    is_one &= document.languages == collected_.documents.front().languages;
    languages |= document.languages;
  }
  forms_.plan(collected_.terms, order_, languages,
              static_cast<std::uint32_t>(collected_.passages.size()), is_one);
}

/// Writes the occurrences in the passages from `first_passage` to `end`, whose words are next in
/// `words`, to the places of their terms. `Occurrence` holds a passage and a position.
///
/// Not one call for all passages: as said at IndexBuilder::State::add_given_passage.
template <typename Occurrence>
[[gnu::noinline]] void IndexWriter::collect(std::uint32_t first_passage, std::uint32_t end,
                                            NumberReader& words, OccurrencePlace* places,
                                            Occurrence* occurrences) const {
  // Every word passes here, without a branch that could be foretold wrongly. The numbers are those
  // of `terms`, counted when they came.
  NumberReader own = words;
  const std::uint16_t* const lengths = collected_.lengths.data();
  for (std::uint32_t passage = first_passage; passage < end; ++passage) {
    auto occurrence = static_cast<Occurrence>(Occurrence{passage} << position_bits_);
    for (std::uint32_t left = lengths[passage]; left > 0; --left, ++occurrence) {
      OccurrencePlace& place = places[own.next()];
      occurrences[place.at] = occurrence;
      place.at += place.step;
    }
  }
  words = own;
}

template <typename Occurrence>
void IndexWriter::write_terms() {
  constexpr std::uint32_t kPassagesTogether = 1024;
  const auto& terms = collected_.terms;
  const auto passages = static_cast<std::uint32_t>(collected_.lengths.size());
  std::vector<OccurrencePlace> places(terms.size());
  std::unique_ptr<Occurrence[]> all;
  std::size_t room = 0;
  for (std::uint32_t first = 0; first < order_.size();) {
    std::size_t occurrences = 0;
    std::uint32_t last = first;
    while (last < order_.size() &&
           (last == first || occurrences + terms.count(order_[last]) <= kBatchOccurrences)) {
      places[order_[last]] = {static_cast<std::uint32_t>(occurrences), 1};
      occurrences += terms.count(order_[last++]);
    }
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      if (i < first || i >= last) places[order_[i]] = {static_cast<std::uint32_t>(occurrences), 0};
    }
    if (room < occurrences + 1) {
      room = occurrences + 1;
      all = std::make_unique_for_overwrite<Occurrence[]>(room);
    }
    NumberReader words(collected_.words);
    for (std::uint32_t passage = 0; passage < passages; passage += kPassagesTogether) {
      collect(passage, std::min(passage + kPassagesTogether, passages), words, places.data(),
              all.get());
    }
    std::size_t from = 0;
    for (std::uint32_t i = first; i < last; ++i) {
      const std::size_t count = terms.count(order_[i]);
      write_term(i, std::span<const Occurrence>(all.get() + from, count));
      from += count;
    }
    first = last;
  }
}

template <typename Occurrence>
[[gnu::noinline]] void IndexWriter::write_term(std::uint32_t number,
                                               std::span<const Occurrence> occurrences) {
  const std::size_t begin = out_.size();
  postings_.write(occurrences, position_bits_, out_);
  dictionary_.add(term(number), postings_.list().passages.size(), begin - postings_begin_,
                  out_.size() - postings_begin_);
  add_to_prefixes(number);
  forms_.add(number, postings_.list(), begin, out_);
}

void IndexWriter::add_to_prefixes(std::uint32_t number) {
  for (; next_plan_ < plans_.size() && plans_[next_plan_].first == number; ++next_plan_)
    open_.push_back({plans_[next_plan_], std::vector<std::uint16_t>(collected_.passages.size())});
  if (open_.empty()) return;
  // Each beginning lies in the one that was opened before: that gets its counts when it closes.
  const PostingsList& list = postings_.list();
  std::uint16_t* const counts = open_.back().counts.data();
  for (std::size_t i = 0; i < list.passages.size(); ++i) {
    std::uint16_t& count = counts[list.passages[i]];
    count = static_cast<std::uint16_t>(count + list.counts[i]);
  }
  while (!open_.empty() && open_.back().plan.last == number + 1) {
    const OpenPrefix closed = std::move(open_.back());
    open_.pop_back();
    if (!open_.empty()) {
      std::ranges::transform(closed.counts, open_.back().counts, open_.back().counts.begin(),
                             [](std::uint16_t own, std::uint16_t outer) {
                               return static_cast<std::uint16_t>(own + outer);
                             });
    }
    const PostingsList merged = list_of(closed.counts);
    const std::size_t begin = prefix_bytes_.size();
    postings_.write(merged, prefix_bytes_);
    prefixes_.push_back({closed.plan.key, static_cast<std::uint32_t>(merged.passages.size()),
                         static_cast<std::uint32_t>(begin),
                         static_cast<std::uint32_t>(prefix_bytes_.size() - begin), 0,
                         checksum(std::span<const std::byte>(prefix_bytes_).subspan(begin))});
  }
}

/// The hash of what a reader fetches for the words of a group: blocks of the dictionary, then
/// postings.
void IndexWriter::write_groups() {
  const auto& blocks = dictionary_.blocks;
  const format::SectionRef dictionary = header_.sections[format::kDictionary];
  const format::SectionRef postings = header_.sections[format::kPostings];
  const auto dictionary_end = [&](std::size_t block) {
    return block < blocks.size() ? blocks[block].dictionary_offset
                                 : static_cast<std::size_t>(dictionary.size);
  };
  const auto postings_end = [&](std::size_t block) {
    // The prefixes' lists lie behind those of the last group, and belong to none.
    return block < blocks.size() ? blocks[block].postings_offset
                                 : static_cast<std::size_t>(postings.size) - format::kSlackBytes -
                                       prefix_bytes_.size();
  };
  std::vector<format::GroupRecord> groups;
  for (std::size_t first = 0; first < blocks.size();) {
    std::size_t last = first + 1;
    while (last < blocks.size() && postings_end(last) - blocks[first].postings_offset < kGroupBytes)
      ++last;
    const std::size_t dictionary_begin = blocks[first].dictionary_offset;
    const std::size_t postings_begin = blocks[first].postings_offset;
    std::vector<std::byte> bytes;
    append(std::span<const std::byte>(out_).subspan(
               static_cast<std::size_t>(dictionary.offset) + dictionary_begin,
               dictionary_end(last) - dictionary_begin),
           bytes);
    append(std::span<const std::byte>(out_).subspan(
               static_cast<std::size_t>(postings.offset) + postings_begin,
               postings_end(last) - postings_begin),
           bytes);
    groups.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(postings_begin),
                      checksum(bytes)});
    first = last;
  }
  write_section(format::kGroups, std::span<const format::GroupRecord>(groups));
  header_.group_count = static_cast<std::uint32_t>(groups.size());
}

std::vector<std::byte> IndexWriter::run() {
  const std::size_t words = collected_.words.size();
  header_.header_bytes = sizeof header_;
  header_.document_count = static_cast<std::uint32_t>(collected_.documents.size());
  header_.passage_count = static_cast<std::uint32_t>(collected_.passages.size());
  header_.word_count = words;
  header_.term_count = collected_.terms.size();
  const std::uint32_t longest =
      collected_.lengths.empty() ? 0 : std::uint32_t{std::ranges::max(collected_.lengths)};
  header_.longest_passage = longest;
  header_.flags = collected_.options.analyzer == Analyzer::Plain ? format::kPlainWords : 0;
  position_bits_ = static_cast<unsigned>(std::bit_width(longest > 0 ? longest - 1 : 0U));

  // Postings take about 1.7 bytes a word; a guess too low costs a copy, nothing else.
  out_.reserve(sizeof header_ + collected_.passages.size() * 13 + words * 2 +
               (std::size_t{1} << 16));
  out_.resize(sizeof header_);
  write_section(format::kDocuments, std::span<const format::DocumentRecord>(collected_.documents));
  write_section(format::kPassages, std::span<const format::PassageRecord>(collected_.passages));
  if (longest > UINT8_MAX) {
    write_section(format::kLengths, std::span<const std::uint16_t>(collected_.lengths));
  } else {
    std::vector<std::uint8_t> lengths(collected_.lengths.size());
    std::ranges::transform(collected_.lengths, lengths.begin(),
                           [](std::uint16_t length) { return static_cast<std::uint8_t>(length); });
    write_section(format::kLengths, std::span<const std::uint8_t>(lengths));
  }

  sort_terms();
  plan_prefixes();
  plan_forms();
  postings_begin_ = out_.size();
  const auto passage_bits = static_cast<unsigned>(std::bit_width(collected_.passages.size()));
  if (passage_bits + position_bits_ <= 32) {
    write_terms<std::uint32_t>();
  } else {  // passages from outside may be very long
    write_terms<std::uint64_t>();
  }
  collected_.words = {};
  for (format::PrefixRecord& prefix : prefixes_)
    prefix.postings_offset += static_cast<std::uint32_t>(out_.size() - postings_begin_);
  append(std::span<const std::byte>(prefix_bytes_), out_);
  out_.resize(out_.size() + format::kSlackBytes);
  end_section(format::kPostings, postings_begin_);
  write_section(format::kDictionary, std::span<const std::byte>(dictionary_.bytes));
  write_section(format::kBlocks, std::span<const format::BlockRecord>(dictionary_.blocks));
  std::ranges::sort(prefixes_, {}, &format::PrefixRecord::key);
  write_section(format::kPrefixes, std::span<const format::PrefixRecord>(prefixes_));
  write_groups();
  write_section(format::kForms, std::span<const std::byte>(forms_.section()));
  header_.form_count = forms_.size();

  header_.block_count = static_cast<std::uint32_t>(dictionary_.blocks.size());
  header_.prefix_count = static_cast<std::uint32_t>(prefixes_.size());
  header_.total_bytes = out_.size();
  std::memcpy(out_.data(), &header_, sizeof header_);
  return std::move(out_);
}

}  // namespace

std::vector<std::byte> write_index(CollectedIndex& collected) {
  return IndexWriter(collected).run();
}

}  // namespace earshot::search
