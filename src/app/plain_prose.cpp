// The notes of an episode, or another text of blocks: lists, tables and quotes as they nest.

#include <algorithm>
#include <string>

#include "app/own_time.h"
#include "app/plain_writer.h"
#include "app/quote.h"
#include "app/span_walk.h"

namespace earshot::app {

using pack::BlockKind;
using pack::BlockRecord;
using pack::SpanKind;
using pack::SpanRecord;

namespace {

constexpr std::size_t kDeepestList = 16;  // browsers stop nesting at some hundred elements

}  // namespace

Tag plain_heading(std::size_t level) {
  return static_cast<Tag>(static_cast<std::size_t>(Tag::H1) + std::clamp<std::size_t>(level, 1, 6) -
                          1);
}

/// Writes a block's text with its spans.
class EpisodeWriter::Spans : public SpanTaker {
 public:
  /// `line_end`: the element that stands for one; nothing: a space.
  Spans(EpisodeWriter& writer, const TrackView& track, std::optional<Tag> line_end)
      : writer_(writer), track_(track), line_end_(line_end) {}

  bool wants(const SpanRecord& span) const override {
    if (span.kind == SpanKind::Link) return is_page_address(track_.string(span.url));
    return span.kind != SpanKind::Word && (span.kind != SpanKind::Time || span.start_ms >= 0);
  }

  void open(const SpanRecord& span) override {
    // HTML has no link in a link.
    const bool may_link = std::ranges::count(open_, true) == 0;
    bool is_link = false;
    switch (span.kind) {
      case SpanKind::Strong:
        writer_.out_.open(Tag::Strong);
        break;
      case SpanKind::Emphasis:
        writer_.out_.open(Tag::Em);
        break;
      case SpanKind::Strike:
        writer_.out_.open(Tag::S);
        break;
      case SpanKind::Code:
        writer_.out_.open(Tag::Code);
        break;
      case SpanKind::Link:
        is_link = may_link;
        if (may_link) {
          writer_.open_link(track_.string(span.url));
        } else {
          writer_.out_.open(Tag::Span);
        }
        break;
      case SpanKind::Time:
        is_link = may_link && writer_.times_ == PlainTimes::Links;
        writer_.open_time(span.start_ms, may_link);
        break;
      case SpanKind::Image:  // its alternative text
      case SpanKind::Word:
        writer_.out_.open(Tag::Span, {{Attribute::Class, "image"}});
        break;
    }
    open_.push_back(is_link);
  }
  void close(const SpanRecord&) override {
    writer_.out_.close();
    open_.pop_back();
  }
  void words(std::string_view words, bool) override {
    const auto begin = static_cast<std::uint32_t>(words.data() - track_.text.data());
    const Range time = writer_.own_time_;
    const bool has_time = !time.empty() && time.begin >= begin && time.end <= begin + words.size();
    if (!has_time) {
      lines(words);
      return;
    }
    lines(words.substr(0, time.begin - begin));
    writer_.open_time(writer_.own_start_, std::ranges::count(open_, true) == 0);
    lines(slice(track_.text, time));
    writer_.out_.close();
    lines(words.substr(time.end - begin));
  }

 private:
  void lines(std::string_view words) {
    while (true) {
      const std::size_t end = words.find('\n');
      writer_.out_.text(words.substr(0, end));
      if (end == std::string_view::npos) return;
      if (line_end_) {
        writer_.out_.element(*line_end_, {});
      } else {
        writer_.out_.text(" ");
      }
      words.remove_prefix(end + 1);
    }
  }

