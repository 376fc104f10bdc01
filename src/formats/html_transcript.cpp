#include "formats/html_transcript.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "formats/cue_list.h"
#include "formats/html_pieces.h"
#include "formats/loose_time.h"
#include "formats/reporter.h"
#include "formats/text_transcript.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// The clock that a `time` element shows: "0:53", "[00:01:02]", "00:01 - 00:05".
std::optional<TimeSpan> clock_of(std::string_view text) {
  const TextHead head = read_text_head(text::trimmed(text));
  if (!head.has_time() || !text::is_blank(text::trimmed(text).substr(head.text_begin)))
    return std::nullopt;
  return head.time;
}

/// "Ann:" -> "Ann".
std::string speaker_name(std::string_view text) {
  text = text::trimmed(text);
  while (text.ends_with(':') || text.ends_with('-')) {
    text.remove_suffix(1);
    text = text::trimmed(text);
  }
  return std::string(text);
}

/// Pieces [first, end), of which `has_marks` have speakers and times.
struct Part {
  std::size_t first = 0;
  std::size_t end = 0;
  std::size_t speakers = 0;
  std::size_t times = 0;
};

/// The element that holds both.
std::uint32_t common_container(const HtmlPieces& html, std::uint32_t a, std::uint32_t b) {
  while (a != b) {
    if (html.depths[a] >= html.depths[b]) {
      a = html.parents[a];
    } else {
      b = html.parents[b];
    }
  }
  return a;
}

/// For each element whether it stands inside `around`.
std::vector<bool> elements_inside(const HtmlPieces& html, std::uint32_t around) {
  std::vector<bool> is_inside(html.parents.size(), false);
  for (std::uint32_t i = 0; i < is_inside.size(); ++i)
    is_inside[i] = i == around || (i > 0 && is_inside[html.parents[i]]);
  return is_inside;
}

/// The part of a document that marks up speakers and times: from the first mark on, in the element
/// that holds all of them.
Part find_marked_part(const HtmlPieces& html) {
  Part part;
  std::optional<std::uint32_t> around;
  std::optional<std::size_t> first_mark;
  for (std::size_t i = 0; i < html.pieces.size(); ++i) {
    const HtmlPiece& piece = html.pieces[i];
    if (text::is_blank(piece.text)) continue;
    const bool is_time = piece.role == HtmlRole::Time && clock_of(piece.text).has_value();
    const bool is_speaker = piece.role == HtmlRole::Speaker;
    if (!is_time && !is_speaker) continue;
    part.times += is_time || (is_speaker && read_text_head(text::trimmed(piece.text)).has_time());
    part.speakers += is_speaker;
    if (!first_mark) first_mark = i;
    around = around ? common_container(html, *around, piece.container) : piece.container;
  }
  if (!first_mark) return part;
  part.first = *first_mark;
  part.end = *first_mark + 1;
  // A transcript of one paragraph goes on behind it.
  if (part.times + part.speakers <= 2 && html.depths[*around] > 0) around = html.parents[*around];
  const std::vector<bool> is_inside = elements_inside(html, *around);
  for (std::size_t i = part.first; i < html.pieces.size(); ++i) {
    if (is_inside[html.pieces[i].container]) part.end = i + 1;
  }
  return part;
}

bool is_marked_transcript(const Part& part) {
  return part.times >= 2 || (part.times >= 1 && part.speakers >= 1) || part.speakers >= 4;
}

/// The document's lines, for transcripts that mark nothing up. `texts` holds what lines point to.
struct HtmlLines {
  std::vector<std::string> texts;
  std::vector<TextLine> lines;
  std::vector<std::uint32_t> containers;  ///< the elements that the lines stand in
};

void add_lines(const HtmlPieces& html, HtmlLines& out) {
  std::vector<Range> ranges;
  std::optional<std::uint32_t> block;
  for (const HtmlPiece& piece : html.pieces) {
    if (text::is_blank(piece.text)) {
      if (block == piece.block) out.texts.back() += ' ';
      continue;
    }
    // Headings and navigation begin no turn, and go on with none.
    const std::string text = (piece.role == HtmlRole::Apart ? "# " : "") + piece.text;
    if (block == piece.block) {
      out.texts.back() += piece.text;
      ranges.back().end = piece.range_in_source.end;
      continue;
    }
    block = piece.block;
    out.texts.push_back(text);
    ranges.push_back(piece.range_in_source);
    out.containers.insert(out.containers.end(), 2, piece.container);
  }
  for (std::size_t i = 0; i < out.texts.size(); ++i) {
    out.lines.push_back({.text = out.texts[i], .range_in_source = ranges[i], .is_exact = false});
    // Blocks are set apart from each other as lines are by blank ones.
    out.lines.push_back({.text = {}, .range_in_source = {ranges[i].end, ranges[i].end}});
  }
}

