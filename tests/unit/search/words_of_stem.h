#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/stems.h"

namespace earshot::search {

/// Words that have the stem of `word` in English.
inline std::vector<std::string> words_of_stem(const std::string& word, std::size_t count) {
  constexpr std::string_view kEndings[] = {
      "s",       "ed",  "ing",     "ly",    "ings", "edly", "ingly", "es",   "'s",   "er", "ation",
      "ational", "ive", "iveness", "ional", "ion",  "ions", "ively", "able", "ment", "ful"};
  text::Stemmer stemmer;
  const std::uint32_t english = text::stem_language("en");
  const std::string stem = stemmer.stem(english, word);
  std::vector<std::string> words;
  for (const std::string_view first : kEndings) {
    for (const std::string_view second : kEndings) {
      for (const std::string_view third :
           {std::string_view(), kEndings[0], kEndings[1], kEndings[3]}) {
        std::string made = word + std::string(first) + std::string(second) + std::string(third);
        if (made.find('\'') != std::string::npos || words.size() == count) continue;
        if (stemmer.stem(english, made) == stem && std::ranges::find(words, made) == words.end())
          words.push_back(std::move(made));
      }
    }
  }
  return words;
}

}  // namespace earshot::search
