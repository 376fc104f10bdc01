// Terms that are like a word.
//
// The sorted dictionary is a trie that is walked depth first: each character of the current term
// adds a row to the table of edit distances, and rows are kept for as long as the next term begins
// alike. Where a row holds no distance that is small enough, no term that begins so can match. The
// walk then goes on at the next beginning that can: where the row before had no edit left, only the
// few characters that continue the word as it is written come into question, so that nearly all of
// the dictionary is jumped over. A term costs a jump of about 100 ns; one edit looks at some
// hundreds of terms of a dictionary of 40,000, two edits at some thousands.
//
// Tables of deletions (SymSpell) were the alternative: faster for one edit, but eight entries a
// term, and useless for two.

#include "search/fuzzy.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace earshot::search {
namespace {

constexpr std::uint32_t kLastCharacter = 0x10FFFF;

/// A character at `at`, which moves behind it. Bytes that are no UTF-8 get values of their own,
/// above all characters.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < more) return kLastCharacter + 1 + first;
  std::uint32_t character = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return kLastCharacter + 1 + first;
    character = character << 6 | (byte & 0x3FU);
  }
  at += more;
  return character;
}

void append_character(std::uint32_t character, std::string& out) {
  const auto push = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (character < 0x80) {
    push(character);
  } else if (character < 0x800) {
    push(0xC0U | character >> 6);
    push(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    push(0xE0U | character >> 12);
    push(0x80U | (character >> 6 & 0x3FU));
    push(0x80U | (character & 0x3FU));
  } else {
    push(0xF0U | character >> 18);
    push(0x80U | (character >> 12 & 0x3FU));
    push(0x80U | (character >> 6 & 0x3FU));
    push(0x80U | (character & 0x3FU));
  }
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count)
    next_character(text, at);
  return count;
}

/// The word that is looked for, and the table's rows. Only cells within `max_edits` of the
/// diagonal are kept: all others are over it.
class Table {
 public:
  Table(std::string_view word, std::uint32_t max_edits) : max_edits_(max_edits) {
    for (std::size_t at = 0; at < word.size();)
      word_.push_back(next_character(word, at));
    const std::size_t rows = word_.size() + max_edits + 2;
    rows_.resize(rows);
    path_.resize(rows);
    rows_[0].fill(over());
    for (std::size_t cell = max_edits; cell <= std::size_t{2} * max_edits; ++cell) {
      const std::size_t column = cell - max_edits;
      if (column <= word_.size()) rows_[0][cell] = static_cast<std::uint8_t>(column);
    }
    least_.resize(rows);
  }

  std::size_t max_depth() const { return word_.size() + max_edits_; }

  /// Adds row `depth` (from 1), for a term whose `depth`th character is `character`; rows below it
  /// stand. False where no cell of it is within the limit.
  bool add(std::size_t depth, std::uint32_t character) {
    path_[depth] = character;
    Row& row = rows_[depth];
    const Row& above = rows_[depth - 1];
    row.fill(over());
    std::uint8_t least = over();
    for (std::size_t cell = 0; cell <= std::size_t{2} * max_edits_; ++cell) {
      // Column = depth - max_edits + cell; the same column one row above is one cell on.
      if (depth + cell < max_edits_) continue;
      const std::size_t column = depth + cell - max_edits_;
      if (column > word_.size()) break;
      std::uint8_t best = column == 0 ? static_cast<std::uint8_t>(std::min(depth, cap()))
                                      : static_cast<std::uint8_t>(over());
      if (cell < std::size_t{2} * max_edits_) best = std::min(best, plus_one(above[cell + 1]));
      if (column > 0) {
        const bool is_same = word_[column - 1] == character;
        best = std::min(best, is_same ? above[cell] : plus_one(above[cell]));
        if (cell > 0) best = std::min(best, plus_one(row[cell - 1]));
        if (depth > 1 && column > 1 && word_[column - 2] == character &&
            word_[column - 1] == path_[depth - 1]) {
          best = std::min(best, plus_one(rows_[depth - 2][cell]));
        }
      }
      row[cell] = best;
      least = std::min(least, best);
    }
    least_[depth] = least;
    return least <= max_edits_;
  }

  /// The distance of a term of `depth` characters.
  std::uint32_t distance(std::size_t depth) const {
    if (depth + max_edits_ < word_.size() || depth > max_depth()) return over();
    return std::min<std::uint32_t>(rows_[depth][word_.size() + max_edits_ - depth], over());
  }

  /// The least character above `character` that may stand at `depth` (from 1); 0: none.
  std::uint32_t next_possible(std::size_t depth, std::uint32_t character) const {
    const std::size_t above = depth - 1;
    const std::uint8_t least = above == 0 ? std::uint8_t{0} : least_[above];
    if (least < max_edits_) {  // an edit is left: any character
      if (character >= kLastCharacter) return 0;
      return character + 1 == 0xD800 ? 0xE000 : character + 1;
    }
    std::uint32_t best = 0;
    const auto offer = [&](std::uint32_t possible) {
      if (possible > character && (best == 0 || possible < best)) best = possible;
    };
    for (std::size_t cell = 0; cell <= std::size_t{2} * max_edits_; ++cell) {
      if (depth + cell < max_edits_) continue;
      const std::size_t column = depth + cell - max_edits_;
      if (column == 0) continue;
      if (column > word_.size()) break;
      if (rows_[above][cell] <= max_edits_) offer(word_[column - 1]);
      if (depth > 1 && column > 1 && word_[column - 1] == path_[above] &&
          rows_[depth - 2][cell] < max_edits_) {
        offer(word_[column - 2]);
      }
    }
    return best;
  }

