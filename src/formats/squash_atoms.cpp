#include "formats/squash_atoms.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/letter_case.h"
#include "text/numerals.h"
#include "text/scanner.h"

// Words are cut wherever a line might have ended in them: "NotesIntroduction", "100KBContrast",
// "Parallel1960s". Whether one did is not asked here.

namespace earshot::formats {
namespace {

/// Brackets, quotes and code that are not closed by then were not opened: a smiley, an inch.
constexpr std::uint32_t kLongestEnclosed = 400;
constexpr std::size_t kLongestLink = 600;

/// Drawn bullets are bullets wherever they stand; those of the keyboard need white space behind.
constexpr std::string_view kDrawnBullets[] = {"•", "◦", "▪", "▫", "‣", "⁃", "●", "○", "■", "□",
                                              "►", "▸", "➢", "➤", "✓", "✔", "·", "∙", "→"};
constexpr std::string_view kTypedBullets[] = {"-", "*", "+", "–", "—", "|"};

class AtomReader {
 public:
  explicit AtomReader(std::string_view text) : text_(text) { survey_times(); }

  std::vector<Atom> read() {
    // English has about five bytes a word.
    atoms_.reserve(text_.size() / 4 + 8);
    while (at_ < text_.size()) {
      if (const std::size_t white = text::white_at(text_, at_)) {
        const bool is_line = text_[at_] == '\n' || text_[at_] == '\r';
        gap_ = is_line || gap_ == Gap::Line ? Gap::Line : Gap::Space;
        if (is_line) end_enclosures();
        at_ += white;
        continue;
      }
      read_atom();
    }
    return std::move(atoms_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool is_white_at(std::size_t at) const {
    return at >= text_.size() || text::white_at(text_, at) > 0;
  }
  bool is_glued() const { return gap_ == Gap::None; }
  bool touches_word() const { return is_glued() && !atoms_.empty() && is_word(atoms_.back().kind); }
  static bool is_word(AtomKind kind) {
    return kind == AtomKind::Small || kind == AtomKind::Capital || kind == AtomKind::Upper ||
           kind == AtomKind::Single || kind == AtomKind::Letters || kind == AtomKind::Number;
  }

  void end_enclosures() {
    bracket_ends_ = 0;
    code_end_ = 0;
    is_strong_ = is_emphasis_ = is_quote_ = false;
  }

  Atom& add(AtomKind kind, std::size_t bytes, bool is_inner = false) {
    Atom atom;
    atom.range_in_text = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + bytes)};
    atom.kind = kind;
    atom.gap = gap_;
    atom.is_inner = is_inner && is_glued();
    atom.is_enclosed = at_ < bracket_ends_;
    atom.is_quoted = is_quote_ && at_ < quote_begin_ + kLongestEnclosed;
    atom.is_marked = at_ < code_end_;
    atoms_.push_back(atom);
    at_ += bytes;
    gap_ = Gap::None;
    return atoms_.back();
  }

  // ---- times --------------------------------------------------------------------------------

  /// How this text writes its times decides where "201804:12" is cut.
  void survey_times() {
    for (std::size_t colon = text_.find(':'); colon != std::string_view::npos;
         colon = text_.find(':', colon + 1)) {
      const bool is_time = colon >= 1 && text::is_digit(text_[colon - 1]) &&
                           text::is_digit(byte(colon + 1)) && text::is_digit(byte(colon + 2)) &&
                           !text::is_digit(byte(colon + 3));
      if (!is_time) continue;
      ++times_;
      const bool is_padded =
          colon >= 2 && text_[colon - 2] == '0' && (colon < 3 || !text::is_digit(text_[colon - 3]));
      if (is_padded) has_padded_times_ = true;
    }
  }

