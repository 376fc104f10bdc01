#include "formats/cue_text.h"

#include <algorithm>
#include <optional>

#include "formats/cue_times.h"
#include "formats/entities.h"
#include "text/scanner.h"

// WebVTT 6.4, "cue text tokeniser". Its states end a tag at the next ">" and nowhere else, so a tag
// is what stands between "<" and that. The one deviation: a "<" without any ">" behind it would
// swallow the rest of the cue; here it stays as text, and the cue is marked as recovered.

namespace earshot::formats {
namespace {

constexpr std::string_view kVttTags[] = {"c", "i", "b", "u", "ruby", "rt", "v", "lang"};
constexpr std::string_view kSrtTags[] = {
    "i",   "b",    "u",  "s",    "em", "strong", "font", "c",     "v",   "span",   "br",  "p",
    "div", "ruby", "rt", "lang", "a",  "sub",    "sup",  "small", "big", "strike", "del", "tt"};

struct Tag {
  std::string_view name;
  std::string_view annotation;
  bool is_end = false;
  std::optional<Millis> time;
};

Tag read_tag(std::string_view inside) {
  Tag tag;
  text::Scanner scanner(inside);
  tag.is_end = scanner.consume('/');
  if (!tag.is_end && text::is_digit(scanner.peek())) {
    tag.time = strict_vtt_timestamp(scanner);
    if (!scanner.at_end()) tag.time.reset();
    if (tag.time) return tag;
    scanner.seek(0);
  }
  tag.name = scanner.take_while([](char c) { return !text::is_white(c) && c != '.' && c != '/'; });
  scanner.take_while([](char c) { return !text::is_white(c); });  // classes
  tag.annotation = text::trimmed(scanner.rest());
  return tag;
}

template <std::size_t N>
bool is_known(const std::string_view (&names)[N], std::string_view name, CueMarkup markup) {
  return std::ranges::any_of(names, [&](std::string_view known) {
    return markup == CueMarkup::Vtt ? known == name : text::equal_no_case(known, name);
  });
}

/// An annotation's white space is collapsed, its references are decoded.
std::string annotation_text(std::string_view annotation) {
  std::string out;
  bool gap = false;
  for (const char c : decode_entities(annotation)) {
    if (text::is_white(c)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

class CueReader {
 public:
  CueReader(std::string_view source, Range range, TimeSpan time, CueMarkup markup, SourceMap& map)
      : source_(slice(source, range)),
        source_begin_(range.begin),
        time_(time),
        markup_(markup),
        map_(map) {}

  CueText read() {
    std::size_t at = 0;
    while (at < source_.size())
      at = step(at);
    finish();
    return std::move(out_);
  }

 private:
  std::size_t step(std::size_t at) {
    const char c = source_[at];
    if (c == '&') {
      const std::size_t bytes = decode_entity(source_.substr(at), plain_);
      if (bytes > 0) return at + bytes;
    } else if (c == '<') {
      if (const std::size_t bytes = tag(at)) return at + bytes;
    } else if (c == '{' && markup_ == CueMarkup::Srt) {
      if (const std::size_t bytes = braces(at)) return at + bytes;
    } else if (c == '\r' || c == '\n') {
      plain_ += '\n';
      return at + (c == '\r' && at + 1 < source_.size() && source_[at + 1] == '\n' ? 2 : 1);
    }
    const std::size_t end = std::min(source_.find_first_of("&<{\r\n", at + 1), source_.size());
    plain_ += source_.substr(at, end - at);
    return end;
  }

  Range in_source(std::size_t begin, std::size_t bytes) const {
    return {static_cast<std::uint32_t>(source_begin_ + begin),
            static_cast<std::uint32_t>(source_begin_ + begin + bytes)};
  }

  std::size_t tag(std::size_t at) {
    if (at >= no_more_tags_from_) return 0;
    const std::size_t close = source_.find('>', at);
    if (close == std::string_view::npos) {
      no_more_tags_from_ = at;
      if (markup_ == CueMarkup::Vtt) out_.has_unclosed_tag = true;
      return 0;
    }
    const std::size_t bytes = close + 1 - at;
    const Tag tag = read_tag(source_.substr(at + 1, bytes - 2));
    const bool is_srt = markup_ == CueMarkup::Srt;
    const bool known = tag.time || (is_srt ? is_known(kSrtTags, tag.name, markup_)
                                           : is_known(kVttTags, tag.name, markup_));
    if (!known) {
      if (is_srt) return 0;  // "<" is a sign like others there
      if (out_.unknown_tag_in_source.empty()) out_.unknown_tag_in_source = in_source(at, bytes);
    }
    map_.add(in_source(at, bytes), "markup");
    apply(tag, at);
    return bytes;
  }

  void apply(const Tag& tag, std::size_t at) {
    if (tag.time) {
      begin_word(*tag.time);
    } else if (!tag.is_end && tag.name == "v") {
      std::string name = annotation_text(tag.annotation);
      if (name.empty()) return;
      if (out_.speaker.empty()) {
        const std::size_t begin = static_cast<std::size_t>(tag.annotation.data() - source_.data());
        if (begin > at) map_.add(in_source(begin, tag.annotation.size()), "cue.speaker");
        out_.speaker = std::move(name);
      } else if (name != out_.speaker) {
        out_.has_several_voices = true;
      }
    } else if (!tag.is_end && tag.name == "lang" && out_.language.empty()) {
      out_.language = annotation_text(tag.annotation);
    } else if (markup_ == CueMarkup::Srt && text::equal_no_case(tag.name, "br")) {
      plain_ += '\n';
    }
  }

  /// "{\an8}", "{\pos(1,2)}", "{y:i}": positions and styles of other subtitle formats.
  std::size_t braces(std::size_t at) {
    const std::string_view rest = source_.substr(at);
    const bool is_style =
        rest.size() > 2 && (rest[1] == '\\' || (text::is_letter(rest[1]) && rest[2] == ':'));
    if (!is_style) return 0;
    constexpr std::size_t kLongestStyle = 200;  // further away, a brace is not this one's end
    const std::size_t close = rest.substr(0, kLongestStyle).find_first_of("}\n");
    if (close == std::string_view::npos || rest[close] != '}') return 0;
    map_.add(in_source(at, close + 1), "markup");
    return close + 1;
  }

  void begin_word(Millis start) {
    const auto here = static_cast<std::uint32_t>(plain_.size());
    if (out_.words.empty()) {
      out_.words.push_back({.time = {time_.start, start}, .text_in_plain = {0, here}});
    } else {
      out_.words.back().text_in_plain.end = here;
      out_.words.back().time.end = start;
    }
    out_.words.push_back({.time = {start, time_.end}, .text_in_plain = {here, here}});
  }

  /// Leaves blank lines and white space at the ends out, and moves the words along.
  void finish() {
    if (!out_.words.empty()) {
      out_.words.back().text_in_plain.end = static_cast<std::uint32_t>(plain_.size());
    }
    std::vector<CueText::Word> words;
    words.swap(out_.words);
    std::size_t word = 0;
    std::size_t begin = 0;
    const bool is_simple = words.empty() && plain_.find('\n') == std::string::npos;
    if (is_simple) {
      out_.plain = std::string(text::trimmed(plain_));
    } else {
      while (begin < plain_.size()) {
        const std::size_t end = std::min(plain_.find('\n', begin), plain_.size());
        const Range line = text::trimmed(
            plain_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        if (!line.empty()) {
          if (!out_.plain.empty()) out_.plain += '\n';
          const auto out_begin = static_cast<std::uint32_t>(out_.plain.size());
          out_.plain += slice(plain_, line);
          // Words that begin before the line's end get their part of it.
          for (; word < words.size(); ++word) {
            const Range old = words[word].text_in_plain;
            const std::uint32_t from = std::max(old.begin, line.begin);
            const std::uint32_t to = std::min(old.end, line.end);
            if (from < to) {
              const Range moved = {out_begin + from - line.begin, out_begin + to - line.begin};
              add_word(words[word], moved);
            }
            if (old.end > line.end) break;
          }
        }
        begin = end + 1;
      }
    }
    out_.starts_with_dash = out_.plain.starts_with("- ") || out_.plain.starts_with("– ") ||
                            out_.plain.starts_with("— ");
  }

  void add_word(const CueText::Word& word, Range moved) {
    moved = text::trimmed(out_.plain, moved);
    if (moved.empty()) return;
    // A word that runs over a line end grows instead of coming twice.
    if (!out_.words.empty() && out_.words.back().time == word.time) {
      out_.words.back().text_in_plain.end = moved.end;
      return;
    }
    out_.words.push_back({.time = word.time, .text_in_plain = moved});
  }

  std::string_view source_;
  std::size_t source_begin_;
  TimeSpan time_;
  CueMarkup markup_;
  SourceMap& map_;
  std::string plain_;
  std::size_t no_more_tags_from_ = std::string_view::npos;
  CueText out_;
};

}  // namespace

CueText read_cue_text(std::string_view source, Range text_in_source, TimeSpan cue_time,
                      CueMarkup markup, SourceMap& map) {
  return CueReader(source, text_in_source, cue_time, markup, map).read();
}

}  // namespace earshot::formats
