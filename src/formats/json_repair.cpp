#include "formats/json_repair.h"

#include <array>
#include <optional>

#include "text/scanner.h"

// A pushdown machine over the tokens. Where a token does not fit, what is missing is put in
// (colons, commas, the ends of containers), or the token is passed over. The top level is read as
// the inside of an array, so that lines of JSON and objects one behind the other come out as its
// elements.

namespace earshot::formats {
namespace {

using text::is_white;

bool is_word_character(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '+' || c == '-' || c == '.' || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// A number as JSON writes it, made of one that other languages accept (".5", "+1", "5.", "007").
std::optional<std::string> json_number(std::string_view word) {
  text::Scanner scanner(word);
  std::string out;
  if (scanner.consume('-')) {
    out += '-';
  } else {
    scanner.consume('+');
  }
  std::string_view whole = scanner.take_digits();
  while (whole.size() > 1 && whole.front() == '0')
    whole.remove_prefix(1);
  std::string_view fraction;
  if (scanner.consume('.')) fraction = scanner.take_digits();
  if (whole.empty() && fraction.empty()) return std::nullopt;
  out += whole.empty() ? "0" : whole;
  if (!fraction.empty()) {
    out += '.';
    out += fraction;
  }
  if (scanner.consume('e') || scanner.consume('E')) {
    out += 'e';
    if (scanner.consume('-')) {
      out += '-';
    } else {
      scanner.consume('+');
    }
    const std::string_view exponent = scanner.take_digits();
    if (exponent.empty()) return std::nullopt;
    out += exponent;
  }
  if (!scanner.at_end()) return std::nullopt;
  return out;
}

std::optional<std::string_view> json_literal(std::string_view word) {
  struct Word {
    std::string_view written;
    std::string_view meant;
  };
  constexpr std::array kWords = {
      Word{"true", "true"},   Word{"True", "true"},      Word{"false", "false"},
      Word{"False", "false"}, Word{"null", "null"},      Word{"None", "null"},
      Word{"nil", "null"},    Word{"undefined", "null"}, Word{"NaN", "null"},
      Word{"nan", "null"},    Word{"Infinity", "null"},  Word{"-Infinity", "null"},
      Word{"-NaN", "null"},   Word{"inf", "null"},       Word{"-inf", "null"},
  };
  for (const Word& known : kWords) {
    if (known.written == word) return known.meant;
  }
  return std::nullopt;
}

std::optional<unsigned> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(0, 4)) {
    const char lower = text::to_lower(c);
    if (text::is_digit(c)) {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<unsigned>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

class Repairer {
 public:
  explicit Repairer(std::string_view source) : source_(source) {}

  RepairedJson run() {
    out_.text.reserve(source_.size() + 64);
    open('[');
    while (true) {
      while (at_ < source_.size() && is_white(source_[at_]))
        ++at_;
      if (at_ >= source_.size()) break;
      read_token();
    }
    if (frames_.size() > 1) out_.is_cut = true;
    while (!frames_.empty())
      close();
    return std::move(out_);
  }

 private:
  enum class Expect : std::uint8_t { Key, Colon, Member };
  struct Frame {
    char kind = '[';
    bool has_members = false;
    Expect expect = Expect::Key;  ///< of an object
  };

  void put(std::string_view text) { out_.text += text; }

  void read_token() {
    const char c = source_[at_];
    const std::size_t begin = at_;
    if (c == '"' || c == '\'' || source_.substr(at_).starts_with("\xE2\x80\x9C")) {
      read_string(c);
    } else if (c == '{' || c == '[') {
      ++at_;
      before_value();
      out_.offsets.anchor(out_.text.size(), begin);
      open(c);
    } else if (c == '}' || c == ']') {
      ++at_;
      close_kind(c == '}' ? '{' : '[', begin);
    } else if (c == ':') {
      ++at_;
      Frame& top = frames_.back();
      if (top.kind == '{' && top.expect == Expect::Colon) {
        put(":");
        top.expect = Expect::Member;
      } else {
        drop(begin);
      }
    } else if (c == ',') {
      ++at_;  // written where the next member comes
      if (Frame& top = frames_.back(); top.kind == '{') finish_member(top);
    } else if (source_.substr(at_).starts_with("//")) {
      at_ = std::min(source_.find('\n', at_), source_.size());
    } else if (source_.substr(at_).starts_with("/*")) {
      const std::size_t end = source_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? source_.size() : end + 2;
    } else if (is_word_character(c)) {
      read_word();
    } else {
      ++at_;
      drop(begin);
    }
  }

  void drop(std::size_t begin) {
    const Range range = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    if (!out_.dropped_in_source.empty() && out_.dropped_in_source.back().end == range.begin) {
      out_.dropped_in_source.back().end = range.end;
    } else {
      out_.dropped_in_source.push_back(range);
    }
  }

  void open(char kind) {
    put(kind == '{' ? "{" : "[");
    frames_.push_back({.kind = kind});
    ++(kind == '{' ? objects_ : arrays_);
  }

  /// A key without a value has null.
  void finish_member(Frame& frame) {
    if (frame.expect == Expect::Colon) put(":null");
    if (frame.expect == Expect::Member) put("null");
    frame.expect = Expect::Key;
  }

  void close() {
    Frame& frame = frames_.back();
    if (frame.kind == '{') finish_member(frame);
    put(frame.kind == '{' ? "}" : "]");
    --(frame.kind == '{' ? objects_ : arrays_);
    frames_.pop_back();
  }

  void close_kind(char kind, std::size_t begin) {
    // The array around all stays open.
    const std::size_t open = kind == '{' ? objects_ : arrays_ - 1;
    if (open == 0) return drop(begin);
    while (frames_.back().kind != kind)
      close();
    close();
  }

  /// Makes room for a value that is no string.
  void before_value() {
    while (frames_.back().kind == '{' && frames_.back().expect == Expect::Key)
      close();  // an object's end got lost
    before_member();
  }

  void before_member() {
    Frame& top = frames_.back();
    if (top.kind == '[') {
      if (top.has_members) put(",");
      top.has_members = true;
      return;
    }
    if (top.expect == Expect::Key) {
      if (top.has_members) put(",");
      top.has_members = true;
      top.expect = Expect::Colon;
      return;
    }
    if (top.expect == Expect::Colon) put(":");
    top.expect = Expect::Key;
  }

  /// Whether a quote can end a string: what follows is a separator, or a new line.
  bool ends_string(std::size_t behind) const {
    bool is_new_line = false;
    while (behind < source_.size() && is_white(source_[behind])) {
      is_new_line = is_new_line || source_[behind] == '\n' || source_[behind] == '\r';
      ++behind;
    }
    if (behind >= source_.size()) return true;
    const char next = source_[behind];
    if (next == ',' || next == ':' || next == '}' || next == ']') return true;
    return is_new_line || next == '/';
  }

  /// Whether a string that meets a line's end is over: the next line begins as JSON does.
  bool is_over_at_line_end(std::size_t at) const {
    while (at < source_.size() && is_white(source_[at]))
      ++at;
    return at >= source_.size() || source_[at] == '"' || source_[at] == '}' || source_[at] == ']';
  }

  void read_string(char quote) {
    before_member();
    const bool is_typographic = quote != '"' && quote != '\'';
    at_ += is_typographic ? 3 : 1;
    put("\"");
    out_.offsets.anchor(out_.text.size(), at_);
    bool is_closed = false;
    while (at_ < source_.size() && !is_closed) {
      const char c = source_[at_];
      if (is_typographic && source_.substr(at_).starts_with("\xE2\x80\x9D")) {
        at_ += 3;
        is_closed = true;
      } else if (c == quote && !is_typographic) {
        ++at_;
        is_closed = ends_string(at_);
        if (!is_closed) put(quote == '"' ? "\\\"" : "'");
      } else if (c == '\\') {
        read_escape();
      } else if (c == '"') {
        put("\\\"");
        ++at_;
      } else if (c == '\n' && is_over_at_line_end(at_)) {
        if (at_ >= source_.size()) break;
        while (out_.text.ends_with(',') || out_.text.ends_with("\\r"))
          out_.text.resize(out_.text.size() - (out_.text.back() == ',' ? 1 : 2));
        is_closed = true;
      } else {
        put_character(c);
        ++at_;
      }
    }
    if (!is_closed) out_.is_cut = true;
    put("\"");
  }

  void put_character(char c) {
    if (c == '\n') return put("\\n");
    if (c == '\r') return put("\\r");
    if (c == '\t') return put("\\t");
    if (static_cast<unsigned char>(c) < 0x20) return put(" ");
    out_.text += c;
  }

  void read_escape() {
    const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
    if (next == '\0') {
      at_ = source_.size();
      return;
    }
    if (next == 'u') return read_unicode_escape();
    if (std::string_view("\"\\/bfnrt").contains(next)) {
      put(source_.substr(at_, 2));
      at_ += 2;
    } else if (next == '\'') {
      put("'");
      at_ += 2;
    } else {
      put("\\\\");
      ++at_;
    }
  }

  void read_unicode_escape() {
    const std::string_view rest = source_.substr(at_ + 2);
    const std::optional<unsigned> code = hex4(rest);
    if (!code) {
      // Cut inside: nothing of it can be told. Else the backslash is text.
      const bool is_cut = rest.size() < 4;
      if (is_cut) {
        at_ = source_.size();
      } else {
        put("\\\\");
        ++at_;
      }
      return;
    }
    if (*code < 0xD800 || *code > 0xDFFF) {
      put(source_.substr(at_, 6));
      at_ += 6;
      return;
    }
    const std::optional<unsigned> low =
        *code < 0xDC00 && rest.substr(4).starts_with("\\u") ? hex4(rest.substr(6)) : std::nullopt;
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      put(source_.substr(at_, 12));
      at_ += 12;
    } else {
      put("\\ufffd");
      at_ += 6;
    }
  }

  void read_word() {
    const std::size_t begin = at_;
    while (at_ < source_.size() && is_word_character(source_[at_]))
      ++at_;
    const std::string_view word = source_.substr(begin, at_ - begin);
    if (frames_.back().kind == '{' && frames_.back().expect == Expect::Key) {
      put_word(word, begin);  // a key without quotes
      return;
    }
    if (at_ >= source_.size() && frames_.size() > 1) {
      out_.is_cut = true;
      return drop(begin);
    }
    if (const std::optional<std::string> number = json_number(word)) {
      before_value();
      put(*number);
    } else if (const std::optional<std::string_view> literal = json_literal(word)) {
      before_value();
      put(*literal);
    } else {
      put_word(word, begin);
    }
  }

  void put_word(std::string_view word, std::size_t begin) {
    before_member();
    put("\"");
    out_.offsets.anchor(out_.text.size(), begin);
    put(word);
    put("\"");
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Frame> frames_;
  std::size_t objects_ = 0;
  std::size_t arrays_ = 0;
  RepairedJson out_;
};

}  // namespace

RepairedJson repair_json(std::string_view source) {
  return Repairer(source).run();
}

}  // namespace earshot::formats
