// Reading regular expressions.
//
// The expression is read into a tree, the tree written as a program of a few instructions.
// pattern_match.cpp runs it.

#include "search/pattern.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.h"
#include "text/scanner.h"

namespace earshot::search {
namespace {

constexpr int kMaxGroups = 24;  // in each other
constexpr std::size_t kMaxRequired = 32;

bool is_kind(char32_t code) {
  constexpr std::string_view kKinds = "dwsDWS";
  return code < 0x80 && kKinds.find(static_cast<char>(code)) != std::string_view::npos;
}

struct Part {
  enum class Kind : std::uint8_t { Nothing, Char, Any, Class, Anchor, All, Either, Repeat };
  Kind kind = Kind::Nothing;
  char32_t code = 0;                  // Char; Anchor: ^ $ b B
  std::uint32_t number = 0;           // Class
  std::uint32_t least = 0, most = 0;  // Repeat; `most` UINT32_MAX for any number
  bool is_lazy = false;
  std::vector<Part> parts;
};

}  // namespace

class PatternCompiler {
 public:
  explicit PatternCompiler(std::string_view pattern) : text_(pattern) {}

  std::expected<Pattern, PatternFault> compile() {
    const Part all = parse_either();
    if (fault_.message.empty() && at_ < text_.size()) fail(at_, at_ + 1, "Nothing is open here.");
    if (fault_.message.empty()) {
      write(all);
      emit(Pattern::Op::Match);
    }
    if (fault_.message.empty() && can_be_empty(all) && !takes_anything(all)) {
      fail(0, text_.size(), "This matches no character.");
    }
    if (!fault_.message.empty()) return std::unexpected(std::move(fault_));
    std::string run;
    find_required(all, run);
    keep_longer(run);
    if (out_.required_.size() < 2) out_.required_.clear();
    return std::move(out_);
  }

