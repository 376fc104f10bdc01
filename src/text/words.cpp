// Words by UAX 29.
//
// The text is walked token by token, a token being what stands between two ASCII white-space
// characters: rules of UAX 29 that give words never look across such a character, so each token can
// be cut on its own. A token of ASCII alone, which is nearly every one in Western texts, is cut by
// the few rules that can apply to ASCII (WB5 to WB13b); any other goes through libunibreak. A test
// holds both against each other on random texts.
//
// To be searched for, segments of UAX 29 are cut further: where something is elided, and between
// the characters of scripts whose words cannot be told from their letters.

#include "text/words.h"

#include <utf8proc.h>
#include <wordbreak.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "text/elision.h"
#include "text/scripts.h"

namespace earshot::text {

bool is_letter_or_digit(std::int32_t character) {
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

bool is_mark(std::int32_t character) {
  if (character < 0x300) return false;
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return true;
    default:
      return false;
  }
}

namespace {

struct CharacterRange {
  std::int32_t first;
  std::int32_t last;
};

// Blocks of Scripts.txt's Hiragana, Katakana, Han and Thai, with the marks that belong to them.
constexpr std::array kOwnWords = {
    CharacterRange{0x0E00, 0x0E7F},   CharacterRange{0x2E80, 0x2FDF},
    CharacterRange{0x3005, 0x3007},   CharacterRange{0x3021, 0x3029},
    CharacterRange{0x3031, 0x3035},   CharacterRange{0x3038, 0x303C},
    CharacterRange{0x3041, 0x30FF},   CharacterRange{0x31F0, 0x31FF},
    CharacterRange{0x32D0, 0x32FE},   CharacterRange{0x3300, 0x3357},
    CharacterRange{0x3400, 0x4DBF},   CharacterRange{0x4E00, 0x9FFF},
    CharacterRange{0xF900, 0xFAFF},   CharacterRange{0xFF66, 0xFF9F},
    CharacterRange{0x16FE2, 0x16FF1}, CharacterRange{0x1AFF0, 0x1B16F},
    CharacterRange{0x20000, 0x3FFFF},
};

// Line_Break=Complex_Context: UAX 29 leaves these scripts to dictionaries and breaks between their
// letters.
constexpr std::array kComplexContext = {
    CharacterRange{0x0E80, 0x0EFF}, CharacterRange{0x1000, 0x109F},
    CharacterRange{0x1780, 0x17FF}, CharacterRange{0x1950, 0x19DF},
    CharacterRange{0x1A20, 0x1AAF}, CharacterRange{0xA9E0, 0xA9FF},
    CharacterRange{0xAA60, 0xAADF}, CharacterRange{0x11700, 0x1174F},
};

// Jamo, conjoining and not, and syllables, half-width ones last.
constexpr std::array kHangul = {
    CharacterRange{0x1100, 0x11FF}, CharacterRange{0x3131, 0x318E}, CharacterRange{0xA960, 0xA97F},
    CharacterRange{0xAC00, 0xD7FF}, CharacterRange{0xFFA0, 0xFFDC},
};

template <std::size_t N>
bool is_in(const std::array<CharacterRange, N>& ranges, std::int32_t character) {
  return std::ranges::any_of(ranges, [character](CharacterRange range) {
    return character >= range.first && character <= range.last;
  });
}

enum class Class : std::uint8_t { Other, Space, Letter, Digit, Joiner, MidLetter, MidNum, MidBoth };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c)
    classes[static_cast<std::size_t>(c)] = Class::Letter;
  for (int c = 'A'; c <= 'Z'; ++c)
    classes[static_cast<std::size_t>(c)] = Class::Letter;
  for (int c = '0'; c <= '9'; ++c)
    classes[static_cast<std::size_t>(c)] = Class::Digit;
  for (const char c : {' ', '\t', '\n', '\v', '\f', '\r'}) {
    classes[static_cast<std::size_t>(c)] = Class::Space;
  }
  classes['_'] = Class::Joiner;  // ExtendNumLet
  classes[':'] = Class::MidLetter;
  classes[','] = classes[';'] = Class::MidNum;
  classes['.'] = classes['\''] = Class::MidBoth;  // MidNumLet, Single_Quote
  return classes;
}();

constexpr Class class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

constexpr bool joins(Class c) {
  return c == Class::Letter || c == Class::Digit || c == Class::Joiner;
}

