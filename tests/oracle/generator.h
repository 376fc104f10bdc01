#pragma once

#include <array>
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
    switch (number_++ % kKinds) {
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
      case 11:
        return {below(2) == 0 ? shuffled_phrase() : near_words() + " xyzzyq"};
      case 12:
        return {word() + " OR " + word() + (below(2) == 0 ? " OR " + phrase(2, false) : "")};
      case 13:
        return {'(' + near_words() + ") OR (" + near_words() + " -" + word() + ')'};
      case 14:
        return {near_words() + " -(" + word() + " OR " + word() + ' ' + word() + ')'};
      case 15:
        return near(true);
      case 16:
        return near(false);
      case 17:
        return near(below(2) == 0);
      case 18:
        return {glob(word()) + (below(2) == 0 ? "" : ' ' + word())};
      case 19:
        return {'"' + glob(word()) + ' ' + word() + "\" OR \"" + word_pair_with_glob() + '"'};
      case 20:
        return {field() + word() + (below(2) == 0 ? "" : ' ' + field() + prefix())};
      case 21:
        return {filter() + ' ' + word()};
      case 22:
        return {filter() + (below(2) == 0 ? " -" : " ") + filter() +
                (below(3) == 0 ? "" : ' ' + word())};
      case 23:
        return {speakers() + ' ' + word()};
      case 24:
        return {speakers() + ' ' + (below(2) == 0 ? phrase(2, true) : near(true).text)};
      case 25:
        return {word() + " OR (" + speakers() + ' ' + (below(2) == 0 ? word() : glob(word())) +
                ')'};
      case 26:
        return {expression() + (below(2) == 0 ? "" : ' ' + word())};
      case 27:
        return {speakers() + ' ' + expression() + " OR " + word()};
      case 28:
        return {typo(word()) + (below(2) == 0 ? "" : ' ' + word())};
      case 29:
        return {word() + " \"" + word() + "\" " + prefix()};
      case 30:
        return {near_words() + ' ' + typed(word())};
      default:
        return {'(' + next_flat() + ") OR (" + filter() + ' ' + word() + ") -(" + word() + " " +
                next_flat() + ')'};
    }
  }

 private:
  static constexpr std::uint32_t kKinds = 32;

  std::string next_flat() {
    switch (below(4)) {
      case 0:
        return near_words();
      case 1:
        return phrase(2, true);
      case 2:
        return prefix() + ' ' + word();
      default:
        return near(true).text;
    }
  }

  /// Two or three words or phrases of places that are not far apart.
  GeneratedQuery near(bool in_words) {
    const NaivePassage& at = passage();
    const auto& words = terms(at);
    const std::size_t from = at.first + below(at.end - at.first);
    const auto operand = [&](std::size_t reach) {
      const std::size_t place = std::min(words.size() - 1, from + below(reach));
      switch (below(6)) {
        case 0:
          return quoted(words, place, 2, below(2) == 0);
        case 1:
          return '(' + words[place] + " OR " + word() + ')';
        case 2:
          return beginning_of(words[place], 2 + below(3));
        default:
          return words[place];
      }
    };
    const std::string distance =
        std::string(below(3) == 0 ? " ONEAR/" : " NEAR/") +
        (in_words ? std::to_string(below(30)) + "w " : std::to_string(below(9) * 7 / 2) + "s ");
    const std::size_t reach = in_words ? 12 : 60;
    std::string text = operand(reach) + distance + operand(reach);
    if (below(3) == 0) text += distance + operand(reach);
    return {text};
  }

  static std::size_t next_character(const std::string& word, std::size_t at) {
    ++at;
    while (at < word.size() && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U)
      ++at;
    return at;
  }

  /// The word with a star for some of its characters.
  std::string glob(const std::string& word) {
    const std::size_t first = below(2) == 0 ? 0 : next_character(word, 0);
    const std::string begin = word.substr(0, first);
    std::size_t from = first;
    for (std::size_t n = below(3); n > 0 && from < word.size(); --n)
      from = next_character(word, from);
    return begin + '*' + word.substr(from);
  }
  std::string word_pair_with_glob() {
    const NaivePassage& at = passage();
    const std::size_t from = at.first + below(at.end - at.first);
    const auto& words = terms(at);
    return glob(words[from]) + (from + 1 < words.size() ? ' ' + words[from + 1] : "");
  }

  std::string field() {
    constexpr std::array<const char*, 4> kFields = {"title:", "notes:", "transcript:", "chapter:"};
    return kFields[below(kFields.size())];
  }
  std::string filter() {
    constexpr std::array<const char*, 14> kFilters = {"show:slow",       "show:other",
                                                      "lang:en",         "lang:de",
                                                      "after:2024-10",   "before:2025",
                                                      "longer:20m",      "shorter:1h",
                                                      "has:notes",       "has:chapters",
                                                      "-has:transcript", "-lang:de-at",
                                                      "-before:2024-12", "(lang:de OR show:slow)"};
    return kFilters[below(kFilters.size())];
  }
  std::string speakers() {
    constexpr std::array<const char*, 8> kSpeakers = {"speaker:anna",
                                                      "speaker:berg",
                                                      "speaker:\"ben moss\"",
                                                      "-speaker:cleo",
                                                      "(speaker:anna OR speaker:cleo)",
                                                      "speaker:anna -speaker:berg",
                                                      "speaker:(dan OR -ben)",
                                                      "speaker:moss"};
    return kSpeakers[below(kSpeakers.size())];
  }

  /// An expression of the words of a place, as std::regex reads it too.
  std::string expression() {
    const NaivePassage& at = passage();
    const auto& words = terms(at);
    const std::size_t from = at.first + below(at.end - at.first);
    std::string out = "/";
    for (std::size_t i = from; i < std::min(words.size(), from + 1 + below(3)); ++i) {
      if (i > from) out += below(3) == 0 ? "[ ,.!?:;]+" : " ";
      std::string plain;
      for (const char c : words[i]) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
      }
      if (plain.empty()) plain = "the";
      switch (below(6)) {
        case 0:
          plain.replace(below(plain.size()), 1, "[a-z]");  // std::regex has no code points
          break;
        case 1:
          plain.insert(below(plain.size()) + 1, "?");
          break;
        case 2:
          plain = plain.substr(0, 1 + below(plain.size())) + "[a-z]*";
          break;
        case 3:
          plain = '(' + plain + "|and|" + plain.substr(0, 2) + "{1,2})";
          break;
        default:
          break;
      }
      out += plain;
    }
    return out + '/';
  }

  /// Another word one slip away.
  std::string typo(std::string word) {
    if (word.size() < 4 || static_cast<unsigned char>(word[1]) >= 0x80) return word;
    const std::size_t at = 1 + below(word.size() - 2);
    if (static_cast<unsigned char>(word[at]) >= 0x80 ||
        static_cast<unsigned char>(word[at + 1]) >= 0x80) {
      return word;
    }
    switch (below(3)) {
      case 0:
        word.erase(at, 1);
        break;
      case 1:
        std::swap(word[at], word[at + 1]);
        break;
      default:
        word.insert(at, "x");
        break;
    }
    return word;
  }

  /// A word as far as it is typed, or whole.
  std::string typed(const std::string& word) {
    if (below(2) == 0) return word + "\u2026";
    std::string beginning = beginning_of(word, 1 + below(6));
    beginning.pop_back();
    return beginning + "\u2026";
  }

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
