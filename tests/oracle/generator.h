#pragma once

#include <random>
#include <string>
#include <vector>

#include "naive.h"

/// Queries made from the words of a library by a seeded generator: the same on every machine.
namespace earshot::oracle {

struct GeneratedQuery {
  std::string text;
  bool crosses_passages = false;  // a phrase of it begins in one passage and ends in the next
};

class QueryGenerator {
 public:
  QueryGenerator(const Naive& naive, std::uint32_t seed) : naive_(naive), random_(seed) {}

  GeneratedQuery next() {
    switch (number_++ % 12) {
      case 0:
        return {word()};
      case 1:
        return {near_words()};
      case 2:
        return {word() + ' ' + word()};
      case 3:
        return {prefix()};
      case 4:
        return {phrase(2 + below(4), false)};
      case 5:
      case 6:
        return crossing_phrase();
      case 7:
        return {phrase(2 + below(3), true)};
      case 8:
        return {near_words() + " -" + (below(2) == 0 ? word() : prefix())};
      case 9:
        return {word() + " -" + phrase(2, below(2) == 0)};
      case 10:
        return combination();
      default:
        return {below(2) == 0 ? shuffled_phrase() : near_words() + " xyzzyq"};
    }
  }

 private:
  // Not std::uniform_int_distribution, which differs between libraries.
  std::size_t below(std::size_t end) { return random_() % end; }

  const NaivePassage& passage() { return naive_.passages()[below(naive_.passages().size())]; }
  const std::vector<std::string>& terms(const NaivePassage& passage) const {
    return naive_.documents()[passage.document].terms;
  }
  std::string word_of(const NaivePassage& passage) {
    return terms(passage)[passage.first + below(passage.end - passage.first)];
  }
  std::string word() { return word_of(passage()); }

  std::string near_words() {
    const NaivePassage& at = passage();
    std::string text = word_of(at);
    for (std::size_t n = 1 + below(2); n > 0; --n)
      text += ' ' + word_of(at);
    return text;
  }

  static std::string beginning_of(const std::string& word, std::size_t characters) {
    std::size_t end = 0;
    for (; end < word.size() && characters > 0; --characters) {
      ++end;
      while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U)
        ++end;
    }
    return word.substr(0, end) + '*';
  }
  std::string prefix() { return beginning_of(word(), 1 + below(4)); }

  /// The words from `first` on as a phrase.
  std::string quoted(const std::vector<std::string>& words, std::size_t first, std::size_t count,
                     bool ends_in_prefix) {
    std::string text = "\"";
    const std::size_t end = std::min(words.size(), first + count);
    for (std::size_t i = first; i < end; ++i) {
      if (i > first) text += ' ';
      text += ends_in_prefix && i + 1 == end ? beginning_of(words[i], 1 + below(3)) : words[i];
    }
    return text + '"';
  }

  std::string phrase(std::size_t count, bool ends_in_prefix) {
    const NaivePassage& at = passage();
    return quoted(terms(at), at.first + below(at.end - at.first), count, ends_in_prefix);
  }

  GeneratedQuery crossing_phrase() {
    for (;;) {
      const std::size_t number = below(naive_.passages().size() - 1);
      const NaivePassage& first = naive_.passages()[number];
      if (naive_.passages()[number + 1].document != first.document) continue;
      const std::size_t before = 1 + below(std::min<std::size_t>(3, first.end - first.first));
      const std::size_t after = 1 + below(2);
      return {quoted(terms(first), first.end - before, before + after, below(4) == 0), true};
    }
  }

  std::string shuffled_phrase() {
    const NaivePassage& at = passage();
    return '"' + word_of(at) + ' ' + word_of(at) + '"';
  }

  GeneratedQuery combination() {
    GeneratedQuery query = below(2) == 0 ? crossing_phrase() : GeneratedQuery{phrase(2, true)};
    query.text += ' ' + prefix();
    if (below(2) == 0) query.text += " -" + word();
    return query;
  }

  const Naive& naive_;
  std::mt19937 random_;
  std::uint32_t number_ = 0;
};

}  // namespace earshot::oracle
