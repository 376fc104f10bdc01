#include "formats/srt.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "formats/cue_text.h"
#include "formats/cue_times.h"
#include "formats/reporter.h"
#include "formats/transcript_builder.h"
#include "text/lines.h"
#include "text/scanner.h"

// The timing lines are the only thing that damaged files keep, so they are found first; what stands
// between two of them is the first one's text, less the second one's index.

namespace earshot::formats {
namespace {

/// A longer line of digits is text: a phone number, a key.
constexpr std::size_t kMostIndexDigits = 7;

class SrtReader {
 public:
  SrtReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        texts_(source, CueMarkup::Srt, map),
        lines_(text::split_lines(source)) {}

  void read() {
    find_timings();
    builder_.reserve(timings_.size() + 1, source_.size() / 2);
    read_lead();
    for (std::size_t i = 0; i < timings_.size(); ++i)
      read_cue(i);
    report_indices();
    builder_.fill_missing_ends();
    file_.kind = model::FileKind::Transcript;
    file_.transcript = builder_.finish(source_, false, map_);
    for (const Range& cue : builder_.several_speakers()) {
      report_.add(Severity::Note, "several-voices",
                  "Several speakers are named in the cue; it is given to the first.", cue);
    }
    file_.language = file_.transcript->language;
    if (file_.transcript->cues.empty()) {
      report_.add(Severity::Warning, "no-cues", "The file has no cue that can be read.", {0, 0});
    }
  }

 private:
  struct Timing {
    std::size_t line = 0;
    CueTiming timing;
    std::optional<std::size_t> index_line;
    std::int64_t index = -1;
  };

  std::string_view line(std::size_t index) const {
    return slice(source_, lines_[index].range_in_source);
  }

  bool is_blank(std::size_t index) const {
    const Range range = lines_[index].range_in_source;
    if (range.empty()) return true;
    const char first = source_[range.begin];
    const bool is_plain = first > ' ' && first <= '~';
    return !is_plain && text::is_blank(line(index));
  }

  /// "0:00:01.000,0:00:02.000": two times without an arrow, alone on a line.
  static bool may_be_bare_times(std::string_view text) {
    constexpr std::size_t kFewest = 11;  // "0:01.0,0:02"
    constexpr std::size_t kMost = 40;
    return !text.empty() && text::is_digit(text.front()) && text.size() >= kFewest &&
           text.size() <= kMost && text.substr(0, 4).contains(':');
  }

  void find_timings() {
    // Where the heads of arrows are: ">", "&gt;" and the first byte of an arrow of its own.
    text::NextByte head(source_, '>');
    text::NextByte reference(source_, '&');
    text::NextByte sign(source_, '\xE2');
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Range at = lines_[i].range_in_source;
      const std::string_view text = line(i);
      const bool has_head = head.from(at.begin) < at.end ||
                            (reference.from(at.begin) < at.end && text.contains("&gt;")) ||
                            (sign.from(at.begin) < at.end && text.contains("→"));
      if (!has_head && !may_be_bare_times(text)) continue;
      // An index may have slipped onto the line of the times: "12 00:01,000 --> ...".
      std::optional<CueTiming> timing = lenient_timing(text, TimingStyle::Srt);
      std::int64_t index = -1;
      if (!timing) {
        text::Scanner scanner(text);
        scanner.skip_white();
        const std::string_view digits = scanner.take_digits();
        const std::size_t shift = scanner.position();
        if (digits.empty() || scanner.peek() != ' ') continue;
        timing = lenient_timing(scanner.rest(), TimingStyle::Srt);
        if (!timing) continue;
        index = text::decimal_value(digits).value_or(-1);
        for (Range* range : {&timing->times_in_line, &timing->settings_in_line}) {
          range->begin += static_cast<std::uint32_t>(shift);
          range->end += static_cast<std::uint32_t>(shift);
        }
        if (timing->recovered.empty()) timing->recovered = "index-beside-times";
      }
      timings_.push_back({.line = i, .timing = *timing, .index_line = {}, .index = index});
    }
    for (std::size_t i = 0; i < timings_.size(); ++i)
      find_index(i);
  }

  void find_index(std::size_t i) {
    Timing& timing = timings_[i];
    if (timing.index >= 0 || timing.line == 0) return;
    std::size_t at = timing.line - 1;
    const std::size_t floor = i == 0 ? 0 : timings_[i - 1].line + 1;
    // One blank line between an index and its times is a common damage.
    if (at > floor && is_blank(at)) --at;
    if (at < floor) return;
    const std::string_view digits = text::trimmed(line(at));
    if (digits.size() > kMostIndexDigits) return;
    const std::optional<std::int64_t> value = text::decimal_value(digits);
    if (!value) return;
    const bool is_set_apart = at == floor || is_blank(at - 1);
    const bool continues = i > 0 && timings_[i - 1].index + 1 == *value;
    const bool is_ordinal = *value == static_cast<std::int64_t>(i) + 1;
    if (!is_set_apart && !continues && !is_ordinal) return;
    // A cue whose only text is a number, in a file without indices, is no index.
    if (at == floor && i > 0 && timings_[i - 1].index < 0 && at + 1 == timing.line) return;
    timing.index_line = at;
    timing.index = *value;
  }

