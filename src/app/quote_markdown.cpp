#include "app/quote_markdown.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "app/cue_heads.h"
#include "app/markdown_spans.h"
#include "app/quote.h"
#include "text/scanner.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;

/// What has no text has no place in Markdown, but for what is seen without it.
bool is_seen_without_words(BlockKind kind) {
  return kind == BlockKind::Item || kind == BlockKind::TableRow || kind == BlockKind::Rule ||
         kind == BlockKind::Code;
}

class PassageWriter {
 public:
  PassageWriter(const TrackView& track, const Passage& passage)
      : track_(track), passage_(passage), depths_(item_depths(track, passage)) {
    head_.kind = BlockKind::Heading;
  }

  std::string write() {
    if (track_.is_source) {
      write_code(passage_.range_in_text, {});
      return std::move(out_);
    }
    const std::vector<CueHead> heads = heads_in(track_, passage_.range_in_text);
    auto head = heads.begin();
    for (std::size_t number = passage_.first; number < passage_.last; ++number) {
      const BlockRecord& block = track_.blocks[number];
      const Range range_in_text = passage_.cut(block);
      for (; head != heads.end() && head->block == number; ++head)
        write_head(head->title);
      const bool is_empty = text::is_blank(slice(track_.text, range_in_text));
      if (is_empty && !is_seen_without_words(block.kind)) continue;
      write_block(number, range_in_text);
      above_ = &block;
      depth_above_ = depth_of(number);
      is_empty_above_ = is_empty;
    }
    return std::move(out_);
  }

 private:
  std::size_t depth_of(std::size_t number) const { return depths_[number - passage_.first]; }

  void write_block(std::size_t number, Range range_in_text) {
    const BlockRecord& block = track_.blocks[number];
    const std::size_t depth = depth_of(number);
    // An item stands in the one round it, all else in its own.
    const std::size_t inside = block.kind == BlockKind::Item ? depth - 1 : depth;
    const std::string indent(columns_[inside], ' ');
    switch (block.kind) {
      case BlockKind::Heading:
        part(indent, "\n\n");
        write_heading(block, range_in_text);
        break;
      case BlockKind::Item:
        part(indent, goes_on_with_item(block, depth) ? "\n" : "\n\n");
        write_item(block, range_in_text, depth);
        break;
      case BlockKind::Quote: {
        part(indent, "\n\n");
        std::string signs;
        for (int level = 0; level < std::max<int>(block.level, 1); ++level)
          signs += "> ";
        out_ += signs;
        write_words(range_in_text, indent + signs);
        break;
      }
      case BlockKind::Code:
        part(indent, "\n\n");
        write_code(range_in_text, indent);
        break;
      case BlockKind::TableRow: {
        const bool joins = above_ != nullptr && are_together(*above_, block);
        part(indent, joins ? "\n" : "\n\n");
        if (!joins) columns_of_table_ = columns_from(number);
        write_row(range_in_text, indent, !joins);
        break;
      }
      case BlockKind::Rule:
        part(indent, "\n\n");
        out_ += "---";
        break;
      case BlockKind::Paragraph:
        part(indent, "\n\n");
        write_words(range_in_text, indent);
        break;
      case BlockKind::Cue:
        write_cue(block, range_in_text);
        break;
    }
  }

  /// What parts a block from the one above it, and its indent. 5.2: behind a marker without words a
  /// blank line ends the item.
  void part(std::string_view indent, std::string_view line_ends) {
    const bool is_in_empty_item = above_ != nullptr && above_->kind == BlockKind::Item &&
                                  is_empty_above_ && indent.size() >= columns_[depth_above_];
    if (above_ != nullptr) out_ += is_in_empty_item ? std::string_view("\n") : line_ends;
    out_ += indent;
  }

  /// 5.3: without a blank line between, the words of an item are ended by the items in it only
  /// where these have words, and no number but 1.
  bool goes_on_with_item(const BlockRecord& block, std::size_t depth) const {
    if (above_ == nullptr || !are_together(*above_, block)) return false;
    const std::string_view marker = track_.string(block.marker);
    const bool is_other_number = is_markdown_number(marker) && marker != "1." && marker != "1)";
    const bool can_interrupt =
        !is_other_number && !text::is_blank(slice(track_.text, passage_.cut(block)));
    return depth <= depth_above_ || can_interrupt;
  }

  void write_heading(const BlockRecord& block, Range range_in_text) {
    out_.append(std::clamp<std::size_t>(block.level, 1, 6), '#');
    out_ += ' ';
    append_markdown(out_, track_, range_in_text, {.one_line = true});
    end_heading();
  }

  /// Of a chapter, above the cue that begins it. The episode's title is the first.
  void write_head(std::string_view title) {
    part({}, "\n\n");
    out_ += "## ";
    append_escaped(out_, title);
    end_heading();
    above_ = &head_;
    depth_above_ = 0;
    is_empty_above_ = false;
  }

