#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/folded_words.h"
#include "text/scripts.h"
#include "text/words.h"

namespace earshot::text {
namespace {

using Character = utf8proc_int32_t;

/// The longest compatibility decomposition of one character (U+FDFA) has 18 characters.
constexpr std::size_t kMaxDecomposed = 32;
using Decomposed = std::array<Character, kMaxDecomposed>;

/// Characters that are composed together: a letter with its marks. More marks than any letter has
/// are composed apart.
constexpr std::size_t kMaxCluster = 32;

constexpr Character kCyrillicI = 0x438;
constexpr Character kBreve = 0x306;
constexpr Character kArabic = 0x600;
constexpr Character kTatweel = 0x640;  // makes a word longer, and nothing else of it

struct CharacterRange {
  Character first;
  Character last;
};

// Marks without which a letter is the same one. All of them are of secondary weight in the Unicode
// collation algorithm; those of this weight that are left out tell words apart (tones of Thai and
// its neighbours).
constexpr std::array kAccents = {
    CharacterRange{0x0300, 0x036F},  // Latin, Greek, Cyrillic
    CharacterRange{0x0483, 0x0489},  // Cyrillic
    CharacterRange{0x0591, 0x05BD},
    CharacterRange{0x05BF, 0x05BF},  // Hebrew
    CharacterRange{0x05C1, 0x05C2},
    CharacterRange{0x05C4, 0x05C5},
    CharacterRange{0x05C7, 0x05C7},
    CharacterRange{0x0610, 0x061A},
    CharacterRange{0x064B, 0x065F},  // Arabic
    CharacterRange{0x0670, 0x0670},
    CharacterRange{0x06D6, 0x06DC},
    CharacterRange{0x06DF, 0x06E4},
    CharacterRange{0x06E7, 0x06E8},
    CharacterRange{0x06EA, 0x06ED},
    CharacterRange{0x0711, 0x0711},
    CharacterRange{0x0730, 0x074A},  // Syriac
    CharacterRange{0x07EB, 0x07F3},  // N'Ko
    CharacterRange{0x0897, 0x089F},
    CharacterRange{0x08CA, 0x08FF},  // Arabic
    // Nuktas, and the accents of the Vedas.
    CharacterRange{0x093C, 0x093C},
    CharacterRange{0x0951, 0x0954},
    CharacterRange{0x09BC, 0x09BC},
    CharacterRange{0x0A3C, 0x0A3C},
    CharacterRange{0x0ABC, 0x0ABC},
    CharacterRange{0x0B3C, 0x0B3C},
    CharacterRange{0x0C3C, 0x0C3C},
    CharacterRange{0x0CBC, 0x0CBC},
    CharacterRange{0x135D, 0x135F},  // Ethiopic
    CharacterRange{0x1AB0, 0x1AFF},  // Latin
    CharacterRange{0x1CD0, 0x1CFA},  // Vedic
    CharacterRange{0x1DC0, 0x1DFF},  // Latin
    CharacterRange{0x20D0, 0x20F0},  // round symbols
    CharacterRange{0x2CEF, 0x2CF1},  // Coptic
    CharacterRange{0x2DE0, 0x2DFF},  // Cyrillic
    CharacterRange{0x302A, 0x302F},  // tones beside Han and Hangul
    CharacterRange{0xA66F, 0xA672},
    CharacterRange{0xA674, 0xA67D},  // Cyrillic
    CharacterRange{0xA69E, 0xA69F},
    CharacterRange{0xFE20, 0xFE2F},  // halves
    CharacterRange{0x110BA, 0x110BA},
};

bool is_accent(Character mark) {
  const auto* const after = std::ranges::upper_bound(kAccents, mark, {}, &CharacterRange::first);
  return after != kAccents.begin() && mark <= (after - 1)->last && is_mark(mark);
}

/// A letter in lower case that does not decompose, and what is typed for it.
struct Spelling {
  Character letter;
  std::u32string_view typed;
};
constexpr std::array kSpellings = {
    Spelling{0x00E6, U"ae"}, Spelling{0x00F0, U"d"},  Spelling{0x00F8, U"o"},
    Spelling{0x00FE, U"th"}, Spelling{0x0111, U"d"},  Spelling{0x0127, U"h"},
    Spelling{0x0131, U"i"},  Spelling{0x0138, U"q"},  Spelling{0x0142, U"l"},
    Spelling{0x014B, U"n"},  Spelling{0x0153, U"oe"}, Spelling{0x0167, U"t"},
    Spelling{0x0180, U"b"},  Spelling{0x0183, U"b"},  Spelling{0x0188, U"c"},
    Spelling{0x018C, U"d"},  Spelling{0x0192, U"f"},  Spelling{0x0199, U"k"},
    Spelling{0x019A, U"l"},  Spelling{0x019E, U"n"},  Spelling{0x01A5, U"p"},
    Spelling{0x01AB, U"t"},  Spelling{0x01AD, U"t"},  Spelling{0x01B4, U"y"},
    Spelling{0x01B6, U"z"},  Spelling{0x01E5, U"g"},  Spelling{0x0225, U"z"},
    Spelling{0x0237, U"j"},  Spelling{0x023C, U"c"},  Spelling{0x0247, U"e"},
    Spelling{0x0249, U"j"},  Spelling{0x024D, U"r"},  Spelling{0x024F, U"y"},
    Spelling{0x0253, U"b"},  Spelling{0x0254, U"o"},  Spelling{0x0256, U"d"},
    Spelling{0x0257, U"d"},  Spelling{0x025B, U"e"},  Spelling{0x0260, U"g"},
    Spelling{0x0268, U"i"},  Spelling{0x026B, U"l"},  Spelling{0x0272, U"n"},
    Spelling{0x0289, U"u"},  Spelling{0x028B, U"v"},  Spelling{0x0629, U"ه"},
    Spelling{0x0649, U"ي"},  Spelling{0x0671, U"ا"},  Spelling{0x06A9, U"ك"},
    Spelling{0x06CC, U"ي"},  Spelling{0x2C61, U"l"},  Spelling{0x2C65, U"a"},
    Spelling{0x2C66, U"t"},
};
static_assert(std::ranges::is_sorted(kSpellings, {}, &Spelling::letter));

std::u32string_view spelling_of(Character letter) {
  const auto* const found = std::ranges::lower_bound(kSpellings, letter, {}, &Spelling::letter);
  return found != kSpellings.end() && found->letter == letter ? found->typed
                                                              : std::u32string_view();
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text)
    all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::span<const Character> decompose(Character character, int options, Decomposed& into) {
  int boundary_class = UTF8PROC_BOUNDCLASS_START;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(character, into.data(), kMaxDecomposed,
                              static_cast<utf8proc_option_t>(options), &boundary_class);
  const bool fits = count >= 0 && count <= static_cast<utf8proc_ssize_t>(kMaxDecomposed);
  return {into.data(), fits ? static_cast<std::size_t>(count) : 0};
}

void append_character(Character character, std::string& out) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t size = utf8proc_encode_char(character, bytes.data());
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    out.push_back(static_cast<char>(bytes[static_cast<std::size_t>(i)]));
  }
}

