#include "formats/vtt.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "formats/cue_text.h"
#include "formats/cue_times.h"
#include "formats/reporter.h"
#include "formats/transcript_builder.h"
#include "formats/vtt_settings.h"
#include "text/lines.h"
#include "text/scanner.h"

// The blocks are found as the standard finds them, and what it makes of them is what comes out.
// What it drops although somebody may have said it (text behind a blank line, cues whose times it
// does not read, an unclosed "<") comes out too, as cues of their own that are marked as recovered.

namespace earshot::formats {
namespace {

constexpr std::string_view kSignature = "WEBVTT";

/// Settings that are ignored are reported one by one for so many cues; a tool that writes one wrong
/// setting writes it everywhere.
constexpr std::size_t kMostSettingReports = 10;

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

/// The beginning of a block, "STYLE" or "REGION", with nothing but white space behind it.
bool is_head(std::string_view line, std::string_view head) {
  return line.starts_with(head) && text::is_blank(line.substr(head.size()));
}

bool is_comment_head(std::string_view line) {
  return line.starts_with("NOTE") && (line.size() == 4 || line[4] == ' ' || line[4] == '\t');
}

void append_line(std::string& out, std::string_view line) {
  if (!out.empty()) out += '\n';
  out += line;
}

/// The lines of a text by '\n', whatever ends them there.
void append_lines(std::string& out, std::string_view lines) {
  text::LineReader reader(lines);
  while (const std::optional<text::Line> line = reader.next())
    append_line(out, slice(lines, line->range_in_source));
}

/// Finds the arrows in lines that are asked for from first to last.
class ArrowFinder {
 public:
  explicit ArrowFinder(std::string_view source) : source_(source), head_(source, '>') {}

  bool is_in(Range line) {
    std::size_t head = head_.from(std::max<std::size_t>(line.begin, checked_to_));
    while (head < line.end) {
      if (head >= line.begin + std::size_t{2} && source_[head - 1] == '-' &&
          source_[head - 2] == '-') {
        return true;
      }
      checked_to_ = head + 1;
      head = head_.from(checked_to_);
    }
    return false;
  }

 private:
  std::string_view source_;
  text::NextByte head_;
  std::size_t checked_to_ = 0;  ///< no arrow ends before
};

class VttReader {
 public:
  VttReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        lines_(source),
        arrows_(source),
        texts_(source, CueMarkup::Vtt, map) {}

  void read() {
    constexpr std::size_t kShortCue = 64;  // fewer bytes a cue than most files have
    builder_.reserve(source_.size() / kShortCue, source_.size() / 2);
    advance();
    read_signature();
    while (line_) {
      if (line_->range_in_source.empty()) {
        advance();
      } else {
        read_block();
      }
    }
    report_more_settings();
    report_cut_off();
    builder_.fill_missing_ends();
    file_.kind = model::FileKind::Transcript;
    model::Transcript& transcript = file_.transcript.emplace(builder_.finish(source_, true, map_));
    for (const Range& cue : builder_.several_speakers()) {
      report_.add(Severity::Note, "several-voices",
                  "Several speakers are named in the cue; it is given to the first.", cue);
    }
    if (!header_language_.empty()) transcript.language = std::string(header_language_);
    transcript.header = std::move(header_);
    transcript.remarks = std::move(remarks_);
    file_.language = transcript.language;
    if (transcript.cues.empty()) {
      report_.add(Severity::Warning, "no-cues", "The file has no cue that can be read.", {0, 0});
    }
  }

 private:
  /// Lines from one that is not empty up to an empty one, or up to a line with an arrow that cannot
  /// be this cue's.
  struct Block {
    text::Line head;
    std::optional<text::Line> times;
    Range payload;  ///< what stands behind the times; without times, the whole block
    Range all;
  };

  void advance() {
    if (line_) last_line_ = *line_;
    line_ = lines_.next();
  }
  std::string_view content(const text::Line& line) const {
    return slice(source_, line.range_in_source);
  }
  std::string_view content() const { return content(*line_); }

  void read_signature() {
    if (line_ && is_signature(content())) {
      map_.add(line_->range_in_source, "signature");
    } else {
      while (line_ && text::is_blank(content()))
        advance();
      const bool is_loose = line_ && is_loose_signature(content());
      const Range at = line_ ? line_->range_in_source : Range{};
      recovered_file_ = is_loose ? "loose-signature" : "missing-signature";
      report_.add(Severity::Warning, recovered_file_,
                  is_loose ? "The signature WEBVTT is not written as the standard wants it."
                           : "The file does not begin with the signature WEBVTT.",
                  at);
      if (!is_loose) return;
      map_.add(at, "signature");
    }
    read_header();
  }

