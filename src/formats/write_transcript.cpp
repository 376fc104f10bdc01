#include "formats/write_transcript.h"

#include <algorithm>
#include <format>

#include "formats/entities.h"
#include "text/markup_text.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using model::Cue;
using model::Transcript;

/// "00:01:02.345"
void append_clock(std::string& out, Millis time, char mark) {
  const std::int32_t seconds = time / 1000;
  out += std::format("{:02}:{:02}:{:02}{}{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     mark, time % 1000);
}

/// "62.345", without zeros at the end.
void append_seconds(std::string& out, Millis time) {
  out += std::to_string(time / 1000);
  const std::int32_t rest = time % 1000;
  if (rest == 0) return;
  std::string digits = std::format(".{:03}", rest);
  while (digits.back() == '0')
    digits.pop_back();
  out += digits;
}

std::string_view speaker_of(const Transcript& transcript, const Cue& cue) {
  if (cue.speaker < 0) return {};
  const auto number = static_cast<std::size_t>(cue.speaker);
  return number < transcript.speakers.size() ? std::string_view(transcript.speakers[number])
                                             : std::string_view{};
}

/// Line ends and tabs would end what a name or a row stands in.
std::string on_one_line(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(out, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return out;
}

/// Times for formats that must have both. A missing start is the last cue's end, a missing end the
/// next start.
std::vector<TimeSpan> whole_times(const Transcript& transcript) {
  std::vector<TimeSpan> times;
  times.reserve(transcript.cues.size());
  Millis last = 0;
  for (const Cue& cue : transcript.cues) {
    TimeSpan time = cue.time;
    if (!time.known()) time = {last, last};
    times.push_back(time);
    last = std::max({last, time.start, time.end});
  }
  Millis next = kNoTime;
  for (std::size_t i = times.size(); i-- > 0;) {
    if (times[i].end == kNoTime) times[i].end = next > times[i].start ? next : times[i].start;
    next = times[i].start;
  }
  return times;
}

void append_vtt_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
}

/// Whether WebVTT can time a cue's words: they follow each other inside the cue, and no text
/// stands between them.
bool can_time_words(std::string_view plain, const Cue& cue, TimeSpan time) {
  Millis last = time.start;
  std::uint32_t end = cue.text_in_plain.begin;
  for (const Cue::Word& word : cue.words) {
    if (word.text_in_plain.begin < end || word.text_in_plain.end > cue.text_in_plain.end)
      return false;
    if (!text::is_blank(slice(plain, {end, word.text_in_plain.begin}))) return false;
    if (word.time.start < last || word.time.end <= word.time.start || word.time.end > time.end)
      return false;
    last = word.time.end;
    end = word.text_in_plain.end;
  }
  return !cue.words.empty() && text::is_blank(slice(plain, {end, cue.text_in_plain.end}));
}

void append_vtt_words(std::string& out, std::string_view plain, const Cue& cue, TimeSpan time) {
  Millis last = time.start;
  std::uint32_t end = cue.text_in_plain.begin;
  const auto stamp = [&](Millis at) {
    out += '<';
    append_clock(out, at, '.');
    out += '>';
  };
  for (const Cue::Word& word : cue.words) {
    append_vtt_text(out, slice(plain, {end, word.text_in_plain.begin}));
    if (word.time.start > last) stamp(word.time.start);
    append_vtt_text(out, slice(plain, word.text_in_plain));
    end = word.text_in_plain.end;
    last = word.time.start;
    const Cue::Word* next = &word + 1 == cue.words.data() + cue.words.size() ? nullptr : &word + 1;
    const Millis next_start = next != nullptr ? next->time.start : time.end;
    if (word.time.end < next_start) {
      stamp(word.time.end);
      last = word.time.end;
    }
  }
}

/// An id that cannot be taken for anything else.
bool is_vtt_id(std::string_view id) {
  return !id.empty() && !id.contains("-->") && id.find_first_of("\r\n") == std::string_view::npos &&
         !id.starts_with("NOTE") && !id.starts_with("STYLE") && !id.starts_with("REGION");
}

/// Text that SubRip's readers would take for markup is written as references, other text as it is:
/// most players know no references.
void append_srt_text(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    std::string decoded;
    if (text[i] == '<' && (text::is_letter(next) || text::is_digit(next) || next == '/')) {
      out += "&lt;";
    } else if (text[i] == '{' && (next == '\\' || text::is_letter(next))) {
      out += "&#123;";
    } else if (text[i] == '&' && decode_entity(text.substr(i), decoded) > 0) {
      out += "&amp;";
    } else if (text.substr(i).starts_with("-->") || text.substr(i).starts_with("->")) {
      out += "&#45;";
    } else {
      out += text[i];
    }
  }
}

