#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <regex>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/range.h"
#include "documents.h"
#include "search/index.h"
#include "search/query.h"
#include "search/search.h"
#include "text/characters.h"
#include "text/stems.h"
#include "text/words.h"

/// Search without an index: reads every word of every passage for every query. Slow, and meant to
/// be plainly right. Only how texts are cut into passages is taken from the index; unit tests hold
/// that against its own rules.
namespace earshot::oracle {

using search::Distance;
using search::Filter;
using search::Node;
using search::OtherForm;
using search::Slot;

struct NaiveDocument {
  search::Field field = search::Field::Transcript;
  std::uint32_t index = 0;
  std::uint32_t number = 0;
  std::string_view text;
  std::vector<std::string> terms;  // the folded words in order
  std::vector<std::size_t> ids;    // of the terms, in Naive::vocabulary_
  std::vector<Range> words_in_text;
  std::uint32_t language = 0;
};

struct NaivePassage {
  std::uint32_t index = 0;
  std::uint32_t passage = 0;
  std::size_t document = 0;  // in Naive::documents
  std::size_t first = 0;     // its words: terms [first, end) of the document
  std::size_t end = 0;
  Range starts;  // where an expression may begin
};

/// A matching passage, its score, and what of it is for words near each other.
struct NaiveHit {
  double score = 0;
  double proximity = 0;
};
/// By index and passage.
using NaiveHits = std::map<std::pair<std::uint32_t, std::uint32_t>, NaiveHit>;

class Naive {
 public:
  explicit Naive(const TestDocuments& context) : context_(context) {}

  /// `document` is a number of `index`, which is the `index_number`th that is searched.
  void add(std::uint32_t index_number, const search::Index& index, std::uint32_t document,
           std::string_view text) {
    NaiveDocument naive;
    naive.field = index.field(document);
    naive.index = index_number;
    naive.number = document;
    naive.text = text;
    naive.language = text::stem_language(context_.facts(index_number, document).language);
    for (const text::Word word : text::words(text)) {
      std::string term = text::folded(slice(text, word));
      if (term.empty()) continue;
      const auto [known, is_new] = ids_.try_emplace(term, vocabulary_.size());
      if (is_new) vocabulary_.push_back(term);
      naive.ids.push_back(known->second);
      naive.terms.push_back(std::move(term));
      naive.words_in_text.push_back(word);
    }
    const auto& words_in_text = naive.words_in_text;
    const std::uint32_t first = index.first_passage(document);
    const std::uint32_t end = first + index.passage_count(document);
    for (std::uint32_t p = first; p < end; ++p) {
      const Range range_in_text = index.passage(p).range_in_text;
      NaivePassage passage = {index_number, p, documents_.size(), 0, 0, {}};
      while (passage.first < words_in_text.size() &&
             words_in_text[passage.first].begin < range_in_text.begin) {
        ++passage.first;
      }
      passage.end = passage.first;
      while (passage.end < words_in_text.size() &&
             words_in_text[passage.end].begin < range_in_text.end) {
        ++passage.end;
      }
      passage.starts.begin = p == first ? 0 : range_in_text.begin;
      passage.starts.end = p + 1 == end ? static_cast<std::uint32_t>(text.size())
                                        : index.passage(p + 1).range_in_text.begin;
      const auto field = static_cast<std::size_t>(naive.field);
      words_of_field_[field] += static_cast<double>(passage.end - passage.first);
      ++passages_of_field_[field];
      passages_.push_back(passage);
    }
    documents_.push_back(std::move(naive));
  }

