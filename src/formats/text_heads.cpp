#include "formats/text_heads.h"

#include <algorithm>

#include "formats/loose_time.h"
#include "formats/speaker_prefix.h"
#include "text/scanner.h"
#include "text/speaker_name.h"

namespace earshot::formats {
namespace {

using text::Scanner;

constexpr std::size_t kLongestName = 40;
/// Address behind a time that is a link: "[04:33](https://...)".
constexpr std::size_t kLongestLink = 500;

bool is_emphasis(char c) {
  return c == '*' || c == '_';
}

/// Marks that stand before a line's own text: headings, quotes, bullets, emphasis.
void skip_decoration(Scanner& scanner) {
  while (!scanner.at_end()) {
    const char c = scanner.peek();
    const bool is_bullet = (c == '-' || c == '+') && scanner.peek(1) == ' ';
    if (text::is_white(c) || is_emphasis(c) || c == '#' || c == '>' || is_bullet) {
      scanner.skip();
    } else if (scanner.rest().starts_with("•") || scanner.rest().starts_with("・") ||
               scanner.rest().starts_with("◆") || scanner.rest().starts_with("◇")) {
      scanner.skip(3);
    } else {
      return;
    }
  }
}

void skip_emphasis(Scanner& scanner) {
  scanner.take_while([](char c) { return is_emphasis(c) || c == ' ' || c == '\t'; });
}

/// Emphasis that ends here, and the white space behind it: what opens behind is the text's.
void skip_closing(Scanner& scanner) {
  scanner.take_while(is_emphasis);
  scanner.take_while([](char c) { return c == ' ' || c == '\t'; });
}

char closing(char open) {
  switch (open) {
    case '[':
      return ']';
    case '(':
      return ')';
    case '<':
      return '>';
    case '{':
      return '}';
    case '`':
      return '`';
    default:
      return '\0';
  }
}

bool consume_range_sign(Scanner& scanner) {
  for (const std::string_view sign : {"-->", "->", "–", "—", "→", "-", "~", "to "}) {
    if (scanner.consume(sign)) return true;
  }
  return false;
}

bool is_time_of_day(std::string_view rest) {
  rest = text::trimmed(rest.substr(0, 8));
  for (const std::string_view suffix : {"am", "pm", "a.m", "p.m", "uhr", "utc", "o'clock"}) {
    if (!text::starts_with_no_case(rest, suffix)) continue;
    if (rest.size() == suffix.size() || !text::is_letter(rest[suffix.size()])) return true;
  }
  return false;
}

std::optional<std::int64_t> take_frames_clock(Scanner& scanner) {
  std::optional<std::int64_t> clock = take_clock(scanner);
  // "00:01:02:13": frames are below what a text is followed by.
  if (clock && scanner.peek() == ':' && text::is_digit(scanner.peek(1)) &&
      text::is_digit(scanner.peek(2)) && !text::is_digit(scanner.peek(3))) {
    scanner.skip(3);
  }
  return clock;
}

struct TakenTime {
  TimeSpan time;
  Range range_in_line;
};

/// A time or a range of times, perhaps in brackets, perhaps a link. Else the scanner stays.
std::optional<TakenTime> take_time(Scanner& scanner) {
  const std::size_t begin = scanner.position();
  const auto fail = [&]() -> std::optional<TakenTime> {
    scanner.seek(begin);
    return std::nullopt;
  };
  if (scanner.peek() == '\\') scanner.skip();
  const char close = closing(scanner.peek());
  if (close != '\0') scanner.skip();
  const bool is_full_width = close == '\0' && scanner.consume("（");
  scanner.consume('@');
  scanner.skip_white();
  const std::optional<std::int64_t> start = take_frames_clock(scanner);
  if (!start) return fail();
  TakenTime taken;
  taken.time.start = clamp_millis(*start);
  const std::size_t behind = scanner.position();
  scanner.skip_white();
  bool has_end = false;
  if (consume_range_sign(scanner)) {
    scanner.skip_white();
    const std::optional<std::int64_t> end = take_frames_clock(scanner);
    if (end && *end >= *start) {
      taken.time.end = clamp_millis(*end);
      has_end = true;
    }
  }
  if (!has_end) scanner.seek(behind);
  if (close != '\0') {
    scanner.skip_white();
    scanner.consume('\\');
    if (!scanner.consume(close)) return fail();
    if (close == ']' && scanner.peek() == '(') {
      const std::size_t end = scanner.rest().substr(0, kLongestLink).find(')');
      if (end != std::string_view::npos) scanner.skip(end + 1);
    }
  } else if (is_full_width) {
    if (!scanner.consume("）")) return fail();
  } else {
    const char next = scanner.peek();
    const bool touches_word = text::is_letter(next) || text::is_digit(next) || next == '/' ||
                              (next == ':' && text::is_digit(scanner.peek(1)));
    if (touches_word || is_time_of_day(scanner.rest())) return fail();
  }
  taken.range_in_line = {static_cast<std::uint32_t>(begin),
                         static_cast<std::uint32_t>(scanner.position())};
  return taken;
}

/// Consumes a colon, plain or full-width, and tells its bytes; 0 where none stands.
std::size_t take_colon(Scanner& scanner) {
  const std::size_t bytes = text::colon_bytes(scanner.text(), scanner.position());
  scanner.skip(bytes);
  return bytes;
}

/// Whether words may be a name: as before a colon in a cue.
bool may_be_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  return text::speaker_candidate(std::string(name) + ":") == name;
}

/// The words up to what ends a name. The scanner stands behind them.
std::string_view take_name_words(Scanner& scanner) {
  const std::size_t begin = scanner.position();
  const std::string_view text = scanner.text();
  std::size_t at = begin;
  while (at < text.size() && at - begin <= kLongestName) {
    const char c = text[at];
    if (text::colon_bytes(text, at) > 0 || c == '[' || c == '\\' || c == '\t' || c == '|' ||
        c == '<' || c == '`' || is_emphasis(c) || c == ',' || c == '.') {
      // "J. Doe", "Dr. Who": a point inside a name.
      if (c != '.' || at + 1 >= text.size() || text[at + 1] != ' ' || at - begin > 4) break;
    }
    if (c == '(' && at + 1 < text.size() && text::is_digit(text[at + 1])) break;
    if (c == '\xEF' && text.substr(at).starts_with("（")) break;
    if (text::is_digit(c) && at > begin && text::is_letter(text[at - 1])) {
      // "Ann00:12": elements that only their looks set apart.
      Scanner clock(text);
      clock.seek(at);
      if (take_clock(clock)) break;
    }
    if (c == ' ' && at + 1 < text.size()) {
      const char next = text[at + 1];
      if (next == ' ' || next == '-' || next == '@') break;
      if (text::is_digit(next)) {
        // "Speaker 1" goes on, "Speaker 00:12" does not.
        Scanner clock(text);
        clock.seek(at + 1);
        if (take_clock(clock)) break;
      }
      if (text.substr(at + 1).starts_with("–") || text.substr(at + 1).starts_with("—")) break;
    }
    ++at;
  }
  scanner.seek(at);
  return text::trimmed(text.substr(begin, at - begin));
}

void set_speaker(TextHead& head, std::string_view line, std::string_view name) {
  head.speaker = std::string(name);
  const auto begin = static_cast<std::uint32_t>(name.data() - line.data());
  head.speaker_in_line = {begin, begin + static_cast<std::uint32_t>(name.size())};
}

/// "[SPEAKER_00]:", "(Ann):": a name in brackets, as tools that tell speakers apart write it.
bool take_label(std::string_view line, Scanner& scanner, TextHead& head) {
  if (scanner.peek() != '[' && scanner.peek() != '(') return false;
  const SpeakerPrefix prefix = speaker_prefix(scanner.rest());
  if (prefix.name.empty()) return false;
  scanner.skip(prefix.bytes);
  set_speaker(head, line, prefix.name);
  skip_closing(scanner);
  head.text_begin = static_cast<std::uint32_t>(scanner.position());
  return true;
}

/// Behind a time: "Name:", "**Name**", or the text.
void read_behind_time(std::string_view line, Scanner& scanner, TextHead& head) {
  const auto skip_signs = [&] {
    while (true) {
      const std::size_t before = scanner.position();
      scanner.skip_white();
      for (const std::string_view sign : {"-", "–", "—", "|", ":", "]", ")"}) {
        if (scanner.rest().starts_with(sign) && scanner.rest().size() > sign.size() &&
            (text::is_white(scanner.peek(sign.size())) || sign == "|" || sign == ":" ||
             sign == "—" || sign == "–")) {
          scanner.skip(sign.size());
        }
      }
      if (scanner.position() == before) return;
    }
  };
  skip_signs();
  head.text_begin = static_cast<std::uint32_t>(scanner.position());
  const bool is_bold = scanner.rest().starts_with("**") || scanner.rest().starts_with("__");
  skip_emphasis(scanner);
  if (!is_bold) {
    // Emphasis of the text stays with it; a closing one belongs to the time.
    const std::size_t behind = scanner.position();
    const std::string_view between = line.substr(head.text_begin, behind - head.text_begin);
    if (between.empty() || between.back() == ' ')
      head.text_begin = static_cast<std::uint32_t>(behind);
  }
  if (take_label(line, scanner, head)) {
    head.is_bold_name = is_bold;
    return;
  }
  const std::string_view name = take_name_words(scanner);
  if (!may_be_name(name)) return;
  const bool closes_bold = is_bold && is_emphasis(scanner.peek());
  const bool is_cell = scanner.peek() == '\t' || scanner.peek() == '|';
  skip_emphasis(scanner);
  if (is_cell && !scanner.at_end()) {
    scanner.consume('|');
    set_speaker(head, line, name);
    skip_closing(scanner);
    head.text_begin = static_cast<std::uint32_t>(scanner.position());
    return;
  }
  if (const std::size_t colon = take_colon(scanner)) {
    if (colon == 1 && !scanner.at_end() && !text::is_white(scanner.peek()) &&
        !is_emphasis(scanner.peek()))
      return;
    set_speaker(head, line, name);
    skip_closing(scanner);
    head.is_bold_name = is_bold;
    head.text_begin = static_cast<std::uint32_t>(scanner.position());
  } else if (closes_bold) {
    set_speaker(head, line, name);
    head.is_bold_name = true;
    head.text_begin = static_cast<std::uint32_t>(scanner.position());
  } else if (text::is_blank(scanner.rest())) {
    head.has_tail_name = true;
    const auto begin = static_cast<std::uint32_t>(name.data() - line.data());
    head.speaker_in_line = {begin, begin + static_cast<std::uint32_t>(name.size())};
  }
}

/// A name first: with a colon, with a time, with both, or alone.
void read_name_first(std::string_view line, Scanner& scanner, TextHead& head) {
  const bool is_bold = scanner.position() >= 2 && is_emphasis(line[scanner.position() - 1]);
  if (take_label(line, scanner, head)) {
    head.is_bold_name = is_bold;
    return;
  }
  const std::string_view name = take_name_words(scanner);
  if (!may_be_name(name)) return;
  skip_emphasis(scanner);
  const std::size_t colon = take_colon(scanner);
  const bool has_colon = colon > 0;
  if (colon == 1 && !scanner.at_end() && !text::is_white(scanner.peek()) &&
      !is_emphasis(scanner.peek()) && scanner.peek() != '[' && scanner.peek() != '\\' &&
      scanner.peek() != '(') {
    return;
  }
  const std::size_t behind_name = scanner.position();
  skip_emphasis(scanner);
  for (const std::string_view sign : {"|", ",", "-", "–", "—", "@", "·", "•"}) {
    if (!has_colon && scanner.consume(sign)) break;
  }
  skip_emphasis(scanner);
  if (const std::optional<TakenTime> taken = take_time(scanner)) {
    head.time = taken->time;
    head.time_in_line = taken->range_in_line;
    skip_emphasis(scanner);
    if (scanner.peek() == ':') scanner.skip();
    skip_closing(scanner);
    set_speaker(head, line, name);
    head.is_bold_name = is_bold;
    head.text_begin = static_cast<std::uint32_t>(scanner.position());
    return;
  }
  scanner.seek(behind_name);
  if (has_colon) {
    skip_closing(scanner);
    set_speaker(head, line, name);
    head.is_bold_name = is_bold;
    head.text_begin = static_cast<std::uint32_t>(scanner.position());
  } else if (text::is_blank(scanner.rest())) {
    head.is_name_alone = true;
    const auto begin = static_cast<std::uint32_t>(name.data() - line.data());
    head.speaker_in_line = {begin, begin + static_cast<std::uint32_t>(name.size())};
  }
}

bool is_word_byte(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  return text::is_letter(text[at]) || text::is_digit(text[at]) ||
         static_cast<unsigned char>(text[at]) >= 0x80;
}

/// Where the emphasis that a single mark at `open` begins ends, on the same line; npos where the
/// mark is a sign like others ("2 * 3", "a_b").
std::size_t closing_emphasis(std::string_view text, std::size_t open) {
  constexpr std::size_t kLongestEmphasis = 200;  // bounds the search for marks that open nothing
  if (open > 0 && is_word_byte(text, open - 1)) return std::string_view::npos;
  if (open + 1 >= text.size() || text::is_white(text[open + 1])) return std::string_view::npos;
  const std::size_t stop = std::min(text.size(), open + kLongestEmphasis);
  for (std::size_t at = open + 2; at < stop && text[at] != '\n'; ++at) {
    if (text[at] != text[open] || text[at - 1] == '\\') continue;
    const bool is_double = at + 1 < text.size() && text[at + 1] == text[open];
    if (is_double || text::is_white(text[at - 1]) || is_word_byte(text, at + 1)) continue;
    return at;
  }
  return std::string_view::npos;
}

}  // namespace

