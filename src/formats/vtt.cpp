#include "formats/vtt.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "formats/cue_text.h"
#include "formats/cue_times.h"
#include "formats/reporter.h"
#include "formats/transcript_builder.h"
#include "text/lines.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::string_view kSignature = "WEBVTT";

/// WebVTT 6.1, steps 4 to 6: the signature and nothing, a space or a tab behind it.
bool is_signature(std::string_view line) {
  if (!line.starts_with(kSignature)) return false;
  return line.size() == kSignature.size() || line[kSignature.size()] == ' ' ||
         line[kSignature.size()] == '\t';
}

bool is_loose_signature(std::string_view line) {
  line = text::trimmed(line);
  return text::starts_with_no_case(line, kSignature) &&
         (line.size() == kSignature.size() || !text::is_letter(line[kSignature.size()]));
}

class VttReader {
 public:
  VttReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        lines_(text::split_lines(source)) {}

  void read() {
    read_signature();
    while (next_ < lines_.size()) {
      if (line(next_).empty()) {
        ++next_;
      } else {
        read_block();
      }
    }
    builder_.fill_missing_ends();
    report_cut_off();
    const std::string_view language = header_language_;
    file_.kind = model::FileKind::Transcript;
    file_.transcript = builder_.finish(source_, true, map_);
    if (!language.empty()) file_.transcript->language = std::string(language);
    file_.language = file_.transcript->language;
    if (file_.transcript->cues.empty()) {
      report_.add(Severity::Warning, "no-cues", "The file has no cue that can be read.", {0, 0});
    }
  }

 private:
  std::string_view line(std::size_t index) const {
    return slice(source_, lines_[index].range_in_source);
  }
  Range lines_range(std::size_t first, std::size_t end) const {
    if (first >= end) return {};
    return {lines_[first].range_in_source.begin, lines_[end - 1].range_in_source.end};
  }

  void read_signature() {
    if (!lines_.empty() && is_signature(line(0))) {
      map_.add(lines_[0].range_in_source, "signature");
      next_ = 1;
    } else {
      while (next_ < lines_.size() && text::is_blank(line(next_)))
        ++next_;
      const bool is_loose = next_ < lines_.size() && is_loose_signature(line(next_));
      const Range at = next_ < lines_.size() ? lines_[next_].range_in_source : Range{};
      recovered_file_ = is_loose ? "loose-signature" : "missing-signature";
      report_.add(Severity::Warning, recovered_file_,
                  is_loose ? "The signature WEBVTT is not written as the standard wants it."
                           : "The file does not begin with the signature WEBVTT.",
                  at);
      if (!is_loose) return;
      map_.add(at, "signature");
      ++next_;
    }
    // Step 12 to 14: a header runs up to a blank line, or up to a line with an arrow.
    const std::size_t first = next_;
    while (next_ < lines_.size() && !line(next_).empty() && !line(next_).contains("-->")) {
      const std::string_view header = line(next_);
      if (is_loose_signature(header)) {
        report_.add(Severity::Note, "doubled-signature", "The signature WEBVTT comes twice.",
                    lines_[next_].range_in_source);
      }
      if (text::starts_with_no_case(header, "language:")) {
        header_language_ = text::trimmed(header.substr(9));
      }
      ++next_;
    }
    map_.add(lines_range(first, next_), "header");
  }

  /// "Collect a WebVTT block", from a line that is not empty.
  void read_block() {
    const std::size_t first = next_;
    std::optional<std::size_t> arrow;  // the line of the cue's times
    std::size_t end = first;
    for (; end < lines_.size(); ++end) {
      const std::string_view text = line(end);
      if (text.empty()) break;
      if (!text.contains("-->")) continue;
      const bool may_be_times = end == first || (end == first + 1 && !arrow);
      if (!may_be_times) break;  // the next block begins here
      arrow = end;
    }
    next_ = end;
    if (arrow) {
      read_cue(first, *arrow, end);
    } else {
      read_other_block(first, end);
    }
  }

  void read_cue(std::size_t first, std::size_t arrow, std::size_t end) {
    const Range times_line = lines_[arrow].range_in_source;
    std::optional<CueTiming> timing = strict_vtt_timing(line(arrow));
    if (!timing) {
      timing = lenient_timing(line(arrow), TimingStyle::Vtt);
      if (timing && timing->recovered.empty()) timing->recovered = "loose-timing";
    }
    const Range all = lines_range(first, end);
    if (!timing) {
      report_.add(Severity::Warning, "bad-cue-timing",
                  "The cue's times cannot be read; the cue is left out.", all);
      map_.add(all, "unread");
      return;
    }
    model::Cue cue;
    cue.time = timing->time;
    cue.recovered = std::string(timing->recovered.empty() ? recovered_file_ : timing->recovered);
    if (arrow > first) {
      cue.id = std::string(line(first));
      map_.add(lines_[first].range_in_source, "cue.id");
    }
    const auto shifted = [&](Range range) {
      return Range{times_line.begin + range.begin, times_line.begin + range.end};
    };
    map_.add(shifted(timing->times_in_line), "cue.time");
    map_.add(shifted(timing->settings_in_line), "cue.settings");
    read_settings(slice(line(arrow), timing->settings_in_line), cue);
    const Range text_range = lines_range(arrow + 1, end);
    CueText text = read_cue_text(source_, text_range, cue.time, CueMarkup::Vtt, map_);
    if (text.has_unclosed_tag && cue.recovered.empty()) cue.recovered = "unclosed-tag";
    report_cue(cue, text, all);
    builder_.add(std::move(cue), std::move(text), text_range);
  }