  /// Bytes of "m:ss", "mm:ss", "h:mm:ss" at `at`, 0 where there is none.
  std::size_t clock_at(std::size_t at) const {
    std::size_t digits = 0;
    while (digits < 4 && text::is_digit(byte(at + digits)))
      ++digits;
    if (digits == 0 || digits > 3 || byte(at + digits) != ':') return 0;
    std::size_t end = at + digits;
    int parts = 0;
    while (parts < 2 && byte(end) == ':' && byte(end + 1) >= '0' && byte(end + 1) <= '5' &&
           text::is_digit(byte(end + 2))) {
      end += 3;
      ++parts;
    }
    if (parts == 0) return 0;
    // "12:345" is none, but "0:001:14" are two, and "1:002. Next" is one and a number.
    constexpr std::size_t kFewTimes = 3;
    const bool may_touch = times_ >= kFewTimes || byte(end + 1) == '.' || byte(end + 2) == '.';
    return text::is_digit(byte(end)) && !may_touch ? 0 : end - at;
  }

  std::size_t range_sign_at(std::size_t at) const {
    std::size_t end = at;
    while (byte(end) == ' ' && end - at < 2)
      ++end;
    for (const std::string_view sign : {"–", "—", "−", "→", "-->", "->", "--", "-", "to "}) {
      if (!text_.substr(end).starts_with(sign)) continue;
      end += sign.size();
      while (byte(end) == ' ' && end - at < 8)
        ++end;
      return end - at;
    }
    return 0;
  }

  /// A time or a range of them; 0 where there is none or it is one of the day.
  std::size_t time_at(std::size_t at) const {
    const std::size_t clock = clock_at(at);
    if (clock == 0) return 0;
    std::size_t end = at + clock;
    if (const std::size_t sign = range_sign_at(end)) {
      if (const std::size_t second = clock_at(end + sign)) end += sign + second;
    }
    const std::string_view behind = text_.substr(end, 5);
    const std::size_t first = behind.starts_with(' ') ? 1 : 0;
    for (const std::string_view suffix : {"am", "pm", "a.m", "p.m"}) {
      const std::string_view word = behind.substr(std::min(first, behind.size()));
      const std::size_t next = end + first + suffix.size();
      if (text::starts_with_no_case(word, suffix) && !text::is_letter(byte(next))) return 0;
    }
    return end - at;
  }

  bool read_time() {
    const char c = text_[at_];
    if (c == '(' || c == '[') {
      const std::size_t inside = byte(at_ + 1) == ' ' ? 2 : 1;
      const std::size_t bytes = time_at(at_ + inside);
      if (bytes == 0) return false;
      std::size_t end = at_ + inside + bytes;
      if (byte(end) == ' ') ++end;
      if (byte(end) != (c == '(' ? ')' : ']') || byte(end + 1) == '(') return false;
      add(AtomKind::BracketTime, end + 1 - at_);
      return true;
    }
    if (!text::is_digit(c)) return false;
    const bool goes_on = is_glued() && at_ > 0 && (text_[at_ - 1] == ':' || text_[at_ - 1] == '=');
    if (goes_on) return false;
    if (const std::size_t bytes = time_at(at_); bytes > 0 && digits_at(at_) < 3) {
      add(AtomKind::Time, bytes);
      return true;
    }
    return false;
  }

  std::size_t digits_at(std::size_t at) const {
    constexpr std::size_t kEnough = 40;
    std::size_t count = 0;
    while (count < kEnough && text::is_digit(byte(at + count)))
      ++count;
    return count;
  }

  // ---- numbers ------------------------------------------------------------------------------

