#include "formats/cue_list.h"

#include <algorithm>
#include <cmath>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// How far behind the last word the next one is looked for: a word or two that were not timed.
constexpr std::size_t kPlacingWindow = 160;

/// Marks that stand at the ends of words in a text but not in a list of words, or the reverse.
constexpr std::string_view kMarks = ".,;:!?\"'()[]-";

std::string_view without_marks(std::string_view word) {
  while (!word.empty() && kMarks.contains(word.front()))
    word.remove_prefix(1);
  while (!word.empty() && kMarks.contains(word.back()))
    word.remove_suffix(1);
  return word;
}

std::size_t find_no_case(std::string_view text, std::string_view word, std::size_t from) {
  const std::size_t stop = std::min(text.size(), from + kPlacingWindow);
  for (std::size_t at = from; at + word.size() <= stop; ++at) {
    if (text::equal_no_case(text.substr(at, word.size()), word)) return at;
  }
  return std::string_view::npos;
}

/// Scripts that are written without spaces between words.
bool has_no_spaces(char32_t code) {
  return (code >= 0x3040 && code < 0x3100) || (code >= 0x3400 && code < 0xA000) ||
         (code >= 0x0E00 && code < 0x0F00) || (code >= 0x3000 && code < 0x3030) ||
         (code >= 0xFF00 && code < 0xFF66);
}

/// Punctuation that touches the word before it.
bool is_closing(std::string_view word) {
  return !word.empty() && std::string_view(".,;:!?)]}%'").contains(word.front());
}

}  // namespace

std::string cue_plain(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const std::string_view line = text::trimmed(text.substr(at, end - at));
    if (!line.empty()) {
      if (!out.empty()) out += '\n';
      // NUL has no place in text; a JSON escape may bring one.
      for (std::size_t from = 0; from <= line.size();) {
        const std::size_t nul = std::min(line.find('\0', from), line.size());
        out += line.substr(from, nul - from);
        if (nul < line.size()) out += "\xEF\xBF\xBD";
        from = nul + 1;
      }
    }
    at = end + 1;
  }
  return out;
}

TimeSpan CueList::times(const RawTimes& raw, Range at_in_source) {
  TimeSpan time;
  const auto read = [&](std::optional<double> value, Millis& out) {
    if (!value) return;
    if (!std::isfinite(*value)) {
      report_.add(Severity::Warning, "bad-time", "The time is no number; it is left out.",
                  at_in_source);
    } else if (*value < 0) {
      report_.add(Severity::Warning, "negative-time", "The time is negative; it is read as 0.",
                  at_in_source);
      out = 0;
    } else if (*value > static_cast<double>(kMaxTime)) {
      report_.add(Severity::Warning, "time-too-great", "The time is beyond 596 hours.",
                  at_in_source);
      out = kMaxTime;
    } else {
      out = clamp_millis(std::llround(*value));
    }
  };
  read(raw.start_ms, time.start);
  read(raw.end_ms, time.end);
  return time;
}

bool CueList::add(model::Cue cue, CueText text, Range text_in_source, Range at_in_source) {
  if (builder_.cues() >= kMaxCues) {
    if (!is_full_) {
      report_.add(Severity::Error, "too-many-cues",
                  "The file has more than a million cues; the rest is left out.", at_in_source);
    }
    is_full_ = true;
    return false;
  }
  if (!cue.time.known()) {
    // An end without a start says nothing to a reader.
    cue.time.end = kNoTime;
  } else if (cue.time.end != kNoTime && cue.time.end < cue.time.start) {
    report_.add(Severity::Warning, "cue-end-before-start", "The cue ends before it starts.",
                at_in_source);
  } else if (cue.time.end == cue.time.start) {
    report_.add(Severity::Note, "cue-zero-length", "The cue ends when it starts.", at_in_source);
  }
  if (text.plain.empty()) {
    report_.add(Severity::Note, "cue-without-text", "The cue has no text.", at_in_source);
  }
  builder_.add(std::move(cue), std::move(text), text_in_source);
  return true;
}

void CueList::finish(bool is_strict) {
  builder_.fill_missing_ends();
  file_.kind = model::FileKind::Transcript;
  file_.transcript = builder_.finish(source_, is_strict, map_);
  if (!file_.language.empty()) {
    file_.transcript->language = file_.language;
  } else {
    file_.language = file_.transcript->language;
  }
  if (file_.transcript->cues.empty()) {
    report_.add(Severity::Warning, "no-cues", "The file has no cue that can be read.", {0, 0});
  }
}

bool WordPlacer::place(std::string_view word, TimeSpan time) {
  word = text::trimmed(word);
  if (word.empty()) return false;
  const std::string_view plain = text_.plain;
  while (at_ < plain.size() && text::is_white(plain[at_]))
    ++at_;
  std::size_t begin = std::string_view::npos;
  if (plain.substr(at_).starts_with(word)) {
    begin = at_;
  } else {
    begin = plain.substr(0, at_ + kPlacingWindow + word.size()).find(word, at_);
  }
  if (begin == std::string_view::npos) {
    const std::string_view bare = without_marks(word);
    if (bare.empty()) return false;
    word = bare;
    begin = find_no_case(plain, bare, at_);
  }
  if (begin == std::string_view::npos) return false;
  at_ = begin + word.size();
  // Marks that touch the word belong to it, as they do where the list has them.
  while (at_ < plain.size() && kMarks.contains(plain[at_]) && plain[at_] != '-' &&
         plain[at_] != '(' && plain[at_] != '[') {
    ++at_;
  }
  text_.words.push_back(
      {.time = time,
       .text_in_plain = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}});
  return true;
}

Range append_word(std::string& plain, std::string_view word) {
  const std::string_view bare = text::trimmed(word);
  const bool brings_space = !word.empty() && text::white_at(word, 0) > 0;
  if (bare.empty()) {
    const auto end = static_cast<std::uint32_t>(plain.size());
    return {end, end};
  }
  if (!plain.empty() && !text::is_white(plain.back())) {
    const char32_t before = text::character_before(plain, plain.size()).code;
    const char32_t after = text::character_at(bare, 0).code;
    const bool is_glued = is_closing(bare) || has_no_spaces(before) || has_no_spaces(after);
    if (brings_space || !is_glued) plain += ' ';
  }
  const auto begin = static_cast<std::uint32_t>(plain.size());
  plain += bare;
  return {begin, static_cast<std::uint32_t>(plain.size())};
}

}  // namespace earshot::formats
