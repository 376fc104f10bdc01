#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/range.h"
#include "base/time.h"

namespace earshot::formats {

/// What a line of a transcript in plain text or Markdown begins with: "Ann (00:01:02):",
/// "**Ann:** \[04:33\]", "[00:04:33] Ann:", "00:04:33 ...", a time or a name alone.
struct TextHead {
  TimeSpan time;  ///< unknown where the line has none
  Range time_in_line;
  std::string speaker;  ///< by its looks; a word before a colon need not be one
  Range speaker_in_line;
  std::uint32_t text_begin = 0;  ///< where the text behind the head begins, in the line
  bool is_name_alone = false;    ///< the whole line may be a name
  bool has_tail_name = false;    ///< behind a time stands nothing but what may be a name
  bool is_heading = false;       ///< Markdown's "#"
  bool is_bold_name = false;

  bool has_time() const { return time.known(); }
};

/// Reads the head of a line; no head has neither time nor speaker. Linear.
TextHead read_text_head(std::string_view line);

/// A line's text without Markdown's emphasis and backslashes.
std::string without_emphasis(std::string_view text);

}  // namespace earshot::formats
