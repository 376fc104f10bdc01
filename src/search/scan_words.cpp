// Finding words without an index.
//
// 64 places are looked at at once: does a word's first byte stand here, and its last byte where it
// should, whatever their case? Then the word is compared, and the characters round it say whether
// it is one: white space and most marks end words always, letters and digits never.
//
// Before, each stretch is searched for what those rules do not know: bytes that are not ASCII, and
// runs without white space so long that a word might be cut there (text::kMaxTermBytes). What
// stands between white space round such an odd place is cut into words by the analyser, which
// decides. So a Western text is read at the speed of memory, and any other as fast as it can be cut
// into words.

#include "search/scan_words.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

/// Bytes of a stretch: few enough to stay near the processor while every word is looked for.
constexpr std::size_t kStretchBytes = std::size_t{16} << 10;
/// Bytes looked at together.
constexpr std::size_t kTogether = 64;
/// A run of kMaxTermBytes without white space has all of one half of these.
constexpr std::size_t kHalf = kTogether / 2;
static_assert(text::kMaxTermBytes >= kTogether + kHalf - 1);

constexpr std::uint8_t kCaseBit = 0x20;

bool is_single(std::string_view term) {
  return static_cast<unsigned char>(term.front()) >= 0x80 && text::is_single_character_word(term);
}

}  // namespace

IndexTerms::IndexTerms(std::string_view text, std::size_t begin, std::span<const Range> apart)
    : first_(begin), tokens_(text.substr(begin), Analyzer::Shipped) {
  const auto at = std::ranges::upper_bound(apart, begin, {}, &Range::end);
  apart_ = apart.subspan(static_cast<std::size_t>(at - apart.begin()));
  has_ahead_ = tokens_.next(ahead_);
}

bool IndexTerms::next(std::string& term, std::size_t& begin) {
  if (!has_ahead_) return false;
  term = ahead_.term;
  begin = first_ + ahead_.word_in_text.begin;
  const bool is_lone = is_single(term);
  has_ahead_ = tokens_.next(ahead_);
  if (is_lone && has_ahead_ && is_single(ahead_.term) &&
      may_pair(begin, first_ + ahead_.word_in_text.begin)) {
    term += ahead_.term;
  }
  return true;
}

bool IndexTerms::may_pair(std::size_t begin, std::size_t next_begin) {
  while (!apart_.empty() && apart_.front().end <= begin)
    apart_ = apart_.subspan(1);
  return apart_.empty() || next_begin < apart_.front().end;
}

WordScan::WordScan(std::span<const FlatTerm> words) {
  const auto splat = [](char c) {
    return Bytes{} + static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) | kCaseBit);
  };
  for (const FlatTerm& term : words) {
    Word& word = words_.emplace_back();
    word.term = term;
    for (const char c : term.text) {
      word.is_ascii &= static_cast<unsigned char>(c) < 0x80;
      has_apostrophe_ |= c == '\'';
    }
    // Other characters that differ by the bit of case are sorted out when the word is compared.
    word.first = splat(term.text.front());
    word.last = splat(term.text.back());
  }
}

void WordScan::start(std::string_view text, std::span<const Range> apart) {
  text_ = text;
  apart_ = apart;
  at_ = 0;
  next_odd_ = 0;
}

WordScan::Bytes WordScan::load(const char* data) {
  Bytes bytes;
  std::memcpy(&bytes, data, sizeof bytes);
  return bytes;
}

/// A bit for each byte whose highest one is set.
std::uint32_t WordScan::bits(Flags flags) {
  using Bools = bool __attribute__((ext_vector_type(16)));
  return std::bit_cast<std::uint16_t>(__builtin_convertvector(flags < 0, Bools));
}

WordScan::Character WordScan::ascii(char c) {
  if (Tokens::always_ends_word(c)) return {Kind::Ends};
  if (text::is_letter(c) || text::is_digit(c) || c == '_') return {Kind::InWords};
  if (!Tokens::is_mark_in_words(c)) return {};
  return {c == ',' || c == ';' ? Kind::JoinsDigits : Kind::JoinsLetters};  // WB6, WB7
}

