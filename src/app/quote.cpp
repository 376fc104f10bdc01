// A passage is quoted block by block. Each block gives its words, cut to the passage; what stands
// between two blocks (a line end, a blank line) and before one (a marker, a time, a speaker)
// depends on both. Markdown is written from the spans that begin or end in the block; overlapping
// spans are closed and opened again so that they nest.

#include "app/quote.h"

#include <algorithm>
#include <charconv>

#include "app/span_walk.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;
using pack::SpanKind;
using pack::SpanRecord;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Range at_characters(std::string_view text, Range range) {
  const std::size_t end = text::floor_to_character(text, range.end);
  const std::size_t begin = std::min(text::floor_to_character(text, range.begin), end);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// The quoted blocks: [first, last) of the track's.
struct Passage {
  Range range_in_text;
  std::size_t first = 0, last = 0;
};

Passage passage_of(const TrackView& track, Range range_in_text) {
  Passage passage;
  passage.range_in_text = at_characters(track.text, range_in_text);
  const auto first =
      std::ranges::upper_bound(track.blocks, passage.range_in_text.begin, {}, &BlockRecord::end);
  const auto last =
      std::ranges::lower_bound(track.blocks, passage.range_in_text.end, {}, &BlockRecord::begin);
  passage.first = static_cast<std::size_t>(first - track.blocks.begin());
  passage.last = std::max(passage.first, static_cast<std::size_t>(last - track.blocks.begin()));
  return passage;
}

Range cut(const Passage& passage, const BlockRecord& block) {
  return {std::max(block.begin, passage.range_in_text.begin),
          std::min(block.end, passage.range_in_text.end)};
}

bool are_together(const BlockRecord& above, const BlockRecord& below) {
  if (above.kind != below.kind) return false;
  return below.kind == BlockKind::Cue || below.kind == BlockKind::Item ||
         below.kind == BlockKind::TableRow || below.kind == BlockKind::Code;
}

void append_indent(std::string& out, const BlockRecord& block, std::size_t width) {
  out.append((std::max<std::size_t>(block.level, 1) - 1) * width, ' ');
}

// --- Plain, and with times ----------------------------------------------------------------------

std::string quote_lines(const TrackView& track, const Passage& passage, bool with_times) {
  std::string out;
  std::int16_t speaker = -1;
  const BlockRecord* above = nullptr;
  const bool is_short = passage.last - passage.first <= 1;
  for (std::size_t number = passage.first; number < passage.last; ++number) {
    const BlockRecord& block = track.blocks[number];
    const Range range_in_text = cut(passage, block);
    if (block.kind == BlockKind::Rule) continue;
    if (above != nullptr) out += are_together(*above, block) ? "\n" : "\n\n";
    above = &block;
    const std::string_view words = slice(track.text, range_in_text);
    const bool is_timed_list =
        block.kind == BlockKind::Cue || track.kind == pack::TrackKind::Chapters;
    if (with_times && is_timed_list) {
      if (block.start_ms >= 0) out += "[" + clock_time(block.start_ms) + "] ";
      if (block.speaker >= 0 && block.speaker != speaker) {
        out += track.speaker(block.speaker);
        out += ": ";
      }
      speaker = block.speaker;
    }
    // One block is words; a list that is quoted keeps its shape.
    if (block.kind == BlockKind::Item && !is_short && range_in_text.begin == block.begin) {
      const std::string_view marker = track.string(block.marker);
      append_indent(out, block, 2);
      out += is_bullet(marker) ? std::string_view("\u2022") : marker;
      out += ' ';
    }
    out += words;
  }
  return out;
}

// --- Markdown -----------------------------------------------------------------------------------

/// CommonMark 2.5: whether the "&" that `words` begin with would be the begin of a character's name
/// or number.
bool begins_entity(std::string_view words) {
  std::size_t end = 1;
  while (end < words.size() && (is_letter(words[end]) || is_digit(words[end]) || words[end] == '#'))
    ++end;
  return end > 1 && end < words.size() && words[end] == ';';
}

/// CommonMark 2.4: what would be taken for markup gets a backslash. `one_line`: a line end would
/// end the block.
void append_escaped(std::string& out, std::string_view words, bool in_table, bool one_line) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char c = words[at];
    const bool is_markup = c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' ||
                           c == '<' || c == '>' || (in_table && c == '|') ||
                           (c == '&' && begins_entity(words.substr(at)));
    if (is_markup) out += '\\';
    if (c == '\n') {
      out += one_line ? " " : "  \n";  // 6.7: a hard line break
    } else {
      out += c;
    }
  }
}

