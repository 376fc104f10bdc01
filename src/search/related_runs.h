#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "text/characters.h"

/// Strings of scripts that are searched by pairs of characters (`text::WordCut::Search`), for
/// `related`: what is a word there, no rule of letters tells. Internal to `search`.
namespace earshot::search {

/// Appends the runs of such characters in a text, folded, a line each. Hiragana ends a run, since
/// it inflects words and stands between them, and so does what does this in Chinese (\u7684).
void append_runs(std::string_view text, std::string& runs);

/// May the string be a word by the number of its letters? A word of Han or Hangul has two, of
/// Katakana three, and of alphabets that are written without spaces four.
bool is_long_enough(std::string_view letters);

/// Calls `visit(begin, second, end)` for each two letters of a run that adjoin: where the first and
/// the second of them begin, and the second ends.
template <typename Visit>
void for_each_pair(std::string_view runs, Visit visit) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t before = kNone;
  for (std::size_t at = 0; at < runs.size();) {
    const std::size_t end = text::letter_end(runs, at);
    if (runs[at] == '\n') {
      before = kNone;
    } else {
      if (before != kNone) visit(before, at, end);
      before = at;
    }
    at = end;
  }
}

/// The longest strings of the runs of which `takes` takes every pair, as far as they are long
/// enough.
template <typename Takes>
std::set<std::string> chains_of(std::string_view runs, Takes takes) {
  constexpr std::size_t kMaxBytes = 72;  // more is no word, but a sentence
  std::set<std::string> chains;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t last = 0;  // letter of the chain
  const auto close = [&] {
    const std::string_view chain = runs.substr(begin, end - begin);
    if (chain.size() <= kMaxBytes && is_long_enough(chain)) chains.emplace(chain);
  };
  for_each_pair(runs, [&](std::size_t first, std::size_t second, std::size_t behind) {
    if (!takes(runs.substr(first, behind - first))) return;
    if (end == 0 || last != first) {
      close();
      begin = first;
    }
    last = second;
    end = behind;
  });
  close();
  return chains;
}

/// Adds the parts of `string` that one of `others` has too: the longest, the first of several, and
/// those before and behind it. Each is long enough.
void add_shared_parts(std::string_view string, const std::set<std::string>& others,
                      std::set<std::string_view>& parts);

}  // namespace earshot::search