/// Dashes, quotation marks and the ellipsis; Other where none of these is.
WordScan::Character WordScan::mark_at(std::size_t at) const {
  constexpr std::string_view kGeneral = "\xE2\x80";
  if (text_.substr(at, 2) != kGeneral || at + 2 == text_.size()) return {};
  switch (static_cast<unsigned char>(text_[at + 2])) {
    case 0x93:  // U+2013
    case 0x94:  // U+2014
    case 0x9C:  // U+201C
    case 0x9D:  // U+201D
    case 0xA6:  // U+2026
      return {Kind::Ends, 3};
    case 0x99:  // U+2019, an apostrophe as it is indexed
      return {Kind::JoinsLetters, 3};
    default:
      return {};
  }
}

WordScan::Character WordScan::character_at(std::size_t at) const {
  return static_cast<unsigned char>(text_[at]) < 0x80 ? ascii(text_[at]) : mark_at(at);
}

WordScan::Character WordScan::character_before(std::size_t at) const {
  if (static_cast<unsigned char>(text_[at - 1]) < 0x80) return ascii(text_[at - 1]);
  return at < 3 ? Character() : mark_at(at - 3);
}

bool WordScan::next() {
  if (at_ >= text_.size()) return false;
  for (Word& word : words_) {
    word.places.clear();
    word.odd_places.clear();
  }
  odd_.clear();
  // The stretch ends behind white space, so that no token stands in two of them.
  const std::size_t begin = at_;
  std::size_t end = std::min(begin + kStretchBytes, text_.size());
  const auto ends_here = [&] { return end == text_.size() || text::is_white(text_[end - 1]); };
  while (end > begin && !ends_here())
    --end;
  if (end == begin) {
    end = begin + 1;
    while (!ends_here())
      ++end;
  }
  while (at_ < end) {
    if (next_odd_ <= at_) next_odd_ = next_odd(at_);
    if (next_odd_ >= end) break;
    at_ = cut_odd(next_odd_);
    end = std::max(end, at_);
  }
  at_ = end;
  for (Word& word : words_) {
    if (word.is_ascii) {
      find(word, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    } else {
      std::swap(word.places, word.odd_places);
    }
  }
  return true;
}

/// Is there white space so near on both sides that no word round `at` is cut?
bool WordScan::is_in_short_token(std::size_t at) const {
  constexpr std::size_t kNear = text::kMaxTermBytes / 2;
  const auto is_break = [&](std::size_t place) { return text::is_white(text_[place]); };
  std::size_t begin = at;
  while (begin > 0 && at - begin < kNear && !is_break(begin - 1))
    --begin;
  std::size_t end = at;
  while (end < text_.size() && end - at < kNear && !is_break(end))
    ++end;
  return at - begin < kNear && end - at < kNear;
}

/// The next character whose rules are not known here, or a byte of a run without white space that
/// is long; the text's end where there is none. At `at` begins a token, or a word cannot go on.
[[gnu::noinline]] std::size_t WordScan::next_odd(std::size_t at) const {
  constexpr std::int8_t kLastWhite = ' ';
  // Not much more than a stretch at once, see IndexBuilder::State::add_given_passage.
  const std::size_t enough = at + 2 * kStretchBytes;
  while (at < enough) {
    for (; at + kTogether <= text_.size() && at < enough; at += kTogether) {
      std::array<Flags, 4> bytes;
      for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::bit_cast<Flags>(load(text_.data() + at + 16 * i));
      const Flags first = bytes[0] | bytes[1];
      const Flags second = bytes[2] | bytes[3];
      // Bytes that are not ASCII are negative, and so below white space.
      const std::uint32_t breaks_in_first =
          bits((bytes[0] <= kLastWhite) | (bytes[1] <= kLastWhite));
      const std::uint32_t breaks_in_second =
          bits((bytes[2] <= kLastWhite) | (bytes[3] <= kLastWhite));
      if (bits(first | second) == 0 && breaks_in_first != 0 && breaks_in_second != 0) continue;
      if (breaks_in_first == 0) return at;
      if (bits(first) == 0 && breaks_in_second == 0) return at + kHalf;
      const std::uint64_t others =
          std::uint64_t{bits(bytes[0])} | std::uint64_t{bits(bytes[1])} << 16 |
          std::uint64_t{bits(bytes[2])} << 32 | std::uint64_t{bits(bytes[3])} << 48;
      at += static_cast<std::size_t>(std::countr_zero(others));
      break;
    }
    if (at >= enough) return at;
    while (at < text_.size() && static_cast<unsigned char>(text_[at]) < 0x80)
      ++at;
    if (at == text_.size()) return at;
    const Character mark = mark_at(at);
    // Words of the query have apostrophes as ASCII has them.
    const bool is_known = mark.kind == Kind::Ends || (mark.kind == Kind::JoinsLetters &&
                                                      !has_apostrophe_ && is_in_short_token(at));
    if (!is_known) return at;
    at += mark.size;
  }
  return at;
}

/// Cuts the token round `at`, and those behind it that begin with other than ASCII, into words.
/// Gives where the last one ends.
std::size_t WordScan::cut_odd(std::size_t at) {
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
  IndexTerms terms(text_, begin, apart_);
  std::string term;
  for (std::size_t place = 0; terms.next(term, place) && place < end;) {
    for (Word& word : words_) {
      if (is_word(word.term, term)) word.odd_places.push_back(static_cast<std::uint32_t>(place));
    }
  }
  odd_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  return end;
}

/// Adds the places where the word's bytes stand, whatever their case; with `looks_before` only
/// where no letter stands before them, which is worth a look for short words.
template <bool looks_before>
[[gnu::noinline]] void WordScan::find_candidates(const Word& word, Range range_in_text) {
  const char* const data = text_.data();
  const Bytes first = word.first;
  const Bytes last = word.last;
  const std::size_t to_last = word.term.text.size() - 1;
  const std::size_t end = range_in_text.end;
  std::size_t at = range_in_text.begin;
  const auto take = [&](std::size_t place) {
    if (is_here(word, place)) candidates_.push_back(static_cast<std::uint32_t>(place));
  };
  if (looks_before && at == 0 && at < end) take(at++);
  const auto flags_at = [&](std::size_t from) {
    Flags flags = ((load(data + from) | kCaseBit) == first) &
                  ((load(data + from + to_last) | kCaseBit) == last);
    if constexpr (looks_before) {
      const Bytes from_a = (load(data + from - 1) | kCaseBit) - static_cast<std::uint8_t>('a');
      flags &= from_a >= 26;
    }
    return flags;
  };
  for (; at < end && at + to_last + kTogether <= text_.size(); at += kTogether) {
    const Flags a = flags_at(at);
    const Flags b = flags_at(at + 16);
    const Flags c = flags_at(at + 32);
    const Flags d = flags_at(at + 48);
    if (bits(a | b | c | d) == 0) continue;
    std::uint64_t left = std::uint64_t{bits(a)} | std::uint64_t{bits(b)} << 16 |
                         std::uint64_t{bits(c)} << 32 | std::uint64_t{bits(d)} << 48;
    for (; left != 0; left &= left - 1) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(left));
      if (place >= end) return;
      take(place);
    }
  }
  for (; at < end; ++at)
    take(at);
}