  NaiveHits search(const search::Query& query) const {
    verdicts_.clear();
    near_places_.clear();
    expressions_.clear();
    lists_episodes_ = !has_text(query.root);
    std::vector<Unit> units;
    add_units(query.root, {}, units);
    bool has_others = false;
    double most = 0;
    for (Unit& unit : units) {
      double with_term = 0;
      for (const NaivePassage& passage : passages_) {
        if (frequency(passage, unit, 2) > 0) ++with_term;
      }
      for (const OtherForm& other : unit.slots[0].also) {
        if (unit.slots[0].kind == Slot::Kind::Open && other.term.starts_with(unit.slots[0].text)) {
          continue;
        }
        for (const NaiveDocument& document : documents_)
          has_others |= std::ranges::find(document.terms, other.term) != document.terms.end();
      }
      const auto all = static_cast<double>(passages_.size());
      unit.weight = 2.2 * std::log(1 + (all - with_term + 0.5) / (with_term + 0.5));
      most += unit.weight * 1.25;
    }
    NaiveHits hits;
    for (const NaivePassage& passage : passages_) {
      int level = 0;
      while (level < 3 && !is_hit(query, passage, level))
        ++level;
      if (level == 3) continue;
      const NaiveDocument& document = documents_[passage.document];
      const auto field = static_cast<std::size_t>(document.field);
      const double mean = words_of_field_[field] / passages_of_field_[field];
      const auto length = static_cast<double>(passage.end - passage.first);
      NaiveHit hit;
      for (const Unit& unit : units) {
        const double tf = frequency(passage, unit, 2, unit.leaf->fields, &unit.scopes);
        const double norm = 1.2 * (1 - 0.75 + 0.75 * length / mean) / weight(document.field);
        if (tf > 0) hit.score += unit.weight * tf / (tf + norm);
      }
      if (has_others) hit.score += most * (2 - level);
      for (std::size_t u = 1; u < units.size(); ++u) {
        const double distance = nearest(passage, units[u - 1], units[u]);
        if (distance > 0) {
          hit.proximity += std::min(units[u - 1].weight, units[u].weight) * 0.25 / distance;
        }
      }
      hits[{passage.index, passage.passage}] = hit;
    }
    return hits;
  }

  const std::vector<NaiveDocument>& documents() const { return documents_; }
  const std::vector<NaivePassage>& passages() const { return passages_; }
  const TestDocuments& context() const { return context_; }

 private:
  using Scopes = std::vector<const Node*>;

  /// What is counted for scores: a word, or two characters of a script without spaces.
  struct Unit {
    const Node* leaf = nullptr;
    std::span<const Slot> slots;
    Scopes scopes;
    double weight = 0;
    bool is_alone = false;  // a character before a word of another script: no pair begins with it
  };

  static bool is_scope(const Node& node) {
    if (node.kind == Node::Kind::Filter) return node.filter.kind == Filter::Kind::Speaker;
    return (node.kind == Node::Kind::Or || node.kind == Node::Kind::Not) &&
           std::ranges::all_of(node.children, is_scope);
  }

  static void add_units(const Node& node, Scopes scopes, std::vector<Unit>& units) {
    if (node.kind == Node::Kind::Not) return;
    if (node.kind == Node::Kind::And) {
      for (const Node& child : node.children) {
        if (is_scope(child)) scopes.push_back(&child);
      }
    }
    for (const Node& child : node.children)
      add_units(child, scopes, units);
    if (node.kind != Node::Kind::Words) return;
    const auto& slots = node.slots;
    const auto lone = [&](std::size_t i) {
      return i < slots.size() && text::is_single_character_word(slots[i].text);
    };
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (lone(i) && lone(i + 1)) {
        units.push_back({&node, std::span(slots).subspan(i, 2), scopes, 0});
      } else if (!lone(i) || i == 0 || !lone(i - 1)) {
        units.push_back(
            {&node, std::span(slots).subspan(i, 1), scopes, 0, lone(i) && i + 1 < slots.size()});
      }
    }
  }

  /// How a word of the vocabulary stands for a slot: 0: as asked for; 1: a stem, in documents of
  /// these languages; 2: a typo; 3: not at all.
  struct Verdict {
    int level = 3;
    std::uint32_t languages = 0;
  };

  static Verdict judge(const Slot& slot, const std::string& word) {
    switch (slot.kind) {
      case Slot::Kind::Exact:
      case Slot::Kind::Forms:
        if (word == slot.text) return {0};
        break;
      case Slot::Kind::Open:
      case Slot::Kind::Prefix:
        if (word.starts_with(slot.text)) return {0};
        break;
      case Slot::Kind::Glob:
        if (is_glob(slot.text, word)) return {0};
        break;
    }
    for (const OtherForm& other : slot.also) {
      if (other.term != word) continue;
      if (other.kind == OtherForm::Kind::Typo) return {2};
      return {1, other.languages};
    }
    return {};
  }