  void read_lead() {
    std::size_t end = lines_.size();
    if (!timings_.empty()) end = timings_[0].index_line.value_or(timings_[0].line);
    std::optional<Range> lead;
    for (std::size_t i = 0; i < end; ++i) {
      if (is_blank(i)) continue;
      const Range range = lines_[i].range_in_source;
      lead = lead ? Range{lead->begin, range.end} : range;
    }
    if (!lead) return;
    report_.add(Severity::Warning, "text-outside-cue",
                "This text stands before the times of the first cue.", *lead);
    constexpr std::string_view kNumbers = "0123456789 \t\r\n";
    if (slice(source_, *lead).find_first_not_of(kNumbers) == std::string_view::npos) {
      map_.add(*lead, "unread");
      return;
    }
    model::Cue cue;
    cue.time = {0, kNoTime};
    cue.recovered = "text-outside-cue";
    texts_.read(*lead, cue.time, text_);
    builder_.add(std::move(cue), text_, *lead);
  }

  void read_cue(std::size_t i) {
    const Timing& found = timings_[i];
    if (builder_.cues() == TranscriptBuilder::kMaxCues) {
      if (!is_full_) {
        report_.add(Severity::Error, "too-many-cues",
                    "The file has more than a million cues; the rest is left out.",
                    lines_[found.line].range_in_source);
      }
      is_full_ = true;
      return;
    }
    const Range times_line = lines_[found.line].range_in_source;
    std::size_t end = lines_.size();
    if (i + 1 < timings_.size()) end = timings_[i + 1].index_line.value_or(timings_[i + 1].line);
    std::size_t first = found.line + 1;
    while (first < end && is_blank(first))
      ++first;
    while (end > first && is_blank(end - 1))
      --end;
    const Range text_range = first < end ? Range{lines_[first].range_in_source.begin,
                                                 lines_[end - 1].range_in_source.end}
                                         : Range{};
    model::Cue cue;
    cue.time = found.timing.time;
    cue.recovered = std::string(found.timing.recovered);
    if (found.index >= 0) cue.id = std::to_string(found.index);
    if (found.index_line) map_.add(lines_[*found.index_line].range_in_source, "cue.id");
    const auto shifted = [&](Range range) {
      return Range{times_line.begin + range.begin, times_line.begin + range.end};
    };
    map_.add({times_line.begin, shifted(found.timing.times_in_line).end}, "cue.time");
    map_.add(shifted(found.timing.settings_in_line), "cue.settings");
    std::string_view tail = slice(line(found.line), found.timing.settings_in_line);
    const bool has_tail_text = read_coordinates(tail, cue);
    texts_.read(text_range, cue.time, text_);
    const Range all = {times_line.begin, text_range.empty() ? times_line.end : text_range.end};
    if (has_tail_text) {
      // "00:01,000 --> 00:02,000 Hello": text that slipped onto the line of the times.
      const Range tail_range = shifted(found.timing.settings_in_line);
      map_.add(tail_range, "cue.text");
      put_before(read_cue_text(source_, tail_range, cue.time, CueMarkup::Srt, map_), text_);
      if (cue.recovered.empty()) cue.recovered = "text-beside-times";
    }
    if (cue.recovered.empty() && found.index < 0) cue.recovered = "missing-index";
    report_cue(cue, all);
    builder_.add(std::move(cue), text_, text_range);
  }

  /// "X1:40 X2:600 Y1:20 Y2:50", and settings of WebVTT that were left standing. True where it is
  /// something else.
  static bool read_coordinates(std::string_view tail, model::Cue& cue) {
    text::Scanner scanner(tail);
    std::vector<std::pair<std::string, std::string>> settings;
    while (true) {
      scanner.skip_white();
      if (scanner.at_end()) break;
      const std::string_view word = scanner.take_while([](char c) { return !text::is_white(c); });
      const std::size_t colon = word.find(':');
      const std::string_view key = word.substr(0, std::min(colon, word.size()));
      const bool is_setting = colon != std::string_view::npos && colon > 0 &&
                              colon + 1 < word.size() &&
                              (key == "X1" || key == "X2" || key == "Y1" || key == "Y2" ||
                               key == "line" || key == "position" || key == "align" ||
                               key == "size" || key == "vertical" || key == "region");
      if (!is_setting) return true;
      settings.emplace_back(key, word.substr(colon + 1));
    }
    cue.settings = std::move(settings);
    return false;
  }

  void report_cue(const model::Cue& cue, Range all) {
    // Points for commas are as good as regular; a report on every cue of such a file is noise.
    if (!cue.recovered.empty() && cue.recovered != "point-decimal" &&
        cue.recovered != "missing-index") {
      report_.add(Severity::Warning, cue.recovered,
                  "The cue is not written as SubRip has it; it was read anyway.", all);
    }
    report_odd_cue(report_, cue, text_.plain, all);
  }

  void report_indices() {
    std::size_t missing = 0;
    std::size_t wrong = 0;
    std::size_t first_wrong = 0;
    for (std::size_t i = 0; i < timings_.size(); ++i) {
      if (timings_[i].index < 0) {
        ++missing;
      } else if (i > 0 && timings_[i - 1].index >= 0 &&
                 timings_[i].index != timings_[i - 1].index + 1) {
        if (wrong++ == 0) first_wrong = i;
      }
    }
    if (missing > 0) {
      report_.add(Severity::Note, "missing-index",
                  std::to_string(missing) + " of " + std::to_string(timings_.size()) +
                      " cues have no index.",
                  {0, 0});
    }
    if (wrong > 0) {
      report_.add(Severity::Note, "index-out-of-order",
                  std::to_string(wrong) + " indices do not follow the one before.",
                  lines_[timings_[first_wrong].line].range_in_source);
    }
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  CueTextReader texts_;
  CueText text_;  ///< of the cue being read; kept for its memory
  std::vector<text::Line> lines_;
  std::vector<Timing> timings_;
  TranscriptBuilder builder_;
  bool is_full_ = false;
};

}  // namespace

void read_srt(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  SrtReader(source, file, map).read();
}

}  // namespace earshot::formats