 private:
  bool failed() const { return !fault_.message.empty(); }
  void fail(std::size_t begin, std::size_t end, std::string_view message) {
    if (failed()) return;
    fault_.range_in_pattern = {
        static_cast<std::uint32_t>(begin),
        static_cast<std::uint32_t>(std::min(std::max(end, begin), text_.size()))};
    fault_.message = message;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  char32_t take() {
    const text::Character character = text::character_at(text_, at_);
    at_ += std::max(character.bytes, 1U);
    return character.code;
  }

  Part parse_either() {
    Part either;
    either.kind = Part::Kind::Either;
    either.parts.push_back(parse_all());
    while (!failed() && peek() == '|' && !at_end()) {
      ++at_;
      either.parts.push_back(parse_all());
    }
    if (either.parts.size() > 1) return either;
    Part only = std::move(either.parts.front());
    return only;
  }

  Part parse_all() {
    Part all;
    all.kind = Part::Kind::All;
    while (!failed() && !at_end() && peek() != '|' && peek() != ')')
      all.parts.push_back(parse_repeated());
    return all;
  }

  Part parse_repeated() {
    const std::size_t begin = at_;
    Part part = parse_atom();
    while (!failed() && !at_end()) {
      const std::size_t sign = at_;
      Part repeat;
      repeat.kind = Part::Kind::Repeat;
      repeat.most = UINT32_MAX;
      if (peek() == '*') {
        ++at_;
      } else if (peek() == '+') {
        repeat.least = 1;
        ++at_;
      } else if (peek() == '?') {
        repeat.most = 1;
        ++at_;
      } else if (peek() != '{' || !parse_counts(repeat)) {
        break;
      }
      if (part.kind == Part::Kind::Anchor || part.kind == Part::Kind::Repeat) {
        fail(sign, at_, "There is nothing here that could be repeated.");
        break;
      }
      if (peek() == '?' && !at_end()) {
        repeat.is_lazy = true;
        ++at_;
      }
      repeat.parts.push_back(std::move(part));
      part = std::move(repeat);
    }
    (void)begin;
    return part;
  }

  /// `{2}`, `{2,}`, `{2,5}`; any other brace is meant itself.
  bool parse_counts(Part& repeat) {
    const std::size_t begin = at_;
    std::size_t at = at_ + 1;
    const auto number = [&](std::uint32_t& value) {
      const std::size_t first = at;
      value = 0;
      for (; at < text_.size() && text::is_digit(text_[at]); ++at) {
        value = std::min(value * 10 + static_cast<std::uint32_t>(text_[at] - '0'), 100'000U);
      }
      return at > first;
    };
    if (!number(repeat.least)) return false;
    repeat.most = repeat.least;
    if (at < text_.size() && text_[at] == ',') {
      ++at;
      if (!number(repeat.most)) repeat.most = UINT32_MAX;
    }
    if (at >= text_.size() || text_[at] != '}') return false;
    at_ = at + 1;
    const std::uint32_t largest = repeat.most == UINT32_MAX ? repeat.least : repeat.most;
    if (largest > kMaxRepetitions) {
      fail(begin, at_, "This is repeated more often than a search can count.");
    } else if (repeat.most < repeat.least) {
      fail(begin, at_, "The larger number comes second.");
    }
    return true;
  }

  Part parse_atom() {
    const std::size_t begin = at_;
    Part part;
    const char32_t code = take();
    switch (code) {
      case '(':
        return parse_group(begin);
      case '[':
        return parse_class(begin);
      case '.':
        part.kind = Part::Kind::Any;
        return part;
      case '^':
      case '$':
        part.kind = Part::Kind::Anchor;
        part.code = code;
        return part;
      case '*':
      case '+':
      case '?':
        fail(begin, at_, "There is nothing before this that could be repeated.");
        return part;
      case '\\':
        return parse_escape(begin);
      default:
        break;
    }
    part.kind = Part::Kind::Char;
    part.code = text::lower(code);
    return part;
  }

  Part parse_group(std::size_t begin) {
    if (peek() == '?' && !at_end()) {
      if (!text_.substr(at_).starts_with("?:")) {
        fail(begin, at_ + 2, "This kind of group cannot be searched for.");
        return {};
      }
      at_ += 2;
    }
    if (++depth_ > kMaxGroups) {
      fail(begin, at_, "Groups this deep cannot be searched for.");
      return {};
    }
    Part part = parse_either();
    --depth_;
    if (failed()) return {};
    if (peek() != ')' || at_end()) {
      fail(begin, begin + 1, "This group is not closed.");
      return {};
    }
    ++at_;
    // A group stays apart from what stands beside it, also where it is one character.
    Part group;
    group.kind = Part::Kind::All;
    group.parts.push_back(std::move(part));
    return group;
  }

  Part parse_escape(std::size_t begin) {
    Part part;
    if (at_end()) {
      fail(begin, at_, "A sign follows the backslash.");
      return part;
    }
    const char32_t code = take();
    if (is_kind(code)) {
      Pattern::CharacterClass set;
      set.kinds = static_cast<char>(code);
      return class_part(std::move(set));
    }
    if (code == 'b' || code == 'B') {
      part.kind = Part::Kind::Anchor;
      part.code = code;
      return part;
    }
    part.kind = Part::Kind::Char;
    part.code = escaped(code, begin);
    return part;
  }

  /// What a backslash and this sign stand for.
  char32_t escaped(char32_t code, std::size_t begin) {
    if (code == 'n') return '\n';
    if (code == 't') return '\t';
    if (code < 0x80 && text::is_word_character(code)) {
      fail(begin, at_, "This has no meaning here.");
    }
    return text::lower(code);
  }

  Part class_part(Pattern::CharacterClass set) {
    Part part;
    part.kind = Part::Kind::Class;
    part.number = static_cast<std::uint32_t>(out_.classes_.size());
    out_.classes_.push_back(std::move(set));
    return part;
  }

  Part parse_class(std::size_t begin) {
    Pattern::CharacterClass set;
    if (peek() == '^') {
      set.is_negated = true;
      ++at_;
    }
    bool is_first = true;
    for (;; is_first = false) {
      if (at_end()) {
        fail(begin, begin + 1, "This set of characters is not closed.");
        return {};
      }
      if (peek() == ']' && !is_first) break;
      const std::size_t from = at_;
      char32_t first = take();
      if (first == '\\') {
        if (at_end()) continue;
        const char32_t code = take();
        if (is_kind(code)) {
          if (!set.kinds.contains(static_cast<char>(code))) set.kinds += static_cast<char>(code);
          continue;
        }
        first = escaped(code, from);
      }
      char32_t last = first;
      if (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        last = take();
        if (last == '\\' && !at_end()) last = escaped(take(), from);
      }
      if (last < first) {
        fail(from, at_, "This range runs backwards.");
        return {};
      }
      set.ranges.push_back({first, last});
    }
    ++at_;
    join(set.ranges);
    return class_part(std::move(set));
  }

  /// In order, and none meets another: a character is looked for by halving.
  static void join(std::vector<Pattern::CodeRange>& ranges) {
    std::ranges::sort(ranges, {}, &Pattern::CodeRange::first);
    std::size_t kept = 0;
    for (const Pattern::CodeRange range : ranges) {
      if (kept > 0 && range.first <= ranges[kept - 1].last) {
        ranges[kept - 1].last = std::max(ranges[kept - 1].last, range.last);
      } else {
        ranges[kept++] = range;
      }
    }
    ranges.resize(kept);
  }

  // --- Writing the program ----------------------------------------------------------------------

  std::uint32_t here() const { return static_cast<std::uint32_t>(out_.program_.size()); }

  std::uint32_t emit(Pattern::Op op, std::uint32_t first = 0, std::uint32_t second = 0) {
    if (out_.program_.size() >= kMaxProgram) {
      fail(0, text_.size(), "This expression is more than a search can take.");
      return 0;
    }
    out_.program_.push_back({op, first, second});
    return here() - 1;
  }

  void write(const Part& part) {
    // Repetitions of nothing write nothing: they are counted, not only what they write.
    if (++written_ > 4 * kMaxProgram) {
      fail(0, text_.size(), "This expression is more than a search can take.");
    }
    if (failed()) return;
    switch (part.kind) {
      case Part::Kind::Nothing:
        return;
      case Part::Kind::Char:
        emit(Pattern::Op::Char, static_cast<std::uint32_t>(part.code));
        return;
      case Part::Kind::Any:
        emit(Pattern::Op::Any);
        return;
      case Part::Kind::Class:
        emit(Pattern::Op::Class, part.number);
        return;
      case Part::Kind::Anchor:
        emit(part.code == '^'   ? Pattern::Op::LineBegin
             : part.code == '$' ? Pattern::Op::LineEnd
             : part.code == 'b' ? Pattern::Op::Border
                                : Pattern::Op::NoBorder);
        return;
      case Part::Kind::All:
        for (const Part& child : part.parts)
          write(child);
        return;
      case Part::Kind::Either:
        write_either(part);
        return;
      case Part::Kind::Repeat:
        write_repeat(part);
        return;
    }
  }

  void write_either(const Part& part) {
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < part.parts.size() && !failed(); ++i) {
      const bool is_last = i + 1 == part.parts.size();
      const std::uint32_t split = is_last ? 0 : emit(Pattern::Op::Split);
      if (!is_last && !failed()) out_.program_[split].first = here();
      write(part.parts[i]);
      if (is_last || failed()) break;
      ends.push_back(emit(Pattern::Op::Jump));
      if (!failed()) out_.program_[split].second = here();
    }
    if (failed()) return;
    for (const std::uint32_t end : ends)
      out_.program_[end].first = here();
  }

  void set_split(std::uint32_t split, std::uint32_t into, std::uint32_t past, bool is_lazy) {
    if (failed()) return;
    out_.program_[split].first = is_lazy ? past : into;
    out_.program_[split].second = is_lazy ? into : past;
  }

  void write_repeat(const Part& part) {
    const Part& body = part.parts.front();
    for (std::uint32_t i = 0; i < part.least && !failed(); ++i)
      write(body);
    if (part.most == UINT32_MAX) {
      const std::uint32_t split = emit(Pattern::Op::Split);
      const std::uint32_t into = here();
      write(body);
      emit(Pattern::Op::Jump, split);
      set_split(split, into, here(), part.is_lazy);
      return;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> splits;
    for (std::uint32_t i = part.least; i < part.most && !failed(); ++i) {
      const std::uint32_t split = emit(Pattern::Op::Split);
      splits.emplace_back(split, here());
      write(body);
    }
    for (const auto& [split, into] : splits)
      set_split(split, into, here(), part.is_lazy);
  }

  // --- What every match holds -------------------------------------------------------------------

  static bool can_be_empty(const Part& part) {
    switch (part.kind) {
      case Part::Kind::Nothing:
      case Part::Kind::Anchor:
        return true;
      case Part::Kind::All:
        return std::ranges::all_of(part.parts, can_be_empty);
      case Part::Kind::Either:
        return std::ranges::any_of(part.parts, can_be_empty);
      case Part::Kind::Repeat:
        return part.least == 0 || can_be_empty(part.parts.front());
      default:
        return false;
    }
  }

  static bool takes_anything(const Part& part) {
    if (part.kind == Part::Kind::Char || part.kind == Part::Kind::Any ||
        part.kind == Part::Kind::Class) {
      return true;
    }
    if (part.kind == Part::Kind::Repeat && part.most == 0) return false;
    return std::ranges::any_of(part.parts, takes_anything);
  }

  void keep_longer(std::string& run) {
    if (run.size() > out_.required_.size()) out_.required_ = run.substr(0, kMaxRequired);
    run.clear();
  }

  /// `run` is what stands directly before the part, and then before what follows it.
  void find_required(const Part& part, std::string& run) {
    switch (part.kind) {
      case Part::Kind::Char:
        if (part.code < 0x80 && part.code != '_' && text::is_word_character(part.code)) {
          run += static_cast<char>(part.code);
        } else {
          keep_longer(run);
        }
        return;
      case Part::Kind::All:
        for (const Part& child : part.parts)
          find_required(child, run);
        return;
      case Part::Kind::Repeat:
        keep_longer(run);
        if (part.least > 0) find_required(part.parts.front(), run);
        keep_longer(run);
        return;
      case Part::Kind::Nothing:
      case Part::Kind::Anchor:
        return;
      default:
        keep_longer(run);
        return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::size_t written_ = 0;
  PatternFault fault_;
  Pattern out_;
};

std::expected<Pattern, PatternFault> Pattern::compile(std::string_view pattern) {
  return PatternCompiler(pattern).compile();
}

}  // namespace earshot::search