bool WordScan::is_here(const Word& word, std::size_t at) const {
  const std::string_view own = word.term.text;
  if (own.size() > text_.size() - at) return false;
  const char* const data = text_.data() + at;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (text::to_lower(data[i]) != own[i]) return false;
  }
  return true;
}

/// Finds the word in the stretch that was read last.
void WordScan::find(Word& word, Range range_in_text) {
  constexpr std::size_t kShort = 2;
  candidates_.clear();
  if (word.term.text.size() <= kShort) {
    find_candidates<true>(word, range_in_text);
  } else {
    find_candidates<false>(word, range_in_text);
  }
  std::size_t done = 0;  // what stands before has been cut into words
  auto odd = odd_.begin();
  auto odd_place = word.odd_places.begin();
  const auto take_odd = [&](std::size_t end) {
    for (; odd_place != word.odd_places.end() && *odd_place < end; ++odd_place)
      word.places.push_back(*odd_place);
  };
  for (const std::uint32_t at : candidates_) {
    while (odd != odd_.end() && odd->end <= at)
      ++odd;
    if (at < done || (odd != odd_.end() && odd->begin <= at)) continue;
    const Border before = border_before(at);
    if (before == Border::Inside) continue;
    const Border behind = border_behind(word, at + word.term.text.size());
    if (behind == Border::Inside) continue;
    take_odd(at);
    if (before == Border::Word && behind == Border::Word) {
      word.places.push_back(at);
    } else {
      done = cut_token(word, at);
    }
  }
  take_odd(text_.size());
}

