// Signs of emphasis are written when the words come that they stand before, or do not any more:
// only then it is known what is beside them. White space moves outside of them, since beside it no
// sign opens or closes anything; what begins where its like ends goes on. Where punctuation would
// keep a sign from being one all the same, an element of HTML stands in its place.

#include "app/markdown_spans.h"

#include <algorithm>
#include <vector>

#include "app/span_walk.h"
#include "text/scanner.h"
#include "text/scripts.h"

namespace earshot::app {
namespace {

using pack::SpanKind;
using pack::SpanRecord;

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

/// CommonMark 2.5: whether the "&" that `words` begin with would be the begin of a character's name
/// or number.
bool begins_entity(std::string_view words) {
  std::size_t end = 1;
  while (end < words.size() &&
         (text::is_letter(words[end]) || text::is_digit(words[end]) || words[end] == '#'))
    ++end;
  return end > 1 && end < words.size() && words[end] == ';';
}

/// How many digits `words` begin with, where a dot or bracket behind them makes them a number of
/// Markdown's (5.2); else 0.
std::size_t digits_of_number(std::string_view words) {
  constexpr std::size_t kMostDigits = 9;
  std::size_t digits = 0;
  while (digits < words.size() && digits < kMostDigits && text::is_digit(words[digits]))
    ++digits;
  const bool is_number =
      digits > 0 && digits < words.size() && (words[digits] == '.' || words[digits] == ')');
  return is_number ? digits : 0;
}

/// 4.2, 5.2: what would open a block where it stands first in a line gets a backslash. Returns how
/// much of `words` was written.
std::size_t append_line_begin(std::string& out, std::string_view words) {
  if (const std::size_t digits = digits_of_number(words); digits > 0) {
    const bool ends = digits + 1 >= words.size() || text::is_white(words[digits + 1]);
    if (!ends) return 0;
    out += words.substr(0, digits);
    out += '\\';
    return digits;
  }
  constexpr std::string_view kOpening = "#+-=|";
  const bool opens = !words.empty() &&
                     (kOpening.find(words[0]) != std::string_view::npos || words.starts_with(":-"));
  if (opens) out += '\\';
  return 0;
}

/// 6.1: a code span ends at as many backticks as it began with; of spaces at both ends one is lost.
void append_code(std::string& out, std::string_view words, bool in_table) {
  const std::string fence(longest_run(words, '`') + 1, '`');
  const bool is_padded = words.starts_with('`') || words.ends_with('`') ||
                         (words.starts_with(' ') && words.ends_with(' ') &&
                          words.find_first_not_of(' ') != std::string_view::npos);
  out += fence;
  if (is_padded) out += ' ';
  for (const char c : words) {
    if (in_table && c == '|') out += '\\';  // a table's cells are cut first
    out += c == '\n' ? ' ' : c;
  }
  if (is_padded) out += ' ';
  out += fence;
}

struct Signs {
  std::string_view sign, tag;
};

Signs signs_of(SpanKind kind) {
  switch (kind) {
    case SpanKind::Strong:
      return {"**", "strong"};
    case SpanKind::Emphasis:
      return {"*", "em"};
    case SpanKind::Strike:
      return {"~~", "del"};
    default:
      return {};
  }
}

/// 6.2: what stands beside a sign. Versions of CommonMark differ in what is punctuation beyond
/// ASCII: of such a character the worse is assumed.
enum class Beside { White, Punctuation, Word, Unsure };

Beside beside(char32_t character) {
  if (character < 0x80) {
    const char c = static_cast<char>(character);
    if (static_cast<unsigned char>(c) <= ' ') return Beside::White;
    return is_punctuation(c) ? Beside::Punctuation : Beside::Word;
  }
  const auto code = static_cast<std::int32_t>(character);
  return text::is_letter_or_digit(code) || text::is_mark(code) ? Beside::Word : Beside::Unsure;
}

/// Whether a sign between these can open; whether one between them the other way round can close.
bool can_open(Beside before, Beside after) {
  if (after == Beside::White) return false;
  return after == Beside::Word || before == Beside::White || before == Beside::Punctuation;
}
bool can_close(Beside before, Beside after) {
  return can_open(after, before);
}

/// Writes a block's text with its spans as Markdown.
class MarkdownWriter : public SpanTaker {
 public:
  MarkdownWriter(std::string& out, const TrackView& track, const MarkdownPlace& place)
      : out_(out), track_(track), place_(place), begin_(out.size()) {}