class HtmlTranscriptReader {
 public:
  HtmlTranscriptReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : file_(file),
        map_(map),
        report_(source, file),
        cues_(source, file, map, report_),
        html_(read_html_pieces(source)) {}

  void read() {
    file_.language = html_.language;
    const Part part = find_marked_part(html_);
    if (is_marked_transcript(part)) {
      set_apart(0, part.first);
      read_marked(part);
      set_apart(part.end, html_.pieces.size());
    } else {
      read_lines();
    }
    finish_boilerplate();
    cues_.finish(false);
  }

 private:
  struct Pending {
    TimeSpan time;
    std::string speaker;
    std::string text;
    Range text_in_source;
    Range all_in_source;
    bool has_several_voices = false;
    bool is_open = false;
  };

  void set_apart(std::size_t first, std::size_t end) {
    std::optional<std::uint32_t> block;
    for (std::size_t i = first; i < end; ++i) {
      const HtmlPiece& piece = html_.pieces[i];
      if (text::is_blank(piece.text)) continue;
      add_boilerplate(piece.text, piece.range_in_source, block == piece.block);
      block = piece.block;
    }
  }

  void add_boilerplate(std::string_view text, Range range, bool goes_on) {
    if (!has_boilerplate_) first_boilerplate_ = range;
    has_boilerplate_ = true;
    map_.add(range, "boilerplate");
    if (goes_on && !file_.boilerplate.empty()) {
      file_.boilerplate.back() += text;
    } else {
      file_.boilerplate.emplace_back(text);
    }
  }

  void finish_boilerplate() {
    for (std::string& text : file_.boilerplate)
      text = std::string(text::trimmed(text));
    if (!has_boilerplate_) return;
    report_.add(Severity::Note, "text-around-transcript",
                "The file holds more than the transcript; the rest is kept as boilerplate.",
                first_boilerplate_);
  }

  void read_marked(const Part& part) {
    std::optional<std::uint32_t> block;
    for (std::size_t i = part.first; i < part.end; ++i) {
      const HtmlPiece& piece = html_.pieces[i];
      if (text::is_blank(piece.text)) {
        if (pending_.is_open && !pending_.text.empty() && block == piece.block)
          pending_.text += ' ';
        continue;
      }
      const std::optional<TimeSpan> time =
          piece.role == HtmlRole::Time ? clock_of(piece.text) : std::nullopt;
      if (time) {
        if (!text::is_blank(pending_.text) || pending_.time.known()) flush();
        begin(piece);
        pending_.time = *time;
        map_.add(piece.range_in_source, "cue.time");
      } else if (piece.role == HtmlRole::Speaker) {
        if (!text::is_blank(pending_.text) || !pending_.speaker.empty()) flush();
        begin(piece);
        read_speaker(piece.text);
        map_.add(piece.range_in_source, "cue.speaker");
      } else if (piece.role == HtmlRole::Apart || !pending_.is_open) {
        add_boilerplate(piece.text, piece.range_in_source, false);
        continue;
      } else {
        add_text(piece, block == piece.block);
      }
      block = piece.block;
    }
    flush();
  }

  void begin(const HtmlPiece& piece) {
    if (!pending_.is_open) pending_.all_in_source.begin = piece.range_in_source.begin;
    pending_.is_open = true;
    pending_.all_in_source.end = piece.range_in_source.end;
  }

  /// A name, perhaps with the time beside it.
  void read_speaker(std::string_view text) {
    text = text::trimmed(text);
    const TextHead head = read_text_head(text);
    const bool is_both = head.has_time() && text::is_blank(text.substr(head.text_begin));
    if (is_both && !head.speaker.empty()) {
      pending_.speaker = head.speaker;
      pending_.time = head.time;
    } else if (head.has_time() && head.has_tail_name) {
      pending_.speaker = slice(text, head.speaker_in_line);
      pending_.time = head.time;
    } else {
      pending_.speaker = speaker_name(text);
    }
  }

