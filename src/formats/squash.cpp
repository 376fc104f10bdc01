#include "formats/squash.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "formats/note_times.h"
#include "formats/notes_builder.h"
#include "formats/outline_marker.h"
#include "formats/titles.h"
#include "text/lines.h"
#include "text/scanner.h"

// Where a line ended, two words touch: "NotesIntroduction", "(5GB+)Languages", "[00:14]Overview",
// "Core- Container". Such borders are found one by one, each with a confidence. What speaks against
// a cut is that some words have capitals inside: those of a list, those the rest of the page uses,
// those that come again here, and those that look made up ("FastAPI", "iPhone", "McKinsey"). Then
// each piece is read as what it looks like: a heading (a title, or with a time at its end), an
// item.

namespace earshot::formats {
namespace {

constexpr float kCertain = 0.99F;
constexpr float kLikely = 0.85F;
constexpr float kGuess = 0.7F;

constexpr std::string_view kKnownWords[] = {
    "AdWords",       "AirBnB",         "AirTable",    "AlphaGo",       "AppleTV",
    "AstraZeneca",   "AutoML",         "BigQuery",    "BitTorrent",    "BlackBerry",
    "BlackRock",     "BuzzFeed",       "ByteDance",   "ChatGPT",       "CircleCI",
    "ClickHouse",    "CloudFormation", "CloudWatch",  "CodePen",       "CoffeeScript",
    "CrossFit",      "DataDog",        "DeepMind",    "DeepSeek",      "DevOps",
    "DevSecOps",     "DigitalOcean",   "DoorDash",    "DraftKings",    "DuckDB",
    "DuckDuckGo",    "DynamoDB",       "eBay",        "ElasticSearch", "FaceTime",
    "FastAPI",       "FedEx",          "FinOps",      "FinTech",       "FreeBSD",
    "GitHub",        "GitLab",         "GitOps",      "GoDaddy",       "GraphQL",
    "HubSpot",       "IntelliJ",       "iOS",         "iPad",          "iPhone",
    "JavaScript",    "JetBrains",      "JPMorgan",    "jQuery",        "KubeCon",
    "LangChain",     "LaTeX",          "LinkedIn",    "LlamaIndex",    "LoRa",
    "MacBook",       "macOS",          "MailChimp",   "MapReduce",     "MasterCard",
    "McDonald",      "McKinsey",       "MicroPython", "MLOps",         "MongoDB",
    "MySQL",         "NeurIPS",        "NextJS",      "NodeJS",        "NoSQL",
    "NumPy",         "OAuth",          "OneDrive",    "OpenAI",        "OpenAPI",
    "OpenCV",        "OpenGL",         "OpenSSL",     "OpenTelemetry", "PayPal",
    "PhD",           "PlayStation",    "PostgreSQL",  "PowerPoint",    "PowerShell",
    "PyCharm",       "PyCon",          "PyPI",        "PyTorch",       "QuickBooks",
    "RabbitMQ",      "ReactJS",        "RedHat",      "SaaS",          "SageMaker",
    "ScienceDirect", "SciPy",          "SharePoint",  "ShowNotes",     "SmartThings",
    "SnapChat",      "SolarWinds",     "SoundCloud",  "SpaceX",        "SQLAlchemy",
    "SQLite",        "StackOverflow",  "StarCraft",   "SwiftUI",       "TechCrunch",
    "TensorFlow",    "TikTok",         "TripAdvisor", "TypeScript",    "UnitedHealth",
    "VMware",        "VSCode",         "WeWork",      "WebAssembly",   "WebGL",
    "WebGPU",        "WebRTC",         "WebSocket",   "WebSockets",    "WhatsApp",
    "WiFi",          "WikiLeaks",      "WordPress",   "WooCommerce",   "WWDC",
    "xAI",           "YouTube",        "YouTuber",    "YouTubers",     "ZeroMQ",
    "ZoomInfo"};

bool is_word_byte(char c) {
  return text::is_letter(c) || text::is_digit(c);
}

struct Cut {
  std::size_t at = 0;
  float confidence = kCertain;
};

class Cutter {
 public:
  Cutter(std::string_view text, const CamelWords& known) : text_(text), known_(known) {
    for (const std::string_view word : kKnownWords)
      all_known_.insert(std::string(word));
    is_markdown_ = text.starts_with("# ") || text.starts_with("## ") || text.contains(" ## ");
    collect_repeated();
  }

