// Searching without an index.
//
// Sixteen places are looked at at once: does a term's first byte stand here, and its last byte
// where it should, whatever their case? Then the term is compared, and the characters round it say
// whether it is a word (or begins one): white space and most marks do, always. Where they do not,
// and where a byte is not ASCII, the token from white space to white space is cut into words by the
// analyser, which decides. So a Western text is read at the speed of memory, and any other as fast
// as it can be cut into words.

#include "search/scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "search/analyzer.h"
#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

/// Bytes of a passage of `scan_passages`: forty English words.
constexpr std::uint32_t kPassageBytes = 210;

using Bytes = std::uint8_t __attribute__((vector_size(16)));
using Mask = std::int8_t __attribute__((vector_size(16)));

Bytes load(const char* data) {
  Bytes bytes;
  std::memcpy(&bytes, data, sizeof bytes);
  return bytes;
}

constexpr std::uint8_t kCaseBit = 0x20;

/// A term as it is looked for. Case is one bit for letters; other characters that differ from the
/// term's by it are sorted out when the term is compared.
struct Needle {
  std::string_view text;
  bool is_prefix = false;
  bool is_ascii = true;
  Bytes first;
  Bytes last;
};

Needle needle_of(const FlatTerm& term) {
  Needle needle;
  needle.text = term.text;
  needle.is_prefix = term.is_prefix;
  for (const char c : term.text)
    needle.is_ascii &= static_cast<unsigned char>(c) < 0x80;
  const auto splat = [](char c) {
    const auto byte = static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) | kCaseBit);
    return Bytes{} + byte;
  };
  needle.first = splat(term.text.front());
  needle.last = splat(term.text.back());
  return needle;
}

/// The terms under which an index has the words of a text: two characters of Han, Kana or Thai in a
/// row are a pair, in the place of the first (IndexBuilder).
class IndexTerms {
 public:
  explicit IndexTerms(std::string_view text) : tokens_(text, Analyzer::Shipped) {
    has_ahead_ = tokens_.next(ahead_);
  }

  /// Gives the next one and where its word begins.
  bool next(std::string& term, std::size_t& begin) {
    if (!has_ahead_) return false;
    term = ahead_.term;
    begin = ahead_.word_in_text.begin;
    const bool is_lone = is_single(term);
    has_ahead_ = tokens_.next(ahead_);
    if (is_lone && has_ahead_ && is_single(ahead_.term)) term += ahead_.term;
    return true;
  }

 private:
  static bool is_single(std::string_view term) {
    return static_cast<unsigned char>(term.front()) >= 0x80 && text::is_single_character_word(term);
  }

  Tokens tokens_;
  Token ahead_;
  bool has_ahead_ = false;
};

/// What a passage holds of the query's terms.
struct Found {
  std::uint32_t document = 0;  // place in the documents
  std::uint32_t passage = 0;
  std::uint32_t counts = 0;  // place of its counts, one for each term
};

class Scan {
 public:
  Scan(std::span<const ScanDocument> documents, const FlatQuery& query, Budget& budget)
      : documents_(documents), query_(query), budget_(budget) {
    for (const FlatTerm& term : query.terms)
      needles_.push_back(needle_of(term));
  }

  ScanResult run(std::uint32_t limit);

 private:
  void scan_document(std::uint32_t number);
  void look_at(std::size_t at);
  bool is_here(const Needle& needle, std::size_t at) const;
  bool stands_alone(const Needle& needle, std::size_t at) const;
  void cut_token(std::size_t at);
  void add(std::size_t term, std::size_t at);
  bool matches(std::size_t number) const;
  bool may_have_phrase(std::size_t number) const;
  bool has_phrase(const Found& found) const;
  bool is_word(const Needle& needle, std::string_view term) const {
    return needle.is_prefix ? term.starts_with(needle.text) : term == needle.text;
  }

  std::span<const ScanDocument> documents_;
  const FlatQuery& query_;
  Budget& budget_;
  std::vector<Needle> needles_;
  std::vector<Found> found_;
  std::vector<std::uint16_t> counts_;

  // Of the document that is being read:
  std::uint32_t number_ = 0;
  std::string_view text_;
  std::span<const Range> passages_;
  std::size_t passage_ = 0;  // the first that ends behind the last place
  std::size_t done_ = 0;     // what stands before is dealt with
};

