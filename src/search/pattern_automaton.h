#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/range.h"
#include "search/pattern.h"

namespace earshot::search {

/// Tells whether a regular expression matches, not where: a look into a table a character, where
/// `Pattern::find` keeps a list of places. A state is the set of places of the program that have
/// been reached; states are made as texts lead to them and forgotten when they are many (Thompson
/// 1968; the lazy automaton of RE2, Cox 2010), so that no expression costs more than its program
/// for a character.
///
/// Not for expressions that look at what stands round a place (`^ $ \b \B`).
class PatternAutomaton {
 public:
  /// `pattern` must outlive it, and suit.
  explicit PatternAutomaton(const Pattern& pattern);
  static bool suits(const Pattern& pattern);

  /// Does a match begin in `starts` of `text`, as `Pattern::find` understands it? A step of the
  /// budget is a character, or an instruction looked at for a new state; false where it runs out.
  bool matches(std::string_view text, Range starts, Budget& budget);

 private:
  using Places = std::vector<std::uint32_t>;  // of instructions that take a character; ascending
  enum class Starts : std::uint8_t { No, Yes };
  struct State {
    Places places;
    bool accepts = false;
    // By class of characters, with and without a match that begins here: a state, kUnknown.
    std::array<std::vector<std::int32_t>, 2> next;
  };
  static constexpr std::int32_t kUnknown = -1;

  std::int32_t next(std::int32_t state, std::uint32_t kind, char32_t code, Starts starts,
                    Budget& budget);
  std::int32_t state_of(Places places, bool accepts);
  std::uint32_t kind_of(char32_t code, Budget& budget);
  std::uint32_t find_kind(char32_t code);
  bool add(std::uint32_t place, Places& places);
  void forget();

  const Pattern& pattern_;
  std::vector<std::uint32_t> takers_;  // instructions, one for each set of characters that is taken
  std::map<std::string, std::uint32_t> kinds_;  // by which of `takers_` take a character
  std::array<std::uint32_t, 128> kinds_of_ascii_;
  struct KnownKind {
    char32_t code = 0;
    std::uint32_t kind = 0;
  };
  std::vector<KnownKind> known_kinds_;  // of other characters, by the code's last bits
  Places first_;                        // reached before anything is read
  std::vector<State> states_;           // the first one has no places
  std::map<Places, std::int32_t> numbers_;
  std::vector<std::uint32_t> seen_, pending_;
  std::uint32_t round_ = 0;
};

}  // namespace earshot::search