  EpisodeWriter& writer_;
  const TrackView& track_;
  std::optional<Tag> line_end_;
  std::vector<bool> open_;  // of each open element: whether it is a link
};

void EpisodeWriter::close_blocks() {
  leave_group();
  leave_items(0);
  leave_list();
}

void EpisodeWriter::write_prose(const TrackView& track) {
  for (const BlockRecord& block : track.blocks) {
    own_time_ = own_time(track, block);
    own_start_ = block.start_ms;
    write_block(track, block);
  }
  own_time_ = {};
}

/// Headings of the notes under the section's, each one level below the one that it is under.
Tag EpisodeWriter::heading_of(int level) {
  while (!headings_.empty() && headings_.back() >= level)
    headings_.pop_back();
  headings_.push_back(level);
  return plain_heading(level_ + 1 + headings_.size());
}

void EpisodeWriter::leave_list() {
  if (list_open_) out_.close();
  list_open_ = false;
}

/// Closes items of `level` and deeper, and the lists in them; the last one's own list stays open.
void EpisodeWriter::leave_items(int level) {
  while (!items_.empty() && items_.back().level >= level) {
    leave_list();
    out_.close();
    list_is_numbered_ = items_.back().is_numbered;
    items_.pop_back();
    list_open_ = true;
  }
}

void EpisodeWriter::leave_group() {
  if (group_ == BlockKind::TableRow) {
    out_.close();  // tbody or thead
    out_.close();
  } else if (group_ == BlockKind::Quote) {
    out_.close();
  }
  group_.reset();
}

void EpisodeWriter::enter_group(const BlockRecord& block) {
  const bool begins_table = block.kind == BlockKind::TableRow && block.level == 0;
  if (group_ == block.kind && !begins_table) {
    if (group_ != BlockKind::TableRow || table_has_body_) return;
    out_.close();
    out_.open(Tag::Tbody);
    table_has_body_ = true;
    return;
  }
  leave_group();
  group_ = block.kind;
  if (block.kind == BlockKind::Quote) out_.open(Tag::Blockquote);
  if (block.kind == BlockKind::TableRow) {
    out_.open(Tag::Table);
    out_.open(begins_table ? Tag::Thead : Tag::Tbody);
    table_has_body_ = !begins_table;
  }
}

void EpisodeWriter::write_block(const TrackView& track, const BlockRecord& block) {
  const Range range_in_text{block.begin, block.end};
  if (block.kind == BlockKind::Item) {
    leave_group();
    write_item(track, block);
    return;
  }
  if (group_ != block.kind) {
    leave_group();
    // What is as far in as an item, or further, belongs to it; levels of quotes and rows say
    // something else.
    const bool may_be_inside = block.kind == BlockKind::Paragraph || block.kind == BlockKind::Code;
    leave_items(may_be_inside && block.level > 0 ? block.level + 1 : 0);
    leave_list();
  }
  switch (block.kind) {
    case BlockKind::Heading:
      out_.open(heading_of(block.level), {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
    case BlockKind::Quote:
      enter_group(block);
      out_.open(Tag::P, {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
    case BlockKind::Code:
      out_.open(Tag::Pre, {{Attribute::Dir, "ltr"}});
      out_.element(Tag::Code, slice(track.text, range_in_text));
      out_.close();
      break;
    case BlockKind::TableRow:
      enter_group(block);
      write_row(track, block);
      break;
    case BlockKind::Rule:
      out_.element(Tag::Hr, {});
      break;
    case BlockKind::Paragraph:
    case BlockKind::Item:
    case BlockKind::Cue:
      out_.open(Tag::P, {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
  }
}

void EpisodeWriter::write_item(const TrackView& track, const BlockRecord& block) {
  const std::string_view marker = track.string(block.marker);
  const bool is_numbered = !is_bullet(marker);
  const int level = std::max<int>(block.level, 1);
  leave_items(level);
  while (items_.size() >= kDeepestList)
    leave_items(items_.back().level);
  if (list_open_ && list_is_numbered_ != is_numbered) leave_list();
  if (!list_open_) {
    // A number stands as it was written, whatever a browser would count.
    out_.open(is_numbered ? Tag::Ol : Tag::Ul,
              {{Attribute::Class, is_numbered ? "marked" : std::string_view()}});
  }
  list_open_ = false;
  out_.open(Tag::Li, {{Attribute::Dir, "auto"}});
  items_.push_back({level, is_numbered});
  if (is_numbered) {
    out_.element(Tag::Bdi, marker, {{Attribute::Class, "marker"}});
    out_.text(" ");
  }
  write_spans(track, {block.begin, block.end});
}

void EpisodeWriter::write_row(const TrackView& track, const BlockRecord& block) {
  const std::string_view row = slice(track.text, {block.begin, block.end});
  const bool is_head = block.level == 0;
  out_.open(Tag::Tr);
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(row.find('\t', begin), row.size());
    out_.open(is_head ? Tag::Th : Tag::Td,
              {{Attribute::Dir, "auto"},
               {Attribute::Scope, is_head ? std::string_view("col") : std::string_view()}});
    write_spans(track, {block.begin + static_cast<std::uint32_t>(begin),
                        block.begin + static_cast<std::uint32_t>(end)});
    out_.close();
    if (end == row.size()) break;
    begin = end + 1;
  }
  out_.close();
}

void EpisodeWriter::write_spans(const TrackView& track, Range range_in_text,
                                std::optional<Tag> line_end) {
  Spans spans(*this, track, line_end);
  walk_spans(track, range_in_text, spans);
}

}  // namespace earshot::app
