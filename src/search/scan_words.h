#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "search/analyzer.h"
#include "search/top.h"

/// Words in texts that have no index. Internal to `search`.
namespace earshot::search {

/// The terms under which an index has the words of a text: two words of a character in a row are a
/// pair, in the place of the first (IndexBuilder).
class IndexTerms {
 public:
  /// Begins at `begin` in the text, where no word stands across. `apart` are passages, ascending,
  /// out of which no pair runs.
  explicit IndexTerms(std::string_view text, std::size_t begin = 0,
                      std::span<const Range> apart = {});

  /// Gives the next one and where its word begins in the text; false behind the last one.
  bool next(std::string& term, std::size_t& begin);

 private:
  bool may_pair(std::size_t begin, std::size_t next_begin);

  std::size_t first_;
  std::span<const Range> apart_;  // those that do not end before the last word
  Tokens tokens_;
  Token ahead_;
  bool has_ahead_ = false;
};

/// Is the term this word, or does it begin so?
inline bool is_word(const FlatTerm& word, std::string_view term) {
  return word.is_prefix ? term.starts_with(word.text) : term == word.text;
}

/// Finds words in a text, a stretch of it at a time. Linear in the text times the words.
class WordScan {
 public:
  /// Keeps `words`, none of them empty.
  explicit WordScan(std::span<const FlatTerm> words);

  /// Begins with another text, valid UTF-8, and its passages where they stand apart, as IndexTerms
  /// has them. Both are to stay until the next one.
  void start(std::string_view text, std::span<const Range> apart);
  /// Reads the next stretch; false where the text ends.
  bool next();
  /// Where in the text the `word`th word begins in the stretch that was read last, ascending.
  std::span<const std::uint32_t> places(std::size_t word) const { return words_[word].places; }

 private:
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  using Flags = std::int8_t __attribute__((vector_size(16)));  // of bytes: 0 or all ones

  struct Word {
    FlatTerm term;
    bool is_ascii = true;
    Bytes first;  // sixteen times its first byte, with the bit of lower case
    Bytes last;
    std::vector<std::uint32_t> places;
    std::vector<std::uint32_t> odd_places;  // those in odd ranges
  };
  enum class Border : std::uint8_t { Word, Inside, Unclear };
  enum class Kind : std::uint8_t { Ends, InWords, JoinsLetters, JoinsDigits, Other };
  /// A character: what it does to words beside it, its bytes.
  struct Character {
    Kind kind = Kind::Other;
    std::size_t size = 1;
  };

  static Bytes load(const char* data);
  static std::uint32_t bits(Flags flags);
  static Character ascii(char c);
  Character mark_at(std::size_t at) const;
  Character character_at(std::size_t at) const;
  Character character_before(std::size_t at) const;
  bool is_in_short_token(std::size_t at) const;
  std::size_t next_odd(std::size_t at) const;
  std::size_t cut_odd(std::size_t at);
  template <bool looks_before>
  void find_candidates(const Word& word, Range range_in_text);
  void find(Word& word, Range range_in_text);
  bool is_here(const Word& word, std::size_t at) const;
  bool may_elide(std::size_t at) const;
  Border border_before(std::size_t at) const;
  Border border_behind(const Word& word, std::size_t end) const;
  std::size_t cut_token(Word& word, std::size_t at);

  std::vector<Word> words_;
  bool has_apostrophe_ = false;  // one of the words
  std::string_view text_;
  std::span<const Range> apart_;
  std::size_t at_ = 0;        // behind what was read last
  std::size_t next_odd_ = 0;  // as known so far: none between at_ and here
  std::vector<Range> odd_;    // ranges of the stretch that the analyser has cut into words
  std::vector<std::uint32_t> candidates_;
};

}  // namespace earshot::search