  /// 4.2: signs at a heading's end are none of its words.
  void end_heading() {
    if (out_.ends_with('#')) out_.insert(out_.find_last_not_of('#') + 1, "\\");
  }

  void write_item(const BlockRecord& block, Range range_in_text, std::size_t depth) {
    const std::string_view marker = track_.string(block.marker);
    const bool is_number = is_markdown_number(marker);
    const bool is_own = is_number || marker == "*" || marker == "+";
    const std::string_view written = is_own ? marker : std::string_view("-");
    columns_.resize(depth);
    columns_.push_back(columns_.back() + written.size() + 1);
    out_ += written;
    const bool has_label = !is_number && !is_bullet(marker);
    if (has_label) {
      out_ += ' ';
      append_escaped_line(out_, marker);  // "IV." is no marker of Markdown's
    }
    const std::size_t end_of_marker = out_.size();
    out_ += ' ';
    write_words(range_in_text, std::string(columns_.back(), ' '), !has_label);
    if (out_.size() == end_of_marker + 1) out_.pop_back();
  }

  void write_words(Range range_in_text, std::string_view line_begin, bool begins_line = true) {
    append_markdown(out_, track_, range_in_text,
                    {.begins_line = begins_line, .line_begin = line_begin});
  }

  /// 4.5: a fence is longer than any in what it is round.
  void write_code(Range range_in_text, std::string_view indent) {
    std::string_view code = slice(track_.text, range_in_text);
    if (code.ends_with('\n')) code.remove_suffix(1);  // the end of its last line
    const std::string fence(std::max<std::size_t>(longest_run(code, '`'), 2) + 1, '`');
    out_ += fence;
    while (true) {
      const std::string_view line = code.substr(0, code.find('\n'));
      out_ += '\n';
      if (!line.empty()) out_ += indent;
      out_ += line;
      if (line.size() == code.size()) break;
      code.remove_prefix(line.size() + 1);
    }
    out_ += '\n';
    out_ += indent;
    out_ += fence;
  }

  std::size_t columns_of(Range range_in_text) const {
    return static_cast<std::size_t>(std::ranges::count(slice(track_.text, range_in_text), '\t')) +
           1;
  }

  /// The columns of the table that a row begins. What of a row goes beyond its head is lost to
  /// those who read it.
  std::size_t columns_from(std::size_t first) const {
    std::size_t columns = columns_of(passage_.cut(track_.blocks[first]));
    for (std::size_t number = first + 1; number < passage_.last; ++number) {
      if (!are_together(track_.blocks[number - 1], track_.blocks[number])) break;
      columns = std::max(columns, columns_of(passage_.cut(track_.blocks[number])));
    }
    return columns;
  }

  void write_row(Range range_in_text, std::string_view indent, bool is_head) {
    std::uint32_t begin = range_in_text.begin;
    for (std::uint32_t at = begin; at <= range_in_text.end; ++at) {
      if (at < range_in_text.end && track_.text[at] != '\t') continue;
      out_ += "| ";
      append_markdown(out_, track_, {begin, at}, {.in_table = true, .one_line = true});
      out_ += ' ';
      begin = at + 1;
    }
    if (!is_head) {
      out_ += '|';
      return;
    }
    for (std::size_t column = columns_of(range_in_text); column < columns_of_table_; ++column)
      out_ += "|  ";
    out_ += "|\n";
    out_ += indent;
    out_ += '|';
    for (std::size_t column = 0; column < columns_of_table_; ++column)
      out_ += " --- |";
  }

  /// Cues of one turn are a paragraph: what was said goes on.
  void write_cue(const BlockRecord& block, Range range_in_text) {
    const bool joins = above_ != nullptr && are_together(*above_, block);
    const bool opens_turn = block.speaker >= 0 && (!joins || block.speaker != speaker_);
    const bool goes_on = joins && !opens_turn;
    if (above_ != nullptr) out_ += goes_on ? " " : "\n\n";
    if (opens_turn) {
      out_ += "**";
      append_escaped(out_, track_.speaker(block.speaker));
      out_ += "**";
      if (block.start_ms >= 0) out_ += " (" + clock_time(block.start_ms) + ")";
      out_ += ": ";
    }
    speaker_ = block.speaker;
    write_words(range_in_text, {}, !opens_turn && !goes_on);
  }

  const TrackView& track_;
  const Passage& passage_;
  std::vector<std::uint16_t> depths_;
  std::string out_;
  std::vector<std::size_t> columns_ = {0};  // where the words of the open items begin, by depth
  std::size_t columns_of_table_ = 0;
  BlockRecord head_;  // a chapter's, as what stands above
  const BlockRecord* above_ = nullptr;
  std::size_t depth_above_ = 0;
  bool is_empty_above_ = false;
  std::int16_t speaker_ = -1;
};

}  // namespace

std::string quote_markdown(const TrackView& track, const Passage& passage) {
  return PassageWriter(track, passage).write();
}

}  // namespace earshot::app
