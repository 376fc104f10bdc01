#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "base/time.h"
#include "formats/source_map.h"

namespace earshot::formats {

/// What a cue's text says once its markup is read.
struct CueText {
  std::string plain;     ///< trimmed, lines joined by '\n', blank lines left out
  std::string speaker;   ///< of the first voice
  std::string language;  ///< of a <lang> around the text
  bool has_several_voices = false;
  bool has_unclosed_tag = false;  ///< a "<" without ">": kept as text
  bool starts_with_dash = false;  ///< a line of a dialogue
  Range unknown_tag_in_source;    ///< the first tag that the format does not know
  struct Word {
    TimeSpan time;
    Range text_in_plain;
  };
  std::vector<Word> words;  ///< where there are times inside
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

}  // namespace earshot::formats
