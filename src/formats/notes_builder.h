#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace earshot::formats {

/// Puts notes together block by block: one text, ranges into it.
class NotesBuilder {
 public:
  /// Deeper nesting has no use in notes: what is inside such a container belongs to the one
  /// around it.
  static constexpr std::size_t kMostContainers = 512;

  /// Begins a block in the open container; the blocks' texts are joined by '\n'.
  void begin(model::BlockKind kind, int level, std::string_view marker = {});
  /// Appends to the open block.
  void append(std::string_view text) { notes_.plain += text; }
  /// Ends the open block and its open spans, and cuts white space off its end. A block without text
  /// is dropped, unless it is a rule, an item or code, or holds a picture, and `false` is returned.
  bool end();

  /// Opens a container in the open one. Its parent is filled in.
  void open_container(model::Container container);
  void close_container();
  /// The open container, -1 for none.
  std::int32_t container() const { return open_containers_.empty() ? -1 : open_containers_.back(); }

  /// Opens a span at the end of the text; its range is filled in.
  void open_span(model::Span span);
  /// Closes the span opened last. Without an open one nothing happens.
  void close_span();
  std::size_t open_spans() const { return open_spans_.size(); }

  std::uint32_t position() const { return static_cast<std::uint32_t>(notes_.plain.size()); }
  std::uint32_t block_begin() const { return begin_; }
  bool is_open() const { return is_open_; }
  model::Notes& notes() { return notes_; }

  void add_span(model::Span span) { notes_.spans.push_back(std::move(span)); }

  /// Finds times, puts spans in order, lists links. `duration` helps to tell hours from minutes;
  /// kNoTime where unknown.
  model::Notes finish(Millis duration);

 private:
  Range trimmed_block(model::BlockKind kind) const;

  model::Notes notes_;
  std::vector<std::int32_t> open_containers_;
  std::size_t too_deep_ = 0;
  std::vector<std::size_t> open_spans_;  ///< numbers in notes_.spans
  std::size_t first_span_ = 0;           ///< of the open block
  std::uint32_t before_ = 0;             ///< where the text ended before the open block
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

/// Puts items that only have levels, as those of plain outlines, into containers.
void give_containers(model::Notes& notes);

/// Safe HTML of the notes, as CommonMark writes it: made from the blocks, everything escaped, links
/// and pictures only from addresses that `is_safe_url` lets pass. Nothing of it is kept: who wants
/// it asks, when it is wanted. Linear.
std::string notes_html(const model::Notes& notes);

/// Whether a link may be written into HTML: it has no scheme, or one that names a place or a
/// person (http, https, mailto, tel, ftp, irc and the like).
bool is_safe_url(std::string_view url);

/// Whether a link is a program or a document of its own ("javascript:", "data:"), however the
/// scheme is disguised. Such a link is no link for anybody.
bool is_harmful_url(std::string_view url);

}  // namespace earshot::formats
