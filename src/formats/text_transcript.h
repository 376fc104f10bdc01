#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "formats/source_map.h"
#include "formats/text_heads.h"
#include "model/episode.h"

namespace earshot::formats {

/// A line of a text, or of a document made lines.
struct TextLine {
  std::string_view text;
  Range range_in_source;
  bool is_exact = true;  ///< `text` is what stands in the source, byte for byte
};

/// A turn of a transcript: lines [first, end), the first with its head.
struct TextTurn {
  std::size_t first = 0;
  std::size_t end = 0;
  TimeSpan time;
  std::string speaker;
  std::size_t text_line = 0;  ///< the line the text begins on; `end` where there is none
  std::uint32_t text_begin_in_line = 0;
};

/// A transcript found in lines.
struct TextTurns {
  std::vector<TextTurn> turns;
  std::vector<std::size_t> apart;  ///< lines of no turn: before the first, headings between
};

/// Finds the turns, if the lines are a transcript and not notes with times.
///
/// What tells them apart: a transcript has as much text between two times as can be said in them,
/// or speakers who come again. `is_sure`: the caller knows that it is one. Linear.
std::optional<TextTurns> find_text_turns(const std::vector<TextLine>& lines, bool is_sure);

/// Whether a text is a transcript in plain text or Markdown. Looks at the beginning.
bool looks_like_text_transcript(std::string_view source);

/// Reads a transcript in plain text or Markdown: "Name (00:00:00):", "**Name:** \[04:33\] ...",
/// "[00:04:33] Name: ...", "00:04:33 ...", times and names on lines of their own.
///
/// Front matter and what stands before the first turn is boilerplate, and reported. A cue ends
/// where the next one begins. Linear.
void read_text_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map);

}  // namespace earshot::formats
