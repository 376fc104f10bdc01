#include "formats/text_transcript.h"

#include <algorithm>
#include <unordered_map>

#include "formats/cue_list.h"
#include "formats/front_matter.h"
#include "formats/reporter.h"
#include "text/lines.h"
#include "text/scanner.h"

// Notes and transcripts both have lines with times and words before colons. A speaker says some
// fifteen letters a second; notes tell minutes in a line. So the letters between the first time and
// the last, per second, tell them apart where speakers do not.

namespace earshot::formats {
namespace {

/// Slower is a summary: stories told at length in notes have up to four, a slow speaker seven.
constexpr double kFewestLettersASecond = 7;
/// Where times come so often that no list of topics has them.
constexpr double kFewestLettersOfShortTurns = 2;
constexpr double kShortTurnSeconds = 15;
/// Where each time has a speaker, and the speakers come again.
constexpr double kFewestLettersWithSpeakers = 3;
/// Longer lines than this are not searched for a head beyond here.
constexpr std::size_t kLongestHead = 400;

struct Line {
  TextHead head;
  std::size_t letters = 0;  ///< bytes of text behind the head
  bool is_blank = false;
};

/// Shorter than chapters are, on the average: of turns with names (behind bare times, behind
/// bracketed ones or whole clocks, and where the names come again), and of turns without.
constexpr double kLongestBareTurn = 15;
constexpr double kLongestNamedTurn = 30;
constexpr double kLongestTurnOfNamesAgain = 60;
constexpr double kLongestUnnamedTurn = 10;

struct Counts {
  std::size_t lines = 0;
  std::size_t times = 0;
  std::size_t whole_clocks = 0;  ///< of the times: with hours, minutes and seconds
  std::size_t bracketed = 0;     ///< of the times
  std::size_t named_times = 0;
  std::size_t names_first = 0;  ///< of the named: "Ann (00:12):", not "00:12 Ann:"
  std::size_t names = 0;        ///< without a time
  std::size_t letters = 0;
  std::size_t letters_in_turns = 0;
  std::size_t letters_before_last = 0;  ///< between the first time and the last
  std::size_t in_order = 0;
  Millis first = kNoTime;
  Millis last = kNoTime;
};

class TurnFinder {
 public:
  explicit TurnFinder(const std::vector<TextLine>& lines) : source_(lines) {}

  std::optional<TextTurns> find(bool is_sure) {
    read_heads();
    join_names_and_times();
    count_names();
    const Counts counts = count();
    const bool has_times = is_timed(counts);
    const bool has_names = !has_times && is_named(counts);
    if (!has_times && !has_names && !is_sure) return std::nullopt;
    const bool use_times = has_times || (is_sure && counts.times > 0);
    return make_turns(use_times, is_sure && !use_times && counts.names == 0);
  }

 private:
  void read_heads() {
    lines_.resize(source_.size());
    for (std::size_t i = 0; i < source_.size(); ++i) {
      const std::string_view text = source_[i].text;
      Line& line = lines_[i];
      line.is_blank = text::is_blank(text);
      if (line.is_blank) continue;
      line.head = read_text_head(text.substr(0, kLongestHead));
      const bool has_head = line.head.has_time() || !line.head.speaker.empty();
      const std::string_view rest = has_head ? text.substr(line.head.text_begin) : text;
      line.letters = text::trimmed(rest).size();
      // "# Episode 12: The thing" names nobody; "## Ann:" and "## Ann (00:12)" do.
      if (line.head.is_heading && !line.head.has_time() && line.letters > 0) {
        line.letters = text::trimmed(text).size();
        line.head = TextHead();
        line.head.is_heading = true;
      }
    }
  }

  /// The line after `line` that is not blank. Asked of lines with text only, so that all answers
  /// together are linear.
  std::size_t next_line(std::size_t line) const {
    do {
      ++line;
    } while (line < lines_.size() && lines_[line].is_blank);
    return line;
  }

  std::string name_on(std::size_t line) const {
    return std::string(slice(source_[line].text, lines_[line].head.speaker_in_line));
  }

