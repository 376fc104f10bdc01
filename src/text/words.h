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

/// Cuts text into words by UAX 29 (a word is a segment with a letter or a digit), ASCII runs on a
/// fast path of equal result. Words ascend, do not overlap. Han, Hiragana, Katakana and Thai runs
/// give one word per character for now. Linear.
///
/// Calls `sink(Word)` for each.
class WordSink {
 public:
  virtual void word(Word word_in_text) = 0;

 protected:
  ~WordSink() = default;
};
void for_each_word(std::string_view text, WordSink& sink);
std::vector<Word> words(std::string_view text);

/// The form under which a word is indexed and asked for: compatibility-decomposed, case-folded,
/// without combining marks and invisible characters, its curved apostrophes straight ("Ｃafé" ->
/// "cafe", "Straße" -> "strasse"). Appends to `out`, at most kMaxTermBytes. May be nothing at all:
/// such a word is no term. Folding a folded word changes nothing; cut into words again it is one
/// word.
void fold_word(std::string_view word, std::string& out);
std::string folded(std::string_view word);

}  // namespace earshot::text