  /// Each word of the vocabulary is judged once for a query.
  int level_of(const Slot& slot, std::size_t id, std::uint32_t language) const {
    auto& verdicts = verdicts_[&slot];
    if (verdicts.empty()) {
      for (const std::string& word : vocabulary_)
        verdicts.push_back(judge(slot, word));
    }
    const Verdict verdict = verdicts[id];
    return verdict.level == 1 && (verdict.languages & language) == 0 ? 3 : verdict.level;
  }

  static bool is_glob(std::string_view pattern, std::string_view word) {
    if (pattern.empty()) return word.empty();
    if (pattern[0] == '*') {
      return is_glob(pattern.substr(1), word) ||
             (!word.empty() && is_glob(pattern, word.substr(1)));
    }
    return !word.empty() && word[0] == pattern[0] && is_glob(pattern.substr(1), word.substr(1));
  }

  /// Does the unit stand at the word? Its level, 3 where not.
  int unit_at(const NaiveDocument& document, std::span<const Slot> slots, std::size_t at) const {
    int level = 0;
    for (std::size_t k = 0; k < slots.size() && level < 3; ++k) {
      if (at + k >= document.terms.size()) return 3;
      level = std::max(level, level_of(slots[k], document.ids[at + k], document.language));
    }
    return level;
  }

  int level_at(const NaiveDocument& document, const Unit& unit, std::size_t at) const {
    const bool is_paired =
        at + 1 < document.terms.size() && text::is_single_character_word(document.terms[at + 1]);
    return unit.is_alone && is_paired ? 3 : unit_at(document, unit.slots, at);
  }

  double frequency(const NaivePassage& passage, const Unit& unit, int most,
                   search::FieldSet fields = search::kAllFields,
                   const Scopes* scopes = nullptr) const {
    const NaiveDocument& document = documents_[passage.document];
    if ((fields & search::field_bit(document.field)) == 0) return 0;
    double sum = 0;
    for (std::size_t i = passage.first; i < passage.end; ++i) {
      const int level = level_at(document, unit, i);
      if (level > most || level == 3) continue;
      if (scopes != nullptr && !is_said(document, i, *scopes)) continue;
      sum += level == 0 ? 1 : level == 1 ? 0.5 : 0.25;
    }
    return sum;
  }

  double nearest(const NaivePassage& passage, const Unit& a, const Unit& b) const {
    const NaiveDocument& document = documents_[passage.document];
    std::size_t best = 0;
    for (std::size_t i = passage.first; i < passage.end; ++i) {
      if (level_at(document, a, i) == 3) continue;
      for (std::size_t j = passage.first; j < passage.end; ++j) {
        const std::size_t distance = i < j ? j - i : i - j;
        if (distance == 0 || level_at(document, b, j) == 3) continue;
        if (best == 0 || distance < best) best = distance;
      }
    }
    return static_cast<double>(best);
  }

  // --- Matching ---------------------------------------------------------------------------------

  bool is_hit(const search::Query& query, const NaivePassage& passage, int level) const {
    if (query.empty() || !matches(query.root, passage, level, {})) return false;
    return !lists_episodes_ || documents_[passage.document].field == search::Field::Title;
  }

  static bool has_text(const Node& node) {
    if (node.kind == Node::Kind::Filter) return node.filter.kind == Filter::Kind::Speaker;
    if (node.kind == Node::Kind::And || node.kind == Node::Kind::Or) {
      return std::ranges::any_of(node.children, has_text);
    }
    return node.kind != Node::Kind::Not;
  }

