// Evaluating a query's tree.
//
// Words, then everything that joins them, become sets of passages. `speaker:` is no set beside the
// others: the words of the same group must be said by that speaker, so it goes down the tree as a
// scope, and the leaves count only what stands within. Fields were put on the leaves by the parser.
// In a conjunction, what reads texts comes last and looks only at what the others left.

#include "search/evaluate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "search/filters.h"
#include "search/index_access.h"
#include "search/near.h"
#include "search/phrase.h"
#include "text/characters.h"

namespace earshot::search {
namespace {

void add_units(const Node& node, std::vector<Unit>& units) {
  switch (node.kind) {
    case Node::Kind::Words:
      for (Step& step : steps_of(node.slots))
        units.push_back({&node, std::move(step)});
      return;
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Near:
      for (const Node& child : node.children)
        add_units(child, units);
      return;
    default:
      return;
  }
}

bool reads_texts(const Node& node) {
  return node.kind == Node::Kind::Regex || std::ranges::any_of(node.children, reads_texts);
}

}  // namespace

std::vector<Unit> units_of(const Node& root) {
  std::vector<Unit> units;
  add_units(root, units);
  return units;
}

Bits passages_of_fields(const Index& index, FieldSet fields) {
  Bits bits(index.passage_count(), fields == kAllFields);
  if (fields == kAllFields) return bits;
  for (std::uint32_t i = 0; i < index.document_count(); ++i) {
    const format::DocumentRecord document = IndexAccess::document(index, i);
    if ((fields >> document.field & 1U) == 0) continue;
    bits.add_range(document.first_passage, IndexAccess::passages_end(index, i));
  }
  return bits;
}

Evaluation::Evaluation(const Index& index, std::uint32_t number, const Node& root,
                       std::span<const Unit> units, const SearchOptions& options, Budget& budget,
                       Budget& expressions)
    : index_(index),
      number_(number),
      root_(root),
      units_(units),
      options_(options),
      context_(options.documents),
      lists_episodes_(!has_text(root)),
      budget_(budget),
      expressions_(expressions),
      places_(index, number, options.documents, budget),
      terms_(units.size()),
      counts_(units.size()) {
  for (std::size_t u = 0; u < units.size(); ++u) {
    terms_[u] = find_terms(index, units[u].step.slot, budget);
    has_other_forms_ |= std::ranges::any_of(
        terms_[u], [](const FoundTerm& term) { return term.level != Level::Exact; });
  }
  for (std::size_t u = 0; u < units.size(); ++u)
    counts_[u] = count_terms(index, terms_[u], budget);
}

Bits Evaluation::matching(Level level) {
  if (level == Level::Exact) restrict_counts();
  Bits found = evaluate_all(root_, level, {}, nullptr);
  // A query of filters alone lists the episodes: by their titles.
  if (lists_episodes_) found &= passages_of_fields(field_bit(Field::Title));
  return found;
}

void Evaluation::read_ranked() {
  if (!options_.ranked || !reads_texts(root_)) return;
  reads_only_ranked_ = true;
  (void)matching(Level::Exact);
  if (has_other_forms_) (void)matching(Level::Typo);
  reads_only_ranked_ = false;
}

Bits Evaluation::passages_of_fields(FieldSet fields) const {
  return search::passages_of_fields(index_, fields);
}

Bits Evaluation::begins_of(std::span<const Occurrence> occurrences) const {
  Bits bits(index_.passage_count());
  for (const Occurrence& place : occurrences) {
    if (place.passage < bits.size()) bits.add(place.passage);
  }
  return bits;
}

Scope* Evaluation::scope(const ScopePath& scopes) {
  if (scopes.empty()) return nullptr;
  auto& made = scopes_[scopes];
  if (!made) made = std::make_unique<Scope>(places_, scopes);
  return made.get();
}

Bits Evaluation::evaluate(const Node& node, Level level, const ScopePath& scopes,
                          const Bits* within) {
  switch (node.kind) {
    case Node::Kind::And:
      return evaluate_all(node, level, scopes, within);
    case Node::Kind::Or: {
      Bits any(index_.passage_count());
      for (const Node& child : node.children)
        any |= evaluate(child, level, scopes, within);
      return any;
    }
    case Node::Kind::Not: {
      Bits others(index_.passage_count(), true);
      others.subtract(evaluate(node.children[0], level, scopes, within));
      // What ran out of steps halfway would leave in what is to be left out.
      const bool is_all = !budget_.exhausted() && !expressions_.exhausted();
      return is_all ? others : Bits(index_.passage_count());
    }
    case Node::Kind::Near:
      return begins_of(occurrences(node, level, scopes));
    case Node::Kind::Words:
      return evaluate_words(node, level, scopes);
    case Node::Kind::Regex:
      return evaluate_regex(node, scopes, within);
    case Node::Kind::Filter:
      return evaluate_filter(node, scopes);
  }
  return Bits(index_.passage_count());
}

Bits Evaluation::evaluate_all(const Node& node, Level level, ScopePath scopes, const Bits* within) {
  bool has_other_text = false;
  std::size_t own_scopes = 0;
  for (const Node& child : node.children) {
    if (is_scope(child)) {
      scopes.push_back(&child);
      ++own_scopes;
    } else {
      has_other_text |= child.kind != Node::Kind::Not && has_text(child);
    }
  }
  Bits all = within != nullptr ? *within : Bits(index_.passage_count(), true);
  for (const bool reading : {false, true}) {
    for (const Node& child : node.children) {
      if (is_scope(child) || reads_texts(child) != reading) continue;
      if (budget_.exhausted()) return Bits(index_.passage_count());
      const Bits own = evaluate(child, level, scopes, reading ? &all : nullptr);
      all &= own;
    }
  }
  // Without words of its own, a group with speakers is what they say.
  if (own_scopes > 0 && !has_other_text) {
    Scope* const spoken = scope(scopes);
    Bits said(index_.passage_count());
    all.for_each([&](std::uint32_t passage) {
      const std::uint32_t words = IndexAccess::length(index_, passage);
      const std::uint64_t own = words >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << words) - 1;
      if ((spoken->words(passage) & own) != 0) said.add(passage);
    });
    return said;
  }
  return all;
}