  std::vector<Cut> find() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (is_word_byte(text_[at])) {
        const std::size_t begin = at;
        while (at < text_.size() && is_word_byte(text_[at]))
          ++at;
        border_before_word(begin);
        inside_word(begin, at);
      } else {
        before_sign(at);
        ++at;
      }
    }
    std::ranges::sort(cuts_, {}, &Cut::at);
    const auto same = std::ranges::unique(cuts_, {}, &Cut::at);
    cuts_.erase(same.begin(), same.end());
    // A lone uncertain border is a word with a capital inside more often than a lost line end.
    const bool is_doubtful = cuts_.size() == 1 && cuts_[0].confidence < kCertain;
    if (is_doubtful) cuts_.clear();
    return std::move(cuts_);
  }

  bool is_markdown() const { return is_markdown_; }

 private:
  char at(std::size_t index) const { return index < text_.size() ? text_[index] : '\0'; }
  void cut(std::size_t position, float confidence) {
    if (position > 0 && position < text_.size()) cuts_.push_back({position, confidence});
  }

  void collect_repeated() {
    CamelWords once;
    std::size_t begin = 0;
    while (begin < text_.size()) {
      if (!is_word_byte(text_[begin])) {
        ++begin;
        continue;
      }
      std::size_t end = begin;
      while (end < text_.size() && is_word_byte(text_[end]))
        ++end;
      const std::string word(text_.substr(begin, end - begin));
      if (word.size() <= kLongestWord && is_camel(word) && !once.insert(word).second) {
        all_known_.insert(word);
      }
      begin = end;
    }
  }

  /// Where the brackets open that end right before `end` and hold a time.
  std::optional<std::size_t> time_ending_at(std::size_t end) const {
    constexpr std::size_t kLongestTime = 40;
    if (end == 0 || (text_[end - 1] != ')' && text_[end - 1] != ']')) return std::nullopt;
    const std::size_t window = end > kLongestTime ? end - kLongestTime : 0;
    const std::size_t found =
        text_.substr(window, end - window).find_last_of(text_[end - 1] == ')' ? "(" : "[");
    if (found == std::string_view::npos) return std::nullopt;
    const std::size_t open = window + found;
    if (find_times(text_.substr(open, end - open)).empty()) return std::nullopt;
    return open;
  }

  /// What stands before a word without a space: a closing sign after which a line ended.
  void border_before_word(std::size_t begin) {
    if (begin == 0) return;
    const char before = text_[begin - 1];
    const char before_that = begin > 1 ? text_[begin - 2] : ' ';
    const bool is_upper = text::is_upper(text_[begin]);
    if (before == ')' || before == ']') {
      // "[00:14]overview": a time in brackets ends a line whatever follows.
      const std::optional<std::size_t> time = time_ending_at(begin);
      const bool heads_line = time && *time > 0 && is_word_byte(text_[*time - 1]);
      if (heads_line) {
        cut(*time, kCertain);
      } else if (time || is_upper) {
        cut(begin, time ? kCertain : kLikely + 0.1F);
      }
      return;
    }
    if (!is_upper) return;
    const bool is_word = text::is_lower(at(begin + 1)) || at(begin + 1) == ' ';
    if (before == '?' || before == '!' || before == '%' || before == '+' || before == ':') {
      if (is_word_byte(before_that) || before_that == ')') cut(begin, kLikely + 0.1F);
    } else if (before == '.') {
      const bool ends_word = text::is_lower(before_that) || text::is_digit(before_that) ||
                             before_that == ')' || before_that == '"';
      if (ends_word && is_word) cut(begin, kLikely + 0.1F);
    } else if (before == '"' || before == '\'') {
      if (!text::is_white(before_that) && before_that != '(' && begin > 1 && is_word &&
          before == '"') {
        cut(begin, kLikely);
      }
    } else if (static_cast<unsigned char>(before) >= 0x80) {
      const char32_t code = text::character_before(text_, begin).code;
      // "caféMenu": small letters with accents end words like any other.
      const bool is_small_letter =
          (code >= 0xDF && code <= 0xFF && code != 0xF7) || (code > 0x100 && code < 0x180);
      const bool ends_word = is_small_letter && is_word && is_word_byte(before_letter(begin));
      if (code == 0x201D || code == 0x2019 || code == 0xBB || code == 0x2026 || ends_word) {
        cut(begin, kLikely);
      }
    }
  }