  bool matches(const Node& node, const NaivePassage& passage, int level, Scopes scopes) const {
    const NaiveDocument& document = documents_[passage.document];
    switch (node.kind) {
      case Node::Kind::And: {
        bool has_words = false;
        bool has_scope = false;
        for (const Node& child : node.children) {
          if (is_scope(child)) {
            scopes.push_back(&child);
            has_scope = true;
          } else if (child.kind != Node::Kind::Not) {
            has_words |= has_text(child);
          }
        }
        for (const Node& child : node.children) {
          if (!is_scope(child) && !matches(child, passage, level, scopes)) return false;
        }
        return !has_scope || has_words || says_any(passage, scopes);
      }
      case Node::Kind::Or:
        return std::ranges::any_of(node.children, [&](const Node& child) {
          return matches(child, passage, level, scopes);
        });
      case Node::Kind::Not:
        return !matches(node.children[0], passage, level, scopes);
      case Node::Kind::Words:
        for (std::size_t i = passage.first; i < passage.end; ++i) {
          if (stands_at(node, document, i, level, scopes)) return true;
        }
        return false;
      case Node::Kind::Near:
        return matches_near(node, passage, level, scopes);
      case Node::Kind::Regex:
        return matches_regex(node, passage, scopes);
      case Node::Kind::Filter:
        if (node.filter.kind == Filter::Kind::Speaker) {
          scopes.push_back(&node);
          return says_any(passage, scopes);
        }
        return passes(node.filter, document);
    }
    return false;
  }

  /// Where episodes are listed, they pass by the language of any of their texts.
  bool passes(const Filter& filter, const NaiveDocument& document) const {
    if (!lists_episodes_ || filter.kind != Filter::Kind::Language)
      return context_.passes(filter, document.index, document.number);
    const auto episode = [&](const NaiveDocument& one) {
      return std::pair(one.index, context_.episode(one.index, one.number));
    };
    return std::ranges::any_of(documents_, [&](const NaiveDocument& other) {
      return episode(other) == episode(document) &&
             context_.passes(filter, other.index, other.number);
    });
  }

  bool says_any(const NaivePassage& passage, const Scopes& scopes) const {
    for (std::size_t i = passage.first; i < passage.end; ++i) {
      if (is_said(documents_[passage.document], i, scopes)) return true;
    }
    return false;
  }

  bool is_said(const NaiveDocument& document, std::size_t word, const Scopes& scopes) const {
    if (scopes.empty()) return true;
    return is_said_at(document, document.words_in_text[word].begin, scopes);
  }

  bool is_said_at(const NaiveDocument& document, std::uint32_t offset, const Scopes& scopes) const {
    const std::string name = context_.speaker_at(document.index, document.number, offset);
    return std::ranges::all_of(scopes, [&](const Node* scope) { return is_by(*scope, name); });
  }

  static bool is_by(const Node& scope, const std::string& name) {
    if (scope.kind == Node::Kind::Not) return !is_by(scope.children[0], name);
    if (scope.kind == Node::Kind::Or) {
      return std::ranges::any_of(scope.children,
                                 [&](const Node& child) { return is_by(child, name); });
    }
    return !name.empty() && (' ' + name).contains(' ' + scope.filter.value);
  }

  bool stands_at(const Node& leaf, const NaiveDocument& document, std::size_t at, int level,
                 const Scopes& scopes) const {
    return (leaf.fields & search::field_bit(document.field)) != 0 &&
           unit_at(document, leaf.slots, at) <= std::min(level, 2) && is_said(document, at, scopes);
  }

  struct Place {
    std::size_t begin = 0;
    std::size_t last = 0;
  };

  std::vector<Place> places(const Node& node, const NaiveDocument& document, int level,
                            const Scopes& scopes) const {
    std::vector<Place> found;
    if (node.kind == Node::Kind::Or) {
      for (const Node& child : node.children) {
        for (const Place place : places(child, document, level, scopes))
          found.push_back(place);
      }
      return found;
    }
    for (std::size_t i = 0; i < document.terms.size(); ++i) {
      if (stands_at(node, document, i, level, scopes)) {
        found.push_back({i, i + node.slots.size() - 1});
      }
    }
    return found;
  }

  bool is_within(const Distance& distance, const NaiveDocument& document, Place from,
                 Place to) const {
    if (to.begin <= from.last) return false;
    if (distance.unit == Distance::Unit::Words) return to.begin - from.last <= distance.limit;
    const auto time = [&](std::size_t word) {
      return context_.time_at(document.index, document.number, document.words_in_text[word].begin);
    };
    const Millis a = time(from.last);
    const Millis b = time(to.begin);
    return a >= 0 && b >= 0 && std::abs(a - b) <= static_cast<Millis>(distance.limit) * 1000;
  }

