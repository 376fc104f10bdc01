// Reading a query.
//
// A recursive descent with one function a level of binding; parentheses are the only recursion, and
// kMaxDepth bounds it. Every level gives nodes as they were typed; `joined` then puts them together
// so that what Node promises holds, and names what cannot mean anything.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "search/filters.h"
#include "search/pattern.h"
#include "search/places.h"
#include "search/plain_words.h"
#include "search/query.h"
#include "text/characters.h"
#include "text/elision.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

/// What the words of a part are: text of some fields, or values of a filter.
struct Context {
  FieldSet fields = kAllFields;
  std::optional<Filter::Kind> filter;
};

struct Near {
  Distance distance;
  Range range_in_query;
};

bool is_not(const Node& node) {
  return node.kind == Node::Kind::Not;
}

/// Can the node stand in a Near?
bool is_operand(const Node& node) {
  return node.kind == Node::Kind::Words ||
         (node.kind == Node::Kind::Or && std::ranges::all_of(node.children, [](const Node& child) {
            return child.kind == Node::Kind::Words;
          }));
}

class Parser {
 public:
  Parser(std::string_view text, bool last_word_is_prefix, Unfinished unfinished)
      : text_(text),
        last_word_is_prefix_(last_word_is_prefix),
        names_unfinished_(unfinished == Unfinished::Named) {}

  Query parse() {
    Node node = grouped(parse_all({}));
    query_.root.range_in_query = {0, offset(text_.size())};
    if (node.kind == Node::Kind::And) {
      query_.root.children = std::move(node.children);
    } else {
      query_.root.children.push_back(std::move(node));
    }
    if (!query_.root.children.empty() && query_.empty()) {
      fault(query_.root.range_in_query, "Say also what to find, not only what to leave out.");
    }
    return std::move(query_);
  }

 private:
  static std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

  void fault(Range range_in_query, std::string_view message) {
    query_.faults.push_back({range_in_query, std::string(message)});
  }

  /// Is what ends here too soon a fault? Not yet while one types.
  bool is_fault_here() const { return at_ < text_.size() || names_unfinished_; }

  void skip_white() {
    while (at_ < text_.size()) {
      const std::size_t white = text::white_at(text_, at_);
      if (white == 0) return;
      at_ += white;
    }
  }

  bool ends_token_at(std::size_t at) const {
    return ends_token(text_, at) || (depth_ > 0 && text_[at] == ')');
  }

  /// Takes a word such as OR, which stands by itself.
  bool take_keyword(std::string_view keyword) {
    if (!text_.substr(at_).starts_with(keyword) || !ends_token_at(at_ + keyword.size())) {
      return false;
    }
    at_ += keyword.size();
    return true;
  }

  // --- From the loosest binding to the closest --------------------------------------------------

  /// Parts one after the other, up to the end or the closing parenthesis.
  Node parse_all(Context context) {
    Node all;
    all.kind = Node::Kind::And;
    const std::size_t begin = at_;
    while (skip_white(), at_ < text_.size()) {
      if (text_[at_] == ')') {
        if (passed_over_ > 0) {
          --passed_over_;
        } else if (depth_ > 0) {
          break;
        } else {
          fault({offset(at_), offset(at_ + 1)}, "Nothing is open here to be closed.");
        }
        ++at_;
        continue;
      }
      const std::size_t word = at_;
      if (take_keyword("AND")) continue;
      if (take_keyword("OR")) {
        fault({offset(word), offset(at_)}, "OR stands between two parts.");
        continue;
      }
      if (take_near()) {
        fault({offset(word), offset(at_)}, "NEAR stands between two parts.");
        continue;
      }
      if (clauses_ >= kMaxClauses) {
        fault({offset(at_), offset(text_.size())}, "This is more than a search can take at once.");
        at_ = text_.size();
        break;
      }
      add(all, parse_alternatives(context));
    }
    all.range_in_query = {offset(begin), offset(at_)};
    return all;
  }

  Node parse_alternatives(Context context) {
    Node either;
    either.kind = Node::Kind::Or;
    either.range_in_query.begin = offset(at_);
    for (;;) {
      Node next = parse_near(context);
      either.range_in_query.end = offset(at_);
      add_alternative(either, std::move(next));
      const std::size_t end = at_;
      skip_white();
      const std::size_t word = at_;
      if (!take_keyword("OR")) {
        at_ = end;
        break;
      }
      skip_white();
      for (std::size_t again = at_; take_keyword("OR"); again = at_) {
        fault({offset(again), offset(at_)}, "OR stands between two parts.");
        skip_white();
      }
      if (at_ >= text_.size() || (depth_ > 0 && text_[at_] == ')')) {
        if (is_fault_here()) {
          fault({offset(word), offset(word + 2)}, "OR stands between two parts.");
        }
        break;
      }
      if (clauses_ >= kMaxClauses) break;
    }
    if (either.children.empty()) return {};
    return either.children.size() == 1 ? std::move(either.children.front()) : std::move(either);
  }