/// A line that begins with "12." or "12)" would be an item.
std::size_t number_before_dot(std::string_view words) {
  std::size_t digits = 0;
  while (digits < words.size() && digits < 9 && is_digit(words[digits]))
    ++digits;
  const bool opens =
      digits > 0 && digits < words.size() && (words[digits] == '.' || words[digits] == ')');
  return opens ? digits : 0;
}

/// 4.2, 5.2: what would open a block where it stands first in a line gets a backslash. Returns how
/// much of `words` was written.
std::size_t append_line_begin(std::string& out, std::string_view words) {
  if (const std::size_t digits = number_before_dot(words); digits > 0) {
    out += words.substr(0, digits);
    out += '\\';
    return digits;
  }
  constexpr std::string_view kOpening = "#+-=~";
  if (!words.empty() && kOpening.find(words[0]) != std::string_view::npos) out += '\\';
  return 0;
}

std::size_t longest_run(std::string_view words, char sign) {
  std::size_t longest = 0, run = 0;
  for (const char c : words) {
    run = c == sign ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
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
    out += c;
  }
  if (is_padded) out += ' ';
  out += fence;
}

std::string_view sign_of(SpanKind kind) {
  switch (kind) {
    case SpanKind::Strong:
      return "**";
    case SpanKind::Emphasis:
      return "*";
    case SpanKind::Strike:
      return "~~";
    default:
      return {};
  }
}

/// What a block's text stands in.
struct MarkdownPlace {
  bool in_table = false;
  bool one_line = false;     ///< a line end would end the block
  bool begins_line = false;  ///< its first word is the first of a line, but for the block's marker
};

/// Writes a block's text with its spans as Markdown.
class MarkdownSpans : public SpanTaker {
 public:
  MarkdownSpans(std::string& out, const TrackView& track, MarkdownPlace place)
      : out_(out), track_(track), place_(place) {}

  bool wants(const SpanRecord& span) const override {
    return span.kind == SpanKind::Link || span.kind == SpanKind::Code ||
           !sign_of(span.kind).empty();
  }
  // In code nothing is markup: its own signs go round each of its pieces, inside of all others.
  void open(const SpanRecord& span) override {
    if (span.kind != SpanKind::Link) {
      out_ += sign_of(span.kind);
    } else {
      if (out_.ends_with('!')) out_.insert(out_.size() - 1, "\\");  // 6.4: would be an image
      out_ += '[';
    }
    if (span.kind != SpanKind::Code) place_.begins_line = false;
  }
  void close(const SpanRecord& span) override {
    if (span.kind != SpanKind::Link) {
      out_ += sign_of(span.kind);
      return;
    }
    out_ += "](<";
    const std::string_view url = track_.string(span.url);
    for (std::size_t at = 0; at < url.size(); ++at) {
      const char c = url[at];
      const bool is_markup =
          c == '<' || c == '>' || c == '\\' || (c == '&' && begins_entity(url.substr(at)));
      if (is_markup) out_ += '\\';
      if (c != '\n') out_ += c;
    }
    out_ += ">)";
  }
  void words(std::string_view words, bool in_code) override {
    if (in_code) {
      append_code(out_, words, place_.in_table);
      place_.begins_line = false;
      return;
    }
    while (true) {
      const std::size_t end = place_.one_line ? std::string_view::npos : words.find('\n');
      std::string_view line = words.substr(0, end);
      if (place_.begins_line) line.remove_prefix(append_line_begin(out_, line));
      append_escaped(out_, line, place_.in_table, place_.one_line);
      if (end == std::string_view::npos) break;
      append_escaped(out_, "\n", place_.in_table, place_.one_line);
      place_.begins_line = true;
      words.remove_prefix(end + 1);
    }
    if (!words.empty()) place_.begins_line = false;
  }

 private:
  std::string& out_;
  const TrackView& track_;
  MarkdownPlace place_;
};

void append_spanned(std::string& out, const TrackView& track, Range range_in_text,
                    MarkdownPlace place) {
  MarkdownSpans spans(out, track, place);
  walk_spans(track, range_in_text, spans);
}