 private:
  using Row = std::array<std::uint8_t, 2 * kMaxEdits + 1>;
  std::uint8_t over() const { return static_cast<std::uint8_t>(max_edits_ + 1); }
  std::size_t cap() const { return max_edits_ + 1; }
  std::uint8_t plus_one(std::uint8_t edits) const {
    return std::min(static_cast<std::uint8_t>(edits + 1), over());
  }

  std::uint32_t max_edits_;
  std::vector<std::uint32_t> word_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> path_;  // the current term's characters, from 1
  std::vector<std::uint8_t> least_;  // of each row
};

/// The walk over the dictionary.
class Walk {
 public:
  Walk(const Index& index, std::string_view word, std::uint32_t max_edits)
      : table_(word, max_edits), max_edits_(max_edits), cursor_(index, "") {
    begins_.push_back(0);
  }

  std::vector<SimilarTerm> run(Budget& budget) {
    std::vector<SimilarTerm> found;
    while (cursor_.valid() && budget.spend()) {
      if (!follow(cursor_.term())) {
        if (!jump()) break;
        continue;
      }
      const std::uint32_t edits = table_.distance(depth_);
      if (edits <= max_edits_)
        found.push_back({std::string(cursor_.term()), edits, cursor_.info()});
      cursor_.next();
    }
    return found;
  }

 private:
  /// Brings the rows up to the term. False where its beginning of `depth_` characters is dead.
  bool follow(std::string_view term) {
    const auto differ = std::ranges::mismatch(path_, term);
    const auto shared = static_cast<std::size_t>(differ.in2 - term.begin());
    while (depth_ > 0 && begins_[depth_] > shared)
      --depth_;
    std::size_t at = begins_[depth_];
    begins_.resize(depth_ + 1);
    path_.assign(term);
    while (at < term.size()) {
      const std::uint32_t character = next_character(term, at);
      begins_.push_back(at);
      ++depth_;
      last_ = character;
      if (depth_ > table_.max_depth() || !table_.add(depth_, character)) return false;
      characters_.resize(depth_);
      characters_.push_back(character);
    }
    return true;
  }

  /// Moves on to the next beginning that can match. False where there is none.
  bool jump() {
    std::uint32_t character = last_;
    for (std::size_t depth = depth_; depth > 0; character = characters_[--depth]) {
      if (depth > table_.max_depth()) continue;
      const std::uint32_t next = table_.next_possible(depth, character);
      if (next == 0) continue;
      target_.assign(path_, 0, begins_[depth - 1]);
      append_character(next, target_);
      cursor_.seek(target_);
      return true;
    }
    return false;
  }

  Table table_;
  std::uint32_t max_edits_;
  DictionaryCursor cursor_;
  std::string path_;                             // the last term
  std::size_t depth_ = 0;                        // characters of it that have rows
  std::vector<std::size_t> begins_;              // where in path_ the characters end, from 0
  std::vector<std::uint32_t> characters_ = {0};  // of path_, from 1, as far as they are alive
  std::uint32_t last_ = 0;                       // the last character that was looked at
  std::string target_;
};

}  // namespace

std::vector<SimilarTerm> find_similar(const Index& index, std::string_view term,
                                      std::uint32_t max_edits, Budget& budget) {
  max_edits = std::min(max_edits, kMaxEdits);
  if (max_edits == 0 || count_characters(term) > kMaxFuzzyCharacters) {
    const TermInfo info = IndexAccess::find_term(index, term);
    if (info.passages == 0 || !budget.spend()) return {};
    return {{std::string(term), 0, info}};
  }
  return Walk(index, term, max_edits).run(budget);
}

std::uint32_t edits_between(std::string_view a, std::string_view b, std::uint32_t max_edits) {
  max_edits = std::min(max_edits, kMaxEdits);
  Table table(a, max_edits);
  std::size_t depth = 0;
  for (std::size_t at = 0; at < b.size();) {
    if (++depth > table.max_depth() || !table.add(depth, next_character(b, at))) {
      return max_edits + 1;
    }
  }
  return table.distance(depth);
}

std::uint32_t edits_for_length(std::string_view term) {
  const std::size_t characters = count_characters(term);
  return characters < 4 ? 0 : characters < 8 ? 1 : 2;
}

std::vector<SimilarTerm> find_wildcard(const Index& index, std::string_view pattern,
                                       Budget& budget) {
  const std::string_view beginning = pattern.substr(0, pattern.find('*'));
  std::vector<SimilarTerm> found;
  for (DictionaryCursor word(index, beginning);
       word.valid() && word.term().starts_with(beginning) && budget.spend(); word.next()) {
    if (!matches_wildcard(pattern, word.term())) continue;
    found.push_back({std::string(word.term()), 0, word.info()});
  }
  return found;
}

// The last star can always take what an earlier one would: going back to it alone is enough.
bool matches_wildcard(std::string_view pattern, std::string_view term) {
  std::size_t in_pattern = 0;
  std::size_t in_term = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (in_term < term.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      resume = in_term;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == term[in_term]) {
      ++in_pattern;
      ++in_term;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      in_term = ++resume;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*')
    ++in_pattern;
  return in_pattern == pattern.size();
}

}  // namespace earshot::search
