// Matching regular expressions.
//
// The program is run over the text by keeping the list of all places in it that are reached by what
// has been read. Each place is in the list once, in the order in which a backtracking matcher would
// have come to it, so the cost of a character is that of the program's length and no input makes it
// more.

#include <algorithm>
#include <utility>

#include "search/pattern.h"
#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

constexpr std::uint64_t kStepsPerInstruction = 3;
constexpr std::uint64_t kClearedAStep = 64;  // numbers set to 0, in the time of a step

bool is_white_code(char32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x3000 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F;
}

bool is_digit_code(char32_t code) {
  return code >= '0' && code <= '9';
}

bool is_of_kind(char kind, char32_t code) {
  switch (kind) {
    case 'd':
      return is_digit_code(code);
    case 'D':
      return !is_digit_code(code);
    case 'w':
      return text::is_word_character(code);
    case 'W':
      return !text::is_word_character(code);
    case 's':
      return is_white_code(code);
    default:
      return !is_white_code(code);
  }
}

}  // namespace

bool Pattern::CharacterClass::contains(char32_t code) const {
  const auto holds = [&](char32_t c) {
    const auto at = std::ranges::lower_bound(ranges, c, {}, &CodeRange::last);
    return at != ranges.end() && c >= at->first;
  };
  const bool is_in = holds(code) || holds(text::lower(code)) || holds(text::upper(code)) ||
                     std::ranges::any_of(kinds, [&](char kind) { return is_of_kind(kind, code); });
  return is_in != is_negated;
}

bool Pattern::takes(const Instruction& instruction, char32_t code) const {
  switch (instruction.op) {
    case Op::Char:
      return instruction.first == ' ' ? is_white_code(code)
                                      : text::lower(code) == instruction.first;
    case Op::Any:
      return code != '\n';
    case Op::Class:
      return classes_[instruction.first].contains(code);
    default:
      return false;
  }
}

/// The places of the program that are reached at one offset of the text.
class PatternMachine {
 public:
  PatternMachine(const Pattern& pattern, std::string_view text, Budget& budget)
      : pattern_(pattern), text_(text), budget_(budget), seen_(pattern.program_.size()) {}

  std::optional<Range> find(Range starts) {
    std::optional<Range> found;
    if (!budget_.spend(seen_.size() / kClearedAStep)) return found;
    const std::size_t starts_end = std::min<std::size_t>(starts.end, text_.size());
    // One limit for all: a limit of each match's own would let a long try hide a shorter one.
    const std::size_t limit = starts_end + kPatternReach;
    std::size_t at = starts.begin;
    for (;;) {
      // What has been reached goes first: it began earlier.
      if (!found && at < starts_end) {
        add(next_, 0, static_cast<std::uint32_t>(at), at);
      }
      std::swap(current_, next_);
      next_.clear();
      ++round_;
      if (current_.empty() && (found || at >= starts_end)) return found;
      const text::Character character = text::character_at(text_, at);
      const std::size_t behind = at + std::max(character.bytes, 1U);
      const bool is_end = at >= text_.size();
      for (const Thread thread : current_) {
        const auto& instruction = pattern_.program_[thread.at];
        if (instruction.op == Pattern::Op::Match) {
          if (at == thread.begin) continue;  // empty
          found = Range{thread.begin, static_cast<std::uint32_t>(at)};
          break;  // the rest would have been tried later
        }
        if (is_end || behind > limit) continue;
        if (pattern_.takes(instruction, character.code)) {
          add(next_, thread.at + 1, thread.begin, behind);
        }
      }
      if (!budget_.spend(kStepsPerInstruction * (current_.size() + 1 + added_)))
        return std::nullopt;
      added_ = 0;
      current_.clear();
      if (is_end) return found;
      at = behind;
    }
  }

 private:
  struct Thread {
    std::uint32_t at = 0;
    std::uint32_t begin = 0;
  };

  /// Adds the place, and those that are reached from it without reading, in order. `at` is where
  /// the text stands then.
  void add(std::vector<Thread>& threads, std::uint32_t place, std::uint32_t begin, std::size_t at) {
    pending_.clear();
    pending_.push_back(place);
    while (!pending_.empty()) {
      const std::uint32_t next = pending_.back();
      pending_.pop_back();
      if (seen_[next] == round_ + 1) continue;
      seen_[next] = round_ + 1;
      ++added_;
      const auto& instruction = pattern_.program_[next];
      switch (instruction.op) {
        case Pattern::Op::Jump:
          pending_.push_back(instruction.first);
          break;
        case Pattern::Op::Split:
          pending_.push_back(instruction.second);
          pending_.push_back(instruction.first);
          break;
        case Pattern::Op::LineBegin:
          if (at == 0 || text_[at - 1] == '\n') pending_.push_back(next + 1);
          break;
        case Pattern::Op::LineEnd:
          if (at >= text_.size() || text_[at] == '\n') pending_.push_back(next + 1);
          break;
        case Pattern::Op::Border:
          if (is_border(at)) pending_.push_back(next + 1);
          break;
        case Pattern::Op::NoBorder:
          if (!is_border(at)) pending_.push_back(next + 1);
          break;
        default:
          threads.push_back({next, begin});
          break;
      }
    }
  }

  bool is_border(std::size_t at) const {
    const bool before = at > 0 && text::is_word_character(text::character_before(text_, at).code);
    const bool after =
        at < text_.size() && text::is_word_character(text::character_at(text_, at).code);
    return before != after;
  }

  const Pattern& pattern_;
  std::string_view text_;
  Budget& budget_;
  std::vector<Thread> current_, next_;
  std::vector<std::uint32_t> pending_;
  std::vector<std::uint32_t> seen_;  // by place: the round in which it was added, plus one
  std::uint32_t round_ = 0;
  std::uint64_t added_ = 0;
};

std::optional<Range> Pattern::find(std::string_view text, Range starts, Budget& budget) const {
  return PatternMachine(*this, text, budget).find(starts);
}

}  // namespace earshot::search