  /// The byte before the character that ends at `end`.
  char before_letter(std::size_t end) const {
    std::size_t at = end;
    while (at > 0 && (static_cast<unsigned char>(text_[at - 1]) & 0xC0U) == 0x80U)
      --at;
    return at > 1 ? text_[at - 2] : ' ';
  }

  /// A sign that begins a line: "#" and "-" of Markdown, bullets, a quote behind a time.
  void before_sign(std::size_t position) {
    const char c = text_[position];
    const char before = position > 0 ? text_[position - 1] : ' ';
    if ((c == '`' || c == '"' || c == '\'' || c == '*') && time_ending_at(position)) {
      cut(position, kCertain);
    } else if (c == '#' && is_markdown_ && before == ' ') {
      std::size_t end = position;
      while (at(end) == '#')
        ++end;
      if (at(end) == ' ' && end - position <= 6) cut(position, kCertain);
    } else if (c == '-' && is_markdown_ && at(position + 1) == ' ') {
      cut(position, before == ' ' ? kLikely : kCertain);
    } else if (static_cast<unsigned char>(c) == 0xE2) {
      for (const std::string_view bullet : {"•", "◦", "▪", "‣", "●"}) {
        if (text_.substr(position).starts_with(bullet)) cut(position, kCertain);
      }
    }
  }

  /// The longest known word at `begin` that ends where a new one may begin.
  std::size_t known_word(std::string_view word) const {
    for (std::size_t size = std::min(word.size(), kLongestWord); size >= 3; --size) {
      const bool ends_well = size == word.size() || !text::is_lower(word[size]);
      if (!ends_well) continue;
      const std::string candidate(word.substr(0, size));
      if (!is_camel(candidate)) continue;
      if (all_known_.contains(candidate) || known_.contains(candidate)) return size;
    }
    return 0;
  }

  bool is_listed(std::size_t begin, std::size_t end) const {
    const bool after_comma = begin >= 2 && text_.substr(begin - 2, 2) == ", ";
    return after_comma && (at(end) == ',' || at(end) == ')');
  }

  void inside_word(std::size_t begin, std::size_t end) {
    if (end - begin > kLongestWord * 4) return;  // no text, and known_word() would cost
    std::size_t part = begin;                    // where the current line's last word began
    if (const std::size_t bytes = known_word(text_.substr(part, end - part))) {
      part += bytes;
      if (part < end) cut(part, kLikely);
    }
    std::size_t i = part + 1;
    while (i < end) {
      const float confidence = border(begin, part, i, end);
      if (confidence <= 0) {
        ++i;
        continue;
      }
      cut(i, confidence);
      part = i;
      if (const std::size_t bytes = known_word(text_.substr(part, end - part))) {
        part += bytes;
        if (part < end) cut(part, kLikely);
      }
      i = part + 1;
    }
  }

