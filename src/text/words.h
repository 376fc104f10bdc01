#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::text {

/// Longest word, in bytes, that is a term; a longer run is cut at a character, so that no term
/// outgrows the dictionary's length byte.
inline constexpr std::uint32_t kMaxTermBytes = 120;

/// A word: where it stands, in bytes of the text it was found in.
using Word = Range;

/// What a word is.
enum class WordCut : std::uint8_t {
  /// To be searched for. UAX 29, and further: runs of scripts without spaces, and of Hangul, whose
  /// words have their particles attached, give one word per character with its marks ("한국" two);
  /// what is elided before a vowel is a word of its own ("l'école" two, see elision.h).
  Search,
  /// UAX 29, but for Han, Hiragana, Katakana and Thai, of which each character is a word. Frozen:
  /// ids of episodes are made of it.
  Uax29,
};

/// Cuts text into words (a word is a segment with a letter or a digit), ASCII runs on a fast path
/// of equal result. Words ascend, do not overlap. Linear.
///
/// Calls `sink.word(Word)` for each.
class WordSink {
 public:
  virtual void word(Word word_in_text) = 0;

 protected:
  ~WordSink() = default;
};
void for_each_word(std::string_view text, WordSink& sink, WordCut cut = WordCut::Search);
std::vector<Word> words(std::string_view text, WordCut cut = WordCut::Search);

/// The form under which a word is indexed and asked for ("Ｃafé" -> "cafe", "Straße" -> "strasse",
/// "Ørsted" -> "orsted"): what differs in case, width, accents and invisible characters alone is
/// the same word, and what differs in a letter is not.
///
/// - Compatibility-decomposed and case-folded (Unicode's full case folding), the curved apostrophe
///   straight.
/// - Marks go where they are accents, which the Unicode collation algorithm weighs below its
/// primary
///   level: all of Latin, Greek and Cyrillic, Hebrew points, Arabic harakat with madda and hamza on
///   their carriers, nuktas and the like. They stay where a letter is made by them: vowel signs and
///   viramas of Indic scripts, marks of Thai, Lao, Khmer and Myanmar (tones too, since words differ
///   in nothing else), voicing marks of kana. и with its breve is й, the one letter that CLDR's
///   root collation keeps apart there; ё is е.
/// - Letters that do not decompose become those that are typed for them (ø o, ł l, æ ae, þ th), as
///   in Lucene's ASCIIFoldingFilter; Arabic ones as in CLDR's root search collation (ى ي, ة ه).
/// - What stays is composed (NFC): ｶﾞ is ガ, conjoining jamo are syllables.
///
/// Appends to `out`, at most kMaxTermBytes. May be nothing at all: such a word is no term. Folding
/// a folded word changes nothing; cut into words again it is one word.
void fold_word(std::string_view word, std::string& out);
std::string folded(std::string_view word);

/// As fold_word was at first, which took all marks away. Frozen: ids of episodes are made of it.
void fold_word_for_id(std::string_view word, std::string& out);

}  // namespace earshot::text