  bool read_number() {
    if (!text::is_digit(text_[at_])) return false;
    const std::size_t digits = digits_at(at_);
    const bool is_inner = is_glued() && at_ > 0 && is_inner_before_digit(digits);
    const char sign = byte(at_ + digits);
    if (digits <= 3 && (sign == '.' || sign == ')') && is_white_at(at_ + digits + 1) && !is_inner) {
      const auto value = text::decimal_value(text_.substr(at_, digits));
      add(AtomKind::Numbering, digits + 1).value = static_cast<std::int32_t>(value.value_or(0));
      return true;
    }
    // A line that ended in a number touches the time that heads the next: "in 201804:12".
    if (sign == ':' && digits >= 3) {
      const std::size_t wanted = has_padded_times_ ? 2 : 1;
      if (time_at(at_ + digits - wanted) > 0) {
        add(AtomKind::Number, digits - wanted, is_inner);
        return true;
      }
    }
    std::size_t end = at_ + digits;
    while ((byte(end) == '.' || byte(end) == ',') && text::is_digit(byte(end + 1)) &&
           time_at(end + 1) == 0) {
      end += 1 + std::min<std::size_t>(digits_at(end + 1), 20);
    }
    while (byte(end) == '%' || byte(end) == '+')
      ++end;
    add(AtomKind::Number, end - at_, is_inner);
    return true;
  }

  /// "IoT2", "B2B", "v2", "#4" go on; "Parallel1960s", "Setup2. Run" may be two lines.
  bool is_inner_before_digit(std::size_t digits) const {
    const char before = text_[at_ - 1];
    if (before == '-' || before == '/' || before == '$' || before == '#' || before == '@' ||
        before == '_' || before == '=') {
      return true;
    }
    const char sign = byte(at_ + digits);
    const bool is_numbering =
        digits <= 2 && (sign == '.' || sign == ')') && is_white_at(at_ + digits + 1);
    if (before == ':' && at_ > 1 && text::is_digit(text_[at_ - 2])) return true;
    if (text::is_upper(before)) return !is_numbering;
    if (!text::is_lower(before)) return false;
    const bool is_year = digits == 4 && (text_[at_] == '1' || text_[at_] == '2');
    // "about20 people", but "h264 video".
    constexpr std::uint32_t kShortestWord = 3;
    const bool is_counted = (sign == ' ' || sign == '%' || sign == ',') &&
                            atoms_.back().range_in_text.size() >= kShortestWord;
    return !is_year && !is_numbering && !is_counted;
  }

  /// "II.", "b)", "(a)": letters and Roman numerals.
  bool read_lettering() {
    if (touches_word() && text::is_lower(text_[at_])) return false;
    std::size_t letters = 0;
    while (letters < 5 && text::is_letter(byte(at_ + letters)))
      ++letters;
    const char sign = byte(at_ + letters);
    if (letters == 0 || letters > 4 || (sign != '.' && sign != ')')) return false;
    if (!is_white_at(at_ + letters + 1) || at_ < bracket_ends_) return false;
    const std::string_view word = text_.substr(at_, letters);
    const bool is_small = word.find_first_not_of("IVX") == std::string_view::npos;
    std::optional<int> value = is_small ? text::roman_value(word) : std::nullopt;
    // Letters count from 100, so that "C." follows "B." and not "II.".
    constexpr std::int32_t kLetters = 100;
    if (!value && letters == 1) {
      value = kLetters + text::to_lower(word[0]) - 'a' + (text::is_upper(word[0]) ? 100 : 0);
    }
    if (!value) return false;
    add(AtomKind::Numbering, letters + 1).value = 1'000 + *value;
    return true;
  }

  // ---- words --------------------------------------------------------------------------------

  struct Letter {
    Case kind = Case::None;
    std::uint32_t bytes = 0;
  };
  Letter letter_at(std::size_t at) const {
    if (at >= text_.size()) return {};
    const text::Character character = text::character_at(text_, at);
    return {case_of(character.code), character.bytes};
  }

