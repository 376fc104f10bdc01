#include "formats/notes_builder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/timed_lines.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// A longer paragraph with a time at its end is prose, no entry of a table of contents.
constexpr std::uint32_t kLongestTimedLine = 160;

/// Lines that a time heads or ends are entries of the outline, with or without a bullet.
void lines_with_times_to_items(model::Notes& notes) {
  int level = 0;
  for (model::Block& block : notes.blocks) {
    if (block.kind == model::BlockKind::Heading) level = block.level;
    const bool is_line = block.kind == model::BlockKind::Paragraph && block.level == 0 &&
                         block.text_in_plain.size() <= kLongestTimedLine;
    if (!is_line || !block.time.known()) continue;
    block.kind = model::BlockKind::Item;
    block.level = static_cast<std::uint8_t>(level + 1);
  }
}

}  // namespace

void NotesBuilder::begin(model::BlockKind kind, int level, std::string_view marker) {
  if (is_open_) end();
  before_ = position();
  if (!notes_.plain.empty()) notes_.plain += '\n';
  begin_ = position();
  first_span_ = notes_.spans.size();
  is_open_ = true;
  model::Block block;
  block.kind = kind;
  block.level = static_cast<std::uint8_t>(std::clamp(level, 0, kMaxLevel));
  block.marker = std::string(marker);
  block.container = container();
  notes_.blocks.push_back(std::move(block));
}

/// White space at the ends goes, but not that of code.
Range NotesBuilder::trimmed_block(model::BlockKind kind) const {
  const Range whole = {begin_, position()};
  if (kind == model::BlockKind::Code || kind == model::BlockKind::TableRow) return whole;
  Range range = text::trimmed(notes_.plain, whole);
  for (std::size_t i = first_span_; i < notes_.spans.size(); ++i) {
    const model::Span& span = notes_.spans[i];
    if (span.kind != model::SpanKind::Code || span.text_in_plain.empty()) continue;
    const Range code = span.text_in_plain;
    if (code.begin < range.begin || range.empty()) range.begin = code.begin;
    if (code.end > range.end || range.empty()) range.end = code.end;
  }
  return range;
}

bool NotesBuilder::end() {
  if (!is_open_) return false;
  is_open_ = false;
  while (!open_spans_.empty())
    close_span();
  model::Block& block = notes_.blocks.back();
  block.text_in_plain = trimmed_block(block.kind);
  if (!block.text_in_plain.empty()) {
    notes_.plain.resize(block.text_in_plain.end);
    return true;
  }
  // A picture may have no words, and a link nothing but a picture: they are still there.
  bool has_picture = false;
  for (std::size_t i = first_span_; i < notes_.spans.size(); ++i) {
    model::Span& span = notes_.spans[i];
    span.text_in_plain = {begin_, begin_};
    has_picture = has_picture || span.kind == model::SpanKind::Image;
  }
  const bool may_be_empty =
      has_picture || block.kind == model::BlockKind::Rule || block.kind == model::BlockKind::Item ||
      block.kind == model::BlockKind::TableRow || block.kind == model::BlockKind::Code;
  notes_.plain.resize(may_be_empty ? begin_ : before_);
  block.text_in_plain = {begin_, begin_};
  if (!has_picture) notes_.spans.resize(first_span_);
  if (may_be_empty) return true;
  notes_.blocks.pop_back();
  return false;
}

void NotesBuilder::open_container(model::Container container) {
  if (is_open_) end();
  if (open_containers_.size() >= kMostContainers) {
    ++too_deep_;
    return;
  }
  container.parent = this->container();
  open_containers_.push_back(static_cast<std::int32_t>(notes_.containers.size()));
  notes_.containers.push_back(container);
}

void NotesBuilder::close_container() {
  if (is_open_) end();
  if (too_deep_ > 0) {
    --too_deep_;
  } else if (!open_containers_.empty()) {
    open_containers_.pop_back();
  }
}

void NotesBuilder::open_span(model::Span span) {
  span.text_in_plain = {position(), position()};
  open_spans_.push_back(notes_.spans.size());
  notes_.spans.push_back(std::move(span));
}

void NotesBuilder::close_span() {
  if (open_spans_.empty()) return;
  notes_.spans[open_spans_.back()].text_in_plain.end = position();
  open_spans_.pop_back();
}

