#include "text/elision.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/scripts.h"
#include "text/words.h"

namespace earshot::text {
namespace {

// Those of Lucene's ElisionFilter for the three languages, and a few that are as common.
constexpr std::array<std::string_view, 35> kElided = {
    "agl",    "all",  "anch", "bell",   "c",      "coll", "d",      "dagl",   "dall",
    "degl",   "dell", "gl",   "j",      "jusqu",  "l",    "lorsqu", "m",      "n",
    "negl",   "nell", "pell", "presqu", "puisqu", "qu",   "quell",  "quelqu", "quest",
    "quoiqu", "s",    "sant", "sugl",   "sull",   "t",    "un",     "v"};
static_assert(std::ranges::is_sorted(kElided));

constexpr std::size_t kMostApostrophe = 3;  // bytes

/// The apostrophe that stands here, straight, curved or of full width: its bytes; 0: none.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  const std::string_view wide = text.substr(at, kMostApostrophe);
  return wide == "\u2019" || wide == "\uFF07" ? wide.size() : 0;
}

/// The first byte of a folded text.
char first_folded(std::string_view text) {
  std::string folded_character;
  for (std::size_t at = 0; at < text.size() && folded_character.empty();) {
    std::size_t end = at + 1;
    while (end < text.size() && is_continuation(text[end]))
      ++end;
    fold_word(text.substr(at, end - at), folded_character);
    at = end;
  }
  return folded_character.empty() ? '\0' : folded_character.front();
}

}  // namespace

bool is_elided(std::string_view before, std::string_view behind) {
  // What follows decides nearly always: "'s", "'t".
  const char next = first_folded(behind);
  if (next == 0 || std::string_view("aeiouyh").find(next) == std::string_view::npos) return false;
  const std::string word = folded(before);
  if (word == "c" && next == 'h') return false;  // the Breton letter
  return std::ranges::binary_search(kElided, std::string_view(word));
}

Elided elided_at_begin(std::string_view word) {
  for (std::size_t at = 0; at < std::min<std::size_t>(word.size(), kMaxTermBytes); ++at) {
    const std::size_t apostrophe = apostrophe_at(word, at);
    if (apostrophe == 0) continue;
    const std::size_t end = at + apostrophe;
    return is_elided(word.substr(0, at), word.substr(end)) ? Elided{at, end} : Elided{};
  }
  return {};
}

}  // namespace earshot::text