void Scan::scan_document(std::uint32_t number) {
  number_ = number;
  text_ = documents_[number].text;
  passages_ = documents_[number].passages_in_text;
  passage_ = 0;
  done_ = 0;
  std::size_t longest = 1;
  for (const Needle& needle : needles_)
    longest = std::max(longest, needle.text.size());
  const char* const data = text_.data();
  const auto candidates_at = [&](std::size_t at) {
    const Bytes here = load(data + at);
    Mask candidates = (here & 0x80) != 0;
    const Bytes folded = here | kCaseBit;
    for (const Needle& needle : needles_) {
      const Bytes last = load(data + at + needle.text.size() - 1) | kCaseBit;
      candidates |= (folded == needle.first) & (last == needle.last);
    }
    return candidates;
  };
  const auto look_at_all = [&](std::size_t at, const Mask& candidates) {
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), &candidates, sizeof halves);
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::uint64_t left = halves[half]; left != 0;) {
        const auto byte = static_cast<std::size_t>(std::countr_zero(left)) / 8;
        left &= ~(std::uint64_t{0xFF} << (8 * byte));
        look_at(at + 8 * half + byte);
      }
    }
  };
  std::size_t at = 0;
  // Most stretches of this size have no candidate: one question for all.
  constexpr std::size_t kTogether = 4;
  for (; at + longest + 16 * kTogether - 1 <= text_.size(); at += 16 * kTogether) {
    std::array<Mask, kTogether> candidates;
    Mask any = {};
    for (std::size_t i = 0; i < kTogether; ++i) {
      candidates[i] = candidates_at(at + 16 * i);
      any |= candidates[i];
    }
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), &any, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    for (std::size_t i = 0; i < kTogether; ++i)
      look_at_all(at + 16 * i, candidates[i]);
  }
  for (; at + longest + 15 <= text_.size(); at += 16)
    look_at_all(at, candidates_at(at));
  for (; at < text_.size(); ++at)
    look_at(at);
}

/// A place where a term may begin, or where a byte is not ASCII.
void Scan::look_at(std::size_t at) {
  if (at < done_) return;
  if (static_cast<unsigned char>(text_[at]) >= 0x80) return cut_token(at);
  bool is_any = false;
  for (const Needle& needle : needles_) {
    if (!is_here(needle, at)) continue;
    if (!stands_alone(needle, at)) return cut_token(at);
    is_any = true;
  }
  if (!is_any) return;
  for (std::size_t t = 0; t < needles_.size(); ++t) {
    if (is_here(needles_[t], at)) add(t, at);
  }
  done_ = at + 1;
}

/// Do the characters round the term at `at` say for sure that it is a word, or begins one?
bool Scan::stands_alone(const Needle& needle, std::size_t at) const {
  if (at > 0 && !Tokens::always_ends_word(text_[at - 1])) return false;
  const char last = needle.text.back();
  const std::size_t end = at + needle.text.size();
  if (needle.is_prefix) return text::is_letter(last) || text::is_digit(last);
  if (end == text_.size() || Tokens::always_ends_word(text_[end])) return true;
  return text::is_letter(last) && Tokens::is_mark_in_words(text_[end]) &&
         (end + 1 == text_.size() || text::is_white(text_[end + 1]));
}

bool Scan::is_here(const Needle& needle, std::size_t at) const {
  if (!needle.is_ascii || needle.text.size() > text_.size() - at) return false;
  for (std::size_t i = 0; i < needle.text.size(); ++i) {
    if (text::to_lower(text_[at + i]) != needle.text[i]) return false;
  }
  return true;
}

/// Cuts the token round `at`, and those behind it that are not ASCII either, into words and takes
/// those that are not dealt with yet.
void Scan::cut_token(std::size_t at) {
  constexpr std::size_t kEnough = 4096;  // bytes at once
  std::size_t begin = at;
  while (begin > 0 && !text::is_white(text_[begin - 1]))
    --begin;
  std::size_t end = at;
  for (;;) {
    while (end < text_.size() && !text::is_white(text_[end]))
      ++end;
    if (end + 1 >= text_.size() || static_cast<unsigned char>(text_[end + 1]) < 0x80 ||
        end - begin > kEnough) {
      break;
    }
    ++end;
  }
  // To the end of the text: the last word may make a pair with one that stands behind.
  IndexTerms terms(text_.substr(begin));
  std::string term;
  for (std::size_t in_rest = 0; terms.next(term, in_rest) && begin + in_rest < end;) {
    if (begin + in_rest < done_) continue;
    for (std::size_t t = 0; t < needles_.size(); ++t) {
      if (is_word(needles_[t], term)) add(t, begin + in_rest);
    }
  }
  done_ = end;
}

void Scan::add(std::size_t term, std::size_t at) {
  while (passage_ < passages_.size() && passages_[passage_].end <= at)
    ++passage_;
  if (passage_ == passages_.size() || at < passages_[passage_].begin) return;
  if (found_.empty() || found_.back().document != number_ || found_.back().passage != passage_) {
    found_.push_back({number_, static_cast<std::uint32_t>(passage_),
                      static_cast<std::uint32_t>(counts_.size())});
    counts_.resize(counts_.size() + needles_.size());
  }
  std::uint16_t& count = counts_[found_.back().counts + term];
  if (count < UINT16_MAX) ++count;
}

bool Scan::matches(std::size_t number) const {
  const Found& found = found_[number];
  if (query_.kind == FlatQuery::Kind::Any) return true;
  if (query_.kind == FlatQuery::Kind::Phrase) return may_have_phrase(number) && has_phrase(found);
  const auto counts = std::span(counts_).subspan(found.counts, needles_.size());
  return std::ranges::all_of(counts, [](std::uint16_t count) { return count > 0; });
}