  /// Confidence that a line ended before `i`, inside the word [begin, end); 0 for none.
  float border(std::size_t begin, std::size_t part, std::size_t i, std::size_t end) const {
    const char before = text_[i - 1];
    const char here = text_[i];
    const std::size_t part_bytes = i - part;
    if (text::is_digit(here) && text::is_lower(before)) return number_border(i);
    if (!text::is_upper(here)) return 0;
    const bool begins_word = text::is_lower(at(i + 1));
    const bool begins_long_word = begins_word && text::is_lower(at(i + 2));
    if (text::is_digit(before)) {
      const bool is_number =
          std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(part),
                      text_.begin() + static_cast<std::ptrdiff_t>(i), text::is_digit);
      return is_number && part_bytes >= 2 && begins_long_word ? kLikely : 0;
    }
    if (text::is_upper(before)) {
      // "100KBContrast": the last capital of a run belongs to the word behind it.
      const bool is_run = part_bytes >= 2 && text::is_upper(text_[i - 2]);
      const bool two_before = part_bytes >= 2;
      return begins_long_word && (is_run || two_before) ? kGuess : 0;
    }
    if (!text::is_lower(before)) return 0;
    const std::string_view left = text_.substr(part, part_bytes);
    if (left.size() == 1 || left == "Mc" || left == "Mac" || left == "De" || left == "Di") return 0;
    if (is_listed(begin, end)) return 0;
    std::size_t run = i;
    while (run < end && text::is_upper(text_[run]))
      ++run;
    // "NylonA rope": an article begins the next line.
    const bool is_article = run == i + 1 && run == end && (here == 'A' || here == 'I') &&
                            at(end) == ' ' && text::is_lower(at(end + 1));
    if (is_article) return kLikely;
    const bool ends_in_capitals = run == end || (run + 1 == end && text_[run] == 's');
    const bool left_is_capital = text::is_upper(left[0]);
    if (ends_in_capitals && !begins_word && left_is_capital && left.size() <= 8) return 0;
    // A small word before the border stood inside a line; a capital one may be half a name.
    if (!left_is_capital) return kCertain;
    return left.size() >= 3 ? kLikely : kGuess;
  }

  /// "Parallel1960s", "Intro01:20", "Setup2. Run".
  float number_border(std::size_t i) const {
    std::size_t end = i;
    while (end < text_.size() && text::is_digit(text_[end]))
      ++end;
    const std::string_view digits = text_.substr(i, end - i);
    if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) {
      return kLikely;
    }
    if (digits.size() <= 2 && at(end) == ':' && text::is_digit(at(end + 1)) &&
        text::is_digit(at(end + 2))) {
      return kCertain;
    }
    const bool is_numbering = digits.size() <= 2 && (at(end) == '.' || at(end) == ')') &&
                              at(end + 1) == ' ' && text::is_upper(at(end + 2));
    return is_numbering ? kLikely : 0;
  }

 public:
  static constexpr std::size_t kLongestWord = 40;

  static bool is_camel(std::string_view word) {
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (text::is_upper(word[i]) && text::is_lower(word[i - 1])) return true;
      const bool run = text::is_upper(word[i]) && text::is_upper(word[i - 1]);
      if (run && i + 1 < word.size() && text::is_lower(word[i + 1])) return true;
    }
    return false;
  }

 private:
  std::string_view text_;
  const CamelWords& known_;
  CamelWords all_known_;
  bool is_markdown_ = false;
  std::vector<Cut> cuts_;
};

/// Gives each piece its kind, level and marker.
class PieceReader {
 public:
  PieceReader(std::string_view text, bool is_markdown, bool is_cut, model::Notes& notes)
      : text_(text), is_markdown_(is_markdown), is_cut_(is_cut), notes_(notes) {}

  void read(Range range) {
    range = text::trimmed(text_, range);
    if (range.empty()) return;
    model::Block block;
    const std::string_view piece = slice(text_, range);
    const std::size_t hashes = std::min(piece.find_first_not_of('#'), piece.size());
    const bool is_heading =
        is_markdown_ && hashes >= 1 && hashes <= 6 && hashes < piece.size() && piece[hashes] == ' ';
    std::uint32_t marker_bytes = 0;
    if (is_heading) {
      marker_bytes = static_cast<std::uint32_t>(hashes);
      block.kind = model::BlockKind::Heading;
      block.level = static_cast<std::uint8_t>(hashes);
    } else if (const auto marker = find_marker(piece, false)) {
      marker_bytes = static_cast<std::uint32_t>(marker->bytes);
      block.kind = model::BlockKind::Item;
      block.marker = std::string(piece.substr(0, marker->bytes));
      // "enable: - a - b": a dash behind a colon goes a level down, one that touched a word is
      // back at the list's own.
      const bool touches = range.begin > 0 && !text::is_white(text_[range.begin - 1]);
      if (touches) depth_ = 1;
      if (!touches && ended_in_colon_) depth_ = 2;
      block.level = static_cast<std::uint8_t>(heading_level_ + depth_);
    } else {
      by_looks(piece, block);
    }
    block.text_in_plain = text::trimmed(text_, {range.begin + marker_bytes, range.end});
    if (block.kind == model::BlockKind::Heading) {
      heading_level_ = block.level;
      depth_ = 1;
    }
    const std::string_view own = slice(text_, block.text_in_plain);
    ended_in_colon_ = own.ends_with(':');
    notes_.blocks.push_back(std::move(block));
  }