  bool read_word() {
    const Letter first = letter_at(at_);
    if (first.kind == Case::None) return false;
    const bool is_inner = is_glued() && !atoms_.empty() && is_inner_before_letter(first.kind);
    if (first.kind == Case::Without) {
      std::size_t end = at_;
      while (letter_at(end).kind == Case::Without)
        end += letter_at(end).bytes;
      add(AtomKind::Letters, end - at_, is_inner);
      return true;
    }
    std::size_t end = at_ + first.bytes;
    std::size_t letters = 1;
    if (first.kind == Case::Capital && letter_at(end).kind == Case::Capital) {
      // A run of capitals; the last belongs to the word behind it, but for a plural: "APIs".
      std::size_t last = at_;
      while (letter_at(end).kind == Case::Capital) {
        last = end;
        end += letter_at(end).bytes;
        ++letters;
      }
      if (letter_at(end).kind == Case::Small) {
        const bool is_plural = byte(end) == 's' && letter_at(end + 1).kind != Case::Small;
        end = is_plural ? end + 1 : last;
        letters -= is_plural ? 0 : 1;
      }
      add(letters == 1 ? AtomKind::Single : AtomKind::Upper, end - at_, is_inner);
      return true;
    }
    while (true) {
      const Letter next = letter_at(end);
      if (next.kind == Case::Small) {
        end += next.bytes;
        ++letters;
        continue;
      }
      const std::size_t sign = apostrophe_at(end);
      if (sign == 0 || letter_at(end + sign).kind != Case::Small) break;
      end += sign;
    }
    const bool is_small = first.kind == Case::Small;
    const bool is_single = !is_small && letters == 1;
    add(is_small    ? AtomKind::Small
        : is_single ? AtomKind::Single
                    : AtomKind::Capital,
        end - at_, is_inner);
    // "Wes' Twitter": the sign that ends a word is part of it.
    if (const std::size_t sign = apostrophe_at(at_);
        sign > 0 && byte(at_ - 1) == 's' && !is_quote_ && at_ > 0) {
      atoms_.back().range_in_text.end += static_cast<std::uint32_t>(sign);
      at_ += sign;
    }
    return true;
  }

  std::size_t apostrophe_at(std::size_t at) const {
    if (byte(at) == '\'') return 1;
    return text_.substr(at).starts_with("’") ? 3 : 0;
  }

  bool is_inner_before_letter(Case kind) const {
    const AtomKind before = atoms_.back().kind;
    const char last = text_[at_ - 1];
    if (before == AtomKind::Dash || before == AtomKind::Joiner || before == AtomKind::Handle) {
      return true;
    }
    if (last == '_') return true;
    if (before == AtomKind::Number) return kind == Case::Small;  // "100px", "3rd"
    if (before == AtomKind::Stop) return kind == Case::Small;    // "Next.js"
    if (before == AtomKind::Upper || before == AtomKind::Single) return kind == Case::Small;
    return before == AtomKind::Letters;
  }

  // ---- addresses ----------------------------------------------------------------------------

  std::size_t address_head_at(std::size_t at) const {
    for (const std::string_view head : {"https://", "http://", "www."}) {
      if (text_.substr(at, head.size()) == head) return head.size();
    }
    return 0;
  }

  bool read_address() {
    const std::size_t head = address_head_at(at_);
    if (head == 0) return false;
    std::size_t end = at_ + head;
    bool has_bracket = false;
    while (end < text_.size()) {
      const char c = text_[end];
      if (text::is_white(c) || static_cast<unsigned char>(c) >= 0x80 ||
          std::string_view("<>\"`[]{}|").contains(c)) {
        break;
      }
      if (std::string_view(".,;:!?)*-+").contains(c) && is_white_at(end + 1)) break;
      if (c == ')' && !has_bracket) break;
      has_bracket = has_bracket || c == '(';
      if (c == '*' || address_head_at(end) > 6) break;
      // "https://example.com/pageNext Title": a capital word behind a small letter.
      const bool is_border = text::is_upper(c) && end > at_ + head &&
                             (text::is_lower(text_[end - 1]) || text_[end - 1] == '/') &&
                             begins_prose(end);
      if (is_border) break;
      ++end;
    }
    add(AtomKind::Address, end - at_);
    return true;
  }

  /// Whether the word at `at` ends in white space or a colon, as words in addresses do not.
  bool begins_prose(std::size_t at) const {
    constexpr std::size_t kLongestWord = 24;
    std::size_t end = at + 1;
    while (end < at + kLongestWord && text::is_letter(byte(end)))
      ++end;
    return end < text_.size() && (byte(end) == ' ' || byte(end) == ':') && text_[at - 1] != '/';
  }