  /// "Ann", and "00:12" on the next line; or the time first and a name behind it, or below it,
  /// where such names come again.
  void join_names_and_times() {
    std::unordered_map<std::string, std::size_t> tails;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].is_blank) continue;
      if (lines_[i].head.has_tail_name) ++tails[name_on(i)];
      const std::size_t next = next_line(i);
      if (next >= lines_.size()) continue;
      if (is_time_alone(i) && lines_[next].head.is_name_alone) ++tails[name_on(next)];
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      TextHead& head = lines_[i].head;
      if (lines_[i].is_blank) continue;
      const std::size_t next = next_line(i);
      if (head.has_tail_name && tails[name_on(i)] >= 2) {
        head.speaker = name_on(i);
        head.text_begin = static_cast<std::uint32_t>(source_[i].text.size());
        lines_[i].letters = 0;
      } else if (head.is_name_alone && next < lines_.size() && is_time_alone(next)) {
        head.speaker = name_on(i);
        head.time = lines_[next].head.time;
        head.text_begin = static_cast<std::uint32_t>(source_[i].text.size());
        lines_[i].letters = 0;
        joined_.push_back(next);
        lines_[next].head = TextHead();
        lines_[next].letters = 0;
      } else if (is_time_alone(i) && next < lines_.size() && lines_[next].head.is_name_alone &&
                 tails[name_on(next)] >= 2) {
        head.speaker = name_on(next);
        joined_.push_back(next);
        lines_[next].head = TextHead();
        lines_[next].letters = 0;
      }
    }
  }

  bool is_time_alone(std::size_t line) const {
    const Line& found = lines_[line];
    return found.head.has_time() && found.head.speaker.empty() && found.letters == 0;
  }

  void count_names() {
    for (const Line& line : lines_) {
      if (line.head.speaker.empty()) continue;
      ++names_[line.head.speaker];
      if (line.head.has_time()) ++timed_names_[line.head.speaker];
    }
  }

  bool is_known_name(const std::string& name) const {
    const auto timed = timed_names_.find(name);
    if (timed != timed_names_.end()) return true;
    const auto found = names_.find(name);
    return found != names_.end() && found->second >= 2;
  }

  Counts count() const {
    Counts counts;
    bool is_in_turns = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (line.is_blank) continue;
      ++counts.lines;
      counts.letters += line.letters;
      if (line.head.has_time()) {
        ++counts.times;
        const std::string_view clock = slice(source_[i].text, line.head.time_in_line);
        if (std::ranges::count(clock, ':') >= 2) ++counts.whole_clocks;
        if (!clock.empty() && !text::is_digit(clock.front())) ++counts.bracketed;
        if (!line.head.speaker.empty()) ++counts.named_times;
        if (is_name_first(line.head)) ++counts.names_first;
        if (counts.first == kNoTime) counts.first = line.head.time.start;
        if (line.head.time.start >= counts.last) ++counts.in_order;
        counts.last = std::max(counts.last, line.head.time.start);
        counts.letters_before_last = counts.letters_in_turns;
        is_in_turns = true;
      } else if (!line.head.speaker.empty() && is_known_name(line.head.speaker)) {
        ++counts.names;
        is_in_turns = true;
      }
      if (is_in_turns) counts.letters_in_turns += line.letters;
    }
    return counts;
  }

  static bool is_name_first(const TextHead& head) {
    return !head.speaker.empty() && !head.speaker_in_line.empty() &&
           (head.time_in_line.empty() || head.speaker_in_line.begin < head.time_in_line.begin);
  }

  std::size_t most_of(const std::unordered_map<std::string, std::size_t>& names) const {
    std::size_t most = 0;
    for (const auto& [name, count] : names)
      most = std::max(most, count);
    return most;
  }

  bool is_timed(const Counts& counts) const {
    if (counts.times < 2 || counts.in_order * 10 < counts.times * 9) return false;
    if (counts.letters_in_turns * 2 < counts.letters) return false;
    const double seconds = std::max((counts.last - counts.first) / 1000.0, 1.0);
    const double rate = static_cast<double>(counts.letters_before_last) / seconds;
    const bool comes_again = most_of(timed_names_) >= 2;
    const bool is_conversation = counts.named_times >= 2 && comes_again &&
                                 counts.named_times * 2 >= counts.times &&
                                 counts.letters_in_turns >= counts.named_times * 4;
    if (is_conversation) {
      // A name with the time behind it is how transcripts write; topics may have names behind
      // times, but hardly nothing else.
      const bool is_only_turns = counts.named_times == counts.times && timed_names_.size() >= 2 &&
                                 counts.times * 10 >= counts.lines * 9 &&
                                 timed_names_.size() * 2 <= counts.named_times;
      const bool are_told = timed_names_.size() >= 2 && rate >= kFewestLettersWithSpeakers;
      if (are_told || is_only_turns || counts.names_first * 2 >= counts.named_times) {
        return true;
      }
    }
    if (is_short_talk(counts, seconds, rate)) return true;
    constexpr std::size_t kFewestTimes = 3;
    constexpr std::size_t kFewestLetters = 12;
    if (counts.times < kFewestTimes || counts.letters_in_turns < counts.times * kFewestLetters)
      return false;
    const double turn_seconds = seconds / static_cast<double>(counts.times - 1);
    return rate >= kFewestLettersASecond ||
           (rate >= kFewestLettersOfShortTurns && turn_seconds <= kShortTurnSeconds);
  }

  /// A few lines with hardly anything between: times that follow each other faster than chapters
  /// do, most with a speaker behind them, or all whole clocks with what can be said in between.
  bool is_short_talk(const Counts& counts, double seconds, double rate) const {
    if (counts.times * 10 < counts.lines * 9) return false;
    const double turn_seconds = seconds / static_cast<double>(counts.times - 1);
    const bool are_named = counts.named_times >= 2 && counts.named_times * 3 >= counts.times * 2 &&
                           counts.letters_in_turns >= counts.named_times * 2;
    const bool are_all_named = are_named && counts.named_times == counts.times;
    // Lists of chapters mostly have bare times of two numbers.
    const bool are_marked = counts.bracketed == counts.times || counts.whole_clocks == counts.times;
    if (are_all_named && counts.times == 2 && are_marked) return true;  // too few for chapters
    const bool come_again = timed_names_.size() >= 2 && most_of(timed_names_) >= 2;
    const double longest = !are_marked                   ? kLongestBareTurn
                           : come_again && are_all_named ? kLongestTurnOfNamesAgain
                                                         : kLongestNamedTurn;
    if (are_named && turn_seconds <= longest) return true;
    const double fewest_letters = counts.times == 2 ? 1 : kFewestLettersOfShortTurns;
    return counts.whole_clocks == counts.times && turn_seconds <= kLongestUnnamedTurn &&
           rate >= fewest_letters;
  }

  /// A conversation without times: two names at least come again and again, and nearly all text is
  /// theirs.
  bool is_named(const Counts& counts) const {
    constexpr std::size_t kFewestTurns = 6;
    constexpr std::size_t kFewestLetters = 24;
    if (counts.names < kFewestTurns || counts.times > 0) return false;
    std::size_t again = 0;
    std::size_t all = 0;
    std::size_t from_again = 0;
    for (const auto& [name, count] : names_) {
      all += count;
      if (count < 2) continue;
      ++again;
      from_again += count;
    }
    return again >= 2 && from_again * 10 >= all * 8 && again * 3 <= from_again &&
           counts.letters_in_turns * 10 >= counts.letters * 8 &&
           counts.letters_in_turns >= from_again * kFewestLetters &&
           counts.names * 5 >= counts.lines;
  }

  bool begins_turn(const Line& line, bool use_times) const {
    if (line.is_blank) return false;
    if (use_times && line.head.has_time()) return true;
    return !line.head.speaker.empty() && is_known_name(line.head.speaker);
  }

  TextTurns make_turns(bool use_times, bool by_paragraph) {
    TextTurns out;
    std::size_t next_joined = 0;
    std::ranges::sort(joined_);
    bool was_blank = true;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      while (next_joined < joined_.size() && joined_[next_joined] < i)
        ++next_joined;
      const bool is_joined = next_joined < joined_.size() && joined_[next_joined] == i;
      if (line.is_blank) {
        was_blank = true;
        continue;
      }
      if (begins_turn(line, use_times) || (by_paragraph && was_blank && !line.head.is_heading)) {
        out.turns.push_back(begin_turn(i, by_paragraph));
      } else if (out.turns.empty() || (line.head.is_heading && !is_joined)) {
        out.apart.push_back(i);
      } else {
        TextTurn& turn = out.turns.back();
        turn.end = i + 1;
        if (turn.text_line == SIZE_MAX && !is_joined) turn.text_line = i;
      }
      was_blank = false;
    }
    for (TextTurn& turn : out.turns) {
      if (turn.text_line == SIZE_MAX) turn.text_line = turn.end;
    }
    return out;
  }

  TextTurn begin_turn(std::size_t i, bool by_paragraph) const {
    const Line& line = lines_[i];
    TextTurn turn;
    turn.first = i;
    turn.end = i + 1;
    turn.text_line = SIZE_MAX;
    if (by_paragraph) {
      turn.text_line = i;
      return turn;
    }
    turn.time = line.head.time;
    turn.speaker = line.head.speaker;
    if (line.letters > 0) {
      turn.text_line = i;
      turn.text_begin_in_line = line.head.text_begin;
    }
    return turn;
  }

  const std::vector<TextLine>& source_;
  std::vector<Line> lines_;
  std::vector<std::size_t> joined_;  ///< lines that another line's head took in
  std::unordered_map<std::string, std::size_t> names_;
  std::unordered_map<std::string, std::size_t> timed_names_;
};