  bool wants(const SpanRecord& span) const override {
    return span.kind == SpanKind::Link || span.kind == SpanKind::Code ||
           !signs_of(span.kind).sign.empty();
  }
  void open(const SpanRecord& span) override { wanted_.push_back(&span); }
  void close(const SpanRecord&) override { wanted_.pop_back(); }
  void words(std::string_view words, bool in_code) override {
    // In code nothing is markup: its own signs go round each of its pieces, inside of all others.
    if (in_code) {
      turn_to(Beside::Punctuation, true);
      code_ += words;
      return;
    }
    while (true) {
      std::size_t white = 0;
      while (const std::size_t bytes = text::white_at(words, white))
        white += bytes;
      held_ += words.substr(0, white);
      words.remove_prefix(white);
      if (words.empty()) return;
      const std::string_view line = words.substr(0, words.find('\n'));
      const Range visible = text::trimmed(line, {0, static_cast<std::uint32_t>(line.size())});
      const std::string_view body = slice(line, visible);
      turn_to(beside(text::character_at(body, 0).code));
      const std::size_t written = place_.begins_line ? append_line_begin(out_, body) : 0;
      append_escaped(out_, body.substr(written), place_.in_table);
      place_.begins_line = false;
      words.remove_prefix(body.size());
    }
  }
  /// Nothing of the block comes any more.
  void finish() {
    wanted_.clear();
    held_.clear();
    turn_to(Beside::White);
  }

 private:
  /// What a span began here and did not end yet.
  struct Element {
    const SpanRecord* span;
    std::size_t begin;  ///< of its sign, in `out_`
    bool is_tag;

    char sign() const {
      return is_tag || span->kind == SpanKind::Link ? '\0' : signs_of(span->kind).sign[0];
    }
  };

  /// The spans that are to be round the next words: one of a kind.
  std::vector<const SpanRecord*> wanted_elements() const {
    std::vector<const SpanRecord*> elements;
    for (const SpanRecord* const span : wanted_) {
      const bool is_known = std::ranges::any_of(
          elements, [span](const SpanRecord* other) { return other->kind == span->kind; });
      if (span->kind != SpanKind::Code && !is_known) elements.push_back(span);
    }
    return elements;
  }

  /// Ends and begins elements, so that those that are wanted are round what comes. `next`: what
  /// that begins with. Code goes on in one span with code right before it.
  void turn_to(Beside next, bool is_code = false) {
    std::vector<const SpanRecord*> coming = wanted_elements();
    std::size_t kept = 0;
    for (; kept < elements_.size(); ++kept) {
      Element& element = elements_[kept];
      const auto same = std::ranges::find_if(coming, [&](const SpanRecord* span) {
        const bool goes_on =
            span->kind == element.span->kind && held_.empty() && span->kind != SpanKind::Link;
        return span == element.span || goes_on;
      });
      if (same == coming.end()) break;
      element.span = *same;
      coming.erase(same);
    }
    const bool turns = kept < elements_.size() || !coming.empty() || !held_.empty();
    if (is_code && !turns) return;
    if (!code_.empty()) {
      append_code(out_, code_, place_.in_table);
      place_.begins_line = false;
      code_.clear();
    }
    const Beside behind = !held_.empty()    ? Beside::White
                          : !coming.empty() ? Beside::Punctuation
                                            : next;
    end_elements(kept, behind);
    write_held();
    begin_elements(coming, next);
  }

  Beside before(std::size_t at) const {
    return at <= begin_ ? Beside::White : beside(text::character_before(out_, at).code);
  }

  void end_elements(std::size_t kept, Beside next) {
    while (elements_.size() > kept) {
      const Element& last = elements_.back();
      if (last.sign() == '\0') {
        if (last.is_tag) {
          out_ += "</";
          out_ += signs_of(last.span->kind).tag;
          out_ += '>';
        } else {
          append_link_end(*last.span);
        }
        elements_.pop_back();
        continue;
      }
      // Signs of a kind are one to those who read them.
      std::size_t first = elements_.size() - 1;
      while (first > kept && elements_[first - 1].sign() == last.sign())
        --first;
      if (can_close(before(out_.size()), first > kept ? Beside::Punctuation : next)) {
        while (elements_.size() > first) {
          out_ += signs_of(elements_.back().span->kind).sign;
          elements_.pop_back();
        }
        end_of_signs_ = out_.size();
      } else {
        for (std::size_t number = elements_.size(); number > first; --number)
          make_tag(number - 1);
      }
    }
  }

