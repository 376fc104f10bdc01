#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/range.h"

namespace earshot::search {

/// What is wrong with a regular expression, and where.
struct PatternFault {
  Range range_in_pattern;
  std::string message;
};

/// How far, in bytes, a match may run on behind the stretch in which it begins: about a passage.
inline constexpr std::uint32_t kPatternReach = 400;
/// Instructions of one expression; counted repetitions are written out. The time a character takes
/// is bounded by it.
inline constexpr std::size_t kMaxProgram = 2048;
inline constexpr std::uint32_t kMaxRepetitions = 200;

/// A regular expression over code points, in any case.
///
/// Reads: characters, `.`, `[a-z]`, `[^...]`, `\d \w \s \D \W \S`, `\b \B`, `^ $` (of a line), `(
/// )`,
/// `(?: )`, `|`, `* + ? {2} {2,} {2,5}`, `\` before a sign that is meant itself. A space matches
/// any white space, so that a match runs on into the next cue; the dot matches all but a line's
/// end. No references back, no looking ahead: those cannot be matched in linear time.
///
/// Matched by simulating all states at once (Pike's machine; Thompson 1968, Cox 2007): time is at
/// most the product of text and program, whatever the expression. An instruction looked at spends
/// three steps of the budget, a guess at what it costs beside a character of PatternAutomaton.
class Pattern {
 public:
  static std::expected<Pattern, PatternFault> compile(std::string_view pattern);

  /// The first match that begins in `starts` of `text`, of those that begin there the one that a
  /// backtracking matcher would find. Never empty; ends at most kPatternReach behind `starts`.
  std::optional<Range> find(std::string_view text, Range starts, Budget& budget) const;

  /// ASCII letters and digits (lower case, two or more) that stand side by side in every match;
  /// empty where none must. They are part of one word.
  std::string_view required() const { return required_; }

 private:
  friend class PatternCompiler;
  friend class PatternMachine;
  friend class PatternAutomaton;
  enum class Op : std::uint8_t {
    Char,
    Any,
    Class,
    Split,
    Jump,
    LineBegin,
    LineEnd,
    Border,
    NoBorder,
    Match
  };
  struct Instruction {
    Op op = Op::Match;
    std::uint32_t first = 0;   // Char: the code; Class: its number; Split, Jump: where to go
    std::uint32_t second = 0;  // Split: the way that is tried after the first
  };
  struct CodeRange {
    char32_t first = 0;
    char32_t last = 0;
  };
  /// A set of characters: ranges, and kinds such as \d.
  struct CharacterClass {
    std::vector<CodeRange> ranges;  // ascending, apart
    std::string kinds;              // of "dwsDWS"
    bool is_negated = false;
    bool contains(char32_t code) const;
  };
  bool takes(const Instruction& instruction, char32_t code) const;

  std::vector<Instruction> program_;
  std::vector<CharacterClass> classes_;
  std::string required_;
};

}  // namespace earshot::search