  /// Steps 7 to 11: a header runs up to a blank line, or up to a line with an arrow.
  void read_header() {
    const std::string_view title =
        text::trimmed(text::trimmed(content()).substr(kSignature.size()));
    if (!title.empty()) append_line(header_, title);
    advance();
    const std::uint32_t begin = line_ ? line_->range_in_source.begin : 0;
    std::uint32_t end = begin;
    while (line_ && !line_->range_in_source.empty() && !arrows_.is_in(line_->range_in_source)) {
      const std::string_view header = content();
      if (is_loose_signature(header)) report_doubled(line_->range_in_source);
      if (text::starts_with_no_case(header, "language:") && header_language_.empty()) {
        header_language_ = text::trimmed(header.substr(9));
      }
      append_line(header_, header);
      end = line_->range_in_source.end;
      advance();
    }
    map_.add({begin, end}, "header");
  }

  void report_doubled(Range at) {
    report_.add(Severity::Note, "doubled-signature", "The signature WEBVTT comes twice.", at);
  }

  /// "Collect a WebVTT block", from a line that is not empty.
  void read_block() {
    Block block;
    block.head = *line_;
    block.all = line_->range_in_source;
    if (arrows_.is_in(line_->range_in_source)) {
      block.times = *line_;
      advance();
    } else {
      advance();
      if (line_ && arrows_.is_in(line_->range_in_source)) {
        block.times = *line_;
        block.all.end = line_->range_in_source.end;
        advance();
      }
    }
    if (line_) block.payload = {line_->range_in_source.begin, line_->range_in_source.begin};
    while (line_ && !line_->range_in_source.empty() && !arrows_.is_in(line_->range_in_source)) {
      block.payload.end = line_->range_in_source.end;
      block.all.end = block.payload.end;
      advance();
    }
    if (!block.times) block.payload = block.all;
    if (block.times) {
      read_cue(block);
    } else {
      read_other_block(block);
    }
  }

  void read_cue(const Block& block) {
    const Range times_line = block.times->range_in_source;
    std::optional<CueTiming> timing = strict_vtt_timing(content(*block.times));
    if (timing) {
      has_seen_cue_ = true;
    } else {
      timing = lenient_timing(content(*block.times), TimingStyle::Vtt);
      if (timing && timing->recovered.empty()) timing->recovered = "loose-timing";
    }
    if (!timing) {
      read_unreadable_cue(block);
      return;
    }
    model::Cue cue;
    cue.time = timing->time;
    cue.recovered = timing->recovered.empty() ? recovered_file_ : timing->recovered;
    if (block.head.number != block.times->number) {
      cue.id = content(block.head);
      map_.add(block.head.range_in_source, "cue.id");
    }
    const auto shifted = [&](Range range) {
      return Range{times_line.begin + range.begin, times_line.begin + range.end};
    };
    map_.add(shifted(timing->times_in_line), "cue.time");
    const Range tail = shifted(timing->settings_in_line);
    bool has_tail_text = read_settings(tail, cue);
    texts_.read(block.payload, cue.time, text_);
    if (has_tail_text && !cue.recovered.empty()) {
      put_before(read_cue_text(source_, tail, cue.time, CueMarkup::Srt, map_), text_);
      map_.add(tail, "cue.text");
      has_tail_text = false;
    }
    if (!cue.recovered.empty() && cue.recovered != recovered_file_) {
      report_.add(Severity::Warning, cue.recovered,
                  "The cue is not written as the standard wants it; it was read anyway.",
                  block.all);
    }
    report_odd_cue(report_, cue, text_.plain, block.all);
    report_text(block.all);
    const TimeSpan time = cue.time;
    add(std::move(cue), text_, block.payload);
    if (has_tail_text) rescue(tail, time, "text-beside-times");
    rescue_swallowed(text_, time);
  }

  /// True where what stands behind the times is no setting but text.
  bool read_settings(Range settings_in_source, model::Cue& cue) {
    if (settings_in_source.empty()) return false;
    map_.add(settings_in_source, "cue.settings");
    const SettingsResult result =
        read_vtt_settings(slice(source_, settings_in_source), regions_, cue.settings);
    if (result.has_invalid && ++odd_settings_ <= kMostSettingReports) {
      report_.add(Severity::Note, "bad-setting",
                  "The standard does not know this setting of a cue, or not this value.",
                  text::trimmed(source_, settings_in_source));
    }
    return result.looks_like_text;
  }