  Node parse_near(Context context) {
    Node near;
    near.kind = Node::Kind::Near;
    near.range_in_query.begin = offset(at_);
    near.children.push_back(parse_one(context));
    for (;;) {
      const std::size_t end = at_;
      skip_white();
      const auto taken = take_near();
      if (!taken) {
        at_ = end;
        break;
      }
      skip_white();
      if (at_ >= text_.size() || (depth_ > 0 && text_[at_] == ')')) {
        if (is_fault_here()) fault(taken->range_in_query, "NEAR stands between two parts.");
        break;
      }
      if (clauses_ >= kMaxClauses) break;
      if (near.children.size() > 1 && near.distance != taken->distance) {
        fault(taken->range_in_query, "Parts in a row share one distance: the first one counts.");
      } else {
        near.distance = taken->distance;
      }
      near.children.push_back(parse_one(context));
    }
    near.range_in_query.end = offset(at_);
    if (near.children.size() == 1) return std::move(near.children.front());
    return checked(std::move(near));
  }

  /// A Near that holds what it may; else its parts without the distance.
  Node checked(Node near) {
    std::erase_if(near.children, is_nothing);
    if (near.children.size() > 1 && std::ranges::all_of(near.children, is_operand)) return near;
    if (near.children.size() > 1) {
      fault(near.range_in_query,
            "NEAR takes words, phrases and alternatives of these; here only all parts are wanted.");
    }
    Node all;
    all.kind = Node::Kind::And;
    all.range_in_query = near.range_in_query;
    for (Node& child : near.children)
      add(all, std::move(child));
    return grouped(std::move(all));
  }

