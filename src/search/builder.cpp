// Collecting documents for an index: each word becomes the number of its term in one stream, and
// passages are cut by a window over the last words. index_writer.cpp makes bytes of it.

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "base/range.h"
#include "search/analyzer.h"
#include "search/format.h"
#include "search/index.h"
#include "search/index_writer.h"
#include "search/sentence.h"
#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

/// Ends are looked for from so many words on, so that passages stay comparable.
constexpr std::uint32_t kMinPassageWords = 24;

/// A document's rest of up to so many words stays one passage rather than leave a crumb.
constexpr std::uint32_t kMaxLastPassageWords = 56;

static_assert(kMinPassageWords < kPassageWords && kPassageWords < kMaxLastPassageWords &&
              kMaxLastPassageWords <= kMaxPassageWords);

/// A word that waits for its passage to be cut.
struct Pending {
  Range word_in_text;
  std::uint32_t cut_before = 0;  ///< where the text is cut if the passage begins with this word
  enum class Border : std::uint8_t { None, Sentence, Given } border = Border::None;
};

}  // namespace

struct IndexBuilder::State {
  explicit State(IndexOptions options) { index.options = options; }

  void add(const DocumentInput& input);
  struct WordsAhead;
  void add_given(const DocumentInput& input);
  void add_given_passage(Range range_in_text, WordsAhead& ahead);
  void add_cut(const DocumentInput& input);
  /// Adds a word to the stream.
  void push_term(const Token& token) {
    if (held.empty() && static_cast<unsigned char>(token.term.front()) < 0x80) {
      index.words.push(index.terms.number(token));
    } else {
      push_other(token);
    }
  }
  void push_other(const Token& token);
  void push_held();
  void push_word(Range word_in_text);
  void cut_passage();
  std::uint32_t best_cut() const;
  void add_passage(Range range_in_text, std::uint32_t words);

  CollectedIndex index;
  std::uint64_t left_out = 0;
  std::uint32_t next_ordinal = 0;

  // Of the document that is being added:
  std::string held;  // a character whose term is not known yet
  std::string_view document_text;
  std::span<const std::uint32_t> borders;  // those that lie ahead
  std::array<Pending, kMaxPassageWords + 1> window;
  std::uint32_t window_size = 0;
  std::uint32_t previous_end = 0;  // of the previous word
};

void IndexBuilder::State::add(const DocumentInput& input) {
  // Each passage takes up an ordinal at least, each word too: neither may pass its limit.
  const std::uint64_t most_passages =
      index.passages.size() + input.passages_in_text.size() + input.text.size() / kMinPassageWords;
  const std::uint64_t most_ordinals =
      std::uint64_t{next_ordinal} + input.text.size() + input.passages_in_text.size() + 1;
  if (most_passages > format::kMaxPassages || most_ordinals > UINT32_MAX) {
    ++left_out;
    return;
  }
  index.documents.push_back({.document = input.document,
                             .first_passage = static_cast<std::uint32_t>(index.passages.size()),
                             .first_ordinal = next_ordinal,
                             .field = static_cast<std::uint8_t>(input.field),
                             .languages = static_cast<std::uint16_t>(input.language)});
  document_text = input.text;
  if (input.passages_in_text.empty()) {
    add_cut(input);
  } else {
    add_given(input);
  }
  ++next_ordinal;  // the gap that no phrase crosses
}

/// The words of a text, and the one that has been looked at already.
struct IndexBuilder::State::WordsAhead {
  explicit WordsAhead(const DocumentInput& input, Analyzer analyzer)
      : words(input.text, analyzer), has_word(words.next(word)) {}

  Tokens words;
  Token word;
  bool has_word;
};

void IndexBuilder::State::add_given(const DocumentInput& input) {
  WordsAhead ahead(input, index.options.analyzer);
  for (const Range range_in_text : input.passages_in_text)
    add_given_passage(range_in_text, ahead);
}

