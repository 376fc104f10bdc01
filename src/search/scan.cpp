// Searching without an index.
//
// Words are found by scan_words.cpp, and counted by passage, each word for itself; then the lists
// are put together. Of a phrase only its longest word is looked for, and what stands round it is
// compared; texts and phrases of other letters than ASCII take the long way, where passages that
// have all of its words are cut into words.

#include "search/scan.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "search/analyzer.h"
#include "search/rank.h"
#include "search/scan_words.h"
#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

/// Bytes of a passage of `scan_passages`: forty English words.
constexpr std::uint32_t kPassageBytes = 210;

/// Those of a document's passages out of which no phrase and no pair of characters runs.
std::span<const Range> apart_passages(const ScanDocument& document) {
  return document.passages_stand_apart ? document.passages_in_text : std::span<const Range>();
}

/// How often something is in a passage. Passages count through all documents.
struct PassageCount {
  std::uint32_t passage = 0;
  std::uint32_t count = 0;
};
using Counts = std::vector<PassageCount>;

/// Counts what comes in the order of a document's text by passage.
class PassageCounter {
 public:
  PassageCounter(std::span<const Range> passages_in_text, std::uint32_t first, Counts& counts)
      : passages_(passages_in_text), first_(first), counts_(counts) {}

  /// The passage that holds `at`, which is not before any that was asked for; null: none does.
  const Range* passage_of(std::size_t at) {
    while (number_ < passages_.size() && passages_[number_].end <= at)
      ++number_;
    return number_ < passages_.size() && passages_[number_].begin <= at ? &passages_[number_]
                                                                        : nullptr;
  }
  void add(std::size_t at) {
    if (passage_of(at) == nullptr) return;
    const auto passage = static_cast<std::uint32_t>(first_ + number_);
    if (counts_.empty() || counts_.back().passage != passage) counts_.push_back({passage, 0});
    ++counts_.back().count;
  }

 private:
  std::span<const Range> passages_;
  std::uint32_t first_;
  Counts& counts_;
  std::size_t number_ = 0;  // of the first passage that ends behind the last place
};

/// Looks for a phrase of ASCII round one of its words.
class PhraseAround {
 public:
  /// In texts of so many bytes together.
  PhraseAround(std::span<const FlatTerm> words, std::uint64_t text_bytes)
      : words_(words), left_bytes_(kMostShare * text_bytes + kLongestCut) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i].text.size() > words[lead_].text.size()) lead_ = i;
    }
  }

  const FlatTerm& lead() const { return words_[lead_]; }

  enum class Found : std::uint8_t { No, Yes, Unclear };
  /// Is the word that begins at `at`, which is `lead`, in the phrase? Yes: `in_text` is from the
  /// beginning of its first word to that of its last. Unclear: too little round it is ASCII,
  /// or cutting the text there into words has cost a multiple of reading all texts.
  Found look(std::string_view text, std::size_t at, Range& in_text);

 private:
  static constexpr std::size_t kFar = 1024;  ///< bytes that words before may take
  /// What cutting a word may cut behind it, where the text is not ASCII, and how often all texts.
  static constexpr std::uint64_t kLongestCut = 4096, kMostShare = 4;

  static bool is_between(char c) {
    return Tokens::always_ends_word(c) || Tokens::is_mark_in_words(c);
  }
  bool is_lead_itself(std::string_view text, std::size_t at) const;
  bool may_follow(std::string_view text, std::size_t end) const;
  bool may_precede(std::string_view text, std::size_t begin) const;

  std::span<const FlatTerm> words_;
  std::size_t lead_ = 0;
  std::uint64_t left_bytes_;
  // Kept for their memory:
  std::vector<std::string> terms_;
  std::vector<std::size_t> begins_;
};

/// Is it there as it stands in the query, but for case? Other letters that fold to it may be more
/// bytes or fewer.
bool PhraseAround::is_lead_itself(std::string_view text, std::size_t at) const {
  return std::ranges::equal(text.substr(at, lead().text.size()), lead().text, {},
                            [](char c) { return text::to_lower(c); });
}

/// False where the word behind `end` is surely not the one behind the lead.
bool PhraseAround::may_follow(std::string_view text, std::size_t end) const {
  if (lead_ + 1 == words_.size()) return true;
  std::size_t at = end;
  bool is_apart = false;
  for (; at < text.size() && is_between(text[at]); ++at)
    is_apart |= Tokens::always_ends_word(text[at]);
  if (!is_apart) return true;
  // Here a word begins, if it is a letter or a digit; it folds to itself as long as it is ASCII.
  if (at < text.size() && text[at] == '_') return true;
  for (const char c : words_[lead_ + 1].text) {
    if (at == text.size()) return false;
    if (static_cast<unsigned char>(text[at]) >= 0x80) return true;
    if (text::to_lower(text[at++]) != c) return false;
  }
  return true;
}