std::vector<TextLine> text_lines(std::string_view source, std::uint32_t begin) {
  std::vector<TextLine> out;
  text::LineReader lines(source.substr(begin));
  while (const std::optional<text::Line> line = lines.next()) {
    const Range range = {line->range_in_source.begin + begin, line->range_in_source.end + begin};
    out.push_back({.text = slice(source, range), .range_in_source = range});
  }
  return out;
}

class TextTranscriptReader {
 public:
  TextTranscriptReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        cues_(source, file, map, report_) {}

  void read() {
    model::Episode episode;  // a transcript has none: only the language is kept
    const std::uint32_t begin = take_front_matter(source_, episode, file_, map_);
    file_.boilerplate.clear();  // all of it is kept, line by line
    for (const TextLine& line : text_lines(source_.substr(0, begin), 0)) {
      const std::string_view text = text::trimmed(line.text);
      if (text.find_first_not_of("-{}. ") == std::string_view::npos) continue;
      file_.boilerplate.emplace_back(text);
      report_.add(Severity::Note, "front-matter", "The front matter is not shown.",
                  line.range_in_source);
    }
    lines_ = text_lines(source_, begin);
    const TextTurns found = find_text_turns(lines_, true).value_or(TextTurns());
    for (const std::size_t line : found.apart)
      set_apart(lines_[line].range_in_source);
    std::size_t apart = 0;
    for (const TextTurn& turn : found.turns) {
      if (!add(turn, found.apart, apart)) break;
    }
    cues_.finish(false);
  }

