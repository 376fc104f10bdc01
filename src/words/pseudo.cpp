#include <array>

#include "words/words.h"

namespace earshot::words {
namespace {

// One letter for each of ASCII's that looks much like it and is in the fonts we ship; those that
// have none with an accent there are Cyrillic or Greek.
constexpr std::array<std::string_view, 26> kSmall = {
    "\u00E1", "\u00FE", "\u010D", "\u0111", "\u00E9", "\u0192", "\u011F", "\u0125", "\u00ED",
    "\u0135", "\u0137", "\u013E", "\u043C", "\u0148", "\u00F3", "\u0440", "\u044F", "\u0155",
    "\u0161", "\u0165", "\u00FA", "\u03BD", "\u0175", "\u0445", "\u00FD", "\u017E"};
constexpr std::array<std::string_view, 26> kCapital = {
    "\u00C1", "\u0412", "\u010C", "\u0110", "\u00C9", "\u0424", "\u011E", "\u0124", "\u00CD",
    "\u0134", "\u0136", "\u013D", "\u041C", "\u0147", "\u00D3", "\u0420", "\u0398", "\u0154",
    "\u0160", "\u0164", "\u00DA", "\u039B", "\u0174", "\u0425", "\u00DD", "\u017D"};

constexpr std::string_view kFiller = "\u00F8";

}  // namespace

std::string pseudo(std::string_view english) {
  std::string out;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < english.size(); ++i) {
    const char it = english[i];
    if (it == '{' && i + 2 < english.size()) {
      out.append(english.substr(i, 3));
      i += 2;
    } else if (it >= 'a' && it <= 'z') {
      out += kSmall[static_cast<std::size_t>(it - 'a')];
      ++letters;
    } else if (it >= 'A' && it <= 'Z') {
      out += kCapital[static_cast<std::size_t>(it - 'A')];
      ++letters;
    } else {
      out += it;
    }
  }
  // Longer in words of five letters, so that sentences break where sentences do; a single word
  // becomes a longer word.
  const bool is_word = english.find(' ') == std::string_view::npos;
  const std::size_t more = (letters * 2 + 4) / 5;
  for (std::size_t i = 0; i < more; ++i) {
    if (!is_word && i % 5 == 0) out += ' ';
    out += kFiller;
  }
  return out;
}

}  // namespace earshot::words
