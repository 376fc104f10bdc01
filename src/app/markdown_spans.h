#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/view.h"
#include "base/range.h"

/// Lines of Markdown: CommonMark with the tables and struck words of GitHub's. Numbers in comments
/// are those of CommonMark's sections.
namespace earshot::app {

/// What a block's text stands in.
struct MarkdownPlace {
  bool in_table = false;
  bool one_line = false;     ///< a line end would end the block
  bool begins_line = false;  ///< its first word is the first of a line, but for the block's marker
  std::string_view line_begin = {};  ///< what its other lines begin with
};

/// Appends a part of a block's text with its spans. White space at its ends is left out.
void append_markdown(std::string& out, const TrackView& track, Range range_in_text,
                     const MarkdownPlace& place);

/// Appends words that have no spans: what would be taken for markup gets a backslash.
void append_escaped(std::string& out, std::string_view words, bool in_table = false);

/// The same at the begin of a line, where a number or a sign would open a block.
void append_escaped_line(std::string& out, std::string_view words);

/// Whether a marker is one of Markdown's numbers, and nothing else: "12." or "12)".
bool is_markdown_number(std::string_view marker);

std::size_t longest_run(std::string_view words, char sign);

}  // namespace earshot::app