/// Calls `take` for each character of `word`. What is no UTF-8 says nothing: callers hand over
/// valid text.
template <typename Take>
void for_each_character(std::string_view word, Take take) {
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(word.data());
  Character previous = 0;
  for (std::size_t at = 0; at < word.size();) {
    Character character = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(data + at, static_cast<utf8proc_ssize_t>(word.size() - at), &character);
    at += static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 1));
    if (size <= 0) continue;
    // People type the straight apostrophe, notes are set with the curved one. After a Hebrew letter
    // both have rules of their own in UAX 29, so they stay there.
    if (character == 0x2019 && !is_hebrew(previous)) character = '\'';
    previous = character;
    take(character);
  }
}

/// May `decomposed` stand for `character` inside a word? For "½" (one, fraction slash, two) it may
/// not: cut into words again it would give others, and a printed query would change its meaning.
/// What is made of characters that are words of their own is composed as it is.
bool stays_one_word(Character character, std::span<const Character> decomposed) {
  if (decomposed.size() == 1) {
    // Other jamo than conjoining ones would become syllables.
    if (decomposed[0] != character && is_hangul(decomposed[0])) return false;
    // The mathematical alef joins otherwise than the letter.
    if (is_hebrew(decomposed[0]) && !is_hebrew(character)) return false;
    return is_letter_or_digit(decomposed[0]) ||
           (!is_letter_or_digit(character) && decomposed[0] != 0x20);
  }
  return std::ranges::all_of(decomposed, [](Character part) {
    return is_mark(part) || (is_letter_or_digit(part) && !is_word_of_its_own(part));
  });
}

/// Folds the characters of a word one after the other.
class Folder {
 public:
  explicit Folder(std::string& out) : out_(out) {}

  void take(Character character) {
    const Character known = known_fold(character);
    if (known == kNothing) return;
    if (known == kUnknown) {
      take_unknown(character);
    } else {
      add(known);
    }
  }

  /// The same, without looking into the table of what is known.
  void take_unknown(Character character) {
    if (character < 0x80) {
      take_part(character);
      return;
    }
    if (size_ > 0 && is_voicing_mark(character)) {
      add(character == 0xFF9E ? 0x3099 : 0x309A);
      return;
    }
    Decomposed decomposed;
    const auto parts =
        decompose(character, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE, decomposed);
    if (!stays_one_word(character, parts)) {
      add(character);
      return;
    }
    for (const Character part : parts)
      take_part(part);
  }