 private:
  void set_apart(Range range) {
    file_.boilerplate.emplace_back(text::trimmed(slice(source_, range)));
    map_.add(range, "boilerplate");
    report_.add(Severity::Note, "text-outside-cue", "This line belongs to no cue.", range);
  }

  bool add(const TextTurn& turn, const std::vector<std::size_t>& apart, std::size_t& next_apart) {
    const Range head = lines_[turn.first].range_in_source;
    const Range all = {head.begin, lines_[turn.end - 1].range_in_source.end};
    CueText text;
    text.speaker = turn.speaker;
    Range text_in_source;
    std::string written;
    for (std::size_t i = turn.text_line; i < turn.end; ++i) {
      while (next_apart < apart.size() && apart[next_apart] < i)
        ++next_apart;
      if (next_apart < apart.size() && apart[next_apart] == i) continue;
      Range range = lines_[i].range_in_source;
      if (i == turn.text_line) range.begin += turn.text_begin_in_line;
      if (text_in_source.empty()) text_in_source.begin = range.begin;
      text_in_source.end = range.end;
      written += slice(source_, range);
      written += '\n';
    }
    text.plain = cue_plain(without_emphasis(written));
    map_.add(all, "cue.head");
    const TextHead parts = read_text_head(slice(source_, head).substr(0, kLongestHead));
    tell(parts.time_in_line, head, "cue.time");
    if (!turn.speaker.empty()) tell(parts.speaker_in_line, head, "cue.speaker");
    model::Cue cue;
    cue.time = turn.time;
    return cues_.add(std::move(cue), std::move(text), text_in_source, all);
  }

  void tell(Range range_in_line, Range line, std::string_view field) {
    if (range_in_line.empty()) return;
    map_.add({line.begin + range_in_line.begin, line.begin + range_in_line.end}, field);
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  CueList cues_;
  std::vector<TextLine> lines_;
};

}  // namespace

std::optional<TextTurns> find_text_turns(const std::vector<TextLine>& lines, bool is_sure) {
  return TurnFinder(lines).find(is_sure);
}

bool looks_like_text_transcript(std::string_view source) {
  constexpr std::size_t kLookAtBytes = 256 * 1024;
  std::uint32_t begin = 0;
  if (source.starts_with("---") || source.starts_with("{"))
    begin = read_front_matter(source).end_in_source;
  const std::string_view body = source.substr(0, std::min(source.size(), begin + kLookAtBytes));
  return find_text_turns(text_lines(body, begin), false).has_value();
}

void read_text_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  TextTranscriptReader(source, file, map).read();
}

}  // namespace earshot::formats