/// Members of one object: commas between, nothing for what is absent.
class JsonMembers {
 public:
  explicit JsonMembers(std::string& out) : out_(out) { out_ += '{'; }
  void text(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    always_text(key, value);
  }
  void always_text(std::string_view key, std::string_view value) {
    name(key);
    text::append_json_string(out_, value);
  }
  void seconds(std::string_view key, Millis time) {
    if (time == kNoTime) return;
    name(key);
    append_seconds(out_, time);
  }
  void literal(std::string_view key, std::string_view value) {
    name(key);
    out_ += value;
  }
  void finish() { out_ += '}'; }

 private:
  void name(std::string_view key) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    text::append_json_string(out_, key);
    out_ += ':';
  }
  std::string& out_;
  bool is_first_ = true;
};

void append_xml_text(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    append_escaped(out, text.substr(at, end - at), EscapeFor::AnyQuotes);
    if (end < text.size()) out += "<br/>";
    at = end + 1;
  }
}

void append_xml_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped(out, on_one_line(value), EscapeFor::AnyQuotes);
  out += '"';
}

/// xml:id wants a name: a letter first, then letters, digits and a few marks.
bool is_xml_id(std::string_view id) {
  if (id.empty() || !(text::is_letter(id[0]) || id[0] == '_')) return false;
  return std::ranges::all_of(id, [](char c) {
    return text::is_letter(c) || text::is_digit(c) || c == '_' || c == '-' || c == '.';
  });
}

void append_ttml_time(std::string& out, std::string_view name, Millis time) {
  if (time == kNoTime) return;
  out += ' ';
  out += name;
  out += "=\"";
  append_clock(out, time, '.');
  out += '"';
}

/// Whether the words of a cue can be spans: in order, inside, and beginning with the cue or later.
bool can_span_words(const Cue& cue) {
  std::uint32_t end = cue.text_in_plain.begin;
  for (const Cue::Word& word : cue.words) {
    if (word.text_in_plain.begin < end || word.text_in_plain.end > cue.text_in_plain.end)
      return false;
    if (word.time.start < cue.time.start) return false;
    end = word.text_in_plain.end;
  }
  return cue.time.known() && cue.words.size() >= 2;
}

void append_ttml_words(std::string& out, std::string_view plain, const Cue& cue) {
  std::uint32_t end = cue.text_in_plain.begin;
  for (const Cue::Word& word : cue.words) {
    append_xml_text(out, slice(plain, {end, word.text_in_plain.begin}));
    out += "<span";
    append_ttml_time(out, "begin", word.time.start - cue.time.start);
    if (word.time.end != kNoTime) append_ttml_time(out, "end", word.time.end - cue.time.start);
    out += '>';
    append_xml_text(out, slice(plain, word.text_in_plain));
    out += "</span>";
    end = word.text_in_plain.end;
  }
  append_xml_text(out, slice(plain, {end, cue.text_in_plain.end}));
}

}  // namespace

std::string write_vtt(const Transcript& transcript) {
  std::string out = "WEBVTT\n";
  if (!transcript.language.empty()) out += "Language: " + on_one_line(transcript.language) + "\n";
  const std::vector<TimeSpan> times = whole_times(transcript);
  for (std::size_t i = 0; i < transcript.cues.size(); ++i) {
    const Cue& cue = transcript.cues[i];
    out += '\n';
    if (is_vtt_id(cue.id)) out += cue.id + "\n";
    append_clock(out, times[i].start, '.');
    out += " --> ";
    append_clock(out, times[i].end, '.');
    for (const auto& [key, value] : cue.settings)
      out += " " + key + ":" + value;
    out += '\n';
    const std::string_view speaker = speaker_of(transcript, cue);
    const std::string_view text = slice(transcript.plain, cue.text_in_plain);
    if (!speaker.empty()) {
      out += "<v ";
      append_vtt_text(out, on_one_line(speaker));
      out += '>';
    }
    if (can_time_words(transcript.plain, cue, times[i])) {
      append_vtt_words(out, transcript.plain, cue, times[i]);
    } else {
      append_vtt_text(out, text);
    }
    if (!speaker.empty() || !text.empty()) out += '\n';
  }
  return out;
}

std::string write_srt(const Transcript& transcript) {
  std::string out;
  const std::vector<TimeSpan> times = whole_times(transcript);
  for (std::size_t i = 0; i < transcript.cues.size(); ++i) {
    const Cue& cue = transcript.cues[i];
    if (i > 0) out += '\n';
    out += std::to_string(i + 1) + "\n";
    append_clock(out, times[i].start, ',');
    out += " --> ";
    append_clock(out, times[i].end, ',');
    out += '\n';
    const std::string_view speaker = speaker_of(transcript, cue);
    const std::string_view text = slice(transcript.plain, cue.text_in_plain);
    if (!speaker.empty()) {
      append_srt_text(out, on_one_line(speaker));
      out += text.empty() ? ":" : ": ";
    }
    append_srt_text(out, text);
    out += '\n';
  }
  return out;
}