  void report_more_settings() {
    if (odd_settings_ <= kMostSettingReports) return;
    report_.add(Severity::Note, "bad-setting",
                std::to_string(odd_settings_ - kMostSettingReports) +
                    " more cues have settings that the standard does not know.",
                {0, 0});
  }

  void report_text(Range cue_in_source) {
    if (text_.has_several_voices) {
      report_.add(Severity::Note, "several-voices",
                  "Several voices speak in the cue; it is given to the first.", cue_in_source);
    }
    if (!text_.unknown_tag_in_source.empty()) {
      report_.add(Severity::Note, "unknown-tag", "The standard has no such tag; it is left out.",
                  text_.unknown_tag_in_source);
    }
    if (!text_.unclosed_tag_in_source.empty()) {
      report_.add(Severity::Warning, "unclosed-tag",
                  "A tag without an end; by the standard it takes the rest of the cue with it.",
                  text_.unclosed_tag_in_source);
    }
  }

  void add(model::Cue cue, const CueText& text, Range text_in_source) {
    if (builder_.cues() < TranscriptBuilder::kMaxCues) {
      builder_.add(std::move(cue), text, text_in_source);
      return;
    }
    map_.add(text_in_source, "unread");
    if (!is_full_) {
      report_.add(Severity::Error, "too-many-cues",
                  "The file has more than a million cues; the rest is left out.", text_in_source);
    }
    is_full_ = true;
  }

  /// A cue beside the standard's list, of text that would be lost; as it stands, but for tags that
  /// are certainly some.
  void rescue(Range text_in_source, TimeSpan time, std::string_view why) {
    add_rescued(read_cue_text(source_, text_in_source, time, CueMarkup::Srt, map_), text_in_source,
                time, why, {});
  }

  void rescue_swallowed(const CueText& text, TimeSpan time) {
    for (const Range swallowed : text.swallowed_in_source) {
      rescue(swallowed, time,
             text.unclosed_tag_in_source == swallowed ? "unclosed-tag" : "unknown-tag");
    }
  }

  /// The same of a cue's text that is WebVTT itself.
  void rescue_payload(Range text_in_source, TimeSpan time, std::string_view why, std::string id) {
    const CueText text = read_cue_text(source_, text_in_source, time, CueMarkup::Vtt, map_);
    add_rescued(text, text_in_source, time, why, std::move(id));
    rescue_swallowed(text, time);
  }

  void add_rescued(const CueText& text, Range text_in_source, TimeSpan time, std::string_view why,
                   std::string id) {
    if (text.plain.empty()) return;
    model::Cue cue;
    cue.time = time;
    cue.recovered = why;
    cue.id = std::move(id);
    add(std::move(cue), text, text_in_source);
  }

  /// The time of text that has none: from the end of what was said before.
  TimeSpan time_behind() const {
    const TimeSpan last = builder_.last_time();
    return {std::max(last.start, last.end), kNoTime};
  }

  /// The standard drops a cue whose times it cannot read; here its text stays, where it stood.
  void read_unreadable_cue(const Block& block) {
    const bool has_id = block.head.number != block.times->number;
    if (is_comment_head(content(block.head)) && !has_id) {
      add_remark(model::Remark::Kind::Comment, block);
      return;
    }
    report_.add(Severity::Warning, "bad-cue-timing",
                "The cue's times cannot be read; its text is put behind the cue before.",
                block.all);
    map_.add(block.all, "unread");
    if (has_id) map_.add(block.head.range_in_source, "cue.id");
    if (block.payload.empty()) return;
    rescue_payload(block.payload, time_behind(), "bad-cue-timing",
                   has_id ? std::string(content(block.head)) : std::string());
  }

  void read_other_block(const Block& block) {
    const std::string_view head = content(block.head);
    const bool was_style = std::exchange(was_style_, false);
    if (is_comment_head(head)) {
      add_remark(model::Remark::Kind::Comment, block);
    } else if (is_head(head, "STYLE")) {
      add_remark(model::Remark::Kind::Style, block);
      was_style_ = true;
    } else if (is_head(head, "REGION")) {
      add_remark(model::Remark::Kind::Region, block);
      if (has_seen_cue_) return;
      const std::size_t begin = block.head.range_in_source.end;
      const std::string_view id =
          vtt_region_id(slice(source_, {static_cast<std::uint32_t>(begin), block.all.end}));
      if (!id.empty()) regions_.emplace(id);
    } else if (was_style && slice(source_, block.all).find_first_of("{}") != std::string::npos) {
      // A blank line ends a style block; what follows is often the rest of it.
      add_remark(model::Remark::Kind::Style, block);
      was_style_ = true;
    } else if (is_signature(head) ||
               (is_loose_signature(head) && block.all.end == block.head.range_in_source.end)) {
      map_.add(block.all, "signature");
      append_lines(header_, slice(source_, block.all));
      report_doubled(block.head.range_in_source);
    } else {
      read_stray_text(block.all);
    }
  }