model::Notes NotesBuilder::finish(Millis duration) {
  if (is_open_) end();
  complete_notes(notes_, duration);
  return std::move(notes_);
}

namespace {

/// Spans end with the text, and begin and end with what can be seen; those of nothing go, but not
/// pictures and the links around them.
void tidy_spans(model::Notes& notes) {
  const auto size = static_cast<std::uint32_t>(notes.plain.size());
  for (model::Span& span : notes.spans) {
    span.text_in_plain.end = std::min(span.text_in_plain.end, size);
    span.text_in_plain.begin = std::min(span.text_in_plain.begin, span.text_in_plain.end);
    if (span.kind == model::SpanKind::Time || span.kind == model::SpanKind::Code) continue;
    if (!span.text_in_plain.empty()) {
      span.text_in_plain = text::trimmed(notes.plain, span.text_in_plain);
    }
  }
  std::erase_if(notes.spans, [](const model::Span& span) {
    const bool may_be_empty =
        (span.kind == model::SpanKind::Image || span.kind == model::SpanKind::Link) &&
        !span.url.empty();
    return span.text_in_plain.empty() && !may_be_empty;
  });
  const auto stands_before = [](const model::Span& a, const model::Span& b) {
    if (a.text_in_plain.begin != b.text_in_plain.begin) {
      return a.text_in_plain.begin < b.text_in_plain.begin;
    }
    // One without text stands before what begins there, unless it is inside.
    return a.text_in_plain.end > b.text_in_plain.end;
  };
  // Readers find them in order, but for times.
  if (!std::ranges::is_sorted(notes.spans, stands_before)) {
    std::ranges::stable_sort(notes.spans, stands_before);
  }
}

}  // namespace

void complete_notes(model::Notes& notes, Millis duration) {
  find_note_times(notes, duration);
  join_times_with_titles(notes);
  tidy_spans(notes);
  const auto links = std::ranges::count(notes.spans, model::SpanKind::Link, &model::Span::kind);
  notes.links.reserve(notes.links.size() + static_cast<std::size_t>(links));
  for (const model::Span& span : notes.spans) {
    // A link inside the page ("#t=00:22") leads nowhere once the notes are apart from it.
    if (span.kind != model::SpanKind::Link || span.url.empty() || span.url.starts_with('#')) {
      continue;
    }
    notes.links.push_back(
        {.text = std::string(slice(notes.plain, span.text_in_plain)), .url = span.url});
  }
  lines_with_times_to_items(notes);
  give_containers(notes);
}