  void add_text(const HtmlPiece& piece, bool same_block) {
    std::string_view text = piece.text;
    // "<cite>Ann</cite>: Hello"
    if (text::is_blank(pending_.text)) {
      const std::string_view behind = text::trimmed(text);
      if (behind.starts_with(':')) text = behind.substr(1);
    }
    if (!pending_.text.empty() && !same_block) pending_.text += '\n';
    if (pending_.text_in_source.empty()) pending_.text_in_source = piece.range_in_source;
    pending_.text += text;
    pending_.text_in_source.end = piece.range_in_source.end;
    pending_.all_in_source.end = piece.range_in_source.end;
  }

  void flush() {
    if (!pending_.is_open) return;
    model::Cue cue;
    cue.time = pending_.time;
    CueText text;
    text.plain = cue_plain(pending_.text);
    text.speaker = pending_.speaker;
    cues_.add(std::move(cue), std::move(text), pending_.text_in_source, pending_.all_in_source);
    pending_ = Pending();
  }

  /// What stands outside the element that holds all turns is no part of the last one.
  void set_surroundings_apart(const HtmlLines& html, TextTurns& found) const {
    constexpr std::size_t kFewestTurns = 3;  // fewer may be all in the first of several elements
    if (found.turns.size() < kFewestTurns) return;
    std::uint32_t around = html.containers[found.turns.front().first];
    for (const TextTurn& turn : found.turns)
      around = common_container(html_, around, html.containers[turn.first]);
    const std::vector<bool> is_inside = elements_inside(html_, around);
    const TextTurn& last = found.turns.back();
    for (std::size_t line = last.first + 1; line < last.end; ++line) {
      if (!html.lines[line].text.empty() && !is_inside[html.containers[line]])
        found.apart.push_back(line);
    }
    std::ranges::sort(found.apart);
    const auto [first, end] = std::ranges::unique(found.apart);
    found.apart.erase(first, end);
  }

  /// Paragraphs that begin with names and times.
  void read_lines() {
    HtmlLines html;
    add_lines(html_, html);
    TextTurns found = find_text_turns(html.lines, true).value_or(TextTurns());
    set_surroundings_apart(html, found);
    for (const std::size_t line : found.apart) {
      std::string_view text = html.lines[line].text;
      if (text.starts_with("# ")) text.remove_prefix(2);
      add_boilerplate(text, html.lines[line].range_in_source, false);
    }
    for (const TextTurn& turn : found.turns) {
      CueText text;
      text.speaker = turn.speaker;
      std::string written;
      for (std::size_t i = turn.text_line; i < turn.end; ++i) {
        if (std::ranges::binary_search(found.apart, i)) continue;
        std::string_view line = html.lines[i].text;
        if (i == turn.text_line) line = line.substr(turn.text_begin_in_line);
        written += line;
        written += '\n';
      }
      text.plain = cue_plain(written);
      const Range all = {html.lines[turn.first].range_in_source.begin,
                         html.lines[turn.end - 1].range_in_source.end};
      model::Cue cue;
      cue.time = turn.time;
      if (!cues_.add(std::move(cue), std::move(text), all, all)) return;
    }
  }

  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  CueList cues_;
  HtmlPieces html_;
  Pending pending_;
  bool has_boilerplate_ = false;
  Range first_boilerplate_;
};

}  // namespace

bool looks_like_html_transcript(std::string_view source) {
  // A saved page may hold as much of scripts before its text.
  constexpr std::size_t kLookAtBytes = std::size_t{4} << 20;
  constexpr std::size_t kBeginning = 64 * 1024;
  const std::string_view beginning = source.substr(0, kBeginning);
  const bool may_be = text::trimmed(beginning).starts_with('<') || beginning.contains("<cite") ||
                      beginning.contains("<time") || beginning.contains("<br") ||
                      beginning.contains("<p>");
  if (!may_be) return false;
  const HtmlPieces html = read_html_pieces(source, kLookAtBytes);
  if (is_marked_transcript(find_marked_part(html))) return true;
  HtmlLines lines;
  add_lines(html, lines);
  return find_text_turns(lines.lines, false).has_value();
}

void read_html_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  HtmlTranscriptReader(source, file, map).read();
}

}  // namespace earshot::formats