/// A character that a word can begin and end with.
bool is_word_edge(std::string_view text, std::size_t begin, std::size_t end) {
  utf8proc_int32_t character = -1;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + begin,
                   static_cast<utf8proc_ssize_t>(end - begin), &character);
  return character == '_' || (character >= 0 && is_letter_or_digit(character));
}

/// Hands over what are words of text[begin, end), which stood beside a cut: without the marks at
/// its ends, which only join what is on both of their sides, and what is elided at its begin for
/// itself. So each piece is cut as the same words when it stands alone.
void emit_piece(std::string_view text, std::size_t begin, std::size_t end, WordCut cut,
                WordSink& sink) {
  std::size_t first = end;
  std::size_t behind = begin;
  bool is_word = false;
  for (std::size_t at = begin; at < end;) {
    std::size_t next = at + 1;
    while (next < end && is_continuation(text[next]))
      ++next;
    if (is_word_edge(text, at, next)) {
      first = std::min(first, at);
      behind = next;
      is_word |= text[at] != '_';
    }
    at = next;
  }
  if (!is_word) return;
  const auto tell = [&](std::size_t from, std::size_t to) {
    sink.word({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  };
  while (cut == WordCut::Search) {
    const Elided elided = elided_at_begin(text.substr(first, behind - first));
    if (elided.letters == 0) break;
    tell(first, first + elided.letters);
    first += elided.end;
  }
  tell(first, behind);
}

/// Hands a word over, in pieces where it is too long to be a term.
void emit(std::string_view text, std::size_t begin, std::size_t end, WordCut cut, WordSink& sink) {
  if (end - begin <= kMaxTermBytes) {
    sink.word({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return;
  }
  while (begin < end) {
    std::size_t piece_end = std::min(begin + kMaxTermBytes, end);
    while (piece_end < end && piece_end > begin && is_continuation(text[piece_end]))
      --piece_end;
    if (piece_end == begin) piece_end = begin + kMaxTermBytes;  // no UTF-8 at all
    emit_piece(text, begin, piece_end, cut, sink);
    begin = piece_end;
  }
}

/// Words of text[begin, end), which is ASCII.
void ascii_words(std::string_view text, std::size_t begin, std::size_t end, WordCut cut,
                 WordSink& sink) {
  std::size_t at = begin;
  while (at < end) {
    Class last = class_of(text[at]);
    if (!joins(last)) {
      ++at;
      continue;
    }
    const std::size_t first = at;
    bool is_word = last != Class::Joiner;
    for (++at; at < end; ++at) {
      const Class next = class_of(text[at]);
      if (joins(next)) {  // WB5, WB8, WB9, WB10, WB13a, WB13b
        last = next;
        is_word |= next != Class::Joiner;
        continue;
      }
      // WB6, WB7: letter x mid x letter. WB11, WB12: digit x mid x digit.
      const bool between_letters = next == Class::MidLetter || next == Class::MidBoth;
      const bool between_digits = next == Class::MidNum || next == Class::MidBoth;
      const bool goes_on =
          at + 1 < end && class_of(text[at + 1]) == last &&
          ((last == Class::Letter && between_letters) || (last == Class::Digit && between_digits));
      if (!goes_on) break;
      if (text[at] == '\'' && cut == WordCut::Search &&
          is_elided(text.substr(first, at - first), text.substr(at + 1, 1))) {
        break;
      }
    }
    if (is_word) emit(text, first, at, cut, sink);
  }
}

/// What is in text[begin, end), a segment of UAX 29: words of one character, and what is between.
class SegmentWords {
 public:
  SegmentWords(std::string_view text, WordCut cut, WordSink& sink)
      : text_(text), cut_(cut), sink_(sink) {}

  void take(std::size_t begin, std::size_t end);

 private:
  bool is_own(utf8proc_int32_t character) const {
    return cut_ == WordCut::Search ? is_word_of_its_own(character)
                                   : character >= 0x0E00 && is_in(kOwnWords, character);
  }
  /// Does an own character go on with the one before, as voicing marks of half width and the jamo
  /// of a syllable do?
  bool goes_on(utf8proc_int32_t before, utf8proc_int32_t character) const {
    return cut_ == WordCut::Search && (is_inner_jamo(character) || is_voicing_mark(character)) &&
           !utf8proc_grapheme_break(before, character);
  }

  /// Hands over a word of other characters, without what is elided before it.
  void emit_word(std::size_t begin, std::size_t end) {
    while (cut_ == WordCut::Search) {
      const Elided elided = elided_at_begin(text_.substr(begin, end - begin));
      if (elided.letters == 0) break;
      emit(text_, begin, begin + elided.letters, cut_, sink_);
      begin += elided.end;
    }
    emit(text_, begin, end, cut_, sink_);
  }

  std::string_view text_;
  WordCut cut_;
  WordSink& sink_;
};

void SegmentWords::take(std::size_t begin, std::size_t end) {
  std::size_t first = begin;
  std::size_t behind = begin;  // of what surely belongs to the word
  bool is_word = false;
  bool was_own = false;  // text[first, at) is a character that is a word of its own, with marks
  utf8proc_int32_t before = 0;
  const auto close = [&](std::size_t at) {
    // What UAX 29 joins to letters ("한." before a letter) is no part of the word here.
    const bool is_cut = cut_ == WordCut::Search && (was_own || at < end);
    if (!is_word) return;
    if (was_own) {
      emit(text_, first, is_cut ? behind : at, cut_, sink_);
    } else {
      emit_word(first, is_cut ? behind : at);
    }
  };
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
  for (std::size_t at = begin; at < end;) {
    utf8proc_int32_t character = -1;
    const utf8proc_ssize_t size =
        utf8proc_iterate(data + at, static_cast<utf8proc_ssize_t>(end - at), &character);
    const std::size_t next = at + static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 1));
    const bool counts = size > 0 && is_letter_or_digit(character);
    const bool own = counts && is_own(character);
    const bool continues = own && was_own && goes_on(before, character);
    if ((own || (was_own && counts)) && !continues) {
      close(at);
      first = at;
      is_word = false;
    }
    if (own || counts) was_own = own;
    is_word |= counts;
    const auto joins_on = [&] { return is_mark(character) || (character == '_' && !was_own); };
    if (counts || (behind == at && joins_on())) behind = next;
    before = character;
    at = next;
  }
  close(end);
}

/// Words of text[begin, end), by libunibreak. `breaks` is scratch.
void unicode_words(std::string_view text, std::size_t begin, std::size_t end,
                   std::vector<char>& breaks, WordCut cut, WordSink& sink) {
  const std::size_t size = end - begin;
  breaks.resize(size);
  set_wordbreaks_utf8(reinterpret_cast<const utf8_t*>(text.data() + begin), size, "",
                      breaks.data());
  SegmentWords segments(text, cut, sink);
  std::size_t first = begin;
  for (std::size_t i = 0; i < size; ++i) {
    if (breaks[i] != WORDBREAK_BREAK && i + 1 < size) continue;
    segments.take(first, begin + i + 1);
    first = begin + i + 1;
  }
}

class Collector final : public WordSink {
 public:
  void word(Word word_in_text) override { words.push_back(word_in_text); }
  std::vector<Word> words;
};

}  // namespace

bool is_word_of_its_own(std::int32_t character) {
  return character >= 0x0E00 && (is_in(kOwnWords, character) || is_in(kHangul, character) ||
                                 is_in(kComplexContext, character));
}

bool is_hangul(std::int32_t character) {
  return character >= 0x1100 && is_in(kHangul, character);
}

bool is_inner_jamo(std::int32_t character) {
  if (character < 0x1160 || character > 0xD7FB) return false;
  const unsigned bound = utf8proc_get_property(character)->boundclass;
  return bound == UTF8PROC_BOUNDCLASS_V || bound == UTF8PROC_BOUNDCLASS_T;
}

void for_each_word(std::string_view text, WordSink& sink, WordCut cut) {
  std::vector<char> breaks;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    unsigned char all = 0;
    while (at < text.size() && class_of(text[at]) != Class::Space) {
      all |= static_cast<unsigned char>(text[at++]);
    }
    if (all < 0x80) {
      ascii_words(text, begin, at, cut, sink);
    } else {
      unicode_words(text, begin, at, breaks, cut, sink);
    }
    ++at;
  }
}

std::vector<Word> words(std::string_view text, WordCut cut) {
  Collector collector;
  for_each_word(text, collector, cut);
  return std::move(collector.words);
}

}  // namespace earshot::text