  /// What is not written yet. To be called at the end.
  void flush() {
    if (size_ > 1) {
      // Marks stand in the order of their classes before they are composed.
      const auto combining_class = [](Character c) {
        return utf8proc_get_property(c)->combining_class;
      };
      for (std::size_t i = 1; i < size_; ++i) {
        for (std::size_t k = i; k > 0; --k) {
          const auto own = combining_class(cluster_[k]);
          if (own == 0 || combining_class(cluster_[k - 1]) <= own) break;
          std::swap(cluster_[k - 1], cluster_[k]);
        }
      }
      constexpr auto kCompose = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
      const utf8proc_ssize_t composed =
          utf8proc_normalize_utf32(cluster_.data(), static_cast<utf8proc_ssize_t>(size_), kCompose);
      size_ = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(composed, 0));
    }
    for (std::size_t i = 0; i < size_; ++i)
      append_character(cluster_[i], out_);
    size_ = 0;
  }

 private:
  static constexpr Character kUnknown = 0;
  static constexpr Character kNothing = 0xFFFF;

  static Character known_fold(Character character);

  void take_part(Character part) {
    if (part < 0x80) {
      add(static_cast<unsigned char>(lower_ascii(static_cast<char>(part))));
      return;
    }
    if (part == kTatweel && size_ > 0 && cluster_[0] >= kArabic) return;
    if (is_accent(part)) {
      if (part == kBreve && size_ == 1 && cluster_[0] == kCyrillicI) add(part);
      return;
    }
    Decomposed lower;
    for (const Character folded : decompose(part, UTF8PROC_CASEFOLD, lower)) {
      const std::u32string_view typed = spelling_of(folded);
      if (typed.empty()) add(folded);
      for (const char32_t letter : typed)
        add(static_cast<Character>(letter));
    }
  }

  void add(Character folded) {
    const bool goes_on = is_mark(folded) || is_inner_jamo(folded);
    if (!goes_on || size_ == cluster_.size()) flush();
    cluster_[size_++] = folded;
  }

  std::string& out_;
  std::array<Character, kMaxCluster> cluster_{};
  std::size_t size_ = 0;
};

/// What a character always folds to, if that is one character or nothing: nearly all are of this
/// kind, and it is asked ten times as fast.
Character Folder::known_fold(Character character) {
  constexpr std::size_t kTableSize = 0x1000;  // the alphabets
  static const auto table = [] {
    std::array<std::uint16_t, kTableSize> folds{};
    std::string folded;
    for (Character c = 0; c < static_cast<Character>(kTableSize); ++c) {
      if (c == kBreve || c == kTatweel) continue;  // this depends on what stands before
      folded.clear();
      Folder folder(folded);
      folder.take_unknown(c);
      folder.flush();
      const auto size = static_cast<utf8proc_ssize_t>(folded.size());
      Character only = kNothing;
      const bool is_one =
          size == 0 || utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(folded.data()),
                                        size, &only) == size;
      if (is_one) folds[static_cast<std::size_t>(c)] = static_cast<std::uint16_t>(only);
    }
    return folds;
  }();
  if (character < static_cast<Character>(kTableSize)) {
    return table[static_cast<std::size_t>(character)];
  }
  // Kana with their voicing marks, Han, syllables of Hangul.
  const bool is_itself = (character >= 0x3041 && character <= 0x3096) ||
                         (character >= 0x30A1 && character <= 0x30FA) ||
                         (character >= 0x4E00 && character <= 0x9FFF) ||
                         (character >= 0xAC00 && character <= 0xD7A3);
  return is_itself ? character : kUnknown;
}

/// Cuts what was appended behind `begin` to the size of a term: folding made it longer, or it was
/// no word.
void cut_term(std::size_t begin, std::string& out) {
  if (out.size() - begin <= kMaxTermBytes) return;
  std::size_t end = begin + kMaxTermBytes;
  while (end > begin && is_continuation(out[end]))
    --end;
  out.resize(end);
}

void append_ascii(std::string_view word, std::string& out) {
  const std::size_t begin = out.size();
  out.resize(begin + word.size());
  std::ranges::transform(word, out.begin() + static_cast<std::ptrdiff_t>(begin), lower_ascii);
}

}  // namespace

void fold_word(std::string_view word, std::string& out) {
  const std::size_t begin = out.size();
  if (is_ascii(word)) {
    append_ascii(word, out);
  } else {
    Folder folder(out);
    for_each_character(word, [&](Character character) { folder.take(character); });
    folder.flush();
  }
  cut_term(begin, out);
}

std::string folded_words(std::string_view text) {
  std::string out;
  for (const Word word : words(text)) {
    if (!out.empty()) out += ' ';
    fold_word(slice(text, word), out);
  }
  return out;
}

std::string folded(std::string_view word) {
  std::string out;
  fold_word(word, out);
  return out;
}

void fold_word_for_id(std::string_view word, std::string& out) {
  constexpr int kOptions = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                           UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
  const auto stays = [](Character character, std::span<const Character> parts) {
    if (parts.size() == 1) {
      return is_letter_or_digit(parts[0]) || (!is_letter_or_digit(character) && parts[0] != 0x20);
    }
    return std::ranges::all_of(parts, [](Character part) {
      return is_letter_or_digit(part) && (is_hangul(part) || !is_word_of_its_own(part));
    });
  };
  const std::size_t begin = out.size();
  for_each_character(word, [&](Character character) {
    Decomposed decomposed;
    const auto parts = decompose(character, kOptions, decomposed);
    if (!stays(character, parts)) {
      append_character(character, out);
      return;
    }
    for (const Character part : parts)
      append_character(part, out);
  });
  cut_term(begin, out);
}

}  // namespace earshot::text
