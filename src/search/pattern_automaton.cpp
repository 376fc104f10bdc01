#include "search/pattern_automaton.h"

#include <algorithm>
#include <utility>

#include "text/scanner.h"

namespace earshot::search {
namespace {

constexpr std::uint64_t kStepsPerTaker = 4;
constexpr std::size_t kMostStates = 1000;       // some megabytes at most
constexpr std::size_t kKnownKinds = 1024;       // a page of Han has fewer characters
constexpr std::uint32_t kAccepts = UINT32_MAX;  // in the name of a state, behind its places

}  // namespace

bool PatternAutomaton::suits(const Pattern& pattern) {
  return std::ranges::none_of(pattern.program_, [](const Pattern::Instruction& instruction) {
    using Op = Pattern::Op;
    return instruction.op == Op::LineBegin || instruction.op == Op::LineEnd ||
           instruction.op == Op::Border || instruction.op == Op::NoBorder;
  });
}

PatternAutomaton::PatternAutomaton(const Pattern& pattern)
    : pattern_(pattern), known_kinds_(kKnownKinds), seen_(pattern.program_.size()) {
  using Op = Pattern::Op;
  const auto& program = pattern_.program_;
  for (std::uint32_t i = 0; i < program.size(); ++i) {
    const Pattern::Instruction& own = program[i];
    if (own.op != Op::Char && own.op != Op::Any && own.op != Op::Class) continue;
    // Counted repetitions have written out the same again and again.
    const bool is_known = std::ranges::any_of(takers_, [&](std::uint32_t other) {
      return program[other].op == own.op &&
             (own.op == Op::Any || program[other].first == own.first);
    });
    if (!is_known) takers_.push_back(i);
  }
  for (std::uint32_t code = 0; code < kinds_of_ascii_.size(); ++code)
    kinds_of_ascii_[code] = find_kind(code);
  ++round_;
  add(0, first_);
  forget();
}

std::uint32_t PatternAutomaton::find_kind(char32_t code) {
  std::string taken;
  for (const std::uint32_t taker : takers_)
    taken += pattern_.takes(pattern_.program_[taker], code) ? '1' : '0';
  return kinds_.try_emplace(std::move(taken), static_cast<std::uint32_t>(kinds_.size()))
      .first->second;
}

std::uint32_t PatternAutomaton::kind_of(char32_t code, Budget& budget) {
  if (code < kinds_of_ascii_.size()) return kinds_of_ascii_[code];
  KnownKind& known = known_kinds_[code % kKnownKinds];
  if (known.code != code) {
    budget.spend(kStepsPerTaker * takers_.size());
    known = {code, find_kind(code)};
  }
  return known.kind;
}

/// Adds what is reached from the place without reading. True where that is a match.
bool PatternAutomaton::add(std::uint32_t place, Places& places) {
  using Op = Pattern::Op;
  bool accepts = false;
  pending_.push_back(place);
  while (!pending_.empty()) {
    const std::uint32_t at = pending_.back();
    pending_.pop_back();
    if (seen_[at] == round_) continue;
    seen_[at] = round_;
    const Pattern::Instruction& own = pattern_.program_[at];
    if (own.op == Op::Jump || own.op == Op::Split) pending_.push_back(own.first);
    if (own.op == Op::Split) pending_.push_back(own.second);
    if (own.op == Op::Match) accepts = true;
    if (own.op == Op::Char || own.op == Op::Any || own.op == Op::Class) places.push_back(at);
  }
  return accepts;
}

void PatternAutomaton::forget() {
  states_.clear();
  numbers_.clear();
  state_of({}, false);
}

std::int32_t PatternAutomaton::state_of(Places places, bool accepts) {
  std::ranges::sort(places);
  Places name = places;
  if (accepts) name.push_back(kAccepts);
  const auto [known, is_new] =
      numbers_.try_emplace(std::move(name), static_cast<std::int32_t>(states_.size()));
  if (is_new) states_.push_back({std::move(places), accepts, {}});
  return known->second;
}

std::int32_t PatternAutomaton::next(std::int32_t state, std::uint32_t kind, char32_t code,
                                    Starts starts, Budget& budget) {
  const auto way = static_cast<std::size_t>(starts);
  if (const auto& known = states_[static_cast<std::size_t>(state)].next[way];
      kind < known.size() && known[kind] != kUnknown) {
    return known[kind];
  }
  Places reached;
  bool accepts = false;
  ++round_;
  const auto take = [&](const Places& places) {
    for (const std::uint32_t place : places) {
      if (pattern_.takes(pattern_.program_[place], code)) accepts |= add(place + 1, reached);
    }
  };
  take(states_[static_cast<std::size_t>(state)].places);
  if (starts == Starts::Yes) take(first_);
  // Names of states are compared and copied as well.
  budget.spend(16 * (states_[static_cast<std::size_t>(state)].places.size() + first_.size() +
                     reached.size() + 1));
  if (states_.size() >= kMostStates) {
    forget();
    return state_of(std::move(reached), accepts);
  }
  const std::int32_t found = state_of(std::move(reached), accepts);
  auto& known = states_[static_cast<std::size_t>(state)].next[way];
  if (known.size() <= kind) known.resize(std::max<std::size_t>(kinds_.size(), kind + 1), kUnknown);
  known[kind] = found;
  return found;
}

bool PatternAutomaton::matches(std::string_view text, Range starts, Budget& budget) {
  const std::size_t starts_end = std::min<std::size_t>(starts.end, text.size());
  const std::size_t limit = std::min<std::size_t>(starts_end + kPatternReach, text.size());
  std::int32_t state = 0;
  std::uint64_t steps = 1;
  bool is_found = false;
  for (std::size_t at = starts.begin; at < limit && !budget.exhausted(); ++steps) {
    if (state == 0 && at >= starts_end) break;
    const Starts may_start = at < starts_end ? Starts::Yes : Starts::No;
    const auto byte = static_cast<unsigned char>(text[at]);
    char32_t code = byte;
    std::size_t behind = at + 1;
    std::uint32_t kind = 0;
    if (byte < 0x80) {
      kind = kinds_of_ascii_[byte];
    } else {
      const text::Character character = text::character_at(text, at);
      code = character.code;
      behind = at + std::max(character.bytes, 1U);
      if (behind > limit) break;
      kind = kind_of(code, budget);
    }
    state = next(state, kind, code, may_start, budget);
    if (states_[static_cast<std::size_t>(state)].accepts) {
      is_found = true;
      break;
    }
    at = behind;
  }
  return budget.spend(steps) && is_found;
}

}  // namespace earshot::search