  /// A part with what stands before it: minus signs, a field's name.
  Node parse_one(Context context) {
    if (pass_over_near()) return {};
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] == '-')
      ++at_;
    const bool is_negated = at_ > begin;
    if (is_negated && (ends_token_at(at_) && quote_at(text_, at_) == 0)) {
      fault({offset(begin), offset(at_)}, "A minus leaves out the word that follows it at once.");
      return {};
    }
    const bool was_negated = std::exchange(in_negated_, in_negated_ || is_negated);
    Node part = parse_field(context);
    in_negated_ = was_negated;
    if (!is_negated || is_nothing(part)) return part;
    part = grouped(std::move(part));
    if (only_excludes(part)) {
      fault({offset(begin), offset(at_)}, "What is left out cannot be left out again.");
      return {};
    }
    Node excluded;
    excluded.kind = Node::Kind::Not;
    excluded.range_in_query = {offset(begin), offset(at_)};
    excluded.children.push_back(std::move(part));
    return excluded;
  }

  Node parse_field(Context context) {
    const std::size_t begin = at_;
    std::size_t colon = at_;
    while (colon < text_.size() && text::is_letter(text_[colon]))
      ++colon;
    if (colon == begin || colon >= text_.size() || text_[colon] != ':') {
      return parse_primary(context);
    }
    const std::string_view name = text_.substr(begin, colon - begin);
    const auto named = find_field(name);
    if (!named) {
      if (!names_field(name, colon + 1)) return parse_primary(context);  // a time, an address
      skip_primary(colon + 1);
      const std::string_view meant = field_like(name);
      fault({offset(begin), offset(at_)},
            meant.empty() ? "There is no field of this name; quotes make words of it."
                          : "There is no field of this name; " + std::string(meant) + ": is one.");
      return {};
    }
    at_ = colon + 1;
    if (ends_token_at(at_) && quote_at(text_, at_) == 0) {
      if (is_fault_here()) {
        fault({offset(begin), offset(at_)}, "What to look for there follows the colon at once.");
      }
      return {};
    }
    if (named->filter) {
      context.filter = named->filter;
    } else {
      context = {named->fields, std::nullopt};
    }
    return parse_primary(context);
  }

  /// Is a name that is no field's meant as one? Not so in a heading ("Chapter one: the tide"), an
  /// address (a scheme before a slash, a port), a name of a program's (`std::sort`), or where an
  /// ending hangs on an abbreviation (EU:n, s:t).
  bool names_field(std::string_view name, std::size_t value) const {
    if (ends_token_at(value) && quote_at(text_, value) == 0) return !field_like(name).empty();
    if (!field_like(name).empty()) return true;
    constexpr std::size_t kShortest = 3;
    if (name.size() < kShortest || std::ranges::none_of(name, text::is_lower)) return false;
    if (quote_at(text_, value) > 0 || text_[value] == '(') return true;
    std::size_t end = value;
    while (end < text_.size() && !ends_token_at(end))
      ++end;
    const std::string_view token = text_.substr(value, end - value);
    return token.size() > 1 &&
           (text::is_letter(token[0]) || static_cast<unsigned char>(token[0]) >= 0x80U) &&
           token.find_first_of("@/:") == std::string_view::npos;
  }

  /// Passes over a part as if it were not there; nothing of it is searched for or named.
  void skip_primary(std::size_t begin) {
    const std::size_t clauses = clauses_;
    const std::size_t faults = query_.faults.size();
    at_ = begin;
    if (!ends_token_at(at_) || quote_at(text_, at_) > 0) parse_primary({});
    clauses_ = clauses;
    query_.faults.resize(faults);
  }

  Node parse_primary(Context context) {
    const std::size_t begin = at_;
    if (text_[at_] == '(') return parse_group(context);
    if (const std::size_t quote = quote_at(text_, at_); quote > 0) {
      at_ += quote;
      const std::size_t content = at_;
      while (at_ < text_.size() && quote_at(text_, at_) == 0)
        ++at_;
      const Range content_in_query = {offset(content), offset(at_)};
      const bool is_closed = at_ < text_.size();
      if (is_closed) at_ += quote_at(text_, at_);
      const Range range = {offset(begin), offset(at_)};
      if (context.filter) return filter_node(context, range, content_in_query);
      Node words = words_node(context, range, content_in_query, Quoted::Yes, !is_closed);
      if (names_unfinished_ && is_nothing(words))
        fault(range, "There is no letter or digit here to find.");
      return words;
    }
    if (!context.filter) {
      if (auto expression = parse_expression(context)) return std::move(*expression);
    }
    const std::size_t content = at_;
    int open = 0;  // parentheses within the token
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '(') ++open;
      if (c == ')' && open > 0) {
        --open;
      } else if (ends_token_at(at_)) {
        break;
      }
      ++at_;
    }
    const Range range = {offset(content), offset(at_)};
    if (context.filter) return filter_node(context, range, range);
    Node node = words_node(context, range, range, Quoted::No, at_ == text_.size());
    if (is_nothing(node)) fault(range, "There is no letter or digit here to find.");
    const std::size_t elided = text::elided_at_begin(slice(text_, range)).end;
    if (elided == 0 || in_negated_) return node;
    // "l'école" also stands elsewhere without the article, or with another one.
    Node either;
    either.kind = Node::Kind::Or;
    either.range_in_query = range;
    either.children.push_back(std::move(node));
    either.children.push_back(words_node(context, range, {offset(range.begin + elided), range.end},
                                         Quoted::No, at_ == text_.size()));
    return either;
  }

  Node parse_group(Context context) {
    const std::size_t begin = at_++;
    if (depth_ == kMaxDepth) {
      fault({offset(begin), offset(at_)}, "Parentheses this deep are passed over.");
      ++passed_over_;  // what follows is read as if it stood outside
      return {};
    }
    ++depth_;
    Node group = parse_all(context);
    --depth_;
    const bool is_closed = at_ < text_.size();
    if (is_closed) ++at_;
    group.range_in_query = {offset(begin), offset(at_)};
    if (group.children.empty() && (is_closed || names_unfinished_)) {
      fault(group.range_in_query, "There is nothing between these parentheses.");
    }
    return grouped(std::move(group));
  }

  // --- Leaves -----------------------------------------------------------------------------------

  enum class Quoted : bool { No, Yes };

  /// `is_open`: nothing follows the content. Nothing where it holds no word.
  Node words_node(Context context, Range range_in_query, Range content_in_query, Quoted quoted,
                  bool is_open) {
    Node node;
    node.kind = Node::Kind::Words;
    node.range_in_query = range_in_query;
    node.fields = context.fields;
    const std::string_view content = slice(text_, content_in_query);
    std::uint32_t words_end = 0;  // in the content
    bool was_lone = false;        // the word before is of a script whose characters are words
    for (const text::Word word : text::words(content)) {
      std::string term = text::folded(slice(content, word));
      if (term.empty()) continue;
      const bool is_lone = text::is_single_character_word(term);
      const std::string_view gap = slice(content, {words_end, word.begin});
      const bool has_star = gap.ends_with('*') && !is_lone;
      const bool ends_in_star = !node.slots.empty() && gap.starts_with('*') && !was_lone;
      const bool is_inside = !node.slots.empty() && has_star && !was_lone &&
                             std::ranges::all_of(gap, [](char c) { return c == '*'; });
      if (is_inside) {
        node.slots.back().text += '*' + term;
        node.slots.back().kind = Slot::Kind::Glob;
        words_end = word.end;
        continue;
      }
      if (ends_in_star) add_star(node.slots.back());
      if (has_star) {
        node.slots.push_back({Slot::Kind::Glob, '*' + term, {}});
      } else {
        node.slots.push_back({Slot::Kind::Exact, std::move(term), {}});
      }
      words_end = word.end;
      was_lone = is_lone;
    }
    if (node.slots.empty()) return {};
    Slot& last = node.slots.back();
    const std::string_view rest = content.substr(words_end);
    const bool is_typing = last_word_is_prefix_ && is_open && rest.empty() && !in_negated_;
    // A word with a colon has no other forms, and would be printed as a field.
    const bool is_alone =
        node.slots.size() == 1 && quoted == Quoted::No && last.text.find(':') == std::string::npos;
    const bool has_star = rest.starts_with('*');
    if (was_lone) {
      // One character is the whole word.
    } else if (is_alone && !has_star && (is_typing || rest == kEllipsis) &&
               last.kind == Slot::Kind::Exact) {
      last.kind = in_negated_ ? Slot::Kind::Exact : Slot::Kind::Open;
    } else if (has_star || is_typing) {
      add_star(last);
    }
    if (is_alone && last.kind == Slot::Kind::Exact) last.kind = Slot::Kind::Forms;
    ++clauses_;
    return node;
  }

  static void add_star(Slot& slot) {
    if (slot.kind == Slot::Kind::Glob) {
      slot.text += '*';
    } else {
      slot.kind = Slot::Kind::Prefix;
    }
  }

  Node filter_node(Context context, Range range_in_query, Range content_in_query) {
    const FilterReading read = read_filter(*context.filter, slice(text_, content_in_query));
    if (!read.problem.empty()) {
      // A value that is still being typed is no fault yet.
      const bool is_typing =
          last_word_is_prefix_ && !names_unfinished_ && content_in_query.end == text_.size();
      if (!is_typing || !content_in_query.empty()) fault(range_in_query, read.problem);
      return {};
    }
    Node node;
    node.kind = Node::Kind::Filter;
    node.range_in_query = range_in_query;
    node.filter = read.filter;
    ++clauses_;
    return node;
  }

  /// `/…/`, where the next slash closes it: other slashes stand in paths.
  std::optional<Node> parse_expression(Context context) {
    if (text_[at_] != '/' || at_ + 1 >= text_.size() || text::white_at(text_, at_ + 1) > 0) {
      return std::nullopt;
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '/')
      end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size() || end == at_ + 1 || !ends_token_at(end + 1)) return std::nullopt;
    Node node;
    node.kind = Node::Kind::Regex;
    node.fields = context.fields;
    node.pattern = text_.substr(at_ + 1, end - at_ - 1);
    const Range pattern_in_query = {offset(at_ + 1), offset(end)};
    node.range_in_query = {offset(at_), offset(end + 1)};
    at_ = end + 1;
    const auto pattern = Pattern::compile(node.pattern);
    if (!pattern) {
      const PatternFault& problem = pattern.error();
      fault({pattern_in_query.begin + problem.range_in_pattern.begin,
             pattern_in_query.begin + problem.range_in_pattern.end},
            problem.message);
      return Node{};
    }
    ++clauses_;
    return node;
  }

  // --- Putting together -------------------------------------------------------------------------

  static bool is_nothing(const Node& node) {
    return node.kind == Node::Kind::And && node.children.empty();
  }

  /// Speakers say the words of their own group: such a group stays one.
  static void add(Node& all, Node part) {
    if (part.kind != Node::Kind::And || std::ranges::any_of(part.children, is_scope)) {
      all.children.push_back(std::move(part));
      return;
    }
    for (Node& child : part.children)
      all.children.push_back(std::move(child));
  }

  /// A group of one part is that part.
  static Node grouped(Node group) {
    if (group.kind == Node::Kind::And && group.children.size() == 1) {
      return std::move(group.children.front());
    }
    return group;
  }

  void add_alternative(Node& either, Node part) {
    if (is_nothing(part)) return;
    const bool has_another = !either.children.empty();
    if (part.kind == Node::Kind::Or) {
      for (Node& child : part.children)
        either.children.push_back(std::move(child));
    } else if (only_excludes(part) && (has_another || follows_or())) {
      fault(part.range_in_query, "An alternative says what to find, not only what to leave out.");
    } else {
      either.children.push_back(std::move(part));
    }
  }

  static bool only_excludes(const Node& node) {
    return is_not(node) ||
           (node.kind == Node::Kind::And && std::ranges::all_of(node.children, is_not));
  }

  /// Does an OR with something behind it come next?
  bool follows_or() {
    const std::size_t end = at_;
    skip_white();
    const bool is_or = take_keyword("OR");
    skip_white();
    const bool has_more = at_ < text_.size() && !(depth_ > 0 && text_[at_] == ')');
    at_ = end;
    return is_or && has_more;
  }

  /// NEAR, NEAR/30s, NEAR/2m, NEAR/5w, and the same with ONEAR.
  std::optional<Near> take_near() {
    const std::size_t begin = at_;
    Near near;
    std::string_view rest = text_.substr(at_);
    near.distance.is_ordered = rest.starts_with("ONEAR");
    const std::string_view word = near.distance.is_ordered ? "ONEAR" : "NEAR";
    if (!rest.starts_with(word)) return std::nullopt;
    std::size_t end = at_ + word.size();
    if (ends_token_at(end)) {
      near.distance.limit = kDefaultNearWords;
    } else {
      if (text_[end] != '/') return std::nullopt;
      std::size_t digits_end = ++end;
      std::uint64_t limit = 0;
      while (digits_end < text_.size() && text::is_digit(text_[digits_end])) {
        limit = std::min<std::uint64_t>(limit * 10 + static_cast<unsigned>(text_[digits_end] - '0'),
                                        1'000'000);
        ++digits_end;
      }
      if (digits_end == end || digits_end >= text_.size()) return std::nullopt;
      const char unit = text::to_lower(text_[digits_end]);
      if ((unit != 's' && unit != 'm' && unit != 'w') || !ends_token_at(digits_end + 1)) {
        return std::nullopt;
      }
      end = digits_end + 1;
      if (unit == 'm') limit *= 60;
      near.distance.unit = unit == 'w' ? Distance::Unit::Words : Distance::Unit::Seconds;
      const std::uint32_t most = unit == 'w' ? kMaxNearWords : kMaxNearSeconds;
      if (limit > most) {
        fault({offset(begin), offset(end)},
              "NEAR reaches as far as " + std::to_string(most) + (unit == 'w' ? "w." : "s."));
      }
      near.distance.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, most));
    }
    at_ = end;
    near.range_in_query = {offset(begin), offset(end)};
    return near;
  }

  /// A NEAR/ or ONEAR/ where no part ended, or with a distance that cannot be read.
  bool pass_over_near() {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with("NEAR/") && !rest.starts_with("ONEAR/")) return false;
    const std::size_t begin = at_;
    if (take_near()) {
      fault({offset(begin), offset(at_)}, "NEAR stands between two parts.");
      return true;
    }
    while (at_ < text_.size() && !ends_token_at(at_))
      ++at_;
    if (is_fault_here() || !last_word_is_prefix_) {
      fault({offset(begin), offset(at_)},
            "A distance is written like NEAR/30s, NEAR/2m or NEAR/5w.");
    }
    return true;
  }

  std::string_view text_;
  bool last_word_is_prefix_;
  bool names_unfinished_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int passed_over_ = 0;  // opening parentheses that were
  bool in_negated_ = false;
  std::size_t clauses_ = 0;
  Query query_;
};

}  // namespace

Query parse_query(std::string_view text, bool last_word_is_prefix, Unfinished unfinished) {
  if (auto words = plain_words(text, last_word_is_prefix)) return std::move(*words);
  if (text.size() <= kMaxQueryBytes) return Parser(text, last_word_is_prefix, unfinished).parse();
  std::size_t end = kMaxQueryBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  Query query = Parser(text.substr(0, end), false, Unfinished::Passed).parse();
  query.faults.push_back(
      {{static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(text.size())},
       "The search is too long; this part is left out."});
  return query;
}

}  // namespace earshot::search