/// False where the word before `begin` is surely not the one before the lead.
bool PhraseAround::may_precede(std::string_view text, std::size_t begin) const {
  if (lead_ == 0) return true;
  std::size_t at = begin;
  bool is_apart = false;
  for (; at > 0 && is_between(text[at - 1]); --at)
    is_apart |= Tokens::always_ends_word(text[at - 1]);
  if (!is_apart) return true;
  if (at > 0 && text[at - 1] == '_') return true;
  const std::string_view word = words_[lead_ - 1].text;
  for (std::size_t i = word.size(); i-- > 0;) {
    if (at == 0) return false;
    if (static_cast<unsigned char>(text[at - 1]) >= 0x80) return true;
    if (text::to_lower(text[--at]) != word[i]) return false;
  }
  return true;
}

PhraseAround::Found PhraseAround::look(std::string_view text, std::size_t at, Range& in_text) {
  if (is_lead_itself(text, at) && !may_follow(text, at + lead().text.size())) return Found::No;
  if (!may_precede(text, at)) return Found::No;
  // To the beginning of a token, with as many words before the lead as the phrase has. Letters and
  // digits of ASCII are a word, or in one.
  std::size_t begin = at;
  std::size_t words = 0;
  const auto go_back = [&](auto goes_on) {
    bool has_word = false;
    for (; begin > 0 && at - begin <= kFar && goes_on(text[begin - 1]); --begin)
      has_word |= text::is_letter(text[begin - 1]) || text::is_digit(text[begin - 1]);
    return has_word;
  };
  const auto is_visible = [](char c) { return !text::is_white(c); };
  go_back(is_visible);
  while (words < lead_ && begin > 0) {
    go_back(text::is_white);
    if (go_back(is_visible)) ++words;
    if (at - begin > kFar) return Found::Unclear;
  }
  if (at - begin > kFar) return Found::Unclear;

  if (left_bytes_ < kLongestCut) return Found::Unclear;
  terms_.resize(0);
  begins_.resize(0);
  IndexTerms terms(text, begin);
  std::optional<std::size_t> number_of_lead;
  const std::size_t behind = words_.size() - 1 - lead_;
  std::string term;
  for (std::size_t place = 0; terms.next(term, place);) {
    if (place == at) number_of_lead = terms_.size();
    terms_.push_back(term);
    begins_.push_back(place);
    if (!number_of_lead && place > at) break;
    if (number_of_lead && terms_.size() > *number_of_lead + behind) break;
  }
  // Text that is not ASCII is cut far ahead.
  const std::string_view cut =
      text.substr(begin, begins_.empty() ? 0 : begins_.back() + term.size() + 2 - begin);
  const bool is_ascii =
      std::ranges::none_of(cut, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  left_bytes_ -= is_ascii ? std::min<std::uint64_t>(cut.size(), kLongestCut) : kLongestCut;
  if (!number_of_lead || *number_of_lead < lead_ || terms_.size() <= *number_of_lead + behind) {
    return Found::No;
  }
  const std::size_t first = *number_of_lead - lead_;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (!is_word(words_[i], terms_[first + i])) return Found::No;
  }
  in_text = {static_cast<std::uint32_t>(begins_[first]),
             static_cast<std::uint32_t>(begins_[first + words_.size() - 1])};
  return Found::Yes;
}

class Scan {
 public:
  Scan(std::span<const ScanDocument> documents, const FlatQuery& query)
      : documents_(documents), query_(query) {}

  ScanResult run(std::uint32_t limit, Budget& budget);

 private:
  void count_words();
  bool count_phrase_around();
  void count_phrase();
  std::uint32_t phrases_in(std::uint32_t document, const Range& passage_in_text) const;
  ScanResult rank(std::uint32_t limit) const;

  std::span<const ScanDocument> documents_;
  const FlatQuery& query_;
  std::vector<std::uint32_t> first_passages_;  // of the documents that are read, and one behind
  std::vector<Counts> counts_;                 // of the words, or of the phrase
};