 private:
  void by_looks(std::string_view piece, model::Block& block) {
    if (!is_cut_) {
      block.kind = model::BlockKind::Paragraph;
      return;
    }
    const bool is_first = notes_.blocks.empty();
    const std::vector<FoundTime> times = find_times(piece);
    const bool ends_in_time = !times.empty() && times.back().is_bracketed &&
                              times.back().range_in_text.end == piece.size();
    constexpr std::size_t kLongestHeading = 100;
    const bool is_short = piece.size() <= kLongestHeading;
    const std::size_t colon = piece.find(": ");
    const bool is_definition = colon != std::string_view::npos && !is_first;
    if (is_first && is_short && looks_like_title(piece)) {
      block.kind = model::BlockKind::Heading;
      block.level = 1;
    } else if (is_short && (ends_in_time || (looks_like_title(piece) && !is_definition))) {
      block.kind = model::BlockKind::Heading;
      block.level = 2;
    } else if (is_first) {
      block.kind = model::BlockKind::Paragraph;
    } else {
      block.kind = model::BlockKind::Item;
      block.level = static_cast<std::uint8_t>(heading_level_ + 1);
    }
  }

  std::string_view text_;
  bool is_markdown_;
  bool is_cut_;
  model::Notes& notes_;
  int heading_level_ = 0;
  int depth_ = 1;
  bool ended_in_colon_ = false;
};

}  // namespace

void collect_camel_words(std::string_view text, CamelWords& words) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (!is_word_byte(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && is_word_byte(text[end]))
      ++end;
    const std::string_view word = text.substr(begin, end - begin);
    if (word.size() <= Cutter::kLongestWord && Cutter::is_camel(word)) words.emplace(word);
    begin = end;
  }
}

model::Notes read_squashed(std::string_view text, const CamelWords& known, Millis duration) {
  model::Notes notes;
  notes.plain = std::string(text);
  Cutter cutter(text, known);
  std::vector<Cut> cuts = cutter.find();
  float confidence = 0;
  for (const Cut& cut : cuts)
    confidence += cut.confidence;
  const bool is_cut = !cuts.empty();
  if (is_cut) notes.squashed = confidence / static_cast<float>(cuts.size());
  // Line ends that are still there begin blocks too, as certainly as can be.
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    cuts.push_back({.at = at, .confidence = 1});
  }
  std::ranges::sort(cuts, {}, &Cut::at);
  PieceReader pieces(text, cutter.is_markdown(), is_cut, notes);
  std::uint32_t begin = 0;
  for (const Cut& cut : cuts) {
    pieces.read({begin, static_cast<std::uint32_t>(cut.at)});
    begin = static_cast<std::uint32_t>(cut.at);
  }
  pieces.read({begin, static_cast<std::uint32_t>(text.size())});
  find_bare_links(notes);
  complete_notes(notes, duration);
  return notes;
}

bool looks_squashed(std::string_view text) {
  constexpr std::size_t kMostLines = 3;
  constexpr std::ptrdiff_t kFewestCertain = 4;
  constexpr std::size_t kBytesForEach = 400;
  constexpr std::size_t kLookAtBytes = 64 * 1024;
  text = text::trimmed(text).substr(0, kLookAtBytes);
  std::size_t lines = 0;
  std::size_t longest = 0;
  text::LineReader reader(text);
  while (const std::optional<text::Line> line = reader.next()) {
    if (text::is_blank(slice(text, line->range_in_source))) continue;
    if (++lines > kMostLines) return false;
    longest = std::max<std::size_t>(longest, line->range_in_source.size());
  }
  if (longest < kBytesForEach / 2) return false;
  const std::vector<Cut> cuts = Cutter(text, {}).find();
  const auto certain =
      std::ranges::count_if(cuts, [](const Cut& cut) { return cut.confidence >= kCertain; });
  return certain >= kFewestCertain &&
         static_cast<std::size_t>(certain) * kBytesForEach >= text.size();
}

}  // namespace earshot::formats
