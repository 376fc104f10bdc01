#include "formats/json_format.h"

#include <algorithm>
#include <initializer_list>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// What the names of a text's members tell.
struct Names {
  bool has_start = false;
  bool has_start_time = false;
  bool has_body = false;
  bool has_text = false;
  bool has_title = false;
  bool has_segments = false;
  bool has_chapters = false;
  bool has_both = false;  ///< "timestamp", "offsets": times by other names
};

void look_at_name(std::string_view name, Names& names) {
  const auto is_any = [&](std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, name) != known.end();
  };
  names.has_start_time |= name == "startTime";
  names.has_start |= is_any({"start",           "startTime",   "start_time",
                             "begin",           "from",        "startMs",
                             "start_ms",        "startTimeMs", "start_time_ms",
                             "tStartMs",        "ts",          "startOffset",
                             "start_offset",    "beginTime",   "startSeconds",
                             "start_seconds",   "startMillis", "startTimestamp",
                             "start_timestamp", "offset",      "offsetInTicks"});
  names.has_both |= is_any({"timestamp", "timestamps", "offsets"});
  names.has_body |= name == "body";
  names.has_text |=
      is_any({"text", "body", "transcript", "word", "punctuated_word", "content", "sentence",
              "caption", "utterance", "utf8", "line", "elements", "display"});
  names.has_title |= name == "title";
  names.has_segments |= is_any({"segments", "words", "transcription", "chunks", "utterances"});
  names.has_chapters |= name == "chapters";
}

}  // namespace

std::optional<model::Format> json_format(std::string_view source) {
  using model::Format;
  constexpr std::size_t kLookAtBytes = 256 * 1024;
  source = text::trimmed(source);
  if (!source.starts_with('{') && !source.starts_with('[')) return std::nullopt;
  source = source.substr(0, kLookAtBytes);
  // "[00:12] Welcome" is no JSON: a value or the end must follow at once.
  const std::string_view behind = text::trimmed(source.substr(1));
  if (behind.empty() || !std::string_view("{[\"']}/").contains(behind.front())) return std::nullopt;
  Names names;
  for (std::size_t at = source.find_first_of("\"'"); at < source.size();
       at = source.find_first_of("\"'", at)) {
    const char quote = source[at];
    std::size_t end = at + 1;
    while (end < source.size() && source[end] != quote && source[end] != '\n')
      end += source[end] == '\\' ? 2 : 1;
    if (end >= source.size()) break;
    std::size_t colon = end + 1;
    while (colon < source.size() && text::is_white(source[colon]))
      ++colon;
    if (colon < source.size() && source[colon] == ':')
      look_at_name(source.substr(at + 1, end - at - 1), names);
    at = end + 1;
  }
  const bool is_chapters = names.has_start && names.has_title && !names.has_segments;
  if (is_chapters && (names.has_chapters || !names.has_text)) return Format::ChaptersJson;
  if (!names.has_text || (!names.has_start && !names.has_both)) return std::nullopt;
  return names.has_start_time ? Format::PodcastJson : Format::WhisperJson;
}

}  // namespace earshot::formats