void Scan::count_words() {
  counts_.assign(query_.terms.size(), {});
  WordScan words(query_.terms);
  for (std::size_t d = 0; d + 1 < first_passages_.size(); ++d) {
    std::vector<PassageCounter> counters;
    for (Counts& counts : counts_)
      counters.emplace_back(documents_[d].passages_in_text, first_passages_[d], counts);
    words.start(documents_[d].text, apart_passages(documents_[d]));
    while (words.next()) {
      for (std::size_t t = 0; t < counters.size(); ++t) {
        for (const std::uint32_t at : words.places(t))
          counters[t].add(at);
      }
    }
  }
}

/// False where the long way has to be taken.
bool Scan::count_phrase_around() {
  for (const FlatTerm& term : query_.terms) {
    for (const char c : term.text) {
      if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
  }
  counts_.assign(1, {});
  std::uint64_t text_bytes = 0;
  for (std::size_t d = 0; d + 1 < first_passages_.size(); ++d)
    text_bytes += documents_[d].text.size();
  PhraseAround phrase(query_.terms, text_bytes);
  WordScan words({&phrase.lead(), 1});
  for (std::size_t d = 0; d + 1 < first_passages_.size(); ++d) {
    const ScanDocument& document = documents_[d];
    PassageCounter counter(document.passages_in_text, first_passages_[d], counts_[0]);
    words.start(document.text, apart_passages(document));
    while (words.next()) {
      for (const std::uint32_t at : words.places(0)) {
        Range in_text;
        const PhraseAround::Found found = phrase.look(document.text, at, in_text);
        if (found == PhraseAround::Found::Unclear) return false;
        if (found == PhraseAround::Found::No) continue;
        const Range* passage = counter.passage_of(in_text.begin);
        if (passage == nullptr) continue;
        if (document.passages_stand_apart && in_text.end >= passage->end) continue;
        counter.add(in_text.begin);
      }
    }
  }
  return true;
}

/// The long way: cuts into words what has all words, in the passage or shortly behind it.
void Scan::count_phrase() {
  count_words();
  Counts phrases;
  std::vector<std::size_t> at(counts_.size());
  std::size_t document = 0;
  for (const PassageCount& begin : counts_[0]) {
    while (first_passages_[document + 1] <= begin.passage)
      ++document;
    bool are_there = true;
    for (std::size_t t = 1; t < counts_.size() && are_there; ++t) {
      const Counts& own = counts_[t];
      while (at[t] < own.size() && own[at[t]].passage < begin.passage)
        ++at[t];
      // A passage has a word at least, so a phrase is in no more passages than it has words.
      const std::size_t last =
          documents_[document].passages_stand_apart
              ? begin.passage
              : std::min<std::size_t>(begin.passage + t, first_passages_[document + 1] - 1);
      are_there = at[t] < own.size() && own[at[t]].passage <= last;
    }
    if (!are_there) continue;
    const std::uint32_t own = begin.passage - first_passages_[document];
    const std::uint32_t count = phrases_in(static_cast<std::uint32_t>(document),
                                           documents_[document].passages_in_text[own]);
    if (count > 0) phrases.push_back({begin.passage, count});
  }
  counts_.assign(1, std::move(phrases));
}

/// How many phrases begin in the passage. Words of them may stand behind its end.
std::uint32_t Scan::phrases_in(std::uint32_t number, const Range& passage_in_text) const {
  const ScanDocument& document = documents_[number];
  std::vector<std::size_t> open;  // phrases that have begun: how many words of them are there
  const std::string_view rest = document.passages_stand_apart
                                    ? slice(document.text, passage_in_text)
                                    : document.text.substr(passage_in_text.begin);
  IndexTerms terms(rest);
  std::string term;
  std::uint32_t count = 0;
  for (std::size_t begin = 0; terms.next(term, begin);) {
    const bool is_inside = begin < passage_in_text.size();
    if (!is_inside && open.empty()) break;
    if (is_inside) open.push_back(0);
    std::size_t kept = 0;
    for (const std::size_t words : open) {
      if (!is_word(query_.terms[words], term)) continue;
      if (words + 1 == query_.terms.size()) {
        ++count;
      } else {
        open[kept++] = words + 1;
      }
    }
    open.resize(kept);
  }
  return count;
}

ScanResult Scan::run(std::uint32_t limit, Budget& budget) {
  bool is_whole = true;
  first_passages_ = {0};
  for (const ScanDocument& document : documents_) {
    is_whole = budget.spend(document.text.size());
    if (!is_whole) break;
    first_passages_.push_back(first_passages_.back() +
                              static_cast<std::uint32_t>(document.passages_in_text.size()));
  }
  if (query_.kind != FlatQuery::Kind::Phrase || query_.terms.size() == 1) {
    count_words();
  } else if (!count_phrase_around()) {
    count_phrase();
  }
  ScanResult result = rank(limit);
  result.truncated = !is_whole;
  return result;
}

ScanResult Scan::rank(std::uint32_t limit) const {
  std::uint64_t bytes = 0;
  for (std::size_t d = 0; d + 1 < first_passages_.size(); ++d)
    bytes += documents_[d].text.size();
  const Corpus corpus = {first_passages_.back(), bytes};
  const LengthNorms norms(corpus, 1);
  std::vector<float> weights;
  for (const Counts& counts : counts_)
    weights.push_back(term_weight(corpus, counts.size()));

  ScanResult result;
  // The best so far, the worst of them first. Passages come in the order of the texts: of equal
  // ones those that are there stay.
  std::vector<ScanHit>& best = result.hits;
  const auto is_better = [](const ScanHit& a, const ScanHit& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.document != b.document ? a.document < b.document : a.passage < b.passage;
  };
  std::vector<std::size_t> at(counts_.size());
  std::size_t number = 0;  // of the document
  for (;;) {
    std::uint32_t passage = UINT32_MAX;
    for (std::size_t t = 0; t < counts_.size(); ++t) {
      if (at[t] < counts_[t].size()) passage = std::min(passage, counts_[t][at[t]].passage);
    }
    if (passage == UINT32_MAX) break;
    while (first_passages_[number + 1] <= passage)
      ++number;
    const ScanDocument& document = documents_[number];
    const std::uint32_t own = passage - first_passages_[number];
    const Range range_in_text = document.passages_in_text[own];
    const float norm = norms[range_in_text.size()];
    float score = 0;
    bool has_all = true;
    for (std::size_t t = 0; t < counts_.size(); ++t) {
      if (at[t] == counts_[t].size() || counts_[t][at[t]].passage != passage) {
        has_all = false;
        continue;
      }
      score += term_score(weights[t], static_cast<float>(counts_[t][at[t]++].count), norm);
    }
    if (!has_all && query_.kind != FlatQuery::Kind::Any) continue;
    ++result.total;
    score *= field_weight(static_cast<std::uint32_t>(document.field));
    const bool is_full = limit > 0 && best.size() == limit;
    if (is_full && score <= best.front().score) continue;
    if (is_full) {
      std::ranges::pop_heap(best, is_better);
      best.pop_back();
    }
    best.push_back({document.document, own, range_in_text, score});
    if (limit > 0) std::ranges::push_heap(best, is_better);
  }
  std::ranges::sort(best, is_better);
  return result;
}

/// Words of a query that are looked for at once: each is a walk over the texts.
constexpr std::size_t kMostLikelyWords = 8;

/// What most forms of a word begin with: endings have three letters, beginnings no fewer.
std::string_view beginning_of_forms(std::string_view word) {
  constexpr std::size_t kEnding = 3, kBeginning = 3;
  const bool is_ascii =
      std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (!is_ascii || word.size() <= kBeginning) return word;
  return word.substr(0, std::max(kBeginning, word.size() - kEnding));
}

void add_likely_words(const Node& node, FlatQuery& flat) {
  if (node.kind == Node::Kind::Not) return;
  for (const Node& child : node.children)
    add_likely_words(child, flat);
  for (const Slot& slot : node.slots) {
    // Of words of a character the index has pairs, which begin with the one that is asked for.
    FlatTerm term{slot.text,
                  slot.kind != Slot::Kind::Exact || text::is_single_character_word(slot.text)};
    if (slot.kind == Slot::Kind::Forms || slot.kind == Slot::Kind::Open)
      term.text = beginning_of_forms(term.text);
    if (slot.kind == Slot::Kind::Glob) term.text = term.text.substr(0, term.text.find('*'));
    const auto is_same = [&](const FlatTerm& other) {
      return other.text == term.text && other.is_prefix == term.is_prefix;
    };
    if (term.text.empty() || flat.terms.size() == kMostLikelyWords ||
        std::ranges::any_of(flat.terms, is_same)) {
      continue;
    }
    flat.terms.push_back(term);
  }
}

}  // namespace

FlatQuery likely_words(const Query& query) {
  FlatQuery flat;
  flat.kind = FlatQuery::Kind::Any;
  add_likely_words(query.root, flat);
  return flat;
}

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
  return Scan(documents, query).run(limit, budget);
}

}  // namespace earshot::search