std::vector<std::vector<FoundTerm>> Evaluation::terms_of(std::span<const Step> steps) {
  std::vector<std::vector<FoundTerm>> terms;
  for (const Step& step : steps)
    terms.push_back(find_terms(index_, step.slot, budget_));
  return terms;
}

Bits Evaluation::evaluate_words(const Node& node, Level level, const ScopePath& scopes) {
  const std::vector<Step> steps = steps_of(node.slots);
  Bits found;
  const auto unit = std::ranges::find(units_, &node, &Unit::leaf);
  if (steps.size() == 1 && unit != units_.end()) {
    // Its counts are taken already, and none stands outside of its fields and speakers.
    return passages_of(counts_[static_cast<std::size_t>(unit - units_.begin())], level,
                       index_.passage_count());
  }
  if (!scopes.empty()) {
    found = begins_of(occurrences(node, level, scopes));
  } else if (steps.size() == 1) {
    const auto terms = find_terms(index_, steps[0].slot, budget_);
    found = passages_of(count_terms(index_, terms, budget_), level, index_.passage_count());
  } else {
    // The common case has a way of its own: exact words side by side, the last perhaps a prefix.
    std::vector<TermInfo> words;
    std::string_view last_prefix;
    bool is_plain = true;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Slot& slot = steps[i].slot;
      is_plain &= steps[i].offset == i;
      if (slot.kind == Slot::Kind::Exact) {
        words.push_back(IndexAccess::find_term(index_, slot.text));
      } else if (slot.kind == Slot::Kind::Prefix && i + 1 == steps.size() &&
                 !text::is_single_character_word(slot.text)) {
        last_prefix = slot.text;
      } else {
        is_plain = false;
      }
    }
    if (is_plain) {
      found = Bits(index_.passage_count());
      const bool are_there =
          std::ranges::all_of(words, [](const TermInfo& word) { return word.passages > 0; });
      if (are_there) {
        for (const std::uint32_t passage : find_phrase(index_, {words, last_prefix}, budget_))
          found.add(passage);
      }
    } else {
      found = begins_of(occurrences(node, level, scopes));
    }
  }
  if (node.fields != kAllFields) found &= passages_of_fields(node.fields);
  return found;
}

