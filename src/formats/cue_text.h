#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "base/time.h"
#include "formats/source_map.h"
#include "text/next_byte.h"

namespace earshot::formats {

/// What a cue's text says once its markup is read.
struct CueText {
  std::string plain;     ///< trimmed, lines joined by '\n', blank lines left out
  std::string speaker;   ///< of the first voice
  std::string language;  ///< of a <lang> around the text
  bool has_several_voices = false;
  bool starts_with_dash = false;  ///< a line of a dialogue
  Range unknown_tag_in_source;    ///< the first tag that the format does not know
  Range unclosed_tag_in_source;   ///< a "<" without ">", up to the end of the cue
  /// Tags, by WebVTT's rules, that look like text: "<inaudible>", "< 2 and 3 >". Not in `plain`.
  std::vector<Range> swallowed_in_source;
  struct Word {
    TimeSpan time;
    Range text_in_plain;
  };
  std::vector<Word> words;  ///< where there are times inside

  /// Empties it, and keeps the memory.
  void clear();
};

enum class CueMarkup : std::uint8_t {
  Vtt,  ///< whatever stands in <> is a tag
  Srt,  ///< known HTML tags, and {\an8} and its like
};

/// Reads the payload of a cue: the WebVTT cue text tokeniser, or SubRip's habits.
///
/// `text_in_source` is the payload; times inside count as words' times and end with the cue.
/// Tags are told to `map` as "markup". Linear.
CueText read_cue_text(std::string_view source, Range text_in_source, TimeSpan cue_time,
                      CueMarkup markup, SourceMap& map);

/// Puts a text that stands before another one's, on the line of its times, into it.
void put_before(const CueText& lead, CueText& text);

/// The same as read_cue_text for all cues of a file: what makes a text need more than copying is
/// looked for once.
class CueTextReader {
 public:
  CueTextReader(std::string_view source, CueMarkup markup, SourceMap& map);

  /// Reads a payload into `out`. The payloads must be asked for from first to last.
  void read(Range text_in_source, TimeSpan cue_time, CueText& out);

 private:
  std::string_view source_;
  CueMarkup markup_;
  SourceMap& map_;
  text::NextByte angle_;
  text::NextByte ampersand_;
  text::NextByte brace_;
};

}  // namespace earshot::formats