  // ---- signs --------------------------------------------------------------------------------

  bool read_bullet() {
    const std::string_view rest = text_.substr(at_, 4);
    std::int32_t sign = 0;
    for (const std::string_view bullet : kDrawnBullets) {
      ++sign;
      if (!rest.starts_with(bullet)) continue;
      add(AtomKind::Bullet, bullet.size()).value = sign;
      return true;
    }
    for (const std::string_view bullet : kTypedBullets) {
      ++sign;
      if (!rest.starts_with(bullet) || !is_white_at(at_ + bullet.size())) continue;
      const bool closes_mark = bullet == "*" && is_emphasis_ && is_glued();
      if (closes_mark) return false;
      add(AtomKind::Bullet, bullet.size()).value = sign;
      return true;
    }
    return false;
  }

  bool read_mark() {
    const char c = text_[at_];
    if (c == '`') {
      if (at_ + 1 == code_end_) {
        add(AtomKind::MarkClose, 1);
        return true;
      }
      const std::size_t close =
          text_.substr(0, std::min(text_.size(), at_ + kLongestEnclosed)).find('`', at_ + 1);
      if (close == std::string_view::npos) {
        add(AtomKind::Sign, 1);
      } else {
        add(AtomKind::MarkOpen, 1);
        code_end_ = std::max(code_end_, close + 1);
      }
      return true;
    }
    if (c != '*' && c != '_') return false;
    const bool is_double = peek(1) == c;
    bool& is_open = is_double ? is_strong_ : is_emphasis_;
    const std::size_t bytes = is_double ? 2 : 1;
    const bool may_open = !is_white_at(at_ + bytes);
    const bool may_close = is_glued();
    if (c == '_' && !is_double && touches_word() && letter_at(at_ + 1).kind != Case::None) {
      add(AtomKind::Dash, 1, true);  // "snake_case"
      return true;
    }
    if (is_open && may_close) {
      is_open = false;
      add(AtomKind::MarkClose, bytes);
    } else if (may_open) {
      is_open = true;
      add(AtomKind::MarkOpen, bytes);
    } else {
      add(AtomKind::Sign, bytes);
    }
    return true;
  }

  bool read_hashes() {
    if (text_[at_] != '#') return false;
    std::size_t hashes = 1;
    while (hashes < 7 && peek(hashes) == '#')
      ++hashes;
    const bool is_heading = hashes <= 6 && is_white_at(at_ + hashes);
    if (is_heading && at_ + hashes < text_.size()) {
      // "C# in depth" is none.
      const bool is_name = hashes == 1 && touches_word() && text::is_upper(byte(at_ - 1));
      add(is_name ? AtomKind::Sign : AtomKind::Hashes, hashes, is_name);
    } else {
      add(AtomKind::Handle, hashes);
    }
    return true;
  }

  bool read_bracket() {
    const char c = text_[at_];
    if (c == '(' || c == '[' || c == '{') {
      const char closing = c == '(' ? ')' : c == '[' ? ']' : '}';
      const std::size_t close =
          text_.substr(0, std::min(text_.size(), at_ + kLongestEnclosed)).find(closing, at_ + 1);
      const bool is_call = c != '[' && touches_word();  // "attr()"
      add(AtomKind::Open, 1, is_call);
      if (close != std::string_view::npos) bracket_ends_ = std::max(bracket_ends_, close);
      return true;
    }
    if (c != ')' && c != ']' && c != '}') return false;
    if (c == ']' && peek(1) == '(') {
      const std::size_t close = link_end();
      if (close > 0) {
        add(AtomKind::LinkClose, close - at_);
        return true;
      }
    }
    add(AtomKind::Close, 1);
    return true;
  }

  /// The end of "](address)" at the current position; 0 where it is none.
  std::size_t link_end() const {
    int depth = 0;
    const std::size_t last = std::min(text_.size(), at_ + kLongestLink);
    for (std::size_t i = at_ + 1; i < last; ++i) {
      if (text_[i] == '\n') return 0;
      if (text_[i] == '(') ++depth;
      if (text_[i] == ')' && --depth == 0) return i + 1;
    }
    return 0;
  }