  void add_remark(model::Remark::Kind kind, const Block& block) {
    constexpr std::string_view kFields[] = {"comment", "style", "region"};
    map_.add(block.all, kFields[static_cast<std::size_t>(kind)]);
    if (has_seen_cue_ && kind != model::Remark::Kind::Comment) {
      report_.add(Severity::Note, "block-after-cue",
                  "The standard reads styles and regions before the first cue only.", block.all);
    }
    model::Remark remark{.kind = kind, .text = {}, .line_in_source = block.head.number};
    text::LineReader lines(slice(source_, block.all));
    while (const std::optional<text::Line> line = lines.next()) {
      std::string_view text = slice(slice(source_, block.all), line->range_in_source);
      const bool has_head =
          line->number == 1 &&
          (text.starts_with("NOTE") || text.starts_with("STYLE") || text.starts_with("REGION"));
      if (has_head)
        text = text::trimmed(text.substr(std::min(text.find_first_of(" \t"), text.size())));
      if (!text.empty()) append_line(remark.text, text);
    }
    remarks_.push_back(std::move(remark));
  }

  /// Text that the standard drops in silence: mostly a cue's after a blank line, else cues with
  /// arrows that are none.
  void read_stray_text(Range block) {
    const std::string_view text = slice(source_, block);
    if (!text.contains('>') && !text.contains("→")) {
      rescue_stray(block);
      return;
    }
    std::optional<CueTiming> timing;             // of the cue that is being read
    Range pending = {block.begin, block.begin};  // its text; without times, text of no cue
    const auto flush = [&] {
      if (timing) {
        rescue(pending, timing->time, timing->recovered);
      } else {
        rescue_stray(pending);
      }
    };
    text::LineReader lines(text);
    while (const std::optional<text::Line> line = lines.next()) {
      const Range at = {block.begin + line->range_in_source.begin,
                        block.begin + line->range_in_source.end};
      std::optional<CueTiming> found = lenient_timing(slice(source_, at), TimingStyle::Vtt);
      if (!found) {
        pending.end = at.end;
        continue;
      }
      flush();
      if (found->recovered.empty()) found->recovered = "other-arrow";
      report_.add(Severity::Warning, found->recovered,
                  "The cue is not written as the standard wants it; it was read anyway.", at);
      const Range tail = {at.begin + found->settings_in_line.begin, at.end};
      map_.add({at.begin, tail.begin}, "cue.time");
      model::Cue ignored;
      pending = read_settings(tail, ignored) ? tail : Range{at.end, at.end};
      timing = found;
    }
    flush();
  }

  void rescue_stray(Range text_in_source) {
    const std::string_view text = text::trimmed(slice(source_, text_in_source));
    if (text.empty()) return;
    const bool is_number = std::ranges::all_of(text, text::is_digit);
    report_.add(Severity::Warning, "text-outside-cue",
                is_number ? "This number belongs to no cue."
                          : "This text belongs to no cue; it is put to the one before.",
                text_in_source);
    if (is_number) {
      map_.add(text_in_source, "unread");
      return;
    }
    rescue_payload(text_in_source, builder_.last_time(), "text-outside-cue", {});
  }

  /// A file that stops inside a line, where no sentence ends, was cut off more likely than not.
  void report_cut_off() {
    if (last_line_.end_bytes != 0) return;
    const std::string_view last = content(last_line_);
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
                last_line_.range_in_source);
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
  text::LineReader lines_;
  ArrowFinder arrows_;
  CueTextReader texts_;
  TranscriptBuilder builder_;
  std::optional<text::Line> line_;  ///< the one to be read next
  text::Line last_line_;            ///< the one before
  CueText text_;                    ///< of the cue being read; kept for its memory
  std::string_view recovered_file_;
  std::string header_;
  std::string_view header_language_;
  std::unordered_set<std::string> regions_;
  std::vector<model::Remark> remarks_;
  std::size_t odd_settings_ = 0;
  bool has_seen_cue_ = false;
  bool was_style_ = false;
  bool is_full_ = false;
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