  /// Puts an element of HTML in the place of a sign that has been written.
  void make_tag(std::size_t number) {
    Element& element = elements_[number];
    if (element.is_tag) return;
    const Signs signs = signs_of(element.span->kind);
    const std::string tag = "<" + std::string(signs.tag) + ">";
    out_.replace(element.begin, signs.sign.size(), tag);
    element.is_tag = true;
    for (std::size_t inner = number + 1; inner < elements_.size(); ++inner)
      elements_[inner].begin += tag.size() - signs.sign.size();
    // A sign round it that opened a word stands before punctuation now.
    if (number == 0) return;
    const Element& outer = elements_[number - 1];
    if (outer.sign() == '\0') return;
    const std::size_t end_of_outer = outer.begin + signs_of(outer.span->kind).sign.size();
    if (end_of_outer == element.begin && !can_open(before(outer.begin), Beside::Punctuation))
      make_tag(number - 1);
  }

  void begin_elements(const std::vector<const SpanRecord*>& coming, Beside next) {
    for (std::size_t first = 0; first < coming.size();) {
      if (coming[first]->kind == SpanKind::Link) {
        const bool is_image = out_.size() > begin_ && out_.ends_with('!');
        if (is_image) out_.insert(out_.size() - 1, "\\");  // 6.4: would be one
        elements_.push_back({.span = coming[first], .begin = out_.size(), .is_tag = false});
        out_ += '[';
        ++first;
        continue;
      }
      const char sign = signs_of(coming[first]->kind).sign[0];
      std::size_t last = first + 1;
      while (last < coming.size() && coming[last]->kind != SpanKind::Link &&
             signs_of(coming[last]->kind).sign[0] == sign)
        ++last;
      // What ends and what begins must not run into one.
      const bool is_apart = end_of_signs_ != out_.size() || !out_.ends_with(sign);
      const Beside after = last < coming.size() ? Beside::Punctuation : next;
      const bool is_tag = !is_apart || !can_open(before(out_.size()), after);
      for (; first < last; ++first) {
        const Signs signs = signs_of(coming[first]->kind);
        elements_.push_back({.span = coming[first], .begin = out_.size(), .is_tag = is_tag});
        out_ += is_tag ? "<" + std::string(signs.tag) + ">" : std::string(signs.sign);
      }
    }
    if (!coming.empty()) place_.begins_line = false;
  }

  void append_link_end(const SpanRecord& span) {
    out_ += "](<";
    const std::string_view url = track_.string(span.url);
    for (std::size_t at = 0; at < url.size(); ++at) {
      const char c = url[at];
      const bool is_markup = c == '<' || c == '>' || c == '\\' || (c == '|' && place_.in_table) ||
                             (c == '&' && begins_entity(url.substr(at)));
      if (is_markup) out_ += '\\';
      if (c != '\n') out_ += c;
    }
    out_ += ">)";
  }

  void write_held() {
    if (held_.empty()) return;
    if (out_.size() > begin_) {
      if (held_.find('\n') == std::string::npos) {
        out_ += held_;
      } else if (place_.one_line) {
        out_ += ' ';
      } else {
        // 6.7: a hard line break; spaces alone would leave a blank line, which ends the block.
        bool is_first = true;
        for (const char c : held_) {
          if (c != '\n') continue;
          out_ += is_first ? "  \n" : "\\\n";
          out_ += place_.line_begin;
          is_first = false;
        }
        place_.begins_line = true;
      }
    }
    held_.clear();
  }

  std::string& out_;
  const TrackView& track_;
  MarkdownPlace place_;
  const std::size_t begin_;                       // of the block's text in `out_`
  std::vector<const SpanRecord*> wanted_;         // round the next words
  std::vector<Element> elements_;                 // round the last ones, the outermost first
  std::string held_;                              // white space that is not written yet
  std::string code_;                              // of a code span that may go on
  std::size_t end_of_signs_ = std::string::npos;  // the last that ended something, in `out_`
};

}  // namespace

void append_markdown(std::string& out, const TrackView& track, Range range_in_text,
                     const MarkdownPlace& place) {
  MarkdownWriter writer(out, track, place);
  walk_spans(track, range_in_text, writer);
  writer.finish();
}

// 2.4
void append_escaped(std::string& out, std::string_view words, bool in_table) {
  constexpr std::string_view kMarkup = "\\`*_[]<>~";
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char c = words[at];
    const bool is_markup = kMarkup.find(c) != std::string_view::npos || (in_table && c == '|') ||
                           (c == '&' && begins_entity(words.substr(at)));
    if (is_markup) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
}

void append_escaped_line(std::string& out, std::string_view words) {
  append_escaped(out, words.substr(append_line_begin(out, words)));
}

bool is_markdown_number(std::string_view marker) {
  const std::size_t digits = digits_of_number(marker);
  return digits > 0 && digits + 1 == marker.size();
}

std::size_t longest_run(std::string_view words, char sign) {
  std::size_t longest = 0, run = 0;
  for (const char c : words) {
    run = c == sign ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace earshot::app