void append_markdown_row(std::string& out, const TrackView& track, Range range_in_text,
                         bool is_head) {
  std::size_t columns = 0;
  std::uint32_t begin = range_in_text.begin;
  for (std::uint32_t at = begin; at <= range_in_text.end; ++at) {
    if (at < range_in_text.end && track.text[at] != '\t') continue;
    out += "| ";
    append_spanned(out, track, {begin, at}, {.in_table = true, .one_line = true});
    out += ' ';
    begin = at + 1;
    ++columns;
  }
  out += '|';
  if (!is_head) return;
  out += "\n|";
  for (std::size_t column = 0; column < columns; ++column)
    out += " --- |";
}

/// `begins_line`: nothing stands before it, such as who says it.
void append_markdown_block(std::string& out, const TrackView& track, const BlockRecord& block,
                           Range range_in_text, bool begins_line) {
  switch (block.kind) {
    case BlockKind::Heading:
      out.append(std::clamp<std::size_t>(block.level, 1, 6), '#');
      out += ' ';
      break;
    case BlockKind::Item: {
      append_indent(out, block, 4);
      const std::string_view marker = track.string(block.marker);
      const bool is_numbered = number_before_dot(marker) > 0;
      out += is_numbered ? marker : std::string_view("-");
      out += ' ';
      if (!is_numbered && !is_bullet(marker)) {
        append_escaped(out, marker, false, true);  // "IV." is no marker of Markdown's
        out += ' ';
      }
      break;
    }
    case BlockKind::Quote:
      out += "> ";
      break;
    case BlockKind::Rule:
      out += "---";
      return;
    default:
      break;
  }
  const bool is_heading = block.kind == BlockKind::Heading;
  append_spanned(out, track, range_in_text,
                 {.one_line = is_heading, .begins_line = begins_line && !is_heading});
  // 4.2: signs at a heading's end are none of its words.
  if (is_heading && out.ends_with('#')) out.insert(out.find_last_not_of('#') + 1, "\\");
}

/// 4.5: a fence is longer than any in what it is round: the code blocks from `first` on.
std::string fence_round(const TrackView& track, const Passage& passage, std::size_t first) {
  std::size_t longest = 2;
  for (std::size_t number = first; number < passage.last; ++number) {
    const BlockRecord& block = track.blocks[number];
    if (block.kind != BlockKind::Code) break;
    longest = std::max(longest, longest_run(slice(track.text, cut(passage, block)), '`'));
  }
  return std::string(longest + 1, '`');
}

std::string quote_markdown(const TrackView& track, const Passage& passage) {
  std::string out;
  std::int16_t speaker = -1;
  std::string fence;
  const BlockRecord* above = nullptr;
  for (std::size_t number = passage.first; number < passage.last; ++number) {
    const BlockRecord& block = track.blocks[number];
    const Range range_in_text = cut(passage, block);
    const bool joins = above != nullptr && are_together(*above, block);
    const bool opens_turn =
        block.kind == BlockKind::Cue && block.speaker >= 0 && (!joins || block.speaker != speaker);
    if (above != nullptr && above->kind == BlockKind::Code && !joins) out += "\n" + fence;
    // Cues of one turn are a paragraph: what was said goes on.
    if (above != nullptr) {
      if (joins && block.kind == BlockKind::Cue && !opens_turn) {
        out += ' ';
      } else {
        out += joins && block.kind != BlockKind::Cue ? "\n" : "\n\n";
      }
    }
    if (opens_turn) {
      out += "**";
      append_escaped(out, track.speaker(block.speaker), false, true);
      out += "**";
      if (block.start_ms >= 0) out += " (" + clock_time(block.start_ms) + ")";
      out += ": ";
    }
    speaker = block.speaker;
    if (block.kind == BlockKind::Code) {
      if (!joins) {
        fence = fence_round(track, passage, number);
        out += fence + "\n";
      }
      out += slice(track.text, range_in_text);
    } else if (block.kind == BlockKind::TableRow) {
      append_markdown_row(out, track, range_in_text, block.level == 0 || !joins);
    } else {
      const bool goes_on = joins && block.kind == BlockKind::Cue;
      append_markdown_block(out, track, block, range_in_text, !opens_turn && !goes_on);
    }
    above = &block;
  }
  if (above != nullptr && above->kind == BlockKind::Code) out += "\n" + fence;
  return out;
}