  bool matches_near(const Node& node, const NaivePassage& passage, int level,
                    const Scopes& scopes) const {
    const NaiveDocument& document = documents_[passage.document];
    // A node has one scope: its places in a document are found once for all its passages.
    auto& all = near_places_[{&node, passage.document, level}];
    if (all.empty()) {
      for (const Node& child : node.children)
        all.push_back(places(child, document, level, scopes));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const Place begin : all[i]) {
        if (begin.begin < passage.first || begin.begin >= passage.end) continue;
        if (node.distance.is_ordered) {
          if (i == 0 && continues(node.distance, document, all, 1, begin, begin)) return true;
          continue;
        }
        bool others = true;
        for (std::size_t j = 0; j < all.size(); ++j) {
          others &= j == i || std::ranges::any_of(all[j], [&](Place next) {
                      return is_within(node.distance, document, begin, next);
                    });
        }
        if (others) return true;
      }
    }
    return false;
  }

  bool continues(const Distance& distance, const NaiveDocument& document,
                 const std::vector<std::vector<Place>>& all, std::size_t operand, Place begin,
                 Place last) const {
    if (operand == all.size()) return true;
    return std::ranges::any_of(all[operand], [&](Place next) {
      return next.begin > last.last && is_within(distance, document, begin, next) &&
             continues(distance, document, all, operand + 1, begin, next);
    });
  }

  bool matches_regex(const Node& node, const NaivePassage& passage, const Scopes& scopes) const {
    const NaiveDocument& document = documents_[passage.document];
    if ((node.fields & search::field_bit(document.field)) == 0) return false;
    auto known = expressions_.find(&node);
    if (known == expressions_.end()) {
      std::string pattern;
      bool is_in_class = false;
      for (const char c : node.pattern) {
        is_in_class = c == '[' || (is_in_class && c != ']');
        pattern += c == ' ' && !is_in_class ? "[ \n]" : std::string(1, c);
      }
      known = expressions_
                  .emplace(&node, std::regex(pattern, std::regex::ECMAScript | std::regex::icase))
                  .first;
    }
    const std::regex& expression = known->second;
    const char* const text = document.text.data();
    const std::size_t end = std::min<std::size_t>(document.text.size(), passage.starts.end + 400U);
    for (std::uint32_t at = passage.starts.begin; at < passage.starts.end; ++at) {
      std::cmatch match;
      const auto flags =
          std::regex_constants::match_not_null |
          (at > 0 ? std::regex_constants::match_prev_avail : std::regex_constants::match_default);
      if (!std::regex_search(text + at, text + end, match, expression, flags)) return false;
      at += static_cast<std::uint32_t>(match.position(0));
      if (at >= passage.starts.end) return false;
      if (scopes.empty() || is_said_at(document, at, scopes)) return true;
    }
    return false;
  }

  static double weight(search::Field field) {
    switch (field) {
      case search::Field::Title:
        return 4;
      case search::Field::Chapter:
        return 2;
      case search::Field::Notes:
        return 1.5;
      case search::Field::Transcript:
        break;
    }
    return 1;
  }

  const TestDocuments& context_;
  std::vector<NaiveDocument> documents_;
  std::vector<NaivePassage> passages_;
  std::map<std::string, std::size_t> ids_;
  std::vector<std::string> vocabulary_;
  mutable std::map<const Slot*, std::vector<Verdict>> verdicts_;  // of the query at hand
  mutable std::map<const Node*, std::regex> expressions_;
  mutable std::map<std::tuple<const Node*, std::size_t, int>, std::vector<std::vector<Place>>>
      near_places_;
  mutable bool lists_episodes_ = false;  // the query at hand has nothing to be found in texts
  std::array<double, search::kFieldCount> words_of_field_{};
  std::array<double, search::kFieldCount> passages_of_field_{};
};

}  // namespace earshot::oracle