/// Are all words there, in the passage or shortly behind it?
bool Scan::may_have_phrase(std::size_t number) const {
  const Found& begin = found_[number];
  if (counts_[begin.counts] == 0) return false;
  const bool is_apart = documents_[begin.document].passages_stand_apart;
  for (std::size_t t = 1; t < needles_.size(); ++t) {
    bool is_there = false;
    // A passage has a word at least, so a phrase is in no more passages than it has words.
    for (std::size_t at = number; at < found_.size() && !is_there; ++at) {
      const Found& found = found_[at];
      if (found.document != begin.document || found.passage - begin.passage > t ||
          (is_apart && at > number)) {
        break;
      }
      is_there = counts_[found.counts + t] > 0;
    }
    if (!is_there) return false;
  }
  return true;
}

/// Does the phrase begin in the passage? Words of it may stand behind the passage's end.
bool Scan::has_phrase(const Found& found) const {
  const ScanDocument& document = documents_[found.document];
  const Range passage = document.passages_in_text[found.passage];
  std::vector<std::size_t> open;  // phrases that have begun: how many words of them are there
  const std::string_view rest = document.passages_stand_apart ? slice(document.text, passage)
                                                              : document.text.substr(passage.begin);
  IndexTerms terms(rest);
  std::string term;
  for (std::size_t begin = 0; terms.next(term, begin);) {
    const bool is_inside = begin < passage.size();
    if (!is_inside && open.empty()) return false;
    if (is_inside) open.push_back(0);
    std::size_t kept = 0;
    for (const std::size_t words : open) {
      if (!is_word(needles_[words], term)) continue;
      if (words + 1 == needles_.size()) return true;
      open[kept++] = words + 1;
    }
    open.resize(kept);
  }
  return false;
}

ScanResult Scan::run(std::uint32_t limit) {
  ScanResult result;
  std::uint64_t passages = 0;
  std::uint64_t bytes = 0;
  for (std::uint32_t i = 0; i < documents_.size(); ++i) {
    if (!budget_.spend(documents_[i].text.size())) {
      result.truncated = true;
      break;
    }
    scan_document(i);
    passages += documents_[i].passages_in_text.size();
    bytes += documents_[i].text.size();
  }
  const Corpus corpus = {passages, bytes};
  const LengthNorms norms(corpus, 1);
  std::vector<std::uint64_t> passages_with(needles_.size());
  for (const Found& found : found_) {
    for (std::size_t t = 0; t < needles_.size(); ++t) {
      if (counts_[found.counts + t] > 0) ++passages_with[t];
    }
  }
  std::vector<float> weights;
  for (const std::uint64_t with : passages_with)
    weights.push_back(term_weight(corpus, with));

  for (std::size_t i = 0; i < found_.size(); ++i) {
    if (!matches(i)) continue;
    const Found& found = found_[i];
    ++result.total;
    const ScanDocument& document = documents_[found.document];
    const Range range_in_text = document.passages_in_text[found.passage];
    const float norm = norms[range_in_text.size()];
    float score = 0;
    for (std::size_t t = 0; t < needles_.size(); ++t)
      score += term_score(weights[t], counts_[found.counts + t], norm);
    result.hits.push_back({document.document, found.passage, range_in_text,
                           score * field_weight(static_cast<std::uint32_t>(document.field))});
  }
  const std::size_t kept =
      limit == 0 ? result.hits.size() : std::min<std::size_t>(limit, result.hits.size());
  // Hits stand in the order of the texts: it settles ties, so that no stable sort is needed.
  std::vector<std::uint32_t> order(result.hits.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept),
                            [&](std::uint32_t a, std::uint32_t b) {
                              const float of_a = result.hits[a].score;
                              const float of_b = result.hits[b].score;
                              return of_a != of_b ? of_a > of_b : a < b;
                            });
  std::vector<ScanHit> best;
  for (std::size_t i = 0; i < kept; ++i)
    best.push_back(result.hits[order[i]]);
  result.hits = std::move(best);
  return result;
}

}  // namespace

std::vector<Range> scan_passages(std::string_view text,
                                 std::span<const std::uint32_t> borders_in_text) {
  std::vector<Range> passages;
  const auto size = static_cast<std::uint32_t>(text.size());
  std::uint32_t begin = 0;
  for (const std::uint32_t border : borders_in_text) {
    if (border <= begin || border >= size || border - begin < kPassageBytes) continue;
    passages.push_back({begin, border});
    begin = border;
  }
  if (begin < size) passages.push_back({begin, size});
  return passages;
}

ScanResult scan(std::span<const ScanDocument> documents, const FlatQuery& query,
                std::uint32_t limit, Budget& budget) {
  if (query.terms.empty() || query.kind == FlatQuery::Kind::Similar) return {};
  for (const FlatTerm& term : query.terms) {
    if (term.text.empty()) return {};
  }
  return Scan(documents, query, budget).run(limit);
}

}  // namespace earshot::search
