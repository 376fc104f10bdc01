#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/squash.h"
#include "formats/squash_atoms.h"

namespace earshot::formats {

/// A fact about a border that has a weight.
using Clue = std::uint16_t;

/// Clues are below this.
Clue clue_count();

/// What a clue means, for the table of weights: "touching left:small".
std::string describe(Clue clue);

/// What was decided before a border: part of what speaks for or against it.
struct CutState {
  std::uint32_t last_cut_word = 0;
  std::uint8_t last_right = UINT8_MAX;
};

/// What speaks for and against a line's end in each place of a run-on text.
///
/// A border is named by the atom behind it. Linear: making it, and asking all borders in order.
class SquashClues {
 public:
  /// Keeps references to both.
  SquashClues(std::string_view text, const CamelWords& known);

  const std::vector<Atom>& atoms() const { return atoms_; }
  /// Whether a line may have ended before this atom and its line end is lost.
  bool is_border(std::size_t atom) const;
  /// Replaces `clues` by those of the border before `atom`.
  void clues_of(std::size_t atom, const CutState& state, std::vector<Clue>& clues) const;
  /// The state behind a cut before `atom`.
  CutState after_cut(std::size_t atom) const;
  /// Whether the text writes Markdown's headings.
  bool has_hashes() const { return hashes_ > 0; }
  /// What weights learned from other texts must not outvote: the least and the greatest chance, in
  /// thousandths, that a line ended before this atom.
  struct Bounds {
    int least = 0;
    int most = 1000;
  };
  Bounds bounds_of(std::size_t atom) const;

 private:
  enum class Times : std::uint8_t { Few, Unknown, Heads, Tails };
  struct SignCount {
    std::uint32_t all = 0;
    std::uint32_t glued = 0;
  };

  std::string_view text_of(const Atom& atom) const { return slice(text_, atom.range_in_text); }
  bool is_touching(std::size_t atom) const { return atoms_[atom].gap == Gap::None; }
  void survey_words();
  void survey_signs();
  void survey_numbering();
  void survey_times();
  void survey_glue();
  bool is_spanned_by_name(std::size_t atom) const;
  bool is_behind_name(std::size_t atom) const;
  bool is_name(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t token_count(std::size_t atom) const;
  std::string_view pair_at(std::size_t atom) const;
  std::uint8_t left_side(std::size_t atom) const;
  std::uint8_t right_side(std::size_t atom) const;
  bool has_label(std::size_t atom) const;
  bool is_tail_time(std::size_t atom) const;

  class Writer;
  void word_clues(std::size_t atom, Writer& write) const;
  void sign_clues(std::size_t atom, Writer& write) const;
  void time_clues(std::size_t atom, Writer& write) const;
  void phrase_clues(std::size_t atom, Writer& write) const;
  void text_clues(std::size_t atom, Writer& write) const;
  void running_clues(std::size_t atom, const CutState& state, Writer& write) const;

  std::string_view text_;
  const CamelWords& known_;
  std::vector<Atom> atoms_;
  std::vector<std::uint32_t> words_before_;
  std::vector<std::uint32_t> token_begin_;  ///< by atom: the first of the words that touch
  std::vector<std::uint32_t> token_end_;    ///< by atom: behind the last
  std::vector<std::uint8_t> chain_;         ///< by atom: how far its numbering goes on
  std::unordered_map<std::string_view, std::uint32_t> tokens_;  ///< runs of touching words
  std::unordered_map<std::string_view, std::uint32_t> words_;   ///< their parts
  std::unordered_map<std::string_view, std::uint32_t> pairs_;   ///< two parts that touch
  SignCount signs_[64] = {};
  std::int32_t main_sign_ = -1;
  std::uint32_t hashes_ = 0;
  std::uint32_t numbers_ = 0;
  std::uint32_t times_ = 0;
  Times time_style_ = Times::Few;
  std::uint16_t glue_ = 0;
};

}  // namespace earshot::formats
