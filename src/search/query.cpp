#include "search/query.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "search/filters.h"
#include "text/characters.h"

namespace earshot::search {
namespace {

void print_slot(const Slot& slot, std::string& out) {
  out += slot.text;
  if (slot.kind == Slot::Kind::Prefix) out += '*';
  if (slot.kind == Slot::Kind::Open) out += "\u2026";
}

/// Are the words two characters that are written side by side, and read so again?
bool are_joined(const Slot& before, const Slot& slot) {
  return text::is_single_character_word(before.text) && text::is_single_character_word(slot.text) &&
         text::begins_with_word(before.text + slot.text, before.text);
}

void print_words(const Node& node, std::string& out) {
  const auto& slots = node.slots;
  const bool is_joined =
      slots.size() > 1 && std::ranges::adjacent_find(slots, std::not_fn(are_joined)) == slots.end();
  // A colon would make a field of the word.
  const bool is_quoted = slots.size() > 1 ? !is_joined
                                          : slots[0].kind == Slot::Kind::Exact ||
                                                slots[0].text.find(':') != std::string::npos;
  if (is_quoted) out += '"';
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (i > 0 && !are_joined(slots[i - 1], slots[i])) out += ' ';
    print_slot(slots[i], out);
  }
  if (is_quoted) out += '"';
}

void print_distance(const Distance& distance, std::string& out) {
  out += distance.is_ordered ? " ONEAR/" : " NEAR/";
  out += std::to_string(distance.limit);
  out += distance.unit == Distance::Unit::Words ? "w " : "s ";
}

void print_node(const Node& node, std::string& out);

/// With parentheses round what binds more loosely, or would be read that way by people.
void print_part(const Node& node, std::string& out) {
  const bool is_group =
      node.kind == Node::Kind::And || node.kind == Node::Kind::Or || node.kind == Node::Kind::Near;
  if (is_group) out += '(';
  print_node(node, out);
  if (is_group) out += ')';
}

void print_children(const Node& node, std::string_view between, std::string& out) {
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) out += between;
    print_part(node.children[i], out);
  }
}

void print_node(const Node& node, std::string& out) {
  switch (node.kind) {
    case Node::Kind::And:
      print_children(node, " ", out);
      return;
    case Node::Kind::Or:
      print_children(node, " OR ", out);
      return;
    case Node::Kind::Not:
      out += '-';
      print_part(node.children[0], out);
      return;
    case Node::Kind::Near: {
      std::string between;
      print_distance(node.distance, between);
      print_children(node, between, out);
      return;
    }
    case Node::Kind::Words:
      print_field(node.fields, out);
      print_words(node, out);
      return;
    case Node::Kind::Regex:
      print_field(node.fields, out);
      out += '/' + node.pattern + '/';
      return;
    case Node::Kind::Filter:
      print_filter(node.filter, out);
      return;
  }
}

}  // namespace

std::span<const GrammarLine> grammar_lines() {
  static constexpr std::array kLines = {
      GrammarLine{"cache miss", "both words, in any form"},
      GrammarLine{"\"cache miss\"", "this phrase, just so"},
      GrammarLine{"cach*", "words that begin so"},
      GrammarLine{"-disk", "leaves it out"},
      GrammarLine{"cache OR buffer", "either; parentheses group"},
      GrammarLine{"cache NEAR/30s disk", "within 30 seconds; /5w: words"},
      GrammarLine{"/cach(e|ing) m/", "a regular expression"},
      GrammarLine{"title:cache", "or notes: transcript: chapter:"},
      GrammarLine{"speaker:anna", "what somebody says"},
      GrammarLine{"show:compile lang:en", "some shows, a language"},
      GrammarLine{"after:2025-03", "and before: longer:30m shorter:"},
      GrammarLine{"has:transcript", "or notes, chapters, audio, ..."},
  };
  return kLines;
}

bool Node::operator==(const Node& other) const {
  return kind == other.kind && slots == other.slots && fields == other.fields &&
         pattern == other.pattern && distance == other.distance && filter == other.filter &&
         children == other.children;
}

bool Query::empty() const {
  return std::ranges::all_of(root.children,
                             [](const Node& node) { return node.kind == Node::Kind::Not; });
}

std::string Query::print() const {
  std::string out;
  if (root.children.size() == 1) {
    print_node(root.children[0], out);
  } else {
    print_node(root, out);
  }
  return out;
}

std::string_view name(Limit limit) {
  switch (limit) {
    case Limit::Steps:
      return "steps";
    case Limit::Expressions:
      return "expressions";
    case Limit::Forms:
      return "forms";
    case Limit::Slips:
      return "slips";
  }
  return "steps";
}

}  // namespace earshot::search