std::vector<Occurrence> Evaluation::occurrences(const Node& node, Level level,
                                                const ScopePath& scopes) {
  std::vector<Occurrence> found;
  if (node.kind == Node::Kind::Near) {
    std::vector<std::vector<Occurrence>> operands;
    for (const Node& child : node.children) {
      operands.push_back(occurrences(child, level, scopes));
      if (operands.back().empty()) return {};
    }
    return find_near(places_, node.distance, operands);
  }
  if (node.kind == Node::Kind::Or) {
    for (const Node& child : node.children) {
      const std::vector<Occurrence> own = occurrences(child, level, scopes);
      found.insert(found.end(), own.begin(), own.end());
    }
    std::ranges::sort(found, [](const Occurrence& a, const Occurrence& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.last < b.last;
    });
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
  }
  const std::vector<Step> steps = steps_of(node.slots);
  const auto terms = terms_of(steps);
  if (steps.size() == 1) {
    const auto words = static_cast<std::uint32_t>(node.slots.size());
    found = occurrences_of(index_, terms[0], level, budget_);
    for (Occurrence& place : found)
      place.last = place.begin + words - 1;
  } else {
    found = phrase_occurrences(index_, steps, terms, static_cast<std::uint32_t>(node.slots.size()),
                               budget_);
  }
  if (node.fields != kAllFields) {
    const Bits fields = passages_of_fields(node.fields);
    std::erase_if(found, [&](const Occurrence& place) { return !fields.has(place.passage); });
  }
  if (Scope* const spoken = scope(scopes)) {
    std::erase_if(found, [&](const Occurrence& place) {
      const std::uint32_t first = IndexAccess::first_ordinal(index_, place.passage);
      return !spoken->has(place.passage, place.begin - first);
    });
  }
  return found;
}

/// The passages in which the expression may begin, by the letters that it must hold.
const Bits& Evaluation::candidates(const Node& node) {
  const auto known = candidates_.find(&node);
  if (known != candidates_.end()) return known->second;
  Bits bits(index_.passage_count(), true);
  const auto pattern = Pattern::compile(node.pattern);
  if (pattern && !pattern->required().empty()) {
    constexpr std::size_t kMaybeCut = 100;  // a word this long may be cut where the letters stand
    std::vector<FoundTerm> terms;
    for (DictionaryCursor word(index_, ""); word.valid() && budget_.spend(); word.next()) {
      if (word.term().size() >= kMaybeCut || word.term().contains(pattern->required())) {
        terms.push_back({word.info(), Level::Exact, UINT32_MAX});
      }
    }
    const Bits with =
        passages_of(count_terms(index_, terms, budget_), Level::Exact, index_.passage_count());
    bits = Bits(index_.passage_count());
    with.for_each([&](std::uint32_t passage) {
      // It may have begun a little before.
      const Passage own = index_.passage(passage);
      for (std::uint32_t at = passage;; --at) {
        const Passage before = index_.passage(at);
        if (before.document != own.document ||
            before.range_in_text.end + kPatternReach < own.range_in_text.begin) {
          break;
        }
        bits.add(at);
        if (at == 0) break;
      }
    });
  }
  return candidates_.emplace(&node, std::move(bits)).first->second;
}

Bits Evaluation::evaluate_regex(const Node& node, const ScopePath& scopes, const Bits* within) {
  const auto [at, is_new] = tried_.try_emplace(&node);
  auto& [tried, found, pattern, automaton] = at->second;
  if (is_new) {
    tried = found = Bits(index_.passage_count());
    if (auto compiled = Pattern::compile(node.pattern)) pattern = *std::move(compiled);
    if (pattern && PatternAutomaton::suits(*pattern)) automaton.emplace(*pattern);
  }
  if (!pattern || context_ == nullptr) return Bits(index_.passage_count());
  Bits asked = candidates(node);
  if (within != nullptr) asked &= *within;
  if (node.fields != kAllFields) asked &= passages_of_fields(node.fields);
  Bits open = asked;
  open.subtract(tried);
  Scope* const spoken = scope(scopes);
  std::uint32_t document = UINT32_MAX;
  bool is_wanted = false;
  std::string_view text;
  open.for_each([&](std::uint32_t passage) {
    if (expressions_.exhausted()) return;
    const Passage own = index_.passage(passage);
    if (own.document != document) {
      document = own.document;
      // What may not appear is not worth the steps.
      is_wanted = (!options_.filter || options_.filter(number_, document)) &&
                  (!reads_only_ranked_ || options_.ranked(number_, document));
      if (is_wanted) text = context_->text(number_, document);
    }
    if (!is_wanted) return;
    tried.add(passage);
    const Range starts = regex_starts(index_, passage, text);
    if (automaton) {
      if (!automaton->matches(text, starts, expressions_)) return;
      if (spoken == nullptr) {
        found.add(passage);
        return;
      }
    }
    for (std::uint32_t from = starts.begin; from < starts.end;) {
      const auto match = pattern->find(text, {from, starts.end}, expressions_);
      if (!match) return;
      if (spoken == nullptr ||
          spoken->allows(own.document,
                         line_at(*context_, number_, own.document, match->begin).speaker)) {
        found.add(passage);
        return;
      }
      from = match->begin + 1;
      while (from < starts.end && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U)
        ++from;
    }
  });
  Bits matching = found;
  return matching &= asked;
}