  bool read_quote() {
    const std::string_view rest = text_.substr(at_, 3);
    if (rest.starts_with("“") || rest.starts_with("‘") || rest.starts_with("„")) {
      open_quote(3);
      return true;
    }
    if (rest.starts_with("”") || rest.starts_with("’")) {
      is_quote_ = false;
      add(AtomKind::QuoteClose, 3);
      return true;
    }
    if (rest.starts_with("«") || rest.starts_with("»")) {
      add(rest.starts_with("«") ? AtomKind::QuoteOpen : AtomKind::QuoteClose, 2);
      return true;
    }
    const char c = text_[at_];
    if (c != '"' && c != '\'') return false;
    const bool is_inch = at_ > 0 && text::is_digit(text_[at_ - 1]);
    const bool closes = is_glued() && (is_quote_ || is_inch || is_white_at(at_ + 1));
    if (closes) {
      is_quote_ = false;
      add(AtomKind::QuoteClose, 1);
    } else {
      open_quote(1);
    }
    return true;
  }
  void open_quote(std::size_t bytes) {
    add(AtomKind::QuoteOpen, bytes);
    is_quote_ = true;
    quote_begin_ = at_;
  }

  void read_sign() {
    const text::Character character = text::character_at(text_, at_);
    const char c = text_[at_];
    if (c == '.' && peek(1) == '.' && peek(2) == '.') {
      add(AtomKind::Ellipsis, 3);
      return;
    }
    constexpr std::pair<char, AtomKind> kSigns[] = {
        {'.', AtomKind::Stop},   {'?', AtomKind::Ask},    {'!', AtomKind::Ask},
        {':', AtomKind::Colon},  {',', AtomKind::Comma},  {';', AtomKind::Comma},
        {'-', AtomKind::Dash},   {'@', AtomKind::Handle}, {'/', AtomKind::Joiner},
        {'&', AtomKind::Joiner}, {'+', AtomKind::Joiner}, {'=', AtomKind::Joiner}};
    for (const auto& [sign, kind] : kSigns) {
      if (sign != c) continue;
      const bool goes_on = kind == AtomKind::Joiner && touches_word();
      add(kind, 1, kind == AtomKind::Dash || goes_on);
      return;
    }
    if (character.code == 0x2026) {
      add(AtomKind::Ellipsis, character.bytes);
    } else if (is_emoji_sign(character.code)) {
      read_emoji();
    } else if (character.code == 0x2010 || character.code == 0x2011) {
      add(AtomKind::Dash, character.bytes, true);
    } else {
      add(AtomKind::Sign, std::max(character.bytes, 1U));
    }
  }

  void read_emoji() {
    std::size_t end = at_;
    while (end < text_.size()) {
      const text::Character next = text::character_at(text_, end);
      const bool goes_on = is_emoji_sign(next.code) || next.code == 0x200D || next.code == 0xFE0F;
      if (!goes_on) break;
      end += next.bytes;
    }
    add(AtomKind::Emoji, end - at_);
  }

  void read_atom() {
    if (read_time() || read_number() || read_address() || read_lettering() || read_word() ||
        read_bullet() || read_hashes() || read_mark() || read_bracket() || read_quote()) {
      return;
    }
    read_sign();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Gap gap_ = Gap::Line;
  std::vector<Atom> atoms_;
  std::size_t times_ = 0;
  bool has_padded_times_ = false;
  std::size_t bracket_ends_ = 0;
  std::size_t code_end_ = 0;
  bool is_strong_ = false;
  bool is_emphasis_ = false;
  bool is_quote_ = false;
  std::size_t quote_begin_ = 0;
};

}  // namespace

std::vector<Atom> squash_atoms(std::string_view text) {
  return AtomReader(text).read();
}

}  // namespace earshot::formats