  /// WebVTT 6.3: settings are words with a colon that is neither first nor last.
  void read_settings(std::string_view settings, model::Cue& cue) {
    text::Scanner scanner(settings);
    while (true) {
      scanner.take_while(text::is_white);
      if (scanner.at_end()) return;
      const std::string_view setting =
          scanner.take_while([](char c) { return !text::is_white(c); });
      const std::size_t colon = setting.find(':');
      if (colon == std::string_view::npos || colon == 0 || colon + 1 == setting.size()) continue;
      cue.settings.emplace_back(setting.substr(0, colon), setting.substr(colon + 1));
    }
  }

  void report_cue(const model::Cue& cue, const CueText& text, Range all) {
    if (!cue.recovered.empty() && cue.recovered != recovered_file_) {
      report_.add(Severity::Warning, cue.recovered,
                  "The cue is not written as the standard wants it; it was read anyway.", all);
    }
    if (cue.time.end != kNoTime && cue.time.end < cue.time.start) {
      report_.add(Severity::Warning, "cue-end-before-start", "The cue ends before it starts.", all);
    } else if (cue.time.end == cue.time.start) {
      report_.add(Severity::Note, "cue-zero-length", "The cue ends when it starts.", all);
    }
    if (text.plain.empty()) {
      report_.add(Severity::Note, "cue-without-text", "The cue has no text.", all);
    }
    if (text.has_several_voices) {
      report_.add(Severity::Note, "several-voices",
                  "Several voices speak in the cue; it is given to the first.", all);
    }
    if (!text.unknown_tag_in_source.empty()) {
      report_.add(Severity::Note, "unknown-tag", "The standard has no such tag; it is left out.",
                  text.unknown_tag_in_source);
    }
  }

  void read_other_block(std::size_t first, std::size_t end) {
    const std::string_view head = line(first);
    const Range all = lines_range(first, end);
    const bool is_note =
        head.starts_with("NOTE") && (head.size() == 4 || head[4] == ' ' || head[4] == '\t');
    if (is_note) {
      map_.add(all, "comment");
    } else if (head.starts_with("STYLE") && text::is_blank(head.substr(5)) &&
               builder_.cues() == 0) {
      map_.add(all, "style");
    } else if (head.starts_with("REGION") && text::is_blank(head.substr(6)) &&
               builder_.cues() == 0) {
      map_.add(all, "region");
    } else if (is_loose_signature(head) && end == first + 1) {
      map_.add(all, "signature");
      report_.add(Severity::Note, "doubled-signature", "The signature WEBVTT comes twice.", all);
    } else {
      // The standard drops it in silence: often a cue's text after a blank line.
      map_.add(all, "unread");
      report_.add(Severity::Warning, "text-outside-cue",
                  "This text belongs to no cue; it is left out.", all);
    }
  }

  /// A file that stops inside a line, where no sentence ends, was cut off more likely than not.
  void report_cut_off() {
    if (lines_.empty() || lines_.back().end_bytes != 0) return;
    const std::string_view last = line(lines_.size() - 1);
    if (last.empty()) return;
    constexpr std::string_view kEnds = ".?!\"')]>*-:";
    const bool ends_in_ascii_mark = kEnds.contains(last.back());
    const char32_t code = text::character_before(last, last.size()).code;
    const bool ends_in_mark = code == 0x2026 || code == 0x201D || code == 0x2019 || code == 0xBB ||
                              code == 0x266A || code == 0x3002 || code == 0x2014;
    const bool ends_in_times = last.contains("-->") || is_partial_time(last);
    if ((ends_in_ascii_mark || ends_in_mark) && !ends_in_times) return;
    report_.add(Severity::Warning, "cut-off",
                "The file stops in the middle of a line; its end seems to be missing.",
                lines_.back().range_in_source);
  }

  static bool is_partial_time(std::string_view text) {
    return text.size() >= 3 && std::ranges::all_of(text, [](char c) {
             return text::is_digit(c) || c == ':' || c == '.' || c == ' ' || c == '-';
           });
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  std::vector<text::Line> lines_;
  std::size_t next_ = 0;
  std::string_view recovered_file_;
  std::string_view header_language_;
  TranscriptBuilder builder_;
};

}  // namespace

void read_vtt(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  VttReader(source, file, map).read();
}

bool has_vtt_signature(std::string_view source) {
  text::LineReader lines(source);
  while (const std::optional<text::Line> line = lines.next()) {
    const std::string_view text = slice(source, line->range_in_source);
    if (!text::is_blank(text)) return is_loose_signature(text);
  }
  return false;
}

}  // namespace earshot::formats
