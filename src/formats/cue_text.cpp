#include "formats/cue_text.h"

#include <algorithm>
#include <optional>

#include "formats/cue_times.h"
#include "formats/entities.h"
#include "text/scanner.h"

// WebVTT 6.4, "WebVTT cue text tokenizer". Its states end a tag at the next ">" or at the end of
// the text and nowhere else, so a tag is what stands between "<" and that. What the standard's
// reader drops in this way although it looks like text is told to the caller, who shows it beside.

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

/// White space that ends a tag's name; the standard's list has no vertical tab.
bool ends_name(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/// The states behind "tag state": timestamp, end, start, class, annotation.
Tag read_tag(std::string_view inside) {
  Tag tag;
  text::Scanner scanner(inside);
  tag.is_end = scanner.consume('/');
  if (tag.is_end) {
    tag.name = scanner.rest();
    return tag;
  }
  if (text::is_digit(scanner.peek())) {
    tag.name = inside;
    tag.time = strict_vtt_timestamp(scanner);
    if (!scanner.at_end()) tag.time.reset();
    return tag;
  }
  tag.name = scanner.take_while([](char c) { return !ends_name(c) && c != '.'; });
  scanner.take_while([](char c) { return !ends_name(c); });  // classes
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

/// Whether a tag that the standard ignores is text that somebody wrote: "<inaudible>", "<3 you>",
/// "a < b > c", but neither HTML's tags nor a time that is none.
bool looks_like_text(const Tag& tag) {
  if (tag.is_end || tag.time) return false;
  if (tag.name.empty()) return !tag.annotation.empty();
  if (text::is_digit(tag.name[0])) {
    return !tag.name.contains(':') ||
           tag.name.find_first_not_of("0123456789:., ") != std::string_view::npos;
  }
  return !is_known(kSrtTags, tag.name, CueMarkup::Srt) && tag.name.back() != '/' &&
         tag.name[0] != '!' && tag.name[0] != '?';
}

/// Whether a tag without an end holds more than markup: "<v Ann and then", "< 3 is true".
bool holds_text(const Tag& tag) {
  return looks_like_text(tag) || (!tag.is_end && !tag.annotation.empty());
}

bool starts_with_dash(std::string_view text) {
  return text.starts_with("- ") || text.starts_with("– ") || text.starts_with("— ");
}

/// Copies lines without markup: without white space at their ends, without blank ones.
void copy_lines(std::string_view lines, std::string& out) {
  std::size_t begin = 0;
  while (begin < lines.size()) {
    std::size_t end = begin;
    while (end < lines.size() && lines[end] != '\n' && lines[end] != '\r')
      ++end;
    const std::string_view line = text::trimmed(lines.substr(begin, end - begin));
    if (!line.empty()) {
      if (!out.empty()) out += '\n';
      out += line;
    }
    begin = end + 1;
  }
}

class CueReader {
 public:
  CueReader(std::string_view source, Range range, TimeSpan time, CueMarkup markup, SourceMap& map,
            CueText& out)
      : source_(slice(source, range)),
        source_begin_(range.begin),
        time_(time),
        markup_(markup),
        map_(map),
        out_(out) {}

  void read() {
    std::size_t at = 0;
    while (at < source_.size())
      at = step(at);
    finish();
  }

 private:
  static bool is_special(char c) {
    return c == '&' || c == '<' || c == '{' || c == '\r' || c == '\n';
  }

  std::size_t step(std::size_t at) {
    const char c = source_[at];
    if (c == '&') {
      const BareNames bare = markup_ == CueMarkup::Vtt ? BareNames::Html : BareNames::Few;
      const std::size_t bytes = decode_entity(source_.substr(at), plain_, bare);
      if (bytes > 0) return at + bytes;
    } else if (c == '<') {
      if (const std::size_t bytes = tag(at)) return at + bytes;
    } else if (c == '{' && markup_ == CueMarkup::Srt) {
      if (const std::size_t bytes = braces(at)) return at + bytes;
    } else if (c == '\r' || c == '\n') {
      plain_ += '\n';
      return at + (c == '\r' && at + 1 < source_.size() && source_[at + 1] == '\n' ? 2 : 1);
    }
    std::size_t end = at + 1;
    while (end < source_.size() && !is_special(source_[end]))
      ++end;
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
    if (close == std::string_view::npos) return unclosed_tag(at);
    const std::size_t bytes = close + 1 - at;
    Tag tag = read_tag(source_.substr(at + 1, bytes - 2));
    const bool is_srt = markup_ == CueMarkup::Srt;
    if (is_srt) {  // "<br/>", "</b >"
      tag.name = text::trimmed(tag.name);
      if (tag.name.ends_with('/')) tag.name.remove_suffix(1);
    }
    const bool known = tag.time || (is_srt ? is_known(kSrtTags, tag.name, markup_)
                                           : is_known(kVttTags, tag.name, markup_));
    if (!known) {
      if (is_srt) return 0;  // "<" is a sign like others there
      if (out_.unknown_tag_in_source.empty()) out_.unknown_tag_in_source = in_source(at, bytes);
      if (looks_like_text(tag)) {
        out_.swallowed_in_source.push_back(in_source(at, bytes));
        return bytes;
      }
    }
    map_.add(in_source(at, bytes), "markup");
    apply(tag, at);
    return bytes;
  }

  /// In WebVTT the end of the text ends a tag too.
  std::size_t unclosed_tag(std::size_t at) {
    no_more_tags_from_ = at;
    if (markup_ == CueMarkup::Srt) return 0;
    const std::size_t bytes = source_.size() - at;
    out_.unclosed_tag_in_source = in_source(at, bytes);
    const Tag tag = read_tag(source_.substr(at + 1));
    if (holds_text(tag)) {
      out_.swallowed_in_source.push_back(in_source(at, bytes));
    } else {
      map_.add(in_source(at, bytes), "markup");
      apply(tag, at);
    }
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
    // A time behind the cue's end is none inside it; the word is said at the end then.
    if (time_.end != kNoTime && time_.end >= time_.start) start = std::min(start, time_.end);
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
      out_.plain = text::trimmed(plain_);
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
    out_.starts_with_dash = starts_with_dash(out_.plain);
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
  CueText& out_;
};

}  // namespace

void CueText::clear() {
  plain.clear();
  speaker.clear();
  language.clear();
  has_several_voices = false;
  starts_with_dash = false;
  unknown_tag_in_source = {};
  unclosed_tag_in_source = {};
  swallowed_in_source.clear();
  words.clear();
}

CueText read_cue_text(std::string_view source, Range text_in_source, TimeSpan cue_time,
                      CueMarkup markup, SourceMap& map) {
  CueText out;
  CueReader(source, text_in_source, cue_time, markup, map, out).read();
  return out;
}

void put_before(const CueText& lead, CueText& text) {
  if (lead.plain.empty()) return;
  const auto shift = static_cast<std::uint32_t>(lead.plain.size() + (text.plain.empty() ? 0 : 1));
  text.plain.insert(0, lead.plain + (text.plain.empty() ? "" : "\n"));
  for (CueText::Word& word : text.words) {
    word.text_in_plain.begin += shift;
    word.text_in_plain.end += shift;
  }
  if (text.speaker.empty()) text.speaker = lead.speaker;
  text.starts_with_dash = lead.starts_with_dash;
}

CueTextReader::CueTextReader(std::string_view source, CueMarkup markup, SourceMap& map)
    : source_(source),
      markup_(markup),
      map_(map),
      angle_(source, '<'),
      ampersand_(source, '&'),
      brace_(source, '{') {}

void CueTextReader::read(Range text_in_source, TimeSpan cue_time, CueText& out) {
  out.clear();
  const std::size_t begin = text_in_source.begin;
  const std::size_t end = text_in_source.end;
  const bool has_markup = angle_.from(begin) < end || ampersand_.from(begin) < end ||
                          (markup_ == CueMarkup::Srt && brace_.from(begin) < end);
  if (has_markup) {
    CueReader(source_, text_in_source, cue_time, markup_, map_, out).read();
    return;
  }
  copy_lines(slice(source_, text_in_source), out.plain);
  out.starts_with_dash = starts_with_dash(out.plain);
}

}  // namespace earshot::formats