// --- Links --------------------------------------------------------------------------------------

constexpr std::string_view kPlaces[] = {"notes", "transcript", "chapters", "source"};

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// "754" or "754.25" seconds.
std::optional<Millis> millis_of(std::string_view seconds) {
  const std::size_t dot = seconds.find('.');
  const auto whole = number_of(seconds.substr(0, dot));
  if (!whole || *whole > static_cast<std::uint64_t>(kMaxTime) / 1000) return std::nullopt;
  std::int64_t millis = static_cast<std::int64_t>(*whole) * 1000;
  if (dot != std::string_view::npos) {
    std::string digits(seconds.substr(dot + 1, 3));
    digits.resize(3, '0');
    const auto part = number_of(digits);
    if (!part) return std::nullopt;
    millis += static_cast<std::int64_t>(*part);
  }
  return clamp_millis(millis);
}

}  // namespace

bool is_bullet(std::string_view marker) {
  return marker.empty() || marker == "-" || marker == "*" || marker == "+" || marker == "\u2022";
}

std::string quote(const TrackView& track, Range range_in_text, QuoteForm form) {
  const Passage passage = passage_of(track, range_in_text);
  if (passage.range_in_text.empty()) return {};
  if (form == QuoteForm::Markdown) return quote_markdown(track, passage);
  return quote_lines(track, passage, form == QuoteForm::WithTimes);
}

std::string link_fragment(const Moment& moment) {
  std::string link = "episode=" + to_string(moment.episode);
  if (moment.time >= 0) {
    link += "&t=" + std::to_string(moment.time / 1000);
    if (const Millis rest = moment.time % 1000; rest > 0) {
      const std::string digits = std::to_string(1000 + rest);
      link += "." + digits.substr(1);
    }
  } else if (moment.tab != Tab::Notes || moment.offset_in_text > 0) {
    link += "&" + std::string(kPlaces[static_cast<std::size_t>(moment.tab)]) + "=" +
            std::to_string(moment.offset_in_text);
  }
  return link;
}

std::optional<Moment> read_link(std::string_view link) {
  if (const std::size_t hash = link.rfind('#'); hash != std::string_view::npos) {
    link.remove_prefix(hash + 1);
  } else if (link.starts_with("earshot:")) {
    link.remove_prefix(8);
  }
  Moment moment;
  while (!link.empty()) {
    const std::string_view part = link.substr(0, link.find('&'));
    link.remove_prefix(std::min(part.size() + 1, link.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = part.substr(0, equals), value = part.substr(equals + 1);
    if (key == "episode") moment.episode = id_from_string(value).value_or(Id{});
    if (key == "t") moment.time = millis_of(value).value_or(kNoTime);
    for (std::size_t place = 0; place < std::size(kPlaces); ++place) {
      const auto offset = number_of(value);
      if (key != kPlaces[place] || !offset || *offset > UINT32_MAX) continue;
      moment.tab = static_cast<Tab>(place);
      moment.offset_in_text = static_cast<std::uint32_t>(*offset);
    }
  }
  if (!moment.episode.valid()) return std::nullopt;
  return moment;
}

bool is_page_address(std::string_view url) {
  constexpr std::string_view kSchemes[] = {"https://", "http://", "mailto:"};
  return std::ranges::any_of(kSchemes,
                             [url](std::string_view scheme) { return url.starts_with(scheme); });
}

bool is_address(std::string_view text) {
  constexpr std::string_view kSchemes[] = {
      "https://", "http://", "feed:", "podcast://", "pcast:", "itpc://"};
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return false;
  return std::ranges::any_of(kSchemes, [text](std::string_view scheme) {
    return text.size() > scheme.size() && text::starts_with_no_case(text, scheme);
  });
}

Moment moment_of(const TrackView& track, Id episode, Tab tab, std::uint32_t offset_in_text) {
  Moment moment{.episode = episode, .time = kNoTime, .tab = tab, .offset_in_text = offset_in_text};
  const auto after =
      std::ranges::upper_bound(track.blocks, offset_in_text, {}, &BlockRecord::begin);
  if (tab != Tab::Source && after != track.blocks.begin()) moment.time = (after - 1)->start_ms;
  return moment;
}

}  // namespace earshot::app