std::string write_podcast_json(const Transcript& transcript) {
  std::string out = "{\"version\":\"1.0.0\"";
  if (!transcript.language.empty()) {
    out += ",\"language\":";
    text::append_json_string(out, transcript.language);
  }
  out += ",\"segments\":[";
  for (std::size_t i = 0; i < transcript.cues.size(); ++i) {
    const Cue& cue = transcript.cues[i];
    out += i == 0 ? "\n" : ",\n";
    JsonMembers members(out);
    members.text("speaker", speaker_of(transcript, cue));
    members.seconds("startTime", cue.time.start);
    members.seconds("endTime", cue.time.end);
    members.always_text("body", slice(transcript.plain, cue.text_in_plain));
    members.finish();
  }
  return out + "\n]}\n";
}

std::string write_ttml(const Transcript& transcript) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\""
      " xml:space=\"preserve\"";
  append_xml_attribute(out, "xml:lang", transcript.language);
  out += ">\n<head>\n<metadata>\n";
  for (std::size_t i = 0; i < transcript.speakers.size(); ++i) {
    out += "<ttm:agent type=\"person\" xml:id=\"speaker" + std::to_string(i + 1) +
           "\"><ttm:name type=\"full\">";
    append_escaped(out, on_one_line(transcript.speakers[i]), EscapeFor::AnyQuotes);
    out += "</ttm:name></ttm:agent>\n";
  }
  out += "</metadata>\n</head>\n<body>\n<div>\n";
  for (const Cue& cue : transcript.cues) {
    out += "<p";
    if (is_xml_id(cue.id)) append_xml_attribute(out, "xml:id", cue.id);
    append_ttml_time(out, "begin", cue.time.start);
    append_ttml_time(out, "end", cue.time.known() ? cue.time.end : kNoTime);
    if (!speaker_of(transcript, cue).empty())
      out += " ttm:agent=\"speaker" + std::to_string(cue.speaker + 1) + "\"";
    out += '>';
    if (can_span_words(cue)) {
      append_ttml_words(out, transcript.plain, cue);
    } else {
      append_xml_text(out, slice(transcript.plain, cue.text_in_plain));
    }
    out += "</p>\n";
  }
  return out + "</div>\n</body>\n</tt>\n";
}

std::string write_tsv(const Transcript& transcript) {
  const bool has_speakers = std::ranges::any_of(
      transcript.cues, [&](const Cue& cue) { return !speaker_of(transcript, cue).empty(); });
  std::string out = has_speakers ? "start\tend\tspeaker\ttext\n" : "start\tend\ttext\n";
  const std::vector<TimeSpan> times = whole_times(transcript);
  for (std::size_t i = 0; i < transcript.cues.size(); ++i) {
    const Cue& cue = transcript.cues[i];
    out += std::to_string(times[i].start) + "\t" + std::to_string(times[i].end) + "\t";
    if (has_speakers) out += on_one_line(speaker_of(transcript, cue)) + "\t";
    out += on_one_line(slice(transcript.plain, cue.text_in_plain));
    out += '\n';
  }
  return out;
}

std::string write_chapters_json(std::span<const model::Chapter> chapters) {
  std::string out = "{\"version\":\"1.2.0\",\"chapters\":[";
  for (const model::Chapter& chapter : chapters) {
    out += &chapter == chapters.data() ? "\n" : ",\n";
    JsonMembers members(out);
    members.seconds("startTime", chapter.time.start);
    members.seconds("endTime", chapter.time.end);
    members.text("title", chapter.title);
    members.text("img", chapter.image);
    members.text("url", chapter.url);
    if (!chapter.in_toc) members.literal("toc", "false");
    members.finish();
  }
  return out + "\n]}\n";
}

std::string write_psc(std::span<const model::Chapter> chapters) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\">\n";
  for (const model::Chapter& chapter : chapters) {
    if (!chapter.time.known()) continue;
    out += "<psc:chapter start=\"";
    append_clock(out, chapter.time.start, '.');
    out += '"';
    append_xml_attribute(out, "title", chapter.title);
    append_xml_attribute(out, "href", chapter.url);
    append_xml_attribute(out, "image", chapter.image);
    out += "/>\n";
  }
  return out + "</psc:chapters>\n";
}

}  // namespace earshot::formats