TextHead read_text_head(std::string_view line) {
  TextHead head;
  head.is_heading = text::trimmed(line).starts_with('#');
  Scanner scanner(line);
  skip_decoration(scanner);
  const std::size_t begin = scanner.position();
  if (const std::optional<TakenTime> taken = take_time(scanner)) {
    head.time = taken->time;
    head.time_in_line = taken->range_in_line;
    // "**[04:33] Ann:**": what closes the emphasis comes behind the name.
    if (is_emphasis(scanner.peek()) && scanner.peek(1) != '\0') {
      Scanner marks(line);
      marks.seek(scanner.position());
      marks.take_while(is_emphasis);
      if (text::is_white(marks.peek()) || marks.peek() == ':') scanner = marks;
    } else {
      scanner.take_while(is_emphasis);
    }
    read_behind_time(line, scanner, head);
    return head;
  }
  scanner.seek(begin);
  read_name_first(line, scanner, head);
  return head;
}

std::string without_emphasis(std::string_view text) {
  constexpr std::string_view kEscaped = "\\`*_{}[]()<>#+-.!|~&\"'";
  std::string out;
  out.reserve(text.size());
  std::size_t closing_mark = std::string_view::npos;  // of the single emphasis that is open
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\\' && next != '\0' && kEscaped.contains(next)) {
      out += next;
      ++i;
    } else if (is_emphasis(c) && next == c) {
      ++i;
    } else if (i == closing_mark) {
      closing_mark = std::string_view::npos;
    } else if (is_emphasis(c) && closing_mark == std::string_view::npos &&
               (closing_mark = closing_emphasis(text, i)) != std::string_view::npos) {
      continue;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace earshot::formats