Range regex_starts(const Index& index, std::uint32_t passage, std::string_view text) {
  const Passage own = index.passage(passage);
  const std::uint32_t first = index.first_passage(own.document);
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), UINT32_MAX));
  const std::uint32_t begin = passage == first ? 0 : own.range_in_text.begin;
  const std::uint32_t end = passage + 1 < first + index.passage_count(own.document)
                                ? index.passage(passage + 1).range_in_text.begin
                                : size;
  const auto at_character = [&](std::uint32_t at) {
    at = std::min(at, size);
    while (at > 0 && at < size && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
      --at;
    return at;
  };
  return {at_character(begin), at_character(end)};
}

Bits Evaluation::evaluate_filter(const Node& node, const ScopePath& scopes) {
  Bits found(index_.passage_count());
  if (context_ == nullptr) return found;
  if (node.filter.kind == Filter::Kind::Speaker) {
    ScopePath own = scopes;
    own.push_back(&node);
    Scope* const spoken = scope(own);
    for (std::uint32_t passage = 0; passage < index_.passage_count(); ++passage) {
      const std::uint32_t words = IndexAccess::length(index_, passage);
      const std::uint64_t mask = words >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << words) - 1;
      if ((spoken->words(passage) & mask) != 0) found.add(passage);
    }
    return found;
  }
  if (lists_episodes_ && node.filter.kind == Filter::Kind::Language)
    return evaluate_language(node.filter);
  for (std::uint32_t i = 0; i < index_.document_count() && budget_.spend(); ++i) {
    const format::DocumentRecord document = IndexAccess::document(index_, i);
    if (!passes(node.filter, context_->facts(number_, document.document))) continue;
    found.add_range(document.first_passage, IndexAccess::passages_end(index_, i));
  }
  return found;
}

/// Where episodes are listed, theirs is every language that one of their texts is in: often only
/// the transcript says one.
Bits Evaluation::evaluate_language(const Filter& filter) {
  Bits found(index_.passage_count());
  std::set<std::uint32_t> episodes;
  for (std::uint32_t i = 0; i < index_.document_count() && budget_.spend(); ++i) {
    const std::uint32_t document = IndexAccess::document(index_, i).document;
    if (passes(filter, context_->facts(number_, document)))
      episodes.insert(context_->episode(number_, document));
  }
  for (std::uint32_t i = 0; i < index_.document_count() && budget_.spend(); ++i) {
    const format::DocumentRecord document = IndexAccess::document(index_, i);
    if (episodes.contains(context_->episode(number_, document.document)))
      found.add_range(document.first_passage, IndexAccess::passages_end(index_, i));
  }
  return found;
}

/// Takes from the counts what stands outside of a word's fields and speakers.
void Evaluation::restrict_counts() {
  restrict_counts(root_, {});
}

void Evaluation::restrict_counts(const Node& node, ScopePath scopes) {
  if (node.kind == Node::Kind::Not || node.kind == Node::Kind::Regex ||
      node.kind == Node::Kind::Filter) {
    return;
  }
  if (node.kind != Node::Kind::Words) {
    if (node.kind == Node::Kind::And) {
      for (const Node& child : node.children) {
        if (is_scope(child)) scopes.push_back(&child);
      }
    }
    for (const Node& child : node.children)
      restrict_counts(child, scopes);
    return;
  }
  if (scopes.empty() && node.fields == kAllFields) return;
  const Bits fields = passages_of_fields(node.fields);
  Scope* const spoken = scope(scopes);
  for (std::size_t u = 0; u < units_.size(); ++u) {
    if (units_[u].leaf != &node) continue;
    for (int l = 0; l < kLevels; ++l) {
      auto& counts = counts_[u].by_level[static_cast<std::size_t>(l)];
      if (counts.empty()) continue;
      for (std::size_t passage = 0; passage < counts.size(); ++passage) {
        if (!fields.has(passage)) counts[passage] = 0;
      }
      if (spoken == nullptr) continue;
      std::vector<FoundTerm> own;
      for (const FoundTerm& term : terms_[u]) {
        if (term.level == static_cast<Level>(l)) own.push_back(term);
      }
      std::ranges::fill(counts, std::uint8_t{0});
      for (const Occurrence& place : occurrences_of(index_, own, static_cast<Level>(l), budget_)) {
        const std::uint32_t first = IndexAccess::first_ordinal(index_, place.passage);
        if (fields.has(place.passage) && spoken->has(place.passage, place.begin - first)) {
          ++counts[place.passage];
        }
      }
    }
  }
}

}  // namespace earshot::search