/// A call of its own for each passage: a browser compiles wasm quickly at first and well where it
/// turns out to be hot, but a function that is running stays as it is. In one call for the whole
/// text nearly all of it would be read by slow code.
[[gnu::noinline]] void IndexBuilder::State::add_given_passage(Range range_in_text,
                                                              WordsAhead& ahead) {
  std::uint32_t words = 0;
  while (ahead.has_word && ahead.word.word_in_text.begin < range_in_text.end) {
    if (ahead.word.word_in_text.begin >= range_in_text.begin) {
      if (words < kMaxGivenWords) {
        push_term(ahead.word);
        ++words;
      } else {
        ++left_out;
      }
    }
    ahead.has_word = ahead.words.next(ahead.word);
  }
  push_held();  // no pair runs from one into the next
  add_passage(range_in_text, words);
  ++next_ordinal;
}

void IndexBuilder::State::add_cut(const DocumentInput& input) {
  borders = input.borders_in_text;
  window_size = 0;
  previous_end = 0;
  Tokens tokens(input.text, index.options.analyzer);
  for (Token token; tokens.next(token);) {
    push_term(token);
    push_word(token.word_in_text);
  }
  push_held();
  while (window_size > 0)
    cut_passage();
}

/// A word of a character (Han, kana, Hangul, Thai ...) waits for the word behind it: two such words
/// in a row are indexed as a pair, in the place of the first. A single one alone is in most
/// passages.
void IndexBuilder::State::push_other(const Token& token) {
  const bool is_lone = static_cast<unsigned char>(token.term.front()) >= 0x80 &&
                       index.options.analyzer == Analyzer::Shipped &&
                       text::is_single_character_word(token.term);
  if (is_lone && !held.empty()) {
    const std::size_t size = held.size();
    held += token.term;
    const std::string next = held.substr(size);
    push_held();
    held = next;
    return;
  }
  if (!held.empty()) push_held();
  if (is_lone) {
    held = token.term;
  } else {
    index.words.push(index.terms.number(token));
  }
}

void IndexBuilder::State::push_held() {
  if (held.empty()) return;
  Token token;
  token.term = held;
  std::memcpy(&token.head, held.data(), std::min(held.size(), sizeof token.head));
  index.words.push(index.terms.number(token));
  held.clear();
}

void IndexBuilder::State::push_word(Range word_in_text) {
  if (window_size == window.size()) cut_passage();
  Pending& pending = window[window_size++];
  pending.word_in_text = word_in_text;
  pending.border = Pending::Border::None;
  pending.cut_before = previous_end;
  while (!borders.empty() && borders.front() <= word_in_text.begin) {
    pending.border = Pending::Border::Given;
    pending.cut_before = std::max(borders.front(), previous_end);
    borders = borders.subspan(1);
  }
  // A lone space is nearly every gap.
  if (pending.border == Pending::Border::None && word_in_text.begin - previous_end > 1) {
    const std::string_view gap = slice(document_text, {previous_end, word_in_text.begin});
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
  const bool is_first = index.passages.size() == index.documents.back().first_passage;
  const bool is_last = words == window_size;
  const Range whole_in_text = {
      is_first ? 0 : window[0].cut_before,
      is_last ? static_cast<std::uint32_t>(document_text.size()) : window[words].cut_before};
  add_passage(text::trimmed(document_text, whole_in_text), words);
  std::copy(window.begin() + words, window.begin() + window_size, window.begin());
  window_size -= words;
}

void IndexBuilder::State::add_passage(Range range_in_text, std::uint32_t words) {
  index.passages.push_back({range_in_text.begin, range_in_text.end, next_ordinal});
  index.lengths.push_back(static_cast<std::uint16_t>(words));
  next_ordinal += words;
}

IndexBuilder::IndexBuilder(IndexOptions options) : state_(std::make_unique<State>(options)) {}
IndexBuilder::~IndexBuilder() = default;
IndexBuilder::IndexBuilder(IndexBuilder&&) noexcept = default;
IndexBuilder& IndexBuilder::operator=(IndexBuilder&&) noexcept = default;

void IndexBuilder::add(const DocumentInput& document) {
  state_->add(document);
}
std::uint64_t IndexBuilder::left_out() const {
  return state_->left_out;
}
std::vector<std::byte> IndexBuilder::finish() {
  std::vector<std::byte> bytes = write_index(state_->index);
  state_ = std::make_unique<State>(state_->index.options);
  return bytes;
}

}  // namespace earshot::search