/// Is the mark at `at` an apostrophe behind which a word may begin (text::is_elided)?
bool WordScan::may_elide(std::size_t at) const {
  const std::size_t next = at + character_at(at).size;
  const bool is_apostrophe = text_[at] == '\'' || static_cast<unsigned char>(text_[at]) >= 0x80;
  return is_apostrophe && next < text_.size() &&
         std::string_view("aeiouyh").contains(text::to_lower(text_[next]));
}

/// Does a word begin at `at`, where a word of the query stands? Not asked in odd ranges.
WordScan::Border WordScan::border_before(std::size_t at) const {
  if (at == 0) return Border::Word;
  const Character before = character_before(at);
  if (before.kind == Kind::Ends) return Border::Word;
  if (before.kind == Kind::InWords) return Border::Inside;
  if (before.kind == Kind::Other) return Border::Unclear;
  // A mark joins what stands on both sides of it.
  if (at == before.size) return Border::Word;
  if (character_before(at - before.size).kind == Kind::Ends) return Border::Word;
  const bool are_letters =
      text::is_letter(text_[at]) && text::is_letter(text_[at - before.size - 1]);
  if (may_elide(at - before.size)) return Border::Unclear;
  return before.kind == Kind::JoinsLetters && are_letters ? Border::Inside : Border::Unclear;
}

/// Does the word that stands before `end` end there?
WordScan::Border WordScan::border_behind(const Word& word, std::size_t end) const {
  const char last = word.term.text.back();
  if (word.term.is_prefix) {
    return ascii(last).kind == Kind::InWords ? Border::Word : Border::Unclear;
  }
  if (end == text_.size()) return Border::Word;
  const Character behind = character_at(end);
  if (behind.kind == Kind::Ends) return Border::Word;
  if (behind.kind == Kind::InWords) return Border::Inside;
  if (behind.kind == Kind::Other) return Border::Unclear;
  const std::size_t next = end + behind.size;
  if (next == text_.size() || character_at(next).kind == Kind::Ends) return Border::Word;
  if (!text::is_letter(last) || !text::is_letter(text_[next])) return Border::Unclear;
  if (may_elide(end)) return Border::Unclear;
  return behind.kind == Kind::JoinsLetters ? Border::Inside : Border::Word;
}

/// Cuts the token round `at`, in no odd range, into words and adds the places of `word` among them
/// that are not taken yet. Gives where the token ends.
std::size_t WordScan::cut_token(Word& word, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && !text::is_white(text_[begin - 1]))
    --begin;
  std::size_t end = at;
  while (end < text_.size() && !text::is_white(text_[end]))
    ++end;
  Tokens tokens(text_.substr(begin, end - begin), Analyzer::Shipped);
  for (Token token; tokens.next(token);) {
    const auto place = static_cast<std::uint32_t>(begin + token.word_in_text.begin);
    const bool is_taken = !word.places.empty() && place <= word.places.back();
    if (!is_taken && is_word(word.term, token.term)) word.places.push_back(place);
  }
  return end;
}

}  // namespace earshot::search
