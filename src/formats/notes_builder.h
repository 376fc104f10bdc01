#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace earshot::formats {

/// Puts notes together block by block: one text, ranges into it.
class NotesBuilder {
 public:
  /// Begins a block; the blocks' texts are joined by '\n'.
  void begin(model::BlockKind kind, int level, std::string_view marker = {});
  /// Appends to the open block.
  void append(std::string_view text) { notes_.plain += text; }
  /// Ends the open block and cuts white space off its end. A block without text is dropped, unless
  /// it is a rule or an item, and `false` is returned.
  bool end();

  std::uint32_t position() const { return static_cast<std::uint32_t>(notes_.plain.size()); }
  std::uint32_t block_begin() const { return begin_; }
  bool is_open() const { return is_open_; }
  model::Notes& notes() { return notes_; }

  void add_span(model::Span span) { notes_.spans.push_back(std::move(span)); }

  /// Finds times, puts spans in order, lists links, writes the HTML. `duration` helps to tell
  /// hours from minutes; kNoTime where unknown.
  model::Notes finish(Millis duration);

 private:
  model::Notes notes_;
  std::uint32_t before_ = 0;  ///< where the text ended before the open block
  std::uint32_t begin_ = 0;
  bool is_open_ = false;
};

/// What NotesBuilder::finish does, for notes whose text and blocks were made elsewhere.
void complete_notes(model::Notes& notes, Millis duration);

/// Greatest level an item can have; deeper ones are shown at it.
inline constexpr int kMaxLevel = 32;

/// Adds Link spans for addresses that stand in plain text. Not for Markdown, which finds its own.
void find_bare_links(model::Notes& notes);

/// Sets Block::time and adds Time spans: times and ranges that head or end a block go to the block,
/// others become spans. `duration` is the episode's, kNoTime where unknown.
void find_note_times(model::Notes& notes, Millis duration);

/// Chapters from blocks with times, where at least three ascend; else none.
std::vector<model::Chapter> chapters_from_times(const model::Notes& notes);

/// Safe HTML of the notes: written from the blocks, everything escaped, links to http, https and
/// mailto only.
std::string notes_html(const model::Notes& notes);

/// Whether a link may be followed: http, https or mailto.
bool is_safe_url(std::string_view url);

}  // namespace earshot::formats