namespace {

/// Where an address that begins at `begin` ends, in a word without white space: punctuation behind
/// it ends the sentence, not the address, and so does a bracket that it did not open.
std::size_t end_of_address(std::string_view word, std::size_t begin) {
  std::size_t opened = 0;
  std::size_t closed = 0;
  for (const char c : word.substr(begin)) {
    if (c == '(') ++opened;
    if (c == ')') ++closed;
  }
  std::size_t end = word.size();
  while (end > begin) {
    const char last = word[end - 1];
    if (last == ')' && closed <= opened) break;
    if (!std::string_view(".,;:!?)]}'").contains(last)) break;
    if (last == ')') --closed;
    --end;
  }
  return end;
}

bool is_mail_byte(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '.' || c == '_' || c == '%' || c == '+' ||
         c == '-';
}

bool is_host_byte(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '.' || c == '-';
}

/// Whether `host` is "a.example": labels with a point between, the last of letters.
bool is_host(std::string_view host) {
  const std::size_t point = host.rfind('.');
  if (point == std::string_view::npos || point == 0 || host.size() < point + 3) return false;
  if (host.contains("..") || host.front() == '.' || host.front() == '-') return false;
  return std::ranges::all_of(host.substr(point + 1), text::is_letter);
}

struct BareLink {
  Range range_in_word;
  std::string scheme;  ///< what the address lacks
};

/// The address in a word: with a scheme, else "www.", else one of mail.
std::optional<BareLink> bare_link(std::string_view word) {
  const auto range = [](std::size_t begin, std::size_t end) {
    return Range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  for (std::size_t at = 0; (at = word.find("://", at)) != std::string_view::npos; at += 3) {
    const std::string_view before = word.substr(0, at);
    const std::size_t scheme = before.ends_with("https") ? 5 : before.ends_with("http") ? 4 : 0;
    const std::size_t end = end_of_address(word, at + 3);
    if (scheme > 0 && end > at + 3) return BareLink{range(at - scheme, end), {}};
  }
  if (word.contains("://")) return std::nullopt;
  const std::size_t www = word.find("www.");
  if (www != std::string_view::npos && (www == 0 || !is_mail_byte(word[www - 1]))) {
    const std::size_t end = end_of_address(word, www);
    std::size_t host_end = www;
    while (host_end < end && is_host_byte(word[host_end]))
      ++host_end;
    if (host_end > www + 4 && is_host(word.substr(www + 4, host_end - www - 4)))
      return BareLink{range(www, end), "http://"};
  }
  const std::size_t sign = word.find('@');
  if (sign == std::string_view::npos) return std::nullopt;
  std::size_t begin = sign;
  while (begin > 0 && is_mail_byte(word[begin - 1]))
    --begin;
  while (begin < sign && word[begin] == '.')
    ++begin;
  std::size_t end = sign + 1;
  while (end < word.size() && is_host_byte(word[end]))
    ++end;
  while (end > sign + 1 && (word[end - 1] == '.' || word[end - 1] == '-'))
    --end;
  if (begin == sign || !is_host(word.substr(sign + 1, end - sign - 1))) return std::nullopt;
  // "git@host.example:path" is no address of mail, "@me@host.example" the name of an account.
  const bool goes_on = end + 1 < word.size() && (word[end] == ':' || word[end] == '/') &&
                       !text::is_white(word[end + 1]);
  if (goes_on || (begin > 0 && word[begin - 1] == '@')) return std::nullopt;
  return BareLink{range(begin, end), "mailto:"};
}

}  // namespace

void find_bare_links(model::Notes& notes) {
  constexpr std::string_view kBetween = " \t\r\n\v\f<>\"";
  for (const model::Block& block : notes.blocks) {
    if (block.kind == model::BlockKind::Code) continue;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    // Most blocks have no address.
    if (!text.contains("://") && !text.contains("www.") && !text.contains('@')) continue;
    for (std::size_t at = 0; (at = text.find_first_not_of(kBetween, at)) < text.size();) {
      const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
      const std::string_view word = text.substr(at, end - at);
      const auto begin = block.text_in_plain.begin + static_cast<std::uint32_t>(at);
      at = end;
      const std::optional<BareLink> link = bare_link(word);
      if (!link) continue;
      std::string url = link->scheme;
      url += slice(word, link->range_in_word);
      notes.spans.push_back(
          {.kind = model::SpanKind::Link,
           .text_in_plain = {begin + link->range_in_word.begin, begin + link->range_in_word.end},
           .url = std::move(url),
           .time = {}});
    }
  }
}

namespace {

/// The scheme of an address in lower case, without white space and controls, which browsers pass
/// over in it; empty where there is none.
class Scheme {
 public:
  explicit Scheme(std::string_view url) {
    std::size_t size = 0;
    for (const char c : url) {
      if (c == ':') {
        size_ = size;
        return;
      }
      if (static_cast<unsigned char>(c) <= ' ') continue;
      const bool may_be =
          text::is_letter(c) || text::is_digit(c) || c == '+' || c == '-' || c == '.';
      if (!may_be || size == letters_.size()) return;
      letters_[size++] = text::to_lower(c);
    }
  }

  std::string_view text() const { return {letters_.data(), size_}; }

 private:
  std::array<char, 32> letters_{};
  std::size_t size_ = 0;
};

}  // namespace

bool is_safe_url(std::string_view url) {
  const Scheme found(url);
  const std::string_view scheme = found.text();
  static constexpr std::string_view kSafe[] = {"http", "https", "mailto", "tel",
                                               "sms",  "ftp",   "sftp",   "irc",
                                               "ircs", "xmpp",  "news",   "podcast"};
  return scheme.empty() || std::ranges::find(kSafe, scheme) != std::end(kSafe);
}

bool is_harmful_url(std::string_view url) {
  const Scheme found(url);
  const std::string_view scheme = found.text();
  return scheme == "javascript" || scheme == "vbscript" || scheme == "data" || scheme == "file" ||
         scheme == "blob";
}

}  // namespace earshot::formats
